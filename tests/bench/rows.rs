//! What each part of the page costs on tables of 10,000 to 1,000,000 runs, natively: the growth tells more than the
//! milliseconds, and the nanoseconds a row show what is worse than linear. Each is also a multiple of a simple reference
//! in the same run, held against the committed ones (see `baseline`).
//!
//! `cargo bench --no-default-features --bench rows -- [ROWS|FILE.parquet]...`

use std::cell::RefCell;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use isocost::analysis::decide::answer::{Demand, answer};
use isocost::analysis::decide::chances::Noisy;
use isocost::analysis::decide::pareto;
use isocost::analysis::saturation::monotonic;
use isocost::analysis::stats::percentile;
use isocost::chart::frame::Frame;
use isocost::chart::interactive::Interactive;
use isocost::chart::pixels::Pixels;
use isocost::chart::theme;
use isocost::data::limits::Limits;
use isocost::data::parquet::decode;
use isocost::data::runs::checks::Loads;
use isocost::data::runs::filter::Filter;
use isocost::data::runs::prices::PriceList;
use isocost::data::runs::table_facts::Basis;
use isocost::page::answer::asked::Asked;
use isocost::page::answer::columns::Columns;
use isocost::page::checks::accuracy::AccuracyView;
use isocost::page::checks::view::{CHECKS, verdicts};
use isocost::page::choice::contour::Controls;
use isocost::page::choice::filters::Choice;
use isocost::page::choice::limits::LimitChoice;
use isocost::page::compare::offer::Offer;
use isocost::page::compare::view as compare_view;
use isocost::page::compare::view::CompareView;
use isocost::page::contour::view::ContourView;
use isocost::page::enough_vus::view as vus_view;
use isocost::page::enough_vus::view::{Question, VusView};
use isocost::page::evidence::view::EvidenceView;
use isocost::page::money::plan::PlanView;
use isocost::page::rankings::best::BestView;
use isocost::page::rankings::next_runs::NextView;
use isocost::page::runs::table::sorted;
use isocost::page::scatter::view as scatter_view;
use isocost::page::scatter::view::ScatterView;
use isocost::page::tables::active_table::{ActiveTable, Bill, Loaded, Provenance};
use isocost::page::tables::table_source::TableSource;
use isocost::page::verdict::confidence::standings;
use isocost::page::verdict::view::VerdictView;
use isocost_kernels::delaunay;
use isocost_kernels::sites::sorted_sites;

#[path = "../support/large.rs"]
mod large;

mod baseline;

thread_local! {
    static BASELINE: RefCell<baseline::Baseline> = RefCell::new(baseline::Baseline::new());
}

fn main() {
    let asked: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    let asked = if asked.is_empty() { ["10000", "100000", "1000000"].map(str::to_owned).to_vec() } else { asked };
    for name in asked {
        let bytes = match name.parse() {
            Ok(rows) => large::table(rows, 4),
            Err(_) => std::fs::read(&name).expect("the file can be read"),
        };
        let shown = open(bytes.into());
        sections(&shown);
        far_sections(&shown);
        bare(&shown);
        triangulation(shown.runs.rows);
    }
    BASELINE.replace(baseline::Baseline::new()).end();
}

/// The best of some runs, printed.
fn time<T>(what: &str, mut run: impl FnMut() -> T) -> T {
    let (mut best_ms, mut all_ms) = (f64::INFINITY, 0.0);
    loop {
        let start = Instant::now();
        let answer = black_box(run());
        let ms = start.elapsed().as_secs_f64() * 1e3;
        (best_ms, all_ms) = (best_ms.min(ms), all_ms + ms);
        if all_ms > 300.0 {
            BASELINE.with_borrow_mut(|baseline| baseline.say(what, best_ms));
            return answer;
        }
    }
}

fn open(bytes: Bytes) -> ActiveTable {
    let whole = || decode(bytes.clone(), &Limits::default()).expect("the table is whole");
    let rows = whole().rows;
    BASELINE.with_borrow_mut(|baseline| baseline.begin(rows));
    let table = time("decode", whole);
    let place = TableSource::of_dataset("made/up");
    let loaded = time("roles found", || Loaded::new(place.clone(), Provenance::Computer, table.clone()));
    let shown = time("table shown", || loaded.shown(&Choice::default()).expect("it can be compared"));
    price_edit(Arc::new(shown.clone()));
    shown
}

/// Enters a price for the first hardware: what the page does before it compares anything.
fn price_edit(shown: Arc<ActiveTable>) {
    let mut prices = PriceList::default();
    let pair = &shown.runs.prices[0];
    prices.set(&pair.vendor, &pair.hardware, Some(0.9));
    let bill = Bill::of(&Choice { prices, ..Choice::default() });
    time("price edit", || shown.priced(&bill));
}

