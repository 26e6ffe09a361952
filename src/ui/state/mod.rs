//! What the page knows: signals in, memos out. Built once and passed down; components read it and call its methods.

pub(crate) mod confidence;
pub(crate) mod draft;
pub(crate) mod frame_gate;
pub(crate) mod inputs;
pub(crate) mod selection;
pub(crate) mod tables;
pub(crate) mod turns;
pub(crate) mod visibility;

use std::ops::Deref;
use std::sync::Arc;

use super::reactive::{Memo, RwSignal};
use crate::data::runs::filter::Filter;

use self::inputs::Inputs;
use self::selection::{Moment, Selection, question};
use self::turns::{Made, in_parts, in_turn, whole};
use super::browser::address;
use crate::page::answer::asked::Asked;
use crate::page::choice::filters::Choice;
use crate::page::choice::terms::Terms;
use crate::page::scatter::view as scatter_view;
use crate::page::scatter::view::{Runs, ScatterAxes, ScatterView};
use crate::page::tables::active_table::{ActiveTable, Bill, Loaded};
use crate::page::tables::load_error::LoadError;
use crate::page::tables::side_by_side::{Entry, SideBySide};
use crate::page::verdict::confidence::ConfidenceView;
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
    /// How sure that is.
    pub confidence: Memo<Option<Arc<ConfidenceView>>>,
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
        let undragged = draft.undragged;
        let rested = Memo::new(move |_| draft.rested.get());
        let Reading { listed, shown, tables, refused } = reading(loaded, undragged);
        // Of the table at listed prices: no price changes it.
        let basis = Memo::new(move |_| listed.with(|listed| listed.as_ref().map(|listed| listed.basis())));
        let now = Selection::new(inputs, shown, basis, choice);
        let rested = Selection::new(inputs, shown, basis, rested);
        let answered = answered(now);
        let verdict =
            Memo::new(move |_| answered.with(|answered| answered.as_ref().map(|answered| Arc::clone(&answered.out))));
        Self {
            now,
            rested,
            tables,
            refused,
            failed: Memo::new(move |_| {
                let failed = loading.with(|loading| loading.error().map(LoadError::to_string));
                failed.or_else(|| refused.get())
            }),
            verdict,
            confidence: confidence::confidence(now, rested, answered),
            scatter: scatter(now, answered, undragged),
        }
    }
}

/// Axes and colours, made from the parts of the choice that they depend on: filters and limits do not touch them, but for
/// which measure is limited.
fn fixed(shown: Memo<Option<Arc<ActiveTable>>>, choice: RwSignal<Choice>) -> Memo<Option<ScatterAxes>> {
    let parts = Memo::new(move |_| {
        choice.with(|choice| {
            let axes = (choice.notebook, choice.latency, choice.axes, choice.scatter.clone());
            // What a bill depends on, which the most that is paid changes nothing of.
            let asked = (choice.money.demand, Terms { at_most_usd: None, ..choice.money.terms });
            (axes, choice.filter.workload.clone(), asked, choice.limits.others.clone())
        })
    });
    Memo::new(move |_| {
        let ((notebook, latency, axes, scatter), workload, asked, others) = parts.get();
        let filter = Filter { workload, ..Filter::default() };
        let mut choice = Choice { filter, notebook, latency, axes, scatter, ..Choice::default() };
        choice.limits.others = others;
        (choice.money.demand, choice.money.terms) = asked;
        shown.with(|shown| shown.as_ref().map(|shown| scatter_view::fixed(shown, &choice)))
    })
}

/// What comes of the decoded tables.
struct Reading {
    listed: Memo<Option<Arc<ActiveTable>>>,
    shown: Memo<Option<Arc<ActiveTable>>>,
    tables: Memo<Vec<Entry>>,
    refused: Memo<Option<String>>,
}

/// The tables as the choice of columns has them, at listed prices; which cannot be compared; and what is shown, at the
/// reader's prices. Only those parts of the choice count: a filter derives no table anew, and a price only its costs.
fn reading(loaded: RwSignal<Vec<Arc<Loaded>>>, choice: RwSignal<Choice>) -> Reading {
    let columns = Memo::new(move |_| choice.with(|choice| choice.columns.clone()));
    let bill = Memo::new(move |_| choice.with(Bill::of));
    // Each runs only when one of its two sources has changed, and is another table then.
    let read = Memo::new_with_compare(
        move |_| loaded.with(|loaded| columns.with(|columns| SideBySide::read(loaded, columns))),
        |_, _| true,
    );
    let listed = Memo::new_with_compare(move |_| read.with(|read| read.shown.clone()), |_, _| true);
    let priced = move || {
        let listed = listed.get()?;
        bill.with(|bill| Some(listed.priced(bill)))
    };
    Reading {
        listed,
        shown: Memo::new_with_compare(move |_| priced(), |_, _| true),
        tables: Memo::new(move |_| read.with(|read| read.entries.clone())),
        refused: Memo::new(move |_| read.with(|read| read.refused.clone())),
    }
}

/// The verdict on everything of a moment.
pub type Answered = Made<Moment, Arc<VerdictView>>;

/// A verdict and how it is looked at.
type Looked = (Arc<Answered>, (Choice, ScatterAxes));

fn scatter(
    now: Selection,
    answered: Memo<Option<Arc<Answered>>>,
    undragged: RwSignal<Choice>,
) -> Memo<Option<Arc<ScatterView>>> {
    let fixed = fixed(in_turn(now.shown), undragged);
    let looked = Memo::new_with_compare(
        move |_| {
            let (answered, fixed) = (answered.get()?, fixed.get()?);
            Some(Arc::new((answered, (now.choice.get(), fixed))))
        },
        |_, _| true,
    );
    let made = in_parts(looked, |looked: &Arc<Looked>| {
        let looked = Arc::clone(looked);
        whole(move || {
            let (answered, (choice, fixed)) = &*looked;
            let Moment { shown, rows, within, .. } = &*answered.of;
            Arc::new(ScatterView::of(shown, Runs { within, ..Runs::of(rows, &answered.out) }, choice, fixed))
        })
    });
    Memo::new(move |_| made.with(|made| made.as_ref().map(|made| Arc::clone(&made.out))))
}

/// The verdict knows no legend: what is hidden in the chart still counts.
fn answered(now: Selection) -> Memo<Option<Arc<Answered>>> {
    in_parts(now.moment(question), |moment: &Arc<Moment>| {
        let moment = Arc::clone(moment);
        whole(move || {
            let Moment { shown, basis, rows, choice, .. } = &*moment;
            Arc::new(VerdictView::new(shown, basis, rows, &Asked::of(choice)))
        })
    })
}
