//! Lists and objects of YAML in brackets.

use super::reader::{Reader, is_bracket};
use super::scalars::scalar;
use crate::data::tools::value::Value;

impl<'a> Reader<'a> {
    /// A value that says itself where it ends: an alias, text in quotes, a list or an object in brackets.
    pub fn inline(&mut self, depth: usize) -> Option<Value<'a>> {
        match self.byte() {
            b'*' => self.alias(),
            b'"' | b'\'' => self.quoted().map(|text| Value::Text(text.into())),
            b'[' => self.list_in_brackets(depth),
            b'{' => self.object_in_brackets(depth),
            _ => None,
        }
    }

    fn list_in_brackets(&mut self, depth: usize) -> Option<Value<'a>> {
        let mut items = Vec::new();
        self.at += 1;
        while self.more(b']')? {
            let (first, value) = self.entry(depth + 1)?;
            items.push(match value {
                Some(value) => Value::Object(vec![(first.words().unwrap_or_default().into(), value)]),
                None => first,
            });
            self.comma(b']')?;
        }
        Some(Value::List(items))
    }

    fn object_in_brackets(&mut self, depth: usize) -> Option<Value<'a>> {
        let mut members = Vec::new();
        self.at += 1;
        while self.more(b'}')? {
            let (name, value) = self.entry(depth + 1)?;
            members.push((name.words().unwrap_or_default().into(), value.unwrap_or(Value::Null)));
            self.comma(b'}')?;
        }
        Some(Value::Object(members))
    }

    /// Whether another entry follows; reads the bracket if not.
    fn more(&mut self, close: u8) -> Option<bool> {
        self.space();
        let is_closed = self.byte() == close;
        self.at += usize::from(is_closed);
        (!self.ends() || is_closed).then_some(!is_closed)
    }

    /// Reads the comma between two entries.
    fn comma(&mut self, close: u8) -> Option<()> {
        self.space();
        let byte = self.byte();
        self.at += usize::from(byte == b',');
        (byte == b',' || byte == close).then_some(())
    }

    /// A value, or a name and its value.
    fn entry(&mut self, depth: usize) -> Option<(Value<'a>, Option<Value<'a>>)> {
        let is_json = matches!(self.byte(), b'"' | b'\'' | b'[' | b'{');
        let first = self.value_in_brackets(depth)?;
        self.space();
        if !(self.is_colon(true) || (is_json && self.byte() == b':')) {
            return Some((first, None));
        }
        self.at += 1;
        self.space();
        let value = if is_bracket(self.byte()) && !matches!(self.byte(), b'[' | b'{') {
            Value::Null
        } else {
            self.value_in_brackets(depth)?
        };
        Some((first, Some(value)))
    }

    fn value_in_brackets(&mut self, depth: usize) -> Option<Value<'a>> {
        self.count(depth)?;
        let marks = self.marks()?;
        self.space();
        let value = if self.ends() {
            return None;
        } else if self.begins_plain(true) {
            let text = self.plain_line(true);
            scalar(self.plain_rest(text, None)?)
        } else if self.is_colon(true) || (marks.is_any && matches!(self.byte(), b',' | b']' | b'}')) {
            Value::Null
        } else {
            self.inline(depth)?
        };
        self.keep(&marks, &value)?;
        Some(value)
    }
}
