//! Results of known load testers: recognised by their content, read by one map for each tool.
//!
//! `bytes -> Document (a tree of values) -> Map (by its signs) -> runs -> Table (the notebooks' names)`
//!
//! The maps are static data in [`maps`], one file for each tool; [`apply`] reads them. A file that no map recognises is
//! read by the names of its columns ([`runs::roles`](crate::data::runs::roles)).

pub mod apply;
pub mod complete;
pub mod documents;
pub(crate) mod durations;
pub mod jtl;
pub mod lines;
pub mod map;
pub mod maps;
pub mod merge;
pub mod packed;
pub mod path;
pub mod pattern;
pub mod rates;
pub mod refusal;
pub mod run;
pub mod table;
pub mod value;
pub mod yaml;

use self::documents::{Document, Extent, document, json_of_log};
use self::map::{Content, Format, Map, Refusal};
use self::maps::web::gatling::BINARY_LOG;
use self::run::Run;
use self::table::FileRuns;
use crate::data::runs::roles::Role;
use crate::data::text::form;
use crate::data::text::named_bytes::NamedBytes;

/// What came of files.
#[derive(Default)]
pub struct Reading {
    /// Runs of recognised files.
    pub runs: Vec<FileRuns>,
    /// Recognised files without runs: file, tool, reason.
    pub refused: Vec<(String, &'static str, Refusal)>,
    /// Files that no map recognises.
    pub rest: Vec<NamedBytes>,
    /// Runs that stand in several files and are counted once.
    pub repeated: usize,
}

/// Reads what the maps recognise among files.
#[must_use]
pub fn read(files: Vec<NamedBytes>) -> Reading {
    let mut reading = Reading::default();
    for file in files {
        match of_file(&file) {
            None => reading.rest.push(file),
            Some((tool, Ok(runs))) => reading.runs.push(FileRuns { file: file.name, tool, runs }),
            Some((tool, Err(refusal))) => reading.refused.push((file.name, tool, refusal)),
        }
    }
    reading.repeated = merge::merge(&mut reading.runs);
    if !reading.runs.iter().flat_map(|file| &file.runs).any(Run::has_load) {
        let without = std::mem::take(&mut reading.runs);
        reading.refused.extend(without.into_iter().map(|file| (file.file, file.tool, Refusal::NoLoad)));
    }
    reading
}

/// The runs of a file, and what wrote it; `None` where no map recognises it.
#[must_use]
pub fn of_file(file: &NamedBytes) -> Option<(&'static str, Result<Vec<Run>, Refusal>)> {
    let Some(beginning) = document(&file.name, &file.bytes, Extent::Beginning) else {
        let (name, tool, refusal) = BINARY_LOG;
        return (file.name.ends_with(name) && file.bytes.contains(&0)).then_some((tool, Err(refusal)));
    };
    let known = |found: &Document| apply::recognise(maps::all(), &found.root, found.format);
    let (beginning, map): (_, &Map) = match known(&beginning) {
        Some(map) => (beginning, map),
        None if beginning.format == Format::Text => {
            let inside = json_of_log(&file.bytes)?;
            let map = known(&inside).filter(|map| matches!(map.content, Content::Runs(_)))?;
            (inside, map)
        }
        None => return None,
    };
    let runs = match &map.content {
        Content::Refused(refusal) => return Some((map.tool, Err(*refusal))),
        Content::Requests(read) => {
            let runs = read(form::without_bom(&file.bytes)).into_iter().collect();
            return Some((map.tool, judged(runs)));
        }
        Content::Runs(runs) => runs,
    };
    let whole = if beginning.is_whole { beginning } else { document(&file.name, &file.bytes, Extent::Whole)? };
    let mut found = apply::runs(runs, &whole.root);
    found.retain(Run::is_measured);
    Some((map.tool, judged(found)))
}

/// Whether a file is a log of requests that is added up to one run, whose rows are not kept.
#[must_use]
pub fn is_added_up(file: &NamedBytes) -> bool {
    let beginning = document(&file.name, &file.bytes, Extent::Beginning);
    let map = beginning.and_then(|found| apply::recognise(maps::all(), &found.root, found.format));
    map.is_some_and(|map| matches!(map.content, Content::Requests(_)))
}

/// The runs of a file, unless none of them can be compared.
fn judged(runs: Vec<Run>) -> Result<Vec<Run>, Refusal> {
    if runs.is_empty() {
        Err(Refusal::NoMeasures("the tool's summary of a finished test"))
    } else if runs.iter().any(Run::has_latency) {
        Ok(runs)
    } else if runs.iter().all(|run| run.of(Role::SuccessfulRequests) == Some(0.0)) {
        Err(Refusal::AllFailed)
    } else {
        Err(Refusal::NoLatency)
    }
}
