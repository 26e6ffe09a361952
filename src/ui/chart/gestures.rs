//! What pointers do on a chart besides pointing at marks: move the limit, zoom into a box, select, pan, pinch.

use leptos::ev::{KeyboardEvent, PointerEvent, WheelEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::drawn::AnyScene;
use super::tools::Tools;
use crate::chart::frame::projection::Projection;
use crate::page::choice::scatter_axes::Side;
use crate::page::scatter::stops::Move;
use crate::ui::parts::pins::Pointer;
use crate::ui::reactive::{Memo, Signal};

/// A pointer that moved less has clicked.
const CLICK_CSS: f64 = 4.0;
/// How much a step of the keys scales.
const STEP: f64 = 1.25;

type Place = (f64, f64);

/// What is being done.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Gesture {
    /// Nothing.
    #[default]
    None,
    /// The limit on an axis is held.
    Limit(Side),
    /// A box is drawn from this place, to zoom into or to select what is in it.
    Box { from: Place, selects: bool },
    /// The plot is held at this place.
    Pan { at: Place },
    /// Two fingers were here.
    Pinch { at: [Place; 2] },
}

/// A pointer that is down.
pub(crate) type Down = (i32, Place);

/// What gestures act on.
#[derive(Clone, Copy)]
pub(crate) struct Stage {
    pub(super) tools: Tools,
    pub(super) scene: Signal<AnyScene>,
    pub(super) projection: Memo<Option<Projection>>,
    pub(super) pointer: Pointer,
}

fn place(event: &PointerEvent) -> Place {
    (f64::from(event.offset_x()), f64::from(event.offset_y()))
}

fn is_touch(event: &PointerEvent) -> bool {
    event.pointer_type() == "touch"
}

fn distance(a: Place, b: Place) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

impl Stage {
    /// Whether the pointer is doing something else than pointing, which goes on; while it does nothing, finds out whether it
    /// could take hold of the limit.
    pub(super) fn moves(self, event: &PointerEvent) -> bool {
        // A press that waited for the code may have ended before it came.
        if event.type_() == "pointermove" && event.buttons() == 0 {
            self.tools.gesture.set_value(Gesture::None);
        }
        if self.tools.gesture.get_value() != Gesture::None {
            self.drag(event);
            return true;
        }
        let near = self.projection.with_untracked(|projection| {
            let grips = self.scene.get_untracked()?.grips(projection.as_ref()?);
            self.tools.limit_at(grips, place(event), is_touch(event))
        });
        if self.tools.near_limit.get_value() != near {
            self.tools.near_limit.set_value(near);
            set_class(event, "near-limit", near == Some(Side::X));
            set_class(event, "near-cost", near == Some(Side::Y));
        }
        false
    }

    /// A pointer is down: what it takes hold of.
    pub(super) fn down(self, event: &PointerEvent) {
        let (tools, at) = (self.tools, place(event));
        tools.dragged.set_value(false);
        tools.down.update_value(|down| {
            down.retain(|(id, _)| *id != event.pointer_id());
            down.push((event.pointer_id(), at));
        });
        let down = tools.down.get_value();
        self.moves(event);
        let near = tools.near_limit.get_value();
        let gesture = match (&down[..], event.button()) {
            ([(_, one), (_, other)], _) => Gesture::Pinch { at: [*one, *other] },
            (_, 0) if near.is_some() => near.map_or(Gesture::None, Gesture::Limit),
            (_, 1) => Gesture::Pan { at },
            (_, 0) if tools.space.get_value() => Gesture::Pan { at },
            // One finger scrolls the page.
            (_, 0) if !is_touch(event) && self.is_in_plot(at) => Gesture::Box { from: at, selects: event.shift_key() },
            _ => Gesture::None,
        };
        tools.gesture.set_value(gesture);
        if gesture == Gesture::None {
            return;
        }
        if matches!(gesture, Gesture::Pan { .. } | Gesture::Limit(_)) || event.shift_key() {
            // No scrolling by the middle button, no selection of text.
            event.prevent_default();
        }
        // What may become a click is captured by its first move.
        if !matches!(gesture, Gesture::Box { .. }) {
            capture(event);
        }
    }

