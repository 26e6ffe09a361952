//! Builder of arrow arrays from decoded values.

use crate::analysis::stats::round::MAX_EXACT_INTEGER;
use std::ops::Range;

use arrow::array::{BooleanArray, Float64Array, Int64Array, NullBufferBuilder};
use arrow::buffer::NullBuffer;
use bytes::Bytes;
use parquet::basic::Type;

use super::column::Values;
use super::kind::ValueKind;
use super::text_builder::TextBuilder;
use super::time;
use crate::data::parquet::plain_values::{big_endian, half, places};

/// Builds a column, either row by row or in bulk: first the non-null values are pushed, then [`Self::rows`] or
/// [`Self::rows_where`] assigns them to rows.
pub struct ColumnBuilder {
    kind: ValueKind,
    valid: NullBufferBuilder,
    bools: Vec<bool>,
    ints: Vec<i64>,
    floats: Vec<f64>,
    text: TextBuilder,
}

/// A parquet dictionary, its entries converted to the column's type.
pub enum Dictionary {
    /// Integers.
    Ints(Vec<i64>),
    /// Floats.
    Floats(Vec<f64>),
    /// Strings, with each entry's code in the column; `None` for an entry that no row has used yet, so that unused
    /// entries do not become labels.
    Text {
        /// The physical type.
        stored: Type,
        /// The dictionary page.
        page: Bytes,
        /// Byte range of each entry in the page.
        places: Vec<Range<usize>>,
        /// Code of each entry.
        codes: Vec<Option<i32>>,
    },
}

impl Dictionary {
    /// Number of entries.
    pub fn len(&self) -> usize {
        match self {
            Self::Ints(ints) => ints.len(),
            Self::Floats(floats) => floats.len(),
            Self::Text { codes, .. } => codes.len(),
        }
    }
}

impl ColumnBuilder {
    /// An empty column of `kind`, with room for `rows` rows.
    pub fn new(kind: ValueKind, rows: usize) -> Self {
        let room = |wanted: bool| if wanted { rows } else { 0 };
        let (ints, floats) = (whole(kind), fraction(kind));
        Self {
            kind,
            valid: NullBufferBuilder::new(rows),
            bools: Vec::with_capacity(room(kind == ValueKind::Bool)),
            ints: Vec::with_capacity(room(ints)),
            floats: Vec::with_capacity(room(floats)),
            text: TextBuilder::with_room(room(!ints && !floats && kind != ValueKind::Bool)),
        }
    }

    /// Pushes a boolean.
    pub fn push_bool(&mut self, value: bool) {
        self.bools.push(value);
    }

    /// Pushes a 32-bit integer.
    pub fn push_int32(&mut self, value: i32) {
        self.push_int(if self.kind == ValueKind::Unsigned { i64::from(value as u32) } else { value.into() });
    }

    /// Pushes a 64-bit integer.
    pub fn push_int(&mut self, value: i64) {
        match self.kind {
            ValueKind::Decimal { scale } => self.floats.push(value as f64 / 10f64.powi(scale)),
            ValueKind::Date => self.text.push(time::date(value).as_bytes()),
            ValueKind::Timestamp { per_second } => self.text.push(time::timestamp(value, per_second).as_bytes()),
            _ => self.ints.push(value),
        }
    }

    /// Pushes a float.
    pub fn push_float(&mut self, value: f64) {
        self.floats.push(value);
    }

    /// Pushes bytes.
    pub fn push_bytes(&mut self, bytes: &[u8]) {
        match self.kind {
            ValueKind::Decimal { scale } => self.floats.push(big_endian(bytes) / 10f64.powi(scale)),
            ValueKind::Float => self.floats.push(half(bytes)),
            ValueKind::Hex => {
                let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
                self.text.push(hex.as_bytes());
            }
            _ => self.text.push(bytes),
        }
    }

    /// Appends a row with a boolean; `None` is null.
    pub fn bool(&mut self, value: Option<bool>) {
        let valid = value.map(|value| self.push_bool(value)).is_some();
        self.row(valid);
    }

    /// Appends a row with an integer.
    pub fn int(&mut self, value: Option<i64>) {
        let valid = value.map(|value| self.push_int(value)).is_some();
        self.row(valid);
    }

