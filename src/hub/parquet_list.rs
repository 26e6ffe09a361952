//! The converted files of a data set, as the Hub and its data set viewer list them.

use serde_json::Value;

use super::address::DatasetFile;
use super::asked::Asked;
use super::folder::{CONVERTED, Folder};
use super::format::Format;
use super::listing::{Choice, ListedTable, one, split_order};
use super::listing_error::ListingError;
use super::tree::ENTRIES;
use crate::analysis::stats::order;

/// One file of the list.
struct Entry {
    config: String,
    split: String,
    file: DatasetFile,
    bytes: Option<u64>,
}

/// Chooses from the viewer's list (`{"parquet_files": […]}`) or the Hub's (`{"config": {"split": ["…/0.parquet"]}}`).
///
/// The files of a split are taken in the order of their numbers. `hub` is the Hub's address.
///
/// # Errors
/// Another kind of answer, a file outside the data set's converted branch, no file, or none yet.
pub fn choose(dataset: &str, hub: &str, text: &str) -> Result<Choice, ListingError> {
    let list: Value = serde_json::from_str(text).map_err(|_| ListingError::NotAList { detail: "it is not JSON" })?;
    let list = list.as_object().ok_or(ListingError::NotAList { detail: "it is not an object" })?;
    let entries = match list.get("parquet_files").and_then(Value::as_array) {
        Some(files) => files.iter().map(|file| of_viewer(file, dataset, hub)).collect::<Option<Vec<_>>>(),
        None => of_hub(list, dataset, hub),
    };
    let mut entries = entries.ok_or(ListingError::NotAList { detail: "a file that is not the data set's" })?;
    if entries.len() > ENTRIES {
        return Err(ListingError::TooLong { cap: ENTRIES, what: "files" });
    }
    order::sort_by(&mut entries, |a, b| {
        split_order((&a.config, &a.split), (&b.config, &b.split))
            // Of numbers with more digits than the usual four, the longer is the larger.
            .then(a.file.path().len().cmp(&b.file.path().len()))
            .then_with(|| a.file.path().cmp(b.file.path()))
    });
    let same = |a: &Entry, b: &Entry| (&a.config, &a.split) == (&b.config, &b.split);
    let mut tables: Vec<ListedTable> = entries.chunk_by(same).map(table).collect();
    let pending = list.get("pending").and_then(Value::as_array).is_some_and(|pending| !pending.is_empty());
    match tables.len() {
        0 if pending => Err(ListingError::NotReady { dataset: dataset.to_owned() }),
        0 => Err(ListingError::NoData { folder: Folder::whole(dataset).to_string() }),
        1 => one(tables.remove(0)),
        _ => Ok(Choice::Several(tables)),
    }
}

fn table(files: &[Entry]) -> ListedTable {
    let first = &files[0];
    let in_partial = |path: &str| path.split('/').any(|part| part.starts_with("partial-"));
    ListedTable {
        config: first.config.clone(),
        split: first.split.clone(),
        format: Format::Parquet,
        files: files.iter().map(|entry| entry.file.clone()).collect(),
        bytes: files.iter().try_fold(0u64, |sum, entry| sum.checked_add(entry.bytes?)),
        missing: 0,
        // The list's own `partial` is about all tables together; a path's is about this one.
        partial: in_partial(first.file.path()),
    }
}

fn of_viewer(file: &Value, dataset: &str, hub: &str) -> Option<Entry> {
    let text = |key: &str| file.get(key).and_then(Value::as_str);
    let of_dataset = text("dataset").is_none_or(|named| named == dataset);
    let entry = entry(text("config")?, text("split")?, text("url")?, dataset, hub)?;
    of_dataset.then_some(Entry { bytes: file.get("size").and_then(Value::as_u64), ..entry })
}

fn of_hub(list: &serde_json::Map<String, Value>, dataset: &str, hub: &str) -> Option<Vec<Entry>> {
    let mut entries = Vec::new();
    for (config, splits) in list {
        for (split, urls) in splits.as_object()? {
            for url in urls.as_array()? {
                entries.push(entry(config, split, url.as_str()?, dataset, hub)?);
            }
        }
    }
    Some(entries)
}

/// `None` when the address is not that of a file on the data set's converted branch.
fn entry(config: &str, split: &str, url: &str, dataset: &str, hub: &str) -> Option<Entry> {
    let Ok(Asked::File(file)) = Asked::parse(url, hub) else { return None };
    let ours = file.dataset == dataset && file.revision() == CONVERTED;
    let (config, split) = (config.to_owned(), split.to_owned());
    ours.then_some(Entry { config, split, file, bytes: None })
}
