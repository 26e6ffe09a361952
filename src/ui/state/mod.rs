//! What the page knows: signals in, memos out. Built once and passed down; components read it and call its methods.

pub(crate) mod draft;
pub(crate) mod frame_gate;
pub(crate) mod inputs;
pub(crate) mod selection;
pub(crate) mod tables;
pub(crate) mod visibility;

use std::ops::Deref;
use std::sync::Arc;

use super::reactive::{Memo, RwSignal};
use crate::data::runs::table_facts::Basis;

use self::inputs::Inputs;
use self::selection::Selection;
use super::browser::address;
use crate::page::choice::filters::Choice;
use crate::page::choice::money::MoneyChoice;
use crate::page::scatter::view as scatter_view;
use crate::page::scatter::view::{ScatterAxes, ScatterView};
use crate::page::tables::active_table::{Loaded, Shown};
use crate::page::tables::load_error::LoadError;
use crate::page::tables::side_by_side::{Entry, SideBySide};
use crate::page::verdict::view::VerdictView;

/// The whole state. It reads as the selection of [`Self::now`], which is what the first view shows.
#[derive(Clone, Copy)]
pub struct State {
    /// What the controls selected at the last frame.
    pub now: Selection,
    /// What they selected when they last came to rest.
    pub rested: Selection,
    /// Of several tables each; empty for one.
    pub tables: Memo<Vec<Entry>>,
    /// Why a decoded table cannot be compared.
    pub refused: Memo<Option<String>>,
    /// Why there is no table, or no new one, in words.
    pub failed: Memo<Option<String>>,
    /// Which run to take, and why.
    pub verdict: Memo<Option<Arc<VerdictView>>>,
    /// The cost-latency chart.
    pub scatter: Memo<Option<Arc<ScatterView>>>,
}

impl Deref for State {
    type Target = Selection;

    fn deref(&self) -> &Selection {
        &self.now
    }
}

impl State {
    /// The state that an address asks for.
    #[must_use]
    pub fn new() -> Self {
        let inputs = Inputs::new(address::link());
        let Inputs { loaded, loading, draft, .. } = inputs;
        let choice = Memo::new(move |_| draft.committed.get());
        let rested = Memo::new(move |_| draft.rested.get());
        let Reading { shown, tables, refused } = reading(loaded, choice);
        let basis =
            Memo::new(move |_| shown.with(|shown| shown.as_ref().map(|shown| Arc::new(Basis::of(&shown.runs)))));
        let now = Selection::new(inputs, shown, basis, choice);
        Self {
            now,
            rested: Selection::new(inputs, shown, basis, rested),
            tables,
            refused,
            failed: Memo::new(move |_| {
                let failed = loading.with(|loading| loading.error().map(LoadError::to_string));
                failed.or_else(|| refused.get())
            }),
            verdict: verdict(now),
            scatter: scatter(now, fixed(shown, choice)),
        }
    }
}

/// Axes and colours, made from the parts of the choice that they depend on: filters do not touch them.
fn fixed(shown: Memo<Option<Arc<Shown>>>, choice: Memo<Choice>) -> Memo<Option<ScatterAxes>> {
    let parts = Memo::new(move |_| choice.with(|choice| (choice.notebook, choice.latency, choice.axes)));
    Memo::new(move |_| {
        let (notebook, latency, axes) = parts.get();
        let choice = Choice { notebook, latency, axes, ..Choice::default() };
        shown.with(|shown| shown.as_ref().map(|shown| scatter_view::fixed(shown, &choice)))
    })
}

/// What comes of the decoded tables.
struct Reading {
    shown: Memo<Option<Arc<Shown>>>,
    tables: Memo<Vec<Entry>>,
    refused: Memo<Option<String>>,
}

/// The tables as the choice of columns and prices has them, and which cannot be compared. Only those two parts of the
/// choice count: a filter derives no table anew.
fn reading(loaded: RwSignal<Vec<Arc<Loaded>>>, choice: Memo<Choice>) -> Reading {
    let asked = Memo::new(move |_| {
        choice.with(|choice| Choice {
            columns: choice.columns.clone(),
            prices: choice.prices.clone(),
            money: MoneyChoice { currency: choice.money.currency.clone(), ..MoneyChoice::default() },
            ..Choice::default()
        })
    });
    // Runs only when one of its two sources has changed, and is another table then.
    let outcome = Memo::new_with_compare(
        move |_| loaded.with(|loaded| asked.with(|asked| SideBySide::new(loaded, asked))),
        |_, _| true,
    );
    Reading {
        shown: Memo::new_with_compare(move |_| outcome.with(|outcome| outcome.shown.clone()), |_, _| true),
        tables: Memo::new(move |_| outcome.with(|outcome| outcome.entries.clone())),
        refused: Memo::new(move |_| outcome.with(|outcome| outcome.refused.clone())),
    }
}

fn scatter(now: Selection, fixed: Memo<Option<ScatterAxes>>) -> Memo<Option<Arc<ScatterView>>> {
    let Selection { shown, choice, within, .. } = now;
    Memo::new(move |_| {
        let shown = shown.get()?;
        let fixed = fixed.get()?;
        let rows = within.get();
        choice.with(|choice| Some(Arc::new(ScatterView::new(&shown, &rows, choice, &fixed))))
    })
}

/// The verdict knows no legend: what is hidden in the chart still counts.
fn verdict(now: Selection) -> Memo<Option<Arc<VerdictView>>> {
    let Selection { shown, basis, choice, rows, .. } = now;
    let limits = Memo::new(move |_| choice.with(|choice| choice.limits.clone()));
    Memo::new(move |_| {
        let (shown, basis) = (shown.get()?, basis.get()?);
        rows.with(|rows| limits.with(|limits| Some(Arc::new(VerdictView::new(&shown, &basis, rows, limits)))))
    })
}
