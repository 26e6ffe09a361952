//! Documents of files: detects the format by content and reads it as a tree of values.
//!
//! Files of many rows are read in two steps: the beginning, by which the tool is recognised, then the whole.

use std::borrow::Cow;

use super::lines;
use super::map::Format;
use super::value::{Kept, Value};
use crate::data::text::csv;
use crate::data::text::csv::decimal_commas;
use crate::data::text::csv::head;
use crate::data::text::fault::Fault;
use crate::data::text::form;
use crate::data::text::json::reader::Reader;

/// A document.
pub struct Document<'a> {
    /// Its format.
    pub format: Format,
    /// Its value.
    pub root: Value<'a>,
    /// Whether nothing is left to read, but for lists of samples, which no map reads.
    pub is_whole: bool,
}

/// How much of a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Enough to recognise the tool.
    Beginning,
    /// All.
    Whole,
}

/// Files above this size hold samples, whatever else they hold: no tree is made of them.
const MOST_BYTES: usize = 64 << 20;
/// Of such a file this is looked at, to see what it is.
const FIRST_BYTES: usize = 1 << 20;
/// Rows of the beginning.
const FIRST_LINES: usize = 20;
/// Items of each list of the beginning of JSON.
const FIRST_ITEMS: usize = 1_000;
/// Lines of the beginning of a text, in which a report may come after the log of the test.
const FIRST_TEXT_LINES: usize = 5_000;
/// Columns of a table: no tool writes more.
const MOST_COLUMNS: usize = 5_000;
/// Lines of the whole: more are no list of runs.
const MOST_LINES: usize = 100_000;

/// Reads a file; `None` where it is of no such format, or too large.
pub fn document<'a>(name: &str, bytes: &'a [u8], extent: Extent) -> Option<Document<'a>> {
    let mut text = form::without_bom(bytes);
    let is_cut = text.len() > MOST_BYTES && extent == Extent::Beginning;
    if is_cut {
        // Of JSON that is one value there is no beginning.
        text = &text[..text[..FIRST_BYTES].iter().rposition(|&byte| byte == b'\n')?];
    }
    if text.len() > MOST_BYTES || text.contains(&0) {
        return None;
    }
    let lines = if extent == Extent::Beginning { FIRST_LINES } else { MOST_LINES };
    let mut document = of_text(name, text, lines)?;
    document.is_whole &= !is_cut;
    Some(document)
}

fn of_text<'a>(name: &str, text: &'a [u8], lines: usize) -> Option<Document<'a>> {
    let body = text.trim_ascii_start();
    if let b'{' | b'[' = body.first()?
        && let Ok(document) = json(text, lines)
    {
        return Some(document);
    }
    if is_yaml(name, body) {
        return super::yaml::parse(text).map(|root| Document { format: Format::Yaml, root, is_whole: true });
    }
    if is_csv(name, body) {
        return separated(name, text, lines).ok().map(|root| Document { format: Format::Csv, root, is_whole: false });
    }
    let root = lines::parse(text, lines.max(FIRST_TEXT_LINES));
    Some(Document { format: Format::Text, root, is_whole: false })
}

/// The results that a log holds as JSON, a line each, among others.
pub fn json_of_log(text: &[u8]) -> Option<Document<'_>> {
    let text = form::without_bom(text);
    let lines = text.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii).take(MOST_LINES);
    let objects = lines.filter(|line| line.starts_with(b"{\"") && line.ends_with(b"}")).filter_map(|line| {
        let mut reader = Reader::new(line);
        let mut kept = Kept { samples: FIRST_LINES, items: FIRST_ITEMS, is_cut: false };
        Value::of_json(&mut reader, &mut kept).ok().filter(|_| reader.peek().is_none())
    });
    let objects: Vec<Value<'_>> = objects.collect();
    let root = Value::List(objects);
    (!root.items().is_empty()).then_some(Document { format: Format::JsonLines, root, is_whole: true })
}

/// By name, or by content: a report has columns, which are parted by several spaces.
fn is_csv(name: &str, body: &[u8]) -> bool {
    let first = body.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let named = matches!(form::extension(name).as_str(), "csv" | "tsv" | "tab" | "jtl") && body.first() != Some(&b'<');
    // YCSB's lines have commas too, `[OVERALL], RunTime(ms), 10110`, and MLPerf's begin with colons.
    // Siege's log has spaces around its cells, and none within.
    let is_wide = |cell: &[u8]| cell.trim_ascii().windows(2).any(|pair| pair == b"  ");
    let is_report = matches!(first.first(), Some(b'[' | b':')) || first.split(|&byte| byte == b',').any(is_wide);
    named || (form::is_separated(body) && !is_report)
}

fn is_yaml(name: &str, body: &[u8]) -> bool {
    matches!(form::extension(name).as_str(), "yaml" | "yml") || body.starts_with(b"---\n")
}

