//! Cost (or latency, or throughput) as a surface over VUs and batch size, a chart for each hardware and image.

use std::sync::Arc;

use leptos::prelude::*;

use crate::page::choice::contour::{Controls, Interpolation, LevelRule, Quantity};
use crate::page::contour::limits::Kept;
use crate::page::contour::view::{ContourView, MOST_PANELS};
use crate::page::contour::words;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::legends;
use crate::ui::chart::legend::{ColourBar, LegendList};
use crate::ui::chart::{Chart, Description, Hit};
use crate::ui::controls::radios::Radios;
use crate::ui::parts::pins::Linked;
use crate::ui::reactive::{Memo, Signal, Views, live};
use crate::ui::state::State;
use crate::ui::state::selection::Selection;
use crate::ui::state::visibility;

type View = Memo<Option<Arc<ContourView>>>;

/// What a colour scale says to a screen reader.
const COLOURS: &str = "Colour shows the value: bright is better";

/// The names of the charts in tests.
const NAMES: [&str; MOST_PANELS] =
    ["contour-1", "contour-2", "contour-3", "contour-4", "contour-5", "contour-6", "contour-7", "contour-8"];

/// The section.
#[component]
pub fn ContourSection(state: State) -> impl IntoView {
    let (state, section) = visibility::follow(state);
    let controls = Memo::new(move |_| state.sections.committed.with(|sections| sections.contour));
    // So that a change of look or legend computes nothing anew.
    let notebook = Memo::new(move |_| state.choice.with(|choice| choice.notebook));
    let limits = Memo::new(move |_| state.choice.with(|choice| choice.limits.clone()));
    let view: View = Memo::new(move |_| {
        let (shown, rows, limits) = (state.shown.get()?, state.rows.get(), limits.get());
        let (notebook, controls) = (notebook.get(), controls.get());
        if limits.is_empty() {
            return Some(Arc::new(ContourView::new(&shown, &rows, notebook, controls)));
        }
        let (basis, limits) = (state.basis.get()?, limits.limits(&shown.runs));
        let kept = state.within.with(|within| Kept::new(basis.measures(&shown.runs), &limits, within));
        Some(Arc::new(ContourView::under(&shown, &rows, Some(&kept), notebook, controls)))
    });
    let labels = Memo::new(move |_| {
        view.with(|view| {
            let panels = view.iter().flat_map(|view| &view.panels);
            panels.map(|panel| panel.label.clone()).collect::<Vec<_>>()
        })
    });
    let quantity = Memo::new(move |_| view.map_or_default(|view| view.quantity));
    // Shared levels; otherwise each chart has its own.
    let ramp = Memo::new(move |_| {
        let view = view.get().filter(|view| !view.levels.is_empty())?;
        Some(legends::contour_levels(&view, &view.levels))
    });
    let legend = Memo::new(move |_| {
        let limited = view.with(|view| view.as_ref().is_some_and(|view| view.limited));
        legends::contour_marks(true, limited)
    });
    let panels = move || {
        let panel = |(at, label): (usize, String)| view! { <PanelChart state view at label /> };
        labels.get().into_iter().enumerate().map(panel).views()
    };
    view! {
        <section class="card contour" aria-labelledby="contour-title" data-testid="contour" node_ref=section>
            <h2 id="contour-title">{move || format!("{} over VUs and batch size", quantity.get().name())}</h2>
            <ContourControls state controls notebook />
            <ColourBar ramp test_id="contour-colours" label=COLOURS />
            <LegendList state legend test_id="contour-key" />
            <p class="overview" data-testid="contour-overview">{move || said(state, view, |view, _| words::overview(view))}</p>
            <div class="panels">{live(panels)}</div>
            <Prose state view />
        </section>
    }
}

/// What is said of the view; nothing while there is none.
fn said(state: Selection, view: View, say: impl Fn(&ContourView, &ActiveTable) -> String) -> String {
    match (view.get(), state.shown.get()) {
        (Some(view), Some(shown)) => say(&view, &shown),
        _ => String::new(),
    }
}

