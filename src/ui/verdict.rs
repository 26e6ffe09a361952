//! The answer first: the cheapest of the runs that pass the filters.

use leptos::prelude::*;

use crate::chart::format::{dollars, short};

use super::shown::Shown;
use super::state::State;
use super::vus_words::vus;
use super::words::{count, run_title};

/// One sentence and the figures behind it.
#[component]
pub fn Verdict(state: State) -> impl IntoView {
    let figures = Memo::new(move |_| {
        let shown = state.shown.get()?;
        // A row of a table that has just gone.
        let row = state.cheapest_row.get().filter(|&row| row < shown.runs.rows)?;
        Some(figures(&shown, row))
    });
    // The list stands while filters move; only its numbers change.
    let figure = move |(at, name): (usize, &'static str)| {
        let value = move || figures.with(|figures| figures.as_ref().map(|figures| figures[at].clone()));
        view! { <div><dt>{name}</dt><dd>{value}</dd></div> }
    };
    let sentence = move || {
        let shown = state.shown.get()?;
        let among = state.rows.with(|rows| rows.len());
        Some(state.cheapest_row.get().map_or_else(|| nothing(among), |row| sentence(&shown, row, among)))
    };
    view! {
        <section class="card verdict" aria-labelledby="verdict-title">
            <h2 id="verdict-title">"Cheapest run"</h2>
            <p data-testid="verdict" aria-live="polite">{sentence}</p>
            <dl hidden=move || figures.with(Option::is_none)>{FIGURES.into_iter().enumerate().map(figure).collect_view()}</dl>
        </section>
    }
}

fn sentence(shown: &Shown, row: usize, among: usize) -> String {
    let runs = &shown.runs;
    format!(
        "{}, batch size {}, at {}: {} per 1 billion requests, the cheapest of {}.",
        run_title(shown, row),
        short(runs.batch_size[row]),
        vus(runs.vus[row]),
        dollars(runs.cost_usd_per_billion[row]),
        count(among, "run", "runs"),
    )
}

fn nothing(among: usize) -> String {
    if among == 0 {
        "No run passes the filters.".to_owned()
    } else {
        format!("None of {} has a usable cost.", count(among, "run", "runs"))
    }
}

/// The names of the figures.
const FIGURES: [&str; 5] =
    ["per 1 billion requests", "per 1 million requests", "average latency", "p95 latency", "throughput"];

fn figures(shown: &Shown, row: usize) -> [String; 5] {
    let runs = &shown.runs;
    let ms = |value: f64| if value.is_nan() { "–".to_owned() } else { format!("{} ms", short(value)) };
    let cost = runs.cost_usd_per_billion[row];
    [
        dollars(cost),
        dollars(cost / 1e3),
        ms(runs.avg_latency_ms[row]),
        runs.p95_latency_ms.as_ref().map_or_else(|| "–".to_owned(), |p95| ms(p95[row])),
        format!("{} req/s", short(runs.throughput_req_per_sec[row])),
    ]
}