fn json(text: &[u8], most: usize) -> Result<Document<'_>, Fault> {
    let mut reader = Reader::new(text);
    let items = if most == FIRST_LINES { FIRST_ITEMS } else { usize::MAX };
    let mut kept = Kept { samples: most, items, is_cut: false };
    if reader.peek() == Some(b'[') {
        // A long list is not read to its end to be recognised.
        let mut list = Vec::new();
        reader.open(b'[')?;
        while reader.more(b']')? {
            if list.len() == items {
                return Ok(Document { format: Format::Json, root: Value::List(list), is_whole: false });
            }
            list.push(Value::of_json(&mut reader, &mut kept)?);
        }
        if reader.peek().is_none() {
            return Ok(Document { format: Format::Json, root: Value::List(list), is_whole: !kept.is_cut });
        }
        return lines_of_json(reader, Value::List(list), most, kept);
    }
    let first = Value::of_json(&mut reader, &mut kept)?;
    if reader.peek().is_none() {
        return Ok(Document { format: Format::Json, root: first, is_whole: !kept.is_cut });
    }
    lines_of_json(reader, first, most, kept)
}

/// JSON Lines after the first value.
fn lines_of_json<'a>(
    mut reader: Reader<'a>,
    first: Value<'a>,
    most: usize,
    mut kept: Kept,
) -> Result<Document<'a>, Fault> {
    let mut items = vec![first];
    while reader.peek().is_some() && items.len() < most {
        items.push(Value::of_json(&mut reader, &mut kept)?);
    }
    let is_whole = reader.peek().is_none() && !kept.is_cut;
    Ok(Document { format: Format::JsonLines, root: Value::List(items), is_whole })
}

/// The lines of CSV as objects, and the metrics of a table that has one in each row.
fn separated<'a>(name: &str, text: &'a [u8], most: usize) -> Result<Value<'a>, Fault> {
    let text = without_comments(text);
    let delimiter = csv::delimiter(name, text);
    let mut lines = csv::lines(text, delimiter, most)?;
    decimal_commas::with_dots(&mut lines, delimiter == b';');
    let several = head::several_heads(&lines);
    let mut lines = lines.into_iter();
    let names = lines.next().unwrap_or_default().into_iter().take(MOST_COLUMNS);
    let mut names: Vec<Cow<'a, str>> = names.map(name_of).collect();
    if let Some((heads, joined)) = several {
        lines.by_ref().take(heads - 1).for_each(drop);
        names = joined.into_iter().take(MOST_COLUMNS).map(Cow::Owned).collect();
    }
    let first = names.first().cloned().unwrap_or_default();
    let (mut rows, mut metrics) = (Vec::new(), Vec::new());
    let mut heads = names.clone();
    let mut is_short = lines.len() > 0;
    for line in lines {
        is_short &= line.len() < heads.len();
        let same_head = line.first().is_some_and(|cell| name_of(cell.clone()) == first);
        if same_head {
            // A second table begins.
            heads = line.into_iter().map(name_of).collect();
            continue;
        }
        let metric = line.first().cloned().map(name_of).unwrap_or_default();
        let cells = heads.iter().cloned().zip(line.into_iter().map(Value::of_cell)).collect();
        let row = Value::object(cells);
        if heads.len() == 2 || first.eq_ignore_ascii_case("metric") {
            metrics.push((metric, row.clone()));
        }
        rows.push(row);
    }
    let columns = Value::List(names.into_iter().map(Value::Text).collect());
    let mut members = vec![
        ("columns".into(), columns),
        ("rows".into(), Value::List(rows)),
        ("metrics".into(), Value::object(metrics)),
    ];
    if is_short {
        members.push(("short".into(), Value::Bool(true)));
    }
    Ok(Value::object(members))
}

/// The text after the lines that begin with a number sign, such as a licence. One that has as many cells as the line after it
/// names the columns, `#time_started,requests`.
fn without_comments(mut text: &[u8]) -> &[u8] {
    let cells = |line: Option<&[u8]>| line.map_or(0, |line| line.iter().filter(|byte| b",;\t".contains(byte)).count());
    while text.first() == Some(&b'#') {
        let mut lines = text.splitn(3, |&byte| byte == b'\n');
        let (own, next) = (cells(lines.next()), cells(lines.next()));
        if own > 2 && own == next {
            break;
        }
        let end = text.iter().position(|&byte| byte == b'\n').map_or(text.len(), |at| at + 1);
        text = &text[end..];
    }
    text
}

fn name_of(cell: Cow<'_, [u8]>) -> Cow<'_, str> {
    match cell {
        Cow::Borrowed(bytes) => String::from_utf8_lossy(bytes.trim_ascii()),
        Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(bytes.trim_ascii()).into_owned()),
    }
}
