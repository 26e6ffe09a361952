//! Everything a reader can choose, and how it is written in an address: only what differs from the default, readable
//! names, and what is not understood is left alone.

use std::collections::BTreeSet;

use crate::data::runs::filter::Filter;
use crate::data::runs::prices::PriceList;
use crate::data::runs::roles::Overrides;
use crate::data::table::number;

use super::limits as limit_choice;
use super::limits::LimitChoice;
use super::money;
use super::money::MoneyChoice;
use super::pins::toggle;

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
    /// Legend entries switched off, by label.
    pub hidden: BTreeSet<String>,
    /// Light or dark.
    pub look: Look,
    /// Which column means what, where the reader said so.
    pub columns: Overrides,
    /// The reader's prices.
    pub prices: PriceList,
    /// The runs marked everywhere, rows of the table in the order of pinning.
    pub pins: Vec<usize>,
    /// The limits that a run must pass.
    pub limits: LimitChoice,
    /// Currency, break-even, volume.
    pub money: MoneyChoice,
    /// What of the columns and prices in the address was not understood; not written back.
    pub notes: Vec<String>,
}

/// The names used in an address. Those that may occur more than once name one value each time.
mod key {
    pub const PRESET: &str = "preset";
    pub const MAX_VUS: &str = "max_vus";
    pub const HW_TYPE: &str = "hw_type";
    pub const IMAGE: &str = "image";
    pub const BATCH_SIZE: &str = "batch_size";
    /// Not `table`, which names one of several tables at a place.
    pub const OF_TABLE: &str = "of_table";
    pub const CHEAPEST: &str = "cheapest";
    pub const LATENCY: &str = "latency";
    pub const AXES: &str = "axes";
    pub const HIDE: &str = "hide";
    pub const THEME: &str = "theme";
    pub const COLUMNS: &str = "columns";
    pub const PRICES: &str = "prices";
    pub const PIN: &str = "pin";
}

/// All of them, for whoever has to replace what an address said before.
pub const KEYS: [&str; 23] = [
    key::PRESET,
    key::MAX_VUS,
    key::HW_TYPE,
    key::IMAGE,
    key::BATCH_SIZE,
    key::OF_TABLE,
    key::CHEAPEST,
    key::LATENCY,
    key::AXES,
    key::HIDE,
    key::THEME,
    key::COLUMNS,
    key::PRICES,
    key::PIN,
    limit_choice::KEYS[0],
    limit_choice::KEYS[1],
    limit_choice::KEYS[2],
    limit_choice::KEYS[3],
    limit_choice::KEYS[4],
    money::KEYS[0],
    money::KEYS[1],
    money::KEYS[2],
    money::KEYS[3],
];

const NOTEBOOK: &str = "notebook";

