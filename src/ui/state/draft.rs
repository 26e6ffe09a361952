//! What controls say at three speeds: at once, once a frame, and once they have come to rest.

use std::time::Duration;

use super::frame_gate::{Debounce, FrameGate};
use crate::ui::reactive::{RwSignal, Value};

/// How long controls must not have moved to be at rest. Browsers also refuse addresses that change with every frame of a
/// drag.
const REST: Duration = Duration::from_millis(250);

/// A choice that controls change. Its signals are for reading: it is changed by the methods, which keep the speeds.
pub struct Draft<T> {
    /// At once: what the controls show of themselves.
    pub now: RwSignal<T>,
    /// Once a frame: what is drawn.
    pub committed: RwSignal<T>,
    /// Once the controls have come to rest: what the address says, and what is drawn far from the screen.
    pub rested: RwSignal<T>,
    gate: FrameGate,
    debounce: Debounce,
}

impl<T> Clone for Draft<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Draft<T> {}

impl<T: Value + Clone + PartialEq> Draft<T> {
    /// At rest.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self {
            now: RwSignal::new(value.clone()),
            committed: RwSignal::new(value.clone()),
            rested: RwSignal::new(value),
            gate: FrameGate::new(),
            debounce: Debounce::new(REST),
        }
    }

    /// Changes the choice, at each speed in its time.
    pub fn change(self, change: impl FnOnce(&mut T)) {
        self.now.update(change);
        self.gate.submit(move || {
            self.commit();
            self.debounce.restart(move || self.rest());
        });
    }

    /// Changes the choice, and what is drawn without waiting for the next frame.
    pub fn change_at_once(self, change: &mut dyn FnMut(&mut T)) {
        self.now.update(|value| change(value));
        self.commit();
    }

    /// Does not wait for the controls to come to rest.
    pub fn rest(self) {
        copy(self.committed, self.rested);
    }

    fn commit(self) {
        copy(self.now, self.committed);
    }
}

/// An equal value notifies nobody.
fn copy<T: Value + Clone + PartialEq>(from: RwSignal<T>, to: RwSignal<T>) {
    let value = from.get_untracked();
    if to.with_untracked(|before| *before != value) {
        to.set(value);
    }
}
