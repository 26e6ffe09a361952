//! Number formatting, for the whole page.

pub mod numbers;
