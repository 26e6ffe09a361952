//! Scalars of YAML: plain, in quotes, and in blocks of lines.

use std::borrow::Cow;

use super::reader::{Reader, is_bracket};
use crate::data::tools::value::Value;

/// A plain scalar: it may be a number, a truth value or null.
pub fn scalar(text: Cow<str>) -> Value {
    match &*text {
        "" | "~" | "null" | "Null" | "NULL" | ".nan" | ".NaN" | ".NAN" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => Value::Number(f64::INFINITY),
        "-.inf" | "-.Inf" | "-.INF" => Value::Number(f64::NEG_INFINITY),
        _ => match text.strip_prefix(['-', '+']).unwrap_or(&text).bytes().next() {
            // `-inf` and `-nan` are text here.
            Some(b'0'..=b'9' | b'.') => Value::of_cell(match text {
                Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
                Cow::Owned(text) => Cow::Owned(text.into_bytes()),
            }),
            _ => Value::Text(text),
        },
    }
}

/// Adds what so many line ends come to: one is a space.
fn fold(text: &mut String, breaks: usize) {
    if breaks == 1 {
        text.push(' ');
    }
    lines(text, breaks.saturating_sub(1));
}

fn lines(text: &mut String, breaks: usize) {
    (0..breaks).for_each(|_| text.push('\n'));
}

impl<'a> Reader<'a> {
    /// Whether a colon here parts a name and its value.
    pub fn is_colon(&self, in_brackets: bool) -> bool {
        self.byte() == b':' && self.ends_plain(in_brackets)
    }

    /// Whether what follows this byte cannot go on with a plain scalar.
    fn ends_plain(&self, in_brackets: bool) -> bool {
        self.is_blank(self.at + 1) || (in_brackets && is_bracket(self.byte_at(self.at + 1)))
    }

    /// Whether a plain scalar begins here.
    pub fn begins_plain(&self, in_brackets: bool) -> bool {
        match self.byte() {
            b'-' | b'?' | b':' => !self.ends_plain(in_brackets),
            b'#' | b'&' | b'*' | b'!' | b'|' | b'>' | b'\'' | b'"' | b'%' | b'@' | b'`' | 0 => false,
            byte => !is_bracket(byte),
        }
    }

