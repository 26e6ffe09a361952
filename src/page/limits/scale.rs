//! A slider for a limit: positions over the values that a column has, and how many runs lie where.

use crate::analysis::decide::cost_latency::usable;
use crate::analysis::decide::slo::Limit;
use crate::analysis::stats::extent::Extent;
use crate::data::runs::table_facts::Basis;

use super::words::admitting;
use crate::format::numbers::fixed;
use crate::page::tables::active_table::ActiveTable;

/// The last position of a slider.
pub const STEPS: usize = 100;
/// Bars behind it.
pub const BARS: usize = 25;

/// Of more values than this some, evenly spread over the table, tell the heights of the bars: taking logarithms of all
/// would hold up the page.
const COUNTED: usize = 100_000;

/// A slider. At one end, the last position for a value at most and the first for one at least, nothing is limited.
#[derive(Clone, Debug, PartialEq)]
pub struct LimitScale {
    limit: Limit,
    extent: Extent,
    /// The height of each bar, `0..=1` of the highest.
    pub bars: Vec<f64>,
    /// That the bars count some of the rows alone, in a few words; empty where they count all.
    pub counted: String,
}

impl LimitScale {
    /// Over the values of the whole table, whatever the filters: a slider does not move under the hand. `None` when no run
    /// has a value, or all have the same.
    #[must_use]
    pub fn new(shown: &ActiveTable, basis: &Basis, limit: Limit) -> Option<Self> {
        let runs = &shown.runs;
        let values: &[f64] = match limit {
            Limit::AvgLatency => &runs.avg_latency_ms,
            Limit::P95Latency => runs.p95_latency_ms.as_deref()?,
            Limit::ErrorShare => basis.error_share.as_deref()?,
            Limit::Throughput => basis.good_req_per_sec.as_deref().unwrap_or(&runs.throughput_req_per_sec),
            Limit::Hardware | Limit::Others => return None,
        };
        Self::over(limit, values)
    }

    /// Over these values, with a limit of that kind.
    #[must_use]
    pub fn over(limit: Limit, values: &[f64]) -> Option<Self> {
        let known = || values.iter().copied().filter(|&value| is_value(limit, value));
        let extent = Extent::of(known()).filter(|extent| extent.max > extent.min)?;
        let scale = Self { limit, extent, bars: Vec::new(), counted: String::new() };
        let mut counts = vec![0.0; BARS];
        let step = values.len().div_ceil(COUNTED).max(1);
        let counted = values.iter().copied().step_by(step).filter(|&value| is_value(limit, value));
        counted.for_each(|value| counts[((scale.share(value) * BARS as f64) as usize).min(BARS - 1)] += 1.0);
        let highest = counts.iter().copied().fold(1.0, f64::max);
        Some(Self {
            bars: counts.into_iter().map(|count: f64| count / highest).collect(),
            counted: if step > 1 { counted_words(values.len(), step) } else { String::new() },
            ..scale
        })
    }

    /// Where a value lies, `0..=1`: latency and throughput by factors, a share by steps.
    fn share(&self, value: f64) -> f64 {
        let Extent { min, max } = self.extent;
        let at = if self.limit == Limit::ErrorShare {
            (value - min) / (max - min)
        } else {
            (value / min).ln() / (max / min).ln()
        };
        at.clamp(0.0, 1.0)
    }

    /// The limit at a position; `None` at the end where nothing is limited. Rounded to the side that lets more pass, so
    /// that the first position admits the best run.
    #[must_use]
    pub fn limit_at(&self, step: usize) -> Option<f64> {
        if step >= STEPS && self.limit != Limit::Throughput || step == 0 && self.limit == Limit::Throughput {
            return None;
        }
        let (share, Extent { min, max }) = (step.min(STEPS) as f64 / STEPS as f64, self.extent);
        let value =
            if self.limit == Limit::ErrorShare { min + (max - min) * share } else { min * (max / min).powf(share) };
        // Both ends as they are in the table.
        Some(admitting(self.limit, value.clamp(min, max)))
    }

    /// The position of a limit.
    #[must_use]
    pub fn step_of(&self, limit: Option<f64>) -> usize {
        match limit {
            None if self.limit == Limit::Throughput => 0,
            None => STEPS,
            Some(value) if self.limit != Limit::ErrorShare && value <= 0.0 => 0,
            Some(value) => (self.share(value) * STEPS as f64).round() as usize,
        }
    }
}

/// `the bars count 83,334 rows of 250,000, evenly spread`.
#[inline(never)]
fn counted_words(rows: usize, step: usize) -> String {
    let number = |n: usize| fixed(n as f64, 0);
    format!("the bars count {} of {} rows, evenly spread", number(rows.div_ceil(step)), number(rows))
}

fn is_value(limit: Limit, value: f64) -> bool {
    if limit == Limit::ErrorShare { (0.0..=1.0).contains(&value) } else { usable(value) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(limit: Limit, min: f64, max: f64) -> LimitScale {
        LimitScale { limit, extent: Extent { min, max }, bars: Vec::new(), counted: String::new() }
    }

    #[test]
    fn positions_there_and_back() {
        for (limit, min, max) in [
            (Limit::AvgLatency, 12.34, 98_765.0),
            (Limit::P95Latency, 598.2, 4000.0),
            (Limit::Throughput, 0.5, 900.0),
            (Limit::ErrorShare, 0.0, 0.2),
        ] {
            let scale = scale(limit, min, max);
            for step in 0..=STEPS {
                let at = scale.limit_at(step);
                assert!(scale.step_of(at).abs_diff(step) <= 1, "{limit:?} {step}: {at:?}");
            }
        }
    }

    #[test]
    fn bars_of_some_rows_say_so() {
        let values = |rows: usize| (0..rows).map(|row| 1.0 + row as f64).collect::<Vec<f64>>();
        let counted = |rows| LimitScale::over(Limit::AvgLatency, &values(rows)).expect("values differ").counted;
        assert_eq!(counted(COUNTED), "");
        assert_eq!(counted(COUNTED + 1), "the bars count 50,001 of 100,001 rows, evenly spread");
        assert_eq!(counted(250_000), "the bars count 83,334 of 250,000 rows, evenly spread");
    }

    #[test]
    fn the_ends_admit_the_best_and_everything() {
        let p95 = scale(Limit::P95Latency, 598.2, 4000.0);
        assert_eq!((p95.limit_at(0), p95.limit_at(STEPS), p95.limit_at(999)), (Some(599.0), None, None));
        let rate = scale(Limit::Throughput, 0.5, 912.7);
        assert_eq!((rate.limit_at(0), rate.limit_at(STEPS)), (None, Some(912.0)));
        assert_eq!((p95.step_of(Some(1e9)), p95.step_of(Some(0.0)), rate.step_of(None)), (STEPS, 0, 0));
    }
}
