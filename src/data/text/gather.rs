//! Type inference for text tables, in two passes over the same text: the first finds the columns, their types and the
//! number of rows, and checks the caps; the second fills columns of the right type and size. So nothing is held twice,
//! and nothing is allocated before it is known to fit.

use std::collections::HashMap;

use super::cell::{SeenKinds, TextCell};
use crate::data::error::DecodeError;
use crate::data::limits::Limits;
use crate::data::limits::cap;
use crate::data::table::Table;
use crate::data::table::column::Column;
use crate::data::table::column_builder::ColumnBuilder;
use crate::data::table::kind::ValueKind;

/// The longest name of a column, bytes. Nested names repeat their prefixes, so they could outgrow the file.
pub const NAME_BYTES: usize = 4096;

/// Columns under construction.
pub struct Gather<'a> {
    limits: Limits,
    columns: Vec<GatheredColumn<'a>>,
    by_name: HashMap<String, usize>,
    skipped: Vec<String>,
    skipped_by_name: HashMap<String, usize>,
    rows: usize,
    /// The column that most likely comes next: rows name their columns in the same order.
    next: usize,
}

struct GatheredColumn<'a> {
    name: String,
    /// Whether the column is left out if it is empty.
    droppable: bool,
    seen: SeenKinds,
    kind: ValueKind,
    /// Value in the current row.
    pending: Option<TextCell<'a>>,
    rows: usize,
    /// Present in the second pass only.
    builder: Option<ColumnBuilder>,
}

impl GatheredColumn<'_> {
    fn put(&mut self, cell: &TextCell) {
        self.rows += 1;
        let Some(builder) = &mut self.builder else {
            self.seen.add(cell.kind);
            return;
        };
        match self.kind {
            ValueKind::Bool => builder.bool(cell.bool()),
            ValueKind::Signed => builder.int(cell.whole()),
            ValueKind::Float => builder.float(cell.number()),
            _ => builder.bytes(cell.bytes()),
        }
    }
}

impl<'a> Gather<'a> {
    /// Starts the first pass.
    pub fn new(limits: &Limits) -> Self {
        Self {
            limits: *limits,
            columns: Vec::new(),
            by_name: HashMap::new(),
            skipped: Vec::new(),
            skipped_by_name: HashMap::new(),
            rows: 0,
            next: 0,
        }
    }

    /// Cap on the number of columns.
    pub fn max_columns(&self) -> u64 {
        self.limits.columns
    }

    /// Starts the second pass.
    pub fn fill(&mut self) {
        for column in &mut self.columns {
            column.kind = column.seen.kind();
            column.builder = Some(ColumnBuilder::new(column.kind, self.rows));
            column.rows = 0;
        }
        self.rows = 0;
        self.next = 0;
    }

    /// Position of the column of that name, which is added if new.
    pub fn column(&mut self, name: &str) -> Result<usize, DecodeError> {
        if self.columns.get(self.next).is_some_and(|column| column.name == name) {
            self.next += 1;
            return Ok(self.next - 1);
        }
        if let Some(&at) = self.by_name.get(name) {
            self.next = at + 1;
            return Ok(at);
        }
        cap("bytes in the name of a column", name.len() as u64, NAME_BYTES as u64)?;
        let at = self.columns.len();
        cap("columns", at as u64 + 1, self.limits.columns)?;
        self.by_name.insert(name.to_owned(), at);
        self.columns.push(GatheredColumn {
            name: name.to_owned(),
            droppable: false,
            seen: SeenKinds::default(),
            kind: ValueKind::Float,
            pending: None,
            rows: self.rows,
            builder: None,
        });
        self.next = at + 1;
        Ok(at)
    }

    /// Marks a column to be left out if no row has a value in it.
    pub fn droppable(&mut self, at: usize) {
        self.columns[at].droppable = true;
    }

    /// Remembers the name of a skipped nested value.
    pub fn skip(&mut self, name: &str) -> Result<(), DecodeError> {
        if self.skipped_by_name.contains_key(name) {
            return Ok(());
        }
        cap("bytes in the name of a column", name.len() as u64, NAME_BYTES as u64)?;
        cap("nested columns", self.skipped.len() as u64 + 1, self.limits.columns)?;
        self.skipped_by_name.insert(name.to_owned(), self.skipped.len());
        self.skipped.push(name.to_owned());
        Ok(())
    }

    /// Sets a value of the current row. The last value for a column counts.
    pub fn set(&mut self, at: usize, cell: TextCell<'a>) {
        self.columns[at].pending = Some(cell);
    }

    /// Ends the current row; columns without a value are null in it.
    pub fn end_row(&mut self) -> Result<(), DecodeError> {
        self.grow(self.rows + 1)?;
        for column in &mut self.columns {
            let cell = column.pending.take().unwrap_or_default();
            column.put(&cell);
        }
        Ok(())
    }

    /// Whether the current block of rows has no value yet in that column.
    pub fn is_new_in_block(&self, at: usize) -> bool {
        self.columns[at].rows == self.rows
    }

    /// Appends a value to a column, for column-wise layouts.
    pub fn push(&mut self, at: usize, cell: &TextCell) -> Result<(), DecodeError> {
        cap("rows", self.columns[at].rows as u64 + 1, self.limits.rows)?;
        self.columns[at].put(cell);
        Ok(())
    }

    /// Ends a column-wise block; columns without values are null in it.
    pub fn end_block(&mut self) -> Result<(), DecodeError> {
        let rows = self.columns.iter().map(|column| column.rows).max().unwrap_or_default();
        self.grow(rows)?;
        for column in &mut self.columns {
            while column.rows < rows {
                column.put(&TextCell::default());
            }
        }
        Ok(())
    }

    fn grow(&mut self, rows: usize) -> Result<(), DecodeError> {
        cap("rows", rows as u64, self.limits.rows)?;
        cap("cells", (rows as u64).saturating_mul(self.columns.len() as u64), self.limits.cells)?;
        self.rows = rows;
        self.next = 0;
        Ok(())
    }

    /// The finished table. A column that is nested in some rows and null in all others is only listed as skipped.
    pub fn finish(self) -> Result<Table, DecodeError> {
        let Self { columns, skipped, skipped_by_name, rows, .. } = self;
        let kept = |column: &GatheredColumn| {
            !(column.seen.nothing() && (column.droppable || skipped_by_name.contains_key(&column.name)))
        };
        let columns: Vec<Column> = columns
            .into_iter()
            .filter(kept)
            .filter_map(|column| Some(Column { name: column.name, values: column.builder?.finish() }))
            .collect();
        if columns.is_empty() {
            Err(DecodeError::NoColumns)
        } else {
            Ok(Table { columns, rows, skipped, ..Table::default() })
        }
    }
}
