//! Names where the hardware is not told, and names that would be equal; what is said of a run that is short by itself, or has
//! no throughput; a price that was changed, and one that is an assumption.

use std::sync::Arc;

use super::alternatives::{of, p95, steady};
use crate::support::shown::{all, bundled, made_table, real, sure_of_asked, verdict_of};
use crate::support::tables::{number, table, text};
use isocost::analysis::decide::answer::Demand;
use isocost::chart::theme::LIGHT;
use isocost::data::bundled::LLM;
use isocost::data::limits::Limits;
use isocost::data::runs::checks;
use isocost::data::runs::run_table::RunTable;
use isocost::data::runs::table_facts::Basis;
use isocost::data::text::NamedBytes;
use isocost::page::answer::asked::Asked;
use isocost::page::checks::tables::Tables;
use isocost::page::checks::view::Status;
use isocost::page::choice::filters::Choice;
use isocost::page::choice::limits::LimitChoice;
use isocost::page::money::break_even::BreakEvenView;
use isocost::page::money::prices::PricesView;
use isocost::page::rankings::alternatives::List;
use isocost::page::scatter::view as scatter_view;
use isocost::page::scatter::view::ScatterView;
use isocost::page::tables::active_table::{ActiveTable, Bill, Provenance};
use isocost::page::tables::table_source::TableSource;
use isocost::page::verdict::view::VerdictView;
use isocost::page::words::legends;
use isocost::page::words::runs::{configuration_name, run_name};

/// A result of `vllm bench serve`: so many in flight, requests, seconds.
fn vllm(vus: usize, requests: usize, seconds: f64) -> NamedBytes {
    let rate = requests as f64 / seconds;
    let latency = vus as f64 / rate * 1000.0;
    let content = format!(
        r#"{{"date": "20260105-120000", "backend": "vllm", "model_id": "acme/tiny-1b", "tokenizer_id": "acme/tiny-1b",
        "num_prompts": {requests}, "request_rate": "inf", "max_concurrency": {vus}, "duration": {seconds},
        "completed": {requests}, "total_input_tokens": {0}, "total_output_tokens": {0}, "request_throughput": {rate},
        "output_throughput": {1}, "total_token_throughput": {2}, "mean_ttft_ms": 20.0, "median_ttft_ms": 19.0,
        "p99_ttft_ms": 40.0, "mean_tpot_ms": 5.0, "median_tpot_ms": 5.0, "p99_tpot_ms": 6.0, "mean_e2el_ms": {latency},
        "median_e2el_ms": {latency}, "p99_e2el_ms": {latency}}}"#,
        requests * 100,
        rate * 100.0,
        rate * 200.0
    );
    NamedBytes { name: format!("conc{vus}.json"), bytes: content.into_bytes().into() }
}

fn opened(files: Vec<NamedBytes>) -> ActiveTable {
    let names = files.iter().map(|file| file.name.clone()).collect();
    let runs = RunTable::by_default(isocost::data::text::read(files, &Limits::default()).unwrap()).unwrap();
    ActiveTable::new(TableSource::of_files(names, &[]), Provenance::Computer, runs)
}

