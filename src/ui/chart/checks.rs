//! Charts of the sanity checks.

use std::sync::Arc;

use leptos::prelude::*;

use crate::data::runs::name;
use crate::ui::reactive::{Memo, Signal, live};

use super::legend::LegendList;
use super::{Chart, Description, Hit, theme};
use crate::page::checks::accuracy::AccuracyView;
use crate::page::checks::quality::{invalid_constant, invalid_scene};
use crate::page::words::legends;
use crate::ui::state::selection::Selection;

/// Whether the table has a column of numbers: what decides about room on the page, so that filters do not.
fn has(state: Selection, name: &'static str) -> Memo<bool> {
    Memo::new(move |_| {
        state.shown.with(|shown| {
            shown.as_ref().is_some_and(|shown| crate::data::runs::checks::numbers(&shown.runs, name).is_some())
        })
    })
}

const ACCURACY: &str = "Density of the accuracies";

/// The density of the accuracies, or why there is none.
#[component]
pub fn AccuracyChart(state: Selection) -> impl IntoView {
    let present = has(state, name::ACCURACY_PERCENTAGE);
    let view = Memo::new(move |_| {
        let shown = state.shown.get()?;
        state.rows.with(|rows| AccuracyView::new(&shown, rows)).map(Arc::new)
    });
    let drawn = Memo::new(move |_| view.with(|view| view.as_ref().is_some_and(|view| view.scene.is_some())));
    let scene = Signal::derive(move || view.with(|view| view.as_ref().and_then(|view| view.scene.clone())));
    let text = move |read: fn(&AccuracyView) -> String| view.map_or_default(|view| read(view));
    let summary = Signal::derive(move || text(AccuracyView::summary));
    let no_curve = move || text(|view| view.no_curve.clone());
    let legend = Memo::new(move |_| legends::density(&theme(state)));
    let describe = move |hit: Hit| {
        let shown = state.shown.get()?;
        if hit.item >= shown.runs.rows {
            return None;
        }
        let (title, fields) = view.get()?.describe(&shown, hit.item)?;
        Some(Description { title, fields })
    };
    view! {
        <Show when=move || present.get()>
            <div class="check-chart">
                <Show
                    when=move || drawn.get()
                    fallback=move || view! { <p class="no-curve" data-testid="no-curve">{live(no_curve)}</p> }
                >
                    <LegendList state legend test_id="accuracy-key" />
                    <Chart
                        state
                        scene
                        test_id="accuracy"
                        label=ACCURACY
                        title=ACCURACY
                        legend
                        summary
                        describe
                    />
                </Show>
            </div>
        </Show>
    }
}

/// Invalid responses per run, counted.
#[component]
pub fn InvalidChart(state: Selection) -> impl IntoView {
    let present = has(state, name::INVALID_EMBEDDINGS);
    let scene = Memo::new(move |_| {
        let shown = state.shown.get()?;
        let notebook = state.choice.with(|choice| choice.notebook);
        state.rows.with(|rows| invalid_scene(&shown, rows, notebook))
    });
    let drawn = Memo::new(move |_| scene.with(Option::is_some));
    let why = move || {
        let constant = state.shown.with(|shown| shown.as_ref().and_then(|shown| invalid_constant(shown)));
        constant.unwrap_or_else(|| "No run says how many responses were invalid.".to_owned())
    };
    let summary = Signal::derive(move || "Runs by their number of invalid responses, in 10 bins.".to_owned());
    let describe = move |hit: Hit| {
        use crate::format::numbers::short;
        let bar = scene.get()?.bar(hit.item)?;
        let runs = state.rows.with(|rows| rows.len());
        let fields =
            vec![("From", short(bar.from)), ("To", short(bar.to)), ("Runs", format!("{} of {runs}", bar.count))];
        Some(Description { title: "Invalid responses".to_owned(), fields })
    };
    view! {
        <Show when=move || present.get()>
            <div class="check-chart low">
                <Show
                    when=move || drawn.get()
                    fallback=move || view! { <p class="no-curve" data-testid="no-invalid">{live(why)}</p> }
                >
                    <Chart
                        state
                        scene
                        test_id="invalid"
                        label="Histogram of invalid responses"
                        title="Invalid responses"
                        summary
                        describe
                    />
                </Show>
            </div>
        </Show>
    }
}
