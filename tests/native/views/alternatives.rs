//! Alternatives to the answer: what each list holds, and what its cells say.

use std::sync::Arc;

use crate::support::questions;
use crate::support::shown::{bundled, fixture, made_table, real};
use crate::support::tables::{number, table, text};
use isocost::analysis::decide::answer::Demand;
use isocost::data::bundled::LLM;
use isocost::data::runs::table_facts::Basis;
use isocost::page::choice::filters::Choice;
use isocost::page::choice::limits::LimitChoice;
use isocost::page::rankings::alternatives::table::{AltRow, AltTable};
use isocost::page::rankings::alternatives::{Alternatives, List};
use isocost::page::runs::one_run::OneRun;
use isocost::page::tables::active_table::{ActiveTable, Bill};

pub(super) fn of(shown: &ActiveTable, choice: &Choice) -> Alternatives {
    let rows = choice.filter.rows(&shown.runs, &shown.batch_sizes);
    Alternatives::new(&Arc::new(shown.clone()), &Basis::of(&shown.runs), &rows, choice, 0.02)
}

pub(super) fn p95(ms: f64) -> LimitChoice {
    LimitChoice { max_p95_latency_ms: Some(ms), ..LimitChoice::default() }
}

pub(super) fn told(rows: &[AltRow]) -> Vec<String> {
    let words = |row: &AltRow| {
        let cells: Vec<&str> = row.cells.iter().map(|cell| cell.cell.as_str()).collect();
        format!("{}: {}", row.name.whole(), cells.join(" | ")).replace('\u{a0}', " ")
    };
    rows.iter().map(words).collect()
}

fn heads(table: &AltTable) -> Vec<&str> {
    table.heads.iter().map(|head| head.head.title.as_str()).collect()
}

pub(super) fn steady(rate: f64) -> Choice {
    let mut choice = Choice { limits: p95(400.0), ..Choice::default() };
    choice.money.demand = Demand::Steady { units_per_sec: rate, hours: 730.0 };
    choice
}

/// 200 requests a second on the classification table, at most 75% load and 400 ms.
#[test]
fn a_steady_rate() {
    let shown = real("classification");
    let view = of(&shown, &steady(200.0));
    assert_eq!(view.conditions, "p95 up to 400 ms, 130 of 246 runs");
    let trade_offs = view.table(List::TradeOffs, 9);
    assert_eq!(trade_offs.name_head, "Configuration: image · batch");
    assert_eq!(
        heads(&trade_offs).join(" | "),
        "$ a month | Against answer | p95, of 400 ms | Avg, ms | req/s each | Machines | Load | Grows to, req/s | $ / 1M, full"
    );
    assert_eq!(
        told(&trade_offs.rows),
        [
            "L4 · trt-onnx · b32: $584 | answer | 60 ms | 52.9 | 793 | 1 | 25% | 595 | $0.280",
            "L4 · default · b32: $584 | same | 62 ms | 54.2 | 807 | 1 | 25% | 605 | $0.275",
        ]
    );
    assert!(trade_offs.rows[0].is_answer && !trade_offs.rows[1].is_answer);
    let p95 = &trade_offs.rows[0].cells[2];
    assert_eq!((p95.gauge, p95.title.as_str()), (Some(0.15), "60 ms at most: the load is below all that were tried"));
    // The planner says of the load limit the same.
    let outside = &trade_offs.outside;
    assert_eq!(
        told(outside),
        ["T4 · trt-onnx · b512: $365 | −38% | 170 ms | 142 | 227 | 1 | 88% | 227 at 100% | $0.611"]
    );
    assert_eq!((outside[0].breaks.as_str(), outside[0].is_answer), ("88% load, at most 75% is asked", false));
    assert!(outside[0].cells[6].warns && !outside[0].cells[2].warns && !outside[0].breaks_beside_name);
    let best = view.table(List::Best, 9);
    assert_eq!(view.count(List::Best), 4);
    assert_eq!(told(&best.rows)[2], "T4 · trt-onnx · b512: $730 | +25% | 170 ms | 142 | 227 | 2 | 44% | 341 | $0.611");
    // One of each L4 configuration costs the same; what else was measured of it is no other choice at this load.
    assert_eq!((&*view.title(List::Near), view.count(List::Near)), ("Same bill", 13));
    assert_eq!((view.count(List::TradeOffs), view.count(List::Pinned)), (1, 0));
    assert!(view.table(List::Pinned, 9).rows.is_empty());
}

