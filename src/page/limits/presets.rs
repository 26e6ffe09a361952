//! Service-level objectives by use (chat, code completion, RAG, batch): published limits to start from, with their source.
//!
//! None is applied by itself: what is fast enough is the reader's to say, and the sources were written for models and
//! hardware of their own. Limits of a preset hold together. A percentile is kept as its source has it: a mean is no p99, and
//! the gap between chunks (ITL) no time per token (TPOT).

use crate::format::numbers::short;

/// A limit on a measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PresetLimit {
    /// The measure's key: what is measured and its statistic, as `ttft99`.
    pub measure: &'static str,
    /// At most, ms.
    pub at_most_ms: f64,
}

/// A set of limits for one use.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Preset {
    /// Its name in an address and in tests.
    pub key: &'static str,
    /// Its name on the page.
    pub name: &'static str,
    /// The limits, all of which hold.
    pub limits: &'static [PresetLimit],
    /// Where they are from, and for what they were written: a sentence.
    pub from: &'static str,
    /// The address of the source.
    pub source: &'static str,
}

const fn limit(measure: &'static str, at_most_ms: f64) -> PresetLimit {
    PresetLimit { measure, at_most_ms }
}

/// The presets, in the order of the page.
static PRESETS: [Preset; 5] = [
    Preset {
        key: "chat",
        name: "Chat",
        limits: &[limit("ttft99", 2000.0), limit("tpot99", 200.0)],
        from: "MLPerf Inference, Llama 2 70B in the server scenario: the first token within 2 s, then as fast as people \
               read, for 99% of requests.",
        source: "https://mlcommons.org/2025/04/llm-inference-v5/",
    },
    Preset {
        key: "chat-brisk",
        name: "Chat, responsive",
        limits: &[limit("ttft99", 450.0), limit("tpot99", 40.0)],
        from: "MLPerf Inference v5.0, Llama 2 70B Interactive: 25 tokens per second for each user, for 99% of requests.",
        source: "https://mlcommons.org/2025/04/llm-inference-v5/",
    },
    Preset {
        key: "code",
        name: "Code completion",
        limits: &[limit("ttft90", 125.0), limit("tpot90", 200.0)],
        from: "DistServe (OSDI 2024), table 1, code completion with OPT-66B on HumanEval: for 90% of requests. Its authors \
               chose the numbers by experience.",
        source: "https://arxiv.org/abs/2401.09670",
    },
    Preset {
        key: "rag",
        name: "RAG, long inputs",
        limits: &[limit("ttft99", 6000.0), limit("tpot99", 175.0)],
        from: "MLPerf Inference v5.0, Llama 3.1 405B in the server scenario, whose inputs are long documents: for 99% of \
               requests.",
        source: "https://mlcommons.org/2025/04/llm-inference-v5/",
    },
    Preset {
        key: "batch",
        name: "Batch",
        limits: &[limit("ttft99", 15_000.0), limit("itl99", 100.0), limit("p99", 430_000.0)],
        from: "inference-perf, workload catalog, batch summarization: nobody waits, yet a request must end. MLPerf's offline \
               scenario has no limit at all.",
        source: "https://github.com/kubernetes-sigs/inference-perf/blob/main/workload-catalog/batch-summarization-rag/config.json",
    },
];

/// What is measured, by the beginning of a key.
const MEASURED: [(&str, &str); 4] = [("ttft", "TTFT"), ("tpot", "TPOT"), ("itl", "ITL"), ("p", "End-to-end")];

/// The presets, in the order of the page. What a loop takes its end from, the build's splitter takes for a part of the
/// first view.
#[must_use]
pub fn presets() -> &'static [Preset] {
    std::hint::black_box(&PRESETS)
}

