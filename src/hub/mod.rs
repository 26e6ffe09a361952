//! The only place that says "fetch": from the name of a data set to the bytes of its file.
//!
//! What is asked for ([`address`]) is a file, or a folder whose list of files ([`list`]) leads to a table; large files are
//! read in parts ([`fetch`]).
//!
//! Requests go through a trait ([`transport`]): all of this is plain Rust and tested natively but for `fetch::browser`,
//! the browser's transport, and signing in.

pub mod address;
pub mod error;
pub mod fetch;
pub mod format;
pub mod list;
#[cfg(feature = "web")]
pub mod oauth;
