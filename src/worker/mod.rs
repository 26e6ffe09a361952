//! Web worker that fetches and decodes tables, in a separate WebAssembly module.
//!
//! The page contains no decoder. It posts a [`protocol::Request`] and gets [`protocol::Reply`]s: progress, then a
//! packed table ([`crate::data::table::pack`]) whose buffer is transferred, or a failure with its cause. A file that
//! crashes the decoder, keeps it busy for ever or exhausts its memory costs only the worker, which is then replaced.

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
pub mod serve;
