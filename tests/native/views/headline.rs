//! The reading of the answer's card: number, machines, plain sentence, gauges, offer.

use std::sync::Arc;

use crate::support::shown::{all, bundled, made_table, real};
use crate::support::tables::{number, table};
use isocost::analysis::decide::answer::Demand;
use isocost::data::bundled::LLM;
use isocost::data::runs::table_facts::Basis;
use isocost::page::answer::asked::Asked;
use isocost::page::choice::filters::Choice;
use isocost::page::choice::limits::LimitChoice;
use isocost::page::rankings::alternatives::Alternatives;
use isocost::page::tables::active_table::{ActiveTable, Bill};
use isocost::page::verdict::headline::Headline;
use isocost::page::verdict::view::VerdictView;

fn view(shown: &ActiveTable, asked: &Asked) -> VerdictView {
    VerdictView::new(shown, &Basis::of(&shown.runs), &all(shown), asked)
}

fn p95(ms: f64) -> LimitChoice {
    LimitChoice { max_p95_latency_ms: Some(ms), ..LimitChoice::default() }
}

fn gauges(headline: &Headline) -> Vec<String> {
    let words = |gauge: &isocost::page::verdict::headline::Gauge| {
        let filled = gauge.filled.map(|share| format!(" [{:.0}%]", share * 100.0)).unwrap_or_default();
        format!("{}: {} {}{filled}", gauge.name, gauge.value, gauge.of).trim_end().replace('\u{a0}', " ")
    };
    headline.gauges.iter().map(words).collect()
}

#[test]
fn a_steady_demand_is_answered_by_the_month() {
    let demand = Demand::Steady { units_per_sec: 200.0, hours: 24.0 };
    let view = view(&real("classification"), &Asked { demand, limits: p95(400.0), ..Asked::default() });
    let reading = &view.headline;
    assert_eq!((reading.number.as_str(), reading.unit.as_str()), ("$584", "a month"));
    assert_eq!((reading.machines.as_str(), reading.settings.as_str()), ("1 × L4", "trt-onnx · b32"));
    let said = "One L4 serves 200 requests a second, and 95 of 100 are answered within 60 ms.";
    assert_eq!(reading.said.replace('\u{a0}', " "), said);
    assert_eq!(gauges(reading)[0], "p95: 60 ms of 400 [15%]");
    assert!(gauges(reading).iter().any(|gauge| gauge.starts_with("Load: 25% of 75")), "{:?}", gauges(reading));
    let offer = reading.offer.as_ref().expect("the default load decides");
    assert_eq!((offer.words.as_str(), offer.percent), ("One T4 at 88% load would be $365 a month", 88.0));
    // What is offered is no doubt, too; and the one machine is.
    assert!(view.caveats.iter().any(|words| words.starts_with("Machines are planned at 75%")));
    assert!(!view.doubts.iter().any(|words| words.starts_with("Machines are planned at")));
    assert!(view.doubts.iter().any(|words| words == "One machine, and none to spare."));
}

#[test]
fn what_is_offered_is_enough() {
    let demand = Demand::Steady { units_per_sec: 200.0, hours: 24.0 };
    let mut asked = Asked { demand, limits: p95(400.0), ..Asked::default() };
    let shown = real("classification");
    let percent = view(&shown, &asked).headline.offer.expect("there is one").percent;
    asked.terms.load_share = Some(percent / 100.0);
    let after = view(&shown, &asked).headline;
    assert_eq!((after.number.as_str(), after.machines.as_str(), after.offer), ("$365", "1 × T4", None));
}

#[test]
fn without_a_demand_the_unit_is_a_million() {
    let asked = Asked::default();
    let of = |shown: &ActiveTable| {
        let reading = view(shown, &asked).headline;
        format!("{} {}", reading.number, reading.unit)
    };
    assert_eq!(of(&real("classification")), "$0.254 per 1M requests");
    let tokens = Arc::new(bundled(LLM.dataset)).priced(&Bill::of(&Choice::default()));
    assert!(of(&tokens).ends_with(" per 1M output tokens"), "{}", of(&tokens));
}

#[test]
fn without_prices_it_is_the_most_from_one_machine() {
    let column = |name, values: [f64; 3]| number(name, &values);
    let columns = vec![
        column("vus", [1.0, 2.0, 4.0]),
        column("throughput_req_per_sec", [10.0, 30.0, 20.0]),
        column("avg_latency_ms", [100.0, 66.0, 200.0]),
    ];
    let shown = made_table(table(columns));
    let view = view(&shown, &Asked::default());
    assert_eq!((view.title, view.row, view.most), ("Most from one machine", None, Some(1)));
    assert_eq!((view.headline.number.as_str(), view.headline.unit.as_str()), ("30", "req/s from one machine"));
}

