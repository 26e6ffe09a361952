//! Files that no address brings back: those of this computer after the page was loaded again, which are asked for by name, and
//! those of whoever sent a link, of which their number is known.

use leptos::prelude::*;
use std::sync::Arc;

use crate::page::tables::active_table::ActiveTable;
use crate::page::tables::table_source::{TableSource, file_names};
use crate::ui::browser::{address, observe, storage};
use crate::ui::reactive::{Memo, RwSignal, act, live};
use crate::ui::state::State;

/// Where the names are kept until the tab is closed.
const KEY: &str = "isocost-files";

/// Says which files were shown before, with the way to choose them again; nothing as long as another table is asked for.
pub fn notice(state: State) -> AnyView {
    let kept = storage::tab().and_then(|storage| storage.get_item(KEY).ok().flatten());
    let has_tables = !address::table_sources().is_empty();
    let sent_files = address::files();
    let kept = kept.filter(|_| !has_tables || sent_files.is_some());
    let lost = RwSignal::new(kept.map(|names| again(&names)).or_else(|| sent_files.map(|(_, count)| sent(&count))));
    let files = Memo::new(move |_| state.shown.map_or_default(|shown| file_names(shown.place.each())));
    // The page shows the first bundled table while nobody has chosen another; beside tables that the address names, files are
    // lacking until some are opened.
    let others = Memo::new(move |_| {
        let other = |shown: &Arc<ActiveTable>| !shown.place.each().iter().any(is_first);
        if has_tables {
            !files.with(String::is_empty)
        } else {
            state.shown.with(|shown| shown.as_ref().is_some_and(other))
        }
    });
    let words = move || lost.get().filter(|_| !others.get());
    Effect::new(move |_| {
        let Some(storage) = storage::tab() else { return };
        let (files, is_lost) = (files.get(), words().is_some());
        if !files.is_empty() {
            storage.set_item(KEY, &files).ok();
        } else if !is_lost {
            storage.remove_item(KEY).ok();
        }
    });
    let choose = |_| {
        observe::click("[data-testid=files-input]");
    };
    view! {
        <p class="files-again" role="status" data-testid="files-again" hidden=move || words().is_none()>
            {live(words)}
            <button type="button" data-testid="choose-again" on:click=act(choose)>"Choose files"</button>
            <button type="button" class="link" on:click=act(move |_| lost.set(None))>"Hide this"</button>
        </p>
    }
    .into_any()
}

#[inline(never)]
fn again(names: &str) -> String {
    format!("A page that is loaded again cannot open files of this computer: choose {names} again. ")
}

/// `count` is a number of an address.
#[inline(never)]
fn sent(count: &str) -> String {
    let files = if count == "1" { "a file".to_owned() } else { format!("{count} files") };
    format!(
        "This link is about {files} of whoever made it, which no link holds: what is shown is not about them. Ask for them. "
    )
}

fn is_first(place: &TableSource) -> bool {
    place.whole_dataset() == Some(crate::data::bundled::TABLES[0].dataset)
}
