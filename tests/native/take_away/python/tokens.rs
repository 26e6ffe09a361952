//! Scripts of tables of language models: costs of tokens, one workload, GPUs however they are told, limits on any measure.

use super::views::Case;
use super::{DEFAULT, Table, compare, pointed_at, topics};
use crate::support;
use crate::support::scripts::{Job, answers};
use isocost::page::tables::active_table::ActiveTable;
use isocost::page::take_away::python::{Topic, script};

const P1: &str = "prices=/h100:2.95,/h200:3.5,/b200:5.5,/mi355x:3";
const P2: &str = "prices=/h100:1.3,/h200:1.6,/b200:2.9,/mi355x:2.1";
const SHORT: &str = "workload=1,024 in / 1,024 out tokens";
const LONG: &str = "workload=8,192 in / 1,024 out tokens";

fn inferencex() -> Table {
    Table::file(&support::path("tests/fixtures/llm/gpt-oss-120b-inferencex.parquet"))
}

/// `b200 trt tp2 ep2 dpa c128`; expert parallelism of 1 is left out.
fn name(shown: &ActiveTable, row: usize) -> String {
    let column = |name: &str| shown.runs.columns.iter().find(|column| column.name == name).unwrap().text(row);
    let mut text = format!("{} {} tp{}", column("hw"), column("framework"), column("tp"));
    if column("ep") != "1" {
        text += &format!(" ep{}", column("ep"));
    }
    if column("dp_attention") == "true" {
        text += " dpa";
    }
    format!("{text} c{}", column("conc"))
}

/// The answers of `llm/answers.rs` and `golden/language_model.rs`, which were computed apart from this project.
#[test]
fn winners_per_workload_and_limit() {
    let table = inferencex();
    let second = "limit=ttft99:1000&limit=tpot:10";
    let half = "limit=ttft99:500&limit=tpot:5";
    let mut wanted = Vec::new();
    for (workload, limits, passing, name, at_p1, at_p2) in [
        (SHORT, "", 70, "mi355x atom tp1 c128", "0.0949", "0.0664"),
        (SHORT, second, 61, "b200 trt tp2 ep2 dpa c128", "0.1789", "0.0943"),
        (SHORT, half, 30, "b200 trt tp2 c16", "0.8112", "0.4277"),
        (LONG, "", 74, "mi355x atom tp1 c128", "0.1672", "0.1170"),
        (LONG, second, 29, "b200 trt tp2 c16", "0.9152", "0.4826"),
        (LONG, half, 15, "b200 trt tp2 c8", "1.3765", "0.7258"),
    ] {
        for (prices, usd) in [(P1, at_p1), (P2, at_p2)] {
            wanted.push(([prices, workload, limits].join("&"), passing, name, usd));
        }
    }
    wanted.push(([P1, LONG, "limit=ttft:200"].join("&"), 34, "b200 trt tp2 c32", "0.6168"));
    let cases: Vec<Case> = wanted.iter().map(|(query, ..)| table.case(query, Topic::Verdict)).collect();
    let job = |case: &Case| Job {
        name: case.name.clone(),
        script: pointed_at(&script(&case.shown, &case.choice, case.topic), &table.path),
        wanted: "[cheapest.index[0], format(cheapest['usd_per_1m_output_tokens'].iloc[0], '.4f'), len(ranked)]"
            .to_owned(),
    };
    let jobs: Vec<Job> = cases.iter().map(job).collect();
    for ((case, (query, passing, wanted, usd)), found) in cases.iter().zip(&wanted).zip(answers("winners", &jobs)) {
        let row = found[0].as_u64().unwrap() as usize;
        assert_eq!((name(&case.shown, row).as_str(), found[1].as_str().unwrap()), (*wanted, *usd), "{query}");
        assert_eq!(found[2], *passing, "{query}");
    }
    compare("winners-page", &cases.into_iter().map(|case| (case, table.path.as_str())).collect::<Vec<_>>());
}

