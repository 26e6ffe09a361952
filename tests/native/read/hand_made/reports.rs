//! Reports that scripts write, a name and a value a line.

use super::{names, open, refused, runs};

/// One run: 8 VUs, 80 requests per second, 100 ms on average, p95 of 150 ms.
const FORMS: [&str; 8] = [
    "Model: \"acme/small\"\nUsers: 8\nRPS: 80\nAvg latency: 100 ms\nP95 latency: 150ms\n",
    "Load test of today\n==================\nusers: 8\nrps: 80\navg: 100ms\np95: 150ms\n",
    "# Report\n\n**Concurrency:** 8 simultaneous threads\n\n## Latency\n| Metric | Value |\n|---|---|\n| Mean | 100.0 ms |\n| P95 | 0.15 s |\n\n## Throughput\n- **Requests/sec:** 80\n",
    "Concurrency = 8 | QPS = 80.0 | Mean latency = 0.1 s | p95 latency = 150 ms\n",
    "10:00:00 INFO: Users: 8\n10:00:00 INFO: Throughput: 4,800 req/min\n10:00:00 INFO: Average response time (ms): 100\n10:00:00 INFO: p95 response time (ms): 150.0\n",
    "[ INFO ] Clients: 8\n[ INFO ] Throughput: 80 requests per second\n[ INFO ] Latency:\n[ INFO ]    Average: 100000 us\n[ INFO ]    P95: 150 ms.\n",
    "│ Users │ 8 │\n│ Requests per second (RPS) │ 80 │\n│ Actual RPS │ 80.1 │\n│ Avg latency (ms) │ 0.1 s │\n│ P95 latency │ 150 ms │\n",
    "VUs: 8\nTest duration: 60 s\nTarget rate: 500\nMax RPS (10 s): 95\nThroughput: 80 rps\nTTFT:\n  P95: 40 ms\nLatency:\n  Mean: 100 ms\n  P95: 150 ms\n  Max: 900 ms\n",
];

#[test]
fn names_and_values_are_one_run() {
    for content in FORMS {
        for name in ["report.txt", "report.md", "out.log"] {
            let runs = runs(name, content);
            assert_eq!((runs.rows, runs.vus[0]), (1, 8.0), "{content}");
            let near = |got: f64, want: f64| (got - want).abs() < 1e-9 * want;
            assert!(near(runs.throughput_req_per_sec[0], 80.0) && near(runs.avg_latency_ms[0], 100.0), "{content}");
            assert!(runs.p95_latency_ms.as_ref().is_some_and(|p95| near(p95[0], 150.0)), "{content}");
        }
        let said = open("report.txt", content).notes.said;
        assert!(said.iter().any(|said| said.starts_with("No load tester is known to write this")), "{said:?}");
    }
    assert!(names(&open("a.txt", FORMS[7])).contains(&"TTFT P95 (ms)"));
}

#[test]
fn what_is_not_sure_is_no_run() {
    for content in [
        // Two runs.
        "Users: 8\nRPS: 80\nAvg latency: 100 ms\n\nUsers: 16\nRPS: 100\nAvg latency: 160 ms\n",
        // Two rates that differ.
        "RPS: 80\nRequests per second: 100\nAvg latency: 100 ms\n",
        // No rate, or one that may be of tokens, or is none of requests.
        "Users: 8\nAvg latency: 100 ms\n",
        "Throughput: 80\nAvg latency: 100 ms\n",
        "Throughput: 80 tok/s\nAvg latency: 100 ms\n",
        "Target RPS: 80\nAvg latency: 100 ms\n",
        // No unit, and one that is only usual.
        "RPS: 80\nAvg latency: 100\n",
        "RPS: 80\nResponse time: 100\n",
        // Of something else than a request.
        "RPS: 80\nTotal latency: 60 s\n",
        "RPS: 80\nTTFT:\n  P95: 40 ms\n",
        "RPS: 80\nMean TTFT: 20 ms\nP95: 40 ms\n",
        "RPS: 80\nQueue latency: 4 ms\n",
        // A decimal comma, or a range.
        "RPS: 80\nAvg latency: 10,5 ms\n",
        "RPS: 80\nAvg latency: 10-20 ms\n",
    ] {
        let said = refused("report.txt", content);
        assert!(said.contains("format that cannot be read"), "{content}: {said}");
    }
}
