//! Hot loops: functions on slices, without tables, charts and browser.
//!
//! The page is compiled for size, which makes a loop over a million runs two to five times slower. This crate is compiled
//! for speed. It has no generic functions, as these would be compiled where they are used, for size again.

pub mod buckets;
pub mod delaunay;
pub mod grid;
pub mod many;
pub mod marks;
pub mod pixel;
pub mod radix;
pub mod rows;
pub mod series;
pub mod sites;
pub mod surface;
