//! Charts: draw a scene (numbers and labels in data space) on any plotters backend. Without tables and browser.
//!
//! All layout is in CSS pixels; only [`painter::Painter`] multiplies by the pixel ratio. Only
//! [`frame::projection::Projection`] converts between data and pixels.

pub mod colour;
pub mod frame;
pub mod interactive;
pub mod marks;
pub mod painter;
pub mod picture;
pub mod pixels;
pub mod scenes;
pub mod surface;
pub mod theme;
