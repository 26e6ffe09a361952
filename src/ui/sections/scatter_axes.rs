//! Which measures the first chart shows: the field's pictures by name, or any two measures.

use leptos::prelude::*;

use crate::analysis::decide::answer::Demand;
use crate::chart::picture::legend::Legend;
use crate::chart::theme::Theme;
use crate::data::runs::measures::Measure;
use crate::page::choice::scatter_axes::{BILL, ScatterChoice, Side, with};
use crate::page::scatter::own_axes::{GROUP_FRONTS_LABEL, usual_key};
use crate::page::scatter::presets::Offer;
use crate::page::scatter::view::ScatterView;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::group_names::engine_group_names;
use crate::page::words::legends;
use crate::ui::chart::legend::LegendList;
use crate::ui::chart::theme;
use crate::ui::controls::pick_list::PickList;
use crate::ui::reactive::{Memo, RwSignal, Views, live};
use crate::ui::state::State;

/// The value of the list's last entry.
const OWN: &str = "own";

type Offered = Memo<Option<Offer>>;

fn offered(state: State) -> Offered {
    Memo::new(move |_| {
        let shown = state.shown.get()?;
        state.draft.undragged.with(|choice| Offer::of(&shown, choice))
    })
}

/// The lists above the chart: of a table with tokens, which is drawn when all code is there.
pub fn lists(state: State) -> AnyView {
    let offer = offered(state);
    view! { <Lists state offer /> }.into_any()
}

/// Below the chart: the lists of another table that has further measures, where nothing drawn before moves; and what is said
/// of axes that are not the usual ones.
pub fn below_chart(state: State) -> AnyView {
    let offer = offered(state);
    let there = Memo::new(move |_| {
        let of_tokens = state.shown.with(|shown| shown.as_ref().is_some_and(|shown| shown.runs.tokens.is_some()));
        !of_tokens && offer.with(Option::is_some)
    });
    let own = Memo::new(move |_| state.scatter.with(|view| view.as_ref().is_some_and(|view| view.own.is_some())));
    view! {
        {move || there.get().then(|| view! { <Lists state offer /> }.into_any())}
        {move || own.get().then(|| view! { <OwnAxes state /> }.into_any())}
    }
    .into_any()
}

#[component]
fn Lists(state: State, offer: Offered) -> impl IntoView {
    let now = Memo::new(move |_| state.draft.now_unfiltered.with(|choice| choice.scatter.clone()));
    // "Own axes" may be open with the axes of a preset.
    let opened = RwSignal::new(false);
    let preset = Memo::new(move |_| {
        offer
            .with(|offer| offer.as_ref().and_then(|offer| now.with(|now| offer.preset_of(now))))
            .filter(|_| !opened.get())
    });
    let choose = move |value: String| {
        let axes = offer.with_untracked(|offer| {
            let nth: usize = value.parse().ok()?;
            Some(offer.as_ref()?.presets.get(nth)?.axes.clone())
        });
        opened.set(axes.is_none());
        if let Some(axes) = axes {
            show(state, axes);
        }
    };
    let options = move || {
        let presets = offer.get().map_or_else(Vec::new, |offer| offer.presets);
        presets
            .into_iter()
            .enumerate()
            .map(|(nth, known)| {
                let selected = move || preset.get() == Some(nth);
                view! { <option value=nth.to_string() prop:selected=live(selected)>{known.words}</option> }.into_any()
            })
            .views()
    };
    let is_own = Memo::new(move |_| preset.get().is_none());
    view! {
        <div class="work" data-testid="scatter-axes">
            <label class="work-choice">
                <span>"Chart"</span>
                <select data-testid="scatter-preset" on:change:target=move |event| choose(event.target().value())>
                    {options}
                    <option value=OWN prop:selected=live(move || is_own.get())>"own axes"</option>
                </select>
            </label>
            {move || is_own.get().then(|| view! {
                <AxisList state offer side=Side::Y label="Upwards" test_id="scatter-y" />
                <AxisList state offer side=Side::X label="Across" test_id="scatter-x" />
            }.into_any())}
        </div>
    }
}

