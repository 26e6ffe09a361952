//! The drawer: a panel at the side with everything that is known of a run, or of the data.
//!
//! It is a modal dialog of the browser's: Escape closes it, and focus returns to where it was. Opening makes an entry in the
//! history, so that the back button closes it, too.

use std::sync::Arc;

use leptos::prelude::*;

use super::pins::PinButton;
use super::show_run::show_in_table;
use crate::page::runs::one_run::OneRun;
use crate::page::words::short_runs::swatch_class;
use crate::ui::browser::{clipboard, history, observe};
use crate::ui::reactive::{Memo, RwSignal, Views, act, live};
use crate::ui::state::State;
use crate::ui::state::inputs::Opened;
use crate::ui::state::selection::Selection;

/// Opens the drawer.
pub fn open(state: Selection, what: Opened) {
    if state.drawer.get_untracked().is_none() {
        history::enter();
    }
    state.drawer.set(Some(what));
}

/// The drawer. One for the page.
#[component]
pub fn Drawer(
    state: State,
    /// Makes what it shows of the data.
    data: fn(State) -> AnyView,
) -> impl IntoView {
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    let opened = state.drawer;
    // What the address was when it opened: as long as it is the same, nothing was entered since.
    let address = StoredValue::new(String::new());
    Effect::new(move |_| {
        let (Some(dialog), what) = (dialog.get(), opened.get()) else { return };
        match (what, dialog.open()) {
            (Some(_), false) => {
                address.set_value(location().href().unwrap_or_default());
                dialog.show_modal().ok();
            }
            (None, true) => dialog.close(),
            _ => {}
        }
    });
    let leave = way_out(state, address);
    let run = Memo::new(move |_| {
        let Some(Opened::Run(row)) = opened.get() else { return None };
        let (shown, basis) = (state.shown.get()?, state.basis.get()?);
        let (rows, within) = (state.rows.get(), state.within.get());
        state.choice.with(|choice| OneRun::new(&shown, &basis, (&rows, &within), choice, row)).map(Arc::new)
    });
    let is_data = Memo::new(move |_| opened.get() == Some(Opened::Data));
    let content = move || match is_data.get() {
        // Made once for each time it opens: what is edited in it keeps the keyboard.
        true => Some(page("The data", None, data(state), leave)),
        false => run.get().map(|run| content(state.now, run, leave)),
    };
    view! {
        <dialog
            node_ref=dialog
            class="drawer"
            data-testid="drawer"
            aria-labelledby="drawer-title"
            on:close=act(move |_| leave())
            on:click=act(move |event: web_sys::MouseEvent| {
                // The dialog itself is what lies around its content.
                if event.target() == dialog.get_untracked().map(Into::into) {
                    leave();
                }
            })
        >
            {live(content)}
        </dialog>
    }
    .into_any()
}

/// Closes the drawer: by its entry in the history where nothing was entered since the address was as in `address`. The browser's
/// Back does so, too.
fn way_out(state: State, address: StoredValue<String>) -> impl Fn() + Copy + 'static {
    let opened = state.drawer;
    let leaving = StoredValue::new(false);
    let back = move |_| {
        let is_open = opened.get_untracked().is_some();
        if is_open || leaving.get_value() {
            leaving.set_value(false);
            stay();
        }
        if is_open {
            opened.set(None);
        }
    };
    observe::hear("popstate", Box::new(back));
    move || {
        if opened.get_untracked().is_none() {
            return;
        }
        opened.set(None);
        let at_rest = state.draft.now.with_untracked(|now| state.draft.rested.with_untracked(|rested| now == rested));
        if at_rest && address.get_value() == location().href().unwrap_or_default() {
            leaving.set_value(true);
            history::leave();
        }
    }
}

/// Keeps the page where it is while the browser goes back to an entry whose address names a place: it would bring that to the
/// top, wherever the reader had scrolled to.
fn stay() {
    let Some(page) = document().document_element() else { return };
    let top = page.scroll_top();
    request_animation_frame(move || page.set_scroll_top(top));
}

