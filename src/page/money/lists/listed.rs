//! The lines of a price list, from a table of whatever form: hardware with its price an hour, vendor, region, kind, number of
//! GPUs, currency and day.
//!
//! The price is that of one GPU where its column says so (`usd_per_gpu_hour`), or where the hardware's column names GPUs and
//! no column counts them; else that of the machine. A line without a price above 0, and one of a day to come, is left out
//! and counted. Of lines that differ in their day alone the newest counts.

use std::collections::BTreeMap;
use std::fmt;

use crate::data::runs::gpus::list::is_count;
use crate::data::runs::name::plain;
use crate::data::runs::prices::{hardware_key, vendor_key};
use crate::data::runs::roles::{Role, Roles, Unit};
use crate::data::table::Table;
use crate::data::table::column::{Column, Values};
use crate::data::text::price_list::{measures, names_gpu};
use crate::page::choice::hosted::Day;
use crate::page::choice::money::is_price;
use crate::text::foreign::cut;

/// Longer lists are no lists of prices that somebody keeps.
pub const MOST_LINES: usize = 200_000;
/// Names of columns in a sentence.
const MOST_NAMED: usize = 8;

const REGIONS: [&str; 6] = ["region", "location", "zone", "availability_zone", "datacenter", "country"];
const KINDS: [&str; 8] =
    ["kind", "pricing", "price_type", "pricing_model", "purchase_option", "billing", "commitment", "tier"];
const DAYS: [&str; 8] = ["date", "day", "as_of", "valid_from", "price_date", "updated", "updated_at", "retrieved"];
const CURRENCIES: [&str; 2] = ["currency", "currency_code"];

/// A price list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedPrices {
    /// Its address, or the name of a file.
    pub title: String,
    /// Whether that is the name of a file of this computer.
    pub is_file: bool,
    /// Its lines.
    pub lines: Vec<ListedPrice>,
    /// How many lines have no price above 0.
    pub without_price: usize,
    /// How many are of a day to come.
    pub to_come: usize,
    /// How many are older ones of what a newer line tells.
    pub older: usize,
}

/// A line of it.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedPrice {
    /// What may be the hardware: names of GPUs and machines.
    pub names: Vec<String>,
    keys: Vec<String>,
    /// Empty where it tells none, as the next two.
    pub vendor: String,
    vendor_key: String,
    /// Where.
    pub region: String,
    /// On demand, spot, reserved, …
    pub kind: String,
    /// GPUs of the machine.
    pub gpus: Option<f64>,
    /// Whether the price is of one GPU.
    pub per_gpu: bool,
    /// As the list writes it; empty for $.
    pub currency: String,
    /// The day of the price.
    pub day: Option<Day>,
    /// The price an hour.
    pub per_hour: f64,
}

/// Why a table is no price list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotPrices {
    /// It measures something.
    Runs,
    /// No column is a price an hour.
    NoPrice {
        /// Its columns.
        columns: Vec<String>,
    },
    /// The prices are no numbers.
    NotNumbers {
        /// Their column.
        column: String,
    },
    /// No column names hardware.
    NoHardware,
    /// No line has a price.
    NoLines,
    /// It is too long.
    TooLong {
        /// How many lines it has.
        lines: usize,
    },
}

impl fmt::Display for NotPrices {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Runs => f.write_str("This is a table of load tests and no price list. Open it under “Open data”."),
            Self::NoPrice { columns } => {
                let mut named: Vec<String> = columns.iter().take(MOST_NAMED).map(|name| cut(name)).collect();
                if columns.len() > MOST_NAMED {
                    named.push("…".to_owned());
                }
                write!(
                    f,
                    "No price list: none of its columns ({}) is a price an hour. Name one usd_per_gpu_hour or usd_per_hour.",
                    named.join(", ")
                )
            }
            Self::NotNumbers { column } => {
                write!(
                    f,
                    "The column {} holds no numbers. Write prices as 2.49, and their currency in a column.",
                    cut(column)
                )
            }
            Self::NoHardware => f.write_str("No price list: no column names hardware. Name one “hardware”."),
            Self::NoLines => f.write_str("The list has no price above 0."),
            Self::TooLong { lines } => {
                write!(f, "The list has {lines} lines, and more than {MOST_LINES} are not read. Keep those you need.")
            }
        }
    }
}

impl ListedPrices {
    /// Reads a table; `title` is where it is from, and `today` the last day whose prices count.
    ///
    /// # Errors
    /// It is no price list.
    pub fn of(title: String, is_file: bool, table: &Table, today: Option<Day>) -> Result<Self, NotPrices> {
        if table.rows > MOST_LINES {
            return Err(NotPrices::TooLong { lines: table.rows });
        }
        let roles = Roles::find(table);
        if measures(&roles) {
            return Err(NotPrices::Runs);
        }
        let lines = match roles.of(Role::Price) {
            Some(_) => rows(table, &roles)?,
            None => names(&title, table)?,
        };
        let all = lines.len();
        let mut lines: Vec<ListedPrice> = lines.into_iter().filter(|line| is_price(line.per_hour)).collect();
        let priced = lines.len();
        lines.retain(|line| line.day.is_none_or(|day| today.is_none_or(|today| day <= today)));
        let there = lines.len();
        let lines = newest(lines);
        if lines.is_empty() {
            return Err(NotPrices::NoLines);
        }
        let older = there - lines.len();
        Ok(Self { title, is_file, lines, without_price: all - priced, to_come: priced - there, older })
    }

