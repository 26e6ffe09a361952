//! LMDeploy: the CSV of `profile_restful_api.py` and `profile_throughput.py`, and what they print; neither has a latency of
//! requests.
//!
//! Source: InternLM/lmdeploy, `benchmark/profile_restful_api.py` (until 0.6; later versions write what SGLang's
//! `bench_serving` does): `batch` is the number of clients, `RPS` requests each second, `FTL` the time to the first
//! token in seconds; `50%(s)` and the like are times of a token.

use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::map::{Content, Format, Map, Measure, Refusal, Rows, Runs, Sign};
use crate::data::tools::packed::{labels, measures, signs};

pub const MAPS: &[Map] = &[
    Map {
        tool: "LMDeploy",
        signs: signs![Sign::Line("token throughput (completion token) {v} token/s"), Sign::Line("elapsed_time ...")],
        content: Content::Refused(Refusal::NoLatency),
    },
    Map {
        tool: "LMDeploy",
        signs: signs![
            Sign::Is(Format::Csv),
            Sign::Has("columns/throughput(out tok~1s)"),
            Sign::HasAny("columns/FTL(ave)(s)|columns/RPS"),
        ],
        content: Content::Runs(Runs {
            rows: Rows::Each("rows"),
            measures: measures![
                (Measure::Of(Role::Vus), Unit::One, "batch"),
                (Measure::Of(Role::Throughput), Unit::PerSecond, "RPS"),
                (Measure::Of(Role::TotalRequests), Unit::One, "num_prompts|num_promts"),
                (Measure::Of(Role::TtftMean), Unit::Seconds, "FTL(ave)(s)"),
                (Measure::Of(Role::OutputTokenRate), Unit::PerSecond, "throughput(out tok~1s)"),
                (Measure::Of(Role::TotalTokenRate), Unit::PerSecond, "throughput(total tok~1s)"),
                (Measure::Of(Role::InputTokens), Unit::One, "prompt_tokens"),
                (Measure::Of(Role::OutputTokens), Unit::One, "completion_tokens"),
            ],
            labels: labels![],
            mend: None,
        }),
    },
];
