//! Contours: cost or any other measure over two settings, by default VUs and batch size.
//!
//! The maths is in [`crate::analysis::surface`], the drawing in [`crate::chart::scenes::contour`].

pub mod limits;
mod maker;
pub mod plane;
pub mod surface;
pub mod view;
pub mod words;
