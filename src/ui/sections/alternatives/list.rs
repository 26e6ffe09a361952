//! The table of a list: a row for each run, one tab stop for all; a row opens its run's drawer.

use std::sync::Arc;

use leptos::html::Tr;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::Local;
use crate::page::rankings::alternatives::List;
use crate::page::rankings::alternatives::columns::{AltCell, AltHead};
use crate::page::rankings::alternatives::table::{AltRow, AltTable};
use crate::page::words::short_runs::swatch_class;
use crate::page::words::text_table::MOST_LINES;
use crate::text::markup::escape;
use crate::ui::browser::observe::set_attribute;
use crate::ui::parts::save_table::SaveMenu;
use crate::ui::parts::{drawer, pins};
use crate::ui::reactive::{Memo, RwSignal, Views, act, live};
use crate::ui::state::selection::Selection;

/// So many rows are shown until more are asked for, and a few more rather than to ask for those.
const FIRST: usize = 8;
const FEW_MORE: usize = 3;
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
    let heads = Memo::new(move |_| {
        table.with(|table| (!table.heads.is_empty()).then(|| Arc::new((table.name_head.clone(), table.heads.clone()))))
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
            <table class="cards" data-testid="alternatives">
                <caption class="visually-hidden">{live(title)}</caption>
                {move || heads.get().map(|heads| rows(state, table, heads))}
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

/// Head and bodies. They stand while only rows change: elements by position, whose texts are set in place.
fn rows(state: Selection, table: Memo<AltTable>, heads: Arc<Heads>) -> AnyView {
    // The row that the Tab key reaches.
    let at = RwSignal::new(0);
    let head = |AltHead { head, class, .. }: &AltHead| view! { <th scope="col" class=*class>{head.title.clone()}</th> };
    let own = Memo::new(move |_| table.with(|table| table.rows.len()));
    let outside = Memo::new(move |_| table.with(|table| table.outside.len()));
    let columns = (heads.1.len() + 1).to_string();
    let titles = heads.1.iter().map(head).views();
    let name_head = heads.0.clone();
    let row = move |is_outside: bool| {
        let heads = Arc::clone(&heads);
        move |nth: usize| row(state, at, Place { table, is_outside, nth }, &heads)
    };
    let (inside, beyond) = (row(false), row(true));
    let is_none = move || outside.get() == 0;
    view! {
        <thead>
            <tr>
                <th scope="col">{name_head}</th>
                {titles}
            </tr>
        </thead>
        <tbody><For each=move || 0..own.get() key=|nth| *nth children=inside /></tbody>
        <tbody data-testid="outside" hidden=live(is_none)>
            <tr class="grp">
                <th scope="rowgroup" colspan=columns>"One step outside the question"</th>
            </tr>
            <For each=move || 0..outside.get() key=|nth| *nth children=beyond />
        </tbody>
    }
    .into_any()
}

/// The head of the names, and the others.
type Heads = (String, Vec<AltHead>);

/// Where a row stands.
#[derive(Clone, Copy)]
struct Place {
    table: Memo<AltTable>,
    is_outside: bool,
    nth: usize,
}

impl Place {
    fn of(self, table: &AltTable) -> Option<&AltRow> {
        if self.is_outside { table.outside.get(self.nth) } else { table.rows.get(self.nth) }
    }

    /// The run that stands there now.
    fn run(self) -> Option<usize> {
        self.table.with_untracked(|table| Some(self.of(table)?.row))
    }

    /// Its position among all rows.
    fn among_all(self) -> usize {
        if self.is_outside { self.nth + self.table.with(|table| table.rows.len()) } else { self.nth }
    }
}

/// A row. What is not set here is written by [`written`].
fn row(state: Selection, at: RwSignal<usize>, place: Place, heads: &Heads) -> AnyView {
    let run = Memo::new(move |_| place.table.with(|table| Some(place.of(table)?.row)));
    let nth = Memo::new(move |_| place.among_all());
    let nth_pin = move || {
        let row = run.get()?;
        let at = state.pins.with(|pins| pins.iter().position(|&pin| pin == row));
        at.map(|at| view! { <span class="pin-mark" title="Pinned">{at + 1}</span> }.into_any())
    };
    let point = move |on: bool| pins::point(state, place.run().filter(|_| on));
    let cells = heads.1.iter().map(|head| view! { <td class=head.class></td> }).views();
    let element = NodeRef::<Tr>::new();
    let suffixes: Vec<String> = heads.1.iter().map(|head| head.suffix.clone()).collect();
    Effect::new(move |before: Option<Option<AltRow>>| {
        let element = element.get()?;
        let now = place.table.with(|table| place.of(table).cloned())?;
        written(&element, before.flatten().as_ref(), &now, &suffixes);
        Some(now)
    });
    view! {
        <tr
            node_ref=element
            class:hot=move || state.pointed.get().is_some_and(|row| run.get() == Some(row))
            on:pointerenter=act(move |_| point(true))
            on:pointerleave=act(move |_| point(false))
            on:click=act(move |_| {
                if let Some(row) = place.run() {
                    drawer::open(state, row);
                }
            })
        >
            <th scope="row">
                // The click goes on to the row.
                <button
                    type="button"
                    class="run-link"
                    aria-haspopup="dialog"
                    tabindex=move || if at.get() == nth.get() { "0" } else { "-1" }
                    on:focus=act(move |_| {
                        at.set(nth.get_untracked());
                        point(true);
                    })
                    on:blur=act(move |_| point(false))
                    on:keydown=act(move |event| {
                        if let Some(row) = place.run() {
                            press(state, &event, nth.get_untracked(), row);
                        }
                    })
                >
                    <i></i>
                    <b></b>
                    <span></span>
                    {live(nth_pin)}
                </button>
                <span></span>
            </th>
            {cells}
        </tr>
    }
    .into_any()
}

/// Writes a row into its elements, what differs from before: name, what it breaks, cells. One effect for all of it: one for
/// each text and attribute takes several times as long, and rendering the row anew still more.
fn written(row: &Element, before: Option<&AltRow>, now: &AltRow, suffixes: &[String]) {
    let part = |selector: &str| row.query_selector(selector).ok().flatten();
    let write = |selector: &str, text: &str| {
        let element = part(selector)?;
        element.set_inner_html(&escape(text));
        Some(element)
    };
    let after = |gap: &str, text: &str| if text.is_empty() { String::new() } else { [gap, text].concat() };
    let named = |row: &AltRow| (row.row, row.hue, row.name.clone(), row.breaks.clone(), row.is_answer);
    if before.map(named) != Some(named(now)) {
        set_attribute(row, "data-row", &now.row.to_string());
        row.class_list().toggle_with_force("is-answer", now.is_answer).ok();
        part("i").into_iter().for_each(|swatch| set_attribute(&swatch, "class", &swatch_class(now.hue)));
        part("button").into_iter().for_each(|button| optional(&button, "title", &now.breaks));
        write("b", &now.name.hardware);
        write("b + span", &after(" · ", &now.name.rest));
        if let Some(told) = write("button + span", &after(" ", &now.breaks)) {
            set_attribute(&told, "class", if now.breaks_beside_name { "w" } else { "visually-hidden" });
        }
    }
    for (at, (cell, suffix)) in now.cells.iter().zip(suffixes).enumerate() {
        if before.and_then(|before| before.cells.get(at)) != Some(cell) {
            part(&format!("td:nth-of-type({})", at + 1)).into_iter().for_each(|own| cell_written(&own, cell, suffix));
        }
    }
}

fn cell_written(element: &Element, cell: &AltCell, suffix: &str) {
    let gauge = if cell.gauge.is_some() { "<span class=\"bar\"><i></i></span>" } else { "" };
    element.set_inner_html(&[&escape(&cell.cell.text), gauge].concat());
    // The page's policy takes no style in markup.
    let bar = element.query_selector("i").ok().flatten().and_then(|bar| bar.dyn_into::<HtmlElement>().ok());
    if let Some((bar, share)) = bar.zip(cell.gauge) {
        bar.style().set_property("width", &format!("{:.1}%", share * 100.0)).ok();
    }
    element.class_list().toggle_with_force("w", cell.warns).ok();
    optional(element, "title", &cell.title);
    let one = cell.cell.text == "1" && suffix == " machines";
    optional(element, "data-u", if one { " machine" } else { suffix });
}

/// An attribute that is there unless it is empty.
fn optional(element: &Element, name: &str, value: &str) {
    if value.is_empty() {
        element.remove_attribute(name).ok();
    } else {
        set_attribute(element, name, value);
    }
}

/// J, K and arrow keys move, Home and End go to the ends, X pins. Enter is the button's own.
fn press(state: Selection, event: &KeyboardEvent, nth: usize, row: usize) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let to = match event.key().as_str() {
        "j" | "J" | "ArrowDown" => nth + 1,
        "k" | "K" | "ArrowUp" => nth.saturating_sub(1),
        "Home" => 0,
        "End" => usize::MAX,
        "x" | "X" => {
            pins::pin(state, row);
            // Among the pinned ones the rows are made anew, in the next frame but one at most.
            request_animation_frame(move || request_animation_frame(move || focus_if_lost(nth)));
            return event.prevent_default();
        }
        _ => return,
    };
    event.prevent_default();
    focus(to);
}

/// Puts the keyboard on a row, or on the last one.
fn focus(nth: usize) {
    let Ok(rows) = document().query_selector_all(ROWS) else { return };
    let at = (nth.min(u32::MAX as usize) as u32).min(rows.length().saturating_sub(1));
    if let Some(row) = rows.item(at).and_then(|row| row.dyn_into::<HtmlElement>().ok()) {
        row.focus().ok();
    }
}

fn focus_if_lost(nth: usize) {
    let is_lost = document().active_element().is_none_or(|element| element.tag_name() == "BODY");
    if is_lost {
        focus(nth);
    }
}
