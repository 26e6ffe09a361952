//! Analysis: pure functions on slices, without tables, charts and browser.
//!
//! Rows are indices (`usize`) into the caller's columns. A missing value is `NaN`; every function says how it treats it.

pub mod decide;
pub mod saturation;
pub mod stats;
pub mod surface;
