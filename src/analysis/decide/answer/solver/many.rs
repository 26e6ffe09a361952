//! What a solver looks up of many runs, by columns.

use isocost_kernels::series::{Side, mark, quotients, unmarked};

use crate::analysis::decide::answer::question::{Limit, Measure};

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
