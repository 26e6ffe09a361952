//! Gets tables onto the page: the bundled copy at once, others through the worker, and what goes wrong in words.

use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use js_sys::ArrayBuffer;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::data::bundled::{self, Bundled};
use crate::hub::address::DatasetFile;
use crate::hub::error::HubError;
use crate::hub::info::{self, Info};
use crate::hub::progress::Progress;
use crate::worker::client::Client;
use crate::worker::protocol::{Failure, FailureKind, Reply, Request, TableOption, What};

use super::address;
use super::jobs::{How, Job, Jobs};
use super::load_error::LoadError;
use super::place::Place;
use super::recent;
use super::shown::{Loaded, Source};
use super::state::{Loading, State};
use super::token::Token;
use super::unpack::loaded;

/// Opens tables; a new one makes the page forget the ones under way, one that is added waits for them.
#[derive(Clone, Copy)]
pub struct Loader {
    state: State,
    /// What a person gave for private data sets.
    pub token: Token,
    /// Whether what is picked, dropped or taken from the examples is put beside what is shown.
    pub beside: RwSignal<bool>,
    client: StoredValue<Client, LocalStorage>,
    jobs: StoredValue<Jobs<ArrayBuffer>, LocalStorage>,
    /// Counts what was opened, so that a late answer is not taken for a newer question's.
    asked: StoredValue<u64>,
}

impl Loader {
    /// A loader that shows what it gets in `state`.
    #[must_use]
    pub fn new(state: State) -> Self {
        let patience = address::meta("isocost-patience-ms").and_then(|ms| ms.parse().ok()).map(Duration::from_millis);
        Self {
            state,
            token: Token::new(),
            beside: RwSignal::new(false),
            client: StoredValue::new_local(Client::new(patience)),
            jobs: StoredValue::new_local(Jobs::default()),
            asked: StoredValue::new(0),
        }
    }

    /// What the page knows.
    #[must_use]
    pub fn state(self) -> State {
        self.state
    }

    /// Opens what the address asks for, by default the first bundled table.
    pub fn open_first(self) {
        let (mut places, mut unread) = (Vec::new(), Vec::new());
        let asked = address::places();
        let several = asked.len() > 1;
        for place in asked {
            match place {
                Ok(place) => places.push(place),
                Err((text, error)) if several => unread.push((text, error)),
                Err((_, error)) => return self.state.loading.set(Loading::Failed(error.into())),
            }
        }
        if places.is_empty() && !several {
            places.push(Place::of_dataset(bundled::TABLES[0].dataset));
        }
        if several {
            self.state.pending.set(places.clone());
        }
        let how = How { keep_choice: true, beside: several, ..How::default() };
        self.add(places.into_iter().map(|place| Job { place, files: Vec::new(), how }).collect());
        self.jobs
            .update_value(|jobs| unread.into_iter().for_each(|(text, error)| jobs.cannot_read(text, error.into())));
        // What cannot be read is told after the last table: at once, without any.
        self.next();
    }

    /// Opens what somebody typed: instead of what is shown, or beside it.
    pub fn open_typed(self, text: &str, beside: bool) {
        match Place::parse(text, &address::hub()) {
            Ok(place) => self.open(place, beside),
            Err(error) => self.state.loading.set(Loading::Failed(error.into())),
        }
    }

    /// Opens files of this computer, which stay on it.
    pub fn open_files(self, files: Vec<(String, ArrayBuffer)>) {
        let place = Place::Files(files.iter().map(|(name, _)| name.clone()).collect());
        let how = How { beside: self.beside.get_untracked(), ..How::default() };
        self.start(Job { place, files, how });
    }

    /// Opens the tables again of which not all columns were fetched, with all.
    pub fn open_all_columns(self) {
        let how = How { keep_choice: true, all_columns: true, beside: true, ..How::default() };
        let jobs = self.state.loaded.with_untracked(|loaded| {
            let some = loaded.iter().filter(|loaded| !loaded.unfetched.is_empty());
            some.map(|loaded| Job { place: loaded.place.clone(), files: Vec::new(), how }).collect()
        });
        self.add(jobs);
    }

