//! What the page knows: signals in, memos out. Built once and passed down; components only read it and call its
//! verbs.

pub(crate) mod frame_gate;
pub(crate) mod tables;
pub(crate) mod visibility;

use std::sync::Arc;
use std::time::Duration;

use super::reactive::{Memo, RwSignal, Signal};
use crate::analysis::decide::slo::passing;
use crate::data::runs::table_facts::Basis;

use self::frame_gate::{FrameGate, Rest};
use super::browser::address;
use super::browser::lazy_code::Later;
use crate::page::choice::address::Link;
use crate::page::choice::filters::{Choice, Look};
use crate::page::choice::mode::Mode;
use crate::page::choice::sections::SectionChoice;
use crate::page::runs::table::TableAt;
use crate::page::scatter::view as scatter_view;
use crate::page::scatter::view::{Fixed, ScatterView};
use crate::page::tables::active_table::{Loaded, Shown};
use crate::page::tables::load_error::LoadError;
use crate::page::tables::loading::Loading;
use crate::page::tables::side_by_side::{Entry, SideBySide};
use crate::page::tables::table_source::Place;
use crate::page::verdict::view::VerdictView;

/// The whole state.
#[derive(Clone, Copy)]
pub struct State {
    /// The decoded tables, in the order in which they were opened.
    pub loaded: RwSignal<Vec<Arc<Loaded>>>,
    /// What is on the page: the tables side by side, as the chosen columns and prices have them; `None` while there is
    /// none that is not refused.
    pub shown: Memo<Option<Arc<Shown>>>,
    /// Of several tables each; empty for one.
    pub tables: Memo<Vec<Entry>>,
    /// The tables that a link asks for and that are still to be opened.
    pub pending: RwSignal<Vec<Place>>,
    /// Why a decoded table cannot be compared.
    pub refused: Memo<Option<String>>,
    /// Why there is no table, or no new one, in words.
    pub failed: Memo<Option<String>>,
    /// What was asked for last, as it was typed, whether it came or not.
    pub asked: RwSignal<String>,
    /// What is being fetched.
    pub loading: RwSignal<Loading>,
    /// What the controls say: at once.
    pub draft: RwSignal<Choice>,
    /// What is drawn: once a frame.
    pub choice: Memo<Choice>,
    /// The rows that pass the filters.
    pub rows: Memo<Arc<Vec<usize>>>,
    /// Of these, the rows that keep the limits too.
    pub within: Memo<Arc<Vec<usize>>>,
    /// What decisions rest on besides the table's columns.
    pub basis: Memo<Option<Arc<Basis>>>,
    /// Which run to take, and why.
    pub verdict: Memo<Option<Arc<VerdictView>>>,
    /// The choice at which the controls last came to rest.
    pub rested_choice: RwSignal<Choice>,
    /// The rows that passed its filters.
    pub rested_rows: Memo<Arc<Vec<usize>>>,
    /// Of these, the rows that kept its limits.
    pub rested_within: Memo<Arc<Vec<usize>>>,
    /// What the controls of the sections say: at once.
    pub sections_draft: RwSignal<SectionChoice>,
    /// What the sections draw: once a frame.
    pub sections: RwSignal<SectionChoice>,
    /// What they said when they last came to rest.
    pub rested_sections: RwSignal<SectionChoice>,
    /// Which part of the page is shown.
    pub mode: Mode,
    /// What of the address was not understood, sentences.
    pub link_notes: RwSignal<Vec<String>>,
    /// The run that the reader points at, in whatever chart or table.
    pub pointed: RwSignal<Option<usize>>,
    /// What of the table of runs is shown.
    pub table_at: RwSignal<TableAt>,
    /// The cost-latency chart.
    pub scatter: Memo<Option<Arc<ScatterView>>>,
    /// Whether the look is dark.
    pub dark: Memo<bool>,
    /// Whether the code of what stands below the first view is there.
    pub later: RwSignal<Later>,
    /// Whether the system prefers dark.
    pub system_dark: RwSignal<bool>,
    /// The look that the frame's host asks for, where the reader chose none.
    pub host_look: RwSignal<Look>,
    gate: FrameGate,
    rest: Rest,
    sections_gate: FrameGate,
    sections_rest: Rest,
    committed: RwSignal<Choice>,
}

