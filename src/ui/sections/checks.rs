//! "Sanity checks": the verdict of each check, and the runs that it names.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use crate::data::limits::LARGE_ROWS;
use crate::page::checks::tables::Tables;
use crate::page::checks::view::{Affected, Status, Verdict, every, is_told, listing, passing_words, summary};
use crate::page::evidence::grader::ROWS_OF_A_PART;
use crate::page::runs::table::{cell_of, heads};
use crate::page::tables::active_table::ActiveTable;
use crate::page::tables::table_source::TableSource;
use crate::page::words::runs::count;
use crate::page::words::short_sentences::ShortForms;
use crate::ui::chart::checks::{AccuracyChart, InvalidChart};
use crate::ui::parts::save_table::SaveTable;
use crate::ui::parts::short_text::{short_forms, short_text};
use crate::ui::parts::show_run::ShowRun;
use crate::ui::parts::tabs::shows_all;
use crate::ui::reactive::{Memo, RwSignal, Views, act, live};
use crate::ui::state::selection::Selection;
use crate::ui::state::turns::{COUNTING, OfTable, in_parts};

/// So many runs are listed until more are asked for,
const FIRST: usize = 5;
/// and so many then: the table of runs has them all.
const MOST: usize = 200;

/// A run picked from the list of a check. The file's name tells it from the same row of another table.
#[derive(Clone, Debug, PartialEq)]
struct Picked {
    place: TableSource,
    check: &'static str,
    row: usize,
}

/// The verdicts of all checks, in their order; none without a table.
pub type Verdicts = Memo<Arc<Vec<Verdict>>>;

/// Checks what a part of the page follows.
pub fn verdicts_of(state: Selection) -> Verdicts {
    let tables = Memo::new_with_compare(
        move |_| state.shown.with(|shown| shown.as_ref().map(|shown| Arc::new(Tables::of(shown)))),
        |_, _| true,
    );
    // Of a large table a check in each task.
    let asked = Memo::new_with_compare(
        move |_| {
            let (shown, tables) = (state.shown.get()?, tables.get()?);
            Some(Arc::new(Asked { shown, tables, rows: state.rows.get() }))
        },
        |_, _| true,
    );
    let made = in_parts(asked, |asked: &Arc<Asked>| {
        let asked = Arc::clone(asked);
        let (mut prepared, mut verdicts) = (Some(0), Vec::new());
        Box::new(move || {
            let runs = &asked.shown.runs;
            if let Some(from) = prepared.filter(|_| runs.rows >= LARGE_ROWS) {
                prepared = asked.shown.basis().find_think_times(runs, from, ROWS_OF_A_PART);
                return None;
            }
            match asked.tables.verdict(verdicts.len(), &asked.rows) {
                Some(verdict) => {
                    verdicts.push(verdict);
                    None
                }
                None => Some(Arc::new(std::mem::take(&mut verdicts))),
            }
        })
    });
    // None of other rows meanwhile.
    Memo::new(move |_| {
        let (asked, made) = (asked.get(), made.get());
        let made = asked.zip(made).filter(|(asked, made)| Arc::ptr_eq(asked, &made.of));
        made.map(|(_, made)| Arc::clone(&made.out)).unwrap_or_default()
    })
}

/// How many runs are checked, and how many the table has.
pub fn checked(state: Selection) -> (usize, usize) {
    (state.rows.with(|rows| rows.len()), state.shown.map_or_default(|shown| shown.runs.rows))
}

/// What is checked.
struct Asked {
    shown: Arc<ActiveTable>,
    tables: Arc<Tables>,
    rows: Arc<Vec<usize>>,
}

impl OfTable for Asked {
    fn shown(&self) -> &Arc<ActiveTable> {
        &self.shown
    }
}

/// What the reader did to the lists.
#[derive(Clone, Copy)]
struct Lists {
    verdicts: Verdicts,
    picked: RwSignal<Option<Picked>>,
    opened: RwSignal<BTreeSet<&'static str>>,
    forms: Memo<Arc<ShortForms>>,
}

