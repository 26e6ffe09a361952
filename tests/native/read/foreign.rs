//! Output of other load-test tools, in their own formats (`tests/fixtures/foreign/README.md`).

use crate::support;
use crate::support::tables::{close, number, table, taken};
use isocost::data::error::DecodeError;
use isocost::data::limits::Limits;
use isocost::data::runs::checks;
use isocost::data::runs::prices::PriceList;
use isocost::data::runs::roles::{Overrides, Role, Roles, Unit, Why};
use isocost::data::runs::run_table::RunTable;
use isocost::data::table::Table;
use isocost::data::text::{NamedBytes, read};

/// A file as a tool wrote it, read as a reader's own would be.
fn foreign(name: &str) -> Table {
    text(name, bytes(name)).unwrap()
}

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(support::path(&format!("tests/fixtures/foreign/{name}"))).unwrap()
}

fn text(name: &str, text: impl Into<Vec<u8>>) -> Result<Table, DecodeError> {
    read(vec![NamedBytes { name: name.into(), bytes: text.into().into() }], &Limits::default())
}

#[test]
fn vllm_bench_serve() {
    let table = foreign("vllm_bench_serve.jsonl");
    let runs = RunTable::by_default(table).unwrap();
    for (role, name, unit) in [
        (Role::Vus, "vus", Unit::One),
        (Role::Throughput, "throughput_req_per_sec", Unit::PerSecond),
        (Role::AvgLatency, "avg_latency_ms", Unit::Milliseconds),
        (Role::P50Latency, "p50_latency_ms", Unit::Milliseconds),
        (Role::P95Latency, "p95_latency_ms", Unit::Milliseconds),
        (Role::P99Latency, "p99_latency_ms", Unit::Milliseconds),
        (Role::TotalRequests, "total_requests", Unit::One),
        (Role::SuccessfulRequests, "successful_requests", Unit::One),
        (Role::FailedRequests, "failed_requests", Unit::One),
        (Role::Duration, "test_duration_sec", Unit::Seconds),
        (Role::HwType, "hw_type", Unit::One),
        (Role::Engine, "engine", Unit::One),
        (Role::Vendor, "vendor", Unit::One),
    ] {
        assert_eq!(taken(&runs.roles, role), Some((name, unit)), "{role:?}");
    }
    assert_eq!(taken(&runs.roles, Role::BatchSize), None);
    assert_eq!(runs.rows, 12);
    // L4 at aws and T4 at gcp are in the notebooks' list, the H100 is asked for.
    let asked: Vec<_> = runs.unpriced().map(|pair| (pair.vendor.as_str(), pair.hardware.as_str(), pair.rows)).collect();
    assert_eq!(asked, [("gcp", "NVIDIA-H100", 4)]);
    for row in 0..12 {
        let x = runs.throughput_req_per_sec[row];
        let price = [0.8, 0.5, f64::NAN][row / 4];
        assert!(close(runs.cost_usd_per_billion[row], 1e9 * price / (3600.0 * x), 1e-12));
    }
    assert_eq!(checks::unpriced(&runs, &(0..12).collect::<Vec<_>>()), [8, 9, 10, 11]);
    assert_eq!(checks::failed_requests(&runs), Some(1.0));
    assert!([Role::P50Latency, Role::P99Latency].iter().all(|&role| taken(&runs.roles, role).is_some()));
    // No batch sizes: one nameless category, and repeated loads are still told.
    assert!(runs.batch_size.iter().all(|value| value.is_nan()) && runs.batch_sizes.labels == ["(none)"]);
    assert!(checks::Loads::of(&runs).repeated(&(0..12).collect::<Vec<_>>()).is_empty());
    let little = checks::in_flight_per_vu(&runs, &[0, 1, 2]);
    assert!(little.iter().all(|ratio| (0.9..1.05).contains(ratio)), "{little:?}");
}