/// What a slider step computes, and what the chart is asked.
fn sections(shown: &ActiveTable) {
    let (rows, choice) = (shown.runs.rows, Choice::default());
    let basis = time("basis", || Basis::of(&shown.runs));
    let fixed = time("axes and colours", || scatter_view::fixed(shown, &choice));
    let middle = shown.vus.get(shown.vus.len() / 2).copied();
    let half = Filter { max_vus: middle, ..Filter::default() };
    time("filter, half", || half.rows(&shown.runs, &shown.batch_sizes));
    let all = Filter::default().rows(&shown.runs, &shown.batch_sizes);
    let view = time("scatter", || ScatterView::new(shown, &all, &choice, &fixed));
    let verdict = time("verdict", || VerdictView::new(shown, &basis, &all, &Asked::default()));
    let frame = Frame { width_css: 900.0, height_css: 560.0, pixel_ratio: 1.0 };
    let projection = view.scene.project(&frame, &theme::LIGHT);
    let pixels = Pixels { ratio: 1.0, origin: (0.0, 0.0) };
    time("marks on an image", || view.scene.rasterised(&frame, &projection, &pixels, &theme::LIGHT));
    time("closest to a pointer", || view.scene.closest(&projection, (450.0, 300.0)));
    time("place of an item", || view.scene.place(&projection, all[rows / 2]));
    time("reading order", || view.scene.reading_order(&projection));
    time("best", || BestView::new(shown, &all, &all, &choice));
    answers(shown, &basis, &all);
    time("evidence", || EvidenceView::new(shown, &basis, &all));
    time("noise", || Basis::of(&shown.runs).noise(&shown.runs));
    time("chances", || standings(shown, &basis, &verdict.passing));
    let columns = Columns::of(shown, &basis);
    let asked = Asked { demand: Demand::Steady { units_per_sec: 2000.0, hours: 730.0 }, ..Asked::default() };
    let solver = asked.solver(shown, &basis, &columns, &all);
    let is_sound = |row| basis.is_sound(&shown.runs, row);
    let noisy = Noisy { measures: &basis.measures(&shown.runs), is_sound: &is_sound, noise: basis.noise(&shown.runs) };
    time("chances, steady", || noisy.answering(&solver));
    time("next runs", || {
        NextView::new(shown, &basis, &all, &verdict.passing, &isocost::analysis::decide::slo::Limits::default())
    });
}

/// The whole answer to a demand, and the plan that is made of several.
fn answers(shown: &ActiveTable, basis: &Basis, all: &[usize]) {
    let columns = time("answer, columns", || Columns::of(shown, basis));
    let demands = [
        ("answer, volume", Demand::Volume { units: 1e8, within_hours: 24.0 }),
        ("answer, steady", Demand::Steady { units_per_sec: 2000.0, hours: 730.0 }),
    ];
    for (what, demand) in demands {
        let limits = LimitChoice { max_p95_latency_ms: Some(1000.0), ..LimitChoice::default() };
        let asked = Asked { demand, limits, ..Asked::default() };
        time(what, || answer(&asked.solver(shown, basis, &columns, all)));
        let mut choice = Choice::default();
        choice.money.demand = demand;
        time(&format!("{what}, plan"), || PlanView::new(shown, basis, all, &choice));
    }
}

fn far_sections(shown: &ActiveTable) {
    let (rows, choice) = (shown.runs.rows, Choice::default());
    let all: Vec<usize> = (0..rows).collect();
    let contour = time("contour", || ContourView::new(shown, &all, false, Controls::default()));
    println!("    {} isolines", contour.panels.iter().map(|panel| panel.scene.lines.len()).sum::<usize>());
    let fixed = time("enough VUs, fixed", || vus_view::VusAxes::new(shown, &choice));
    time("enough VUs", || VusView::new(shown, &all, &fixed, Question::default()));
    let offer = Arc::new(time("comparison, offer", || Offer::of(shown)));
    if let Some(&compared) = offer.options.first() {
        let fixed = Arc::new(time("comparison, fixed", || compare_view::CompareLayout::new(shown, &offer, compared)));
        time("comparison", || CompareView::new(shown, &all, &fixed));
    }
    let loads = time("loads", || Loads::of(&shown.runs));
    for (at, (name, _, check)) in CHECKS.iter().enumerate() {
        time(&format!("check {at}, {name}"), || check(shown, &loads, &all));
    }
    time("checks", || verdicts(shown, &loads, &all));
    time("accuracy", || AccuracyView::new(shown, &all));
    for column in &shown.runs.columns {
        time(&format!("sorted by {}", column.name), || sorted(column, &all, false));
    }
}

/// The maths alone, as the peers have it.
fn bare(shown: &ActiveTable) {
    let runs = &shown.runs;
    let rows = runs.rows;
    time("Pareto front", || pareto::front(&runs.avg_latency_ms, &runs.cost_usd_per_billion));
    let all: Vec<usize> = (0..rows).collect();
    let fixed = vus_view::VusAxes::new(shown, &Choice::default());
    time("monotonic groups", || {
        let groups = monotonic::grouped(&fixed.groups.of_row, &all);
        let rises = |rows: &Vec<usize>| {
            let sorted = monotonic::by_vus(&runs.vus, rows);
            monotonic::is_monotonic(sorted.iter().map(|&row| runs.throughput_req_per_sec[row]))
        };
        groups.iter().filter(|(_, rows)| rises(rows)).count()
    });
    let percents = [1.0, 5.0, 25.0, 50.0, 75.0, 95.0, 99.0];
    time("percentiles", || percentile::percentiles(&runs.cost_usd_per_billion, &percents));
}

/// Triangulation of as many sites as there are rows: anywhere, and on a lattice.
fn triangulation(count: usize) {
    let wide = (count as f64).sqrt().ceil() as usize;
    // Rotations by the plastic number spread places evenly (Roberts' R2 sequence).
    let spread = |at: usize, share: f64| (at as f64 * share).fract();
    let anywhere = |at: usize| (spread(at, 0.754_877_666_246_693), spread(at, 0.569_840_290_998_053_3));
    let lattice = |at: usize| ((at % wide) as f64, (at / wide) as f64);
    let sites = |place: &dyn Fn(usize) -> (f64, f64)| {
        let (x, y): (Vec<f64>, Vec<f64>) = (0..count).map(place).unzip();
        sorted_sites(&x, &y, &vec![0.0; count])
    };
    for (what, sites) in [("anywhere", sites(&anywhere)), ("on a lattice", sites(&lattice))] {
        time(&format!("sites {what}"), || delaunay::triangulate(&sites));
    }
}