/// Puts measures on the axes.
fn show(state: State, axes: ScatterChoice) {
    state.choose(|choice| choice.scatter = axes);
}

/// The measure of one axis.
#[component]
fn AxisList(state: State, offer: Offered, side: Side, label: &'static str, test_id: &'static str) -> impl IntoView {
    let key = Memo::new(move |_| {
        let usual = || {
            let shown = state.shown.get()?;
            state.draft.now_unfiltered.with(|choice| Some(usual_key(&shown, choice, side).to_owned()))
        };
        let own = state.draft.now_unfiltered.with(|choice| choice.scatter.as_ref()?.key(side).map(str::to_owned));
        own.or_else(usual).unwrap_or_default()
    });
    let choose = move |value: String| {
        let now = state.draft.now.with_untracked(|choice| choice.scatter.clone());
        show(state, with(&now, side, &value));
    };
    let options = Memo::new(move |_| {
        let measures = offer.get().map_or_else(Vec::new, |offer| offer.measures);
        // A bill is no measure of the table; what is drawn is named all the same.
        let demands = state.draft.now_unfiltered.with(|choice| choice.money.demand != Demand::None);
        let bill = demands || key.get() == BILL;
        let bill = bill.then(|| (BILL.to_owned(), "Bill for the demand".to_owned()));
        measures.into_iter().map(|Measure { key, words, .. }| (key, words)).chain(bill).collect::<Vec<_>>()
    });
    view! { <PickList label test_id options now=key choose=Callback::new(choose) /> }
}

/// What is drawn on other axes than the usual ones: fronts by hardware and engine, and how to read it all.
#[component]
fn OwnAxes(state: State) -> impl IntoView {
    let has_groups = Memo::new(move |_| {
        let own = state.scatter.with(|view| view.as_ref().and_then(|view| view.own.clone()));
        own.is_some_and(|own| own.groups.as_ref().is_some_and(|groups| groups.labels.len() > 1))
    });
    let fronts = Memo::new(move |_| {
        // The table before what is derived from it: see `read_in_order`.
        let shown = state.shown.get();
        let (theme, view) = (theme(state.now), state.scatter.get());
        shown.zip(view).and_then(|(shown, view)| short_fronts(&shown, &view, &theme)).unwrap_or_default()
    });
    let shown = move || state.draft.now_unfiltered.with(|choice| !choice.hidden.contains(GROUP_FRONTS_LABEL));
    let set = move |on: bool| {
        state.choose(|choice| {
            if on {
                choice.hidden.remove(GROUP_FRONTS_LABEL);
            } else {
                choice.hidden.insert(GROUP_FRONTS_LABEL.to_owned());
            }
        });
    };
    let paragraphs = Memo::new(move |_| -> Vec<String> {
        let own = state.scatter.with(|view| view.as_ref().and_then(|view| view.own.clone()));
        own.map_or_else(Vec::new, |own| own.reading().into_iter().filter(|words| !words.is_empty()).collect())
    });
    view! {
        {move || has_groups.get().then(|| view! {
            <label class="switch">
                <input
                    type="checkbox"
                    data-testid="group-fronts"
                    prop:checked=live(shown)
                    on:change:target=move |event| set(event.target().checked())
                />
                <span>{GROUP_FRONTS_LABEL}</span>
            </label>
            <LegendList state=state.now legend=fronts test_id="group-fronts-legend" />
        }.into_any())}
        <details class="prose" data-testid="own-axes-prose">
            <summary>"How to read this"</summary>
            {move || paragraphs.get().into_iter().map(|words| view! { <p>{words}</p> }.into_any()).views()}
        </details>
    }
}

/// The legend of the fronts of hardware and engines, with short names.
fn short_fronts(shown: &ActiveTable, view: &ScatterView, theme: &Theme) -> Option<Legend> {
    let (steps, own) = (view.scene.steps.as_deref()?, view.own.as_ref()?);
    let groups = own.groups.as_ref()?;
    let names = engine_group_names(shown, groups);
    let name = |label: &str| {
        let at = groups.labels.iter().position(|known| known == label);
        at.map_or_else(|| label.to_owned(), |at| names[at].clone())
    };
    Some(legends::group_fronts(steps, theme, &name))
}
