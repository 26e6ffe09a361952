//! What a price list offers for one hardware of the table: a price, several to choose from, or why none.
//!
//! A price of the list is of a GPU or of a machine, and so is the one that the table's runs are compared by. Between the two
//! stands the number of GPUs: of a machine of the list as that tells, of a run's machine as the table tells, else as the
//! reader says. It is never guessed.

use super::listed::{ListedPrice, ListedPrices};
use crate::analysis::stats::round::nine_digits;
use crate::data::runs::gpus::list::is_count;
use crate::data::runs::prices::{PricePair, hardware_key, vendor_key};
use crate::data::runs::run_table::RunTable;
use crate::format::numbers::{price, short};
use crate::page::money::prices::equal;
use crate::text::foreign::{cut, shown};

/// A hardware of the table, as far as its price goes.
#[derive(Clone, Debug)]
pub struct Wanted<'a> {
    /// Vendor and hardware, and whether their price is of one GPU.
    pub pair: &'a PricePair,
    /// GPUs of a machine in the table: none, one number or several.
    pub gpus: Vec<f64>,
    /// GPUs of a machine as the reader says.
    pub typed: Option<f64>,
    /// What stands before amounts on the page.
    pub currency: &'a str,
}

/// What a list offers.
#[derive(Clone, Debug, PartialEq)]
pub enum Offer {
    /// The hardware is not in it.
    Absent,
    /// One price.
    One(Found),
    /// Several, of which the reader has to choose.
    Several(Vec<Found>),
    /// None that can be taken: why, sentences. Whether the number of GPUs would help.
    Refused {
        /// Why.
        why: String,
        /// Whether that is the number of GPUs of a machine.
        asks_gpus: bool,
    },
}

/// A price that can be taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The line of the list.
    pub at: usize,
    /// The price an hour as it would be typed: of one GPU, or of the machine.
    pub per_hour: f64,
    /// How it comes from the list's; empty where it is the list's.
    pub how: String,
    /// Whether it is of the table's machine; else the list alone says how many GPUs that has, and the reader decides.
    is_sure: bool,
}

/// Why a line cannot be taken.
enum Misfit {
    /// Nothing tells how many GPUs a machine has.
    Gpus,
    /// The runs have machines of several sizes.
    Sizes,
    /// List and table tell of different machines.
    Other {
        listed: f64,
        own: f64,
    },
    Currency(String),
}

impl Wanted<'_> {
    fn tells_gpus(&self) -> bool {
        !self.gpus.is_empty() || self.typed.is_some()
    }
}

/// What a list offers for a hardware; `chosen` is the line that the reader chose.
#[must_use]
pub fn offer(list: &ListedPrices, wanted: &Wanted<'_>, chosen: Option<usize>) -> Offer {
    let (vendor, hardware) = (vendor_key(&wanted.pair.vendor), hardware_key(&wanted.pair.hardware));
    let is_of = |(_, line): &(usize, &ListedPrice)| line.is_of(&vendor, &hardware);
    let lines: Vec<(usize, &ListedPrice)> = list.lines.iter().enumerate().filter(is_of).collect();
    let mut found = Vec::new();
    let mut misfit = None;
    for &(at, line) in &lines {
        match fit(line, wanted) {
            Ok((per_hour, how)) => {
                let is_sure = line.per_gpu
                    || wanted.pair.per_gpu
                    || line.gpus.is_none_or(|gpus| gpus == 1.0)
                    || wanted.tells_gpus();
                found.push(Found { at, per_hour: nine_digits(per_hour), how, is_sure });
            }
            Err(other) => misfit = misfit.or(Some((other, line))),
        }
    }
    if let Some(chosen) = found.iter().find(|found| Some(found.at) == chosen) {
        return Offer::One(chosen.clone());
    }
    let Some(first) = found.first() else {
        return misfit.map_or(Offer::Absent, |(misfit, line)| misfit.refusal(line, wanted));
    };
    // One price, whatever else the lines say, needs no choice.
    let same = |other: &Found| other.is_sure && equal(first.per_hour, other.per_hour);
    if found.len() == lines.len() && found.iter().all(same) {
        let newest = found.iter().max_by_key(|found| list.lines[found.at].day);
        return Offer::One(newest.unwrap_or(first).clone());
    }
    Offer::Several(found)
}

