//! Interactive chart: canvas, hover, keyboard navigation and text for screen readers.

pub(crate) mod backend;
pub(crate) mod canvas;
pub(crate) mod checks;
pub(crate) mod drawn;
pub(crate) mod legend;
pub(crate) mod save_picture;
pub(crate) mod scatter;
pub(crate) mod scatter_legend;
pub(crate) mod tooltip;

use std::sync::Arc;

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html::Div;
use leptos::prelude::*;

use super::reactive::{Memo, RwSignal, Signal, act, read_in_order};
use crate::chart::frame::Frame;
use crate::chart::frame::projection::Projection;
use crate::chart::interactive::Interactive;
use crate::chart::painter::Painter;
use crate::chart::picture::legend::Legend;
use crate::chart::theme::{DARK, LIGHT, Theme};

use self::backend::PageBackend;
use self::canvas::ChartCanvas;
use self::drawn::{AnyScene, Drawn};
use self::save_picture::{SaveButtons, Saving};
use self::tooltip::{Pointed, Tooltip};
use super::browser::observe;
use super::parts::pins::{Linked, Marks, Pointer};
use super::state::selection::Selection;
use crate::page::words::runs::Field;

/// The item under the pointer or the keyboard.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Active {
    item: Option<usize>,
    /// The position of the pointer, CSS px; `None` for the keyboard.
    pointer: Option<(f64, f64)>,
}

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
) -> impl IntoView {
    let scene = Signal::derive(move || scene.get().map(|scene| scene as Arc<dyn Drawn>));
    let describe = Callback::new(describe);
    view! { <AnyChart state scene test_id label title legend summary describe host eager linked /> }
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
        scene.with(|scene| scene.as_ref().map(|scene| scene.project(&frame, &theme)))
    });
    let active = RwSignal::new(Active::default());
    let pointed = pointed(scene, frame, projection, active, describe);
    let item = Signal::derive(move || active.get().item);
    let pointer = Pointer::new(state, linked.as_ref(), item);
    let last = StoredValue::new(None);
    let point = move |event: PointerEvent| {
        point_at(scene, projection, active, last, &event);
        pointer.tell();
    };
    let leave = move || {
        active.set(Active::default());
        pointer.tell();
    };
    let marks = linked.map(|linked| view! { <Marks state projection linked /> }.into_any());
    let label = format!("{label}. {}", keyboard_help(marks.is_some()));
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
                on:pointerdown=act(point)
                on:click=act(move |_| pointer.pin())
                on:pointerleave=act(move |_| leave())
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
                <Tooltip pointed />
            </div>
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

/// Keyboard help for screen readers.
fn keyboard_help(pins: bool) -> &'static str {
    if pins { "Arrow keys go from mark to mark, Enter pins one." } else { "Arrow keys go from mark to mark." }
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

fn pointed(
    scene: Signal<AnyScene>,
    frame: RwSignal<Frame>,
    projection: Memo<Option<Projection>>,
    active: RwSignal<Active>,
    describe: Describe,
) -> Memo<Option<Pointed>> {
    Memo::new(move |_| {
        let Active { item, pointer } = active.get();
        let (item, frame) = (item?, frame.get());
        let (scene, projection) = (scene.get()?, projection.get()?);
        let place = scene.place(&projection, item)?;
        let data = projection.to_data(pointer.unwrap_or(place));
        let Description { title, fields } = describe.run(Hit { item, data })?;
        Some(Pointed { row: item, place, flip: place.0 > frame.width_css / 2.0, title, fields })
    })
}

/// Announces an item reached by keyboard; announcing the pointer's would be too much.
fn spoken(active: RwSignal<Active>, pointed: Memo<Option<Pointed>>) -> impl Fn() -> Option<String> {
    move || {
        let by_key = active.get().pointer.is_none();
        let Pointed { title, fields, .. } = pointed.get().filter(|_| by_key)?;
        let fields: Vec<String> = fields.iter().map(|(name, value)| format!("{name} {value}")).collect();
        Some(format!("{title}: {}", fields.join(", ")))
    }
}

fn point_at(
    scene: Signal<AnyScene>,
    projection: Memo<Option<Projection>>,
    active: RwSignal<Active>,
    last: StoredValue<Option<(i32, i32)>>,
    event: &PointerEvent,
) {
    let place = (f64::from(event.offset_x()), f64::from(event.offset_y()));
    let (Some(scene), Some(projection)) = (scene.get_untracked(), projection.get_untracked()) else { return };
    let now = match scene.closest(&projection, place) {
        Some(item) => Active { item: Some(item), pointer: Some(place) },
        None => Active::default(),
    };
    let before = active.get_untracked();
    let is_led_by_key = before.item.is_some() && before.pointer.is_none();
    let rests = is_at_rest(event, last, now.item);
    if before != now && !(is_led_by_key && rests) {
        active.set(now);
    }
}

/// Whether a move is that of the page under a pointer that rests: WebKit reports one when the page scrolls, and it must not
/// take the mark from the keyboard. The first move of all has no distance either, but leads to something.
fn is_at_rest(event: &PointerEvent, last: StoredValue<Option<(i32, i32)>>, item: Option<usize>) -> bool {
    let here = Some((event.screen_x(), event.screen_y()));
    let is_known = last.try_update_value(|last| std::mem::replace(last, here)) == Some(here);
    let distance = (event.movement_x(), event.movement_y());
    event.type_() == "pointermove" && distance == (0, 0) && (is_known || item.is_none())
}

fn walk(
    scene: Signal<AnyScene>,
    projection: Memo<Option<Projection>>,
    active: RwSignal<Active>,
    event: &KeyboardEvent,
) {
    let (Some(scene), Some(projection)) = (scene.get_untracked(), projection.get_untracked()) else { return };
    let item = match event.key().as_str() {
        "Escape" => None,
        key => match step(&scene.reading_order(&projection), active.get_untracked().item, key) {
            Some(item) => Some(item),
            None => return,
        },
    };
    event.prevent_default();
    active.set(Active { item, pointer: None });
}

/// The next item for a key; `None` for other keys, or without items.
fn step(order: &[usize], from: Option<usize>, key: &str) -> Option<usize> {
    let last = order.len().checked_sub(1)?;
    let at = from.and_then(|item| order.iter().position(|&at| at == item));
    let to = match (key, at) {
        ("Home", _) | ("ArrowRight" | "ArrowDown" | "ArrowLeft" | "ArrowUp", None) => 0,
        ("End", _) => last,
        ("ArrowRight" | "ArrowDown", Some(at)) => (at + 1).min(last),
        ("ArrowLeft" | "ArrowUp", Some(at)) => at.saturating_sub(1),
        _ => return None,
    };
    Some(order[to])
}
