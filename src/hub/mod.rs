//! The only place that says "fetch": from the name of a data set to the bytes of its file.
//!
//! Addresses, listings, plans and errors are plain Rust and tested natively; `fetch` needs a browser.

pub mod address;
pub mod error;
#[cfg(feature = "web")]
pub mod fetch;
#[cfg(feature = "web")]
pub mod info;
pub mod progress;
pub mod parts;
pub mod ranges;
pub mod sparse;