    /// Asks again for what failed: with another token.
    pub fn retry(self) {
        let failed = self.jobs.try_update_value(Jobs::take_failed).unwrap_or_default();
        if failed.is_empty() {
            return self.open_typed(&self.state.asked.get_untracked(), false);
        }
        self.add(failed.into_iter().map(|(place, how)| Job { place, files: Vec::new(), how }).collect());
    }

    /// Stops what is under way; what is on the page stays.
    pub fn cancel(self) {
        self.forget_all();
        self.state.loading.set(Loading::Idle);
    }

    /// Takes one of several tables off the page, also when more of it is on its way.
    pub fn remove(self, place: &Place) {
        self.state.remove(place);
        self.jobs.update_value(|jobs| jobs.forget(place));
        if self.jobs.with_value(|jobs| jobs.under_way() == Some(place)) {
            self.asked.update_value(|asked| *asked += 1);
            self.client.with_value(Client::stop);
            self.over(place);
        }
    }

    /// Opens a table: instead of what is shown, or beside it.
    pub fn open(self, place: Place, beside: bool) {
        self.start(Job { place, files: Vec::new(), how: How { beside, ..How::default() } });
    }

    /// Opens the one of several tables that somebody chose at a place, as that was to be opened; what waited goes on.
    pub fn open_chosen(self, among: &Place, place: Place, how: How) {
        let of_link = self.state.pending.with_untracked(|pending| pending.iter().position(|other| other == among));
        if let Some(at) = of_link {
            self.state.pending.update(|pending| pending[at] = place.clone());
        }
        self.jobs.update_value(|jobs| jobs.add_first(Job { place, files: Vec::new(), how }));
        self.next();
    }

    fn start(self, job: Job<ArrayBuffer>) {
        if !job.how.beside {
            self.forget_all();
        }
        self.add(vec![job]);
    }

    fn add(self, jobs: Vec<Job<ArrayBuffer>>) {
        self.jobs.update_value(|all| jobs.into_iter().for_each(|job| all.add(job)));
        self.next();
    }

    fn forget_all(self) {
        self.asked.update_value(|asked| *asked += 1);
        self.client.with_value(Client::stop);
        self.jobs.set_value(Jobs::default());
        self.state.pending.set(Vec::new());
    }

    /// Begins the next job, unless one is under way; after the last, says what went wrong.
    fn next(self) {
        match self.jobs.try_update_value(Jobs::begin).flatten() {
            Some(job) => self.run(job),
            None if self.jobs.with_value(Jobs::is_idle) => {
                let error = self.jobs.with_value(Jobs::error);
                self.state.loading.set(error.map_or(Loading::Idle, Loading::Failed));
            }
            None => {}
        }
    }

    fn run(self, Job { place, files, mut how }: Job<ArrayBuffer>) {
        how.keep_choice |= self.is_shown(&place);
        let asked = self.begin(&place, how);
        if !files.is_empty() {
            return self.ask(place, What::Files(files), how);
        }
        // Without an address there is nothing to ask.
        let Some(address) = place.address() else { return self.over(&place) };
        let copy = if how.all_columns { None } else { place.whole_dataset().and_then(bundled::find) };
        let Some(table) = copy else { return self.ask(place, What::Place(address), how) };
        if let Err(error) = self.show(Loaded::new(place.clone(), Source::BundledAskingHub, table.table()), how) {
            return self.failed(place, error, how);
        }
        spawn_local(async move {
            let file = DatasetFile::main_of(table.dataset);
            let info = info::of(&address::hub(), &file, None).await;
            if self.asked.try_get_value() == Some(asked) {
                self.compare(table, info, place, how);
            }
        });
    }

    /// The number of the new question.
    fn begin(self, place: &Place, how: How) -> u64 {
        let Self { state, asked, .. } = self;
        // What is added stands in the list of tables; the field keeps what was typed.
        if !how.beside
            && let Some(address) = place.address()
        {
            state.asked.set(address);
        }
        asked.update_value(|asked| *asked += 1);
        state.loading.set(Loading::Under { title: place.title(), progress: Progress::default() });
        asked.get_value()
    }

