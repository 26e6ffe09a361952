//! What is saved of the page's tables: the values behind what people read, all of them, in the units that the names say.

use crate::support::shown::{self, all};
use crate::support::tables::{close, number, table, text};
use isocost::analysis::decide::slo::Limits;
use isocost::chart::scenes::lines::Trace;
use isocost::data::runs::name;
use isocost::data::runs::table_facts::Basis;
use isocost::data::table::column::Values;
use isocost::export::json;
use isocost::export::sheet::{Cell, Kind, Sheet};
use isocost::page::checks::tables::Tables;
use isocost::page::checks::view as checks_view;
use isocost::page::choice::filters::Choice;
use isocost::page::choice::limits::LimitChoice;
use isocost::page::compare::offer::Offer;
use isocost::page::compare::view as compare_view;
use isocost::page::compare::view::CompareView;
use isocost::page::enough_vus::view as vus_view;
use isocost::page::enough_vus::view::{Question, VusView};
use isocost::page::enough_vus::words as vus_words;
use isocost::page::evidence::view::EvidenceView;
use isocost::page::money::break_even;
use isocost::page::money::break_even::BreakEvenView;
use isocost::page::money::plan::PlanView;
use isocost::page::money::prices::PricesView;
use isocost::page::rankings::best::BestView;
use isocost::page::rankings::near_ties::{ties, ties_up_to};
use isocost::page::rankings::next_runs::NextView;
use isocost::page::rankings::pareto_menu::{Objective, choices, choices_up_to};
use isocost::page::rankings::pins::pinned;
use isocost::page::tables::active_table::ActiveTable;
use isocost::page::tables::table_source::TableSource;
use isocost::page::take_away::export_tables;
use isocost::page::take_away::file_names::file_name;
use isocost::page::words::text_table;
use isocost::page::words::text_table::{Listing, MOST_LINES, Value};
use std::sync::Arc;

const REAL: [&str; 3] = ["vision-embedding", "embedding", "classification"];

fn real(name: &str) -> Arc<ActiveTable> {
    Arc::new(shown::real(name))
}

