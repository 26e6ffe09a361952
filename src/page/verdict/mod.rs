//! The verdict: the cheapest configuration within the limits, as a view, in sentences, as Markdown.

mod assumed;
pub mod at_load;
mod compared;
pub mod confidence;
mod figures;
pub mod gauges;
pub mod headline;
pub mod mark;
pub mod markdown;
mod measured;
mod nothing;
pub mod view;
pub mod words;
