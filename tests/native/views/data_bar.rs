//! The data bar, and what the drawer says of the data: segments, facts, samples, the first rows.

use crate::support::shown::{all, bundled, decoded, joined, loaded, made_table, real, side_by_side, verdict_of};
use crate::support::tables::{number, table, text};
use isocost::data::bundled::LLM;
use isocost::data::runs::roles::{Overrides, Role, Roles};
use isocost::data::runs::work::Work;
use isocost::data::table::Table;
use isocost::page::answer::asked::Asked;
use isocost::page::choice::filters::Choice;
use isocost::page::choice::limits::LimitChoice;
use isocost::page::runs::preview::{Preview, samples};
use isocost::page::tables::active_table::{ActiveTable, Bill, Loaded, Provenance};
use isocost::page::tables::data_bar::{Segment, Way, kept, segments};
use isocost::page::tables::data_facts::facts;
use isocost::page::tables::notes::TableNotes;
use isocost::page::tables::table_source::TableSource;

fn bar(shown: &ActiveTable, columns: &str) -> Vec<Segment> {
    segments(shown, &TableNotes::of(&shown.runs, &Overrides::parse(columns).0), None)
}

fn words(segments: &[Segment]) -> Vec<&str> {
    segments.iter().map(|segment| segment.words.as_str()).collect()
}

#[test]
fn a_plain_table_has_no_segments() {
    assert_eq!(bar(&real("classification"), ""), []);
}

/// Demand and limits outlive the table that they were set on: that is said, and which they are.
#[test]
fn what_is_kept_of_the_table_before() {
    let shown = real("classification");
    let said = |pairs: &[(&str, &str)]| {
        kept(&shown, &Asked::of(&Choice::from_pairs(pairs.iter().copied())))
            .map(|found| (found.words, found.title, found.way))
    };
    let (words, title, way) = said(&[("plan", "200/s@730h"), ("max_p95_ms", "400")]).expect("both are set");
    assert_eq!((words.as_str(), way), ("demand and limits kept", Way::Question));
    assert_eq!(title, "Set before this table was opened, and kept: 200 req/s for 730 hours, p95 up to 400 ms.");
    assert_eq!(said(&[("plan", "200/s@730h")]).unwrap().0, "demand kept");
    assert_eq!(said(&[("max_p95_ms", "400")]).unwrap().0, "limits kept");
    let (words, title, _) = said(&[("max_cost", "300")]).unwrap();
    assert_eq!(words, "limits kept");
    assert!(title.ends_with(", and kept: At most $0.30 per 1M requests."), "{title}");
    assert_eq!(said(&[]), None);
}

#[test]
fn workload_notes_and_assumed_prices() {
    let found = bar(&bundled(LLM.dataset), "");
    let words = words(&found);
    assert_eq!(words[0], "workload 8,192 in / 1,024 out, 74 runs");
    assert!(words[1].ends_with(" notes") && words[2].ends_with(" prices assumed"), "{words:?}");
    assert!(found[1].title.contains("Apache License 2.0"), "{}", found[1].title);
    assert_eq!((found[1].warns, found[2].warns, found[2].way), (false, true, Way::Prices));
    // That of another workload, by its label.
    let shown = bundled(LLM.dataset);
    let other = shown.runs.workloads.labels.last().unwrap();
    let found = segments(&shown, &TableNotes::default(), Some(other));
    assert!(found[0].words.contains(other.trim_end_matches(" tokens")), "{}", found[0].words);
}

