//! Statistics on slices: order, percentiles, histograms, densities, outliers, classes.
//!
//! Nothing here knows what a run is; that is for [`decide`](super::decide) and [`saturation`](super::saturation).

pub mod classes;
pub mod density;
pub mod extent;
pub mod histogram;
pub mod isotonic;
pub mod median;
pub mod noise;
pub mod order;
pub mod outliers;
pub mod paired;
pub mod percentile;
pub mod random;
pub mod rank;
pub mod round;
