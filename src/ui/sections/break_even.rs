//! "Break-even": at which price of one hardware does the winner change?

use std::sync::Arc;

use leptos::prelude::*;

use crate::chart::colour::css;
use crate::chart::scenes::lines::colour;
use crate::chart::theme::Theme;
use crate::page::money::break_even::{BreakEvenView, rows};
use crate::page::tables::active_table::Shown;
use crate::page::take_away::picture_legends;
use crate::page::words::runs::run_name;
use crate::ui::chart::{Chart, Description, Hit};
use crate::ui::parts::save_table::SaveTable;
use crate::ui::parts::show_run::ShowRun;
use crate::ui::reactive::{Memo, Signal, Views, live};
use crate::ui::state::State;
use crate::ui::state::visibility;

type View = Memo<Option<Arc<BreakEvenView>>>;

/// The section.
#[component]
pub fn BreakEvenSection(state: State) -> impl IntoView {
    let (state, section) = visibility::follow(state);
    let pair_of =
        Memo::new(move |_| state.shown.with(|shown| shown.as_ref().map(|shown| Arc::new(shown.runs.price_of_row()))));
    let view: View = Memo::new(move |_| {
        // The table before what is made from it: see the drawing of charts.
        let (shown, basis, filtered) = (state.shown.get()?, state.basis.get()?, state.rows.get());
        let pair_of = pair_of.get()?;
        state.choice.with(|choice| {
            let rows = rows(&shown, &basis, &filtered, choice);
            Some(Arc::new(BreakEvenView::new(&shown, &pair_of, &rows, choice)))
        })
    });
    let read = move |get: fn(&BreakEvenView) -> String| Signal::derive(move || view.map_or_default(|view| get(view)));
    let switch = read(|view| view.switch.map(|price| price.to_string()).unwrap_or_default());
    let drawn = Memo::new(move |_| view.with(|view| view.as_ref().is_some_and(|view| view.scene.is_some())));
    let scene = Memo::new(move |_| view.with(|view| view.as_ref().and_then(|view| view.scene.clone())));
    let sheet = Callback::new(move |()| Some(view.get_untracked()?.listing(&*state.shown.get_untracked()?).sheet()));
    let describe = move |hit: Hit| {
        let (title, fields) = view.get()?.describe(&*state.shown.get()?, hit.item)?;
        Some(Description { title, fields })
    };
    let title = read(|view| {
        let of = view.of.and_then(|of| view.pairs.get(of)).map(|(label, ..)| label.as_str());
        format!("Lowest cost over the price of {}", of.unwrap_or_default())
    });
    let key = Callback::new(move |_: Theme| picture_legends::lines(names(state, view)));
    view! {
        <section
            class="card break-even"
            aria-labelledby="break-even-title"
            data-testid="break-even"
            data-switch=switch.live()
            node_ref=section
        >
            <h2 id="break-even-title">"Break-even: at which price does the winner change?"</h2>
            <Which state view />
            <p class="answer" data-testid="break-even-answer" aria-live="polite">{read(|view| view.sentence.clone()).live()}</p>
            <p class="meaning" data-testid="break-even-caption">{read(|view| view.caption.clone()).live()}</p>
            <Show when=move || drawn.get()>
                <Key state view />
                <SaveTable state test_id="break-even" title="Break-even" sheet />
                <Chart
                    state
                    scene
                    test_id="break-even-chart"
                    label="Lowest cost over the price of one hardware"
                    title
                    key
                    summary=read(|view| view.chart.clone())
                    describe
                />
            </Show>
        </section>
    }
}

/// The winners along the prices, as a picture's key has them.
fn names(state: State, view: View) -> Vec<String> {
    let (view, shown) = (view.get_untracked(), state.shown.get_untracked());
    let of = |(view, shown): (Arc<BreakEvenView>, Arc<Shown>)| {
        let name = |(row, prices): &(usize, String)| format!("{prices}: {}", run_name(&shown, *row));
        view.key.iter().map(name).collect()
    };
    view.zip(shown).map(of).unwrap_or_default()
}

/// Whose price.
#[component]
fn Which(state: State, view: View) -> impl IntoView {
    let pairs = Memo::new(move |_| view.map_or_default(|view| view.pairs.clone()));
    let of = Memo::new(move |_| view.with(|view| view.as_ref().and_then(|view| view.of)));
    let winners = move || state.choice.with(|choice| choice.money.break_even.is_none());
    let choose = move |value: String| {
        let pair = value.parse().ok().and_then(|at: usize| pairs.with_untracked(|pairs| pairs.get(at).cloned()));
        state.choose(|choice| choice.money.break_even = pair.map(|(_, vendor, hardware)| (vendor, hardware)));
    };
    let option = move |(at, (label, ..)): (usize, (String, String, String))| {
        let selected = move || !winners() && of.get() == Some(at);
        view! { <option value=at.to_string() prop:selected=live(selected)>{label}</option> }
    };
    view! {
        <label class="which">
            "The price of "
            <select data-testid="break-even-of" on:change:target=move |event| choose(event.target().value())>
                <option value="" prop:selected=live(winners)>
                    "the winner's hardware"
                </option>
                {move || pairs.get().into_iter().enumerate().map(option).views()}
            </select>
        </label>
    }
}

/// Which line is whose, and at which prices it wins.
#[component]
fn Key(state: State, view: View) -> impl IntoView {
    let entry = move |(nth, (row, prices)): (usize, (usize, String))| {
        let name = state.shown.with(|shown| shown.as_ref().map(|shown| run_name(shown, row)));
        view! {
            <li>
                <span class="line" aria-hidden="true" style:border-color=css(colour(nth))></span>
                {prices}
                ": "
                {name}
                " "
                <ShowRun state row words="Show run" />
            </li>
        }
    };
    let key = Memo::new(move |_| view.map_or_default(|view| view.key.clone()));
    view! {
        <ul class="series" data-testid="break-even-key">
            {move || key.get().into_iter().enumerate().map(entry).views()}
        </ul>
    }
}