/// What the drawer shows, under a heading with the way out.
fn page(title: &str, hue: Option<usize>, content: AnyView, leave: impl Fn() + Copy + 'static) -> AnyView {
    let swatch = hue.map(|hue| view! { <span class=swatch_class(hue)></span> }.into_any());
    view! {
        <div class="drawer-page" class:of-data=hue.is_none()>
            <div class="drawer-head">
                <h2 id="drawer-title">{swatch} {title.to_owned()}</h2>
                <button type="button" class="btn" data-testid="drawer-close" on:click=act(move |_| leave())>"Close"</button>
            </div>
            {content}
        </div>
    }
    .into_any()
}

/// Names with their values.
pub fn pairs(pairs: impl IntoIterator<Item = (String, String)>) -> AnyView {
    let pair = |(name, value): (String, String)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    pairs.into_iter().map(pair).views().into_any()
}

/// Names with their values, every digit of which is told to whoever points at one.
fn measures(measures: &[(String, String, String)]) -> AnyView {
    let pair = |(name, value, whole): &(String, String, String)| {
        view! { <div><dt>{name.clone()}</dt><dd title=whole.clone()>{value.clone()}</dd></div> }.into_any()
    };
    measures.iter().map(pair).views().into_any()
}

fn content(state: Selection, run: Arc<OneRun>, leave: impl Fn() + Copy + 'static) -> AnyView {
    let row = run.row;
    let to_table = move |_| {
        // The entry of the drawer becomes that of the jump, so that the back button leads back here.
        state.drawer.set(None);
        request_animation_frame(move || show_in_table(state, row));
    };
    let list = |name: &'static str, title: &'static str, sentences: &[String]| {
        (!sentences.is_empty()).then(|| {
            let items = sentences.iter().map(|sentence| view! { <li>{sentence.clone()}</li> }).views();
            view! { <h3>{title}</h3><ul data-testid=name>{items}</ul> }.into_any()
        })
    };
    let name = run.name.whole();
    let content = view! {
        <p class="hint" data-testid="drawer-name">{run.whole_name.clone()}</p>
        <div class="drawer-ways">
            <PinButton state row=Some(row) />
            <button type="button" class="link" data-testid="drawer-to-table" on:click=act(to_table)>
                "In the table of runs"
            </button>
            <CopyHow text=run.how_to_run.clone() />
        </div>
        {list("drawer-breaks", "Breaks a limit", &run.breaks)}
        <h3>"As an answer to the question"</h3>
        <dl data-testid="drawer-as-answer">{measures(&run.as_answer)}</dl>
        <h3>"As it was measured"</h3>
        <dl data-testid="drawer-measures">{measures(&run.measures)}</dl>
        <h3>"Evidence of its configuration: " <span data-testid="drawer-evidence">{run.evidence}</span></h3>
        {list("drawer-evidence-words", "Why", &run.evidence_words)}
        {list("drawer-checks", "Checks", &run.checks)}
        {run.checks.is_empty().then(|| view! { <p class="hint">"No check names it."</p> }.into_any())}
        <details>
            <summary>"Its row in the file"</summary>
            <dl data-testid="drawer-columns">{pairs(run.columns.clone())}</dl>
        </details>
    };
    page(&name, Some(run.hue), content.into_any(), leave)
}

/// Copies the command that makes the run again; shows it where the browser does not copy.
#[component]
fn CopyHow(text: String) -> impl IntoView {
    let done = RwSignal::new(None::<bool>);
    let there = !text.is_empty();
    let text = StoredValue::new(text);
    let copy = move |_| clipboard::copy(&text.get_value(), move |copied| done.set(Some(copied)));
    let said = move || match done.get() {
        None => "",
        Some(true) => "Copied.",
        Some(false) => "The browser does not let this page copy:",
    };
    let by_hand = move || (done.get() == Some(false)).then(|| view! { <code>{text.get_value()}</code> }.into_any());
    there.then(|| {
        view! {
            <button type="button" class="link" data-testid="drawer-copy" on:click=act(copy)>"Copy how to run"</button>
            <span role="status">{live(said)} {live(by_hand)}</span>
        }
        .into_any()
    })
}
