//! Isocost: which inference configuration is cheapest and still fast enough?
//!
//! x
pub mod analysis;
pub mod data;
