//! What a reader chooses in the first view, and its address parameters: only what differs from the default is written,
//! under readable names, and what is not understood is left alone.

use std::collections::BTreeSet;

use crate::data::runs::filter::Filter;
use crate::data::runs::prices::PriceList;
use crate::data::runs::roles::Overrides;

use super::limits;
use super::limits::LimitChoice;
use super::money;
use super::money::MoneyChoice;
use super::param;
use super::param::{Misread, Param, choose, each, finite, one, set, word};
use super::pins::toggle;
use super::price_source;
use super::scatter_axes;
use super::scatter_axes::{ScatterChoice, Side};

/// Which latency runs are compared by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Latency {
    /// The mean.
    #[default]
    Avg,
    /// The 95th percentile.
    P95,
}

/// How the axes are divided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Axes {
    /// Logarithmic where the values span a factor of ten or more.
    #[default]
    Auto,
    /// Equal steps.
    Linear,
    /// Equal factors.
    Log,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// As the system says.
    #[default]
    System,
    /// Dark on white.
    Light,
    /// Light on dark.
    Dark,
}

/// What the reader chose.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    /// Which runs.
    pub filter: Filter,
    /// As in the notebook.
    pub notebook: bool,
    /// By which latency.
    pub latency: Latency,
    /// On which axes.
    pub axes: Axes,
    /// Which measures the axes of the first chart show, where those are not the usual ones.
    pub scatter: ScatterChoice,
    /// Legend entries switched off, by label.
    pub hidden: BTreeSet<String>,
    /// Light or dark.
    pub look: Look,
    /// Which column means what, where the reader said so.
    pub columns: Overrides,
    /// The reader's prices.
    pub prices: PriceList,
    /// The price lists that some of these are from, as an address has them: see [`Choice::lists`].
    pub price_sources: Vec<String>,
    /// The runs marked everywhere, rows of the table in the order of pinning.
    pub pins: Vec<usize>,
    /// The limits that a run must pass.
    pub limits: LimitChoice,
    /// Currency, break-even, volume.
    pub money: MoneyChoice,
    /// What of the columns and prices in the address was not understood; not written back.
    pub notes: Vec<String>,
}

const NOTEBOOK: &str = "notebook";
const LATENCIES: [(&str, Latency); 2] = [("avg", Latency::Avg), ("p95", Latency::P95)];
const AXES: [(&str, Axes); 2] = [("linear", Axes::Linear), ("log", Axes::Log)];

