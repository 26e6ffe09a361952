//! Files that lie beside results and hold none: telemetry of GPUs, accuracy, logs of requests.
//!
//! Sources: `nvidia-smi --query-gpu=… --format=csv` (`nvidia-smi --help-query-gpu`); NVIDIA/DCGM, `dcgmi dmon` and field
//! names `DCGM_FI_…`; ai-dynamo/aiperf, `gpu_telemetry_export.jsonl`; EleutherAI/lm-evaluation-harness,
//! `lm_eval/loggers/evaluation_tracker.py` (`results`, `versions`, `n-shot`); vllm-project/aibrix,
//! `benchmarks/client/client.py` (a line for each request; from its documentation, no file of it was found);
//! microsoft/DeepSpeedExamples, `benchmarks/inference/mii/src/utils.py` (`args`, and `response_details`, one for each
//! request; the summary is printed only); ollama/ollama, `api/types.go` (`Metrics`: nanoseconds; `--verbose` prints them);
//! ggml-org/llama.cpp, `tools/server` (`timings` of an answer); Prometheus, HTTP API (`query_range`) and text format; AWS
//! CloudWatch, `get-metric-statistics` and `get-metric-data`; OpenText LoadRunner, the table of transactions of its summary;
//! ddosify, molotov, cassowary: what they print and write, as their documentation shows it.

use crate::data::tools::map::{Content, Format, Map, Refusal, Sign};
use crate::data::tools::packed::signs;

pub const MAPS: &[Map] = &[
    Map {
        tool: "nvidia-smi",
        signs: signs![
            Sign::Is(Format::Csv),
            Sign::HasAny(
                "columns/utilization.gpu [%]|columns/utilization.memory [%]|columns/memory.used [MiB]|columns/power.draw [W]|columns/temperature.gpu",
            ),
        ],
        content: Content::Refused(Refusal::Telemetry),
    },
    Map {
        tool: "DCGM",
        signs: signs![
            Sign::Is(Format::Csv),
            Sign::HasAny("columns/DCGM_FI_DEV_GPU_UTIL|columns/DCGM_FI_DEV_POWER_USAGE|columns/DCGM_FI_DEV_FB_USED"),
        ],
        content: Content::Refused(Refusal::Telemetry),
    },
    Map {
        tool: "DCGM",
        signs: signs![Sign::Is(Format::Text), Sign::Begins("lines/0", "#Entity")],
        content: Content::Refused(Refusal::Telemetry),
    },
    Map {
        tool: "DCGM",
        signs: signs![Sign::Is(Format::Text), Sign::Begins("lines/0", "# HELP DCGM_FI_")],
        content: Content::Refused(Refusal::Telemetry),
    },
    Map {
        tool: "AIPerf",
        signs: signs![Sign::Has("0/gpu_index"), Sign::HasAny("0/telemetry_data|0/dcgm_url")],
        content: Content::Refused(Refusal::Telemetry),
    },
    Map {
        tool: "MLPerf LoadGen",
        signs: signs![Sign::Line(":::MLLOG ...")],
        content: Content::Refused(Refusal::TimeSeries("mlperf_log_summary.txt, which lies beside it,")),
    },
    Map {
        tool: "lm-evaluation-harness",
        signs: signs![Sign::Has("results"), Sign::Has("versions"), Sign::HasAny("configs|n-shot|config_general")],
        content: Content::Refused(Refusal::Accuracy),
    },
    Map {
        tool: "aibrix",
        signs: signs![
            Sign::Is(Format::JsonLines),
            Sign::Has("0/ttft"),
            Sign::Has("0/tpot"),
            Sign::Has("0/latency"),
            Sign::HasAny("0/request_id|0/token_latencies"),
        ],
        content: Content::Refused(Refusal::RawRequests("a summary of it")),
    },
    Map {
        tool: "DeepSpeed-MII benchmark",
        signs: signs![Sign::Has("args"), Sign::Has("response_details/0/token_gen_time")],
        content: Content::Refused(Refusal::RawRequests("the summary that it prints")),
    },
    Map {
        tool: "Ollama",
        signs: signs![Sign::HasAny("eval_count|0/eval_count"), Sign::HasAny("total_duration|0/total_duration")],
        content: Content::Refused(Refusal::SingleRequests),
    },
    Map {
        tool: "Ollama",
        signs: signs![Sign::Line("prompt eval rate {v} tokens/s"), Sign::Line("eval rate {v} tokens/s")],
        content: Content::Refused(Refusal::SingleRequests),
    },
    Map {
        tool: "llama.cpp",
        signs: signs![Sign::HasAny("timings/predicted_per_second|0/timings/predicted_per_second")],
        content: Content::Refused(Refusal::SingleRequests),
    },
    Map {
        tool: "Prometheus",
        signs: signs![Sign::Has("data/resultType"), Sign::Has("data/result")],
        content: Content::Refused(Refusal::TimeSeries("the summary that the load tester wrote")),
    },
    Map {
        tool: "a Prometheus exporter",
        signs: signs![Sign::Line("HELP ..."), Sign::Line("TYPE ...")],
        content: Content::Refused(Refusal::Counters),
    },
    Map {
        tool: "CloudWatch",
        signs: signs![Sign::HasAny("Datapoints/0/Timestamp|MetricDataResults/0/Timestamps")],
        content: Content::Refused(Refusal::TimeSeries("the summary that the load tester wrote")),
    },
    Map {
        tool: "LoadRunner",
        signs: signs![Sign::Is(Format::Csv), Sign::Has("columns/Transaction Name"), Sign::Has("columns/SLA Status")],
        content: Content::Refused(Refusal::NoRate("a table that has the transactions per second, too,")),
    },
    Map {
        tool: "ddosify",
        signs: signs![Sign::Has("success_count"), Sign::Has("avg_duration"), Sign::Has("steps/1/durations")],
        content: Content::Refused(DDOSIFY),
    },
    Map {
        tool: "ddosify",
        signs: signs![Sign::Line("Success Count {n} ..."), Sign::Line("Durations (Avg)")],
        content: Content::Refused(DDOSIFY),
    },
    Map {
        tool: "molotov",
        signs: signs![Sign::Line("SUCCESSES {n} FAILURES ...")],
        content: Content::Refused(Refusal::NoMeasures("a result with latencies and a rate")),
    },
    Map {
        tool: "cassowary",
        signs: signs![Sign::Has("server_processing/mean"), Sign::Has("requests_per_second")],
        content: Content::Refused(Refusal::NoLatency),
    },
    Map {
        tool: "cassowary",
        signs: signs![Sign::Line("Server Processing Avg/mean={v} ..."), Sign::Line("Req/s {v}")],
        content: Content::Refused(Refusal::NoLatency),
    },
];

/// It tells no duration of the test.
const DDOSIFY: Refusal = Refusal::NoRate("the result of a load tester that tells one");
