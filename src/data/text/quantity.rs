//! Quantities in cells of text: numbers with units, signs, thousands marks and decimal commas, such as `2.96ms`,
//! `0.160%`, `$0.80`, `1,024` and `12 req/s`.
//!
//! A column becomes numbers when every cell that is not empty is such a quantity. What a comma or a dot means is decided
//! over the whole column: `1,5` has a decimal comma, `1,024.5` a thousands mark, and `1,024` alone is what the other
//! cells say. Times of different units are converted to one.

use super::amount::{
    Amount, BLANK, COMMA_DECIMAL, COMMA_EITHER, COMMA_GROUPS, DOT_DECIMAL, DOT_EITHER, DOT_GROUPS, FAILED, MARKED,
    OTHER, PLAIN, QUANTITY, SCALED, is_failure, is_missing,
};
use super::cell::{CellKind, TextCell};
use super::units::CellUnit;
use crate::data::table::number;

/// What the cells of a column that are spelled as text have shown, as a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spellings {
    seen: u16,
    /// The unit of all, or of the first and of the same family as all others.
    unit: Option<&'static CellUnit>,
    units_differ: bool,
}

/// How the numbers of a column are read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Notation {
    /// Whether a comma is the decimal mark.
    pub comma_is_decimal: bool,
    /// Whether a dot is.
    pub dot_is_decimal: bool,
    /// What values are converted to; `None` without units.
    pub unit: Option<&'static CellUnit>,
    /// Whether the meaning of a comma or dot follows from the file alone, as in `1,024`.
    pub is_guess: bool,
}

/// What all columns of the files together show about commas and dots.
#[derive(Clone, Copy, Debug, Default)]
pub struct Convention {
    /// Whether fields are separated by semicolons, as where the comma is the decimal mark.
    pub semicolons: bool,
    seen: u16,
}

impl Convention {
    /// Before any column is seen.
    pub fn of(semicolons: bool) -> Self {
        Self { semicolons, seen: 0 }
    }

    /// Adds what a column shows.
    pub fn add(&mut self, column: &Spellings) {
        if column.seen & OTHER == 0 {
            self.seen |= column.seen & (COMMA_DECIMAL | COMMA_GROUPS | DOT_DECIMAL | DOT_GROUPS);
        }
    }

    fn has(self, what: u16) -> bool {
        self.seen & what != 0
    }
}

impl Spellings {
    /// Adds a cell. `dots` tells whether plain numbers are looked at too, for dots that may be thousands marks.
    pub fn add(&mut self, cell: &TextCell, dots: bool) {
        match cell.kind {
            CellKind::Whole | CellKind::Fraction => self.add_number(&cell.text, dots),
            CellKind::Text if self.seen & OTHER == 0 => self.add_text(&cell.text),
            _ => {}
        }
    }

    fn add_number(&mut self, text: &[u8], dots: bool) {
        if self.seen & PLAIN == 0 && text.iter().any(|byte| matches!(byte, b'1'..=b'9')) {
            self.seen |= PLAIN;
        }
        if dots && text.contains(&b'.') {
            let parsed = std::str::from_utf8(text).ok().and_then(Amount::of);
            self.seen |= parsed.map_or(DOT_DECIMAL, |parsed| parsed.marks);
        }
    }

    fn add_text(&mut self, text: &[u8]) {
        let Ok(text) = std::str::from_utf8(text) else {
            self.seen |= OTHER;
            return;
        };
        if is_missing(text) {
            self.seen |= BLANK;
            return;
        }
        let Some(parsed) = Amount::of(text) else {
            self.seen |= if is_failure(text) { FAILED } else { OTHER };
            return;
        };
        self.seen |= parsed.marks | QUANTITY;
        match (parsed.unit, self.unit) {
            (None, _) if parsed.is_zero() => {}
            (None, _) => self.seen |= PLAIN,
            (Some(unit), None) => self.unit = Some(unit),
            (Some(unit), Some(before)) if unit.family != before.family => self.seen |= OTHER,
            (Some(unit), Some(before)) => self.units_differ |= unit.scale != before.scale,
        }
    }

