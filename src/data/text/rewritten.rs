//! Tables in other clothes: a table of Markdown or one parted by spaces as text with tabs, YAML as JSON, for the readers of
//! those.

use bytes::Bytes;

use super::form::{extension, is_json, without_bom};
use super::json::evidence::Evidence;
use super::labelled;
use super::named_bytes::NamedBytes;
use crate::data::tools::value::Value;
use crate::data::tools::yaml;

/// Larger files are no notes by hand.
const MOST_BYTES: usize = 16 << 20;

/// Whether a file may hold a Markdown table although it is named as prose.
pub fn is_markdown(name: &str) -> bool {
    matches!(extension(name).as_str(), "md" | "markdown")
}

/// Rewrites a file that is one of these, and tells what is to be said of it, if anything; `None` for any other.
pub fn rewrite(file: &mut NamedBytes) -> Option<&'static str> {
    if file.bytes.len() > MOST_BYTES {
        return None;
    }
    let of_table = |text: Option<String>| text.map(|text| (text, ""));
    let found = match extension(&file.name).as_str() {
        "yaml" | "yml" => of_table(json_of_yaml(&file.bytes)),
        "csv" | "tsv" => of_table(separated(&file.bytes, true)),
        _ => {
            let tables = separated(&file.bytes, false);
            let is_of_runs = |text: &String| text.lines().any(|line| measures(&line.split('\t').collect::<Vec<_>>()));
            of_table(tables.clone().filter(is_of_runs).or_else(|| aligned(&file.bytes)))
                .or_else(|| {
                    let text = std::str::from_utf8(without_bom(&file.bytes)).ok()?;
                    labelled::table(text).map(|text| (text, labelled::SAID))
                })
                .or(of_table(tables))
        }
    };
    let (text, said) = found?;
    file.bytes = Bytes::from(text);
    Some(said)
}

/// A table that is parted by spaces, as pandas and tabulate print one: names of which some measure a load test, and lines of
/// as many cells, or of one more where they are numbered.
fn aligned(text: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(without_bom(text)).ok()?;
    if is_json(text.as_bytes()) {
        return None;
    }
    let is_rule = |line: &&str| line.bytes().all(|byte| matches!(byte, b'-' | b'=' | b' ' | b'+'));
    let lines: Vec<&str> = text.lines().map(str::trim_end).filter(|line| !line.is_empty() && !is_rule(line)).collect();
    let wide: fn(&str) -> Vec<&str> = |line| line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect();
    let narrow: fn(&str) -> Vec<&str> = |line| line.split_whitespace().collect();
    [wide, narrow].into_iter().find_map(|cells| {
        let at = lines.iter().take(MOST_BEFORE).position(|line| measures(&cells(line)))?;
        let names = cells(lines[at]);
        let rows: Vec<Vec<&str>> = lines[at + 1..].iter().map(|line| cells(line)).collect();
        let numbered = usize::from(rows.first()?.len() == names.len() + 1);
        let is_row = |row: &&Vec<&str>| row.len() == names.len() + numbered;
        let table: Vec<String> = rows.iter().take_while(is_row).map(|row| row[numbered..].join("\t")).collect();
        // An empty cell would shift the others of its line.
        if rows[table.len()..].iter().any(|row| is_row(&row)) {
            return None;
        }
        (!table.is_empty()).then(|| format!("{}\n{}\n", names.join("\t"), table.join("\n")))
    })
}

/// Lines before the names of a table.
const MOST_BEFORE: usize = 1_000;

/// Whether names measure a load test: a latency, and a load or a rate.
fn measures(names: &[&str]) -> bool {
    let mut evidence = Evidence::default();
    names.iter().for_each(|name| evidence.add(name));
    names.len() > 2 && evidence.is_run() && !names.iter().any(|name| name.contains(['"', '{', ';', '\t']))
}

