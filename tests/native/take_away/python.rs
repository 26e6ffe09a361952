//! "Show as Python": the scripts are executed, and what they find is what the page's own views compute.
//!
//! Needs the Python that `tools/setup.sh test` puts in place, and fails without it.

mod contour_axes;
mod fifty;
mod form;
mod loads;
mod odd;
mod own_axes;
mod tokens;
mod views;

use crate::support;
use crate::support::questions;
use crate::support::scripts::{Job, answers};
use isocost::analysis::saturation::monotonic::LEAST_GAIN;
use isocost::data::bundled;
use isocost::data::limits::Limits;
use isocost::data::text::{NamedBytes, read};
use isocost::export::csv;
use isocost::page::choice::contour::{Controls, Interpolation, LevelRule, Quantity};
use isocost::page::choice::filters::Choice;
use isocost::page::enough_vus::view::Question;
use isocost::page::tables::active_table::{Loaded, Provenance};
use isocost::page::tables::side_by_side::SideBySide;
use isocost::page::tables::table_source::TableSource;
use isocost::page::take_away::export_tables;
use isocost::page::take_away::python::{Topic, script};
use std::sync::Arc;
use views::Case;

/// A table, and the file that it is read from.
struct Table {
    loaded: Loaded,
    path: String,
}

impl Table {
    fn bundled(table: &bundled::Bundled) -> Self {
        let name = table.dataset.rsplit('/').next().unwrap();
        let place = TableSource::of_dataset(table.dataset);
        Self {
            loaded: Loaded::new(place, Provenance::BundledAskingHub, table.table()),
            path: support::path(&format!("src/data/bundled/{name}.parquet")),
        }
    }

    /// That of a language model: its script reads a file that the page saves.
    fn language_model() -> Self {
        let loaded = Loaded::new(TableSource::of_dataset(bundled::LLM.dataset), Provenance::Own, bundled::LLM.table());
        Self::saved(loaded, bundled::LLM.file())
    }

    /// A file of this computer.
    fn file(path: &str) -> Self {
        let name = path.rsplit('/').next().unwrap();
        let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let table = read(vec![NamedBytes { name: name.to_owned(), bytes: bytes.into() }], &Limits::default()).unwrap();
        let is_rewritten = table.notes.is_rewritten();
        let place = TableSource::of_files(vec![name.to_owned()], &[]);
        let loaded = Loaded::new(place, Provenance::Computer, table);
        if !is_rewritten {
            return Self { loaded, path: path.to_owned() };
        }
        Self::saved(loaded, name)
    }

    /// What a script cannot read is saved by the page first, as the script says.
    fn saved(loaded: Loaded, name: &str) -> Self {
        let shown = loaded.shown(&Choice::default()).unwrap();
        let saved = format!("{}/{name}.saved.csv", env!("CARGO_TARGET_TMPDIR"));
        let order = (0..shown.runs.rows).collect();
        std::fs::write(&saved, csv::write(&export_tables::runs(&shown, order))).unwrap();
        Self { loaded, path: saved }
    }

    /// A file of this text.
    fn written(name: &str, text: &str) -> Self {
        let path = format!("{}/{name}", env!("CARGO_TARGET_TMPDIR"));
        std::fs::write(&path, text).unwrap();
        Self::file(&path)
    }

    /// What is shown of it for an address's query.
    fn case(&self, query: &str, topic: Topic) -> Case {
        let mut choice = questions::choice(query);
        let shown = self.loaded.shown(&choice).unwrap();
        if choice.hidden.remove("the first") {
            let groups = if choice.notebook { &shown.notebook_groups } else { &shown.groups };
            choice.hidden.insert(groups.labels[0].clone());
        }
        Case::new(format!("{} ?{query} {topic:?}", self.loaded.place.title()), shown, choice, topic)
    }
}

/// The line that says where the table is, said otherwise.
fn pointed_at(script: &str, path: &str) -> String {
    let line = script.lines().find(|line| line.starts_with("PATH = ")).expect("a script says where its table is");
    assert_eq!(script.matches(line).count(), 1);
    script.replace(line, &format!("PATH = {path:?}"))
}

