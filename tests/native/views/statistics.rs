//! Which statistics a table has of a latency, and what is offered where one that it lacks is limited.

use crate::support::shown::{all, bundled, made_table, verdict_of};
use crate::support::tables::{number, table};
use isocost::data::bundled::LLM;
use isocost::page::choice::filters::Choice;
use isocost::page::choice::limits::LimitChoice;
use isocost::page::limits::others::OtherLimitsView;
use isocost::page::limits::statistics::{lacking, told};
use isocost::page::tables::active_table::ActiveTable;
use isocost::page::verdict::view::VerdictView;

fn limits(pairs: &[(&str, &str)]) -> LimitChoice {
    Choice::from_pairs(pairs.iter().copied()).limits
}

fn verdict(shown: &ActiveTable, limits: &LimitChoice) -> VerdictView {
    let rows = Choice::default().filter.rows(&shown.runs, &shown.batch_sizes);
    verdict_of(shown, &shown.basis(), &rows, limits)
}

/// The table of language models has mean, median and p99.
#[test]
fn a_limit_on_a_missing_percentile_is_offered_at_the_next_above() {
    let shown = bundled(LLM.dataset);
    let asked = limits(&[("limit", "ttft95:500")]);
    let words = "This table tells TTFT as mean, median and p99, not as p95. The nearest is p99: a run that keeps a limit \
                 there keeps it at p95, too.";
    let found = lacking(&shown.runs, "ttft95").expect("it is lacking");
    assert_eq!((found.words.as_str(), found.nearest), (words, "ttft99"));
    let fields = OtherLimitsView::new(&shown, &asked.others);
    let field = fields.fields.iter().find(|field| field.key == "ttft95").expect("it is set");
    assert_eq!(field.range, words);
    assert!(told(&shown.runs).contains("TTFT: mean, median and p99; no p90, no p95."), "{}", told(&shown.runs));
    // No run keeps it. Taken, the offer is the same limit where the table can tell.
    let none = verdict(&shown, &asked);
    assert_eq!((none.row, none.offers.len(), none.offers[0].text.as_str()), (None, 1, words));
    assert!(none.sentence.ends_with(words) && !none.sentence.contains("No change of limits"), "{}", none.sentence);
    assert_eq!(none.offers[0].limits, limits(&[("limit", "ttft99:500")]));
    assert!(verdict(&shown, &none.offers[0].limits).row.is_some());
    // What the table has, and what is no statistic, lacks nothing.
    for key in ["ttft99", "ttft", "avg", "errors", "col:x", ""] {
        assert_eq!(lacking(&shown.runs, key), None, "{key}");
    }
}

/// Without a percentile above, what is below says less, and says so; a mean is told apart from all of them.
#[test]
fn what_lies_below_says_less() {
    let of = |columns: &[&str]| {
        let values = [100.0, 120.0];
        let mut all = vec![number("concurrency", &[8.0, 16.0]), number("rps", &[10.0, 18.0])];
        all.extend(columns.iter().map(|name| number(name, &values)));
        all.push(number("price_per_hour", &[1.0, 1.0]));
        made_table(table(all))
    };
    let mean = of(&["avg_latency_ms"]);
    let found = lacking(&mean.runs, "p95").expect("it is lacking");
    assert_eq!(found.nearest, "avg");
    assert_eq!(
        found.words,
        "This table tells latency as mean, not as p95. The nearest is mean: a limit there says less, as a run that keeps it \
         may break it at p95."
    );
    assert!(told(&mean.runs).ends_with("latency: mean; no median, no p90, no p95, no p99."), "{}", told(&mean.runs));
    // The limit of the question's own field, too.
    let none = verdict_of(&mean, &mean.basis(), &all(&mean), &limits(&[("max_p95_ms", "110")]));
    assert_eq!(none.offers.iter().map(|offer| &offer.limits).collect::<Vec<_>>(), [&limits(&[("max_avg_ms", "110")])]);
    let taken = verdict_of(&mean, &mean.basis(), &all(&mean), &none.offers[0].limits);
    assert_eq!(taken.row, Some(0));
    let median = of(&["avg_latency_ms", "ttft_p50_ms"]);
    let found = lacking(&median.runs, "ttft").expect("it is lacking");
    assert!(
        found.nearest == "ttft50" && found.words.ends_with("a limit on median is not one on the mean."),
        "{found:?}"
    );
    // Of what is not measured at all nothing is near.
    assert_eq!(lacking(&mean.runs, "ttft95"), None);
}