/// The history of one run is no table of runs; a table that someone made of its columns is read by their names.
#[test]
fn locust_history() {
    let name = "locust_stats_history.csv";
    assert!(text(name, bytes(name)).unwrap_err().to_string().contains("time series of one run"));
    let table = || text("made.csv", String::from_utf8(bytes(name)).unwrap().replace("Timestamp", "moment")).unwrap();
    let runs = RunTable::by_default(table()).unwrap();
    for (role, name, unit) in [
        (Role::Vus, "User Count", Unit::One),
        (Role::Throughput, "Requests/s", Unit::PerSecond),
        (Role::AvgLatency, "Total Average Response Time", Unit::Milliseconds),
        (Role::P50Latency, "Total Median Response Time", Unit::Milliseconds),
        (Role::P90Latency, "90%", Unit::Milliseconds),
        (Role::P95Latency, "95%", Unit::Milliseconds),
        (Role::P99Latency, "99%", Unit::Milliseconds),
        (Role::TotalRequests, "Total Request Count", Unit::One),
        (Role::FailedRequests, "Total Failure Count", Unit::One),
    ] {
        assert_eq!(taken(&runs.roles, role), Some((name, unit)), "{role:?}");
    }
    assert_eq!(runs.successful_requests.as_ref().unwrap()[6], runs.total_requests.as_ref().unwrap()[6] - 3.0);
    // Neither vendor nor hardware: one price is asked for, and given.
    assert_eq!(runs.hw_type.labels, ["(none)"]);
    let asked: Vec<_> = runs.unpriced().map(|pair| (pair.vendor.as_str(), pair.hardware.as_str())).collect();
    assert_eq!(asked, [("", "")]);
    assert!(runs.cost_usd_per_billion.iter().all(|cost| cost.is_nan()));
    let (prices, notes) = PriceList::parse("/:0.36");
    let priced = RunTable::chosen(table(), &Overrides::default(), &prices).unwrap();
    assert!(notes.is_empty() && priced.unpriced().count() == 0);
    assert!(close(priced.cost_usd_per_billion[6], 1e9 * 0.36 / (3600.0 * 79.6), 1e-12));
    // The row before the first answer has no throughput: an infinite cost, which is never ranked.
    assert!(priced.cost_usd_per_billion[0].is_infinite());
}

#[test]
fn aiperf_exports() {
    let runs = RunTable::by_default(foreign("aiperf_profile_exports.jsonl")).unwrap();
    for (role, name, unit) in [
        (Role::Vus, "input_config.loadgen.concurrency", Unit::One),
        (Role::Throughput, "request_throughput.avg", Unit::PerSecond),
        (Role::AvgLatency, "request_latency.avg", Unit::Milliseconds),
        (Role::P95Latency, "request_latency.p95", Unit::Milliseconds),
        (Role::TotalRequests, "input_config.loadgen.request_count", Unit::One),
        (Role::SuccessfulRequests, "request_count.avg", Unit::One),
        (Role::FailedRequests, "error_request_count.avg", Unit::One),
        (Role::Duration, "benchmark_duration.avg", Unit::Seconds),
    ] {
        assert_eq!(taken(&runs.roles, role), Some((name, unit)), "{role:?}");
    }
    // The column of units beside it says so.
    assert_eq!(runs.roles.of(Role::AvgLatency).unwrap().why, Why::Alias { unit_assumed: false });
    assert_eq!(checks::failed_requests(&runs), Some(2.0));
}

/// Names alone: what each is read as, with its unit.
#[test]
fn names_of_other_tools() {
    for (name, role, unit) in [
        ("metrics.http_req_duration.values.p(95)", Role::P95Latency, Unit::Milliseconds),
        ("metrics.http_req_duration.values.avg", Role::AvgLatency, Unit::Milliseconds),
        ("metrics.http_req_duration.values.med", Role::P50Latency, Unit::Milliseconds),
        ("metrics.http_reqs.values.rate", Role::Throughput, Unit::PerSecond),
        ("metrics.http_reqs.values.count", Role::TotalRequests, Unit::One),
        ("metrics.http_req_failed.values.rate", Role::FailedRequests, Unit::Share),
        ("metrics.vus.values.value", Role::Vus, Unit::One),
        ("state.testRunDurationMs", Role::Duration, Unit::Milliseconds),
        ("mean_e2el", Role::AvgLatency, Unit::Seconds),
        ("median_e2el", Role::P50Latency, Unit::Seconds),
        ("conc", Role::Vus, Unit::One),
        ("metrics.request_latency.successful.mean", Role::AvgLatency, Unit::Seconds),
        ("metrics.request_latency.successful.percentiles.p95", Role::P95Latency, Unit::Seconds),
        ("metrics.requests_per_second.successful.mean", Role::Throughput, Unit::PerSecond),
        ("metrics.request_concurrency.successful.mean", Role::Vus, Unit::One),
        ("metrics.request_totals.successful", Role::SuccessfulRequests, Unit::One),
        ("Request Latency Successful Sec Mean", Role::AvgLatency, Unit::Seconds),
        ("Server Throughput Successful Requests/Sec Mean", Role::Throughput, Unit::PerSecond),
        ("Server Throughput Successful Concurrency Mean", Role::Vus, Unit::One),
        ("Request Counts Errored", Role::FailedRequests, Unit::One),
        ("Timings Duration Sec", Role::Duration, Unit::Seconds),
        ("Request Throughput (requests/sec)", Role::Throughput, Unit::PerSecond),
        ("Request Latency (ms) p99", Role::P99Latency, Unit::Milliseconds),
        ("p95_latency_us", Role::P95Latency, Unit::Microseconds),
        ("latency_p90_seconds", Role::P90Latency, Unit::Seconds),
        ("avgLatencyMs", Role::AvgLatency, Unit::Milliseconds),
        ("requests_per_minute", Role::Throughput, Unit::PerMinute),
        ("cost_per_million_requests", Role::Cost, Unit::PerMillion),
        ("price_per_gpu_hour", Role::Price, Unit::PerGpuHour),
        ("num_gpus", Role::GpuCount, Unit::One),
        ("Process Num", Role::Vus, Unit::One),
        ("Number of users", Role::Vus, Unit::One),
        ("pre_allocated_vus", Role::Vus, Unit::One),
        ("Inferences/Second", Role::Throughput, Unit::PerSecond),
        ("Throughput (infer/sec)", Role::Throughput, Unit::PerSecond),
        ("transactions_per_minute", Role::Throughput, Unit::PerMinute),
        ("n_req", Role::TotalRequests, Unit::One),
        ("requests_ok", Role::SuccessfulRequests, Unit::One),
        ("totalErrors", Role::FailedRequests, Unit::One),
        ("wall_time_s", Role::Duration, Unit::Seconds),
        ("Total time (s)", Role::Duration, Unit::Seconds),
        ("percentiles.95", Role::P95Latency, Unit::Milliseconds),
        ("95th percentile latency (ms)", Role::P95Latency, Unit::Milliseconds),
        ("Price ($/h)", Role::Price, Unit::PerHour),
        ("price_per_txn", Role::Cost, Unit::PerRequest),
    ] {
        is_read_as(name, role, unit);
    }
}

