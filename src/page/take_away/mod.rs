//! What readers take away: exported tables, saved pictures, snippets, Python.

pub mod export_tables;
pub mod file_names;
pub mod forms;
pub mod python;
pub mod snippets;
