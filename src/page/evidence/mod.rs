//! Evidence for each configuration: loads tested, saturation, the scalability law, and a grade.

pub mod chart;
pub mod series;
pub mod shape;
pub mod view;
pub mod words;
