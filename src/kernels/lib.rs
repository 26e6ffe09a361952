//! The hot loops: plain functions on slices, without a table, a chart or a browser.
//!
//! The page is compiled for size, and that costs a loop over a million runs a factor of two to five. This crate is
//! compiled for speed, and so holds nothing but such loops. What is generic would be compiled where it is used, for
//! size again: here everything has one type.

pub mod buckets;
pub mod delaunay;
pub mod grid;
pub mod log2;
pub mod marks;
pub mod radix;
pub mod rows;
pub mod sites;
pub mod surface;
