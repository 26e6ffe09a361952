//! Filters by category: a checkbox for each hardware, image, batch size or table.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::chart::marks::symbol::Symbol;
use crate::chart::picture::legend::Swatch;
use crate::chart::theme::Theme;
use crate::data::runs::filter::Filter;
use crate::data::table::column::Category;
use crate::format::numbers::fixed;
use crate::page::tables::active_table::{ActiveTable, Groups};
use crate::page::words::short_runs::{hardware_names, label_names};
use crate::ui::chart::scatter_legend::icon;
use crate::ui::chart::theme;
use crate::ui::reactive::{Memo, Views, live};
use crate::ui::state::State;

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
}

/// A label that can be chosen.
#[derive(Clone, PartialEq)]
struct Entry {
    label: String,
    /// Its short name.
    words: String,
    /// How many runs of the table have it.
    runs: String,
    /// What its marks look like, where the chart tells it.
    swatch: Option<Swatch>,
}

impl Dimension {
    fn entries(self, shown: &ActiveTable, theme: &Theme) -> Vec<Entry> {
        let Some(category) = self.category(shown) else { return Vec::new() };
        let labels = &category.labels;
        let names = match self {
            Self::HwType => hardware_names(labels),
            Self::Image => label_names("image", labels),
            Self::BatchSize => labels.clone(),
            Self::Table => label_names("table", labels),
        };
        let mut runs = vec![0usize; labels.len()];
        let mut first = vec![None; labels.len()];
        for (row, &code) in category.codes.iter().enumerate() {
            runs[code as usize] += 1;
            first[code as usize].get_or_insert(row);
        }
        // Shapes tell images apart, unless they tell engines.
        let has_shapes = labels.len() > 1 && !Groups::shapes_are_engines(&shown.runs);
        let symbol = |row: usize| Swatch::Symbol {
            symbol: Symbol::nth(shown.shapes.of_row[row]),
            fill: theme.muted,
            radius_css: theme.mark_px,
        };
        let swatch = |nth: usize| match self {
            Self::HwType => Some(Swatch::Bar { colour: theme.hue(nth), dash: (0.0, 0.0) }),
            Self::Image => first[nth].filter(|_| has_shapes).map(symbol),
            _ => None,
        };
        let entry = |(nth, words): (usize, String)| Entry {
            label: labels[nth].clone(),
            words,
            runs: fixed(runs[nth] as f64, 0),
            swatch: swatch(nth),
        };
        names.into_iter().enumerate().map(entry).collect()
    }
}

/// The boxes of one dimension.
#[component]
pub fn Checks(state: State, dimension: Dimension) -> impl IntoView {
    let theme = Memo::new(move |_| theme(state.now));
    let entries = Memo::new(move |_| {
        state.shown.with(|shown| shown.as_ref().map(|shown| dimension.entries(shown, &theme.get())).unwrap_or_default())
    });
    let labels = Memo::new(move |_| entries.with(|entries| entries.iter().map(|entry| entry.label.clone()).collect::<Vec<_>>()));
    let boxes =
        move || entries.get().into_iter().map(|entry| view! { <CheckBox state dimension entry labels /> }).views();
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
fn CheckBox(state: State, dimension: Dimension, entry: Entry, labels: Memo<Vec<String>>) -> impl IntoView {
    let Entry { label, words, runs, swatch } = entry;
    let checked = {
        let label = label.clone();
        move || state.draft.now.with(|choice| dimension.kept(&choice.filter).is_none_or(|kept| kept.contains(&label)))
    };
    let title = label.clone();
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
            {swatch.map(icon)}
            <span>{words}</span>
            <small>{runs}</small>
        </label>
    }
}
