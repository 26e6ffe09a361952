//! Requests to the Hugging Face Hub and other hosts: from the name of a data set to the bytes of its file.
//!
//! What is asked for ([`address`]) is a file, or a folder whose list of files ([`list`]) leads to a table; large files
//! are read in parts ([`fetch`]). Bytes are decoded in [`crate::data`].
//!
//! Requests go through the trait [`fetch::transport::Transport`], so that all of this is tested natively except the
//! browser's transport.

pub mod address;
pub mod error;
pub mod fetch;
pub mod format;
pub mod list;
pub mod oauth;
