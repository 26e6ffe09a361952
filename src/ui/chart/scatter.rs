//! Cost against latency: the chart of the first view.

use std::sync::Arc;

use leptos::html::Div;
use leptos::prelude::*;

use crate::ui::reactive::{Memo, Signal};

use super::tools::Tools;
use super::{Chart, Description, Hit, keyboard_help, theme};
use crate::page::choice::scatter_axes::Side;
use crate::page::limits;
use crate::page::scatter::stops::{Handle, Move};
use crate::page::scatter::view as scatter_view;
use crate::page::scatter::view::ScatterView;
use crate::page::scatter::{moved_cost, moved_limit};
use crate::page::verdict::mark::at_load;
use crate::page::words::runs::Field;
use crate::page::words::{legends, runs};
use crate::ui::browser::{lazy_code, observe};
use crate::ui::parts::pins::Linked;
use crate::ui::state::State;
use crate::ui::state::inputs::LazyCode;
use crate::ui::state::selection::Selection;

/// What the chart is called, by the measures on its axes.
pub fn title(state: State) -> Signal<String> {
    Signal::derive(move || state.scatter.with(|view| scatter_view::title(view.as_deref())))
}

/// What it shows now, a sentence or two.
pub fn summary(state: State) -> Signal<String> {
    Signal::derive(move || {
        let Some(shown) = state.shown.get() else { return String::new() };
        state.choice.with(|choice| with(state, |view| view.summary(&shown, choice)))
    })
}

/// The chart. Its host says in attributes what is drawn, for tests and for whoever reads the page by program.
#[component]
pub fn ScatterChart(state: State, title: Signal<String>) -> impl IntoView {
    let host = NodeRef::<Div>::new();
    attributes(state, host, title);
    let scene = Signal::derive(move || state.scatter.with(|view| view.as_ref().map(|view| Arc::clone(&view.scene))));
    let summary = summary(state);
    let describe = move |hit: Hit| {
        let shown = state.shown.get()?;
        // A row of a table that has just gone.
        (hit.item < shown.runs.rows).then(|| {
            let mut fields = state.scatter.with(|view| scatter_view::fields(view.as_deref(), &shown, hit.item));
            if state.lazy_code.get() == LazyCode::Ready {
                fields.extend(later(state, hit.item));
            }
            Description { title: runs::run_title(&shown, hit.item), fields }
        })
    };
    let linked = Linked::runs(move |row| {
        let shown = state.shown.get()?;
        state.scatter.with(|view| state.choice.with(|choice| Some(view.as_ref()?.place(&shown, choice, row))))
    });
    if state.mode.view.is_some() {
        lazy_code::notice(state);
    }
    let handle = Callback::new(move |side| handle(state, side));
    let tools = Tools::new(state.now, Callback::new(move |(side, by)| move_limit(state, side, by)), handle);
    // Another table, other axes: what was zoomed into is not there any more.
    let of = Memo::new(move |_| state.scatter.with(|view| view.as_ref().map(|view| (view.scene.x, view.scene.y))));
    Effect::new(move |_| {
        of.get();
        tools.reset();
    });
    // Of a saved picture: the page's is made of buttons.
    let legend = Memo::new(move |_| {
        let (theme, shown, view) = (theme(state.now), state.shown.get(), state.scatter.get());
        view.zip(shown).map(|(view, shown)| legends::scatter(&view, &shown, &theme)).unwrap_or_default()
    });
    view! {
        <Chart
            state=state.now
            scene
            test_id="scatter"
            label=title.get_untracked()
            title
            legend
            summary
            describe
            host
            linked
            tools
            eager=true
        />
    }
}

/// Moves the limit on the measure of an axis among the runs that pass the filters, or lifts it.
#[inline(never)]
fn move_limit(state: State, side: Side, by: Move) {
    let (Some(shown), Some(view)) = (state.shown.get_untracked(), state.scatter.get_untracked()) else { return };
    let rows = state.rows.get_untracked();
    state.choose(|choice| {
        if side == Side::Y {
            choice.money.terms.at_most_usd = moved_cost::moved(view.drawn_upwards(), &shown, choice, &rows, by);
            return;
        }
        moved_limit::moved(&view, &shown, choice, &rows, by);
    });
}

/// The handle of that limit; tracked.
#[inline(never)]
fn handle(state: State, side: Side) -> Option<Handle> {
    let (shown, view, rows) = (state.shown.get()?, state.scatter.get()?, state.rows.get());
    state.choice.with(|choice| match side {
        Side::X => moved_limit::handle(&view, &shown, choice, &rows),
        Side::Y => moved_cost::handle(view.drawn_upwards(), &shown, choice, &rows),
    })
}

/// What a tip says once all code is there.
#[inline(never)]
fn later(state: State, row: usize) -> Vec<Field> {
    let mut fields = broken(state.now, row);
    fields.extend(state.verdict.with(|view| at_load(view.as_deref(), row)));
    fields
}

/// The limits that a run breaks; tracked.
#[inline(never)]
pub fn broken(state: Selection, row: usize) -> Vec<Field> {
    let (Some(shown), Some(basis)) = (state.shown.get(), state.basis.get()) else { return Vec::new() };
    state.choice.with(|choice| limits::broken::fields(&shown, &basis, &choice.limits, row))
}

fn with(state: State, read: impl FnOnce(&ScatterView) -> String) -> String {
    state.scatter.map_or_default(|view| read(view))
}

fn attributes(state: State, host: NodeRef<Div>, title: Signal<String>) {
    let joined = |rows: &[usize]| rows.iter().map(usize::to_string).collect::<Vec<_>>().join(",");
    Effect::new(move |_| {
        let host = host.get();
        state.scatter.with(|view| {
            if let (Some(host), Some(view)) = (host, view) {
                let min_row = view.cheapest_row.map(|row| row.to_string()).unwrap_or_default();
                observe::set_attribute(&host, "data-points", &view.scene.within().len().to_string());
                observe::set_attribute(&host, "data-faded", &view.scene.faded.to_string());
                observe::set_attribute(&host, "data-front", &joined(&view.front_rows));
                observe::set_attribute(&host, "data-min-row", &min_row);
                let label = [&title.get(), ". ", keyboard_help(true, true)].concat();
                observe::set_attribute(&host, "aria-label", &label);
            }
        });
    });
}
