//! Self-tests of the fake Hub, without the page: lists, tokens, faulty range responses.

use crate::harness::http::Server;
use crate::harness::hub::{CONVERTED, FakeHub, Repo, TOKEN, Trouble};
use crate::harness::run;
use crate::harness::site;
use crate::harness::tab::{Tab, quote};
use serde_json::Value;

const ID: &str = "acme/loads";
const FILE: &str = "/datasets/acme/loads/resolve/main/data/train-00000-of-00002.parquet";

fn loads() -> Repo {
    Repo::new(ID)
        .file("main", "README.md", "# Loads")
        .file("main", "data/train-00000-of-00002.parquet", "0123456789")
        .file("main", "data/train-00001-of-00002.parquet", "abcde")
        .file(CONVERTED, "default/train/0000.parquet", "converted")
        .file(CONVERTED, "default/train/0001.parquet", "too")
}

/// A tab on an origin of its own, beside a Hub.
struct Bench {
    tab: Tab,
    hub: FakeHub,
    _site: Server,
}

impl Bench {
    async fn set(repos: impl IntoIterator<Item = Repo>) -> Self {
        let (hub, site, tab) = (FakeHub::start().await, site::blank().await, Tab::launch().await);
        repos.into_iter().for_each(|repo| hub.put(repo));
        tab.open(site.origin()).await;
        Self { tab, hub, _site: site }
    }

    /// Status, one header and the text of an answer.
    async fn response(&self, path: &str, headers: &str, header: &str) -> (u64, String, String) {
        let url = if path.starts_with('/') { format!("{}{path}", self.hub.origin()) } else { path.to_owned() };
        let script = format!(
            "fetch({}, {{ headers: {headers}, cache: 'no-store' }}).then(async r =>
                JSON.stringify([r.status, r.headers.get({}) ?? '', await r.text().catch(e => e.name)]),
                e => JSON.stringify([0, '', e.name]))",
            quote(&url),
            quote(header)
        );
        let text: String = self.tab.eval(script).await;
        let parts: Value = serde_json::from_str(&text).expect("the script writes JSON");
        let word = |at: usize| parts[at].as_str().unwrap_or_default().to_owned();
        (parts[0].as_u64().unwrap_or_default(), word(1), word(2))
    }

    async fn json(&self, path: &str) -> Value {
        let (status, _, text) = self.response(path, "{}", "Link").await;
        assert_eq!(status, 200, "{path}: {text}");
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}: {text}"))
    }

    /// What a request for a part is answered with: `206 bytes 0-0/10 0`.
    async fn part(&self, range: &str) -> String {
        let (status, range, text) =
            self.response(FILE, &format!("{{ Range: 'bytes={range}' }}"), "Content-Range").await;
        format!("{status} {range} {text}")
    }
}

fn bearer(token: &str) -> String {
    format!("{{ Authorization: 'Bearer {token}' }}")
}

fn paths(page: &Value) -> Vec<&str> {
    page.as_array().into_iter().flatten().filter_map(|entry| entry["path"].as_str()).collect()
}

#[test]
fn files_are_listed_in_pages() {
    run(async {
        let bench = Bench::set([loads().page_entries(2)]).await;
        let tree = "/api/datasets/acme/loads/tree/main?recursive=true&expand=false";
        let (_, link, first) = bench.response(tree, "{}", "Link").await;
        let first: Value = serde_json::from_str(&first).expect("a page is JSON");
        assert_eq!(paths(&first), ["data", "README.md"]);
        assert_eq!(first[0]["type"], "directory");
        let next = link.strip_prefix('<').and_then(|link| link.strip_suffix(">; rel=\"next\"")).expect("a next page");
        assert!(next.starts_with(bench.hub.origin()), "{next}");
        let (_, link, last) = bench.response(next, "{}", "Link").await;
        let last: Value = serde_json::from_str(&last).expect("a page is JSON");
        assert_eq!(paths(&last), ["data/train-00000-of-00002.parquet", "data/train-00001-of-00002.parquet"]);
        assert_eq!(
            (last[0]["size"].as_u64(), last[0]["lfs"]["size"].as_u64(), link.as_str()),
            (Some(10), Some(10), "")
        );
        let flat = bench.json("/api/datasets/acme/loads/tree/main").await;
        assert_eq!(paths(&flat), ["data", "README.md"]);
        let folder = bench.json("/api/datasets/acme/loads/tree/main/data?recursive=true").await;
        assert_eq!(paths(&folder), ["data/train-00000-of-00002.parquet", "data/train-00001-of-00002.parquet"]);
        bench.hub.put(loads().page_entries(2).trouble(Trouble::ForeignNextPage));
        let (_, link, _) = bench.response(tree, "{}", "Link").await;
        assert!(link.contains(bench.hub.cdn_origin()), "{link}");
        assert!(bench.hub.preflights().is_empty());
    });
}