/// With T4 at $0.35 two of them are the answer; one at more load is half of it, and not the answer itself.
#[test]
fn the_run_of_the_answer_on_other_terms() {
    let query = "plan=200/s@730h&max_p95_ms=400&prices=aws/nvidia-t4:0.35";
    let (table, choice) = (&isocost::data::bundled::TABLES[2], questions::choice(query));
    let view = of(&questions::shown(table, query), &choice);
    let table = view.table(List::TradeOffs, 9);
    assert!(told(&table.rows)[0].contains(": $511 | answer |"), "{:?}", told(&table.rows));
    assert!(told(&table.outside).iter().any(|row| row.contains("| −50% |")), "{:?}", told(&table.outside));
}

#[test]
fn a_machine_to_spare_given_up() {
    let shown = real("classification");
    let mut choice = steady(200.0);
    choice.money.terms.spare = true;
    let table = of(&shown, &choice).table(List::TradeOffs, 9);
    // Two of L4 cost more than three of T4, one of either to spare.
    let first = "T4 · trt-onnx · b512: $1,095 | answer | 170 ms | 142 | 227 | 2 + 1 | 44% | 341 | $0.611";
    assert_eq!(told(&table.rows[..1]), [first]);
    let outside: Vec<String> =
        table.outside.iter().map(|row| format!("{}: {}", row.name.whole(), row.breaks)).collect();
    assert_eq!(outside, ["L4 · trt-onnx · b32: none to spare", "T4 · trt-onnx · b512: 88% load, at most 75% is asked"]);
}

#[test]
fn pins_stand_beside_the_answer() {
    let shown = real("classification");
    let mut choice = steady(200.0);
    choice.pins = vec![3, 9999, 246];
    choice.filter.max_vus = Some(64.0);
    let view = of(&shown, &choice);
    let pinned = view.table(List::Pinned, 9);
    assert_eq!((view.count(List::Pinned), pinned.rows.len(), pinned.outside.len()), (1, 2, 0));
    assert!(pinned.rows[0].is_answer);
    assert_eq!(pinned.name_head, "Run: image · batch · concurrent");
    assert_eq!(
        told(&pinned.rows)[1],
        "T4 · trt-onnx · b16 · 39: $730 | +25% | 174 ms | 146 | 214 | 2 | 47% | 321 | $0.650"
    );
    assert_eq!(pinned.rows[1].breaks, "");
    choice.limits = p95(100.0);
    choice.filter.max_vus = Some(32.0);
    let pinned = of(&shown, &choice).table(List::Pinned, 9);
    let row = &pinned.rows[1];
    assert_eq!(
        (row.breaks.as_str(), row.breaks_beside_name),
        ("filtered out; outside limits: p95 latency ≤ 100 ms", true)
    );
    // The answer itself.
    let answer = view.answer.unwrap().point.row;
    choice = steady(200.0);
    choice.filter.max_vus = Some(64.0);
    choice.pins = vec![3, answer];
    let view = of(&shown, &choice);
    let marked: Vec<bool> = view.table(List::Pinned, 9).rows.iter().map(|row| row.is_answer).collect();
    assert_eq!((view.count(List::Pinned), marked), (2, vec![false, true]));
}