/// The section.
#[component]
pub fn ChecksSection(
    /// What is checked.
    state: Selection,
    /// What came of it, by [`verdicts_of`].
    verdicts: Verdicts,
) -> impl IntoView {
    let lists = Lists {
        verdicts,
        picked: RwSignal::new(None),
        opened: RwSignal::new(BTreeSet::new()),
        forms: short_forms(state),
    };
    // What passes is a line until it is asked for; all of it where all of the page is.
    let all = RwSignal::new(shows_all(state.mode));
    let passing = move || verdicts.with(|verdicts| passing_words(verdicts));
    let items =
        move || every().enumerate().map(|(nth, &(key, title, _))| view! { <Item state lists nth key title /> }).views();
    view! {
        <section class="card sanity" aria-labelledby="sanity-title" data-testid="checks">
            <h2 id="sanity-title">"Sanity checks"</h2>
            <p class="sanity-summary" data-testid="checks-summary">
                {move || match (verdicts.with(|verdicts| verdicts.is_empty()), state.rows.with(|rows| rows.len())) {
                    (true, 1..) => COUNTING.to_owned(),
                    _ => verdicts.with(|verdicts| summary(verdicts, checked(state))),
                }}
            </p>
            <ul class="verdicts" data-all=move || all.get().to_string() hidden=move || verdicts.with(|verdicts| verdicts.is_empty())>
                {items()}
            </ul>
            <p class="passing" data-testid="checks-passing">
                {live(passing)} " "
                <button type="button" class="link" data-testid="checks-all" aria-expanded=move || all.get().to_string() on:click=act(move |_| all.update(|all| *all = !*all))>
                    {move || if all.get() { "Show only what asks for a look" } else { "Show all checks" }}
                </button>
            </p>
            <SaveTable
                state
                test_id="checks"
                title="Sanity checks"
                sheet=Callback::new(move |()| Some(verdicts.with_untracked(|verdicts| listing(verdicts).sheet())))
            />
            <Prose />
        </section>
    }
}

#[component]
fn Prose() -> impl IntoView {
    view! {
        <details class="prose">
            <summary>"How to read this"</summary>
            <p>
                "A cost is worth as much as the run that it comes from. Each check looks at the runs that pass the \
                 filters. \"Pass\" is what a good load test shows; \"Warn\" asks for a look; \"Fail\" says that the runs \
                 named should not decide anything before somebody knows why. \"Not in this table\" is no verdict: the \
                 load test did not measure that."
            </p>
            <p>
                "Little's law: without pauses, throughput × latency is the number of requests in flight, and so should \
                 be the VUs. With a client that takes a constant time between an answer and the next request there are fewer, as \
                 there are with fewer requests than VUs, or at the end of a short test; more cannot be, unless a clock or an \
                 average is wrong."
            </p>
            <p>"A run in a list is a button: it shows everything that the table knows of that run, and a way to \
               its row."</p>
        </details>
    }
}

/// One check. It stays where it is while its verdict changes, so that the keyboard does too.
#[component]
fn Item(state: Selection, lists: Lists, nth: usize, key: &'static str, title: &'static str) -> impl IntoView {
    let verdict = Memo::new(move |_| lists.verdicts.with(|verdicts| verdicts.get(nth).cloned()));
    let status = Memo::new(move |_| verdict.with(|v| v.as_ref().map_or(Status::Absent, |verdict| verdict.status)));
    let sentence =
        short_text(lists.forms, Box::new(move || verdict.map_or_default(|verdict| verdict.sentence.clone())));
    let all = shows_all(state.mode);
    let chart = match key {
        "invalid" => on_demand(all, view! { <InvalidChart state /> }.into_any()),
        "accuracy" => on_demand(all, view! { <AccuracyChart state /> }.into_any()),
        _ => ().into_any(),
    };
    view! {
        <li
            data-testid=format!("check-{key}")
            data-status=move || status.get().name()
            hidden=move || !is_told(nth, status.get())
        >
            <h3>
                {move || icon(status.get())}
                <span class="status-word">{move || status.get().words()}</span>
                <span class="check-title">{title}</span>
            </h3>
            <p class="check-sentence">{sentence}</p>
            {chart}
            <Runs state lists verdict key />
        </li>
    }
}

/// A chart that is drawn when it is asked for.
fn on_demand(open: bool, chart: AnyView) -> AnyView {
    view! { <details class="chart-on-demand" open=open><summary>"Chart"</summary>{chart}</details> }.into_any()
}

