//! Where applied prices are from: a price list, its day, and what it said.
//!
//! In an address this stands beside the prices, which count without it, and nothing is fetched for it. It says something of
//! a price only as long as that is the list's: whoever types another one has a price of their own.

use std::fmt;

use super::filters::Choice;
use super::hosted::Day;
use super::param::Misread;
use crate::data::runs::prices::{Price, PriceList};
use crate::text::foreign::shown;
use crate::text::percent::{decode_name, encode_name};

/// More of them stand in no address.
pub const MOST_SOURCES: usize = 16;
/// What stands before the name of a file; an encoded address has no colon.
const FILE: &str = "file:";

/// A price list that prices were taken from.
#[derive(Clone, Debug, PartialEq)]
pub struct PriceSource {
    /// Its address, or the name of a file.
    pub list: String,
    /// Whether that is the name of a file of somebody's computer.
    pub is_file: bool,
    /// The day that the list gives for these prices.
    pub day: Option<Day>,
    /// What it said.
    pub prices: PriceList,
}

impl PriceSource {
    /// Reads what [`fmt::Display`] writes: `owner%2Fprices,2026-11-01,aws/nvidia-l4:0.8`; the day may be empty.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, ',');
        let (name, day, prices) = (parts.next()?, parts.next()?, parts.next()?);
        let file = name.strip_prefix(FILE);
        let list = decode_name(file.unwrap_or(name));
        let (prices, notes) = PriceList::parse(prices);
        let day = Day::parse(day).map(Some).or_else(|| day.is_empty().then_some(None))?;
        let is_whole = !list.is_empty() && !prices.is_empty() && notes.is_empty();
        is_whole.then_some(Self { list, is_file: file.is_some(), day, prices })
    }

    /// The list and its day, as people read them.
    #[must_use]
    pub fn words(&self) -> String {
        let list = shown(&self.list);
        self.day.map_or_else(|| format!("“{list}”, which gives no day"), |day| format!("“{list}”, {day}"))
    }

    fn says(&self, vendor: &str, hardware: &str, usd_per_hour: f64) -> bool {
        self.prices.own(vendor, hardware) == Some(usd_per_hour)
    }
}

impl fmt::Display for PriceSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (file, day) = (if self.is_file { FILE } else { "" }, self.day.map(|day| day.to_string()));
        write!(f, "{file}{},{},{}", encode_name(&self.list), day.unwrap_or_default(), self.prices)
    }
}

/// The list that a price is from; the last that says it.
#[must_use]
pub fn source_of<'a>(
    sources: &'a [PriceSource],
    vendor: &str,
    hardware: &str,
    usd_per_hour: f64,
) -> Option<&'a PriceSource> {
    sources.iter().rev().find(|source| source.says(vendor, hardware, usd_per_hour))
}

/// Reads one of an address.
#[inline(never)]
pub(super) fn read(choice: &mut Choice, value: &str) -> Result<(), Misread> {
    let source = PriceSource::parse(value).ok_or(Misread::Nonsense)?.to_string();
    if choice.price_sources.len() == MOST_SOURCES {
        return Err(Misread::Because(format!("More than {MOST_SOURCES} price lists: the others are not named.")));
    }
    if !choice.price_sources.contains(&source) {
        choice.price_sources.push(source);
    }
    Ok(())
}

impl Choice {
    /// Sets the reader's price; what lists said of it counts no longer where it is another.
    #[inline(never)]
    pub fn set_price(&mut self, vendor: &str, hardware: &str, usd_per_hour: Option<f64>) {
        self.prices.set(vendor, hardware, usd_per_hour);
        self.forget_sources();
    }

    /// Forgets the price of hardware that nobody named, and its GPUs: they are of the table before, of whatever that ran on.
    #[inline(never)]
    pub fn forget_unnamed(&mut self) {
        self.set_price("", "", None);
        self.money.gpus.set("", "", None);
    }

