//! What page and worker say to each other.

use std::fmt;

use crate::data::error::DecodeError;
use crate::hub::error::HubError;
use crate::hub::progress::Progress;

/// What the page asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The Hub's origin.
    pub hub: String,
    /// The file, as [`crate::hub::address::DatasetFile`] prints it.
    pub file: String,
}

/// What the page needs to know of a failure besides its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// No usable answer: a copy at hand is as good as it gets.
    Unreachable,
    /// The reader of files died or fell silent over it.
    Crashed,
    /// Anything else.
    Other,
}

impl FailureKind {
    const ALL: [Self; 3] = [Self::Unreachable, Self::Crashed, Self::Other];

    /// One word, for the way between page and worker.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::Crashed => "crashed",
            Self::Other => "other",
        }
    }

    /// Reads such a word.
    #[must_use]
    pub fn from_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|kind| kind.word() == word).unwrap_or(Self::Other)
    }
}

/// Why there is no table: the cause and a next step, for the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What kind.
    pub kind: FailureKind,
    /// Sentences.
    pub words: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}

impl From<HubError> for Failure {
    fn from(error: HubError) -> Self {
        let kind = match error {
            HubError::Unreachable { .. } | HubError::Status { .. } => FailureKind::Unreachable,
            _ => FailureKind::Other,
        };
        Self { kind, words: error.to_string() }
    }
}

impl From<DecodeError> for Failure {
    fn from(error: DecodeError) -> Self {
        Self { kind: FailureKind::Other, words: error.to_string() }
    }
}

/// What the worker says.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply<Bytes> {
    /// It can be asked.
    Ready,
    /// It is busy, and not hung.
    Alive,
    /// Bytes have come.
    Progress(Progress),
    /// The table.
    Table {
        /// Packed.
        packed: Bytes,
        /// The commit, when it could be told.
        commit: Option<String>,
    },
    /// There will be no table.
    Failed(Failure),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_survive_the_way() {
        for kind in FailureKind::ALL {
            assert_eq!(FailureKind::from_word(kind.word()), kind);
        }
        assert_eq!(FailureKind::from_word("from another build"), FailureKind::Other);
    }
}
