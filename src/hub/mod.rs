//! The only place that says "fetch": from the name of a data set to the bytes of its file.
//!
//! What is asked for ([`asked`]) is a file, or a folder whose list of files ([`tree`]) leads to a table ([`listing`]);
//! large files are read in parts ([`ranges`], [`parts`], [`sparse`]).
//!
//! Requests go through a trait ([`transport`]): all of this is plain Rust and tested natively but for [`fetch`], the
//! browser's transport, and signing in.

pub mod address;
pub(crate) mod address_error;
pub mod asked;
pub mod download;
pub mod error;
#[cfg(feature = "web")]
pub mod fetch;
pub mod folder;
pub mod format;
pub(crate) mod hub_page;
pub mod info;
pub mod join;
pub(crate) mod link;
pub mod list;
pub mod listing;
pub mod listing_error;
#[cfg(feature = "web")]
pub mod oauth;
pub mod parts;
pub mod progress;
pub mod ranges;
pub mod remote;
pub mod sparse;
pub mod transport;
pub mod tree;
pub mod web_url;
