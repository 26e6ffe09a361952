//! What readers take away: exported tables, names of saved files, snippets for other pages, Python scripts, the
//! answer without scripts.
//!
//! The file formats are in [`crate::export`], pictures in [`crate::chart::picture`].

pub mod commands;
pub mod conditions;
pub mod data_frame;
pub mod export_tables;
pub mod file_names;
pub mod forms;
pub mod python;
pub mod snippets;
pub mod static_answer;
