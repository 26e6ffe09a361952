//! What a run is, and how the bytes of files become a table of runs. No network, no chart, no browser.
//!
//! Of a large file only the wanted ranges need be there: [`footer`] says which, [`source`] hands them out.
//!
//! `bytes -> footer (checked) -> pages (decompressed, capped) -> columns -> Table -> Roles -> Measured -> RunTable`
//!
//! [`formats`] reads every other form as well, and many files as one table.

pub mod bundled;
pub mod error;
pub mod limits;
pub mod parquet;
pub mod runs;
pub mod table;
pub mod text;
