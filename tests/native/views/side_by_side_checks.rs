//! Several tables side by side: what is checked, each table for itself, and what is said of a verdict over all.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::support;
use crate::support::shown::{all, joined, verdict_of};
use crate::support::tables::{number, table, text};
use isocost::data::bundled;
use isocost::data::runs::checks::{Loads, odd_values};
use isocost::data::runs::table_facts::Basis;
use isocost::data::table::Table;
use isocost::data::table::column::Column;
use isocost::page::checks::tables::Tables;
use isocost::page::checks::view::{CHECKS, Status, Verdict, verdicts};
use isocost::page::choice::limits::LimitChoice;
use isocost::page::tables::active_table::ActiveTable;
use isocost::page::tables::side_by_side::{Entry, known};
use isocost::page::tables::table_source::TableSource;
use isocost::page::verdict::view::VerdictView;

/// Runs at 1, 2, … VUs in which Little's law holds, with further columns.
fn runs(cost_usd: f64, further: Vec<Column>) -> Table {
    let vus: Vec<f64> = (1..=4).map(f64::from).collect();
    let rate: Vec<f64> = vus.iter().map(|vus| 100.0 * vus).collect();
    let mut columns = vec![
        number("vus", &vus),
        number("batch_size", &[8.0; 4]),
        number("avg_latency_ms", &[10.0; 4]),
        number("throughput_req_per_sec", &rate),
        number("1B_cost", &vus.iter().map(|vus| cost_usd / vus).collect::<Vec<_>>()),
        text("hw_type", &[Some("h"); 4]),
    ];
    columns.extend(further);
    table(columns)
}

fn counts(total: [f64; 4]) -> Vec<Column> {
    vec![number("total_requests", &total), number("successful_requests", &total)]
}

fn check(verdicts: &[Verdict], key: &str) -> Verdict {
    verdicts[CHECKS.iter().position(|(of, ..)| *of == key).unwrap()].clone()
}

/// What is missing is named as the file names it, or in plain words where it has no such column.
#[test]
fn a_missing_price_is_named_as_in_the_file() {
    let said = |price: &[(&str, [f64; 2])]| {
        let mut columns = vec![
            number("vus", &[1.0, 2.0]),
            number("avg_latency_ms", &[10.0, 20.0]),
            number("throughput_req_per_sec", &[100.0, 100.0]),
        ];
        columns.extend(price.iter().map(|(name, values)| number(name, values)));
        let shown = std::sync::Arc::new(crate::support::shown::made_table(table(columns)));
        check(&Tables::of(&shown).verdicts(&[0, 1]), "price").sentence
    };
    let own = said(&[("price_per_hour", [2.0, f64::NAN])]);
    assert!(own.starts_with("1 of 2 runs are without a usable price: “price_per_hour” is missing"), "{own}");
    let none = said(&[]);
    assert!(none.starts_with("2 of 2 runs are without a usable price: the price of the machine is missing"), "{none}");
    let both = said(&[("1B_cost", [0.0, 1.0]), ("cost_per_sec", [0.1, 0.1])]);
    assert!(both.contains(": “1B_cost” or “cost_per_sec” is missing"), "{both}");
}

