//! Data: from the bytes of files to tables, and from tables to runs. Without network, charts and browser.
//!
//! Of a large parquet file only the wanted ranges need be there: [`parquet::footer`] says which.
//!
//! `bytes -> footer (checked) -> pages (decompressed, capped) -> columns -> Table -> Roles -> Measured -> RunTable`
//!
//! [`text`] reads CSV and JSON too, and many files as one table. The meaning of columns and prices are in [`runs`].

pub mod archive;
pub mod bundled;
pub mod bundled_notes;
pub mod bundled_prices;
pub mod error;
pub mod limits;
pub mod parquet;
pub mod runs;
pub mod table;
pub mod text;
pub mod token_mix;
pub mod tools;
