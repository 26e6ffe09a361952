//! Opening of a table: finds its files, fetches what is needed of them, decodes them.

use std::cell::{Cell, RefCell};
use std::pin::Pin;

use bytes::Bytes;

use crate::data::error::DecodeError;
use crate::data::limits::Limits;
use crate::data::parquet::decode_columns;
use crate::data::parquet::footer::{Footer, Tail};
use crate::data::table::Table;
use crate::data::text;
use crate::data::text::NamedBytes;
use crate::hub::address::DatasetFile;
use crate::hub::address::table_address::TableAddress;
use crate::hub::error::HubError;
use crate::hub::fetch::download;
use crate::hub::fetch::download::FirstResponse;
use crate::hub::fetch::join::join;
use crate::hub::fetch::parts::{PartError, Version};
use crate::hub::fetch::progress::Progress;
use crate::hub::fetch::ranges;
use crate::hub::fetch::remote::{Hub, Remote};
use crate::hub::fetch::sparse::Sparse;
use crate::hub::fetch::transport::Transport;
use crate::hub::list;
use crate::hub::list::info;
use crate::hub::list::info::Info;
use crate::hub::list::listing::{Choice, ListedTable};

use super::options::{name, option};
use super::plan;
use super::plan::FetchPlan;
use super::protocol::{Failure, Request, TableInput, TableOption};
use super::whole;

/// How often a file is read if it changes while being read.
const ATTEMPTS: usize = 2;

/// For a table with more rows than this, no beginning of more than half of it is shown: it would soon be replaced, and
/// page and worker would hold most of the table twice.
const MANY_ROWS: u64 = 200_000;

/// A future whose code is not part of that of who awaits it.
type Apart<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Result of a request.
pub enum Outcome {
    /// The table.
    Table(Opened),
    /// Several tables to choose from.
    Choose(Vec<TableOption>),
}

/// A decoded table, with its metadata.
#[derive(Default)]
pub struct Opened {
    /// The rows of the files.
    pub table: Table,
    /// See [`crate::worker::protocol::PackedTable::commit`].
    pub commit: Option<String>,
    /// See [`crate::worker::protocol::PackedTable::unfetched`].
    pub unfetched: Vec<String>,
}

/// Callbacks for progress, and for the beginnings of a large table.
pub trait ProgressListener {
    /// Bytes have been received.
    fn progress(&self, progress: Progress);
    /// The beginning of a table of `rows` rows can be shown.
    fn beginning(&self, opened: Opened, rows: u64);
}

/// Opens the requested table.
///
/// # Errors
/// The cause, as sentences for the reader.
pub async fn open(
    transport: &impl Transport,
    request: Request<Bytes>,
    listener: &dyn ProgressListener,
) -> Result<Outcome, Failure> {
    let place = match request.input {
        TableInput::Address(ref place) => place,
        TableInput::Files(files) => {
            let files = files.into_iter().map(|(name, bytes)| NamedBytes { name, bytes }).collect();
            let table = whole::read(files, &Limits::default(), text::read_runs)?;
            return Ok(Outcome::Table(Opened { table, ..Opened::default() }));
        }
    };
    let hub = Hub { transport, url: &request.hub, token: request.token.as_deref() };
    let Request { table, all_columns, .. } = &request;
    match TableAddress::parse(place, hub.url)? {
        TableAddress::Web(url) => alone(hub.elsewhere(&url), url.file_name(), *all_columns, listener).await,
        address => on_hub(address, &hub, table.as_deref(), *all_columns, listener).await,
    }
}

/// Reads a file that is all of its table.
async fn alone<T: Transport>(
    remote: Remote<'_, T>,
    name: String,
    all_columns: bool,
    listener: &dyn ProgressListener,
) -> Result<Outcome, Failure> {
    let reader = FileReader { remote, name, all_columns, limits: Limits::default(), listener, alone: true };
    reader.read().await.map(Outcome::Table)
}

