//! Typed columns, and columns read as categories.

use std::collections::HashMap;
use std::sync::Arc;

use crate::analysis::stats::classes::Classes;
use crate::analysis::stats::order;
use arrow::array::{Array, AsArray, BooleanArray, DictionaryArray, Float64Array, Int32Array, Int64Array, StringArray};
use arrow::buffer::{NullBuffer, ScalarBuffer};
use arrow::datatypes::Int32Type;

use super::number;
use isocost_kernels::radix;
use isocost_kernels::rows::few_different;

/// Numbers of a column, one per row; `NaN` where the row has none. Cloning shares the memory.
pub type Numbers = ScalarBuffer<f64>;

/// The values of a column.
#[derive(Clone, Debug)]
pub enum Values {
    /// Numbers. A missing one is null in the array and NaN in its buffer, so that the plain slice can be used in
    /// formulas.
    Number {
        /// The numbers.
        array: Float64Array,
        /// Whether all values are integers.
        integral: bool,
    },
    /// Integers of which some exceed 2^53, so that `f64` would round them: displayed, but not used in formulas.
    BigInt(Int64Array),
    /// True or false.
    Bool(BooleanArray),
    /// Strings (and dates), dictionary-encoded.
    Text(DictionaryArray<Int32Type>),
}

impl Values {
    /// Numbers; null where a row is missing, and so must be NaN.
    #[must_use]
    pub fn of_numbers(values: Numbers, integral: bool, missing: &dyn Fn(usize) -> bool) -> Self {
        let nulls = nulls(values.len(), missing);
        Self::Number { array: Float64Array::new(values, nulls), integral }
    }

    /// The labels of a category; null where a row is missing.
    #[must_use]
    pub fn of_category(category: &Category, missing: &dyn Fn(usize) -> bool) -> Self {
        let codes: Vec<i32> = category.codes.iter().map(|&code| code as i32).collect();
        let keys = Int32Array::new(codes.into(), nulls(category.codes.len(), missing));
        let labels = StringArray::from_iter_values(&category.labels);
        Self::Text(DictionaryArray::new(keys, Arc::new(labels)))
    }
}

fn nulls(rows: usize, missing: &dyn Fn(usize) -> bool) -> Option<NullBuffer> {
    let nulls = NullBuffer::from_iter((0..rows).map(|row| !missing(row)));
    (nulls.null_count() > 0).then_some(nulls)
}

/// A named column.
#[derive(Clone, Debug)]
pub struct Column {
    /// The name in the file.
    pub name: String,
    /// The values, one per row.
    pub values: Values,
}

impl Column {
    /// The number of a row; NaN where it is missing, or is none.
    #[must_use]
    pub fn number(&self, row: usize) -> f64 {
        if let Values::Number { array, .. } = &self.values { array.value(row) } else { f64::NAN }
    }

    /// The numbers of the column; `None` when it holds something else.
    #[must_use]
    pub fn numbers(&self) -> Option<Numbers> {
        match &self.values {
            Values::Number { array, .. } => Some(array.values().clone()),
            _ => None,
        }
    }

    /// Description of the column's type.
    #[must_use]
    pub fn holds(&self) -> &'static str {
        match &self.values {
            Values::Number { .. } => "numbers",
            Values::BigInt(_) => "whole numbers beyond 2^53",
            Values::Bool(_) => "true or false",
            Values::Text(_) => "text",
        }
    }

    /// The value of a row as plain text, every digit kept; empty for null.
    ///
    /// # Panics
    /// When there is no such row.
    #[must_use]
    pub fn text(&self, row: usize) -> String {
        match &self.values {
            Values::Number { array, .. } => {
                if array.is_null(row) {
                    String::new()
                } else {
                    array.value(row).to_string()
                }
            }
            Values::BigInt(array) => {
                if array.is_null(row) {
                    String::new()
                } else {
                    array.value(row).to_string()
                }
            }
            Values::Bool(array) => {
                if array.is_null(row) {
                    String::new()
                } else {
                    array.value(row).to_string()
                }
            }
            Values::Text(array) => array.key(row).map_or_else(String::new, |key| label(array, key).to_owned()),
        }
    }

    /// A key that is equal for rows with equal values; without meaning for null.
    fn bits(&self, row: usize) -> u64 {
        match &self.values {
            Values::Number { array, .. } => array.value(row).to_bits(),
            Values::BigInt(array) => array.value(row) as u64,
            Values::Bool(array) => array.value(row).into(),
            Values::Text(array) => array.key(row).unwrap_or_default() as u64,
        }
    }

    /// The first rows of its values, nulls being one, and which of these each row has, where there are few.
    fn few_different(&self) -> Option<(Vec<usize>, Vec<u32>)> {
        match &self.values {
            Values::Number { array, .. } => {
                // A null is NaN in the buffer, as a number may be.
                let is_nan = |row: usize| array.value(row).is_nan() && !array.is_null(row);
                let may_mix = array.null_count() > 0 && (0..array.len()).any(is_nan);
                if may_mix { None } else { few_different(array.values()) }
            }
            Values::Text(array) => {
                let nulls = array.values().len();
                let mut numbers = vec![u32::MAX; nulls + 1];
                let mut firsts = Vec::new();
                let number = |row: usize| {
                    let number = &mut numbers[array.key(row).unwrap_or(nulls)];
                    if *number == u32::MAX {
                        *number = firsts.len() as u32;
                        firsts.push(row);
                    }
                    *number
                };
                let codes = (0..array.len()).map(number).collect();
                Some((firsts, codes))
            }
            _ => None,
        }
    }

    /// Whether the value of a row is null.
    #[must_use]
    pub fn is_null(&self, row: usize) -> bool {
        match &self.values {
            Values::Number { array, .. } => array.is_null(row),
            Values::BigInt(array) => array.is_null(row),
            Values::Bool(array) => array.is_null(row),
            Values::Text(array) => array.is_null(row),
        }
    }
}

