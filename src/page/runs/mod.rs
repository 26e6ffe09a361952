//! The table of runs, the roles of its columns, and the response shape.

pub mod columns;
pub mod one_run;
pub mod response_shape;
pub mod table;