/// Opens a table of the Hub. Apart, in a future of its own: files of the web need none of it.
#[inline(never)]
fn on_hub<'a, T: Transport>(
    address: TableAddress,
    hub: &'a Hub<'a, T>,
    table: Option<&'a str>,
    all_columns: bool,
    listener: &'a dyn ProgressListener,
) -> Apart<'a, Result<Outcome, Failure>> {
    Box::pin(async move {
        let files = match address {
            TableAddress::Web(url) => return alone(hub.elsewhere(&url), url.file_name(), all_columns, listener).await,
            TableAddress::Bucket(file) => return alone(hub.bucket(&file), file.path, all_columns, listener).await,
            TableAddress::File(file) => vec![file],
            TableAddress::Folder(folder) => match list::choose(hub, &folder).await? {
                Choice::One(ListedTable { files, .. }) => files,
                Choice::Several(tables) => match tables.iter().find(|listed| table == Some(&*name(listed))) {
                    Some(table) => table.files.clone(),
                    None => return Ok(Outcome::Choose(tables.iter().map(option).collect())),
                },
                Choice::LookIn(converted) => return Err(Failure::other(format!("{converted} holds no table."))),
            },
        };
        Ok(Outcome::Table(of_hub(&files, hub, all_columns, listener).await?))
    })
}

/// Reads the files of one table in order, and joins them.
async fn of_hub<T: Transport>(
    files: &[DatasetFile],
    hub: &Hub<'_, T>,
    all_columns: bool,
    listener: &dyn ProgressListener,
) -> Result<Opened, Failure> {
    let mut all = Opened::default();
    let mut tables = Vec::new();
    let alone = files.len() == 1;
    for file in files {
        let (remote, name) = (hub.file(file), file.path().to_owned());
        let reader = FileReader { remote, name, all_columns, limits: Limits::default(), listener, alone };
        let opened = match &all.commit {
            Some(_) => reader.read().await?,
            None => {
                let (opened, commit) = join(reader.read(), commit(file, hub)).await;
                all.commit = commit;
                opened?
            }
        };
        all.unfetched = opened.unfetched;
        tables.push(opened.table);
    }
    all.table = Table::concat(tables);
    Ok(all)
}

/// The commit; `None` on any error, because the table can be shown without it.
async fn commit<T: Transport>(file: &DatasetFile, hub: &Hub<'_, T>) -> Option<String> {
    match file.commit() {
        Some(commit) => Some(commit.to_owned()),
        None => info::of(hub, file).await.ok().and_then(|Info { commit, .. }| commit),
    }
}

/// Reader of one file.
struct FileReader<'a, T> {
    remote: Remote<'a, T>,
    name: String,
    all_columns: bool,
    limits: Limits,
    listener: &'a dyn ProgressListener,
    /// Whether the file is the only one of its table, so that its beginning is the table's.
    alone: bool,
}