    /// How the column's numbers are read; `None` if some cell is no quantity, or none is. `wanted` is the unit of the
    /// column's name, `known` whether the name is that of a measure, `may_scale` whether `1k` is 1,000 there.
    pub fn notation(
        &self,
        file: Convention,
        wanted: Option<&'static CellUnit>,
        known: bool,
        may_scale: bool,
    ) -> Option<Notation> {
        let has = |what: u16| self.seen & what != 0;
        let conflict = (has(COMMA_DECIMAL) && has(COMMA_GROUPS)) || (has(DOT_DECIMAL) && has(DOT_GROUPS));
        let mixed = self.unit.is_some_and(|unit| !unit.may_be_left_out()) && has(PLAIN);
        if has(OTHER) || conflict || mixed || (has(SCALED) && !may_scale) || (has(FAILED) && !known) {
            return None;
        }
        let commas = file.has(COMMA_DECIMAL) && !file.has(DOT_DECIMAL);
        let dot_is_decimal = !has(DOT_GROUPS) && (has(DOT_DECIMAL) || !(has(DOT_EITHER) && commas));
        let comma_is_decimal = has(COMMA_DECIMAL)
            || !has(COMMA_GROUPS)
                && !has(DOT_DECIMAL)
                && !file.has(COMMA_GROUPS)
                && (file.has(COMMA_DECIMAL) || file.semicolons);
        let spelled = has(MARKED | COMMA_DECIMAL | COMMA_GROUPS | COMMA_EITHER | DOT_GROUPS) || self.unit.is_some();
        let plain = has(PLAIN) && has(BLANK | FAILED) && known;
        let text_numbers = (has(QUANTITY) && (spelled || known)) || plain;
        if !text_numbers && dot_is_decimal {
            return None;
        }
        let sure = has(COMMA_DECIMAL | COMMA_GROUPS) || file.has(COMMA_DECIMAL | COMMA_GROUPS);
        let unit = self.unit.map(|own| match wanted.filter(|wanted| wanted.family == own.family) {
            Some(wanted) => wanted,
            None if self.units_differ => own.family.common().unwrap_or(own),
            None => own,
        });
        let is_guess = (has(COMMA_EITHER) && comma_is_decimal && !sure) || (!dot_is_decimal && !has(DOT_GROUPS));
        Some(Notation { comma_is_decimal, dot_is_decimal, unit, is_guess })
    }
}

impl Notation {
    /// As tools print numbers.
    pub fn of_tools() -> Self {
        Self { comma_is_decimal: false, dot_is_decimal: true, unit: None, is_guess: false }
    }

    /// The number of a cell; `None` if it is missing.
    pub fn number(&self, cell: &TextCell) -> Option<f64> {
        if matches!(cell.kind, CellKind::Null | CellKind::Bool) {
            return None;
        }
        let text = std::str::from_utf8(&cell.text).ok()?;
        let Some(parsed) = Amount::of(text) else { return cell.number() };
        let value = parsed.value(self)?;
        match (self.unit, parsed.unit) {
            // By a whole number either way, so that it is rounded once.
            (Some(to), Some(from)) if to.scale > from.scale => Some(value / (to.scale / from.scale)),
            (Some(to), Some(from)) => Some(value * (from.scale / to.scale)),
            _ => Some(value),
        }
    }
}

