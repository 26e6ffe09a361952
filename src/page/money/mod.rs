//! Prices, break-even prices, machines for a volume.

pub mod break_even;
pub mod plan;
pub mod prices;
