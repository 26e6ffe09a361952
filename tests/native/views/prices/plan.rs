//! Plans for a demand: machines, sums, sparse tables.

use super::{NAN, made, read, rows, shown};
use isocost::analysis::decide::answer::Demand;
use isocost::data::bundled;
use isocost::data::runs::table_facts::Basis;
use isocost::data::table::Table;
use isocost::page::choice::filters::Choice;
use isocost::page::choice::limits::LimitChoice;
use isocost::page::money::plan::PlanView;
use isocost::page::tables::active_table::ActiveTable;

fn plan(table: &Table, choice: &Choice) -> (ActiveTable, PlanView) {
    let shown = shown(table, choice);
    let view = PlanView::new(&shown, &Basis::of(&shown.runs), &rows(&shown, choice), choice);
    (shown, view)
}

#[test]
fn plans_of_the_real_tables_never_fall_short() {
    for table in bundled::TABLES {
        for plan in ["1000000@24h", "50/s", "1@0.01h", "1e12@1h", "0.001/s@1h"] {
            for limit in ["250", "1000", "1e9"] {
                let choice = read(&[("plan", plan), ("max_p95_ms", limit)]);
                let (shown, view) = self::plan(&table.table(), &choice);
                let demand = choice.money.demand;
                for line in view.choices.lines.iter().chain(&view.limits.lines) {
                    assert_eq!(line.cells.len(), view.choices.heads.len());
                    let Some(row) = line.row else { continue };
                    let machines: f64 = line.cells[2].text.replace(',', "").parse().unwrap();
                    let rate = machines * shown.runs.throughput_req_per_sec[row];
                    let share = demand.default_load_share();
                    assert!(rate * share >= demand.units_per_sec() * (1.0 - 1e-9), "{plan}: {line:?}");
                    let one_less = (machines - 1.0) * shown.runs.throughput_req_per_sec[row];
                    assert!(one_less * share < demand.units_per_sec(), "{plan}: {line:?}");
                }
            }
        }
    }
}

#[test]
fn a_plan_by_hand() {
    let table = bundled::TABLES[1].table();
    let choice = read(&[("plan", "1000000000@24h"), ("currency", "€")]);
    let (_, view) = plan(&table, &choice);
    // 1e9 / (542.75 · 3,600) is 511.8 machine-hours: 512 are billed at 0.80, on 22 machines.
    assert!(
        view.sentence.starts_with("1,000,000,000 requests within 24 hours (11,574 req/s): 22 machines of nvidia-l4")
    );
    assert!(view.sentence.contains("for €409.60, "), "{}", view.sentence);
    // Whole hours spread over machines: what is cheapest per request is cheapest here, too.
    let names: Vec<&str> = view.choices.lines.iter().map(|line| line.cells[0].as_str()).collect();
    assert_eq!(
        names,
        [
            "Cheapest plan, and per 1M requests at full load",
            "Faster, for more",
            "Faster, for more",
            "Faster, for more",
            "Faster, for more"
        ]
    );
    assert!(!view.caption.contains("as cheap or cheaper"), "{}", view.caption);
    assert_eq!(view.choices.lines[0].cells[6].text, "512 (6 × 24 + 16 × 23)");
    let names: Vec<&str> = view.limits.lines.iter().map(|line| line.cells[0].as_str()).collect();
    assert_eq!(names, ["No limit", "p95 ≤ 1,000 ms", "p95 ≤ 500 ms", "p95 ≤ 250 ms"]);
    assert_eq!(view.choices.heads[3].title, "Cost, €");
    let limited = read(&[("plan", "1000000000@24h"), ("max_avg_ms", "1"), ("plan_p95_ms", "9,9")]);
    let (_, none) = plan(&table, &limited);
    assert!(none.sentence.ends_with("none of 80 runs passes the limits with a known cost and throughput."));
    let names: Vec<(&str, bool)> = none.limits.lines.iter().map(|l| (l.cells[0].as_str(), l.row.is_some())).collect();
    assert_eq!(
        names,
        [("As set: average latency ≤ 1 ms", false), ("No limit", true), ("p95 ≤ 9 ms, others as set", false)]
    );
    assert!(none.choices.lines.is_empty());
}

#[test]
fn plans_of_sparse_tables() {
    // Dearer for a request, and cheaper for a few: one slow machine is enough.
    let price = |price: f64, rate: f64| 1e9 / rate * (price / 3600.0);
    let table = made(&[
        ("aws", "big", 5.0, 100.0, price(4.0, 100.0)),
        ("aws", "small", 5.0, 10.0, price(1.0, 10.0)),
        ("aws", "same", 4.0, 10.0, price(1.0, 10.0)),
        ("aws", "free", 5.0, 10.0, 0.0),
        ("aws", "lost", 5.0, NAN, 1e9),
    ]);
    let (shown, view) = plan(&table, &read(&[("plan", "5/s@1h")]));
    let told: Vec<_> = view.choices.lines.iter().map(|line| (line.cells[0].as_str(), line.row.unwrap())).collect();
    assert_eq!(
        told,
        [
            ("Cheapest plan", 2),
            ("Same cost", 1),
            ("Cheapest per 1M requests at full load", 0),
            ("Most from one machine, without a price", 3)
        ],
        "of equals the faster"
    );
    assert!(view.caption.contains("as cheap or cheaper") && view.caption.contains("no p95"), "{}", view.caption);
    let cells = &view.choices.lines[0].cells;
    assert_eq!(cells[2..6], ["1", "1.00", "55.56", "50.0%"]);
    assert!(view.sentence.starts_with("5 req/s for 1 hour: 1 machine of same, for $1.00, 50.0% idle."));
    let none = PlanView::new(&shown, &Basis::of(&shown.runs), &[], &Choice::default());
    assert_eq!((none.sentence.as_str(), none.choices.lines.len()), ("No run passes the filters.", 0));
    let absurd = Choice {
        limits: LimitChoice::default(),
        money: isocost::page::choice::money::MoneyChoice {
            demand: Demand::Volume { units: NAN, within_hours: 1.0 },
            ..Default::default()
        },
        ..Choice::default()
    };
    assert!(PlanView::new(&shown, &Basis::of(&shown.runs), &[0, 1], &absurd).choices.lines.is_empty());
}
