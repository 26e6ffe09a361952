//! Zoom, selection and the moving of a limit on a chart: what is held, and what is shown of it over the canvas.

use std::sync::Arc;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::drawn::AnyScene;
use super::gestures::{Down, Gesture, Stage};
use crate::chart::frame::projection::Projection;
use crate::chart::frame::window::Window;
use crate::page::scatter::moved_limit::{Handle, Move};
use crate::page::words::runs::count;
use crate::ui::reactive::{Memo, RwSignal, Signal, act, live};
use crate::ui::state::selection::Selection;

/// Rings are drawn around no more runs than these; how many are selected is said in any case.
const MOST_RINGS: usize = 3_000;
const RING_CSS: f64 = 8.0;
/// By so many runs a key for a larger step moves the limit.
const FAR: i32 = 10;

/// The tools of one chart.
#[derive(Clone, Copy)]
pub struct Tools {
    pub(super) state: Selection,
    /// What of the axes is shown. Not in the address.
    pub(super) window: RwSignal<Window>,
    /// Moves the limit on the measure across.
    pub(super) move_limit: Callback<Move>,
    /// Its handle in words.
    handle: Callback<(), Option<Handle>>,
    /// Whether the pointer could take hold of the limit.
    pub(super) near_limit: StoredValue<bool>,
    /// Two opposite corners of the box that is being drawn, CSS px.
    pub(super) drawn_box: RwSignal<Option<[(f64, f64); 2]>>,
    pub(super) gesture: StoredValue<Gesture>,
    /// The pointers that are down.
    pub(super) down: StoredValue<Vec<Down>>,
    /// Whether the pointer moved since it is down, so that a click is none.
    pub(super) dragged: StoredValue<bool>,
    /// Whether the space bar is held.
    pub(super) space: StoredValue<bool>,
}

impl Tools {
    /// Nothing held, all shown.
    pub(crate) fn new(state: Selection, move_limit: Callback<Move>, handle: Callback<(), Option<Handle>>) -> Self {
        Self {
            state,
            window: RwSignal::new(Window::WHOLE),
            move_limit,
            handle,
            near_limit: StoredValue::new(false),
            drawn_box: RwSignal::new(None),
            gesture: StoredValue::new(Gesture::None),
            down: StoredValue::new(Vec::new()),
            dragged: StoredValue::new(false),
            space: StoredValue::new(false),
        }
    }

    /// Shows all of the axes.
    pub(crate) fn reset(self) {
        if self.window.get_untracked() != Window::WHOLE {
            self.window.set(Window::WHOLE);
        }
    }

    /// Selects these runs, and no others.
    #[inline(never)]
    pub(super) fn select(self, rows: Vec<usize>) {
        self.state.brushed.set(Arc::new(rows.into_iter().collect()));
    }
}

/// What is over the canvas of a chart that has tools.
#[inline(never)]
pub(super) fn held(stage: Option<Stage>) -> Option<AnyView> {
    let Stage { tools, scene, projection, .. } = stage?;
    Some(view! { <Held tools scene projection /> }.into_any())
}

/// What is under it.
#[inline(never)]
pub(super) fn buttons(stage: Option<Stage>) -> Option<AnyView> {
    let tools = stage?.tools;
    Some(view! { <ToolButtons tools /> }.into_any())
}

/// Rings around the selected runs, the box that is being drawn, and the limit's handle.
#[component]
pub(crate) fn Held(tools: Tools, scene: Signal<AnyScene>, projection: Memo<Option<Projection>>) -> impl IntoView {
    let px = |value: f64| format!("{value:.1}px");
    let rings = move || {
        let brushed = tools.state.brushed.get();
        if brushed.is_empty() {
            return None;
        }
        let path = rings(&scene.get()?, &projection.get()?, &|row| brushed.contains(&row));
        Some(view! { <svg class="rings" aria-hidden="true"><path d=path></path></svg> }.into_any())
    };
    let drawn = move || {
        let [(ax, ay), (bx, by)] = tools.drawn_box.get()?;
        let (left, top) = (px(ax.min(bx)), px(ay.min(by)));
        let (width, height) = (px((ax - bx).abs()), px((ay - by).abs()));
        let view =
            view! { <span class="box" style:left=left style:top=top style:width=width style:height=height></span> };
        Some(view.into_any())
    };
    view! {
        <div class="held">
            {live(rings)}
            {live(drawn)}
            {limit_handle(tools, scene, projection)}
        </div>
    }
}

