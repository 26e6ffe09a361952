//! Fake tree API of the Hub: a dataset's files, in pages.

use super::repo::{Repo, Trouble};
use crate::harness::body::Body;
use crate::harness::http::{Request, Response};
use serde_json::{Value, json};
use std::collections::BTreeSet;

pub fn json(value: &Value) -> Response {
    Response::new(200, Body::whole(value.to_string())).header("Content-Type", "application/json; charset=utf-8")
}

/// One page of the files below `folder`. The cursor is the number of entries before it; a real one tells nothing.
pub fn tree(repo: &Repo, revision: &str, folder: &str, request: &Request, elsewhere: &str) -> Response {
    let recursive = parameter(request, "recursive") == Some("true");
    let entries = entries(repo, revision, folder, recursive);
    let from = parameter(request, "cursor").and_then(|cursor| cursor.parse().ok()).unwrap_or(0).min(entries.len());
    let to = (from + repo.page_entries).min(entries.len());
    let page = json(&entries[from..to].into());
    if to == entries.len() {
        return page;
    }
    let here = format!("http://{}", request.header("Host").unwrap_or_default());
    let origin = if matches!(repo.trouble, Some(Trouble::ForeignNextPage)) { elsewhere } else { &here };
    let next = format!("{origin}{}?recursive={recursive}&expand=false&cursor={to}", request.path());
    page.header("Link", format!("<{next}>; rel=\"next\""))
}

fn entries(repo: &Repo, revision: &str, folder: &str, recursive: bool) -> Vec<Value> {
    let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let mut folders = BTreeSet::new();
    let mut files = Vec::new();
    for path in repo.paths(revision) {
        let Some(rest) = path.strip_prefix(&prefix) else { continue };
        let slashes = rest.match_indices('/').take(if recursive { usize::MAX } else { 1 });
        folders.extend(slashes.map(|(at, _)| format!("{prefix}{}", &rest[..at])));
        if recursive || !rest.contains('/') {
            files.push(file(path, repo.bytes(revision, path).map_or(0, <[u8]>::len)));
        }
    }
    let folders = folders.iter().map(|path| json!({ "type": "directory", "oid": "0", "size": 0, "path": path }));
    folders.chain(files).collect()
}

fn file(path: &str, size: usize) -> Value {
    if path.ends_with(".parquet") {
        let lfs = json!({ "oid": "0", "size": size, "pointerSize": 130 });
        json!({ "type": "file", "oid": "0", "size": size, "path": path, "lfs": lfs, "xetHash": "0" })
    } else {
        json!({ "type": "file", "oid": "0", "size": size, "path": path })
    }
}

pub fn parameter<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    let pairs = request.query().split('&').filter_map(|pair| pair.split_once('='));
    pairs.filter(|(known, _)| *known == name).map(|(_, value)| value).next()
}