/// What became of a pair of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Read {
    /// It is part of the choice now, or told in notes of its own.
    Taken,
    /// The key is ours, the value means nothing.
    Refused,
    /// The key is somebody else's.
    Unknown,
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

    /// Reads a pair of an address. What it does not understand changes nothing. Words of columns and prices, and about
    /// money, go into the notes of these, which stand where they can be mended.
    pub fn read(&mut self, key: &str, value: &str) -> Read {
        let add = |set: &mut Option<BTreeSet<String>>| {
            set.get_or_insert_default().insert(value.to_owned());
        };
        match (key, value) {
            (key::PRESET, NOTEBOOK) => self.notebook = true,
            (key::MAX_VUS, _) => match number::parse(value).filter(|v| v.is_finite()) {
                Some(vus) => self.filter.max_vus = Some(vus),
                None => return Read::Refused,
            },
            (key::HW_TYPE, _) => add(&mut self.filter.hw_type),
            (key::IMAGE, _) => add(&mut self.filter.image),
            (key::BATCH_SIZE, _) => add(&mut self.filter.batch_size),
            (key::OF_TABLE, _) => add(&mut self.filter.table),
            (key::CHEAPEST, _) => match value.parse().ok().filter(|&n| n > 0) {
                Some(count) => self.filter.cheapest = Some(count),
                None => return Read::Refused,
            },
            (key::PIN, _) => match value.parse() {
                Ok(row) if !self.pins.contains(&row) => toggle(&mut self.pins, row),
                Ok(_) => {}
                Err(_) => return Read::Refused,
            },
            (key::LATENCY, "avg") => self.latency = Latency::Avg,
            (key::LATENCY, "p95") => self.latency = Latency::P95,
            (key::AXES, "linear") => self.axes = Axes::Linear,
            (key::AXES, "log") => self.axes = Axes::Log,
            (key::HIDE, _) => {
                self.hidden.insert(value.to_owned());
            }
            (key::THEME, _) => match Look::named(value) {
                Some(look) => self.look = look,
                None => return Read::Refused,
            },
            (key::COLUMNS, text) => {
                let (columns, mut notes) = Overrides::parse(text);
                self.columns = columns;
                self.notes.append(&mut notes);
            }
            (key::PRICES, text) => {
                let (prices, mut notes) = PriceList::parse(text);
                self.prices = prices;
                self.notes.append(&mut notes);
            }
            (key::PRESET | key::LATENCY | key::AXES, _) => return Read::Refused,
            _ if limit_choice::KEYS.contains(&key) => {
                return if self.limits.read(key, value) { Read::Taken } else { Read::Refused };
            }
            _ if money::KEYS.contains(&key) => self.money.read(key, value),
            _ => return Read::Unknown,
        }
        Read::Taken
    }

    /// The pairs that say how this differs from the default, in a fixed order.
    #[must_use]
    pub fn to_pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        let mut say = |key, value: Option<String>| pairs.extend(value.map(|value| (key, value)));
        say(key::PRESET, self.notebook.then(|| NOTEBOOK.to_owned()));
        say(key::MAX_VUS, self.filter.max_vus.map(|v| v.to_string()));
        for (key, set) in [
            (key::HW_TYPE, &self.filter.hw_type),
            (key::IMAGE, &self.filter.image),
            (key::BATCH_SIZE, &self.filter.batch_size),
            (key::OF_TABLE, &self.filter.table),
        ] {
            set.iter().flatten().for_each(|label| say(key, Some(label.clone())));
        }
        say(key::CHEAPEST, self.filter.cheapest.map(|n| n.to_string()));
        say(key::LATENCY, (self.latency == Latency::P95).then(|| "p95".to_owned()));
        say(key::AXES, self.axes.name().map(str::to_owned));
        self.hidden.iter().for_each(|label| say(key::HIDE, Some(label.clone())));
        say(key::THEME, self.look.name().map(str::to_owned));
        say(key::COLUMNS, (!self.columns.is_empty()).then(|| self.columns.to_string()));
        say(key::PRICES, (!self.prices.is_empty()).then(|| self.prices.to_string()));
        self.pins.iter().for_each(|row| say(key::PIN, Some(row.to_string())));
        pairs.extend(self.limits.pairs());
        pairs.extend(self.money.pairs());
        pairs
    }
}

impl Axes {
    fn name(self) -> Option<&'static str> {
        match self {
            Self::Auto => None,
            Self::Linear => Some("linear"),
            Self::Log => Some("log"),
        }
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
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Choice {
        Choice::from_pairs(pairs.iter().copied())
    }

    #[test]
    fn the_default_says_nothing() {
        assert!(Choice::default().to_pairs().is_empty());
        assert_eq!(read(&[]), Choice::default());
    }

    #[test]
    fn there_and_back() {
        let pairs = [
            ("preset", "notebook"),
            ("max_vus", "256"),
            ("hw_type", "nvidia-l4"),
            ("hw_type", "odd & ends=, #1"),
            ("batch_size", "64"),
            ("of_table", "b/runs.csv"),
            ("cheapest", "100"),
            ("latency", "p95"),
            ("axes", "log"),
            ("hide", "Pareto front"),
            ("theme", "dark"),
            ("columns", "vus:concurrency,avg:mean_e2el@s,by:odd%2C name"),
            ("prices", "aws/nvidia-l4:0.6,/h100:2.5"),
            ("pin", "12"),
            ("pin", "3"),
            ("max_p95_ms", "500"),
            ("allow_hw", "nvidia-l4"),
            ("currency", "€"),
            ("plan", "50/s@12h"),
        ];
        let written: Vec<(&str, String)> = read(&pairs).to_pairs();
        assert_eq!(written, pairs.map(|(key, value)| (key, value.to_owned())));
    }

    #[test]
    fn nonsense_is_ignored() {
        let nonsense = [
            ("max_vus", "many"),
            ("max_vus", "inf"),
            ("cheapest", "-3"),
            ("cheapest", "0"),
            ("axes", "3d"),
            ("pin", "-1"),
            ("x", "y"),
        ];
        assert_eq!(read(&nonsense), Choice::default());
        let noted = read(&[("columns", "colour:red"), ("prices", "free")]);
        assert_eq!((noted.to_pairs().len(), noted.notes.len()), (0, 2));
    }
}
