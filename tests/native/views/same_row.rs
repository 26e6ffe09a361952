//! Faults known from other tools: every place shows the numbers of one row, that of the answer; what fails is never best; a
//! price is of the hardware whatever runs on it; a column of names may be absent, empty or of numbers.

use std::sync::Arc;

use crate::support::shown::{all, nth, sure_of, verdict_of};
use crate::support::tables::{number, table, text};
use isocost::analysis::decide::slo;
use isocost::chart::theme::LIGHT;
use isocost::data::bundled;
use isocost::data::runs::run_table::RunTable;
use isocost::data::runs::table_facts::Basis;
use isocost::data::table::Table;
use isocost::data::table::column::Column;
use isocost::export::sheet::Cell;
use isocost::page::answer::asked::Asked;
use isocost::page::choice::filters::Choice;
use isocost::page::choice::limits::LimitChoice;
use isocost::page::rankings::best::BestView;
use isocost::page::runs::one_run::OneRun;
use isocost::page::scatter::view as scatter_view;
use isocost::page::scatter::view::ScatterView;
use isocost::page::tables::active_table::{ActiveTable, Loaded, Provenance};
use isocost::page::tables::table_source::TableSource;
use isocost::page::take_away::export_tables::runs;
use isocost::page::verdict::markdown::{markdown, text as escaped};
use isocost::page::verdict::view::VerdictView;
use isocost::page::words::cost;
use isocost::page::words::legends;
use isocost::page::words::runs::{run_name, run_title};

/// Choices that leave a run, and some that leave none.
const QUERIES: [&str; 10] = [
    "",
    "max_p95_ms=1000",
    "max_avg_ms=300",
    "max_vus=16",
    "max_vus=16&max_p95_ms=700",
    "hw_type=nvidia-t4",
    "hw_type=nvidia-t4&max_p95_ms=900",
    "allow_hw=nvidia-l4&max_error_share=0.001",
    "batch_size=4&batch_size=8&min_req_per_sec=2",
    "max_p95_ms=0.001",
];

fn choice(query: &str) -> Choice {
    let choice = Choice::from_pairs(query.split('&').filter_map(|pair| pair.split_once('=')));
    assert!(choice.notes.is_empty(), "{query}: {:?}", choice.notes);
    choice
}

/// The row that ranks first by walking through all that pass; of equal costs any.
fn is_cheapest(shown: &ActiveTable, within: &[usize], row: usize) -> bool {
    let cost = shown.runs.ranked_cost();
    within.contains(&row) && within.iter().all(|&other| !(cost[other] > 0.0 && cost[other] < cost[row]))
}

#[test]
fn every_place_shows_the_row_of_the_answer() {
    let mut answered = 0;
    for at in 0..bundled::TABLES.len() {
        let shown = Arc::new(nth(at));
        let runs = &shown.runs;
        let basis = Basis::of(runs);
        for query in QUERIES {
            let what = format!("{} ?{query}", shown.place.title());
            let choice = choice(query);
            let filtered = choice.filter.rows(runs, &shown.batch_sizes);
            let within = slo::passing(&basis.measures(runs), &filtered, &choice.limits.limits(runs));
            let verdict = VerdictView::new(&shown, &basis, &filtered, &Asked::of(&choice));
            assert_eq!(verdict.passing, within, "{what}");
            let scatter = ScatterView::new(&shown, &within, &choice, &scatter_view::fixed(&shown, &choice));
            let best = BestView::new(&shown, &filtered, &within, &choice);
            let marked = best.listing.lines.iter().find(|line| line.marked).and_then(|line| line.row);
            assert_eq!((scatter.cheapest_row, marked), (verdict.row, verdict.row), "{what}");
            assert!(scatter.front_rows.iter().all(|row| within.contains(row)), "{what}");
            let Some(row) = verdict.row else { continue };
            answered += 1;
            assert!(is_cheapest(&shown, &within, row), "{what}");
            let (name, usd) = (run_name(&shown, row), cost::of_run(&shown, row));
            assert!(
                verdict.sentence.contains(&name) && verdict.sentence.contains(&usd),
                "{what}: {}",
                verdict.sentence
            );
            let sure = sure_of(&shown, &filtered, &verdict, None);
            let told = markdown(&verdict, &sure, &shown, "https://example.org/", "today");
            assert!(told.contains(&escaped(&name)) && told.contains(&escaped(&usd)), "{what}: {told}");
            let one = OneRun::new(&shown, &basis, (&filtered, &within), &choice, row).expect("a row of the table");
            assert_eq!(one.whole_name, name, "{what}");
            saved_row(&shown, &within, row, &what);
        }
    }
    assert!(answered >= 15, "{answered} answers");
}

/// The saved table has the runs that pass, and of this one the cost and the latency that were ranked.
fn saved_row(shown: &Arc<ActiveTable>, within: &[usize], row: usize, what: &str) {
    let sheet = runs(shown, within.to_vec());
    assert_eq!(sheet.rows, within.len(), "{what}");
    let nth = within.iter().position(|&other| other == row).unwrap();
    let value = |name: &str| {
        let at = sheet.columns.iter().position(|column| column.name == name);
        match sheet.cell(nth, at.unwrap_or_else(|| panic!("{what}: no column {name}"))) {
            Cell::Number(value) => value,
            Cell::Whole(value) => value as f64,
            other => panic!("{what}: {other:?}"),
        }
    };
    assert_eq!(value("1B_cost"), shown.runs.ranked_cost()[row], "{what}");
    assert_eq!(value("avg_latency_ms"), shown.runs.avg_latency_ms[row], "{what}");
    assert_eq!(value("vus"), shown.runs.vus[row], "{what}");
}

