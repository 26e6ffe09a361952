//! What a solver looks up of many runs, by columns.

use isocost_kernels::many::{below, between, beyond_none, near_least_of_each, unknown};
use isocost_kernels::rows::usable;
use isocost_kernels::series::{Side, mark, quotients, unmarked};

use super::Solver;
use crate::analysis::decide::answer::question::{Demand, Limit, Measure};
use crate::analysis::decide::answer::whole::TOLERANCE;

/// The rows that keep all limits, in their order.
#[inline(never)]
pub(super) fn passing(rows: &[usize], limits: &[Limit]) -> Vec<usize> {
    let mut marks = vec![(0, 0); rows.len()];
    for limit in limits {
        let side = match limit.measure {
            Measure::Latency => Side::UsableAtMost,
            Measure::Share => Side::ShareAtMost,
            Measure::Rate => Side::UsableAtLeast,
            Measure::AtMost => Side::AtMost,
            Measure::AtLeast => Side::AtLeast,
        };
        // A table without the column has no values.
        let values = (!limit.values.is_empty()).then_some(&limit.values[..]);
        mark(values, rows, (side, limit.bound), 1, &mut marks);
    }
    unmarked(rows, &marks)
}

/// The cost of a unit of work of some rows, by row of the table; NaN of the others, and where it is not known.
#[inline(never)]
pub(super) fn unit_costs((usd, units): (&[f64], f64), rows: &[usize]) -> Vec<f64> {
    quotients(usd, units, rows)
}

impl Solver<'_> {
    /// Those of [`Self::passing`] without a [price](Self::is_priced).
    #[must_use]
    pub fn unpriced(&self) -> Vec<usize> {
        match self.question.demand {
            Demand::None => unknown(&self.costs, &self.passing),
            _ => self.passing.iter().copied().filter(|&row| !self.is_priced(row)).collect(),
        }
    }

    /// Those of some rows that cost so much.
    #[must_use]
    pub fn costing(&self, rows: &[usize], low: f64, high: f64) -> Vec<usize> {
        between(&self.costs, rows, low, high)
    }

    /// Those of [`Self::passing`] that [rank](Self::ranks).
    #[must_use]
    pub fn ranking(&self) -> Vec<usize> {
        match self.question.most_usd_per_unit() {
            Some(_) => self.passing.iter().copied().filter(|&row| self.ranks(row)).collect(),
            None => between(&self.costs, &self.passing, f64::NEG_INFINITY, f64::MAX),
        }
    }

    /// Some rows without those that one of a few points of latency and cost clearly beats in both, by more than a share, where
    /// both are [`usable`]. `limited` latencies stand in the place of the usual ones. Not of a steady demand, whose latencies
    /// are no column.
    #[must_use]
    pub fn sieved(&self, rows: &[usize], points: &[[f64; 3]], share: f64, limited: Option<&[f64]>) -> Vec<usize> {
        // A share of the larger value is less than twice as much of the smaller one.
        let clear = |&[latency, cost, _]: &[f64; 3]| [latency, cost].map(|value| value * (1.0 + 2.0 * share));
        let points: Vec<_> = points.iter().map(clear).filter(|at| at.iter().all(|value| usable(*value))).collect();
        let measured = limited.map_or((self.candidates.p95_ms, self.candidates.mean_ms), |values| (None, values));
        beyond_none(measured, &self.costs, rows, &points)
    }

    /// Those of some rows whose latency is below a bound, ms.
    pub(in crate::analysis::decide::answer) fn faster_than(&self, rows: &[usize], bound: f64) -> Vec<usize> {
        match self.question.demand {
            Demand::Steady { .. } => rows.iter().copied().filter(|&row| self.latency_ms(row) < bound).collect(),
            _ => below(self.candidates.p95_ms, self.candidates.mean_ms, rows, bound),
        }
    }

    /// Those of some rows among which the best of each class is, and the best of several classes together.
    #[must_use]
    pub fn best_of_each(&self, rows: &[usize], classes: &[u32], count: usize) -> Vec<usize> {
        // What costs as little as the cheapest of some classes costs as little as the cheapest of its own.
        match self.question.most_usd_per_unit() {
            Some(_) => rows.to_vec(),
            None => near_least_of_each(&self.costs, rows, classes, count, TOLERANCE),
        }
    }

    /// The same of each hardware.
    pub(in crate::analysis::decide::answer) fn best_of_hardware(&self, rows: &[usize]) -> Vec<usize> {
        let hardware = self.candidates.hardware;
        let count = rows.iter().map(|&row| hardware[row] as usize + 1).max().unwrap_or(0);
        self.best_of_each(rows, hardware, count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_rows_keep_limits_as_few() {
        let values = [0.0, 0.5, 1.0, 2.0, -1.0, f64::NAN, f64::INFINITY];
        let rows: Vec<usize> = (0..40).map(|row| row * 3 % values.len()).collect();
        let measures = [Measure::Latency, Measure::Share, Measure::Rate, Measure::AtMost, Measure::AtLeast];
        for (one, other) in measures.into_iter().flat_map(|one| measures.map(|other| (one, other))) {
            let limit = |measure, bound| Limit { measure, values: (&values[..]).into(), bound };
            let limits = [limit(one, 1.0), limit(other, 0.5)];
            let keeps = |row: &usize| limits.iter().all(|limit| limit.keeps(*row));
            assert_eq!(passing(&rows, &limits), rows.iter().copied().filter(keeps).collect::<Vec<_>>(), "{limits:?}");
        }
        let absent = Limit { measure: Measure::Latency, values: (&[][..]).into(), bound: 1.0 };
        assert!(passing(&rows, &[absent]).is_empty());
        let costs = unit_costs((&values, 2.0), &[1, 3, 0, 6]);
        assert_eq!((costs[1], costs[3]), (0.25, 1.0));
        assert!([0, 2, 4, 5, 6].iter().all(|&row| costs[row].is_nan()));
    }
}
