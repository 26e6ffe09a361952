//! Opening one table: requested, fetched, then shown or failed.

use std::rc::Rc;
use std::sync::Arc;

use js_sys::ArrayBuffer;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Loader, prepared};
use crate::data::bundled;
use crate::data::bundled::Bundled;
use crate::data::table::Table;
use crate::hub::address::DatasetFile;
use crate::hub::error::HubError;
use crate::hub::fetch::browser::Fetch;
use crate::hub::fetch::progress::Progress;
use crate::hub::fetch::remote::Hub;
use crate::hub::list::info;
use crate::hub::list::info::Info;
use crate::page::tables::active_table::{Loaded, Provenance};
use crate::page::tables::load_error::LoadError;
use crate::page::tables::loading::Loading;
use crate::page::tables::open_queue::{OpenJob, OpenOptions, OpenQueue, Question};
use crate::page::tables::table_source::{MOST_TABLES, TableSource};
use crate::ui::browser::address;
use crate::ui::browser::crash;
use crate::ui::browser::lazy_code::once_shown;
use crate::ui::browser::own_files;
use crate::ui::browser::own_files::Inside;
use crate::ui::open::csp_errors::explained;
use crate::ui::open::recent;
use crate::ui::open::unpack::{loaded, unpacked};
use crate::worker::client::Client;
use crate::worker::protocol::{Failure, FailureKind, Reply, Request, TableInput, TableOption};

const LOST: &str =
    "The page cannot reach the file of this table, which comes with it. Load the page again, and try once more.";
const DAMAGED: &str = "The table inside this file is damaged. Get the file again from where it came.";

/// The file that a bundled copy is of, and not whatever else the data set may hold by now.
fn of_hub(bundled: &Bundled) -> TableInput<ArrayBuffer> {
    let file = DatasetFile::main_of(bundled.dataset);
    TableInput::Address(format!("{}/{}", bundled.dataset, file.path()))
}

/// What stands inside the page is from there, whoever reads it.
fn sourced(loaded: Loaded, how: OpenOptions) -> Loaded {
    if how.inside { Loaded { source: Provenance::Inside, ..loaded } } else { loaded }
}

impl Loader {
    /// Opens a table: shows the bundled copy at once, where there is one, while the Hub is asked whether it has another.
    pub(crate) fn run(self, OpenJob { place, files, mut how }: OpenJob<ArrayBuffer>) {
        let is_shown = self.is_shown(&place);
        how.keep_choice |= is_shown;
        // Known before anything is fetched.
        if how.beside && !is_shown && self.state.loaded.with_untracked(Vec::len) >= MOST_TABLES {
            return self.failed(place, LoadError::too_many(), how);
        }
        let generation = self.begin(&place, how);
        if !files.is_empty() {
            return self.ask(place, TableInput::Files(files), how);
        }
        if let Some(inside) = own_files::find(&place).filter(|_| !how.all_columns) {
            return self.open_inside(inside, place, how, generation);
        }
        // Without an address there is nothing to fetch.
        let Some(address) = place.address() else { return self.over(&place) };
        let copy = if how.all_columns { None } else { place.whole_dataset().and_then(bundled::find) };
        let Some(bundled) = copy else { return self.ask(place, TableInput::Address(address), how) };
        match bundled.inside() {
            Some(table) => self.show_copy(bundled, table, place, how, generation),
            None => spawn_local(async move {
                let table = own_files::bundled(bundled).await;
                self.if_current(generation, || match table {
                    Some(table) => self.show_copy(bundled, table, place, how, generation),
                    // The page cannot reach its own file; the Hub has it.
                    None if bundled.sha256.is_some() => self.ask(place, of_hub(bundled), how),
                    None => self.lost(place, how),
                });
            }),
        }
    }