/// The first number of a text as people write it, and how much its last digit may be off; `None` without one.
fn written(text: &str) -> Option<(f64, f64)> {
    let from = text.find(|c: char| c.is_ascii_digit())?;
    let digits: String = text[from..]
        .chars()
        .take_while(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
        .filter(|&c| c != ',')
        .collect();
    let digits = digits.trim_end_matches('.');
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let sign = if text[..from].contains('−') { -1.0 } else { 1.0 };
    Some((sign * digits.parse::<f64>().ok()?, 0.500_001 * 10f64.powi(-(decimals as i32))))
}

/// Every number rounds to what stands beside it, and no number is left as text.
fn assert_listing(what: &str, listing: &Listing) {
    let Listing { heads, lines, .. } = listing;
    assert_eq!((listing.sheet().rows, listing.sheet().columns.len()), (lines.len(), heads.len()), "{what}");
    for text_table::Line { cells, .. } in lines {
        assert_eq!(cells.len(), heads.len(), "{what}");
        for (head, cell) in heads.iter().zip(cells) {
            let text = cell.as_str();
            match (cell.value, written(text)) {
                (Value::Number(value), Some((read, off))) if !text.starts_with("less than") => {
                    // Four digits of a large number are all that `short` shows.
                    assert!(
                        (read - value).abs() <= off.max(value.abs() * 6e-4),
                        "{what}, {}: {text} of {value}",
                        head.saved
                    );
                }
                (Value::Number(value), _) => assert!(value.abs() < 0.05, "{what}, {}: {text} of {value}", head.saved),
                (Value::Missing, _) => assert!(text.ends_with('–'), "{what}, {}: {text} is missing", head.saved),
                (Value::Text, _) => assert!(
                    !head.numeric || ["none", "no usable cost", "none within the limits"].contains(&text),
                    "{what}, {}: {text} is no value",
                    head.saved
                ),
            }
        }
    }
}

fn names(sheet: &Sheet) -> Vec<&str> {
    sheet.columns.iter().map(|column| column.name.as_str()).collect()
}

fn at(sheet: &Sheet, name: &str) -> usize {
    names(sheet).iter().position(|own| *own == name).unwrap_or_else(|| panic!("no {name} in {:?}", names(sheet)))
}

fn value(sheet: &Sheet, row: usize, name: &str) -> f64 {
    match sheet.cell(row, at(sheet, name)) {
        Cell::Number(value) => value,
        other => panic!("{name} of row {row} is {other:?}"),
    }
}

#[test]
fn numbers_stand_behind_what_people_read() {
    for name in REAL {
        let shown = real(name);
        let (basis, rows) = (Basis::of(&shown.runs), all(&shown));
        for tolerance in [0.0, 0.02, 0.2] {
            assert_listing(name, &ties(&shown, &basis, &rows, &rows, tolerance));
        }
        for judged in [
            &[Objective::Cost, Objective::AvgLatency][..],
            &[Objective::Cost, Objective::P95Latency],
            &[Objective::Cost, Objective::Throughput, Objective::ErrorShare],
        ] {
            assert_listing(name, &choices(&shown, &basis, &rows, &rows, judged));
        }
        assert_listing(name, &EvidenceView::new(&shown, &basis, &rows).listing());
        assert_listing(name, &NextView::new(&shown, &basis, &rows, &rows, &Limits::default()).listing());
        let limits = LimitChoice { max_p95_latency_ms: Some(300.0), ..LimitChoice::default() };
        assert_listing(name, &pinned(&shown, &basis, &[3, 1, 2, 0], &rows, &limits, Some(2)));
        let choice = Choice::default();
        let best = BestView::new(&shown, &rows, &rows[..rows.len() / 2], &choice);
        assert_listing(name, &best.listing);
        let plan = PlanView::new(&shown, &basis, &rows, &choice);
        assert_listing(name, &plan.choices);
        assert_listing(name, &plan.limits);
        assert!(!plan.choices.lines.is_empty() && !best.listing.lines.is_empty());
    }
}

#[test]
fn every_digit_and_every_line_is_saved() {
    let shown = real("classification");
    let (basis, rows) = (Basis::of(&shown.runs), all(&shown));
    let listing = ties(&shown, &basis, &rows, &rows, 0.1);
    assert!(listing.lines.len() > 12, "more than the page shows at first");
    let whole = ties_up_to(usize::MAX, &shown, &basis, (&rows, &rows), 1e3);
    assert!(whole.lines.len() > MOST_LINES, "more than the page ever shows");
    assert_eq!(whole.lines[..MOST_LINES], ties(&shown, &basis, &rows, &rows, 1e3).lines);
    let judged = [Objective::Cost, Objective::AvgLatency];
    let menu = choices(&shown, &basis, &rows, &rows, &judged);
    assert_eq!(choices_up_to(2, &shown, &basis, (&rows, &rows), &judged).lines, menu.lines[..2]);
    let sheet = listing.sheet();
    assert_eq!(names(&sheet)[..3], ["Run", "Cost, $ / 1M requests", "Average latency, ms"]);
    for (row, line) in listing.lines.iter().enumerate() {
        let run = line.row.unwrap();
        let (cost, quoted) = (shown.runs.cost_usd_per_billion[run], value(&sheet, row, "Cost, $ / 1M requests"));
        assert!(close(quoted, cost / 1e3, 1e-15), "{quoted} {cost}");
        assert_eq!(value(&sheet, row, "Average latency, ms"), shown.runs.avg_latency_ms[run]);
        assert_eq!(value(&sheet, row, "Throughput, req/s"), shown.runs.throughput_req_per_sec[run]);
    }
    let vision = real("vision-embedding");
    let best = BestView::new(&vision, &all(&vision), &all(&vision), &Choice::default());
    let sheet = best.listing.sheet();
    let first = value(&sheet, 0, "$ / 1M requests");
    assert_eq!(first, vision.runs.cost_usd_per_billion[12] / 1e3);
    assert!(close(first, 44.496_514, 1e-7) && first.to_string().len() > 10, "{first}");
    assert_eq!(
        (value(&sheet, 0, "Against the best, %"), best.listing.lines[0].cells[9].as_str()),
        (0.0, "overall best")
    );
    // In the reader's currency.
    let euro = ActiveTable { currency: "EUR".to_owned(), ..ActiveTable::clone(&vision) };
    let listing = ties(&euro, &Basis::of(&euro.runs), &all(&euro), &all(&euro), 0.1);
    assert_eq!(names(&listing.sheet())[1], "Cost, EUR / 1M requests");
    assert!(listing.lines[0].cells[1].as_str().starts_with("EUR\u{a0}44.50"));
}

#[test]
fn runs_are_saved_as_the_file_has_them() {
    let shown = real("vision-embedding");
    let order = vec![12, 2, 7];
    let sheet = export_tables::runs(&shown, order.clone());
    assert_eq!((sheet.rows, sheet.columns.len()), (3, shown.runs.columns.len()));
    assert_eq!(names(&sheet)[0], name::COST, "what decides comes first");
    for (row, &run) in order.iter().enumerate() {
        assert_eq!(value(&sheet, row, name::COST), shown.runs.cost_usd_per_billion[run]);
        assert_eq!(sheet.cell(row, at(&sheet, name::HW_TYPE)), Cell::Text(shown.runs.hw_type.label(run).to_owned()));
    }
    let none = export_tables::runs(&shown, Vec::new());
    assert_eq!((none.rows, json::write(&none).as_str()), (0, "[]\n"));
    // Kinds follow the file, not the rows that happen to be shown.
    let kinds = |sheet: &Sheet| sheet.columns.iter().map(|column| column.kind).collect::<Vec<_>>();
    assert_eq!(kinds(&none), kinds(&sheet));
    for (column, saved) in shown.runs.columns.iter().map(|column| (column, at(&sheet, &column.name))) {
        let kind = sheet.columns[saved].kind;
        match &column.values {
            Values::Number { integral, .. } => assert_eq!(kind, if *integral { Kind::Whole } else { Kind::Number }),
            Values::Text(_) => assert_eq!(kind, Kind::Text),
            Values::Bool(_) | Values::BigInt(_) => {
                panic!("{} is of a kind the vision table does not have", column.name)
            }
        }
    }
}

#[test]
fn numbers_beyond_what_a_float_tells_are_no_whole_ones() {
    let two = |name: &str, a: f64, b: f64| number(name, &[a, b]);
    let columns = vec![
        two(name::VUS, 1.0, 2.0),
        two(name::AVG_LATENCY_MS, 10.0, f64::NAN),
        two(name::THROUGHPUT, 1.0, 2.0),
        two("huge", 1.8e19, 3.0),
        text("note", &[None, Some("–")]),
    ];
    let shown = shown::made_table(table(columns));
    let sheet = export_tables::runs(&shown, vec![0, 1]);
    assert_eq!(sheet.cell(0, at(&sheet, "huge")), Cell::Number(1.8e19));
    assert_eq!(sheet.cell(0, at(&sheet, name::VUS)), Cell::Whole(1));
    assert_eq!(sheet.cell(1, at(&sheet, name::AVG_LATENCY_MS)), Cell::Missing);
    assert_eq!(sheet.cell(0, at(&sheet, "note")), Cell::Missing);
    assert_eq!(sheet.cell(1, at(&sheet, "note")), Cell::Text("–".to_owned()), "the file's own dash is a text");
}

#[test]
fn enough_vus_and_the_other_tables() {
    for name in REAL {
        let shown = real(name);
        let (basis, rows, choice) = (Basis::of(&shown.runs), all(&shown), Choice::default());
        let fixed = vus_view::VusAxes::new(&shown, &choice);
        let view = VusView::new(&shown, &rows, &fixed, Question::default());
        let vus = vus_words::listing(&fixed, &view).sheet();
        assert_eq!(vus.rows, view.states.len());
        let runs: f64 = (0..vus.rows).map(|row| value(&vus, row, "Runs")).sum();
        assert_eq!(runs + view.left_out as f64, rows.len() as f64);
        for (row, state) in view.states.iter().enumerate() {
            assert_eq!(value(&vus, row, "Batch size"), shown.runs.batch_size[state.rows[0]]);
            let gain = state.curve.last_gain().map_or(Cell::Missing, |gain| Cell::Number(gain * 100.0));
            assert_eq!(vus.cell(row, at(&vus, "Last gain, %")), gain);
        }
        let prices = PricesView::new(&shown, &choice.prices, &choice.price_sources).listing(&shown).sheet();
        assert_eq!(prices.rows, shown.runs.prices.len());
        assert!((0..prices.rows).all(|row| value(&prices, row, "Price, $ per hour") > 0.0));
        let pair_of = shown.runs.price_of_row();
        let even = BreakEvenView::new(&shown, &pair_of, &break_even::rows(&shown, &basis, &rows, &choice), &choice);
        let sheet = even.listing(&shown).sheet();
        // Those of the winners, without what is dearer.
        let lines = even.scene.iter().flat_map(|scene| &scene.lines).filter(|line| line.trace == Trace::Through);
        let points: usize = lines.map(|line| line.points.len()).sum();
        assert!(sheet.rows == points && points > 2);
        let verdicts = Tables::of(&shown).verdicts(&rows);
        let checks = checks_view::listing(&verdicts).sheet();
        assert_eq!(checks.rows, verdicts.iter().map(|verdict| verdict.affected.len().max(1)).sum::<usize>());
        let offer = Arc::new(Offer::of(&shown));
        for &compared in &offer.options {
            let fixed = Arc::new(compare_view::CompareLayout::new(&shown, &offer, compared));
            let view = CompareView::new(&shown, &rows, &fixed);
            let sheet = view.listing(&shown).sheet();
            assert_eq!(sheet.rows, view.comparison.contests.len());
            for (row, contest) in view.comparison.contests.iter().enumerate() {
                let (own, next) = (value(&sheet, row, "Cost of the cheapest, $ / 1M requests"), contest.rival());
                assert!(
                    close(
                        value(&sheet, row, "Saving, %"),
                        100.0 * (1.0 - own * 1e3 / shown.runs.cost_usd_per_billion[next]),
                        1e-9
                    ) || contest.is_tie()
                );
            }
        }
    }
}

#[test]
fn an_empty_table_saves_its_header() {
    let shown = real("vision-embedding");
    let choice = Choice::default();
    let fixed = vus_view::VusAxes::new(&shown, &choice);
    let vus = vus_words::listing(&fixed, &VusView::new(&shown, &[], &fixed, Question::default())).sheet();
    let even = BreakEvenView::new(&shown, &shown.runs.price_of_row(), &[], &choice).listing(&shown).sheet();
    let checks = checks_view::listing(&Tables::of(&shown).verdicts(&[])).sheet();
    for (sheet, columns) in [(&vus, 7), (&even, 3), (&checks, 6), (&Listing::default().sheet(), 0)] {
        assert_eq!((sheet.rows, sheet.columns.len()), (0, columns));
    }
}

#[test]
fn files_are_named_and_say_where_they_are_from() {
    let shown = real("vision-embedding");
    assert_eq!(file_name(&shown.place, "Runs", "csv"), "isocost-vision-embedding-runs.csv");
    let two =
        TableSource::Several(vec![shown.place.clone(), TableSource::of_files(vec!["my runs.csv".to_owned()], &[])]);
    assert_eq!(file_name(&two, "Runs", "csv"), "isocost-vision-embedding-and-1-more-runs.csv");
    let mut choice = Choice::default();
    choice.filter.max_vus = Some(8.0);
    choice.hidden.insert("a & b=c".to_owned());
    let about = export_tables::about(&shown, &choice, "2026-11-25");
    assert_eq!(about[0].1, "derek-thomas/vision-embedding-ie-optimization; bundled copy, asking the Hub…");
    assert_eq!(about[1], ("date", "2026-11-25".to_owned()));
    assert_eq!(about[2].1, "?dataset=derek-thomas%2Fvision-embedding-ie-optimization&max_vus=8&hide=a%20%26%20b%3Dc");
}
