//! Views of made tables: no view ends in a panic, and no sentence says NaN or infinity. Columns, values and what is chosen
//! are made of the input's bytes.

use std::sync::Arc;

use isocost::data::runs::checks::Loads;
use isocost::data::runs::name;
use isocost::data::runs::table_facts::Basis;
use isocost::data::table::Table;
use isocost::export::{csv, json};
use isocost::page::answer::asked::Asked;
use isocost::page::checks::accuracy::AccuracyView;
use isocost::page::checks::view::verdicts;
use isocost::page::choice::contour::Controls;
use isocost::page::choice::filters::Choice;
use isocost::page::choice::hosted::HostedChoice;
use isocost::page::compare::offer::Offer;
use isocost::page::compare::view::{CompareLayout, CompareView};
use isocost::page::compare::words as compare_words;
use isocost::page::contour::view::ContourView;
use isocost::page::contour::words as contour_words;
use isocost::page::enough_vus::view::{Question, VusAxes, VusView};
use isocost::page::enough_vus::words as vus_words;
use isocost::page::evidence::view::EvidenceView;
use isocost::page::money::break_even::{self, BreakEvenView};
use isocost::page::money::hosted::HostedView;
use isocost::page::money::plan::PlanView;
use isocost::page::money::prices::PricesView;
use isocost::page::rankings::best::BestView;
use isocost::page::rankings::next_runs::NextView;
use isocost::page::runs::response_shape::{DEFAULT_BINS, ResponseView, shapes};
use isocost::page::scatter::view::{ScatterView, fixed};
use isocost::page::tables::active_table::{ActiveTable, Loaded, Provenance};
use isocost::page::tables::table_source::TableSource;
use isocost::page::take_away::export_tables::runs;
use isocost::page::verdict::confidence::ConfidenceView;
use isocost::page::verdict::markdown::markdown;
use isocost::page::verdict::view::VerdictView;
use isocost::page::words::text_table::Listing;

use crate::support::Random;
use crate::support::tables::{number, table, text};

const NUMBERS: [(&str, f64); 24] = [
    (name::VUS, 1.0),
    (name::BATCH_SIZE, 8.0),
    (name::THROUGHPUT, 3.0),
    (name::AVG_LATENCY_MS, 100.0),
    (name::P95_LATENCY_MS, 170.0),
    (name::COST, 500.0),
    ("price_per_hour", 0.4),
    (name::TOTAL_REQUESTS, 900.0),
    (name::SUCCESSFUL_REQUESTS, 850.0),
    ("failed_requests", 3.0),
    (name::TEST_DURATION_SEC, 60.0),
    ("gpu_count", 1.0),
    ("input_tokens", 700.0),
    ("output_tokens", 90.0),
    ("output_tokens_per_sec", 400.0),
    ("total_tokens_per_sec", 2000.0),
    ("ttft_mean_ms", 60.0),
    ("tpot_mean_ms", 9.0),
    ("itl_p99_ms", 30.0),
    ("p99_latency_ms", 300.0),
    ("p50_latency_ms", 90.0),
    ("accuracy_percent", 90.0),
    ("response_time_p10", 3.0),
    ("response_time_p90", 6.0),
];
const TEXTS: [&str; 6] = [name::HW_TYPE, name::IMAGE, name::ENGINE, name::VENDOR, "model", "dataset_name"];
const LABELS: [Option<&str>; 6] =
    [Some("nvidia-l4"), Some("nvidia-t4"), Some("a100:8"), Some(""), None, Some("\u{202e}<b>|x")];

/// Parameters of the address with the values that they may have.
const CHOSEN: [&str; 16] = [
    "max_p95_ms=",
    "max_avg_ms=",
    "max_error_percent=",
    "min_req_per_sec=",
    "plan=100/s@730h",
    "plan=1M@24h",
    "plan=0.001/s@1h",
    "spare=1",
    "load_percent=60",
    "cheapest=5",
    "hw_type=nvidia-l4",
    "image=nvidia-t4",
    "prices=/nvidia-l4:0.8",
    "vus=2..40",
    "cost=tokens",
    "at_most_usd=",
];

/// A table of up to sixteen runs; with odd values if `is_odd`: what is computed of those may be infinite.
fn made(random: &mut Random, is_odd: bool) -> Table {
    let rows = 1 + random.below(16);
    let mut columns = Vec::new();
    let value = |random: &mut Random, usual: f64| match random.below(24) {
        0 => f64::NAN,
        1 => 0.0,
        2 => -usual,
        at @ 3..=6 if is_odd => [f64::INFINITY, 1e300, 1e-300, 5e-324][at - 3],
        _ => usual * (1 + random.below(9)) as f64,
    };
    for (at, &(name, usual)) in NUMBERS.iter().enumerate() {
        // What makes a run is there more often than not.
        if random.below(8) < if at < 6 { 7 } else { 2 } {
            columns.push(number(name, &(0..rows).map(|_| value(random, usual)).collect::<Vec<_>>()));
        }
    }
    for name in TEXTS {
        if random.below(3) > 0 {
            columns.push(text(name, &(0..rows).map(|_| LABELS[random.below(LABELS.len())]).collect::<Vec<_>>()));
        }
    }
    table(columns)
}

fn chosen(random: &mut Random) -> Choice {
    let pair = |random: &mut Random| {
        let (key, value) = CHOSEN[random.below(CHOSEN.len())].split_once('=').unwrap_or_default();
        let value = if value.is_empty() { (1 + random.below(400)).to_string() } else { value.to_owned() };
        (key, value)
    };
    let pairs: Vec<(&str, String)> = (0..random.below(4)).map(|_| pair(random)).collect();
    Choice::from_pairs(pairs.iter().map(|(key, value)| (*key, &**value)))
}

