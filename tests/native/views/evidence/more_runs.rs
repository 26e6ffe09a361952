//! Whether more runs are needed for the answer, and what is proposed to be run: beside a bill, without one, without prices.

use super::table::{asked, of_one, table};
use super::{all, p95, real};
use crate::support::shown::made_table;
use crate::support::tables::{number, table as columns_of, text};
use isocost::analysis::decide::answer::Demand;
use isocost::data::runs::load::LoadAxis;
use isocost::data::runs::table_facts::Basis;
use isocost::page::answer::asked::Asked;
use isocost::page::choice::limits::LimitChoice;
use isocost::page::evidence::table_words::heads;
use isocost::page::rankings::next_runs::NextView;
use isocost::page::tables::active_table::ActiveTable;

/// Task (b): beside a “no” nothing is to be run next. What is proposed all the same is optional, and says so.
#[test]
fn proposals_beside_a_no_are_optional() {
    let shown = real("classification");
    let demand = Demand::Steady { units_per_sec: 200.0, hours: 730.0 };
    let no = needed(&shown, &asked(&p95(400.0), demand));
    assert!(no.needed.starts_with("No: no run proposed below can lower the bill"), "{}", no.needed);
    assert!(no.is_optional && !no.lines.is_empty());
    assert!(no.sentence.ends_with(" None of them would change this answer."), "{}", no.sentence);
    assert_eq!(heads(LoadAxis::Vus, no.is_optional)[7], "Optional runs");
    let open = needed(&shown, &asked(&p95(400.0), Demand::None));
    assert!(!open.is_optional && !open.needed.starts_with("No:"), "{}", open.needed);
    assert_eq!(heads(LoadAxis::Vus, open.is_optional)[7], "Run next");
    // With nothing proposed there is nothing to call optional.
    let none = needed(&shown, &asked(&p95(1e-3), demand));
    assert!(!none.is_optional && none.lines.is_empty());
}

/// What is said of further runs, and the proposals with it.
fn needed(shown: &ActiveTable, asked: &Asked) -> NextView {
    let rows = all(shown);
    let (table, _, next) = table(shown, &rows, asked);
    next.for_question(shown, &Basis::of(&shown.runs), asked, &rows, &table.view)
}

const RATE: Demand = Demand::Steady { units_per_sec: 200.0, hours: 730.0 };

/// Two hundred a second: one L4 does it, and a bill of whole machines falls by none of the proposals, though a request may
/// cost less. Each proposal held against its own machines, counted by hand.
#[test]
fn whether_more_runs_are_needed_for_a_bill() {
    let shown = real("classification");
    let next = needed(&shown, &asked(&p95(400.0), RATE));
    assert_eq!(
        next.needed,
        "No: no run proposed below can lower the bill of $584 a month: one machine carries it, and none of them is of a \
         cheaper one."
    );
    assert!(next.lines.iter().all(|line| line.why.ends_with(" For a lower cost per request, not for this bill.")));
    // At ten times the rate machines are counted.
    for rate in [800.0, 2000.0, 2500.0, 6000.0] {
        let demand = Demand::Steady { units_per_sec: rate, hours: 730.0 };
        let asked = asked(&p95(400.0), demand);
        let next = needed(&shown, &asked);
        let (_, verdict, _) = table(&shown, &all(&shown), &asked);
        let now: f64 = verdict.headline.number.trim_start_matches('$').replace(',', "").parse().unwrap();
        let mut lowering = 0;
        for (line, run) in next.lines.iter().zip(&next.proposed) {
            let usd_per_hour = if shown.runs.hw_type.label(run.like).contains("l4") { 0.8 } else { 0.5 };
            let most_per_sec = usd_per_hour / 3600.0 / (run.low_usd / 1e9);
            let bill = (rate / (0.75 * most_per_sec)).ceil() * usd_per_hour * 730.0;
            assert_eq!(!line.why.contains("not for this bill"), bill < now - 1.0, "{rate}: {line:?}");
            lowering += usize::from(bill < now - 1.0);
        }
        assert_eq!(next.needed.starts_with("Yes: "), lowering > 0, "{rate}: {}", next.needed);
    }
}

#[test]
fn whether_more_runs_are_needed_without_a_bill_and_without_prices() {
    let shown = real("classification");
    let next = needed(&shown, &asked(&p95(400.0), Demand::None));
    assert!(next.needed.starts_with("Yes: ") && next.needed.contains("could lower the cost of $0."), "{}", next.needed);
    assert!(next.lines.iter().all(|line| !line.why.contains("not for this bill")));
    // Rises, at four machines of $10: with more load fewer do.
    let runs = [4.0, 8.0, 16.0, 32.0].map(|vus: f64| [vus, 4.0 * vus.sqrt(), 1000.0 * vus / (4.0 * vus.sqrt())]);
    let rising = of_one(&runs);
    let next = needed(&rising, &asked(&LimitChoice::default(), Demand::Steady { units_per_sec: 51.0, hours: 730.0 }));
    assert!(next.needed.starts_with("Yes: 1 of 1 run proposed below could lower the bill of "), "{}", next.needed);
    let one = needed(&rising, &asked(&LimitChoice::default(), Demand::Steady { units_per_sec: 10.0, hours: 730.0 }));
    assert!(one.needed.starts_with("No: no run proposed below can lower"), "{}", one.needed);
    // Nothing to run is a no as well.
    let flat = of_one(&[[1.0, 10.0, 100.0], [2.0, 10.0, 200.0], [4.0, 10.0, 400.0]]);
    let next = needed(&flat, &asked(&LimitChoice::default(), Demand::Steady { units_per_sec: 5.0, hours: 730.0 }));
    assert!(next.needed.starts_with("No: "), "{}", next.needed);
    // What was run at one load only may do more at others.
    let single = of_one(&[[300.0, 10.0, 100.0]]);
    let next = needed(&single, &asked(&LimitChoice::default(), Demand::None));
    assert!(
        next.needed.starts_with("Not known: ") && next.needed.contains(" was run at 300 VUs only."),
        "{}",
        next.needed
    );
    assert!(next.needed.contains(" Run it at 150 and 600 VUs, too: "), "{}", next.needed);
    let one = of_one(&[[1.0, 10.0, 100.0]]);
    let next = needed(&one, &asked(&LimitChoice::default(), Demand::None));
    assert!(next.needed.contains(" Run it at 2 VUs, too: "), "{}", next.needed);
    // One machine carries this, so that no load could lower the bill.
    let next = needed(&single, &asked(&LimitChoice::default(), Demand::Steady { units_per_sec: 5.0, hours: 730.0 }));
    assert!(next.needed.starts_with("No: "), "{}", next.needed);
    // Without prices, and of the fastest, nothing is claimed.
    let priceless = made_table(columns_of(vec![
        text("hw_type", &[Some("h100"); 2]),
        number("vus", &[1.0, 2.0]),
        number("throughput_req_per_sec", &[10.0, 15.0]),
        number("avg_latency_ms", &[100.0, 130.0]),
    ]));
    let next = needed(&priceless, &asked(&LimitChoice::default(), RATE));
    assert!(next.needed.starts_with("Cannot tell whether more runs are needed: without prices"), "{}", next.needed);
    let mut fastest = asked(&LimitChoice::default(), RATE);
    fastest.terms.at_most_usd = Some(1e6);
    let next = needed(&shown, &fastest);
    assert!(
        next.needed.starts_with("Cannot tell whether more runs are needed: which would be faster"),
        "{}",
        next.needed
    );
    // Nothing qualifies: the table says so.
    assert!(needed(&shown, &asked(&p95(1e-3), RATE)).needed.is_empty());
}
