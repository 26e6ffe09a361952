//! Any answer to any request of the page gives the file or an error message: never a panic, never endless requests.

use crate::support;
use crate::support::answers::answers;
use crate::support::large;
use crate::support::opened::{HUB, ProgressLog, request, texts, url};
use crate::support::transport::{Reply, Sent, Web, run};
use isocost::data::bundled;
use isocost::data::runs::run_table::RunTable;
use isocost::hub::address::DatasetFile;
use isocost::hub::address::folder::Folder;
use isocost::hub::error::HubError;
use isocost::hub::fetch::remote::{Hub, is_token, read};
use isocost::hub::fetch::transport::{HttpRequest, Transport as _};
use isocost::hub::list::info;
use isocost::hub::oauth;
use isocost::hub::oauth::Code;
use isocost::worker::open::{Outcome, open};
use isocost::worker::protocol::Request;
use std::panic::{AssertUnwindSafe, catch_unwind};

const COMMIT: &str = "abc1234def5678900123456789abcdef01234567";
const CSV: &str = "vus,avg_latency_ms,throughput_req_per_sec,1B_cost\n1,10,100,1400\n2,12,160,900\n";
const ELSEWHERE: &str = "https://files.example/runs.csv";
/// More requests than any made answer should cause.
const MOST_REQUESTS: usize = 120;

/// What the page asks for, each with the place whose opening asks for it.
struct Asked {
    what: &'static str,
    place: &'static str,
    url: String,
}

fn asked() -> Vec<Asked> {
    let (loads, text) = (Folder::whole("acme/loads"), Folder::whole("acme/text"));
    let info = |file: &str| DatasetFile::parse(file).unwrap().info_url(HUB) + "?blobs=true";
    let asked = |what, place, url| Asked { what, place, url };
    vec![
        asked("list of files", "acme/loads", loads.tree_url(HUB)),
        asked("second page of the list", "acme/paged", format!("{HUB}/api/datasets/acme/paged/tree/main?cursor=2")),
        asked("list of a folder", "acme/loads/data/", Folder { path: Some("data".into()), ..loads }.tree_url(HUB)),
        asked("list of the converted branch", "acme/text", text.converted().tree_url(HUB)),
        asked("commit", "acme/loads", info("acme/loads/data/runs.parquet")),
        asked("commit of a named file", "acme/csv/runs.csv", info("acme/csv/runs.csv")),
        asked("parquet file", "acme/loads/data/runs.parquet", url("acme/loads/data/runs.parquet")),
        asked("CSV file", "acme/csv/runs.csv", url("acme/csv/runs.csv")),
        asked("large parquet file", "acme/large/runs.parquet", url("acme/large/runs.parquet")),
        asked("file at another host", ELSEWHERE, ELSEWHERE.to_owned()),
    ]
}

fn parquet() -> Vec<u8> {
    support::parquet_of(&bundled::TABLES[0]).to_vec()
}

