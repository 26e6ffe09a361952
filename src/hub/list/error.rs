//! Why a list of files leads to no table, and what to do.

use std::fmt;

/// Why no table could be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListingError {
    /// The answer is not the list that was asked for.
    NotAList {
        /// What is wrong with it.
        detail: &'static str,
    },
    /// The list is said to go on at another host.
    ForeignPage {
        /// That host, or what was written in its place.
        host: String,
    },
    /// More files, or more pages of them, than are looked through.
    TooLong {
        /// The cap.
        cap: usize,
        /// Of what.
        what: &'static str,
    },
    /// No file that a table is read from.
    NoData {
        /// The data set or folder, as typed.
        folder: String,
    },
    /// Parts of a table that is kept in several files are not there.
    MissingShards {
        /// One of the files that are.
        path: String,
        /// How many are missing.
        missing: usize,
    },
}

impl fmt::Display for ListingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAList { detail } => {
                write!(f, "The Hub's list of files could not be read ({detail}). Try again, or name the file.")
            }
            Self::ForeignPage { host } => write!(
                f,
                "The list of files is said to go on at another place ({}), which is not asked. Name the file.",
                host.chars().take(120).collect::<String>()
            ),
            Self::TooLong { cap, what } => {
                write!(f, "The data set has more than {cap} {what}, too many to look through. Name the file.")
            }
            Self::NoData { folder } => write!(
                f,
                "{folder} holds no table: there is no parquet, CSV, TSV or JSON file. Check the name, or name a file."
            ),
            Self::MissingShards { path, missing } => write!(
                f,
                "The table is kept in several files, and {missing} of them are not there (beside “{path}”). \
                 Complete it, or name the one file to open."
            ),
        }
    }
}

impl std::error::Error for ListingError {}
