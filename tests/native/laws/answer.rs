//! The answer held against a reference that tries everything, and laws that hold for every question.

mod swapped;

use crate::support::Random;
use crate::support::asked::{Columns, posed};
use crate::support::reference::{Asked, Case, reference};
use crate::support::shown::nth;
use crate::support::tables::close;
use isocost::analysis::decide::answer::{Point, Solver};
use isocost::data::runs::prices::PriceList;

fn best(columns: &Columns, case: &Case, rows: &[usize]) -> Option<Point> {
    let solver = Solver::new(columns.candidates(), posed(case), rows);
    let best = solver.best(solver.passing());
    assert_eq!(best.map(|best| best.row), solver.best(&solver.contenders()).map(|best| best.row), "no other contends");
    best
}

/// What the reference counts as cost.
fn usd(case: &Case, point: &Point) -> f64 {
    match case.asked {
        Asked::Nothing => point.usd_per_unit,
        Asked::Rate(_) => point.usd / 730.0,
        Asked::Work(..) => point.usd,
    }
}

fn hold(columns: &Columns, case: &Case, rows: &[usize]) -> Option<Point> {
    let (found, expected) = (best(columns, case, rows), reference(&columns.candidates(), case, rows));
    let told = || {
        let bounds: Vec<_> = case.bounds.iter().map(|b| (b.limit, b.is_latency, b.at_least)).collect();
        format!(
            "{:?} share {} spare {} at most {:?} {bounds:?}\n{found:?}\n{expected:?}",
            case.asked, case.share, case.spare, case.at_most_usd
        )
    };
    let (Some(point), Some(right)) = (&found, &expected) else {
        assert!(found.is_none() && expected.is_none(), "{}", told());
        return None;
    };
    assert_eq!((point.row, point.machines), (right.row, right.machines), "{}", told());
    assert!(close(usd(case, point), right.usd, 1e-9), "{}", told());
    assert!(close(point.load_share, right.load, 1e-9), "{}", told());
    for (ms, right) in [(point.p95_ms, right.p95), (point.mean_ms, right.mean)] {
        assert!(close(ms, right.unwrap_or(f64::NAN), 1e-6), "{}", told());
    }
    found
}

/// The question, and now and then also the other way round, at a cost near its answer's or at any.
fn both_ways(columns: &Columns, case: &mut Case, rows: &[usize], random: &mut Random) -> bool {
    let found = hold(columns, case, rows);
    if let Some(point) = found.filter(|point| point.is_priced() && random.below(3) == 0) {
        let times = [1.0, 1.0, 1.3, 3.0][random.below(4)];
        case.at_most_usd = Some(point.usd_per_unit * times);
        hold(columns, case, rows);
    }
    if random.below(3) == 0 {
        case.at_most_usd = Some(columns.unit_cost(random) * (0.3 + 4.0 * random.unit()));
        case.spare = if matches!(case.asked, Asked::Rate(_)) { random.below(2) } else { 0 };
        hold(columns, case, rows);
    }
    found.is_some()
}

#[test]
fn equals_the_reference_on_the_bundled_tables() {
    let mut random = Random::new(211);
    let mut answered = 0;
    for table in 0..3 {
        let shown = nth(table);
        for _ in 0..670 {
            let mut prices = PriceList::default();
            for pair in &shown.runs.prices {
                match random.below(4) {
                    0 => prices.set(&pair.vendor, &pair.hardware, Some(0.1 + random.unit())),
                    1 => prices.set(&pair.vendor, &pair.hardware, Some(0.35)),
                    _ => {}
                }
            }
            let mut columns = Columns::of(&shown, &prices);
            if random.below(6) == 0 {
                columns.price[..].fill(f64::NAN);
            }
            let allowed = random.below(3);
            let rows: Vec<usize> = match allowed {
                0 => columns.all().into_iter().filter(|&row| columns.hardware[row] == 0).collect(),
                1 => columns.all().into_iter().filter(|_| random.below(4) > 0).collect(),
                _ => columns.all(),
            };
            let mut case = columns.question(&mut random);
            answered += usize::from(both_ways(&columns, &mut case, &rows, &mut random));
        }
    }
    assert!(answered > 1200, "{answered}");
}

/// How many are in flight where no mean latency is known is not known, so that a p95 there has no load.
#[test]
fn a_p95_where_the_mean_is_not_known() {
    let of = |first: f64, last: f64| vec![first, last];
    let columns = Columns {
        configuration: vec![0; 2],
        hardware: vec![0; 2],
        price: of(0.2, 0.2),
        cost: None,
        rate: of(1.0, 2.0),
        requests: None,
        vus: of(1.0, 4.0),
        mean: of(f64::NAN, 1600.0),
        p95: Some(of(700.0, 900.0)),
        good: None,
        failed: vec![0; 2],
        errors: of(0.0, 0.0),
    };
    let case = Case { asked: Asked::Rate(4.0), bounds: Vec::new(), share: 1.0, spare: 0, at_most_usd: Some(1e-3) };
    let found = hold(&columns, &case, &[0, 1]).unwrap();
    assert_eq!((found.machines, found.p95_ms), (2.0, 900.0));
}

#[test]
fn equals_the_reference_on_made_tables() {
    let mut random = Random::new(223);
    let mut answered = 0;
    for _ in 0..2000 {
        let columns = Columns::made(&mut random);
        let mut case = columns.question(&mut random);
        answered += usize::from(both_ways(&columns, &mut case, &columns.all(), &mut random));
    }
    assert!(answered > 900, "{answered}");
}

