//! Limits on latency, failures and throughput: their words, and the scale of their sliders.
//!
//! The rule is in [`crate::analysis::decide::slo`]; what a reader set is in [`super::choice::limits`].

// No control offers them yet.
#[cfg_attr(feature = "dead-code", allow(dead_code))]
pub mod presets;
pub mod scale;
pub mod words;
