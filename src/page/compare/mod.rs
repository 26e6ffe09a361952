//! Two options side by side: images, hardware, vendors, engines.

pub mod offer;
pub mod view;
pub mod words;
