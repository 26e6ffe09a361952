//! What is said of the bundled table of a language model: where it is from, its licence, how it was measured.
//!
//! `tests/native/read/pack.rs` puts these notes into the packed table, so that the page's code need not hold them.
//!
//! Source: InferenceX (then InferenceMAX), GitHub Actions runs 20667906037 (H100, H200, B200 with vLLM), 20764588467 (B200 with
//! TensorRT-LLM) and 21012127808 (MI355X with ATOM) of SemiAnalysisAI/InferenceX, artifact `agg_bmk.json`. Its licence is
//! Apache-2.0, and its dashboard's exports say of the data: "Licensed under Apache License 2.0 … Attribution to InferenceX is
//! required for any derivative work." The text of the licence is shipped in `notices.txt`.

use super::bundled_prices;
use super::table::notes::Notes;

/// The attribution, with the changes as the licence's section 4b asks for them.
pub const INFERENCEX: &str = "Data from InferenceX (https://github.com/SemiAnalysisAI/InferenceX), © 2026 SemiAnalysis LLC, Apache License 2.0; \
     rows selected, columns dropped, hw shortened";

/// The notes on `gpt-oss-120b-inferencex`.
#[must_use]
// Only the test that packs the table calls it.
#[cfg_attr(feature = "dead-code", allow(dead_code))]
pub fn inferencex() -> Notes {
    let said = [
        INFERENCEX,
        "It compares stacks of January 2026, not chips: H100 and H200 have vLLM 0.13.0 alone, MI355X ROCm ATOM 0.1.1 alone, \
         B200 vLLM and TensorRT-LLM 1.2.0rc2.",
        "isl and osl are upper bounds: lengths are uniform on 80 to 100% of them. Counts of requests and tokens, durations and \
         requests per second were restored from the client's random numbers, and run_id was added.",
        "All requests of a run start at once, so its p99 time to first token is that of the first wave. \
         TensorRT-LLM sends 20 tokens a chunk: its itl is no time per token.",
        "Its prices are not in it: those shown are assumptions, each with its day and source under “Prices”.",
    ];
    Notes {
        said: said.map(|text| text.trim_end_matches('.').to_owned() + ".").to_vec(),
        prices: bundled_prices::find("inferencex-2026").unwrap_or_default(),
        ..Notes::default()
    }
}
