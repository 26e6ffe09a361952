//! Reports that tools print as text: names and values, a line each.

use std::borrow::Cow;

use super::value::Value;
use crate::data::text::form;

/// A longer line is of no report.
const LONGEST: usize = 4_000;

/// The lines of a report: `{text, lines: [line…], values: {name: value}}`. A value is what follows the first colon or
/// the first run of two spaces, or an equals sign.
#[must_use]
pub fn parse(text: &[u8], most: usize) -> Value<'_> {
    let text = String::from_utf8_lossy(form::without_bom(text));
    let mut kept = Vec::new();
    let mut values = Vec::new();
    let text = without_colours(&text);
    let lines = text.split(['\n', '\r']).map(str::trim);
    for line in lines.filter(|line| (1..=LONGEST).contains(&line.len())).take(most) {
        if let Some((name, value)) = split(line) {
            values.push((name.to_owned().into(), Value::of_cell(value.as_bytes().to_vec().into())));
        }
        kept.push(Value::Text(line.to_owned().into()));
    }
    Value::object(vec![("lines".into(), Value::List(kept)), ("values".into(), Value::object(values))])
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

fn split(line: &str) -> Option<(&str, &str)> {
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
    fn names_and_values() {
        let root = parse(b"Summary:\n  Total:\t10.5 secs\nRequests/sec:   12.5\nLatency  2ms  3ms\nkey = 4\n", 99);
        assert_eq!(find(&root, "values/Total").unwrap().text(), Some("10.5 secs"));
        assert_eq!(find(&root, "values/Requests~1sec"), Some(&Value::Number(12.5)));
        assert_eq!(find(&root, "values/Latency").unwrap().text(), Some("2ms  3ms"));
        assert_eq!(find(&root, "values/key"), Some(&Value::Number(4.0)));
    }
}
