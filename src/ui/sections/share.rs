//! To take the page along: a link, a frame for a notebook or another page, the verdict as text, code that comes to the
//! same numbers.

use std::sync::Arc;

use leptos::html::Textarea;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::enough_vus;
use super::one_file::{SaveEmptyPage, SaveOneFile};
use crate::page::choice::mode;
use crate::page::choice::mode::{Controls, Mode, View};
use crate::page::choice::note;
use crate::page::choice::param;
use crate::page::contour::view::MOST_PANELS;
use crate::page::tables::embedded::query;
use crate::page::take_away::commands;
use crate::page::take_away::commands::Commands;
use crate::page::take_away::data_frame;
use crate::page::take_away::forms;
use crate::page::take_away::forms::{Form, Lacks};
use crate::page::take_away::python;
use crate::page::take_away::snippets::{Part, snippets};
use crate::page::verdict::confidence::ConfidenceView;
use crate::page::verdict::markdown;
use crate::ui::browser::download::{download, today};
use crate::ui::browser::{address, clipboard, history, observe, own_files};
use crate::ui::controls::{CheckedInput, Taken};
use crate::ui::parts::to_share;
use crate::ui::reactive::{Memo, RwSignal, Views, act, live};
use crate::ui::state::State;

/// An absolute address of what is shown now, or of a part of it.
#[must_use]
pub fn here(state: State, mode: Mode) -> String {
    let mut pairs = state.shown.with(|shown| {
        let places = shown.as_ref().map_or(&[][..], |shown| shown.place.each());
        let (choice, sections) = (state.draft.rested, state.sections.rested);
        choice.with(|choice| sections.with(|sections| address::query(places, choice, sections)))
    });
    pairs.extend(param::pairs(&mode::PARAMS, &mode));
    pairs.extend(state.own_note.with(|note| note::pair(note)));
    address::to_pass_on(&pairs)
}

/// The way from the top of the page to the section.
#[component]
pub fn ShareButton(state: State) -> impl IntoView {
    let there = move || state.mode.view.is_none() && state.shown.with(Option::is_some);
    let go = move |_| {
        to_share::go(state.now, comes_from(state));
    };
    view! { <button type="button" class="link" data-testid="share-open" hidden=move || !there() on:click=act(go)>"Share"</button> }
}

/// The view that is looked at.
#[inline(never)]
fn comes_from(state: State) -> Option<View> {
    View::seen(
        state.place.get_untracked(),
        &address::fragment(),
        observe::found("#contour[aria-selected=true]").is_some(),
    )
}

fn view_of(word: &str) -> Option<View> {
    View::ALL.into_iter().find(|view| view.word() == word)
}

/// The view of a frame, with how many charts it has where it is narrow; tracked.
fn part_of(state: State, view: View) -> Part {
    let charts = match view {
        View::Contour => state.shown.map_or_default(|shown| shown.groups.labels.len().min(MOST_PANELS)),
        View::Vus => enough_vus::charts(state.now),
        View::Verdict | View::Scatter => 1,
    };
    (view, charts)
}

/// How sure the verdict is.
type Sure = Memo<Option<Arc<ConfidenceView>>>;

