//! The reader's choices: filters, limits, prices, section settings, and how they are written into the address.

pub mod address;
pub mod bounds;
pub mod contour;
pub mod filters;
pub mod limits;
pub mod mode;
pub mod money;
pub mod param;
pub mod pins;
pub mod sections;
