//! Costs where failed requests are counted as answered: what is shown is what ranks, and is called so.

use std::sync::Arc;

use crate::support::shown::{all, joined, made_table, verdict_of};
use crate::support::tables::{number, table, text};
use isocost::data::runs::table_facts::Basis;
use isocost::data::table::Table;
use isocost::format::numbers::{fixed, short, short_3};
use isocost::page::choice::contour::Controls;
use isocost::page::choice::filters::Choice;
use isocost::page::choice::limits::LimitChoice;
use isocost::page::contour::view::ContourView;
use isocost::page::limits::words::offers;
use isocost::page::money::break_even::BreakEvenView;
use isocost::page::rankings::best::BestView;
use isocost::page::rankings::near_ties;
use isocost::page::rankings::pins::pinned;
use isocost::page::runs::table::{Sort, cell, heads};
use isocost::page::scatter::view as scatter_view;
use isocost::page::scatter::view::ScatterView;
use isocost::page::tables::active_table::{ActiveTable, Bill};
use isocost::page::take_away::export_tables;
use isocost::page::words::runs::run_fields;

/// The same without costs, of hardware whose price nobody knows.
fn unpriced() -> Table {
    table(vec![
        text("hw_type", &[Some("a"), Some("a"), Some("b")]),
        number("vus", &[1.0, 2.0, 1.0]),
        number("avg_latency_ms", &[100.0, 100.0, 90.0]),
        number("throughput_req_per_sec", &[10.0, 20.0, 9.0]),
        number("total_requests", &[1000.0, 2000.0, 900.0]),
        number("successful_requests", &[1000.0, 800.0, 900.0]),
        number("test_duration", &[100.0; 3]),
    ])
}

#[test]
fn without_prices_the_most_is_of_good_answers() {
    let shown = made_table(unpriced());
    assert_eq!(&*shown.runs.good_per_sec(), [10.0, 8.0, 9.0]);
    let verdict = verdict_of(&shown, &Basis::of(&shown.runs), &all(&shown), &LimitChoice::default());
    assert_eq!((verdict.most, verdict.headline.number.as_str()), (Some(0), "10"));
}

/// Two runs of one hardware; the second costs less by what it sent, and half of that failed. One of another.
fn failed() -> Table {
    let cost = |price: f64, rate: f64| 1e9 / rate * (price / 3600.0);
    table(vec![
        text("hw_type", &[Some("a"), Some("a"), Some("b")]),
        number("vus", &[1.0, 2.0, 1.0]),
        number("avg_latency_ms", &[100.0, 100.0, 90.0]),
        number("throughput_req_per_sec", &[10.0, 20.0, 10.0]),
        number("1B_cost", &[cost(3.6, 10.0), cost(3.6, 20.0), cost(3.63, 10.0)]),
        number("total_requests", &[1000.0, 2000.0, 1000.0]),
        number("successful_requests", &[1000.0, 800.0, 1000.0]),
        number("test_duration", &[100.0; 3]),
    ])
}

