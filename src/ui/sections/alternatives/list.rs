//! The table of a list: a row for each run, one tab stop for all; a row opens its run's drawer.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::Local;
use crate::page::rankings::alternatives::List;
use crate::page::rankings::alternatives::columns::{AltCell, AltHead};
use crate::page::rankings::alternatives::table::{AltRow, AltTable};
use crate::page::words::short_runs::swatch_class;
use crate::page::words::text_table::MOST_LINES;
use crate::ui::parts::save_table::SaveMenu;
use crate::ui::parts::{drawer, pins, row_keys};
use crate::ui::reactive::{Memo, RwSignal, Views, act, live};
use crate::ui::state::inputs::Opened;
use crate::ui::state::selection::Selection;

/// So many rows are shown until more are asked for, and a few more rather than to ask for those.
const FIRST: usize = 6;
const FEW_MORE: usize = 2;
const ROWS: &str = "[data-testid=alternatives] .run-link";

/// The table, and what stands instead of it where it has no rows.
pub(super) fn table(local: Local, list: List) -> AnyView {
    let Local { state, view, .. } = local;
    let all = RwSignal::new(false);
    let length = Memo::new(move |_| view.map_or_default(|view| view.list(list).len()));
    let is_long = Memo::new(move |_| length.get() > FIRST + FEW_MORE);
    let table = Memo::new(move |_| {
        let most = if all.get() || !is_long.get() { MOST_LINES } else { FIRST };
        view.map_or_default(|view| view.table(list, most))
    });
    let title = move || view.map_or_default(|view| format!("Alternatives: {}, {}", view.title(list), view.conditions));
    let empty = move || match (view.map_or_default(|view| view.nothing), length.get(), list) {
        (nothing, 0, _) if !nothing.is_empty() => nothing,
        (_, 0, List::Pinned) => "No run is pinned: click a mark of a chart, or press X on a row.",
        _ => "",
    };
    let hidden = move || table.with(|table| table.rows.is_empty() && table.outside.is_empty());
    let saved = Callback::new(move |()| Some(view.get_untracked()?.listing(list).sheet()));
    let more = move || match (all.get(), length.get()) {
        (true, _) => format!("The first {FIRST} only"),
        (false, length) => format!("All {}", length.min(MOST_LINES)),
    };
    view! {
        <p class="q" data-testid="alternatives-none" role="status">{live(empty)}</p>
        <div class="tw" hidden=live(hidden)>
            <table
                class="cards"
                data-testid="alternatives"
                on:keydown=act(|event| row_keys::go(&event, ".run-link", row_keys::List::Rows))
            >
                <caption class="visually-hidden">{live(title)}</caption>
                {move || table.with(|table| rows(state, table))}
            </table>
        </div>
        <div class="table-foot" hidden=live(hidden)>
            <button
                type="button"
                class="link"
                data-testid="alternatives-all"
                aria-expanded=move || all.get().to_string()
                hidden=move || !is_long.get()
                on:click=act(move |_| all.update(|all| *all = !*all))
            >
                {live(more)}
            </button>
            <SaveMenu state test_id="alternatives" title="Alternatives" sheet=saved />
        </div>
    }
    .into_any()
}

/// Head and bodies. Made anew with each change: rows have other runs then.
fn rows(state: Selection, table: &AltTable) -> AnyView {
    // The row that the Tab key reaches.
    let at = RwSignal::new(0);
    let head = |AltHead { head, class, .. }: &AltHead| view! { <th scope="col" class=*class>{head.title.clone()}</th> };
    let row = |(nth, own): (usize, &AltRow)| row(state, at, nth, &table.heads, own);
    let own = table.rows.iter().enumerate().map(row).views();
    let beyond = table.outside.iter().enumerate().map(|(nth, own)| (nth + table.rows.len(), own));
    let outside = (!table.outside.is_empty()).then(|| {
        let columns = (table.heads.len() + 1).to_string();
        view! {
            <tbody data-testid="outside">
                <tr class="grp">
                    <th scope="rowgroup" colspan=columns>{table.outside_title}</th>
                </tr>
                {beyond.map(row).views()}
            </tbody>
        }
        .into_any()
    });
    view! {
        <thead>
            <tr>
                <th scope="col">{table.name_head.clone()}</th>
                {table.heads.iter().map(head).views()}
            </tr>
        </thead>
        <tbody>{own}</tbody>
        {outside}
    }
    .into_any()
}

