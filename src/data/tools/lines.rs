//! Reports that tools print as text: names and values, a line each.

use std::borrow::Cow;

use super::value::Value;
use crate::data::text::form;

/// A longer line is of no report.
const LONGEST: usize = 4_000;

/// The lines of a report: `{lines: [line…], values: {name: value}, tables: [{columns: […], rows: [{…}…]}…]}`. A value is
/// what follows the first colon or the first run of two spaces, or an equals sign. A table is one of Markdown.
#[must_use]
pub fn parse(text: &[u8], most: usize) -> Value<'_> {
    let text = String::from_utf8_lossy(form::without_bom(text));
    let mut lines = Vec::new();
    let mut values = Vec::new();
    let mut tables = Tables::default();
    let text = without_colours(&text);
    for line in text.split(['\n', '\r']).map(str::trim).map(without_log_head) {
        if lines.len() >= most {
            break;
        }
        let is_of_table = tables.take(line);
        if line.is_empty() || line.len() > LONGEST {
            continue;
        }
        if is_of_table {
            // A row of a table.
        } else if let Some((name, value)) = split(line) {
            values.push((name.to_owned().into(), Value::of_cell(value.as_bytes().to_vec().into())));
        }
        lines.push(Value::Text(line.to_owned().into()));
    }
    Value::object(vec![
        ("lines".into(), Value::List(lines)),
        ("values".into(), Value::object(values)),
        ("tables".into(), tables.value()),
    ])
}

/// Tables of Markdown: their heads and rows.
#[derive(Default)]
struct Tables {
    all: Vec<(Vec<String>, Vec<Value<'static>>)>,
    is_open: bool,
}

impl Tables {
    /// Takes a line if it is of a table.
    fn take(&mut self, line: &str) -> bool {
        let Some(inside) = line.strip_prefix('|').and_then(|line| line.strip_suffix('|')) else {
            self.is_open = false;
            return false;
        };
        let cells: Vec<&str> = inside.split('|').map(str::trim).collect();
        let is_rule = cells.iter().all(|cell| !cell.is_empty() && cell.bytes().all(|byte| matches!(byte, b'-' | b':')));
        match self.all.last_mut().filter(|_| self.is_open) {
            Some(_) if is_rule => {}
            Some((names, rows)) => {
                let cells = cells.iter().map(|cell| Value::of_cell(cell.as_bytes().to_vec().into()));
                let mut row: Vec<_> = names.iter().map(|name| name.clone().into()).zip(cells).collect();
                // A cell of several rows stands in the first of them.
                if let (Some((_, first @ Value::Null)), Some(above)) = (row.first_mut(), rows.last()) {
                    *first = above.members()[0].1.clone();
                }
                rows.push(Value::object(row));
            }
            None => self.all.push((cells.into_iter().map(str::to_owned).collect(), Vec::new())),
        }
        self.is_open = true;
        true
    }

    fn value(self) -> Value<'static> {
        let table = |(names, rows): (Vec<String>, Vec<Value<'static>>)| {
            let names = names.into_iter().map(|name| Value::Text(name.into())).collect();
            Value::object(vec![("columns".into(), Value::List(names)), ("rows".into(), Value::List(rows))])
        };
        Value::List(self.all.into_iter().map(table).collect())
    }
}

/// The text without the escape sequences by which terminals set colours.
fn without_colours(text: &str) -> Cow<'_, str> {
    if !text.contains('\u{1b}') {
        return Cow::Borrowed(text);
    }
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    let rest = parts.map(|part| part.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';'));
    Cow::Owned(rest.fold(first, |text, part| text + part.strip_prefix('m').unwrap_or(part)))
}

const LEVELS: [&str; 12] =
    ["INFO", "INF", "I", "WARNING", "WARN", "WRN", "W", "ERROR", "ERR", "DEBUG", "DBG", "NOTICE"];

