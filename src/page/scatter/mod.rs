//! Cost against latency: the scene and legend of the first chart.

pub mod view;
