//! The best run of each hardware and image, computed from the runs that pass the filters.

use std::sync::Arc;

use leptos::prelude::*;

use super::runs_table::ShowRun;
use crate::page::rankings::best::{BestView, Line, sheet};
use crate::page::words::text_table::Head;
use crate::ui::parts::save_table::SaveTable;
use crate::ui::reactive::{Memo, Views};
use crate::ui::state::State;
use crate::ui::state::selection::Selection;
use crate::ui::state::visibility;

/// The section.
#[component]
pub fn BestSection(state: State) -> impl IntoView {
    let (state, section) = visibility::follow(state);
    let view = Memo::new(move |_| {
        let shown = state.shown.get()?;
        let (rows, within) = (state.rows.get(), state.within.get());
        state.choice.with(|choice| Some(Arc::new(BestView::new(&shown, &rows, &within, choice))))
    });
    let read = move |part: fn(&BestView) -> &str| {
        view.with(|view| view.as_ref().map(|view| part(view).to_owned()).unwrap_or_default())
    };
    let heads = Memo::new(move |_| view.with(|view| view.as_ref().map(|view| view.heads.clone()).unwrap_or_default()));
    let lines = Memo::new(move |_| view.with(|view| view.as_ref().map(|view| view.lines.clone()).unwrap_or_default()));
    view! {
        <section class="card best" aria-labelledby="best-title" data-testid="best-section" node_ref=section>
            <h2 id="best-title">"Best configurations"</h2>
            <p class="answer" data-testid="best-sentence">{move || read(|view| &view.sentence)}</p>
            <BestTable state test_id="best" labelled="best-title" saved="Best configurations" heads lines>
                <caption data-testid="best-caption">{move || read(|view| &view.caption)}</caption>
            </BestTable>
            <details class="prose">
                <summary>"How to read this"</summary>
                <p>
                    "One line for each hardware and image among the runs that pass the filters and keep the limits: its cheapest run, \
                     cheapest group first. Of equally cheap runs the fastest is taken, then the first of the table. \
                     \u{201c}Below its median\u{201d} is what tuning batch size and VUs saves against a middling run \
                     of the same group; \u{201c}Against the best\u{201d} is what choosing this group costs."
                </p>
                <p data-testid="best-prose">{move || read(|view| &view.reading)}</p>
                <p>
                    "Take the first line whose latency you can accept. If none can, lower the VUs in the filters: \
                     fewer requests in flight wait less, and the table finds the best of what is left."
                </p>
            </details>
        </section>
    }
}

/// Lines that may lead to their run, under heads.
#[component]
pub(crate) fn BestTable(
    state: Selection,
    /// The table's name in tests.
    test_id: &'static str,
    /// The element that names it.
    labelled: &'static str,
    /// What it is called where it is saved.
    saved: &'static str,
    heads: Memo<Vec<Head>>,
    lines: Memo<Vec<Line>>,
    /// Its caption.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="scroll" tabindex="0" role="region" aria-labelledby=labelled>
            <table data-testid=test_id>
                {children.map(|children| children())}
                <thead>
                    <tr>
                        {move || heads.get().into_iter().map(head).views()}
                        <td></td>
                    </tr>
                </thead>
                <tbody>
                    {move || {
                        let heads = heads.get();
                        lines.get().into_iter().map(|line| body(state, &heads, line)).views()
                    }}
                </tbody>
            </table>
        </div>
        <SaveTable
            state
            test_id
            title=saved
            sheet=Callback::new(move |()| {
                Some(heads.with_untracked(|heads| lines.with_untracked(|lines| sheet(heads, lines))))
            })
        />
    }
}

fn head(Head { title, numeric, .. }: Head) -> impl IntoView {
    view! { <th scope="col" class:numeric=numeric>{title}</th> }
}

fn body(state: Selection, heads: &[Head], line: Line) -> impl IntoView + use<> {
    let Line { row, overall, cells } = line;
    let cells =
        heads.iter().zip(cells).map(|(head, cell)| view! { <td class:numeric=head.numeric>{cell.text}</td> }).views();
    view! {
        <tr data-row=row.map(|row| row.to_string()) data-overall=overall.then_some("true") class:overall=overall>
            {cells}
            <td>{row.map(|row| view! { <ShowRun state row words="Show run" /> }.into_any())}</td>
        </tr>
    }
}
