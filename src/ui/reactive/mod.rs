//! Type-erased memos, signals, closures and views: leptos' own, compiled for one type only.
//!
//! Leptos compiles its bookkeeping (locks, subscribers, the arena) anew for every type and every closure: for some 140
//! memos of 80 types, and as many closures in views, a tenth of the page's code. Here values are held behind one erased
//! type, so that leptos is compiled for that alone, and what remains for each type is a cast. That took 31 kB (brotli)
//! off 578, and [`live`], [`act`] and [`Views`] 15 more. So the page uses these types and not those of leptos' prelude;
//! `clippy.toml` disallows the latter.
//!
//! They behave as leptos documents its own: an equal value stops the chain, the first computation has no value before it,
//! a disposed one panics when read. One difference: a value is not locked while it is read.

#![expect(clippy::disallowed_types, reason = "the one place that uses leptos' own memos and signals")]

pub(crate) mod order;
pub(crate) mod signal;
pub(crate) mod views;

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use ::leptos::prelude::{self as leptos, Get, GetUntracked, Set};

pub use self::order::read_in_order;
pub use self::signal::Signal;
pub use self::views::{Live, Views, act, live};

/// A value of whatever type.
type Held = Arc<dyn Any + Send + Sync>;

/// A type that a memo or signal can hold.
pub trait Value: Send + Sync + 'static {}

impl<T: Send + Sync + 'static> Value for T {}

/// Not inlined, as it would be at every `set`.
#[inline(never)]
fn held<T: Value>(value: T) -> Held {
    Arc::new(value)
}

/// Not inlined, as it would be at every `get`.
#[inline(never)]
fn seen<T: Value>(held: &Held) -> &T {
    match (**held).downcast_ref() {
        Some(value) => value,
        None => wrong(),
    }
}

#[cold]
#[inline(never)]
fn wrong() -> ! {
    unreachable!("what is held came from a value of this type")
}

/// As `Fn`, without the two other ways to call, which every `dyn Fn` brings along.
trait Compute: Send + Sync {
    fn compute(&self, before: Option<Held>) -> (Held, bool);
}

/// A computation, and how two of its values are compared.
struct Computing<T, F> {
    compute: F,
    changed: fn(Option<&T>, Option<&T>) -> bool,
}

impl<T: Value, F: Fn(Option<&T>) -> T + Send + Sync> Compute for Computing<T, F> {
    fn compute(&self, before: Option<Held>) -> (Held, bool) {
        let value = (self.compute)(before.as_ref().map(seen));
        judged(value, before, self.changed)
    }
}

#[inline(never)]
fn judged<T: Value>(value: T, before: Option<Held>, changed: fn(Option<&T>, Option<&T>) -> bool) -> (Held, bool) {
    let changed = changed(before.as_ref().map(seen), Some(&value));
    (held(value), changed)
}

#[inline(never)]
fn erased_memo(compute: Box<dyn Compute>) -> leptos::Memo<Held> {
    leptos::Memo::new_owning(move |before| compute.compute(before))
}

#[inline(never)]
fn memo_value(memo: leptos::Memo<Held>) -> Held {
    memo.get()
}

#[inline(never)]
fn memo_value_untracked(memo: leptos::Memo<Held>) -> Held {
    memo.get_untracked()
}

/// A value computed from others, at most once per change of theirs.
pub struct Memo<T> {
    inner: leptos::Memo<Held>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}