#[test]
fn a_column_of_one_table_is_not_missing_in_the_other() {
    let accurate = number("accuracy_percentage", &[70.0, 71.0, 72.0, f64::NAN]);
    let with: Vec<Column> = counts([100.0; 4]).into_iter().chain([accurate]).collect();
    let side = joined([("a/with", runs(50.0, with)), ("a/without", runs(40.0, Vec::new()))]);
    assert!(side.runs.columns.iter().any(|c| c.name == "total_requests" && c.is_null(4)), "null in all together");
    let found = Tables::of(&side).verdicts(&all(&side));
    let failed = check(&found, "failed");
    assert_eq!(failed.status, Status::Pass, "{failed:?}");
    assert_eq!(failed.sentence, "with: 0 failed: all 400 requests were answered well. Not in without.");
    assert_eq!(check(&found, "short").status, Status::Pass);
    // What is missing in a table that has the column is missing, and the row is that of all tables.
    let values = check(&found, "values");
    assert_eq!((values.status, values.affected.len(), values.affected[0].row), (Status::Warn, 1, 3));
    assert!(values.sentence.starts_with("with: accuracy_percentage: 1 missing. without: No number"), "{values:?}");
    assert!(values.affected[0].label.contains("with"), "{values:?}");
    // All have the same to say: once, without names. None has it: as of one table.
    assert_eq!(check(&found, "duplicates").sentence, "No two runs have the same configuration and VUs.");
    assert_eq!(check(&found, "invalid").status, Status::Absent);
    assert_eq!(check(&found, "invalid").sentence, "This needs the number of invalid responses.");
    // Of one table alone, nothing is said of the other.
    let one = Tables::of(&side).verdicts(&[0, 1, 2]);
    assert_eq!(check(&one, "failed").sentence, "0 failed: all 300 requests were answered well.");
    let other = Tables::of(&side).verdicts(&[5, 6]);
    assert_eq!((check(&other, "failed").status, check(&other, "values").status), (Status::Absent, Status::Pass));
    assert!(Tables::of(&side).verdicts(&[]).is_empty());
}

#[test]
fn checks_compare_runs_within_each_table() {
    let sized = |size: f64, requests: f64| {
        let mut columns = counts([requests; 4]);
        columns.push(number("avg_embedding_size", &[size; 4]));
        columns
    };
    let (small, large) = (runs(50.0, sized(384.0, 100.0)), runs(40.0, sized(1024.0, 10_000.0)));
    let side = joined([("a/large", large), ("a/small", small)]);
    let found = Tables::of(&side).verdicts(&all(&side));
    assert_eq!(check(&found, "size").status, Status::Pass, "two models");
    let sizes = "large: The mean embedding size is 1024 in all 4 runs. small: The mean embedding size is 384 in all 4 \
                 runs.";
    assert_eq!(check(&found, "size").sentence, sizes);
    assert_eq!(check(&found, "short").status, Status::Pass, "each its own length");
    let basis = Basis::of(&side.runs);
    assert_eq!((basis.short_below(&side.runs, 3), basis.short_below(&side.runs, 4)), (5_000.0, 50.0));
    let (alone, basis) = (joined([("a/one", runs(1.0, Vec::new()))]), |shown: &ActiveTable| Basis::of(&shown.runs));
    assert!(basis(&alone).short_below(&alone.runs, 0).is_nan(), "requests are not counted");
}

#[test]
fn the_worst_table_counts_and_is_named() {
    let side =
        joined([("a/good", runs(50.0, counts([100.0; 4]))), ("a/bad", runs(40.0, counts([100.0, 100.0, 100.0, 7.0])))]);
    let short = check(&Tables::of(&side).verdicts(&all(&side)), "short");
    assert_eq!((short.status, short.affected[0].row), (Status::Fail, 7));
    assert!(short.sentence.contains("bad: 1 of 4 runs sent less than half"), "{}", short.sentence);
}

#[test]
fn checks_of_a_single_table_are_unchanged() {
    for bundled in bundled::TABLES {
        let alone = Arc::new(support::bundled(bundled.dataset));
        let rows = all(&alone);
        assert_eq!(Tables::of(&alone).verdicts(&rows), verdicts(&alone, &Loads::of(&alone.runs), &rows));
    }
    let side = joined(bundled::TABLES.iter().map(|table| (table.dataset, table.table())));
    let together = Tables::of(&side).verdicts(&all(&side));
    let worst = |nth: usize| {
        let of = |dataset| {
            let alone = support::bundled(dataset);
            verdicts(&alone, &Loads::of(&alone.runs), &all(&alone))[nth].status
        };
        bundled::TABLES.iter().map(|table| of(table.dataset)).max().unwrap()
    };
    for (nth, verdict) in together.iter().enumerate() {
        assert_eq!(verdict.status, worst(nth), "{verdict:?}");
    }
    // The tables differ in columns; none of these is said to miss values.
    assert!(!odd_values(&side.runs, &all(&side)).is_empty());
    assert_eq!(check(&together, "values").status, Status::Pass, "{:?}", check(&together, "values"));
}

