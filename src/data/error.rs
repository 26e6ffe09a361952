//! Decoding errors: the cause, and what the reader can do.

use std::fmt;

use super::runs::not_runs::NotRuns;
use super::text::error::FilesError;

/// Why a file cannot be read as a table of runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// No parquet magic at the start: another kind of file, often an HTML page.
    NotParquet,
    /// Starts as a parquet file, but does not end as one.
    Truncated {
        /// How many bytes there are.
        bytes: usize,
    },
    /// The footer is encrypted.
    Encrypted,
    /// A column is encrypted, although the footer is not.
    EncryptedColumn {
        /// The first of them.
        column: String,
    },
    /// Contradicts itself or the format.
    Corrupt {
        /// The column, when the footer could be read.
        column: Option<String>,
        /// The decoder's message.
        detail: String,
    },
    /// Unsupported compression.
    UnsupportedCodec {
        /// The codec's name in the parquet format.
        codec: String,
        /// The first column that uses it.
        column: String,
    },
    /// Over a cap that protects the page's memory.
    TooLarge {
        /// What is too large, with its unit.
        what: &'static str,
        /// How large it is.
        found: u64,
        /// The cap.
        cap: u64,
    },
    /// The bytes of a column were not fetched.
    NotFetched {
        /// Its name.
        column: String,
    },
    /// No flat column.
    NoColumns,
    /// Error in the selected files.
    Files(FilesError),
    /// Error in one of several files.
    InFile {
        /// The file.
        file: String,
        /// The error.
        error: Box<DecodeError>,
    },
    /// A column that is needed to compare runs is missing.
    MissingColumn {
        /// Its name in the notebooks' tables.
        column: &'static str,
        /// What is missing, in words.
        what: &'static str,
        /// A column that is called so and does not hold numbers, and a cell of it.
        unread: Option<(String, String)>,
        /// The columns that look most like it.
        closest: Vec<String>,
    },
    /// The table is known to be something else than runs.
    NotRuns(NotRuns),
    /// A column holds something else than is needed.
    WrongType {
        /// Its name.
        column: &'static str,
        /// What it holds.
        found: &'static str,
    },
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotParquet => f.write_str(
                "This is not a parquet file (it does not begin with PAR1). Check that the address names the file \
                 itself and not a page about it.",
            ),
            Self::Truncated { bytes } => write!(
                f,
                "The file was cut short: it begins as parquet, but its end is missing after {bytes} bytes. \
                 Load it again, or export it again."
            ),
            Self::Encrypted => f.write_str("The file is encrypted. Write it without encryption to open it here."),
            Self::EncryptedColumn { column } => write!(
                f,
                "Column “{column}” is encrypted. Write the file without encryption, or without that column, to open it \
                 here."
            ),
            Self::Corrupt { column: Some(column), detail } => {
                write!(f, "The file is damaged in column “{column}” ({detail}). Export it again.")
            }
            Self::Corrupt { column: None, detail } => {
                write!(f, "The file is damaged: its table of contents cannot be read ({detail}). Export it again.")
            }
            Self::UnsupportedCodec { codec, column } => write!(
                f,
                "Column “{column}” is compressed with {codec}, which is not read here. \
                 Write the file with snappy, gzip, lz4, brotli, zstd or no compression."
            ),
            Self::TooLarge { what, found, cap } => write!(
                f,
                "The file is too large to open in a page: {found} {what}, and the limit is {cap}. \
                 Reduce it to one row per load test (README: “From raw samples to a run table”)."
            ),
            Self::NotFetched { column } => {
                write!(f, "Some bytes of column “{column}” are missing. Load the file again.")
            }
            Self::NoColumns => {
                f.write_str("The file holds no flat column. A table of runs has one column per measure.")
            }
            Self::Files(error) => error.fmt(f),
            Self::InFile { file, error } => write!(f, "“{file}”: {error}"),
            Self::MissingColumn { what, unread: Some((named, cell)), .. } => write!(
                f,
                "Column “{named}” is called as one that holds {what}, and its cells cannot be read as numbers (“{cell}”). \
                 Write plain numbers, with their unit in the column's name, or choose another column under “Columns”."
            ),
            Self::MissingColumn { column, what, closest, .. } => {
                write!(
                    f,
                    "No column was found that holds {what}, and runs cannot be compared without it. \
                     Choose it under “Columns”, or call it “{column}”."
                )?;
                if closest.is_empty() { Ok(()) } else { write!(f, " Closest: “{}”.", closest.join("”, “")) }
            }
            Self::NotRuns(other) => other.fmt(f),
            Self::WrongType { column, found } => write!(
                f,
                "Column “{column}” must hold numbers, but holds {found}. \
                 Convert it, or choose another one under “Columns”."
            ),
        }
    }
}

impl std::error::Error for DecodeError {}

impl From<FilesError> for DecodeError {
    fn from(error: FilesError) -> Self {
        Self::Files(error)
    }
}

impl From<NotRuns> for DecodeError {
    fn from(other: NotRuns) -> Self {
        Self::NotRuns(other)
    }
}