#[test]
fn no_demand() {
    let shown = real("classification");
    let view = of(&shown, &Choice { limits: p95(400.0), ..Choice::default() });
    let table = view.table(List::TradeOffs, 9);
    assert_eq!(heads(&table).join(" | "), "$ / 1M requests | Against answer | p95, of 400 ms | Avg, ms | req/s each");
    assert_eq!(table.name_head, "Run: image · batch · concurrent");
    assert_eq!(
        told(&table.rows),
        [
            "L4 · default · b32 · 129: $0.275 | answer | 376 ms | 159 | 807",
            "L4 · trt-onnx · b32 · 128: $0.280 | +1.8% | 372 ms | 161 | 793",
            "L4 · trt-onnx · b32 · 64: $0.307 | +12% | 96 ms | 88.2 | 723",
            "L4 · default · b512 · 64: $0.308 | +12% | 95 ms | 88.3 | 722",
            "L4 · default · b512 · 32: $0.367 | +33% | 61 ms | 52.6 | 606",
            "L4 · trt-onnx · b32 · 32: $0.368 | +34% | 60 ms | 52.9 | 603",
        ]
    );
    assert_eq!(told(&table.outside), ["L4 · default · b64 · 448: $0.254 | −7.8% | 743 ms | 503 | 876"]);
    assert_eq!(table.outside[0].breaks, "p95 latency 743 ms, at most 400 ms is asked");
    assert!(table.outside[0].cells[2].warns);
    assert_eq!((&*view.title(List::Near), view.count(List::Near)), ("Nearly as cheap", 4));
    let saved = view.listing(List::Near);
    assert_eq!(saved.heads.last().unwrap().saved, "Outside the question");
    assert_eq!(saved.lines.len(), 6);
    assert_eq!(saved.lines[0].cells[0], "nvidia-l4 · michaelf34/infinity:0.0.75, batch size 32, at 129 VUs");
}

#[test]
fn a_filter_and_hardware_given_up() {
    let shown = real("classification");
    let mut choice = Choice::default();
    choice.filter.hw_type = Some(["nvidia-t4".to_owned()].into());
    let view = of(&shown, &choice);
    assert_eq!(view.conditions, "hardware nvidia-t4, 88 of 246 runs");
    let outside = view.table(List::Best, 9).outside;
    assert_eq!((outside.len(), outside[0].breaks.as_str()), (1, "L4 is filtered out"));
    assert!(outside[0].breaks_beside_name && outside[0].name.whole() == "L4 · default · b64 · 448");
    choice.filter.hw_type = None;
    choice.limits.hardware = Some(["nvidia-t4".to_owned()].into());
    let view = of(&shown, &choice);
    assert_eq!(view.conditions, "on nvidia-t4, 88 of 246 runs");
    assert_eq!(view.table(List::Best, 9).outside[0].breaks, "L4 is not allowed");
}

#[test]
fn nothing_qualifies() {
    let shown = real("vision-embedding");
    let view = of(&shown, &Choice { limits: p95(500.0), ..Choice::default() });
    assert_eq!(view.nothing, "No run is within the limits.");
    assert!(List::ALL.into_iter().all(|list| view.list(list).is_empty() && view.count(list) == 0));
    let outside = view.table(List::TradeOffs, 9).outside;
    assert_eq!(told(&outside)[0], "L4 · b4 · 1: $74.20 | +99 ms | 599 ms | 242 | 2.99");
    assert_eq!(outside[0].breaks, "p95 latency 599 ms, at most 500 ms is asked");
    let mut none = Choice::default();
    none.filter.hw_type = Some(Default::default());
    let view = of(&shown, &none);
    assert_eq!((view.nothing, view.conditions.as_str()), ("No run passes the filters.", "no hardware, 0 of 30 runs"));
    // More than any number of machines can be counted for.
    let mut much = Choice::default();
    much.money.demand = Demand::Steady { units_per_sec: 1e300, hours: 1.0 };
    assert_eq!(of(&shown, &much).nothing, "No run meets the demand.");
}

