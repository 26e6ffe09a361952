//! Notes on the table: doubts, each with what takes it back, and what else is said of it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::data::runs::roles::Overrides;
use crate::page::tables::active_table::ActiveTable;
use crate::page::tables::notes::{DoubtLine, TableNotes};
use crate::page::words::runs::count;
use crate::ui::reactive::{Memo, Views, act};
use crate::ui::state::State;

/// What is noted of the table. Of its own, so that it is not gathered anew at each step of a slider.
pub fn notes_of(state: State) -> Memo<TableNotes> {
    let columns = Memo::new(move |_| state.choice.with(|choice| choice.columns.clone()));
    Memo::new(move |_| {
        let of = |shown: &Arc<ActiveTable>| columns.with(|chosen| TableNotes::of(&shown.runs, chosen));
        state.shown.with(|shown| shown.as_ref().map(of)).unwrap_or_default()
    })
}

/// What is said of the table where there is no bar to say it in.
#[component]
pub fn Notes(state: State, notes: Memo<TableNotes>) -> impl IntoView {
    move || notes.with(|notes| (!notes.is_plain()).then(|| notes_box(state, notes)))
}

/// Of many the first, which says whose data it is.
/// Not inlined, as the first view does without it.
#[inline(never)]
fn notes_box(state: State, notes: &TableNotes) -> AnyView {
    let shown = if notes.said.len() > 2 { 1 } else { notes.said.len() };
    let (first, rest) = notes.said.split_at(shown);
    let more = (!rest.is_empty()).then(|| {
        let words = count(rest.len(), "more note on this table", "more notes on this table");
        let rest = rest.iter().cloned().map(said).views();
        view! { <li><details><summary>{words}</summary><ul>{rest}</ul></details></li> }.into_any()
    });
    let lines = doubts(state, notes).into_iter().chain(first.iter().cloned().map(said)).chain(more);
    view! { <ul class="link-notes" data-testid="table-notes">{lines.views()}</ul> }.into_any()
}

/// All notes, as items of a list; nothing without any.
pub fn all_notes(state: State, notes: &TableNotes) -> Option<AnyView> {
    let lines = doubts(state, notes).into_iter().chain(notes.said.iter().cloned().map(said));
    (!notes.is_plain()).then(|| view! { <ul data-testid="table-notes">{lines.views()}</ul> }.into_any())
}

fn said(said: String) -> AnyView {
    view! { <li>{said}</li> }.into_any()
}

fn doubts(state: State, notes: &TableNotes) -> Vec<AnyView> {
    let doubt = |DoubtLine { said, undo }: &DoubtLine| {
        view! { <li>{said.clone()} " " {undo_button(state, undo.clone(), "note-undo")}</li> }.into_any()
    };
    notes.doubts.iter().map(doubt).collect()
}

/// Takes back what was done about a doubt; nothing where that cannot be.
pub fn undo_button(state: State, undo: String, test_id: &'static str) -> Option<AnyView> {
    let there = !undo.is_empty();
    let settle = move |_| state.choose(|choice| choice.columns.merge(Overrides::parse(&undo).0));
    there.then(|| {
        view! { <button type="button" class="link" data-testid=test_id on:click=act(settle)>"Undo"</button> }.into_any()
    })
}