fn label(array: &DictionaryArray<Int32Type>, key: usize) -> &str {
    array.values().as_string::<i32>().value(key)
}

/// A column read as categories: a code for each row and a label for each code, labels in natural order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Category {
    /// The position of each row's label in `labels`.
    pub codes: Vec<u32>,
    /// The labels, sorted: numbers by value, then text.
    pub labels: Vec<String>,
}

impl Category {
    /// Label of rows without a value.
    pub const MISSING: &'static str = "(none)";

    /// Reads any column as categories. Nulls are a category of their own.
    #[must_use]
    pub fn of(column: &Column, rows: usize) -> Self {
        // Each distinct value is formatted once, whatever the number of rows.
        let few = column.few_different().filter(|(_, numbers)| numbers.len() == rows);
        let (first_rows, numbers) = few.unwrap_or_else(|| Self::numbered(column, rows));
        let text = |&row: &usize| if column.is_null(row) { Self::MISSING.to_owned() } else { column.text(row) };
        Self::of_numbered(&numbers, &first_rows.iter().map(text).collect::<Vec<_>>())
    }

    /// The first rows of the values, nulls being one, and which of them each row has. Columns without nulls and with few values
    /// need it not: it brings the hash table.
    #[inline(never)]
    fn numbered(column: &Column, rows: usize) -> (Vec<usize>, Vec<u32>) {
        let mut first_rows: Vec<usize> = Vec::new();
        let mut seen: HashMap<Option<u64>, u32> = HashMap::new();
        let value = |row: usize| (!column.is_null(row)).then(|| column.bits(row));
        let number = |row: usize| {
            *seen.entry(value(row)).or_insert_with(|| {
                first_rows.push(row);
                first_rows.len() as u32 - 1
            })
        };
        let numbers = (0..rows).map(number).collect();
        (first_rows, numbers)
    }

    /// The categories of rows that are numbered by their texts, each of which some row has.
    #[must_use]
    pub fn of_numbered(numbers: &[u32], texts: &[String]) -> Self {
        let mut labels = texts.to_vec();
        order::sort_by(&mut labels, |a, b| natural(a).cmp(&natural(b)));
        // Two values may read the same: a null and a text of that name.
        labels.dedup();
        let at = |text: &String| labels.binary_search_by(|l| natural(l).cmp(&natural(text))).unwrap_or(0) as u32;
        let codes: Vec<u32> = texts.iter().map(at).collect();
        Self { codes: numbers.iter().map(|&number| codes[number as usize]).collect(), labels }
    }

    /// Tells rows of a class apart by their labels.
    #[must_use]
    pub fn split(&self, classes: Classes) -> Classes {
        classes.split(&self.codes, self.labels.len())
    }

    /// The label of a row.
    ///
    /// # Panics
    /// When there is no such row.
    #[must_use]
    pub fn label(&self, row: usize) -> &str {
        &self.labels[self.codes[row] as usize]
    }
}

/// Numbers first, by value, so that 8 comes before 16; then other labels alphabetically.
fn natural(text: &str) -> (bool, u64, &str) {
    match number::parse(text) {
        Some(number) => (false, radix::key(number), text),
        None => (true, 0, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::table::column_builder::ColumnBuilder;
    use crate::data::table::kind::ValueKind;

    fn text_column(values: &[Option<&str>]) -> Column {
        let mut builder = ColumnBuilder::new(ValueKind::Text, values.len());
        values.iter().for_each(|value| builder.bytes(value.map(str::as_bytes)));
        Column { name: "c".into(), values: builder.finish() }
    }

    #[test]
    fn categories_are_sorted_naturally() {
        let column = text_column(&[Some("16"), Some("b"), None, Some("8"), Some("a"), Some("8"), Some("-2")]);
        let category = Category::of(&column, 7);
        assert_eq!(category.labels, ["-2", "8", "16", "(none)", "a", "b"]);
        assert_eq!(
            (0..7).map(|row| category.label(row)).collect::<Vec<_>>(),
            ["16", "b", "(none)", "8", "a", "8", "-2"]
        );
    }

    #[test]
    fn few_values_are_numbered_as_by_a_hash_table() {
        let numbers = [1.5, f64::NAN, 3.0, -0.0, 1.5, f64::NAN, 0.0, 3.0];
        let nan_is_null = |row: usize| numbers[row].is_nan();
        let number = |missing: &dyn Fn(usize) -> bool| Column {
            name: "n".into(),
            values: Values::of_numbers(numbers.to_vec().into(), false, missing),
        };
        let text = text_column(&[Some("b"), None, Some("a"), Some("b"), None, Some("(none)"), Some("a"), Some("c")]);
        for column in [number(&|_| false), number(&nan_is_null), text] {
            assert_eq!(column.few_different(), Some(Category::numbered(&column, 8)));
        }
        let mixed = number(&|row| row == 1);
        assert_eq!(mixed.few_different(), None);
        assert_eq!(Category::of(&mixed, 8).labels, ["-0", "0", "1.5", "3", "NaN", "(none)"]);
    }

    #[test]
    fn text_of_every_type() {
        let number = Float64Array::new(vec![1.5, f64::NAN, 3.0].into(), Some(vec![true, false, true].into()));
        let column = Column { name: "n".into(), values: Values::Number { array: number, integral: false } };
        assert_eq!([column.text(0), column.text(1), column.text(2)], ["1.5", "", "3"]);
        assert_eq!(text_column(&[None, Some("x")]).text(1), "x");
        assert!(text_column(&[None]).is_null(0));
    }
}
