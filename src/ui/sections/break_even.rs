//! "Break-even": at which price of one hardware does the winner change?

use std::sync::Arc;

use leptos::prelude::*;

use crate::chart::picture::legend::Legend;
use crate::chart::scenes::lines::Scene;
use crate::page::money::break_even::BreakEvenView;
use crate::page::words::legends;
use crate::page::words::short_sentences::ShortForms;
use crate::text::foreign::shown;
use crate::ui::chart::legend::LegendList;
use crate::ui::chart::{Chart, Description, Hit, theme};
use crate::ui::parts::save_table::SaveTable;
use crate::ui::parts::short_text::{short_forms, short_text};
use crate::ui::parts::show_run::ShowRun;
use crate::ui::reactive::{Memo, Signal, Views, live};
use crate::ui::state::State;
use crate::ui::state::selection::Selection;
use crate::ui::state::visibility;

type View = Memo<Option<Arc<BreakEvenView>>>;

/// The section.
#[component]
pub fn BreakEvenSection(state: State) -> impl IntoView {
    let (state, section) = visibility::follow(state);
    let pair_of =
        Memo::new(move |_| state.shown.with(|shown| shown.as_ref().map(|shown| Arc::new(shown.runs.price_of_row()))));
    let view: View = Memo::new(move |_| {
        // The table before what is derived from it: see `read_in_order`.
        let (shown, basis, filtered) = (state.shown.get()?, state.basis.get()?, state.rows.get());
        let pair_of = pair_of.get()?;
        state.choice.with(|choice| Some(Arc::new(BreakEvenView::asked(&shown, &basis, &pair_of, &filtered, choice))))
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
        [view.what, " over the price of ", of.unwrap_or_default()].concat()
    });
    let forms = short_forms(state);
    let [legend, short_legend] = keys(state, view, scene, forms);
    let said = move |get: fn(&BreakEvenView) -> String| {
        short_text(forms, Box::new(move || view.map_or_default(|view| get(view))))
    };
    let heading = said(heading);
    let (sentence, caption) = (said(|view| view.sentence.clone()), said(|view| view.caption.clone()));
    let no_caption = move || view.with(|view| view.as_ref().is_none_or(|view| view.caption.is_empty()));
    let show_run = ways(state, view);
    view! {
        <section
            class="card break-even"
            aria-labelledby="break-even-title"
            data-testid="break-even"
            data-switch=switch.live()
            node_ref=section
        >
            <h2 id="break-even-title">{heading}</h2>
            <Which state view />
            <p class="answer" data-testid="break-even-answer" aria-live="polite">{sentence}</p>
            <p class="meaning" data-testid="break-even-caption" hidden=no_caption>{caption}</p>
            <Show when=move || drawn.get()>
                <LegendList state legend=short_legend test_id="break-even-key" after=show_run />
                <SaveTable state test_id="break-even" title="Break-even" sheet />
                <Chart
                    state
                    scene
                    test_id="break-even-chart"
                    label="Lowest cost over the price of one hardware"
                    title
                    legend
                    summary=read(|view| view.chart.clone())
                    describe
                />
            </Show>
        </section>
    }
}

/// Names the hardware, as what is chosen may be that of the winner.
fn heading(view: &BreakEvenView) -> String {
    let of = view.of.and_then(|of| view.pairs.get(of)).map_or("one hardware", |(label, ..)| label.as_str());
    ["Break-even: at which price of ", of, " does the winner change?"].concat()
}

/// The way to the run of a line, by the position of that.
fn ways(state: Selection, view: View) -> Callback<usize, AnyView> {
    let rows = Memo::new(move |_| {
        view.with(|view| view.iter().flat_map(|view| &view.key).map(|&(row, _)| row).collect::<Vec<usize>>())
    });
    Callback::new(move |nth: usize| {
        let row = rows.with(|rows| rows.get(nth).copied());
        row.map(|row| view! { <ShowRun state row words="Show run" /> }).into_any()
    })
}

/// What the lines are: for saved pictures in full, as whoever sees those has no page beside them, and in short for the page.
fn keys(
    state: Selection,
    view: View,
    scene: Memo<Option<Arc<Scene>>>,
    forms: Memo<Arc<ShortForms>>,
) -> [Memo<Legend>; 2] {
    let short = move || forms.with(|forms| names(view).iter().map(|name| forms.shorten(name)).collect());
    [key(state, scene, Box::new(move || names(view))), key(state, scene, Box::new(short))]
}

/// The lines with these names.
fn key(
    state: Selection,
    scene: Memo<Option<Arc<Scene>>>,
    names: Box<dyn Fn() -> Vec<String> + Send + Sync>,
) -> Memo<Legend> {
    Memo::new(move |_| {
        let theme = theme(state);
        let lines = |scene: &Option<Arc<Scene>>| {
            legends::lines(scene.as_ref().map_or(&[], |scene| &scene.lines), names(), &theme)
        };
        scene.with(lines)
    })
}

/// The winners along the prices.
fn names(view: View) -> Vec<String> {
    let name = |((_, prices), name): (&(usize, String), &String)| [prices, ": ", name].concat();
    view.map_or_default(|view| view.key.iter().zip(&view.names).map(name).collect())
}

/// Whose price.
#[component]
fn Which(state: Selection, view: View) -> impl IntoView {
    let pairs = Memo::new(move |_| view.map_or_default(|view| view.pairs.clone()));
    let of = Memo::new(move |_| view.with(|view| view.as_ref().and_then(|view| view.of)));
    let winners = move || state.choice.with(|choice| choice.money.break_even.is_none());
    let choose = move |value: String| {
        let pair = value.parse().ok().and_then(|at: usize| pairs.with_untracked(|pairs| pairs.get(at).cloned()));
        state.choose(|choice| choice.money.break_even = pair.map(|(_, vendor, hardware)| (vendor, hardware)));
    };
    let forms = short_forms(state);
    let option = move |(at, (label, ..)): (usize, (String, String, String))| {
        let label = shown(&forms.with(|forms| forms.shorten(&label))).into_owned();
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