    /// What a plain scalar has in this line.
    pub fn plain_line(&mut self, in_brackets: bool) -> &'a str {
        let start = self.at;
        let mut end = start;
        loop {
            match self.byte() {
                b' ' | b'\t' | b'\r' => {}
                b'\n' | 0 => break,
                b'#' if end < self.at => break,
                byte if (in_brackets && is_bracket(byte)) || self.is_colon(in_brackets) => break,
                _ => end = self.at + 1,
            }
            self.at += 1;
        }
        self.at = end;
        self.text.get(start..end).unwrap_or_default()
    }

    /// A plain scalar of which the first line is read. Outside of brackets, which `least` says, further lines stand in
    /// that column or further right.
    pub fn plain_rest(&mut self, first: &'a str, least: Option<usize>) -> Option<Cow<'a, str>> {
        let mut text = Cow::Borrowed(first);
        loop {
            let (at, line) = (self.at, self.line);
            let breaks = self.breaks();
            let is_inside = least.is_none_or(|least| self.column() >= least);
            let goes_on = breaks > 0 && is_inside && !self.ends() && self.byte() != b'#';
            let more = if goes_on { self.plain_line(least.is_none()) } else { "" };
            if more.is_empty() {
                (self.at, self.line) = (at, line);
                return Some(text);
            }
            // A name stands in one line.
            if least.is_some() && self.colon() {
                return None;
            }
            fold(text.to_mut(), breaks);
            text.to_mut().push_str(more);
        }
    }

    /// Text in quotes.
    pub fn quoted(&mut self) -> Option<String> {
        let quote = self.byte();
        let mut text = String::new();
        // Of this much white space is kept at the end of a line.
        let mut kept = 0;
        self.at += 1;
        loop {
            let rest = self.text.get(self.at..)?;
            let stops = |byte| byte == quote || byte == b'\n' || (byte == b'\\' && quote == b'"');
            let stop = rest.bytes().position(stops)?;
            text.push_str(rest.get(..stop)?);
            self.at += stop;
            match self.byte() {
                b'\n' => {
                    text.truncate(text.trim_end_matches([' ', '\t', '\r']).len().max(kept));
                    let breaks = self.breaks();
                    fold(&mut text, breaks);
                    if self.ends() {
                        return None;
                    }
                }
                b'\\' => {
                    self.escape(&mut text)?;
                    kept = text.len();
                }
                _ if quote == b'\'' && self.byte_at(self.at + 1) == quote => {
                    text.push('\'');
                    self.at += 2;
                }
                _ => {
                    self.at += 1;
                    return Some(text);
                }
            }
        }
    }

    /// Reads an escape sequence.
    fn escape(&mut self, text: &mut String) -> Option<()> {
        let letter = self.byte_at(self.at + 1);
        self.at += 2;
        let digits = match letter {
            b'\r' | b'\n' => {
                self.at -= 1;
                let breaks = self.breaks();
                lines(text, breaks.saturating_sub(1));
                return Some(());
            }
            b'x' => 2,
            b'u' => 4,
            b'U' => 8,
            _ => 0,
        };
        let code = if digits > 0 {
            let hex = self.text.get(self.at..self.at + digits)?;
            self.at += digits;
            // Of digits alone: a sign would be read, too.
            hex.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u32::from_str_radix(hex, 16).ok())??
        } else {
            const LETTERS: &[u8; 18] = b"0abt\tnvfre \"/\\N_LP";
            const CODES: [u32; 18] = [0, 7, 8, 9, 9, 10, 11, 12, 13, 27, 32, 34, 47, 92, 0x85, 0xa0, 0x2028, 0x2029];
            *CODES.get(LETTERS.iter().position(|&own| own == letter)?)?
        };
        text.push(char::from_u32(code)?);
        Some(())
    }

    /// A block of lines in that column or further right: as they are, or folded.
    pub fn block(&mut self, least: usize) -> Option<String> {
        let is_folded = self.byte() == b'>';
        let mut column = None;
        let mut end = 0;
        self.at += 1;
        loop {
            match self.byte() {
                sign @ (b'+' | b'-') if end == 0 => end = sign,
                digit @ b'1'..=b'9' if column.is_none() => {
                    column = Some(least.saturating_sub(1) + usize::from(digit - b'0'));
                }
                _ => break,
            }
            self.at += 1;
        }
        if !self.is_blank(self.at) {
            return None;
        }
        self.blanks();
        if !self.ends_line() {
            return None;
        }
        self.skip_line();
        let (mut text, blank_lines) = self.block_lines(least, column, is_folded)?;
        let last = usize::from(!text.is_empty());
        match end {
            b'-' => {}
            b'+' => lines(&mut text, last + blank_lines),
            _ => lines(&mut text, last),
        }
        Some(text)
    }

    /// The lines of a block without the last line's end, and how many blank ones follow.
    fn block_lines(&mut self, least: usize, mut column: Option<usize>, is_folded: bool) -> Option<(String, usize)> {
        let mut text = String::new();
        let (mut blank_lines, mut widest) = (0, 0);
        // Whether the last line is one that is not folded, being further right.
        let mut was_further = false;
        let mut is_first = true;
        while self.byte() == b'\n' {
            let start = self.at + 1;
            let line = self.text.get(start..)?.split('\n').next()?.trim_end_matches('\r');
            let spaces = line.bytes().take_while(|&byte| byte == b' ').count();
            if start + spaces == self.text.len() {
                break;
            }
            let left = column.unwrap_or(usize::MAX);
            if spaces == line.len() && spaces <= left {
                blank_lines += 1;
                widest = widest.max(spaces);
            } else {
                let at = std::mem::replace(&mut self.line, start);
                let before = std::mem::replace(&mut self.at, start);
                if spaces < column.unwrap_or(least) || self.ends() {
                    (self.line, self.at) = (at, before);
                    break;
                }
                if column.is_none() && widest > spaces {
                    return None;
                }
                let line = line.get(*column.get_or_insert(spaces)..)?;
                let is_further = !is_folded || line.starts_with([' ', '\t']);
                if is_first || is_further || was_further {
                    lines(&mut text, blank_lines + usize::from(!is_first));
                } else {
                    fold(&mut text, blank_lines + 1);
                }
                text.push_str(line);
                (blank_lines, was_further, is_first) = (0, is_further, false);
            }
            (self.line, self.at) = (start, start);
            self.skip_line();
        }
        Some((text, blank_lines))
    }
}