/// What is copied.
fn written(state: State, sure: Sure, form: Form, address: &str) -> Option<String> {
    let shown = state.shown.get()?;
    if let Some(at) = form.snippet() {
        let part = view_of(state.shared_part.get()).filter(|_| form.is_frame()).map(|view| part_of(state, view));
        return Some(snippets(address, &shown.place.title(), part).swap_remove(at).text);
    }
    if let Some(topic) = state.sections.committed.with(|sections| form.topic(sections)) {
        let axes = state.sections.committed.with(|sections| sections.contour_axes.clone());
        return Some(state.draft.rested.with(|choice| python::script_on(&shown, choice, topic, &axes)));
    }
    if form == Form::DataFrame {
        let (choice, sections) = (state.draft.rested, state.sections.rested);
        let mut pairs = choice.with(|choice| sections.with(|sections| address::query(&[], choice, sections)));
        pairs.extend(state.own_note.with(|note| note::pair(note)));
        return Some(data_frame::cell(&query(&pairs)));
    }
    if form == Form::Commands {
        let verdict = state.verdict.get()?;
        let commands = Commands::of(&shown, verdict.row.or(verdict.most)?);
        return Some(commands.map_or_else(|| commands::NONE.to_owned(), Commands::script));
    }
    if form == Form::Verdict {
        let verdict = state.verdict.get()?;
        let sure = sure.get()?;
        let prices = state.draft.rested.with(|choice| markdown::priced_by(&choice.lists()));
        let noted = state.own_note.with(|note| markdown::noted(note));
        return Some(noted + &markdown::markdown(&verdict, &sure, &shown, address, &today()) + &prices);
    }
    Some(address.to_owned())
}

/// What to know about it.
fn about(state: State, form: Form, address: &str) -> String {
    let files = has_files(state);
    let snippet = form.snippet().map(|at| snippets(address, "", None)[at].note);
    forms::note(form, address, files, snippet)
}

fn has_files(state: State) -> bool {
    state.shown.with(|shown| shown.as_ref().is_some_and(|shown| shown.place.has_files()))
}

/// In which form, and of what.
#[component]
fn Pickers(
    /// By its title.
    titled: RwSignal<&'static str>,
    /// The word of the view.
    part: RwSignal<&'static str>,
    controls: RwSignal<[bool; Controls::ALL.len()]>,
) -> impl IntoView {
    let form = move || Form::titled(titled.get());
    let form_option =
        move |one: Form| view! { <option prop:selected=live(move || form() == one)>{one.title()}</option> }.into_any();
    let option = move |word: &'static str, words: &'static str| {
        let selected = move || part.get() == word;
        view! { <option value=word prop:selected=live(selected)>{words}</option> }.into_any()
    };
    view! {
        <label>
            "As "
            <select data-testid="share-form" on:change:target=move |event| {
                titled.put(Form::ALL[event.target().selected_index().max(0) as usize % Form::ALL.len()].title());
            }>
                {Form::ALL.map(form_option).views()}
            </select>
        </label>
        <label hidden=move || !form().is_frame()>
            "Showing "
            <select data-testid="share-part" on:change:target=move |event| {
                part.set(view_of(&event.target().value()).map_or("", View::word));
            }>
                {option("", "everything")}
                {View::ALL.map(|view| option(view.word(), view.title())).views()}
            </select>
        </label>
        <fieldset class="checks" hidden=move || !form().is_frame() || part.get().is_empty()>
            <legend>"Controls beside it, for"</legend>
            {Controls::ALL.into_iter().enumerate().map(|(at, one)| view! {
                <label>
                    <input type="checkbox" data-testid=["share-with-", one.word()].concat() on:change:target=move |event| {
                        let on = event.target().checked();
                        controls.update(|controls| controls[at] = on);
                    } />
                    {one.word()}
                </label>
            }).views()}
        </fieldset>
    }
}

/// A note that goes along; of a link with one that note, as long as it is not hidden.
#[component]
fn OwnNote(state: State) -> impl IntoView {
    let set = move |text: String| -> Taken {
        let (note, was_cut) = note::clean(&text);
        state.own_note.put(note);
        Ok(was_cut.then(note::cut_words))
    };
    view! {
        <CheckedInput
            label="A note for whoever opens it".to_owned()
            name="share-own-note"
            test_id="share-own-note"
            placeholder="none"
            text=true
            value=state.own_note
            set
        />
    }
}

/// What became of copying; the note below it says more.
fn copied_words(done: bool, lacks: Lacks) -> &'static str {
    match lacks {
        Lacks::Files if done => "Copied. It does not hold your file: see the note below.",
        Lacks::Address if done => "Copied. Only this computer opens it: see the note below.",
        Lacks::Nothing if done => "Copied.",
        _ => "The browser does not let this page copy. The text is selected: copy it by hand.",
    }
}

