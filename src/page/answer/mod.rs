//! The answer to the reader's question on the shown table: its runs as candidates, and its words.
//!
//! The maths is in [`crate::analysis::decide::answer`]. Headline, plan and what is copied from them say the same sentence.

pub mod asked;
pub mod columns;
pub mod demand;
pub mod words;
