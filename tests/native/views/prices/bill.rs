//! Break-even of what is asked: the bill of a demand, and words where another question is answered.

use super::{made, read, rows, shown};
use crate::support::Random;
use isocost::data::bundled;
use isocost::data::runs::table_facts::Basis;
use isocost::data::table::Table;
use isocost::page::answer::asked::Asked;
use isocost::page::choice::filters::Choice;
use isocost::page::money::break_even::BreakEvenView;
use isocost::page::tables::active_table::ActiveTable;
use isocost::page::verdict::view::VerdictView;

fn break_even(table: &Table, choice: &Choice) -> (ActiveTable, BreakEvenView) {
    let shown = shown(table, choice);
    let (basis, pairs) = (Basis::of(&shown.runs), shown.runs.price_of_row());
    let view = BreakEvenView::asked(&shown, &basis, &pairs, &rows(&shown, choice), choice);
    (shown, view)
}

/// The run of the answer's card, to the whole question.
fn answer(table: &Table, choice: &Choice) -> Option<usize> {
    let shown = shown(table, choice);
    VerdictView::new(&shown, &Basis::of(&shown.runs), &rows(&shown, choice), &Asked::of(choice)).row
}

/// Just below the switch and above it, and far from it, the page's own answer is the one foretold.
fn holds(table: &Table, choice: &Choice) -> bool {
    super::holds(&break_even(table, choice).1, choice, &|moved| answer(table, moved))
}

#[test]
fn the_bill_switches_where_the_answer_does() {
    let mut switches = 0;
    for table in bundled::TABLES {
        let packed = table.table();
        for pairs in [
            &[("plan", "200/s@730h")][..],
            &[("plan", "3/s@24h"), ("load_percent", "100")],
            &[("plan", "40/s@730h"), ("max_p95_ms", "1000"), ("spare", "1")],
            &[("plan", "1000000@24h")],
            &[("plan", "50000@7h"), ("max_avg_ms", "400"), ("prices", "aws/nvidia-t4:0.2")],
        ] {
            for pair in shown(&packed, &Choice::default()).runs.prices.iter() {
                let mut choice = read(pairs);
                assert!(!Asked::of(&choice).is_per_request(), "{pairs:?}");
                choice.money.break_even = Some((pair.vendor.clone(), pair.hardware.clone()));
                switches += usize::from(holds(&packed, &choice));
            }
        }
    }
    assert!(switches > 5, "{switches}");
}

#[test]
fn on_made_tables_too() {
    let (mut random, mut switches) = (Random::new(19), 0);
    for round in 0..300 {
        let runs: Vec<_> = (0..2 + random.below(7))
            .map(|at| {
                let hardware = if at == 0 { 0 } else { random.below(2) };
                let rate = [1.0, 2.0, 3.0, 5.0, 7.5][random.below(5)];
                let price = [1.0, 0.7][hardware];
                ("aws", ["l4", "t4"][hardware], 1.0 + random.unit(), rate, 1e9 / rate * (price / 3600.0))
            })
            .collect();
        let plan = ["7/s@24h", "40/s@730h", "90000@5h", "3000@2h"][round % 4];
        let choice = read(&[("plan", plan), ("break_even", "aws/l4")]);
        switches += usize::from(holds(&made(&runs), &choice));
    }
    assert!(switches > 100, "{switches}");
}

