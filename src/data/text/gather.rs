//! Type inference for text tables, in two passes over the same text: the first finds the columns, their types and the
//! number of rows, and checks the caps; the second fills columns of the right type and size. So nothing is held twice,
//! and nothing is allocated before it is known to fit.
//!
//! The cap on columns is one on what is kept, not on what is looked at: of more columns those with a known name are kept
//! first, then the first ones, and it is said how many were left out.

use std::collections::{HashMap, HashSet};

use super::cell::TextCell;
use super::gathered::GatheredColumn;
use super::quantity::Convention;
use crate::data::error::DecodeError;
use crate::data::limits::Limits;
use crate::data::limits::cap;
use crate::data::runs::roles::names;
use crate::data::table::Table;
use crate::data::table::column::Column;
use crate::data::table::column_builder::ColumnBuilder;
use crate::data::table::notes::Notes;
use crate::text::unique_name::{Suffix, unique};

/// The longest name of a column, bytes. Nested names repeat their prefixes, so they could outgrow the file.
pub const NAME_BYTES: usize = 4096;
/// Names of columns that are looked at: their number, and their bytes together.
const LOOKED_AT: (usize, usize) = (50_000, 16 << 20);

/// Columns under construction.
pub struct Gather<'a> {
    limits: Limits,
    columns: Vec<GatheredColumn<'a>>,
    by_name: HashMap<String, usize>,
    name_bytes: usize,
    skipped: Vec<String>,
    skipped_by_name: HashMap<String, usize>,
    rows: usize,
    /// The column that most likely comes next: rows name their columns in the same order.
    next: usize,
    /// The columns with a value in the current row, in the first pass.
    touched: Vec<usize>,
    /// Columns that are not kept.
    left_out: usize,
    convention: Convention,
    /// What is said about the files.
    pub notes: Notes,
}

impl<'a> Gather<'a> {
    /// Starts the first pass.
    pub fn new(limits: &Limits) -> Self {
        Self {
            limits: *limits,
            columns: Vec::new(),
            by_name: HashMap::new(),
            name_bytes: 0,
            skipped: Vec::new(),
            skipped_by_name: HashMap::new(),
            rows: 0,
            next: 0,
            touched: Vec::new(),
            left_out: 0,
            convention: Convention::default(),
            notes: Notes::default(),
        }
    }

    /// Tells that fields are separated by semicolons: commas in numbers are then decimal marks.
    pub fn semicolons(&mut self) {
        self.convention.semicolons = true;
    }

    /// A sentence about the files, once.
    pub fn say(&mut self, said: Option<&str>) {
        if let Some(said) = said.filter(|said| !self.notes.said.iter().any(|other| other == said)) {
            self.notes.said.push(said.to_owned());
        }
    }

    /// Notes that the table is not as the file has it.
    pub fn rewritten(&mut self) {
        self.notes.rewritten = true;
    }

    /// The rows that have ended.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Starts the second pass.
    pub fn fill(&mut self) {
        self.columns.iter().for_each(|column| self.convention.add(&column.spellings));
        let kept = self.kept();
        for (column, kept) in self.columns.iter_mut().zip(kept) {
            column.rows = 0;
            if kept {
                column.decide(self.convention);
                column.builder = Some(Box::new(ColumnBuilder::new(column.kind, self.rows)));
            }
        }
        self.titles();
        self.rows = 0;
        self.next = 0;
    }

    /// Which columns are kept: all, or those with known names and then the first ones.
    fn kept(&mut self) -> Vec<bool> {
        let most = self.limits.columns as usize;
        if self.columns.len() <= most {
            return vec![true; self.columns.len()];
        }
        let mut kept: Vec<bool> = vec![false; self.columns.len()];
        let mut room = most;
        for wants_known in [true, false] {
            for (column, kept) in self.columns.iter().zip(&mut kept) {
                if room > 0 && !*kept && (!wants_known || names::read(&column.name).is_some()) {
                    *kept = true;
                    room -= 1;
                }
            }
        }
        self.left_out += self.columns.len() - most;
        kept
    }

    /// Names with units must not be those of other columns.
    fn titles(&mut self) {
        let kept = |column: &&mut GatheredColumn| column.builder.is_some();
        let mut taken: HashSet<String> =
            self.columns.iter_mut().filter(kept).map(|column| column.name.clone()).collect();
        for column in self.columns.iter_mut().filter(kept) {
            if let Some(title) = &column.title {
                let title = unique(title, Suffix::Dot, |name| taken.contains(name));
                taken.insert(title.clone());
                column.title = Some(title);
            }
            self.notes.rewritten |= column.notation.is_some();
            if column.notation.is_some_and(|notation| notation.is_guess) {
                let title = column.title.as_ref().unwrap_or(&column.name);
                let said = format!(
                    "“{title}” has a mark between digits that may be a decimal or a thousands mark. The other columns \
                     and the separators of the file decided; check a value."
                );
                self.notes.doubt(title, said);
            }
        }
    }