/// A line without what a logger writes before its message: times, and a level that stands among them or a time in brackets:
/// `[ INFO ] x`, `[Sun Nov 30 10:00:00 2026] INFO x`, `10:00:00 INFO: x`, `2026-11-30 10:00:00,123 - INFO - x`.
#[must_use]
pub fn without_log_head(line: &str) -> &str {
    let is_time = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit())
            && word.contains([':', '-', '/'])
            && word.chars().all(|c| c.is_ascii_digit() || ":-/.,TZ+".contains(c))
    };
    let (mut rest, mut is_head) = (line, false);
    loop {
        let (word, after) = if let Some(inside) = rest.strip_prefix('[') {
            let Some((word, after)) = inside.split_once(']') else { break };
            let has_time = word.split(' ').any(|part| is_time(part) && part.contains(':'));
            is_head |= has_time || LEVELS.contains(&word.trim());
            if !has_time && !LEVELS.contains(&word.trim()) {
                break;
            }
            (word, after)
        } else {
            let (word, after) = rest.split_once(' ').unwrap_or((rest, ""));
            let level = word.trim_end_matches(':');
            // A letter alone may be a name.
            let is_level = level.len() > 1 && LEVELS.contains(&level);
            is_head |= is_level;
            if !is_level && !is_time(word) && word != "-" {
                break;
            }
            (word, after)
        };
        if word.is_empty() {
            break;
        }
        rest = after.trim_start();
    }
    if is_head { rest } else { line }
}

/// The name and the value of a line.
#[must_use]
pub fn split(line: &str) -> Option<(&str, &str)> {
    let parts = line.split_once(": ").or_else(|| line.split_once(" = ")).or_else(|| line.split_once("  "));
    let (name, value) = parts.or_else(|| line.split_once(':'))?;
    let name = name.trim_end_matches([':', ' ', '.']);
    Some((name, value.trim())).filter(|(name, value)| !name.is_empty() && !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::tools::path::find;

    #[test]
    fn tables_of_markdown() {
        let root = parse(b"| a | b/c |\n| -- | --: |\n| x | 1.5 |\n\ntext\n| d |\n|---|\n| 2 |\n| 3 |", 99);
        assert_eq!(find(&root, "tables/0/columns/1").unwrap().text(), Some("b/c"));
        assert_eq!(find(&root, "tables/0/rows/0/b~1c"), Some(&Value::Number(1.5)));
        assert_eq!(find(&root, "tables/1/rows/1/d"), Some(&Value::Number(3.0)));
        assert_eq!(find(&root, "tables/1/rows/2"), None);
    }

    #[test]
    fn heads_of_log_lines() {
        for line in [
            "[ INFO ] Count: 5 x",
            "[INFO]   Count: 5 x",
            "[Sun Nov 30 10:00:00 2026] INFO Count: 5 x",
            "[11/30/2026-10:11:16] [I] Count: 5 x",
            "10:12:14 INFO: Count: 5 x",
            "2026-11-30 10:00:00,123 - INFO - Count: 5 x",
            "INFO: Count: 5 x",
            "Count: 5 x",
        ] {
            assert_eq!(without_log_head(line), "Count: 5 x", "{line}");
        }
        for line in
            ["[Latency] P50: 5", "10:00 - 12", "[OVERALL], RunTime(ms), 5", "2026-11-30 5", "I think", "[x", "-"]
        {
            assert_eq!(without_log_head(line), line);
        }
    }

    #[test]
    fn names_and_values() {
        let root = parse(b"Summary:\n  Total:\t10.5 secs\nRequests/sec:   12.5\nLatency  2ms  3ms\nkey = 4\n", 99);
        assert_eq!(find(&root, "values/Total").unwrap().text(), Some("10.5 secs"));
        assert_eq!(find(&root, "values/Requests~1sec"), Some(&Value::Number(12.5)));
        assert_eq!(find(&root, "values/Latency").unwrap().text(), Some("2ms  3ms"));
        assert_eq!(find(&root, "values/key"), Some(&Value::Number(4.0)));
    }
}
