//! Why a table is not on the page: where it was asked for, or what came.

use std::fmt;

use crate::data::error::DecodeError;
use crate::hub::address::AddressError;
use crate::hub::error::HubError;

/// Any reason for a table not to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// What was typed names no data set.
    Address(AddressError),
    /// The bytes did not come.
    Hub(HubError),
    /// The bytes are no table of runs.
    Decode(DecodeError),
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(error) => error.fmt(f),
            Self::Hub(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for LoadError {}

impl From<AddressError> for LoadError {
    fn from(error: AddressError) -> Self {
        Self::Address(error)
    }
}

impl From<HubError> for LoadError {
    fn from(error: HubError) -> Self {
        Self::Hub(error)
    }
}

impl From<DecodeError> for LoadError {
    fn from(error: DecodeError) -> Self {
        Self::Decode(error)
    }
}
