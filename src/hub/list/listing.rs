//! Choice of the table of a data set, from the names of its files.
//!
//! Names as the Hub's own tools write them: `data/{split}-00000-of-00003.parquet` for the configuration called default,
//! `{configuration}/{split}-…` for the others, `{configuration}/{split}/0000.parquet` on the converted branch. What the
//! data set's card says about its files (YAML) is not read.

use std::cmp::Ordering;

use super::error::ListingError;
use super::tree::TreeFile;
use crate::analysis::stats::order;
use crate::hub::address::DatasetFile;
use crate::hub::address::folder::Folder;
use crate::hub::format::FileFormat;

/// The configuration of a data set that names none.
pub const DEFAULT_CONFIG: &str = "default";

/// A table in one file, or in several that are read in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedTable {
    /// The configuration (the Hub's word for a variant of the data set).
    pub config: String,
    /// The split (the Hub's word for a part of the configuration), often `train`.
    pub split: String,
    /// Format of its files.
    pub format: FileFormat,
    /// Its files in order, at least one.
    pub files: Vec<DatasetFile>,
    /// Size of all files, bytes; `None` if that of any is unknown.
    pub bytes: Option<u64>,
    /// Number of files that the names announce (`-of-00003`) and that are missing.
    pub missing: usize,
    /// Whether the Hub converted only the beginning of the table.
    pub partial: bool,
}

/// Result of a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The only table.
    One(ListedTable),
    /// At least two tables to choose from, in display order.
    Several(Vec<ListedTable>),
    /// No readable file, but the Hub may have converted the data set: list this folder.
    LookIn(Folder),
}

/// Chooses from the files of a folder.
///
/// Parquet is preferred to all other formats, and JSON documents are used only if there is nothing else, because beside
/// data they are mostly descriptions. The converted branch is used only for the whole main branch, from which it is
/// made; for another revision it would be a different table.
///
/// # Errors
/// No data, or the only table is incomplete.
pub fn choose(folder: &Folder, files: &[TreeFile]) -> Result<Choice, ListingError> {
    let mut tables = tables(folder, files);
    match tables.len() {
        0 if folder.revision.is_none() && folder.path.is_none() => Ok(Choice::LookIn(folder.converted())),
        0 => Err(ListingError::NoData { folder: folder.to_string() }),
        1 => one(tables.remove(0)),
        _ => Ok(Choice::Several(tables)),
    }
}

/// One table is opened if it is complete.
fn one(table: ListedTable) -> Result<Choice, ListingError> {
    match table.files.first() {
        Some(file) if table.missing > 0 => {
            Err(ListingError::MissingShards { path: file.path().to_owned(), missing: table.missing })
        }
        _ => Ok(Choice::One(table)),
    }
}

/// A file, and what its name says about configuration, split and shard.
struct ListedFile<'a> {
    file: &'a TreeFile,
    format: FileFormat,
    config: String,
    split: String,
    partial: bool,
    /// Shard number, and the number of shards if the name has it; `None` if the file is a table of its own.
    shard: Option<(usize, Option<usize>)>,
}

fn tables(folder: &Folder, files: &[TreeFile]) -> Vec<ListedTable> {
    let mut parts: Vec<ListedFile> = files.iter().filter_map(|file| part(file, folder.is_converted())).collect();
    let has = |wanted: &dyn Fn(FileFormat) -> bool| parts.iter().any(|part| wanted(part.format));
    let (parquet, lines) = (has(&|format| format == FileFormat::Parquet), has(&|format| format != FileFormat::Json));
    parts.retain(
        |part| if parquet { part.format == FileFormat::Parquet } else { !lines || part.format != FileFormat::Json },
    );
    order::sort_by(&mut parts, |a, b| {
        group_order(a, b).then(a.shard.cmp(&b.shard)).then(a.file.path.cmp(&b.file.path))
    });
    parts.dedup_by(|a, b| a.file.path == b.file.path);
    let mut tables = Vec::new();
    for group in parts.chunk_by(|a, b| a.shard.is_some() && group_order(a, b).is_eq()) {
        // Two files of the same number are two states of one table, left by uploads that added digits to the names:
        // read together they would count every run twice, so each stands alone.
        let twice = group.windows(2).any(|pair| pair[0].shard == pair[1].shard);
        tables.extend(group.chunks(if twice { 1 } else { group.len() }).map(|parts| table(folder, parts)));
    }
    tables
}

