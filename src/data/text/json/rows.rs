//! Rows of a JSON table, read by its layout.

use std::collections::HashSet;

use super::layout::Layout;
use super::reader::Reader;
use crate::data::limits::cap;
use crate::data::runs::roles::names;
use crate::data::runs::roles::role::Role;
use crate::data::text::cell::{CellKind, TextCell};
use crate::data::text::fault::Fault;
use crate::data::text::gather::{Gather, NAME_BYTES};

/// Passes every row of the text to `gather`.
pub fn walk<'a>(text: &'a [u8], layout: Layout, gather: &mut Gather<'a>) -> Result<(), Fault> {
    let mut walk = RowWalker { reader: Reader::new(text), path: String::new(), gather };
    match layout {
        Layout::Row => walk.row(),
        Layout::Lines => {
            while walk.reader.peek().is_some() {
                walk.row()?;
            }
            Ok(())
        }
        Layout::Array => walk.array(),
        Layout::Wrapped { at } => walk.wrapped(at),
        Layout::Columns => walk.columns(b'{', b'}'),
        Layout::Lists => walk.columns(b'[', b']'),
        Layout::Split { columns, data } => walk.split(columns, data),
        Layout::Index => walk.index(),
        Layout::Named => walk.named(),
    }
}

/// Scalars beside rows that become columns.
const MOST_CONSTANTS: usize = 100;

/// Whether a value beside rows is a total over them and no property of each: what is measured, the duration, versions.
fn is_total(name: &str) -> bool {
    let each = |role: Role| {
        matches!(
            role,
            Role::Vus | Role::BatchSize | Role::GpuCount | Role::InputTokens | Role::OutputTokens | Role::Price
        )
    };
    names::read(name).is_some_and(|read| read.role.is_number() && !each(read.role))
}

struct RowWalker<'a, 'g> {
    reader: Reader<'a>,
    /// Names of the enclosing objects, joined with dots.
    path: String,
    gather: &'g mut Gather<'a>,
}

