//! Limits on latency, failures and throughput: their words, and the scale of their sliders.
//!
//! The rule is in [`crate::analysis::decide::slo`]; what a reader set is in [`super::choice::limits`].

pub mod broken;
pub mod others;
pub mod presets;
pub mod scale;
pub mod statistics;
pub mod words;
