//! Relaxation: the smallest changes of limits that would admit a run, when none qualifies.
//!
//! A run without a usable cost, or without a value that a limit looks at, is admitted by no change; where no run has a cost
//! the throughput of one machine stands for it, as that is what is then ranked. Of the others, those
//! count that break the fewest limits: with one limit to change each that suffices is told, with its best run; else the
//! pairs, and so on. The best run for a set of limits is the one whose largest change is smallest; of equal ones the one
//! that is nearer limit by limit, in their order (from a limit of 0 every change is as large by share); then the cheapest
//! by the page's rule.

use std::cmp::Ordering;

use super::cost_latency::usable;
use super::measures::Measures;
use super::slo::{Broken, Limit, Limits, measured};
use crate::analysis::stats::order;

/// A limit changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change {
    /// The limit set to this number, in its unit: the run's own value.
    To(Limit, f64),
    /// This hardware allowed, by its code.
    Allow(u32),
    /// The limits on further measures that the run breaks set to its values.
    Others,
}

/// Changes of limits that admit a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Relaxation {
    /// The run admitted.
    pub row: usize,
    /// What has to change, in the order of [`Limit::ALL`].
    pub changes: Vec<Change>,
    /// The largest of the changes, as [`change_share`]; other hardware counts as 1, as do further measures.
    pub share: f64,
}

/// How far a value lies beyond a limit, as a share of the larger of the two, in `0..=1`: 0.5 is twice or half as much.
///
/// Unlike a share of the limit it is finite for a limit of 0. Two zeros are 0 apart.
#[must_use]
pub fn change_share(bound: f64, value: f64) -> f64 {
    let larger = bound.abs().max(value.abs());
    if larger > 0.0 { (value - bound).abs() / larger } else { 0.0 }
}

/// The smallest changes, one for each least set of limits, the smallest first; none where no run has a cost and one is within
/// the limits, which then does the most.
pub(crate) fn smallest(measures: &Measures, rows: &[usize], broken: &[Broken], limits: &Limits) -> Vec<Relaxation> {
    let seconds;
    let measures = &match rows.iter().any(|&row| usable(measures.cost_usd[row])) {
        true => *measures,
        false if broken.iter().any(|b| b.limits == 0) => return Vec::new(),
        false => {
            seconds = seconds_each(measures.work_per_sec.unwrap_or(measures.throughput_req_per_sec));
            Measures { cost_usd: &seconds, ..*measures }
        }
    };
    let candidates = || {
        let admissible = |&(&row, b): &(&usize, &Broken)| b.unknown == 0 && usable(measures.cost_usd[row]);
        rows.iter().zip(broken).filter(admissible)
    };
    let Some(least) = candidates().map(|(_, b)| b.limits.count_ones()).min() else { return Vec::new() };
    let admissible: Vec<usize> = candidates().map(|(&row, _)| row).collect();
    let mut place_of = vec![usize::MAX; measures.cost_usd.len()];
    measures.ranking().ranked(&admissible).into_iter().enumerate().for_each(|(place, row)| place_of[row] = place);
    let by_cost = |a: usize, b: usize| place_of[a].cmp(&place_of[b]);
    // A place for each set of limits.
    let mut best: Vec<Option<(f64, usize)>> = vec![None; 1 << Limit::ALL.len()];
    for (&row, b) in candidates().filter(|(_, b)| b.limits.count_ones() == least) {
        let share = largest_change(measures, row, b.limits, limits);
        let place = &mut best[usize::from(b.limits)];
        // The first of equals stays.
        let nearer = |held: (f64, usize)| {
            let by_limit = || of_set(b.limits).map(|limit| nearer(measures, limits, limit, row, held.1));
            let or_cost = || by_cost(row, held.1);
            share.total_cmp(&held.0).then_with(|| by_limit().find(|order| order.is_ne()).unwrap_or_else(or_cost))
        };
        if place.is_none_or(|held| nearer(held) == Ordering::Less) {
            *place = Some((share, row));
        }
    }
    let sets = best.iter().enumerate().filter_map(|(set, held)| held.map(|(share, row)| (set as u8, share, row)));
    let mut found: Vec<Relaxation> =
        sets.map(|(set, share, row)| Relaxation { row, share, changes: changes(measures, row, set) }).collect();
    order::sort_by(&mut found, |a, b| a.share.total_cmp(&b.share).then_with(|| by_cost(a.row, b.row)));
    found
}

/// How long a request takes of a machine. Apart, as the first view has costs.
#[inline(never)]
fn seconds_each(req_per_sec: &[f64]) -> Vec<f64> {
    req_per_sec.iter().map(|rate| 1.0 / rate).collect()
}

/// Which of two runs is nearer to a limit.
fn nearer(measures: &Measures, limits: &Limits, limit: Limit, a: usize, b: usize) -> Ordering {
    let Some(bound) = limits.bound(limit) else { return Ordering::Equal };
    let away = |row: usize| measured(measures, limit, row).map_or(f64::INFINITY, |value| (value - bound).abs());
    away(a).total_cmp(&away(b))
}

/// Limits of a set, in order.
fn of_set(set: u8) -> impl Iterator<Item = Limit> {
    Limit::ALL.into_iter().filter(move |limit| set & limit.bit() != 0)
}