/// The handle of the limit, which the keys move too, and beside the title of the axis what can be done.
fn limit_handle(tools: Tools, scene: Signal<AnyScene>, projection: Memo<Option<Projection>>) -> impl IntoView {
    let px = |value: f64| format!("{value:.1}px");
    let place = Memo::new(move |_| scene.get()?.handle(&projection.get()?));
    let at = move |of: fn((f64, f64)) -> f64| px(place.get().map_or(0.0, of));
    let told = Memo::new(move |_| tools.handle.run(()));
    let number = move |of: fn(&Handle) -> f64| told.with(|told| told.as_ref().map_or(0.0, of)).to_string();
    let words = move |of: fn(&Handle) -> &String| told.with(|told| told.as_ref().map(of).cloned().unwrap_or_default());
    let there = Memo::new(move |_| place.get().is_some() && told.with(Option::is_some));
    let left = move || px(projection.with(|projection| projection.map_or(0.0, |projection| projection.area.left)));
    let handle = move || {
        // Made once: what has the keyboard stays while it moves.
        view! {
            <span
                class="limit-handle"
                data-testid="limit-handle"
                role="slider"
                tabindex="0"
                aria-label=move || words(|told| &told.label)
                aria-valuetext=move || words(|told| &told.words)
                aria-valuenow=move || number(|told| told.now_ms)
                aria-valuemin=move || number(|told| told.ends_ms.0)
                aria-valuemax=move || number(|told| told.ends_ms.1)
                style:left=move || at(|place| place.0)
                style:top=move || at(|place| place.1)
                on:keydown=move |event: KeyboardEvent| step(tools, &event)
            ></span>
            <span class="chart-hint" aria-hidden="true" style:left=left>
                "Drag the limit, or \u{2190} \u{2192} on it · drag zooms · click pins"
            </span>
        }
        .into_any()
    };
    move || there.get().then(handle)
}

/// What a key does to the limit. None of those is for the chart as well.
fn step(tools: Tools, event: &KeyboardEvent) {
    let by = match event.key().as_str() {
        "ArrowLeft" | "ArrowDown" => Move::By(-1),
        "ArrowRight" | "ArrowUp" => Move::By(1),
        "PageDown" => Move::By(-FAR),
        "PageUp" => Move::By(FAR),
        "Home" => Move::First,
        "End" | "Delete" => Move::Lift,
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    tools.move_limit.run(by);
}

#[inline(never)]
fn rings(scene: &Arc<dyn super::drawn::Drawn>, projection: &Projection, is_brushed: &dyn Fn(usize) -> bool) -> String {
    let placed = scene.placed(projection).into_iter().filter(|&(row, _)| is_brushed(row)).take(MOST_RINGS);
    let (across, radius) = (RING_CSS * 2.0, RING_CSS);
    let ring = |(_, (x, y)): (usize, (f64, f64))| {
        format!("M{:.1} {y:.1}a{radius} {radius} 0 1 0 {across} 0a{radius} {radius} 0 1 0 -{across} 0", x - radius)
    };
    placed.map(ring).collect()
}

/// Buttons that end a zoom and a selection, while there is one.
#[component]
pub(crate) fn ToolButtons(tools: Tools) -> impl IntoView {
    let reset = move || {
        (tools.window.get() != Window::WHOLE).then(|| {
            view! {
                <button type="button" data-testid="reset-zoom" title="Also: double click, or key 0" on:click=act(move |_| tools.reset())>
                    "Reset zoom"
                </button>
            }
            .into_any()
        })
    };
    let clear = move || {
        let selected = tools.state.brushed.with(|brushed| brushed.len());
        (selected > 0).then(|| {
            let words = format!("{} selected", count(selected, "run", "runs"));
            view! {
                <span data-testid="brushed" role="status">{words}</span>
                <button type="button" data-testid="clear-brushed" on:click=act(move |_| tools.select(Vec::new()))>
                    "Clear"
                </button>
            }
            .into_any()
        })
    };
    view! { <div class="chart-tools">{live(reset)}{live(clear)}</div> }
}