/// Runs the scripts of all cases, and holds what they find against the page.
fn compare(name: &str, cases: &[(Case, &str)]) {
    let job = |(case, path): &(Case, &str)| Job {
        name: case.name.clone(),
        script: pointed_at(&script(&case.shown, &case.choice, case.topic), path),
        wanted: case.wanted(),
    };
    let jobs: Vec<Job> = cases.iter().map(job).collect();
    for ((case, _), found) in cases.iter().zip(answers(name, &jobs)) {
        case.holds(&found);
    }
}

const DEFAULT: Question = Question { limit: None, least_gain: LEAST_GAIN };
const COST: Controls =
    Controls { quantity: Quantity::Cost, interpolation: Interpolation::Log, levels: LevelRule::Equal };

fn topics() -> [Topic; 4] {
    [Topic::Verdict, Topic::Best, Topic::EnoughVus(DEFAULT), Topic::Contour(COST)]
}

#[test]
fn the_bundled_table_of_a_language_model() {
    let table = Table::language_model();
    let mut cases = Vec::new();
    for workload in &table.case("", Topic::Verdict).shown.runs.workloads.labels {
        for query in ["", "prices=/mi355x:6,/b200:1", "max_avg_ms=9000&allow_hw=b200&allow_hw=h200", "work=requests"] {
            let query = format!("workload={workload}&{query}");
            cases.extend([Topic::Verdict, Topic::Best].map(|topic| (table.case(&query, topic), table.path.as_str())));
        }
    }
    assert_eq!(cases.len(), 3 * 8);
    let text = script(&cases[0].0.shown, &cases[0].0.choice, cases[0].0.topic);
    assert!(text.contains("comes with the page and is on no Hub") && !text.contains("hf://"), "{text}");
    assert!(cases.iter().filter(|(case, _)| case.says_something()).count() >= 20);
    compare("language-model", &cases);
}

/// Choices that mean something in each of the bundled tables.
const CHOICES: [&str; 16] = [
    "",
    "plan=1M@24h",
    "plan=100000000@7.5h&max_p95_ms=1500",
    "plan=2000000@0.5h&prices=gcp/nvidia-l4:0.31,aws/t4:0.15",
    "max_vus=64",
    "hw_type=nvidia-l4&batch_size=16&batch_size=64&batch_size=128",
    "max_avg_ms=900&max_p95_ms=1500",
    "min_req_per_sec=4&max_error_share=0.01&allow_hw=nvidia-l4",
    "latency=p95",
    "latency=p95&cheapest=12",
    "preset=notebook",
    "preset=notebook&latency=p95&max_vus=128&cheapest=50",
    "prices=gcp/nvidia-l4:0.31,aws/t4:3",
    "hide=the first&hide=Pareto front",
    "hide=the first&preset=notebook",
    "hw_type=no such hardware",
];

#[test]
fn the_bundled_tables() {
    for bundled in &bundled::TABLES {
        let table = Table::bundled(bundled);
        let cases = CHOICES.iter().flat_map(|query| topics().map(|topic| table.case(query, topic)));
        let cases: Vec<_> = cases.map(|case| (case, table.path.as_str())).collect();
        // Where nothing is filtered out there is something to compare.
        assert!(cases[..16].iter().all(|(case, _)| case.says_something()));
        compare(&bundled.title.replace(' ', "-"), &cases);
    }
}

