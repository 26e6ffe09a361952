//! Pure maths on slices: no table, no chart, no browser.
//!
//! Rows are named by their index (`usize`) in the caller's columns. A value that is missing is `NaN`; every function
//! says what it does with one.

pub mod decide;
pub mod saturation;
pub mod stats;
pub mod surface;
