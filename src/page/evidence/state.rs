//! The state of a configuration in a word or two, from its grade: was it tried with enough load?

use crate::analysis::saturation::evidence::{Doubt, Evidence};
use crate::analysis::saturation::monotonic::{Curve, LEAST_GAIN};
use crate::analysis::saturation::trend::Grade;
use crate::data::runs::load::LoadAxis;
use crate::page::words::runs::count;

/// What is said of a configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Throughput still rises at the most load.
    Rising,
    /// It cannot be told.
    CannotTell,
    /// It cannot be told: the last step rises beyond noise, and only comes back to what was reached before.
    Recovers,
    /// Throughput is flat at the most load.
    Flat,
    /// It falls there, or a rate that was asked for was not reached.
    Saturated,
}

impl State {
    /// All of them, those first that ask for something.
    pub const ALL: [Self; 5] = [Self::Rising, Self::CannotTell, Self::Recovers, Self::Flat, Self::Saturated];

    /// By the grade. Over rates that were asked for a flat end is one that was not reached. `noise_share` is what two runs of
    /// one load may differ by.
    #[must_use]
    pub fn of(evidence: &Evidence, axis: LoadAxis, noise_share: f64) -> Self {
        Self::of_curve(evidence.grade(), &evidence.curve, axis, LEAST_GAIN.max(noise_share))
    }

    /// The same of a curve with this grade; `least_share` is the least change, a share, that counts.
    #[must_use]
    pub fn of_curve(grade: Grade, curve: &Curve, axis: LoadAxis, least_share: f64) -> Self {
        let recovers = curve.ends_a_dip(least_share);
        match grade {
            Grade::Rises => Self::Rising,
            Grade::Flat if axis == LoadAxis::AskedRate => Self::Saturated,
            Grade::Flat => Self::Flat,
            Grade::Falls => Self::Saturated,
            Grade::CannotTell if recovers && axis != LoadAxis::AskedRate => Self::Recovers,
            Grade::CannotTell => Self::CannotTell,
        }
    }

    /// On the page.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Rising => "Still rising",
            Self::CannotTell => "Cannot tell",
            Self::Recovers => "Recovers from a dip",
            Self::Flat => "Flat",
            Self::Saturated => "Saturated",
        }
    }

    /// For styles and tests.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Rising => "rising",
            Self::CannotTell => "unknown",
            Self::Recovers => "recovers",
            Self::Flat => "flat",
            Self::Saturated => "saturated",
        }
    }

    /// Whether enough was tried.
    #[must_use]
    // Only tests ask.
    #[cfg_attr(feature = "dead-code", allow(dead_code))]
    pub fn is_enough(self) -> bool {
        matches!(self, Self::Flat | Self::Saturated)
    }
}

/// What ends a rise although more load was run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// More load breaks a limit.
    Limits,
    /// More load does not pass the filters.
    Filters,
}

impl Bound {
    /// Beside a state, in a few words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Limits => "up to the limits",
            Self::Filters => "up to the filters",
        }
    }

    /// Of a rise; `None` where it does not rise, or nothing ends that.
    #[must_use]
    pub fn of(evidence: &Evidence) -> Option<Self> {
        match evidence.grade() {
            Grade::Rises if evidence.beyond_limits.is_some() => Some(Self::Limits),
            Grade::Rises if evidence.beyond_filters.is_some() => Some(Self::Filters),
            _ => None,
        }
    }
}

/// What keeps the end of a series from being certain whatever its grade, in a few words: that its last run is doubtful, or
/// that the last step of a rise is within noise, so that it is the steps before that rise. Empty for nothing, and over rates,
/// which were reached or not.
#[inline(never)]
#[must_use]
pub fn end_words(
    (grade, axis): (Grade, LoadAxis),
    curve: &Curve,
    ends_failing: bool,
    noise_share: f64,
) -> &'static str {
    match grade {
        _ if axis == LoadAxis::AskedRate || grade == Grade::CannotTell => "",
        _ if ends_failing => FAILING,
        Grade::Rises if curve.last_gain().is_some_and(|gain| gain < noise_share) => WITHIN_NOISE,
        _ => "",
    }
}

/// The end rests on a run that is too short, or contradicts Little's law.
pub const FAILING: &str = "its last run is doubtful";
/// The last step is no rise by itself.
pub const WITHIN_NOISE: &str = "last step within noise";

/// What is said beside a state, in a few words: what ends a rise, and what makes its end uncertain, or else the weightiest
/// doubt; empty for nothing.
#[must_use]
pub fn note_words(evidence: &Evidence, axis: LoadAxis, noise_share: f64) -> String {
    let bound = Bound::of(evidence).map_or("", Bound::words);
    let end = end_words((evidence.grade(), axis), &evidence.curve, evidence.ends_failing, noise_share);
    let failing = count(evidence.failing, "doubtful run", "doubtful runs");
    let doubt = match (bound, end) {
        ("", "") if evidence.has(Doubt::ShortRun) => "short run",
        ("", "") if evidence.has(Doubt::BrokenLittle) => "numbers disagree",
        ("", "") if evidence.failing > 0 => &failing,
        _ => "",
    };
    let between = if bound.is_empty() || end.is_empty() { "" } else { ", " };
    [bound, between, end, doubt].concat()
}
