//! Surfaces over scattered points: triangulation, levels, isolines.
//!
//! They are drawn in [`crate::chart::scenes::contour`].

mod cells;
pub mod isolines;
pub mod levels;
pub mod triangulation;
