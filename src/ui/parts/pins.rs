//! Marks of pinned runs, and of the run pointed at, in charts and tables.

use std::sync::Arc;

use leptos::prelude::*;

use crate::chart::frame::projection::Projection;
use crate::ui::reactive::{Memo, Signal, Views, act, live};

use crate::page::choice::pins::toggle;
use crate::page::words::runs::Field;
use crate::ui::state::inputs::LazyCode;
use crate::ui::state::selection::Selection;

/// The link between a chart's items and runs.
#[derive(Clone)]
pub struct Linked {
    /// The run of an item, if it is one.
    pub run_of: RunOf,
    /// The position of a run, in the chart's data; `None` for a run that is not on it.
    pub place: Arc<dyn Fn(usize) -> Option<(f64, f64)> + Send + Sync>,
}

impl Linked {
    /// Of a chart whose items are runs.
    pub fn runs(place: impl Fn(usize) -> Option<(f64, f64)> + Send + Sync + 'static) -> Self {
        Self { run_of: Arc::new(Some), place: Arc::new(place) }
    }
}

type RunOf = Arc<dyn Fn(usize) -> Option<usize> + Send + Sync>;

/// Pointer and keyboard actions on the items of a chart: marking and pinning their runs.
#[derive(Clone, Copy)]
pub struct Pointer {
    state: Selection,
    run_of: StoredValue<Option<RunOf>>,
    item: Signal<Option<usize>>,
}

impl Pointer {
    /// `item` is the item under the pointer or the keyboard. Without a link to runs nothing happens.
    #[must_use]
    pub fn new(state: Selection, linked: Option<&Linked>, item: Signal<Option<usize>>) -> Self {
        Self { state, run_of: StoredValue::new(linked.map(|linked| Arc::clone(&linked.run_of))), item }
    }

    fn run(self) -> Option<usize> {
        let item = self.item.get_untracked()?;
        self.run_of.with_value(|run_of| run_of.as_ref()?(item))
    }

    /// What its readout says of the pin of an item's run, and what takes it away; tracked. A finger is told before the
    /// tap that pins. Nothing before the lazy code is there, as a press does nothing until then.
    pub fn field(self, item: usize, by_pointer: bool, by_touch: bool) -> Option<Field> {
        if self.state.lazy_code.get() != LazyCode::Ready {
            return None;
        }
        self.pin_field(item, by_pointer, by_touch)
    }

    #[inline(never)]
    fn pin_field(self, item: usize, by_pointer: bool, by_touch: bool) -> Option<Field> {
        let row = self.run_of.with_value(|run_of| run_of.as_ref()?(item))?;
        let nth = self.state.draft.now_unfiltered.with(|choice| choice.pins.iter().position(|&pin| pin == row));
        let again = match (by_pointer, by_touch) {
            (_, true) => "tap again",
            (true, false) => "click again",
            (false, false) => "Enter",
        };
        let words = match nth {
            Some(nth) => format!("{}; {again} to unpin", nth + 1),
            None if by_touch => again.to_owned(),
            None => return None,
        };
        Some(("Pin", words))
    }

    /// Reports the run pointed at.
    pub fn tell(self) {
        point(self.state, self.run());
    }

    /// Pins or unpins the run of the item.
    pub fn pin(self) {
        if let Some(row) = self.run() {
            pin(self.state, row);
        }
    }
}

/// Pins a run or unpins it.
pub fn pin(state: Selection, row: usize) {
    state.choose(|choice| toggle(&mut choice.pins, row));
}

/// Sets the run pointed at, which the other charts and tables mark too.
pub fn point(state: Selection, row: Option<usize>) {
    if state.pointed.get_untracked() != row {
        state.pointed.set(row);
    }
}

/// A flag for each pinned run on the chart, filtered out or not, and a ring on the one pointed at.
#[component]
pub fn Marks(state: Selection, projection: Memo<Option<Projection>>, linked: Linked) -> impl IntoView {
    let px = |value: f64| format!("{value:.1}px");
    let at = Arc::new(move |row: usize| {
        let rows = state.shown.with(|shown| shown.as_ref().map_or(0, |shown| shown.runs.rows));
        let (x, y) = (row < rows).then(|| (linked.place)(row)).flatten()?;
        let projection = projection.get()?;
        let place = projection.to_css(x, y);
        projection.area.shows(place).then_some(place)
    });
    let pins = {
        let at = Arc::clone(&at);
        move || {
            let pins = state.draft.now_unfiltered.with(|choice| choice.pins.clone());
            let flag = |(nth, row): (usize, usize)| {
                let (x, y) = at(row)?;
                Some(
                    view! { <span class="pin" data-row=row.to_string() style:left=px(x) style:top=px(y)>{nth + 1}</span> },
                )
            };
            pins.into_iter().enumerate().filter_map(flag).views()
        }
    };
    let pointed = move || {
        let (x, y) = at(state.pointed.get()?)?;
        Some(view! { <span class="marker linked" style:left=px(x) style:top=px(y)></span> }.into_any())
    };
    view! { <div class="marks" aria-hidden="true">{pins}{live(pointed)}</div> }
}

/// Pins a run from a table.
#[component]
pub fn PinButton(
    state: Selection,
    /// The run, where there is one.
    #[prop(into)]
    row: Signal<Option<usize>>,
) -> impl IntoView {
    let nth = Memo::new(move |_| {
        let row = row.get()?;
        state.draft.now_unfiltered.with(|choice| choice.pins.iter().position(|&pin| pin == row))
    });
    let words = move || nth.get().map_or_else(|| "Pin".to_owned(), |nth| format!("Pin {}", nth + 1));
    let press = move |_| {
        if let Some(row) = row.get_untracked() {
            pin(state, row);
        }
    };
    view! {
        <button
            type="button"
            class="pin-button"
            aria-pressed=move || nth.get().is_some().to_string()
            title="Mark this run in every chart"
            on:click=act(press)
        >
            {live(words)}
        </button>
    }
}
