//! HTTP requests: downloads of whole files and of parts of them.

#[cfg(feature = "web")]
pub mod browser;
pub mod download;
pub mod join;
pub mod parts;
pub mod progress;
pub mod ranges;
pub mod remote;
pub mod sparse;
pub mod transport;
