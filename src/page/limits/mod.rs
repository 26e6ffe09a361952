//! Limits on latency and failures: their words and the scale of their sliders.

pub mod scale;
pub mod words;