impl Preset {
    /// The preset of that key.
    #[must_use]
    pub fn of_key(key: &str) -> Option<&'static Self> {
        presets().iter().find(|preset| preset.key == key)
    }

    /// Its limits in words: `TTFT p99 ≤ 450 ms and TPOT p99 ≤ 40 ms`.
    #[must_use]
    pub fn words(&self) -> String {
        let words: Vec<String> = self.limits.iter().map(PresetLimit::words).collect();
        match words.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, others)) => format!("{} and {last}", others.join(", ")),
            None => String::new(),
        }
    }

    /// What a reader is told who looks at it, for a table that has the measures of which `has` is true.
    #[must_use]
    pub fn told(&self, has: impl Fn(&str) -> bool) -> String {
        let lacking: Vec<String> =
            self.limits.iter().filter(|limit| !has(limit.measure)).map(|limit| measure_words(limit.measure)).collect();
        let mut said = format!(
            "{}: {}. A starting point, not a rule; change what does not fit.",
            self.words(),
            self.from.trim_end_matches('.')
        );
        if !lacking.is_empty() {
            said += &format!(" This table does not have {}, so no run is known to keep that.", lacking.join(", "));
        }
        said
    }
}

impl PresetLimit {
    /// `TTFT p99 ≤ 450 ms`, `End-to-end p99 ≤ 430 s`.
    #[must_use]
    pub fn words(&self) -> String {
        let (amount, unit) =
            if self.at_most_ms >= 10_000.0 { (self.at_most_ms / 1000.0, "s") } else { (self.at_most_ms, "ms") };
        format!("{} ≤ {} {unit}", measure_words(self.measure), short(amount))
    }
}

/// A measure's key in words: `ttft99` is `TTFT p99`, `tpot` its mean. What is not known stays as it is.
#[must_use]
pub fn measure_words(key: &str) -> String {
    let what = key.trim_end_matches(|c: char| c.is_ascii_digit());
    let statistic = if what.len() == key.len() { "mean".to_owned() } else { format!("p{}", &key[what.len()..]) };
    let known = MEASURED.into_iter().find(|(known, _)| *known == what);
    known.map_or_else(|| key.to_owned(), |(_, words)| format!("{words} {statistic}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_has_limits_words_and_a_source() {
        for (at, preset) in PRESETS.iter().enumerate() {
            assert!(!preset.limits.is_empty() && preset.source.starts_with("https://"), "{}", preset.key);
            assert!(preset.from.ends_with('.') && preset.from.len() > 40, "{}", preset.key);
            assert!(PRESETS[..at].iter().all(|other| other.key != preset.key && other.name != preset.name));
            for (nth, limit) in preset.limits.iter().enumerate() {
                assert!(limit.at_most_ms.is_finite() && limit.at_most_ms > 0.0);
                assert_ne!(measure_words(limit.measure), limit.measure, "{} has words", limit.measure);
                assert!(preset.limits[..nth].iter().all(|other| other.measure != limit.measure), "{}", preset.key);
            }
            assert_eq!(Preset::of_key(preset.key), Some(preset));
        }
        assert_eq!(Preset::of_key("other"), None);
    }

    /// As the sources have them: MLPerf's server constraints, DistServe's table 1, inference-perf's catalog.
    #[test]
    fn the_published_numbers() {
        let words = |key| Preset::of_key(key).unwrap().words();
        assert_eq!(words("chat"), "TTFT p99 ≤ 2,000 ms and TPOT p99 ≤ 200 ms");
        assert_eq!(words("chat-brisk"), "TTFT p99 ≤ 450 ms and TPOT p99 ≤ 40 ms");
        assert_eq!(words("code"), "TTFT p90 ≤ 125 ms and TPOT p90 ≤ 200 ms");
        assert_eq!(words("rag"), "TTFT p99 ≤ 6,000 ms and TPOT p99 ≤ 175 ms");
        assert_eq!(words("batch"), "TTFT p99 ≤ 15 s, ITL p99 ≤ 100 ms and End-to-end p99 ≤ 430 s");
    }

    #[test]
    fn what_a_table_lacks_is_said() {
        let preset = Preset::of_key("chat-brisk").unwrap();
        let all = preset.told(|_| true);
        assert!(
            all.starts_with("TTFT p99 ≤ 450 ms and TPOT p99 ≤ 40 ms: MLPerf") && all.contains("starting point"),
            "{all}"
        );
        assert!(!all.contains("does not have"));
        let some = preset.told(|key| key == "ttft99");
        assert!(some.ends_with("This table does not have TPOT p99, so no run is known to keep that."), "{some}");
        assert_eq!(measure_words("goodput"), "goodput");
    }
}
