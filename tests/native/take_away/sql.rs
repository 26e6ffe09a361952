//! `tests/scripts/aggregate.sql`, run by DuckDB on made samples: what it writes is what plain code finds, and a table of runs.
//!
//! Needs the Python that `tools/setup.sh test` puts in place, and fails without it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use crate::support::Random;
use crate::support::scripts::output_of;
use crate::support::tables::close;
use isocost::data::limits::Limits;
use isocost::data::parquet::decode;
use isocost::data::runs::checks;
use isocost::data::runs::prices::PriceFrom;
use isocost::data::runs::roles::Role;
use isocost::data::runs::run_table::RunTable;
use isocost::data::table::Table;
use isocost::data::table::column::{Column, Values};

/// A request as a load generator writes it down.
struct Sample {
    /// The run's number, hardware, image, engine, vendor, batch size and VUs, as CSV.
    run: String,
    started_ms: f64,
    /// As CSV: empty where there was no answer.
    latency: String,
    ok: bool,
}

/// What a run must become.
#[derive(Debug, Default)]
struct Expected {
    total: usize,
    successful: usize,
    duration_s: f64,
    avg_ms: f64,
    p95_ms: f64,
}

/// Runs of 1 to 700 requests in no order, and those in which something is odd.
fn samples() -> Vec<Sample> {
    let mut random = Random::new(95);
    let mut samples = Vec::new();
    // Where 0.95 · (n − 1) is a whole number, just above and just below one, and where there is little to interpolate.
    for (number, requests) in [1, 2, 3, 20, 21, 22, 40, 41, 100, 101, 102, 700].into_iter().enumerate() {
        let (vus, batch) = (1 << (number % 4), 8 << (number / 4));
        let hardware = [",nvidia-l4,,torch,gcp", ",nvidia-t4,server:1,torch,aws", ",h100,\"a, b\",,"][number % 3];
        for _ in 0..requests {
            let latency = 5.0 + 1000.0 * random.unit() * random.unit();
            samples.push(Sample {
                run: format!("run-{number}{hardware},{batch},{vus}"),
                started_ms: 1.7e12 + (60_000.0 * random.unit()).round(),
                // Of every fifth run the latencies are rounded so that many are the same.
                latency: if number % 5 == 0 { format!("{}", latency.round()) } else { format!("{latency}") },
                ok: random.below(10) > 0,
            });
        }
    }
    samples.extend(odd_samples());
    for at in (1..samples.len()).rev() {
        samples.swap(at, random.below(at + 1));
    }
    samples
}

/// No good answer; no latency, or none that can be; no time that passes; one id for two configurations.
fn odd_samples() -> Vec<Sample> {
    let sample = |run: &str, started_ms: f64, latency: &str, ok| Sample {
        run: run.to_owned(),
        started_ms,
        latency: latency.to_owned(),
        ok,
    };
    let (failed, odd, still) = ("failed,x,y,z,w,1,1", "odd,x,y,z,w,1,2", "still,x,y,z,w,1,3");
    vec![
        sample(failed, 10.0, "5", false),
        sample(failed, 20.0, "", false),
        sample(odd, 0.0, "100", true),
        sample(odd, 100.0, "nan", true),
        sample(odd, 200.0, "inf", true),
        sample(odd, 300.0, "-1", true),
        sample(odd, 400.0, "", true),
        sample(odd, 500.0, "300", true),
        sample(still, 7.0, "0", true),
        sample(still, 7.0, "0", true),
        sample("twice,x,y,z,w,1,4", 0.0, "10", true),
        sample("twice,x,y,z,w,2,4", 0.0, "30", true),
    ]
}

/// numpy's default ("linear"): the value at place 0.95 · (n − 1), counted from 0, between neighbours in proportion.
fn percentile_95(sorted: &[f64]) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let (below, hundredths) = (95 * last / 100, 95 * last % 100);
    let next = sorted[(below + 1).min(last)];
    sorted[below] + (next - sorted[below]) * hundredths as f64 / 100.0
}

/// The runs by plain code: key (as CSV) to what it must become.
fn expected(samples: &[Sample]) -> BTreeMap<String, Expected> {
    let mut groups: BTreeMap<String, Vec<&Sample>> = BTreeMap::new();
    samples.iter().for_each(|sample| groups.entry(sample.run.replace('"', "")).or_default().push(sample));
    let run = |requests: Vec<&Sample>| {
        let known = |s: &&Sample| s.latency.parse::<f64>().ok().filter(|ms| ms.is_finite() && *ms >= 0.0);
        let begin = requests.iter().map(|s| s.started_ms).fold(f64::INFINITY, f64::min);
        let end = requests.iter().map(|s| s.started_ms + known(s).unwrap_or(0.0)).fold(0.0, f64::max);
        let mut good: Vec<f64> = requests.iter().filter(|s| s.ok).filter_map(known).collect();
        good.sort_by(f64::total_cmp);
        Expected {
            total: requests.len(),
            successful: requests.iter().filter(|s| s.ok).count(),
            duration_s: if end > begin { (end - begin) / 1000.0 } else { f64::NAN },
            avg_ms: good.iter().sum::<f64>() / good.len() as f64,
            p95_ms: percentile_95(&good),
        }
    };
    groups.into_iter().map(|(key, requests)| (key, run(requests))).collect()
}

