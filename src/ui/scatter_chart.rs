//! The cost-latency chart as a reader meets it: seen, pointed at, walked through by keyboard, heard.

use std::sync::Arc;

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html::Div;
use leptos::prelude::*;
use plotters_canvas::CanvasBackend;

use crate::chart::frame::Frame;
use crate::chart::painter::Painter;
use crate::chart::projection::Projection;
use crate::chart::theme::{self, Theme};

use super::canvas::ChartCanvas;
use super::observe;
use super::scatter_view::ScatterView;
use super::state::State;
use super::tooltip::{Pointed, Tooltip};
use super::words;

/// The run that the reader is on.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Active {
    row: Option<usize>,
    /// Only what the keyboard reaches is read out: a mouse would chatter.
    by_key: bool,
}

/// The chart.
#[component]
pub fn ScatterChart(state: State) -> impl IntoView {
    let host = NodeRef::<Div>::new();
    let frame = RwSignal::new(Frame::default());
    host.on_load(move |element| observe::track(&element, frame));
    let theme = Memo::new(move |_| if state.dark.get() { theme::DARK } else { theme::LIGHT });
    let projection = Memo::new(move |_| {
        let (frame, theme) = (frame.get(), theme.get());
        state.scatter.with(|view| view.as_ref().map(|view| view.scene.project(&frame, &theme)))
    });
    let active = RwSignal::new(Active::default());
    let pointed = pointed(state, frame, projection, active);
    let summary = summary(state);
    view! {
        <figure>
            <div
                class="canvas-host"
                data-testid="scatter"
                node_ref=host
                tabindex="0"
                role="application"
                aria-roledescription="interactive chart"
                aria-label="Cost against latency. Arrow keys go from run to run."
                aria-describedby="chart-summary"
                data-points=move || with(state, |view| view.scene.points.len().to_string())
                data-front=move || with(state, |view| joined(&view.front_rows))
                data-min-row=move || with(state, |view| view.cheapest_row.map(|row| row.to_string()).unwrap_or_default())
                on:pointermove=move |event: PointerEvent| point_at(state, projection, active, &event)
                on:pointerdown=move |event: PointerEvent| point_at(state, projection, active, &event)
                on:pointerleave=move |_| active.set(Active::default())
                on:blur=move |_| active.set(Active::default())
                on:keydown=move |event: KeyboardEvent| walk(state, active, &event)
            >
                <ChartCanvas frame label=summary draw=drawing(state, host, projection, theme) />
                <Tooltip pointed />
            </div>
            <figcaption id="chart-summary">{summary}</figcaption>
            <p class="visually-hidden" aria-live="polite">{spoken(state, active)}</p>
        </figure>
    }
}

fn with(state: State, read: impl FnOnce(&ScatterView) -> String) -> String {
    state.scatter.with(|view| view.as_ref().map(|view| read(view)).unwrap_or_default())
}

fn joined(rows: &[usize]) -> String {
    rows.iter().map(usize::to_string).collect::<Vec<_>>().join(",")
}

fn summary(state: State) -> Signal<String> {
    Signal::derive(move || {
        let Some(shown) = state.shown.get() else { return String::new() };
        state.choice.with(|choice| {
            with(state, |view| {
                words::chart_summary(&shown, choice, view.scene.points.len(), &view.front_rows, view.left_out)
            })
        })
    })
}

/// Draws the newest scene, and counts on the host how often that happened.
fn drawing(
    state: State,
    host: NodeRef<Div>,
    projection: Memo<Option<Projection>>,
    theme: Memo<Theme>,
) -> impl Fn(&mut Painter<'_, CanvasBackend>, &Frame) + 'static {
    let draws = std::cell::Cell::new(0u32);
    move |painter, frame| {
        let (view, projection, theme) = (state.scatter.get(), projection.get(), theme.get());
        let (Some(view), Some(projection)) = (view, projection) else { return };
        if let Err(error) = view.scene.draw(painter, frame, &projection, &theme) {
            leptos::logging::error!("the chart could not be drawn: {error}");
        }
        draws.set(draws.get() + 1);
        if let Some(host) = host.get_untracked() {
            host.set_attribute("data-draws", &draws.get().to_string()).ok();
        }
    }
}

fn pointed(
    state: State,
    frame: RwSignal<Frame>,
    projection: Memo<Option<Projection>>,
    active: RwSignal<Active>,
) -> Memo<Option<Pointed>> {
    Memo::new(move |_| {
        let row = active.get().row?;
        let (shown, view, projection) = (state.shown.get()?, state.scatter.get()?, projection.get()?);
        let point = view.scene.points.iter().find(|point| point.row == row)?;
        let place = projection.to_css(point.x, point.y);
        Some(Pointed {
            row,
            place,
            flip: place.0 > frame.get().width_css / 2.0,
            title: words::run_title(&shown, row),
            fields: words::run_fields(&shown, row),
        })
    })
}

fn spoken(state: State, active: RwSignal<Active>) -> impl Fn() -> Option<String> {
    move || {
        let Active { row, by_key: true } = active.get() else { return None };
        let shown = state.shown.get()?;
        Some(words::run_line(&shown, row?))
    }
}

fn point_at(state: State, projection: Memo<Option<Projection>>, active: RwSignal<Active>, event: &PointerEvent) {
    let place = (f64::from(event.offset_x()), f64::from(event.offset_y()));
    let (Some(view), Some(projection)) = (state.scatter.get_untracked(), projection.get_untracked()) else { return };
    let row = view.scene.closest(&projection, place).map(|at| view.scene.points[at].row);
    let now = Active { row, by_key: false };
    if active.get_untracked() != now {
        active.set(now);
    }
}

fn walk(state: State, active: RwSignal<Active>, event: &KeyboardEvent) {
    let Some(view) = state.scatter.get_untracked() else { return };
    let row = match event.key().as_str() {
        "Escape" => None,
        key => match step(&view, active.get_untracked().row, key) {
            Some(row) => Some(row),
            None => return,
        },
    };
    event.prevent_default();
    active.set(Active { row, by_key: true });
}

/// The row that a key leads to; `None` for a key that leads nowhere, or where there is no run.
fn step(view: &Arc<ScatterView>, from: Option<usize>, key: &str) -> Option<usize> {
    let order = view.scene.reading_order();
    let last = order.len().checked_sub(1)?;
    let at = from.and_then(|row| order.iter().position(|&at| view.scene.points[at].row == row));
    let to = match (key, at) {
        ("Home", _) | ("ArrowRight" | "ArrowDown" | "ArrowLeft" | "ArrowUp", None) => 0,
        ("End", _) => last,
        ("ArrowRight" | "ArrowDown", Some(at)) => (at + 1).min(last),
        ("ArrowLeft" | "ArrowUp", Some(at)) => at.saturating_sub(1),
        _ => return None,
    };
    Some(view.scene.points[order[to]].row)
}
