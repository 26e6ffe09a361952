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
