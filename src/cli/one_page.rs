//! The page as one file with the files of a command line inside: it opens on them, and on the question that was asked.

use std::fmt;
use std::fs;
use std::io::{self, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use isocost::data::table::Table;
use isocost::data::table::pack::pack;
use isocost::data::text::NamedBytes;
use isocost::page::choice::note;
use isocost::page::tables::embedded::{InsideTable, Stored, query, with_tables};
use isocost::page::tables::table_source::TableSource;
use isocost::page::take_away::file_names::source;
use isocost::page::take_away::static_answer::StaticAnswer;

use super::report::Report;

/// Why a page is not written.
#[derive(Debug)]
pub enum PageError {
    /// What it is made of cannot be read.
    From {
        /// Its path.
        path: String,
        /// Why.
        error: io::Error,
    },
    /// That is no page of Isocost.
    NoPage {
        /// Its path.
        path: String,
    },
    /// That has a table inside already.
    NotEmpty {
        /// Its path.
        path: String,
    },
    /// A file cannot be written.
    Write {
        /// Its path.
        path: String,
        /// Why.
        error: io::Error,
    },
}

impl fmt::Display for PageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::From { path, error } => {
                write!(f, "{path} cannot be read: {error}. Name the page by --from; `make html` or a release has it.")
            }
            Self::NoPage { path } => write!(
                f,
                "{path} is no page of Isocost. Name the isocost.html that `make html` or a release has by --from."
            ),
            Self::NotEmpty { path } => write!(
                f,
                "{path} has a table inside already. Name an isocost.html without one by --from, as `make html` writes it."
            ),
            Self::Write { path, error } => {
                write!(f, "{path} cannot be written: {error}. Name another place, in a folder that exists.")
            }
        }
    }
}

/// What stands in every page of Isocost, and in no other.
const MARK: &str = "<meta data-own name=\"isocost-hub\"";
/// The same of the page in several files.
const MARK_OF_SEVERAL: &str = "<meta name=\"isocost-hub\"";

/// The page at `path`, without a table.
///
/// # Errors
/// None is there.
pub fn empty(path: &str) -> Result<String, PageError> {
    let read = fs::read_to_string(path);
    let page = match read {
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            return Err(PageError::NoPage { path: path.to_owned() });
        }
        read => read.map_err(|error| PageError::From { path: path.to_owned(), error })?,
    };
    let Some((head, _)) = page.split_once("</head>") else { return Err(PageError::NoPage { path: path.to_owned() }) };
    if !head.contains(MARK) && !head.contains(MARK_OF_SEVERAL) {
        return Err(PageError::NoPage { path: path.to_owned() });
    }
    if head.contains(" data-table=\"") || head.contains("<meta name=\"isocost-state\"") {
        return Err(PageError::NotEmpty { path: path.to_owned() });
    }
    Ok(page)
}

/// The files as they stand in a page: one as it is, which the page reads as of anybody who picks it; of several the table
/// that they were read as, since the page would take each for a table of its own.
pub fn stored(files: &[NamedBytes], table: &Table) -> Stored {
    let names = files.iter().map(|file| file.name.clone()).collect();
    let inside = InsideTable { place: TableSource::of_files(names, &[]), unfetched: Vec::new() };
    let zipped = match files {
        [only] => zipped(&only.bytes),
        _ => zipped(&pack(table)),
    };
    Stored { name: inside.to_query(), zipped, is_raw: files.len() == 1 }
}

/// The page with a table and the question inside, and the answer where no script may run, with the first chart as SVG.
///
/// # Errors
/// The page at `path` has no place for them.
pub fn filled(page: &str, path: &str, report: &Report, stored: Stored, svg: &str) -> Result<String, PageError> {
    let Report { answer, alternatives, date, note, .. } = report;
    let said = StaticAnswer {
        data: &answer.shown.place.title(),
        note,
        verdict: &answer.verdict,
        confidence: &answer.sure,
        alternatives,
        picture: svg,
        source: &source(&answer.shown, &[], date),
    };
    let noted = note::pair(note).map(|pair| query(&[pair]));
    let parts: Vec<&str> =
        [&*report.question].into_iter().chain(noted.as_deref()).filter(|part| !part.is_empty()).collect();
    with_tables(page, &parts.join("&"), &[stored], &said.html())
        .ok_or_else(|| PageError::NoPage { path: path.to_owned() })
}

/// Writes a file.
///
/// # Errors
/// It cannot be written.
pub fn write(path: &str, text: &str) -> Result<(), PageError> {
    fs::write(path, text).map_err(|error| PageError::Write { path: path.to_owned(), error })
}

/// Bytes as they stand in a page: gzip in base64.
fn zipped(bytes: &[u8]) -> String {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    // A vector takes everything.
    let packed = gzip.write_all(bytes).and_then(|()| gzip.finish()).unwrap_or_default();
    base64(&packed)
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let number = three.iter().fold(0u32, |number, &byte| number << 8 | u32::from(byte)) << (8 * (3 - three.len()));
        for at in 0..4 {
            let letter = LETTERS[(number >> (18 - 6 * at)) as usize & 63];
            text.push(if at > three.len() { '=' } else { char::from(letter) });
        }
    }
    text
}
