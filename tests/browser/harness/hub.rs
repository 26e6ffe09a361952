//! The fake Hub: two servers on two ports, as the real one has two hosts. The first knows datasets and redirects to
//! signed addresses on the second, which holds the bytes. Headers are those that huggingface.co sends.

mod cdn;
mod lists;
mod oauth;
mod refusal;
mod repo;

pub use oauth::CLIENT_ID;
pub use repo::{COMMIT, CONVERTED, Repo, TOKEN, Trouble};

use crate::harness::body::Body;
use crate::harness::http::{Answer, Request, Response, Server};
use cdn::Download;
use refusal::Refusal;
use serde_json::json;
use sha2::{Digest, Sha256};
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
    /// By the beginning of a path, what is answered in place of the truth.
    made: HashMap<String, (u16, Body)>,
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

    /// Answers whatever path begins so with this; `None` tells the truth again.
    pub fn answer_with(&self, path: &str, answer: Option<(u16, Body)>) {
        let made = &mut self.shelves.lock().made;
        match answer {
            Some(answer) => made.insert(path.to_owned(), answer),
            None => made.remove(path),
        };
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

    /// Requests to the file's own server that carried a token: it must never see one.
    pub fn leaks(&self) -> Vec<Request> {
        self.cdn_requests().into_iter().filter(|request| request.header("Authorization").is_some()).collect()
    }

    /// Nobody is there any more.
    pub fn stop(&self) {
        self.hub.stop();
        self.cdn.stop();
    }

    pub fn is_idle(&self) -> bool {
        self.hub.is_idle() && self.cdn.is_idle()
    }
}

fn answer(request: &Request, shelf: &mut Shelf, cdn_origin: &str) -> Answer {
    if request.method == "OPTIONS" {
        return preflight(request).into();
    }
    let segments: Vec<String> = request.path().split('/').skip(1).map(percent_decode).collect();
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    if let Some((_, (status, body))) = shelf.made.iter().find(|(path, _)| request.path().starts_with(path.as_str())) {
        let made = Response::new(*status, body.clone()).header("Content-Type", "application/json; charset=utf-8");
        return cors(made, request).into();
    }
    match route(request, shelf, &segments, cdn_origin) {
        Ok(response) => cors(response, request).into(),
        Err(Failure::HangUp) => Answer::HangUp,
        Err(Failure::Refused(refusal)) => cors(refuse(refusal, segments[0] == "api"), request).into(),
    }
}

fn route(request: &Request, shelf: &mut Shelf, segments: &[&str], cdn: &str) -> Result<Response, Failure> {
    let reader = Reader::of(request)?;
    let id = |owner: &str, name: &str| format!("{owner}/{name}");
    Ok(match segments {
        ["datasets", owner, name, "resolve", revision, path @ ..] => {
            find(shelf, &id(owner, name), revision, reader)?;
            resolve(shelf, &id(owner, name), revision, &path.join("/"), cdn)?
        }
        // Buckets have no revisions, and what else their API says is not known.
        ["buckets", owner, name, "resolve", path @ ..] => {
            let id = Repo::bucket(&id(owner, name)).id;
            find(shelf, &id, "", reader)?;
            resolve(shelf, &id, "", &path.join("/"), cdn)?
        }
        ["api", "datasets", owner, name] => describe(find(shelf, &id(owner, name), "main", reader)?, "main", request),
        ["api", "datasets", owner, name, "revision", revision] => {
            describe(find(shelf, &id(owner, name), revision, reader)?, revision, request)
        }
        ["api", "datasets", owner, name, "tree", revision, folder @ ..] => {
            lists::tree(find(shelf, &id(owner, name), revision, reader)?, revision, &folder.join("/"), request, cdn)
        }
        ["oauth", "authorize"] => oauth::authorize(request)?,
        ["oauth", "token"] => oauth::token(request)?,
        _ => Response::text(404, "Not Found"),
    })
}

/// A token has to be asked leave for, and the real Hub gives it. The page needs no other: a refused preflight makes the
/// request fail, and the test see it.
fn preflight(request: &Request) -> Response {
    let wanted = request.header("Access-Control-Request-Headers").unwrap_or_default();
    if !wanted.trim().eq_ignore_ascii_case("authorization") {
        return Response::text(403, "no preflight here");
    }
    let leave = Response::new(200, Body::whole("")).header("Access-Control-Allow-Headers", wanted);
    cors(leave.header("Access-Control-Allow-Methods", "GET,HEAD"), request)
}

