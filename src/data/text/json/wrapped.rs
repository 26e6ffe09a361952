//! Rows of a JSON table that lie in an array or by name in an object, with what stands beside them.

use super::evidence::Evidence;
use super::named::is_sum;
use super::reader::Reader;
use super::rows::RowWalker;
use crate::data::runs::roles::names;
use crate::data::runs::roles::names::Reading;
use crate::data::runs::roles::role::Role;
use crate::data::runs::roles::unit::Unit;
use crate::data::text::cell::{CellKind, TextCell};
use crate::data::text::fault::Fault;
use crate::data::text::gather::NAME_BYTES;

/// Scalars beside rows that become columns.
const MOST_CONSTANTS: usize = 100;

/// Whether a value beside rows is a total over them and no property of each: what is measured, the duration, versions.
fn is_total(name: &str) -> bool {
    let of_load =
        |role: Role| matches!(role, Role::Vus | Role::AskedRate | Role::BatchSize | Role::GpuCount | Role::Price);
    let each = |read: Reading| of_load(read.role) || (read.role.counts_tokens() && read.unit == Unit::One);
    names::read(name).is_some_and(|read| read.role.is_number() && !each(read))
}

/// The columns of the names of runs, and of groups of them. One that is called `run` would set none apart.
pub const RUN: &str = "run_name";
const GROUP: &str = "group";

/// What is said of the parts of a sum.
pub const PARTS: &str = "The file holds a sum beside its parts: the sum is the run, and the parts are left out.";

/// A value beside rows: its name and its cell.
type Constant<'a> = (String, TextCell<'a>);

/// Whether a nested value beside rows tells of the machine, the engine or the model.
fn tells_of_machine(name: &str) -> bool {
    let of_engine = |role: Role| matches!(role, Role::Engine | Role::Model | Role::BatchSize);
    names::read(name).is_some_and(|read| read.role.is_of_machine() || of_engine(read.role))
}

/// Whether an object at the reader's position is a run; the position stays.
fn is_run(reader: &mut Reader) -> bool {
    let begin = reader.at();
    let is_run = reader.peek() == Some(b'{') && Evidence::of_object(reader).is_ok_and(Evidence::is_run);
    reader.go_to(begin);
    is_run
}

impl<'a> RowWalker<'a, '_> {
    /// Rows in an array, with what stands beside it.
    pub fn wrapped(&mut self, at: usize) -> Result<(), Fault> {
        let constants = self.beside(&|reader| reader.at() == at)?;
        self.reader.go_to(at);
        self.reader.open(b'[')?;
        while self.reader.more(b']')? {
            self.row_with(&[], &constants)?;
        }
        Ok(())
    }

    /// What stands beside the rows of an object and holds for each: scalars, and of what is nested what tells of the
    /// machine, the engine or the model. The other names are remembered as skipped.
    fn beside(&mut self, is_row: &dyn Fn(&mut Reader<'a>) -> bool) -> Result<Vec<Constant<'a>>, Fault> {
        let mut constants = Vec::new();
        self.reader.open(b'{')?;
        while self.reader.more(b'}')? {
            let name = self.reader.key()?;
            let name = String::from_utf8_lossy(&name).into_owned();
            let next = self.reader.peek();
            if is_row(&mut self.reader) {
                self.reader.skip()?;
            } else if next == Some(b'{') {
                self.gather.skip(&name)?;
                self.nested_beside(&name, &mut constants)?;
            } else if next == Some(b'[') || constants.len() == MOST_CONSTANTS || is_total(&name) {
                self.gather.skip(&name)?;
                self.reader.skip()?;
            } else {
                constants.push((name, self.reader.scalar()?));
            }
        }
        Ok(constants)
    }

    fn nested_beside(&mut self, path: &str, constants: &mut Vec<Constant<'a>>) -> Result<(), Fault> {
        self.reader.open(b'{')?;
        while self.reader.more(b'}')? {
            let name = self.reader.key()?;
            let name = format!("{path}.{}", String::from_utf8_lossy(&name));
            let is_short = name.len() < NAME_BYTES;
            match self.reader.peek() {
                Some(b'{') if is_short => self.nested_beside(&name, constants)?,
                Some(b'{' | b'[') => self.reader.skip()?,
                _ => {
                    let cell = self.reader.scalar()?;
                    if is_short && constants.len() < MOST_CONSTANTS && tells_of_machine(&name) {
                        constants.push((name, cell));
                    }
                }
            }
        }
        Ok(())
    }

    /// A row with its names and with constants.
    fn row_with(&mut self, names: &[(&str, &[u8])], constants: &[Constant<'a>]) -> Result<(), Fault> {
        if self.reader.peek() != Some(b'{') {
            return Err(self.reader.fault("a row must be an object with a name for each value"));
        }
        for (column, name) in names {
            if let Some(column) = self.gather.column(column)? {
                self.gather.set(column, TextCell::new(CellKind::Text, name.to_vec()));
            }
        }
        self.members()?;
        for (name, cell) in constants {
            // A row's own value is meant for it.
            if let Some(column) = self.gather.column(name)?
                && !self.gather.is_set(column)
            {
                self.gather.set(column, cell.clone());
            }
        }
        Ok(self.gather.end_row()?)
    }

    /// Rows with their names in a column: members of the object at an offset, or those of the outermost one that are
    /// runs.
    pub fn named_runs(&mut self, at: Option<usize>, grouped: bool, summed: bool) -> Result<(), Fault> {
        let begin = self.reader.at();
        let constants = self.beside(&|reader| match at {
            Some(at) => reader.at() == at,
            None => grouped || is_run(reader),
        })?;
        self.reader.go_to(at.unwrap_or(begin));
        self.reader.open(b'{')?;
        while self.reader.more(b'}')? {
            let name = self.reader.key()?;
            self.reader.peek();
            if grouped {
                self.reader.open(b'{')?;
                while self.reader.more(b'}')? {
                    let run = self.reader.key()?;
                    self.row_with(&[(GROUP, &name), (RUN, &run)], &constants)?;
                }
            } else if summed && !is_sum(&name) {
                self.gather.say(Some(PARTS));
                self.reader.skip()?;
            } else if at.is_some() || is_run(&mut self.reader) {
                self.row_with(&[(RUN, &name)], &constants)?;
            } else {
                self.reader.skip()?;
            }
        }
        Ok(())
    }
}
