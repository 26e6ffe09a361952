//! The only place that says "fetch": from the name of a data set to the bytes of its file.
//!
//! What is asked for ([`asked`]) is a file, or a folder whose list of files ([`tree`]) leads to a table ([`listing`]);
//! large files are read in parts ([`ranges`], [`parts`], [`sparse`]).
//!
//! Addresses, listings, plans and errors are plain Rust and tested natively; what asks needs a browser.

pub mod address;
pub(crate) mod address_error;
pub mod asked;
#[cfg(feature = "web")]
pub mod download;
pub mod error;
pub mod escape;
pub mod folder;
pub mod format;
pub(crate) mod hub_page;
#[cfg(feature = "web")]
pub mod info;
#[cfg(feature = "web")]
pub mod join;
pub(crate) mod link;
#[cfg(feature = "web")]
pub mod list;
pub mod listing;
pub mod listing_error;
#[cfg(feature = "web")]
pub mod oauth;
pub mod parquet_list;
pub mod parts;
pub mod progress;
pub mod ranges;
#[cfg(feature = "web")]
pub mod remote;
pub mod sparse;
pub mod tree;
pub mod web_url;
