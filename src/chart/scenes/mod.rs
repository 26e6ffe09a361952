//! Kinds of charts, one a file: the data of a scene and how it is drawn.
//!
//! A scene holds numbers and labels, no runs: it is made from them in [`crate::page`].

pub mod bubbles;
pub mod contour;
pub mod density;
pub mod histogram;
pub mod lines;
pub mod scatter;
pub mod steps;
