//! The verdict as markdown (CommonMark with GitHub's tables), to be passed on in a mail, an issue or a notebook.

use super::confidence::ConfidenceView;
use super::confidence::words::name;
use super::view::VerdictView;
use crate::page::choice::note;
use crate::page::choice::price_source::PriceSource;
use crate::page::tables::active_table::{ActiveTable, Provenance};
use crate::text::foreign;

/// The verdict: heading, sentence, figures, how sure it is, what speaks for and against it, what the limits exclude, where
/// it is from.
///
/// `address` opens the same view; it becomes a link where others can follow it, over http. `date` is the day, in words.
/// Whatever the table's names say, it is text.
#[must_use]
pub fn markdown(
    view: &VerdictView,
    confidence: &ConfidenceView,
    shown: &ActiveTable,
    address: &str,
    date: &str,
) -> String {
    let mut out = format!("## {}\n\n{}\n", view.title, text(&view.sentence));
    if !view.figures.is_empty() {
        out += "\n| Figure | Value |\n|---|---|\n";
        for (name, value) in &view.figures {
            out += &format!("| {} | {} |\n", text(name), text(value));
        }
    }
    for (title, sentences) in lists(view, confidence) {
        out += &format!("\n### {title}\n\n");
        sentences.iter().for_each(|sentence| out += &format!("- {}\n", text(sentence)));
    }
    out += &format!("\nSource: {}. {}.\n", text(&source(shown)), text(date));
    if let Some(address) = link(address) {
        out += &format!("\n[Open in Isocost](<{address}>)\n");
    }
    out
}

/// What is told below the figures, lists of sentences with their titles; none is empty.
#[must_use]
pub fn lists(view: &VerdictView, confidence: &ConfidenceView) -> Vec<(String, Vec<String>)> {
    let offers = view.offers.iter().map(|offer| offer.text.clone()).collect();
    let sure = confidence.confidence.map(|found| format!("Confidence: {}", name(found))).unwrap_or_default();
    let why = view.why.iter().chain(&confidence.why).cloned().collect();
    let mut lists: Vec<(String, Vec<String>)> = vec![
        ("What would admit a run".to_owned(), offers),
        (sure, confidence.reasons.clone()),
        ("Why".to_owned(), why),
        ("But".to_owned(), against(view, confidence)),
        ("Limits".to_owned(), view.excluded.clone()),
    ];
    lists.retain(|(_, sentences)| !sentences.is_empty());
    lists
}

/// All that speaks against the answer: what is foremost, what is known of its configuration, the other caveats, warnings.
#[must_use]
pub fn against(view: &VerdictView, confidence: &ConfidenceView) -> Vec<String> {
    let (first, others) = view.caveats.split_at(view.foremost);
    [first, &confidence.against, others, &confidence.warnings].concat()
}

/// A note of whoever passes the verdict on, as a quotation before it; nothing without one.
#[must_use]
pub fn noted(note: &str) -> String {
    if note.is_empty() { String::new() } else { format!("> {}\n\n", text(&note::told(note))) }
}

/// The price lists that prices are from, a paragraph below the verdict; nothing without any.
#[must_use]
pub fn priced_by(sources: &[PriceSource]) -> String {
    let mut lists: Vec<String> = sources.iter().map(|source| text(&source.words())).collect();
    lists.dedup();
    if lists.is_empty() { String::new() } else { format!("\nPrices from {}.\n", lists.join(" and ")) }
}

/// Table and where it is from; a commit in full, so that it can be looked up.
#[must_use]
pub fn source(shown: &ActiveTable) -> String {
    let from = match &shown.source {
        Provenance::Hub { commit: Some(commit) } => format!("Hub, commit {commit}"),
        source => source.words(&shown.place),
    };
    format!("{}, {}", shown.place.title(), from.trim_end_matches('…'))
}

/// One line of text that means nothing to markdown: no markup, no HTML, no formula, no link, no table's border, and at the
/// start no list, heading or code.
#[must_use]
pub fn text(value: &str) -> String {
    let line: String = foreign::shown(value).chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let mut out = String::new();
    let mut letters = line.trim().chars().peekable();
    while let Some(c) = letters.next() {
        // A number with a point or bracket in front is an item of a list; addresses become links by themselves.
        let in_front = match c {
            '-' | '+' | '=' => out.is_empty(),
            '.' if out.ends_with("www") => true,
            '.' | ')' => {
                let ends = letters.peek().is_none_or(|&next| next == ' ');
                ends && !out.is_empty() && out.bytes().all(|b| b.is_ascii_digit())
            }
            '/' => out.ends_with(':') || out.ends_with(":\\/"),
            _ => false,
        };
        if in_front || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '#' | '&' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// An address that others can follow, fit to stand between `<` and `>`.
fn link(address: &str) -> Option<String> {
    let is_web = address.starts_with("https://") || address.starts_with("http://");
    let escaped = |c: char| match c {
        '<' | '>' | '\\' | '`' | ';' | '|' | '"' => format!("%{:02X}", c as u32),
        c if c.is_whitespace() || c.is_control() => "%20".to_owned(),
        c => c.to_string(),
    };
    is_web.then(|| address.chars().map(escaped).collect())
}