impl<'a> RowWalker<'a, '_> {
    fn row(&mut self) -> Result<(), Fault> {
        if self.reader.peek() != Some(b'{') {
            return Err(self.reader.fault("a row must be an object with a name for each value"));
        }
        self.members()?;
        Ok(self.gather.end_row()?)
    }

    /// Appends `name` to the path; returns the previous length for [`Self::leave`].
    fn enter(&mut self, name: &[u8]) -> Result<usize, Fault> {
        let length = self.path.len();
        cap("bytes in the name of a column", (length + name.len()) as u64, NAME_BYTES as u64)?;
        if length > 0 {
            self.path.push('.');
        }
        self.path.push_str(&String::from_utf8_lossy(name));
        Ok(length)
    }

    fn leave(&mut self, length: usize) {
        self.path.truncate(length);
    }

    fn members(&mut self) -> Result<(), Fault> {
        self.reader.open(b'{')?;
        while self.reader.more(b'}')? {
            let name = self.reader.key()?;
            let outside = self.enter(&name)?;
            match self.reader.peek() {
                Some(b'{') => self.members()?,
                Some(b'[') => {
                    self.gather.skip(&self.path)?;
                    self.reader.skip()?;
                }
                _ => {
                    let cell = self.reader.scalar()?;
                    if let Some(column) = self.gather.column(&self.path)? {
                        self.gather.set(column, cell);
                    }
                }
            }
            self.leave(outside);
        }
        Ok(())
    }

    fn array(&mut self) -> Result<(), Fault> {
        self.reader.open(b'[')?;
        while self.reader.more(b']')? {
            self.row()?;
        }
        Ok(())
    }

    /// Scalars beside the rows hold for every row; nested members are skipped, and their names remembered.
    fn wrapped(&mut self, at: usize) -> Result<(), Fault> {
        let mut constants = Vec::new();
        self.reader.open(b'{')?;
        while self.reader.more(b'}')? {
            let name = self.reader.key()?;
            let name = String::from_utf8_lossy(&name).into_owned();
            let next = self.reader.peek();
            if self.reader.at() == at {
                self.reader.skip()?;
            } else if matches!(next, Some(b'{' | b'[')) || constants.len() == MOST_CONSTANTS || is_total(&name) {
                self.gather.skip(&name)?;
                self.reader.skip()?;
            } else {
                constants.push((name, self.reader.scalar()?));
            }
        }
        self.reader.go_to(at);
        self.reader.open(b'[')?;
        while self.reader.more(b']')? {
            if self.reader.peek() != Some(b'{') {
                return Err(self.reader.fault("a row must be an object with a name for each value"));
            }
            self.members()?;
            for (name, cell) in &constants {
                // A row's own value is meant for it.
                if let Some(column) = self.gather.column(name)?
                    && !self.gather.is_set(column)
                {
                    self.gather.set(column, cell.clone());
                }
            }
            self.gather.end_row()?;
        }
        Ok(())
    }

    fn index(&mut self) -> Result<(), Fault> {
        self.reader.open(b'{')?;
        while self.reader.more(b'}')? {
            self.reader.key()?;
            self.row()?;
        }
        Ok(())
    }

    /// Rows with their names in a column.
    fn named(&mut self) -> Result<(), Fault> {
        self.reader.open(b'{')?;
        while self.reader.more(b'}')? {
            let name = self.reader.key()?;
            if let Some(column) = self.gather.column("name")? {
                self.gather.set(column, TextCell::new(CellKind::Text, name));
            }
            self.row()?;
        }
        Ok(())
    }

    fn columns(&mut self, open: u8, close: u8) -> Result<(), Fault> {
        self.reader.open(b'{')?;
        while self.reader.more(b'}')? {
            let name = self.reader.key()?;
            let name = String::from_utf8_lossy(&name);
            let Some(column) = self.gather.column(&name)? else {
                self.reader.skip()?;
                continue;
            };
            if !self.gather.is_new_in_block(column) {
                return Err(self.reader.fault("two columns have the same name"));
            }
            self.reader.open(open)?;
            while self.reader.more(close)? {
                if open == b'{' {
                    self.reader.key()?;
                }
                let cell = self.single(&name)?;
                self.gather.push(column, &cell)?;
            }
        }
        Ok(self.gather.end_block()?)
    }

    fn split(&mut self, columns_at: usize, data_at: usize) -> Result<(), Fault> {
        let columns = self.names(columns_at)?;
        self.reader.go_to(data_at);
        self.reader.open(b'[')?;
        while self.reader.more(b']')? {
            self.reader.open(b'[')?;
            let mut at = 0;
            while self.reader.more(b']')? {
                let Some((column, name)) = columns.get(at) else {
                    return Err(self.reader.fault("a row has more cells than there are names"));
                };
                let cell = self.single(name)?;
                if let Some(column) = *column {
                    self.gather.set(column, cell);
                }
                at += 1;
            }
            self.gather.end_row()?;
        }
        Ok(())
    }

    fn names(&mut self, columns_at: usize) -> Result<Vec<(Option<usize>, String)>, Fault> {
        let mut columns: Vec<(Option<usize>, String)> = Vec::new();
        let mut seen = HashSet::new();
        self.reader.go_to(columns_at);
        self.reader.open(b'[')?;
        while self.reader.more(b']')? {
            let name = String::from_utf8_lossy(&self.reader.scalar()?.text).into_owned();
            let column = self.gather.column(&name)?;
            if column.is_some_and(|column| !seen.insert(column)) {
                return Err(self.reader.fault("two columns have the same name"));
            }
            columns.push((column, name));
        }
        Ok(columns)
    }

    /// Reads a value of a column; a nested one is skipped, and its name remembered.
    fn single(&mut self, name: &str) -> Result<TextCell<'a>, Fault> {
        if let Some(b'{' | b'[') = self.reader.peek() {
            self.gather.skip(name)?;
            self.reader.skip()?;
            return Ok(TextCell::default());
        }
        self.reader.scalar()
    }
}
