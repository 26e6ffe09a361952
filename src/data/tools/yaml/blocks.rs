//! Lists and objects of YAML by indentation.

use std::borrow::Cow;

use super::reader::{Marks, Reader};
use super::scalars::scalar;
use crate::data::tools::value::Value;

impl<'a> Reader<'a> {
    /// The value after a sign. On lines of its own it stands in this column or further right. After a dash (`is_compact`)
    /// a list or an object may begin in the same line; after a colon a list may stand one column further left.
    pub fn node(&mut self, least: usize, is_compact: bool, depth: usize) -> Option<Value<'a>> {
        let first_line = self.line;
        let mut own = Marks::default();
        self.count(depth)?;
        let value = loop {
            let line = self.line;
            self.space();
            let is_inside = self.column() >= least || (!is_compact && self.is_dash_at(least));
            if self.ends() || (self.line != line && !is_inside) {
                break Value::Null;
            }
            let may_nest = self.indentation().is_some() || (is_compact && self.line == first_line);
            let column = self.column();
            let marks = self.marks()?;
            if !(marks.is_any && self.ends_line()) {
                break self.content(least, may_nest.then_some(column), marks, depth)?;
            }
            // What stands before a line's end is of the whole value; else it may be of an object's first name.
            if own.is_any {
                return None;
            }
            own = marks;
        };
        self.keep(&own, &value)?;
        Some(value)
    }

    fn is_dash_at(&self, least: usize) -> bool {
        self.column() + 1 == least && self.is_sign(b'-')
    }

    /// A value that begins here; where it may be a list or an object by indentation, in that column.
    fn content(&mut self, least: usize, column: Option<usize>, marks: Marks<'a>, depth: usize) -> Option<Value<'a>> {
        let is_list = self.is_sign(b'-');
        if is_list || self.is_sign(b'?') {
            return match column {
                Some(column) if !marks.is_any && is_list => self.list(column, depth),
                Some(column) if !marks.is_any => self.object(column, None, depth),
                _ => None,
            };
        }
        if let b'|' | b'>' = self.byte() {
            let value = Value::Text(self.block(least)?.into());
            self.keep(&marks, &value)?;
            return Some(value);
        }
        let (line, start) = (self.line, self.at);
        let plain = self.begins_plain(false).then(|| self.plain_line(false));
        let value = match plain {
            Some(text) => scalar(Cow::Borrowed(text)),
            None => self.inline(depth)?,
        };
        if self.line == line && self.colon() {
            self.keep(&marks, &value)?;
            return self.object(column?, Some(value), depth);
        }
        let value = match plain {
            Some(text) => scalar(self.plain_rest(text, Some(least))?),
            None => value,
        };
        self.keep(&marks, &value)?;
        self.are_inside(start, least).then_some(value)
    }

    /// Whether the further lines of a value keep its column: else a quote that is missing would take in what follows.
    fn are_inside(&self, start: usize, least: usize) -> bool {
        let is_inside = |line: &str| {
            let words = line.trim_start_matches(' ');
            line.len() - words.len() >= least || matches!(words.trim_start().bytes().next(), None | Some(b']' | b'}'))
        };
        self.text.get(start..self.at).is_some_and(|text| text.split('\n').skip(1).all(is_inside))
    }

    /// Whether a colon with a space behind it follows in this line, which is read.
    pub fn colon(&mut self) -> bool {
        self.blanks();
        let is_colon = self.is_sign(b':');
        self.at += usize::from(is_colon);
        is_colon
    }

    /// Goes to the next line of a list or an object; false where that has ended.
    fn next_line(&mut self, column: usize) -> Option<bool> {
        self.space();
        if self.ends() {
            return Some(false);
        }
        let found = self.indentation()?;
        (found <= column).then_some(found == column)
    }

    fn list(&mut self, column: usize, depth: usize) -> Option<Value<'a>> {
        let mut items = Vec::new();
        loop {
            self.at += 1;
            items.push(self.node(column + 1, true, depth + 1)?);
            if !self.next_line(column)? || !self.is_sign(b'-') {
                return Some(Value::List(items));
            }
        }
    }

    /// An object, from its first name on, or from after that and its colon.
    fn object(&mut self, column: usize, first: Option<Value<'a>>, depth: usize) -> Option<Value<'a>> {
        let mut members = Vec::new();
        let mut next = first;
        loop {
            let value = if self.is_sign(b'?') && next.is_none() {
                self.at += 1;
                next = Some(self.node(column + 1, true, depth + 1)?);
                if self.next_line(column)? && self.is_sign(b':') {
                    self.at += 1;
                    self.node(column + 1, true, depth + 1)?
                } else {
                    Value::Null
                }
            } else {
                if next.is_none() {
                    next = Some(self.name(depth)?);
                }
                self.node(column + 1, false, depth + 1)?
            };
            members.push((next.take().and_then(|name| name.words()).unwrap_or_default().into(), value));
            if !self.next_line(column)? {
                return Some(Value::Object(members));
            }
        }
    }

    /// A name in one line, with its colon.
    fn name(&mut self, depth: usize) -> Option<Value<'a>> {
        let line = self.line;
        let marks = self.marks()?;
        let name =
            if self.begins_plain(false) { scalar(Cow::Borrowed(self.plain_line(false))) } else { self.inline(depth)? };
        self.keep(&marks, &name)?;
        (self.line == line && self.colon()).then_some(name)
    }
}
