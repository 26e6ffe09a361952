//! Why a table is not on the page: where it was asked for, or what came.

use std::fmt;

use crate::hub::address::AddressError;
use crate::worker::protocol::{Failure, FailureKind};

/// Any reason for a table not to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// What was typed names no data set.
    Address(AddressError),
    /// The worker brought no table.
    Failed(Failure),
    /// Of several tables, those that did not come: how the reader names each, and why.
    Tables(Vec<(String, LoadError)>),
    /// As many tables as can be told apart are shown already.
    TooMany {
        /// How many that are.
        most: usize,
    },
}

impl LoadError {
    /// Whether a token of an account with access would help.
    #[must_use]
    pub fn wants_token(&self) -> bool {
        match self {
            Self::Failed(failure) => failure.kind == FailureKind::WantsToken,
            Self::Tables(errors) => errors.iter().any(|(_, error)| error.wants_token()),
            Self::Address(_) | Self::TooMany { .. } => false,
        }
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(error) => error.fmt(f),
            Self::Failed(failure) => failure.fmt(f),
            Self::Tables(errors) => errors.iter().enumerate().try_for_each(|(nth, (title, error))| {
                write!(f, "{}“{title}” was not opened: {error}", if nth > 0 { " " } else { "" })
            }),
            Self::TooMany { most } => {
                write!(f, "{most} tables are shown already, and no more can be told apart. Remove one first.")
            }
        }
    }
}

impl std::error::Error for LoadError {}

impl From<AddressError> for LoadError {
    fn from(error: AddressError) -> Self {
        Self::Address(error)
    }
}

impl From<Failure> for LoadError {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_several_tables_the_error_names_which() {
        let wants = Failure { kind: FailureKind::WantsToken, words: "It is private.".to_owned() };
        let error = LoadError::Tables(vec![
            ("a/b".to_owned(), Failure::other("It is gone.").into()),
            ("c/d".to_owned(), wants.into()),
        ]);
        assert_eq!(error.to_string(), "“a/b” was not opened: It is gone. “c/d” was not opened: It is private.");
        assert!(error.wants_token());
        assert!(!LoadError::TooMany { most: 8 }.wants_token());
        assert!(LoadError::TooMany { most: 8 }.to_string().contains("Remove one"));
    }
}
