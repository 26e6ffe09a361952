//! Cost against latency.

pub mod view;
