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
use isocost::page::choice::terms::Terms;
use isocost::page::rankings::alternatives::{Alternatives, Broken};
use isocost::page::tables::active_table::{ActiveTable, Bill};
use isocost::page::verdict::confidence::ConfidenceView;
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

/// The load that is offered is told as the alternatives and, once it is allowed, the card tell it, and allowing it is enough.
#[test]
fn the_load_offered_is_one_number() {
    let (mut offers, mut rounded_down) = (0, 0);
    let shown = Arc::new(real("classification"));
    let (basis, rows) = (Basis::of(&shown.runs), all(&shown));
    for units_per_sec in (1..40).map(|step| f64::from(step) * 45.0) {
        let choice = Choice::from_pairs([("plan", format!("{units_per_sec}/s@730h").as_str()), ("max_p95_ms", "400")]);
        let mut asked = Asked::of(&choice);
        let Some(offer) = view(&shown, &asked).headline.offer else { continue };
        asked.terms.load_share = Some(offer.percent / 100.0);
        let after = view(&shown, &asked).headline;
        assert!(
            gauges(&after).iter().any(|gauge| gauge.starts_with(&format!("Load: {} of ", offer.load))),
            "{after:?}"
        );
        let lists = Alternatives::new(&shown, &basis, &rows, &choice, 0.02);
        let step = lists.outside.iter().find(|step| step.breaks == Broken::Load).expect("it is one step outside");
        assert!(step.words.starts_with(&format!("{} load, ", offer.load)), "{} {offer:?}", step.words);
        rounded_down += usize::from(step.alternative.point.load_share * 100.0 > offer.load[..2].parse().unwrap());
        offers += 1;
    }
    assert!(offers > 3 && rounded_down > 0, "{offers} {rounded_down}");
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

/// A machine of several GPUs is told as such wherever machines are counted, and never as one GPU.
#[test]
fn machines_of_several_gpus_are_counted_with_them() {
    let of = |plan: &str| {
        let pairs = [("workload", "8,192 in / 1,024 out tokens"), ("limit", "ttft99:500"), ("plan", plan)];
        let choice = Choice::from_pairs(pairs);
        let shown = Arc::new(bundled(LLM.dataset)).priced(&Bill::of(&choice));
        let rows = choice.filter.rows(&shown.runs, &shown.batch_sizes);
        VerdictView::new(&shown, &Basis::of(&shown.runs), &rows, &Asked::of(&choice)).headline
    };
    let mut several = 0;
    for plan in ["100/s@730h", "10000/s@730h", "50000/s@730h"] {
        let Headline { machines, said, .. } = of(plan);
        let (first, rest) = machines.split_once(" × ").expect("machines are counted");
        let begins = match rest.split_once(' ') {
            Some((gpus, hardware)) => format!("{first} machines of {gpus} × {hardware} serve "),
            None if first == "1" => format!("One {rest} serves "),
            None => format!("{first} × {rest} serve "),
        };
        assert!(said.starts_with(&begins), "{machines}: {said}");
        several += usize::from(begins.contains("machines of"));
    }
    assert!(several > 0);
}

/// One machine carries the rate: no other load or batch size lowers its bill, and the limit is judged at its load.
#[test]
fn one_machine_is_not_said_to_be_cheaper_with_more() {
    let shown = Arc::new(real("classification"));
    let demand = Demand::Steady { units_per_sec: 200.0, hours: 730.0 };
    let asked = Asked { demand, limits: p95(500.0), ..Asked::default() };
    let (basis, rows) = (Basis::of(&shown.runs), all(&shown));
    let verdict = view(&shown, &asked);
    let sure = ConfidenceView::new(&shown, &basis, &rows, (&verdict, &asked), None);
    assert_eq!((verdict.headline.machines.as_str(), verdict.headline.settings.as_str()), ("1 × L4", "trt-onnx · b32"));
    let said = [verdict.caveats.clone(), sure.against.clone()].concat();
    assert!(
        !said.iter().any(|words| words.contains("may be cheaper") || words.contains("not surely kept")),
        "{said:?}"
    );
    // Of more machines fuller ones may be fewer, and near the limit it is doubted at the load told.
    let demand = Demand::Steady { units_per_sec: 20_000.0, hours: 730.0 };
    let asked = Asked { demand, ..asked };
    let verdict = view(&shown, &asked);
    let sure = ConfidenceView::new(&shown, &basis, &rows, (&verdict, &asked), None);
    let said = [verdict.caveats.clone(), sure.against.clone()].concat();
    assert!(said.iter().any(|words| words.contains("may be cheaper")), "{said:?}");
    // A limit is doubted for what is told of the load, whatever the run measured at its own.
    let terms = Terms { load_share: Some(1.0), ..Terms::default() };
    let mut doubted = 0;
    for units_per_sec in [200.0, 240.0, 300.0, 450.0, 900.0, 20_000.0] {
        let demand = Demand::Steady { units_per_sec, hours: 730.0 };
        let of = |limits| {
            let asked = Asked { demand, limits, terms };
            let verdict = view(&shown, &asked);
            let sure = ConfidenceView::new(&shown, &basis, &rows, (&verdict, &asked), None);
            let gauge = verdict.headline.gauges.iter().find(|gauge| gauge.name == "p95").unwrap().value.clone();
            (gauge, sure.against.into_iter().find(|words| words.contains("not surely kept")))
        };
        let ms = |text: &str| text.trim_end_matches("\u{a0}ms").parse::<f64>().unwrap();
        for bound in [1.003, 1.02, 1.1].map(|times| ms(&of(p95(1e6)).0) * times) {
            let (told, Some(words)) = of(p95(bound)) else { continue };
            let range = words.split("it may be ").nth(1).and_then(|rest| rest.split_once(" ms, so")).unwrap().0;
            let (low, high) = range.split_once(" to ").unwrap();
            assert!(words.starts_with("Its p95 at this load rests on "), "{words}");
            assert!((ms(low)..=ms(high)).contains(&ms(&told)), "{words} {told}");
            doubted += 1;
        }
    }
    assert!(doubted > 0);
}
