//! The data in the drawer: where it is from, what is noted of it, what its columns mean, its first rows.

use std::sync::Arc;

use leptos::prelude::*;

use super::columns::{Body, view_of};
use crate::page::runs::preview::Preview;
use crate::page::tables::active_table::Loaded;
use crate::page::tables::{data_facts, side_by_side};
use crate::ui::open::notes::{all_notes, notes_of};
use crate::ui::parts::drawer::pairs;
use crate::ui::reactive::{Memo, Views, live};
use crate::ui::state::State;

/// What the drawer shows of the data.
pub fn data(state: State) -> AnyView {
    let notes = notes_of(state);
    let facts = move || {
        let each = state.loaded.with(|loaded| notes.with(|notes| data_facts::of_each(loaded, notes)));
        let of = |facts: Vec<(&'static str, String)>| {
            let facts = pairs(facts.into_iter().map(|(name, value)| (name.to_owned(), value)));
            view! { <dl>{facts}</dl> }.into_any()
        };
        each.into_iter().map(of).views()
    };
    let noted = move || notes.with(|notes| all_notes(state, notes));
    let refused = move || state.refused.get().map(|why| view! { <p class="w" role="alert">{why}</p> }.into_any());
    view! {
        {live(refused)}
        <div data-testid="data-facts">{live(facts)}</div>
        {live(noted)}
        <h3>"Columns"</h3>
        <Body state view=view_of(state) />
        <h3>"First rows"</h3>
        {previews(state)}
    }
    .into_any()
}

/// The first rows of each table; they follow what the columns are taken for.
fn previews(state: State) -> AnyView {
    let columns = Memo::new(move |_| state.choice.with(|choice| choice.columns.clone()));
    let each = move || {
        state.loaded.with(|loaded| {
            let of = |(name, loaded): (String, &Arc<Loaded>)| {
                let roles = columns.with(|chosen| loaded.found.with(&loaded.table, chosen));
                table(&name, Preview::new(&loaded.table, &roles))
            };
            side_by_side::names(loaded).into_iter().zip(loaded).map(of).views()
        })
    };
    live(each).into_any()
}

fn table(name: &str, Preview { heads, rows, rest }: Preview) -> AnyView {
    let head =
        |(name, role): (String, &'static str)| view! { <th scope="col">{name} <span>{role}</span></th> }.into_any();
    let row = |cells: Vec<String>| {
        let cells = cells.into_iter().map(|cell| view! { <td>{cell}</td> }.into_any()).views();
        view! { <tr>{cells}</tr> }.into_any()
    };
    view! {
        // The keyboard scrolls what is wider than the drawer.
        <div class="tw preview" role="region" tabindex="0" aria-label=format!("First rows of {name}") data-testid="data-preview">
            <table>
                <thead><tr>{heads.into_iter().map(head).views()}</tr></thead>
                <tbody>{rows.into_iter().map(row).views()}</tbody>
            </table>
        </div>
        <p class="hint">{rest}</p>
    }
    .into_any()
}
