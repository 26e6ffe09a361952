//! Surfaces over scattered points: triangulation, levels, isolines.

pub mod isolines;
pub mod levels;
pub mod triangulation;
