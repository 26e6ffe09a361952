//! What a reader chooses about money (the currency's label, the break-even price, the planned volume), and its address
//! parameters.

use crate::analysis::decide::answer::Demand;
use crate::analysis::decide::cost_latency::usable;
use crate::analysis::stats::round::round_half_even;
use crate::data::runs::gpus::list::GpuList;
use crate::data::runs::work::Work;
use crate::data::table::number;
use crate::format::numbers::short;
use crate::text::percent::{decode_name, encode_name};

use super::bounds::{HOURS, RATE, REQUESTS};
use super::param;
use super::param::{Misread, Param, one, set};
use super::terms::Terms;
use crate::text::foreign::cut;

/// The choice. The default says nothing in an address.
#[derive(Clone, Debug, PartialEq)]
pub struct MoneyChoice {
    /// What stands before amounts. A label: nothing is converted.
    pub currency: String,
    /// What costs are quoted for; `None` for what the table suggests.
    pub work: Option<Work>,
    /// GPUs of each run by hardware, where the table does not tell them.
    pub gpus: GpuList,
    /// Vendor and hardware whose price is looked at; `None` for the winner's.
    pub break_even: Option<(String, String)>,
    /// The demand; none while nobody asks for one.
    pub demand: Demand,
    /// The limits on p95 latency compared in the plan, ms, as they are listed.
    pub p95_limits_ms: Vec<f64>,
    /// What is asked besides the demand.
    pub terms: Terms,
    /// What of the address was not taken as it stands, sentences; not written back.
    pub notes: Vec<String>,
}

/// The parameters.
pub static PARAMS: [Param<MoneyChoice>; 10] = [
    Param {
        key: "currency",
        read: |choice, value| choice.set_currency(value).map_err(Misread::Because),
        write: |choice| one((choice.currency != DOLLAR).then_some(&choice.currency)),
    },
    Param {
        key: "per",
        read: |choice, value| set(&mut choice.work, Work::of_key(value).map(Some)),
        write: |choice| one(choice.work.map(Work::key)),
    },
    Param {
        key: "gpus",
        read: |choice, value| {
            let (gpus, mut notes) = GpuList::parse(value);
            choice.gpus = gpus;
            choice.notes.append(&mut notes);
            Ok(())
        },
        write: |choice| one((!choice.gpus.is_empty()).then_some(&choice.gpus)),
    },
    Param {
        key: "break_even",
        read: |choice, value| {
            choice.break_even = value.split_once('/').map(|(vendor, name)| (decode_name(vendor), decode_name(name)));
            Ok(())
        },
        write: |choice| {
            let pair = choice.break_even.as_ref();
            one(pair.map(|(vendor, name)| format!("{}/{}", encode_name(vendor), encode_name(name))))
        },
    },
    Param {
        key: "plan",
        read: |choice, value| choice.read_demand(value).map_err(Misread::Because),
        write: |choice| one(demand_text(choice.demand)),
    },
    Param {
        key: "plan_p95_ms",
        read: |choice, value| choice.set_p95_limits(value).map_err(Misread::Because),
        write: |choice| one((choice.p95_limits_ms != P95_LIMITS_MS).then(|| choice.p95_limits().replace(' ', ""))),
    },
    Param {
        key: "load_percent",
        read: |choice, value| {
            let outcome = choice.terms.set_load(value);
            choice.noted(outcome)
        },
        write: |choice| one(choice.terms.load()),
    },
    Param {
        key: "spare",
        read: |choice, value| set(&mut choice.terms.spare, (value == "1").then_some(true)),
        write: |choice| one(choice.terms.spare.then_some("1")),
    },
    Param {
        key: "max_cost",
        read: |choice, value| {
            let outcome = choice.terms.set_at_most(value, &choice.currency, 1.0);
            choice.noted(outcome)
        },
        write: |choice| one(choice.terms.at_most_usd),
    },
    Param {
        key: "against",
        read: |choice, value| set(&mut choice.terms.against, value.parse().ok().map(Some)),
        write: |choice| one(choice.terms.against),
    },
];

