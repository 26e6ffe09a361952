//! The most that is paid on the first chart: its line, its handle, and moving it.

use crate::support;
use crate::support::drawing::{self, frame, hold};
use isocost::analysis::decide::slo::passing;
use isocost::chart::frame::Frame;
use isocost::chart::interactive::Interactive;
use isocost::chart::theme;
use isocost::chart::theme::{LIGHT, Theme};
use isocost::data::bundled;
use isocost::data::runs::table_facts::Basis;
use isocost::page::answer::asked::Asked;
use isocost::page::answer::columns::Columns;
use isocost::page::choice::filters::Choice;
use isocost::page::scatter::moved_cost::{handle, moved};
use isocost::page::scatter::stops::Move;
use isocost::page::scatter::view as scatter_view;
use isocost::page::scatter::view::{Runs, ScatterView};
use isocost::page::tables::active_table::ActiveTable;

const FRAME: Frame = frame(800.0, 480.0);

fn classification() -> (ActiveTable, Vec<usize>) {
    let shown = support::bundled(bundled::TABLES[2].dataset);
    let rows = (0..shown.runs.rows).collect();
    (shown, rows)
}

fn choice(pairs: &[(&str, &str)]) -> Choice {
    Choice::from_pairs(pairs.iter().copied())
}

/// The answer to what is asked: its run, its bill a month, and whether nothing costs as little.
fn answer(shown: &ActiveTable, choice: &Choice, rows: &[usize]) -> (usize, f64, bool) {
    let basis = Basis::of(&shown.runs);
    let columns = Columns::of(shown, &basis);
    let answered = Asked::of(choice).answered(shown, &basis, &columns, rows);
    let best = answered.found.expect("an answer").best;
    (best.row, best.usd_per_month, answered.too_dear)
}

fn view(shown: &ActiveTable, choice: &Choice, rows: &[usize]) -> ScatterView {
    let (row, ..) = answer(shown, choice, rows);
    let basis = Basis::of(&shown.runs);
    let within = passing(&basis.measures(&shown.runs), rows, &choice.limits.limits(&shown.runs));
    let runs = Runs { rows, within: &within, answer: Some(row), at_load: None };
    ScatterView::of(shown, runs, choice, &scatter_view::fixed(shown, choice))
}

#[test]
fn moving_it_asks_for_the_fastest_at_that_cost() {
    let (shown, rows) = classification();
    let mut asked = choice(&[]);
    let view = view(&shown, &asked, &rows);
    let cost = shown.runs.ranked_cost();
    let told = handle(view.drawn_upwards(), &shown, &asked, &rows).expect("a handle");
    assert_eq!((&*told.label, &*told.words, told.now), ("Cost at most", "any cost", told.ends.1));
    assert!((0.25..0.26).contains(&told.ends.0) && (0.69..0.71).contains(&told.ends.1), "{:?}", told.ends);
    let mut before = usize::MAX;
    for _ in 0..40 {
        // One run fewer each time, the dearest; of what remains the fastest is the answer.
        asked.money.terms.at_most_usd = moved(view.drawn_upwards(), &shown, &asked, &rows, Move::By(-3));
        let most = asked.money.terms.at_most().expect("a limit");
        let affordable: Vec<usize> = rows.iter().copied().filter(|&row| cost[row] <= most).collect();
        assert!(affordable.len() < before, "{most}");
        before = affordable.len();
        let (row, _, too_dear) = answer(&shown, &asked, &rows);
        let p95 = shown.runs.p95_latency_ms.as_deref().expect("the table has p95");
        assert!(!too_dear && cost[row] <= most);
        assert!(affordable.iter().all(|&other| p95[other] >= p95[row]), "{most}: run {row}");
    }
    let by = |asked: &Choice, by: Move| moved(view.drawn_upwards(), &shown, asked, &rows, by);
    // To a place between runs it goes to the nearest, beyond the dearest it is lifted.
    let near = by(&asked, Move::To(300.0)).expect("a limit");
    assert!((295.0..305.0).contains(&near), "{near}");
    assert_eq!((by(&asked, Move::To(1e6)), by(&asked, Move::Lift), by(&asked, Move::To(f64::NAN))), (None, None, None));
    let first = by(&asked, Move::First).expect("a limit");
    assert_eq!(
        (cost.iter().filter(|&&cost| cost <= first).count() >= 1, by(&asked, Move::To(0.0))),
        (true, Some(first))
    );
    asked.money.terms.at_most_usd = Some(300.0);
    assert_eq!(handle(view.drawn_upwards(), &shown, &asked, &rows).expect("a handle").words, "$0.300 per 1M requests");
    // Of no run there is nothing to move.
    assert_eq!(
        (
            handle(view.drawn_upwards(), &shown, &asked, &[]),
            moved(view.drawn_upwards(), &shown, &asked, &[], Move::First)
        ),
        (None, None)
    );
}