/// Files of load testers beside one of a language model: only counted by requests all can be compared.
#[test]
fn runs_without_tokens_are_counted_by_requests_in_one_step() {
    let of_a_model = || {
        table(vec![
            text("gpu", &[Some("a"), Some("a")]),
            number("concurrency", &[8.0, 16.0]),
            number("request_throughput", &[10.0, 16.0]),
            number("output_throughput", &[1000.0, 1600.0]),
            number("mean_e2el_ms", &[800.0, 1000.0]),
            number("price_per_hour", &[2.0, 2.0]),
        ])
    };
    let of_requests = || {
        table(vec![
            text("gpu", &[Some("b"), Some("b"), Some("b")]),
            number("concurrency", &[8.0, 16.0, 32.0]),
            number("rps", &[20.0, 40.0, 50.0]),
            number("latency_ms", &[400.0, 400.0, 640.0]),
            number("price_per_hour", &[2.0, 2.0, 2.0]),
        ])
    };
    let shown = joined([("a/model", of_a_model()), ("a/requests", of_requests())]);
    assert_eq!(shown.runs.work, Work::OutputTokens);
    let found = bar(&shown, "");
    let unit = found.iter().find(|segment| segment.key == "unit").expect("it is offered");
    assert_eq!((unit.words.as_str(), unit.way), ("3 of 5 runs without output tokens", Way::Count(Work::Requests)));
    assert!(unit.warns && unit.title.ends_with("all that tell these are compared, per request."), "{}", unit.title);
    let cheapest =
        |shown: &ActiveTable, rows: &[usize]| verdict_of(shown, &shown.basis(), rows, &LimitChoice::default());
    // Where none that passes tells tokens, the refusal says what they tell.
    let refused = cheapest(&shown, &[2, 3, 4]);
    assert_eq!(
        refused.sentence,
        "None of 3 runs tells its output tokens, for which costs are quoted. They tell requests: costs per request can be \
         compared."
    );
    // Counted so, all are: 50 req/s for $2 an hour.
    let side = side_by_side([("a/model", of_a_model()), ("a/requests", of_requests())], &Choice::default());
    let mut choice = Choice::default();
    choice.money.work = Some(Work::Requests);
    let counted = side.shown.unwrap().priced(&Bill::of(&choice));
    assert_eq!(cheapest(&counted, &all(&counted)).row, Some(4));
    assert!(bar(&counted, "").iter().all(|segment| segment.key != "unit"));
    // Of a table of one kind nothing is said.
    assert!(bar(&made_table(of_a_model()), "").iter().all(|segment| segment.key != "unit"));
    assert!(bar(&made_table(of_requests()), "").iter().all(|segment| segment.key != "unit"));
}

fn in_seconds() -> Table {
    table(vec![
        number("concurrency", &[8.0, 16.0]),
        number("rps", &[12.1, 20.0]),
        number("latency", &[0.61, 0.75]),
        text("gpu", &[Some("a"), Some("b")]),
    ])
}

#[test]
fn a_doubt_about_a_unit_is_told_with_what_takes_it_back() {
    let shown = made_table(in_seconds());
    let found = bar(&shown, "");
    assert_eq!(words(&found), ["“latency” names no unit: seconds are taken", "no prices"]);
    assert!(found[0].warns && found[0].title.contains("Little's law"), "{}", found[0].title);
    assert_eq!((found[1].warns, found[1].way), (true, Way::EnterPrices));
    // Taken back, it is settled.
    let undo = found[0].undo.clone();
    assert!(undo.starts_with("avg:latency@"), "{undo}");
    assert_eq!(words(&bar(&shown, &undo)), ["no prices"]);
    // Several are counted, and taken back at once.
    let mut two = in_seconds();
    two.columns.push(number("p95", &[0.9, 1.1]));
    let found = bar(&made_table(two), "");
    assert_eq!(found[0].words, "2 doubts about values");
    assert!(found[0].undo.contains("avg:") && found[0].undo.contains("p95:"), "{}", found[0].undo);
}

#[test]
fn failed_requests_are_counted_where_there_are_some() {
    let mut some = in_seconds();
    some.columns.push(number("total_requests", &[100.0, 100.0]));
    some.columns.push(number("successful_requests", &[100.0, 97.0]));
    let found = bar(&made_table(some), "avg:latency@ms");
    assert_eq!(words(&found), ["3 failed requests", "no prices"]);
}

/// The checks count the runs of the workload that is compared, and so does the bar where others have failed requests.
#[test]
fn failed_requests_of_other_workloads_are_told_apart() {
    let shown = made_table(table(vec![
        number("vus", &[8.0, 16.0, 8.0]),
        number("mean_latency_ms", &[500.0, 600.0, 700.0]),
        number("request_throughput", &[16.0, 25.0, 11.0]),
        number("total_requests", &[100.0, 100.0, 100.0]),
        number("successful_requests", &[100.0, 98.0, 93.0]),
        text("dataset_name", &[Some("chat"), Some("chat"), Some("code")]),
    ]));
    let labels = &shown.runs.workloads.labels;
    assert_eq!(labels.len(), 2, "{labels:?}");
    let mut told: Vec<String> = labels
        .iter()
        .filter_map(|label| {
            let found = segments(&shown, &TableNotes::default(), Some(label));
            found.into_iter().find(|own| own.key == "failed").map(|own| own.words)
        })
        .collect();
    told.sort();
    assert_eq!(told, [2, 7].map(|here| format!("this workload has {here} of 9 failed requests")));
}

