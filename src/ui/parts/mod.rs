//! Components that several sections use.

pub(crate) mod pins;
pub(crate) mod save_table;
pub(crate) mod text_table;
