//! Sentences and text tables that several sections share.

pub mod runs;
pub mod text_table;
