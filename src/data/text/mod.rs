//! Files of any form (CSV, JSON, parquet), one or many, as one table.
//!
//! `files -> format (content, then name) -> text: two passes (gather) | parquet: decode, concat -> Table`
//!
//! Several files are read as one table, in the order of their names (by their bytes: `run_10` comes before `run_2`),
//! with the columns of all; a column that a file lacks is null there. The types of columns are decided over all files
//! together, and the limits hold for all files together.

pub(crate) mod amount;
pub(crate) mod cell;
pub(crate) mod csv;
pub(crate) mod encoding;
pub(crate) mod error;
pub(crate) mod failures;
pub(crate) mod fault;
pub(crate) mod form;
pub(crate) mod gather;
pub(crate) mod gathered;
pub(crate) mod json;
pub(crate) mod labelled;
pub(crate) mod lines;
pub mod name_parts;
pub mod named_bytes;
pub(crate) mod price_list;
pub(crate) mod quantity;
pub(crate) mod records;
pub(crate) mod rewritten;
pub(crate) mod several;
pub(crate) mod sums;
pub(crate) mod turned;
pub(crate) mod units;

use super::archive;
use super::error::DecodeError;
use super::limits::cap;
use super::parquet::footer::Footer;
use super::parquet::pages::Budget;
use super::parquet::{decode, decode_within};
use crate::analysis::stats::order;
use crate::data::limits::Limits;
use crate::data::runs::not_runs::NotRuns;
use crate::data::table::Table;
use crate::data::tools;

pub(crate) use self::cell::{CellKind, SeenKinds};
use self::csv::head::Head;
pub use self::error::FilesError;
use self::fault::Fault;
use self::form::DetectedFormat;
use self::gather::Gather;
pub use self::named_bytes::NamedBytes;

/// Whether [`read`] skips the file at a path whatever its content (prose, a picture, code, hidden), so that it need not
/// be loaded. The path of a folder ends with a slash: everything below it is skipped.
#[must_use]
pub fn is_passed_over(path: &str) -> bool {
    form::is_named_as_no_data(path)
}

/// The name that pasted text is opened under, by what it looks like; `None` for a word or a sentence, which is no table.
#[must_use]
pub fn pasted_name(text: &str) -> Option<&'static str> {
    let text = text.trim();
    let mut lines = text.lines();
    let head = lines.next()?;
    if form::is_json(text.as_bytes()) {
        Some("pasted.json")
    } else if lines.next().is_none() {
        None
    } else if head.contains('\t') {
        Some("pasted.tsv")
    } else if head.contains([',', ';']) {
        Some("pasted.csv")
    } else {
        Some("pasted.txt")
    }
}

/// As [`read`]; names of columns without any row below them are told to be a header only.
///
/// # Errors
/// As [`read`].
pub fn read_runs(files: Vec<NamedBytes>, limits: &Limits) -> Result<Table, DecodeError> {
    let is_text = files.iter().all(|file| !file.bytes.starts_with(b"PAR1"));
    let table = read(files, limits)?;
    if table.rows == 0 && is_text {
        return Err(NotRuns::NamesOnly { columns: table.columns.len() }.into());
    }
    Ok(table)
}

/// Reads files of one format as one table.
///
/// # Errors
/// Nothing to read, an unknown format, a mixture of formats, a syntax error (with file and line), a limit exceeded, or
/// the error of [`decode`] for a parquet file (with the file, if there are several).
pub fn read(mut files: Vec<NamedBytes>, limits: &Limits) -> Result<Table, DecodeError> {
    if files.iter().all(|file| file.bytes.starts_with(b"PAR1")) && !files.is_empty() {
        order::sort_by(&mut files, |a, b| a.name.cmp(&b.name));
        cap("bytes", files.iter().map(|file| file.bytes.len() as u64).sum(), limits.file_bytes)?;
        return read_parquet(files, limits);
    }
    read_others(files, limits)
}

