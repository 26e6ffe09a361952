//! Decoding of files into tables of load-test runs. No network, no chart, no browser.
//!
//! Of a large parquet file only the selected byte ranges are needed: see `parquet::footer` and `parquet::source`.
//!
//! `bytes -> footer (checked) -> pages (decompressed, capped) -> columns -> Table -> Roles -> RunTable`
//!
//! [`text`] reads CSV and JSON as well, and several files as one table.

pub mod bundled;
pub mod error;
pub mod limits;
pub mod parquet;
pub mod runs;
pub mod table;
pub mod text;
