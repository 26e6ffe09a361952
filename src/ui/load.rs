//! Gets tables onto the page: the bundled copy at once, the Hub's behind it, and what goes wrong in words.

use bytes::Bytes;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::AbortController;

use crate::data::bundled;
use crate::data::decode::{self, Limits};
use crate::hub::address::DatasetFile;
use crate::hub::error::HubError;
use crate::hub::fetch::{self, Progress};

use super::address;
use super::load_error::LoadError;
use super::shown::{Loaded, Source};
use super::state::{Loading, State};

/// Opens tables; a new one makes the page forget the one under way.
#[derive(Clone, Copy)]
pub struct Loader {
    state: State,
    under_way: StoredValue<Option<AbortController>, LocalStorage>,
}

impl Loader {
    /// A loader that shows what it gets in `state`.
    #[must_use]
    pub fn new(state: State) -> Self {
        Self { state, under_way: StoredValue::new_local(None) }
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
        let Self { state, under_way } = self;
        under_way.update_value(|controller| {
            if let Some(controller) = controller.take() {
                controller.abort();
            }
        });
        state.asked.set(file.to_string());
        let keep_choice = keep_choice || self.is_shown(&file);
        let bundled = show_bundled(state, &file, keep_choice);
        let Ok(controller) = AbortController::new() else { return };
        let signal = controller.signal();
        under_way.set_value(Some(controller));
        let dataset = file.dataset.clone();
        state.loading.set(Loading::Under { dataset: dataset.clone(), progress: Progress::default() });
        spawn_local(async move {
            let hub = address::hub();
            let aborted = signal.clone();
            let tell = move |progress| {
                if !aborted.aborted() {
                    state.loading.set(Loading::Under { dataset: dataset.clone(), progress });
                }
            };
            let cap = Limits::default().file_bytes;
            let (bytes, commit) =
                futures::join(fetch::file(&hub, &file, cap, &signal, tell), fetch::commit(&hub, &file, &signal)).await;
            if signal.aborted() {
                return;
            }
            let table = bytes.map_err(LoadError::from).and_then(|bytes| decode(bytes, file, commit));
            under_way.set_value(None);
            settle(state, table, bundled, keep_choice);
        });
    }

    fn is_shown(self, file: &DatasetFile) -> bool {
        self.state.loaded.with_untracked(|loaded| loaded.as_ref().is_some_and(|loaded| loaded.file == *file))
    }
}

/// Waits for both at once.
mod futures {
    use std::future::{Future, poll_fn};
    use std::pin::pin;
    use std::task::Poll;

    pub async fn join<A: Future, B: Future>(a: A, b: B) -> (A::Output, B::Output) {
        let (mut a, mut b) = (pin!(a), pin!(b));
        let (mut done_a, mut done_b) = (None, None);
        poll_fn(move |context| {
            if done_a.is_none()
                && let Poll::Ready(value) = a.as_mut().poll(context)
            {
                done_a = Some(value);
            }
            if done_b.is_none()
                && let Poll::Ready(value) = b.as_mut().poll(context)
            {
                done_b = Some(value);
            }
            match (done_a.take(), done_b.take()) {
                (Some(a), Some(b)) => Poll::Ready((a, b)),
                (a, b) => {
                    (done_a, done_b) = (a, b);
                    Poll::Pending
                }
            }
        })
        .await
    }
}

/// Shows the copy inside the page, if there is one of just this file; whether there was.
fn show_bundled(state: State, file: &DatasetFile, keep_choice: bool) -> bool {
    let Some(table) = bundled::find(&file.dataset).filter(|_| file.revision.is_none() && file.path.is_none()) else {
        return false;
    };
    match decode::decode(Bytes::from_static(table.parquet), &Limits::default()) {
        Ok(table) => state.show(Loaded::new(file.clone(), Source::BundledAskingHub, table), keep_choice),
        // The tests decode all three; a reader would still rather wait for the Hub than see nothing.
        Err(_) => return false,
    }
    true
}

fn decode(bytes: Vec<u8>, file: DatasetFile, commit: Option<String>) -> Result<Loaded, LoadError> {
    let table = decode::decode(Bytes::from(bytes), &Limits::default())?;
    Ok(Loaded::new(file, Source::Hub { commit }, table))
}

/// Shows what came. Where the bundled copy is on the page already, a failure is a remark and not an alarm.
fn settle(state: State, table: Result<Loaded, LoadError>, bundled: bool, keep_choice: bool) {
    match table {
        Ok(table) => {
            // Whoever filtered the bundled copy while the Hub was asked keeps the filters.
            state.show(table, keep_choice || bundled);
            state.loading.set(Loading::Idle);
        }
        Err(error) if bundled => {
            let reachable = !matches!(error, LoadError::Hub(HubError::Unreachable { .. } | HubError::Status { .. }));
            let source = Source::BundledOnly { reachable, reason: error.to_string() };
            let loaded = state.loaded.get_untracked();
            if let Some(loaded) = loaded {
                state.show(loaded.with_source(source), true);
            }
            state.loading.set(Loading::Idle);
        }
        Err(error) => state.loading.set(Loading::Failed(error)),
    }
}