/// Configuration and split: the default one first, and `train`; else by name.
fn split_order(a: (&str, &str), b: (&str, &str)) -> Ordering {
    let key = |(config, split)| (config != DEFAULT_CONFIG, config, split != "train", split);
    key(a).cmp(&key(b))
}

fn group_order(a: &ListedFile, b: &ListedFile) -> Ordering {
    let promised = |part: &ListedFile| part.shard.map(|(_, of)| of);
    split_order((&a.config, &a.split), (&b.config, &b.split))
        .then(a.format.cmp(&b.format))
        .then(a.partial.cmp(&b.partial))
        .then(promised(a).cmp(&promised(b)))
}

fn table(folder: &Folder, parts: &[ListedFile]) -> ListedTable {
    let first = &parts[0];
    // The parts are sorted. Those that promise no number are numbered from 0 without gaps.
    let last = parts.last().and_then(|part| part.shard).map_or(1, |(number, _)| number + 1);
    let promised = first.shard.and_then(|(_, of)| of).unwrap_or(last);
    ListedTable {
        config: first.config.clone(),
        split: first.split.clone(),
        format: first.format,
        files: parts.iter().map(|part| folder.file(&part.file.path)).collect(),
        bytes: parts.iter().try_fold(0u64, |sum, part| sum.checked_add(part.file.bytes?)),
        missing: promised.saturating_sub(parts.len()),
        partial: first.partial,
    }
}

fn part(file: &TreeFile, converted: bool) -> Option<ListedFile<'_>> {
    let format = FileFormat::of(&file.path)?;
    let (place, name) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
    let hidden = file.path.split('/').any(|segment| segment.starts_with('.') || segment.starts_with("__"));
    if hidden || matches!(name, "dataset_info.json" | "dataset_infos.json" | "state.json" | "package.json") {
        return None;
    }
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if let Some(number) = Some(stem).filter(|_| converted).and_then(digits)
        && let Some((config, split)) = place.split_once('/')
    {
        let (split, partial) = split.strip_prefix("partial-").map_or((split, false), |split| (split, true));
        let (config, split) = (config.to_owned(), split.to_owned());
        return Some(ListedFile { file, format, config, split, partial, shard: Some((number, None)) });
    }
    let config = match place {
        "" | "data" => DEFAULT_CONFIG,
        place => place.strip_prefix("data/").unwrap_or(place),
    };
    let (split, shard) = match sharded(stem) {
        Some((split, number, of)) => (split, Some((number, Some(of)))),
        None => (stem, None),
    };
    Some(ListedFile { file, format, config: config.to_owned(), split: split.to_owned(), partial: false, shard })
}

/// Parses `train-00000-of-00003` (in older data sets with 16 hexadecimal digits appended): split, number, count.
fn sharded(stem: &str) -> Option<(&str, usize, usize)> {
    let is_hash = |text: &str| text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let stem = stem.rsplit_once('-').filter(|(_, hash)| is_hash(hash)).map_or(stem, |(stem, _)| stem);
    let (rest, of) = stem.rsplit_once("-of-")?;
    let (split, number) = rest.rsplit_once('-')?;
    let (number, of) = (digits(number)?, digits(of)?);
    // A number beyond the count is no shard number.
    (!split.is_empty() && number < of).then_some((split, number, of))
}

/// Three to six digits: shards are numbered with four or five, and more files than that are not listed.
fn digits(text: &str) -> Option<usize> {
    let numbered = (3..=6).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| numbered)
}