fn list(path: &str) -> Reply {
    Reply::new(200, format!(r#"[{{"type":"file","path":"{path}","size":9}}]"#))
}

/// A Hub where all is well.
fn web(large: &[u8]) -> Web {
    let info = |file: &str| DatasetFile::parse(file).unwrap().info_url(HUB) + "?blobs=true";
    let described = || Reply::new(200, format!(r#"{{"sha":"{COMMIT}","siblings":[]}}"#));
    let (loads, paged, text) = (Folder::whole("acme/loads"), Folder::whole("acme/paged"), Folder::whole("acme/text"));
    let next = format!("{HUB}/api/datasets/acme/paged/tree/main?cursor=2");
    let converted = "acme/text@refs/convert/parquet/default/train/0000.parquet";
    Web::default()
        .reply(loads.tree_url(HUB), list("data/runs.parquet"))
        .reply(Folder { path: Some("data".into()), ..loads }.tree_url(HUB), list("data/runs.parquet"))
        .reply(paged.tree_url(HUB), list("README.md").header("Link", format!("<{next}>; rel=\"next\"")))
        .reply(next, list("data/runs.parquet"))
        .reply(text.tree_url(HUB), list("README.md"))
        .reply(text.converted().tree_url(HUB), list("default/train/0000.parquet"))
        .reply(info("acme/loads/data/runs.parquet"), described())
        .reply(info("acme/csv/runs.csv"), described())
        .file(url("acme/loads/data/runs.parquet"), parquet())
        .file(url("acme/paged/data/runs.parquet"), parquet())
        .file(url(converted), parquet())
        .file(url("acme/csv/runs.csv"), CSV)
        .file(url("acme/large/runs.parquet"), large)
        .file(ELSEWHERE, CSV)
}

/// What came of an opening.
#[derive(Debug, PartialEq)]
enum Came {
    Table(Vec<(String, Vec<String>)>, Option<String>),
    Choice,
    Words(String),
}

fn came(web: &Web, place: &str) -> Came {
    let request = Request { token: Some("hf_secret".to_owned()), ..request(place) };
    match run(open(web, request, &ProgressLog::default())) {
        Err(failure) => Came::Words(failure.words),
        Ok(Outcome::Choose(_)) => Came::Choice,
        // A table of something else is refused when it is read as runs.
        Ok(Outcome::Table(opened)) => match RunTable::by_default(opened.table.clone()) {
            Err(error) => Came::Words(error.to_string()),
            Ok(_) => Came::Table(texts(&opened.table), opened.commit),
        },
    }
}

fn is_message(words: &str) -> bool {
    words.len() > 20 && words.len() < 600 && words.ends_with('.') && !words.contains(['<', '\0', '\n'])
}

/// What is wrong with an outcome: a message is right, and so is the table that the place holds.
fn complaint(outcome: &Came, right: &Came) -> Option<String> {
    match (outcome, right) {
        (Came::Words(words), _) if is_message(words) => None,
        (Came::Table(table, commit), Came::Table(right, _)) if table == right => {
            // The commit may be missing, but not another.
            commit
                .as_deref()
                .is_some_and(|commit| commit != COMMIT && commit != "abc1234")
                .then(|| "another commit".to_owned())
        }
        (Came::Table(table, _), _) => Some(format!("another table, {} columns", table.len())),
        (other, _) => Some(format!("{other:?}").chars().take(200).collect()),
    }
}

#[test]
fn any_answer_to_any_request_gives_the_file_or_a_message() {
    // More than the first request fetches.
    let large = large::table(5_000, 4);
    let mut wrong = Vec::new();
    let mut tried = 0;
    for Asked { what, place, url } in asked() {
        let right = came(&web(&large), place);
        assert!(matches!(right, Came::Table(..)), "{what}: {right:?}");
        let reply = web(&large).reply_to(&url);
        for (name, answer) in answers(&reply) {
            let url = url.clone();
            let made = move |sent: &Sent, reply: Reply| Some(if sent.url == url { answer.clone() } else { reply });
            let web = web(&large).trouble(made);
            tried += 1;
            match catch_unwind(AssertUnwindSafe(|| came(&web, place))) {
                Err(_) => wrong.push(format!("{what}, {name}: panicked")),
                Ok(outcome) => wrong.extend(complaint(&outcome, &right).map(|why| format!("{what}, {name}: {why}"))),
            }
            let sent = web.sent();
            if sent.len() > MOST_REQUESTS {
                wrong.push(format!("{what}, {name}: {} requests", sent.len()));
            }
            let leaks =
                sent.iter().filter(|sent| sent.authorization.is_some() && !sent.url.starts_with(&format!("{HUB}/")));
            wrong.extend(leaks.map(|leak| format!("{what}, {name}: the token went to {}", leak.url)));
        }
    }
    assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(tried > 1000, "{tried}");
}

/// The commit is only a label: whatever is answered about it, the table is shown.
#[test]
fn any_answer_about_the_commit_leaves_the_table() {
    for Asked { what, place, url } in asked().into_iter().filter(|asked| asked.what.starts_with("commit")) {
        let Came::Table(right, _) = came(&web(&[]), place) else { panic!("{what}") };
        for (name, answer) in answers(&web(&[]).reply_to(&url)) {
            let url = url.clone();
            let web = web(&[]).trouble(move |sent, reply| Some(if sent.url == url { answer.clone() } else { reply }));
            assert!(matches!(came(&web, place), Came::Table(table, _) if table == right), "{what}, {name}");
        }
    }
}

/// A header may claim any length; memory follows what has come.
#[test]
fn announced_bytes_are_not_allocated_before_they_come() {
    let url = "https://files.example/huge.csv";
    for (body, most) in [("abc".to_owned(), 100), ("abc".repeat(40_000), 2_000_000)] {
        let web = Web::default().reply(url, Reply::new(200, body));
        let answer = run(web.send(HttpRequest { url, ..HttpRequest::default() })).expect("an answer");
        let mut bytes = Vec::new();
        assert_eq!(run(read(answer, &mut bytes, Some(1 << 28), 1 << 28, &|_| {})), Ok(()));
        assert!(bytes.capacity() <= most, "{} of {}", bytes.capacity(), bytes.len());
    }
}

/// A server whose connection breaks after each byte.
#[test]
fn a_server_that_sends_single_bytes_is_given_up() {
    let drips = |sent: &Sent, reply: Reply| {
        if sent.before > MOST_REQUESTS {
            return None;
        }
        let first = sent.before == 0 && sent.range.is_some();
        Some(if first {
            reply
        } else {
            Reply { body: reply.body.iter().take(1).copied().collect(), breaks: true, ..reply }
        })
    };
    let web = web(&large::table(5_000, 4)).trouble(drips);
    let outcome = came(&web, "acme/large/runs.parquet");
    assert!(matches!(&outcome, Came::Words(words) if words.contains("cut short")), "{outcome:?}");
    assert!(web.sent().len() <= MOST_REQUESTS, "{}", web.sent().len());
}

/// What the page itself asks about a bundled table.
#[test]
fn any_answer_about_a_bundled_table_gives_facts_or_a_message() {
    let file = DatasetFile::main_of(bundled::TABLES[0].dataset);
    let url = file.info_url(HUB) + "?blobs=true";
    let right = Reply::new(200, format!(r#"{{"sha":"{COMMIT}","siblings":[]}}"#));
    for (name, answer) in answers(&right) {
        let web = Web::default().reply(url.clone(), answer);
        let hub = Hub { transport: &web, url: HUB, token: None };
        match run(info::of(&hub, &file)) {
            Ok(info) => {
                let hexadecimal = |text: String| text.bytes().all(|byte| byte.is_ascii_hexdigit());
                assert!(info.commit.is_none_or(hexadecimal) && info.sha256.is_none_or(hexadecimal), "{name}");
            }
            Err(error) => assert!(is_message(&error.to_string()), "{name}: {error}"),
        }
    }
}

const CODE: Code<'static> = Code { client_id: "app", redirect: "https://page.example/", code: "a/b", verifier: "v" };

#[test]
fn any_answer_to_a_sign_in_gives_a_token_or_a_message() {
    let url = format!("{HUB}/oauth/token");
    let right = Reply::new(200, r#"{"access_token":"hf_good","expires_in":28800}"#);
    let ask = |reply: Reply| {
        let web = Web::default().reply(url.clone(), reply);
        run(oauth::token(&Hub { transport: &web, url: HUB, token: None }, &CODE))
    };
    assert_eq!(ask(right.clone()).as_deref(), Ok("hf_good"));
    for (name, answer) in answers(&right) {
        match ask(answer) {
            Ok(token) => assert_eq!(token, "hf_good", "{name}"),
            Err(error) => assert!(is_message(&error.to_string()), "{name}: {error}"),
        }
    }
}

#[test]
fn a_code_is_sent_to_the_hub_only_over_safe_connections() {
    let sent = |hub: &str| {
        let web = Web::default().reply(format!("{hub}/oauth/token"), Reply::new(200, r#"{"access_token":"hf_good"}"#));
        let token = run(oauth::token(&Hub { transport: &web, url: hub, token: None }, &CODE));
        (token, web.sent().into_iter().filter_map(|sent| sent.form).collect::<Vec<_>>())
    };
    let form = "grant_type=authorization_code&client_id=app&code=a%2Fb&redirect_uri=https%3A%2F%2Fpage.example%2F\
                &code_verifier=v";
    assert_eq!(sent(HUB), (Ok("hf_good".to_owned()), vec![form.to_owned()]));
    let refused = Err(HubError::Unreachable { host: "mirror.example".into() });
    assert_eq!(sent("http://mirror.example"), (refused, vec![]));
}

/// Browsers throw at a header with other characters than visible ASCII.
#[test]
fn tokens_that_no_header_can_hold_are_refused_without_a_request() {
    for token in ["hf_\u{e9}", "hf_a b", "hf_a\nX-Evil: 1", "hf_\u{2603}", "\u{7f}", ""] {
        assert!(!is_token(token), "{token:?}");
        let web = web(&[]);
        let request = Request { token: Some(token.to_owned()), ..request("acme/csv/runs.csv") };
        let refused = run(open(&web, request, &ProgressLog::default())).err().map(|failure| failure.words);
        assert_eq!(refused, Some(HubError::TokenRefused.to_string()), "{token:?}");
        assert_eq!(web.sent().len(), 0, "{token:?}");
    }
    assert!(is_token("hf_abcXYZ-09.~+/="));
}
