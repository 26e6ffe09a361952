//! Evidence: was every configuration tried with enough load, and what is to be run next? One table, whose rows open.

mod folds;
mod judged;
mod open_row;
mod row;

use std::sync::Arc;

use leptos::prelude::*;

use super::next_runs::{Asked, Copying, Grades, Proposals, next_view};
use crate::page::choice::filters::Choice;
use crate::page::enough_vus::view::VusAxes;
use crate::page::evidence::grader::{Grader, ROWS_OF_A_PART};
use crate::page::evidence::table::{EvidenceRow, EvidenceTable as Table, TableWork};
use crate::page::evidence::table_words::heads;
use crate::page::evidence::view::EvidenceView;
use crate::page::rankings::next_runs::NextView;
use crate::page::verdict::confidence::Again;
use crate::page::words::conditions::conditions;
use crate::page::words::runs::count;
use crate::ui::parts::place_counts;
use crate::ui::parts::place_counts::PlaceCount;
use crate::ui::parts::row_keys;
use crate::ui::parts::row_keys::List;
use crate::ui::parts::short_text::{short_forms, short_text};
use crate::ui::parts::tabs::shows_all;
use crate::ui::parts::term::defined;
use crate::ui::reactive::{Memo, RwSignal, Views, act, live};
use crate::ui::state::State;
use crate::ui::state::selection::{Moment, Selection, question};
use crate::ui::state::turns::{COUNTING, Made, in_parts};
use crate::ui::state::visibility;

use self::row::Row;

/// Columns of the table.
const COLUMNS: usize = 9;

/// What this section knows beside the page's state.
#[derive(Clone, Copy)]
struct Local {
    state: Selection,
    /// The run that is to be made again, to be sure of the answer.
    again: Memo<Option<Again>>,
    /// Of the table: its configurations.
    fixed: Memo<Option<Arc<VusAxes>>>,
    next: Memo<Option<Arc<NextView>>>,
    table: Memo<Option<Arc<Table>>>,
    /// Whether the table is still to be made of what is asked now.
    counts: Memo<bool>,
    /// Knees and laws, too: made only where an open row or the figures ask for them.
    full: Memo<Option<Arc<EvidenceView>>>,
    /// The open configuration: the chosen one, or the first.
    open: Memo<Option<usize>>,
    /// The same where it is not closed.
    opened: Memo<Option<usize>>,
    /// Whether the reader closed that.
    closed: RwSignal<bool>,
    /// The row that the keyboard was at last.
    at: RwSignal<Option<usize>>,
    /// Whether all rows are shown.
    all: RwSignal<bool>,
}

/// The grades of the configurations: of a large table some in each task.
fn graded(asked: Memo<Option<Arc<Asked>>>) -> Memo<Option<Arc<Grades>>> {
    in_parts(asked, |asked: &Arc<Asked>| {
        let asked = Arc::clone(asked);
        let mut grader = None;
        Box::new(move || {
            let (moment, axes) = &*asked;
            let Some(begun) = &mut grader else {
                let (shown, basis) = (Arc::clone(&moment.shown), Arc::clone(&moment.basis));
                let passing = (moment.rows.as_slice(), Arc::clone(&moment.within));
                grader = Some(Grader::new(shown, basis, Arc::clone(axes), passing));
                return None;
            };
            begun.part(ROWS_OF_A_PART)
        })
    })
}

/// What the table is made of.
type Found = (Arc<Proposals>, (Option<usize>, Arc<NextView>));
type Tabled = Made<Found, Arc<Table>>;

/// The list of what is proposed, with the run that the answer needs again.
fn listed(proposed: Memo<Option<Arc<Proposals>>>, again: Memo<Option<Again>>) -> Memo<Option<Arc<NextView>>> {
    Memo::new(move |_| {
        let (proposed, again) = (proposed.get()?, again.get());
        let shown = &proposed.of.of.0.shown;
        Some(match again.filter(|again| again.row < shown.runs.rows) {
            Some(again) => Arc::new(NextView::clone(&proposed.out).needing(shown, again.row, &again.words)),
            None => Arc::clone(&proposed.out),
        })
    })
}

/// The table from the grades and the runs to make.
fn made(
    proposed: Memo<Option<Arc<Proposals>>>,
    answer: Memo<Option<usize>>,
    next: Memo<Option<Arc<NextView>>>,
) -> Memo<Option<Arc<Tabled>>> {
    let asked =
        Memo::new_with_compare(move |_| Some(Arc::new((proposed.get()?, (answer.get(), next.get()?)))), |_, _| true);
    in_parts(asked, |asked: &Arc<Found>| {
        let asked = Arc::clone(asked);
        let mut work = None;
        Box::new(move || {
            let (proposed, (answer, next)) = &*asked;
            let (moment, axes) = &*proposed.of.of;
            let Moment { shown, basis, rows, within, .. } = &**moment;
            let (groups, graded) = (&axes.groups, &proposed.of.out);
            let Some(begun) = &mut work else {
                work = Some(TableWork::new(shown, groups, rows, graded, *answer));
                return None;
            };
            if !begun.part(shown, basis, graded, ROWS_OF_A_PART) {
                return None;
            }
            let found = (graded.clone(), &**next);
            let work = work.take()?;
            Some(Arc::new(work.table(shown, groups, (rows.as_slice(), within.as_slice()), found)))
        })
    })
}