impl<T: Value> Memo<T> {
    /// Computed from the value before, which is `None` at first.
    pub fn new(compute: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Self
    where
        T: PartialEq,
    {
        Self::new_with_compare(compute, |before, value| before != value)
    }

    /// With another comparison than equality.
    pub fn new_with_compare(
        compute: impl Fn(Option<&T>) -> T + Send + Sync + 'static,
        changed: fn(Option<&T>, Option<&T>) -> bool,
    ) -> Self {
        Self { inner: erased_memo(Box::new(Computing { compute, changed })), of: PhantomData }
    }

    /// The value, followed.
    pub fn get(self) -> T
    where
        T: Clone,
    {
        copied(memo_value(self.inner))
    }

    /// The value, not followed.
    pub fn get_untracked(self) -> T
    where
        T: Clone,
    {
        copied(memo_value_untracked(self.inner))
    }

    /// For a view, which follows it.
    pub fn live(self) -> Live<T>
    where
        T: Clone,
    {
        live(move || self.get())
    }

    /// Reads the value in place, followed.
    pub fn with<R>(self, look: impl FnOnce(&T) -> R) -> R {
        look(seen(&memo_value(self.inner)))
    }

    /// Reads the value in place, not followed.
    pub fn with_untracked<R>(self, look: impl FnOnce(&T) -> R) -> R {
        look(seen(&memo_value_untracked(self.inner)))
    }
}

impl<T: Value> Memo<Option<T>> {
    /// Reads a part of the value, followed; the part's default while there is no value.
    pub fn map_or_default<R: Default>(self, read: impl FnOnce(&T) -> R) -> R {
        self.with(|value| value.as_ref().map(read).unwrap_or_default())
    }
}

#[inline(never)]
fn copied<T: Value + Clone>(held: Held) -> T {
    seen::<T>(&held).clone()
}

#[inline(never)]
fn erased_signal(value: Held) -> leptos::RwSignal<Held> {
    leptos::RwSignal::new(value)
}

#[inline(never)]
fn signal_value(signal: leptos::RwSignal<Held>) -> Held {
    signal.get()
}

#[inline(never)]
fn signal_value_untracked(signal: leptos::RwSignal<Held>) -> Held {
    signal.get_untracked()
}

#[inline(never)]
fn set_signal(signal: leptos::RwSignal<Held>, value: Held) {
    signal.set(value);
}

/// A value that can be set.
pub struct RwSignal<T> {
    inner: leptos::RwSignal<Held>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for RwSignal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for RwSignal<T> {}

impl<T: Value> RwSignal<T> {
    /// With its first value.
    pub fn new(value: T) -> Self {
        Self { inner: erased_signal(held(value)), of: PhantomData }
    }

    /// The value, followed.
    pub fn get(self) -> T
    where
        T: Clone,
    {
        copied(signal_value(self.inner))
    }

    /// The value, not followed.
    pub fn get_untracked(self) -> T
    where
        T: Clone,
    {
        copied(signal_value_untracked(self.inner))
    }

    /// The value, not followed; `None` where it is disposed.
    pub fn try_get_untracked(self) -> Option<T>
    where
        T: Clone,
    {
        self.inner.try_get_untracked().map(copied)
    }

    /// Sets it to another value: an equal one notifies nobody, and one that is disposed hears nothing.
    pub fn put(self, value: T)
    where
        T: Clone + PartialEq,
    {
        if self.try_get_untracked().is_some_and(|before| before != value) {
            self.set(value);
        }
    }

    /// For a view, which follows it.
    pub fn live(self) -> Live<T>
    where
        T: Clone,
    {
        live(move || self.get())
    }

    /// Reads the value in place, followed.
    pub fn with<R>(self, look: impl FnOnce(&T) -> R) -> R {
        look(seen(&signal_value(self.inner)))
    }

    /// Reads the value in place, not followed.
    pub fn with_untracked<R>(self, look: impl FnOnce(&T) -> R) -> R {
        look(seen(&signal_value_untracked(self.inner)))
    }

    /// Sets the value and notifies its followers.
    pub fn set(self, value: T) {
        set_signal(self.inner, held(value));
    }

    /// As `set`; nothing happens where the signal is disposed.
    pub fn try_set(self, value: T) {
        self.inner.try_set(held(value));
    }

    /// Changes the value and notifies its followers.
    pub fn update(self, change: impl FnOnce(&mut T))
    where
        T: Clone,
    {
        let mut value = self.get_untracked();
        change(&mut value);
        self.set(value);
    }
}
