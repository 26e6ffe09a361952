//! A column of a text table under construction: types and spellings of its cells, then its values.

use super::cell::{CellKind, SeenKinds, TextCell};
use super::quantity::{Convention, Notation, Spellings};
use super::units::{CellUnit, Family};
use crate::data::runs::roles::names;
use crate::data::runs::roles::role::Role;
use crate::data::table::column_builder::ColumnBuilder;
use crate::data::table::kind::ValueKind;

/// A column of texts, as far as it is known.
pub struct GatheredColumn<'a> {
    /// Its name in the file.
    pub name: String,
    /// Its name in the table, where that is another one: with the unit of its cells.
    pub title: Option<String>,
    /// Whether the column is left out if it is empty.
    pub droppable: bool,
    /// The types of its cells.
    pub seen: SeenKinds,
    /// How its cells are spelled.
    pub spellings: Spellings,
    /// How quantities in it are read.
    pub notation: Option<Notation>,
    /// Its type, in the second pass.
    pub kind: ValueKind,
    /// Value in the current row.
    pub pending: Option<TextCell<'a>>,
    /// Values so far.
    pub rows: usize,
    /// Present in the second pass only, and of columns that are kept.
    pub builder: Option<Box<ColumnBuilder>>,
}

impl GatheredColumn<'_> {
    /// A column that begins after `rows` rows.
    pub fn new(name: &str, rows: usize) -> Self {
        Self {
            name: name.to_owned(),
            title: None,
            droppable: false,
            seen: SeenKinds::default(),
            spellings: Spellings::default(),
            notation: None,
            kind: ValueKind::Float,
            pending: None,
            rows,
            builder: None,
        }
    }

    /// Appends a value.
    pub fn put(&mut self, cell: &TextCell, dots: bool) {
        if cell.kind == CellKind::Text && self.is_no_limit(&cell.text) {
            self.put(&TextCell::default(), dots);
            return;
        }
        self.rows += 1;
        let Some(builder) = &mut self.builder else {
            self.seen.add(cell.kind);
            self.spellings.add(cell, dots);
            return;
        };
        match (self.kind, &self.notation) {
            (ValueKind::Float, Some(notation)) => builder.float(notation.number(cell)),
            (ValueKind::Bool, _) => builder.bool(cell.bool()),
            (ValueKind::Signed, _) => builder.int(cell.whole()),
            (ValueKind::Float, _) => builder.float(cell.number()),
            _ => builder.bytes(cell.bytes()),
        }
    }

    /// Whether a text says that a load has no limit, which leaves the others numbers.
    fn is_no_limit(&self, text: &[u8]) -> bool {
        const WORDS: [&str; 4] = ["unlimited", "no limit", "unbounded", "infinite"];
        let of_load = || names::read(&self.name).is_some_and(|read| matches!(read.role, Role::Vus | Role::AskedRate));
        WORDS.iter().any(|word| text.trim_ascii().eq_ignore_ascii_case(word.as_bytes())) && of_load()
    }

    /// Nulls for the rows before `row` that had no value.
    pub fn pad(&mut self, row: usize) {
        let missing = row.saturating_sub(self.rows);
        if let Some(builder) = &mut self.builder
            && missing > 0
        {
            builder.rows_where(&vec![false; missing]);
        }
        self.rows += missing;
    }

    /// Decides the type of the column.
    pub fn decide(&mut self, convention: Convention) {
        self.kind = self.seen.kind();
        if !self.seen.may_be_numbers() {
            return;
        }
        let read = names::read(&self.name);
        let known = read.is_some_and(|read| read.role.is_number());
        let named = read.filter(|read| !read.assumed).map(|read| read.unit).or_else(|| names::unit_of_time(&self.name));
        // Lengths of 1k tokens are mostly 1,024.
        let may_scale = known && read.is_some_and(|read| !read.role.counts_tokens() && read.role != Role::BatchSize);
        let wanted = named.and_then(CellUnit::of_unit);
        self.notation = self.spellings.notation(convention, wanted, known, may_scale);
        let Some(notation) = self.notation else { return };
        self.kind = ValueKind::Float;
        let Some(unit) = notation.unit else { return };
        let says_so = named.and_then(CellUnit::of_unit).is_some_and(|named| named.family == unit.family);
        let money = matches!(unit.family, Family::Money | Family::HourlyPrice);
        let says_so = says_so || (money && read.is_some_and(|read| matches!(read.role, Role::Price | Role::Cost)));
        if !says_so && !self.name.contains(unit.label) && unit.family != Family::Count {
            self.title = Some(format!("{} ({})", self.name, unit.label));
        }
    }
}