/// Reads files that are not all parquet. Not inlined, as the usual table does without it.
#[inline(never)]
fn read_others(files: Vec<NamedBytes>, limits: &Limits) -> Result<Table, DecodeError> {
    let mut files = archive::opened(files, limits)?;
    let given = files.len();
    files.iter_mut().for_each(|file| encoding::to_utf8(&mut file.bytes));
    let only = (given == 1).then(|| files.first().map(|file| file.name.clone())).flatten();
    files.retain(|file| !form::is_no_data(file) || (given == 1 && rewritten::is_markdown(&file.name)));
    if let (true, Some(file)) = (files.is_empty(), only) {
        return Err(FilesError::NoTable { file }.into());
    }
    order::sort_by(&mut files, |a, b| a.name.cmp(&b.name));
    cap_texts(&files, limits)?;
    let mut reading = tools::read(files);
    if given > 1 {
        reading.rest.retain(|file| !form::is_prose(&file.name));
    }
    let rewritten: Vec<&str> = reading.rest.iter_mut().filter_map(rewritten::rewrite).collect();
    let prices = price_list::take(&mut reading.rest, !reading.runs.is_empty(), limits);
    if !reading.runs.is_empty() {
        return Ok(several::joined(reading, &prices, limits));
    }
    let refused = reading.refused;
    match read_alike(reading.rest, given, limits) {
        Err(error) => Err(refused.into_iter().next().map_or(error, |(file, tool, refusal)| {
            FilesError::NoRuns { file, tool, refusal, others: given - 1 }.into()
        })),
        Ok(mut table) => {
            table.notes.doubts.extend(refused.into_iter().map(several::refused).take(several::MOST_PASSED));
            sums::settle(&mut table);
            failures::settle(&mut table);
            prices.iter().for_each(|list| list.fill(&mut table));
            table.notes.rewritten |= !rewritten.is_empty();
            table.notes.said.extend(rewritten.into_iter().filter(|said| !said.is_empty()).map(str::to_owned));
            Ok(table)
        }
    }
}

/// Fails if files are too large; logs of requests may be larger than other files.
fn cap_texts(files: &[NamedBytes], limits: &Limits) -> Result<(), DecodeError> {
    let bytes = |file: &NamedBytes| file.bytes.len() as u64;
    let all: u64 = files.iter().map(bytes).sum();
    if all <= limits.file_bytes {
        return Ok(());
    }
    let others: u64 = files.iter().filter(|file| !tools::is_added_up(file)).map(bytes).sum();
    cap("bytes", others, limits.file_bytes)?;
    cap("bytes of logs of requests", all, limits.log_bytes)
}

/// Reads files of one format.
fn read_alike(files: Vec<NamedBytes>, given: usize, limits: &Limits) -> Result<Table, DecodeError> {
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
enum Plan {
    Separated(Box<Head>),
    Json(json::Layout),
}

/// Names of more runs are not looked at for what differs in them.
const MOST_NAMES: usize = 10_000;

fn read_texts(files: &[NamedBytes], form: DetectedFormat, limits: &Limits) -> Result<Table, DecodeError> {
    let mut gather = Gather::new(limits);
    let mut plans = Vec::with_capacity(files.len());
    let mut ends = Vec::with_capacity(files.len());
    for file in files {
        let text = form::without_bom(&file.bytes);
        plans.push(plan(file, text, form, limits).map_err(|fault| fault.in_file(&file.name, text))?);
    }
    for is_second in [false, true] {
        if is_second {
            gather.fill();
        }
        for (file, plan) in files.iter().zip(&plans) {
            let text = form::without_bom(&file.bytes);
            walk(text, plan, &mut gather).map_err(|fault| fault.in_file(&file.name, text))?;
            if is_second {
                ends.push(gather.rows());
            }
        }
    }
    let mut table = gather.finish()?;
    if files.len() > 1 {
        let starts = [0].into_iter().chain(ends.iter().copied());
        let rows = ends.iter().zip(starts).map(|(end, start)| end - start);
        table.notes.files = files.iter().map(|file| file.name.clone()).zip(rows).collect();
        several::add_name_columns(&mut table);
    } else if matches!(plans[..], [Plan::Json(json::Layout::Named { .. })]) && table.rows <= MOST_NAMES {
        several::add_run_columns(&mut table);
    }
    Ok(table)
}

fn plan(file: &NamedBytes, text: &[u8], form: DetectedFormat, limits: &Limits) -> Result<Plan, Fault> {
    if let Some(at) = text.iter().position(|&byte| byte == 0) {
        return Err(Fault::Damaged { at, detail: "it is not text in UTF-8, nor in UTF-16 with a byte order mark" });
    }
    Ok(match form {
        DetectedFormat::Json => Plan::Json(json::Layout::of(text, limits.rows)?),
        _ => Plan::Separated(Box::new(Head::of(text, csv::delimiter(&file.name, text))?)),
    })
}

fn walk<'a>(text: &'a [u8], plan: &Plan, gather: &mut Gather<'a>) -> Result<(), Fault> {
    match plan {
        Plan::Separated(head) => csv::walk(text, head, gather),
        Plan::Json(layout) => json::walk(text, *layout, gather),
    }
}
