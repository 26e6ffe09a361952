//! Pages compose: which parts, in which order, with which prose.

pub mod cost_latency;
