//! The answer in a saved page without scripts: names are text between its tags, and every part of the verdict is there.

use std::sync::Arc;

use super::words::{in_xml, kinds, picture};
use super::{assert_seen, shown, tables};
use crate::support::shown::{all, real, sure_of, verdict_of};
use crate::support::xml::{Element, elements};
use isocost::data::runs::table_facts::Basis;
use isocost::page::choice::filters::Choice;
use isocost::page::choice::limits::LimitChoice;
use isocost::page::rankings::alternatives::{Alternatives, List};
use isocost::page::tables::active_table::ActiveTable;
use isocost::page::take_away::static_answer::StaticAnswer;
use isocost::page::verdict::markdown::lists;

fn told(shown: &ActiveTable, payload: &str, limits: &LimitChoice) -> String {
    let (basis, rows) = (Basis::of(&shown.runs), all(shown));
    let verdict = verdict_of(shown, &basis, &rows, limits);
    let confidence = sure_of(shown, &rows, &verdict, None);
    let choice = Choice { limits: limits.clone(), ..Choice::default() };
    let alternatives = Alternatives::new(&Arc::new(shown.clone()), &basis, &rows, &choice, 0.02);
    let svg = picture(shown, payload);
    let answer = StaticAnswer {
        data: payload,
        note: payload,
        verdict: &verdict,
        confidence: &confidence,
        alternatives: &alternatives,
        picture: &svg,
        source: payload,
    };
    answer.html()
}

/// The elements, inside one root.
fn parsed(html: &str) -> Vec<Element> {
    elements(&format!("<div>{html}</div>"))
}

#[test]
fn hostile_names_are_text_between_the_same_tags() {
    let plain = parsed(&told(&shown("word"), "word", &LimitChoice::default()));
    for (what, payload, shown) in tables() {
        let html = told(&shown, &payload, &LimitChoice::default());
        assert_seen(&html, what);
        let found = parsed(&html);
        assert_eq!(kinds(&found), kinds(&plain), "{what}");
        let count = |found: &[Element], name: &str| found.iter().filter(|element| element.name == name).count();
        for name in ["p", "section", "tr", "td", "th", "ul", "svg", "table", "main"] {
            assert_eq!(count(&found, name), count(&plain, name), "{what}: {name}");
        }
        let expected = in_xml(&payload);
        let holds = |name: &str| found.iter().any(|element| element.name == name && element.text.contains(&*expected));
        assert!(holds("td") && holds("p"), "{what}: {expected:?} is not in {html}");
        let noted = format!("Whoever sent you this wrote: “{expected}”");
        assert!(found.iter().any(|element| element.name == "p" && element.text == noted), "{what}: {html}");
    }
}

#[test]
fn every_part_of_the_verdict_is_there() {
    let shown = real("classification");
    for limits in [
        LimitChoice::default(),
        LimitChoice { max_p95_latency_ms: Some(500.0), ..LimitChoice::default() },
        LimitChoice { max_avg_latency_ms: Some(0.01), ..LimitChoice::default() },
    ] {
        let found = parsed(&told(&shown, "data", &limits));
        let texts = |name: &str| -> Vec<&str> {
            found.iter().filter(|element| element.name == name).map(|element| element.text.as_str()).collect()
        };
        let (basis, rows) = (Basis::of(&shown.runs), all(&shown));
        let verdict = verdict_of(&shown, &basis, &rows, &limits);
        let choice = Choice { limits: limits.clone(), ..Choice::default() };
        let alternatives = Alternatives::new(&Arc::new(shown.clone()), &basis, &rows, &choice, 0.02);
        assert!(texts("p").contains(&verdict.sentence.as_str()), "{}", verdict.sentence);
        assert!(texts("p").contains(&format!("Conditions: {}.", alternatives.conditions).as_str()));
        assert!(texts("h2").contains(&verdict.title));
        for sentence in lists(&verdict, &sure_of(&shown, &rows, &verdict, None)).iter().flat_map(|(_, said)| said) {
            assert!(texts("li").contains(&sentence.as_str()), "{sentence}");
        }
        let best = alternatives.listing(List::Best);
        let cells: Vec<&str> = best.lines.iter().flat_map(|line| &line.cells).map(|cell| cell.text.as_str()).collect();
        assert_eq!(texts("td"), cells);
        assert_eq!(texts("table").len(), usize::from(!best.lines.is_empty()));
        assert_eq!(texts("svg").len(), 1);
    }
}
