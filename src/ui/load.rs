//! Gets tables onto the page: the bundled copy at once, others through the worker, and what goes wrong in words.

use std::rc::Rc;
use std::time::Duration;

use arrow::buffer::MutableBuffer;
use js_sys::{ArrayBuffer, Uint8Array};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::data::bundled::{self, Bundled};
use crate::data::decode::Table;
use crate::data::pack;
use crate::hub::address::DatasetFile;
use crate::hub::error::HubError;
use crate::hub::info::{self, Info};
use crate::hub::progress::Progress;
use crate::worker::client::Client;
use crate::worker::protocol::{Arrived, Failure, FailureKind, Reply, Request, What};

use super::address;
use super::load_error::LoadError;
use super::place::Place;
use super::recent;
use super::shown::{Loaded, Source};
use super::sign_in::Returning;
use super::state::{Loading, State};
use super::token::Token;

/// Opens tables; a new one makes the page forget the one under way.
#[derive(Clone, Copy)]
pub struct Loader {
    state: State,
    /// What a person gave for private data sets.
    pub token: Token,
    client: StoredValue<Client, LocalStorage>,
    /// Counts what was opened, so that a late answer is not taken for a newer question's.
    asked: StoredValue<u64>,
}

/// How a table is opened.
#[derive(Clone, Copy, Debug, Default)]
struct How {
    /// A copy of it is on the page already.
    bundled: bool,
    /// Filters stay as they are.
    keep_choice: bool,
    all_columns: bool,
}

impl Loader {
    /// A loader that shows what it gets in `state`.
    #[must_use]
    pub fn new(state: State) -> Self {
        let patience = address::meta("isocost-patience-ms").and_then(|ms| ms.parse().ok()).map(Duration::from_millis);
        let client = StoredValue::new_local(Client::new(patience));
        Self { state, token: Token::new(), client, asked: StoredValue::new(0) }
    }

    /// What the page knows.
    #[must_use]
    pub fn state(self) -> State {
        self.state
    }

    /// Opens what the address asks for; first, whoever comes back from signing in gets a token.
    pub fn start(self, returning: Option<Returning>) {
        match returning {
            Some(returning) => spawn_local(async move {
                match returning.token().await {
                    Ok(token) => self.token.set(&token, false),
                    // Public tables open all the same, and private ones say what they lack.
                    Err(error) => leptos::logging::warn!("{error}"),
                }
                self.open_first();
            }),
            None => self.open_first(),
        }
    }

    /// By default the first bundled table.
    fn open_first(self) {
        match address::place() {
            Ok(asked) => self.open(asked.unwrap_or_else(|| Place::of_dataset(bundled::TABLES[0].dataset)), true),
            Err(error) => self.state.loading.set(Loading::Failed(error)),
        }
    }

    /// Opens what somebody typed.
    pub fn open_typed(self, text: &str) {
        match Place::parse(text, &address::hub()) {
            Ok(place) => self.open(place, false),
            Err(error) => self.state.loading.set(Loading::Failed(error.into())),
        }
    }

    /// Opens files of this computer, which stay on it.
    pub fn open_files(self, files: Vec<(String, ArrayBuffer)>) {
        let place = Place::Files(files.iter().map(|(name, _)| name.clone()).collect());
        self.begin(&place);
        self.ask(place, What::Files(files), How::default());
    }

    /// Opens the table again, with the columns that were not fetched of it.
    pub fn open_all_columns(self) {
        let place = self.state.loaded.with_untracked(|loaded| loaded.as_ref().map(|loaded| loaded.place.clone()));
        if let Some(place) = place
            && let Some(address) = place.address()
        {
            self.begin(&place);
            let how = How { keep_choice: true, all_columns: true, ..How::default() };
            self.ask(place, What::Place(address), how);
        }
    }

    /// Asks again for what was asked for last: after a failure, with another token.
    pub fn retry(self) {
        let typed = self.state.asked.get_untracked();
        self.open_typed(&typed);
    }

    /// Stops what is under way; what is on the page stays.
    pub fn cancel(self) {
        self.asked.update_value(|asked| *asked += 1);
        self.client.with_value(Client::stop);
        self.state.loading.set(Loading::Idle);
    }

    /// Opens a table: a bundled one is shown at once, and fetched only when the Hub has another.
    pub fn open(self, place: Place, keep_choice: bool) {
        let keep_choice = keep_choice || self.is_shown(&place);
        let asked = self.begin(&place);
        let Some(address) = place.address() else { return };
        match place.whole_dataset().and_then(bundled::find) {
            Some(table) => {
                self.state.show(Loaded::new(place.clone(), Source::BundledAskingHub, table.table()), keep_choice);
                spawn_local(async move {
                    let file = DatasetFile::main_of(table.dataset);
                    let info = info::of(&address::hub(), &file, None).await;
                    if self.asked.try_get_value() == Some(asked) {
                        self.compare(table, info, place);
                    }
                });
            }
            None => self.ask(place, What::Place(address), How { keep_choice, ..How::default() }),
        }
    }

