//! HTTP requests and downloads: whole files, and parts of them. Requests for data are built in [`remote`] alone.

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
