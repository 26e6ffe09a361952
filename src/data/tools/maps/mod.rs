//! The maps, a file for each tool. The first map whose signs are all in a file reads it.

mod aiperf;
mod benchmark_report;
mod evalscope;
mod fmbench;
mod guidellm;
mod huggingface;
mod inference_perf;
mod inferencex;
mod k6;
mod llama_bench;
mod llm_d_planner;
mod llmperf;
mod lmdeploy;
mod mlperf;
mod optimum;
mod refused;
mod sglang;
mod triton;
mod trtllm;
mod vllm;
mod web;

use super::map::Map;

/// Maps by tool; special forms before general ones.
const ALL: &[&[Map]] = &[
    guidellm::MAPS,
    aiperf::MAPS,
    k6::MAPS,
    sglang::MAPS,
    vllm::MAPS,
    inferencex::MAPS,
    inference_perf::MAPS,
    benchmark_report::MAPS,
    llm_d_planner::MAPS,
    llmperf::MAPS,
    fmbench::MAPS,
    triton::MAPS,
    llama_bench::MAPS,
    mlperf::MAPS,
    huggingface::MAPS,
    trtllm::MAPS,
    lmdeploy::MAPS,
    evalscope::MAPS,
    optimum::MAPS,
    refused::MAPS,
];

/// All maps.
pub fn all() -> impl Iterator<Item = &'static Map> {
    ALL.iter().chain(web::ALL).copied().flatten()
}
