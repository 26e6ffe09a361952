//! The fake Hub: two servers on two ports, as the real one has two hosts. The first knows datasets and redirects to
//! signed addresses on the second, which holds the bytes. Headers are those that huggingface.co sends.

mod cdn;
mod refusal;
mod repo;

pub use repo::{COMMIT, Repo, Trouble};

use crate::body::Body;
use crate::http::{Answer, Request, Response, Server};
use cdn::Download;
use refusal::Refusal;
use serde_json::json;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard};

const EXPOSED: &str = "X-Repo-Commit,X-Request-Id,X-Error-Code,X-Error-Message,X-Total-Count,ETag,Link,Accept-Ranges,\
                       Content-Range,X-Linked-Size,X-Linked-ETag,X-Xet-Hash";

#[derive(Default)]
struct Shelf {
    repos: HashMap<String, Repo>,
    /// By the path of the signed address.
    downloads: HashMap<String, Download>,
}

#[derive(Clone, Default)]
struct Shelves(Arc<Mutex<Shelf>>);

impl Shelves {
    fn lock(&self) -> MutexGuard<'_, Shelf> {
        self.0.lock().expect("no handler panics while it holds the shelf")
    }
}

pub struct FakeHub {
    hub: Server,
    cdn: Server,
    shelves: Shelves,
}

impl FakeHub {
    pub async fn start() -> Self {
        let shelves = Shelves::default();
        let shelf = shelves.clone();
        let cdn = Server::start(move |request| cdn::answer(request, shelf.lock().downloads.get(request.path()))).await;
        let (shelf, cdn_origin) = (shelves.clone(), cdn.origin().to_owned());
        let hub = Server::start(move |request| answer(request, &mut shelf.lock(), &cdn_origin)).await;
        Self { hub, cdn, shelves }
    }

    /// Adds a dataset, or replaces the one of that name.
    pub fn put(&self, repo: Repo) {
        self.shelves.lock().repos.insert(repo.id.clone(), repo);
    }

    pub fn origin(&self) -> &str {
        self.hub.origin()
    }

    pub fn cdn_origin(&self) -> &str {
        self.cdn.origin()
    }

    /// What the first of the two servers was asked.
    pub fn requests(&self) -> Vec<Request> {
        self.hub.requests()
    }

    pub fn cdn_requests(&self) -> Vec<Request> {
        self.cdn.requests()
    }

    pub fn preflights(&self) -> Vec<Request> {
        let all = self.requests().into_iter().chain(self.cdn_requests());
        all.filter(|request| request.method == "OPTIONS").collect()
    }

    pub fn is_idle(&self) -> bool {
        self.hub.is_idle() && self.cdn.is_idle()
    }
}

fn answer(request: &Request, shelf: &mut Shelf, cdn_origin: &str) -> Answer {
    // The page needs no preflight; a refused one makes the request fail, and the test see it.
    if request.method == "OPTIONS" {
        return Response::text(403, "no preflight here").into();
    }
    let segments: Vec<String> = request.path().split('/').skip(1).map(percent_decode).collect();
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    let response = match segments.as_slice() {
        ["datasets", owner, name, "resolve", revision, path @ ..] => {
            resolve(shelf, &format!("{owner}/{name}"), revision, &path.join("/"), cdn_origin)
        }
        ["api", "datasets", owner, name] => describe(shelf, &format!("{owner}/{name}"), "main"),
        ["api", "datasets", owner, name, "revision", revision] => describe(shelf, &format!("{owner}/{name}"), revision),
        _ => return cors(Response::text(404, "Not Found"), request).into(),
    };
    match response {
        Ok(response) => cors(response, request).into(),
        Err(Failure::HangUp) => Answer::HangUp,
        Err(Failure::Refused(refusal)) => cors(refuse(refusal, segments[0] == "api"), request).into(),
    }
}

enum Failure {
    HangUp,
    Refused(Refusal),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// The dataset, if it is there and nothing is wrong with it at the Hub's end.
fn find<'a>(repos: &'a HashMap<String, Repo>, id: &str, revision: &str) -> Result<&'a Repo, Failure> {
    let repo = repos.get(id).ok_or_else(Refusal::no_repo)?;
    if let Some(Trouble::HangUp) = repo.trouble {
        return Err(Failure::HangUp);
    }
    if let Some(refusal) = repo.trouble.as_ref().and_then(|trouble| Refusal::of(trouble, id)) {
        return Err(refusal.into());
    }
    if repo.has_revision(revision) { Ok(repo) } else { Err(Refusal::no_revision(revision).into()) }
}

/// The redirect to a file's bytes.
fn resolve(shelf: &mut Shelf, id: &str, revision: &str, path: &str, cdn: &str) -> Result<Response, Failure> {
    let repo = find(&shelf.repos, id, revision)?;
    let bytes = repo.bytes(revision, path).ok_or_else(Refusal::no_file)?;
    let key = format!("/xet-bridge-us/{:064x}", shelf.downloads.len());
    let response = Response::new(302, Body::whole(""))
        .header("Location", format!("{cdn}{key}?Expires=1790000000&Policy=e30_&Signature=fake&Key-Pair-Id=K1"))
        .header("X-Repo-Commit", &repo.commit)
        .header("X-Linked-Size", bytes.len().to_string())
        .header("X-Linked-ETag", etag(bytes))
        .header("ETag", etag(bytes))
        .header("Accept-Ranges", "bytes")
        .header("Content-Security-Policy", "default-src 'none'; sandbox");
    let download = Download { bytes: bytes.to_vec(), trouble: repo.trouble.clone() };
    shelf.downloads.insert(key, download);
    Ok(response)
}

/// The dataset's card: the commit behind a revision, and its files.
fn describe(shelf: &Shelf, id: &str, revision: &str) -> Result<Response, Failure> {
    let repo = find(&shelf.repos, id, revision)?;
    let siblings: Vec<_> = repo.paths(revision).into_iter().map(|path| json!({ "rfilename": path })).collect();
    let card = json!({
        "id": id, "sha": repo.commit, "private": false, "gated": false, "disabled": false,
        "lastModified": "2026-01-31T12:00:00.000Z", "siblings": siblings,
    });
    Ok(Response::new(200, Body::whole(card.to_string())).header("Content-Type", "application/json; charset=utf-8"))
}

fn refuse(refusal: Refusal, as_json: bool) -> Response {
    let response = if as_json {
        let body = json!({ "error": refusal.message }).to_string();
        Response::new(refusal.status, Body::whole(body)).header("Content-Type", "application/json; charset=utf-8")
    } else {
        Response::text(refusal.status, refusal.message.clone())
    };
    let response = response.header("X-Error-Message", refusal.message);
    match refusal.code {
        Some(code) => response.header("X-Error-Code", code),
        None => response,
    }
}

fn cors(response: Response, request: &Request) -> Response {
    response
        .header("Access-Control-Allow-Origin", request.header("Origin").unwrap_or("https://huggingface.co"))
        .header("Access-Control-Expose-Headers", EXPOSED)
        .header("Access-Control-Max-Age", "86400")
        .header("Vary", "Origin")
}

/// Any tag will do that changes with the bytes.
fn etag(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("\"{:016x}\"", hasher.finish())
}

fn percent_decode(segment: &str) -> String {
    let mut decoded = Vec::with_capacity(segment.len());
    let mut rest = segment.as_bytes();
    while let [first, tail @ ..] = rest {
        let escape = tail.get(..2).filter(|_| *first == b'%').and_then(|hex| str::from_utf8(hex).ok());
        let escaped = escape.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        decoded.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&decoded).into_owned()
}
