//! Interactive chart: canvas, hover, keyboard navigation and text for screen readers.

pub(crate) mod backend;
pub(crate) mod canvas;
pub(crate) mod checks;
pub(crate) mod drawn;
pub(crate) mod gestures;
pub(crate) mod legend;
pub(crate) mod limit_handles;
pub(crate) mod listen;
pub(crate) mod pointing;
pub(crate) mod save_picture;
pub(crate) mod scatter;
pub(crate) mod scatter_legend;
pub(crate) mod tools;
pub(crate) mod tooltip;

use std::sync::Arc;

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html::Div;
use leptos::prelude::*;

use super::reactive::{Memo, RwSignal, Signal, act, live, read_in_order};
use crate::chart::frame::Frame;
use crate::chart::frame::projection::Projection;
use crate::chart::frame::window::Window;
use crate::chart::interactive::Interactive;
use crate::chart::painter::Painter;
use crate::chart::picture::legend::Legend;
use crate::chart::theme::{DARK, LIGHT, Theme};

use self::backend::PageBackend;
use self::canvas::ChartCanvas;
use self::drawn::{AnyScene, Drawn};
use self::gestures::Stage;
use self::listen::attach;
use self::pointing::{Active, point_at, pointed, spoken, walk};
use self::save_picture::{SaveButtons, Saving};
use self::tools::{Tools, buttons, held};
use self::tooltip::Tooltip;
use super::browser::observe;
use super::parts::pins::{Linked, Marks, Pointer};
use super::state::inputs::LazyCode;
use super::state::selection::Selection;
use crate::page::words::runs::Field;

/// An item to be described, and the data under the pointer (for the keyboard, those of the item).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The item.
    pub item: usize,
    /// x and y in data space.
    pub data: (f64, f64),
}

/// The description of an item.
#[derive(Clone, Debug, PartialEq)]
pub struct Description {
    /// Its name.
    pub title: String,
    /// Its figures.
    pub fields: Vec<Field>,
}

/// Describes an item; `None` for one that is gone.
type Describe = Callback<Hit, Option<Description>>;

/// A scene on a canvas with hover, keyboard and a summary. `host` is for extra attributes on the host element.
#[component]
pub fn Chart<S: Interactive>(
    state: Selection,
    /// The scene, if there is one.
    #[prop(into)]
    scene: Signal<Option<Arc<S>>>,
    /// The host's `data-testid`.
    test_id: &'static str,
    /// What the chart is, for a screen reader.
    #[prop(into)]
    label: String,
    /// The title of a saved picture.
    #[prop(into)]
    title: Signal<String>,
    /// The legend of such a picture.
    #[prop(optional)]
    legend: Option<Memo<Legend>>,
    /// The caption: what the chart shows now, a sentence or two.
    #[prop(into)]
    summary: Signal<String>,
    /// Describes an item; `None` for one that is gone.
    describe: impl Fn(Hit) -> Option<Description> + Copy + Send + Sync + 'static,
    /// The element that holds the canvas.
    #[prop(optional)]
    host: NodeRef<Div>,
    /// Whether it is drawn with the first layout; other charts wait until they are near the screen.
    #[prop(optional)]
    eager: bool,
    /// How its items map to runs, which can then be pinned on the chart and are marked there.
    #[prop(optional)]
    linked: Option<Linked>,
    /// Zoom, selection, a limit that can be moved.
    #[prop(optional)]
    tools: Option<Tools>,
) -> impl IntoView {
    let scene = Signal::derive(move || scene.get().map(|scene| scene as Arc<dyn Drawn>));
    let describe = Callback::new(describe);
    view! { <AnyChart state scene test_id label title legend summary describe host eager linked tools /> }
}

