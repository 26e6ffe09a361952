//! Price lists beside results: hardware with its price per hour, which prices the runs of the other files.
//!
//! A list has a price per hour, names of hardware and no measure: a row each, or `{"l4": 0.8}` in a file that is called
//! after prices. A run takes the price of its hardware; what list and runs both tell (vendor, region, number of GPUs) must
//! agree. Of two prices for the same nothing is taken. Runs that have a price or a cost keep theirs.

use super::named_bytes::NamedBytes;
use super::read_alike;
use crate::analysis::decide::cost_latency::usable;
use crate::data::limits::Limits;
use crate::data::runs::prices::same;
use crate::data::runs::roles::{Role, Roles, Unit};
use crate::data::table::Table;
use crate::data::table::column::{Column, Values};
use crate::data::table::notes::Doubt;
use crate::data::table::values;

/// Lists are short.
const MOST_BYTES: usize = 1 << 20;
/// A list says what it is at its beginning.
const FIRST_BYTES: usize = 4 << 10;
/// Names of hardware in a sentence.
const MOST_NAMED: usize = 6;

/// A price list.
pub struct PriceTable {
    file: String,
    entries: Vec<Entry>,
    /// Whether prices are of one GPU whatever the hardware.
    per_gpu: bool,
    /// Whether they are of machines with as many GPUs as the list says.
    counts_gpus: bool,
}

/// A line of a list.
struct Entry {
    /// What may be the hardware: texts of the line.
    names: Vec<String>,
    vendor: Option<String>,
    gpus: Option<f64>,
    /// The texts by the names of their columns.
    texts: Vec<(String, String)>,
    usd_per_hour: f64,
}

/// Takes the price lists out of files; none where nothing else would be left, `others` being read already.
pub fn take(files: &mut Vec<NamedBytes>, others: bool, limits: &Limits) -> Vec<PriceTable> {
    if files.len() + usize::from(others) < 2 {
        return Vec::new();
    }
    let mut found: Vec<Option<PriceTable>> = files.iter().map(|file| PriceTable::of(file, limits)).collect();
    if !others && found.iter().all(Option::is_some) {
        return Vec::new();
    }
    let mut is_list = found.iter().map(Option::is_some).collect::<Vec<_>>().into_iter();
    files.retain(|_| is_list.next() == Some(false));
    found.drain(..).flatten().collect()
}

impl PriceTable {
    fn of(file: &NamedBytes, limits: &Limits) -> Option<Self> {
        let beginning = &file.bytes[..file.bytes.len().min(FIRST_BYTES)];
        let text = format!("{} {}", file.name, String::from_utf8_lossy(beginning)).to_ascii_lowercase();
        let says_price = ["price", "pricing", "cost", "usd", "$"].iter().any(|word| text.contains(word));
        if file.bytes.len() > MOST_BYTES || !says_price {
            return None;
        }
        let table = read_alike(vec![file.clone()], 1, limits).ok()?;
        Self::of_rows(&file.name, &table).or_else(|| Self::of_names(&file.name, &table))
    }

    fn of_rows(file: &str, table: &Table) -> Option<Self> {
        let roles = Roles::find(table);
        if measures(&roles) {
            return None;
        }
        let column = |role| roles.of(role).and_then(|taken| table.columns.iter().find(|own| own.name == taken.column));
        let unit = roles.of(Role::Price)?.unit;
        let prices = column(Role::Price)?.numbers()?;
        let (vendor, gpus) = (column(Role::Vendor), column(Role::GpuCount));
        let is_text = |column: &&Column| matches!(column.values, Values::Text(_));
        let texts: Vec<&Column> = table.columns.iter().filter(is_text).collect();
        let named = |column: &&&Column| vendor.is_none_or(|vendor| vendor.name != column.name);
        let entry = |row: usize| Entry {
            names: texts.iter().filter(named).map(|column| column.text(row)).filter(|name| !name.is_empty()).collect(),
            vendor: vendor.filter(|column| !column.is_null(row)).map(|column| column.text(row)),
            gpus: gpus.and_then(Column::numbers).map(|gpus| gpus[row]).filter(|gpus| gpus.is_finite()),
            texts: texts.iter().filter(named).map(|column| (column.name.clone(), column.text(row))).collect(),
            usd_per_hour: prices[row] * unit.factor(Unit::PerHour),
        };
        let entries: Vec<Entry> = (0..table.rows).map(entry).collect();
        let (per_gpu, counts_gpus) = (unit == Unit::PerGpuHour, gpus.is_some());
        let names = entries.iter().any(|entry| !entry.names.is_empty());
        names.then(|| Self { file: file.to_owned(), entries, per_gpu, counts_gpus })
    }

