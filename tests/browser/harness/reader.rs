//! The whole way from a name to a table against the fake Hub, without a browser: the plans of `hub` are carried out by
//! a client of a few lines, so that what is planned and what a Hub answers are held against each other.

use crate::harness::hub::{CONVERTED, FakeHub, Repo, TOKEN, Trouble};
use crate::harness::run;
use crate::harness::stage::{CLASSIFICATION, VISION, real_table};
use bytes::Bytes;
use isocost::data::limits::Limits;
use isocost::data::parquet::footer::{Footer, Tail};
use isocost::data::parquet::{decode, decode_columns};
use isocost::data::table::Table;
use isocost::hub::address::DatasetFile;
use isocost::hub::asked::Asked;
use isocost::hub::error::HubError;
use isocost::hub::folder::Folder;
use isocost::hub::listing::{Choice, ListedTable, choose};
use isocost::hub::listing_error::ListingError;
use isocost::hub::parquet_list;
use isocost::hub::parts;
use isocost::hub::parts::{PartError, PartHead, Probe, Version};
use isocost::hub::ranges;
use isocost::hub::ranges::{PROBE, PlanLimits, plan};
use isocost::hub::sparse::Sparse;
use isocost::hub::tree::Tree;
use isocost::hub::web_url::takes_token;
use std::ops::Range;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const ID: &str = "acme/loads";

struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: Bytes,
}

impl Reply {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    fn head(&self) -> PartHead<'_> {
        PartHead { status: self.status, content_range: self.header("Content-Range"), etag: self.header("ETag") }
    }

    fn text(&self) -> &str {
        str::from_utf8(&self.body).expect("lists are text")
    }
}

struct Client<'a> {
    hub: &'a FakeHub,
    token: Option<&'a str>,
}

