//! Comparison of one category's values (image, hardware, vendor, engine) with all else equal.

pub mod campaigns;
pub mod offer;
pub mod view;
pub mod words;
