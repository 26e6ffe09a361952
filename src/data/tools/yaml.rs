//! YAML as a tree of values: what reports of load tests hold, which is the part of it that JSON has.

use std::borrow::Cow;
use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::value::Value;
use crate::data::text::form;

/// How many values are read: an alias repeats what it stands for, so a small file could become a huge tree.
const MOST_VALUES: usize = 500_000;
/// How deep lists and objects may lie in each other.
const DEPTH: usize = 64;

/// Reads YAML; of several documents a list. `None` where it is no YAML, or over a cap.
#[must_use]
pub fn parse(text: &[u8]) -> Option<Value<'_>> {
    let text = std::str::from_utf8(form::without_bom(text)).ok()?;
    let mut builder = Builder { events: Parser::new_from_str(text), anchors: HashMap::new(), values: 0 };
    let mut documents = Vec::new();
    loop {
        match builder.events.next()?.ok()?.0 {
            Event::StreamEnd => break,
            Event::DocumentStart(_) => {
                let first = builder.events.next()?.ok()?.0;
                documents.push(builder.value(first, 0)?);
            }
            _ => {}
        }
    }
    if documents.len() == 1 { documents.pop() } else { Some(Value::List(documents)) }
}

struct Builder<'a, Events> {
    events: Events,
    /// Values by the number of their anchor, with their size.
    anchors: HashMap<usize, (Value<'a>, usize)>,
    values: usize,
}

impl<'a, Events, Span, Error> Builder<'a, Events>
where
    Events: Iterator<Item = Result<(Event<'a>, Span), Error>>,
{
    fn next(&mut self) -> Option<Event<'a>> {
        self.events.next()?.ok().map(|(event, _)| event)
    }

    /// The value that begins with an event.
    fn value(&mut self, event: Event<'a>, depth: usize) -> Option<Value<'a>> {
        let before = self.values;
        self.values += 1;
        if depth > DEPTH || self.values > MOST_VALUES {
            return None;
        }
        let (value, anchor) = match event {
            Event::Scalar(text, style, anchor, _) => (scalar(text, style), anchor),
            Event::SequenceStart(anchor, _) => (self.list(depth)?, anchor),
            Event::MappingStart(anchor, _) => (self.object(depth)?, anchor),
            Event::Alias(anchor) => {
                let (value, size) = self.anchors.get(&anchor)?.clone();
                self.values += size;
                (value, 0)
            }
            _ => return None,
        };
        if anchor > 0 {
            self.anchors.insert(anchor, (value.clone(), self.values - before));
        }
        Some(value)
    }

    fn list(&mut self, depth: usize) -> Option<Value<'a>> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                Event::SequenceEnd => return Some(Value::List(items)),
                event => items.push(self.value(event, depth + 1)?),
            }
        }
    }

    fn object(&mut self, depth: usize) -> Option<Value<'a>> {
        let mut members = Vec::new();
        loop {
            let name = match self.next()? {
                Event::MappingEnd => return Some(Value::Object(members)),
                event => self.value(event, depth + 1)?.words().unwrap_or_default(),
            };
            let event = self.next()?;
            members.push((name.into(), self.value(event, depth + 1)?));
        }
    }
}

/// A plain scalar may be a number, a truth value or null; one in quotes is text.
fn scalar(text: Cow<str>, style: ScalarStyle) -> Value {
    if style != ScalarStyle::Plain {
        return Value::Text(text);
    }
    match &*text {
        "" | "~" | "null" | "Null" | "NULL" | ".nan" | ".NaN" => Value::Null,
        "true" | "True" => Value::Bool(true),
        "false" | "False" => Value::Bool(false),
        _ => match text.bytes().next() {
            Some(b'0'..=b'9' | b'-' | b'+' | b'.') => Value::of_cell(match text {
                Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
                Cow::Owned(text) => Cow::Owned(text.into_bytes()),
            }),
            _ => Value::Text(text),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::tools::path::find;

    #[test]
    fn scalars_lists_and_aliases() {
        let text =
            b"a: &x {n: 1.5, t: '2'}\nb:\n  - *x\n  - null\n  - >-\n    long\n    text\n# comment\nc: 2025-01-01\n";
        let root = parse(text).unwrap();
        assert_eq!(find(&root, "b/0/n"), Some(&Value::Number(1.5)));
        assert_eq!(find(&root, "a/t").unwrap().text(), Some("2"));
        assert_eq!(find(&root, "b/2").unwrap().text(), Some("long text"));
        assert_eq!(find(&root, "c").unwrap().text(), Some("2025-01-01"));
    }

    #[test]
    fn repeated_aliases_and_depth_are_capped() {
        let mut bomb = "a0: &a0 [1,1,1,1,1,1,1,1,1,1]\n".to_owned();
        for level in 1..9 {
            let before = format!("*a{}", level - 1);
            bomb += &format!("a{level}: &a{level} [{}]\n", vec![before; 10].join(","));
        }
        assert_eq!(parse(bomb.as_bytes()), None);
        assert_eq!(parse("[".repeat(100_000).as_bytes()), None);
        assert_eq!(parse(b"a: [1"), None);
    }
}
