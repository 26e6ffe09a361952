//! Question and limit swapped: the cheapest within a latency, and the fastest at its cost.

use super::{ROUNDS, asked, at_most, best};
use crate::support::Random;
use crate::support::reference::{Asked, Bound};
use crate::support::tables::close;

#[test]
fn the_other_way_round_returns_the_same_point() {
    let mut random = Random::new(239);
    let mut returned = 0;
    for _ in 0..ROUNDS {
        let (columns, mut case, rows) = asked(&mut random);
        // Of a latency that is limited, the one that decides.
        case.bounds.retain(|bound| !bound.is_latency);
        let deciding = columns.p95.as_ref().unwrap_or(&columns.mean);
        let limit = deciding.iter().copied().filter(|&ms| ms > 0.0).fold(0.0, f64::max) * (0.4 + 0.6 * random.unit());
        case.bounds.push(latency_bound(deciding, limit));
        let Some(cheapest) = best(&columns, &case, &rows) else { continue };
        case.bounds.pop();
        case.at_most_usd = Some(cheapest.usd_per_unit);
        let fastest = best(&columns, &case, &rows).expect("the cheapest is affordable");
        let told = || format!("{case:?}\n{cheapest:?}\n{fastest:?}");
        returned += 1;
        // Of a rate the limit also says which runs are the capacity, and a price does not.
        if matches!(case.asked, Asked::Rate(_)) {
            assert!(at_most(fastest.latency_ms(), cheapest.latency_ms()), "{}", told());
            assert!(at_most(fastest.usd_per_unit, cheapest.usd_per_unit), "{}", told());
            continue;
        }
        assert!(close(fastest.latency_ms(), cheapest.latency_ms(), 1e-9), "{}", told());
        assert!(close(fastest.usd_per_unit, cheapest.usd_per_unit, 1e-9), "{}", told());
        assert_eq!(fastest.row, cheapest.row, "{}", told());
    }
    assert!(returned > 300, "{returned}");
}

#[test]
fn and_back_again() {
    let mut random = Random::new(251);
    let mut returned = 0;
    for _ in 0..ROUNDS {
        let (columns, mut case, rows) = asked(&mut random);
        case.bounds.retain(|bound| !bound.is_latency);
        case.at_most_usd = Some(columns.unit_cost(&mut random) * (0.5 + 2.0 * random.unit()));
        let Some(fastest) = best(&columns, &case, &rows) else { continue };
        let deciding = columns.p95.as_ref().unwrap_or(&columns.mean);
        let ms = if columns.p95.is_some() { fastest.p95_ms } else { fastest.mean_ms };
        // Of a rate a limit also says which runs are the capacity; and what has no p95 keeps no limit on one.
        if matches!(case.asked, Asked::Rate(_)) || ms.is_nan() {
            continue;
        }
        case.at_most_usd = None;
        case.bounds.push(latency_bound(deciding, ms));
        let cheapest = best(&columns, &case, &rows).expect("the fastest keeps its own latency");
        assert_eq!(cheapest.row, fastest.row, "{case:?}\n{fastest:?}\n{cheapest:?}");
        returned += 1;
    }
    assert!(returned > 300, "{returned}");
}

/// A limit also says which runs are the capacity, and a price does not: a machine that is planned at part of its load may be
/// fast there though its run, at full load, breaks the limit. Where the run keeps it, question and limit swap exactly, there
/// and back; where it does not, what is left under the limit is no cheaper and no slower.
#[test]
fn a_steady_rate_returns_where_its_run_keeps_the_limit() {
    let mut random = Random::new(257);
    let (mut returned, mut denied) = (0, 0);
    for _ in 0..4 * ROUNDS {
        let (columns, mut case, rows) = asked(&mut random);
        case.bounds.retain(|bound| !bound.is_latency);
        case.at_most_usd = Some(columns.unit_cost(&mut random) * (0.5 + 2.0 * random.unit()));
        if !matches!(case.asked, Asked::Rate(_)) {
            continue;
        }
        let Some(fastest) = best(&columns, &case, &rows) else { continue };
        let deciding = columns.p95.as_ref().unwrap_or(&columns.mean);
        let ms = if columns.p95.is_some() { fastest.p95_ms } else { fastest.mean_ms };
        if ms.is_nan() {
            continue;
        }
        let keeps = deciding[fastest.row] > 0.0 && deciding[fastest.row] <= ms;
        case.at_most_usd = None;
        case.bounds.push(latency_bound(deciding, ms));
        let cheapest = best(&columns, &case, &rows);
        let told = || format!("{case:?}\n{fastest:?}\n{cheapest:?}");
        if !keeps {
            denied += 1;
            if let Some(other) = &cheapest {
                assert!(at_most(fastest.usd_per_unit, other.usd_per_unit), "{}", told());
                assert!(at_most(other.latency_ms(), ms), "{}", told());
            }
            continue;
        }
        let cheapest = cheapest.unwrap_or_else(|| panic!("{}", told()));
        case.bounds.pop();
        case.at_most_usd = Some(cheapest.usd_per_unit);
        let again = best(&columns, &case, &rows).expect("the cheapest is affordable");
        for point in [cheapest, again] {
            assert_eq!(
                (point.row, point.machines),
                (fastest.row, fastest.machines),
                "{case:?}\n{fastest:?}\n{point:?}"
            );
            assert!(close(point.usd_per_unit, fastest.usd_per_unit, 1e-9), "{case:?}\n{fastest:?}\n{point:?}");
            assert!(close(point.latency_ms(), fastest.latency_ms(), 1e-9), "{case:?}\n{fastest:?}\n{point:?}");
        }
        returned += 1;
    }
    assert!(returned > 500 && denied > 500, "{returned} {denied}");
}

fn latency_bound(values: &[f64], limit: f64) -> Bound {
    Bound { values: values.to_vec(), limit, is_latency: true, at_least: false }
}