/// The tables of a text, a blank line between two; `None` without one. A table has a rule of dashes below its names.
/// In a cell of CSV that is in quotes there is none: the cell is text of the file's own table.
fn separated(text: &[u8], is_csv: bool) -> Option<String> {
    let text = std::str::from_utf8(without_bom(text)).ok()?;
    if !text.contains('|') {
        return None;
    }
    let mut tables: Vec<(&str, String, String)> = Vec::new();
    let mut names: Option<&str> = None;
    let (mut is_open, mut in_quotes, mut title) = (false, false, "");
    for line in text.lines().map(str::trim) {
        let begins_in_quotes = in_quotes;
        in_quotes ^= is_csv && line.matches('"').count() % 2 == 1;
        if !line.contains('|') || begins_in_quotes {
            (names, is_open) = (None, false);
            title = if line.starts_with(['#', '*']) { line.trim_matches(['#', '*', ' ', ':']) } else { title };
        } else if is_rule(line) && names.is_some_and(are_distinct) {
            tables.push((title, cells(names.take().unwrap_or_default()), String::new()));
            is_open = true;
        } else if let (true, Some((_, _, rows))) = (is_open, tables.last_mut()) {
            *rows += &format!("{}\n", cells(line));
        } else {
            names = Some(line);
        }
    }
    // Of several tables of the same columns titles say which is which, if each has its own.
    let titled = |at: usize| {
        let (title, names, _) = &tables[at];
        let alike = || tables.iter().filter(|(_, other, _)| other == names).map(|(title, ..)| title);
        let is_own = |title: &&str| !title.is_empty() && alike().filter(|other| *other == title).count() == 1;
        let tabs = "\t".repeat(names.matches('\t').count());
        let is_told = alike().count() > 1 && alike().all(is_own);
        if is_told { format!("{}{tabs}\n", title.replace('"', "")) } else { String::new() }
    };
    let texts: Vec<String> =
        tables.iter().enumerate().map(|(at, (_, names, rows))| format!("{}{names}\n{rows}", titled(at))).collect();
    (!texts.is_empty()).then(|| texts.join("\n"))
}

/// Whether names are those of single columns: of equal ones the line above says what they are of.
fn are_distinct(line: &str) -> bool {
    let names: Vec<&str> = line.split('|').map(str::trim).filter(|name| !name.is_empty()).collect();
    (1..names.len()).all(|at| !names[..at].contains(&names[at]))
}

fn is_rule(line: &str) -> bool {
    line.contains("--") && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// The cells of a line with tabs between, without emphasis.
fn cells(line: &str) -> String {
    let inside = line.strip_prefix('|').unwrap_or(line);
    let inside = inside.strip_suffix('|').unwrap_or(inside);
    let plain = |cell: &str| cell.trim().trim_matches(['*', '`']).replace('"', "\"\"");
    let quoted = |cell: String| if cell.contains('"') { format!("\"{cell}\"") } else { cell };
    inside.split('|').map(|cell| quoted(plain(cell))).collect::<Vec<_>>().join("\t")
}

fn json_of_yaml(text: &[u8]) -> Option<String> {
    let root = yaml::parse(text)?;
    let mut json = String::new();
    write(&root, &mut json);
    matches!(root, Value::Object(_) | Value::List(_)).then_some(json)
}

fn write(value: &Value, json: &mut String) {
    match value {
        Value::Null => json.push_str("null"),
        Value::Bool(value) => json.push_str(if *value { "true" } else { "false" }),
        Value::Number(value) => json.push_str(&value.to_string()),
        Value::Text(text) => string(text, json),
        Value::List(items) => {
            json.push('[');
            for (at, item) in items.iter().enumerate() {
                json.push_str(if at > 0 { "," } else { "" });
                write(item, json);
            }
            json.push(']');
        }
        Value::Object(members) => {
            json.push('{');
            for (at, (name, value)) in members.iter().enumerate() {
                json.push_str(if at > 0 { "," } else { "" });
                string(name, json);
                json.push(':');
                write(value, json);
            }
            json.push('}');
        }
    }
}

fn string(text: &str, json: &mut String) {
    json.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => json.extend(['\\', c]),
            c if c < ' ' => json.push(' '),
            c => json.push(c),
        }
    }
    json.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_markdown_with_and_without_outer_bars() {
        let text = "# Title | x\n\n| a | **b** |\n|---|:-:|\n| 1 | `2` |\n\nc | d\n--|--\n3\" | 4\n";
        assert_eq!(separated(text.as_bytes(), false).unwrap(), "a\tb\n1\t2\n\nc\td\n\"3\"\"\"\t4\n");
        assert_eq!(separated(b"a | b\nno rule | here\n", false), None);
        assert_eq!(separated(b"--|--\n1|2\n", false), None, "no names");
        assert_eq!(separated(b"mean | mean\n---|---\n1|2\n", false), None, "names of more than one column");
    }

    #[test]
    fn yaml_as_json() {
        let json = json_of_yaml(b"runs:\n  - {a: 1.5, b: 'x\"y'}\n  - a: true\n    b:\n").unwrap();
        assert_eq!(json, r#"{"runs":[{"a":1.5,"b":"x\"y"},{"a":true,"b":null}]}"#);
        assert_eq!(json_of_yaml(b"just words\n"), None);
    }
}
