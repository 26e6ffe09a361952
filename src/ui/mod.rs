//! The page in the browser: components, signals, events, canvas. What it says is computed in [`crate::page`].
//!
//! State is signals in and memos out (`state`); nothing sets a signal in an effect. Signals, memos and views are those
//! of `reactive`, not leptos' own.

pub mod app;
#[cfg(feature = "bench")]
pub mod bench;
pub mod browser;
pub(crate) mod chart;
pub(crate) mod controls;
pub(crate) mod open;
pub mod parts;
pub(crate) mod reactive;
pub(crate) mod sections;
pub(crate) mod state;
