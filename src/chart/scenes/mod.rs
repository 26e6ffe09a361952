//! The kinds of charts.

pub mod bubbles;
pub mod contour;
pub mod density;
pub mod histogram;
pub mod lines;
pub mod scatter;
