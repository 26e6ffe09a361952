//! What a run is, and how the bytes of a parquet file become a table of runs. No network, no chart, no browser.
//!
//! Of a large file only the wanted ranges need be there: [`footer`] says which, [`source`] hands them out.
//!
//! `bytes -> footer (checked) -> pages (decompressed, capped) -> columns -> Table -> RunTable`

pub mod audit;
pub mod bundled;
mod codec;
pub mod column;
pub mod decode;
pub mod error;
pub mod filter;
pub mod footer;
mod gzip;
mod kind;
pub mod pack;
mod pages;
pub mod run_table;
mod sink;
pub mod source;
mod text;
mod time;
