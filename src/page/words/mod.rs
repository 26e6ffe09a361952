//! Sentences and tables of text that several sections share. What only one needs is in the `words.rs` of its subject.

pub mod runs;
pub mod text_table;