impl State {
    /// The state that an address asks for.
    #[must_use]
    pub fn new() -> Self {
        let Link { choice: asked, sections, mode, host_look, notes } = address::link();
        let host_look = RwSignal::new(host_look);
        let committed = RwSignal::new(asked.clone());
        let choice = Memo::new(move |_| committed.get());
        let loaded = RwSignal::new(Vec::<Arc<Loaded>>::new());
        let Reading { listed, shown, tables, refused } = reading(loaded, choice);
        let loading = RwSignal::new(Loading::default());
        let system_dark = RwSignal::new(false);
        let rows = rows(shown, choice.into());
        // Of the table at listed prices: no price changes it.
        let basis =
            Memo::new(move |_| listed.with(|listed| listed.as_ref().map(|listed| Arc::new(Basis::of(&listed.runs)))));
        let within = self::within(shown, basis, choice.into(), rows);
        let rested_choice = RwSignal::new(asked.clone());
        let rested_rows = self::rows(shown, rested_choice.into());
        Self {
            loaded,
            shown,
            tables,
            pending: RwSignal::new(Vec::new()),
            refused,
            failed: Memo::new(move |_| {
                let failed = loading.with(|loading| loading.error().map(LoadError::to_string));
                failed.or_else(|| refused.get())
            }),
            asked: RwSignal::new(String::new()),
            loading,
            draft: RwSignal::new(asked),
            choice,
            rows,
            within,
            basis,
            verdict: verdict(shown, basis, choice, rows),
            rested_choice,
            rested_rows,
            rested_within: self::within(shown, basis, rested_choice.into(), rested_rows),
            sections_draft: RwSignal::new(sections.clone()),
            rested_sections: RwSignal::new(sections.clone()),
            sections: RwSignal::new(sections),
            mode,
            link_notes: RwSignal::new(notes),
            pointed: RwSignal::new(None),
            table_at: RwSignal::new(TableAt::default()),
            scatter: scatter(shown, choice, within, fixed(shown, choice)),
            dark: Memo::new(move |_| match choice.with(|choice| choice.look) {
                Look::System if host_look.get() == Look::System => system_dark.get(),
                Look::System => host_look.get() == Look::Dark,
                look => look == Look::Dark,
            }),
            later: RwSignal::new(Later::default()),
            system_dark,
            host_look,
            gate: FrameGate::new(),
            rest: Rest::new(REST),
            sections_gate: FrameGate::new(),
            sections_rest: Rest::new(REST),
            committed,
        }
    }

    /// Changes the reader's choice: the controls follow at once, what is near the screen with the next frame, the rest
    /// once the controls have come to rest.
    pub fn choose(self, change: impl FnOnce(&mut Choice)) {
        self.draft.update(change);
        let Self { draft, committed, rest, rested_choice, .. } = self;
        self.gate.submit(move || {
            committed.set(draft.get_untracked());
            rest.restart(move || rested_choice.set(committed.get_untracked()));
        });
    }

    /// Changes what the sections show, in the same steps.
    pub fn arrange(self, change: impl FnOnce(&mut SectionChoice)) {
        let Self { sections_draft, sections, rested_sections, sections_rest, .. } = self;
        sections_draft.update(change);
        self.sections_gate.submit(move || {
            sections.set(sections_draft.get_untracked());
            sections_rest.restart(move || rested_sections.set(sections.get_untracked()));
        });
    }

    /// The same state for a part of the page that follows the controls in its own time.
    #[must_use]
    pub fn following(
        self,
        shown: Memo<Option<Arc<Shown>>>,
        choice: Memo<Choice>,
        rows: Memo<Arc<Vec<usize>>>,
        within: Memo<Arc<Vec<usize>>>,
    ) -> Self {
        Self { shown, choice, rows, within, ..self }
    }
}

/// How long the controls must not have moved to be at rest. Browsers also refuse addresses that change with every
/// frame of a drag.
const REST: Duration = Duration::from_millis(250);

fn rows(shown: Memo<Option<Arc<Shown>>>, choice: Signal<Choice>) -> Memo<Arc<Vec<usize>>> {
    // In front, so that a change of look or axes compares no rows.
    let filter = Memo::new(move |_| choice.with(|choice| choice.filter.clone()));
    Memo::new(move |_| {
        let filter = filter.get();
        shown.with(|shown| {
            Arc::new(shown.as_ref().map_or_else(Vec::new, |shown| filter.rows(&shown.runs, &shown.batch_sizes)))
        })
    })
}

