//! Files that lie beside results and hold none: telemetry of GPUs, accuracy, logs of requests.
//!
//! Sources: `nvidia-smi --query-gpu=… --format=csv` (`nvidia-smi --help-query-gpu`); NVIDIA/DCGM, `dcgmi dmon` and field
//! names `DCGM_FI_…`; ai-dynamo/aiperf, `gpu_telemetry_export.jsonl`; EleutherAI/lm-evaluation-harness,
//! `lm_eval/loggers/evaluation_tracker.py` (`results`, `versions`, `n-shot`); vllm-project/aibrix,
//! `benchmarks/client/client.py` (a line for each request; from its documentation, no file of it was found);
//! microsoft/DeepSpeedExamples, `benchmarks/inference/mii/src/utils.py` (`args`, and `response_details`, one for each
//! request; the summary is printed only).

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
];
