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
pub const TERMS: [Term; 7] = [
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
        meaning: "Where throughput over load bends most: beyond it each further request at once brings less than before, though \
                  throughput may still rise, and each one waits longer.",
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
];

/// Words of servers' settings, each with its meaning behind it: a word alone would be one text with the names of columns that
/// the first view knows, and move them.
const SETTINGS: [&str; 9] = [
    "tp: Tensor parallelism: each layer is cut over so many GPUs, which work on every token together.",
    "pp: Pipeline parallelism: the layers are cut into so many groups, one behind the other on GPUs of their own.",
    "dp: Data parallelism: so many copies of the model answer requests of their own; with dp_attention only its attention is copied.",
    "ep: Expert parallelism: the experts of the model are spread over so many GPUs, which are those of tp or dp and no further ones.",
    "conc: Concurrency: how many requests are in flight at once, as VUs.",
    "isl: Input sequence length, the tokens of a prompt; osl is that of its answer.",
    "mtp: Multi-token prediction: several tokens are guessed, then checked in one step (speculative decoding).",
    "disagg: Disaggregated: some GPUs read prompts (prefill), others write answers (decode). All of them count.",
    "atom: AMD's engine that serves language models on its GPUs.",
];

/// All terms, those of settings last.
#[must_use]
pub fn terms() -> Vec<Term> {
    let mut all = TERMS.to_vec();
    for line in SETTINGS {
        let (word, meaning) = line.split_once(": ").unwrap_or_default();
        all.push(Term { key: word, word, meaning });
    }
    all
}

/// The keys of the settings' words that a table of language models has in the name of a column or in a label of its
/// configurations.
#[must_use]
pub fn of_table(runs: &Measured) -> Vec<&'static str> {
    let columns = &runs.measured_columns[..runs.file_columns];
    let labels = |category: &Category, key: &str| category.labels.iter().any(|label| has(label, key));
    let mut keys = Vec::new();
    for Term { key, .. } in terms().split_off(TERMS.len()) {
        let is_told = columns.iter().any(|column| has(&column.name, key))
            || runs.engine.as_ref().is_some_and(|engine| labels(engine, key))
            || runs.categories.iter().any(|(_, category)| labels(category, key));
        if is_told {
            keys.push(key);
        }
    }
    keys
}

/// Whether a word is one of a text's, whatever its case.
fn has(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_ascii_alphanumeric()).any(|own| own.eq_ignore_ascii_case(word))
}

/// The definition of a word.
#[must_use]
pub fn term(key: &str) -> Option<Term> {
    terms().iter().find(|term| term.key == key).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_has_a_key_of_its_own_and_a_meaning() {
        let all = terms();
        assert_eq!(all.len(), TERMS.len() + SETTINGS.len());
        for (at, one) in all.iter().enumerate() {
            assert_eq!(term(one.key), Some(*one));
            assert!(all[..at].iter().all(|other| other.key != one.key && other.word != one.word));
            assert!(one.meaning.ends_with('.') && !one.meaning.contains("  "), "{}", one.meaning);
        }
        assert_eq!(term("other"), None);
    }
}
