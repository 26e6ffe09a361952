//! Runs and columns as they stand in the table.

pub mod columns;
pub mod response_shape;
pub mod table;