#[component]
fn PanelChart(state: Selection, view: View, at: usize, label: String) -> impl IntoView {
    let scene = Signal::derive(move || {
        view.with(|view| view.as_ref().and_then(|view| Some(Arc::clone(&view.panels.get(at)?.scene))))
    });
    let summary = Signal::derive(move || {
        said(state, view, |view, shown| {
            view.panels.get(at).map(|panel| words::summary(view, panel, shown)).unwrap_or_default()
        })
    });
    let describe = move |hit: Hit| {
        let (view, shown) = (view.get()?, state.shown.get()?);
        let panel = view.panels.get(at)?;
        // A row of a table that has just gone.
        if hit.item >= shown.runs.rows {
            return None;
        }
        let (title, fields) = words::describe(&view, panel, &shown, hit.item, hit.data);
        Some(Description { title, fields })
    };
    let linked = Linked::runs(move |row| {
        let shown = state.shown.get()?;
        let here = shown.groups.of_row[row] == at;
        here.then(|| (shown.runs.vus[row], shown.runs.batch_size[row]))
    });
    let of = label.clone();
    let title = Signal::derive(move || {
        let quantity = view.map_or_default(|view| view.quantity);
        format!("{} over VUs and batch size · {of}", quantity.name())
    });
    let legend = Memo::new(move |_| view.map_or_default(|view| legends::contour(view, at)));
    let ramp = Memo::new(move |_| {
        let view = view.get().filter(|view| view.levels.is_empty())?;
        let levels = &view.panels.get(at)?.levels;
        (!levels.is_empty()).then(|| legends::contour_levels(&view, levels))
    });
    let panel = move |read: fn(&crate::page::contour::view::Panel) -> String| {
        move || view.with(|view| view.as_ref().and_then(|view| Some(read(view.panels.get(at)?))))
    };
    view! {
        <div
            class="panel"
            data-testid=format!("contour-panel-{}", at + 1)
            data-samples=panel(|panel| panel.scene.samples.len().to_string())
            data-best-row=panel(|panel| panel.best_row.map(|row| row.to_string()).unwrap_or_default())
            data-isolines=panel(|panel| panel.scene.lines.len().to_string())
            data-excluded=panel(|panel| panel.scene.samples.iter().filter(|sample| sample.excluded).count().to_string())
            data-hatched=panel(|panel| panel.scene.excluded.len().to_string())
        >
            <h3>{label}</h3>
            <ColourBar ramp test_id="contour-colours" label=COLOURS />
            <Chart
                state
                scene
                test_id=NAMES[at.min(MOST_PANELS - 1)]
                label="Contour chart over VUs and batch size"
                title
                legend
                summary
                describe
                linked
            />
        </div>
    }
}

#[component]
fn ContourControls(state: Selection, controls: Memo<Controls>, notebook: Memo<bool>) -> impl IntoView {
    let quantities = [Quantity::Cost, Quantity::P95Latency, Quantity::Throughput];
    let units = [Interpolation::Log, Interpolation::Raw];
    let levels = [LevelRule::Equal, LevelRule::Percentile];
    // The notebook's way leaves nothing to choose.
    let now = move || if notebook.get() { Controls::NOTEBOOK } else { controls.get() };
    let disabled = Signal::from(notebook);
    let set = move |change: &dyn Fn(&mut Controls)| state.arrange(|sections| change(&mut sections.contour));
    view! {
        <div class="contour-controls">
            <Radios name="contour-quantity" legend="Show" disabled
                options=vec![("cost", "Cost"), ("p95", "p95 latency"), ("throughput", "Throughput")]
                now=Signal::derive(move || quantities.iter().position(|&of| now().quantity == of))
                choose=Callback::new(move |at: usize| set(&|controls| controls.quantity = quantities[at])) />
            <Radios name="contour-units" legend="Interpolate in" disabled
                options=vec![("log", "Log units"), ("raw", "Raw units")]
                now=Signal::derive(move || units.iter().position(|&of| now().interpolation == of))
                choose=Callback::new(move |at: usize| set(&|controls| controls.interpolation = units[at])) />
            <Radios name="contour-levels" legend="Levels" disabled
                options=vec![("equal", "Equal steps"), ("percentile", "Percentiles")]
                now=Signal::derive(move || levels.iter().position(|&of| now().levels == of))
                choose=Callback::new(move |at: usize| set(&|controls| controls.levels = levels[at])) />
        </div>
    }
}

#[component]
fn Prose(state: Selection, view: View) -> impl IntoView {
    let finding = move || said(state, view, |view, shown| words::finding(view, shown).unwrap_or_default());
    view! {
        <details class="prose">
            <summary>"How to read this"</summary>
            <p>
                "Every white dot is a load test. Between the dots the value is estimated: the dots are joined to \
                 triangles, and inside a triangle the value changes evenly. Nothing is drawn outside the dots, where \
                 nothing was measured. A line joins places of equal value, and says which; bright bands are better. \
                 All charts share axes, levels and colours, which are those of the whole table: filters take runs \
                 away and leave the rest comparable. As in the notebook, several charts have levels and colours each \
                 of its own."
            </p>
            <p>
                "Lines close together mean that a small change of VUs or batch size matters; a wide band means that \
                 it does not, so take whichever of its settings is faster. A narrow dent around a single dot is one \
                 odd run: look it up in the table before you trust it. A star at the edge says that the best may lie \
                 beyond what was tried."
            </p>
            <p>
                "Under limits the hatched places are those where one of them is broken, estimated between the runs \
                 in the same way; runs that break one are grey, and the star is the best of the others."
            </p>
            <p>
                "Log units interpolate as the axes are drawn, by factors. Raw units, as in the notebook, interpolate \
                 by differences, which bends the lines here. Percentile levels put equally many runs into each band."
            </p>
            <p data-testid="contour-finding">{live(finding)}</p>
        </details>
    }
}
