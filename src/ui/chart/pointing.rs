//! The item of a chart that the pointer or the keyboard is on: how it is found, and what is said of it.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;

use super::drawn::AnyScene;
use super::tooltip::Pointed;
use super::{Describe, Description, Hit};
use crate::chart::frame::Frame;
use crate::chart::frame::projection::Projection;
use crate::ui::parts::pins::Pointer;
use crate::ui::reactive::{Memo, RwSignal, Signal};

/// Below this width of a chart its halves are narrower than a box and the way to it.
const NARROW_CSS: f64 = 556.0;

/// The item under the pointer or the keyboard.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Active {
    pub(super) item: Option<usize>,
    /// The position of the pointer, CSS px; `None` for the keyboard.
    pub(super) pointer: Option<(f64, f64)>,
    /// Whether that is a finger, which cannot hover.
    pub(super) by_touch: bool,
}

pub(super) fn pointed(
    scene: Signal<AnyScene>,
    frame: RwSignal<Frame>,
    projection: Memo<Option<Projection>>,
    active: RwSignal<Active>,
    describe: Describe,
    pins: Pointer,
) -> Memo<Option<Pointed>> {
    Memo::new(move |_| {
        let Active { item, pointer, by_touch } = active.get();
        let (item, frame) = (item?, frame.get());
        let (scene, projection) = (scene.get()?, projection.get()?);
        let place = scene.place(&projection, item)?;
        let data = projection.to_data(pointer.unwrap_or(place));
        let Description { title, mut fields } = describe.run(Hit { item, data })?;
        fields.extend(pins.field(item, pointer.is_some(), by_touch));
        Some(Pointed { row: item, place, shift: shift(place, &frame), title, fields })
    })
}

/// From an item to the box that describes it, as a transform: beside it on the side that has more room. Where no side has
/// enough, above or below it, and as far to the left as the item is to the right: that never leaves the chart.
fn shift((x, y): (f64, f64), frame: &Frame) -> String {
    let far = |is_far: bool| if is_far { "calc(-100% - 18px)" } else { "18px" };
    if frame.width_css < NARROW_CSS {
        let across = (x / frame.width_css * 100.0).clamp(0.0, 100.0);
        format!("translate(-{across:.0}%,{})", far(y > frame.height_css / 2.0))
    } else {
        format!("translate({},-50%)", far(x > frame.width_css / 2.0))
    }
}

/// Announces an item reached by keyboard; announcing the pointer's would be too much.
pub(super) fn spoken(active: RwSignal<Active>, pointed: Memo<Option<Pointed>>) -> impl Fn() -> Option<String> {
    move || {
        let by_key = active.get().pointer.is_none();
        let Pointed { title, fields, .. } = pointed.get().filter(|_| by_key)?;
        let fields: Vec<String> = fields.iter().map(|(name, value)| format!("{name} {value}")).collect();
        Some(format!("{title}: {}", fields.join(", ")))
    }
}

pub(super) fn point_at(
    scene: Signal<AnyScene>,
    projection: Memo<Option<Projection>>,
    active: RwSignal<Active>,
    last: StoredValue<Option<(i32, i32)>>,
    event: &PointerEvent,
) {
    let place = (f64::from(event.offset_x()), f64::from(event.offset_y()));
    let (Some(scene), Some(projection)) = (scene.get_untracked(), projection.get_untracked()) else { return };
    let now = match scene.closest(&projection, place) {
        Some(item) => Active { item: Some(item), pointer: Some(place), by_touch: event.pointer_type() == "touch" },
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

pub(super) fn walk(
    scene: Signal<AnyScene>,
    projection: Memo<Option<Projection>>,
    active: RwSignal<Active>,
    event: &KeyboardEvent,
) {
    let (Some(scene), Some(projection)) = (scene.get_untracked(), projection.get_untracked()) else { return };
    let from = active.get_untracked().item;
    let item = match (event.key().as_str(), from) {
        ("Escape", _) => None,
        (key @ ("ArrowUp" | "ArrowDown"), Some(from)) => {
            // At the end it stays.
            Some(scene.vertical(&projection, from, key == "ArrowUp").unwrap_or(from))
        }
        (key, from) => match step(&scene.reading_order(&projection), from, key) {
            Some(item) => Some(item),
            None => return,
        },
    };
    event.prevent_default();
    active.set(Active { item, ..Active::default() });
}

/// The next item for a key; `None` for other keys, or without items.
fn step(order: &[usize], from: Option<usize>, key: &str) -> Option<usize> {
    let last = order.len().checked_sub(1)?;
    let at = from.and_then(|item| order.iter().position(|&at| at == item));
    let to = match (key, at) {
        ("Home", _) | ("ArrowRight" | "ArrowDown" | "ArrowLeft" | "ArrowUp", None) => 0,
        ("End", _) => last,
        ("ArrowRight", Some(at)) => (at + 1).min(last),
        ("ArrowLeft", Some(at)) => at.saturating_sub(1),
        _ => return None,
    };
    Some(order[to])
}