    /// The first and the last of its days.
    #[must_use]
    pub fn days(&self) -> Option<(Day, Day)> {
        let days = || self.lines.iter().filter_map(|line| line.day);
        days().min().zip(days().max())
    }
}

impl ListedPrice {
    /// Whether it is of a vendor's hardware; where one of the two tells no vendor, the hardware alone counts.
    #[must_use]
    pub fn is_of(&self, vendor_key: &str, hardware_key: &str) -> bool {
        let vendors = self.vendor_key.is_empty() || vendor_key.is_empty() || self.vendor_key == vendor_key;
        vendors && !hardware_key.is_empty() && self.keys.iter().any(|key| key == hardware_key)
    }
}

fn find<'a>(table: &'a Table, named: &[&str]) -> Option<&'a Column> {
    named.iter().find_map(|name| table.columns.iter().find(|column| plain(&column.name) == *name))
}

fn rows(table: &Table, roles: &Roles) -> Result<Vec<ListedPrice>, NotPrices> {
    let column = |role| roles.of(role).and_then(|taken| table.columns.iter().find(|own| own.name == taken.column));
    let unit = roles.of(Role::Price).map_or(Unit::PerHour, |taken| taken.unit);
    let no_price = || NotPrices::NoPrice { columns: table.columns.iter().map(|own| own.name.clone()).collect() };
    let price = column(Role::Price).ok_or_else(no_price)?;
    let prices = price.numbers().ok_or_else(|| NotPrices::NotNumbers { column: price.name.clone() })?;
    let (vendor, counts) = (column(Role::Vendor), column(Role::GpuCount).and_then(Column::numbers));
    let (region, kind, day, currency) =
        (find(table, &REGIONS), find(table, &KINDS), find(table, &DAYS), find(table, &CURRENCIES));
    let others: Vec<&str> =
        [vendor, region, kind, day, currency].into_iter().flatten().map(|own| own.name.as_str()).collect();
    let is_name = |own: &&Column| matches!(own.values, Values::Text(_)) && !others.contains(&own.name.as_str());
    let named: Vec<&Column> = table.columns.iter().filter(is_name).collect();
    if named.is_empty() {
        return Err(NotPrices::NoHardware);
    }
    let of_gpus = column(Role::HwType).is_some_and(|own| names_gpu(&own.name));
    let per_gpu = matches!(unit, Unit::PerGpuHour | Unit::PerGpuSecond) || (of_gpus && counts.is_none());
    let text = |own: Option<&Column>, row: usize| own.map(|own| own.text(row).trim().to_owned()).unwrap_or_default();
    let line = |row: usize| {
        let mut line = ListedPrice::new(named.iter().map(|own| own.text(row)), text(vendor, row));
        line.region = text(region, row);
        line.kind = text(kind, row);
        line.currency = text(currency, row);
        line.gpus = counts.as_ref().map(|counts| counts[row]).filter(|&count| is_count(count));
        line.per_gpu = per_gpu;
        // A time of the day says nothing of the price.
        line.day = text(day, row).get(..10).and_then(Day::parse);
        line.per_hour = prices[row] * unit.factor(Unit::PerHour);
        line
    };
    Ok((0..table.rows).map(line).collect())
}

/// `{"l4": 0.8}` or `{"aws": {"l4": 0.8}}`, in a list that is called after prices.
fn names(title: &str, table: &Table) -> Result<Vec<ListedPrice>, NotPrices> {
    let line = |column: &Column| {
        let (vendor, name) = column.name.rsplit_once('.').unwrap_or(("", &column.name));
        let mut line = ListedPrice::new([name.to_owned()].into_iter(), vendor.to_owned());
        line.per_hour = column.numbers()?[0];
        Some(line)
    };
    let title = title.to_ascii_lowercase();
    let called = ["price", "pricing", "cost"].iter().any(|word| title.contains(word));
    let is_one = called && table.rows == 1 && !table.columns.is_empty();
    let lines: Option<Vec<ListedPrice>> = if is_one { table.columns.iter().map(line).collect() } else { None };
    lines.ok_or_else(|| NotPrices::NoPrice { columns: table.columns.iter().map(|own| own.name.clone()).collect() })
}

impl ListedPrice {
    fn new(names: impl Iterator<Item = String>, vendor: String) -> Self {
        let names: Vec<String> = names.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
        let keys = names.iter().map(|name| hardware_key(name)).collect();
        Self {
            names,
            keys,
            vendor_key: vendor_key(&vendor),
            vendor,
            region: String::new(),
            kind: String::new(),
            gpus: None,
            per_gpu: false,
            currency: String::new(),
            day: None,
            per_hour: f64::NAN,
        }
    }
}

/// Of lines that differ in day and price alone the newest, in the order of the list. Lines of one day both stay, and so do
/// those without one.
fn newest(lines: Vec<ListedPrice>) -> Vec<ListedPrice> {
    let key = |line: &ListedPrice| {
        let gpus = line.gpus.unwrap_or_default().to_string();
        let parts = [&line.vendor_key, &line.region, &line.kind, &line.currency, &gpus];
        // What no name holds keeps them apart.
        parts.into_iter().chain(&line.keys).map(String::as_str).collect::<Vec<_>>().join("\0")
    };
    let mut last = BTreeMap::new();
    for line in &lines {
        if let Some(day) = line.day {
            let newest = last.entry(key(line)).or_insert(day);
            *newest = day.max(*newest);
        }
    }
    let counts = |line: &ListedPrice| line.day.is_none_or(|day| last.get(&key(line)) == Some(&day));
    lines.iter().filter(|line| counts(line)).cloned().collect()
}
