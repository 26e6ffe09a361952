//! What a reader chooses (filters, limits, prices, settings of sections), and its parameters in the page's address.
//!
//! The controls are in `ui/controls` and `ui/sections`.

pub mod address;
pub mod bounds;
pub mod contour;
pub mod contour_axes;
pub mod filters;
pub mod hidden;
pub mod hosted;
pub mod limits;
pub mod mode;
pub mod money;
pub mod note;
pub mod other_limits;
pub mod param;
pub mod pins;
pub mod places;
pub mod price_source;
pub mod scatter_axes;
pub mod sections;
pub mod terms;
