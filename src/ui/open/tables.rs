//! The list of tables shown side by side, each with a button to remove it.

use leptos::prelude::*;

use super::loader::Loader;
use crate::page::tables::side_by_side::Entry;
use crate::ui::reactive::{Views, act};
use crate::ui::state::State;

/// The list; nothing while there are not several tables.
#[component]
pub fn Tables(state: State, loader: Loader) -> impl IntoView {
    let tables = state.tables;
    move || {
        let tables = tables.get();
        let items = |tables: Vec<Entry>| tables.into_iter().map(|entry| item(loader, entry)).views();
        (!tables.is_empty()).then(|| {
            view! {
                <ul class="tables" data-testid="tables" aria-label="Tables side by side">
                    {items(tables)}
                </ul>
            }
            .into_any()
        })
    }
}

fn item(loader: Loader, Entry { name, place, words, left_out }: Entry) -> impl IntoView {
    let label = format!("Remove {name}");
    let title = place.title();
    view! {
        <li title=title data-left-out=left_out.then_some("true")>
            <b>{name}</b>
            <span class="hint">{words}</span>
            <button type="button" class="link" data-testid="table-remove" aria-label=label on:click=act(move |_| loader.remove(&place))>
                "Remove"
            </button>
        </li>
    }
}
