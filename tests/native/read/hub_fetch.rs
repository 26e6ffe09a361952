//! Opening of tables by address, through a mocked transport.

use crate::support;
use crate::support::opened::{FILE, HUB, ID, ProgressLog, decoded, failure, opened, request, table, texts, url};
use crate::support::transport::{Reply, Sent, Web, run};
use isocost::data::bundled;
use isocost::hub::address::DatasetFile;
use isocost::hub::address::bucket::BucketFile;
use isocost::hub::address::folder::{CONVERTED, Folder};
use isocost::hub::error::HubError;
use isocost::hub::fetch::remote::Hub;
use isocost::hub::list::error::ListingError;
use isocost::hub::list::info;
use isocost::hub::list::info::Info;
use isocost::hub::list::tree::PAGE_BYTES;
use isocost::worker::open::{Outcome, open};
use isocost::worker::protocol::{Failure, FailureKind, Request};

const COMMIT: &str = "abc1234def5678900123456789abcdef01234567";
const CSV: &str = "vus,avg_latency_ms,throughput_req_per_sec,1B_cost\n1,10,100,1400\n2,12,160,900\n";
fn tree(folder: &Folder) -> String {
    folder.tree_url(HUB)
}

/// A page of a list of files.
fn list(paths: &[&str]) -> Reply {
    let entry = |path: &&str| format!(r#"{{"type":"file","path":"{path}","size":9}}"#);
    Reply::new(200, format!("[{}]", paths.iter().map(entry).collect::<Vec<_>>().join(",")))
}

fn parquet(at: usize) -> Vec<u8> {
    support::parquet_of(&bundled::TABLES[at]).to_vec()
}

#[test]
fn files_of_one_table_from_several_list_pages() {
    let whole = Folder::whole(ID);
    let next = format!("{HUB}/api/datasets/{ID}/tree/main?cursor=2");
    let shards = ["data/train-00000-of-00002.parquet", "data/train-00001-of-00002.parquet"];
    let web = Web::default()
        .reply(tree(&whole), list(&["README.md", shards[1]]).header("Link", format!("<{next}>; rel=\"next\"")))
        .reply(next, list(&[shards[0]]))
        .reply(whole.file("").info_url(HUB) + "?blobs=true", Reply::new(200, format!(r#"{{"sha":"{COMMIT}"}}"#)))
        .file(url(&format!("{ID}/{}", shards[0])), parquet(0))
        .file(url(&format!("{ID}/{}", shards[1])), parquet(1));
    let opened = table(&web, ID);
    let (first, second) = (decoded(parquet(0)), decoded(parquet(1)));
    for (name, values) in texts(&opened.table) {
        let of = |table: &[(String, Vec<String>)]| {
            let missing = vec![String::new(); table[0].1.len()];
            table.iter().find(|(known, _)| *known == name).map_or(missing, |(_, values)| values.clone())
        };
        assert_eq!(values, [of(&first), of(&second)].concat(), "{name}");
    }
    assert_eq!(opened.commit.as_deref(), Some(COMMIT));
    // Two pages, two files, and the commit once.
    assert_eq!(web.sent().len(), 5, "{:?}", web.sent());
}

#[test]
fn servers_without_range_requests() {
    let elsewhere = "https://files.example/runs.csv";
    let plain: fn(&Sent, Reply) -> Option<Reply> = |_, reply| Some(reply);
    let ignores: fn(&Sent, Reply) -> Option<Reply> = |_, reply| Some(Reply { status: 200, body: CSV.into(), ..reply });
    let compressed: fn(&Sent, Reply) -> Option<Reply> =
        |_, reply| Some(reply.header("Content-Encoding", "gzip").header("Content-Length", "7"));
    let sizeless: fn(&Sent, Reply) -> Option<Reply> =
        |sent, reply| Some(if sent.range.is_some() { reply.header("Content-Range", "bytes 0-9/*") } else { reply });
    for trouble in [plain, ignores, compressed, sizeless] {
        let web = Web::default().file(elsewhere, CSV).trouble(trouble);
        let opened = table(&web, elsewhere);
        assert_eq!((opened.table.rows, opened.commit), (2, None));
    }
    let short = |_: &Sent, reply: Reply| Some(Reply { status: 200, ..reply }.header("Content-Length", "1000"));
    let web = Web::default().file(elsewhere, CSV).trouble(short);
    let cut = HubError::CutShort { received: CSV.len() as u64, expected: Some(1000) };
    assert_eq!(failure(&web, elsewhere), cut.to_string());
    let huge = |_: &Sent, reply: Reply| Some(Reply { status: 200, ..reply }.header("Content-Length", "99999999999"));
    let web = Web::default().file(elsewhere, CSV).trouble(huge);
    assert!(failure(&web, elsewhere).contains("99999999999 bytes"));
    let missing = Web::default().reply(elsewhere, Reply::new(404, ""));
    assert_eq!(failure(&missing, elsewhere), HubError::Status { status: 404 }.to_string());
    assert!(failure(&Web::default().file(elsewhere, ""), elsewhere).contains("runs.csv"));
}

/// An encoded body is longer than announced, and another host need not say that it is encoded. Or the length is that of
/// a redirect.
#[test]
fn progress_never_exceeds_the_announced_length() {
    let elsewhere = "https://files.example/runs.csv";
    let rows: String = (1..9_000).map(|vus| format!("{vus},10,100,1400\n")).collect();
    let bytes = format!("vus,avg_latency_ms,throughput_req_per_sec,1B_cost\n{rows}").into_bytes();
    let size = bytes.len() as u64;
    for (announced, known) in [("7", 0), ("60000", 1), ("100000", 2), ("not a number", 0)] {
        let trouble = move |_: &Sent, reply: Reply| Some(reply.header("Content-Length", announced));
        let ignores = Reply { status: 201, ..Reply::new(200, bytes.clone()) };
        let web = Web::default().reply(elsewhere, ignores).trouble(trouble);
        let log = ProgressLog::default();
        let Ok(Outcome::Table(opened)) = run(open(&web, request(elsewhere), &log)) else { panic!("{announced}") };
        assert_eq!(opened.table.rows, 8_999, "{announced}");
        let progress = log.progress.into_inner();
        assert!(progress.iter().all(|now| now.total.is_none_or(|total| now.received <= total)), "{progress:?}");
        assert_eq!(progress.last().map(|now| (now.received, now.total)), Some((size, None)), "{announced}");
        let with_total = progress.iter().filter(|now| now.received > 0 && now.total.is_some()).count();
        assert_eq!(with_total, known, "{announced}: {progress:?}");
    }
    // Nor does the sentence of a connection that ends early.
    let broken = Reply { breaks: true, ..Reply::new(200, CSV) }.header("Content-Length", "7");
    let web = Web::default().reply(elsewhere, Reply { status: 201, ..broken });
    let cut = HubError::CutShort { received: CSV.len() as u64, expected: None };
    assert_eq!(failure(&web, elsewhere), cut.to_string());
}

#[test]
fn a_bucket_file_is_read_like_any_other() {
    let place = "hf://buckets/acme/loads/day 1/runs.csv";
    let file = format!("{HUB}/buckets/acme/loads/resolve/day%201/runs.csv");
    let web = Web::default().file(file.clone(), CSV);
    let with_token = Request { token: Some("hf_secret".to_owned()), ..request(place) };
    let Ok(Outcome::Table(opened)) = opened(&web, with_token) else { panic!("it is there") };
    assert_eq!((opened.table.rows, opened.commit), (2, None));
    let sent: Vec<_> = web.sent().into_iter().map(|sent| (sent.url, sent.authorization)).collect();
    assert_eq!(sent, [(file.clone(), Some("Bearer hf_secret".to_owned()))], "buckets have no commits to ask for");
    let file_of = |path: &str| BucketFile { bucket: "acme/loads".into(), path: path.into() };
    for (reply, expected) in [
        (Reply::refusal(401, "RepoNotFound"), HubError::NotInBucket { file: file_of("day 1/runs.csv") }),
        (Reply::new(404, ""), HubError::NotInBucket { file: file_of("day 1/runs.csv") }),
        (Reply::new(403, ""), HubError::NotInBucket { file: file_of("day 1/runs.csv") }),
        (Reply::new(429, ""), HubError::RateLimited),
        (Reply::new(503, ""), HubError::Status { status: 503 }),
        (
            Reply::new(401, "").header("X-Error-Message", "Invalid credentials in Authorization header"),
            HubError::TokenRefused,
        ),
    ] {
        let web = Web::default().reply(file.clone(), reply);
        let failed = self::opened(&web, request(place)).err().map(|failure| (failure.kind, failure.words));
        let expected = Failure::from(expected);
        assert_eq!(failed, Some((expected.kind, expected.words)));
    }
    assert!(failure(&Web::default(), "hf://buckets/acme/loads").contains("hf://buckets/acme/loads/path"));
}

#[test]
fn a_table_takes_three_requests() {
    let commit = Folder::whole(ID).file("").info_url(HUB) + "?blobs=true";
    let web = Web::default()
        .reply(tree(&Folder::whole(ID)), list(&["README.md", "data/runs.parquet"]))
        .file(url(FILE), parquet(0))
        .reply(commit.clone(), Reply::new(200, format!(r#"{{"sha":"{COMMIT}"}}"#)));
    table(&web, ID);
    let asked: Vec<String> = web.sent().into_iter().map(|sent| sent.url).collect();
    assert_eq!(asked, [tree(&Folder::whole(ID)), url(FILE), commit]);
}

#[test]
fn lists_give_tables_or_error_messages() {
    let converted = Folder::whole("acme/text").converted();
    let several = Folder::whole("acme/several");
    let foreign = Folder::whole("acme/foreign");
    let long = Folder::whole("acme/long");
    let next = "<https://elsewhere.example/x>; rel=\"next\"";
    let file = format!("acme/text@{CONVERTED}/default/train/0000.parquet");
    let web = Web::default()
        .reply(tree(&Folder::whole("acme/text")), list(&["README.md", "notes.txt"]))
        .reply(tree(&converted), list(&["default/train/0000.parquet"]))
        .file(url(&file), parquet(0))
        .reply(tree(&several), list(&["a.csv", "b.csv"]))
        .file(url("acme/several/b.csv"), CSV)
        .reply(tree(&Folder::whole("acme/empty")), list(&["README.md"]))
        .reply(tree(&Folder::whole("acme/empty").converted()), Reply::refusal(404, "RevisionNotFound"))
        .reply(tree(&foreign), list(&["a.csv"]).header("Link", next))
        .reply(tree(&long), Reply::new(200, " ".repeat(PAGE_BYTES as usize + 1)));
    assert_eq!(texts(&table(&web, "acme/text").table), decoded(parquet(0)));
    let Ok(Outcome::Choose(options)) = opened(&web, request("acme/several")) else { panic!("there are two") };
    let tables: Vec<&str> = options.iter().map(|option| option.table.as_str()).collect();
    assert_eq!(tables, ["default/a", "default/b"]);
    let second = Request { table: Some("default/b".to_owned()), ..request("acme/several") };
    let Ok(Outcome::Table(second)) = opened(&web, second) else { panic!("it was named") };
    assert_eq!(second.table.rows, 2);
    let no_data = ListingError::NoData { folder: "acme/empty".into() };
    assert_eq!(failure(&web, "acme/empty"), no_data.to_string());
    let foreign = ListingError::ForeignPage { host: "elsewhere.example".into() };
    assert_eq!(failure(&web, "acme/foreign"), foreign.to_string());
    assert!(web.sent().iter().all(|sent| sent.url.starts_with(HUB)));
    let too_long = ListingError::NotAList { detail: "a page is too long" };
    assert_eq!(failure(&web, "acme/long"), too_long.to_string());
    let missing = HubError::MissingOrPrivate { dataset: "acme/none".into() };
    assert_eq!(failure(&web, "acme/none"), missing.to_string());
}

/// The authorization of every request that opening `place` on `hub` sends.
fn authorizations(hub: &str, place: &str) -> Vec<Option<String>> {
    let runs = DatasetFile::parse("acme/loads/runs.csv").unwrap();
    let web = Web::default()
        .reply(Folder::whole(ID).tree_url(hub), list(&["runs.csv"]))
        .file(runs.file_url(hub), CSV)
        .file("https://files.example/runs.csv", CSV)
        .file("https://hub.example.files.example/runs.csv", CSV)
        .file("https://files.hub.example/runs.csv", CSV)
        .file("https://evil-hub.example/runs.csv", CSV)
        .file("https://hub.example:8443/runs.csv", CSV)
        .file("https://files.example/https://hub.example/runs.csv", CSV)
        .file("https://files.example/runs.csv?https://hub.example/", CSV)
        .file("https://mirror.example/other/runs.csv", CSV);
    let request = Request { hub: hub.to_owned(), token: Some("hf_secret".to_owned()), ..request(place) };
    assert!(matches!(opened(&web, request), Ok(Outcome::Table(_))), "{hub} {place}");
    web.sent().into_iter().map(|sent| sent.authorization).collect()
}

#[test]
fn token_is_sent_to_the_hub_only_over_safe_connections() {
    let bearer = || Some("Bearer hf_secret".to_owned());
    // List, file, commit.
    for hub in [HUB, "http://127.0.0.1:4321", "http://localhost:4321", "https://mirror.example/hub"] {
        assert_eq!(authorizations(hub, ID), [bearer(), bearer(), bearer()], "{hub}");
    }
    assert_eq!(authorizations("http://mirror.example", ID), [None, None, None], "anybody could listen");
    for place in [
        "https://files.example/runs.csv",
        "https://hub.example.files.example/runs.csv",
        "https://files.hub.example/runs.csv",
        "https://evil-hub.example/runs.csv",
        "https://hub.example:8443/runs.csv",
        "https://files.example/https://hub.example/runs.csv",
        "https://files.example/runs.csv?https://hub.example/",
    ] {
        assert_eq!(authorizations(HUB, place), [None], "{place}");
    }
    // Not even requested.
    for place in
        ["https://hub.example@files.example/x.csv", "https://me:pw@hub.example/x.csv", "http://files.example/x.csv"]
    {
        let web = Web::default();
        let request = Request { token: Some("hf_secret".to_owned()), ..request(place) };
        assert!(opened(&web, request).is_err() && web.sent().is_empty(), "{place}");
    }
    let beside = "https://mirror.example/other/runs.csv";
    assert_eq!(authorizations("https://mirror.example/hub", beside), [None], "another folder of the Hub's host");
}

#[test]
fn a_private_data_set_opens_with_a_token() {
    let guarded = |sent: &Sent, reply: Reply| {
        Some(match sent.authorization.as_deref() {
            Some("Bearer hf_good") => reply,
            Some(_) => Reply::refusal(401, "RepoNotFound")
                .header("X-Error-Message", "Invalid credentials in Authorization header"),
            None => Reply::refusal(401, "RepoNotFound"),
        })
    };
    let web = Web::default()
        .reply(tree(&Folder::whole(ID)), list(&["data/runs.parquet"]))
        .file(url(FILE), parquet(0))
        .trouble(guarded);
    let with = |token: Option<&str>| opened(&web, Request { token: token.map(str::to_owned), ..request(ID) });
    let failed = |token| with(token).err().map(|failure| (failure.kind, failure.words));
    let private = HubError::MissingOrPrivate { dataset: ID.to_owned() };
    assert_eq!(failed(None), Some((FailureKind::WantsToken, private.to_string())));
    assert_eq!(failed(Some("hf_wrong")), Some((FailureKind::WantsToken, HubError::TokenRefused.to_string())));
    assert!(matches!(with(Some("hf_good")), Ok(Outcome::Table(_))));
}

#[test]
fn no_response() {
    let dead = Web::default().trouble(|_, _| None);
    for (place, host) in [
        (ID, "hub.example"),
        (FILE, "hub.example"),
        ("https://files.example/runs.csv?from=https://other.example/x", "files.example"),
    ] {
        let failure = opened(&dead, request(place)).err().map(|failure| (failure.kind, failure.words));
        let unreachable = HubError::Unreachable { host: host.to_owned() };
        assert_eq!(failure, Some((FailureKind::Unreachable, unreachable.to_string())), "{place}");
    }
    let (bucket, host) = ("hf://buckets/acme/loads/runs.csv", "hub.example".to_owned());
    let failed = opened(&dead, request(bucket)).err().map(|failure| (failure.kind, failure.words));
    assert_eq!(failed, Some((FailureKind::Unreachable, HubError::BucketUnreachable { host }.to_string())));
    let broken = |_: &Sent, reply: Reply| Some(Reply { breaks: true, ..reply });
    let web = Web::default().reply(tree(&Folder::whole(ID)), list(&["a.csv"])).trouble(broken);
    assert_eq!(failure(&web, ID), HubError::Unreachable { host: "hub.example".into() }.to_string());
}

#[test]
fn commit_and_checksum_of_a_file() {
    let file = DatasetFile::parse(FILE).unwrap();
    let url = file.info_url(HUB) + "?blobs=true";
    let ask = |reply: Reply| {
        let web = Web::default().reply(url.clone(), reply);
        run(info::of(&Hub { transport: &web, url: HUB, token: None }, &file))
    };
    let sha256 = "0123456789abcdef";
    let siblings = format!(
        r#"[{{"rfilename":"README.md"}}, {{"rfilename":"data/runs.parquet","lfs":{{"sha256":"{sha256}","size":7}}}}]"#
    );
    let full = format!(r#"{{"sha":"{COMMIT}","siblings":{siblings}}}"#);
    assert_eq!(ask(Reply::new(200, full)), Ok(Info { commit: Some(COMMIT.into()), sha256: Some(sha256.into()) }));
    for nothing in ["", "[]", "{}", r#"{"sha":7,"siblings":{}}"#, r#"{"sha":"<b>not a commit","siblings":[7]}"#] {
        assert_eq!(ask(Reply::new(200, nothing)), Ok(Info::default()), "{nothing}");
    }
    let broken = Reply { breaks: true, ..Reply::new(200, "{}") };
    assert_eq!(ask(broken), Err(HubError::Unreachable { host: "hub.example".into() }));
    assert_eq!(ask(Reply::refusal(401, "GatedRepo")), Err(HubError::Gated { dataset: ID.into() }));
}
