//! What a run is, and how the bytes of a parquet file become a table of runs. No network, no chart, no browser.
//!
//! `bytes -> footer (checked) -> pages (decompressed, capped) -> columns -> Table -> Roles -> RunTable`

pub mod audit;
mod build;
pub mod bundled;
mod codec;
pub mod column;
pub mod decode;
pub mod derive;
pub mod error;
pub mod filter;
mod footer;
mod gzip;
mod kind;
mod pages;
pub mod prices;
pub mod roles;
pub mod run_table;
mod sink;
mod text;
mod time;