#[test]
fn demands_of_tokens() {
    let table = inferencex();
    let volume = table.case(&[P1, SHORT, "plan=1B@24h"].join("&"), Topic::Verdict);
    let plan = volume.plan().unwrap();
    // 10⁹ tokens at 8,778.97 a second take 31.6 hours: 32 are billed, at $3.
    assert_eq!((name(&volume.shown, plan.row).as_str(), plan.machine_hours), ("mi355x atom tp1 c128", 32.0));
    assert!((plan.usd - 96.0).abs() < 1e-6);
    let steady = table.case(&[P1, SHORT, "plan=20k/s@730h"].join("&"), Topic::Verdict);
    let plan = steady.plan().unwrap();
    // 20,000 a second at 75 % of 8,778.97 each: 4 machines.
    assert_eq!((name(&steady.shown, plan.row).as_str(), plan.machines), ("mi355x atom tp1 c128", 4.0));
    assert!((plan.usd - 4.0 * 730.0 * 3.0).abs() < 1e-6);
    let mut cases = vec![volume, steady];
    for query in [
        "plan=100k/s@730h&limit=ttft99:1000&limit=tpot:10",
        "plan=200k/s@24.5h&limit=ttft:200&max_avg_ms=9000&spare=1&load_percent=90",
        "plan=50k/s@24h&max_cost=0.5",
        "plan=50k/s@24h&max_cost=0.3&spare=1&limit=tpot99:15",
        "plan=50k/s@24h&max_cost=0.001",
        "plan=10B@100h&load_percent=80&limit=user50:100",
        "plan=1B@24h&max_cost=0.2&limit=outgpu:2000",
        "plan=40/s@24h&work=requests&limit=ttft99:1000",
        "plan=1M@24h&work=requests",
        "max_cost=0.3",
    ] {
        let case = table.case(&[P1, LONG, query].join("&"), Topic::Verdict);
        assert_eq!(case.plan().is_some(), query.contains("plan"), "{query}");
        cases.push(case);
    }
    compare("demands-tokens", &cases.into_iter().map(|case| (case, table.path.as_str())).collect::<Vec<_>>());
}

/// Each unit of work, and limits on each kind of measure: written, with none left out.
#[test]
fn units_of_work_and_limits_on_measures() {
    let table = inferencex();
    let limits = [
        "limit=user:100",
        "limit=user50:max:150",
        "limit=user99:80",
        "limit=outgpu:1000",
        "limit=tokgpu:3000",
        "limit=userconc:40",
        "limit=cost:0.5",
        "limit=errors:0",
        "limit=ttft50:150&limit=tpot99:12&limit=itl99:400",
        "limit=rate:2&limit=outrate:2000&limit=tokrate:5000&limit=inrate:min:1000",
        "limit=p99:20000&limit=col:num_prompts:500",
        "limit=accuracy:0.9",
        "limit=nonsense:1",
    ];
    let mut cases = Vec::new();
    for work in ["", "work=total", "work=in", "work=requests"] {
        for limits in limits {
            let query = [P1, work, limits].join("&");
            let case = table.case(&query, Topic::Verdict);
            let text = script(&case.shown, &case.choice, case.topic);
            let told = text.contains("# No run has a value of");
            assert_eq!(told, limits.contains("accuracy") || limits.contains("nonsense"), "{text}");
            assert!(told || case.says_something(), "{query}");
            cases.push(case);
        }
        for topic in topics() {
            cases.push(table.case(&[P2, work, "allow_hw=b200&allow_hw=h200"].join("&"), topic));
            cases.push(table.case(&[P2, work, "preset=notebook&max_vus=64"].join("&"), topic));
        }
    }
    let cases: Vec<_> = cases.into_iter().map(|case| (case, table.path.as_str())).collect();
    compare("units", &cases);
}

/// Runs of one kind of GPU with further columns: name and a value for each run, as CSV.
fn runs(file: &str, further: &[(&str, &[&str])]) -> Table {
    let mut text = "hw,concurrency,mean_e2el_ms,p95_e2el_ms,request_throughput,mean_ttft_ms,mean_tpot_ms".to_owned();
    further.iter().for_each(|(name, _)| text += &format!(",{name}"));
    for row in 0..8 {
        let vus = 4 << (row % 4);
        let (ms, gpu) = (400.0 + 30.0 * f64::from(vus), if row < 4 { "h100" } else { "b200" });
        let rate = f64::from(vus) * 900.0 / ms;
        text += &format!("\n{gpu},{vus},{ms},{},{rate},{},{}", ms * 1.4, 40 + vus, 8.0 + f64::from(vus) / 7.0);
        further.iter().for_each(|(_, values)| text += &format!(",{}", values[row % values.len()]));
    }
    Table::written(file, &(text + "\n"))
}

