//! The table of runs, the roles of its columns, a look at its values, and the response shape.

pub mod columns;
pub mod one_run;
pub mod preview;
pub mod response_shape;
pub mod table;