#[test]
fn every_place_shows_the_cost_that_ranks() {
    let shown = made_table(failed());
    let (basis, rows, choice) = (Basis::of(&shown.runs), all(&shown), Choice::default());
    assert_eq!(shown.runs.cost_usd_per_billion[1], 50_000.0);
    assert_eq!(shown.runs.ranked_cost(), [100_000.0, 125_000.0, 1e9 / 10.0 * (3.63 / 3600.0)]);
    let verdict = verdict_of(&shown, &basis, &rows, &LimitChoice::default());
    assert_eq!(verdict.row, Some(0));
    // The chart.
    let scatter = ScatterView::new(&shown, &rows, &choice, &scatter_view::fixed(&shown, &choice));
    assert_eq!(scatter.cheapest_row, Some(0));
    assert_eq!(scatter.scene.titles.y, "Cost, $ per 1M successful requests");
    assert_eq!(scatter.scene.points.iter().map(|point| point.y).collect::<Vec<_>>(), shown.runs.ranked_cost());
    assert_eq!(run_fields(&shown, 1)[0].1, "$125.00 / 1M successful requests");
    // As in the notebook: of all requests, and called so.
    let notebook = Choice { notebook: true, ..Choice::default() };
    let drawn = ScatterView::new(&shown, &rows, &notebook, &scatter_view::fixed(&shown, &notebook));
    assert_eq!(drawn.scene.titles.y, "Cost, $ per 1 billion requests");
    let contour = ContourView::new(&shown, &rows, false, Controls::default());
    assert_eq!(contour.title(), "$ per 1M successful requests");
    // Tables.
    let best = BestView::new(&shown, &rows, &rows, &choice).listing;
    assert!(best.sentence.contains("at $100 per 1M successful requests"), "{}", best.sentence);
    let at = best.heads.iter().position(|head| head.title == "$ / 1M successful requests").unwrap();
    assert_eq!(best.lines[0].cells[at].text, "$100.00");
    let ties = near_ties::ties(&shown, &basis, &rows, &rows, 0.3);
    assert!(ties.sentence.contains("at $100 per 1M successful requests"), "{}", ties.sentence);
    assert_eq!(ties.heads[1].saved, "Cost, $ / 1M successful requests");
    let pins = pinned(&shown, &basis, &[1], &rows, &LimitChoice::default(), Some(0));
    assert_eq!((pins.lines[0].cells[4].text.as_str(), pins.lines[0].cells[5].text.as_str()), ("$125.00", "+25.0%"));
    let screen = isocost::analysis::decide::slo::Screen::new(
        &basis.measures(&shown.runs),
        &rows,
        &isocost::analysis::decide::slo::Limits { max_avg_latency_ms: Some(1.0), ..Default::default() },
    );
    let limits = LimitChoice { max_avg_latency_ms: Some(1.0), ..LimitChoice::default() };
    let offered = offers(&shown, &limits, &screen);
    assert!(!offered.is_empty() && offered.iter().all(|offer| offer.text.contains(" per 1M successful requests.")));
}

#[test]
fn break_even_is_of_what_succeeds() {
    let shown = made_table(failed());
    let pair_of = shown.runs.price_of_row();
    let choice = Choice::from_pairs([("break_even", "/a")]);
    let view = BreakEvenView::new(&shown, &pair_of, &all(&shown), &choice);
    // The first run of a and the one of b do the same: at b's price.
    assert!((view.switch.unwrap() - 3.63).abs() < 1e-9, "{:?}", view.switch);
    let scene = view.scene.as_ref().unwrap();
    assert_eq!(scene.titles.y, "Lowest cost, $ per 1M successful requests");
    assert!(view.chart.contains("1M successful requests"), "{}", view.chart);
    assert_eq!(view.listing(&shown).heads[1].title, "Lowest cost, $ / 1M successful requests");
    // Of a's runs alone the second would do 8 a second, and not 20.
    let only = BreakEvenView::new(&shown, &pair_of, &[1, 2], &choice);
    assert!((only.switch.unwrap() - 3.63 * 0.8).abs() < 1e-9, "{:?}", only.switch);
}

#[test]
fn saved_runs_have_both_costs_and_open_again() {
    let shown = made_table(failed());
    let order = Sort::by_cost(&shown.runs);
    let listed = heads(&shown, false);
    assert_eq!(
        listed.iter().take(2).map(|head| head.title.as_str()).collect::<Vec<_>>(),
        ["$ / 1B successful requests", "$ / 1B requests"]
    );
    assert_eq!((order.at, cell(&shown.runs.columns[order.at], 1)), (listed[0].at, "125,000.00".to_owned()));
    let csv = isocost::export::csv::write(&export_tables::runs(&shown, all(&shown)));
    assert!(csv.starts_with("1B_successful_cost,1B_cost,"), "{csv}");
    let file = isocost::data::text::NamedBytes { name: "runs.csv".to_owned(), bytes: csv.into_bytes().into() };
    let again = isocost::data::text::read(vec![file], &isocost::data::limits::Limits::default()).unwrap();
    let again = made_table(again);
    assert_eq!(again.runs.ranked_cost(), shown.runs.ranked_cost());
    assert_eq!(again.runs.cost_usd_per_billion[..], shown.runs.cost_usd_per_billion[..]);
    assert!(again.runs.categories.is_empty(), "no configuration comes of a cost");
}

