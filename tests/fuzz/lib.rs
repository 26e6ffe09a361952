//! Fuzz targets, and what they share with the tests.

#[allow(dead_code, reason = "the tests use more of it")]
mod support;
pub mod targets;