#[test]
fn runs_without_hardware_are_called_by_what_is_known() {
    let one = opened(vec![vllm(2, 800, 60.0)]);
    assert_eq!(run_name(&one, 0), "tiny-1b, at 2 VUs");
    let verdict = verdict_of(&one, &Basis::of(&one.runs), &all(&one), &LimitChoice::default());
    // A model is no machine.
    assert_eq!(verdict.headline.machines, "1 machine");
    assert_eq!(verdict.headline.settings, "tiny-1b · 2 concurrent");
    assert!(!verdict.headline.line().contains("(none)") && !verdict.sentence.contains("(none)"), "{verdict:?}");
    // Without model and engine it is the file; of several files nothing is left but that it is a machine.
    let csv = |name: &str| NamedBytes {
        name: name.to_owned(),
        bytes: b"users,rps,avg_ms\n4,40,100\n8,70,114\n".to_vec().into(),
    };
    let mine = opened(vec![csv("mine.csv")]);
    assert_eq!(configuration_name(&mine, 0), "mine.csv");
    let headline = verdict_of(&mine, &Basis::of(&mine.runs), &all(&mine), &LimitChoice::default()).headline;
    assert_eq!((headline.machines.as_str(), headline.settings.as_str()), ("1 machine", "mine.csv · 8 concurrent"));
    // Where nothing names the runs, nothing stands beside the machine.
    let bare = made_table(table(vec![number("throughput_req_per_sec", &[10.0]), number("avg_latency_ms", &[100.0])]));
    let headline = verdict_of(&bare, &Basis::of(&bare.runs), &all(&bare), &LimitChoice::default()).headline;
    assert_eq!((headline.machines.as_str(), headline.settings.as_str()), ("1 machine", ""));
    let mut asked = steady(60.0);
    asked.limits = LimitChoice::default();
    asked.prices.set("", "", Some(1.0));
    let priced = Arc::new(opened(vec![csv("mine.csv")])).priced(&Bill::of(&asked));
    let view = VerdictView::new(&priced, &Basis::of(&priced.runs), &all(&priced), &Asked::of(&asked));
    assert_eq!(view.headline.machines, "2 machines");
    assert!(view.headline.said.starts_with("2 machines serve 60 requests a second"), "{}", view.headline.said);
    let hardware = made_table(table(vec![
        text("hw_type", &[Some("nvidia-l4"), None]),
        number("vus", &[1.0, 2.0]),
        number("throughput_req_per_sec", &[10.0, 15.0]),
        number("avg_latency_ms", &[100.0, 130.0]),
    ]));
    assert_eq!(
        (configuration_name(&hardware, 0), configuration_name(&hardware, 1)),
        ("nvidia-l4".into(), "machine".into())
    );
}

/// A run of 8 requests in 1.5 s is short although no other is longer; one of 800 in a minute is not.
#[test]
fn a_run_can_be_short_without_a_longer_one() {
    for (requests, seconds, is_short) in [(8, 1.5, true), (40, 6.0, false), (800, 60.0, false), (29, 60.0, true)] {
        let shown = Arc::new(opened(vec![vllm(2, requests, seconds)]));
        assert_eq!(checks::short_alone(&shown.runs, &[0]).len(), usize::from(is_short), "{requests} in {seconds} s");
        let verdicts = Tables::of(&shown).every_verdict(&[0]);
        let short = verdicts.iter().find(|verdict| verdict.sentence.starts_with("The one run has")).unwrap();
        assert_eq!(short.status, if is_short { Status::Warn } else { Status::Pass }, "{}", short.sentence);
        assert_eq!((short.affected.len(), short.sentence.contains("weigh")), (usize::from(is_short), is_short));
    }
    // 64 in flight, 30 requests a VU: 64 · 4 requests are four latencies long.
    let waves = opened(vec![vllm(64, 256, 10.0)]);
    assert_eq!(checks::short_alone(&waves.runs, &[0]), [0]);
}

/// Of a language model four runs of one configuration stand in one list: their load tells them apart.
#[test]
fn equal_names_are_told_apart_by_what_differs() {
    let files = [2, 4, 8].map(|vus| vllm(vus, 800, 800.0 / (10.0 * (vus as f64).sqrt())));
    let mut choice = Choice { limits: LimitChoice::default(), ..steady(10_000.0) };
    choice.prices.set("", "", Some(10.0));
    let shown = Arc::new(opened(files.into())).priced(&Bill::of(&choice));
    for list in List::ALL {
        let view = of(&shown, &choice);
        let table = view.table(list, 99);
        let mut seen = std::collections::BTreeMap::new();
        for row in table.rows.iter().chain(&table.outside) {
            let other = seen.insert(row.name.whole(), row.row);
            assert!(other.is_none_or(|other| other == row.row), "{list:?}: {}", row.name.whole());
        }
    }
    let shown = Arc::new(bundled(LLM.dataset));
    let choice = Choice::from_pairs([
        ("workload", "8,192 in / 1,024 out tokens"),
        ("limit", "ttft99:2000"),
        ("plan", "50000/s@730h"),
    ]);
    let shown = shown.priced(&Bill::of(&choice));
    let table = of(&shown, &choice).table(List::TradeOffs, 99);
    let names: Vec<String> = table.rows.iter().map(|row| row.name.whole()).collect();
    let distinct: std::collections::BTreeSet<&String> = names.iter().collect();
    assert_eq!(names.len(), distinct.len(), "{names:?}");
    // What is one of a kind has no more words.
    let encoders = Arc::new(real("classification"));
    let table = of(&encoders, &steady(200.0)).table(List::Best, 99);
    assert!(table.rows.iter().all(|row| !row.name.whole().contains("concurrent")), "{:?}", table.rows);
}

