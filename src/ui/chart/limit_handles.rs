//! Handles of the limits on a chart: sliders that the pointer and the keys move, one for each axis.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::drawn::AnyScene;
use super::tools::Tools;
use crate::chart::frame::projection::Projection;
use crate::chart::interactive::Grip;
use crate::page::choice::scatter_axes::Side;
use crate::page::scatter::moved_cost::ANY_COST;
use crate::page::scatter::stops::{Handle, Move};
use crate::ui::reactive::{Memo, Signal, Views, live};

/// How near to a limit's line a pointer takes hold of it, CSS px.
const HOLD_CSS: f64 = 8.0;
/// How near to the handle a finger does. Along the rest of the line it scrolls the page.
const FINGER_CSS: f64 = 22.0;
/// By so many runs a key for a larger step moves a limit.
const FAR: i32 = 10;
/// From the y axis to a limit across, whose words above the plot would lie on those of any cost, CSS px.
const WORDS_CSS: f64 = 180.0;

/// Of both limits that of an axis.
fn of<T: Copy>(grips: [Option<T>; 2], side: Side) -> Option<T> {
    grips[usize::from(side == Side::Y)]
}

impl Tools {
    /// The limit that a pointer at a place, or a finger, can take hold of. Not tracked.
    pub(super) fn limit_at(self, grips: [Option<Grip>; 2], (x, y): (f64, f64), is_finger: bool) -> Option<Side> {
        let is_near = |side: &Side| {
            of(grips, *side).is_some_and(|Grip { at, along: (from, to) }| match side {
                _ if is_finger => (x - at.0).hypot(y - at.1) <= FINGER_CSS,
                Side::X => (x - at.0).abs() <= HOLD_CSS && (from..=to).contains(&y),
                Side::Y => (y - at.1).abs() <= HOLD_CSS && (from..=to).contains(&x),
            })
        };
        [Side::X, Side::Y].into_iter().filter(is_near).find(|&side| untrack(|| self.handle.run(side)).is_some())
    }
}

/// Where handles are; tracked.
type Grips = Signal<[Option<Grip>; 2]>;

/// Both handles, and beside the title of the axis what can be done.
pub(super) fn limit_handles(
    tools: Tools,
    scene: Signal<AnyScene>,
    projection: Memo<Option<Projection>>,
) -> impl IntoView {
    let grips = move || projection.get().and_then(|it| Some(scene.get()?.grips(&it))).unwrap_or_default();
    let grips = Signal::derive(grips);
    // Once for all that is said of it: of a large table it is a pass over all rows.
    let told = [Side::X, Side::Y].map(|side| (side, Memo::new(move |_| tools.handle.run(side))));
    let [x, y] = told.map(|(side, told)| limit_handle(tools, grips, side, told));
    [x, y, hint(told.map(|(_, told)| told), grips, projection)].views()
}

/// The handle of a limit in words.
type Told = Memo<Option<Handle>>;

/// The handle of one limit, which the keys move too.
fn limit_handle(tools: Tools, grips: Grips, side: Side, told: Told) -> AnyView {
    let grip = move || of(grips.get(), side);
    let at = move |of: fn((f64, f64)) -> f64| px(grip().map_or(0.0, |grip| of(grip.at)));
    let number = move |of: fn(&Handle) -> f64| told.with(|told| told.as_ref().map_or(0.0, of)).to_string();
    let words = move |of: fn(&Handle) -> &String| told.with(|told| told.as_ref().map(of).cloned().unwrap_or_default());
    let there = Memo::new(move |_| grip().is_some() && told.with(Option::is_some));
    let (test_id, orientation) = match side {
        Side::X => ("limit-handle", "horizontal"),
        Side::Y => ("cost-handle", "vertical"),
    };
    let handle = move || {
        // Made once: what has the keyboard stays while it moves.
        view! {
            <span
                class="limit-handle"
                data-testid=test_id
                role="slider"
                tabindex="0"
                aria-orientation=orientation
                aria-label=move || words(|told| &told.label)
                aria-valuetext=move || words(|told| &told.words)
                aria-valuenow=move || number(|told| told.now)
                aria-valuemin=move || number(|told| told.ends.0)
                aria-valuemax=move || number(|told| told.ends.1)
                style:left=move || at(|place| place.0)
                style:top=move || at(|place| place.1)
                on:keydown=move |event: KeyboardEvent| step(tools, side, &event)
            ></span>
        }
        .into_any()
    };
    (move || there.get().then(handle)).into_any()
}

/// What can be done, under the plot; and at the upper end of the y axis that any cost is admitted, where that has room.
fn hint(told: [Told; 2], grips: Grips, projection: Memo<Option<Projection>>) -> AnyView {
    let any_cost = move || {
        let [across, upwards] = grips.get();
        let told = told[1].get().filter(|told| told.words == ANY_COST)?;
        let (x, y) = upwards?.at;
        let has_room = across.is_none_or(|across| across.at.0 > x + WORDS_CSS);
        has_room.then(|| words(told.words, x + 12.0, px(y - 14.0)))
    };
    let hint = move || {
        let left = projection.with(|projection| projection.map_or(0.0, |projection| projection.area.left));
        let is_limited = told.iter().any(|told| told.with(Option::is_some));
        let done = "Drag a limit, or arrow keys on it · drag zooms · click pins";
        is_limited.then(|| words(done.to_owned(), left, String::new()))
    };
    [live(any_cost).into_any(), live(hint).into_any()].views()
}

/// Words over the canvas, under the plot where no `top` is told.
fn words(words: String, left: f64, top: String) -> AnyView {
    let bottom = if top.is_empty() { "" } else { "auto" };
    view! { <span class="chart-hint" aria-hidden="true" style:left=px(left) style:top=top style:bottom=bottom>{words}</span> }
        .into_any()
}

fn px(value: f64) -> String {
    format!("{value:.1}px")
}

/// What a key does to a limit. None of those is for the chart as well.
fn step(tools: Tools, side: Side, event: &KeyboardEvent) {
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
    tools.move_limit.run((side, by));
}
