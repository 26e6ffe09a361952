//! From a scene (numbers and labels in data space) to any plotters backend. No table, no fetch, no browser.
//!
//! Everything is laid out in CSS pixels; [`painter::Painter`] multiplies by the pixel ratio at the last moment.
//! Only [`projection::Projection`] turns data into pixels and back.

pub mod colour;
pub mod frame;
pub mod interactive;
pub mod marks;
pub mod painter;
pub mod picture;
pub mod pixels;
pub mod scenes;
pub mod theme;