#[test]
fn loads_of_a_table_without_batch_sizes() {
    let mut without = runs(40.0, Vec::new());
    without.columns.retain(|column| column.name != "batch_size");
    without.columns[0] = number("vus", &[1.0, 2.0, 1.0, 2.0]);
    let side = joined([("a/with", runs(50.0, Vec::new())), ("a/without", without)]);
    assert_eq!(Loads::of(&side.runs).repeated(&all(&side)), [vec![4, 6], vec![5, 7]]);
    // A run that misses what its own table has is still of no known load.
    let mut misses = runs(40.0, Vec::new());
    misses.columns[0] = number("vus", &[1.0; 4]);
    misses.columns[1] = number("batch_size", &[8.0, 8.0, f64::NAN, f64::NAN]);
    let side = joined([("a/with", runs(50.0, Vec::new())), ("a/misses", misses)]);
    assert_eq!(Loads::of(&side.runs).repeated(&all(&side)), [vec![4, 5]]);
}

#[test]
fn a_verdict_over_tables_says_what_it_rests_on() {
    let mut estimated = runs(40.0, Vec::new());
    estimated.columns.retain(|column| column.name != "throughput_req_per_sec");
    let side = joined([("a/counted", runs(30.0, Vec::new())), ("a/estimated", estimated)]);
    let basis = Basis::of(&side.runs);
    let verdict = |rows: &[usize]| verdict_of(&side, &basis, rows, &LimitChoice::default());
    let caveat = |view: &VerdictView, words: &str| view.caveats.iter().any(|caveat| caveat.contains(words));
    let over_all = verdict(&all(&side));
    assert_eq!(over_all.row, Some(3));
    assert!(over_all.sentence.starts_with("h · counted, batch size 8, at 4 VUs"), "{}", over_all.sentence);
    assert!(caveat(&over_all, "another table") && !caveat(&over_all, "estimated"), "{:?}", over_all.caveats);
    let of_one = verdict(&[4, 5, 6, 7]);
    assert!(!caveat(&of_one, "another table") && caveat(&of_one, "estimated"), "{:?}", of_one.caveats);
    // Little's law proves nothing of an estimate, and something of the other table.
    let little = check(&Tables::of(&side).verdicts(&all(&side)), "little");
    assert_eq!(little.status, Status::Warn);
    assert!(little.sentence.starts_with("counted: Throughput × latency is 1.000"), "{}", little.sentence);
}

#[test]
fn names_in_a_filter_that_no_table_bears_do_not_count() {
    let entry = |name: &str, left_out| Entry {
        name: name.to_owned(),
        place: TableSource::of_dataset("a/b"),
        words: String::new(),
        left_out,
    };
    let entries = [entry("one", false), entry("two", false), entry("bad", true)];
    let left = |names: &[&str]| {
        let names: BTreeSet<String> = names.iter().map(|&name| name.to_owned()).collect();
        known(&names, &entries).map(|known| known.into_iter().collect::<Vec<_>>())
    };
    assert_eq!(left(&["one"]), Some(vec!["one".to_owned()]));
    assert_eq!(left(&["one", "gone"]), Some(vec!["one".to_owned()]));
    assert_eq!(left(&["gone"]), None, "nothing would be left to see");
    assert_eq!(left(&["bad"]), None, "left out");
    assert_eq!(left(&[]), Some(Vec::new()), "all boxes off is what the reader wants");
    assert_eq!(known(&["one".to_owned()].into(), &[]), None, "of one table there is nothing to choose");
}
