//! Why a table could not be loaded: the address names none, or the worker brought none.

use std::fmt;

use crate::hub::address::AddressError;
use crate::worker::protocol::{Failure, FailureKind};

use super::table_source::MOST_TABLES;

/// Any reason for a table not to be loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// What was typed names no data set.
    Address(AddressError),
    /// The worker brought no table.
    Failed(Failure),
}

impl LoadError {
    /// Whether a token of an account with access would help.
    #[must_use]
    pub fn wants_token(&self) -> bool {
        matches!(self, Self::Failed(failure) if failure.kind == FailureKind::WantsToken)
    }

    /// As many tables as can be told apart are shown already.
    #[must_use]
    pub fn too_many() -> Self {
        let words = format!("{MOST_TABLES} tables are shown already, and no more can be told apart. Remove one first.");
        Self::Failed(Failure::other(words))
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(error) => error.fmt(f),
            Self::Failed(failure) => failure.fmt(f),
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