#[test]
fn a_bill_is_limited_where_bills_are_shown() {
    let (shown, rows) = classification();
    let mut asked = choice(&[("plan", "200/s@730h"), ("y", "bill")]);
    let view = view(&shown, &asked, &rows);
    let told = handle(view.drawn_upwards(), &shown, &asked, &rows).expect("a handle");
    assert_eq!((&*told.label, &*told.words), ("Bill at most", "any cost"));
    let mut bills = Vec::new();
    for at in [400.0, 600.0, 800.0, 1500.0] {
        asked.money.terms.at_most_usd = moved(view.drawn_upwards(), &shown, &asked, &rows, Move::To(at));
        let Some(told) = asked.money.terms.at_most().and_then(|_| handle(view.drawn_upwards(), &shown, &asked, &rows))
        else {
            continue;
        };
        let (_, bill, too_dear) = answer(&shown, &asked, &rows);
        assert!(!too_dear && bill <= told.now, "{bill} for {}", told.now);
        // The line is where the bill is, and the answer keeps it.
        let drawn = self::view(&shown, &asked, &rows).scene.paid.clone().expect("a line");
        assert!((drawn.at / told.now - 1.0).abs() < 1e-12, "{} and {}", drawn.at, told.now);
        assert!(told.words.ends_with(" a month"), "{}", told.words);
        bills.push(bill);
    }
    assert!(bills.len() >= 2 && bills.windows(2).all(|pair| pair[0] <= pair[1]), "{bills:?}");
}

#[test]
fn it_stands_only_where_the_axis_is_what_is_compared() {
    let (shown, rows) = classification();
    let of = |pairs: &[(&str, &str)]| {
        let asked = choice(&[pairs, &[("max_cost", "300")]].concat());
        let view = view(&shown, &asked, &rows);
        let is_drawn = view.scene.paid.is_some();
        assert_eq!(handle(view.drawn_upwards(), &shown, &asked, &rows).is_some(), is_drawn, "{pairs:?}");
        if !is_drawn {
            assert_eq!(
                moved(view.drawn_upwards(), &shown, &asked, &rows, Move::First),
                Some(300.0),
                "{pairs:?}: nothing changes"
            );
        }
        is_drawn
    };
    assert!(of(&[]) && of(&[("latency", "p95")]) && of(&[("x", "rate")]));
    assert!(of(&[("plan", "200/s@730h"), ("y", "bill")]) && of(&[("plan", "200/s@730h")]));
    assert!(of(&[("plan", "1000000@24h")]));
    // Whole machines cost more than a busy one does per request; a rate is no cost; the notebook knows no limits.
    assert!(!of(&[("plan", "200/s@730h"), ("y", "cost")]));
    assert!(!of(&[("y", "rate")]) && !of(&[("preset", "notebook")]));
    // Without a bound no line, but a handle at the upper end of the axis.
    let asked = choice(&[]);
    let view = view(&shown, &asked, &rows);
    let projection = view.scene.project(&FRAME, &LIGHT);
    assert_eq!(view.scene.paid, None);
    let [across, upwards] = view.scene.grips(&projection).map(|grip| grip.expect("a grip"));
    assert_eq!((across.at.0, upwards.at.1), (projection.area.right, projection.area.top));
    assert!(upwards.along.1 - upwards.along.0 < 40.0, "the whole upper edge takes hold of nothing");
}

fn draw(pairs: &[(&str, &str)], theme: &Theme) -> String {
    let (shown, rows) = classification();
    drawing::draw(&*view(&shown, &choice(pairs), &rows).scene, &FRAME, theme)
}

#[test]
fn what_is_dearer_is_veiled() {
    let limited = [("latency", "p95"), ("max_p95_ms", "400"), ("max_cost", "310")];
    hold("classification-paid", &draw(&limited, &theme::LIGHT));
    hold(
        "classification-bill-paid-dark",
        &draw(&[("plan", "200/s@730h"), ("y", "bill"), ("max_cost", "1200")], &theme::DARK),
    );
    // Beyond the axis there is no line, and where all is dearer all is veiled.
    let veils = |usd: &str| {
        let svg = draw(&[("max_cost", usd)], &theme::LIGHT);
        (svg.matches("fill-opacity=\"0.78\"").count(), svg.contains('≤'))
    };
    assert_eq!((veils("310"), veils("100000"), veils("1")), ((1, true), (0, false), (1, false)));
}
