//! The page. What it shows is computed by plain Rust ([`choice`], [`roles_view`], [`scatter_view`], [`table_view`], [`words`]), tested
//! natively; the rest needs a browser.
//!
//! State is signals in and memos out (`state`); nothing sets a signal in an effect.

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