/// The demand that is planned while nobody asks for one.
pub const VOLUME: Demand = Demand::Volume { units: 1e6, within_hours: DAY_HOURS };
/// The steady demand that a reader starts from.
pub const STEADY: Demand = Demand::Steady { units_per_sec: 50.0, hours: DAY_HOURS };
/// How long a demand lasts, or may take, where nobody says so.
pub const DAY_HOURS: f64 = 24.0;
/// What stands before amounts while nobody asks for something else.
const DOLLAR: &str = "$";
const P95_LIMITS_MS: [f64; 3] = [1000.0, 500.0, 250.0];
/// More limits than this are not compared.
const MOST_LIMITS: usize = 12;
/// The longest label of a currency, characters.
const LONGEST_LABEL: usize = 6;
/// Prices are taken up to this, $ per hour; no machine costs more.
const MOST_PER_HOUR: f64 = 1e6;
/// And from this.
const LEAST_PER_HOUR: f64 = 1e-6;

impl Default for MoneyChoice {
    fn default() -> Self {
        Self {
            currency: DOLLAR.to_owned(),
            work: None,
            gpus: GpuList::default(),
            break_even: None,
            demand: Demand::None,
            p95_limits_ms: P95_LIMITS_MS.to_vec(),
            terms: Terms::default(),
            notes: Vec::new(),
        }
    }
}

/// A typed price per hour; `None` for an empty field, which takes the reader's price back. `-30%` is 30 % below `now`, the
/// price that holds.
///
/// # Errors
/// Words for what is no price; it changes nothing.
pub fn typed_price(text: &str, currency: &str, now: Option<f64>) -> Result<Option<f64>, String> {
    let text = text.trim();
    let bare = text.strip_prefix(currency).unwrap_or(text).trim();
    if bare.is_empty() {
        return Ok(None);
    }
    let price = match bare.strip_suffix('%') {
        Some(percent) => changed(now, percent).ok_or_else(|| {
            format!(
                "“{}”: a change begins with + or −, as in −30%, and needs a price that is known. Nothing changed.",
                cut(text)
            )
        })?,
        None => number::parse(bare),
    };
    match price {
        Some(price) if is_price(price) => Ok(Some(price)),
        Some(0.0) => Err("A price of 0 would make every run free: nothing changed.".to_owned()),
        Some(price) if usable(price) => {
            Err(format!("Prices go from {LEAST_PER_HOUR} to {} per hour: nothing changed.", short(MOST_PER_HOUR)))
        }
        _ if bare.contains(',') => Err(format!("“{}”: write a decimal point, as in 0.8. Nothing changed.", cut(text))),
        _ => Err(format!("“{}” is no price above 0: nothing changed.", cut(text))),
    }
}

/// Whether a price an hour is one that may be typed.
#[must_use]
pub fn is_price(per_hour: f64) -> bool {
    (LEAST_PER_HOUR..=MOST_PER_HOUR).contains(&per_hour)
}

/// A price changed by a signed number of percent, to nine digits: 0.8 less 30 % is 0.56. `None` without a sign or a price.
fn changed(now: Option<f64>, percent: &str) -> Option<Option<f64>> {
    let percent = percent.trim();
    let (sign, digits) = match percent.chars().next()? {
        '+' => (1.0, &percent[1..]),
        '-' => (-1.0, &percent[1..]),
        '−' => (-1.0, &percent['−'.len_utf8()..]),
        _ => return None,
    };
    let share = number::parse(digits.trim())? / 100.0;
    let price = now? * (1.0 + sign * share);
    Some(Some(round_half_even(price, (8.0 - price.abs().log10().floor()).clamp(0.0, 22.0) as i32)))
}

