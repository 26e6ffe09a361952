//! An answer as JSON, for programs and as a baseline of later answers.

use isocost::page::verdict::markdown::{lists, source};
use isocost::page::words::text_table::{Cell, Value as Behind};
use serde_json::{Map, Value, json};

use super::baseline::Cost;
use super::report::Report;

/// Raised when a field changes its meaning.
pub const FORMAT: u64 = 1;

/// The answer. Numbers have every digit, sentences are the page's; names are as the files have them.
pub fn of(report: &Report) -> Value {
    let (answer, verdict) = (&report.answer, &report.answer.verdict);
    let lists: Map<String, Value> =
        lists(verdict, &answer.sure).into_iter().map(|(title, sentences)| (title, json!(sentences))).collect();
    let figures: Vec<Value> =
        verdict.figures.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
    json!({
        "answer_format": FORMAT,
        "isocost": env!("CARGO_PKG_VERSION"),
        "date": report.date,
        "source": source(&answer.shown),
        "question": report.question,
        "conditions": report.alternatives.conditions,
        "qualifies": report.qualifies(),
        "title": verdict.title,
        "headline": verdict.headline.line(),
        "answer": answer.numbers(),
        "cost": Cost::of(answer).map(|cost| cost.json()),
        "figures": figures,
        "lists": lists,
        "best_of_each": best_of_each(report),
        "commands": report.commands().map(|commands| json!({
            "start": commands.start, "load_test": commands.load_test, "blanks": commands.blanks,
        })),
        "runs": answer.shown.runs.rows,
        "notes": report.notes(),
    })
}

/// A file that cannot be read as runs.
pub fn refused(sentence: &str) -> Value {
    json!({ "answer_format": FORMAT, "isocost": env!("CARGO_PKG_VERSION"), "refused": sentence })
}

/// Lines by the names of their columns; what is not known is null.
fn best_of_each(report: &Report) -> Vec<Value> {
    let best = report.best();
    let value = |cell: &Cell| match cell.value {
        Behind::Text => json!(cell.text),
        Behind::Number(number) => json!(number),
        Behind::Missing => Value::Null,
    };
    let line = |cells: &[Cell]| {
        let pairs = best.heads.iter().zip(cells).map(|(head, cell)| (head.saved.clone(), value(cell)));
        Value::Object(pairs.collect())
    };
    best.lines.iter().map(|own| line(&own.cells)).collect()
}