    /// Forgets what is under way; the number of the new question.
    fn begin(self, place: &Place) -> u64 {
        let Self { state, client, asked, .. } = self;
        if let Some(address) = place.address() {
            state.asked.set(address);
        }
        asked.update_value(|asked| *asked += 1);
        client.with_value(Client::stop);
        state.loading.set(Loading::Under { title: place.title(), progress: Progress::default() });
        asked.get_value()
    }

    /// The Hub's copy is fetched only when it is another one than the page's.
    fn compare(self, table: &Bundled, info: Result<Info, HubError>, place: Place) {
        let how = How { bundled: true, keep_choice: true, ..How::default() };
        match info {
            Ok(Info { commit, sha256: Some(sha256) }) if sha256 == table.sha256 => {
                self.say(Source::Hub { commit });
            }
            Ok(_) => {
                let file = DatasetFile::main_of(table.dataset);
                // The file that the copy is of, and not whatever else the data set may hold by now.
                let named = format!("{}/{}", table.dataset, file.path());
                self.ask(place, What::Place(named), how);
            }
            Err(error) => self.failed(Failure::from(error).into(), how),
        }
    }

    /// Says another word about where the table on the page came from.
    fn say(self, source: Source) {
        let loaded = self.state.loaded.get_untracked();
        if let Some(loaded) = loaded {
            self.state.show(loaded.with_source(source), true);
        }
        self.state.loading.set(Loading::Idle);
    }

    /// Has the worker fetch and decode.
    fn ask(self, place: Place, what: What<ArrayBuffer>, how: How) {
        let Self { state, client, token, .. } = self;
        let table = match &place {
            Place::At { table, .. } => table.clone(),
            Place::Files(_) => None,
        };
        let request = Request { hub: address::hub(), what, table, token: token.get(), all_columns: how.all_columns };
        let hear = move |reply| match reply {
            Reply::Ready | Reply::Alive => {}
            Reply::Progress(progress) => state.loading.set(Loading::Under { title: place.title(), progress }),
            Reply::Table(arrived) => match loaded(arrived, &place) {
                Ok(loaded) => self.arrived(loaded, how),
                Err(error) => self.failed(error, how),
            },
            Reply::Choose(options) => state.loading.set(Loading::Choose { place: place.clone(), options }),
            Reply::Failed(failure) => self.failed(failure.into(), how),
        };
        client.with_value(|client| client.ask(&request, Rc::new(hear)));
    }

    fn arrived(self, loaded: Loaded, how: How) {
        let last = loaded.more.is_none();
        let again = self.is_shown(&loaded.place);
        if last && let Some(address) = loaded.place.address() {
            recent::remember(&address);
        }
        // Whoever filtered the copy, or the beginning, keeps the filters.
        self.state.show(loaded, how.keep_choice || how.bundled || again);
        if last {
            self.state.loading.set(Loading::Idle);
        }
    }

    /// Where the bundled copy is on the page already, a failure is a remark and not an alarm.
    fn failed(self, error: LoadError, how: How) {
        if how.bundled {
            let unreachable = matches!(error, LoadError::Failed(Failure { kind: FailureKind::Unreachable, .. }));
            self.say(Source::BundledOnly { reachable: !unreachable, reason: error.to_string() });
        } else {
            self.state.loading.set(Loading::Failed(error));
        }
    }

    fn is_shown(self, place: &Place) -> bool {
        self.state.loaded.with_untracked(|loaded| loaded.as_ref().is_some_and(|loaded| loaded.place == *place))
    }
}

fn loaded(arrived: Arrived<ArrayBuffer>, place: &Place) -> Result<Loaded, LoadError> {
    let Arrived { packed, commit, unfetched, more } = arrived;
    let source = match place {
        Place::Files(_) => Source::Computer,
        Place::At { .. } if place.dataset().is_some() => Source::Hub { commit },
        Place::At { .. } => Source::Elsewhere,
    };
    Ok(Loaded { unfetched, more, ..Loaded::new(place.clone(), source, unpacked(&packed)?) })
}

/// The table in the worker's bytes, which come into our memory once and are not copied again.
fn unpacked(packed: &ArrayBuffer) -> Result<Table, Failure> {
    let bytes = Uint8Array::new(packed);
    let mut buffer = MutableBuffer::from_len_zeroed(bytes.length() as usize);
    bytes.copy_to(buffer.as_slice_mut());
    pack::unpack(buffer.into()).ok_or_else(|| {
        Failure::other("The page and the part of it that reads files are of different builds. Load the page again.")
    })
}
