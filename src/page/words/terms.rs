//! Definitions of the field's words, told where a word is first used.

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
];

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
    }
}
