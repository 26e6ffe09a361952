//! What is said under the first chart: why it lacks what is looked for, and how its star and the answer's card differ.

use super::upwards::{LOAD, has_latencies};
use super::view::ScatterView;
use crate::data::runs::measures::Kind;
use crate::format::numbers::short;
use crate::page::choice::filters::{Choice, Latency};
use crate::page::limits::words::conditions_words;
use crate::page::scatter::columns::{latency_key, latency_ms, limit_of};
use crate::page::tables::active_table::ActiveTable;
use crate::page::verdict::mark::{Drawn, mark_and_card};
use crate::page::verdict::view::VerdictView;
use crate::page::words::cost;
use crate::page::words::measures::{measure_name, measure_value};
use crate::page::words::runs::count;

/// A sentence or two; empty where nothing is to be said.
#[must_use]
pub fn said(shown: &ActiveTable, choice: &Choice, view: &ScatterView, verdict: Option<&VerdictView>) -> String {
    let lacks = lacking(shown, choice, view);
    let star = view.scene.star.as_ref().filter(|_| !choice.notebook).zip(verdict).map(|(star, verdict)| {
        let mark = drawn(shown, choice, view, star.row);
        let billed = view.own.as_ref().filter(|own| own.y.measure.kind == Kind::Bill);
        let usd_per_month = billed.map(|own| own.y.values[star.row]);
        mark_and_card(verdict, shown, Drawn { mark: &mark, apart: view.is_apart(), usd_per_month })
    });
    let undrawn = if view.scene.faded > 0 { undrawn(shown, choice, view) } else { String::new() };
    [lacks, undrawn, star.unwrap_or_default()].join(" ").trim().to_owned()
}

/// That faded marks break a limit on what neither axis shows, of which no line is drawn.
#[inline(never)]
fn undrawn(shown: &ActiveTable, choice: &Choice, view: &ScatterView) -> String {
    let mut limits = choice.limits.clone();
    let keys = match &view.own {
        Some(own) => [&own.x.measure, &own.y.measure].map(|measure| measure.key.as_str()),
        None => [latency_key(shown, choice), ""],
    };
    for key in keys {
        limits.others.remove(key);
        if let Some(limit) = limit_of(key) {
            limits.set(limit, None);
        }
    }
    let words = conditions_words(shown, &limits);
    if words.is_empty() {
        return String::new();
    }
    format!("Neither axis shows {}, so no line is drawn for it; faded runs break a limit.", words.join(", "))
}

/// Why no mark stands where one is looked for.
fn lacking(shown: &ActiveTable, choice: &Choice, view: &ScatterView) -> String {
    let across = view.own.as_ref().map(|own| &own.x.measure);
    if across.is_some_and(|measure| measure.key == LOAD) {
        let words = across.map_or_else(String::new, |measure| measure.words.clone());
        return format!(
            "No run has a latency: {words} stand across in its place. With a limit on latency no run qualifies."
        );
    }
    let none = view.scene.points.is_empty() && view.left_out > 0;
    if !none {
        return String::new();
    }
    if view.own.is_none() && !has_latencies(shown, choice) {
        return "No run has a latency, nor a load to stand in its place: nothing can be drawn, and the axes say nothing. The \
                answer does without."
            .to_owned();
    }
    let [x, y] = match &view.own {
        Some(own) => [&own.x.measure, &own.y.measure].map(|measure| measure_name(Some(measure), &measure.key)),
        None => ["latency", "cost"].map(str::to_owned),
    };
    format!("Nothing is drawn: of {} none has both {y} and {x}.", count(view.left_out, "run", "runs"))
}

/// Where the mark of a run stands, in words.
fn drawn(shown: &ActiveTable, choice: &Choice, view: &ScatterView, row: usize) -> String {
    if let Some(own) = &view.own {
        let (x, y) = own.place(row);
        let words = |measure, value| measure_value(shown, measure, value);
        let which = match &*own.x.measure.key {
            "avg" => "average ",
            "p95" => "p95 ",
            _ => "",
        };
        return [which, &words(&own.x.measure, x), " and ", &words(&own.y.measure, y)].concat();
    }
    let latency = match (choice.latency, &shown.runs.p95_latency_ms) {
        (Latency::P95, Some(_)) => "p95",
        _ => "average",
    };
    format!("{latency} {} ms and {}", short(latency_ms(shown, choice)[row]), cost::of_run(shown, row))
}
