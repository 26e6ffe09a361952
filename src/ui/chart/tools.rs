//! Zoom, selection and the moving of limits on a chart: what is held, and what is shown of it over the canvas.

use std::sync::Arc;

use leptos::prelude::*;

use super::drawn::AnyScene;
use super::gestures::{Down, Gesture, Stage};
use super::limit_handles::limit_handles;
use crate::chart::frame::projection::Projection;
use crate::chart::frame::window::Window;
use crate::page::choice::scatter_axes::Side;
use crate::page::scatter::stops::{Handle, Move};
use crate::page::words::runs::count;
use crate::ui::reactive::{Memo, RwSignal, Signal, act, live};
use crate::ui::state::selection::Selection;

/// Rings are drawn around no more runs than these; how many are selected is said in any case.
const MOST_RINGS: usize = 3_000;
const RING_CSS: f64 = 8.0;

/// The tools of one chart.
#[derive(Clone, Copy)]
pub struct Tools {
    pub(super) state: Selection,
    /// What of the axes is shown. Not in the address.
    pub(super) window: RwSignal<Window>,
    /// Moves the limit on the measure of an axis.
    pub(super) move_limit: Callback<(Side, Move)>,
    /// Its handle in words.
    pub(super) handle: Callback<Side, Option<Handle>>,
    /// The limit that the pointer could take hold of.
    pub(super) near_limit: StoredValue<Option<Side>>,
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
    pub(crate) fn new(
        state: Selection,
        move_limit: Callback<(Side, Move)>,
        handle: Callback<Side, Option<Handle>>,
    ) -> Self {
        Self {
            state,
            window: RwSignal::new(Window::WHOLE),
            move_limit,
            handle,
            near_limit: StoredValue::new(None),
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

/// Rings around the selected runs, the box that is being drawn, and the handles of limits.
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
            {limit_handles(tools, scene, projection)}
        </div>
    }
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
