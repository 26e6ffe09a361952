//! Files of any form (CSV, JSON, parquet), one or many, as one table.
//!
//! `files -> format (content, then name) -> text: two passes (gather) | parquet: decode, concat -> Table`
//!
//! Several files are read as one table, in the order of their names (by their bytes: `run_10` comes before `run_2`),
//! with the columns of all; a column that a file lacks is null there. The types of columns are decided over all files
//! together, and the limits hold for all files together.

pub(crate) mod cell;
pub(crate) mod csv;
pub(crate) mod error;
pub(crate) mod fault;
pub(crate) mod form;
pub(crate) mod gather;
pub(crate) mod json;

use bytes::Bytes;

use super::error::DecodeError;
use super::limits::cap;
use super::parquet::footer::Footer;
use super::parquet::pages::Budget;
use super::parquet::{decode, decode_within};
use crate::analysis::stats::order;
use crate::data::limits::Limits;
use crate::data::table::Table;

pub(crate) use self::cell::{CellKind, SeenKinds};
pub use self::error::FilesError;
use self::fault::Fault;
use self::form::DetectedFormat;
use self::gather::Gather;

/// A file to read.
#[derive(Clone, Debug)]
pub struct NamedBytes {
    /// Its path within the selection: for messages, and for its format if the content does not tell.
    pub name: String,
    /// Its content.
    pub bytes: Bytes,
}

/// Whether [`read`] skips the file at a path whatever its content (prose, a picture, code, hidden), so that it need not
/// be loaded. The path of a folder ends with a slash: everything below it is skipped.
#[must_use]
pub fn is_passed_over(path: &str) -> bool {
    form::is_named_as_no_data(path)
}

/// Reads files of one format as one table.
///
/// # Errors
/// Nothing to read, an unknown format, a mixture of formats, a syntax error (with file and line), a limit exceeded, or
/// the error of [`decode`] for a parquet file (with the file, if there are several).
pub fn read(mut files: Vec<NamedBytes>, limits: &Limits) -> Result<Table, DecodeError> {
    let given = files.len();
    files.retain(|file| !form::is_no_data(file));
    order::sort_by(&mut files, |a, b| a.name.cmp(&b.name));
    cap("bytes", files.iter().map(|file| file.bytes.len() as u64).sum(), limits.file_bytes)?;
    match common_form(&files, given)? {
        DetectedFormat::Parquet => read_parquet(files, limits),
        form => read_texts(&files, form, limits),
    }
}

fn common_form(files: &[NamedBytes], given: usize) -> Result<DetectedFormat, FilesError> {
    let mut common: Option<(&NamedBytes, DetectedFormat)> = None;
    for file in files {
        let form = DetectedFormat::of(file).ok_or_else(|| FilesError::UnknownForm { file: file.name.clone() })?;
        let (first, first_form) = *common.get_or_insert((file, form));
        if form != first_form {
            return Err(FilesError::MixedForms {
                file: first.name.clone(),
                form: first_form.name(),
                other: file.name.clone(),
                other_form: form.name(),
            });
        }
    }
    common.map(|(_, form)| form).ok_or(FilesError::NothingToRead { passed_over: given })
}

/// Checks the limits over all footers together before the first page is decompressed.
fn read_parquet(mut files: Vec<NamedBytes>, limits: &Limits) -> Result<Table, DecodeError> {
    if files.len() == 1 {
        return decode(files.remove(0).bytes, limits);
    }
    let (mut rows, mut columns, mut uncompressed) = (0, 0, 0u64);
    for file in &files {
        let footer = Footer::of_file(&file.bytes, limits).map_err(|error| in_file(file, error))?;
        rows += footer.rows();
        columns = columns.max(footer.leaves() as u64);
        uncompressed = uncompressed.saturating_add(footer.uncompressed_bytes());
    }
    cap("rows", rows, limits.rows)?;
    cap("cells", rows.saturating_mul(columns), limits.cells)?;
    cap("bytes uncompressed", uncompressed, limits.uncompressed_bytes)?;
    let mut tables = Vec::with_capacity(files.len());
    let budget = Budget::new(limits);
    for file in files {
        tables.push(decode_within(file.bytes.clone(), limits, &budget).map_err(|error| in_file(&file, error))?);
    }
    check_union(&tables, rows, limits)?;
    Ok(Table::concat(tables))
}

/// Checks the limits for the union of the files' columns.
fn check_union(tables: &[Table], rows: u64, limits: &Limits) -> Result<(), DecodeError> {
    let mut names: Vec<&str> = tables.iter().flat_map(|table| &table.columns).map(|c| c.name.as_str()).collect();
    order::sort_by(&mut names, |a, b| a.cmp(b));
    names.dedup();
    cap("columns", names.len() as u64, limits.columns)?;
    cap("cells", rows.saturating_mul(names.len() as u64), limits.cells)
}

fn in_file(file: &NamedBytes, error: DecodeError) -> DecodeError {
    DecodeError::InFile { file: file.name.clone(), error: Box::new(error) }
}

/// Layout of one text file.
#[derive(Clone, Copy)]
enum Plan {
    Separated { delimiter: u8 },
    Json(json::Layout),
}

fn read_texts(files: &[NamedBytes], form: DetectedFormat, limits: &Limits) -> Result<Table, DecodeError> {
    let mut gather = Gather::new(limits);
    let mut plans = Vec::with_capacity(files.len());
    for file in files {
        let text = form::without_bom(&file.bytes);
        plans.push(plan(file, text, form, limits).map_err(|fault| fault.in_file(&file.name, text))?);
    }
    for is_second in [false, true] {
        if is_second {
            gather.fill();
        }
        for (file, &plan) in files.iter().zip(&plans) {
            let text = form::without_bom(&file.bytes);
            walk(text, plan, &mut gather).map_err(|fault| fault.in_file(&file.name, text))?;
        }
    }
    gather.finish()
}

fn plan(file: &NamedBytes, text: &[u8], form: DetectedFormat, limits: &Limits) -> Result<Plan, Fault> {
    if let Some(at) = text.iter().position(|&byte| byte == 0) {
        return Err(Fault::Damaged { at, detail: "it is not text in UTF-8 (UTF-16 must be converted first)" });
    }
    Ok(match form {
        DetectedFormat::Json => Plan::Json(json::Layout::of(text, limits.rows)?),
        _ => Plan::Separated { delimiter: csv::delimiter(&file.name, text) },
    })
}

fn walk<'a>(text: &'a [u8], plan: Plan, gather: &mut Gather<'a>) -> Result<(), Fault> {
    match plan {
        Plan::Separated { delimiter } => csv::walk(text, delimiter, gather),
        Plan::Json(layout) => json::walk(text, layout, gather),
    }
}
