//! llama.cpp's `llama-bench`: CSV, JSON, JSON Lines, Markdown and SQL; and `llama-batched-bench`.
//!
//! Source: ggml-org/llama.cpp, `tools/llama-bench/llama-bench.cpp` (`test` and its printers): a row is a test of one
//! sequence, `n_prompt` tokens read, `n_gen` written, or both; `avg_ns` is the mean time of a repetition and `avg_ts` all
//! its tokens over that time. There is no load beside that one sequence, and no rate of requests. The README's CSV has more names than
//! cells, so its values stand under wrong names.
//! `tools/batched-bench/batched-bench.cpp`: `B` sequences at once, each of `PP` tokens in and `TG` out, all of which are
//! ready after `T`.

use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::map::{Content, Format, Map, Measure, Refusal, Rows, Runs, Sign};
use crate::data::tools::packed::{Labels, Measures, labels, measures, signs};
use crate::data::tools::run::Run;
use crate::data::tools::value::Value;

const SQL: Refusal = Refusal::Unread("It is SQL. Write JSON: `llama-bench -o json`");

pub const MAPS: &[Map] = &[
    Map {
        tool: "llama-bench",
        signs: signs![
            Sign::Is(Format::Csv),
            Sign::Has("columns/avg_ts"),
            Sign::Has("columns/n_gen"),
            Sign::Has("short")
        ],
        content: Content::Refused(Refusal::ShortRows("Write it anew: `llama-bench -o json`")),
    },
    Map {
        tool: "llama-bench",
        signs: signs![Sign::Is(Format::Csv), Sign::Has("columns/avg_ts"), Sign::Has("columns/n_gen")],
        content: Content::Runs(Runs { rows: Rows::Each("rows"), measures: MEASURES, labels: LABELS, mend: Some(test) }),
    },
    Map {
        tool: "llama-bench",
        signs: signs![Sign::Has("avg_ts"), Sign::Has("n_gen"), Sign::Has("n_prompt")],
        content: Content::Runs(Runs { rows: Rows::OneOrEach, measures: MEASURES, labels: LABELS, mend: Some(test) }),
    },
    Map {
        tool: "llama-bench",
        signs: signs![Sign::Is(Format::Text), Sign::Has("tables/0/columns/t~1s"), Sign::Has("tables/0/columns/test")],
        content: Content::Runs(Runs {
            rows: Rows::Each("tables/0/rows"),
            measures: measures![
                (Measure::Of(Role::TotalTokenRate), Unit::PerSecond, "t~1s"),
                (Measure::Of(Role::Model), Unit::One, "model"),
            ],
            labels: labels![
                ("test", "test"),
                ("backend", "backend"),
                ("ngl", "ngl"),
                ("threads", "threads"),
                ("n_batch", "n_batch"),
                ("n_ubatch", "n_ubatch"),
                ("type_k", "type_k"),
                ("fa", "fa"),
            ],
            mend: Some(named_test),
        }),
    },
    Map {
        tool: "llama-batched-bench",
        signs: signs![Sign::Is(Format::Text), Sign::Has("tables/0/columns/S_PP t~1s"), Sign::Has("tables/0/columns/B")],
        content: Content::Runs(Runs {
            rows: Rows::Each("tables/0/rows"),
            measures: BATCHED,
            labels: labels![],
            mend: Some(batch),
        }),
    },
    Map {
        tool: "llama-batched-bench",
        signs: signs![Sign::Has("speed_pp"), Sign::Has("speed_tg"), Sign::Has("pl"), Sign::Has("t")],
        content: Content::Runs(Runs {
            rows: Rows::OneOrEach,
            measures: BATCHED,
            labels: labels![("flash_attn", "flash_attn")],
            mend: Some(batch),
        }),
    },
    Map {
        tool: "llama-bench",
        signs: signs![Sign::Begins("lines/0", "CREATE TABLE IF NOT EXISTS llama_bench")],
        content: Content::Refused(SQL),
    },
    Map {
        tool: "llama-bench",
        signs: signs![Sign::Begins("lines/0", "CREATE TABLE IF NOT EXISTS test ("), Sign::Has("lines/n_gen INTEGER,")],
        content: Content::Refused(SQL),
    },
    Map {
        tool: "llama-bench",
        signs: signs![Sign::Begins("lines/0", "INSERT INTO test (build_commit")],
        content: Content::Refused(SQL),
    },
];

