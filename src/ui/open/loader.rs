//! The loader: opens tables one after the other, the bundled copy at once, others through the worker, and says what went
//! wrong.

pub(crate) mod one_table;
mod prepared;

use std::time::Duration;

use js_sys::ArrayBuffer;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::data::bundled;
use crate::ui::reactive::RwSignal;
use crate::worker::client::Client;

use super::sign_in::Returning;
use super::token::Token;
use crate::page::tables::loading::Loading;
use crate::page::tables::open_queue::{OpenJob, OpenOptions, OpenQueue};
use crate::page::tables::table_source::TableSource;
use crate::ui::browser::address;
use crate::ui::browser::own_files;
use crate::ui::state::State;

/// A client of the reader, as patient as the page says.
#[must_use]
pub fn client() -> Client {
    let patience = address::meta("isocost-patience-ms").and_then(|ms| ms.parse().ok()).map(Duration::from_millis);
    Client::new(patience)
}

/// Opens tables; a new one makes the page forget the ones under way, one that is added waits for them.
#[derive(Clone, Copy)]
pub struct Loader {
    state: State,
    /// What a person gave for private data sets.
    pub token: Token,
    /// Whether what is picked, dropped or taken from the examples is put beside what is shown.
    pub beside: RwSignal<bool>,
    client: StoredValue<Client, LocalStorage>,
    jobs: StoredValue<OpenQueue<ArrayBuffer>, LocalStorage>,
    /// Counts requests, so that a late answer is not taken for that of a newer one.
    generation: StoredValue<u64>,
}