#[test]
fn some_prices_missing_and_an_estimate() {
    let two = |values: [&'static str; 2]| values.map(Some);
    let some = table(vec![
        number("conc", &[1.0, 2.0]),
        number("mean_e2el", &[0.5, 0.5]),
        text("gpu", &two(["h100", "nvidia-l4"])),
        text("vendor", &two(["aws", "aws"])),
    ]);
    let found = bar(&made_table(some), "");
    assert_eq!(words(&found), ["throughput estimated", "1 of 2 prices missing"]);
    assert!(found.iter().all(|segment| segment.warns) && found[0].title.contains("estimated"));
}

#[test]
fn an_address_of_a_file_is_told_by_its_name() {
    let name = |text: &str| TableSource::parse(text, "https://huggingface.co").unwrap().name();
    assert_eq!(name("https://example.org/runs/a.parquet"), "a.parquet");
    assert_eq!(name("owner/name"), "owner/name");
    let files = TableSource::of_files(vec!["a.csv".to_owned(), "b.csv".to_owned()], &[]);
    assert_eq!(files.name(), "a.csv and 1 more");
}

#[test]
fn samples_are_the_first_different_values() {
    let table = table(vec![
        number("n", &[32.0, 32.0, f64::NAN, 64.0, 215.210_488_192_6, 128.0]),
        text("all", &[Some("a"), None, Some("a"), None, None, None]),
        text("none", &[None; 6]),
        text("long", &[Some(&"x".repeat(60)), Some("\u{202e}b"), None, None, None, None]),
    ]);
    assert_eq!(samples(&table, "n"), "32, 64, 215.2 …");
    assert_eq!(samples(&table, "all"), "a");
    assert_eq!((samples(&table, "none"), samples(&table, "nowhere")), (String::new(), String::new()));
    assert_eq!(samples(&table, "long"), format!("{}…, [U+202E]b", "x".repeat(40)));
}

#[test]
fn the_first_rows_with_what_each_column_is_taken_for() {
    let table = decoded("tests/fixtures/pyarrow_default.parquet");
    let found = Roles::find(&table);
    let preview = Preview::new(&table, &found);
    assert_eq!(preview.heads.len(), table.columns.len());
    let vus = preview.heads.iter().position(|(name, _)| name == "vus").unwrap();
    assert_eq!(preview.heads[vus].1, Role::Vus.words());
    assert_eq!(preview.rows.len(), 5);
    for (row, cells) in preview.rows.iter().enumerate() {
        let own: Vec<String> = table.columns.iter().map(|column| column.text(row).chars().take(40).collect()).collect();
        assert!(cells.iter().zip(&own).all(|(cell, own)| cell.trim_end_matches('…') == own), "{cells:?} {own:?}");
    }
    assert_eq!(preview.rest, format!("5 of {} rows", table.rows));
    // Another choice of columns is another head.
    let other = found.with(&table, &Overrides::parse("vus:").0);
    assert_eq!(Preview::new(&table, &other).heads[vus].1, "");
}

#[test]
fn a_wide_a_short_and_an_empty_table() {
    let wide = table((0..50).map(|at| number(&format!("c{at}"), &[1.0])).collect());
    let preview = Preview::new(&wide, &Roles::find(&wide));
    assert_eq!((preview.heads.len(), preview.rows.len(), preview.rest.as_str()), (40, 1, "40 of 50 columns"));
    let empty = table(vec![number("a", &[])]);
    let preview = Preview::new(&empty, &Roles::find(&empty));
    assert_eq!((preview.rows.len(), preview.rest.as_str()), (0, ""));
    assert_eq!(samples(&empty, "a"), "");
}

#[test]
fn facts_name_files_and_what_was_left_out() {
    let one = loaded("a/b", in_seconds());
    let told = facts(&one, &TableNotes { sources: "k6, 2 files".to_owned(), ..TableNotes::default() });
    let value = |name: &str| told.iter().find(|(own, _)| *own == name).map(|(_, value)| value.as_str());
    assert_eq!(
        (value("Table"), value("Size"), value("Written by")),
        (Some("a/b"), Some("2 rows, 4 columns"), Some("k6, 2 files"))
    );
    assert_eq!((value("Files"), value("Not fetched"), value("Nested, left out")), (None, None, None));
    let names: Vec<String> = (0..14).map(|at| format!("{at}.json")).collect();
    let mut several = Loaded::new(TableSource::of_files(names, &[]), Provenance::Computer, in_seconds());
    several.unfetched = vec!["wide".to_owned()];
    several.table.skipped = vec!["nested".to_owned()];
    several.more = Some(9);
    let told = facts(&several, &TableNotes::default());
    let value = |name: &str| told.iter().find(|(own, _)| *own == name).map(|(_, value)| value.as_str());
    assert!(value("Files").unwrap().ends_with("11.json, 2 more"), "{told:?}");
    assert_eq!(value("Size"), Some("the first 2 of 9 rows, 4 columns"));
    assert_eq!((value("Not fetched"), value("Nested, left out")), (Some("wide"), Some("nested")));
}
