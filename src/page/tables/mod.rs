//! Tables on the page: where they come from, the queue of tables to open, loading and its errors, several side by side.
//!
//! How a table is read is in [`crate::data`] and [`crate::worker`].

pub mod active_table;
pub mod data_bar;
pub mod data_facts;
pub mod embedded;
pub mod files_lacking;
pub mod groups;
pub mod load_error;
pub mod loading;
pub mod notes;
pub mod open_queue;
pub mod side_by_side;
pub mod table_source;