/// A number as people type one into a field or an address: with separators of thousands, or as `1.5k`, `1M`, `2B`; without
/// a unit. `None` for anything else. In the cells of a table `70B` is the size of a model, and no number.
#[must_use]
pub fn typed(text: &str) -> Option<f64> {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != ',' && *c != '_').collect();
    if let Some(value) = number::parse(&text) {
        return Some(value);
    }
    if let Some(billions) = text.strip_suffix('B') {
        return number::parse(billions).filter(|value| value.is_finite()).map(|value| value * 1e9);
    }
    let amount = Amount::of(&text).filter(|amount| amount.unit.is_none())?;
    let plain = amount.marks & !(SCALED | DOT_DECIMAL | DOT_EITHER) == 0;
    plain.then(|| amount.value(&Notation::of_tools())).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_they_are_typed() {
        for (text, value) in [
            ("1M", 1e6),
            (" 1.5k ", 1500.0),
            ("2B", 2e9),
            ("2.5 B", 2.5e9),
            ("10K", 1e4),
            ("1,000,000", 1e6),
            ("1_000.5", 1000.5),
            ("1e6", 1e6),
            ("-3", -3.0),
            ("1.234k", 1234.0),
        ] {
            assert_eq!(typed(text), Some(value), "{text}");
        }
        for none in ["", "B", "nanB", "infB", "1m", "1 ms", "5 ± 1", "1.000.000", "$5", "5%", "many", "1kB", "k"] {
            assert_eq!(typed(none), None, "{none}");
        }
    }

    /// The numbers of a column of these cells, and its unit; `None` if it stays text.
    fn column(cells: &[&str], semicolons: bool) -> Option<(Vec<f64>, &'static str)> {
        let cells: Vec<TextCell> = cells
            .iter()
            .map(|text| {
                let kind = super::super::cell::number_kind(text.as_bytes()).unwrap_or(CellKind::Text);
                TextCell::new(kind, text.as_bytes())
            })
            .collect();
        let mut spellings = Spellings::default();
        cells.iter().for_each(|cell| spellings.add(cell, semicolons));
        let mut file = Convention { semicolons, ..Convention::default() };
        file.add(&spellings);
        let notation = spellings.notation(file, None, false, false)?;
        let numbers = cells.iter().map(|cell| notation.number(cell).unwrap_or(f64::NAN)).collect();
        Some((numbers, notation.unit.map_or("", |unit| unit.label)))
    }

    #[test]
    fn numbers_with_units() {
        let read = |cells: &[&str]| column(cells, false).unwrap();
        assert_eq!(read(&["2.96ms", "12 ms", "1.5e3ms"]), (vec![2.96, 12.0, 1500.0], "ms"));
        assert_eq!(read(&["635.5us", "1.2ms", "2s"]), (vec![0.6355, 1.2, 2000.0], "ms"));
        assert_eq!(read(&["0.160%", "0", "100 %"]), (vec![0.16, 0.0, 100.0], "%"));
        assert_eq!(read(&["$0.80", "-$1,200.50", "US$ 3"]), (vec![0.8, -1200.5, 3.0], "$"));
        assert_eq!(read(&["$0.80/hr", "$12/hour"]), (vec![0.8, 12.0], "$/h"));
        assert_eq!(read(&["12 req/s", "1,000.5 req/s"]), (vec![12.0, 1000.5], "req/s"));
        assert_eq!(read(&["1m30.5s", "45s", "1h0m0s"]), (vec![90.5, 45.0, 3600.0], "s"));
        assert_eq!(read(&["512 tok/s", "64.5 tokens/s"]), (vec![512.0, 64.5], "tok/s"));
    }

    #[test]
    fn missing_words_beside_quantities() {
        let (numbers, _) = column(&["1.5ms", "-", "N/A", "-nan", "2ms"], false).unwrap();
        assert_eq!(numbers.iter().filter(|number| number.is_nan()).count(), 3);
        assert_eq!((numbers[0], numbers[4]), (1.5, 2.0));
        assert_eq!(column(&["-", "n/a"], false), None, "nothing is a quantity");
    }

    #[test]
    fn plain_numbers_beside_words_for_none() {
        let read = |cells: &[&str], known| {
            let mut spellings = Spellings::default();
            for text in cells {
                let kind = super::super::cell::number_kind(text.as_bytes()).unwrap_or(CellKind::Text);
                spellings.add(&TextCell::new(kind, text.as_bytes()), false);
            }
            spellings.notation(Convention::default(), None, known, false).is_some()
        };
        assert!(read(&["476", "615.5", "-"], true));
        assert!(read(&["476", "OOM", "n/a"], true));
        assert!(!read(&["476", "-"], false), "of what is no measure it may be a name");
        assert!(!read(&["OOM", "failed"], true) && !read(&["476", "many"], true));
    }

    #[test]
    fn marks_are_decided_over_the_column() {
        let numbers = |cells: &[&str], semicolons| column(cells, semicolons).map(|(numbers, _)| numbers);
        assert_eq!(numbers(&["1,024", "12"], false), Some(vec![1024.0, 12.0]));
        assert_eq!(numbers(&["1,024", "0,5"], false), Some(vec![1.024, 0.5]));
        assert_eq!(numbers(&["1,024", "12,5"], true), Some(vec![1.024, 12.5]));
        assert_eq!(numbers(&["1,024"], true), Some(vec![1.024]), "semicolons stand where the comma is decimal");
        assert_eq!(numbers(&["1.024,5", "3"], true), Some(vec![1024.5, 3.0]));
        assert_eq!(numbers(&["1,024,000", "5"], true), Some(vec![1_024_000.0, 5.0]));
        assert_eq!(numbers(&["1 024", "1\u{a0}024,5"], true), Some(vec![1024.0, 1024.5]));
        assert_eq!(numbers(&["1'024.5"], false), Some(vec![1024.5]));
        assert_eq!(numbers(&["1,024,000", "0,5"], false), None, "both cannot be");
    }

    #[test]
    fn other_texts_stay_texts() {
        for cells in [
            &["70B"][..],
            &["8x H100"],
            &["80GB"],
            &["2024-01-05"],
            &["1.2.3"],
            &["12:30"],
            &["5ms", "x"],
            &["5ms", "3"],
            &["5ms", "5%"],
            &["fp8"],
            &["1,2,3"],
            &["1k"],
            &[""],
            &[","],
        ] {
            assert_eq!(column(cells, false), None, "{cells:?}");
        }
    }
}