const MEASURES: Measures = measures![
    (Measure::Of(Role::AvgLatency), Unit::Nanoseconds, "avg_ns"),
    (Measure::Of(Role::TotalTokenRate), Unit::PerSecond, "avg_ts"),
    (Measure::Of(Role::InputTokens), Unit::One, "n_prompt"),
    (Measure::Of(Role::OutputTokens), Unit::One, "n_gen"),
    (Measure::Of(Role::HwType), Unit::One, "gpu_info|cpu_info"),
    (Measure::Of(Role::Model), Unit::One, "model_type|model_filename"),
];

const LABELS: Labels = labels![
    ("backend", "backends|backend"),
    ("build", "build_commit"),
    ("n_depth", "n_depth"),
    ("n_batch", "n_batch"),
    ("n_ubatch", "n_ubatch"),
    ("threads", "n_threads"),
    ("ngl", "n_gpu_layers"),
    ("type_k", "type_k"),
    ("type_v", "type_v"),
    ("flash_attn", "flash_attn"),
    ("split_mode", "split_mode"),
];

/// All tokens of a test that only writes are output; one that also reads does not tell how fast each was.
fn test(run: &mut Run, _row: &Value, _root: &Value) {
    run.set_text(Role::Engine, "llama.cpp");
    run.set(Measure::Of(Role::Vus), 1.0);
    let (read, written) = (run.of(Role::InputTokens).unwrap_or(0.0), run.of(Role::OutputTokens).unwrap_or(0.0));
    let name = match (read > 0.0, written > 0.0) {
        (true, true) => format!("pp{read}+tg{written}"),
        (true, false) => format!("pp{read}"),
        _ => format!("tg{written}"),
    };
    run.label("test", name);
    if let (true, Some(rate)) = (written > 0.0, run.of(Role::TotalTokenRate)) {
        run.complete(Role::OutputTokenRate, Some(rate * written / (read + written)));
    }
}

/// As [`test`], by a name such as `pp512`, `tg128` or `pp512+tg128 @ d1024`.
fn named_test(run: &mut Run, row: &Value, root: &Value) {
    let name = run.labelled("test").unwrap_or_default().to_owned();
    for part in name.split(['+', ' ']) {
        for (prefix, role) in [("pp", Role::InputTokens), ("tg", Role::OutputTokens)] {
            if let Some(tokens) = part.strip_prefix(prefix).and_then(|digits| digits.parse().ok()) {
                run.set(Measure::Of(role), tokens);
            }
        }
    }
    test(run, row, root);
}

const BATCHED: Measures = measures![
    (Measure::Of(Role::Vus), Unit::One, "B|pl"),
    (Measure::Of(Role::AvgLatency), Unit::Seconds, "T s|t"),
    (Measure::Of(Role::TtftMean), Unit::Seconds, "T_PP s|t_pp"),
    (Measure::Of(Role::InputTokens), Unit::One, "PP|pp"),
    (Measure::Of(Role::OutputTokens), Unit::One, "TG|tg"),
    (Measure::Of(Role::TotalTokenRate), Unit::PerSecond, "S t~1s|speed"),
];

/// One batch: as many answers as sequences, all at its end.
fn batch(run: &mut Run, _row: &Value, _root: &Value) {
    run.labels.clear();
    let rate = run.of(Role::Vus).zip(run.of(Role::AvgLatency)).map(|(sequences, ms)| sequences / (ms / 1e3));
    run.complete(Role::Throughput, rate);
}
