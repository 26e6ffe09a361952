//! What a run is, and how the bytes of files become a table of runs. No network, no chart, no browser.
//!
//! Of a large file only the wanted ranges need be there: [`footer`] says which, [`source`] hands them out.
//!
//! `bytes -> footer (checked) -> pages (decompressed, capped) -> columns -> Table -> Roles -> RunTable`
//!
//! [`formats`] reads every other form as well, and many files as one table.

pub mod audit;
pub mod basis;
pub mod beside;
mod build;
pub mod bundled;
mod chunk;
mod codec;
pub mod column;
mod concat;
pub mod decode;
mod delta;
pub mod derive;
mod encrypted;
pub mod error;
pub mod filter;
pub mod footer;
pub mod formats;
mod gzip;
mod hybrid;
mod kind;
pub mod needed;
pub mod number;
pub mod pack;
mod page_check;
mod pages;
pub mod parts;
pub mod prices;
pub mod roles;
pub mod run_table;
pub mod short_names;
mod sink;
pub mod source;
mod stored;
mod text;
mod time;
