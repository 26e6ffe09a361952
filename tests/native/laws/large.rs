//! Large tables: what is found by columns, and in parts, is what is found run by run and at once. On made tables with ties,
//! missing values, and one configuration.

use std::sync::{Arc, OnceLock};

use isocost::analysis::decide::slo::{Limits, broken};
use isocost::analysis::saturation::little::constant_think_time_ms;
use isocost::data::runs::checks::{OddColumn, numbers as numbers_of, odd_values};
use isocost::data::runs::name;
use isocost::data::runs::table_facts::Basis;
use isocost::page::answer::asked::Asked;
use isocost::page::checks::tables::Tables;
use isocost::page::choice::contour::Controls;
use isocost::page::choice::filters::Choice;
use isocost::page::choice::limits::LimitChoice;
use isocost::page::contour::limits::Kept;
use isocost::page::contour::view::{ContourView, Panels};
use isocost::page::enough_vus::view::VusAxes;
use isocost::page::evidence::grader::Grader;
use isocost::page::evidence::table::EvidenceTable;
use isocost::page::evidence::view::EvidenceView;
use isocost::page::rankings::alternatives::{Alternatives, AlternativesWork, List};
use isocost::page::rankings::next_runs::{NextView, NextWork};
use isocost::page::tables::active_table::ActiveTable;
use isocost::page::verdict::confidence::{ConfidenceView, StandingsWork};
use isocost::page::verdict::view::VerdictView;

use crate::support::Random;
use crate::support::shown::{all, made_table};
use crate::support::tables::made_of_rows;

/// More than are passed over run by run.
pub(super) const ROWS: usize = 12_000;

struct Run {
    hardware: &'static str,
    batch: f64,
    vus: f64,
    rate: f64,
    latency: f64,
}

fn made(seed: u64, hardware: usize, batches: usize) -> Arc<ActiveTable> {
    let mut random = Random::new(seed);
    let run = |_| {
        let vus = (1 + random.below(40)) as f64;
        let missing = random.below(60) == 0;
        // Few digits, so that there are ties.
        let rate = (40.0 * vus / (vus + 9.0) * (1.0 + random.below(9) as f64 / 20.0)).round();
        let hardware = ["nvidia-t4", "nvidia-l4", "nvidia-a10g"][random.below(hardware)];
        // The client of one takes as long after each answer.
        let think_time_ms = if hardware == "nvidia-l4" { 60.0 } else { 0.0 };
        Run {
            hardware,
            batch: f64::from(1 << random.below(batches)),
            vus: if random.below(90) == 0 { f64::NAN } else { vus },
            rate: if missing { f64::NAN } else { rate },
            latency: (1000.0 * vus / rate - think_time_ms).round(),
        }
    };
    let runs: Vec<Run> = (0..ROWS).map(run).collect();
    let table = made_of_rows(
        &runs,
        &[(name::HW_TYPE, |run: &Run| run.hardware)],
        &[
            (name::BATCH_SIZE, |run: &Run| run.batch),
            (name::VUS, |run: &Run| run.vus),
            (name::THROUGHPUT, |run: &Run| run.rate),
            (name::AVG_LATENCY_MS, |run: &Run| run.latency),
            (name::P95_LATENCY_MS, |run: &Run| run.latency * 1.5),
            (name::COST, |run: &Run| 0.5 / 3600.0 / run.rate * 1e9),
        ],
    );
    Arc::new(made_table(table))
}

/// Few digits, so that there are ties; some are no measurement at all.
pub(super) fn odd_column(random: &mut Random, scale: f64) -> Vec<f64> {
    let value = |random: &mut Random| match random.below(60) {
        0 => f64::NAN,
        1 => 0.0,
        2 => f64::INFINITY,
        3 => -scale,
        _ => scale * (1 + random.below(200)) as f64,
    };
    (0..ROWS).map(|_| value(random)).collect()
}

/// Tables, and rows of each: all of them, and those of a filter.
pub(super) fn cases(check: impl Fn(&Arc<ActiveTable>, &Arc<Basis>, &[usize])) {
    for (seed, hardware, batches) in [(1, 3, 4), (2, 1, 1), (3, 2, 1)] {
        let shown = made(seed, hardware, batches);
        let basis = Arc::new(Basis::of(&shown.runs));
        let rows = all(&shown);
        check(&shown, &basis, &rows);
        check(&shown, &basis, &rows.into_iter().filter(|row| row % 10 != 3).collect::<Vec<_>>());
    }
}

