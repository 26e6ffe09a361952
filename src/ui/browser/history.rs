//! Browser history: the address follows what is shown, and the back and forward buttons lead through what was shown.
//!
//! A step is what the controls say when they come to rest, or another table. Tables of earlier steps are kept, so that
//! going back fetches nothing, and files of this computer, which no address can name, are found again. In a frame there
//! are no steps: its host's back button is the host's.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::Event;

use super::address;
use super::embedding;
use super::lazy_code::once_shown;
use crate::page::choice::address::Link;
use crate::page::choice::note;
use crate::page::tables::active_table::Loaded;
use crate::page::tables::loading::Loading;
use crate::page::tables::table_source::TableSource;
use crate::ui::open::loader::Loader;
use crate::ui::reactive::Memo;
use crate::ui::state::State;

/// Of so many different tables earlier steps are kept; older ones are fetched again by their address.
const MOST_KEPT: usize = 4;

/// The steps that the browser's buttons lead through.
#[derive(Default)]
struct History {
    /// The address as it was last written or read; `None` before the first time.
    last: Option<String>,
    /// The step's name in the browser's history.
    step: f64,
    /// An earlier step's tables are being fetched: until they are there the page shows those of another step.
    fetching: bool,
    /// The tables of each step, the newest last.
    kept: Vec<(f64, Vec<Arc<Loaded>>)>,
}

impl History {
    fn keep(&mut self, tables: Vec<Arc<Loaded>>) {
        let step = self.step;
        self.kept.retain(|(other, _)| *other != step);
        self.kept.push((step, tables));
        let mut places: Vec<TableSource> = Vec::new();
        for (_, tables) in self.kept.iter().rev() {
            for loaded in tables {
                if !places.contains(&loaded.place) {
                    places.push(loaded.place.clone());
                }
            }
        }
        if let Some(oldest) = places.get(MOST_KEPT) {
            let has = |tables: &Vec<Arc<Loaded>>| tables.iter().any(|loaded| loaded.place == *oldest);
            self.kept.retain(|(other, tables)| *other == step || !has(tables));
        }
    }

    fn tables(&self, step: Option<f64>) -> Option<Vec<Arc<Loaded>>> {
        let found = self.kept.iter().find(|(kept, _)| Some(*kept) == step);
        found.map(|(_, tables)| tables.clone())
    }
}

type StoredHistory = StoredValue<History, LocalStorage>;

/// Keeps address and page together, both ways, once the first view is shown.
pub fn follow(state: State, loader: Loader) {
    let owner = Owner::current();
    once_shown(move || {
        if let Some(owner) = owner {
            owner.with(|| begin(state, loader));
        }
    });
}

#[inline(never)]
fn begin(state: State, loader: Loader) {
    // Steps of an earlier life of the page, before it was loaded again, have names that are smaller than these.
    let steps = StoredValue::new_local(History { step: js_sys::Date::now(), ..History::default() });
    write(state, steps);
    let back = move |_: Event| travel(state, loader, steps);
    let back = Closure::<dyn Fn(Event)>::new(back).into_js_value();
    window().add_event_listener_with_callback("popstate", back.unchecked_ref()).ok();
}

/// Writes the address once the controls are at rest.
fn write(state: State, steps: StoredHistory) {
    let busy = Memo::new(move |_| state.loading.with(Loading::is_under));
    Effect::new(move |_| {
        let (choice, sections) = (state.draft.rested.get(), state.sections.rested.get());
        let (shown, pending, busy) = (state.shown.get(), state.pending.get(), busy.get());
        let Some(shown) = shown else { return };
        if busy && steps.with_value(|steps| steps.fetching) {
            return;
        }
        let mut places = shown.place.each().to_vec();
        // A link that is opened again before all has come must still name all.
        places.extend(pending.into_iter().filter(|place| !shown.place.each().contains(place)));
        let mut pairs = address::query(&places, &choice, &sections);
        pairs.extend(state.note.with(|note| note::pair(note)));
        let address = address::with(&pairs);
        let tables = state.loaded.get_untracked();
        steps.update_value(|steps| step_to(steps, &address, tables));
        embedding::send_address_to_hub();
    });
}

thread_local! {
    /// Whether the next step goes on with the one before.
    static GOES_ON: Cell<bool> = const { Cell::new(false) };
}

/// Whether what is chosen next is more of what was typed before: a number that counts while it is typed is one step, however
/// often its writer paused.
pub fn goes_on(is_more: bool) {
    GOES_ON.set(is_more);
}

