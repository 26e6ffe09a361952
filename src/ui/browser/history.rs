//! The page's address follows what is shown, and the browser's back and forward buttons lead through what was shown.
//!
//! A step is what the controls say when they come to rest, or another table. Tables of earlier steps are kept, so that
//! going back fetches nothing, and files of this computer, which no address can name, are found again. In a frame there
//! are no steps: its host's back button is the host's.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::Event;

use super::address;
use super::embedding;
use crate::page::choice::address::Link;
use crate::page::tables::active_table::Loaded;
use crate::page::tables::loading::Loading;
use crate::page::tables::table_source::Place;
use crate::ui::open::loader::Loader;
use crate::ui::reactive::Memo;
use crate::ui::state::State;

/// Of so many different tables earlier steps are kept; older ones are fetched again by their address.
const MOST_KEPT: usize = 4;

/// Where we are on the way.
#[derive(Default)]
struct Way {
    /// The address as it was last written or read; `None` before the first time.
    last: Option<String>,
    /// The step's name in the browser's history.
    step: f64,
    /// An earlier step's tables are being fetched: until they are there the page shows those of another step.
    fetching: bool,
    /// The tables of each step, the newest last.
    kept: Vec<(f64, Vec<Arc<Loaded>>)>,
}

impl Way {
    fn keep(&mut self, tables: Vec<Arc<Loaded>>) {
        let step = self.step;
        self.kept.retain(|(other, _)| *other != step);
        self.kept.push((step, tables));
        let mut places: Vec<Place> = Vec::new();
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

type StoredWay = StoredValue<Way, LocalStorage>;

/// Keeps address and page together, both ways.
pub fn follow(state: State, loader: Loader) {
    // Steps of an earlier life of the page, before it was loaded again, have names that are smaller than these.
    let way = StoredValue::new_local(Way { step: js_sys::Date::now(), ..Way::default() });
    write(state, way);
    let back = move |_: Event| travel(state, loader, way);
    let back = Closure::<dyn Fn(Event)>::new(back).into_js_value();
    window().add_event_listener_with_callback("popstate", back.unchecked_ref()).ok();
}

/// Once the reader has come to rest.
fn write(state: State, way: StoredWay) {
    let busy = Memo::new(move |_| state.loading.with(Loading::is_under));
    Effect::new(move |_| {
        let (choice, sections) = (state.rested_choice.get(), state.rested_sections.get());
        let (shown, pending, busy) = (state.shown.get(), state.pending.get(), busy.get());
        let Some(shown) = shown else { return };
        if busy && way.with_value(|way| way.fetching) {
            return;
        }
        let mut places = shown.place.each().to_vec();
        // A link that is opened again before all has come must still name all.
        places.extend(pending.into_iter().filter(|place| !shown.place.each().contains(place)));
        let address = address::with(&address::query(&places, &choice, &sections));
        let tables = state.loaded.get_untracked();
        way.update_value(|way| step_to(way, &address, tables));
        embedding::tell_hub();
    });
}

fn step_to(way: &mut Way, address: &str, tables: Vec<Arc<Loaded>>) {
    let is_new = way.last.as_deref() != Some(address);
    let is_step = is_new && way.last.is_some() && !way.fetching && !embedding::is_framed();
    way.fetching = false;
    way.last = Some(address.to_owned());
    if is_step {
        way.step += 1.0;
    }
    way.keep(tables);
    // A frame without an address of its own refuses; the page works without.
    let (Ok(history), name) = (window().history(), JsValue::from_f64(way.step)) else { return };
    if is_step {
        history.push_state_with_url(&name, "", Some(address)).ok();
    } else if is_new {
        history.replace_state_with_url(&name, "", Some(address)).ok();
    }
}

/// The browser went to another step.
fn travel(state: State, loader: Loader, way: StoredWay) {
    let Link { choice, sections, notes, .. } = address::link();
    let places: Vec<Place> = address::places().into_iter().flatten().collect();
    let step = window().history().ok().and_then(|history| history.state().ok()).and_then(|name| name.as_f64());
    let tables = way.with_value(|way| way.tables(step));
    // What is on its way belongs to the step that is left.
    loader.cancel();
    let known = tables.is_some();
    way.update_value(|way| {
        way.step = step.unwrap_or(way.step);
        // What will be written when all is there is what is there: no new step.
        way.last = Some(address::with(&address::query(&places, &choice, &sections)));
        way.fetching = !known;
    });
    state.link_notes.set(notes);
    state.put_choice(choice, sections, tables);
    if !known {
        loader.open_address();
    }
}