/// A column, and its values.
type Further = (&'static str, &'static [&'static str]);

/// Ways to tell GPUs and tokens: the name of a table, its columns, and what its costs need besides.
fn ways() -> Vec<(&'static str, Vec<Further>, &'static str)> {
    let ones: &[&str] = &["1", "2", "2", "1", "4", "8", "4", "2"];
    let twos: &[&str] = &["2", "1"];
    let flags: &[&str] = &["false", "true", "false", "false", "true"];
    let tokens: &[&str] = &["200", "190.5", "210"];
    let rates: &[&str] = &["900", "1500", "2600", "3900"];
    vec![
        ("gpu-column", vec![("num_gpus", ones), ("output_throughput", rates)], ""),
        ("gpu-nodes", vec![("accelerators_per_node", ones), ("nodes", twos), ("output_throughput", rates)], ""),
        ("gpu-tp", vec![("tp", ones), ("pp_size", twos), ("output_tput_per_gpu", rates)], ""),
        ("gpu-dp", vec![("tp", ones), ("dp", twos), ("dp_attention", flags), ("output_tput_per_gpu", rates)], ""),
        (
            "gpu-apart",
            vec![
                ("disagg", flags),
                ("num_prefill_gpu", ones),
                ("num_decode_gpu", twos),
                ("output_tput_per_gpu", rates),
                ("input_tput_per_gpu", rates),
            ],
            "",
        ),
        (
            "gpu-halves",
            vec![("num_prefill_gpus", twos), ("num_decode_gpus", ones), ("tput_per_gpu", rates)],
            "work=total",
        ),
        ("gpu-some", vec![("num_gpus", &["1", "", "2"]), ("tp", ones), ("output_throughput", rates)], ""),
        ("gpu-given", vec![("output_tput_per_gpu", rates)], "gpus=h100:8"),
        ("gpu-filled", vec![("tp", &["2", "", "4"]), ("output_tput_per_gpu", rates)], "gpus=h100:8,b200:4"),
        ("gpu-requests", vec![("tp", ones), ("output_len", tokens), ("input_len", rates)], "work=requests&gpus=h100:2"),
        ("token-counts", vec![("mean_output_tokens", tokens), ("mean_input_tokens", &["900", "910"])], ""),
        ("token-sums", vec![("completed", &["40", "50"]), ("total_output_tokens", &["8000", "9900"])], ""),
        ("token-total", vec![("total_token_throughput", rates), ("mean_input_tokens", tokens)], "work=total"),
        (
            "token-price",
            vec![("tp", ones), ("price_per_gpu_hour", &["2.5", "3", ""]), ("output_throughput", rates)],
            "prices=/b200:4",
        ),
    ]
}

#[test]
fn gpus_and_tokens_however_they_are_told() {
    let tables = ways().into_iter().map(|(name, further, query)| {
        let query =
            if query.contains("prices") { query.to_owned() } else { format!("prices=/h100:2.5,/b200:5&{query}") };
        (runs(&format!("{name}.csv"), &further), query, name)
    });
    let tables: Vec<(Table, String, &str)> = tables.collect();
    let mut cases = Vec::new();
    for (table, query, name) in &tables {
        for further in ["", "limit=outgpu:10", "plan=9k/s@24h&limit=tpot:12", "plan=1B@24h", "work=requests&cheapest=5"]
        {
            let (query, further) = match (query.contains("work="), further.strip_prefix("work=requests&")) {
                (true, Some(further)) => (query, further),
                _ => (query, further),
            };
            let case = table.case(&[query, further].join("&"), Topic::Verdict);
            let ranked = case.shown.runs.ranked_cost();
            assert!(ranked.iter().any(|cost| cost.is_finite()), "{name} {further}");
            cases.push((case, table.path.as_str()));
        }
        cases.push((table.case(query, Topic::Best), table.path.as_str()));
        cases.push((table.case(query, Topic::EnoughVus(DEFAULT)), table.path.as_str()));
    }
    compare("gpus", &cases);
}

#[test]
fn workloads_by_columns_and_by_places() {
    let asked = runs(
        "asked.csv",
        &[("isl", &["1024", "1024", "512"]), ("osl", &["128", "256"]), ("output_throughput", &["900", "1000"])],
    );
    // Tokens reached are the same within 5 %.
    let reached = runs("reached.csv", &[("mean_output_tokens", &["200", "204", "400", "208", "209", "390"])]);
    let named = runs("named.csv", &[("dataset", &["sharegpt", "", "random"]), ("output_throughput", &["900", "1000"])]);
    let of = |table: &Table, query: &str| {
        let case = table.case(&["prices=/h100:2.5,/b200:5", query].join("&"), Topic::Verdict);
        let text = script(&case.shown, &case.choice, case.topic);
        (case, text)
    };
    let mut cases = Vec::new();
    let (case, text) = of(&asked, "workload=1,024 in / 256 out tokens");
    assert!(text.contains("rows = df[(table[\"isl\"] == 1024) & (table[\"osl\"] == 256)]"), "{text}");
    cases.push((case, asked.path.as_str()));
    cases.push((of(&asked, "workload=512 in / 128 out tokens&max_vus=64").0, asked.path.as_str()));
    let (case, text) = of(&reached, "");
    assert!(text.contains("rows = df.iloc[np.r_[0:2, 3:5, 6:8]]"), "{text}");
    cases.push((case, reached.path.as_str()));
    for workload in case_labels(&named) {
        let (case, text) = of(&named, &format!("workload={workload}"));
        assert!(text.contains("[table[\"dataset\"]"), "{text}");
        cases.push((case, named.path.as_str()));
    }
    assert!(cases.len() == 6);
    compare("workloads", &cases);
}

fn case_labels(table: &Table) -> Vec<String> {
    table.case("", Topic::Verdict).shown.runs.workloads.labels.clone()
}

/// A table that states costs of requests: the price in these is the one of tokens. Failed requests make none.
#[test]
fn stated_costs_and_failed_requests() {
    let costs: &[&str] = &["5e6", "4e6", "3e6", "6e6", "0", ""];
    let table = runs("stated.csv", &[("mean_output_tokens", &["200", "201"]), ("1B_cost", costs)]);
    let failing = runs(
        "failing.csv",
        &[
            ("mean_output_tokens", &["200", "201"]),
            ("total_requests", &["1000"]),
            ("successful_requests", &["1000", "500", "0"]),
            ("test_duration_sec", &["125", "70", "50", "36"]),
            ("price_per_hour", &["2", "3"]),
        ],
    );
    let answered: &[&str] = &["10", "0", "8"];
    let none = runs(
        "none.csv",
        &[("completed", answered), ("1B_cost", &["5e6", "4e6", "3e6", "2e6"]), ("output_throughput", &["900"])],
    );
    let mut cases = vec![(failing.case("plan=1B@24h", Topic::Verdict), failing.path.as_str())];
    for table in [&table, &failing, &none] {
        let limited = "work=requests&limit=outrate:200";
        for query in
            ["", "work=requests", "prices=/h100:2.5", "preset=notebook", "preset=notebook&prices=/h100:2.5", limited]
        {
            for topic in [Topic::Verdict, Topic::Best] {
                cases.push((table.case(query, topic), table.path.as_str()));
            }
        }
    }
    compare("stated", &cases);
}

#[test]
fn objects_inside_objects() {
    let run = |vus: u32, tp: u32, isl: u32| {
        let rate = f64::from(vus) * 0.5;
        format!(
            "{{\"hw\": \"h100\", \"concurrency\": {vus}, \"mean_e2el_ms\": {}, \"request_throughput\": {rate}, \
             \"output_throughput\": {}, \"config\": {{\"tensor_parallel_size\": {tp}, \"input_len\": {isl}}}}}\n",
            2000 + 9 * vus,
            rate * 250.0
        )
    };
    let text: String =
        [(4, 1, 512), (8, 2, 512), (16, 4, 512), (16, 2, 64)].map(|(vus, tp, isl)| run(vus, tp, isl)).concat();
    let table = Table::written("nested.jsonl", &text);
    let case = table.case("prices=/h100:2.5", Topic::Verdict);
    let text = script(&case.shown, &case.choice, case.topic);
    let named =
        ["at_least_one(\"config.tensor_parallel_size\")", "table[\"config.input_len\"] == 512", "json_normalize"];
    assert!(named.iter().all(|named| text.contains(named)), "{text}");
    compare("nested", &[(case, table.path.as_str())]);
}