/// The section.
#[component]
pub fn ShareSection(state: State) -> impl IntoView {
    let titled = state.shared_form;
    let form = move || Form::titled(titled.get());
    let part = state.shared_part;
    let controls = RwSignal::new([false; Controls::ALL.len()]);
    // What was copied last, and whether the browser did it; of no meaning once another text stands there.
    let copied = RwSignal::new(None::<(String, bool)>);
    // A place is named by what is clicked, by keys and by the browser's buttons.
    let place = RwSignal::new(history::place_to_pass_on());
    for kind in ["click", "keyup", "hashchange"] {
        observe::hear(kind, Box::new(move |_| place.put(history::place_to_pass_on())));
    }
    let address = Memo::new(move |_| {
        let form = form();
        if form.is_frame() {
            return here(state, Mode { embed: true, view: view_of(part.get()), controls: controls.get() });
        }
        let (whole, named) = (here(state, Mode::default()), place.get());
        // Who scrolled to a view sends that.
        let scrolled_to = || view_of(part.get()).map_or("", View::place).to_owned();
        let place = if named.is_empty() { scrolled_to() } else { named };
        if place.is_empty() { whole } else { [&whole, "#", &place].concat() }
    });
    let sure = state.confidence;
    let text = Memo::new(move |_| written(state, sure, form(), &address.get()).unwrap_or_default());
    let about = move || address.with(|address| about(state, form(), address));
    let lacks = move || address.with(|address| forms::lacks(form(), address, has_files(state)));
    let said = move || match copied.get().filter(|(old, _)| text.with(|text| text == old)) {
        None => "",
        Some((_, done)) => copied_words(done, lacks()),
    };
    let area = NodeRef::<Textarea>::new();
    let copy = move |_| {
        let text = text.get_untracked();
        clipboard::copy(&text.clone(), move |done| {
            copied.set(Some((text, done)));
            if let Some(area) = area.get_untracked().filter(|_| !done) {
                area.focus().ok();
                area.select();
            }
        });
    };
    let copy_words = move || if form() == Form::Link { "Copy link" } else { "Copy" };
    view! {
        <section class="card share" aria-labelledby="share-title" data-testid="share">
            <h2 id="share-title">"Share and export"</h2>
            <div class="share-controls">
                <Pickers titled part controls />
                <OwnNote state />
                <button type="button" data-testid="share-copy" on:click=act(copy)>{live(copy_words)}</button>
                <SaveOneFile state />
                <SaveEmptyPage is_shown=Memo::new(move |_| form() == Form::DataFrame) />
                <span role="status" data-testid="share-copied">{live(said)}</span>
            </div>
            <textarea readonly rows="7" spellcheck="false" aria-label="What is copied" data-testid="share-text" node_ref=area prop:value=text.live()></textarea>
            <p class="note" data-testid="share-note">{live(about)}</p>
            <p class="note" data-testid="notices">
                {concat!("Isocost ", env!("CARGO_PKG_VERSION"), " is free software under the MIT licence. ")} <Notices />
            </p>
        </section>
    }
}

/// The way to the licences of everything inside: a file beside the page, or in it where the page is one file.
#[component]
fn Notices() -> impl IntoView {
    const WORDS: &str = "Licences of what is inside";
    let save = move |_| {
        spawn_local(async {
            if let Some(text) = own_files::notices().await {
                download(own_files::NOTICES, "text/plain", &text);
            }
        });
    };
    if own_files::is_alone() {
        view! { <button type="button" class="link" on:click=act(save)>{WORDS}</button> }.into_any()
    } else {
        view! { <a href=own_files::NOTICES target="_blank" rel="noopener">{WORDS}</a> }.into_any()
    }
}
