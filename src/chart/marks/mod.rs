//! The marks of a chart, one a file. Each draws itself at a place that was projected before.

pub mod dashes;
pub mod star;
pub mod symbol;