fn largest_change(measures: &Measures, row: usize, set: u8, limits: &Limits) -> f64 {
    let share = |limit: Limit| match (limits.bound(limit), measured(measures, limit, row)) {
        (Some(bound), Some(value)) => change_share(bound, value),
        _ => 1.0,
    };
    of_set(set).map(share).fold(0.0, f64::max)
}

fn changes(measures: &Measures, row: usize, set: u8) -> Vec<Change> {
    let change = |limit: Limit| match measured(measures, limit, row) {
        Some(value) => Change::To(limit, value),
        None if limit == Limit::Others => Change::Others,
        None => Change::Allow(measures.hardware[row]),
    };
    of_set(set).map(change).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::decide::slo::Screen;

    fn screen(avg: &[f64], rate: &[f64], cost: &[f64], limits: &Limits) -> Vec<Relaxation> {
        let rows: Vec<usize> = (0..avg.len()).collect();
        let hardware: Vec<u32> = rows.iter().map(|&row| row as u32).collect();
        let measures = Measures {
            cost_usd: cost,
            avg_latency_ms: avg,
            p95_latency_ms: None,
            throughput_req_per_sec: rate,
            good_req_per_sec: None,
            work_per_sec: None,
            error_share: None,
            requests: None,
            vus: rate,
            batch_size: rate,
            hardware: &hardware,
            failed_checks: None,
        };
        Screen::new(&measures, &rows, limits).relaxations
    }

    fn both(avg: f64, rate: f64) -> Limits {
        Limits { max_avg_latency_ms: Some(avg), min_throughput_req_per_sec: Some(rate), ..Limits::default() }
    }

    #[test]
    fn each_single_limit_that_suffices() {
        let got = screen(&[100.0, 200.0, 110.0], &[5.0, 20.0, 4.0], &[1.0, 1.0, 1.0], &both(100.0, 10.0));
        assert_eq!(got.iter().map(|r| r.row).collect::<Vec<_>>(), [0, 1]);
        assert_eq!(got[0].changes, [Change::To(Limit::Throughput, 5.0)]);
        assert_eq!((got[1].changes.as_slice(), got[1].share), (&[Change::To(Limit::AvgLatency, 200.0)][..], 0.5));
    }

    #[test]
    fn pairs_when_no_single_one_does() {
        let got = screen(&[150.0, 120.0], &[9.0, 2.0], &[1.0, 1.0], &both(100.0, 10.0));
        assert_eq!(got.len(), 1);
        assert_eq!(got[0].row, 0);
        assert_eq!(got[0].changes, [Change::To(Limit::AvgLatency, 150.0), Change::To(Limit::Throughput, 9.0)]);
    }

    #[test]
    fn ties_go_to_the_cheaper_and_hardware_is_named() {
        let limits = Limits { allowed_hardware: Some(Vec::new()), ..Limits::default() };
        let got = screen(&[1.0; 3], &[1.0; 3], &[5.0, 3.0, 0.0], &limits);
        assert_eq!(got, [Relaxation { row: 1, changes: vec![Change::Allow(1)], share: 1.0 }]);
        assert!(screen(&[1.0], &[0.0], &[f64::NAN], &limits).is_empty(), "neither cost nor throughput");
        assert!(screen(&[f64::NAN], &[1.0], &[1.0], &both(1.0, 0.5)).is_empty(), "an unknown cannot be admitted");
    }

    #[test]
    fn without_any_cost_the_most_throughput_counts() {
        let unknown = [f64::NAN, 0.0, f64::NAN];
        let at = |avg: f64| screen(&[150.0, 150.0, 150.0], &[5.0, 20.0, f64::NAN], &unknown, &both(avg, 1.0));
        assert_eq!(at(100.0).iter().map(|r| r.row).collect::<Vec<_>>(), [1]);
        assert!(at(150.0).is_empty(), "one is within the limits, and does the most");
        let one = screen(&[150.0, 90.0], &[5.0, 20.0], &[3.0, f64::NAN], &both(100.0, 1.0));
        assert_eq!(one.iter().map(|r| r.row).collect::<Vec<_>>(), [0], "where one has a cost, that one is admitted");
    }

    #[test]
    fn without_any_cost_the_most_work_counts_where_that_is_not_requests() {
        let (avg, unknown) = ([150.0, 150.0], [f64::NAN; 2]);
        let measures = Measures {
            cost_usd: &unknown,
            avg_latency_ms: &avg,
            p95_latency_ms: None,
            // The one with fewer requests does more work; of the other nothing is known but that.
            throughput_req_per_sec: &[20.0, f64::NAN],
            good_req_per_sec: None,
            work_per_sec: Some(&[300.0, 900.0]),
            error_share: None,
            requests: None,
            vus: &avg,
            batch_size: &avg,
            hardware: &[0, 1],
            failed_checks: None,
        };
        let limits = Limits { max_avg_latency_ms: Some(100.0), ..Limits::default() };
        let found = Screen::new(&measures, &[0, 1], &limits).relaxations;
        assert_eq!(found.iter().map(|r| r.row).collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn a_limit_of_zero_has_a_share() {
        assert_eq!((change_share(0.0, 0.01), change_share(0.0, 0.0), change_share(10.0, 5.0)), (1.0, 0.0, 0.5));
    }
}
