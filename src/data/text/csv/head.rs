//! Head of a CSV text: which lines name the columns, where the table begins and ends, and whether it lies on its side.
//!
//! A text may hold a title, two or three lines of names (group, statistic, unit: joined by dots), several tables one after
//! the other (the first that holds runs is read, and those of the same columns under titles of their own with it; it is said
//! what was left out), or one metric a row ([`turned`](crate::data::text::turned)).

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::data::runs::roles::names;
use crate::data::runs::roles::role::Role;
use crate::data::text::cell::CellKind;
use crate::data::text::fault::Fault;
use crate::data::text::lines::{Line, Span, is_numbers, is_value, line};
use crate::data::text::records::{Records, cell};
use crate::data::text::turned;
use crate::text::unique_name::{Suffix, unique_after};

/// Lines that are looked at for names.
const LINES: usize = 8;
/// Lines of names at most.
const MOST_HEADS: usize = 3;
/// Tables in one text that are looked at.
const MOST_TABLES: usize = 200;

/// Where the table is, and its names.
#[derive(Debug, Default)]
pub struct Head {
    /// Where the rows are.
    pub rows: Span,
    /// The names of the columns.
    pub names: Vec<String>,
    /// The first line of names, which repeats in concatenated files.
    pub first: Vec<String>,
    /// The rows of a table on its side.
    pub turned: Option<Vec<Vec<(String, String)>>>,
    /// The title above it.
    pub title: String,
    /// Further tables of the same columns under titles of their own: where their rows are, and the titles.
    pub alike: Vec<(Span, String)>,
    /// What is said about it.
    pub said: Option<String>,
}

/// One of several tables.
struct Block {
    begin: usize,
    end: usize,
    rows: usize,
}

impl Head {
    /// Finds it.
    pub fn of(text: &[u8], delimiter: u8) -> Result<Self, Fault> {
        let blocks = blocks(text, delimiter)?;
        let mut heads = Vec::with_capacity(blocks.len());
        for block in &blocks {
            heads.push(Self::of_block(&text[..block.end], block, delimiter)?);
        }
        let load = |head: &Self| holds(head, |role| matches!(role, Role::Vus | Role::Throughput));
        let latency =
            |head: &Self| holds(head, |role| Role::LATENCIES.contains(&role) || Role::TOKEN_TIMES.contains(&role));
        let several = || {
            let runs = heads.iter().position(|head| load(head) && latency(head));
            runs.or_else(|| heads.iter().position(latency)).or_else(|| blocks.iter().position(|block| block.rows > 1))
        };
        // The names of a single one, of which there may be very many, decide nothing.
        let chosen = if heads.len() > 1 { several().unwrap_or_default() } else { 0 };
        let alike: Vec<usize> = alike(&heads, chosen);
        let others = blocks.iter().enumerate().filter(|(at, _)| *at != chosen && !alike.contains(at));
        let (count, left_out) = others.fold((0, 0), |(count, rows), (_, block)| (count + 1, rows + block.rows));
        let further = alike.iter().map(|&at| (heads[at].rows, heads[at].title.clone())).collect();
        let Some(mut head) = (chosen < heads.len()).then(|| heads.swap_remove(chosen)) else {
            return Ok(Self::default());
        };
        head.alike = further;
        let read = match &head.alike[..] {
            [] if count == 0 => return Ok(head),
            [] => format!("number {} was read", chosen + 1),
            further => format!("{} of the same columns were read, with their titles", further.len() + 1),
        };
        let left_out = if count > 0 { format!(", {left_out} lines of others were left out") } else { String::new() };
        head.said = Some(format!("The file holds {} tables; {read}{left_out}.", blocks.len()));
        Ok(head)
    }

