//! Cost contour: cost, latency or throughput over VUs and batch size.
//!
//! The maths is in [`crate::analysis::surface`], the drawing in [`crate::chart::scenes::contour`].

pub mod limits;
pub mod surface;
pub mod view;
pub mod words;