    /// Position of the column of that name, which is added if new; `None` if there are too many to look at.
    pub fn column(&mut self, name: &str) -> Result<Option<usize>, DecodeError> {
        if self.columns.get(self.next).is_some_and(|column| column.name == name) {
            self.next += 1;
            return Ok(Some(self.next - 1));
        }
        if let Some(&at) = self.by_name.get(name) {
            self.next = at + 1;
            return Ok(Some(at));
        }
        cap("bytes in the name of a column", name.len() as u64, NAME_BYTES as u64)?;
        let at = self.columns.len();
        if at >= LOOKED_AT.0 || self.name_bytes + name.len() > LOOKED_AT.1 {
            self.left_out = self.left_out.max(1);
            return Ok(None);
        }
        self.name_bytes += name.len();
        self.by_name.insert(name.to_owned(), at);
        self.columns.push(GatheredColumn::new(name, self.rows));
        self.next = at + 1;
        Ok(Some(at))
    }

    /// Marks a column to be left out if no row has a value in it.
    pub fn droppable(&mut self, at: usize) {
        self.columns[at].droppable = true;
    }

    /// Remembers the name of a skipped nested value, of the first ones.
    pub fn skip(&mut self, name: &str) -> Result<(), DecodeError> {
        cap("bytes in the name of a column", name.len() as u64, NAME_BYTES as u64)?;
        if self.skipped_by_name.contains_key(name) || self.skipped.len() as u64 >= self.limits.columns {
            return Ok(());
        }
        self.skipped_by_name.insert(name.to_owned(), self.skipped.len());
        self.skipped.push(name.to_owned());
        Ok(())
    }

    /// Sets a value of the current row. The last value for a column counts.
    pub fn set(&mut self, at: usize, cell: TextCell<'a>) {
        if self.columns[at].pending.replace(cell).is_none() {
            self.touched.push(at);
        }
    }

    /// Whether the current row has a value for that column.
    pub fn is_set(&self, at: usize) -> bool {
        self.columns[at].pending.is_some()
    }

    /// Ends the current row; columns without a value are null in it. Only columns with a value are touched: there may be
    /// many more.
    pub fn end_row(&mut self) -> Result<(), DecodeError> {
        let row = self.rows;
        self.grow(row + 1)?;
        let dots = self.convention.semicolons;
        for at in self.touched.drain(..) {
            let column = &mut self.columns[at];
            let cell = column.pending.take().unwrap_or_default();
            column.pad(row);
            column.put(&cell, dots);
        }
        Ok(())
    }

    /// Whether the current block of rows has no value yet in that column.
    pub fn is_new_in_block(&self, at: usize) -> bool {
        self.columns[at].rows <= self.rows
    }

    /// Appends a value to a column, for column-wise layouts.
    pub fn push(&mut self, at: usize, cell: &TextCell) -> Result<(), DecodeError> {
        let (before, dots) = (self.rows, self.convention.semicolons);
        let column = &mut self.columns[at];
        column.pad(before);
        cap("rows", column.rows as u64 + 1, self.limits.rows)?;
        column.put(cell, dots);
        Ok(())
    }

    /// Ends a column-wise block; columns without values are null in it.
    pub fn end_block(&mut self) -> Result<(), DecodeError> {
        let rows = self.columns.iter().map(|column| column.rows).max().unwrap_or_default();
        self.grow(rows.max(self.rows))
    }

    fn grow(&mut self, rows: usize) -> Result<(), DecodeError> {
        cap("rows", rows as u64, self.limits.rows)?;
        let columns = (self.columns.len() as u64).min(self.limits.columns);
        cap("cells", (rows as u64).saturating_mul(columns), self.limits.cells)?;
        self.rows = rows;
        self.next = 0;
        Ok(())
    }

    /// The finished table. A column that is nested in some rows and null in all others is only listed as skipped.
    pub fn finish(self) -> Result<Table, DecodeError> {
        let Self { columns, skipped, skipped_by_name, rows, left_out, mut notes, .. } = self;
        let kept = |column: &GatheredColumn| {
            !(column.seen.nothing() && (column.droppable || skipped_by_name.contains_key(&column.name)))
        };
        let finished = |mut column: GatheredColumn| {
            column.pad(rows);
            let name = column.title.unwrap_or(column.name);
            Some(Column { name, values: column.builder?.finish() })
        };
        let columns: Vec<Column> = columns.into_iter().filter(kept).filter_map(finished).collect();
        if left_out > 0 {
            notes.said.push(format!(
                "{left_out} of {} columns are left out: those with known names and the first ones are shown.",
                left_out + columns.len()
            ));
        }
        if columns.is_empty() { Err(DecodeError::NoColumns) } else { Ok(Table { columns, rows, skipped, notes }) }
    }
}
