//! Messages between page and worker.

use std::fmt;

use crate::data::error::DecodeError;
use crate::hub::address::AddressError;
use crate::hub::error::HubError;
use crate::hub::fetch::progress::Progress;

/// What is said where page and worker do not understand each other.
pub const OTHER_BUILD: &str =
    "The page and the part of it that reads files are of different builds. Load the page again.";

/// Request of the page. `Bytes` is the type that holds a file's bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request<Bytes> {
    /// The Hub's address, without a slash at its end.
    pub hub: String,
    /// Source of the table.
    pub input: TableInput<Bytes>,
    /// Which of several tables at the address: [`TableOption::table`].
    pub table: Option<String>,
    /// The reader's token, which is sent to the Hub only.
    pub token: Option<String>,
    /// Whether to fetch all columns of a large file, not only those by which runs are compared.
    pub all_columns: bool,
}

/// Source of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableInput<Bytes> {
    /// An address in any form of [`crate::hub::address::table_address::TableAddress`].
    Address(String),
    /// Files: name and bytes.
    Files(Vec<(String, Bytes)>),
}

/// Kind of a failure, as far as the page distinguishes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// No usable response: the page keeps its bundled copy.
    Unreachable,
    /// A token of an account with access would help.
    WantsToken,
    /// The worker crashed or timed out.
    Crashed,
    /// Anything else.
    Other,
}

impl FailureKind {
    const ALL: [Self; 4] = [Self::Unreachable, Self::WantsToken, Self::Crashed, Self::Other];

    /// The kind as one word, for messages.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::WantsToken => "token",
            Self::Crashed => "crashed",
            Self::Other => "other",
        }
    }

    /// Parses [`Self::word`]; unknown words are [`Self::Other`].
    #[must_use]
    pub fn from_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|kind| kind.word() == word).unwrap_or(Self::Other)
    }
}

/// Failure to open a table: the cause and a next step, for the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The kind.
    pub kind: FailureKind,
    /// Sentences.
    pub words: String,
}

impl Failure {
    /// A failure of no special kind.
    #[must_use]
    pub fn other(words: impl fmt::Display) -> Self {
        Self { kind: FailureKind::Other, words: words.to_string() }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}

impl From<HubError> for Failure {
    fn from(error: HubError) -> Self {
        let kind = match error {
            HubError::Unreachable { .. } | HubError::BucketUnreachable { .. } | HubError::Status { .. } => {
                FailureKind::Unreachable
            }
            _ if error.wants_token() => FailureKind::WantsToken,
            _ => FailureKind::Other,
        };
        Self { kind, words: error.to_string() }
    }
}

impl From<DecodeError> for Failure {
    fn from(error: DecodeError) -> Self {
        Self::other(error)
    }
}

impl From<AddressError> for Failure {
    fn from(error: AddressError) -> Self {
        Self::other(error)
    }
}

/// One of several tables at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableOption {
    /// Value of [`Request::table`] for it.
    pub table: String,
    /// Its description.
    pub words: String,
}

/// A table as it is sent to the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackedTable<Bytes> {
    /// Packed ([`crate::data::table::pack`]).
    pub packed: Bytes,
    /// The commit, if known.
    pub commit: Option<String>,
    /// Columns of the file that were not fetched, because runs can be compared without them.
    pub unfetched: Vec<String>,
    /// Number of rows in the file, if this is only its beginning.
    pub more: Option<u64>,
    /// Whether the page shows it by code that no usual table needs, and waits for all of its code before
    /// (`tools/build/loader/gate.js`).
    pub is_rare: bool,
}

/// Reply of the worker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply<Bytes> {
    /// The worker has started.
    Ready,
    /// Sign of life while busy.
    Alive,
    /// Download progress.
    Progress(Progress),
    /// The table, or its beginning.
    Table(PackedTable<Bytes>),
    /// There are several tables to choose from.
    Choose(Vec<TableOption>),
    /// The table cannot be opened.
    Failed(Failure),
}

impl<Bytes> Reply<Bytes> {
    /// Whether it is the last reply to a request.
    #[must_use]
    pub fn is_last(&self) -> bool {
        match self {
            Self::Ready | Self::Alive | Self::Progress(_) => false,
            Self::Table(table) => table.more.is_none(),
            Self::Choose(_) | Self::Failed(_) => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failure_kinds_round_trip() {
        for kind in FailureKind::ALL {
            assert_eq!(FailureKind::from_word(kind.word()), kind);
        }
        assert_eq!(FailureKind::from_word("from another build"), FailureKind::Other);
    }

    #[test]
    fn a_partial_table_is_not_the_last_reply() {
        let table =
            |more| Reply::Table(PackedTable { packed: (), commit: None, unfetched: Vec::new(), more, is_rare: false });
        assert!(!table(Some(9)).is_last() && table(None).is_last());
    }
}