/// Without prices the card has the machines that the alternatives have: of the demand, and not one.
#[test]
fn a_demand_without_prices_takes_the_machines_of_the_alternatives() {
    let column = |name, values: [f64; 3]| number(name, &values);
    let shown = Arc::new(made_table(table(vec![
        column("vus", [1.0, 2.0, 4.0]),
        column("throughput_req_per_sec", [20.0, 30.0, 20.0]),
        column("avg_latency_ms", [50.0, 66.0, 200.0]),
    ])));
    for pairs in [&[("plan", "200/s@730h")][..], &[("plan", "200/s@730h"), ("max_avg_ms", "70")], &[("plan", "1M@24h")]]
    {
        let choice = Choice::from_pairs(pairs.iter().copied());
        let view = view(&shown, &Asked::of(&choice));
        let listed = Alternatives::new(&shown, &Basis::of(&shown.runs), &all(&shown), &choice, 0.0);
        let point = listed.answer.expect("it meets the demand").point;
        assert_eq!((view.row, view.most), (None, Some(point.row)), "{pairs:?}");
        let told = format!("{} machine", point.machines);
        assert!(view.headline.machines.starts_with(&told), "{pairs:?}: {:?}", view.headline);
        assert!(view.sentence.contains(&told) && !view.sentence.contains('$'), "{}", view.sentence);
        let load = format!("Load: {:.0}% of ", point.load_share * 100.0);
        assert!(gauges(&view.headline).iter().any(|gauge| gauge.starts_with(&load)), "{:?}", gauges(&view.headline));
        assert_eq!((view.headline.number.as_str(), view.headline.unit.as_str()), ("30", "req/s from one machine"));
    }
    // What no run can do is said.
    let choice = Choice::from_pairs([("plan", "1M@0.5h")]);
    let view = view(&shown, &Asked::of(&choice));
    let refused = view.caveats.iter().any(|words| words.ends_with("no run that passes can do this."));
    let listed = Alternatives::new(&shown, &Basis::of(&shown.runs), &all(&shown), &choice, 0.0);
    assert_eq!(refused, listed.answer.is_none(), "{:?}", view.caveats);
}

#[test]
fn where_nothing_passes_it_says_of_how_many() {
    let view = view(&real("classification"), &Asked { limits: p95(0.001), ..Asked::default() });
    assert_eq!((view.headline.number.as_str(), view.most), ("None of 246", None));
    assert!(view.headline.gauges.is_empty() && view.headline.machines.is_empty());
    // The change that would admit one is said once: by the offer.
    assert_eq!(view.nothing.as_deref(), Some("None of 246 runs qualifies with p95 latency ≤ 0.001 ms."));
    assert!(view.sentence.contains(&view.offers[0].text), "{}", view.sentence);
}

/// Without prices either the most from one machine is told or that nothing qualifies, and never both.
#[test]
fn without_prices_limits_are_met_or_not() {
    let column = |name, values: [f64; 3]| number(name, &values);
    let unpriced = |cost: [f64; 3]| {
        made_table(table(vec![
            column("vus", [1.0, 2.0, 4.0]),
            column("throughput_req_per_sec", [10.0, 30.0, 20.0]),
            column("avg_latency_ms", [100.0, 66.0, 200.0]),
            column("1B_cost", cost),
        ]))
    };
    let average = |ms: f64| LimitChoice { max_avg_latency_ms: Some(ms), ..LimitChoice::default() };
    let refuses = |words: &str| words.contains("qualifies") || words.contains("No change of limits");
    for cost in [[f64::NAN; 3], [0.0; 3], [f64::NAN, f64::NAN, 5.0]] {
        let shown = unpriced(cost);
        for (ms, most) in [(50.0, None), (66.0, Some(1)), (100.0, Some(1))] {
            let view = view(&shown, &Asked { limits: average(ms), ..Asked::default() });
            let nothing = view.nothing.clone().unwrap_or_default();
            assert_eq!((view.row, view.most), (None, most), "{ms}");
            assert_eq!(view.headline.number.starts_with("None of 3"), most.is_none());
            assert_eq!(view.title == "Most from one machine", most.is_some());
            assert_eq!((refuses(&nothing), refuses(&view.sentence)), (most.is_none(), most.is_none()), "{nothing}");
            if most.is_some() {
                assert!(nothing.contains("does the most on one machine: 30 req/s"), "{nothing}");
            }
        }
    }
    // What is nearest is offered without a price, too: by what it does.
    let none = view(&unpriced([f64::NAN; 3]), &Asked { limits: average(50.0), ..Asked::default() });
    assert_eq!(none.offers.len(), 1);
    assert!(none.offers[0].text.starts_with("average latency 66 ms would admit "), "{}", none.offers[0].text);
    assert!(none.offers[0].text.ends_with(", at 30 req/s."), "{}", none.offers[0].text);
    let taken = view(&unpriced([f64::NAN; 3]), &Asked { limits: none.offers[0].limits.clone(), ..Asked::default() });
    assert_eq!(taken.most, Some(1));
    // A run with a cost beyond the limits is offered beside the most.
    let mixed = view(&unpriced([f64::NAN, f64::NAN, 5.0]), &Asked { limits: average(70.0), ..Asked::default() });
    assert_eq!((mixed.most, mixed.offers.iter().map(|offer| offer.row).collect::<Vec<_>>()), (Some(1), vec![2]));
}
