//! Gets tables onto the page: the bundled copy at once, the Hub's behind it, and what goes wrong in words.

use std::rc::Rc;
use std::time::Duration;

use arrow::buffer::MutableBuffer;
use js_sys::{ArrayBuffer, Uint8Array};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::data::bundled::{self, Bundled};
use crate::data::decode::Table;
use crate::data::pack;
use crate::data::run_table::RunTable;
use crate::hub::address::DatasetFile;
use crate::hub::error::HubError;
use crate::hub::info::{self, Info};
use crate::hub::progress::Progress;
use crate::worker::client::Client;
use crate::worker::protocol::{Failure, FailureKind, Reply, Request};

use super::address;
use super::load_error::LoadError;
use super::shown::{Shown, Source};
use super::state::{Loading, State};

/// Opens tables; a new one makes the page forget the one under way.
#[derive(Clone, Copy)]
pub struct Loader {
    state: State,
    client: StoredValue<Client, LocalStorage>,
    /// Counts what was opened, so that a late answer is not taken for a newer question's.
    asked: StoredValue<u64>,
}

impl Loader {
    /// A loader that shows what it gets in `state`.
    #[must_use]
    pub fn new(state: State) -> Self {
        let patience = address::meta("isocost-patience-ms").and_then(|ms| ms.parse().ok()).map(Duration::from_millis);
        Self { state, client: StoredValue::new_local(Client::new(patience)), asked: StoredValue::new(0) }
    }

    /// Opens what the address asks for, by default the first bundled table.
    pub fn open_first(self) {
        match address::dataset() {
            Ok(asked) => self.open(asked.unwrap_or_else(|| DatasetFile::main_of(bundled::TABLES[0].dataset)), true),
            Err(error) => self.state.loading.set(Loading::Failed(error)),
        }
    }

    /// Opens what somebody typed.
    pub fn open_typed(self, text: &str) {
        match DatasetFile::parse(text) {
            Ok(file) => self.open(file, false),
            Err(error) => self.state.loading.set(Loading::Failed(error.into())),
        }
    }

    /// Opens a file: a bundled one is shown at once, and replaced when the Hub's copy has come.
    pub fn open(self, file: DatasetFile, keep_choice: bool) {
        let state = self.state;
        state.asked.set(file.to_string());
        let keep_choice = keep_choice || self.is_shown(&file);
        let asked = self.asked.with_value(|asked| asked + 1);
        self.asked.set_value(asked);
        self.client.with_value(Client::stop);
        let dataset = file.dataset.clone();
        state.loading.set(Loading::Under { dataset, progress: Progress::default() });
        match show_bundled(state, &file, keep_choice) {
            Some(table) => spawn_local(async move {
                let info = info::of(&address::hub(), &file).await;
                if self.asked.try_get_value() == Some(asked) {
                    self.compare(table, info, file);
                }
            }),
            None => self.ask(file, false, keep_choice),
        }
    }

    /// The Hub's copy is fetched only when it is another one than the page's.
    fn compare(self, table: &Bundled, info: Result<Info, HubError>, file: DatasetFile) {
        match info {
            Ok(Info { commit, sha256: Some(sha256) }) if sha256 == table.sha256 => {
                self.say(Source::Hub { commit });
            }
            Ok(_) => self.ask(file, true, true),
            Err(error) => settle(self.state, Err(Failure::from(error).into()), true, true),
        }
    }

    /// Says another word about where the table on the page came from.
    fn say(self, source: Source) {
        let shown = self.state.shown.get_untracked();
        if let Some(shown) = shown {
            self.state.show(shown.with_source(source), true);
        }
        self.state.loading.set(Loading::Idle);
    }

    /// Has the worker fetch and decode.
    fn ask(self, file: DatasetFile, bundled: bool, keep_choice: bool) {
        let Self { state, client, .. } = self;
        let request = Request { hub: address::hub(), file: file.to_string() };
        let dataset = file.dataset.clone();
        let hear = move |reply| match reply {
            Reply::Ready | Reply::Alive => {}
            Reply::Progress(progress) => state.loading.set(Loading::Under { dataset: dataset.clone(), progress }),
            Reply::Table { packed, commit } => {
                settle(state, shown(&packed, file.clone(), commit), bundled, keep_choice);
            }
            Reply::Failed(failure) => settle(state, Err(failure.into()), bundled, keep_choice),
        };
        client.with_value(|client| client.ask(&request, Rc::new(hear)));
    }

    fn is_shown(self, file: &DatasetFile) -> bool {
        self.state.shown.with_untracked(|shown| shown.as_ref().is_some_and(|shown| shown.file == *file))
    }
}

/// Shows the copy inside the page, if there is one of just this file.
fn show_bundled(state: State, file: &DatasetFile, keep_choice: bool) -> Option<&'static Bundled> {
    let table = bundled::find(&file.dataset).filter(|_| file.revision.is_none() && file.path.is_none())?;
    // The tests read all three; a reader would still rather wait for the Hub than see nothing.
    let runs = RunTable::new(table.table()).ok()?;
    state.show(Shown::new(file.clone(), Source::BundledAskingHub, runs), keep_choice);
    Some(table)
}

fn shown(packed: &ArrayBuffer, file: DatasetFile, commit: Option<String>) -> Result<Shown, LoadError> {
    let runs = RunTable::new(unpacked(packed)?)?;
    Ok(Shown::new(file, Source::Hub { commit }, runs))
}

/// The table in the worker's bytes, which come into our memory once and are not copied again.
fn unpacked(packed: &ArrayBuffer) -> Result<Table, Failure> {
    let bytes = Uint8Array::new(packed);
    let mut buffer = MutableBuffer::from_len_zeroed(bytes.length() as usize);
    bytes.copy_to(buffer.as_slice_mut());
    let mixed = || Failure {
        kind: FailureKind::Other,
        words: "The page and the part of it that reads files are of different builds. Load the page again.".to_owned(),
    };
    pack::unpack(buffer.into()).ok_or_else(mixed)
}

/// Shows what came. Where the bundled copy is on the page already, a failure is a remark and not an alarm.
fn settle(state: State, table: Result<Shown, LoadError>, bundled: bool, keep_choice: bool) {
    match table {
        Ok(table) => {
            // Whoever filtered the bundled copy while the Hub was asked keeps the filters.
            state.show(table, keep_choice || bundled);
            state.loading.set(Loading::Idle);
        }
        Err(error) if bundled => {
            let unreachable = matches!(error, LoadError::Failed(Failure { kind: FailureKind::Unreachable, .. }));
            let source = Source::BundledOnly { reachable: !unreachable, reason: error.to_string() };
            let shown = state.shown.get_untracked();
            if let Some(shown) = shown {
                state.show(shown.with_source(source), true);
            }
            state.loading.set(Loading::Idle);
        }
        Err(error) => state.loading.set(Loading::Failed(error)),
    }
}
