//! Definitions of the field's words, told where a word is first used: those of the page, and those of servers' settings that
//! a table uses in the names of its configurations.

use crate::data::runs::measured::Measured;
use crate::data::table::column::Category;

/// A word and what it means here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its name in an id.
    pub key: &'static str,
    /// The word.
    pub word: &'static str,
    /// Its meaning, in sentences.
    pub meaning: &'static str,
}

/// All of them.
pub const TERMS: [Term; 16] = [
    Term {
        key: "vus",
        word: "VUs",
        meaning: "Virtual users: how many requests are in flight at once. Each user of the load test sends the next request \
                  when the last one is answered.",
    },
    Term {
        key: "front",
        word: "Pareto front",
        meaning: "The runs that no other run beats: whatever is cheaper than one of these is slower, and whatever is faster \
                  costs more.",
    },
    Term {
        key: "knee",
        word: "knee",
        meaning: "Where throughput over load bends: up to there more requests at once bring much more throughput, beyond it \
                  little, and each one waits longer.",
    },
    Term {
        key: "saturated",
        word: "saturated",
        meaning: "More load brings no more throughput: it falls at the end of the series, or a rate that was asked for was \
                  not reached. Enough was tried.",
    },
    Term {
        key: "ttft",
        word: "TTFT",
        meaning: "Time to the first token: from sending a request to the first piece of its answer, in ms.",
    },
    Term {
        key: "tpot",
        word: "TPOT",
        meaning: "Time per output token after the first, in ms. Its inverse is how fast an answer is written.",
    },
    Term {
        key: "goodput",
        word: "goodput",
        meaning: "Throughput of those requests alone that kept their latency limits, per second.",
    },
    Term {
        key: "tp",
        word: "tp",
        meaning: "Tensor parallelism: each layer of the model is cut over so many GPUs, which work on every token together.",
    },
    Term {
        key: "pp",
        word: "pp",
        meaning: "Pipeline parallelism: the layers are cut into so many groups, one behind the other on GPUs of their own.",
    },
    Term {
        key: "dp",
        word: "dp",
        meaning: "Data parallelism: so many copies of the model answer requests of their own. With dp_attention only the \
                  attention is copied, on the GPUs of tp.",
    },
    Term {
        key: "ep",
        word: "ep",
        meaning: "Expert parallelism: the experts of a mixture-of-experts model are spread over so many GPUs. They are those \
                  of tp or dp, not further ones.",
    },
    Term {
        key: "conc",
        word: "conc",
        meaning: "Concurrency: how many requests are in flight at once, which other load testers call VUs.",
    },
    Term {
        key: "isl",
        word: "isl, osl",
        meaning: "Input and output sequence length: the tokens of a prompt and of its answer.",
    },
    Term {
        key: "mtp",
        word: "mtp",
        meaning: "Multi-token prediction, a kind of speculative decoding: several tokens are guessed and then checked in one \
                  step, which writes faster at little load.",
    },
    Term {
        key: "disagg",
        word: "disagg",
        meaning: "Disaggregated: prompts are read (prefill) and answers written (decode) by different GPUs. Those of both count.",
    },
    Term { key: "atom", word: "atom", meaning: "ATOM, AMD's engine that serves language models on its GPUs." },
];

/// The words of servers' settings among [`TERMS`], with the parts of columns' names and labels that are these words.
const SETTINGS: [(&str, &[&str]); 9] = [
    ("tp", &["tp", "tensor_parallel_size"]),
    ("pp", &["pp", "pipeline_parallel_size"]),
    ("dp", &["dp", "dp_attention", "data_parallel_size"]),
    ("ep", &["ep", "expert_parallel_size"]),
    ("conc", &["conc"]),
    ("isl", &["isl", "osl"]),
    ("mtp", &["mtp"]),
    ("disagg", &["disagg"]),
    ("atom", &["atom"]),
];

/// The keys of the settings' words that a table of language models has as a column or as a label of its configurations.
#[must_use]
pub fn of_table(runs: &Measured) -> Vec<&'static str> {
    let columns = runs.measured_columns[..runs.file_columns].iter();
    let names = columns.map(|column| column.name.rsplit(['.', '/']).next().unwrap_or_default().to_lowercase());
    let words =
        |label: &String| label.to_lowercase().split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
    let labels =
        |category: &Category| category.labels.iter().flat_map(|label| -> Vec<String> { words(label) }).collect();
    let told = runs.configuration().flat_map(|category| -> Vec<String> { labels(category) });
    let told: Vec<String> = names.chain(told).collect();
    let has = |words: &[&str]| told.iter().any(|told| words.contains(&told.as_str()));
    SETTINGS.iter().filter(|(_, words)| has(words)).map(|&(key, _)| key).collect()
}

/// The definition of a word.
#[must_use]
pub fn term(key: &str) -> Option<&'static Term> {
    TERMS.iter().find(|term| term.key == key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_has_a_key_of_its_own_and_a_meaning() {
        for (at, one) in TERMS.iter().enumerate() {
            assert_eq!(term(one.key), Some(one));
            assert!(TERMS[..at].iter().all(|other| other.key != one.key && other.word != one.word));
            assert!(one.meaning.ends_with('.') && !one.meaning.contains("  "), "{}", one.meaning);
        }
        assert_eq!(term("other"), None);
        assert!(SETTINGS.iter().all(|(key, words)| term(key).is_some() && words.contains(key)));
    }
}
