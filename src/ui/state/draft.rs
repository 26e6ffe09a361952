//! What controls say at three speeds: at once, once a frame, and once they have come to rest.

use std::time::Duration;

use super::frame_gate::{Debounce, FrameGate};
use crate::ui::reactive::{RwSignal, Value};

/// How long controls must not have moved to be at rest. Browsers also refuse addresses that change with every frame of a
/// drag.
const REST: Duration = Duration::from_millis(250);

/// A choice of which a part is dragged.
pub trait Dragged: Value + Clone + PartialEq {
    /// The same without the filters: what a move of their slider leaves alone.
    fn unfiltered(&self) -> Self;

    /// The same without filters and limits, but for the name of a limited measure that is drawn: what no slider of the first
    /// view changes.
    fn undragged(&self) -> Self;
}

/// A choice that controls change. Its signals are for reading: it is changed by the methods, which keep the speeds.
pub struct Draft<T> {
    /// At once: what the controls show of themselves.
    pub now: RwSignal<T>,
    /// Once a frame: what is drawn.
    pub committed: RwSignal<T>,
    /// Once the controls have come to rest: what the address says, and what is drawn far from the screen.
    pub rested: RwSignal<T>,
    /// At once, without the filters. What reads this and not `now` is not woken by a slider that it has nothing to do with.
    pub now_unfiltered: RwSignal<T>,
    /// Once a frame, without filters and limits. What depends on this and not on `committed` is not even asked whether it
    /// changed: leptos marks all that depends on a signal or memo, once for every way that leads there, before any memo can
    /// tell that it is the same. With the shown table behind `committed` that was a tenth of a slider's step.
    pub undragged: RwSignal<T>,
    gate: FrameGate,
    debounce: Debounce,
}

impl<T> Clone for Draft<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Draft<T> {}

impl<T: Dragged> Draft<T> {
    /// At rest.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self {
            now: RwSignal::new(value.clone()),
            committed: RwSignal::new(value.clone()),
            now_unfiltered: RwSignal::new(value.unfiltered()),
            undragged: RwSignal::new(value.undragged()),
            rested: RwSignal::new(value),
            gate: FrameGate::new(),
            debounce: Debounce::new(REST),
        }
    }

    /// Changes the choice, at each speed in its time.
    pub fn change(self, change: impl FnOnce(&mut T)) {
        self.draw(change);
        self.gate.submit(move || {
            self.commit();
            self.debounce.restart(move || self.rest());
        });
    }

    /// Changes the choice, and what is drawn without waiting for the next frame.
    pub fn change_at_once(self, change: &mut dyn FnMut(&mut T)) {
        self.draw(|value| change(value));
        self.commit();
    }

    /// Does not wait for the controls to come to rest.
    pub fn rest(self) {
        copy(self.committed, self.rested);
    }

    fn draw(self, change: impl FnOnce(&mut T)) {
        self.now.update(change);
        self.now_unfiltered.put(self.now.with_untracked(T::unfiltered));
    }

    fn commit(self) {
        self.undragged.put(self.now.with_untracked(T::undragged));
        copy(self.now, self.committed);
    }
}

/// An equal value notifies nobody.
fn copy<T: Dragged>(from: RwSignal<T>, to: RwSignal<T>) {
    to.put(from.get_untracked());
}
