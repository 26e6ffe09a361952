//! The maps, a file for each tool. The first map whose signs are all in a file reads it.

mod aiperf;
mod benchmark_report;
mod evalscope;
mod fmbench;
mod genai_bench;
mod guidellm;
mod huggingface;
mod inference_perf;
mod inferencex;
mod k6;
mod llama_bench;
mod llm_d_planner;
mod llm_load_test;
mod llmperf;
mod lmdeploy;
mod mlperf;
mod optimum;
mod others;
mod printed;
mod refused;
mod sglang;
mod triton;
mod trtllm;
mod vllm;
pub(crate) mod web;

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
    genai_bench::MAPS,
    llm_load_test::MAPS,
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
    printed::MAPS,
    others::engines::MAPS,
    others::clients::MAPS,
    others::sagemaker::MAPS,
    refused::MAPS,
];

/// All maps.
///
/// Hidden from the optimiser: code that names the end of a list in memory, where the next piece of data begins, keeps all
/// maps in the first part of the reader (`tools/build/split/README.md`, "The data rule").
pub fn all() -> impl Iterator<Item = &'static Map> {
    let (of_models, of_web) = std::hint::black_box((ALL, web::ALL));
    of_models.iter().chain(of_web).copied().flatten()
}
