//! The answer as HTML without scripts: what a saved page shows where none may run (a locked viewer, a mail's preview, a
//! search engine), until its code takes its place.
//!
//! No identifiers, styles or links: it may stand anywhere in a page. All text of a table is escaped, and what would not be
//! seen of it is shown by its number.

use crate::page::choice::note;
use crate::page::rankings::alternatives::{Alternatives, List};
use crate::page::verdict::confidence::ConfidenceView;
use crate::page::verdict::markdown::lists;
use crate::page::verdict::view::VerdictView;
use crate::text::markup::escape_for_people;

/// More lines of the table stand in the saved data alone.
const MOST_LINES: usize = 50;

/// What is told.
pub struct StaticAnswer<'a> {
    /// The name of the data.
    pub data: &'a str,
    /// What whoever passes it on wrote; empty without.
    pub note: &'a str,
    /// The answer.
    pub verdict: &'a VerdictView,
    /// How sure it is.
    pub confidence: &'a ConfidenceView,
    /// What else could be taken, and the conditions of all.
    pub alternatives: &'a Alternatives,
    /// The first chart as SVG, with its title in it.
    pub picture: &'a str,
    /// Where the data are from, and the day.
    pub source: &'a str,
}

impl StaticAnswer<'_> {
    /// The elements.
    #[must_use]
    pub fn html(&self) -> String {
        let reading = &self.verdict.headline;
        let mut out = String::new();
        out += "<header class=\"top\"><div class=\"bar-in\"><h1>Isocost</h1>";
        put(&mut out, "p", self.data);
        out += "</div></header>\n<main>\n";
        if !self.note.is_empty() {
            put(&mut out, "p", &note::told(self.note));
        }
        out += "<section class=\"card\">\n";
        put(&mut out, "h2", self.verdict.title);
        out += "<div class=\"big\">";
        put(&mut out, "b", &reading.number);
        put(&mut out, "small", &reading.unit);
        out += "</div>\n";
        let likelier = &self.confidence.likelier;
        for said in [&reading.machines, &reading.settings, &self.verdict.sentence, &reading.said, likelier] {
            if !said.is_empty() {
                put(&mut out, "p", said);
            }
        }
        put(&mut out, "p", &["Conditions: ", &self.alternatives.conditions, "."].concat());
        out += "</section>\n<section class=\"card scroll\">\n";
        out += self.picture;
        out += "</section>\n";
        self.table(&mut out);
        out += "<section class=\"card\">\n";
        for (title, sentences) in lists(self.verdict, self.confidence) {
            put(&mut out, "h3", &title);
            out += "<ul>\n";
            for sentence in &sentences {
                put(&mut out, "li", sentence);
            }
            out += "</ul>\n";
        }
        put(&mut out, "p", self.source);
        out += "</section>\n</main>\n";
        out
    }

    /// The best of each, in a section; nothing without any.
    fn table(&self, out: &mut String) {
        let best = self.alternatives.listing(List::Best);
        if best.lines.is_empty() {
            return;
        }
        *out += "<section class=\"card scroll\">\n<h2>Best of each</h2>\n<table>\n<tr>";
        for head in &best.heads {
            put(out, "th", &head.saved);
        }
        *out += "</tr>\n";
        for line in best.lines.iter().take(MOST_LINES) {
            *out += "<tr>";
            for cell in &line.cells {
                put(out, "td", &cell.text);
            }
            *out += "</tr>\n";
        }
        *out += "</table>\n</section>\n";
    }
}

/// An element with a text in it.
fn put(out: &mut String, tag: &str, value: &str) {
    *out += &["<", tag, ">", &escape_for_people(value), "</", tag, ">\n"].concat();
}
