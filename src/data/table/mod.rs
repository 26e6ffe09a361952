//! Tables of typed columns: building, joining, packing. What the columns mean is in [`runs`](super::runs).

pub mod column;
pub(crate) mod column_builder;
pub(crate) mod concat;
pub(crate) mod kind;
pub mod notes;
pub mod number;
pub mod pack;
pub mod short_names;
pub(crate) mod text_builder;
pub(crate) mod time;
pub(crate) mod values;

use self::column::Column;
use self::notes::Notes;

/// The flat columns of a file, in its order.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// Rows in each column.
    pub rows: usize,
    /// Names of the nested columns that were left out.
    pub skipped: Vec<String>,
    /// What else is known about it.
    pub notes: Notes,
}