impl Local {
    fn new(state: Selection, answer: Memo<Option<usize>>, again: Memo<Option<Again>>) -> Self {
        // By full configuration, whatever the preset.
        let fixed = Memo::new(move |_| {
            state.shown.with(|shown| shown.as_ref().map(|shown| Arc::new(VusAxes::new(shown, &Choice::default()))))
        });
        let moment = state.moment(question);
        let asked = Memo::new_with_compare(
            move |_| Some(Arc::new((moment.get()?, fixed.get()?))),
            |_: Option<&Option<Arc<Asked>>>, _| true,
        );
        let proposed = next_view(graded(asked));
        let next = listed(proposed, again);
        let made = made(proposed, answer, next);
        let table = Memo::new(move |_| made.with(|made| made.as_ref().map(|made| Arc::clone(&made.out))));
        let counts = Memo::new(move |_| {
            let of = made.with(|made| made.as_ref().map(|made| Arc::clone(&made.of.0.of.of)));
            asked.get().is_some_and(|now| !of.is_some_and(|of| Arc::ptr_eq(&of, &now)))
        });
        let full = Memo::new(move |_| {
            let (shown, basis, fixed) = (state.shown.get()?, state.basis.get()?, fixed.get()?);
            let (rows, within) = (state.rows.get(), state.within.get());
            let limits = state.choice.with(|choice| choice.limits.limits(&shown.runs));
            let view = EvidenceView::within(&shown, &basis, &fixed.groups, (&rows, &within));
            let group = fixed.groups.of_row.get(answer.get().unwrap_or(usize::MAX)).copied().flatten();
            Some(Arc::new(view.interpolated(&shown, &basis, &rows, &limits).answering(group)))
        });
        let name = Memo::new(move |_| state.sections.committed.with(|sections| sections.trusted.clone()));
        let open = Memo::new(move |_| table.with(|table| Some(table.as_ref()?.chosen(name.get().as_deref())?.group)));
        // A row opens when it is asked for: by hand, by a link, or with all of the page.
        let named = name.with_untracked(Option::is_some);
        let closed = RwSignal::new(!named && !shows_all(state.mode));
        // Back from a row that was opened leads to none, and not to the first.
        let first = shows_all(state.mode);
        let opened = Memo::new(move |_| open.get().filter(|_| !closed.get() && (first || name.with(Option::is_some))));
        let all = RwSignal::new(false);
        Self { state, again, fixed, next, table, counts, full, open, opened, closed, at: RwSignal::new(None), all }
    }

    /// The open row, where the reader did not close it.
    fn is_open(self, group: usize) -> bool {
        self.opened.get() == Some(group)
    }

    /// Opens a row, or closes it.
    fn turn(self, group: usize) {
        self.at.set(Some(group));
        if self.opened.get_untracked() == Some(group) {
            self.closed.set(true);
        } else {
            self.pick(group);
        }
    }

    /// Opens a row.
    fn pick(self, group: usize) {
        self.closed.set(false);
        let name = self.table.with_untracked(|table| {
            table.as_ref()?.rows.iter().find(|row| row.group == group).map(|row| row.full_name.clone())
        });
        self.state.arrange(|sections| sections.trusted = name);
    }

    /// The configurations that are shown, by their positions and names: another table's have the same positions.
    fn shown(self) -> Vec<(usize, String)> {
        let (all, open) = (self.all.get(), self.open.get());
        let key = |row: &EvidenceRow| (row.group, row.full_name.clone());
        self.table.map_or_default(|table| {
            let rows = table.rows.iter().enumerate();
            // One that a link opens is shown wherever it stands.
            let is_shown = |(at, row): &(usize, &EvidenceRow)| all || *at < table.first || open == Some(row.group);
            rows.filter(is_shown).map(|(_, row)| key(row)).collect()
        })
    }

    /// Whether none of the runs to make would change the answer, and none is needed to be sure of it.
    fn optional(self) -> Memo<bool> {
        Memo::new(move |_| self.next.map_or_default(|next| next.is_all_optional()))
    }

    /// The one row that the tabulator stops at.
    fn tab_stop(self) -> Option<usize> {
        let (shown, at) = (self.shown(), self.at.get());
        let is_shown = |at: &usize| shown.iter().any(|(group, _)| group == at);
        at.filter(is_shown).or(shown.first().map(|first| first.0))
    }
}

