//! The table of runs, the meaning of its columns, and the shape of responses.

pub mod columns;
pub mod response_shape;
pub mod table;