    /// Shows a bundled copy, and asks the Hub whether it has another; a page that is one file asks nobody.
    fn show_copy(self, bundled: &'static Bundled, table: Table, place: TableSource, how: OpenOptions, generation: u64) {
        let (alone, own) = (own_files::is_alone(), bundled.sha256.is_none());
        let source = match (alone, own) {
            (true, _) => Provenance::Inside,
            (false, true) => Provenance::Own,
            (false, false) => Provenance::BundledAskingHub,
        };
        if let Err(error) = self.show(Loaded::new(place.clone(), source, table), how) {
            return self.failed(place, error, how);
        }
        if alone || own {
            return self.over(&place);
        }
        once_shown(move || self.if_current(generation, || self.ask_hub(bundled, place, how, generation)));
    }

    /// Asks the Hub whether it has another table than the copy that is shown. Not inlined, as the first chart does without it.
    #[inline(never)]
    fn ask_hub(self, bundled: &'static Bundled, place: TableSource, how: OpenOptions, generation: u64) {
        spawn_local(async move {
            let file = DatasetFile::main_of(bundled.dataset);
            let hub = Hub { transport: &Fetch, url: &address::hub(), token: None };
            let info = info::of(&hub, &file).await;
            self.if_current(generation, || self.compare(bundled, info, place, how));
        });
    }

    /// A file of the page's own that nobody else has did not come. Not inlined, as the first view does without it.
    #[inline(never)]
    fn lost(self, place: TableSource, how: OpenOptions) {
        self.failed(place, Failure::other(LOST).into(), how);
    }

    /// Opens a table that stands inside the page.
    fn open_inside(self, inside: Inside, place: TableSource, how: OpenOptions, generation: u64) {
        let how = OpenOptions { inside: true, ..how };
        spawn_local(async move {
            let bytes = inside.bytes().await;
            self.if_current(generation, || match bytes {
                None => self.failed(place, Failure::other(DAMAGED).into(), how),
                Some(bytes) if inside.is_raw => {
                    self.ask(place.clone(), TableInput::Files(vec![(place.title(), bytes)]), how)
                }
                Some(bytes) => match unpacked(&bytes) {
                    Ok(table) => {
                        let unfetched = inside.table.unfetched;
                        self.arrived(Loaded { unfetched, ..Loaded::new(place, Provenance::Inside, table) }, how);
                    }
                    Err(error) => self.failed(place, error.into(), how),
                },
            });
        });
    }

    /// The generation of the new request.
    fn begin(self, place: &TableSource, how: OpenOptions) -> u64 {
        let state = self.state;
        // What is added stands in the list of tables; the field keeps what was typed.
        if !how.beside
            && let Some(address) = place.address()
        {
            state.typed.set(address);
        }
        state.loading.set(Loading::Under { title: place.title(), progress: Progress::default() });
        self.next_generation()
    }

    fn show(self, loaded: Loaded, how: OpenOptions) -> Result<(), LoadError> {
        crash::table_arrives();
        if how.beside {
            return self.state.show_beside(loaded, how.keep_choice);
        }
        self.state.show(loaded, how.keep_choice);
        Ok(())
    }

    /// The job is over; the next one begins.
    pub(crate) fn over(self, place: &TableSource) {
        self.jobs.update_value(OpenQueue::end);
        if self.state.pending.with_untracked(|pending| pending.contains(place)) {
            self.state.pending.update(|pending| pending.retain(|other| other != place));
        }
        self.next();
    }

    /// The Hub's copy is fetched only when it is another one than the page's.
    fn compare(self, table: &Bundled, info: Result<Info, HubError>, place: TableSource, how: OpenOptions) {
        let how = OpenOptions { bundled: true, keep_choice: true, ..how };
        match info {
            Ok(Info { commit, sha256: Some(sha256) }) if Some(sha256.as_str()) == table.sha256 => {
                self.set_source(&place, Provenance::Hub { commit });
            }
            Ok(_) => self.ask(place, of_hub(table), how),
            Err(error) => self.failed(place, Failure::from(error).into(), how),
        }
    }