    /// Whether a limit is held, so that a finger on it does not scroll the page.
    pub(super) fn holds_limit(self) -> bool {
        matches!(self.tools.gesture.get_value(), Gesture::Limit(_))
    }

    /// A pointer that is down has moved. The chart takes hold of a box with its first move only: WebKit lets a captured
    /// pointer leave before the click, which then is on nothing.
    fn drag(self, event: &PointerEvent) {
        let was_dragged = self.tools.dragged.get_value();
        self.moved(event);
        if !was_dragged && self.was_dragged() {
            capture(event);
        }
    }

    fn moved(self, event: &PointerEvent) {
        let (tools, at) = (self.tools, place(event));
        let Some(projection) = self.projection.get_untracked() else { return };
        let before = tools.down.get_value().iter().find(|(id, _)| *id == event.pointer_id()).map(|&(_, at)| at);
        let Some(before) = before else { return };
        set_class(event, "dragging", tools.dragged.get_value());
        match tools.gesture.get_value() {
            Gesture::None => {}
            Gesture::Limit(side) => {
                tools.dragged.set_value(true);
                let (area, to) = (projection.area, projection.to_data(at));
                let (beyond, to) = match side {
                    Side::X => (at.0 >= area.right - 1.0, to.0),
                    Side::Y => (at.1 <= area.top + 1.0, to.1),
                };
                tools.move_limit.run((side, if beyond { Move::Lift } else { Move::To(to) }));
            }
            Gesture::Box { from, .. } => {
                if tools.dragged.get_value() || distance(from, at) > CLICK_CSS {
                    tools.dragged.set_value(true);
                    tools.drawn_box.set(Some([from, at]));
                }
            }
            Gesture::Pan { at: from } => {
                tools.dragged.set_value(true);
                let (a, b) = (projection.shares(from), projection.shares(at));
                tools.window.update(|window| *window = window.moved((a.0 - b.0, a.1 - b.1)));
                tools.gesture.set_value(Gesture::Pan { at });
            }
            Gesture::Pinch { at: [one, other] } => {
                tools.dragged.set_value(true);
                let now = if before == one { [at, other] } else { [one, at] };
                let factor = distance(one, other).max(1.0) / distance(now[0], now[1]).max(1.0);
                let middle = |[a, b]: [Place; 2]| (f64::midpoint(a.0, b.0), f64::midpoint(a.1, b.1));
                let (from, to) = (projection.shares(middle([one, other])), projection.shares(middle(now)));
                tools.window.update(|window| {
                    *window = window.moved((from.0 - to.0, from.1 - to.1)).scaled(to, factor);
                });
                tools.down.update_value(|down| {
                    if let Some(own) = down.iter_mut().find(|(id, _)| *id == event.pointer_id()) {
                        own.1 = at;
                    }
                });
                tools.gesture.set_value(Gesture::Pinch { at: now });
            }
        }
    }

    /// The pointer is up, or taken away.
    pub(super) fn up(self, event: &PointerEvent) {
        let tools = self.tools;
        tools.down.update_value(|down| down.retain(|(id, _)| *id != event.pointer_id()));
        let (gesture, drawn) = (tools.gesture.get_value(), tools.drawn_box.get_untracked());
        tools.gesture.set_value(Gesture::None);
        set_class(event, "dragging", false);
        if drawn.is_some() {
            tools.drawn_box.set(None);
        }
        let (Gesture::Box { selects, .. }, Some([from, to])) = (gesture, drawn) else { return };
        let (Some(scene), Some(projection)) = (self.scene.get_untracked(), self.projection.get_untracked()) else {
            return;
        };
        if event.type_() == "pointercancel" {
            return;
        }
        let (left, right) = (from.0.min(to.0), from.0.max(to.0));
        let (top, bottom) = (from.1.min(to.1), from.1.max(to.1));
        let inside = |&(_, (x, y)): &(usize, Place)| x >= left && x <= right && y >= top && y <= bottom;
        let mut rows = scene.placed(&projection).into_iter().filter(inside).map(|(item, _)| item);
        if selects {
            tools.select(rows.collect());
        } else if right - left > CLICK_CSS && bottom - top > CLICK_CSS && rows.next().is_some() {
            // Where no run is nothing could be seen.
            let (from, to) = (projection.shares(from), projection.shares(to));
            tools.window.update(|window| *window = window.between(from, to));
        }
    }

