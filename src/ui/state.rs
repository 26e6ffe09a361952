//! What the page knows: signals in, memos out. Built once and passed down; components only read it and call its
//! verbs.

use std::sync::Arc;

use leptos::prelude::*;

use crate::data::error::DecodeError;
use crate::hub::fetch::Progress;

use super::address;
use super::choice::{Choice, Look};
use super::frame_gate::FrameGate;
use super::load_error::LoadError;
use super::scatter_view::{self, Fixed, ScatterView};
use super::shown::{Loaded, Shown};

/// What is being fetched, and what came of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Loading {
    /// Nothing under way.
    #[default]
    Idle,
    /// A file is on its way.
    Under {
        /// The data set's name.
        dataset: String,
        /// How far.
        progress: Progress,
    },
    /// It did not come; the old table, if any, is still shown.
    Failed(LoadError),
}

/// The whole state.
#[derive(Clone, Copy)]
pub struct State {
    /// The decoded table.
    pub loaded: RwSignal<Option<Arc<Loaded>>>,
    /// The table on the page, as the chosen columns and prices have it; `None` while there is none or it is refused.
    pub shown: Memo<Option<Arc<Shown>>>,
    /// Why the decoded table cannot be compared.
    pub refused: Memo<Option<DecodeError>>,
    /// Why there is no table, or no new one, in words.
    pub failed: Memo<Option<String>>,
    /// The data set that was asked for last, whether it came or not.
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
        let committed = RwSignal::new(asked.clone());
        let choice = Memo::new(move |_| committed.get());
        let loaded = RwSignal::new(None::<Arc<Loaded>>);
        let (shown, refused) = reading(loaded, choice);
        let loading = RwSignal::new(Loading::default());
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
            loaded,
            shown,
            refused,
            failed: Memo::new(move |_| {
                let failed = loading.with(|loading| match loading {
                    Loading::Failed(error) => Some(error.to_string()),
                    _ => None,
                });
                failed.or_else(|| refused.with(|error| error.as_ref().map(DecodeError::to_string)))
            }),
            asked: RwSignal::new(String::new()),
            loading,
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

    /// Puts a table on the page. One of another data set is shown whole: filters and columns chosen for the old one say
    /// nothing about it. Prices stay: they are of hardware.
    pub fn show(self, table: Loaded, keep_choice: bool) {
        if !keep_choice {
            self.draft.update(|choice| {
                choice.filter = Default::default();
                choice.hidden.clear();
                choice.columns = Default::default();
                choice.notes.clear();
            });
            self.committed.set(self.draft.get_untracked());
        }
        self.loaded.set(Some(Arc::new(table)));
    }
}

/// The table as the choice of columns and prices has it, or why it cannot be compared. Only those two parts of the
/// choice count: a filter derives no table anew.
fn reading(
    loaded: RwSignal<Option<Arc<Loaded>>>,
    choice: Memo<Choice>,
) -> (Memo<Option<Arc<Shown>>>, Memo<Option<DecodeError>>) {
    let asked = Memo::new(move |_| {
        choice.with(|choice| Choice {
            columns: choice.columns.clone(),
            prices: choice.prices.clone(),
            ..Choice::default()
        })
    });
    // Runs only when one of its two sources has changed, and is another table then.
    let outcome = Memo::new_with_compare(
        move |_| loaded.get().map(|loaded| asked.with(|asked| loaded.shown(asked)).map(Arc::new)),
        |_, _| true,
    );
    let shown = Memo::new_with_compare(
        move |_| outcome.with(|outcome| outcome.as_ref().and_then(|outcome| outcome.as_ref().ok().cloned())),
        |_, _| true,
    );
    let refused = Memo::new(move |_| {
        outcome.with(|outcome| outcome.as_ref().and_then(|outcome| outcome.as_ref().err().cloned()))
    });
    (shown, refused)
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

/// The verdict knows no legend: what is hidden in the chart still counts.
fn cheapest_row(shown: Memo<Option<Arc<Shown>>>, rows: Memo<Arc<Vec<usize>>>) -> Memo<Option<usize>> {
    use crate::analysis::cost_latency::{CostLatency, Reading};
    Memo::new(move |_| {
        let shown = shown.get()?;
        let runs = &shown.runs;
        rows.with(|rows| CostLatency::new(&runs.avg_latency_ms, &runs.cost_usd_per_billion, rows, Reading::Plain))
            .cheapest_row()
    })
}
