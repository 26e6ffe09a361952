//! Noise in words: how much two runs of a load differ, and how that was found.

use crate::analysis::stats::noise::{Noise, Source};
use crate::format::numbers::{percent, percent_short};

use super::runs::count;

/// `the 6.7% by which two runs of one load differ at most, 19 times of 20, by 42 pairs of runs within 2% of load`; the end of
/// a clause.
#[must_use]
pub fn noise_words(noise: Noise) -> String {
    let share = percent(noise.share * 100.0);
    match noise.source {
        Source::Assumed => format!("the {share} that are assumed to be noise, as {}", UNKNOWN),
        source => format!("the {share} of noise between two runs, found from {}", source_words(source)),
    }
}

/// What noise was found from.
#[must_use]
pub fn source_words(source: Source) -> String {
    match source {
        Source::Repeats { loads } => format!("repeats of {}", count(loads, "load", "loads")),
        Source::Neighbours { pairs, within } => {
            format!(
                "{} of one configuration within {} of load",
                count(pairs, "pair of runs", "pairs of runs"),
                percent_short(within * 100.0)
            )
        }
        Source::Assumed => "nothing".to_owned(),
    }
}

/// Why noise is not known, a clause.
pub const UNKNOWN: &str = "no load was run twice, and too few pairs of runs lie within 3% of load";
