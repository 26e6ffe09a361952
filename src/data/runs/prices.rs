//! Prices of hardware, $ per hour by vendor and hardware: the notebooks' four and the reader's own.
//!
//! A price that is not known is asked for. It is never 0 and never guessed: not from another vendor, nor from other
//! hardware.

use std::fmt;

use crate::analysis::decide::cost_latency::usable;
use crate::analysis::stats::classes::Classes;
use crate::analysis::stats::extent::Extent;
use crate::analysis::stats::median::median;
use crate::data::table::column::Category;
use crate::data::table::number;
use crate::text::foreign::cut;
use crate::text::percent::{decode_name, encode_name};

/// The prices of the notebooks: vendor, hardware, $ per hour (`embedding-optimization.ipynb`, last cells).
const NOTEBOOK_PRICES: [(&str, &str, f64); 4] =
    [("gcp", "t4", 0.5), ("gcp", "l4", 0.7), ("aws", "t4", 0.5), ("aws", "l4", 0.8)];

/// A price that the reader gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Price {
    /// Vendor as in the table; empty when the table names none.
    pub vendor: String,
    /// Hardware as in the table; empty when the table names none.
    pub hardware: String,
    /// $ per hour, above 0.
    pub usd_per_hour: f64,
}

/// Prices. The default knows those of the notebooks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PriceList {
    own: Vec<Price>,
}

impl PriceList {
    /// Reads an address's text, `aws/nvidia-l4:0.8,/h100:2.5`. What is no price above 0 is left out and told in a
    /// sentence each; of two prices for the same the later counts.
    #[must_use]
    pub fn parse(text: &str) -> (Self, Vec<String>) {
        let mut list = Self::default();
        let mut notes = Vec::new();
        for part in text.split(',').filter(|part| !part.is_empty()) {
            let read = part.rsplit_once(':').and_then(|(what, price)| {
                let (vendor, hardware) = what.split_once('/')?;
                Some((decode_name(vendor), decode_name(hardware), number::parse(price).filter(|&price| usable(price))?))
            });
            match read {
                Some((vendor, hardware, price)) => list.set(&vendor, &hardware, Some(price)),
                None => notes.push(format!("“{}” in the address is no price.", cut(part))),
            }
        }
        (list, notes)
    }

    /// The price of a vendor's hardware, $ per hour: the reader's own, else the notebooks'; `None` when neither knows.
    #[must_use]
    pub fn usd_per_hour(&self, vendor: &str, hardware: &str) -> Option<f64> {
        let notebook = || {
            let same = |known: &&(&str, &str, f64)| vendor_key(vendor) == known.0 && hardware_key(hardware) == known.1;
            NOTEBOOK_PRICES.iter().find(same).map(|known| known.2)
        };
        self.own(vendor, hardware).or_else(notebook)
    }

    /// The price that the reader gave.
    #[must_use]
    pub fn own(&self, vendor: &str, hardware: &str) -> Option<f64> {
        self.own.iter().find(|price| price.is_of(vendor, hardware)).map(|price| price.usd_per_hour)
    }

    /// Sets the reader's price, $ per hour; `None`, and what is no price (0, below, NaN, infinite), takes it back.
    pub fn set(&mut self, vendor: &str, hardware: &str, usd_per_hour: Option<f64>) {
        self.own.retain(|price| !price.is_of(vendor, hardware));
        let named = |name: &str| if name == Category::MISSING { String::new() } else { name.to_owned() };
        self.own.extend(usd_per_hour.filter(|&price| usable(price)).map(|usd_per_hour| Price {
            vendor: named(vendor),
            hardware: named(hardware),
            usd_per_hour,
        }));
    }

    /// The reader's prices, in the order in which they were given.
    #[must_use]
    pub fn each(&self) -> &[Price] {
        &self.own
    }

    /// Whether the reader gave no price.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.own.is_empty()
    }
}

impl Price {
    fn is_of(&self, vendor: &str, hardware: &str) -> bool {
        same((&self.vendor, &self.hardware), (vendor, hardware))
    }
}

/// The text of an address, in the order in which the prices were given; empty without any.
impl fmt::Display for PriceList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |price: &Price| {
            format!("{}/{}:{}", encode_name(&price.vendor), encode_name(&price.hardware), price.usd_per_hour)
        };
        f.write_str(&self.own.iter().map(text).collect::<Vec<_>>().join(","))
    }
}

/// Whether two spellings of a vendor's hardware have one price.
#[must_use]
pub fn same(a: (&str, &str), b: (&str, &str)) -> bool {
    vendor_key(a.0) == vendor_key(b.0) && hardware_key(a.1) == hardware_key(b.1)
}

/// Spellings of the same cloud; a table without vendors has the nameless one.
#[must_use]
pub fn vendor_key(vendor: &str) -> String {
    let key = plain(vendor);
    match key.as_str() {
        "amazon" | "amazonwebservices" | "ec2" => "aws".to_owned(),
        "google" | "googlecloud" | "googlecloudplatform" => "gcp".to_owned(),
        _ => key,
    }
}

/// Spellings of the same hardware: `NVIDIA-T4`, `nvidia-t4`, `Tesla T4` and `t4`.
#[must_use]
pub fn hardware_key(hardware: &str) -> String {
    let key = plain(hardware);
    let short = key.trim_start_matches("nvidia").trim_start_matches("tesla");
    if short.is_empty() { key } else { short.to_owned() }
}

/// Letters and digits only, those of ASCII in lower case, as clouds and hardware are named; a missing name is empty.
fn plain(name: &str) -> String {
    if name == Category::MISSING {
        return String::new();
    }
    name.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect()
}

