//! Answers on a language model's table to questions by address: workload, limits on any measure, the unit of work, GPUs;
//! and the fields and words of these.

use std::sync::Arc;

use crate::support::bundled;
use crate::support::tables::{number, table, text};
use isocost::data::bundled::LLM;
use isocost::data::runs::prices::PriceList;
use isocost::data::runs::run_table::RunTable;
use isocost::data::runs::table_facts::Basis;
use isocost::page::answer::asked::Asked;
use isocost::page::choice::filters::Choice;
use isocost::page::limits::others::{OtherLimitsView, begin, limits_of, take};
use isocost::page::limits::presets::presets;
use isocost::page::money::gpus::{gpus_asked, is_per_gpu};
use isocost::page::money::plan::PlanView;
use isocost::page::money::prices::PricesView;
use isocost::page::tables::active_table::{ActiveTable, Bill, Provenance};
use isocost::page::tables::table_source::TableSource;
use isocost::page::verdict::view::VerdictView;
use isocost::page::words::workloads::options;

fn choice(query: &[(&str, &str)]) -> Choice {
    Choice::from_pairs(query.iter().copied())
}

/// The verdict of the page at an address.
fn verdict(shown: ActiveTable, query: &[(&str, &str)]) -> (Arc<ActiveTable>, VerdictView) {
    let choice = choice(query);
    let shown = Arc::new(shown).priced(&Bill::of(&choice));
    let rows = choice.filter.rows(&shown.runs, &shown.batch_sizes);
    let view = VerdictView::new(&shown, &Basis::of(&shown.runs), &rows, &Asked::of(&choice));
    (shown, view)
}

const CHAT: &str = "1,024 in / 1,024 out tokens";
const SUMMARY: &str = "8,192 in / 1,024 out tokens";

/// Worked out apart from this project: the cheapest of each workload and limits, and how many runs keep them.
#[test]
fn cheapest_by_workload_and_limits_in_the_address() {
    for (workload, ttft, tpot, runs, words) in [
        (CHAT, "1000", "10", 61, "b200 · trt · tp 2 · ep 2 · dp_attention, at 128 VUs: $0.179 per 1M output tokens"),
        (CHAT, "500", "5", 30, "b200 · trt · tp 2 · ep 1, at 16 VUs: $0.811 per 1M output tokens"),
        (SUMMARY, "1000", "10", 29, "b200 · trt · tp 2 · ep 1, at 16 VUs: $0.915 per 1M output tokens"),
        (SUMMARY, "500", "5", 15, "b200 · trt · tp 2 · ep 1, at 8 VUs: $1.38 per 1M output tokens"),
    ] {
        let limits = [format!("ttft99:{ttft}"), format!("tpot:{tpot}")];
        let query = [("workload", workload), ("limit", &limits[0]), ("limit", &limits[1])];
        let (_, view) = verdict(bundled(LLM.dataset), &query);
        assert!(view.sentence.starts_with(words), "{}", view.sentence);
        assert!(view.sentence.ends_with(&format!("with {workload}.")), "{}", view.sentence);
        assert_eq!(view.passing.len(), runs, "{workload} {ttft} {tpot}");
        let excluded = format!(
            "The limit TPOT ≤ {tpot} ms and TTFT p99 ≤ {} ms excludes",
            if ttft == "1000" { "1,000" } else { ttft }
        );
        assert!(view.excluded[0].starts_with(&excluded), "{:?}", view.excluded);
    }
}

#[test]
fn most_frequent_workload_without_a_word_and_the_others_are_counted() {
    let (shown, view) = verdict(bundled(LLM.dataset), &[]);
    assert!(view.sentence.contains("$0.167 per 1M output tokens, the cheapest of 74 runs with"), "{}", view.sentence);
    assert!(
        view.caveats.iter().any(|words| words
            == "142 runs of 2 other workloads are not compared with those of workload 8,192 in / 1,024 out.")
    );
    let names: Vec<String> = options(&shown.runs).into_iter().map(|(_, words)| words).collect();
    assert_eq!(
        names,
        [format!("{CHAT} (70 runs)"), "1,024 in / 8,192 out tokens (72 runs)".into(), format!("{SUMMARY} (74 runs)")]
    );
    assert!(is_per_gpu(&shown.runs) && gpus_asked(&shown.runs).is_empty());
}