impl Client<'_> {
    async fn get(&self, url: &str, range: Option<&Range<u64>>) -> Reply {
        let mut url = url.to_owned();
        loop {
            let reply = self.get_once(&url, range).await;
            match reply.header("Location") {
                Some(next) if next.starts_with('/') => url = format!("{}{next}", self.hub.origin()),
                Some(next) => url = next.to_owned(),
                None => return reply,
            }
        }
    }

    async fn get_once(&self, url: &str, range: Option<&Range<u64>>) -> Reply {
        let rest = url.strip_prefix("http://").expect("a fake hub's address");
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let mut head = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n");
        if let Some(range) = range.and_then(ranges::header) {
            head += &format!("Range: {range}\r\n");
        }
        if let Some(token) = self.token.filter(|_| takes_token(url, self.hub.origin())) {
            head += &format!("Authorization: Bearer {token}\r\n");
        }
        let mut stream = TcpStream::connect(host).await.expect("the fake hub listens");
        stream.write_all(format!("{head}\r\n").as_bytes()).await.expect("the fake hub reads");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.expect("the fake hub answers");
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("an answer has a head");
        let head = String::from_utf8_lossy(&answer[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("an answer has a status");
        let headers = head.lines().filter_map(|line| line.split_once(": "));
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Reply { status, headers, body: Bytes::from(answer).slice(end + 4..) }
    }

    async fn list(&self, folder: &Folder) -> Result<Choice, HubError> {
        let mut tree = Tree::default();
        let mut next = Some(folder.tree_url(self.hub.origin()));
        while let Some(url) = next {
            let page = self.get(&url, None).await;
            if page.status != 200 {
                let (code, message) = (page.header("X-Error-Code"), page.header("X-Error-Message"));
                return Err(HubError::from_list_answer(page.status, code, message, folder));
            }
            next = tree.add_page(page.text(), page.header("Link"), &url)?;
        }
        Ok(choose(folder, &tree.files)?)
    }

    async fn table_of(&self, folder: &Folder) -> Result<ListedTable, HubError> {
        match self.list(folder).await? {
            Choice::LookIn(converted) => Ok(self.list(&converted).await?.only(&converted)?),
            choice => Ok(choice.only(folder)?),
        }
    }

    /// Fetches a range into the store, and again what of it is missing, as long as something comes.
    async fn fetch(&self, url: &str, version: &Version, wanted: Range<u64>, to: &mut Sparse) -> Result<(), HubError> {
        for _ in 0..20 {
            let Some(missing) = to.missing(&wanted).into_iter().next() else { return Ok(()) };
            let reply = self.get(url, Some(&missing)).await;
            parts::part(&reply.head(), &missing, version)?;
            parts::body(reply.body.len() as u64, &missing)?;
            to.insert(missing.start, &reply.body);
        }
        Err(HubError::CutShort { received: to.held(), expected: Some(version.size) })
    }

    /// A file's columns, read in parts.
    async fn read(&self, file: &DatasetFile, columns: Option<&[&str]>) -> Result<(Table, u64), HubError> {
        let (url, limits) = (file.file_url(self.hub.origin()), Limits::default());
        let Probe::Parts(version) = parts::probe(&self.get(&url, Some(&PROBE)).await.head())? else {
            return Err(PartError::Ignored.into());
        };
        let mut store = Sparse::default();
        let mut wanted = 64;
        let footer = loop {
            let tail = ranges::tail(version.size, wanted);
            self.fetch(&url, &version, tail.clone(), &mut store).await?;
            let bytes = store.get(tail.start, tail.end - tail.start).expect("it was fetched");
            match Footer::from_tail(&bytes, version.size, &limits).expect("it is parquet") {
                Tail::Read(footer) => break footer,
                Tail::Short { needed } => wanted = needed,
            }
        };
        let selection = footer.select(columns, None);
        let limits_of_plan = PlanLimits { gap: 64, request_bytes: 4096, ..PlanLimits::default() };
        for range in plan(&footer.ranges(&selection), version.size, &limits_of_plan)? {
            self.fetch(&url, &version, range, &mut store).await?;
        }
        let table = decode_columns(&footer, &selection, &|at, length| store.get(at, length), &limits);
        Ok((table.expect("all of it has come"), store.held()))
    }
}

fn texts(table: &Table) -> Vec<(String, Vec<String>)> {
    let column = |at: usize| (0..table.rows).map(|row| table.columns[at].text(row)).collect();
    (0..table.columns.len()).map(|at| (table.columns[at].name.clone(), column(at))).collect()
}

async fn hub(repos: impl IntoIterator<Item = Repo>) -> FakeHub {
    let hub = FakeHub::start().await;
    repos.into_iter().for_each(|repo| hub.put(repo));
    hub
}

fn loads(trouble: Option<Trouble>) -> Repo {
    let mut repo = Repo::new(ID)
        .page_entries(1)
        .file("main", "README.md", "# Loads")
        .file("main", "data/train-00001-of-00002.parquet", real_table(VISION))
        .file("main", "data/train-00000-of-00002.parquet", real_table(CLASSIFICATION));
    repo.trouble = trouble;
    repo
}

#[test]
fn from_a_name_to_the_columns_that_are_needed() {
    run(async {
        let hub = hub([loads(None)]).await;
        let client = Client { hub: &hub, token: None };
        let Ok(Asked::Folder(folder)) = Asked::parse(ID, hub.origin()) else { panic!("a name is a folder") };
        let table = client.table_of(&folder).await.expect("the data set has one table");
        let sizes = real_table(CLASSIFICATION).len() + real_table(VISION).len();
        assert_eq!((table.files.len(), table.bytes), (2, Some(sizes as u64)));
        for (file, dataset) in table.files.iter().zip([CLASSIFICATION, VISION]) {
            let bytes = real_table(dataset);
            let whole = decode(bytes.clone().into(), &Limits::default()).expect("a real table");
            let (parts, _) = client.read(file, None).await.expect("the hub gives parts");
            assert_eq!(texts(&parts), texts(&whole));
            let (some, held) = client.read(file, Some(&["vus", "1B_cost"])).await.expect("the hub gives parts");
            let wanted = |(name, _): &(String, Vec<String>)| name == "vus" || name == "1B_cost";
            assert_eq!(texts(&some), texts(&whole).into_iter().filter(wanted).collect::<Vec<_>>());
            assert!(held < bytes.len() as u64, "{held} of {} bytes", bytes.len());
        }
    });
}

#[test]
fn broken_transfers_are_taken_up_where_they_ended() {
    run(async {
        let whole = decode(real_table(VISION).into(), &Limits::default()).expect("a real table");
        let file = Folder::whole(ID).file("data/train-00001-of-00002.parquet");
        let short = hub([loads(Some(Trouble::ShortPart))]).await;
        let (table, _) = Client { hub: &short, token: None }.read(&file, None).await.expect("the rest is asked for");
        assert_eq!(texts(&table), texts(&whole));
        // Half of one byte is none: this server never gives the last one, and that is not waited for without end.
        let cut = hub([loads(Some(Trouble::CutShort))]).await;
        let error = Client { hub: &cut, token: None }.read(&file, None).await.unwrap_err();
        assert!(matches!(error, HubError::CutShort { received, .. } if received > 32), "{error}");
    });
}

#[test]
fn what_goes_wrong_with_parts_is_noticed() {
    run(async {
        let file = Folder::whole(ID).file("data/train-00001-of-00002.parquet");
        for (trouble, expected) in [
            (Trouble::IgnoresRanges, HubError::Part(PartError::Ignored)),
            (Trouble::Changes, HubError::Part(PartError::Changed)),
            (Trouble::WrongPart, HubError::Part(PartError::Wrong)),
            (Trouble::TooManyRequests, HubError::RateLimited),
            (Trouble::Unavailable, HubError::Status { status: 503 }),
        ] {
            let hub = hub([loads(Some(trouble))]).await;
            assert_eq!(Client { hub: &hub, token: None }.read(&file, None).await.map(|_| ()), Err(expected));
        }
    });
}

#[test]
fn lists_lead_to_tables_or_to_words() {
    run(async {
        let converted = Repo::new("acme/text")
            .file("main", "README.md", "# Text")
            .file("main", "notes.txt", "no table")
            .file(CONVERTED, "default/train/0000.parquet", real_table(VISION));
        let several = Repo::new("acme/several").file("main", "a.csv", "vus").file("main", "b.csv", "vus");
        let empty = Repo::new("acme/empty").file("main", "README.md", "# Empty");
        let foreign = loads(Some(Trouble::ForeignNextPage));
        let hub = hub([converted, several, empty, foreign]).await;
        let client = Client { hub: &hub, token: None };
        let table = client.table_of(&Folder::whole("acme/text")).await.expect("it was converted");
        assert_eq!(table.files[0].to_string(), "acme/text@refs/convert/parquet/default/train/0000.parquet");
        assert!(client.read(&table.files[0], Some(&["vus"])).await.is_ok());
        for path in [
            Folder::whole("acme/text").parquet_url(hub.origin()),
            Folder::whole("acme/text").viewer_parquet_url(hub.origin()),
        ] {
            let list = client.get(&path, None).await;
            let choice = parquet_list::choose("acme/text", hub.origin(), list.text()).expect("a list of one file");
            assert_eq!(choice.only(&Folder::whole("acme/text")).expect("one").files, table.files);
        }
        let error = |folder: &'static str| async { client.table_of(&Folder::whole(folder)).await.unwrap_err() };
        assert!(matches!(error("acme/several").await, HubError::Listing(ListingError::Several { tables: 2, .. })));
        assert_eq!(error("acme/empty").await, HubError::Listing(ListingError::NoData { folder: "acme/empty".into() }));
        assert!(matches!(error(ID).await, HubError::Listing(ListingError::ForeignPage { .. })));
        assert_eq!(error("acme/none").await, HubError::MissingOrPrivate { dataset: "acme/none".into() });
    });
}

#[test]
fn a_token_goes_to_the_hub_and_no_further() {
    run(async {
        let hub = hub([loads(Some(Trouble::Private))]).await;
        let error = Client { hub: &hub, token: None }.table_of(&Folder::whole(ID)).await.unwrap_err();
        assert!(error.wants_token(), "{error}");
        let wrong = Client { hub: &hub, token: Some("hf_wrong") };
        assert_eq!(wrong.table_of(&Folder::whole(ID)).await.unwrap_err(), HubError::TokenRefused);
        let client = Client { hub: &hub, token: Some(TOKEN) };
        let table = client.table_of(&Folder::whole(ID)).await.expect("the token opens it");
        assert!(client.read(&table.files[0], Some(&["vus"])).await.is_ok());
        assert!(!hub.cdn_requests().is_empty() && hub.leaks().is_empty());
        hub.put(loads(Some(Trouble::GatedForAll)));
        let error = client.table_of(&Folder::whole(ID)).await.unwrap_err();
        assert_eq!(error, HubError::NoAccess { dataset: ID.into() });
    });
}
