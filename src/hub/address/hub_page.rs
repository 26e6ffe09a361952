//! Parser of URLs of the Hub's pages and APIs, as people copy them from a browser.

use super::bucket::BucketFile;
use super::table_address::{TableAddress, other_kind};
use super::web_url::WebUrl;
use super::{AddressError, Name, is_path, revision_end};
use crate::hub::format::FileFormat;
use crate::text::percent::decode;

const HOSTS: [&str; 3] = ["huggingface.co", "www.huggingface.co", "hf.co"];

/// Whether this is the Hub's own name.
pub fn is_hub_host(host: &str) -> bool {
    HOSTS.iter().any(|hub| host.eq_ignore_ascii_case(hub))
}

/// Whether the host is one that the Hub redirects to, with addresses that expire.
pub fn is_signed_host(host: &str) -> bool {
    host.ends_with(".hf.co")
}

/// The path on the Hub, or on `hub` in its place; `None` when the address is elsewhere.
///
/// Only the name is taken from it, so it does not matter whether it begins with http or https.
pub fn path_on_hub<'a>(url: &'a WebUrl, hub: &str) -> Option<&'a str> {
    if is_hub_host(url.host()) {
        return Some(url.path());
    }
    url.path_on(&WebUrl::parse(hub).ok()?)
}

/// Parses a path on the Hub, and the query after it.
pub fn read(path: &str, query: Option<&str>) -> Result<TableAddress, AddressError> {
    let not_a_name = || AddressError::NotAName { typed: path.to_owned() };
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    let is_folder = path.ends_with('/');
    let segments = if segments.first() == Some(&"api") { &segments[1..] } else { &segments[..] };
    match segments {
        ["datasets", owner, name, rest @ ..] => {
            let page = in_dataset(owner, name, rest, is_folder).ok_or_else(not_a_name)?;
            Ok(query.and_then(|query| described(&page, query)).unwrap_or(page))
        }
        ["datasets", ..] => Err(not_a_name()),
        ["buckets", rest @ ..] => BucketFile::of_page(rest).map(TableAddress::Bucket),
        [first, ..] if other_kind(first).is_some() => Err(other_kind(first).unwrap_or_else(not_a_name)),
        [owner, name, ..] if !is_reserved(owner) => Err(AddressError::Model { name: format!("{owner}/{name}") }),
        _ => Err(AddressError::OtherPage { path: path.to_owned() }),
    }
}

/// The file whose description a page of files shows on top (`?show_file_info=path`), if it is a table's and below that
/// page's folder. Not inlined, as the first view does without it.
#[inline(never)]
fn described(page: &TableAddress, query: &str) -> Option<TableAddress> {
    let TableAddress::Folder(folder) = page else { return None };
    let path = query.split('&').find_map(|pair| pair.strip_prefix("show_file_info="))?;
    let path = decode(path).filter(|path| is_path(path) && FileFormat::of(path).is_some())?;
    let is_below = |parent: &String| path.strip_prefix(parent.as_str()).is_some_and(|rest| rest.starts_with('/'));
    folder.path.as_ref().is_none_or(is_below).then(|| TableAddress::File(folder.file(&path)))
}

/// First path segments of pages that belong to no user.
fn is_reserved(word: &str) -> bool {
    matches!(word, "docs" | "blog" | "papers" | "collections" | "organizations" | "settings" | "learn" | "tasks")
}

fn in_dataset(owner: &str, name: &str, rest: &[&str], is_folder: bool) -> Option<TableAddress> {
    let (owner, name) = (decode(owner)?, decode(name)?);
    match rest {
        // A file's page also with a slash at its end, unless its name is no data file's.
        ["blob" | "resolve" | "raw" | "blame", rest @ ..] => {
            at_revision(&owner, &name, rest, is_folder && !names_data(rest))
        }
        // A folder's page, unless its name is that of a data file. A commit's page is taken for the state after it.
        ["tree" | "commit" | "commits" | "revision", rest @ ..] => {
            at_revision(&owner, &name, rest, is_folder || !names_data(rest))
        }
        ["parquet", rest @ ..] => converted(&owner, &name, rest),
        // The viewer, discussions, settings: pages about the data set.
        _ => Name::new(&owner, &name, None, None, true).map(TableAddress::from_name),
    }
}

/// Whether what follows a revision ends as a data file's name does.
fn names_data(rest: &[&str]) -> bool {
    rest.len() > 1 && rest.last().is_some_and(|last| FileFormat::of(last).is_some())
}

fn at_revision(owner: &str, name: &str, rest: &[&str], is_folder: bool) -> Option<TableAddress> {
    let joined = rest.join("/");
    let (revision, path) = joined.split_at(revision_end(&joined));
    let decoded = |text: &str| if text.is_empty() { Some(None) } else { decode(text).map(Some) };
    // A slash that is encoded in a path is one all the same: no file name holds one.
    Name::new(owner, name, decoded(revision)?, decoded(path.trim_start_matches('/'))?, is_folder)
        .map(TableAddress::from_name)
}

/// `parquet/{config}/{split}/0.parquet` redirects to `{config}/{split}/0000.parquet` on the converted branch.
fn converted(owner: &str, name: &str, rest: &[&str]) -> Option<TableAddress> {
    let mut segments: Vec<String> = rest.iter().map(|segment| decode(segment)).collect::<Option<_>>()?;
    let number = segments.get(2).and_then(|file| file.strip_suffix(".parquet")).and_then(|n| n.parse::<u32>().ok());
    if let Some(number) = number {
        segments[2] = format!("{number:04}.parquet");
    }
    let path = (!segments.is_empty()).then(|| segments.join("/"));
    TableAddress::converted(owner, name, path, number.is_none())
}