/// The legend of a saved picture names what has no hardware as the page does, and never `(none)`.
#[test]
fn legends_name_runs_without_hardware() {
    let runs = |images: &[Option<&str>]| {
        made_table(table(vec![
            text("image", images),
            text("engine", &[Some("vllm"); 2]),
            number("vus", &[4.0, 8.0]),
            number("throughput_req_per_sec", &[10.0, 15.0]),
            number("avg_latency_ms", &[100.0, 120.0]),
        ]))
    };
    for (images, labels) in [
        (&[Some("a:1"), Some("a:1")][..], &["vllm"][..]),
        (&[Some("a:1"), Some("b:2")], &["vllm · a:1", "vllm · b:2"]),
        (&[Some("a:1"), None], &["vllm", "vllm · a:1"]),
    ] {
        let shown = runs(images);
        let choice = Choice::default();
        let view = ScatterView::new(&shown, &all(&shown), &choice, &scatter_view::fixed(&shown, &choice));
        let legend = legends::scatter(&view, &shown, &LIGHT);
        let told: Vec<&str> = legend.entries.iter().map(|entry| entry.label.as_str()).take(labels.len()).collect();
        assert_eq!(told, labels);
        assert!(legend.entries.iter().all(|entry| !entry.label.contains("(none)")), "{:?}", legend.entries);
    }
}

#[test]
fn what_is_missing_is_said_where_nothing_is_asked() {
    let still = made_table(table(vec![
        text("hw_type", &[Some("h100")]),
        number("vus", &[4.0]),
        number("throughput_req_per_sec", &[0.0]),
        number("avg_latency_ms", &[100.0]),
    ]));
    let nothing = of(&still, &Choice::default()).nothing;
    assert_eq!(nothing, "No run has a usable throughput.");
    let verdict = verdict_of(&still, &Basis::of(&still.runs), &[0], &LimitChoice::default());
    assert_eq!(verdict.sentence, "The run has no usable throughput, without which there is no cost.");
    let asked = Choice { limits: LimitChoice::default(), ..steady(5.0) };
    assert_eq!(of(&still, &asked).nothing, "No run has a usable throughput.");
}

/// Of equal bills the lower latency decides everywhere: the other hardware of the answer is the rival in "How sure".
#[test]
fn the_rival_is_the_runner_up_of_every_other_place() {
    let shown = Arc::new(real("classification"));
    let demand = Demand::Steady { units_per_sec: 200.0, hours: 730.0 };
    let asked = Asked { demand, limits: p95(400.0), ..Asked::default() };
    let (basis, rows) = (Basis::of(&shown.runs), all(&shown));
    let verdict = VerdictView::new(&shown, &basis, &rows, &asked);
    let sure = sure_of_asked(&shown, &rows, (&verdict, &asked), None);
    let choice = Choice { limits: asked.limits.clone(), ..steady(200.0) };
    let view = of(&shown, &choice);
    let best = view.list(List::Best);
    let other = best.iter().find(|own| shown.runs.hw_type.label(own.point.row) == "nvidia-t4").unwrap();
    let name = configuration_name(&shown, other.point.row);
    assert!(sure.reasons[0].contains(&format!("that of 2 × {name} (")), "{name}: {:?}", sure.reasons);
}

/// $0.35 in place of the list's $0.50 is marked, and an own price that is the same is not.
#[test]
fn a_changed_price_says_what_it_was() {
    let shorts = |usd: f64| {
        let mut choice = Choice::default();
        let shown = Arc::new(real("classification"));
        let pair = shown.runs.prices.iter().find(|pair| pair.hardware == "nvidia-t4").unwrap().clone();
        choice.prices.set(&pair.vendor, &pair.hardware, Some(usd));
        let shown = shown.priced(&Bill::of(&choice));
        PricesView::new(&shown, &choice.prices, &[]).lines.into_iter().map(|line| line.short).collect::<Vec<_>>()
    };
    assert!(shorts(0.35).contains(&"T4, was $0.50".to_owned()), "{:?}", shorts(0.35));
    assert!(shorts(0.50).contains(&"T4".to_owned()), "{:?}", shorts(0.50));
}

