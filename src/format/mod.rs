//! How numbers are written, everywhere on the page.

pub mod numbers;
