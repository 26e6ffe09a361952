//! Sanity checks of a table: each has a verdict, a sentence and the runs that it concerns.

pub mod accuracy;
pub mod load;
pub mod quality;
pub mod serving;
pub mod tables;
pub mod touching;
pub(crate) mod verdict;
pub mod view;
