//! Files of this computer after the page was loaded again: no address brings them back, so they are asked for by name.

use leptos::prelude::*;

use crate::page::tables::table_source::{TableSource, file_names};
use crate::ui::browser::{address, observe, storage};
use crate::ui::reactive::{Memo, RwSignal, act, live};
use crate::ui::state::State;

/// Where the names are kept until the tab is closed.
const KEY: &str = "isocost-files";

/// Says which files were shown before, with the way to choose them again; nothing as long as another table is asked for.
pub fn notice(state: State) -> AnyView {
    let kept = storage::tab().and_then(|storage| storage.get_item(KEY).ok().flatten());
    let lost = RwSignal::new(kept.filter(|_| address::table_sources().is_empty()));
    let files = Memo::new(move |_| state.shown.map_or_default(|shown| file_names(shown.place.each())));
    // The page shows the first bundled table while nobody has chosen another.
    let others = Memo::new(move |_| {
        state.shown.with(|shown| shown.as_ref().is_some_and(|shown| !shown.place.each().iter().any(is_first)))
    });
    let names = move || lost.get().filter(|_| !others.get());
    Effect::new(move |_| {
        let Some(storage) = storage::tab() else { return };
        let (files, is_lost) = (files.get(), names().is_some());
        if !files.is_empty() {
            storage.set_item(KEY, &files).ok();
        } else if !is_lost {
            storage.remove_item(KEY).ok();
        }
    });
    let choose = |_| {
        observe::click("[data-testid=files-input]");
    };
    let words = move || {
        names().map(|names| {
            format!("A page that is loaded again cannot open files of this computer: choose {names} again. ")
        })
    };
    view! {
        <p class="files-again" role="status" data-testid="files-again" hidden=move || names().is_none()>
            {live(words)}
            <button type="button" data-testid="choose-again" on:click=act(choose)>"Choose files"</button>
            <button type="button" class="link" on:click=act(move |_| lost.set(None))>"Hide this"</button>
        </p>
    }
    .into_any()
}

fn is_first(place: &TableSource) -> bool {
    place.whole_dataset() == Some(crate::data::bundled::TABLES[0].dataset)
}