/// 200 requests a second within 400 ms: the L4 is cheapest by the request, and the T4's bill is the lower one as soon as one
/// machine of it is enough.
#[test]
fn a_bill_in_words_is_the_headlines() {
    let table = bundled::TABLES[2].table();
    let choice = read(&[("plan", "200/s@730h"), ("max_p95_ms", "400"), ("break_even", "aws/nvidia-l4")]);
    let (shown, view) = break_even(&table, &choice);
    let asked = Asked::of(&choice);
    let headline = VerdictView::new(&shown, &Basis::of(&shown.runs), &rows(&shown, &choice), &asked).headline;
    let begins = "200 req/s for 730 hours: while nvidia-l4 at aws costs less than $";
    assert!(view.sentence.starts_with(begins), "{}", view.sentence);
    let (own, rival) = view.sentence.split_once(" is cheapest. If that price rises by more than ").unwrap();
    assert!(own.contains("), 1 machine of nvidia-l4"), "{own}");
    assert!(rival.contains("%, 2 machines of nvidia-t4") && rival.ends_with(" become cheapest."), "{rival}");
    assert!(
        view.chart.starts_with("How the lowest bill of 200 req/s for 730 hours changes with the price of nvidia-l4")
    );
    assert_eq!(headline.number, "$584");
    assert!(
        view.chart.contains("at the present price it is $584.00 a month. Cheapest: L4 · trt-onnx · b32 below $"),
        "{}",
        view.chart
    );
    let scene = view.scene.as_ref().unwrap();
    assert_eq!((scene.titles.y.as_str(), view.what), ("Lowest bill, $ a month", "Lowest bill"));
    let (title, fields) = view.describe(&shown, 0).unwrap();
    assert!(title.starts_with("1 machine of nvidia-l4") && fields[1].0 == "Bill", "{title} {fields:?}");
    let head = &view.listing(&shown).heads[1];
    assert!(format!("{head:?}").contains("Lowest bill, $ a month"), "{head:?}");
    // By the request the switch is elsewhere.
    let (_, per_request) = break_even(&table, &read(&[("max_p95_ms", "400"), ("break_even", "aws/nvidia-l4")]));
    assert_ne!(view.switch, per_request.switch);
    assert!(per_request.sentence.starts_with("While nvidia-l4 at aws costs "), "{}", per_request.sentence);
    // A volume is paid once.
    let (_, volume) = break_even(&table, &read(&[("plan", "1000000@24h"), ("currency", "€")]));
    assert_eq!(volume.scene.unwrap().titles.y, "Lowest bill, € in all");
}

#[test]
fn another_question_is_told_beside_the_sentence() {
    let table = bundled::TABLES[2].table();
    let (shown, view) = break_even(&table, &read(&[("plan", "200/s@730h"), ("max_cost", "3000")]));
    let fastest = answer(&table, &read(&[("plan", "200/s@730h"), ("max_cost", "3000")])).unwrap();
    let hardware = shown.runs.hw_type.label(fastest);
    assert!(view.caption.starts_with("Here the cheapest counts; what is asked is the fastest: "), "{}", view.caption);
    assert!(view.caption.contains(hardware), "{hardware}: {}", view.caption);
    let (_, view) = break_even(&table, &read(&[("max_cost", "400")]));
    assert!(view.caption.contains("what is asked is the fastest: At most $0.40 per 1M requests: "), "{}", view.caption);
    // What a run does is not known, and the answer is the cheapest by the request.
    let runs = [("aws", "l4", 5.0, f64::NAN, 1.0), ("aws", "t4", 5.0, f64::NAN, 2.0)];
    let (_, view) = break_even(&made(&runs), &read(&[("plan", "7/s@24h"), ("break_even", "aws/l4")]));
    assert!(
        view.caption.contains("no run that passes can do this, so costs are compared per request."),
        "{}",
        view.caption
    );
    assert!(view.sentence.starts_with("Whatever l4 at aws costs, t4 stays cheapest"), "{}", view.sentence);
    // Nothing passes at all.
    let (_, view) = break_even(&table, &read(&[("plan", "200/s@730h"), ("max_p95_ms", "0.001")]));
    assert_eq!((view.sentence.as_str(), view.scene), ("No run passes the filters and limits.", None));
}

/// Only one side can do what is asked.
#[test]
fn one_side_alone_meets_the_demand() {
    let runs = [("aws", "l4", 5.0, 10.0, 1.0), ("aws", "t4", 5.0, f64::NAN, 2.0)];
    let (_, view) = break_even(&made(&runs), &read(&[("plan", "7/s@24h"), ("break_even", "aws/l4")]));
    assert_eq!(
        view.sentence,
        "7 req/s for 24 hours: whatever l4 at aws costs, 1 machine of l4 stays cheapest: no run of other hardware with a \
         known cost passes the filters and limits and meets the demand."
    );
    let (_, view) = break_even(&made(&runs), &read(&[("plan", "7/s@24h"), ("break_even", "aws/t4")]));
    assert!(view.sentence.contains("1 machine of l4 stays cheapest: no run of t4 at aws"), "{}", view.sentence);
}
