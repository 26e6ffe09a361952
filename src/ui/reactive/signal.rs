//! A read-only handle over a memo, a signal or a closure, as leptos' `Signal`.

use std::marker::PhantomData;

use ::leptos::prelude::{self as leptos, GetValue};

use super::{Held, Live, Memo, RwSignal, Value, held, live, seen};

/// As `Compute`.
trait Give<T>: Send + Sync {
    fn give(&self) -> T;
}

impl<T, F: Fn() -> T + Send + Sync> Give<T> for F {
    fn give(&self) -> T {
        self()
    }
}

/// Where a signal has its value from.
enum Source<T> {
    Memo(Memo<T>),
    Given(Box<dyn Give<T>>),
}

#[inline(never)]
fn stored(source: Held) -> leptos::StoredValue<Held> {
    leptos::StoredValue::new(source)
}

#[inline(never)]
fn stored_source(source: leptos::StoredValue<Held>) -> Held {
    source.get_value()
}

/// A value to be read, wherever it comes from.
pub struct Signal<T> {
    source: leptos::StoredValue<Held>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Signal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Signal<T> {}

impl<T: Value> Signal<T> {
    fn of(source: Source<T>) -> Self {
        Self { source: stored(held(source)), of: PhantomData }
    }

    /// Computed each time it is read.
    pub fn derive(give: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self::of(Source::Given(Box::new(give)))
    }

    /// The value, followed.
    #[inline(never)]
    pub fn get(self) -> T
    where
        T: Clone,
    {
        match seen(&stored_source(self.source)) {
            Source::Memo(memo) => memo.get(),
            Source::Given(given) => given.give(),
        }
    }

    /// The value, not followed.
    pub fn get_untracked(self) -> T
    where
        T: Clone,
    {
        leptos::untrack(|| self.get())
    }

    /// For a view, which follows it.
    pub fn live(self) -> Live<T>
    where
        T: Clone,
    {
        live(move || self.get())
    }

    /// Reads the value in place, followed.
    pub fn with<R>(self, look: impl FnOnce(&T) -> R) -> R
    where
        T: Clone,
    {
        look(&self.get())
    }
}

impl<T: Value> From<Memo<T>> for Signal<T> {
    fn from(memo: Memo<T>) -> Self {
        Self::of(Source::Memo(memo))
    }
}

impl<T: Value + Clone> From<RwSignal<T>> for Signal<T> {
    fn from(signal: RwSignal<T>) -> Self {
        Self::derive(move || signal.get())
    }
}

impl<T: Value + Clone> From<T> for Signal<T> {
    fn from(value: T) -> Self {
        Self::derive(move || value.clone())
    }
}

impl From<&str> for Signal<String> {
    fn from(value: &str) -> Self {
        value.to_owned().into()
    }
}