pub(super) fn limits() -> [LimitChoice; 3] {
    let p95 = |ms| LimitChoice { max_p95_latency_ms: Some(ms), ..LimitChoice::default() };
    [LimitChoice::default(), p95(900.0), p95(1.0)]
}

pub(super) fn within(shown: &ActiveTable, basis: &Basis, rows: &[usize], limits: &Limits) -> Vec<usize> {
    let measures = basis.measures(&shown.runs);
    rows.iter().copied().filter(|&row| broken(&measures, limits, row).next().is_none()).collect()
}

#[test]
fn configurations_are_those_that_sorting_finds() {
    cases(|shown, basis, rows| {
        let key = |row: usize| (basis.set_of[row], shown.runs.batch_sizes.codes[row]);
        let mut sorted = rows.to_vec();
        sorted.sort_by_key(|&row| key(row));
        let expected: Vec<Vec<usize>> = sorted.chunk_by(|&a, &b| key(a) == key(b)).map(<[usize]>::to_vec).collect();
        assert_eq!(*basis.configurations(&shown.runs, rows), expected);
    });
}

#[test]
fn grades_in_parts_are_the_grades_at_once() {
    cases(|shown, basis, rows| {
        let axes = Arc::new(VusAxes::new(shown, &Choice::default()));
        for limits in limits() {
            let within = Arc::new(within(shown, basis, rows, &limits.limits(&shown.runs)));
            let whole = EvidenceView::graded(shown, basis, &axes.groups, (rows, &within));
            for most in [1, 5_000, usize::MAX] {
                let (shown, basis, axes) = (Arc::clone(shown), Arc::clone(basis), Arc::clone(&axes));
                let mut grader = Grader::new(shown, basis, axes, (rows, Arc::clone(&within)));
                let found = std::iter::repeat_with(|| grader.part(most)).find_map(|found| found);
                assert!(found == Some(whole.clone()), "{most}: {limits:?}");
            }
        }
    });
}

#[test]
fn runs_to_make_are_the_same_with_curves_that_are_known() {
    cases(|shown, basis, rows| {
        let groups = VusAxes::new(shown, &Choice::default()).groups;
        for limits in limits().map(|limits| limits.limits(&shown.runs)) {
            let within = within(shown, basis, rows, &limits);
            let graded = EvidenceView::graded(shown, basis, &groups, (rows, &within));
            let beside = NextView::beside(shown, basis, (rows, &within), &limits, Some(&graded));
            assert!(beside == NextView::new(shown, basis, rows, &within, &limits), "{limits:?}");
            let mut work = NextWork::new(shown, basis, (rows, &within), limits.clone());
            while !work.part(shown, basis, &within, None, 1) {}
            assert!(beside == work.view(shown, basis, &within), "in parts: {limits:?}");
        }
    });
}

#[test]
fn alternatives_in_parts_are_those_made_at_once() {
    cases(|shown, basis, rows| {
        let pins = vec![rows[1], rows[7]];
        for choice in limits().map(|limits| Choice { limits, pins: pins.clone(), ..Choice::default() }) {
            let whole = Alternatives::new(shown, basis, rows, &choice, 0.05);
            let mut work = AlternativesWork::default();
            let found =
                std::iter::repeat_with(|| work.part((shown, basis), rows, &choice, 0.05)).find_map(|found| found);
            let found = found.expect("it ends");
            // In words, as values that are missing equal nothing.
            let said = |made: &Alternatives| {
                let lists = List::ALL.map(|list| made.list(list).to_vec());
                format!("{:?}", (&made.answer, lists, &made.outside, &made.conditions, made.nothing))
            };
            assert!(said(&found) == said(&whole), "{choice:?}");
        }
    });
}

#[test]
fn standings_in_parts_are_those_found_at_once() {
    cases(|shown, basis, rows| {
        for limits in limits() {
            let asked = Asked { limits, ..Asked::default() };
            let verdict = VerdictView::new(shown, basis, rows, &asked);
            let whole = ConfidenceView::new(shown, basis, rows, (&verdict, &asked), None).standings;
            for most in [1, 5_000] {
                let mut work = StandingsWork::default();
                let found = std::iter::repeat_with(|| work.part(shown, basis, &verdict, most)).find_map(|found| found);
                assert_eq!(found.as_ref(), Some(&whole), "{most}: {:?}", asked.limits);
            }
        }
    });
}

