//! The only place that says "fetch": from the name of a data set to the bytes of its file.
//!
//! Addresses, listings, plans and errors are plain Rust and tested natively; `info`, `remote` and `download` need a browser.

pub mod address;
pub mod error;
#[cfg(feature = "web")]
pub mod download;
#[cfg(feature = "web")]
pub mod info;
#[cfg(feature = "web")]
pub mod join;
#[cfg(feature = "web")]
pub mod list;
pub mod parts;
pub mod progress;
pub mod ranges;
#[cfg(feature = "web")]
pub mod remote;
pub mod sparse;