    /// Appends a row with a float.
    pub fn float(&mut self, value: Option<f64>) {
        let valid = value.map(|value| self.push_float(value)).is_some();
        self.row(valid);
    }

    /// Appends a row with bytes.
    pub fn bytes(&mut self, value: Option<&[u8]>) {
        let valid = value.map(|value| self.push_bytes(value)).is_some();
        self.row(valid);
    }

    fn row(&mut self, valid: bool) {
        if valid { self.rows(1) } else { self.rows_where(&[false]) }
    }

    /// Pushes the first `count` values in plain encoding. The caller has checked that `data` holds them.
    pub fn plain(&mut self, stored: Type, data: &[u8], count: usize) {
        let (eights, fours) = (data.as_chunks::<8>().0, data.as_chunks::<4>().0);
        match stored {
            Type::INT64 if whole(self.kind) => {
                self.ints.extend(eights.iter().take(count).map(|&bytes| i64::from_le_bytes(bytes)));
            }
            Type::INT64 => eights.iter().take(count).for_each(|&bytes| self.push_int(i64::from_le_bytes(bytes))),
            Type::INT32 => fours.iter().take(count).for_each(|&bytes| self.push_int32(i32::from_le_bytes(bytes))),
            Type::DOUBLE => self.floats.extend(eights.iter().take(count).map(|&bytes| f64::from_le_bytes(bytes))),
            Type::FLOAT => {
                self.floats.extend(fours.iter().take(count).map(|&bytes| f64::from(f32::from_le_bytes(bytes))));
            }
            _ => places(data, count).for_each(|place| self.push_bytes(&data[place])),
        }
    }

    /// Reads a dictionary of `count` values in plain encoding. The caller has checked that `page` holds them.
    pub fn entries(&self, stored: Type, page: Bytes, count: usize) -> Dictionary {
        if !whole(self.kind) && !fraction(self.kind) {
            let places = match stored {
                Type::INT32 => (0..count).map(|at| at * 4..at * 4 + 4).collect(),
                Type::INT64 => (0..count).map(|at| at * 8..at * 8 + 8).collect(),
                _ => places(&page, count).collect(),
            };
            return Dictionary::Text { stored, page, places, codes: vec![None; count] };
        }
        let mut read = Self::new(self.kind, 0);
        read.plain(stored, &page, count);
        if whole(self.kind) { Dictionary::Ints(read.ints) } else { Dictionary::Floats(read.floats) }
    }

    /// Pushes values by their positions in the dictionary. The caller has checked the bounds.
    pub fn gather(&mut self, entries: &mut Dictionary, keys: &[u32]) {
        match entries {
            Dictionary::Ints(ints) => self.ints.extend(keys.iter().map(|&key| ints[key as usize])),
            Dictionary::Floats(floats) => self.floats.extend(keys.iter().map(|&key| floats[key as usize])),
            Dictionary::Text { stored, page, places, codes } => {
                for &key in keys {
                    let key = key as usize;
                    match codes[key] {
                        Some(code) => self.text.push_code(code),
                        None => {
                            self.plain_one(*stored, &page[places[key].clone()]);
                            codes[key] = self.text.last();
                        }
                    }
                }
            }
        }
    }

    fn plain_one(&mut self, stored: Type, value: &[u8]) {
        match stored {
            Type::INT32 | Type::INT64 => self.plain(stored, value, 1),
            _ => self.push_bytes(value),
        }
    }

    /// Assigns the pushed values to the next `count` rows.
    pub fn rows(&mut self, count: usize) {
        self.valid.append_n_non_nulls(count);
    }

    /// Assigns the pushed values to the `valid` ones of the next rows; the others are null.
    pub fn rows_where(&mut self, valid: &[bool]) {
        let start = self.valid.len();
        valid.iter().for_each(|&valid| self.valid.append(valid));
        match self.kind {
            ValueKind::Bool => spread(&mut self.bools, start, valid, false),
            ValueKind::Signed | ValueKind::Unsigned => spread(&mut self.ints, start, valid, 0),
            ValueKind::Float | ValueKind::Decimal { .. } => spread(&mut self.floats, start, valid, f64::NAN),
            ValueKind::Date | ValueKind::Timestamp { .. } | ValueKind::Text | ValueKind::Hex => {
                spread(self.text.codes(), start, valid, 0);
            }
        }
    }

