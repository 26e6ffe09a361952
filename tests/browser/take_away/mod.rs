//! What people take with them: links, pictures, tables.

mod links;
mod notes;
mod questions;
mod save_charts;
mod save_tables;
pub mod share;
