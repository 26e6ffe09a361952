//! A row of the table of evidence, and the one below it where it is open.

use leptos::prelude::*;

use super::open_row::OpenRow;
use super::{COLUMNS, Local};
use crate::page::evidence::table::{EvidenceRow, Spark};
use crate::page::words::short_runs::swatch_class;
use crate::ui::reactive::{Memo, act, live};

/// What the id of a row's button begins with.
pub(super) const ID: &str = "evidence-row-";

/// The id of a row's button.
pub(super) fn id(group: usize) -> String {
    [ID, &group.to_string()].concat()
}

/// The class of a column, counted from 0 after the name: which of them a narrow page leaves out.
pub(super) fn class(at: usize) -> &'static str {
    ["ev-state", "ev-line", "ev-tried", "ev-runs", "ev-step", "ev-best", "ev-load", "ev-next"][at]
}

/// The row of a configuration.
#[component]
pub(super) fn Row(local: Local, group: usize, name: String) -> impl IntoView {
    let row = Memo::new(move |_| {
        local.table.with(|table| table.as_ref()?.rows.iter().find(|row| row.group == group).cloned())
    });
    let is_open = Memo::new(move |_| local.is_open(group));
    let cell = move |at: usize, words: fn(&EvidenceRow) -> String| {
        let is_number = (2..7).contains(&at);
        view! { <td class=class(at) class:numeric=is_number>{live(move || row.map_or_default(words))}</td> }.into_any()
    };
    let state = move || row.with(|row| row.as_ref().map(state_of));
    let spark = move || row.map_or_default(|row| drawn(&row.spark));
    let name_parts = move || row.with(|row| row.as_ref().map(name_of));
    let tab_index = move || if local.tab_stop() == Some(group) { "0" } else { "-1" };
    let detail = move || {
        is_open.get().then(|| {
            view! {
                <tr class="open-row" id=format!("{}-open", id(group))>
                    <td colspan=COLUMNS.to_string()>
                        <OpenRow local group />
                    </td>
                </tr>
            }
            .into_any()
        })
    };
    view! {
        <tr
            class="one"
            data-key=group.to_string()
            data-state=move || row.with(|row| row.as_ref().map(|row| row.state.name()))
            data-answer=move || row.with(|row| row.as_ref().filter(|row| row.is_answer).map(|_| "true"))
            class:open=is_open.live()
            on:click=act(move |_| local.turn(group))
        >
            <th scope="row">
                <button
                    type="button"
                    id=id(group)
                    title=name
                    tabindex=tab_index
                    aria-expanded=move || is_open.get().to_string()
                    aria-controls=format!("{}-open", id(group))
                    on:focus=act(move |_| local.at.set(Some(group)))
                >
                    {live(name_parts)}
                </button>
            </th>
            <td class=class(0)>{live(state)}</td>
            <td class=class(1)>
                <svg class="spark" viewBox="0 0 80 18" aria-hidden="true" inner_html=live(spark)></svg>
            </td>
            {cell(2, EvidenceRow::tried_words)}
            {cell(3, EvidenceRow::runs_words)}
            {cell(4, EvidenceRow::last_step_words)}
            {cell(5, |row| row.best_words()[0].clone())}
            {cell(6, |row| row.best_words()[1].clone())}
            {cell(7, EvidenceRow::next_words)}
        </tr>
        {live(detail)}
    }
}

fn state_of(row: &EvidenceRow) -> AnyView {
    let note = (!row.note.is_empty()).then(|| view! { <small>" "{row.note.clone()}</small> }.into_any());
    view! { <span>{row.state.words()}</span>{note} }.into_any()
}

/// The configuration's short name, after the colour of its hardware.
fn name_of(row: &EvidenceRow) -> AnyView {
    let rest = Some(&row.name.rest).filter(|rest| !rest.is_empty()).map(|rest| [" · ", rest].concat());
    view! { <i class=swatch_class(row.hue)></i>{row.name.hardware.clone()}<span>{rest}</span> }.into_any()
}

/// The small line as elements of SVG.
fn drawn(spark: &Spark) -> String {
    let place = |&(x, y): &(f64, f64)| format!("{:.1} {:.1}", 3.0 + 74.0 * x, 15.5 - 13.0 * y);
    let points: Vec<String> = spark.points.iter().map(place).collect();
    let line = if points.len() > 1 { format!("<path d=\"M{}\"/>", points.join("L")) } else { String::new() };
    let best = spark.best.as_ref().map(|best| {
        let (x, y) = (3.0 + 74.0 * best.0, 15.5 - 13.0 * best.1);
        format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"2\"/>")
    });
    line + &best.unwrap_or_default()
}