    /// Takes prices of lists, in the place of what the reader had for the same hardware.
    pub fn take_prices(&mut self, taken: &[PriceSource]) {
        for price in taken.iter().flat_map(|source| source.prices.each()) {
            self.prices.set(&price.vendor, &price.hardware, Some(price.usd_per_hour));
        }
        self.price_sources.extend(taken.iter().map(PriceSource::to_string));
        self.forget_sources();
    }

    /// The lists that some of the reader's prices are from: not those of which no price counts, whatever a link says, nor
    /// those of which another says the same.
    #[must_use]
    #[inline(never)]
    pub fn lists(&self) -> Vec<PriceSource> {
        let mut kept: Vec<PriceSource> = Vec::new();
        for source in self.price_sources.iter().rev().filter_map(|text| PriceSource::parse(text)) {
            let counts = |price: &Price| {
                self.prices.own(&price.vendor, &price.hardware) == Some(price.usd_per_hour)
                    && source_of(&kept, &price.vendor, &price.hardware, price.usd_per_hour).is_none()
            };
            if source.prices.each().iter().any(counts) {
                kept.push(source);
            }
        }
        kept.truncate(MOST_SOURCES);
        kept.reverse();
        kept
    }

    /// Forgets the other lists.
    #[inline(never)]
    pub fn forget_sources(&mut self) {
        self.price_sources = self.lists().iter().map(PriceSource::to_string).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(list: &str, prices: &str) -> PriceSource {
        PriceSource {
            list: list.to_owned(),
            is_file: false,
            day: Day::parse("2026-11-01"),
            prices: PriceList::parse(prices).0,
        }
    }

    #[test]
    fn there_and_back() {
        for text in [
            "owner%2Fprices,2026-11-01,aws/nvidia-l4:0.8,/h100:2.5",
            "https%3A%2F%2Fa.example%2Fp.csv?x=1,,/l4:0.7",
            "file:prices.csv,2024-02-29,gcp/t4:0.5",
        ] {
            assert_eq!(PriceSource::parse(text).unwrap().to_string(), text);
        }
        for text in ["", "a", "a,b", "a,2026-02-30,/l4:1", "a,,", ",,/l4:1", "a,,/l4:0", "a,,l4:1", "file:,,/l4:1"] {
            assert_eq!(PriceSource::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_list_is_named_as_long_as_one_of_its_prices_counts() {
        let mut choice = Choice::default();
        choice.take_prices(&[of("a/b", "/l4:0.8,/t4:0.5")]);
        assert_eq!(choice.prices.to_string(), "/l4:0.8,/t4:0.5");
        let named = |choice: &Choice, hardware: &str, price: f64| {
            source_of(&choice.lists(), "", hardware, price).map(|source| source.list.clone())
        };
        assert_eq!(named(&choice, "NVIDIA-L4", 0.8).as_deref(), Some("a/b"));
        choice.set_price("", "l4", Some(0.9));
        assert_eq!((named(&choice, "l4", 0.9), named(&choice, "t4", 0.5).as_deref()), (None, Some("a/b")));
        choice.set_price("", "t4", None);
        assert!(choice.price_sources.is_empty());
        // A link may name a list that says something else.
        choice.price_sources = vec![of("a/b", "/l4:0.7").to_string()];
        choice.prices = PriceList::parse("/l4:0.9").0;
        assert!(choice.lists().is_empty());
        // Another list with the same price is the one that was taken last.
        choice.take_prices(&[of("a/b", "/l4:0.8")]);
        choice.take_prices(&[of("c/d", "/l4:0.8")]);
        assert_eq!((named(&choice, "l4", 0.8).as_deref(), choice.price_sources.len()), (Some("c/d"), 1));
    }

    #[test]
    fn an_endless_link_names_few_lists() {
        let texts: Vec<String> = (0..40).map(|nth| format!("a/b{nth},,/l4:1").replace("a/b", "a%2Fb")).collect();
        let mut choice = Choice::default();
        let refused = texts.iter().filter(|text| read(&mut choice, text).is_err()).count();
        assert_eq!((choice.price_sources.len(), refused), (MOST_SOURCES, 40 - MOST_SOURCES));
    }
}
