//! What is one click away from the table of evidence, each in a fold.

use leptos::prelude::*;

use super::super::confidence;
use super::super::confidence::ConfidenceSection;
use super::super::enough_vus::stopped_at;
use super::super::next_runs::{Copying, list};
use super::{Local, judged};
use crate::page::choice::sections::SectionChoice;
use crate::page::rankings::next_runs::NextView;
use crate::ui::parts::fold::Fold;
use crate::ui::parts::tabs::shows_all;
use crate::ui::parts::text_table::{Chosen, LinesTable};
use crate::ui::reactive::{Memo, Signal};
use crate::ui::state::State;

/// How sure the answer is, right under whether more runs are needed.
pub(super) fn sure(page: State) -> AnyView {
    let body = Callback::new(move |()| view! { <ConfidenceSection state=page /> }.into_any());
    let all = Signal::derive(move || shows_all(page.mode));
    view! {
        <div class="folds">
            <Fold test_id="sure-fold" within="sure" title=confidence::title(page) body asks=all />
        </div>
    }
    .into_any()
}

/// What is one click away: the runs to make with their reasons, all figures, what had been seen with fewer VUs, how it is judged.
pub(super) fn folds(local: Local, copying: Copying) -> AnyView {
    let state = local.state;
    let all = Signal::derive(move || shows_all(state.mode));
    // A link that says so opens it.
    let usual = SectionChoice::default();
    let stopped = Signal::derive(move || {
        let asked = |sections: &SectionChoice| {
            sections.tried_vus != usual.tried_vus || sections.least_gain_percent != usual.least_gain_percent
        };
        all.get() || state.sections.committed.with(asked) || state.choice.with(|choice| choice.notebook)
    });
    let runs = Callback::new(move |()| list(state, local.next, copying));
    let figures = Callback::new(move |()| figures(local));
    let stop = Callback::new(move |()| stopped_at(state));
    let judged = Callback::new(|()| judged::judged());
    let to_make = Signal::derive(move || {
        local.next.with(|next| match next {
            Some(next) => next.title(),
            None => NextView::default().title(),
        })
    });
    view! {
        <div class="folds">
            <Fold test_id="next-runs" title=to_make body=runs asks=all />
            <Fold test_id="trust-section" title="All figures of every configuration" body=figures asks=all />
            <Fold test_id="stopped-at" title="Pretend testing stopped at …" body=stop asks=stopped />
            <Fold test_id="judged" title="How this is judged" body=judged asks=all />
        </div>
    }
    .into_any()
}

/// The grades with the numbers behind them, to be saved.
fn figures(local: Local) -> AnyView {
    let listing = Memo::new(move |_| local.full.map_or_default(|view| view.listing()));
    let chosen = Chosen { key: local.open, choose: Callback::new(move |group| local.pick(group)) };
    view! {
        <LinesTable state=local.state test_id="trust" label="Configurations and how far to trust them" listing chosen />
    }
    .into_any()
}
