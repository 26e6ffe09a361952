//! Which runs to make next: a list to read and to take along.

use std::sync::Arc;

use leptos::html::Textarea;
use leptos::prelude::*;

use crate::page::answer::asked;
use crate::page::enough_vus::view::VusAxes;
use crate::page::evidence::grader::ROWS_OF_A_PART;
use crate::page::evidence::view::EvidenceView;
use crate::page::rankings::next_runs::{NextView, NextWork};
use crate::ui::browser::clipboard;
use crate::ui::parts::text_table::LinesTable;
use crate::ui::reactive::{Memo, RwSignal, Views, act, live};
use crate::ui::state::selection::{Moment, Selection};
use crate::ui::state::turns::{Made, in_parts};

/// What the list can be copied as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Table,
    Json,
    K6,
    /// For k6, of what is asked to be run.
    Asked,
}

impl Format {
    const ALL: [(Self, &'static str, &'static str); 3] = [
        (Self::Table, "copy-table", "Copy table"),
        (Self::Json, "copy-json", "Copy JSON"),
        (Self::K6, "copy-k6", "Copy k6 list"),
    ];

    fn text(self, view: &NextView) -> String {
        match self {
            Self::Table => view.tsv(),
            Self::Json => view.json(),
            Self::K6 => view.k6(),
            Self::Asked => view.asked_k6(),
        }
    }
}

/// The list of what a section follows, with what its grades say of it.
pub(super) fn next_view(graded: Memo<Option<Arc<Grades>>>) -> Memo<Option<Arc<Proposals>>> {
    in_parts(graded, |graded: &Arc<Grades>| {
        let graded = Arc::clone(graded);
        let (mut work, mut found) = (None, None);
        Box::new(move || {
            let Moment { shown, basis, rows, within, choice } = &*graded.of.0;
            // What is needed for the question takes a task of its own.
            if let Some(view) = found.take() {
                let view = NextView::for_question(view, shown, basis, &asked::Asked::of(choice), rows, &graded.out);
                return Some(Arc::new(view));
            }
            let Some(begun) = &mut work else {
                work = Some(NextWork::new(shown, basis, (rows, within), choice.limits.limits(&shown.runs)));
                return None;
            };
            if begun.part(shown, basis, within, Some(&graded.out), ROWS_OF_A_PART) {
                found = work.take().map(|work| work.view(shown, basis, within));
            }
            None
        })
    })
}

/// What is graded, and by which configurations.
pub(super) type Asked = (Arc<Moment>, Arc<VusAxes>);
pub(super) type Grades = Made<Asked, EvidenceView>;

/// What is proposed, and by which grades.
pub(super) type Proposals = Made<Grades, Arc<NextView>>;

/// The list in full, with buttons that copy it. What became of copying stands elsewhere.
pub(super) fn list(state: Selection, view: Memo<Option<Arc<NextView>>>, copying: Copying) -> AnyView {
    let listing = Memo::new(move |_| view.map_or_default(|view| view.listing()));
    let empty = move || view.with(|view| view.as_ref().is_none_or(|view| view.lines.is_empty()));
    view! {
            <LinesTable state test_id="next-list" label="Runs to make next" listing />
            <div class="copies" data-testid="copies" hidden=live(empty)>{copying.buttons()}</div>
            <details class="prose">
                <summary>"How to read this"</summary>
                <p>
                    "Each line is a run that was not made and could cost less than the cheapest that was: where a limit lies between \
                     two runs, where throughput still rises, beside the best runs. A settled answer is settled among the runs that \
                     were made: such a run may still lower its cost. Runs that were made are proposed again only as \
                     a repeat, where the cheapest cannot be told from others, and first where the answer needs it to be sure. The forecast, in the unit of all costs here, is made \
                     from the runs beside it, with an interval of two standard errors; the expected improvement is the mean of \
                     how far the run comes out below the cheapest known, if it does. Only what the limits allow can win."
                </p>
                <p>
                    "The table goes into a spreadsheet. JSON has the options of k6 for each run. The k6 list has a command \
                     for each, with as many requests, or as many seconds, as the table's runs: script.js stands for your own \
                     script, and each configuration needs its own server."
                </p>
            </details>
    }
    .into_any()
}

/// What was copied last, as what, and whether that worked; of no meaning once the list is another.
type Copied = Option<(Arc<NextView>, Format, bool)>;

/// Copying the list; where the browser refuses, the text stands there, selected.
#[derive(Clone, Copy)]
pub(super) struct Copying {
    view: Memo<Option<Arc<NextView>>>,
    copied: RwSignal<Copied>,
}

impl Copying {
    pub(super) fn new(view: Memo<Option<Arc<NextView>>>) -> Self {
        Self { view, copied: RwSignal::new(None) }
    }

    fn copy(self, format: Format) {
        if let Some(list) = self.view.get_untracked() {
            let copied = self.copied;
            clipboard::copy(&format.text(&list), move |done| copied.set(Some((list, format, done))));
        }
    }

    /// Copies commands for k6 of what is asked to be run.
    pub(super) fn asked(self) {
        self.copy(Format::Asked);
    }

    fn last(self) -> Copied {
        let (list, format, done) = self.copied.get()?;
        let is_shown = self.view.with(|view| view.as_ref().is_some_and(|view| Arc::ptr_eq(view, &list)));
        is_shown.then_some((list, format, done))
    }

    /// A button for each form.
    fn buttons(self) -> AnyView {
        let button = move |(format, name, words): (Format, &'static str, &'static str)| {
            let copy = move |_| self.copy(format);
            view! { <button type="button" data-testid=name on:click=act(copy)>{words}</button> }.into_any()
        };
        Format::ALL.map(button).views()
    }

    /// What became of it.
    pub(super) fn outcome(self) -> AnyView {
        outcome(move || self.last())
    }
}

fn outcome(last: impl Fn() -> Copied + Copy + Send + Sync + 'static) -> AnyView {
    let said = move || match last() {
        None => "",
        Some((.., true)) => "Copied.",
        Some((.., false)) => "The browser does not let this page copy. The text is selected: copy it by hand.",
    };
    // Made anew each time, so that it is selected each time.
    let by_hand = move || {
        let (list, format, _) = last().filter(|(.., done)| !done)?;
        let area = NodeRef::<Textarea>::new();
        // It can take the keyboard once it is on the page, which is after this.
        area.on_load(|area| {
            request_animation_frame(move || {
                area.focus().ok();
                area.select();
            });
        });
        let text = format.text(&list);
        Some(view! {
            <textarea readonly rows="8" aria-label="What to copy" data-testid="copy-text" node_ref=area prop:value=text></textarea>
        }.into_any())
    };
    view! {
        <span role="status" data-testid="copied">{live(said)}</span>
        {live(by_hand)}
    }
    .into_any()
}