#[test]
fn one_row() {
    let shown = fixture("one_row");
    let view = of(&shown, &Choice::default());
    for list in [List::TradeOffs, List::Near, List::Best] {
        assert_eq!(view.list(list).len(), 1, "{list:?}");
        assert!(view.table(list, 9).rows[0].is_answer && view.outside.is_empty());
    }
    assert_eq!([List::TradeOffs, List::Near, List::Best].map(|list| view.count(list)), [0, 0, 1]);
}

#[test]
fn without_prices() {
    let names = ["a", "a", "b"].map(Some);
    let columns = vec![
        text("hw_type", &names),
        number("vus", &[1.0, 2.0, 1.0]),
        number("throughput_req_per_sec", &[10.0, 15.0, 5.0]),
        number("avg_latency_ms", &[100.0, 133.0, 200.0]),
        number("p95_latency_ms", &[150.0, 180.0, 250.0]),
    ];
    let shown = made_table(table(columns));
    let view = of(&shown, &Choice::default());
    assert!(!view.is_priced);
    let trade_offs = view.table(List::TradeOffs, 9);
    assert_eq!(heads(&trade_offs).join(" | "), "req/s each | Against answer | p95, ms | Avg, ms | $ a month");
    assert_eq!(
        told(&trade_offs.rows),
        ["a · 2: 15 | answer | 180 | 133 | needs a price", "a · 1: 10 | −33% | 150 | 100 | needs a price"]
    );
    assert_eq!(told(&view.table(List::Best, 9).rows)[1], "b · 1: 5 | −67% | 250 | 200 | needs a price");
    assert_eq!(view.count(List::Near), 0);
    assert!(trade_offs.outside.is_empty());
}

/// On a phone a latency is seen, whether one is limited or none: the mean where there is no other.
#[test]
fn a_latency_has_a_place_on_phones() {
    let of = |shown: &ActiveTable, pairs: &[(&str, &str)]| {
        let choice = Choice::from_pairs(pairs.iter().copied());
        let heads = of(shown, &choice).table(List::TradeOffs, 1).heads;
        let seen =
            heads.iter().filter(|head| head.class == "c2").map(|head| (head.head.title.clone(), head.suffix.clone()));
        seen.collect::<Vec<_>>()
    };
    let model = Arc::new(bundled(LLM.dataset)).priced(&Bill::of(&Choice::default()));
    let one = |title: &str, suffix: &str| vec![(title.to_owned(), suffix.to_owned())];
    assert_eq!(of(&model, &[]), one("Avg, ms", " ms Avg"));
    assert_eq!(of(&model, &[("limit", "ttft:500")]), one("TTFT, of 500 ms", " TTFT"));
    assert_eq!(of(&real("classification"), &[]), one("p95, ms", " ms p95"));
}

#[test]
fn a_language_model() {
    let choice = Choice::from_pairs([
        ("workload", "1,024 in / 1,024 out tokens"),
        ("limit", "ttft99:1000"),
        ("limit", "tpot:10"),
    ]);
    let shown = Arc::new(bundled(LLM.dataset)).priced(&Bill::of(&choice));
    let view = of(&shown, &choice);
    let table = view.table(List::TradeOffs, 2);
    assert_eq!(
        view.conditions,
        "workload 1,024 in / 1,024 out, TPOT up to 10 ms, TTFT p99 up to 1,000 ms, 61 of 70 runs"
    );
    assert_eq!(
        heads(&table).join(" | "),
        "$ / 1M output | Against answer | TPOT, of 10 ms | TTFT p99, of 1,000 ms | Avg, ms | tok/s a user | output tok/s each"
    );
    assert_eq!(
        told(&table.rows),
        [
            "2 × B200 · trt · tp2 ep2 dp_attention · 128: $0.179 | answer | 7.04 ms | 952 ms | 6,660 | 142 | 17,100",
            "2 × B200 · trt · tp2 ep2 dp_attention · 64: $0.282 | +58% | 5.55 ms | 443 ms | 5,250 | 180 | 10,800",
        ]
    );
    let best = view.table(List::Best, 9);
    assert_eq!(view.count(List::Best), 5);
    assert_eq!(
        told(&best.rows)[1],
        "1 × MI355X · atom · tp1 ep1 · 32: $0.221 | +23% | 8.18 ms | 872 ms | 7,660 | 122 | 3,770"
    );
    assert_eq!(best.rows.iter().map(|row| row.hue).collect::<Vec<_>>(), [0, 3, 0, 1, 2]);
    assert!(table.outside.is_empty(), "nothing is cheaper beyond either limit");
}