/// The three prices of tokens are readings of one bill: input and output tokens of a run are as 8 : 1 here, so that a
/// million of all costs a ninth of a million of output.
#[test]
fn units_of_work_by_address() {
    let cost = |per: &str| {
        let (_, view) = verdict(bundled(LLM.dataset), &[("per", per)]);
        let (words, value) = view.figures[0].clone();
        (words, value.trim_start_matches('$').replace(',', "").parse::<f64>().unwrap())
    };
    let (out, all, input, requests) = (cost("out"), cost("total"), cost("in"), cost("requests"));
    assert_eq!(
        (out.0, all.0, input.0, requests.0),
        ("per 1M output tokens", "per 1M tokens", "per 1M input tokens", "per 1M requests")
    );
    assert!((1.0 / out.1 + 1.0 / input.1 - 1.0 / all.1).abs() < 2e-3 / all.1, "{out:?} {all:?} {input:?}");
    // 921 output tokens each: 9/10 of 1,024.
    assert!((requests.1 / 1e6 / (out.1 / 1e6) - 921.6).abs() < 5.0, "{requests:?} {out:?}");
}

#[test]
fn limits_that_nothing_keeps_offer_the_smallest_change() {
    let (_, view) = verdict(bundled(LLM.dataset), &[("workload", CHAT), ("limit", "ttft99:1"), ("max_avg_ms", "2000")]);
    assert_eq!(view.row, None);
    assert!(
        view.sentence.starts_with("None of 70 runs qualifies with average latency ≤ 2,000 ms, TTFT p99 ≤ 1 ms."),
        "{}",
        view.sentence
    );
    let offer = &view.offers[0];
    let bound = offer.limits.others["ttft99"].at;
    assert!(bound > 1.0 && offer.text.contains("TTFT p99"), "{}", offer.text);
    // What it offers admits that run.
    let (limit, most) = (format!("ttft99:{bound}"), offer.limits.max_avg_latency_ms.unwrap().to_string());
    let query = [("workload", CHAT), ("limit", limit.as_str()), ("max_avg_ms", &most)];
    let (_, view) = verdict(bundled(LLM.dataset), &query);
    assert!(view.passing.contains(&offer.row), "{}", view.sentence);
    let (_, view) = verdict(bundled(LLM.dataset), &[("limit", "no_such_measure:5")]);
    assert!(view.row.is_none() && view.sentence.contains("“no_such_measure” ≤ 5"), "{}", view.sentence);
}

#[test]
fn fields_of_limits_and_presets() {
    let shown = bundled(LLM.dataset);
    let mut limits = limits_of(&presets()[0]);
    let view = OtherLimitsView::new(&shown, &limits);
    assert_eq!(view.fields.iter().map(|field| field.key.as_str()).collect::<Vec<_>>(), ["ttft99", "tpot", "tpot99"]);
    assert_eq!(view.fields[0].label, "TTFT p99 at most, ms");
    assert_eq!((view.fields[0].value.as_str(), view.fields[1].value.as_str()), ("2000", ""));
    assert!(
        view.fields.iter().all(|field| field.bars.len() == 25 && field.range.contains(" to ")),
        "{:?}",
        view.fields
    );
    let (key, told) = view.preset.unwrap();
    assert!(key == "chat" && told.contains("A starting point"), "{told}");
    assert!(view.offered.iter().all(|(key, _)| key != "ttft99" && key != "cost" && key != "avg"));
    assert!(view.offered.iter().any(|(key, _)| key == "outgpu"));
    // Typed: numbers, sides, nothing, nonsense.
    assert_eq!(take(&mut limits, "ttft99", " 1.5k "), Ok(None));
    assert_eq!(limits["ttft99"].at, 1500.0);
    assert_eq!(take(&mut limits, "ttft99", ">= 20"), Ok(Some(String::new())));
    assert!(limits["ttft99"].at == 20.0 && limits["ttft99"].at_least == Some(true));
    for nonsense in ["fast", "-1", "NaN", "inf"] {
        assert!(take(&mut limits, "ttft99", nonsense).is_err(), "{nonsense}");
    }
    assert_eq!((take(&mut limits, "ttft99", ""), limits.contains_key("ttft99")), (Ok(None), false));
    // A field begins where all runs keep the limit, whichever side it has.
    for key in ["ttft99", "outgpu"] {
        let mut one = Default::default();
        begin(&shown, &mut one, key);
        let choice = Choice {
            limits: isocost::page::choice::limits::LimitChoice { others: one, ..Default::default() },
            ..Choice::default()
        };
        let kept = choice.limits.limits(&shown.runs).others[0].clone();
        assert!((0..shown.runs.rows).all(|row| kept.keeps(row) == Some(true)), "{key}");
    }
}

