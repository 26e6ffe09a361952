//! "Save as one file": the page with what is on it, to pass on.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::data::table::pack::pack;
use crate::ui::reactive::{Memo, RwSignal, act};

use crate::chart::picture::layout::Picture;
use crate::page::choice::note;
use crate::page::rankings::alternatives::Alternatives;
use crate::page::rankings::near_ties::tolerance;
use crate::page::scatter::view as scatter_view;
use crate::page::tables::active_table::Loaded;
use crate::page::tables::embedded::{InsideTable, Stored, query, with_tables};
use crate::page::tables::loading::Loading;
use crate::page::tables::table_source::TableSource;
use crate::page::take_away::file_names;
use crate::page::take_away::static_answer::StaticAnswer;
use crate::page::words::legends;
use crate::ui::browser::address;
use crate::ui::browser::download::{download, today};
use crate::ui::browser::own_files;
use crate::ui::chart::{save_picture, theme_untracked};
use crate::ui::state::State;

/// The name of the file.
pub const FILE_NAME: &str = "isocost.html";

const UNDER_WAY: &str = "A table is still on its way. Save again when it has come.";
const UNREACHABLE: &str = "The page cannot reach its own files, which would go into the one: there is no network, or it is \
                           framed in a way that forbids it. Open the page itself and save it there.";

/// Hands the reader the page as one file, with the tables and the choice of now inside, and says what went wrong.
/// Nothing else goes in: above all no token, of which neither tables nor choice know.
pub fn save(state: State, done: impl FnOnce(Result<(), String>) + 'static) {
    let loaded = state.loaded.get_untracked();
    if state.loading.with_untracked(Loading::is_under) || loaded.iter().any(|loaded| loaded.more.is_some()) {
        return done(Err(UNDER_WAY.to_owned()));
    }
    let shown_first = shown_first(state, &loaded).unwrap_or_default();
    let places: Vec<TableSource> = loaded.iter().map(|loaded| loaded.place.clone()).collect();
    let sections = state.sections.now.get_untracked();
    let mut pairs = address::query(&places, &state.draft.now.get_untracked(), &sections);
    pairs.extend(state.own_note.with_untracked(|note| note::pair(note)));
    let query = query(&pairs);
    spawn_local(async move {
        done(match page(&query, &loaded, &shown_first).await {
            Some(page) => {
                download(FILE_NAME, "text/html", page.as_bytes());
                Ok(())
            }
            None => Err(UNREACHABLE.to_owned()),
        });
    });
}

/// The answer of now, for where no script may run: the same functions that the page shows it by. `None` while there is none.
fn shown_first(state: State, loaded: &[Arc<Loaded>]) -> Option<String> {
    let (shown, basis, verdict) =
        (state.shown.get_untracked()?, state.basis.get_untracked()?, state.verdict.get_untracked()?);
    let (confidence, view, rows) =
        (state.confidence.get_untracked()?, state.scatter.get_untracked()?, state.rows.get_untracked());
    let choice = state.draft.now.get_untracked();
    let tolerance = tolerance(&shown, &basis, state.sections.now.get_untracked().tolerance_percent);
    let alternatives = Alternatives::new(&shown, &basis, &rows, &choice, tolerance);
    let theme = theme_untracked(state.now);
    let source = file_names::source(&shown, loaded, &today());
    let scene = &*view.scene;
    let caption = format!("{} {}", view.summary(&shown, &choice), save_picture::left_out(scene, &theme));
    let legend = legends::scatter(&view, &shown, &theme);
    let picture = Picture {
        title: scatter_view::title(Some(&view)),
        legend,
        caption: caption.trim().to_owned(),
        source: source.clone(),
    };
    let svg = save_picture::svg(picture, scene, &theme);
    let answer = StaticAnswer {
        data: &shown.place.title(),
        note: &state.own_note.get_untracked(),
        verdict: &verdict,
        confidence: &confidence,
        alternatives: &alternatives,
        picture: &svg,
        source: &source,
    };
    Some(answer.html())
}

async fn page(state: &str, loaded: &[Arc<Loaded>], shown_first: &str) -> Option<String> {
    let alone = own_files::one_file().await?;
    let mut tables = Vec::with_capacity(loaded.len());
    for loaded in loaded {
        let inside = InsideTable { place: loaded.place.clone(), unfetched: loaded.unfetched.clone() };
        let zipped = own_files::packed(&pack(&loaded.table)).await?;
        tables.push(Stored { name: inside.to_query(), zipped, is_raw: false });
    }
    with_tables(&alone, state, &tables, shown_first)
}

/// The button, and what went wrong.
#[component]
pub fn SaveOneFile(
    /// What is saved.
    state: State,
) -> impl IntoView {
    let said = RwSignal::new(String::new());
    let is_shown = Memo::new(move |_| state.shown.with(Option::is_some));
    let go = move |_| {
        said.set(String::new());
        save(state, move |outcome| said.set(outcome.err().unwrap_or_default()));
    };
    view! {
        <button type="button" data-testid="save-one-file" hidden=move || !is_shown.get() on:click=act(go)>
            "Save as one file"
        </button>
        <span role="status" data-testid="save-one-file-said">{said.live()}</span>
    }
}

/// The button that saves the page without tables, for a notebook that puts its own into it.
#[component]
pub fn SaveEmptyPage(is_shown: Memo<bool>) -> impl IntoView {
    let said = RwSignal::new(String::new());
    let go = move |_| {
        said.set(String::new());
        spawn_local(async move {
            match own_files::one_file().await {
                Some(page) => download(FILE_NAME, "text/html", page.as_bytes()),
                None => said.set(UNREACHABLE.to_owned()),
            }
        });
    };
    view! {
        <button type="button" data-testid="save-empty-page" hidden=move || !is_shown.get() on:click=act(go)>
            "Save the page without tables"
        </button>
        <span role="status">{said.live()}</span>
    }
}
