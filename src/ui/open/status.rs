//! The page's header: the title, the source of the table, progress and errors of loading.

use leptos::prelude::*;

use crate::data::bundled;
use crate::format::numbers::bytes;
use crate::hub::fetch::progress::Progress;
use crate::ui::browser::lazy_code::Lazy;
use crate::ui::browser::observe;
use crate::ui::reactive::{Memo, RwSignal, Views, act, live};

use super::loader::Loader;
use super::notes::{Notes, notes_of};
use super::tables::Tables;
use super::{Choices, OpenBox, again, data_bar, files};
use crate::page::choice::filters::Look;
use crate::page::choice::mode::Mode;
use crate::page::tables::active_table::{ActiveTable, Provenance};
use crate::page::tables::load_error::LoadError;
use crate::page::tables::loading::Loading;
use crate::page::tables::notes::TableNotes;
use crate::page::tables::side_by_side::{Entry, still_shown};
use crate::page::words::runs::count;
use crate::ui::sections::share::{ShareButton, here};
use crate::ui::state::State;
use crate::ui::state::inputs::LazyCode;

/// The bar at the top: the name, what is shown, ways to other data and to share it.
#[component]
pub fn Header(state: State, loader: Loader) -> impl IntoView {
    files::on_drop(loader);
    files::on_paste(loader);
    let title = move || state.shown.with(|shown| shown.as_ref().map(|shown| shown.place.title()));
    let name = move || state.shown.with(|shown| shown.as_ref().map(|shown| shown.place.name()));
    let notes = notes_of(state);
    view! {
        <a class="skip" href="#answer">"Skip to the answer"</a>
        <header class="top">
            <div class="bar-in">
                <a class="brand" href="#answer" tabindex="-1"><h1>"Isocost"</h1></a>
                <div class="data" aria-label="Data" role="group">
                    <b data-testid="data-title" title=live(title)>{live(name)}</b>
                    <SourceLine state loader notes />
                    <ProgressLine state loader />
                    <Lazy state parts=data_bar::segments quiet=true />
                </div>
                <div class="acts">
                    <OpenData state loader />
                    <ShareButton state />
                    <LookButton state />
                </div>
            </div>
        </header>
        <div class="below-top">
            <Tables state loader />
            <Choices state loader />
            <Failure state />
            <LinkNotes state />
            <Lazy state parts=again::notice quiet=true />
        </div>
    }
}

/// Apart, as the first view does without it.
#[inline(never)]
fn open_box(state: State, loader: Loader) -> AnyView {
    view! { <OpenBox state loader /> }.into_any()
}

/// The panel that opens data: shut again when a table has come, or was refused, which is said where the panel would be. Open
/// where a token is asked for, which is in it.
#[component]
fn OpenData(state: State, loader: Loader) -> impl IntoView {
    let came = Memo::new(move |before: Option<&usize>| {
        state.loaded.with(|_| ());
        state.failed.with(|_| ());
        let asks = state.loading.with_untracked(|loading| loading.error().is_some_and(LoadError::wants_token));
        before.map_or(0, |before| before + usize::from(!asks))
    });
    // Which coming of a table it was opened or shut after; nobody's opinion is older than the table.
    let turned = RwSignal::new(None::<(usize, bool)>);
    let nothing = Memo::new(move |_| {
        let loading = state.loading.with(Loading::is_under);
        !loading && state.shown.with(Option::is_none)
    });
    let open = Memo::new(move |_| match turned.get() {
        Some((at, open)) if at == came.get() => open,
        _ => nothing.get(),
    });
    let turn = move |to: bool| turned.set(Some((came.get_untracked(), to)));
    let escape = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            turn(false);
            observe::focus("[data-testid=open-data] > summary");
        }
    };
    view! {
        <details class="open-data" data-testid="open-data" open=open.live() on:keydown=act(escape)>
            <summary on:click=act(move |event: leptos::ev::MouseEvent| {
                event.prevent_default();
                turn(!open.get_untracked());
            })>"Open data"</summary>
            <div class="panel">
                {move || match state.lazy_code.get() {
                    LazyCode::Ready => open_box(state, loader),
                    _ => view! { <p>"Loading…"</p> }.into_any(),
                }}
                <p class="hint">"Or drop files anywhere on the page. Everything is computed here: files stay in this browser."</p>
            </div>
        </details>
    }
}

/// Under a part of the page that somebody framed: what it is about, and the way to all of it.
#[component]
pub fn EmbedLine(state: State, loader: Loader) -> impl IntoView {
    // Follows what is shown, so that the whole page opens with the same filters.
    let whole = move || here(state, Mode::default());
    let title = move || state.shown.with(|shown| shown.as_ref().map(|shown| shown.place.title()));
    let notes = notes_of(state);
    view! {
        <div class="embed-line" data-testid="embed-line">
            <span class="name">{live(title)}</span>
            <SourceLine state loader notes />
            <ProgressLine state loader />
            <a href=live(whole) target="_blank" rel="noopener">"Open in Isocost"</a>
            <Failure state />
            <Notes state notes />
        </div>
    }
}

/// From one view alone to all of them.
#[component]
pub fn WholePage(state: State) -> impl IntoView {
    let whole = move || here(state, Mode::default());
    view! { <p class="embed-line" data-testid="whole-page"><a href=live(whole)>"Show the whole page"</a></p> }
}