thread_local! {
    /// Ends what is typed into a field.
    static TYPING: RefCell<Option<Box<dyn Fn()>>> = const { RefCell::new(None) };
}

/// What is to be done with a field that somebody types into when the browser goes to another step: what was typed is of the
/// step that is left, and would be taken again when the field is left.
pub fn while_typing(end: Box<dyn Fn()>) {
    TYPING.set(Some(end));
}

fn step_to(steps: &mut History, address: &str, tables: Vec<Arc<Loaded>>) {
    // Another place of the same page is no step.
    let is_new = steps.last.as_deref().map(page_of) != Some(page_of(address));
    let is_step = is_new && steps.last.is_some() && !steps.fetching && !embedding::is_framed() && !GOES_ON.take();
    steps.fetching = false;
    steps.last = Some(address.to_owned());
    if is_step {
        steps.step += 1.0;
    }
    steps.keep(tables);
    // A frame without an address of its own refuses; the page works without.
    let (Ok(history), name) = (window().history(), JsValue::from_f64(steps.step)) else { return };
    if is_step {
        history.push_state_with_url(&name, "", Some(address)).ok();
    } else if is_new {
        history.replace_state_with_url(&name, "", Some(address)).ok();
    }
}

/// An address without the place within the page.
fn page_of(address: &str) -> &str {
    address.split('#').next().unwrap_or_default()
}

/// The part of the page that is shared from: no place to pass on.
const SHARE: &str = "share";

thread_local! {
    /// What the address named before it named [`SHARE`].
    static BEFORE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// The place that a link to what is shown names: the address's, and where that is where links are made, the one before;
/// empty without one.
#[must_use]
pub fn place_to_pass_on() -> String {
    let place = address::fragment();
    if place == SHARE { BEFORE.with_borrow(String::clone) } else { place }
}

/// Lets the address name a place of the page; nothing is opened or scrolled by that.
pub fn name_place(id: &str) {
    let before = place_to_pass_on();
    BEFORE.set(before);
    if let Some((history, step)) = own() {
        history.replace_state_with_url(&step, "", Some(&["#", id].concat())).ok();
    }
}

/// Lets the address name the tab that was pressed, as an entry of its own: the back button leads to the one before, and
/// undoes nothing else. Where the page is shared, what leads there makes the entry.
pub fn name_tab(before: &str, id: &str) {
    if before != id && id != SHARE {
        name_place(before);
        enter();
    }
    name_place(id);
}

/// Makes an entry for what opens over the page: the back button closes it.
pub fn enter() {
    if let Some((history, step)) = own() {
        history.push_state(&step, "").ok();
    }
}

/// Leaves the entry that [`enter`] made.
pub fn leave() {
    if let Some((history, _)) = own() {
        history.back().ok();
    }
}

/// The browser's history with the name of the step shown; none in a frame.
fn own() -> Option<(web_sys::History, JsValue)> {
    let history = window().history().ok().filter(|_| !embedding::is_framed())?;
    let step = history.state().unwrap_or(JsValue::NULL);
    Some((history, step))
}

/// The browser went to another step.
fn travel(state: State, loader: Loader, steps: StoredHistory) {
    let Link { choice, sections, note, notes, .. } = address::link();
    let places: Vec<TableSource> = address::table_sources().into_iter().flatten().collect();
    let mut pairs = address::query(&places, &choice, &sections);
    pairs.extend(address::files());
    pairs.extend(note::pair(&note));
    let there = address::with(&pairs);
    let step = window().history().ok().and_then(|history| history.state().ok()).and_then(|name| name.as_f64());
    // A place of the page that is shown: a fragment, or what opened over it.
    let is_here = |steps: &History| {
        steps.last.as_deref().map(page_of) == Some(page_of(&there)) && step.is_none_or(|step| step == steps.step)
    };
    if steps.with_value(is_here) {
        return;
    }
    let tables = steps.with_value(|steps| steps.tables(step));
    // A table that is still being fetched belongs to the step that is left.
    loader.cancel();
    let known = tables.is_some();
    steps.update_value(|steps| {
        steps.step = step.unwrap_or(steps.step);
        // What will be written when all is there is what is there: no new step.
        steps.last = Some(there);
        steps.fetching = !known;
    });
    state.link_notes.set(notes);
    state.note.put(note);
    state.put_choice(choice, sections, tables);
    if let Some(end) = TYPING.take() {
        end();
    }
    if !known {
        loader.open_address();
    }
}
