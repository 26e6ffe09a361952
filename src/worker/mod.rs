//! Fetching and decoding beside the page: a WebAssembly module of its own, in a worker that can be terminated.
//!
//! The page holds no decoder. It posts a [`protocol::Request`] and gets [`protocol::Reply`]s: progress, then a packed
//! table ([`crate::data::table::pack`]) whose memory is transferred, or an error message. A file that crashes the
//! decoder, keeps it busy for ever or exhausts its memory costs the worker and nothing else.

#[cfg(feature = "web")]
pub mod client;
pub mod csp;
#[cfg(feature = "web")]
pub(crate) mod main_thread;
#[cfg(feature = "web")]
pub(crate) mod message;
pub mod open;
pub(crate) mod options;
pub mod plan;
pub mod protocol;
#[cfg(feature = "web")]
pub(crate) mod reader_module;
pub mod reading;
#[cfg(feature = "web")]
pub mod serve;
pub mod usual;
pub mod whole;
