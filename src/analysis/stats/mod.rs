//! Statistics on slices.

pub mod classes;
pub mod density;
pub mod extent;
pub mod histogram;
pub mod median;
pub mod noise;
pub mod order;
pub mod outliers;
pub mod percentile;
pub mod rank;
pub mod round;
