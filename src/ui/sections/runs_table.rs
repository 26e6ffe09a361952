//! The table of runs: all runs within filters and limits, sortable, a page at a time.
//!
//! Not a [`LinesTable`](crate::ui::parts::text_table::LinesTable), because of its size: a listing makes every cell of every
//! line anew, which for thousands of runs would slow down every slider move. Here a page has a fixed set of rows whose
//! texts change, and cells are made for the rows on the page only.

use std::sync::Arc;

use leptos::prelude::*;

use crate::page::runs::table::{Head, PAGE_ROWS, Sort, TableAt, cell_of, found, heads, sorted};
use crate::page::take_away::export_tables;
use crate::page::words::runs::count;
use crate::ui::parts::pins;
use crate::ui::parts::pins::PinButton;
use crate::ui::parts::save_table::SaveTable;
use crate::ui::reactive::{Memo, RwSignal, Signal, Views, act, live, read_in_order};
use crate::ui::state::State;
use crate::ui::state::selection::Selection;
use crate::ui::state::visibility;

/// The table.
#[component]
pub fn RunsTable(state: State) -> impl IntoView {
    // Who is shown the way to a run must find it there.
    let (state, section) = visibility::follow_or(state, |state| state.table_at.get().run().is_some());
    let all_columns = Memo::new(move |_| state.sections.committed.with(|sections| sections.all_columns));
    let page = state.table_at;
    let heads = Memo::new(move |_| state.shown.map_or_default(|shown| heads(shown, all_columns.get())));
    let sort = sort_now(state);
    let typed = RwSignal::new(String::new());
    // A run that somebody is shown the way to must be there.
    let find = Memo::new(move |_| if page.get().run().is_some() { String::new() } else { typed.get() });
    let order = order(state, sort, find);
    let total = Signal::derive(move || order.with(Vec::len));
    let first = Memo::new(move |_| order.with(|order| page.get().first(order)));
    let click = move |at: usize| {
        let clicked = state.shown.with_untracked(|shown| {
            let now = sort.get_untracked()?.clicked(at);
            Some((shown.as_ref()?.runs.columns.get(at)?.name.clone(), now.falling))
        });
        if clicked.is_some() {
            state.arrange(|sections| sections.sort = clicked);
            page.set(TableAt::default());
        }
    };
    let sheet =
        Callback::new(move |()| Some(export_tables::runs(&*state.shown.get_untracked()?, order.get_untracked())));
    let head_cells = move || heads.get().into_iter().map(|head| view! { <HeadCell head sort click /> }).views();
    view! {
        <section class="card runs" aria-labelledby="runs-title" node_ref=section>
            <div class="runs-head">
                <h2 id="runs-title">"Runs"</h2>
                {find_field(typed, find, page)}
                {all_columns_box(state, all_columns)}
                <Pager first total page />
            </div>
            <div class="scroll" tabindex="0" role="region" aria-labelledby="runs-title">
                <table data-testid="runs" style:min-width=move || heads.with(|heads| least_width(heads))>
                    <colgroup>{move || heads.with(|heads| columns(heads))}<col class="pin-column" /></colgroup>
                    <thead>
                        <tr>
                            {live(head_cells)}
                            <td></td>
                        </tr>
                    </thead>
                    <tbody>{rows(state, heads, order, first)}</tbody>
                </table>
            </div>
            <SaveTable state test_id="runs" title="Runs" sheet parquet=true />
        </section>
    }
}

/// Words of a run's name.
fn find_field(typed: RwSignal<String>, find: Memo<String>, page: RwSignal<TableAt>) -> AnyView {
    view! {
        <label>
            "Find "
            <input
                type="search"
                data-testid="find-run"
                placeholder="l4 b32"
                title="Words of a run's name"
                prop:value=find.live()
                on:input:target=move |event| {
                    typed.set(event.target().value());
                    page.set(TableAt::default());
                }
            />
        </label>
    }
    .into_any()
}

fn all_columns_box(state: Selection, all: Memo<bool>) -> AnyView {
    view! {
        <label>
            <input
                type="checkbox"
                data-testid="all-columns"
                prop:checked=all.live()
                on:change:target=move |event| {
                    let all = event.target().checked();
                    state.arrange(|sections| sections.all_columns = all);
                }
            />
            "All columns"
        </label>
    }
    .into_any()
}

/// Until somebody sorts, the cheapest come first, whatever table is shown.
fn sort_now(state: Selection) -> Memo<Option<Sort>> {
    let chosen = Memo::new(move |_| state.sections.committed.with(|sections| sections.sort.clone()));
    Memo::new(move |_| {
        let shown = state.shown.get()?;
        let by_name = |(name, falling): (String, bool)| {
            let at = shown.runs.columns.iter().position(|column| column.name == name)?;
            Some(Sort { at, falling })
        };
        Some(chosen.get().and_then(by_name).unwrap_or_else(|| Sort::by_cost(&shown.runs)))
    })
}

/// The sides of a cell, in characters: a short column needs them as much as a long one does.
const SIDES_CH: usize = 3;

