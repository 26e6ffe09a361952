//! Sanity checks of a table.

pub mod accuracy;
pub mod load;
pub mod quality;
pub mod tables;
pub mod view;
