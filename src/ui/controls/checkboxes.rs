//! Filters by category: a checkbox for each hardware, image, batch size or table.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::chart::marks::symbol::Symbol;
use crate::chart::picture::legend::Swatch;
use crate::data::runs::filter::Filter;
use crate::data::table::column::Category;
use crate::format::numbers::fixed;
use crate::page::tables::active_table::{ActiveTable, Groups};
use crate::page::words::group_names::image_names;
use crate::page::words::short_runs::{hardware_names, label_names};
use crate::page::words::workloads::runs_in_play;
use crate::text::foreign::shown;
use crate::ui::chart::scatter_legend::icon;
use crate::ui::chart::theme;
use crate::ui::reactive::{Memo, Views, live};
use crate::ui::state::State;
use crate::ui::state::inputs::LazyCode;

/// What the boxes choose among.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// Hardware.
    HwType,
    /// Container image.
    Image,
    /// Largest batch.
    BatchSize,
    /// Which of several tables.
    Table,
}

impl Dimension {
    fn title(self) -> &'static str {
        match self {
            Self::HwType => "Hardware",
            Self::Image => "Image",
            Self::BatchSize => "Batch size",
            Self::Table => "Table",
        }
    }

    fn test_id(self) -> &'static str {
        match self {
            Self::HwType => "filter-hw_type",
            Self::Image => "filter-image",
            Self::BatchSize => "filter-batch_size",
            Self::Table => "filter-table",
        }
    }

    fn category(self, shown: &ActiveTable) -> Option<&Category> {
        match self {
            Self::HwType => Some(&shown.runs.hw_type),
            Self::Image => Some(&shown.runs.image),
            Self::BatchSize => Some(&shown.batch_sizes),
            Self::Table => shown.runs.table.as_ref(),
        }
    }

    fn kept(self, filter: &Filter) -> Option<&BTreeSet<String>> {
        match self {
            Self::HwType => filter.hw_type.as_ref(),
            Self::Image => filter.image.as_ref(),
            Self::BatchSize => filter.batch_size.as_ref(),
            Self::Table => filter.table.as_ref(),
        }
    }

    fn kept_mut(self, filter: &mut Filter) -> &mut Option<BTreeSet<String>> {
        match self {
            Self::HwType => &mut filter.hw_type,
            Self::Image => &mut filter.image,
            Self::BatchSize => &mut filter.batch_size,
            Self::Table => &mut filter.table,
        }
    }

    /// The short names of a table's labels.
    fn names(self, shown: &ActiveTable, labels: &[String]) -> Vec<String> {
        match self {
            Self::HwType => hardware_names(labels),
            Self::Image => image_names(shown),
            Self::BatchSize => labels.to_vec(),
            Self::Table => label_names("table", labels),
        }
    }
}

/// What a label's marks look like, where the chart tells it, and how many runs of the workload have it: beside the box once all
/// code is there.
#[inline(never)]
fn beside(state: State, dimension: Dimension, label: &str, workload: Option<&str>) -> Option<AnyView> {
    let (shown, theme) = (state.shown.get()?, theme(state.now));
    let category = dimension.category(&shown)?;
    let nth = category.labels.iter().position(|known| known == label)?;
    let rows = || category.codes.iter().enumerate().filter(|(_, code)| **code as usize == nth).map(|(row, _)| row);
    // Shapes tell images apart, unless they tell engines.
    let has_shapes = category.labels.len() > 1 && !Groups::shapes_are_engines(&shown.runs);
    let symbol = |row: usize| Swatch::Symbol {
        symbol: Symbol::nth(shown.shapes.of_row[row]),
        fill: theme.muted,
        radius_css: theme.mark_px,
    };
    let swatch = match dimension {
        Dimension::HwType => Some(Swatch::Bar { colour: theme.hue(nth), dash: (0.0, 0.0) }),
        Dimension::Image => rows().next().filter(|_| has_shapes).map(symbol),
        _ => None,
    };
    let runs = runs_in_play(&shown.runs, workload, category, nth);
    Some(view! { {swatch.map(icon)} <small>{fixed(runs as f64, 0)}</small> }.into_any())
}

/// The boxes of one dimension.
#[component]
pub fn Checks(state: State, dimension: Dimension) -> impl IntoView {
    let labels = Memo::new(move |_| {
        state.shown.with(|shown| {
            let category = shown.as_ref().and_then(|shown| dimension.category(shown));
            category.map(|category| category.labels.clone()).unwrap_or_default()
        })
    });
    let boxes = move || {
        let labelled = labels.get();
        // The labels are that table's.
        let names = state.shown.with_untracked(|shown| shown.as_ref().map(|shown| dimension.names(shown, &labelled)));
        let named = names.unwrap_or_default().into_iter().zip(labelled);
        named.map(|(words, label)| view! { <CheckBox state dimension words label labels /> }).views()
    };
    // What no row has cannot be chosen, unless an address did.
    let idle = move || {
        labels.with(|labels| matches!(&labels[..], [only] if only == Category::MISSING))
            && state.draft.now.with(|choice| dimension.kept(&choice.filter).is_none())
    };
    view! {
        <fieldset class="checks" class:chips=dimension == Dimension::BatchSize data-testid=dimension.test_id() hidden=live(idle)>
            <legend>{dimension.title()}</legend>
            <div>{live(boxes)}</div>
        </fieldset>
    }
}

/// A set of names, inserted one by one: collecting into a set would compile a sort of its own.
pub fn one_by_one(names: Vec<String>) -> BTreeSet<String> {
    let mut set = BTreeSet::new();
    set.extend(names);
    set
}

#[component]
fn CheckBox(
    state: State,
    dimension: Dimension,
    words: String,
    label: String,
    labels: Memo<Vec<String>>,
) -> impl IntoView {
    let checked = {
        let label = label.clone();
        move || state.draft.now.with(|choice| dimension.kept(&choice.filter).is_none_or(|kept| kept.contains(&label)))
    };
    let (title, named, words) = (shown(&label).into_owned(), label.clone(), shown(&words).into_owned());
    let workload = Memo::new(move |_| state.draft.now_unfiltered.with(|choice| choice.filter.workload.clone()));
    let beside = move || {
        let is_ready = state.lazy_code.get() == LazyCode::Ready;
        is_ready.then(|| beside(state, dimension, &named, workload.get().as_deref())).flatten()
    };
    let set = move |on: bool| {
        state.choose(|choice| {
            let kept = dimension.kept_mut(&mut choice.filter);
            let mut now = kept.take().unwrap_or_else(|| one_by_one(labels.get_untracked()));
            if on {
                now.insert(label.clone());
            } else {
                now.remove(&label);
            }
            // All of them is the same as no filter, which is not written to the address.
            let all = labels.with_untracked(|labels| labels.iter().all(|label| now.contains(label)));
            *kept = (!all).then_some(now);
        });
    };
    view! {
        <label title=title>
            <input type="checkbox" prop:checked=checked on:change:target=move |event| set(event.target().checked()) />
            <span>{words}</span>
            {live(beside)}
        </label>
    }
}
