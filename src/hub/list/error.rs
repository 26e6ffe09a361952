//! Errors of file listings: the cause, and what the reader can do.

use std::fmt;

/// Why no table could be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListingError {
    /// The response is not a list of files.
    NotAList {
        /// What is wrong with it.
        detail: &'static str,
    },
    /// The next page of the list is at another host.
    ForeignPage {
        /// That host, or the text in its place.
        host: String,
    },
    /// More files, or pages of files, than the cap.
    TooLong {
        /// The cap.
        cap: usize,
        /// What is counted.
        what: &'static str,
    },
    /// No file of a readable format.
    NoData {
        /// The data set or folder, as typed.
        folder: String,
    },
    /// Some files of a table in several files are missing.
    MissingShards {
        /// One of the files that exist.
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
                "The list of files continues at another host ({}), which is not contacted. Name the file.",
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
                "The table is stored in several files, of which {missing} are missing (next to “{path}”). \
                 Complete it, or name the one file to open."
            ),
        }
    }
}

impl std::error::Error for ListingError {}
