//! Tables of typed columns: building, joining, packing.

pub mod column;
pub(crate) mod column_builder;
pub(crate) mod concat;
pub(crate) mod kind;
pub mod number;
pub mod pack;
pub mod short_names;
pub(crate) mod text_builder;
pub(crate) mod time;
