//! What a reader can choose of the contour charts.

use crate::data::runs::name;
use crate::data::runs::run_table::RunTable;
use crate::data::table::column::Numbers;
use crate::format::numbers::{fixed, money_rounded, short, tick};

/// What is contoured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quantity {
    /// $ per 1 billion requests.
    #[default]
    Cost,
    /// 95th percentile of latency, ms.
    P95Latency,
    /// Requests per second.
    Throughput,
}

/// In which units VUs and batch size are interpolated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Interpolation {
    /// Logarithms, as the axes show them.
    #[default]
    Log,
    /// As they are, as in the notebook.
    Raw,
}

/// How the levels are chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LevelRule {
    /// Round values in equal steps.
    #[default]
    Equal,
    /// Equally many runs between one and the next.
    Percentile,
}

/// All of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Controls {
    /// What is contoured.
    pub quantity: Quantity,
    /// In which units.
    pub interpolation: Interpolation,
    /// At which levels.
    pub levels: LevelRule,
}

impl Controls {
    /// What the notebook does.
    pub const NOTEBOOK: Self =
        Self { quantity: Quantity::Cost, interpolation: Interpolation::Raw, levels: LevelRule::Equal };
}

impl Interpolation {
    /// Into these units. Base two, so that powers of two, which VUs and batch sizes are, come out exact.
    #[must_use]
    pub fn into(self, value: f64) -> f64 {
        if self == Self::Log { value.log2() } else { value }
    }

    /// And back.
    #[must_use]
    pub fn back(self, value: f64) -> f64 {
        if self == Self::Log { value.exp2() } else { value }
    }
}

impl Quantity {
    /// Its name, as a sentence begins.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Cost => "Cost",
            Self::P95Latency => "p95 latency",
            Self::Throughput => "Throughput",
        }
    }

    /// With its unit; `per` is what a cost is of.
    #[must_use]
    pub fn title(self, per: &str) -> String {
        match self {
            Self::Cost => ["$ ", per].concat(),
            Self::P95Latency => "p95 latency, ms".to_owned(),
            Self::Throughput => "Requests per second".to_owned(),
        }
    }

    /// The column it is read from.
    #[must_use]
    pub fn column(self) -> &'static str {
        match self {
            Self::Cost => name::COST,
            Self::P95Latency => name::P95_LATENCY_MS,
            Self::Throughput => name::THROUGHPUT,
        }
    }

    /// Its values; `None` when the table lacks the column.
    #[must_use]
    pub fn values(self, runs: &RunTable) -> Option<Numbers> {
        match self {
            Self::Cost => Some(runs.ranked_costs().clone()),
            Self::P95Latency => runs.p95_latency_ms.clone(),
            Self::Throughput => Some(runs.answered_per_sec()),
        }
    }

    /// Whether the largest value is the best.
    #[must_use]
    pub fn more_is_better(self) -> bool {
        self == Self::Throughput
    }

    /// A value in full, with its unit.
    #[must_use]
    pub fn say(self, value: f64) -> String {
        match self {
            Self::Cost => money_rounded("$", value),
            Self::P95Latency => format!("{} ms", fixed(value, if value < 10.0 { 3 } else { 1 })),
            Self::Throughput => format!("{} req/s", short(value)),
        }
    }

    /// A level as short as tells it from its neighbours among `levels`, to four digits at most.
    #[must_use]
    pub fn label(self, value: f64, levels: &[f64]) -> String {
        let number = level_number(value, levels);
        match self {
            Self::Cost => ["$", &with_cents(number, value, levels)].concat(),
            Self::P95Latency => format!("{number} ms"),
            Self::Throughput => format!("{number}/s"),
        }
    }
}

/// A level as short as tells it from its neighbours, without its unit.
#[must_use]
pub fn level_number(value: f64, levels: &[f64]) -> String {
    let gap = levels.windows(2).map(|w| w[1] - w[0]).fold(f64::INFINITY, f64::min);
    let power = |v: f64| 10f64.powf(v.abs().log10().floor());
    let finest = power(value) / 1e3;
    // One digit finer than the gap: a step of 2.5 is not told by its power of ten. Zeros at the end go.
    let step = if gap.is_finite() { (power(gap) / 10.0).max(finest) } else { finest };
    tick(value, if step.is_finite() && step > 0.0 { step } else { 1.0 })
}

/// An amount with two decimals where any of the levels has some: `0.30` beside `0.35`.
fn with_cents(number: String, value: f64, levels: &[f64]) -> String {
    let is_whole = |level: &f64| level.fract() == 0.0;
    match number.split_once('.') {
        _ if value >= 100.0 || levels.iter().chain([&value]).all(is_whole) => number,
        Some((_, decimals)) if decimals.len() == 1 => number + "0",
        None => number + ".00",
        Some(_) => number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_tell_levels_apart_and_are_short() {
        let label = |value, levels: &[f64]| Quantity::Cost.label(value, levels);
        assert_eq!(label(450.0, &[450.0, 500.0]), "$450");
        assert_eq!(label(47_500.0, &[45_000.0, 47_500.0, 50_000.0]), "$47.5k");
        assert_eq!(label(45_264.74, &[44_496.51, 45_264.74]), "$45.26k");
        assert_eq!(label(2.5, &[2.5, 5.0]), "$2.50");
        assert_eq!([0.3, 0.35, 1.0].map(|value| label(value, &[0.3, 0.35, 1.0])), ["$0.30", "$0.35", "$1.00"]);
        assert_eq!(label(0.0254, &[0.0252, 0.0254]), "$0.0254");
        assert_eq!(label(0.0, &[0.0, 5.0]), "$0");
        assert_eq!(label(700.0, &[700.0]), "$700");
        assert_eq!(Quantity::Throughput.label(4.8, &[4.6, 4.8]), "4.8/s");
    }

    #[test]
    fn powers_of_two_come_back_exactly() {
        for value in [1.0, 2.0, 1024.0] {
            assert_eq!(Interpolation::Log.back(Interpolation::Log.into(value)), value);
        }
        assert!(Interpolation::Log.into(0.0).is_infinite());
        assert!(Interpolation::Log.into(-1.0).is_nan());
    }
}
