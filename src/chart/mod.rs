//! From a scene (numbers and labels in data space) to any plotters backend. No table, no fetch, no browser.
//!
//! Everything is laid out in CSS pixels; [`painter::Painter`] multiplies by the pixel ratio at the last moment.
//! Only [`projection::Projection`] turns data into pixels and back.

pub mod axes;
pub mod bubbles;
pub mod colour;
pub mod contour;
pub mod density;
pub mod format;
pub mod frame;
pub mod hatch;
pub mod histogram;
pub mod interactive;
pub mod key;
pub mod line_labels;
pub mod lines;
pub mod marks;
pub mod painter;
pub mod plate;
pub mod projection;
pub mod rule;
pub mod scatter;
pub mod stamps;
pub mod texts;
pub mod theme;
pub mod thin;
pub mod ticks;
pub mod vector;