/// What else is asked of a demand: rates, curves, headroom, a spare machine, the most that is paid.
const DEMANDS: [&str; 16] = [
    "plan=50/s@720h",
    "plan=200/s@720h&max_p95_ms=500",
    "plan=200/s@24.5h&max_p95_ms=900&max_avg_ms=400&spare=1",
    "plan=3.5/s@1h&load_percent=100",
    "plan=1.5k/s@24h&load_percent=40&allow_hw=nvidia-l4&max_vus=64",
    "plan=0.01/s@720h",
    "plan=40/s@24h&max_cost=400",
    "plan=40/s@24h&max_cost=60000&spare=1&load_percent=90",
    "plan=40/s@0.5h&max_cost=1M&max_p95_ms=3000",
    "plan=40/s@24h&max_cost=0.01",
    "plan=1B@24h&load_percent=80",
    "plan=1M@24h&max_cost=1500",
    "plan=10M@100h&max_cost=0.01",
    "plan=2M@8h&max_cost=100k&load_percent=50&prices=gcp/nvidia-l4:0.31,aws/t4:0.15",
    "max_cost=500",
    "max_cost=70000&max_avg_ms=9000",
];

#[test]
fn plans_of_the_bundled_tables() {
    for bundled in &bundled::TABLES {
        let table = Table::bundled(bundled);
        let cases: Vec<_> =
            DEMANDS.iter().map(|query| (table.case(query, Topic::Verdict), table.path.as_str())).collect();
        let answered = cases.iter().filter(|(case, _)| case.plan().is_some()).count();
        assert!(answered >= 10, "{}: {answered}", bundled.title);
        compare(&format!("plans-{}", bundled.title.replace(' ', "-")), &cases);
    }
}

#[test]
fn costs_of_successful_requests() {
    let runs = "hw_type,image,batch_size,vus,avg_latency_ms,p95_latency_ms,throughput_req_per_sec,1B_cost,total_requests,\
                successful_requests,test_duration_sec\n\
                a,i,1,1,100,150,10,100,1000,1000,100\na,i,1,2,110,170,18,60,1800,900,100\n\
                a,i,1,4,150,250,25,43,2500,2400,100\nb,i,2,1,90,120,11,90,1100,1100,100\n\
                b,i,2,2,95,130,20,50,2000,1000,100\nb,i,2,4,140,200,,45,2000,1900,100\n";
    let table = Table::written("failed.csv", runs);
    let mut cases = Vec::new();
    for query in ["", "cheapest=3", "plan=1M@24h", "plan=30/s@24h&spare=1", "preset=notebook", "prices=/a:1.5,/b:0.2"] {
        for topic in topics() {
            cases.push((table.case(query, topic), table.path.as_str()));
        }
    }
    assert!(cases[0].0.shown.runs.cost_usd_per_billion_successful.is_some());
    compare("failed", &cases);
}

/// A price that is written counts as it is where the cost has it but for rounding; else the one in the cost.
#[test]
fn plans_at_written_prices() {
    let runs = "hw_type,vus,avg_latency_ms,p95_latency_ms,throughput_req_per_sec,1B_cost,price_per_hour\n\
                a,1,100,150,10,55560,2\na,2,110,170,18,30870,2\na,4,150,250,25,22210,2\n\
                b,1,90,120,11,25260,2\nb,2,95,130,20,13880,2\nb,4,140,200,27,10300,2\n";
    let without: String = runs.lines().map(|line| line.rsplit_once(',').unwrap().0.to_owned() + "\n").collect();
    let tables = [Table::written("rounded.csv", runs), Table::written("rounded-costs.csv", &without)];
    let mut cases = Vec::new();
    for table in &tables {
        for query in ["plan=1M@3h", "plan=90/s@720h", "plan=90/s@720h&max_cost=70k", "plan=1M@3h&prices=/a:1.1"] {
            cases.push((table.case(query, Topic::Verdict), table.path.as_str()));
        }
        let case = &cases[cases.len() - 4].0;
        assert!(script(&case.shown, &case.choice, case.topic).contains("for written in"), "{}", case.name);
    }
    assert!(cases.iter().all(|(case, _)| case.plan().is_some()));
    compare("written", &cases);
}

