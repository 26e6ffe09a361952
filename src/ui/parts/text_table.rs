//! A sentence and a table of a few lines, of which the first are shown until all are asked for; one of them may be chosen.

use leptos::prelude::*;

use super::pins;
use super::save_table::SaveTable;
use crate::page::rankings::near_ties::MOST_LINES;
use crate::page::words::text_table::{Cell, Head, Line, Listing};
use crate::ui::reactive::{Memo, RwSignal, Views, act, live};
use crate::ui::sections::runs_table::ShowRun;
use crate::ui::state::selection::Selection;

/// So many lines are shown until more are asked for.
const FIRST: usize = 12;

/// Which line is chosen, and what to do with a choice; both by the line's name.
#[derive(Clone, Copy)]
pub struct Chosen {
    /// The chosen one.
    pub key: Memo<Option<usize>>,
    /// Chooses another.
    pub choose: Callback<usize>,
}

/// The sentence, and the table where it has lines. Chosen is by radio buttons, so that arrow keys go from line to line.
#[component]
pub fn LinesTable(
    state: Selection,
    /// The table's name in tests.
    test_id: &'static str,
    /// What it holds, for a screen reader.
    label: &'static str,
    /// What is shown.
    listing: Memo<Listing>,
    /// Where a line can be chosen.
    #[prop(optional)]
    chosen: Option<Chosen>,
    /// Makes it with all lines, where that may be more than are ever shown.
    #[prop(optional)]
    whole: Option<Callback<(), Listing>>,
) -> impl IntoView {
    let all = RwSignal::new(false);
    let total = Memo::new(move |_| listing.with(|listing| listing.lines.len()));
    let heads = move || {
        listing.with(|Listing { heads, lines, .. }| {
            let head =
                |Head { title, numeric, .. }: &Head| view! { <th scope="col" class:numeric=*numeric>{title.clone()}</th> };
            let way = lines.iter().any(|line| line.row.is_some()).then(|| view! { <td></td> }.into_any());
            (heads.iter().map(head).views(), way)
        })
    };
    let lines = move || {
        let most = if all.get() { MOST_LINES } else { FIRST };
        listing.with(|Listing { heads, lines, .. }| {
            lines.iter().take(most).map(|line| body(state, test_id, heads, line, chosen)).views()
        })
    };
    let more = move || match (all.get(), total.get()) {
        (true, _) => format!("Show the first {FIRST} only"),
        (false, total) => format!("Show all {}", total.min(MOST_LINES)),
    };
    view! {
        <p class="answer" data-testid=format!("{test_id}-sentence")>
            {move || listing.with(|listing| listing.sentence.clone())}
        </p>
        <div class="scroll lines" tabindex="0" role="region" aria-label=label hidden=move || total.get() == 0>
            <table data-testid=test_id class:choosable=chosen.is_some()>
                <thead>
                    <tr>{live(heads)}</tr>
                </thead>
                <tbody>{live(lines)}</tbody>
            </table>
        </div>
        <div class="save-lines" hidden=move || total.get() == 0>
            <SaveTable
                state
                test_id
                title=label
                sheet=Callback::new(move |()| {
                    Some(whole.map_or_else(|| listing.with_untracked(Listing::sheet), |whole| whole.run(()).sheet()))
                })
            />
        </div>
        <button
            type="button"
            class="link"
            data-testid=format!("{test_id}-all")
            aria-expanded=move || all.get().to_string()
            hidden=move || total.get() <= FIRST
            on:click=act(move |_| all.update(|all| *all = !*all))
        >
            {live(more)}
        </button>
    }
}

fn body(state: Selection, test_id: &'static str, heads: &[Head], line: &Line, chosen: Option<Chosen>) -> AnyView {
    let (key, row) = (line.key, line.row);
    let is_chosen = move || chosen.is_some_and(|chosen| chosen.key.get() == Some(key));
    let choose = move || {
        if let Some(chosen) = chosen {
            chosen.choose.run(key);
        }
    };
    let radio = |cell: String| {
        view! {
            <label>
                <input type="radio" name=test_id prop:checked=live(is_chosen) on:change=act(move |_| choose()) />
                <span>{cell}</span>
            </label>
        }
    };
    let cell = |(at, (head, cell)): (usize, (&Head, &Cell))| {
        let cell = cell.text.clone();
        let content = if at == 0 && chosen.is_some() { radio(cell).into_any() } else { cell.into_any() };
        view! { <td class:numeric=head.numeric>{content}</td> }
    };
    let cells = heads.iter().zip(&line.cells).enumerate().map(cell).views();
    let way = line.row.map(|row| view! { <td><ShowRun state row words="Show run" /></td> }.into_any());
    view! {
        <tr
            data-key=key.to_string()
            class:pointed=move || row.is_some() && state.pointed.get() == row
            on:pointerenter=act(move |_| pins::point(state, row))
            on:pointerleave=act(move |_| pins::point(state, None))
            class:marked=line.marked
            class:chosen=live(is_chosen)
            on:click=act(move |_| choose())
        >
            {cells}
            {way}
        </tr>
    }
    .into_any()
}
