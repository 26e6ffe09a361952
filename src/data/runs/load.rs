//! The load axis of a series of runs: VUs, else the rate asked for, else the batch, whichever varies.

use super::measured::Measured;
use super::roles::Role;
use crate::data::table::column::Numbers;

/// From here on a rate that is far from what was reached stands for no limit, as 10⁹ and 2³¹ − 1 do.
const HUGE_REQ_PER_SEC: f64 = 1e5;
/// How many times as much as was reached is far from it.
const MOST_OVERLOAD: f64 = 100.0;

/// What rises along a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoadAxis {
    /// Requests in flight (closed load).
    Vus,
    /// Requests per second that are sent (open load).
    AskedRate,
    /// Largest batch that the server forms.
    BatchSize,
}

impl LoadAxis {
    /// On an axis.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Vus => "VUs",
            Self::AskedRate => "Request rate asked for, req/s",
            Self::BatchSize => "Batch size",
        }
    }

    /// In a tooltip or a table.
    #[must_use]
    pub fn short_words(self) -> &'static str {
        match self {
            Self::Vus => "VUs",
            Self::AskedRate => "Asked req/s",
            Self::BatchSize => "Batch size",
        }
    }
}

impl Measured {
    /// Requests per second asked for; NaN where there is no limit (`inf`, 0, −1, or a huge number that stands for none) and all
    /// are sent at once.
    #[inline(never)]
    #[must_use]
    pub fn asked_rate(&self) -> Option<Numbers> {
        let rate = self.measured_columns[self.measured_at[Role::AskedRate as usize]?].numbers()?;
        let reached = &self.throughput_req_per_sec;
        let asked = |(&rate, &reached): (&f64, &f64)| if is_asked(rate, reached) { rate } else { f64::NAN };
        Some(rate.iter().zip(reached.iter()).map(asked).collect())
    }

    /// The same of one run; `None` also where there is no limit.
    #[inline(never)]
    #[must_use]
    pub fn asked_rate_of(&self, row: usize) -> Option<f64> {
        let rate = self.measured_columns[self.measured_at[Role::AskedRate as usize]?].numbers()?[row];
        is_asked(rate, self.throughput_req_per_sec[row]).then_some(rate)
    }

    /// The load of some runs, and each run's value of it, as [`LoadColumns::of_rows`].
    #[inline(never)]
    #[must_use]
    pub fn load(&self, rows: &[usize]) -> (LoadAxis, Numbers) {
        let columns = LoadColumns::of(self);
        let (axis, values) = columns.of_rows(rows);
        (axis, values.clone())
    }
}

/// Whether a rate is one that was asked for.
fn is_asked(rate: f64, reached: f64) -> bool {
    rate > 0.0 && rate.is_finite() && (rate < HUGE_REQ_PER_SEC || reached * MOST_OVERLOAD >= rate)
}

/// The columns that may be the load, the first choice first.
#[derive(Clone, Debug, Default)]
pub struct LoadColumns(Vec<(LoadAxis, Numbers)>);

impl LoadColumns {
    /// Those of a table.
    #[must_use]
    pub fn of(runs: &Measured) -> Self {
        let axes = [
            (LoadAxis::Vus, Some(runs.vus.clone())),
            (LoadAxis::AskedRate, runs.asked_rate()),
            (LoadAxis::BatchSize, Some(runs.batch_size.clone())),
        ];
        Self(axes.into_iter().filter_map(|(axis, values)| Some((axis, values?))).collect())
    }

    /// The values of one of them; `None` where the table lacks it.
    #[must_use]
    pub fn of_axis(&self, axis: LoadAxis) -> Option<&Numbers> {
        self.0.iter().find(|(own, _)| *own == axis).map(|(_, values)| values)
    }

    /// The load of some runs, and each run's value of it: the first of VUs, rate asked for and batch that has two values
    /// among them, else the first that has any; VUs of a table without any.
    #[must_use]
    pub fn of_rows(&self, rows: &[usize]) -> (LoadAxis, &Numbers) {
        let values = |numbers: &Numbers| -> (usize, bool) {
            let mut of_rows = rows.iter().map(|&row| numbers[row]).filter(|value| value.is_finite());
            let first = of_rows.next();
            (usize::from(first.is_some()), of_rows.any(|value| Some(value) != first))
        };
        let varies = self.0.iter().position(|(_, numbers)| values(numbers).1);
        let any = || self.0.iter().position(|(_, numbers)| values(numbers).0 > 0);
        let (axis, numbers) = &self.0[varies.or_else(any).unwrap_or_default()];
        (*axis, numbers)
    }
}