#[test]
fn checks_find_the_think_times_that_are_prepared() {
    cases(|shown, basis, rows| {
        let tables = Tables::of(shown);
        let mut from = Some(0);
        while let Some(at) = from {
            from = shown.basis().find_think_times(&shown.runs, at, 1);
        }
        assert_eq!(tables.every_verdict(rows), Tables::of(&Arc::new(fresh(shown))).every_verdict(rows));
        let (runs, own) = (&shown.runs, shown.basis());
        for (at, all) in basis.of_all(runs).iter().enumerate() {
            let (vus, rate, latency) = (&runs.vus, &runs.throughput_req_per_sec, &runs.avg_latency_ms);
            assert_eq!(own.think_time_ms(runs, at), constant_think_time_ms(vus, rate, latency, all));
        }
    });
}

/// The same table, of which nothing is known yet.
fn fresh(shown: &ActiveTable) -> ActiveTable {
    ActiveTable { facts: OnceLock::new(), ..shown.clone() }
}

#[test]
fn maps_made_one_after_the_other_are_those_made_at_once() {
    cases(|shown, basis, rows| {
        for (limits, notebook) in limits().into_iter().flat_map(|limits| [(limits.clone(), false), (limits, true)]) {
            let set = limits.limits(&shown.runs);
            let kept = || Kept::new(basis.measures(&shown.runs), &set, &within(shown, basis, rows, &set));
            let limited = !limits.is_empty();
            let controls = Controls::default();
            let whole = ContourView::on(shown, rows, limited.then(kept).as_ref(), notebook, controls, &None);
            let mut panels = Panels::new(shown, limited, notebook, controls, &None);
            while !panels.part(shown, rows, limited.then(kept).as_ref()) {}
            // In words, as values that are missing equal nothing.
            let said = |view: &ContourView| format!("{:?}", (&view.panels, &view.levels, view.extent, view.limited));
            assert!(said(&panels.view) == said(&whole) && !whole.panels.is_empty(), "{limits:?}");
            assert!(panels.part(shown, rows, None) && said(&panels.view) == said(&whole), "none is left");
        }
    });
}

#[test]
fn sparks_lie_on_the_loads_of_all_configurations() {
    cases(|shown, basis, rows| {
        let groups = VusAxes::new(shown, &Choice::default()).groups;
        let view = EvidenceView::graded(shown, basis, &groups, (rows, rows));
        let next = NextView::default();
        let table = EvidenceTable::new(shown, basis, &groups, (rows, rows), (view, &next, None));
        let vus = rows.iter().map(|&row| shown.runs.vus[row]).filter(|vus| *vus > 0.0);
        let (least, most) = vus.fold((f64::INFINITY, 0.0), |(least, most), vus| (vus.min(least), vus.max(most)));
        assert!(!table.rows.is_empty());
        for row in &table.rows {
            let (first, last) = row.tried.expect("loads");
            let place = |load: f64| (load.ln() - least.ln()) / (most.ln() - least.ln());
            let (points, near) = (&row.spark.points, |a: f64, b: f64| (a - b).abs() < 1e-12);
            assert!(near(points[0].0, place(first)) && near(points[points.len() - 1].0, place(last)), "{points:?}");
        }
    });
}

#[test]
fn odd_values_are_those_of_each_column_and_row() {
    let mut random = Random::new(8);
    let runs: Vec<(f64, f64)> = odd_column(&mut random, 0.5).into_iter().zip(odd_column(&mut random, 2.0)).collect();
    let table = made_of_rows(
        &runs,
        &[(name::HW_TYPE, |_| "nvidia-l4")],
        &[
            (name::VUS, |_| 4.0),
            (name::AVG_LATENCY_MS, |_| 100.0),
            (name::THROUGHPUT, |run| run.0),
            ("temperature", |run| run.1),
        ],
    );
    let shown = made_table(table);
    let rows: Vec<usize> = (0..ROWS).filter(|row| row % 7 != 3).collect();
    let found = odd_values(&shown.runs, &rows);
    for (name, can_be_negative) in [(name::THROUGHPUT, false), ("temperature", true)] {
        let values = numbers_of(&shown.runs, name).expect("the column");
        let of = |is_it: &dyn Fn(f64) -> bool| rows.iter().copied().filter(|&row| is_it(values[row])).collect();
        let expected = OddColumn {
            name: name.to_owned(),
            missing: of(&f64::is_nan),
            infinite: of(&f64::is_infinite),
            negative: of(&|value| !can_be_negative && value < 0.0 && value.is_finite()),
        };
        assert!(!expected.infinite.is_empty() && expected.negative.is_empty() == can_be_negative);
        assert_eq!(found.iter().find(|column| column.name == name), Some(&expected));
    }
}
