//! What the page knows: signals in, memos out. Built once and passed down; components only read it and call its
//! verbs.

use std::sync::Arc;

use leptos::prelude::*;

use crate::hub::progress::Progress;
use crate::worker::protocol::TableOption;

use super::address;
use super::choice::{Choice, Look};
use super::frame_gate::FrameGate;
use super::load_error::LoadError;
use super::place::Place;
use super::scatter_view::{self, Fixed, ScatterView};
use super::shown::Shown;

/// What is being fetched, and what came of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Loading {
    /// Nothing under way.
    #[default]
    Idle,
    /// A file is on its way.
    Under {
        /// What is fetched, as the reader names it.
        title: String,
        /// How far.
        progress: Progress,
    },
    /// There are several tables at the place, of which the reader must choose one.
    Choose {
        /// The place.
        place: Place,
        /// What there is.
        options: Vec<TableOption>,
    },
    /// It did not come; the old table, if any, is still shown.
    Failed(LoadError),
}

/// The whole state.
#[derive(Clone, Copy)]
pub struct State {
    /// The table on the page.
    pub shown: RwSignal<Option<Arc<Shown>>>,
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
    /// The cost-latency chart.
    pub scatter: Memo<Option<Arc<ScatterView>>>,
    /// The cheapest row among those that pass the filters.
    pub cheapest_row: Memo<Option<usize>>,
    /// Whether the look is dark.
    pub dark: Memo<bool>,
    /// Whether the system prefers dark.
    pub system_dark: RwSignal<bool>,
    gate: FrameGate,
    committed: RwSignal<Choice>,
}

impl State {
    /// The state that an address asks for.
    #[must_use]
    pub fn new() -> Self {
        let asked = address::choice();
        let shown = RwSignal::new(None::<Arc<Shown>>);
        let committed = RwSignal::new(asked.clone());
        let choice = Memo::new(move |_| committed.get());
        let system_dark = RwSignal::new(false);
        let rows = Memo::new(move |_| {
            let filter = choice.with(|choice| choice.filter.clone());
            shown.with(|shown| {
                Arc::new(shown.as_ref().map_or_else(Vec::new, |shown| filter.rows(&shown.runs, &shown.batch_sizes)))
            })
        });
        // Depends on the choice, but compares equal while only filters move.
        let fixed = Memo::new(move |_| {
            shown.with(|shown| shown.as_ref().map(|shown| choice.with(|choice| scatter_view::fixed(shown, choice))))
        });
        Self {
            shown,
            asked: RwSignal::new(String::new()),
            loading: RwSignal::new(Loading::default()),
            draft: RwSignal::new(asked),
            choice,
            rows,
            scatter: scatter(shown, choice, rows, fixed),
            cheapest_row: cheapest_row(shown, rows),
            dark: Memo::new(move |_| match choice.with(|choice| choice.look) {
                Look::System => system_dark.get(),
                Look::Light => false,
                Look::Dark => true,
            }),
            system_dark,
            gate: FrameGate::new(),
            committed,
        }
    }

    /// Changes the reader's choice: the controls follow at once, everything else with the next frame.
    pub fn choose(self, change: impl FnOnce(&mut Choice)) {
        self.draft.update(change);
        let Self { draft, committed, .. } = self;
        self.gate.submit(move || committed.set(draft.get_untracked()));
    }

    /// Puts a table on the page. One of another data set is shown whole: filters made for the old one say nothing
    /// about it.
    pub fn show(self, table: Shown, keep_choice: bool) {
        if !keep_choice {
            self.draft.update(|choice| {
                choice.filter = Default::default();
                choice.hidden.clear();
            });
            self.committed.set(self.draft.get_untracked());
        }
        self.shown.set(Some(Arc::new(table)));
    }
}

fn scatter(
    shown: RwSignal<Option<Arc<Shown>>>,
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

/// The verdict knows no legend: what is hidden in the chart still counts.
fn cheapest_row(shown: RwSignal<Option<Arc<Shown>>>, rows: Memo<Arc<Vec<usize>>>) -> Memo<Option<usize>> {
    use crate::analysis::cost_latency::{CostLatency, Reading};
    Memo::new(move |_| {
        let shown = shown.get()?;
        let runs = &shown.runs;
        rows.with(|rows| CostLatency::new(&runs.avg_latency_ms, &runs.cost_usd_per_billion, rows, Reading::Plain))
            .cheapest_row()
    })
}