    /// `{"l4": 0.8}` or `{"aws": {"l4": 0.8}}`, in a file that is called after prices.
    fn of_names(file: &str, table: &Table) -> Option<Self> {
        let base = file.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
        let called = ["price", "pricing", "cost"].iter().any(|word| base.contains(word));
        if !called || table.rows != 1 || measures(&Roles::find(table)) {
            return None;
        }
        let entry = |column: &Column| {
            let (vendor, name) = column.name.rsplit_once('.').map_or((None, &*column.name), |(v, n)| (Some(v), n));
            let usd_per_hour = column.numbers()?[0];
            let vendor = vendor.map(str::to_owned);
            Some(Entry { names: vec![name.to_owned()], vendor, gpus: None, texts: Vec::new(), usd_per_hour })
        };
        let entries: Option<Vec<Entry>> = table.columns.iter().map(entry).collect();
        Some(Self { file: file.to_owned(), entries: entries?, per_gpu: false, counts_gpus: false })
    }

    /// Fills the prices of runs, and notes where they are from or why not.
    pub fn fill(&self, table: &mut Table) {
        let roles = Roles::find(table);
        if roles.of(Role::Price).is_some() || roles.of(Role::Cost).is_some() {
            let said = format!("The price list “{}” is not used: the runs have prices already.", self.file);
            table.notes.said.push(said);
            return;
        }
        let Some(priced) = self.priced(table, &roles) else {
            let names = self.entries.iter().flat_map(|entry| entry.names.first());
            let said = format!(
                "The price list “{}” is not used: no run names hardware that is in it ({}).",
                self.file,
                list(names.cloned())
            );
            table.notes.said.push(said);
            return;
        };
        table.notes.said.extend(priced.notes(&self.file));
        if priced.usd_per_hour.iter().all(Option::is_none) {
            return;
        }
        let column = Role::Price.house_name();
        let times = if priced.of_gpus { ", times the number of GPUs" } else { "" };
        let said = format!("Prices per hour are from “{}” ({}{times}).", self.file, list(priced.taken.iter().cloned()));
        // No column has the role then.
        let undo = format!("{}:", Role::Price.key());
        table.notes.add(Doubt { column: column.to_owned(), said, undo });
        table.notes.rewritten = true;
        table.columns.push(Column { name: column.to_owned(), values: values::of_numbers(&priced.usd_per_hour) });
    }

    /// The prices of runs; `None` where no column of theirs names hardware of the list.
    fn priced(&self, table: &Table, roles: &Roles) -> Option<Priced> {
        let column = |role| roles.of(role).and_then(|taken| table.columns.iter().find(|own| own.name == taken.column));
        let is_named = |column: &&Column| {
            matches!(column.values, Values::Text(_))
                && (0..table.rows).any(|row| self.entries.iter().any(|entry| entry.is_of(&column.text(row))))
        };
        let hardware = column(Role::HwType).into_iter().chain(&table.columns).find(is_named)?;
        let (vendor, gpus) = (column(Role::Vendor), column(Role::GpuCount).and_then(Column::numbers));
        let of_gpus = (self.per_gpu || (names_gpu(&hardware.name) && !self.counts_gpus)) && gpus.is_some();
        let mut priced = Priced { of_gpus, ..Priced::default() };
        for row in 0..table.rows {
            let name = hardware.text(row);
            let own_vendor = vendor.filter(|column| !column.is_null(row)).map(|column| column.text(row));
            let own_gpus = gpus.as_ref().map(|gpus| gpus[row]).filter(|gpus| gpus.is_finite());
            let mut prices: Vec<f64> = Vec::new();
            for entry in self.entries.iter().filter(|entry| entry.is_of(&name)) {
                let vendors = entry.vendor.as_ref().zip(own_vendor.as_ref());
                let agrees = vendors.is_none_or(|(listed, own)| same((listed, ""), (own, "")))
                    && (self.per_gpu || entry.gpus.zip(own_gpus).is_none_or(|(listed, own)| listed == own))
                    && entry.agrees(table, row, &name);
                if agrees && usable(entry.usd_per_hour) && !prices.contains(&entry.usd_per_hour) {
                    prices.push(entry.usd_per_hour);
                }
            }
            let times = if of_gpus { own_gpus.unwrap_or(f64::NAN) } else { 1.0 };
            priced.add(&name, &prices, times);
        }
        Some(priced)
    }
}

