//! What shapes and colours mean; a click on an entry takes its marks off the chart and puts them back.

use leptos::prelude::*;

use crate::chart::colour::{css, viridis};
use crate::chart::marks::star;
use crate::chart::marks::symbol::Symbol;
use crate::data::runs::run_table::RunTable;
use crate::ui::reactive::{Memo, Signal, Views, act, live};

use crate::page::scatter::view::{CHEAPEST_LABEL, FRONT_LABEL, LegendGroup};
use crate::page::take_away::picture_legends::batch_size_ticks;
use crate::ui::state::State;

/// The legend and the colour bar of the cost-latency chart.
#[component]
pub fn Legend(state: State) -> impl IntoView {
    let groups = Memo::new(move |_| state.scatter.map_or_default(|view| view.legend.clone()));
    let hidden = move |label: &'static str| Signal::derive(move || state.choice.with(|c| c.hidden.contains(label)));
    view! {
        <div class="legend">
            <div data-testid="legend" class="entries" role="group" aria-label="Shown on the chart">
                {move || {
                    groups
                        .get()
                        .into_iter()
                        .map(|LegendGroup { label, symbol, shown }| {
                            view! { <Entry state label icon=icon(symbol) shown=shown /> }.into_any()
                        })
                        .views()
                }}
            </div>
            <div class="entries" role="group" aria-label="Marks on the chart">
                <MarkEntry state label=FRONT_LABEL hidden=hidden(FRONT_LABEL) points="-1.6,0.2 -0.5,0.2 -0.5,-0.2 -1.6,-0.2" second="0.5,0.2 1.6,0.2 1.6,-0.2 0.5,-0.2" />
                <MarkEntry state label=CHEAPEST_LABEL hidden=hidden(CHEAPEST_LABEL) points=points(&scaled(star::corners(), 1.5)) second="" />
            </div>
            <ColourBar state />
        </div>
    }
}

/// What is inside an icon: a circle, or a polygon with these points.
type Icon = Option<String>;

fn icon(symbol: Symbol) -> Icon {
    let corners = symbol.corners();
    (!corners.is_empty()).then(|| points(&corners))
}

fn points(corners: &[(f64, f64)]) -> String {
    corners.iter().map(|(x, y)| format!("{x:.2},{y:.2}")).collect::<Vec<_>>().join(" ")
}

fn scaled(corners: Vec<(f64, f64)>, by: f64) -> Vec<(f64, f64)> {
    corners.into_iter().map(|(x, y)| (x * by, y * by)).collect()
}

fn toggle(state: State, label: &str) {
    let label = label.to_owned();
    state.choose(|choice| {
        if !choice.hidden.remove(&label) {
            choice.hidden.insert(label);
        }
    });
}

#[component]
fn Entry(state: State, label: String, icon: Icon, shown: bool) -> impl IntoView {
    let text = label.clone();
    view! {
        <button type="button" aria-pressed=shown.to_string() on:click=act(move |_| toggle(state, &label))>
            <svg viewBox="-1.7 -1.7 3.4 3.4" aria-hidden="true">
                {match icon {
                    Some(points) => view! { <polygon points=points></polygon> }.into_any(),
                    None => view! { <circle r="1.05"></circle> }.into_any(),
                }}
            </svg>
            {text}
        </button>
    }
}

#[component]
fn MarkEntry(
    state: State,
    label: &'static str,
    hidden: Signal<bool>,
    #[prop(into)] points: String,
    second: &'static str,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="mark"
            aria-pressed=move || (!hidden.get()).to_string()
            on:click=act(move |_| toggle(state, label))
        >
            <svg viewBox="-1.7 -1.7 3.4 3.4" aria-hidden="true">
                <polygon points=points></polygon>
                <polygon points=second></polygon>
            </svg>
            {label}
        </button>
    }
}

/// Which batch size is which colour.
#[component]
fn ColourBar(state: State) -> impl IntoView {
    let scale = Memo::new(move |_| state.scatter.with(|view| view.as_ref().and_then(|view| view.scene.colours)));
    let ticks = move || {
        let (scale, shown) = (scale.get()?, state.shown.get()?);
        let ticks = batch_size_ticks(&scale, &RunTable::distinct(&shown.runs.batch_size));
        Some(
            ticks
                .into_iter()
                .map(|(at, label)| view! { <span style:left=format!("{:.1}%", at * 100.0)>{label}</span> }.into_any())
                .views(),
        )
    };
    view! {
        <div class="colour-bar" data-testid="colour-bar" role="img" aria-label="Colour shows the batch size, from violet (smallest) to yellow (largest)">
            <span class="title">"Batch size"</span>
            <span class="bar">
                <span class="gradient" style:background=gradient()></span>
                <span class="ticks">{live(ticks)}</span>
            </span>
        </div>
    }
}

fn gradient() -> String {
    const STOPS: u32 = 12;
    let stops: Vec<String> = (0..=STOPS).map(|i| css(viridis(f64::from(i) / f64::from(STOPS)))).collect();
    format!("linear-gradient(to right, {})", stops.join(", "))
}