/// The price of a line for a hardware, and how it comes about.
fn fit(line: &ListedPrice, wanted: &Wanted<'_>) -> Result<(f64, String), Misfit> {
    if !is_currency(&line.currency, wanted.currency) {
        return Err(Misfit::Currency(line.currency.clone()));
    }
    let own = match wanted.gpus[..] {
        [] => None,
        [one] => Some(one),
        _ => return by_several(line, wanted),
    };
    match (line.per_gpu, wanted.pair.per_gpu) {
        (true, true) => Ok((line.per_hour, String::new())),
        (false, false) => match (line.gpus, own.or(wanted.typed)) {
            (Some(listed), Some(own)) if listed != own => Err(Misfit::Other { listed, own }),
            _ => Ok((line.per_hour, String::new())),
        },
        (true, false) => {
            let gpus = own.or(line.gpus).or(wanted.typed).ok_or(Misfit::Gpus)?;
            Ok((line.per_hour * gpus, times("×", line.per_hour, gpus, wanted)))
        }
        (false, true) => {
            let gpus = line.gpus.or(wanted.typed).ok_or(Misfit::Gpus)?;
            Ok((line.per_hour / gpus, times("/", line.per_hour, gpus, wanted)))
        }
    }
}

/// Of runs on machines of several sizes: one price of a GPU counts for all, one of a machine for none.
fn by_several(line: &ListedPrice, wanted: &Wanted<'_>) -> Result<(f64, String), Misfit> {
    match (line.per_gpu, wanted.pair.per_gpu) {
        (true, true) => Ok((line.per_hour, String::new())),
        (false, true) => {
            let gpus = line.gpus.or(wanted.typed).ok_or(Misfit::Gpus)?;
            Ok((line.per_hour / gpus, times("/", line.per_hour, gpus, wanted)))
        }
        (_, false) => Err(Misfit::Sizes),
    }
}

fn times(sign: &str, per_hour: f64, gpus: f64, wanted: &Wanted<'_>) -> String {
    if gpus == 1.0 {
        return String::new();
    }
    format!("{} {sign} {} GPUs", price(wanted.currency, per_hour), short(gpus))
}

/// Whether a list's currency is what stands before amounts on the page. A list that names none is in $, as is documented.
#[must_use]
pub fn is_currency(listed: &str, label: &str) -> bool {
    let sign = |name: &str| match name.trim().to_ascii_uppercase().as_str() {
        "" | "USD" | "US$" | "$" | "DOLLAR" | "DOLLARS" => "$".to_owned(),
        "EUR" | "€" | "EURO" => "€".to_owned(),
        "GBP" | "£" => "£".to_owned(),
        "JPY" | "¥" => "¥".to_owned(),
        "INR" | "₹" => "₹".to_owned(),
        other => other.to_owned(),
    };
    sign(listed) == sign(label)
}

impl Misfit {
    fn refusal(self, line: &ListedPrice, wanted: &Wanted<'_>) -> Offer {
        let amount = price("", line.per_hour).trim().to_owned();
        let why = match &self {
            Self::Currency(of) => {
                let of = if of.is_empty() { "$".to_owned() } else { cut(of) };
                format!("{amount} {of}: nothing is converted, and the page's currency is {}.", shown(wanted.currency))
            }
            Self::Gpus => {
                let of = if line.per_gpu { "a GPU" } else { "a machine" };
                format!(
                    "{} an hour of {of}, and nothing tells how many GPUs a machine has.",
                    price(wanted.currency, line.per_hour)
                )
            }
            Self::Sizes => {
                let sizes: Vec<String> = wanted.gpus.iter().map(|gpus| short(*gpus)).collect();
                format!("The runs have machines of {} GPUs: one price is not that of all.", sizes.join(" and "))
            }
            Self::Other { listed, own } => {
                format!("The list's machine has {} GPUs, the table's {}.", short(*listed), short(*own))
            }
        };
        Offer::Refused { why, asks_gpus: matches!(self, Self::Gpus) }
    }
}

/// The GPUs of the machines of each price of the table: different numbers, rising.
#[must_use]
pub fn gpus_of(runs: &RunTable) -> Vec<Vec<f64>> {
    let mut all = vec![Vec::new(); runs.prices.len()];
    let Some(gpus) = &runs.gpus else { return all };
    for (row, pair) in runs.price_of_row().into_iter().enumerate() {
        if is_count(gpus[row]) && !all[pair].contains(&gpus[row]) {
            all[pair].push(gpus[row]);
        }
    }
    all.iter_mut().for_each(|gpus| gpus.sort_by(f64::total_cmp));
    all
}

/// A line in words, without its price: `l4 · g2-standard-4 · gcp · us-east1 · spot · 2026-11-01`.
#[must_use]
pub fn words(line: &ListedPrice) -> String {
    let gpus = line.gpus.map(|gpus| format!("{} {}", short(gpus), if gpus == 1.0 { "GPU" } else { "GPUs" }));
    let day = line.day.map(|day| day.to_string());
    let mut parts: Vec<String> = line.names.iter().map(|name| cut(name)).collect();
    parts.extend(
        [&line.vendor, &line.region, &line.kind].into_iter().filter(|part| !part.is_empty()).map(|part| cut(part)),
    );
    parts.extend(gpus.into_iter().chain(day));
    parts.join(" · ")
}