    fn of_block(text: &[u8], block: &Block, delimiter: u8) -> Result<Self, Fault> {
        let mut records = Records::new(text, block.begin, delimiter);
        let (mut lines, mut ends): (Vec<Line>, Vec<usize>) = (Vec::new(), Vec::new());
        let mut fields = Vec::new();
        // A damaged row further down is told when it is read.
        while lines.len() < LINES && (lines.is_empty() || records.at < text.len()) {
            match records.read(&mut fields) {
                Ok(true) => {}
                Ok(false) => break,
                Err(fault) if lines.is_empty() => return Err(fault),
                Err(_) => break,
            }
            if lines.is_empty() && is_numbers(&fields) {
                return Err(Fault::Damaged { at: block.begin, detail: NUMBERS });
            }
            lines.push(line(&fields));
            ends.push(records.at);
        }
        let title = titles(&lines);
        let heads = heads(&lines[title..]);
        let mut head = Self { rows: Span { delimiter, begin: 0, end: block.end }, ..Self::default() };
        if let Some(first) = lines.get(title) {
            head.title =
                lines[..title].iter().flatten().filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>().join(" ");
            head.first = first.clone();
            head.names = joined(&lines[title..title + heads]);
            head.rows.begin = ends[title + heads - 1];
            head.turned = turned::rows(text, &head.rows, &head.names);
        }
        Ok(head)
    }
}

const NUMBERS: &str = "its first line must name the columns, and holds numbers; put a header line of names before them";

/// The tables with the columns of the chosen one, each with a title of its own.
fn alike(heads: &[Head], chosen: usize) -> Vec<usize> {
    let Some(own) = heads.get(chosen) else { return Vec::new() };
    let is_alike = |&at: &usize| {
        let head = &heads[at];
        at != chosen && head.names == own.names && head.turned.is_none() && !head.title.is_empty()
    };
    let found: Vec<usize> = (0..heads.len()).filter(is_alike).collect();
    let titles = || found.iter().map(|&at| &heads[at].title).chain([&own.title]);
    let distinct: HashSet<&String> = titles().collect();
    let is_titled = !own.title.is_empty() && own.turned.is_none() && distinct.len() == found.len() + 1;
    if is_titled { found } else { Vec::new() }
}

fn holds(head: &Head, wanted: impl Fn(Role) -> bool) -> bool {
    let wanted = |name: &str| names::read(name).is_some_and(|read| wanted(read.role));
    match &head.turned {
        Some(rows) => rows.iter().flatten().any(|(name, _)| wanted(name)),
        None => head.names.iter().any(|name| wanted(name)),
    }
}

/// The tables in a text: a new one begins after a blank line with a line of other names.
fn blocks(text: &[u8], delimiter: u8) -> Result<Vec<Block>, Fault> {
    let body = text.trim_ascii();
    let mut blocks = vec![Block { begin: 0, end: text.len(), rows: 0 }];
    let blank = [&b"\n\n"[..], b"\n\r\n", b"\r\r"].iter().any(|blank| contains(body, blank));
    if !blank {
        return Ok(blocks);
    }
    let mut records = Records::new(text, 0, delimiter);
    let (mut fields, mut head) = (Vec::new(), Line::new());
    loop {
        let before = records.at;
        match records.read(&mut fields) {
            Ok(true) => {}
            Ok(false) | Err(_) => break,
        }
        let own = line(&fields);
        // The same names again continue the table.
        let is_new = records.after_blank && blocks.len() < MOST_TABLES && is_names(&own) && own != head;
        if is_new || head.is_empty() {
            head = own;
        }
        if is_new {
            if let Some(last) = blocks.last_mut() {
                last.end = before;
            }
            blocks.push(Block { begin: before, end: text.len(), rows: 0 });
        }
        if let Some(last) = blocks.last_mut() {
            last.rows += 1;
        }
    }
    // A title alone belongs to the table after it.
    let mut at = 0;
    while at + 1 < blocks.len() {
        if blocks[at].rows < 2 {
            blocks[at + 1].begin = blocks[at].begin;
            blocks[at + 1].rows += blocks[at].rows;
            blocks.remove(at);
        } else {
            at += 1;
        }
    }
    Ok(blocks)
}