/// What of the address was not understood.
#[component]
pub fn LinkNotes(state: State) -> impl IntoView {
    let notes = state.link_notes;
    let line = |note: String| view! { <li>{note}</li> };
    view! {
        <div class="link-notes" role="status" data-testid="link-notes" hidden=move || notes.with(Vec::is_empty)>
            <p>"Of the address that brought you here:"</p>
            <ul>{move || notes.get().into_iter().map(line).views()}</ul>
            <button type="button" class="link" on:click=act(move |_| notes.set(Vec::new()))>"Hide this"</button>
        </div>
    }
}

#[component]
fn SourceLine(state: State, loader: Loader, notes: Memo<TableNotes>) -> impl IntoView {
    let text =
        move || state.shown.with(|shown| shown.as_ref().map(|shown| notes.with(|notes| source_words(shown, notes))));
    let reason = move || {
        state.shown.with(|shown| match shown.as_ref().map(|shown| &shown.source) {
            Some(Provenance::BundledOnly { reason, .. }) => Some(reason.clone()),
            _ => None,
        })
    };
    let unfetched =
        Memo::new(move |_| state.shown.with(|shown| shown.as_ref().map_or(0, |shown| shown.unfetched.len())));
    view! {
        <p data-testid="source-line" role="status" title=live(reason)>{live(text)}</p>
        {move || {
            let columns = unfetched.get();
            (columns > 0)
                .then(|| {
                    view! {
                        <button type="button" class="link" data-testid="fetch-columns" on:click=act(move |_| loader.open_all_columns())>
                            {format!("Fetch the other {}", count(columns, "column", "columns"))}
                        </button>
                    }.into_any()
                })
        }}
    }
}

fn source_words(shown: &ActiveTable, notes: &TableNotes) -> String {
    let runs = &shown.runs;
    let count = match shown.more {
        Some(rows) => format!("the first {} of {} runs", runs.rows, rows),
        None => count(runs.rows, "run", "runs"),
    };
    let mut text = [&*shown.source.words(&shown.place), " · ", &count].concat();
    if !notes.sources.is_empty() {
        text += " · ";
        text += &notes.sources;
    }
    text
}

#[component]
fn ProgressLine(state: State, loader: Loader) -> impl IntoView {
    let under = Memo::new(move |_| {
        state.loading.with(|loading| match loading {
            Loading::Under { title, progress } => Some((title.clone(), *progress)),
            _ => None,
        })
    });
    move || {
        under.get().map(|(title, progress)| {
            let Progress { received, total } = progress;
            let words = match total {
                Some(total) => format!("{} of {}", bytes(received), bytes(total)),
                None if received > 0 => bytes(received),
                None => "asking…".to_owned(),
            };
            view! {
                <span class="progress">
                    <progress
                        data-testid="progress"
                        aria-label=format!("Loading {title}")
                        max=total.unwrap_or(1).max(1).to_string()
                        value=total.map(|_| received.to_string())
                    ></progress>
                    // Before the words, which grow: a button does not move under the hand.
                    <button type="button" class="link" data-testid="cancel" on:click=act(move |_| loader.cancel())>"Cancel"</button>
                    <span data-testid="progress-text">{words}</span>
                </span>
            }.into_any()
        })
    }
}

#[component]
fn Failure(state: State) -> impl IntoView {
    let failed = state.failed;
    let kept = move || {
        let shown = state.shown.with(|shown| shown.as_ref().map(|shown| shown.place.title()))?;
        let names = |tables: &Vec<Entry>| still_shown(tables).unwrap_or_else(|| format!("{shown} is still shown."));
        Some(format!(" {}", state.tables.with(names)))
    };
    view! {
        <div role="alert" class="failure">
            {move || failed.get().map(|words| view! { <p data-testid="load-error">{words} {live(kept)}</p> }.into_any())}
        </div>
    }
}

#[component]
fn LookButton(state: State) -> impl IntoView {
    let label = move || if state.dark.get() { "Light" } else { "Dark" };
    let turn = move |_| {
        let look = if state.dark.get_untracked() { Look::Light } else { Look::Dark };
        state.choose(|choice| choice.look = look);
    };
    view! { <button type="button" class="link look" data-testid="look" on:click=act(turn)>{live(label)}</button> }
}

/// The page without a table: one is on its way, or could not be had.
#[component]
pub fn Empty(state: State, loader: Loader) -> impl IntoView {
    let under = Memo::new(move |_| state.loading.with(Loading::is_under));
    let why =
        move || match (state.failed.with(Option::is_some), state.loading.with(|l| matches!(l, Loading::Choose { .. })))
        {
            (true, _) => "What was asked for could not be loaded; the reason stands above. These are always here:",
            (false, true) => "Choose one of the tables above, or one of these, which are always here:",
            (false, false) => "Nothing is loaded. These are always here:",
        };
    view! {
        <section class="card empty">
            <h2>{move || if under.get() { "Loading…" } else { "No table to show" }}</h2>
            <div hidden=under.live()>
                <p>{live(why)}</p>
                <p class="examples">
                    {bundled::ALL
                        .map(|table| {
                            view! {
                                <button type="button" on:click=act(move |_| loader.open_typed(table.dataset))>
                                    {table.title}
                                </button>
                            }.into_any()
                        })
                        .views()}
                </p>
            </div>
        </section>
    }
}