/// Four shapes: a disc with a tick, a triangle, an octagon with a cross, an empty ring.
fn icon(status: Status) -> impl IntoView {
    let (shape, sign) = match status {
        Status::Pass => ("M8 1a7 7 0 1 0 0 14a7 7 0 1 0 0-14z", "M4.6 8.3l2.4 2.4l4.4-4.9"),
        Status::Warn => ("M8 1.2L15.4 14.6H.6z", "M8 5.8v4.4M8 12v1"),
        Status::Fail => ("M5 1h6l4 4v6l-4 4H5l-4-4V5z", "M5.3 5.3l5.4 5.4M10.7 5.3l-5.4 5.4"),
        Status::Absent => ("M8 1.8a6.2 6.2 0 1 0 0 12.4a6.2 6.2 0 1 0 0-12.4z", "M5.2 8h5.6"),
    };
    view! {
        <svg viewBox="0 0 16 16" aria-hidden="true">
            <path class="shape" d=shape></path>
            <path class="sign" d=sign></path>
        </svg>
    }
}

/// The runs that a verdict is about, each a button.
#[component]
fn Runs(state: Selection, lists: Lists, verdict: Memo<Option<Verdict>>, key: &'static str) -> impl IntoView {
    let Lists { picked, opened, .. } = lists;
    let is_open = move || opened.with(|opened| opened.contains(key));
    let total = Memo::new(move |_| verdict.with(|v| v.as_ref().map_or(0, |verdict| verdict.affected.len())));
    let listed = move || {
        let most = if is_open() { MOST } else { FIRST };
        verdict.with(|v| v.iter().flat_map(|v| v.affected.iter().take(most).cloned()).collect::<Vec<_>>())
    };
    let toggle = move |_| {
        opened.update(|opened| {
            if !opened.remove(key) {
                opened.insert(key);
            }
        });
    };
    let more = move || match (is_open(), total.get()) {
        (false, total) if total > MOST => format!("Show {MOST} of {}", count(total, "run", "runs")),
        (false, total) => format!("Show all {}", count(total, "run", "runs")),
        (true, total) if total > MOST => format!("Show the first {FIRST} (of {total}, {MOST} are listed)"),
        (true, _) => format!("Show the first {FIRST}"),
    };
    view! {
        <ul class="affected">
            <For
                each=listed
                key=|affected| (affected.row, affected.label.clone(), affected.note.clone())
                children=move |affected| view! { <Run state lists key affected /> }
            />
        </ul>
        <Show when=move || { total.get() > FIRST }>
            <button type="button" class="link" aria-expanded=move || is_open().to_string() on:click=act(toggle)>
                {live(more)}
            </button>
        </Show>
        <Fields state picked verdict key />
    }
}

#[component]
fn Run(state: Selection, lists: Lists, key: &'static str, affected: Affected) -> impl IntoView {
    let picked = lists.picked;
    let Affected { row, label, note } = affected;
    let pressed = move || picked.with(|picked| picked.as_ref().is_some_and(|p| p.check == key && p.row == row));
    let pick = move |_| {
        let place = state.shown.with_untracked(|shown| shown.as_ref().map(|shown| shown.place.clone()));
        let Some(place) = place else { return };
        let picking = Picked { place, check: key, row };
        picked.update(|picked| *picked = (picked.as_ref() != Some(&picking)).then_some(picking));
    };
    view! {
        <li>
            <button type="button" data-row=row.to_string() aria-pressed=move || pressed().to_string() on:click=act(pick)>
                {short_text(lists.forms, Box::new(move || label.clone()))}
                <span class="note">{note}</span>
            </button>
        </li>
    }
}

/// Everything the table knows of the picked run, as long as that run is in this check's list.
#[component]
fn Fields(
    state: Selection,
    picked: RwSignal<Option<Picked>>,
    verdict: Memo<Option<Verdict>>,
    key: &'static str,
) -> impl IntoView {
    let fields = Memo::new(move |_| {
        let Picked { place, row, .. } = picked.get().filter(|picked| picked.check == key)?;
        let shown = state.shown.get().filter(|shown| shown.place == place)?;
        let listed = verdict.with(|v| v.as_ref().is_some_and(|v| v.affected.iter().any(|a| a.row == row)));
        let field = |head: &crate::page::runs::table::Head| (head.title.clone(), cell_of(&shown, head.at, row));
        let all = || heads(&shown, true).iter().map(field).collect::<Vec<_>>();
        (listed && row < shown.runs.rows).then(|| (row, all()))
    });
    move || {
        let (row, fields) = fields.get()?;
        let pair = |(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
        Some(
            view! {
                <div class="picked" data-testid="picked-run">
                    <dl>{fields.into_iter().map(pair).views()}</dl>
                    <ShowRun state row words="Show it in the table of runs" />
                </div>
            }
            .into_any(),
        )
    }
}
