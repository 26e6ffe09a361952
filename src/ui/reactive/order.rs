//! Reading several sources in an effect: a source before those that are derived from it.

use super::{Memo, RwSignal, Signal, Value};

/// Reads sources one after the other, each before those that are derived from it.
///
/// In leptos 0.8 an effect that is woken asks its sources, in the order in which it read them, whether they have changed.
/// A memo brings its own sources up to date first, and of those that change it tells their subscribers, but not the
/// effect that is asking (`Observer::is` in `reactive_graph`'s `computed/inner.rs`). So an effect that reads a derived
/// memo, and after it the memo that this one is derived from, misses a change of the latter wherever the derived value
/// stays equal: by the time the effect asks it, it is up to date and has nothing to tell. Memos that read others are not
/// concerned.
///
/// The tuple is the order. Effects that need it, closures in views among them, say so by this call.
pub fn read_in_order<S: Sources>(sources: S) -> S::Values {
    sources.read()
}

/// Several sources.
pub trait Sources {
    /// What they hold.
    type Values;

    /// Reads each, in order.
    fn read(self) -> Self::Values;
}

/// A source of a value.
pub trait Read {
    /// What it holds.
    type Value;

    /// The value, followed.
    fn value(self) -> Self::Value;
}

impl<T: Value + Clone> Read for Memo<T> {
    type Value = T;

    fn value(self) -> T {
        self.get()
    }
}

impl<T: Value + Clone> Read for RwSignal<T> {
    type Value = T;

    fn value(self) -> T {
        self.get()
    }
}

impl<T: Value + Clone> Read for Signal<T> {
    type Value = T;

    fn value(self) -> T {
        self.get()
    }
}

impl<A: Read, B: Read> Sources for (A, B) {
    type Values = (A::Value, B::Value);

    fn read(self) -> Self::Values {
        (self.0.value(), self.1.value())
    }
}

impl<A: Read, B: Read, C: Read> Sources for (A, B, C) {
    type Values = (A::Value, B::Value, C::Value);

    fn read(self) -> Self::Values {
        (self.0.value(), self.1.value(), self.2.value())
    }
}
