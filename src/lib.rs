//! Isocost: which inference configuration is cheapest and still fast enough?
//!
//! x
pub mod analysis;
pub mod chart;
pub mod data;
pub mod hub;
pub mod ui;