fn is_read_as(name: &str, role: Role, unit: Unit) {
    let roles = Roles::find(&table(vec![number(name, &[0.5, 1.0])]));
    let found: Vec<_> = Role::ALL.into_iter().filter_map(|role| Some((role, roles.of(role)?.unit))).collect();
    assert_eq!(found, [(role, unit)], "{name}");
}

#[test]
fn names_about_tokens() {
    for (name, role, unit) in [
        ("mean_ttft_ms", Role::TtftMean, Unit::Milliseconds),
        ("TTFT p99 (s)", Role::TtftP99, Unit::Seconds),
        ("time_to_first_token.avg", Role::TtftMean, Unit::Milliseconds),
        ("Mean ITL (ms)", Role::ItlMean, Unit::Milliseconds),
        ("output_throughput", Role::OutputTokenRate, Unit::PerSecond),
        ("total_token_throughput", Role::TotalTokenRate, Unit::PerSecond),
        ("avg output Tokens", Role::OutputTokens, Unit::One),
        ("Input Length", Role::AskedInputTokens, Unit::One),
        ("mean input length", Role::InputTokens, Unit::One),
        ("benchmark.args.random_output_len", Role::AskedOutputTokens, Unit::One),
        ("total_input_tokens", Role::InputTokens, Unit::OfAll),
        ("median_tpot", Role::TpotP50, Unit::Milliseconds),
        ("p99_itl_ms", Role::ItlP99, Unit::Milliseconds),
        ("inter_token_latency.p95", Role::ItlP95, Unit::Milliseconds),
        ("tput_per_gpu", Role::TotalTokenRate, Unit::PerGpuSecond),
        ("output_tput_per_gpu", Role::OutputTokenRate, Unit::PerGpuSecond),
        ("request_rate", Role::AskedRate, Unit::PerSecond),
        ("target_qps", Role::AskedRate, Unit::PerSecond),
        ("achieved_request_rate", Role::Throughput, Unit::PerSecond),
    ] {
        is_read_as(name, role, unit);
    }
}

#[test]
fn names_without_a_role() {
    for name in [
        "request_goodput",
        "max_output_tokens_per_s",
        "Min Response Time",
        "99.9%",
        "100%",
        "75%",
        "Failures/s",
        "std_e2el_ms",
        "request_latency.max",
        "request_latency.std",
        "metrics.iteration_duration.values.avg",
        "metrics.http_req_waiting.values.p(95)",
        "metrics.request_latency.errored.mean",
        "Average Content Size",
        "avg_num_vectors",
        "accuracy_percentage",
        "",
        ".",
        "%",
        "µ",
    ] {
        let roles = Roles::find(&table(vec![number(name, &[0.5, 1.0])]));
        let found: Vec<_> = Role::ALL.into_iter().filter(|&role| roles.of(role).is_some()).collect();
        assert!(found.is_empty(), "{name}: {found:?}");
    }
}