impl Loader {
    /// A loader that shows what it gets in `state`.
    #[must_use]
    pub fn new(state: State) -> Self {
        Self {
            state,
            token: state.token,
            beside: RwSignal::new(false),
            client: StoredValue::new_local(client()),
            jobs: StoredValue::new_local(OpenQueue::default()),
            generation: StoredValue::new(0),
        }
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
                self.open_address();
            }),
            None => self.open_address(),
        }
    }

    /// Opens the tables that the address names; by default the first bundled one.
    pub fn open_address(self) {
        let (mut places, mut unread) = (Vec::new(), Vec::new());
        let inside = own_files::table_sources();
        let all = if inside.is_empty() { address::table_sources() } else { inside.into_iter().map(Ok).collect() };
        let several = all.len() > 1;
        for place in all {
            match place {
                Ok(place) => places.push(place),
                Err((text, error)) if several => unread.push((text, error)),
                Err((_, error)) => return self.state.loading.set(Loading::Failed(error.into())),
            }
        }
        if places.is_empty() && !several {
            places.push(TableSource::of_dataset(bundled::TABLES[0].dataset));
        }
        if several {
            self.state.pending.set(places.clone());
        }
        let how = OpenOptions { keep_choice: true, beside: several, ..OpenOptions::default() };
        self.add(places.into_iter().map(|place| OpenJob { place, files: Vec::new(), how }).collect());
        self.jobs
            .update_value(|jobs| unread.into_iter().for_each(|(text, error)| jobs.cannot_read(text, error.into())));
        // What cannot be read is reported after the last table, or at once if there is none.
        self.next();
    }

    /// Opens what somebody typed: instead of what is shown, or beside it.
    pub fn open_typed(self, text: &str) {
        match TableSource::parse(text, &address::hub()) {
            Ok(place) => self.open(place, Vec::new()),
            Err(error) if self.jobs.with_value(OpenQueue::is_idle) => {
                self.state.loading.set(Loading::Failed(error.into()));
            }
            // Reported once the queue is idle.
            Err(error) => self.jobs.update_value(|jobs| jobs.cannot_read(text.to_owned(), error.into())),
        }
    }

    /// Opens files of this computer, which stay on it.
    pub fn open_files(self, files: Vec<(String, ArrayBuffer)>) {
        let mut there: Vec<TableSource> = Vec::new();
        if self.beside.get_untracked() {
            there = self.state.loaded.with_untracked(|all| all.iter().map(|loaded| loaded.place.clone()).collect());
            self.jobs.with_value(|jobs| there.extend(jobs.places().cloned()));
        }
        self.open(TableSource::of_files(files.iter().map(|(name, _)| name.clone()).collect(), &there), files);
    }

    /// Opens the tables again of which not all columns were fetched, with all.
    pub fn open_all_columns(self) {
        let how = OpenOptions { keep_choice: true, all_columns: true, beside: true, ..OpenOptions::default() };
        let jobs = self.state.loaded.with_untracked(|loaded| {
            let some = loaded.iter().filter(|loaded| !loaded.unfetched.is_empty());
            some.map(|loaded| OpenJob { place: loaded.place.clone(), files: Vec::new(), how }).collect()
        });
        self.add(jobs);
    }

    /// Asks again for what failed: with another token.
    pub fn retry(self) {
        let failed = self.jobs.try_update_value(OpenQueue::take_failed).unwrap_or_default();
        if failed.is_empty() {
            return self.open_typed(&self.state.typed.get_untracked());
        }
        self.add(failed.into_iter().map(|(place, how)| OpenJob { place, files: Vec::new(), how }).collect());
    }

    /// Stops what is under way; what is on the page stays.
    pub fn cancel(self) {
        self.forget_all();
        self.state.loading.set(Loading::Idle);
    }

    /// Takes one of several tables off the page, also when more of it is on its way.
    pub fn remove(self, place: &TableSource) {
        self.state.remove(place);
        self.jobs.update_value(|jobs| jobs.forget(place));
        if self.jobs.with_value(|jobs| jobs.under_way() == Some(place)) {
            self.stop();
            self.over(place);
        }
    }

    /// Opens the one of several tables that somebody chose at a place, as that was to be opened.
    pub fn open_chosen(self, among: &TableSource, place: TableSource, how: OpenOptions) {
        let of_link = self.state.pending.with_untracked(|pending| pending.iter().position(|other| other == among));
        if let Some(at) = of_link {
            self.state.pending.update(|pending| pending[at] = place.clone());
        }
        self.jobs.update_value(|jobs| {
            jobs.forget(among);
            jobs.add_first(OpenJob { place, files: Vec::new(), how });
        });
        self.next();
    }

    /// Leaves out a place of which a table was to be chosen.
    pub fn leave_out(self, place: &TableSource) {
        self.jobs.update_value(|jobs| jobs.forget(place));
        self.over(place);
    }

    fn open(self, place: TableSource, files: Vec<(String, ArrayBuffer)>) {
        let how = OpenOptions { beside: self.beside.get_untracked(), ..OpenOptions::default() };
        if !how.beside {
            self.forget_all();
        }
        self.add(vec![OpenJob { place, files, how }]);
    }

    fn add(self, jobs: Vec<OpenJob<ArrayBuffer>>) {
        self.jobs.update_value(|all| jobs.into_iter().for_each(|job| all.add(job)));
        self.next();
    }

    /// Drops the request under way, and its answer when it comes nevertheless.
    fn stop(self) {
        self.next_generation();
        self.client.with_value(Client::stop);
    }

    fn next_generation(self) -> u64 {
        self.generation.update_value(|generation| *generation += 1);
        self.generation.get_value()
    }

    /// Runs `then` unless something else has been requested since, or the page is gone.
    fn if_current(self, generation: u64, then: impl FnOnce()) {
        if self.generation.try_get_value() == Some(generation) {
            then();
        }
    }

    fn forget_all(self) {
        self.stop();
        self.jobs.set_value(OpenQueue::default());
        self.state.pending.set(Vec::new());
    }

    /// Begins the next job, unless one is under way; after the last, asks what is to be chosen and says what went wrong.
    fn next(self) {
        match self.jobs.try_update_value(OpenQueue::begin).flatten() {
            Some(job) => self.run(job),
            None if self.jobs.with_value(OpenQueue::is_idle) => {
                let (error, question) = self.jobs.with_value(|jobs| (jobs.error(), jobs.question().cloned()));
                if question.is_none() {
                    self.state.settle();
                }
                self.state.loading.set(match (question, error) {
                    (Some(question), failed) => Loading::Choose { question, failed },
                    (None, Some(error)) => Loading::Failed(error),
                    (None, None) => Loading::Idle,
                });
            }
            None => {}
        }
    }
}
