//! Loads in words: one, a range, how many, more.

use super::runs::{count, vus};
use crate::data::runs::load::LoadAxis;
use crate::format::numbers::short;

/// What the load is, within a sentence.
#[must_use]
pub fn load_noun(axis: LoadAxis) -> &'static str {
    match axis {
        LoadAxis::Vus => "VUs",
        LoadAxis::AskedRate => "request rate",
        LoadAxis::BatchSize => "batch size",
    }
}

/// A load: `64 VUs`, `20 req/s asked for`, `batch size 8`.
#[must_use]
pub fn load_words(axis: LoadAxis, load: f64) -> String {
    match axis {
        LoadAxis::Vus => vus(load),
        LoadAxis::AskedRate => format!("{} req/s asked for", short(load)),
        LoadAxis::BatchSize => format!("batch size {}", short(load)),
    }
}

/// A range of loads: `64 to 512 VUs`; a single one as [`load_words`].
#[must_use]
pub fn loads_words(axis: LoadAxis, from: f64, to: f64) -> String {
    match axis {
        _ if from == to => load_words(axis, to),
        LoadAxis::BatchSize => format!("batch sizes {} to {}", short(from), short(to)),
        _ => format!("{} to {}", short(from), load_words(axis, to)),
    }
}

/// More of it: `more VUs`.
#[must_use]
pub fn more_words(axis: LoadAxis) -> &'static str {
    match axis {
        LoadAxis::Vus => "more VUs",
        LoadAxis::AskedRate => "a higher rate",
        LoadAxis::BatchSize => "a larger batch size",
    }
}

/// A number of loads: `2 numbers of VUs`.
#[must_use]
pub fn loads_count(axis: LoadAxis, n: usize) -> String {
    match axis {
        LoadAxis::Vus => count(n, "number of VUs", "numbers of VUs"),
        LoadAxis::AskedRate => count(n, "rate", "rates"),
        LoadAxis::BatchSize => count(n, "batch size", "batch sizes"),
    }
}
