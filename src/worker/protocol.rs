//! What page and worker say to each other.

use std::fmt;

use crate::data::error::DecodeError;
use crate::hub::address::AddressError;
use crate::hub::error::HubError;
use crate::hub::fetch::progress::Progress;

/// What the page asks for. `Bytes` is what holds a file's bytes on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request<Bytes> {
    /// The Hub's address, without a slash at its end.
    pub hub: String,
    /// Which table.
    pub input: TableInput<Bytes>,
    /// Which table of several at the place: [`TableOption::table`].
    pub table: Option<String>,
    /// Goes to the Hub and nowhere else.
    pub token: Option<String>,
    /// All columns of a large file, and not only those that runs are compared by.
    pub all_columns: bool,
}

/// Where a table is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableInput<Bytes> {
    /// At an address, in any form of [`crate::hub::address::table_address::TableAddress`].
    Address(String),
    /// In these files, by name.
    Files(Vec<(String, Bytes)>),
}

/// What the page needs to know of a failure besides its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// No usable answer: a copy at hand is as good as it gets.
    Unreachable,
    /// A token of an account with access would help.
    WantsToken,
    /// The reader of files died or fell silent over it.
    Crashed,
    /// Anything else.
    Other,
}

impl FailureKind {
    const ALL: [Self; 4] = [Self::Unreachable, Self::WantsToken, Self::Crashed, Self::Other];

    /// One word, for the way between page and worker.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::WantsToken => "token",
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
            HubError::Unreachable { .. } | HubError::Status { .. } => FailureKind::Unreachable,
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

/// One of several tables at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableOption {
    /// What to ask for, at the same place.
    pub table: String,
    /// What it is, in words.
    pub words: String,
}

/// A table on its way to the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackedTable<Bytes> {
    /// Packed ([`crate::data::table::pack`]).
    pub packed: Bytes,
    /// The commit, when it could be told.
    pub commit: Option<String>,
    /// Columns that the file has and that were not fetched, as they are not needed to compare runs.
    pub unfetched: Vec<String>,
    /// Rows in the file, while more of them are on their way.
    pub more: Option<u64>,
}

/// What the worker says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply<Bytes> {
    /// It can be asked.
    Ready,
    /// It is busy, and not hung.
    Alive,
    /// Bytes have come.
    Progress(Progress),
    /// The table, or its beginning.
    Table(PackedTable<Bytes>),
    /// There are several tables; the person must choose.
    Choose(Vec<TableOption>),
    /// There will be no table.
    Failed(Failure),
}

impl<Bytes> Reply<Bytes> {
    /// Whether nothing more comes after it.
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
    fn kinds_survive_the_way() {
        for kind in FailureKind::ALL {
            assert_eq!(FailureKind::from_word(kind.word()), kind);
        }
        assert_eq!(FailureKind::from_word("from another build"), FailureKind::Other);
    }

    #[test]
    fn a_beginning_is_not_the_last_word() {
        let table = |more| Reply::Table(PackedTable { packed: (), commit: None, unfetched: Vec::new(), more });
        assert!(!table(Some(9)).is_last() && table(None).is_last());
    }
}
