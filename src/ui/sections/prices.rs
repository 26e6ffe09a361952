//! "Prices": what an hour of each vendor's hardware costs, to be changed one by one or all at once, and the currency.

pub(crate) mod lists;

use std::sync::Arc;

use leptos::prelude::*;

use crate::page::money::gpus::{gpus_asked, is_per_gpu, typed_gpus};
use crate::page::money::prices::{Preset, PriceLine, PricesView, pair_label};
use crate::page::words::runs::count;
use crate::ui::controls::price_field;
use crate::ui::controls::price_field::PriceField;
use crate::ui::controls::radios::Radios;
use crate::ui::controls::{CheckedInput, Taken};
use crate::ui::parts::save_table::SaveTable;
use crate::ui::parts::self_opening::SelfOpening;
use crate::ui::reactive::{Memo, Signal, Views, act, live};
use crate::ui::state::State;

type View = Memo<Option<Arc<PricesView>>>;

/// The section. By hand it can be closed to a line.
#[component]
pub fn PricesSection(state: State) -> impl IntoView {
    let view: View = Memo::new(move |_| {
        let shown = state.shown.get()?;
        state.choice.with(|choice| Some(Arc::new(PricesView::new(&shown, &choice.prices, &choice.price_sources))))
    });
    let asks = Signal::derive(|| true);
    let summary = Signal::derive(move || view.map_or_default(|view| view.summary.clone()));
    let body = Callback::new(move |()| view! { <Body state view /> }.into_any());
    view! { <SelfOpening name="prices" test_id="prices-section" title="Prices" summary asks body /> }
}

#[component]
fn Body(state: State, view: View) -> impl IntoView {
    let lines = Memo::new(move |_| view.with(|view| view.as_ref().map_or(0, |view| view.lines.len())));
    let rows = move || (0..lines.get()).map(|at| view! { <PriceRow state view at /> }).views();
    let currency = Signal::derive(move || state.draft.now_unfiltered.with(|choice| choice.money.currency.clone()));
    let set_currency = move |text: String| -> Taken {
        let mut outcome = Ok(());
        state.choose(|choice| outcome = choice.money.set_currency(&text));
        // An empty field is the dollar again.
        outcome.map(|()| text.trim().is_empty().then(String::new))
    };
    let sheet = Callback::new(move |()| Some(view.get_untracked()?.listing(&*state.shown.get_untracked()?).sheet()));
    let per_gpu = Memo::new(move |_| state.shown.with(|shown| shown.as_ref().is_some_and(|it| is_per_gpu(&it.runs))));
    let title =
        move || format!("Price of one {}, {} per hour", if per_gpu.get() { "GPU" } else { "machine" }, currency.get());
    view! {
        <div class="prices-body">
            <Presets state view />
            <fieldset data-testid="prices">
                <legend>{live(title)}</legend>
                {live(rows)}
                <Gpus state />
                <p class="hint">
                    "Empty a field to have the listed price again. "
                    <a href="#break-even" hidden=state.mode.view.is_some()>"Price lists"</a>
                </p>
            </fieldset>
            <SaveTable state=state.now test_id="prices" title="Prices" sheet />
            <div class="currency">
                <CheckedInput
                    label="Currency".to_owned()
                    name="currency"
                    test_id="currency"
                    text=true
                    value=currency
                    set=set_currency
                />
                <span class="hint">"A label before all amounts. Nothing is converted: enter prices in it."</span>
            </div>
        </div>
    }
}

/// GPUs of each run by hardware, where a table of a language model does not tell them.
#[component]
fn Gpus(state: State) -> impl IntoView {
    let asked = Memo::new(move |_| state.shown.map_or_default(|shown| gpus_asked(&shown.runs)));
    let field = move |(at, (vendor, hardware)): (usize, (String, String))| {
        let (of, named) = ((vendor.clone(), hardware.clone()), pair_label(&vendor, &hardware));
        let value = Signal::derive(move || {
            let own = state.draft.now_unfiltered.with(|choice| choice.money.gpus.own(&of.0, &of.1));
            own.map(|gpus| gpus.to_string()).unwrap_or_default()
        });
        let set = move |text: String| -> Taken {
            let gpus = typed_gpus(&text)?;
            state.choose(|choice| choice.money.gpus.set(&vendor, &hardware, gpus));
            Ok(None)
        };
        view! {
            <div class="price-row">
                <CheckedInput
                    label=format!("GPUs of each run on {named}")
                    name=format!("gpus-{at}")
                    test_id="gpus"
                    placeholder="not known"
                    value
                    set
                />
                <span class="hint">"The table does not tell them. The price is then of one GPU."</span>
            </div>
        }
        .into_any()
    };
    move || asked.get().into_iter().enumerate().map(field).views()
}

#[component]
fn Presets(state: State, view: View) -> impl IntoView {
    let now = move || {
        let preset = view.with(|view| view.as_ref().and_then(|view| view.preset))?;
        Preset::ALL.iter().position(|(of, ..)| *of == preset)
    };
    let apply = move |at: usize| {
        let Some(shown) = state.shown.get_untracked() else { return };
        state.choose(|choice| {
            Preset::ALL[at].0.apply(&shown.runs.prices, &mut choice.prices);
            choice.forget_sources();
        });
    };
    // Of prices that the reader alone knows there is no part to take.
    let offers = move || now().is_some();
    view! {
      <div hidden=move || !offers()>
        <Radios
            legend="All prices"
            name="price-preset"
            test_id="price-presets"
            options=Preset::ALL.map(|(_, name, words)| (name, words)).to_vec()
            now=Signal::derive(now)
            choose=Callback::new(apply)
        />
      </div>
    }
}

/// What the button of a price takes off the present one, as it would be typed.
const LESS: &str = "−30%";

#[component]
fn PriceRow(state: State, view: View, at: usize) -> impl IntoView {
    let line = Memo::new(move |_| view.with(|view| view.as_ref().and_then(|view| view.lines.get(at).cloned())));
    let read = move |get: fn(&PriceLine) -> String| Signal::derive(move || line.map_or_default(get));
    let asked = move || line.with(|line| line.as_ref().is_some_and(|line| line.asked)).to_string();
    let label = read(|line| [LESS, " of the price of ", &line.label].concat());
    let less = move |_| {
        if let Some(line) = line.get_untracked() {
            price_field::take(state, &line, LESS).ok();
        }
    };
    view! {
        <div class="price-row" data-asked=live(asked)>
            <PriceField state line name=format!("price-{at}") test_id="price" />
            <button type="button" class="link" data-testid="price-less" aria-label=label.live() on:click=act(less)>
                {LESS}
            </button>
            <span class="hint">
                {read(|line| line.reason.clone()).live()} " "
                {read(|line| count(line.runs, "run.", "runs.")).live()}
            </span>
        </div>
    }
}
