//! Noise in words: how much two runs of a load differ, and how that was found.

use crate::analysis::stats::noise::{Noise, Source};
use crate::format::numbers::{percent, percent_short};

use super::runs::count;

/// Noise within a sentence: `the noise of 6.7% (from 42 pairs of runs of one configuration within 2% of load)`.
#[must_use]
pub fn noise_words(noise: Noise) -> String {
    let share = percent(noise.share * 100.0);
    match noise.source {
        Source::Assumed => format!("the {share} that are assumed to be noise"),
        source => format!("the noise of {share} (from {})", source_words(source)),
    }
}

/// The same as a sentence of its own.
#[must_use]
pub fn noise_sentence(noise: Noise) -> String {
    let share = percent(noise.share * 100.0);
    match noise.source {
        Source::Assumed => format!("{share} is assumed to be noise: {UNKNOWN}."),
        source => format!("Noise: two runs of one load differ by up to {share}, found from {}.", source_words(source)),
    }
}

/// Why noise is not known, a clause.
pub const UNKNOWN: &str = "no load was run twice, and too few pairs of runs of one configuration lie within 3% of load";

fn source_words(source: Source) -> String {
    match source {
        Source::Repeats { loads } => format!("repeats of {}", count(loads, "load", "loads")),
        Source::Neighbours { pairs, within } => {
            let pairs = count(pairs, "pair of runs", "pairs of runs");
            format!("{pairs} of one configuration within {} of load", percent_short(within * 100.0))
        }
        Source::Assumed => "nothing".to_owned(),
    }
}