/// The parameters of the choice itself; those of limits and money have tables of their own.
pub static PARAMS: [Param<Choice>; 18] = [
    Param {
        key: "preset",
        read: |choice, value| set(&mut choice.notebook, (value == NOTEBOOK).then_some(true)),
        write: |choice| one(choice.notebook.then_some(NOTEBOOK)),
    },
    Param {
        key: "workload",
        read: |choice, value| set(&mut choice.filter.workload, param::name(value).map(Some)),
        write: |choice| one(choice.filter.workload.as_ref()),
    },
    Param {
        key: "max_vus",
        read: |choice, value| set(&mut choice.filter.max_vus, finite(value).map(Some)),
        write: |choice| one(choice.filter.max_vus),
    },
    Param {
        key: "hw_type",
        read: |choice, value| add(&mut choice.filter.hw_type, value),
        write: |choice| each(choice.filter.hw_type.iter().flatten()),
    },
    Param {
        key: "image",
        read: |choice, value| add(&mut choice.filter.image, value),
        write: |choice| each(choice.filter.image.iter().flatten()),
    },
    Param {
        key: "batch_size",
        read: |choice, value| add(&mut choice.filter.batch_size, value),
        write: |choice| each(choice.filter.batch_size.iter().flatten()),
    },
    Param {
        // Not `table`, which names one of several tables of a source.
        key: "of_table",
        read: |choice, value| add(&mut choice.filter.table, value),
        write: |choice| each(choice.filter.table.iter().flatten()),
    },
    Param {
        key: "cheapest",
        read: |choice, value| set(&mut choice.filter.cheapest, value.parse().ok().filter(|&n| n > 0).map(Some)),
        write: |choice| one(choice.filter.cheapest),
    },
    Param {
        key: "latency",
        read: |choice, value| choose(&mut choice.latency, value, &LATENCIES),
        write: |choice| word(choice.latency, &LATENCIES[1..]),
    },
    Param {
        key: "axes",
        read: |choice, value| choose(&mut choice.axes, value, &AXES),
        write: |choice| word(choice.axes, &AXES),
    },
    Param {
        key: "x",
        read: |choice, value| scatter_axes::read(&mut choice.scatter, Side::X, value),
        write: |choice| scatter_axes::written(&choice.scatter, Side::X),
    },
    Param {
        key: "y",
        read: |choice, value| scatter_axes::read(&mut choice.scatter, Side::Y, value),
        write: |choice| scatter_axes::written(&choice.scatter, Side::Y),
    },
    Param {
        key: "hide",
        read: |choice, value| {
            choice.hidden.insert(value.to_owned());
            Ok(())
        },
        write: |choice| each(&choice.hidden),
    },
    Param {
        key: "theme",
        read: |choice, value| set(&mut choice.look, Look::named(value)),
        write: |choice| one(choice.look.name()),
    },
    Param {
        key: "columns",
        read: |choice, value| {
            let (columns, mut notes) = Overrides::parse(value);
            choice.columns = columns;
            choice.notes.append(&mut notes);
            Ok(())
        },
        write: |choice| one((!choice.columns.is_empty()).then_some(&choice.columns)),
    },
    Param {
        key: "prices",
        read: |choice, value| {
            let (prices, mut notes) = PriceList::parse(value);
            choice.prices = prices;
            choice.notes.append(&mut notes);
            Ok(())
        },
        write: |choice| one((!choice.prices.is_empty()).then_some(&choice.prices)),
    },
    Param { key: "price_list", read: price_source::read, write: |choice| choice.price_sources.clone() },
    Param {
        key: "pin",
        read: |choice, value| {
            let row = value.parse().map_err(|_| Misread::Nonsense)?;
            if !choice.pins.contains(&row) {
                toggle(&mut choice.pins, row);
            }
            Ok(())
        },
        write: |choice| choice.pins.iter().map(usize::to_string).collect(),
    },
];

/// Lets a label pass a filter, besides those that do already.
fn add(filter: &mut Option<BTreeSet<String>>, label: &str) -> Result<(), Misread> {
    filter.get_or_insert_default().insert(label.to_owned());
    Ok(())
}

impl Choice {
    /// Reads the pairs of an address. Unknown keys and values are ignored: a link from a later version still opens.
    #[must_use]
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut choice = Self::default();
        pairs.into_iter().for_each(|(key, value)| {
            choice.read(key, value);
        });
        choice
    }

    /// Reads a pair of an address; `None` for a key that is not the choice's. Words about columns, prices and money go
    /// into the notes of these, which stand where they can be mended.
    pub fn read(&mut self, key: &str, value: &str) -> Option<Result<(), Misread>> {
        param::read(&PARAMS, self, key, value)
            .or_else(|| param::read(&limits::PARAMS, &mut self.limits, key, value))
            .or_else(|| self.money.read(key, value).then_some(Ok(())))
    }

    /// The pairs that say how this differs from the default, in a fixed order.
    #[must_use]
    pub fn to_pairs(&self) -> Vec<(&'static str, String)> {
        let own = param::pairs(&PARAMS, self);
        own.chain(param::pairs(&limits::PARAMS, &self.limits))
            .chain(param::pairs(&money::PARAMS, &self.money))
            .collect()
    }
}

impl Look {
    /// What an address or a frame's host calls so.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "system" => Some(Self::System),
            "light" => Some(Self::Light),
            "dark" => Some(Self::Dark),
            _ => None,
        }
    }

    /// The name in an address and on the page's root; `None` when the system decides.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

#[cfg(test)]
mod tests;
