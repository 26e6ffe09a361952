//! Saved pictures of charts: layout with title and source, the legend's content, and an SVG backend.
//!
//! What a picture's title and legend say is made in [`crate::page`].

pub mod layout;
pub mod legend;
pub mod svg;
