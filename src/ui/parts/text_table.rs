//! A text table on the page, with buttons that save it.
//!
//! Of a long table the first lines are shown until all are asked for; one of the lines can be chosen.

use std::sync::Arc;

use leptos::prelude::*;

use super::pins;
use super::save_table::SaveTable;
use super::short_text::{short_forms, short_text};
use super::show_run::ShowRun;
use crate::page::words::short_sentences::ShortForms;
use crate::page::words::text_table::{Cell, Head, Line, Listing, MOST_LINES};
use crate::text::foreign::shown;
use crate::ui::reactive::{Memo, RwSignal, Views, act, live};
use crate::ui::state::selection::Selection;

/// So many lines are shown until more are asked for.
const FIRST: usize = 12;

/// Which line is chosen, and what to do with a choice; both by [`Line::key`].
#[derive(Clone, Copy)]
pub struct Chosen {
    /// The chosen one.
    pub key: Memo<Option<usize>>,
    /// Chooses another.
    pub choose: Callback<usize>,
}

/// The sentence, and the table where it has lines. Lines are chosen by radio buttons, so that arrow keys go from line to
/// line.
#[component]
pub fn LinesTable(
    state: Selection,
    /// The table's name in tests.
    test_id: &'static str,
    /// Its name for a screen reader.
    label: &'static str,
    /// Its name in a saved file, where that is another.
    #[prop(optional)]
    saved: Option<&'static str>,
    /// What is shown.
    listing: Memo<Listing>,
    /// Where a line can be chosen.
    #[prop(optional)]
    chosen: Option<Chosen>,
    /// Makes the listing with all lines, where that may be more than are ever shown.
    #[prop(optional)]
    whole: Option<Callback<(), Listing>>,
    /// The table alone, with every line and even without any, in a section that has its own sentence.
    #[prop(optional)]
    full: bool,
    /// Names in its cells are short, and whole in their titles.
    #[prop(optional)]
    short: bool,
    /// Its caption.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let all = RwSignal::new(full);
    let total = Memo::new(move |_| listing.with(|listing| listing.lines.len()));
    let hidden = move || !full && total.get() == 0;
    let heads = move || listing.with(head_row);
    let forms = short.then(|| short_forms(state));
    let lines = move || {
        let most = match (full, all.get()) {
            (true, _) => usize::MAX,
            (false, true) => MOST_LINES,
            (false, false) => FIRST,
        };
        listing.with(|Listing { heads, lines, .. }| {
            let row = Row { state, test_id, chosen, links: links(lines), forms };
            lines.iter().take(most).map(|line| row.view(heads, line)).views()
        })
    };
    let more = move || match (all.get(), total.get()) {
        (true, _) => format!("Show the first {FIRST} only"),
        (false, total) => format!("Show all {}", total.min(MOST_LINES)),
    };
    let unfold = move || {
        view! {
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
        .into_any()
    };
    let sheet = Callback::new(move |()| {
        Some(whole.map_or_else(|| listing.with_untracked(Listing::sheet), |whole| whole.run(()).sheet()))
    });
    view! {
        {(!full).then(|| sentence(test_id, listing))}
        <div class="scroll" class:lines=!full tabindex="0" role="region" aria-label=label hidden=live(hidden)>
            <table data-testid=test_id class:choosable=chosen.is_some()>
                {children.map(|children| children())}
                <thead>
                    <tr>{live(heads)}</tr>
                </thead>
                <tbody>{live(lines)}</tbody>
            </table>
        </div>
        <div class="save-lines" hidden=live(hidden)>
            <SaveTable state test_id title=saved.unwrap_or(label) sheet />
        </div>
        {(!full).then(unfold)}
    }
}

/// The sentence above the table.
fn sentence(test_id: &'static str, listing: Memo<Listing>) -> AnyView {
    view! {
        <p class="answer" data-testid=format!("{test_id}-sentence")>
            {move || listing.with(|listing| shown(&listing.sentence).into_owned())}
        </p>
    }
    .into_any()
}

/// The heads of the columns, with an empty one over the links to runs.
fn head_row(Listing { heads, lines, .. }: &Listing) -> impl IntoView + use<> {
    let head = |Head { title, numeric, .. }: &Head| view! { <th scope="col" class:numeric=*numeric>{shown(title).into_owned()}</th> };
    (heads.iter().map(head).views(), links(lines).then(|| view! { <td></td> }.into_any()))
}

/// Whether a line links to its run: the table then has a column for it.
fn links(lines: &[Line]) -> bool {
    lines.iter().any(|line| line.row.is_some())
}

/// What the rows of a table share.
#[derive(Clone, Copy)]
struct Row {
    state: Selection,
    test_id: &'static str,
    chosen: Option<Chosen>,
    /// Whether the table has a column of links to runs.
    links: bool,
    /// What names are shortened by.
    forms: Option<Memo<Arc<ShortForms>>>,
}

impl Row {
    fn view(self, heads: &[Head], line: &Line) -> AnyView {
        let Self { state, test_id, chosen, links, forms } = self;
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
            let whole = cell.text.clone();
            let cell = shown(&whole).into_owned();
            let content = match forms {
                Some(forms) => short_text(forms, Box::new(move || whole.clone())),
                None if at == 0 && chosen.is_some() => radio(cell).into_any(),
                None => cell.into_any(),
            };
            match at {
                0 => view! { <th scope="row" class:numeric=head.numeric>{content}</th> }.into_any(),
                // Narrow pages show what it is of before it.
                _ => view! { <td class:numeric=head.numeric data-of=head.title.clone()>{content}</td> }.into_any(),
            }
        };
        let cells = heads.iter().zip(&line.cells).enumerate().map(cell).views();
        let link = row.map(|row| view! { <ShowRun state row words="Show run" /> }.into_any());
        view! {
            <tr
                data-key=key.to_string()
                data-row=row.map(|row| row.to_string())
                data-state=(!line.state.is_empty()).then_some(line.state)
                class:pointed=move || row.is_some() && state.pointed.get() == row
                on:pointerenter=act(move |_| pins::point(state, row))
                on:pointerleave=act(move |_| pins::point(state, None))
                class:marked=line.marked
                class:chosen=live(is_chosen)
                on:click=act(move |_| choose())
            >
                {cells}
                {links.then(|| view! { <td>{link}</td> }.into_any())}
            </tr>
        }
        .into_any()
    }
}
