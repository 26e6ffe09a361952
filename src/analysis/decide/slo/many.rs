//! The limits that many runs fail, by columns: what `Limits::broken_by` says of each, without a look at every limit for every
//! run.

use isocost_kernels::series::{Side, counted, mark, unmarked};

use super::{Broken, Excluded, Limit, Limits, Measures};

/// For each of some rows the limits that it does not pass, and those of which it has no value.
fn marks(measures: &Measures, rows: &[usize], limits: &Limits) -> Vec<(u8, u8)> {
    let mut marks = vec![(0, 0); rows.len()];
    for limit in Limit::ALL {
        let Some(bound) = limits.bound(limit) else { continue };
        let (side, values) = match limit {
            Limit::AvgLatency => (Side::UsableAtMost, Some(measures.avg_latency_ms)),
            Limit::P95Latency => (Side::UsableAtMost, measures.p95_latency_ms),
            Limit::ErrorShare => (Side::ShareAtMost, measures.error_share),
            Limit::Throughput => (Side::UsableAtLeast, Some(measures.answered_req_per_sec())),
            Limit::Hardware | Limit::Others => continue,
        };
        mark(values, rows, (side, bound), limit.bit(), &mut marks);
    }
    if limits.is_set(Limit::Hardware) || limits.is_set(Limit::Others) {
        for (&row, mark) in rows.iter().zip(&mut marks) {
            let mut broken = Broken::default();
            if !limits.allows(measures.hardware[row]) {
                broken.limits |= Limit::Hardware.bit();
            }
            limits.others_broken_by(row, &mut broken);
            *mark = (mark.0 | broken.limits | broken.unknown, mark.1 | broken.unknown);
        }
    }
    marks
}

/// As [`passing`](super::passing).
#[inline(never)]
pub(super) fn passing(measures: &Measures, rows: &[usize], limits: &Limits) -> Vec<usize> {
    if limits.set().next().is_none() {
        return rows.to_vec();
    }
    unmarked(rows, &marks(measures, rows, limits))
}

/// What a [`Screen`](super::Screen) says of the limits: the rows that pass, and what each excludes.
#[inline(never)]
pub(super) fn screened(measures: &Measures, rows: &[usize], limits: &Limits) -> (Vec<usize>, Vec<Excluded>) {
    if limits.set().next().is_none() {
        return (rows.to_vec(), Vec::new());
    }
    let marks = marks(measures, rows, limits);
    // How often each pair of the two occurs.
    let counts = counted(&marks);
    let count = |counts_it: &dyn Fn(u8, u8) -> bool| {
        counts.iter().filter(|((broken, unknown), _)| counts_it(*broken, *unknown)).map(|(_, count)| count).sum()
    };
    let excluded = |limit: Limit| {
        let bit = limit.bit();
        Excluded {
            limit,
            alone: count(&|broken, _| broken & bit != 0),
            beyond_others: count(&|broken, _| broken == bit),
            unknown: count(&|_, unknown| unknown & bit != 0),
        }
    };
    (unmarked(rows, &marks), limits.set().map(excluded).collect())
}

#[cfg(test)]
mod tests {
    use isocost_kernels::rows::MANY_ROWS;

    use super::super::tests::{AVG, RATE, measures};
    use super::super::{OtherLimit, Screen, excluded, passing};
    use super::*;

    /// Many rows of all kinds, with several limits, as each by itself.
    #[test]
    fn many_rows_are_screened_as_few() {
        let rows: Vec<usize> = (0..MANY_ROWS + 5).map(|row| (row * 7) % 6).collect();
        let others = |values: [f64; 6], at_least| OtherLimit {
            values: values.to_vec(),
            bound: 2.0,
            at_least,
            grows_with_load: !at_least,
        };
        let share = [0.0, 0.5, 1.0, f64::NAN, 2.0, 0.25];
        let measures = Measures { error_share: Some(&share), ..measures() };
        for at in 0..32 {
            let is = |bit: i32| at & bit != 0;
            let limits = Limits {
                max_avg_latency_ms: is(1).then_some(200.0),
                max_p95_latency_ms: (at == 31).then_some(1.0),
                max_error_share: is(2).then_some(0.25),
                min_throughput_req_per_sec: is(4).then_some(2.0),
                allowed_hardware: is(8).then(|| vec![true]),
                others: if is(16) { vec![others(AVG, true), others(RATE, false)] } else { Vec::new() },
            };
            let broken: Vec<Broken> = rows.iter().map(|&row| limits.broken_by(&measures, row)).collect();
            let kept = |(row, broken): (&usize, &Broken)| (broken.limits == 0).then_some(*row);
            let found = Screen::new(&measures, &rows, &limits);
            assert_eq!(found.passing, rows.iter().zip(&broken).filter_map(kept).collect::<Vec<_>>(), "{at}");
            assert_eq!(found.passing, passing(&measures, &rows, &limits));
            assert_eq!(found.excluded, limits.set().map(|limit| excluded(limit, &broken)).collect::<Vec<_>>(), "{at}");
        }
    }
}
