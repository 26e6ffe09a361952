//! Prices, break-even prices, the machines and cost for a planned volume, and a hosted API beside them.

pub mod break_even;
pub mod gpus;
pub mod hosted;
pub mod lists;
pub mod plan;
pub mod prices;