#[test]
fn of_several_tables_each_run_has_its_own() {
    let mut whole = failed();
    whole.columns.retain(|column| !["total_requests", "successful_requests"].contains(&column.name.as_str()));
    let side = joined([("a/failed", failed()), ("a/whole", whole)]);
    let runs = &side.runs;
    let at = runs.successful_at.unwrap();
    assert_eq!(runs.columns[at].numbers().unwrap()[..], runs.ranked_cost()[..]);
    assert_eq!((runs.ranked_cost()[1], runs.ranked_cost()[4]), (125_000.0, 50_000.0));
    assert_eq!(runs.columns.iter().filter(|column| column.name.starts_with("1B_successful")).count(), 1);
    // Without failures nothing is added.
    let mut plain = failed();
    plain.columns.retain(|column| column.name != "successful_requests");
    assert_eq!(made_table(plain).runs.successful_at, None);
}

/// A fixture of a tool, as somebody who opens it and enters a price sees it.
fn of_tool(path: &str, usd_per_hour: &str) -> Arc<ActiveTable> {
    let bytes = std::fs::read(crate::support::path(&["tests/fixtures/tools/", path].concat())).unwrap();
    let name = path.rsplit('/').next().unwrap().to_owned();
    let file = isocost::data::text::NamedBytes { name, bytes: bytes.into() };
    let table = isocost::data::text::read(vec![file], &isocost::data::limits::Limits::default()).unwrap();
    let choice = Choice::from_pairs([("prices", usd_per_hour)]);
    Arc::new(made_table(table)).priced(&Bill::of(&choice))
}

/// k6 and Locust count failed requests in their rates, and say no duration: one rate and one cost, those of good answers, in
/// every place.
#[test]
fn of_a_tool_that_counts_failed_requests_every_place_shows_the_good_ones() {
    for (path, rate, sent, failed, share) in [
        ("k6/summary-export/summary.json", 91.5, 5490.0, 55.0, "1.0%"),
        ("locust/stats/run_stats.csv", 30.75, 900.0, 30.0, "3.3%"),
    ] {
        let shown = of_tool(path, "/:1.80");
        let good = rate * (sent - failed) / sent;
        let row = 0;
        let near = |value: f64| assert!((value / good - 1.0).abs() < 1e-9, "{path}: {value} and {good}");
        let written = short(good);
        near(shown.runs.good_per_sec()[row]);
        near(shown.runs.answered_of(row));
        near(shown.runs.measure("rate").unwrap()[row]);
        let usd = 1.8 / 3600.0 / good * 1e9;
        assert!((shown.runs.ranked_cost()[row] / usd - 1.0).abs() < 1e-9, "{path}");
        let basis = Basis::of(&shown.runs);
        near(basis.measures(&shown.runs).answered_req_per_sec()[row]);
        let verdict = verdict_of(&shown, &basis, &all(&shown), &LimitChoice::default());
        let counted = format!("({failed} of {})", fixed(sent, 0));
        let told = format!(
            "{share} of its requests failed {counted}; cost and throughput are of the others; the latencies may include them."
        );
        assert!(verdict.caveats.contains(&told), "{path}: {:?}", verdict.caveats);
        assert!(verdict.figures.contains(&("throughput", format!("{written} req/s"))), "{path}: {:?}", verdict.figures);
        let does = verdict.headline.gauges.iter().find(|gauge| gauge.name == "Throughput").unwrap();
        assert_eq!(does.value, format!("{} req/s", short_3(good)), "{path}");
        let field = run_fields(&shown, row).into_iter().find(|(name, _)| *name == "Throughput").unwrap();
        assert_eq!(field.1, format!("{written} req/s"), "{path}");
        // A limit that all answers keep, and the good ones do not.
        let limits = LimitChoice { min_throughput_req_per_sec: Some(0.5 * (good + rate)), ..LimitChoice::default() };
        assert!(verdict_of(&shown, &basis, &all(&shown), &limits).passing.is_empty(), "{path}");
    }
}
