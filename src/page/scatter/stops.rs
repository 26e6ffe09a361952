//! Where a limit on an axis stops while it is moved: at the values of runs.

use isocost_kernels::many::usable_range;

use crate::analysis::decide::cost_latency::usable;
use crate::analysis::decide::slo::Limit;
use crate::analysis::stats::order;
use crate::page::limits::words::admitting;

/// How a limit is moved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Move {
    /// To the run nearest to a value; beyond the last it is lifted.
    To(f64),
    /// By so many runs, to larger values where above 0; beyond the last it is lifted.
    By(i32),
    /// To the first run.
    First,
    /// It is lifted.
    Lift,
}

/// The handle of a limit, as a slider tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct Handle {
    /// What is limited.
    pub label: String,
    /// Where it stands, in words.
    pub words: String,
    /// The same as a number, in the unit of the axis; without a limit at the last run.
    pub now: f64,
    /// The first and the last run.
    pub ends: (f64, f64),
}

/// The values of some rows, on which at most so much is admitted.
#[derive(Clone, Copy)]
pub(super) struct Stops<'a> {
    /// By row of the table; empty of a measure that is not on the axis.
    pub(super) values: &'a [f64],
    /// The rows that pass the filters.
    pub(super) rows: &'a [usize],
}

/// A value as a limit that admits it, with three digits.
fn admits(value: f64) -> f64 {
    admitting(Limit::AvgLatency, value)
}

impl<'a> Stops<'a> {
    /// The values that can be limited.
    fn known(self) -> impl Iterator<Item = f64> + Clone + use<'a> {
        let Self { values, rows } = self;
        rows.iter().filter_map(|&row| values.get(row).copied()).filter(|&value| usable(value))
    }

    /// The limits that admit the first run, and all; `None` without any.
    pub(super) fn ends(self) -> Option<(f64, f64)> {
        // At each step of a slider: no need to sort them.
        usable_range(self.values, self.rows).map(|(least, most)| (admits(least), admits(most)))
    }

    /// The handle of a limit that stands at `now`, in these words.
    pub(super) fn handle(self, label: String, words: String, now: Option<f64>) -> Option<Handle> {
        let (first, last) = self.ends()?;
        Some(Handle { label, words, now: now.unwrap_or(last).clamp(first, last), ends: (first, last) })
    }

    /// The limit after a move, of one that stands at `now`.
    #[inline(never)]
    pub(super) fn moved(self, now: Option<f64>, by: Move) -> Option<f64> {
        match by {
            Move::To(at) => self.snapped(at),
            Move::First => self.ends().map(|(first, _)| first),
            Move::Lift => None,
            Move::By(steps) => {
                let known = self.admitted();
                // How many runs lie below the limit, and how many it admits.
                let below = now.map_or(known.len(), |now| known.partition_point(|&value| value < now));
                let within = now.map_or(known.len(), |now| known.partition_point(|&value| value <= now));
                let steps_out = usize::try_from(steps.unsigned_abs()).unwrap_or(usize::MAX);
                match steps {
                    1.. => known.get(within.saturating_add(steps_out - 1)).copied(),
                    0 => now,
                    _ => known.get(below.saturating_sub(steps_out)).copied().or(now),
                }
            }
        }
    }

    /// The limits that admit one run more each, rising.
    fn admitted(self) -> Vec<f64> {
        let mut known: Vec<f64> = self.known().map(admits).collect();
        order::sort_by(&mut known, f64::total_cmp);
        known.dedup();
        known
    }

    /// The limit that admits the run nearest to a value; `None`, no limit, beyond the last of them. Rounded to three digits, and so that it
    /// admits that run.
    #[inline(never)]
    pub(super) fn snapped(self, at: f64) -> Option<f64> {
        let known = self.known();
        let last = known.clone().max_by(f64::total_cmp)?;
        if at > last || at.is_nan() {
            return None;
        }
        // By factors: a hand is as exact at 50 ms as at 5,000 ms, on a log axis and nearly so on another.
        let far = |value: f64| if at > 0.0 { (value / at).ln().abs() } else { value };
        known.min_by(|a, b| far(*a).total_cmp(&far(*b))).map(admits)
    }
}