impl Entry {
    fn is_of(&self, hardware: &str) -> bool {
        !hardware.is_empty() && self.names.iter().any(|name| same(("", name), ("", hardware)))
    }

    /// Whether texts that the run tells under the same names, such as a region, are the same; the hardware's own aside.
    fn agrees(&self, table: &Table, row: usize, hardware: &str) -> bool {
        let alike = |a: &str, b: &str| same(("", a), ("", b));
        self.texts.iter().filter(|(_, text)| !text.is_empty() && !alike(text, hardware)).all(|(name, text)| {
            let own = table.columns.iter().find(|column| column.name.eq_ignore_ascii_case(name));
            let own = own.filter(|column| matches!(column.values, Values::Text(_)) && !column.is_null(row));
            own.is_none_or(|column| alike(&column.text(row), text))
        })
    }
}

/// What came of a list and runs.
#[derive(Default)]
struct Priced {
    usd_per_hour: Vec<Option<f64>>,
    of_gpus: bool,
    /// Hardware with its price, in words.
    taken: Vec<String>,
    /// Hardware that has several.
    ambiguous: Vec<String>,
    /// Hardware that has none.
    missing: Vec<String>,
}

impl Priced {
    fn add(&mut self, hardware: &str, prices: &[f64], times: f64) {
        let once = |list: &mut Vec<String>, text: String| {
            if !list.contains(&text) {
                list.push(text);
            }
        };
        self.usd_per_hour.push(match prices {
            &[price] => {
                once(&mut self.taken, format!("{hardware}: ${price}"));
                Some(price * times).filter(|price| price.is_finite())
            }
            [] => {
                once(&mut self.missing, hardware.to_owned());
                None
            }
            several => {
                let prices: Vec<String> = several.iter().map(|price| format!("${price}")).collect();
                once(&mut self.ambiguous, format!("{hardware}: {}", prices.join(" and ")));
                None
            }
        });
    }

    fn notes(&self, file: &str) -> Vec<String> {
        let mut notes = Vec::new();
        if !self.ambiguous.is_empty() {
            notes.push(format!(
                "The price list “{file}” has several prices of the same hardware ({}), and none of them is taken. Leave \
                 one, or tell them apart by a column that the runs have too, such as a vendor or a region.",
                list(self.ambiguous.iter().cloned())
            ));
        }
        if !self.missing.is_empty() {
            notes.push(format!(
                "The price list “{file}” has no price of {}.",
                list(self.missing.iter().map(|name| format!("“{name}”")))
            ));
        }
        notes
    }
}

/// Whether any measure of a load test is there.
pub(crate) fn measures(roles: &Roles) -> bool {
    let others = [Role::Vus, Role::Throughput, Role::TotalRequests, Role::SuccessfulRequests, Role::Duration];
    let tokens = [Role::OutputTokenRate, Role::TotalTokenRate];
    let all = Role::LATENCIES.into_iter().chain(Role::TOKEN_TIMES).chain(others).chain(tokens);
    all.into_iter().any(|role| roles.of(role).is_some())
}

/// Whether a column of hardware names a GPU and not a machine.
pub(crate) fn names_gpu(column: &str) -> bool {
    let last = column.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    last.contains("gpu") || last.contains("accelerator")
}

fn list(items: impl Iterator<Item = String>) -> String {
    let mut items: Vec<String> = items.collect();
    let more = items.len() > MOST_NAMED;
    items.truncate(MOST_NAMED);
    items.join(", ") + if more { ", …" } else { "" }
}