fn row(state: Selection, at: RwSignal<usize>, nth: usize, heads: &[AltHead], own: &AltRow) -> AnyView {
    let row = own.row;
    let nth_pin = move || {
        let at = state.draft.now_unfiltered.with(|choice| choice.pins.iter().position(|&pin| pin == row));
        at.map(|at| view! { <span class="pin-mark" title="Pinned">{at + 1}</span> }.into_any())
    };
    let cells = heads.iter().zip(&own.cells).map(|(head, cell)| self::cell(head, cell)).views();
    let breaks = (!own.breaks.is_empty()).then(|| {
        let class = if own.breaks_beside_name { "w" } else { "visually-hidden" };
        view! { <span class=class>{[" ", &own.breaks].concat()}</span> }.into_any()
    });
    let rest =
        (!own.name.rest.is_empty()).then(|| view! { <span>{[" · ", &own.name.rest].concat()}</span> }.into_any());
    let point = move |on: bool| pins::point(state, on.then_some(row));
    view! {
        <tr
            data-row=row.to_string()
            class:is-answer=own.is_answer
            class:hot=move || state.pointed.get() == Some(row)
            on:pointerenter=act(move |_| point(true))
            on:pointerleave=act(move |_| point(false))
            on:click=act(move |event| {
                // Where the row was hit beside its button, the keyboard comes back to that.
                row_keys::regain_row(&event, ".run-link");
                drawer::open(state, Opened::Run(row));
            })
        >
            <th scope="row">
                // The click goes on to the row.
                <button
                    type="button"
                    class="run-link"
                    aria-haspopup="dialog"
                    tabindex=move || if at.get() == nth { "0" } else { "-1" }
                    title=(!own.breaks.is_empty()).then(|| own.breaks.clone())
                    on:focus=act(move |_| {
                        at.set(nth);
                        point(true);
                    })
                    on:blur=act(move |_| point(false))
                    on:keydown=act(move |event| press(state, &event, nth, row))
                >
                    <i class=swatch_class(own.hue)></i>
                    <b>{own.name.hardware.clone()}</b>
                    {rest}
                    {live(nth_pin)}
                </button>
                {breaks}
            </th>
            {cells}
        </tr>
    }
    .into_any()
}

fn cell(head: &AltHead, cell: &AltCell) -> AnyView {
    let gauge = cell.gauge.map(|share| {
        view! { <span class="bar"><i style:width=format!("{:.1}%", share * 100.0)></i></span> }.into_any()
    });
    let one = cell.cell.text == "1" && head.suffix == " machines";
    let suffix = if one { " machine" } else { head.suffix.as_str() };
    let title = (!cell.title.is_empty()).then(|| cell.title.clone());
    view! {
        <td class=head.class class:w=cell.warns title=title data-u=(!suffix.is_empty()).then(|| suffix.to_owned())>
            {cell.cell.text.clone()}
            {gauge}
        </td>
    }
    .into_any()
}

/// X pins the run of a row.
fn press(state: Selection, event: &KeyboardEvent, nth: usize, row: usize) {
    if row_keys::is_combined(event) || !event.key().eq_ignore_ascii_case("x") {
        return;
    }
    event.prevent_default();
    pins::pin(state, row);
    // Among the pinned ones the rows are made anew, in the next frame but one at most.
    request_animation_frame(move || request_animation_frame(move || row_keys::regain(ROWS, nth)));
}
