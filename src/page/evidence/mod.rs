//! Evidence for each configuration: loads tested, saturation, the scalability law, and a grade.

pub mod chart;
pub mod grader;
pub mod minima;
mod needed;
pub mod series;
pub mod shape;
pub mod state;
pub mod table;
pub mod table_words;
pub mod told;
pub mod view;
pub mod words;
