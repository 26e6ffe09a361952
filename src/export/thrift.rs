//! Writer of Thrift's compact protocol, as far as parquet's headers need it.
//!
//! Source: `thrift/doc/specs/thrift-compact-protocol.md`. A struct is its fields, each a byte (the distance to the last
//! field's number, and the type) and a value, and a zero; whole numbers are zigzag varints.

use crate::thrift::{BINARY, I32, I64, LIST, STRUCT, to_zigzag, write_varint};

/// A struct that is being written.
#[derive(Default)]
pub struct Struct {
    bytes: Vec<u8>,
    last: u8,
}

impl Struct {
    /// Numbers rise, by at most 15.
    fn field(&mut self, number: u8, kind: u8) -> &mut Vec<u8> {
        self.bytes.push((number - self.last) << 4 | kind);
        self.last = number;
        &mut self.bytes
    }

    /// A number of 32 bits, or a value of an enum.
    pub fn i32(&mut self, number: u8, value: i32) -> &mut Self {
        zigzag(self.field(number, I32), value.into());
        self
    }

    /// A number of 64 bits.
    pub fn i64(&mut self, number: u8, value: usize) -> &mut Self {
        zigzag(self.field(number, I64), value as i64);
        self
    }

    /// A text.
    pub fn text(&mut self, number: u8, value: &str) -> &mut Self {
        binary(self.field(number, BINARY), value);
        self
    }

    /// A struct.
    pub fn nested(&mut self, number: u8, value: &mut Self) -> &mut Self {
        value.end();
        self.field(number, STRUCT).append(&mut value.bytes);
        self
    }

    /// A list of structs.
    pub fn list(&mut self, number: u8, items: &List) -> &mut Self {
        let bytes = self.field(number, LIST);
        list_of(bytes, STRUCT, items.count);
        bytes.extend(&items.bytes);
        self
    }

    /// A list of values of an enum.
    pub fn enums(&mut self, number: u8, items: &[i32]) -> &mut Self {
        let bytes = self.field(number, LIST);
        list_of(bytes, I32, items.len());
        items.iter().for_each(|&item| zigzag(bytes, item.into()));
        self
    }

    /// A list of one text.
    pub fn one_text(&mut self, number: u8, value: &str) -> &mut Self {
        let bytes = self.field(number, LIST);
        list_of(bytes, BINARY, 1);
        binary(bytes, value);
        self
    }

    /// Its bytes; nothing can be added after this.
    pub fn end(&mut self) -> &[u8] {
        self.bytes.push(0);
        &self.bytes
    }
}

/// Structs that are being listed.
#[derive(Default)]
pub struct List {
    bytes: Vec<u8>,
    count: usize,
}

impl List {
    /// One more.
    pub fn push(&mut self, item: &mut Struct) {
        self.bytes.extend(item.end());
        self.count += 1;
    }
}

fn list_of(bytes: &mut Vec<u8>, kind: u8, length: usize) {
    if length < 15 {
        bytes.push((length as u8) << 4 | kind);
    } else {
        bytes.push(0xf0 | kind);
        write_varint(bytes, length as u64);
    }
}

fn binary(bytes: &mut Vec<u8>, value: &str) {
    write_varint(bytes, value.len() as u64);
    bytes.extend(value.as_bytes());
}

fn zigzag(bytes: &mut Vec<u8>, value: i64) {
    write_varint(bytes, to_zigzag(value));
}