impl<T: Transport> FileReader<'_, T> {
    async fn read(&self) -> Result<Opened, Failure> {
        let mut attempts = 1;
        loop {
            match self.once().await {
                Err(ReadError::Changed) if attempts < ATTEMPTS => attempts += 1,
                Err(ReadError::Changed) => return Err(HubError::from(PartError::Changed).into()),
                Err(ReadError::Failed(failure)) => return Err(failure),
                Ok(opened) => return Ok(opened),
            }
        }
    }

    async fn once(&self) -> Result<Opened, ReadError> {
        let on_bytes = |received, total| self.listener.progress(Progress { received, total });
        match download::begin(&self.remote, self.limits.file_bytes, &on_bytes).await? {
            FirstResponse::Whole(bytes) => self.decode_whole(bytes),
            FirstResponse::Parts { head, version } => self.in_parts(head, version).await,
        }
    }

    /// Reads a file that is larger than its first response. Apart, as most are not.
    #[inline(never)]
    fn in_parts(&self, head: Bytes, version: Version) -> Apart<'_, Result<Opened, ReadError>> {
        Box::pin(async move {
            let store = RefCell::new(Sparse::default());
            store.borrow_mut().insert(0, &head);
            if head.starts_with(b"PAR1") {
                return self.parquet(&version, &store).await;
            }
            let cap = self.limits.file_bytes;
            if version.size > cap {
                return Err(HubError::TooLarge { bytes: version.size, cap }.into());
            }
            self.fetch(&version, &[(0, version.size)], &store, &|_| {}).await?;
            let bytes = store.borrow().get(0, version.size).unwrap_or_default();
            self.decode_whole(bytes)
        })
    }

    fn decode_whole(&self, bytes: Bytes) -> Result<Opened, ReadError> {
        let file = NamedBytes { name: self.name.clone(), bytes };
        Ok(Opened { table: whole::read(vec![file], &self.limits, text::read)?, ..Opened::default() })
    }

    async fn fetch(
        &self,
        version: &Version,
        wanted: &[(u64, u64)],
        store: &RefCell<Sparse>,
        arrived: &dyn Fn(&Sparse),
    ) -> Result<(), ReadError> {
        let ranges = plan::requests(wanted, version.size).map_err(HubError::from)?;
        let held = store.borrow().held();
        let total = ranges.iter().map(|range| range.end - range.start).sum::<u64>() + held;
        let on_bytes = |received| self.listener.progress(Progress { received, total: Some(total.max(received)) });
        Ok(download::fetch(&self.remote, version, ranges, store, &on_bytes, arrived).await?)
    }

    async fn footer(&self, version: &Version, store: &RefCell<Sparse>) -> Result<Footer, ReadError> {
        let mut wanted = ranges::TAIL_GUESS_BYTES;
        loop {
            let tail = ranges::tail(version.size, wanted);
            let length = tail.end - tail.start;
            download::fetch(&self.remote, version, vec![tail.clone()], store, &|_| {}, &|_| {}).await?;
            let bytes = store.borrow().get(tail.start, length).unwrap_or_default();
            match Footer::from_tail(&bytes, version.size, &self.limits)? {
                Tail::Read(footer) => return Ok(*footer),
                Tail::Short { needed } if needed > wanted => wanted = needed,
                Tail::Short { .. } => return Err(DecodeError::Truncated { bytes: version.size as usize }.into()),
            }
        }
    }

    /// Reads the footer, then the needed columns. Reports a beginning whenever twice as many rows are complete as
    /// before.
    async fn parquet(&self, version: &Version, store: &RefCell<Sparse>) -> Result<Opened, ReadError> {
        let footer = self.footer(version, store).await?;
        let wanted = FetchPlan::of(&footer, version.size, self.all_columns, &self.limits)?;
        let selection = |groups: Option<&[usize]>| wanted.select(&footer, groups);
        let everything = selection(None);
        let rows = footer.group_rows();
        let shown = Cell::new(0);
        let arrived = |store: &Sparse| {
            let ready = (0..rows.len()).take_while(|&group| {
                let ranges = footer.ranges(&selection(Some(&[group])));
                ranges.iter().all(|&(at, length)| store.missing(&(at..at + length)).is_empty())
            });
            let groups: Vec<usize> = ready.collect();
            let ready_rows: u64 = groups.iter().map(|&group| rows[group]).sum();
            if footer.rows() > MANY_ROWS && ready_rows > footer.rows() / 2 {
                return;
            }
            if !self.alone || groups.len() == rows.len() || ready_rows == 0 || ready_rows < 2 * shown.get() {
                return;
            }
            // Decoding errors are reported once everything has come.
            let source = |at, length| store.get(at, length);
            if let Ok(table) = decode_columns(&footer, &selection(Some(&groups)), &source, &self.limits) {
                shown.set(ready_rows);
                let unfetched = wanted.unfetched.clone();
                self.listener.beginning(Opened { table, commit: None, unfetched }, footer.rows());
            }
        };
        self.fetch(version, &footer.ranges(&everything), store, &arrived).await?;
        let store = store.borrow();
        let table = decode_columns(&footer, &everything, &|at, length| store.get(at, length), &self.limits)?;
        Ok(Opened { table, commit: None, unfetched: wanted.unfetched.clone() })
    }
}

/// Why a file could not be read.
enum ReadError {
    /// The file changed while being read.
    Changed,
    Failed(Failure),
}

impl From<HubError> for ReadError {
    fn from(error: HubError) -> Self {
        if error == HubError::from(PartError::Changed) { Self::Changed } else { Self::Failed(error.into()) }
    }
}

impl From<DecodeError> for ReadError {
    fn from(error: DecodeError) -> Self {
        Self::Failed(error.into())
    }
}
