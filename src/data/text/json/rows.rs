//! Rows of a JSON table, read by its layout.

use std::collections::HashSet;

use super::layout::Layout;
use super::reader::Reader;
use crate::data::limits::cap;
use crate::data::text::cell::TextCell;
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
        Layout::Named { at, grouped, summed } => walk.named_runs(at, grouped, summed),
    }
}

pub struct RowWalker<'a, 'g> {
    pub reader: Reader<'a>,
    /// Names of the enclosing objects, joined with dots.
    path: String,
    pub gather: &'g mut Gather<'a>,
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

    pub fn members(&mut self) -> Result<(), Fault> {
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

    fn index(&mut self) -> Result<(), Fault> {
        self.reader.open(b'{')?;
        while self.reader.more(b'}')? {
            self.reader.key()?;
            self.row()?;
        }
        Ok(())
    }

    fn columns(&mut self, open: u8, close: u8) -> Result<(), Fault> {
        self.reader.open(b'{')?;
        let (mut constants, mut rows) = (Vec::new(), 0usize);
        while self.reader.more(b'}')? {
            let name = self.reader.key()?;
            let name = String::from_utf8_lossy(&name);
            let next = self.reader.peek();
            if next != Some(open) && next == Some(b'{') {
                self.gather.skip(&name)?;
                self.reader.skip()?;
                continue;
            }
            let Some(column) = self.gather.column(&name)? else {
                self.reader.skip()?;
                continue;
            };
            if !self.gather.is_new_in_block(column) {
                return Err(self.reader.fault("two columns have the same name"));
            }
            if next != Some(open) {
                constants.push((column, self.reader.scalar()?));
                continue;
            }
            self.reader.open(open)?;
            let mut own = 0;
            while self.reader.more(close)? {
                if open == b'{' {
                    self.reader.key()?;
                }
                let cell = self.single(&name)?;
                self.gather.push(column, &cell)?;
                own += 1;
            }
            rows = rows.max(own);
        }
        for (column, cell) in constants {
            (0..rows).try_for_each(|_| self.gather.push(column, &cell))?;
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