#[component]
fn AnyChart(
    state: Selection,
    scene: Signal<AnyScene>,
    test_id: &'static str,
    label: String,
    title: Signal<String>,
    legend: Option<Memo<Legend>>,
    summary: Signal<String>,
    describe: Describe,
    host: NodeRef<Div>,
    eager: bool,
    linked: Option<Linked>,
    tools: Option<Tools>,
) -> impl IntoView {
    let frame = RwSignal::new(Frame::default());
    let near = RwSignal::new(eager);
    host.on_load(move |element| {
        observe::track(&element, frame);
        // A screen away, so that it is drawn before it is scrolled to.
        observe::near_screen(&element, "100%", near);
    });
    let scene = when_near(scene, near);
    let theme = Memo::new(move |_| theme(state));
    let projection = Memo::new(move |_| {
        let (frame, theme) = (frame.get(), theme.get());
        let window = tools.map_or(Window::WHOLE, |tools| tools.window.get());
        scene.with(|scene| scene.as_ref().map(|scene| scene.project(&frame, &window, &theme)))
    });
    let active = RwSignal::new(Active::default());
    let item = Signal::derive(move || active.get().item);
    let pointer = Pointer::new(state, linked.as_ref(), item);
    let pointed = pointed(scene, frame, projection, active, describe, pointer);
    let last = StoredValue::new(None);
    let stage = tools.map(|tools| Stage { tools, scene, projection, pointer });
    let ready = Memo::new(move |_| stage.is_some() && state.lazy_code.get() == LazyCode::Ready);
    Effect::new(move |_| {
        if let (true, Some(stage), Some(host)) = (ready.get(), stage, host.get()) {
            attach(stage, &host);
        }
    });
    let held = move || ready.get().then(|| held(stage)).flatten();
    let buttons = move || ready.get().then(|| buttons(stage)).flatten();
    let point = move |event: PointerEvent| {
        point_at(scene, projection, active, last, &event);
        pointer.tell();
    };
    let leave = move || {
        active.set(Active::default());
        pointer.tell();
    };
    // A finger cannot hover: its first tap describes a mark, which stays so, and a second one on it pins.
    let pins = StoredValue::new(true);
    let press = move |event: PointerEvent| {
        let before = active.get_untracked().item;
        let is_touch = event.pointer_type() == "touch";
        point(event);
        pins.set_value(!is_touch || before == active.get_untracked().item);
    };
    let marks = linked.map(|linked| view! { <Marks state projection linked /> }.into_any());
    let label = format!("{label}. {}", keyboard_help(marks.is_some(), tools.is_some()));
    view! {
        <figure class="chart-figure">
            <div
                class="canvas-host"
                data-testid=test_id
                node_ref=host
                tabindex="0"
                role="application"
                aria-roledescription="interactive chart"
                aria-label=label
                on:pointermove=act(point)
                on:pointerdown=act(press)
                on:click=act(move |_| {
                    if pins.get_value() {
                        pointer.pin();
                    }
                })
                on:pointerleave=act(move |event: PointerEvent| {
                    if event.pointer_type() != "touch" {
                        leave();
                    }
                })
                on:pointercancel=act(move |_| leave())
                on:blur=act(move |_| leave())
                on:keydown=move |event: KeyboardEvent| {
                    if matches!(event.key().as_str(), "Enter" | " ") {
                        event.prevent_default();
                        return pointer.pin();
                    }
                    walk(scene, projection, active, &event);
                    pointer.tell();
                }
            >
                <ChartCanvas frame label=summary draw=drawing(scene, host, projection, theme) />
                {marks}
                {live(held)}
                <Tooltip pointed />
            </div>
            {live(buttons)}
            <figcaption>{summary.live()}</figcaption>
            <SaveButtons saving=Saving { state, scene, theme, title, caption: summary, legend } />
            <p class="visually-hidden" aria-live="polite">{spoken(active, pointed)}</p>
        </figure>
    }
}

/// The page's theme now; tracked.
pub(crate) fn theme(state: Selection) -> Theme {
    if state.dark.get() { DARK } else { LIGHT }
}

/// The same, once.
pub(crate) fn theme_untracked(state: Selection) -> Theme {
    if state.dark.get_untracked() { DARK } else { LIGHT }
}

/// Keyboard help for screen readers.
fn keyboard_help(pins: bool, zooms: bool) -> &'static str {
    match (pins, zooms) {
        (_, true) => "Arrow keys go from mark to mark, Enter pins one, plus and minus zoom, 0 shows all.",
        (true, _) => "Arrow keys go from mark to mark, Enter pins one.",
        _ => "Arrow keys go from mark to mark.",
    }
}

/// The scene while the chart is near the screen; otherwise it is not computed, and the canvas keeps what it showed.
fn when_near(scene: Signal<AnyScene>, near: RwSignal<bool>) -> Signal<AnyScene> {
    let scene = Memo::new_with_compare(
        move |before: Option<&AnyScene>| if near.get() { scene.get() } else { before.cloned().flatten() },
        |a, b| match (a, b) {
            (Some(Some(a)), Some(Some(b))) => !Arc::ptr_eq(a, b),
            _ => true,
        },
    );
    scene.into()
}

/// Draws the scene, and counts the draws in an attribute of the host.
fn drawing(
    scene: Signal<AnyScene>,
    host: NodeRef<Div>,
    projection: Memo<Option<Projection>>,
    theme: Memo<Theme>,
) -> impl Fn(&mut Painter<'_, PageBackend>, &Frame) + 'static {
    let draws = std::cell::Cell::new(0u32);
    move |painter, frame| {
        let (theme, scene, projection) = read_in_order((theme, scene, projection));
        let (Some(scene), Some(projection)) = (scene, projection) else { return };
        if let Err(error) = scene.draw(painter, frame, &projection, &theme) {
            leptos::logging::error!("the chart could not be drawn: {error}");
        }
        draws.set(draws.get() + 1);
        if let Some(host) = host.get_untracked() {
            host.set_attribute("data-draws", &draws.get().to_string()).ok();
        }
    }
}