    /// The wheel zooms with a modifier, or once the chart has been clicked: the page must still scroll over it.
    pub(super) fn wheel(self, event: &WheelEvent) {
        let is_meant = event.ctrl_key() || event.meta_key() || has_focus(event);
        let Some(projection) = self.projection.get_untracked() else { return };
        let at = (f64::from(event.offset_x()), f64::from(event.offset_y()));
        if !is_meant || !self.is_in_plot(at) {
            return;
        }
        event.prevent_default();
        // A line is some 16 px; a touchpad's pinch comes as small steps with ctrl.
        let unit_px = if event.delta_mode() == 1 { 16.0 } else { 1.0 };
        let speed = if event.ctrl_key() && event.delta_y().abs() < 50.0 { 0.01 } else { 0.002 };
        let factor = (event.delta_y() * unit_px * speed).clamp(-1.0, 1.0).exp();
        let about = projection.shares(at);
        self.tools.window.update(|window| *window = window.scaled(about, factor));
    }

    fn is_in_plot(self, at: Place) -> bool {
        self.projection.with_untracked(|projection| projection.is_some_and(|projection| projection.area.contains(at)))
    }

    /// Shows all again.
    pub(super) fn reset(self) {
        self.tools.reset();
    }

    /// Whether the pointer moved since it was down: what follows is no click.
    pub(super) fn was_dragged(self) -> bool {
        self.tools.dragged.get_value()
    }

    /// The keys of zoom and selection; whether it was one.
    pub(super) fn key(self, event: &KeyboardEvent) -> bool {
        let tools = self.tools;
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return false;
        }
        match event.key().as_str() {
            "0" => tools.reset(),
            "+" | "=" => tools.window.update(|window| *window = window.scaled((0.5, 0.5), 1.0 / STEP)),
            "-" => tools.window.update(|window| *window = window.scaled((0.5, 0.5), STEP)),
            " " => {
                if !tools.space.get_value() {
                    tools.dragged.set_value(false);
                }
                tools.space.set_value(true);
            }
            "Escape" if !tools.state.brushed.with_untracked(|brushed| brushed.is_empty()) => {
                tools.select(Vec::new());
            }
            _ => return false,
        }
        event.prevent_default();
        true
    }

    /// The space bar is up: where it was not pressed to pan with, it pins the run.
    pub(super) fn key_up(self, event: &KeyboardEvent) {
        let tools = self.tools;
        if event.key() != " " || !tools.space.get_value() {
            return;
        }
        tools.space.set_value(false);
        if !tools.dragged.get_value() {
            self.pointer.pin();
        }
        tools.dragged.set_value(false);
    }
}

/// Whether the chart has the keyboard.
fn has_focus(event: &WheelEvent) -> bool {
    let host = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
    host.is_some() && host == document().active_element()
}

/// Sets or takes a class of the chart's element, for the style sheet.
fn set_class(event: &PointerEvent, class: &str, on: bool) {
    if let Some(host) = host(event) {
        host.class_list().toggle_with_force(class, on).ok();
    }
}

/// The chart hears of the pointer wherever it goes, until it is up.
fn capture(event: &PointerEvent) {
    if let Some(host) = host(event) {
        host.set_pointer_capture(event.pointer_id()).ok();
    }
}

fn host(event: &PointerEvent) -> Option<Element> {
    event.current_target()?.dyn_into().ok()
}
