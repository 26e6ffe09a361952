//! Whether the rate that a load tester tells counts failed requests, by tool.
//!
//! Sources, beside those that the maps cite: grafana/k6, `lib/consts` (`http_reqs` counts every request); apache/httpd,
//! `support/ab.c` (`done / timetaken`, failed ones among the done); rakyll/hey, `requester/report.go` (`numRes / total`);
//! bojand/ghz, `runner/reporter.go` (`totalCount / total`); fortio/fortio, `periodic/periodic.go` (calls over the time);
//! tag1consulting/goose, `src/metrics.rs` (successes and failures over the time);
//! artilleryio/artillery (`http.request_rate` counts those that were sent); nghttp2/nghttp2, `src/h2load.cc` (`req_success /
//! duration`); vllm-project/vllm and sgl-project/sglang (`completed / dur_s`); modelscope/evalscope
//! (`n_succeed_queries / total_time`). A tool that is in neither list is not known, or counts some of them (wrk and
//! autocannon count answers with an error status and no timeouts).

/// Tools whose rate is of all requests, failed ones with them.
const OF_ALL: [&str; 10] =
    ["k6", "Locust", "JMeter", "loadtest", "ApacheBench", "hey", "ghz", "Fortio", "Artillery", "Goose"];

/// Tools whose rate is of the requests that were answered well.
const OF_GOOD: [&str; 14] = [
    "Gatling",
    "NBomber",
    "Vegeta",
    "Siege",
    "h2load",
    "FMBench",
    "GuideLLM",
    "inference-benchmarker",
    "inference-perf",
    "LLMPerf",
    "EvalScope",
    "AIPerf",
    "vLLM bench serve",
    "SGLang bench_serving",
];

/// Whether the rates of files of these tools count failed requests. `None` where that is not known of one of them, or they
/// differ, and without a tool.
#[must_use]
pub fn count_failed<'a>(mut tools: impl Iterator<Item = &'a str>) -> Option<bool> {
    let of = |tool: &str| {
        let (all, good) = (OF_ALL.contains(&tool), OF_GOOD.contains(&tool));
        (all || good).then_some(all)
    };
    let first = of(tools.next()?)?;
    tools.all(|tool| of(tool) == Some(first)).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::tools::maps;

    #[test]
    fn of_one_tool_and_of_several() {
        let of = |tools: &[&str]| count_failed(tools.iter().copied());
        assert_eq!((of(&["k6"]), of(&["Gatling"]), of(&["wrk"]), of(&[])), (Some(true), Some(false), None, None));
        assert_eq!((of(&["k6", "Locust"]), of(&["k6", "Vegeta"]), of(&["k6", "wrk"])), (Some(true), None, None));
    }

    #[test]
    fn every_name_is_that_of_a_map() {
        let names: Vec<&str> = maps::all().map(|map| map.tool).collect();
        assert!(OF_ALL.iter().chain(&OF_GOOD).all(|tool| names.contains(tool)), "{names:?}");
    }
}
