//! Errors of selected files: the cause, and what the reader can do.

use std::fmt;

use super::form::extension;
use crate::data::tools::refusal::Refusal;

/// Error in the selected files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilesError {
    /// Neither parquet, CSV nor JSON.
    UnknownForm {
        /// The file.
        file: String,
    },
    /// Files of different formats.
    MixedForms {
        /// A file.
        file: String,
        /// The name of its form.
        form: &'static str,
        /// A file of another form.
        other: String,
        /// The name of that form.
        other_form: &'static str,
    },
    /// An archive that cannot be opened.
    Archive {
        /// The archive.
        file: String,
        /// Why, in words.
        detail: String,
    },
    /// A spreadsheet or another office document.
    Spreadsheet {
        /// The file.
        file: String,
    },
    /// Recognised files, none of which holds runs.
    NoRuns {
        /// The first of them.
        file: String,
        /// The tool that wrote it.
        tool: &'static str,
        /// Why it holds none.
        refusal: Refusal,
        /// How many other files hold none.
        others: usize,
    },
    /// No files, or none that could hold a table.
    NothingToRead {
        /// Number of skipped files.
        passed_over: usize,
    },
    /// A page, a notebook or a picture of results.
    NoTable {
        /// The file.
        file: String,
    },
    /// A syntax error in a text file.
    Unreadable {
        /// The file.
        file: String,
        /// The line, counted from 1.
        line: usize,
        /// How, in words.
        detail: String,
    },
}

impl fmt::Display for FilesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownForm { file } => write!(
                f,
                "“{file}” has a format that cannot be read here. Pick a parquet, CSV, TSV, JSON or JSON Lines file."
            ),
            Self::MixedForms { file, form, other, other_form } => write!(
                f,
                "“{file}” is {form} and “{other}” is {other_form}: it is not clear which of them holds the runs. \
                 Pick files of one form."
            ),
            Self::Archive { file, detail } => {
                write!(
                    f,
                    "“{file}” is an archive that cannot be opened: {detail}. Unpack it, and pick the files in it."
                )
            }
            Self::Spreadsheet { file } => write!(
                f,
                "“{file}” is a spreadsheet or another office document. Save its table as CSV (in Excel: File, Save As, \
                 “CSV UTF-8”; in LibreOffice: File, Save As, “Text CSV”), or copy its cells and paste them here."
            ),
            Self::NoRuns { file, tool, refusal, others } => {
                write!(f, "“{file}” is of {tool}: {refusal}.")?;
                match others {
                    0 => Ok(()),
                    1 => f.write_str(" Nor does the other file hold runs."),
                    more => write!(f, " Nor do the {more} other files hold runs."),
                }
            }
            Self::NothingToRead { passed_over: 0 } => {
                f.write_str("There is no file in it. Pick a parquet, CSV or JSON file, or a folder that holds some.")
            }
            Self::NothingToRead { passed_over } => write!(
                f,
                "None of the files ({passed_over}) holds data. Pick a parquet, CSV or JSON file, or a folder that \
                 holds some."
            ),
            Self::NoTable { file } => {
                let what = match extension(file).as_str() {
                    "htm" | "html" => "a web page",
                    "ipynb" => "a notebook",
                    "pdf" => "a document",
                    _ => "a picture, a script or a text",
                };
                write!(
                    f,
                    "“{file}” is {what}, and its numbers are not read. Open the data that the load tester wrote (CSV, JSON \
                     or what it printed), or copy the table and paste it here."
                )
            }
            Self::Unreadable { file, line, detail } => {
                write!(f, "“{file}” cannot be read: {detail} (line {line}). Correct it there, or export it again.")
            }
        }
    }
}
