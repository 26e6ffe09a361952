//! What responses look like, as histograms.

use std::sync::Arc;

use leptos::prelude::*;

use crate::chart::picture::legend::Legend;
use crate::chart::scenes::histogram::Scene;
use crate::page::runs::response_shape::{BINS, ResponseView, Shape, shapes};
use crate::page::words::legends;
use crate::ui::browser::observe;
use crate::ui::chart::legend::LegendList;
use crate::ui::chart::{Chart, Description, Hit};
use crate::ui::controls::slider::Slider;
use crate::ui::reactive::{Memo, Signal, Views, live};
use crate::ui::state::State;
use crate::ui::state::selection::Selection;
use crate::ui::state::visibility;

/// The section.
#[component]
pub fn ResponseShapeSection(state: State) -> impl IntoView {
    let (state, section) = visibility::follow(state);
    let bins = Memo::new(move |_| state.sections.committed.with(|sections| sections.bins));
    let chosen = Memo::new(move |_| state.sections.committed.with(|sections| sections.shape.clone()));
    let shapes = Memo::new(move |_| state.shown.with(|shown| shown.as_ref().map(|s| Arc::new(shapes(s)))));
    // What was chosen for another table may not be in this one.
    let shape = Memo::new(move |_| {
        let shapes = shapes.get()?;
        let wanted = chosen.get();
        shapes.iter().find(|shape| Some(&shape.stem) == wanted.as_ref()).or(shapes.first()).cloned().map(Arc::new)
    });
    let view = Memo::new(move |_| {
        let (shape, rows) = (shape.get()?, state.rows.get());
        let notebook = state.choice.with(|choice| choice.notebook);
        Some(Arc::new(ResponseView::new(&shape, &rows, bins.get(), notebook)))
    });
    let legend = Memo::new(move |_| view.map_or_default(|view| legends::series(&view.labels)));
    let absent = Memo::new(move |_| shapes.with(|shapes| shapes.as_ref().is_none_or(|shapes| shapes.is_empty())));
    view! {
        <section class="card chart response" aria-labelledby="shape-title" data-testid="response-section" node_ref=section>
            <h2 id="shape-title">"Response shape"</h2>
            // Offered where there are some; here for the time until the section follows another table.
            <Show when=move || !absent.get()>
                <div class="shape-head">
                    <ShapeChoice state shapes shape />
                    <LegendList state legend test_id="response-legend" />
                    <Bins state bins />
                </div>
                <Show
                    when=move || !view.map_or_default(|view| view.is_constant)
                    fallback=move || {
                        view! { <p data-testid="response-constant">{live(move || view.map_or_default(|view| view.sentence.clone()))}</p> }
                    }
                >
                    <ShapeChart state view legend />
                </Show>
                <Prose state shape />
            </Show>
        </section>
    }
}

#[component]
fn ShapeChart(state: Selection, view: Memo<Option<Arc<ResponseView>>>, legend: Memo<Legend>) -> impl IntoView {
    let host = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        if let (Some(host), Some(view)) = (host.get(), view.get()) {
            let totals: Vec<String> = view.totals.iter().map(usize::to_string).collect();
            observe::set_attribute(&host, "data-totals", &totals.join(","));
            observe::set_attribute(&host, "data-bars", &view.scene.bars().count().to_string());
        }
    });
    let scene = Signal::derive(move || view.with(|view| view.as_ref().map(|view| Arc::<Scene>::clone(&view.scene))));
    let summary = Signal::derive(move || view.map_or_default(|view| view.sentence.clone()));
    let describe = move |hit: Hit| {
        let (title, fields) = view.get()?.describe(hit.item, state.rows.with(|rows| rows.len()))?;
        Some(Description { title, fields })
    };
    let title = Signal::derive(move || {
        let of = view.map_or_default(|view| view.scene.titles.x.clone());
        format!("Response shape · {of}")
    });
    view! {
        <Chart
            state
            scene
            test_id="response-shape"
            label="Histogram of the response shape"
            title
            legend
            summary
            describe
            host
        />
    }
}

/// Which of the table's shapes is drawn, when there are several.
#[component]
fn ShapeChoice(
    state: Selection,
    shapes: Memo<Option<Arc<Vec<Shape>>>>,
    shape: Memo<Option<Arc<Shape>>>,
) -> impl IntoView {
    let option = move |Shape { stem, title, .. }: &Shape| {
        let (value, here) = (stem.clone(), stem.clone());
        let selected = move || shape.with(|shape| shape.as_ref().is_some_and(|shape| shape.stem == here));
        view! { <option value=value prop:selected=live(selected)>{title.clone()}</option> }
    };
    move || {
        let shapes = shapes.get().filter(|shapes| shapes.len() > 1)?;
        Some(
            view! {
                <label class="which">
                    "Of "
                    <select
                        data-testid="response-which"
                        on:change:target=move |event| {
                            let stem = event.target().value();
                            state.arrange(|sections| sections.shape = Some(stem));
                        }
                    >
                        {shapes.iter().map(option).views()}
                    </select>
                </label>
            }
            .into_any(),
        )
    }
}

#[component]
fn Bins(state: Selection, bins: Memo<usize>) -> impl IntoView {
    view! {
        <Slider
            name="response-bins"
            label="Bins".to_owned()
            class="bins"
            min=BINS.0 as f64
            max=BINS.1 as f64
            step=1.0
            value=Signal::derive(move || bins.get() as f64)
            words=Signal::derive(move || bins.get().to_string())
            set=Box::new(move |count| state.arrange(|sections| sections.bins = count as usize))
        />
    }
}

#[component]
fn Prose(state: Selection, shape: Memo<Option<Arc<Shape>>>) -> impl IntoView {
    let columns = move || {
        shape.with(|shape| {
            let columns = shape.iter().flat_map(|shape| &shape.measures).map(|measure| measure.column.as_str());
            columns.collect::<Vec<_>>().join(", ")
        })
    };
    let binning = move || {
        if state.choice.with(|choice| choice.notebook) {
            "As in the notebook, each column has its own bins from its smallest to its largest value, so bars of \
             different columns have different widths and only their counts can be compared."
        } else {
            "All columns share their bins, so bars can be compared; the bins stay where they are while filters move."
        }
    };
    view! {
        <details class="prose">
            <summary>"How to read this"</summary>
            <p>
                "Each run reports what its responses looked like (" {columns} "). A bar counts the runs that reported \
                 a value in its bin; where bars of different columns overlap, both shine through. " {live(binning)}
            </p>
            <p>
                "Runs of one model on the same inputs should look alike: the smallest and the largest may be the same \
                 everywhere, and averages vary a little, with the share of the inputs that a run got through. A run far \
                 from the others was sent something else, or was answered by something else: look at it before its \
                 cost."
            </p>
        </details>
    }
}