/// Where a price comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PriceFrom {
    /// The reader gave it.
    Reader,
    /// The table has a cost or a price.
    Table,
    /// The notebooks' list.
    Notebooks,
    /// An assumption that comes with the table.
    Assumed,
    /// Nobody knows it: it is asked for.
    Unknown,
}

/// A vendor's hardware that occurs in a table, and its price.
#[derive(Clone, Debug, PartialEq)]
pub struct PricePair {
    /// Vendor as in the table; empty when the table has no such column.
    pub vendor: String,
    /// Hardware as in the table; empty when the table has no such column.
    pub hardware: String,
    /// How many runs it has.
    pub rows: usize,
    /// $ per hour; NaN when it is not known, or the table has costs only.
    pub usd_per_hour: f64,
    /// Whether a listed price, and one that the reader enters, is of one GPU and multiplied by those of each run.
    pub per_gpu: bool,
    /// Where it comes from.
    pub from: PriceFrom,
    /// What it is without the reader's price.
    pub base: Base,
}

/// A price before the reader changes it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Base {
    /// $ per hour, as the reader would enter it: the median over the runs; NaN when it is not known.
    pub usd_per_hour: f64,
    /// Where it comes from; never the reader.
    pub from: PriceFrom,
    /// Whether runs differ in it by more than rounding does, a thousandth.
    pub varies: bool,
}

impl Default for Base {
    fn default() -> Self {
        Self { usd_per_hour: f64::NAN, from: PriceFrom::Unknown, varies: false }
    }
}

impl Base {
    /// From the prices of the runs that have one, and where the first of them is from.
    pub(crate) fn of(prices: Vec<f64>, from: PriceFrom) -> Self {
        let Some(Extent { min, max }) = Extent::of(prices.iter().copied()) else { return Self::default() };
        Self { usd_per_hour: median(prices).unwrap_or(f64::NAN), from, varies: max > min * 1.001 }
    }

    /// The same hardware in one more table: the first price that is known, and whether the other is another one.
    #[must_use]
    pub(crate) fn with(self, other: Self) -> Self {
        if self.usd_per_hour.is_nan() {
            return other;
        }
        let apart = (self.usd_per_hour - other.usd_per_hour).abs() > self.usd_per_hour * 0.001;
        Self { varies: self.varies || other.varies || apart, ..self }
    }
}

/// The vendors and hardware that occur together, in natural order, and the position of each row's; prices not yet known.
pub fn pairs(vendor: Option<&Category>, hardware: Option<&Category>, rows: usize) -> (Vec<PricePair>, Vec<u32>) {
    let known = [vendor, hardware].into_iter().flatten();
    let classes = known.fold(Classes::one(rows), |classes, category| category.split(classes));
    let label = |category: Option<&Category>, row| category.map_or_else(String::new, |it| it.label(row).to_owned());
    let mut pairs: Vec<Option<PricePair>> = vec![None; classes.count];
    for (row, &class) in classes.of_row.iter().enumerate() {
        pairs[class as usize].get_or_insert_with(|| PricePair {
            vendor: label(vendor, row),
            hardware: label(hardware, row),
            rows: 0,
            usd_per_hour: f64::NAN,
            per_gpu: false,
            from: PriceFrom::Unknown,
            base: Base::default(),
        });
    }
    (pairs.into_iter().flatten().collect(), classes.of_row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_the_same() {
        let list = PriceList::default();
        for (vendor, hardware, price) in [
            ("gcp", "nvidia-t4", 0.5),
            ("GCP", "NVIDIA-T4", 0.5),
            ("aws", "t4", 0.5),
            ("Google Cloud", "Tesla T4", 0.5),
            ("gcp", "nvidia-l4", 0.7),
            ("amazon", "NVIDIA L4", 0.8),
        ] {
            assert_eq!(list.usd_per_hour(vendor, hardware), Some(price), "{vendor} {hardware}");
        }
    }

    #[test]
    fn the_unknown_has_no_price() {
        let list = PriceList::default();
        for (vendor, hardware) in
            [("azure", "t4"), ("", "t4"), ("(none)", "l4"), ("aws", "l40s"), ("aws", "a10g"), ("aws", ""), ("", "")]
        {
            assert_eq!(list.usd_per_hour(vendor, hardware), None, "{vendor} {hardware}");
        }
    }

    #[test]
    fn own_prices_win_and_go() {
        let mut list = PriceList::default();
        list.set("aws", "nvidia-l4", Some(0.6));
        assert_eq!(list.usd_per_hour("AWS", "l4"), Some(0.6));
        assert_eq!(list.to_string(), "aws/nvidia-l4:0.6");
        list.set("aws", "L4", Some(0.0));
        assert_eq!(list.usd_per_hour("aws", "l4"), Some(0.8));
        assert!(list.is_empty());
        list.set("(none)", "(none)", Some(2.0));
        assert_eq!((list.to_string(), list.own("", "")), ("/:2".to_owned(), Some(2.0)));
    }

    #[test]
    fn there_and_back_and_nonsense() {
        let text = "aws/nvidia-l4:0.8,/h100 sxm:2.5,a%2Fb/c%3Ad%2Ce:1e-7";
        let (list, notes) = PriceList::parse(text);
        assert!(notes.is_empty());
        assert_eq!(list.usd_per_hour("a/b", "c:d,e"), Some(1e-7));
        let again = PriceList::parse(&list.to_string());
        assert_eq!(again, (list, Vec::new()));
        let (list, notes) = PriceList::parse("aws/l4:0,aws/l4:-1,aws/l4:NaN,aws/l4:inf,l4:1,nothing");
        assert!(list.is_empty());
        assert_eq!(notes.len(), 6);
    }
}
