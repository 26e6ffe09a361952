//! Client of the Hugging Face Hub: from the name of a data set to the bytes of its file. The only network code.
//!
//! An [`address`] is a file, or a folder whose [`list`] of files leads to a table; large files are read in parts
//! ([`fetch`]).
//!
//! Requests go through a trait (`fetch::transport`). All of this is tested natively, except for the browser's transport
//! (`fetch::browser`) and signing in (`oauth`).

pub mod address;
pub mod error;
pub mod fetch;
pub mod format;
pub mod list;
#[cfg(feature = "web")]
pub mod oauth;
