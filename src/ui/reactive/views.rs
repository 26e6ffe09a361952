//! Type-erased closures, handlers and views, to compile leptos' code for them once and not for every call.

use std::sync::{Arc, Mutex};

use ::leptos::prelude::{AnyView, IntoAny, IntoView};

/// A closure that a view follows.
pub type Live<T> = Arc<Mutex<dyn FnMut() -> T + Send>>;

/// For a closure with a name that a view follows: of the type that the macro gives to those written in it, where this
/// one would be another.
pub fn live<T: 'static>(give: impl FnMut() -> T + Send + 'static) -> Live<T> {
    Arc::new(Mutex::new(give))
}

/// For an `on:` without `:target`: of one type, where closures written there would be one each.
pub fn act<E>(act: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    Box::new(act)
}

/// As `CollectView`, of one type whatever the views are.
pub trait Views {
    /// The views one after another.
    fn views(self) -> AnyView;
}

impl<V: IntoView + 'static, I: IntoIterator<Item = V>> Views for I {
    fn views(self) -> AnyView {
        let views: Vec<AnyView> = self.into_iter().map(IntoAny::into_any).collect();
        views.into_any()
    }
}