#[test]
fn converted_files_are_listed() {
    run(async {
        let bench = Bench::set([loads(), Repo::new("acme/raw").file("main", "x.csv", "vus")]).await;
        let tree = bench.json("/api/datasets/acme/loads/tree/refs%2Fconvert%2Fparquet?recursive=true").await;
        assert!(paths(&tree).contains(&"default/train/0001.parquet"));
        let path = "/api/datasets/acme/raw/tree/refs%2Fconvert%2Fparquet";
        let (status, code, _) = bench.response(path, "{}", "X-Error-Code").await;
        assert_eq!((status, code.as_str()), (404, "RevisionNotFound"));
    });
}

#[test]
fn token_opens_private_files_and_is_not_sent_to_storage() {
    run(async {
        let bench = Bench::set([loads()]).await;
        for (trouble, without, with) in [
            (Trouble::Private, (401, "RepoNotFound"), 200),
            (Trouble::Gated, (401, "GatedRepo"), 200),
            (Trouble::GatedForAll, (401, "GatedRepo"), 403),
        ] {
            bench.hub.put(loads().trouble(trouble));
            for path in [FILE, "/api/datasets/acme/loads", "/api/datasets/acme/loads/tree/main"] {
                let (status, code, _) = bench.response(path, "{}", "X-Error-Code").await;
                assert_eq!((status, code.as_str()), without, "{path}");
                let (status, code, text) = bench.response(path, &bearer(TOKEN), "X-Error-Code").await;
                assert_eq!((status, code.is_empty()), (with, with == 200), "{path}: {text}");
                let (status, message, _) = bench.response(path, &bearer("hf_wrong"), "X-Error-Message").await;
                assert_eq!((status, message.as_str()), (401, "Invalid credentials in Authorization header"));
            }
        }
        let missing = bench.response("/api/datasets/acme/none", &bearer(TOKEN), "X-Error-Code").await;
        assert_eq!((missing.0, missing.1.as_str()), (404, "RepoNotFound"));
        assert!(bench.hub.requests().iter().any(|request| request.header("Authorization").is_some()));
        assert!(!bench.hub.cdn_requests().is_empty() && bench.hub.leaks().is_empty());
        let asked: Vec<String> = bench.hub.preflights().iter().map(|request| request.target.clone()).collect();
        assert!(!asked.is_empty() && asked.iter().all(|path| !path.contains("xet-bridge")), "{asked:?}");
        // Whoever sends one to the second host himself is caught.
        let signed = format!("{}/xet-bridge-us/{:064x}?Signature=fake", bench.hub.cdn_origin(), 0);
        assert_eq!(bench.response(&signed, &bearer(TOKEN), "ETag").await.0, 0, "the second host gives no leave");
    });
}

#[test]
fn faulty_range_responses() {
    run(async {
        let bench = Bench::set([loads()]).await;
        assert_eq!(bench.part("2-4").await, "206 bytes 2-4/10 234");
        for (trouble, answer) in [
            (Trouble::IgnoresRanges, "200  0123456789"),
            (Trouble::WrongPart, "206 bytes 3-4/10 34"),
            (Trouble::ShortPart, "206 bytes 2-4/10 23"),
            (Trouble::CutShort, "206 bytes 2-4/10 TypeError"),
            (Trouble::TooManyRequests, "429  We had to rate limit you."),
        ] {
            bench.hub.put(loads().trouble(trouble));
            assert_eq!(bench.part("2-4").await, answer);
        }
        let mut tags = Vec::new();
        for trouble in [None, None, Some(Trouble::Changes), Some(Trouble::Changes)] {
            let mut repo = loads();
            repo.trouble = trouble;
            bench.hub.put(repo);
            tags.push(bench.response(FILE, "{ Range: 'bytes=0-0' }", "ETag").await.1);
        }
        assert!(tags.iter().all(|tag| tag.starts_with('"')), "{tags:?}");
        assert_eq!(tags[0], tags[1], "a file that stays keeps its tag");
        assert!(tags[2] != tags[3] && tags[1] != tags[2], "{tags:?}");
        assert!(bench.hub.preflights().is_empty());
    });
}