/// Makes a table and looks at it.
pub fn run(data: &[u8]) {
    let mut random = Random::told(data);
    let choice = chosen(&mut random);
    let is_odd = random.below(4) == 0;
    let place = TableSource::of_files(vec!["a.csv".to_owned()], &[]);
    let Ok(shown) = Loaded::new(place, Provenance::Computer, made(&mut random, is_odd)).shown(&choice) else { return };
    let shown = Arc::new(shown);
    let basis = Basis::of(&shown.runs);
    let rows = choice.filter.rows(&shown.runs, &shown.batch_sizes);
    let mut words = answered((&shown, &basis), &rows, &choice, is_odd);
    assert!(!words[0].contains('\u{202e}'), "Markdown with what nobody sees: {}", words[0]);
    words.extend(sections(&shown, &basis, &rows, &choice));
    let sheet = runs(&shown, (0..shown.runs.rows).collect());
    assert!(csv::write(&sheet).lines().count() > shown.runs.rows, "a line for each run");
    let values: serde_json::Value = serde_json::from_str(&json::write(&sheet)).expect("JSON");
    assert_eq!(values.as_array().map(Vec::len), Some(shown.runs.rows));
    for sentence in words {
        let mut parts = sentence.split(|c: char| !c.is_alphanumeric());
        let is_bad = |word: &str| word == "NaN" || (!is_odd && word == "inf");
        assert!(!parts.any(is_bad), "{sentence}");
    }
}

fn answered((shown, basis): (&Arc<ActiveTable>, &Basis), rows: &[usize], choice: &Choice, is_odd: bool) -> Vec<String> {
    let asked = Asked::of(choice);
    let verdict = VerdictView::new(shown, basis, rows, &asked);
    assert!(verdict.row.is_none_or(|row| rows.contains(&row)), "the answer is no run of the table");
    let sure = ConfidenceView::new(shown, basis, rows, (&verdict, &asked), None);
    let plan = PlanView::new(shown, basis, rows, choice);
    let mut words =
        vec![markdown(&verdict, &sure, shown, "https://example.org/", "today"), plan.sentence, plan.caption];
    words.extend(said(&plan.choices).chain(said(&plan.limits)));
    let headline = &verdict.headline;
    words.extend([&headline.number, &headline.machines, &headline.settings, &headline.said].map(String::clone));
    words.extend(headline.gauges.iter().map(|gauge| [&*gauge.name, &gauge.value, &gauge.of].join(" ")));
    assert!(headline.gauges.iter().all(|gauge| gauge.filled.is_none_or(f64::is_finite) || is_odd), "{headline:?}");
    words.extend([verdict.why, verdict.caveats, verdict.doubts, verdict.excluded].concat());
    let compared = break_even::rows(shown, basis, rows, choice);
    let pairs = vec![0; shown.runs.rows];
    if !shown.runs.prices.is_empty() {
        words.push(BreakEvenView::new(shown, &pairs, &compared, choice).sentence);
    }
    let prices = PricesView::new(shown, &choice.prices, &choice.price_sources);
    words.extend([prices.summary, prices.short]);
    let mut asked = HostedChoice::default();
    let _ = asked.read("2,10,0.5");
    let hosted = HostedView::new(shown, basis, rows, choice, &asked);
    words.extend([hosted.sentence, hosted.break_even, hosted.caption]);
    let next = NextView::new(shown, basis, rows, &verdict.passing, &choice.limits.limits(&shown.runs));
    let _ = (next.tsv(), next.json(), next.k6());
    words.extend([next.sentence, next.interpolated]);
    words
}

fn sections(shown: &Arc<ActiveTable>, basis: &Basis, rows: &[usize], choice: &Choice) -> Vec<String> {
    let mut words: Vec<String> =
        verdicts(shown, &Loads::of(&shown.runs), rows).into_iter().map(|verdict| verdict.sentence).collect();
    words.push(ScatterView::new(shown, rows, choice, &fixed(shown, choice)).summary(shown, choice));
    words.extend(shapes(shown).iter().map(|shape| ResponseView::new(shape, rows, DEFAULT_BINS, false).sentence));
    words.extend(AccuracyView::new(shown, rows).map(|view| view.summary()));
    let view = VusView::new(shown, rows, &VusAxes::new(shown, choice), Question::default());
    words.extend([vus_words::answer(&view), vus_words::meaning(&view)]);
    for notebook in [false, true] {
        let view = ContourView::new(shown, rows, notebook, Controls::default());
        words.push(contour_words::overview(&view));
        words.extend(view.panels.iter().map(|panel| contour_words::summary(&view, panel)));
        words.extend(contour_words::finding(&view));
    }
    let offer = Arc::new(Offer::of(shown));
    if let Some(&compared) = offer.options.first() {
        let view = CompareView::new(shown, rows, &Arc::new(CompareLayout::new(shown, &offer, compared)));
        words.push(compare_words::summary(shown, &view));
    }
    let best = BestView::new(shown, rows, rows, choice);
    words.extend(said(&best.listing));
    words.extend([best.caption, best.reading]);
    words.extend(said(&EvidenceView::new(shown, basis, rows).listing()));
    words
}

fn said(listing: &Listing) -> impl Iterator<Item = String> {
    let cells = listing.lines.iter().flat_map(|line| line.cells.iter().map(|cell| cell.text.clone()));
    cells.chain([listing.sentence.clone()])
}

/// Choices.
pub fn seeds() -> Vec<Vec<u8>> {
    super::choices(60)
}
