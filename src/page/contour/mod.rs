//! The cost contour: cost per request over VUs and batch size.

pub mod limits;
pub mod surface;
pub mod view;
pub mod words;