/// Runs of one load, one of which is cheap because half of its requests fail.
fn repeats() -> Table {
    table(vec![
        text("hw_type", &[Some("l4"); 4]),
        number("vus", &[8.0; 4]),
        number("batch_size", &[4.0; 4]),
        number("avg_latency_ms", &[400.0, 410.0, 400.0, 200.0]),
        number("throughput_req_per_sec", &[20.0, 19.5, 20.0, 40.0]),
        number("total_requests", &[1000.0; 4]),
        number("successful_requests", &[1000.0, 1000.0, 1000.0, 500.0]),
        number("1B_cost", &[10.0, 10.25, 10.0, 5.0]),
    ])
}

#[test]
fn of_repeats_one_is_best_and_none_that_fails() {
    let shown = crate::support::shown::made_table(repeats());
    let limits = LimitChoice { max_error_share: Some(0.01), ..LimitChoice::default() };
    let view = verdict_of(&shown, &Basis::of(&shown.runs), &all(&shown), &limits);
    assert_eq!((view.row, &view.passing[..]), (Some(0), &[0, 1, 2][..]));
    let best = BestView::new(&shown, &all(&shown), &view.passing, &Choice::default());
    assert_eq!(best.listing.lines.iter().filter(|line| line.marked).count(), 1);
    assert_eq!(best.listing.lines.len(), 1, "repeats are one configuration");
}

fn loaded(table: Table) -> Loaded {
    Loaded::new(TableSource::of_files(vec!["a.csv".to_owned()], &[]), Provenance::Computer, table)
}

#[test]
fn a_price_of_hardware_is_that_of_each_engine_on_it() {
    let table = table(vec![
        text("hw_type", &[Some("h100"), Some("h100"), Some("b200")]),
        text("engine", &[Some("vllm"), Some("trt"), Some("trt")]),
        text("vendor", &[Some("gcp"), Some("aws"), Some("gcp")]),
        number("vus", &[8.0, 8.0, 8.0]),
        number("avg_latency_ms", &[400.0, 200.0, 100.0]),
        number("throughput_req_per_sec", &[20.0, 40.0, 80.0]),
    ]);
    let mut choice = Choice::default();
    choice.prices.set("gcp", "h100", Some(3.6));
    choice.prices.set("aws", "h100", Some(3.6));
    let shown = loaded(table).shown(&choice).unwrap();
    let wanted = |rate: f64| 1e9 * 3.6 / 3600.0 / rate;
    let cost = &shown.runs.cost_usd_per_billion;
    assert!((cost[0] / wanted(20.0) - 1.0).abs() < 1e-12 && (cost[1] / wanted(40.0) - 1.0).abs() < 1e-12, "{cost:?}");
    assert!(cost[2].is_nan(), "no price is invented: {}", cost[2]);
    let view = verdict_of(&shown, &Basis::of(&shown.runs), &all(&shown), &LimitChoice::default());
    assert_eq!(view.row, Some(1));
}

/// A column of this name, in some state.
type Made = fn(&str) -> Option<Column>;

/// Absent, without any value, of numbers, of one empty text; and hardware that nobody has heard of.
#[test]
fn columns_of_names_in_every_state() {
    let measured = || {
        vec![
            number("vus", &[1.0, 2.0, 4.0]),
            number("batch_size", &[1.0, 1.0, 1.0]),
            number("avg_latency_ms", &[100.0, 110.0, 150.0]),
            number("throughput_req_per_sec", &[10.0, 18.0, 26.0]),
            number("1B_cost", &[30.0, 20.0, 10.0]),
        ]
    };
    let states: [(&str, Made); 6] = [
        ("absent", |_| None),
        ("null", |name| Some(text(name, &[None; 3]))),
        ("some null", |name| Some(text(name, &[Some("x"), None, Some("x")]))),
        ("numbers", |name| Some(number(name, &[1.5, f64::NAN, 2.0]))),
        ("empty", |name| Some(text(name, &[Some(""); 3]))),
        ("unheard of", |name| Some(text(name, &[Some("zx-9000"), Some("qq-1"), Some("zx-9000")]))),
    ];
    for name in ["hw_type", "image", "engine", "vendor", "model", "dataset_name"] {
        for (state, column) in &states {
            let columns = column(name).into_iter().chain(measured()).collect();
            let runs = RunTable::by_default(table(columns)).unwrap_or_else(|error| panic!("{name} {state}: {error}"));
            let shown = ActiveTable::new(TableSource::of_dataset("a/b"), Provenance::Computer, runs);
            let view = verdict_of(&shown, &Basis::of(&shown.runs), &all(&shown), &LimitChoice::default());
            let choice = Choice::default();
            let rows = choice.filter.rows(&shown.runs, &shown.batch_sizes);
            let fixed = scatter_view::fixed(&shown, &choice);
            let scatter = ScatterView::new(&shown, &rows, &choice, &fixed);
            assert_eq!(scatter.scene.points.len(), rows.len(), "{name} {state}");
            assert!(view.row.is_some() && !view.sentence.contains("NaN"), "{name} {state}: {}", view.sentence);
            let legend = legends::scatter(&scatter, &shown, &LIGHT);
            assert!(legend.entries.iter().all(|entry| !entry.label.is_empty()), "{name} {state}: {:?}", legend.entries);
            assert_ne!(run_title(&shown, 0), "", "{name} {state}");
        }
    }
}