/// The section.
#[component]
pub fn EvidenceTable(state: State) -> impl IntoView {
    let page = state;
    let (state, section) = visibility::follow(state);
    let local = Local::new(state, answer(page, state), again(page, state));
    let configurations = move || local.table.map_or_default(|table| table.rows.len() + table.without);
    place_counts::tell(
        "evidence",
        Memo::new(move |_| PlaceCount::of(configurations(), "configuration", "configurations")),
    );
    let copying = Copying::new(local.next);
    let title = move || match local.counts.get() {
        true => COUNTING.to_owned(),
        false => local.again.with(|again| {
            let again = again.as_ref().map(|again| again.words.as_str());
            local.table.map_or_default(|table| table.title_beside(again))
        }),
    };
    // Beside a “no” nothing but the run that the answer needs again asks to be run: the others are one click away.
    let runs = Memo::new(move |_| local.next.map_or_default(|next| next.asked_k6_runs()));
    let copy = move || ["Copy k6, ", &count(runs.get(), "run", "runs")].concat();
    let counted = move || {
        let shown = state.shown.get()?;
        let passing = (state.rows.with(|rows| rows.len()), state.within.with(|within| within.len()));
        let without = if local.counts.get() { 0 } else { local.table.map_or_default(|table| table.without) };
        let more = match without {
            0 => String::new(),
            n => format!(". {} no run within the limits", count(n, "configuration has", "configurations have")),
        };
        Some(state.choice.with(|choice| conditions(&shown, choice, passing)) + &more)
    };
    view! {
        <section class="card evidence" id="sure" aria-labelledby="evidence-title" data-testid="evidence" node_ref=section>
            <div class="hd">
                <h2 id="evidence-title">"Evidence"</h2>
                <p class="told" data-testid="evidence-told" aria-live="polite">{short_text(short_forms(state), Box::new(title))}</p>
                <button type="button" data-testid="copy-next" hidden=move || runs.get() == 0 on:click=act(move |_| copying.asked())>
                    {live(copy)}
                </button>
            </div>
            <div class="copies">{copying.outcome()}</div>
            {folds::sure(page)}
            <p class="conditions">
                <span data-testid="evidence-conditions">{live(counted)}</span>
                {defined(&["saturated", "knee"], false)}
            </p>
            {table(local)}
            {folds::folds(local, copying)}
        </section>
    }
}

/// The run that answers the choice which the section follows: far from the screen not the page's newest, which would have
/// the whole table made anew whenever another run becomes the answer.
fn answer(page: State, state: Selection) -> Memo<Option<usize>> {
    Memo::new(move |before: Option<&Option<usize>>| match before {
        Some(before) if !follows(page, state) => *before,
        _ => page.verdict.with(|verdict| verdict.as_ref().and_then(|verdict| verdict.row)),
    })
}

/// The run that is to be made again to be sure of that answer; `None` while it is not known how sure it is.
fn again(page: State, state: Selection) -> Memo<Option<Again>> {
    Memo::new(move |before: Option<&Option<Again>>| match before {
        Some(before) if !follows(page, state) => before.clone(),
        _ => {
            let row = page.verdict.with(|verdict| verdict.as_ref().and_then(|verdict| verdict.row));
            page.confidence.with(|sure| sure.as_ref().filter(|sure| sure.row == row)?.again.clone())
        }
    })
}

/// Whether the section has the page's choice.
fn follows(page: State, state: Selection) -> bool {
    state.choice.with(|own| page.choice.with(|now| own == now))
}

/// The table, and the line that unfolds its rest.
fn table(local: Local) -> AnyView {
    let axis = Memo::new(move |_| local.fixed.with(|fixed| fixed.as_ref().map(|fixed| fixed.axis)));
    let names = move || {
        let parts = local.table.map_or_default(|table| table.name_parts.clone());
        if parts.is_empty() { "Configuration".to_owned() } else { ["Configuration: ", &parts].concat() }
    };
    let head = |(at, words): (usize, &'static str)| {
        let is_number = (2..7).contains(&at);
        view! { <th scope="col" class:numeric=is_number class=row::class(at)>{words}</th> }.into_any()
    };
    let optional = local.optional();
    let heads = move || axis.get().map(|axis| heads(axis, optional.get()).into_iter().enumerate().map(head).views());
    let rest = move || match local.all.get() {
        true => "Show fewer".to_owned(),
        false => local.table.map_or_default(|table| table.rest.clone()),
    };
    let no_rest = move || local.table.with(|table| table.as_ref().is_none_or(|table| table.rest.is_empty()));
    let no_rows = move || local.table.with(|table| table.as_ref().is_none_or(|table| table.rows.is_empty()));
    view! {
        <div class="scroll" hidden=live(no_rows)>
            <table class="ev-table" class:optional=move || optional.get() data-testid="evidence-table">
                <caption class="visually-hidden">"Evidence for each configuration. Arrow keys go from row to row, Enter opens one."</caption>
                <thead>
                    <tr>
                        <th scope="col">{live(names)}</th>
                        {live(heads)}
                    </tr>
                </thead>
                <tbody on:keydown=act(|event| row_keys::go(&event, ".one button", List::Rows))>
                    <For each=move || local.shown() key=|key| key.clone() let((group, name))>
                        <Row local group name />
                    </For>
                </tbody>
            </table>
        </div>
        <button
            type="button"
            class="link"
            data-testid="evidence-rest"
            aria-expanded=move || local.all.get().to_string()
            hidden=live(no_rest)
            on:click=act(move |_| local.all.update(|all| *all = !*all))
        >
            {live(rest)}
        </button>
    }
    .into_any()
}
