//! Server of the built page, or of an empty one, on an origin of its own.

use crate::harness::body::Body;
use crate::harness::http::{Answer, Request, Response, Server};
use crate::harness::hub::FakeHub;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where the page asks for data sets, unless its `<meta>` says otherwise.
const REAL_HUB: &str = "https://huggingface.co";

/// A page without a script, for tests that only need an origin to fetch from.
pub async fn blank() -> Server {
    Server::start(|_| Response::html("<!doctype html><title>blank</title>").into()).await
}

/// What is served otherwise than it was built.
#[derive(Clone, Default)]
pub struct Changes {
    /// The script of what reads files, instead of our own.
    pub reader: Option<String>,
    /// How long the page waits for a sign of life from it.
    pub patience_ms: Option<u32>,
    /// Put before everything else in the page.
    pub script: Option<String>,
    /// The page lies in this folder, and nothing beside it: `/a/b`.
    pub folder: &'static str,
    /// Content type of WebAssembly files.
    pub wasm_type: Option<&'static str>,
    /// Whether pages of other origins may read the files.
    pub cors: bool,
    /// Answers instead of the page's host, where it does.
    pub host: Option<Host>,
}

/// What a request gets, of the page's files or not; nothing for the usual answer.
pub type Host = Arc<dyn Fn(&Request, &Files<'_>) -> Option<Answer> + Send + Sync>;

/// The files of the page, as the host usually answers for them.
pub struct Files<'a> {
    dist: &'a Path,
    pub index: &'a str,
    changes: &'a Changes,
}

impl Files<'_> {
    pub fn answer(&self, path: &str) -> Answer {
        answer(path, self.dist, self.index, self.changes)
    }
}

/// The answer for requests whose path this says is lost.
pub fn host_without(is_lost: impl Fn(&str) -> Option<Answer> + Send + Sync + 'static) -> Option<Host> {
    Some(Arc::new(move |request: &Request, _: &Files<'_>| is_lost(request.path())))
}

/// The page in `dist`, with the Hub's address replaced by `hub`.
pub async fn built(hub: &str, cdn: &str, changes: Changes) -> Server {
    let dist = dist();
    let index = std::fs::read_to_string(dist.join("index.html")).unwrap_or_else(|error| {
        panic!("no built page at {}: {error}. Build it first, or name the folder in ISOCOST_DIST", dist.display())
    });
    let index = allow_connections(&point_at_hub(&index, hub), &[hub, cdn]);
    let index = changed(&index, &changes);
    Server::start(move |request| {
        let files = Files { dist: &dist, index: &index, changes: &changes };
        let instead = changes.host.as_ref().and_then(|host| host(request, &files));
        instead.unwrap_or_else(|| usual(request, &files))
    })
    .await
}

/// Any other folder with a page in it, as it lies there.
pub async fn of_folder(folder: &Path) -> Server {
    let folder = folder.to_owned();
    let index = std::fs::read_to_string(folder.join("index.html")).expect("a page");
    Server::start(move |request| answer(request.path(), &folder, &index, &Changes::default())).await
}

fn usual(request: &Request, files: &Files<'_>) -> Answer {
    let changes = files.changes;
    match &changes.reader {
        Some(script) if request.path().starts_with("/reader") && request.path().ends_with(".js") => {
            Response::text(200, script.clone()).header("Content-Type", "text/javascript").into()
        }
        _ => match request.path().strip_prefix(changes.folder) {
            Some(path) => files.answer(path),
            None => Response::text(404, "Not Found").into(),
        },
    }
}

/// A page that is one file, with the Hub's address replaced, and changed.
pub fn one_file(page: &str, hub: &FakeHub, changes: &Changes) -> String {
    changed(&allow_connections(&point_at_hub(page, hub.origin()), &[hub.origin(), hub.cdn_origin()]), changes)
}

fn changed(index: &str, changes: &Changes) -> String {
    let patience = changes.patience_ms.map(|ms| format!("<meta name=\"isocost-patience-ms\" content=\"{ms}\">"));
    let script = changes.script.as_ref().map(|script| format!("<script>{script}</script>"));
    let head = format!("<head>{}{}", patience.unwrap_or_default(), script.unwrap_or_default());
    index.replacen("<head>", &head, 1)
}

pub fn dist() -> PathBuf {
    std::env::var_os("ISOCOST_DIST").map_or_else(|| crate::harness::project("dist"), PathBuf::from)
}

fn answer(path: &str, dist: &Path, index: &str, changes: &Changes) -> Answer {
    let path = path.trim_start_matches('/');
    if path.is_empty() || path == "index.html" {
        return Response::html(index).into();
    }
    let inside = !path.split('/').any(|part| part == "..");
    match std::fs::read(dist.join(path)) {
        Ok(bytes) if inside => {
            let content_type = changes.wasm_type.filter(|_| path.ends_with(".wasm")).unwrap_or(mime(path));
            let response = Response::new(200, Body::whole(bytes)).header("Content-Type", content_type);
            if changes.cors { response.header("Access-Control-Allow-Origin", "*") } else { response }.into()
        }
        _ => Response::text(404, "Not Found").into(),
    }
}

fn mime(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript",
        "css" => "text/css",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "json" => "application/json",
        "parquet" => "application/vnd.apache.parquet",
        _ => "application/octet-stream",
    }
}

/// Changes the Hub's address in the one tag that names it, however the build wrote that tag.
fn point_at_hub(index: &str, hub: &str) -> String {
    let name = index.find("isocost-hub").expect("index.html has a <meta> named isocost-hub");
    let start = index[..name].rfind('<').expect("the name is inside a tag");
    let end = name + index[name..].find('>').expect("the tag ends");
    let tag = &index[start..end];
    assert!(tag.contains(REAL_HUB), "the <meta> isocost-hub does not name {REAL_HUB}: {tag}");
    format!("{}{}{}", &index[..start], tag.replace(REAL_HUB, hub), &index[end..])
}

/// Adds the fake servers to the page's content security policy, if it has one; nothing else in it is loosened.
fn allow_connections(index: &str, origins: &[&str]) -> String {
    index.replacen("connect-src ", &format!("connect-src {} ", origins.join(" ")), 1)
}

/// The names of a build in a text, in those of the other build.
pub fn of_other_build(text: &str) -> String {
    let files = std::fs::read_dir(dist()).expect("the page was built");
    let names = files.filter_map(|file| file.ok()?.file_name().into_string().ok());
    let hash = |name: String| name.rsplit_once('-').and_then(|(_, rest)| rest.get(..16).map(str::to_owned));
    let hashes: BTreeSet<String> = names.filter_map(hash).collect();
    hashes.iter().fold(text.to_owned(), |text, hash| {
        let other: String = hash.chars().rev().collect();
        text.replace(hash, "\u{0}").replace(&other, hash).replace('\u{0}', &other)
    })
}

/// The script of what reads files, as it was built.
pub fn reader_script() -> String {
    let files =
        std::fs::read_dir(dist()).expect("the page was built").map(|file| file.expect("a readable folder").path());
    let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let is_reader = |name: String| name.starts_with("reader") && name.ends_with(".js") && !name.contains(".wasm");
    let mut scripts = files.filter(|path| is_reader(name(path)));
    let script = scripts.next().expect("the page has a reader");
    std::fs::read_to_string(script).expect("a readable file")
}
