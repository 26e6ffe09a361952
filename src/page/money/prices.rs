//! Prices of hardware by vendor: where each is from, and the presets.

use crate::analysis::decide::cost_latency::usable;
use crate::analysis::stats::round::nine_digits;
use crate::data::bundled_prices;
use crate::data::runs::prices::{PriceFrom, PriceList, PricePair};
use crate::data::runs::run_table::RunTable;
use crate::format::numbers;
use crate::page::words::text_table::{Cell, Head, Listing};

use crate::page::choice::price_source::{PriceSource, source_of};
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::runs::count;
use crate::page::words::short_runs::{HUES, hardware_names};
use crate::text::foreign;

/// A preset of all prices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// As in the file, or in the notebooks' list: on demand.
    AsListed,
    /// 30 % below that.
    Less30,
    /// 60 % below that.
    Less60,
    /// The reader's own.
    Own,
}

impl Preset {
    /// All presets: the value in the page, and the words.
    pub const ALL: [(Self, &'static str, &'static str); 4] = [
        (Self::AsListed, "listed", "as in the file or list (on demand)"),
        (Self::Less30, "less30", "−30%"),
        (Self::Less60, "less60", "−60%"),
        (Self::Own, "own", "own"),
    ];

    /// The price of hardware that is known to cost `listed` without the reader; `None` leaves it as it is listed.
    fn price(self, listed: f64) -> Option<f64> {
        match self {
            Self::AsListed => None,
            // Floating point: 0.5 · 0.7 is 0.35 only after rounding.
            Self::Less30 => Some(nine_digits(listed * 0.7)),
            Self::Less60 => Some(nine_digits(listed * 0.4)),
            Self::Own => Some(nine_digits(listed)),
        }
    }

    /// Applies the preset. Hardware without a listed price keeps the reader's, and so does hardware of other tables.
    /// [`Self::Own`] gives every known price as it is now, to be changed one by one.
    pub fn apply(self, pairs: &[PricePair], prices: &mut PriceList) {
        for PricePair { vendor, hardware, base, .. } in pairs.iter().filter(|pair| usable(pair.base.usd_per_hour)) {
            if self != Self::Own || prices.own(vendor, hardware).is_none() {
                prices.set(vendor, hardware, self.price(base.usd_per_hour));
            }
        }
    }

    /// The preset that the prices match; hardware without a listed price is not looked at. `None` without any such price.
    #[must_use]
    pub fn of(pairs: &[PricePair], prices: &PriceList) -> Option<Self> {
        let known = || pairs.iter().filter(|pair| usable(pair.base.usd_per_hour));
        known().next()?;
        let is = |preset: &Self| {
            known().all(|pair| prices.own(&pair.vendor, &pair.hardware) == preset.price(pair.base.usd_per_hour))
        };
        Some([Self::AsListed, Self::Less30, Self::Less60].into_iter().find(is).unwrap_or(Self::Own))
    }
}

/// Hardware and its price.
#[derive(Clone, Debug, PartialEq)]
pub struct PriceLine {
    /// Vendor as in the table; empty without one.
    pub vendor: String,
    /// Hardware as in the table; empty without one.
    pub hardware: String,
    /// Both, as a label.
    pub label: String,
    /// The hardware as people say it, where there is little room.
    pub short: String,
    /// The colour of the hardware.
    pub hue: usize,
    /// How many runs it has.
    pub runs: usize,
    /// Price per hour as it is typed; empty when it is not known.
    pub value: String,
    /// Where it comes from.
    pub reason: String,
    /// Whether it is missing and should be entered.
    pub asked: bool,
}

/// The section.
#[derive(Clone, Debug, PartialEq)]
pub struct PricesView {
    /// A line for each hardware of each vendor, in natural order.
    pub lines: Vec<PriceLine>,
    /// The preset; `None` where the reader alone knows prices.
    pub preset: Option<Preset>,
    /// All prices, or what is missing, in a sentence.
    pub summary: String,
    /// The same in little room: `5 prices`, `2 of 5 prices missing`.
    pub short: String,
    /// Whether a price is missing.
    pub asks: bool,
}

impl PricesView {
    /// The prices of a table; `lists` are the lists that the reader's are from, as an address has them.
    #[must_use]
    pub fn new(shown: &ActiveTable, prices: &PriceList, lists: &[String]) -> Self {
        let runs = &shown.runs;
        Self {
            lines: runs.prices.iter().map(|pair| line(shown, pair, lists)).collect(),
            preset: Preset::of(&runs.prices, prices),
            summary: summary(shown),
            short: short_summary(shown),
            asks: runs.unpriced().next().is_some(),
        }
    }

    /// The prices as a table, to be saved; `shown` is the table that they are of.
    #[must_use]
    pub fn listing(&self, shown: &ActiveTable) -> Listing {
        let price = Head::number(&shown.in_currency("Price, $ per hour"));
        let heads = vec![Head::text("Vendor"), Head::text("Hardware"), Head::number("Runs"), price, Head::text("From")];
        let cells = |(line, pair): (&PriceLine, &PricePair)| {
            vec![
                line.vendor.as_str().into(),
                line.hardware.as_str().into(),
                Cell::aligned(line.runs as f64),
                Cell::aligned(price_now(pair)),
                line.reason.as_str().into(),
            ]
        };
        Listing::of_cells(heads, self.lines.iter().zip(&shown.runs.prices).map(cells).collect())
    }
}