    /// The finished column.
    pub fn finish(mut self) -> Values {
        let nulls = self.valid.finish();
        match self.kind {
            ValueKind::Bool => Values::Bool(BooleanArray::new(self.bools.into(), nulls)),
            ValueKind::Signed | ValueKind::Unsigned => finish_ints(self.ints, nulls, self.kind == ValueKind::Unsigned),
            ValueKind::Float | ValueKind::Decimal { .. } => {
                Values::Number { array: Float64Array::new(self.floats.into(), nulls), integral: false }
            }
            ValueKind::Date | ValueKind::Timestamp { .. } | ValueKind::Text | ValueKind::Hex => {
                Values::Text(self.text.finish(nulls))
            }
        }
    }
}

fn whole(kind: ValueKind) -> bool {
    matches!(kind, ValueKind::Signed | ValueKind::Unsigned)
}

fn fraction(kind: ValueKind) -> bool {
    matches!(kind, ValueKind::Float | ValueKind::Decimal { .. })
}

/// Spreads the values from `start` on, one for each valid row, over all rows.
fn spread<T: Copy>(values: &mut Vec<T>, start: usize, valid: &[bool], missing: T) {
    let mut from = values.len();
    values.resize(start + valid.len(), missing);
    for (at, &valid) in valid.iter().enumerate().rev() {
        values[start + at] = if valid && from > start {
            from -= 1;
            values[from]
        } else {
            missing
        };
    }
}

/// Integers become `f64` if that keeps them exact. Unsigned ones beyond `i64` are rounded: no measure is that large, and
/// ids are only displayed.
fn finish_ints(ints: Vec<i64>, nulls: Option<NullBuffer>, unsigned: bool) -> Values {
    let wraps = unsigned && ints.iter().any(|&v| v < 0);
    if !wraps && ints.iter().any(|v| v.unsigned_abs() > MAX_EXACT_INTEGER as u64) {
        return Values::BigInt(Int64Array::new(ints.into(), nulls));
    }
    // Reuses the allocation.
    let float = |v: i64| if unsigned { v as u64 as f64 } else { v as f64 };
    let mut floats: Vec<f64> = ints.into_iter().map(float).collect();
    if let Some(nulls) = &nulls {
        floats.iter_mut().zip(nulls).filter(|(_, valid)| !valid).for_each(|(value, _)| *value = f64::NAN);
    }
    Values::Number { array: Float64Array::new(floats.into(), nulls), integral: true }
}

#[cfg(test)]
mod tests {
    use arrow::array::Array as _;

    use super::*;

    #[test]
    fn values_are_assigned_to_valid_rows() {
        let mut values = vec![9, 1, 2, 3];
        spread(&mut values, 1, &[false, true, true, false, true, false], 0);
        assert_eq!(values, [9, 0, 1, 2, 0, 3, 0]);
        spread(&mut values, 7, &[], 0);
        spread(&mut values, 7, &[false], 0);
        assert_eq!(values.len(), 8);
    }

    #[test]
    fn unused_dictionary_entries_are_no_labels() {
        let mut builder = ColumnBuilder::new(ValueKind::Text, 3);
        let page = Bytes::from_static(b"\x01\0\0\0a\x01\0\0\0b");
        let mut entries = builder.entries(Type::BYTE_ARRAY, page, 2);
        assert_eq!(entries.len(), 2);
        builder.gather(&mut entries, &[1, 1]);
        builder.rows_where(&[true, false, true]);
        let Values::Text(array) = builder.finish() else { panic!("text") };
        assert_eq!((array.values().len(), array.keys().values().to_vec()), (1, vec![0, 0, 0]));
        assert!(array.is_null(1) && array.is_valid(2));
    }

    #[test]
    fn large_integers_are_not_rounded() {
        let finish = |ints: Vec<i64>, unsigned| finish_ints(ints, None, unsigned);
        assert!(matches!(finish(vec![1, MAX_EXACT_INTEGER as i64], false), Values::Number { integral: true, .. }));
        assert!(matches!(finish(vec![1, MAX_EXACT_INTEGER as i64 + 1], false), Values::BigInt(_)));
        let Values::Number { array, .. } = finish(vec![-1], true) else { panic!("u64::MAX is shown rounded") };
        assert_eq!(array.value(0), 18_446_744_073_709_551_615.0);
    }
}
