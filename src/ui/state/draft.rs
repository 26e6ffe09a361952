//! What controls say at three speeds: at once, once a frame, and once they have come to rest.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::{StoredValue, UpdateValue, WithValue};

use super::frame_gate::{Debounce, FrameGate};
use crate::ui::reactive::{Memo, RwSignal, Value};

/// How long controls must not have moved to be at rest. Browsers also refuse addresses that change with every frame of a
/// drag.
const REST: Duration = Duration::from_millis(250);

/// Sets the signal of a part.
type Put<T> = Arc<dyn Fn(&T) + Send + Sync>;

/// A choice that controls change. Its signals are for reading: it is changed by the methods, which keep the speeds.
pub struct Draft<T> {
    /// At once: what the controls show of themselves.
    pub now: RwSignal<T>,
    /// Once a frame: what is drawn.
    pub committed: RwSignal<T>,
    /// Once the controls have come to rest: what the address says, and what is drawn far from the screen.
    pub rested: RwSignal<T>,
    parts: StoredValue<Vec<Put<T>>>,
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
            parts: StoredValue::new(Vec::new()),
            gate: FrameGate::new(),
            debounce: Debounce::new(REST),
        }
    }

    /// A part of what is committed. While only the rest changes, nothing that depends on it is even asked whether it
    /// changed. With a memo of the choice all of that would be: leptos marks what depends on a memo before the memo is
    /// computed, once for every way that leads there. With the table behind such memos that was a tenth of a slider's step.
    pub fn part<P: Value + Clone + PartialEq>(self, of: impl Fn(&T) -> P + Send + Sync + 'static) -> Memo<P> {
        let part = RwSignal::new(self.committed.with_untracked(&of));
        self.parts.update_value(|parts| parts.push(Arc::new(move |value| part.put(of(value)))));
        Memo::new(move |_| part.get())
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
        self.rested.put(self.committed.get_untracked());
    }

    fn commit(self) {
        let value = self.now.get_untracked();
        // The parts are few, and equal ones notify nobody.
        self.parts.with_value(|parts| parts.iter().for_each(|put| put(&value)));
        self.committed.put(value);
    }
}