/// Hardware and vendor by name.
#[must_use]
pub fn pair_label(vendor: &str, hardware: &str) -> String {
    let hardware = if hardware.is_empty() { "the hardware of all runs" } else { hardware };
    let label = if vendor.is_empty() { hardware.to_owned() } else { format!("{hardware} at {vendor}") };
    foreign::shown(&label).into_owned()
}

/// The price that a pair's runs are compared by, per hour; NaN when it is not known.
#[must_use]
pub fn price_now(pair: &PricePair) -> f64 {
    if pair.from == PriceFrom::Reader { pair.usd_per_hour } else { nine_digits(pair.base.usd_per_hour) }
}

/// The price at which the cheapest of a pair's runs costs what the table says, per hour: the pair's price, unless the
/// table's costs contradict it, as those are what runs are compared by. `in_cost` is the price in that run's cost, and
/// `changes_winner` whether another run wins at one price than at the other. Prices that differ from run to run are one
/// here, their median, where that leaves the winner.
#[must_use]
pub fn price_in_costs(pair: &PricePair, in_cost: f64, changes_winner: impl Fn(f64, f64) -> bool) -> f64 {
    let price = price_now(pair);
    let agrees = || equal(price, in_cost) || (pair.base.varies && !changes_winner(price, in_cost));
    if !usable(in_cost) || !usable(price) || agrees() { price } else { nine_digits(in_cost) }
}

/// A price to the cent; with more digits where two that differ, the present one and that of a switch, would read alike.
#[must_use]
pub fn price_beside(shown: &ActiveTable, value: f64, (now, switch): (f64, f64)) -> String {
    let rounded = |value: f64| numbers::price_rounded(&shown.currency, value);
    let is_close = now != switch && rounded(now) == rounded(switch);
    if is_close { shown.price(value) } else { rounded(value) }
}

/// Whether two prices differ by rounding alone: in less than the digits that a price has here.
#[must_use]
pub fn equal(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-8 * a.abs().max(b.abs())
}

fn line(shown: &ActiveTable, pair: &PricePair, lists: &[String]) -> PriceLine {
    let price = price_now(pair);
    PriceLine {
        vendor: pair.vendor.clone(),
        hardware: pair.hardware.clone(),
        label: pair_label(&pair.vendor, &pair.hardware),
        short: if pair.from == PriceFrom::Reader { changed(shown, pair) } else { short_label(shown, pair) },
        hue: shown.runs.hw_type.labels.iter().position(|own| *own == pair.hardware).unwrap_or_default() % HUES,
        runs: pair.rows,
        value: typed(price),
        reason: reason(shown, pair, lists),
        asked: pair.from == PriceFrom::Unknown,
    }
}

/// The name of what the reader entered a price for, with what that was before, where it was known and another.
#[inline(never)]
fn changed(shown: &ActiveTable, pair: &PricePair) -> String {
    let (name, was) = (short_label(shown, pair), nine_digits(pair.base.usd_per_hour));
    let is_changed = usable(was) && was != pair.usd_per_hour;
    if is_changed { [&name, ", was ", &shown.price(was)].concat() } else { name }
}

/// A price as it is typed: every digit, and at least two decimals; nothing for NaN.
fn typed(price: f64) -> String {
    let text = if price.is_nan() { String::new() } else { price.to_string() };
    match text.split_once('.') {
        Some((_, decimals)) if decimals.len() == 1 => text + "0",
        None if price.is_finite() => text + ".00",
        _ => text,
    }
}

/// Of one vendor the hardware alone.
fn short_label(shown: &ActiveTable, pair: &PricePair) -> String {
    let hardware = match pair.hardware.as_str() {
        "" if pair.per_gpu => "each GPU".to_owned(),
        "" => "each machine".to_owned(),
        label => {
            let labels = &shown.runs.hw_type.labels;
            let at = labels.iter().position(|own| own == label);
            at.map_or_else(|| label.to_owned(), |at| hardware_names(labels).swap_remove(at))
        }
    };
    let is_one = shown.runs.prices.iter().filter(|other| other.hardware == pair.hardware).count() == 1;
    if is_one || pair.vendor.is_empty() { hardware } else { [&hardware, " at ", &pair.vendor].concat() }
}

