//! That another configuration is likelier the answer than the one that the card names.

use super::demands::{STEADY, asked, of};
use super::*;
use crate::support::shown::fixture;
use crate::support::tables::text;
use isocost::analysis::decide::answer::Demand;
use isocost::page::choice::filters::Choice;
use isocost::page::rankings::alternatives::Alternatives;
use isocost::page::take_away::static_answer::StaticAnswer;
use isocost::page::verdict::confidence::words::{chance_words, name as word};
use isocost::page::verdict::markdown::{markdown, text as as_text};
use isocost::page::words::runs::capital;

/// What `likelier` says by the standings alone: the likeliest other, both chances, in front of them the word; that one more
/// run is needed stands behind.
fn wanted(shown: &ActiveTable, view: &ConfidenceView) -> Option<[String; 3]> {
    let (first, others) = view.standings.split_first()?;
    let best = others.iter().max_by(|a, b| a.chance.partial_cmp(&b.chance).unwrap().then(b.best.cmp(&a.best)))?;
    let (own, its) = (first.chance?, best.chance?);
    let is_told = its > own && chance_words(its) != chance_words(own) && own < 0.9;
    let most: Vec<_> = others.iter().filter(|other| other.chance == best.chance).collect();
    // Of equally likely ones the better, which comes first.
    let name = configuration_name(shown, most[0].best);
    let (before, after) = match view.confidence? {
        Confidence::OneMoreRun => (String::new(), " One more run would tell."),
        other => (format!("{}: ", capital(word(other))), ""),
    };
    let chances = format!(" ({}, this one {}).{after}", chance_words(its), chance_words(own));
    is_told.then_some([before, name, chances])
}

fn holds(shown: &ActiveTable, view: &ConfidenceView, case: &str) -> bool {
    let Some([word, name, chances]) = wanted(shown, view) else {
        assert_eq!(view.likelier, "", "{case}");
        return false;
    };
    let said = &view.likelier;
    assert!(said.starts_with(&word) && said.contains(&name) && said.ends_with(&chances), "{case}: {said}");
    // It is written once: the first reason has the same words.
    let inner = said.strip_prefix(&word).and_then(|said| said.strip_suffix('.')).unwrap();
    let inner = inner.trim_end_matches(". One more run would tell");
    assert!(view.reasons[0].starts_with(inner), "{case}: {:?}", view.reasons);
    true
}

/// The first view of the table of classification names the run of the lowest cost, which 7 of 100 draws have as the cheapest.
#[test]
fn the_likelier_one_is_told_by_name_with_both_chances() {
    let (shown, view) = plain("classification");
    assert!(holds(&shown, &view, "classification"));
    assert_eq!(
        view.likelier,
        "nvidia-l4 · michaelf34/infinity:0.0.75-trt-onnx, batch size 64 is likelier to be the cheapest (89%, this one 7%). \
         One more run would tell."
    );
    assert_eq!(
        view.reasons[0],
        "nvidia-l4 · michaelf34/infinity:0.0.75-trt-onnx, batch size 64 is likelier to be the cheapest (89%, this one 7%); \
         throughput is not stable at the load of the answer: run nvidia-l4 · michaelf34/infinity:0.0.75, batch size 64, \
         at 448 VUs again."
    );
}

#[test]
fn whatever_carries_the_confidence_carries_it() {
    let (shown, view) = plain("classification");
    let rows = all(&shown);
    let verdict = verdict_of(&shown, &Basis::of(&shown.runs), &rows, &LimitChoice::default());
    let told = markdown(&verdict, &view, &shown, "https://example.org/", "25 November 2026");
    assert!(told.contains(&format!("\n\n### Confidence: one more run needed\n\n- {}\n", as_text(&view.reasons[0]))));
    let shown = std::sync::Arc::new(shown);
    let alternatives = Alternatives::new(&shown, &Basis::of(&shown.runs), &rows, &Choice::default(), 0.0);
    let page = StaticAnswer {
        data: "data",
        note: "",
        verdict: &verdict,
        confidence: &view,
        alternatives: &alternatives,
        picture: "",
        source: "",
    };
    let html = page.html();
    assert!(
        html.contains(&format!("<p>{}</p>", view.likelier)) && html.contains(&format!("<li>{}</li>", view.reasons[0]))
    );
}