/// Who asks.
#[derive(Clone, Copy, PartialEq)]
enum Reader {
    Anonymous,
    Known,
}

impl Reader {
    fn of(request: &Request) -> Result<Self, Failure> {
        match request.header("Authorization") {
            None => Ok(Self::Anonymous),
            Some(given) if given.strip_prefix("Bearer ") == Some(TOKEN) => Ok(Self::Known),
            Some(_) => Err(Refusal::bad_token().into()),
        }
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
fn find<'a>(shelf: &'a Shelf, id: &str, revision: &str, reader: Reader) -> Result<&'a Repo, Failure> {
    let known = reader == Reader::Known;
    let missing = || if known { Refusal::missing_for_a_known_reader() } else { Refusal::no_repo() };
    let repo = shelf.repos.get(id).ok_or_else(missing)?;
    if let Some(Trouble::HangUp) = repo.trouble {
        return Err(Failure::HangUp);
    }
    if let Some(refusal) = repo.trouble.as_ref().and_then(|trouble| Refusal::of(trouble, id, known)) {
        return Err(refusal.into());
    }
    if repo.has_revision(revision) { Ok(repo) } else { Err(Refusal::no_revision(revision).into()) }
}

/// The redirect to a file's bytes, for whoever may read it.
fn resolve(shelf: &mut Shelf, id: &str, revision: &str, path: &str, cdn: &str) -> Result<Response, Failure> {
    let repo = shelf.repos.get(id).ok_or_else(Refusal::no_repo)?;
    let bytes = repo.bytes(revision, path).ok_or_else(Refusal::no_file)?;
    let state = if matches!(repo.trouble, Some(Trouble::Changes)) { shelf.downloads.len() } else { 0 };
    let etag = etag(bytes, state);
    let key = format!("/xet-bridge-us/{:064x}", shelf.downloads.len());
    let location = format!("{cdn}{key}?Expires=1790000000&Policy=e30_&Signature=fake&Key-Pair-Id=K1");
    // The redirect has a body, whose length is not the file's.
    let response = Response::text(302, format!("Found. Redirecting to {location}"))
        .header("Location", location)
        .header("X-Repo-Commit", &repo.commit)
        .header("X-Linked-Size", bytes.len().to_string())
        .header("X-Linked-ETag", &etag)
        .header("ETag", &etag)
        .header("Accept-Ranges", "bytes")
        .header("Content-Security-Policy", "default-src 'none'; sandbox");
    let trouble = match repo.trouble {
        Some(Trouble::CutOnce) => shelf.downloads.is_empty().then_some(Trouble::CutShort),
        ref trouble => trouble.clone(),
    };
    let download = Download { bytes: bytes.to_vec(), trouble, etag };
    shelf.downloads.insert(key, download);
    Ok(response)
}

/// The dataset's card: the commit behind a revision, and its files.
fn describe(repo: &Repo, revision: &str, request: &Request) -> Response {
    let with_blobs = lists::parameter(request, "blobs") == Some("true");
    let sibling = |path: &str| match repo.bytes(revision, path).filter(|_| with_blobs) {
        Some(bytes) => {
            let sha256: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            let lfs = json!({ "sha256": sha256, "size": bytes.len(), "pointerSize": 130 });
            json!({ "rfilename": path, "size": bytes.len(), "lfs": lfs })
        }
        None => json!({ "rfilename": path }),
    };
    let siblings: Vec<_> = repo.paths(revision).into_iter().map(sibling).collect();
    let is_gated = matches!(repo.trouble, Some(Trouble::Gated | Trouble::GatedForAll));
    let gated = if is_gated { json!("auto") } else { json!(false) };
    lists::json(&json!({
        "id": repo.id, "sha": repo.commit, "private": matches!(repo.trouble, Some(Trouble::Private)), "gated": gated,
        "disabled": false, "lastModified": "2026-01-31T12:00:00.000Z", "siblings": siblings,
    }))
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

/// Any tag will do that changes with the bytes, or with the state that a test pretends.
fn etag(bytes: &[u8], state: usize) -> String {
    let mut hasher = DefaultHasher::new();
    (bytes, state).hash(&mut hasher);
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