    fn show(self, loaded: Loaded, how: How) -> Result<(), LoadError> {
        if how.beside {
            return self.state.show_beside(loaded, how.keep_choice);
        }
        self.state.show(loaded, how.keep_choice);
        Ok(())
    }

    /// The job is over; the next one begins.
    fn over(self, place: &Place) {
        self.jobs.update_value(Jobs::end);
        if self.state.pending.with_untracked(|pending| pending.contains(place)) {
            self.state.pending.update(|pending| pending.retain(|other| other != place));
        }
        self.next();
    }

    /// The Hub's copy is fetched only when it is another one than the page's.
    fn compare(self, table: &Bundled, info: Result<Info, HubError>, place: Place, how: How) {
        let how = How { bundled: true, keep_choice: true, ..how };
        match info {
            Ok(Info { commit, sha256: Some(sha256) }) if sha256 == table.sha256 => {
                self.say(&place, Source::Hub { commit });
            }
            Ok(_) => {
                let file = DatasetFile::main_of(table.dataset);
                // The file that the copy is of, and not whatever else the data set may hold by now.
                let named = format!("{}/{}", table.dataset, file.path());
                self.ask(place, What::Place(named), how);
            }
            Err(error) => self.failed(place, Failure::from(error).into(), how),
        }
    }

    /// Says another word about where a table on the page came from.
    fn say(self, place: &Place, source: Source) {
        let find = |loaded: &Vec<Arc<Loaded>>| loaded.iter().find(|loaded| loaded.place == *place).cloned();
        if let Some(loaded) = self.state.loaded.with_untracked(find) {
            // It is there already, so there is room for it.
            self.state.show_beside(loaded.with_source(source), true).ok();
        }
        self.over(place);
    }

    /// Has the worker fetch and decode.
    fn ask(self, place: Place, what: What<ArrayBuffer>, how: How) {
        let Self { state, client, token, .. } = self;
        let table = match &place {
            Place::At { table, .. } => table.clone(),
            Place::Files(_) | Place::Several(_) => None,
        };
        let request = Request { hub: address::hub(), what, table, token: token.get(), all_columns: how.all_columns };
        let hear = move |reply| match reply {
            Reply::Ready | Reply::Alive => {}
            Reply::Progress(progress) => state.loading.set(Loading::Under { title: place.title(), progress }),
            Reply::Table(arrived) => match loaded(arrived, &place) {
                Ok(loaded) => self.arrived(loaded, how),
                Err(error) => self.failed(place.clone(), error, how),
            },
            Reply::Choose(options) => self.choose(place.clone(), options, how),
            Reply::Failed(failure) => self.failed(place.clone(), failure.into(), how),
        };
        client.with_value(|client| client.ask(&request, Rc::new(hear)));
    }

    /// Waits for the person's choice; the address goes on naming the place.
    fn choose(self, place: Place, options: Vec<TableOption>, how: How) {
        self.jobs.update_value(Jobs::end);
        self.state.loading.set(Loading::Choose { place, options, how });
    }

    fn arrived(self, loaded: Loaded, how: How) {
        let last = loaded.more.is_none();
        let place = loaded.place.clone();
        // Whoever filtered the copy, or the beginning, keeps the filters.
        let keep_choice = how.keep_choice || how.bundled || self.is_shown(&place);
        if let Err(error) = self.show(loaded, How { keep_choice, ..how }) {
            self.client.with_value(Client::stop);
            return self.failed(place, error, how);
        }
        if last {
            if let Some(address) = place.address() {
                recent::remember(&address);
            }
            self.over(&place);
        }
    }

    /// Where the bundled copy is on the page already, a failure is a remark and not an alarm.
    fn failed(self, place: Place, error: LoadError, how: How) {
        if how.bundled {
            let unreachable = matches!(error, LoadError::Failed(Failure { kind: FailureKind::Unreachable, .. }));
            return self.say(&place, Source::BundledOnly { reachable: !unreachable, reason: error.to_string() });
        }
        self.jobs.update_value(|jobs| jobs.fail(place.clone(), how, error));
        self.over(&place);
    }

    fn is_shown(self, place: &Place) -> bool {
        self.state.loaded.with_untracked(|loaded| loaded.iter().any(|loaded| loaded.place == *place))
    }
}