/// Axes and colours, made from the parts of the choice that they depend on: filters do not touch them.
fn fixed(shown: Memo<Option<Arc<Shown>>>, choice: Memo<Choice>) -> Memo<Option<Fixed>> {
    let parts = Memo::new(move |_| choice.with(|choice| (choice.notebook, choice.latency, choice.axes)));
    Memo::new(move |_| {
        let (notebook, latency, axes) = parts.get();
        let choice = Choice { notebook, latency, axes, ..Choice::default() };
        shown.with(|shown| shown.as_ref().map(|shown| scatter_view::fixed(shown, &choice)))
    })
}

/// What comes of the decoded tables.
struct Reading {
    listed: Memo<Option<Arc<Shown>>>,
    shown: Memo<Option<Arc<Shown>>>,
    tables: Memo<Vec<Entry>>,
    refused: Memo<Option<String>>,
}

/// The tables as the choice of columns has them, at listed prices; which cannot be compared; and what is shown, at the
/// reader's prices. Only those parts of the choice count: a filter derives no table anew, and a price only its costs.
fn reading(loaded: RwSignal<Vec<Arc<Loaded>>>, choice: Memo<Choice>) -> Reading {
    let columns = Memo::new(move |_| choice.with(|choice| choice.columns.clone()));
    let money = Memo::new(move |_| choice.with(|choice| (choice.prices.clone(), choice.money.currency.clone())));
    // Each runs only when one of its two sources has changed, and is another table then.
    let read = Memo::new_with_compare(
        move |_| loaded.with(|loaded| columns.with(|columns| SideBySide::read(loaded, columns))),
        |_, _| true,
    );
    let listed = Memo::new_with_compare(move |_| read.with(|read| read.shown.clone()), |_, _| true);
    let priced = move || {
        let listed = listed.get()?;
        money.with(|(prices, currency)| Some(listed.priced(prices, currency)))
    };
    Reading {
        listed,
        shown: Memo::new_with_compare(move |_| priced(), |_, _| true),
        tables: Memo::new(move |_| read.with(|read| read.entries.clone())),
        refused: Memo::new(move |_| read.with(|read| read.refused.clone())),
    }
}

fn scatter(
    shown: Memo<Option<Arc<Shown>>>,
    choice: Memo<Choice>,
    rows: Memo<Arc<Vec<usize>>>,
    fixed: Memo<Option<Fixed>>,
) -> Memo<Option<Arc<ScatterView>>> {
    Memo::new(move |_| {
        let shown = shown.get()?;
        let fixed = fixed.get()?;
        let rows = rows.get();
        choice.with(|choice| Some(Arc::new(ScatterView::new(&shown, &rows, choice, &fixed))))
    })
}

/// Without limits the same rows: nothing is compared, and no basis is made for it.
fn within(
    shown: Memo<Option<Arc<Shown>>>,
    basis: Memo<Option<Arc<Basis>>>,
    choice: Signal<Choice>,
    rows: Memo<Arc<Vec<usize>>>,
) -> Memo<Arc<Vec<usize>>> {
    let limits = Memo::new(move |_| choice.with(|choice| choice.limits.clone()));
    Memo::new(move |_| {
        let (rows, limits) = (rows.get(), limits.get());
        if limits.is_empty() {
            return rows;
        }
        let (Some(shown), Some(basis)) = (shown.get(), basis.get()) else { return rows };
        let measures = basis.measures(&shown.runs);
        Arc::new(passing(&measures, &rows, &limits.limits(&shown.runs)))
    })
}

/// The verdict knows no legend: what is hidden in the chart still counts.
fn verdict(
    shown: Memo<Option<Arc<Shown>>>,
    basis: Memo<Option<Arc<Basis>>>,
    choice: Memo<Choice>,
    rows: Memo<Arc<Vec<usize>>>,
) -> Memo<Option<Arc<VerdictView>>> {
    let limits = Memo::new(move |_| choice.with(|choice| choice.limits.clone()));
    Memo::new(move |_| {
        let (shown, basis) = (shown.get()?, basis.get()?);
        rows.with(|rows| limits.with(|limits| Some(Arc::new(VerdictView::new(&shown, &basis, rows, limits)))))
    })
}