#[test]
fn what_the_sections_ask() {
    for bundled in &bundled::TABLES {
        let table = Table::bundled(bundled);
        let mut topics = Vec::new();
        for quantity in [Quantity::Cost, Quantity::P95Latency, Quantity::Throughput] {
            for interpolation in [Interpolation::Log, Interpolation::Raw] {
                for levels in [LevelRule::Equal, LevelRule::Percentile] {
                    topics.push(Topic::Contour(Controls { quantity, interpolation, levels }));
                }
            }
        }
        for (limit, least_gain) in [(Some(4.0), LEAST_GAIN), (None, 0.0), (Some(32.0), 0.1), (Some(0.5), 0.1)] {
            topics.push(Topic::EnoughVus(Question { limit, least_gain }));
        }
        let mut cases: Vec<Case> =
            topics.iter().map(|&topic| table.case("max_vus=32&max_p95_ms=2000", topic)).collect();
        cases.extend(topics[12..].iter().map(|&topic| table.case("preset=notebook", topic)));
        let cases: Vec<_> = cases.into_iter().map(|case| (case, table.path.as_str())).collect();
        compare(&format!("asked-{}", bundled.title.replace(' ', "-")), &cases);
    }
}

#[test]
fn tables_of_other_tools_and_forms() {
    let foreign = |name: &str| Table::file(&support::path(&format!("tests/fixtures/foreign/{name}")));
    let fixture = |name: &str| Table::file(&support::path(&format!("tests/fixtures/{name}.parquet")));
    let csv = "hw_type,image,batch_size,vus,avg_latency_ms,throughput_req_per_sec,1B_cost\n\
               8,a,1,1,100,10,50\n16,a,1,2,110,18,30\n8,b,2,1,90,11,0\n16,,2,2,,19,29\n8,b,1,4,150,30,29\n\
               8,a,2,4,140,30,29\n";
    let tables = [
        (foreign("vllm_bench_serve.jsonl"), ""),
        (foreign("aiperf_profile_exports.jsonl"), ""),
        (Table::written("cells.csv", "users,mean latency,rps\n1,12 ms,80 req/s\n2,0.02 s,\"1,000 req/s\"\n"), ""),
        (fixture("nan_inf"), ""),
        (fixture("decimal_integer"), ""),
        (fixture("duplicate_rows"), ""),
        (fixture("hw_is_number"), ""),
        (fixture("one_row"), ""),
        (Table::written("ties.csv", csv), "hw_type=8&hw_type=16"),
        (Table::written("ties.tsv", &csv.replace(',', "\t")), "image=(none)&image=a"),
        (Table::written("costs.csv", csv), "columns=cost:&prices=/8:1.5,/16:2"),
        (Table::written("repriced.csv", csv), "prices=/8:0.001"),
    ];
    let mut cases = Vec::new();
    for (table, query) in &tables {
        for query in [query, "preset=notebook", "max_avg_ms=100000&min_req_per_sec=0"] {
            for topic in topics() {
                cases.push((table.case(query, topic), table.path.as_str()));
            }
        }
        for asked in ["plan=5/s@24h", "plan=40/s@1h&spare=1&max_avg_ms=140", "plan=5/s@24h&max_cost=1B", "plan=1M@2.5h"]
        {
            let query = [query, asked].join("&");
            cases.push((table.case(&query, Topic::Verdict), table.path.as_str()));
        }
    }
    compare("others", &cases);
}

#[test]
fn of_several_tables_the_script_reads_the_first_and_says_so() {
    let bundled: Vec<Table> = bundled::TABLES.iter().map(Table::bundled).collect();
    let choice = Choice::default();
    let loaded: Vec<Arc<Loaded>> = bundled.iter().map(|table| Arc::new(table.loaded.clone())).collect();
    let several = SideBySide::new(&loaded, &choice).shown.unwrap();
    let script = script(&several, &choice, Topic::Verdict);
    assert!(script.contains("several tables side by side. This script is of the first of them alone."), "{script}");
    let alone = bundled[0].case("", Topic::Verdict);
    let (name, script) = ("several".to_owned(), pointed_at(&script, &bundled[0].path));
    let job = Job { name, script, wanted: alone.wanted() };
    alone.holds(&answers("several", &[job])[0]);
}