/// Of a table that does not tell them the reader says the GPUs; the price is then of one.
#[test]
fn gpus_by_the_reader_multiply_the_price() {
    let made = || {
        let columns = vec![
            text("hardware", &[Some("h100"), Some("h100")]),
            number("max_concurrency", &[8.0, 16.0]),
            number("request_throughput", &[2.0, 3.0]),
            number("output_throughput", &[400.0, 600.0]),
            number("mean_e2el_ms", &[3900.0, 5200.0]),
        ];
        let runs = RunTable::by_default(table(columns)).unwrap();
        ActiveTable::new(TableSource::of_dataset("acme/loads"), Provenance::Computer, runs)
    };
    assert_eq!(gpus_asked(&made().runs), [(String::new(), "h100".to_owned())]);
    let cost = |query: &[(&str, &str)]| verdict(made(), query).0.runs.ranked_cost()[1];
    // 3 $/h / 3600 s / 600 tok/s.
    let of_machine = cost(&[("prices", "/h100:3")]);
    assert!((of_machine - 3.0 / 3600.0 / 600.0 * 1e6).abs() < 1e-9, "{of_machine}");
    let of_gpus = cost(&[("prices", "/h100:3"), ("gpus", "h100:8")]);
    assert!((of_gpus / of_machine - 8.0).abs() < 1e-9, "{of_gpus}");
    // What was entered stays to be changed.
    let entered = verdict(made(), &[("gpus", "h100:8")]).0;
    assert_eq!(gpus_asked(&entered.runs), [(String::new(), "h100".to_owned())]);
}

/// Hardware that nobody named has a price all the same, which is of one GPU from then on, and the answer says of how many.
#[test]
fn gpus_by_the_reader_of_hardware_without_a_name() {
    let made = || {
        let columns = vec![
            number("max_concurrency", &[8.0, 16.0]),
            number("request_throughput", &[2.0, 3.0]),
            number("mean_e2el_ms", &[3900.0, 5200.0]),
        ];
        let runs = RunTable::by_default(table(columns)).unwrap();
        ActiveTable::new(TableSource::of_dataset("acme/loads"), Provenance::Computer, runs)
    };
    let told = |query: &[(&str, &str)]| {
        let (shown, view) = verdict(made(), query);
        let prices = PricesView::new(&shown, &PriceList::default(), &[]);
        (view.headline.machines, prices.lines[0].short.clone(), prices.preset)
    };
    let words = |machines: &str, price: &str| (machines.to_owned(), price.to_owned(), None);
    assert_eq!(told(&[("prices", "/:3.2")]), words("1 machine", "each machine"));
    assert_eq!(told(&[("prices", "/:3.2"), ("gpus", ":4")]), words("1 machine of 4 GPUs", "each GPU"));
}

/// Only hardware of which some run does not tell its GPUs is asked about.
#[test]
fn gpus_are_asked_of_the_hardware_that_lacks_them() {
    let columns = vec![
        text("hardware", &[Some("h100"), Some("b200"), Some("b200")]),
        number("num_gpus", &[4.0, 2.0, f64::NAN]),
        number("max_concurrency", &[8.0, 8.0, 16.0]),
        number("request_throughput", &[2.0, 3.0, 4.0]),
        number("output_throughput", &[400.0, 600.0, 700.0]),
        number("mean_e2el_ms", &[3900.0, 2600.0, 4000.0]),
    ];
    let runs = RunTable::by_default(table(columns)).unwrap();
    assert_eq!(gpus_asked(&runs), [(String::new(), "b200".to_owned())]);
}

/// What a plan says is of the unit that costs are quoted for.
#[test]
fn plans_name_the_unit_of_the_table() {
    let planned = |query: &[(&str, &str)]| {
        let choice = choice(query);
        let shown = Arc::new(bundled(LLM.dataset)).priced(&Bill::of(&choice));
        let rows = choice.filter.rows(&shown.runs, &shown.batch_sizes);
        let plan = PlanView::new(&shown, &Basis::of(&shown.runs), &rows, &choice);
        let names: Vec<String> = plan.choices.lines.iter().map(|line| line.cells[0].text.clone()).collect();
        names.join("; ") + &plan.sentence + &plan.caption
    };
    for (per, unit) in [
        ("", "per 1M output tokens"),
        ("total", "per 1M tokens"),
        ("in", "per 1M input tokens"),
        ("requests", "per 1M requests"),
    ] {
        // Two demands: one that the cheapest run answers, and one for which whole machines make another cheaper.
        for plan in ["100000M@24h", "3000M@1h"] {
            let query: &[(&str, &str)] =
                if per.is_empty() { &[("plan", plan)] } else { &[("plan", plan), ("per", per)] };
            let told = planned(query);
            assert!(told.contains(&["heapest ", unit].concat()) || told.contains(&["and ", unit].concat()), "{told}");
            assert!(unit == "per 1M requests" || !told.contains("requests"), "{told}");
        }
    }
}