    /// Changes what the page says about where a table came from.
    fn set_source(self, place: &TableSource, source: Provenance) {
        let find = |loaded: &Vec<Arc<Loaded>>| loaded.iter().find(|loaded| loaded.place == *place).cloned();
        if let Some(loaded) = self.state.loaded.with_untracked(find) {
            // It is there already, so there is room for it.
            self.state.show_beside(loaded.with_source(source), true).ok();
        }
        self.over(place);
    }

    /// Has the worker fetch and decode.
    fn ask(self, place: TableSource, input: TableInput<ArrayBuffer>, how: OpenOptions) {
        let Self { state, client, token, .. } = self;
        let table = match &place {
            TableSource::At { table, .. } => table.clone(),
            TableSource::Files { .. } | TableSource::Several(_) => None,
        };
        let request = Request { hub: address::hub(), input, table, token: token.get(), all_columns: how.all_columns };
        let on_reply = move |reply| match reply {
            Reply::Ready | Reply::Alive => {}
            Reply::Progress(progress) => state.loading.set(Loading::Under { title: place.title(), progress }),
            Reply::Table(arrived) => match loaded(arrived, &place) {
                Ok(loaded) if prepared::is_large(&loaded) => self.prepare(loaded, how),
                Ok(mut loaded) => {
                    loaded.read();
                    self.arrived(loaded, how);
                }
                Err(error) => self.failed(place.clone(), error, how),
            },
            Reply::Choose(options) => self.choose(place.clone(), options, how),
            Reply::Failed(failure) => {
                let restricted = client.with_value(Client::is_bound);
                let failure = if restricted { explained(failure, &place) } else { failure };
                self.failed(place.clone(), failure.into(), how);
            }
        };
        client.with_value(|client| client.ask(&request, Rc::new(on_reply)));
    }

    /// Shows a large table once it is prepared, unless something else is asked for meanwhile.
    #[inline(never)]
    fn prepare(self, loaded: Loaded, how: OpenOptions) {
        let mut loaded = sourced(loaded, how);
        let generation = self.generation.get_value();
        let kept = self.keeps_choice(&loaded.place, how);
        let columns = self.state.draft.committed.with_untracked(|choice| choice.columns.clone());
        spawn_local(async move {
            let held = prepared::prepare(&mut loaded, if kept { columns } else { Default::default() }).await;
            self.if_current(generation, || self.arrived(loaded, how));
            // What follows the table takes it after this task.
            prepared::next_task().await;
            drop(held);
        });
    }

    /// Leaves the choice to the person, and goes on with what else there is; the address goes on naming the place.
    fn choose(self, place: TableSource, options: Vec<TableOption>, how: OpenOptions) {
        self.state.forget_later_pins();
        self.jobs.update_value(|jobs| jobs.ask(Question { place, options, how }));
        self.next();
    }

    fn arrived(self, loaded: Loaded, how: OpenOptions) {
        let loaded = sourced(loaded, how);
        let last = loaded.more.is_none();
        let place = loaded.place.clone();
        let keep_choice = self.keeps_choice(&place, how);
        if let Err(error) = self.show(loaded, OpenOptions { keep_choice, ..how }) {
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

    /// Whoever filtered the copy, or the beginning, keeps the filters.
    fn keeps_choice(self, place: &TableSource, how: OpenOptions) -> bool {
        how.keep_choice || how.bundled || self.is_shown(place)
    }

    /// Where the bundled copy is on the page already, a failure is a remark and not an alarm.
    fn failed(self, place: TableSource, error: LoadError, how: OpenOptions) {
        if how.bundled {
            let unreachable = matches!(error, LoadError::Failed(Failure { kind: FailureKind::Unreachable, .. }));
            return self
                .set_source(&place, Provenance::BundledOnly { reachable: !unreachable, reason: error.to_string() });
        }
        if how.beside {
            self.state.forget_later_pins();
        }
        self.jobs.update_value(|jobs| jobs.fail(place.clone(), how, error));
        self.over(&place);
    }

    fn is_shown(self, place: &TableSource) -> bool {
        self.state.loaded.with_untracked(|loaded| loaded.iter().any(|loaded| loaded.place == *place))
    }
}
