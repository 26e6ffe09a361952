//! Sentences with the short names of hardware and settings in the place of the long ones.
//!
//! Exports, Markdown and Python keep the long names: who reads those has no page beside them.

use super::short_runs::ShortRuns;
use crate::page::tables::active_table::ActiveTable;

/// Shorter names might be words of the sentence.
const LEAST_LENGTH: usize = 6;

/// Long names with their short forms, the longest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShortForms(Vec<(String, String)>);

impl ShortForms {
    /// Of a table.
    #[must_use]
    pub fn of(shown: &ActiveTable) -> Self {
        Self::from(ShortRuns::of(shown).pairs(shown).collect())
    }

    fn from(mut pairs: Vec<(String, String)>) -> Self {
        pairs.retain(|(long, short)| long.len() >= LEAST_LENGTH && !short.is_empty() && short.len() < long.len());
        pairs.sort_by_key(|(long, _)| std::cmp::Reverse(long.len()));
        Self(pairs)
    }

    /// A text with each whole long name replaced. A name that goes on, as `image:1` does in `image:1-onnx`, is another.
    #[must_use]
    pub fn shorten(&self, text: &str) -> String {
        let mut short = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(next) = rest.chars().next() {
            let begins = short.is_empty() || !short.ends_with(is_of_name);
            let found = self
                .0
                .iter()
                .filter(|_| begins)
                .find(|(long, _)| rest.strip_prefix(long.as_str()).is_some_and(|after| !goes_on(after)));
            let (done, said) = match found {
                Some((long, own)) => (long.len(), own.as_str()),
                None => (next.len_utf8(), &rest[..next.len_utf8()]),
            };
            short += said;
            rest = &rest[done..];
        }
        short
    }
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | ':')
}

/// Whether a name does not end here: a full stop is part of it where something follows at once.
fn goes_on(after: &str) -> bool {
    let mut next = after.chars();
    match next.next() {
        // A colon and a space end a name.
        Some('.' | ':') => next.next().is_some_and(char::is_alphanumeric),
        Some(c) => is_of_name(c),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms() -> ShortForms {
        let pair = |long: &str, short: &str| (long.to_owned(), short.to_owned());
        ShortForms::from(vec![
            pair("nvidia-l4", "L4"),
            pair("michaelf34/infinity:0.0.75", "default"),
            pair("michaelf34/infinity:0.0.75-trt-onnx", "trt-onnx"),
            pair("tiny", "t"),
            pair("without", ""),
        ])
    }

    #[test]
    fn whole_names_are_replaced_wherever_they_stand() {
        let long =
            "That of nvidia-l4 · michaelf34/infinity:0.0.75-trt-onnx, batch size 4 and michaelf34/infinity:0.0.75.";
        assert_eq!(forms().shorten(long), "That of L4 · trt-onnx, batch size 4 and default.");
        assert_eq!(forms().shorten("nvidia-l4"), "L4");
        assert_eq!(forms().shorten("nvidia-l4: 3 runs"), "L4: 3 runs");
    }

    #[test]
    fn parts_of_other_names_and_short_names_stay() {
        for same in ["", "nvidia-l40", "my-nvidia-l4", "nvidia-l4.large", "nvidia-l4:2", "tiny without", "é nvidia"] {
            assert_eq!(forms().shorten(same), same);
        }
    }
}