/// What DuckDB makes of the samples, read as the page reads it. `name` keeps the files of tests apart.
fn aggregated(samples: &[Sample], name: &str) -> Table {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (csv, parquet) = (folder.join(format!("{name}.csv")), folder.join(format!("{name}.parquet")));
    let mut text = "run_id,hw_type,image,engine,vendor,batch_size,vus,started_at_ms,latency_ms,ok\n".to_owned();
    for sample in samples {
        writeln!(text, "{},{},{},{}", sample.run, sample.started_ms, sample.latency, sample.ok).unwrap();
    }
    std::fs::write(&csv, text).unwrap();
    output_of("tests/scripts/sql_run.py", &[&csv, &parquet]);
    decode(std::fs::read(parquet).unwrap().into(), &Limits::default()).unwrap()
}

fn column<'a>(table: &'a Table, name: &str) -> &'a Column {
    table.columns.iter().find(|column| column.name == name).unwrap_or_else(|| panic!("no column {name}"))
}

fn numbers(table: &Table, name: &str) -> Vec<f64> {
    column(table, name).numbers().unwrap_or_else(|| panic!("{name} holds no numbers")).to_vec()
}

/// The key of a row as its samples spell it.
fn key(table: &Table, row: usize) -> String {
    let names = ["run_id", "hw_type", "image", "engine", "vendor", "batch_size", "vus"];
    names.map(|name| column(table, name).text(row)).join(",")
}

#[test]
fn samples_become_the_runs_that_plain_code_finds() {
    let samples = samples();
    let expected = expected(&samples);
    let table = aggregated(&samples, "samples-compared");
    assert_eq!(table.rows, expected.len());
    let [total, successful, duration, avg, p95, throughput] = [
        "total_requests",
        "successful_requests",
        "test_duration_sec",
        "avg_latency_ms",
        "p95_latency_ms",
        "throughput_req_per_sec",
    ]
    .map(|name| numbers(&table, name));
    for row in 0..table.rows {
        let key = key(&table, row);
        let run = expected.get(&key).unwrap_or_else(|| panic!("no run {key}"));
        assert_eq!((total[row], successful[row]), (run.total as f64, run.successful as f64), "{key}");
        for (found, wanted, what) in [
            (duration[row], run.duration_s, "duration"),
            (avg[row], run.avg_ms, "mean"),
            (p95[row], run.p95_ms, "p95"),
            (throughput[row], run.successful as f64 / run.duration_s, "throughput"),
        ] {
            assert!(close(found, wanted, 1e-12), "{key}: {what} {found}, not {wanted}");
        }
    }
    for name in ["total_requests", "successful_requests", "vus", "batch_size"] {
        assert!(matches!(column(&table, name).values, Values::Number { integral: true, .. }), "{name}");
    }
}

#[test]
fn aggregated_runs_are_read_by_default() {
    let samples = samples();
    let failed = samples.iter().filter(|sample| !sample.ok).count();
    let runs = RunTable::by_default(aggregated(&samples, "samples-read")).unwrap();
    for (role, name) in [
        (Role::Vus, "vus"),
        (Role::BatchSize, "batch_size"),
        (Role::AvgLatency, "avg_latency_ms"),
        (Role::P95Latency, "p95_latency_ms"),
        (Role::Throughput, "throughput_req_per_sec"),
        (Role::TotalRequests, "total_requests"),
        (Role::SuccessfulRequests, "successful_requests"),
        (Role::Duration, "test_duration_sec"),
        (Role::HwType, "hw_type"),
        (Role::Image, "image"),
        (Role::Engine, "engine"),
        (Role::Vendor, "vendor"),
    ] {
        assert_eq!(runs.roles.of(role).map(|taken| taken.column.as_str()), Some(name), "{role:?}");
    }
    // A run's id makes no configuration: each would have one run.
    assert!(runs.categories.is_empty(), "{:?}", runs.categories);
    assert_eq!(checks::failed_requests(&runs), Some(failed as f64));
    // The cost is the page's: from the notebooks' prices where it knows them, else it asks.
    assert!(runs.unpriced().any(|pair| pair.hardware == "h100"));
    let t4 = (0..runs.rows).find(|&row| runs.hw_type.label(row) == "nvidia-t4").unwrap();
    assert!(runs.prices.iter().any(|pair| pair.hardware == "nvidia-t4" && pair.from == PriceFrom::Notebooks));
    let wanted = 1e9 * 0.5 / (3600.0 * runs.throughput_req_per_sec[t4]);
    assert!(close(runs.cost_usd_per_billion[t4], wanted, 1e-12));
}
