//! Cost against latency: the scene and legend of the first chart.

pub mod columns;
pub mod marks;
pub mod moved_cost;
pub mod moved_limit;
pub mod own_axes;
pub mod own_words;
pub mod presets;
pub mod said;
pub mod stops;
pub mod upwards;
pub mod view;