impl MoneyChoice {
    /// Sets the currency's label; an empty one is the dollar's.
    ///
    /// # Errors
    /// Words for what is no label; it changes nothing.
    pub fn set_currency(&mut self, text: &str) -> Result<(), String> {
        let label = text.trim();
        if label.chars().count() > LONGEST_LABEL {
            return Err(format!("A label has at most {LONGEST_LABEL} characters: nothing changed."));
        }
        // Whoever reads "5100" for 100 of a currency called 5 is misled.
        if label.chars().any(|c| c.is_numeric() || c.is_control() || matches!(c, '.' | ',' | '-' | '−' | '+')) {
            return Err("A label has no digits, points or signs: nothing changed.".to_owned());
        }
        self.currency = if label.is_empty() { DOLLAR.to_owned() } else { label.to_owned() };
        Ok(())
    }

    /// Sets the limits on p95 latency that the plan compares, from a list of numbers in ms.
    ///
    /// Equal ones count once. An empty list compares none.
    ///
    /// # Errors
    /// Words for a list that holds something else; it changes nothing.
    pub fn set_p95_limits(&mut self, text: &str) -> Result<(), String> {
        let mut limits: Vec<f64> = Vec::new();
        for part in text.split([',', ';', ' ']).filter(|part| !part.is_empty()) {
            let Some(limit) = number::parse(part).filter(|&limit| usable(limit)) else {
                return Err(format!("“{}” is no latency in ms above 0: nothing changed.", cut(part)));
            };
            if !limits.contains(&limit) {
                limits.push(limit);
            }
        }
        if limits.len() > MOST_LIMITS {
            return Err(format!("At most {MOST_LIMITS} limits are compared: nothing changed."));
        }
        self.p95_limits_ms = limits;
        Ok(())
    }

    /// The demand that is planned: the reader's, or an example.
    #[must_use]
    pub fn planned(&self) -> Demand {
        if self.demand == Demand::None { VOLUME } else { self.demand }
    }

    /// The limits as they are typed.
    #[must_use]
    pub fn p95_limits(&self) -> String {
        self.p95_limits_ms.iter().map(f64::to_string).collect::<Vec<_>>().join(", ")
    }

    /// Reads a pair of an address, and whether the key is one of [`PARAMS`]; what is not taken as it stands goes into
    /// the notes.
    pub fn read(&mut self, key: &str, value: &str) -> bool {
        let outcome = param::read(&PARAMS, self, key, value);
        let known = outcome.is_some();
        if let Some(Err(misread)) = outcome {
            self.notes.push(format!("In the address, {key}: {}", misread.words(key, value)));
        }
        known
    }

    /// Keeps the words about a value that was taken otherwise than it stands.
    fn noted(&mut self, outcome: Result<Option<String>, String>) -> Result<(), Misread> {
        let words = outcome.map_err(Misread::Because)?;
        self.notes.extend(words);
        Ok(())
    }

    /// `1000000@24h`, `1M@24h` or `50/s@24h`; the hours may be left out.
    fn read_demand(&mut self, text: &str) -> Result<(), String> {
        let (amount, hours) = text.split_once('@').unwrap_or((text, "24h"));
        let (hours, mut words) = HOURS.take(hours.strip_suffix('h').unwrap_or(hours))?;
        let (demand, others) = match amount.strip_suffix("/s") {
            Some(rate) => {
                let (units_per_sec, words) = RATE.take(rate)?;
                (Demand::Steady { units_per_sec, hours }, words)
            }
            None => {
                let (units, words) = REQUESTS.take(amount)?;
                (Demand::Volume { units, within_hours: hours }, words)
            }
        };
        self.demand = demand;
        words = words.or(others);
        self.notes.extend(words);
        Ok(())
    }
}

fn demand_text(demand: Demand) -> Option<String> {
    match demand {
        Demand::None => None,
        Demand::Volume { units, within_hours } => Some(format!("{units}@{within_hours}h")),
        Demand::Steady { units_per_sec, hours } => Some(format!("{units_per_sec}/s@{hours}h")),
    }
}

#[cfg(test)]
mod tests;
