//! Listeners of a chart's gestures, added once their code is there: what is in the view of the first screen would be called
//! before.

use leptos::ev::{Event, KeyboardEvent, MouseEvent, PointerEvent, WheelEvent};
use leptos::prelude::*;
use wasm_bindgen::convert::FromWasmAbi;
use wasm_bindgen::prelude::*;
use web_sys::Element;

use super::gestures::Stage;

/// A listener that is kept as long as its element.
type Kept = (&'static str, JsValue);

/// Hears events before the listeners of the view, which `act` keeps them from by stopping them.
fn listen<E: FromWasmAbi + 'static>(host: &Element, kind: &'static str, act: impl FnMut(E) + 'static) -> Kept {
    let closure = Closure::<dyn FnMut(E)>::new(act).into_js_value();
    host.add_event_listener_with_callback_and_bool(kind, closure.unchecked_ref(), true).ok();
    (kind, closure)
}

/// Adds all listeners to a chart, until the part of the page that it is in goes.
#[inline(never)]
pub(super) fn attach(stage: Stage, host: &Element) {
    let kept = [
        listen(host, "pointerdown", move |event: PointerEvent| stage.down(&event)),
        listen(host, "touchstart", move |event: Event| {
            // Of a page that is still scrolling it cannot be.
            if stage.holds_limit() && event.cancelable() {
                event.prevent_default();
            }
        }),
        listen(host, "pointermove", move |event: PointerEvent| {
            if stage.moves(&event) {
                event.stop_immediate_propagation();
            }
        }),
        listen(host, "pointerup", move |event: PointerEvent| stage.up(&event)),
        listen(host, "pointercancel", move |event: PointerEvent| stage.up(&event)),
        listen(host, "wheel", move |event: WheelEvent| stage.wheel(&event)),
        listen(host, "dblclick", move |_: MouseEvent| stage.reset()),
        listen(host, "click", move |event: MouseEvent| {
            if stage.was_dragged() {
                event.stop_immediate_propagation();
            }
        }),
        listen(host, "keydown", move |event: KeyboardEvent| {
            if stage.key(&event) {
                event.stop_immediate_propagation();
            }
        }),
        listen(host, "keyup", move |event: KeyboardEvent| stage.key_up(&event)),
    ];
    keep(host, kept.into());
}

/// Hears events of one kind until the part of the page that asked goes.
pub(super) fn listen_until_cleanup<E: FromWasmAbi + 'static>(
    host: &Element,
    kind: &'static str,
    act: impl FnMut(E) + 'static,
) {
    keep(host, vec![listen(host, kind, act)]);
}

fn keep(host: &Element, kept: Vec<Kept>) {
    let kept = StoredValue::new_local((host.clone(), kept));
    on_cleanup(move || {
        kept.with_value(|(host, kept)| {
            for (kind, closure) in kept {
                host.remove_event_listener_with_callback_and_bool(kind, closure.unchecked_ref(), true).ok();
            }
        });
    });
}
