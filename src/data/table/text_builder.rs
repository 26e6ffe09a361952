//! Builder of dictionary-encoded string columns: distinct strings, numbered in order of first appearance.

use std::collections::HashMap;
use std::sync::Arc;

use arrow::array::{ArrayRef, DictionaryArray, Int32Array, StringArray};
use arrow::buffer::NullBuffer;
use arrow::datatypes::Int32Type;

/// Builds a dictionary column: a code for each row, each distinct string once.
#[derive(Default)]
pub struct TextBuilder {
    codes: Vec<i32>,
    labels: Vec<String>,
    by_bytes: HashMap<Box<[u8]>, i32>,
}

impl TextBuilder {
    /// With capacity for `rows` rows.
    pub fn with_room(rows: usize) -> Self {
        Self { codes: Vec::with_capacity(rows), ..Self::default() }
    }

    /// Appends a string; bytes that are not UTF-8 are replaced by U+FFFD.
    pub fn push(&mut self, bytes: &[u8]) {
        let code = match self.last() {
            // Neighbours are often equal.
            Some(last) if self.labels.get(last as usize).is_some_and(|label| label.as_bytes() == bytes) => last,
            _ => self.intern(bytes),
        };
        self.codes.push(code);
    }

    /// Appends a known string by its code.
    pub fn push_code(&mut self, code: i32) {
        self.codes.push(code);
    }

    /// The code of the last string.
    pub fn last(&self) -> Option<i32> {
        self.codes.last().copied()
    }

    /// The codes so far. Rows without a value need one too, which has no meaning.
    pub fn codes(&mut self) -> &mut Vec<i32> {
        &mut self.codes
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
    pub fn finish(self, nulls: Option<NullBuffer>) -> DictionaryArray<Int32Type> {
        let keys = Int32Array::new(self.codes.into(), nulls);
        let values: ArrayRef = Arc::new(StringArray::from_iter_values(self.labels));
        DictionaryArray::new(keys, values)
    }
}
