//! Prices, break-even prices, and the machines and cost for a planned volume.

pub mod break_even;
pub mod plan;
pub mod prices;