fn contains(text: &[u8], what: &[u8]) -> bool {
    text.windows(what.len()).any(|window| window == what)
}

/// Whether a line may be one of names: texts, and no numbers.
fn is_names(line: &[String]) -> bool {
    line.iter().any(|field| !field.is_empty()) && !line.iter().any(|field| is_value(field) || is_truth(field))
}

fn is_truth(field: &str) -> bool {
    cell(Cow::Borrowed(field.as_bytes())).kind == CellKind::Bool
}

fn filled(line: &[String]) -> usize {
    line.iter().filter(|field| !field.is_empty()).count()
}

/// Lines with a single text before a wider one.
fn titles(lines: &[Line]) -> usize {
    let wide = |line: &Line| filled(line) > 2;
    let Some(first) = lines.iter().position(wide) else { return 0 };
    if lines[..first].iter().all(|line| filled(line) == 1) { first } else { 0 }
}

/// Number of lines that name the columns.
fn heads(lines: &[Line]) -> usize {
    if lines.len() < 3 {
        return 1;
    }
    let Some(first) = lines.iter().take(MOST_HEADS + 1).position(|line| line.iter().any(|field| is_value(field)))
    else {
        return 1;
    };
    if first < 2 || !lines[..first].iter().all(|line| is_names(line)) {
        return 1;
    }
    let (last, values) = (&lines[first - 1], &lines[first]);
    let over = last.iter().zip(values).filter(|(name, value)| !name.is_empty() && is_value(value)).count();
    let groups = &lines[0];
    let spans = groups.iter().enumerate().any(|(at, name)| name.is_empty() || groups[..at].contains(name));
    let words = last.iter().filter(|name| turned::is_statistic(name) || turned::is_unit(name)).count();
    let named = over >= 2 && 2 * over >= filled(last);
    if (spans && named) || (words > 0 && 2 * words >= filled(last)) { first } else { 1 }
}

/// How many lines name the columns, and their names, where the first lines of a table are several such lines.
pub fn several_heads(lines: &[Vec<Cow<[u8]>>]) -> Option<(usize, Vec<String>)> {
    let lines: Vec<Line> = lines.iter().take(LINES).map(|fields| line(fields)).collect();
    let heads = heads(&lines);
    (heads > 1).then(|| (heads, joined(&lines[..heads])))
}

/// The names of columns, from one line or several; an empty cell of a group takes the group before it.
fn joined(lines: &[Line]) -> Vec<String> {
    let [groups @ .., last] = lines else { return Vec::new() };
    if groups.is_empty() {
        return last.clone();
    }
    let width = lines.iter().map(Vec::len).max().unwrap_or_default();
    let at = |line: &Line, at: usize| line.get(at).cloned().unwrap_or_default();
    let mut names: Vec<String> = Vec::with_capacity(width);
    let (mut taken, mut copies): (HashSet<String>, HashMap<String, usize>) = Default::default();
    let mut before = vec![String::new(); groups.len()];
    for column in 0..width {
        let mut parts: Vec<String> = Vec::new();
        for (group, before) in groups.iter().zip(&mut before) {
            let own = at(group, column);
            if !own.is_empty() {
                *before = own.clone();
            }
            let part = if own.is_empty() && !at(last, column).is_empty() { before.clone() } else { own };
            if !part.is_empty() && parts.last() != Some(&part) {
                parts.push(part);
            }
        }
        parts.extend(Some(at(last, column)).filter(|own| !own.is_empty()));
        let name = parts.join(".");
        let copies = copies.entry(name.clone()).or_default();
        let own = unique_after(&name, Suffix::Dot, copies, |name| !name.is_empty() && taken.contains(name));
        taken.insert(own.clone());
        names.push(own);
    }
    names
}
