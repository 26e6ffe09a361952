//! YAML as a tree of values: what reports of load tests hold, which is the part of it that JSON has, with anchors.
//!
//! Source: YAML 1.2.2, <https://yaml.org/spec/1.2.2/>. Refused, as no writer of results needs them: an explicit key in
//! brackets (`[? a : b]`), an empty name, a tag by its whole address (`!<…>`). Tags are read and say nothing; `<<` is a
//! name like others.
//! A reader of all of YAML (`saphyr-parser`) is four times as large, and load testers write little else than this.

mod blocks;
mod flow;
mod reader;
mod scalars;

use self::reader::Reader;
use super::value::Value;
use crate::data::text::form;

/// Reads YAML; of several documents a list. `None` where it is no YAML, or over a cap.
#[must_use]
pub fn parse(text: &[u8]) -> Option<Value<'_>> {
    let text = form::without_bom(text);
    let is_odd = |(at, &byte): (usize, &u8)| match byte {
        b'\r' => text.get(at + 1) != Some(&b'\n'),
        byte => byte < b' ' && !matches!(byte, b'\n' | b'\t'),
    };
    if text.iter().enumerate().any(is_odd) {
        return None;
    }
    let mut reader = Reader::new(std::str::from_utf8(text).ok()?);
    let mut documents = Vec::new();
    while reader.next_document()? {
        documents.push(reader.node(0, false, 0)?);
    }
    if documents.len() == 1 { documents.pop() } else { Some(Value::List(documents)) }
}
