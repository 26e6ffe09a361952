//! Saved pictures: layout, legend, SVG.

pub mod layout;
pub mod legend;
pub mod svg;