/// What the drawer shows.
#[test]
fn one_run_in_full() {
    let shown = Arc::new(real("classification"));
    let basis = Basis::of(&shown.runs);
    let rows: Vec<usize> = (0..shown.runs.rows).collect();
    let choice = steady(200.0);
    let run = OneRun::new(&shown, &basis, (&rows, &rows), &choice, 220).unwrap();
    let as_answer: Vec<String> = run.as_answer.iter().map(|(name, value, _)| format!("{name}: {value}")).collect();
    assert_eq!(
        as_answer.join(" | "),
        "$ a month: $584 a month | Against answer: same | p95: 61 ms at most: the load is below all that were tried | \
         Avg: 52.6 ms at most: the load is below all that were tried | req/s each: 606 req/s | Machines: 1 | \
         Load: 33% | Grows to: 454 req/s | $ / 1M: $0.367 per 1M requests"
    );
    // With every digit for whoever points at one.
    let whole: Vec<&str> =
        run.as_answer.iter().map(|(.., whole)| whole.as_str()).filter(|whole| !whole.is_empty()).collect();
    assert_eq!(
        whole.join(" | "),
        "$584 a month | 61 ms at most: the load is below all that were tried | 52.5822 ms at most: the load is below all that \
         were tried | 605.86633 req/s | 1 | 33.0105817% | 454.399748 req/s | $0.366784241 per 1M requests"
    );
    let told = |name: &str| {
        let measure = run.measures.iter().find(|(own, ..)| own == name);
        measure.map(|(_, value, whole)| (value.as_str(), whole.as_str()))
    };
    assert_eq!(told("Cost of 1M requests"), Some(("$0.367 / 1M requests", "0.3667842411555556 $ / 1M requests")));
    assert_eq!(told("Average latency"), Some(("52.6 ms", "52.5822 ms")));
    assert_eq!(told("p95 latency"), Some(("61 ms", "61 ms")));
    assert_eq!(told("Failed requests"), Some(("0.0%", "0 %")));
    assert_eq!(told("Requests per second"), Some(("606 req/s", "605.8663303584 req/s")));
    assert!(run.columns.contains(&("engine".to_owned(), "torch".to_owned())));
    assert_eq!((run.name.whole().as_str(), run.evidence), ("L4 · default · b512 · 32", "Saturated"));
    assert!(run.evidence_words[0].starts_with("Throughput falls: −17.2%"), "{:?}", run.evidence_words);
    assert!(run.how_to_run.starts_with("k6 run --vus 32 --iterations 10000 --tag 'hw_type=nvidia-l4'"));
    assert!(run.checks.is_empty());
    let short = (0..shown.runs.rows).filter_map(|row| OneRun::new(&shown, &basis, (&rows, &rows), &choice, row));
    let failing: Vec<String> = short.flat_map(|run| run.checks).collect();
    assert!(failing.iter().any(|words| words.starts_with("It fails a sanity check, ")), "{failing:?}");
    assert_eq!(OneRun::new(&shown, &basis, (&rows, &rows), &choice, 246), None);
}