#[test]
fn equals_the_reference_where_work_is_tokens() {
    let mut random = Random::new(229);
    let mut answered = 0;
    for _ in 0..2000 {
        let columns = Columns::made(&mut random).in_tokens(&mut random);
        let mut case = columns.question(&mut random);
        answered += usize::from(both_ways(&columns, &mut case, &columns.all(), &mut random));
    }
    assert!(answered > 700, "{answered}");
}

/// So many questions each.
const ROUNDS: usize = 1500;

/// Columns, a question to lowest cost, and the rows asked about.
fn asked(random: &mut Random) -> (Columns, Case, Vec<usize>) {
    let columns = Columns::made(random);
    let case = columns.question(random);
    let rows = columns.all();
    (columns, case, rows)
}

/// The cost, infinite where nothing answers.
fn lowest(columns: &Columns, case: &Case, rows: &[usize]) -> f64 {
    best(columns, case, rows).map_or(f64::INFINITY, |point| usd(case, &point))
}

fn at_most(less: f64, more: f64) -> bool {
    less <= more * (1.0 + 1e-9)
}

#[test]
fn raising_the_demand_never_lowers_the_cost() {
    let mut random = Random::new(227);
    for _ in 0..ROUNDS {
        let (columns, mut case, rows) = asked(&mut random);
        let before = lowest(&columns, &case, &rows);
        let times = 1.0 + 3.0 * random.unit();
        case.asked = match case.asked {
            Asked::Nothing => continue,
            Asked::Rate(rate) => Asked::Rate(rate * times),
            Asked::Work(work, within) if random.below(2) == 0 => Asked::Work(work * times, within),
            // As much work earlier.
            Asked::Work(work, within) => Asked::Work(work, within / times),
        };
        assert!(at_most(before, lowest(&columns, &case, &rows)), "{case:?}");
    }
}

#[test]
fn relaxing_a_limit_never_raises_the_cost() {
    let mut random = Random::new(229);
    let mut lowered = 0;
    for _ in 0..ROUNDS {
        let (columns, mut case, rows) = asked(&mut random);
        let before = lowest(&columns, &case, &rows);
        let Some(bound) = case.bounds.first_mut() else { continue };
        bound.limit *= if bound.at_least { 0.6 } else { 1.6 };
        let after = lowest(&columns, &case, &rows);
        lowered += usize::from(after < before);
        assert!(at_most(after, before), "{case:?}");
    }
    assert!(lowered > 50, "{lowered}");
}

#[test]
fn prices_times_k_cost_times_k() {
    let mut random = Random::new(233);
    for _ in 0..ROUNDS {
        let (mut columns, case, rows) = asked(&mut random);
        let before = best(&columns, &case, &rows);
        columns.price.iter_mut().for_each(|price| *price *= 8.0);
        columns.cost.iter_mut().flatten().for_each(|cost| *cost *= 8.0);
        let after = best(&columns, &case, &rows);
        assert_eq!(before.map(|point| point.row), after.map(|point| point.row));
        let pair = before.zip(after);
        assert!(pair.is_none_or(|(before, after)| close(after.usd_per_unit, 8.0 * before.usd_per_unit, 1e-12)));
    }
}

#[test]
fn dropping_a_run_never_makes_a_volume_cheaper() {
    let mut random = Random::new(241);
    for _ in 0..ROUNDS {
        let (columns, case, mut rows) = asked(&mut random);
        let before = lowest(&columns, &case, &rows);
        rows.remove(random.below(rows.len()));
        if !matches!(case.asked, Asked::Rate(_)) {
            assert!(at_most(before, lowest(&columns, &case, &rows)), "{case:?}");
        }
    }
}

/// At less load than a run had, nothing slower is told than what the runs up to its load measured, whatever Little's law says.
#[test]
fn no_latency_above_the_measured_one_at_less_load() {
    let mut random = Random::new(251);
    let mut told = 0;
    for round in 0..ROUNDS {
        let made = Columns::made(&mut random);
        let columns = if round % 2 == 0 { made } else { made.in_tokens(&mut random) };
        let (candidates, rows) = (columns.candidates(), columns.all());
        let known = |value: f64| Some(value).filter(|value| *value > 0.0 && value.is_finite());
        let requests = columns.requests.as_ref().unwrap_or(&columns.rate);
        let load = |row: usize| known(columns.vus[row]).or_else(|| known(requests[row] * columns.mean[row] / 1e3));
        let p95 = |row: usize| columns.p95.as_ref().map_or(f64::NAN, |p95| p95[row]);
        for &row in &rows {
            let share = 0.05 + 0.95 * random.unit();
            let (Some(own), Some(_)) = (load(row), known(columns.mean[row])) else { continue };
            let Some(rate) = known(columns.rate[row] * candidates.good(row) * share) else { continue };
            let case = Case { asked: Asked::Rate(rate), bounds: Vec::new(), share: 1.0, spare: 0, at_most_usd: None };
            let point = Solver::new(candidates, posed(&case), &rows).point(row).unwrap();
            let beside =
                || rows.iter().copied().filter(|&other| columns.configuration[other] == columns.configuration[row]);
            let up_to = |of: &dyn Fn(usize) -> f64| {
                let least = beside().filter(|&other| load(other).is_some_and(|load| load <= own));
                least.filter_map(|other| known(of(other))).fold(f64::NAN, f64::max)
            };
            let units = |other: usize| known(columns.rate[other] / requests[other]).is_some();
            let units_known = beside().any(units);
            assert!(!units_known || point.mean_ms <= up_to(&|row| columns.mean[row]) * (1.0 + 1e-9), "{point:?}");
            if known(p95(row)).is_some() && units_known {
                assert!(point.p95_ms <= up_to(&p95) * (1.0 + 1e-9), "{point:?}");
            }
            told += usize::from(units_known);
        }
    }
    assert!(told > 5000, "{told}");
}