/// The card and the what-if of a price tell one price, to the cent.
#[test]
fn the_price_of_a_switch_is_one_number() {
    let mut told = 0;
    for rate in ["10000", "30000", "50000", "80000", "150000"] {
        let plan = rate.to_owned() + "/s@730h";
        let pairs = [("workload", "8,192 in / 1,024 out tokens"), ("limit", "ttft99:2000"), ("plan", plan.as_str())];
        let mut choice = Choice::from_pairs(pairs);
        let shown = Arc::new(bundled(LLM.dataset)).priced(&Bill::of(&choice));
        let (basis, rows) = (Basis::of(&shown.runs), choice.filter.rows(&shown.runs, &shown.batch_sizes));
        let verdict = VerdictView::new(&shown, &basis, &rows, &Asked::of(&choice));
        let price = |doubt: &String| Some(doubt.split_once(": above ")?.1.split_once(" other")?.0.to_owned());
        let Some(price) = verdict.doubts.iter().find_map(price) else { continue };
        let hardware = shown.runs.hw_type.label(verdict.row.unwrap()).to_owned();
        choice = Choice::from_pairs(pairs.into_iter().chain([("break_even", ["/", &hardware].concat().as_str())]));
        let view = BreakEvenView::asked(&shown, &basis, &shown.runs.price_of_row(), &rows, &choice);
        assert!(
            view.sentence.contains(&format!("{hardware} costs less than {price} an hour")),
            "{price}: {}",
            view.sentence
        );
        told += 1;
    }
    assert!(told > 1, "{told}");
}

/// 49 MI355X at $3.00 are $107,310 a month; the best of other hardware decides from which price on they are not.
#[test]
fn an_assumed_price_that_decides_is_a_doubt() {
    let told = |prices: &[(&'static str, &'static str)]| {
        let pairs = [("workload", "8,192 in / 1,024 out tokens"), ("limit", "ttft99:2000"), ("plan", "50000/s@730h")];
        let choice = Choice::from_pairs(pairs.into_iter().chain(prices.iter().copied()));
        let shown = Arc::new(bundled(LLM.dataset)).priced(&Bill::of(&choice));
        let rows = choice.filter.rows(&shown.runs, &shown.batch_sizes);
        let verdict = VerdictView::new(&shown, &Basis::of(&shown.runs), &rows, &Asked::of(&choice));
        let doubts: Vec<String> =
            verdict.doubts.iter().filter(|doubt| doubt.contains("is an assumption")).cloned().collect();
        (verdict.headline.number.clone(), shown.runs.hw_type.label(verdict.row.unwrap()).to_owned(), doubts)
    };
    let (bill, hardware, doubts) = told(&[]);
    assert_eq!((bill.as_str(), hardware.as_str()), ("$107,310", "mi355x"));
    assert_eq!(
        doubts,
        ["Its price of $3.00 per GPU is an assumption without a source: above $3.14 other hardware is cheaper."]
    );
    // 28 B200 at $5.50 are $112,420: 49 MI355X come to that at $3.1429. What the reader enters is no assumption.
    assert_eq!(28.0 * 5.5 * 730.0, 112_420.0);
    let (_, own, doubts) = told(&[("prices", "/mi355x:3.14")]);
    assert!(own == "mi355x" && doubts.is_empty(), "{own} {doubts:?}");
    // At $3.15 they are $112,675.50, so that B200 win up to $5.5125, which is assumed as well, though with a source.
    let (bill, other, doubts) = told(&[("prices", "/mi355x:3.15")]);
    assert_eq!((bill.as_str(), other.as_str()), ("$112,420", "b200"));
    assert_eq!(doubts, ["Its price of $5.50 per GPU is an assumption: above $5.51 other hardware is cheaper."]);
}