fn text_width_ch(heads: &[Head]) -> usize {
    heads.iter().map(|head| head.width_ch).sum()
}

fn columns(heads: &[Head]) -> impl IntoView + use<> {
    let sum = (text_width_ch(heads) + SIDES_CH * heads.len()) as f64;
    let percent = |head: &Head| 100.0 * (head.width_ch + SIDES_CH) as f64 / sum;
    let column = |head: &Head| view! { <col style:width=format!("{:.2}%", percent(head)) /> };
    heads.iter().map(column).views()
}

fn least_width(heads: &[Head]) -> String {
    format!("calc({} * 0.95ch + {} * 14px)", text_width_ch(heads), heads.len())
}

fn order(state: Selection, sort: Memo<Option<Sort>>, find: Memo<String>) -> Memo<Vec<usize>> {
    Memo::new(move |_| {
        let (Some(shown), Some(sort)) = (state.shown.get(), sort.get()) else { return Vec::new() };
        state.within.with(|rows| {
            let found = find.with(|text| (!text.is_empty()).then(|| found(&shown, rows, text)));
            let rows = found.as_deref().unwrap_or(rows);
            shown.runs.columns.get(sort.at).map_or_else(Vec::new, |column| sorted(column, rows, sort.falling))
        })
    })
}

/// Which rows are on the page, and the way to the others.
#[component]
fn Pager(first: Memo<usize>, total: Signal<usize>, page: RwSignal<TableAt>) -> impl IntoView {
    let span = move || {
        let (first, total) = (first.get(), total.get());
        let end = (first + PAGE_ROWS).min(total);
        if end == 0 {
            "No runs".to_owned()
        } else {
            format!("{}–{end} of {}", first + 1, count(total, "run", "runs"))
        }
    };
    view! {
        <span class="pager">
            <button
                type="button"
                data-testid="previous"
                aria-label="Previous page"
                disabled=move || first.get() == 0
                on:click=act(move |_| page.set(TableAt::Page((first.get_untracked() / PAGE_ROWS).saturating_sub(1))))
            >
                "‹"
            </button>
            <span role="status">{live(span)}</span>
            <button
                type="button"
                data-testid="next"
                aria-label="Next page"
                disabled=move || { first.get() + PAGE_ROWS >= total.get() }
                on:click=act(move |_| page.set(TableAt::Page(first.get_untracked() / PAGE_ROWS + 1)))
            >
                "›"
            </button>
        </span>
    }
}

#[component]
fn HeadCell(head: Head, sort: Memo<Option<Sort>>, click: impl Fn(usize) + Copy + 'static) -> impl IntoView {
    let Head { at, title, numeric, .. } = head;
    let sorted = move || match sort.get() {
        Some(sort) if sort.at == at => {
            if sort.falling {
                "descending"
            } else {
                "ascending"
            }
        }
        _ => "none",
    };
    view! {
        <th scope="col" aria-sort=live(sorted) class:numeric=numeric>
            <button type="button" on:click=act(move |_| click(at))>{title}</button>
        </th>
    }
}

/// The rows of the page. Elements belong to places, not to runs: while a filter moves only their text changes.
fn rows(state: Selection, heads: Memo<Vec<Head>>, order: Memo<Vec<usize>>, first: Memo<usize>) -> impl IntoView {
    let count = Memo::new(move |_| order.with(Vec::len).saturating_sub(first.get()).min(PAGE_ROWS));
    move || {
        let heads = Arc::new(heads.get());
        view! {
            <For
                each=move || 0..count.get()
                key=|place| *place
                children=move |place| {
                    let row = Memo::new(move |_| order.with(|order| order.get(first.get() + place).copied()));
                    view! { <Row state heads=Arc::clone(&heads) row /> }
                }
            />
        }
    }
}

#[component]
fn Row(state: Selection, heads: Arc<Vec<Head>>, row: Memo<Option<usize>>) -> impl IntoView {
    let cells = heads
        .iter()
        .enumerate()
        .map(|(nth, &Head { at, numeric, .. })| {
            let text = move || {
                let (shown, row) = (state.shown.get()?, row.get()?);
                // A row of a table that has just gone has no text.
                (at < shown.runs.columns.len() && row < shown.runs.rows).then(|| cell_of(&shown, at, row))
            };
            match nth {
                0 => view! { <th scope="row" class:numeric=numeric>{live(text)}</th> }.into_any(),
                _ => view! { <td class:numeric=numeric>{live(text)}</td> }.into_any(),
            }
        })
        .views();
    let marked = move || {
        let (page, row) = read_in_order((state.table_at, row));
        row.filter(|_| page.run() == row).map(|_| "true")
    };
    view! {
        <tr
            data-row=move || row.get().map(|row| row.to_string())
            aria-current=live(marked)
            class:pointed=move || state.pointed.get().is_some_and(|run| row.get() == Some(run))
            tabindex="-1"
            on:pointerenter=act(move |_| pins::point(state, row.get_untracked()))
            on:pointerleave=act(move |_| pins::point(state, None))
        >
            {cells}
            <td><PinButton state row /></td>
        </tr>
    }
}
