//! Distinct strings of a column, numbered in order of first appearance.

use std::collections::HashMap;
use std::sync::Arc;

use arrow::array::{ArrayRef, DictionaryArray, Int32Array, StringArray};
use arrow::buffer::NullBuffer;
use arrow::datatypes::Int32Type;

/// Builds a dictionary column: a code for each row, each distinct string once.
#[derive(Default)]
pub struct TextBuilder {
    codes: Vec<i32>,
    valid: Vec<bool>,
    labels: Vec<String>,
    by_bytes: HashMap<Box<[u8]>, i32>,
    /// Where the last value lay: a dictionary page hands out the same bytes again and again.
    last: Option<(usize, usize, i32)>,
}

impl TextBuilder {
    /// Appends a string; bytes that are not UTF-8 are replaced by U+FFFD.
    pub fn push(&mut self, bytes: &[u8]) {
        let place = (bytes.as_ptr() as usize, bytes.len());
        let code = match self.last {
            // The address alone is not proof: its page may be gone and another one in its place.
            Some((start, length, code))
                if (start, length) == place && self.labels[code as usize].as_bytes() == bytes =>
            {
                code
            }
            _ => self.intern(bytes),
        };
        self.last = Some((place.0, place.1, code));
        self.codes.push(code);
        self.valid.push(true);
    }

    /// Appends a row without a value.
    pub fn push_null(&mut self) {
        self.codes.push(0);
        self.valid.push(false);
    }

    fn intern(&mut self, bytes: &[u8]) -> i32 {
        if let Some(&code) = self.by_bytes.get(bytes) {
            return code;
        }
        // The caps on rows keep this far below i32::MAX.
        let code = self.labels.len() as i32;
        self.labels.push(String::from_utf8_lossy(bytes).into_owned());
        self.by_bytes.insert(bytes.into(), code);
        code
    }

    /// The finished column.
    pub fn finish(self) -> DictionaryArray<Int32Type> {
        let nulls = NullBuffer::from(self.valid);
        let keys = Int32Array::new(self.codes.into(), (nulls.null_count() > 0).then_some(nulls));
        let values: ArrayRef = Arc::new(StringArray::from_iter_values(self.labels));
        DictionaryArray::new(keys, values)
    }
}
