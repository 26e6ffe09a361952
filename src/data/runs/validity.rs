//! Runs that are never ranked: no good answer, a latency or a rate that cannot be; and percentiles that were not measured.
//!
//! A table that states its costs is taken as it stands, but for runs without a good answer: there an impossible latency is
//! a missing one, which does not hide a cost.

use super::build::Builder;
use super::roles::{Role, Unit};
use crate::data::table::column::{Column, Numbers, Values};

/// What of the runs is no measurement.
#[derive(Debug, Default)]
pub struct Invalid {
    /// Rows without a good answer: their throughput of good answers is 0, and so their cost infinite.
    pub unanswered: Vec<usize>,
    /// Rows whose latency is zero or negative, or whose rate is negative.
    pub impossible: Vec<usize>,
}

impl Invalid {
    /// Finds them.
    pub fn of(builder: &Builder, latency_ms: &[f64], good: Option<&[f64]>, rate: Option<&[f64]>) -> Self {
        let share = builder.failed_share();
        // A larger share cannot be, and says nothing.
        let all_failed = |row: usize| share.as_ref().is_some_and(|share| share[row] == 1.0);
        let unanswered = |row: usize| good.map_or_else(|| all_failed(row), |good| good[row] <= 0.0 || all_failed(row));
        let stated = builder.roles.of(Role::Cost).is_some();
        let impossible = |row: usize| latency_ms[row] <= 0.0 || rate.is_some_and(|rate| rate[row] < 0.0);
        // Rows are asked only where any can be so: of millions, that takes a tenth of a second.
        let rows = |can_be: bool, wanted: &dyn Fn(usize) -> bool| {
            (0..if can_be { latency_ms.len() } else { 0 }).filter(|&row| wanted(row)).collect()
        };
        let unanswered = rows(good.is_some() || share.is_some(), &unanswered);
        Self { unanswered, impossible: rows(!stated, &impossible) }
    }

    /// Throughput of good answers.
    pub fn throughput(&self, values: Numbers) -> Numbers {
        self.replaced(values, 0.0)
    }

    /// A stated cost.
    pub fn cost(&self, values: Numbers) -> Numbers {
        self.replaced(values, f64::INFINITY)
    }

    /// A latency.
    pub fn latency(&self, values: Numbers) -> Numbers {
        if self.impossible.is_empty() {
            return values;
        }
        let kept = |&value: &f64| if value <= 0.0 { f64::NAN } else { value };
        values.iter().map(kept).collect()
    }

    fn replaced(&self, values: Numbers, unanswered: f64) -> Numbers {
        if self.unanswered.is_empty() && self.impossible.is_empty() {
            return values;
        }
        let mut values = values.to_vec();
        self.unanswered.iter().for_each(|&row| values[row] = unanswered);
        for &row in &self.impossible {
            // A rate of 0 stays one: it is never ranked either.
            if values[row] != 0.0 {
                values[row] = f64::NAN;
            }
        }
        values.into()
    }
}

impl Builder<'_> {
    /// Failed requests as a share of 1, where the table says that.
    fn failed_share(&self) -> Option<Vec<f64>> {
        let taken = self.roles.of(Role::FailedRequests)?;
        let scale = match taken.unit {
            Unit::Share => 1.0,
            Unit::Percent => 100.0,
            _ => return None,
        };
        let column = self.columns.iter().find(|column| column.name == taken.column)?;
        Some(column.numbers()?.iter().map(|value| value / scale).collect())
    }

    /// A percentile of 0 beside a mean of at least one unit was not measured: tools write 0 for what they lack.
    pub fn drop_unmeasured(&mut self) {
        let of_requests = [Role::P50Latency, Role::P90Latency, Role::P95Latency, Role::P99Latency];
        let of_tokens = [Role::TtftP50, Role::TtftP99];
        for (mean, percentiles) in [(Role::AvgLatency, &of_requests[..]), (Role::TtftMean, &of_tokens)] {
            let Some(mean) = self.at[mean as usize].and_then(|at| self.columns[at].numbers()) else { continue };
            for &role in percentiles {
                let Some(at) = self.at[role as usize] else { continue };
                let name = self.columns[at].name.clone();
                let Some(values) = without_zeros(&self.columns[at], &mean) else { continue };
                self.columns[at] = Column { name: name.clone(), values };
                self.notes
                    .doubt(&name, "A percentile of 0 beside a mean above 0 was not measured: it counts as missing.");
            }
        }
    }
}

fn without_zeros(column: &Column, mean: &[f64]) -> Option<Values> {
    let Values::Number { integral, .. } = column.values else { return None };
    let numbers = column.numbers()?;
    // Whole milliseconds may be 0 beside a mean of a fraction of one.
    let unmeasured = |row: usize| numbers[row] == 0.0 && mean[row] >= 1.0;
    if !(0..numbers.len()).any(unmeasured) {
        return None;
    }
    let kept: Numbers = (0..numbers.len()).map(|row| if unmeasured(row) { f64::NAN } else { numbers[row] }).collect();
    let values = kept.clone();
    Some(Values::of_numbers(values, integral, &|row| kept[row].is_nan()))
}