#[test]
fn nothing_is_said_where_the_answer_is_the_likeliest_or_nothing_is_known() {
    let (shown, embedding) = plain("embedding");
    assert!(!holds(&shown, &embedding, "the answer is the likeliest") && embedding.standings[0].chance > Some(0.8));
    // No chance is known.
    let (_, vision) = plain("vision-embedding");
    assert!(vision.row.is_some() && vision.likelier.is_empty());
    // Of each hardware a few costs at 8 VUs, and dearer ones at 64 that tell the noise.
    let runs = |of: &[(&str, &[f64])]| {
        let dear = [20.0, 20.6, 20.2, 20.8, 20.1, 20.5, 20.4, 20.9, 20.3, 20.7];
        let (mut hardware, mut vus, mut costs) = (Vec::new(), Vec::new(), Vec::new());
        for (name, near) in of {
            for &cost in near.iter().chain(&dear) {
                hardware.push(Some(*name));
                vus.push(if cost < 20.0 { 8.0 } else { 64.0 });
                costs.push(cost);
            }
        }
        let shown = made_table(table(vec![
            text("hw_type", &hardware),
            number(name::VUS, &vus),
            // By Little's law.
            number(name::AVG_LATENCY_MS, &vus.iter().zip(&costs).map(|(vus, cost)| vus * cost).collect::<Vec<_>>()),
            number(name::THROUGHPUT, &costs.iter().map(|cost| 1e3 / cost).collect::<Vec<_>>()),
            number(name::COST, &costs),
        ]));
        let view = sure(&shown, &LimitChoice::default(), None);
        (shown, view)
    };
    // One configuration, and one run.
    let (shown, view) = runs(&[("a", &[10.0, 10.2, 10.1])]);
    assert!(!holds(&shown, &view, "one configuration"));
    assert_eq!(view.standings[0].chance, Some(1.0), "{view:?}");
    let one = fixture("one_row");
    let view = sure(&one, &LimitChoice::default(), None);
    assert!(!holds(&one, &view, "one run") && view.row == Some(0));
    // Two that are equal: about one half each.
    let (_, even) = runs(&[("a", &[10.0, 10.4]), ("b", &[10.0, 10.4])]);
    let [own, its] = [0, 1].map(|at: usize| even.standings[at].chance.unwrap());
    assert!((own - its).abs() < 0.06 && (own + its - 1.0).abs() < 1e-9, "{own} {its}");
    assert_eq!(even.likelier.is_empty(), its <= own || chance_words(own) == chance_words(its));
    // The lowest of its own by luck: the other is cheaper by its mean.
    let (shown, lucky) = runs(&[("a", &[9.9, 10.7, 10.8]), ("b", &[10.0, 10.1, 10.05])]);
    assert_eq!(lucky.row, Some(0));
    assert!(holds(&shown, &lucky, "the lowest by luck"), "{:?}", lucky.standings);
    assert!(lucky.likelier.contains("b is likelier to be the cheapest ("), "{}", lucky.likelier);
    assert_eq!(
        sure(&shown, &LimitChoice { max_avg_latency_ms: Some(1.0), ..LimitChoice::default() }, None).likelier,
        ""
    );
}

/// Whatever is limited or asked: it is said just where a standing says so.
#[test]
fn it_is_said_wherever_it_holds_and_nowhere_else() {
    let mut told = 0;
    for table in ["embedding", "classification"] {
        let shown = real(table);
        for p95 in [150.0, 200.0, 300.0, 400.0, 600.0, 1000.0, 5000.0] {
            for (demand, at_most) in [
                (Demand::None, None),
                (STEADY, None),
                (Demand::Steady { units_per_sec: 1500.0, hours: 24.0 }, None),
                (Demand::Volume { units: 2e9, within_hours: 72.0 }, None),
                (Demand::None, Some(500.0)),
                (STEADY, Some(3000.0)),
            ] {
                let (_, view) = of(table, &asked(demand, Some(p95), at_most));
                told += usize::from(holds(&shown, &view, &format!("{table} {p95} {demand:?} {at_most:?}")));
            }
        }
    }
    assert!(told > 5, "{told}");
}