fn reason(shown: &ActiveTable, pair: &PricePair, lists: &[String]) -> String {
    let base = pair.base;
    let listed = match base.from {
        PriceFrom::Table => "the file",
        PriceFrom::Assumed => "what is assumed",
        _ => "the notebooks' list",
    };
    let varies = if base.varies { "; it differs from run to run, this is the median" } else { "" };
    match pair.from {
        PriceFrom::Reader => {
            let whose = whose(pair, lists);
            if base.usd_per_hour.is_nan() {
                return whose + ".";
            }
            format!("{whose}; {} in {listed}{varies}.", shown.price(nine_digits(base.usd_per_hour)))
        }
        PriceFrom::Unknown => format!("Not known: {} without a cost.", count(pair.rows, "run is", "runs are")),
        _ if base.usd_per_hour.is_nan() => "The file has no price above 0.".to_owned(),
        PriceFrom::Table => {
            let column = shown.runs.roles.of(crate::data::runs::roles::Role::Price);
            let from = column.map_or_else(
                || "From the file's costs and throughputs".to_owned(),
                |taken| format!("From the file's column {}", taken.column),
            );
            format!("{from}{varies}.")
        }
        PriceFrom::Notebooks => "From the notebooks' list, on demand.".to_owned(),
        PriceFrom::Assumed => assumption(shown, &pair.hardware),
    }
}

/// Whose a price of the reader's is: typed, or of a list, with its day. Not inlined, as the first view does without it.
#[inline(never)]
fn whose(pair: &PricePair, lists: &[String]) -> String {
    let sources: Vec<PriceSource> = lists.iter().filter_map(|text| PriceSource::parse(text)).collect();
    let source = source_of(&sources, &pair.vendor, &pair.hardware, pair.usd_per_hour);
    source.map_or_else(|| "Yours".to_owned(), |source| ["From ", &source.words()].concat())
}

/// Where an assumed price is from. Not inlined, as the first view does without it.
#[inline(never)]
fn assumption(shown: &ActiveTable, hardware: &str) -> String {
    match published_by(shown, hardware) {
        "" => "Assumption, per GPU: no source found.".to_owned(),
        source => format!("Assumption, per GPU: {source}."),
    }
}

/// Where an assumed price was published; empty where no source was found.
#[inline(never)]
#[must_use]
pub fn published_by(shown: &ActiveTable, hardware: &str) -> &'static str {
    let lists =
        std::iter::once(shown.runs.notes.prices).chain(shown.runs.parts.iter().map(|part| part.runs.notes.prices));
    lists.into_iter().find_map(|list| bundled_prices::of(list, hardware)).map_or("", |price| price.source)
}

/// How many prices nobody told, `4 prices assumed`; `None` for none.
#[must_use]
pub fn assumed_words(shown: &ActiveTable) -> Option<String> {
    let assumed = shown.runs.prices.iter().filter(|pair| pair.from == PriceFrom::Assumed).count();
    (assumed > 0).then(|| count(assumed, "price assumed", "prices assumed"))
}

/// `5 prices`, or `2 of 5 prices missing`.
pub(crate) fn short_summary(shown: &ActiveTable) -> String {
    let all = count(shown.runs.prices.len(), "price", "prices");
    match shown.runs.unpriced().count() {
        0 => all,
        missing => format!("{missing} of {all} missing"),
    }
}

fn summary(shown: &ActiveTable) -> String {
    const MOST_NAMED: usize = 4;
    let runs: &RunTable = &shown.runs;
    let asked = runs.unpriced().count();
    if asked > 0 {
        let rows: usize = runs.unpriced().map(|pair| pair.rows).sum();
        let missing = count(asked, "price is missing", "prices are missing");
        return format!("{missing}: {} cannot be ranked by cost.", count(rows, "run", "runs"));
    }
    let own = runs.prices.iter().filter(|pair| pair.from == PriceFrom::Reader).count();
    let say = |pair: &PricePair| {
        let price = price_now(pair);
        let price = if price.is_nan() { "not known".to_owned() } else { shown.price(price) };
        format!("{} {price}", pair_label(&pair.vendor, &pair.hardware))
    };
    let mut named: Vec<String> = runs.prices.iter().take(MOST_NAMED).map(say).collect();
    if runs.prices.len() > MOST_NAMED {
        named.push(format!("{} more", runs.prices.len() - MOST_NAMED));
    }
    let whose = match (own, assumed_words(shown)) {
        (0, Some(assumed)) => assumed + ", per GPU",
        (0, None) => "as listed".to_owned(),
        (n, _) if n == runs.prices.len() => "yours".to_owned(),
        _ => "partly yours".to_owned(),
    };
    format!("Per hour, {whose}: {}.", named.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_have_nine_digits() {
        assert_eq!(nine_digits(0.799_999_999_999_999_9), 0.8);
        assert_eq!(nine_digits(2e-9 / 3.0), 6.666_666_67e-10);
        for price in [1e-6, 0.8, 1.0, 9.999_999_999_9, 12.345_678_901, 1e6, 123_456_789.4, 1e-14] {
            let digits: f64 = format!("{price:.8e}").parse().unwrap();
            assert_eq!(nine_digits(price), digits, "{price}");
        }
        assert!(nine_digits(f64::NAN).is_nan());
        assert_eq!(
            [0.0, -1.0, f64::INFINITY, 1e300].map(|price| nine_digits(price).to_bits()),
            [0.0, -1.0, f64::INFINITY, 1e300].map(f64::to_bits)
        );
    }
}
