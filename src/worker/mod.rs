//! Fetching and decoding beside the page: a WebAssembly module of its own, in a worker that can be thrown away.
//!
//! The page holds no decoder. It posts a [`protocol::Request`] and gets [`protocol::Reply`]s: progress, then a packed
//! table ([`crate::data::table::pack`]) whose memory is handed over, or a failure in words. A file that crashes the decoder,
//! keeps it busy for ever or eats its memory costs the worker and nothing else.

#[cfg(feature = "web")]
pub mod client;
pub mod csp;
#[cfg(feature = "web")]
pub(crate) mod main_thread;
#[cfg(feature = "web")]
pub(crate) mod message;
#[cfg(feature = "web")]
pub(crate) mod open;
#[cfg(feature = "web")]
pub(crate) mod options;
pub mod plan;
pub mod protocol;
#[cfg(feature = "web")]
pub mod serve;
