//! What a reader asks besides a demand: how full a machine may be, one to spare, the most that a unit of work may cost,
//! and the run that savings are told against.

use super::bounds::{COSTS, LOAD_PERCENT};
use crate::analysis::decide::answer::Demand;
use crate::analysis::decide::cost_latency::usable;
use crate::data::text::quantity;
use crate::text::foreign::cut;

/// The terms. The default says nothing in an address.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Terms {
    /// At most this share of what a machine can do is used, above 0, up to 1; `None` for the default of the demand.
    pub load_share: Option<f64>,
    /// Whether one machine more stands by for a steady demand.
    pub spare: bool,
    /// The other way round: the fastest that costs at most so much, $ for what costs are quoted for: 1 billion requests, or
    /// 1 million tokens.
    pub at_most_usd: Option<f64>,
    /// The run that savings are told against, a row of the table; `None`, and a row that the table does not have, for the
    /// best of the other hardware.
    pub against: Option<usize>,
}

impl Terms {
    /// The share of a machine that may be used for a demand: the reader's, or the default of the demand.
    #[must_use]
    pub fn load_share_of(&self, demand: Demand) -> f64 {
        self.load_share.unwrap_or_else(|| demand.default_load_share())
    }

    /// Sets the load share from a number of percent, with or without the sign; an empty text takes it back.
    ///
    /// # Errors
    /// Words for what is no number; it changes nothing.
    pub fn set_load(&mut self, text: &str) -> Result<Option<String>, String> {
        let text = text.trim();
        let (share, words) = match text.strip_suffix('%').unwrap_or(text) {
            "" => (None, None),
            number => {
                let (percent, words) = LOAD_PERCENT.take(number)?;
                (Some(percent / 100.0), words)
            }
        };
        self.load_share = share;
        Ok(words)
    }

    /// Sets the most that is paid for what a table's costs are of, from a text that is of one of `parts` of that: costs of
    /// 1 billion requests are quoted per 1 million, of a thousand parts. An empty text takes it back.
    ///
    /// # Errors
    /// Words for what is no cost above 0; it changes nothing.
    pub fn set_at_most(&mut self, text: &str, currency: &str, parts: f64) -> Result<Option<String>, String> {
        let text = text.trim();
        let bare = text.strip_prefix(currency).unwrap_or(text).trim();
        if bare.is_empty() {
            self.at_most_usd = None;
            return Ok(None);
        }
        // Nothing costs nothing: what is at most 0 is a slip, not the least cost that is taken.
        if quantity::typed(bare).is_some_and(|usd| !usd.is_nan() && usd <= 0.0) {
            return Err(format!("“{}” is no cost above 0: nothing changed.", cut(text)));
        }
        let (usd, words) = COSTS.take(bare)?;
        self.at_most_usd = Some(usd * parts);
        Ok(words)
    }

    /// The load share as it is typed, in percent.
    #[must_use]
    pub fn load(&self) -> Option<String> {
        // 0.07 · 100 is 7.000000000000001.
        self.load_share.map(|share| ((share * 1e14).round() / 1e12).to_string())
    }

    /// The most that is paid, where it bounds anything.
    #[must_use]
    pub fn at_most(&self) -> Option<f64> {
        self.at_most_usd.filter(|&usd| usable(usd))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loads_and_costs_as_they_are_typed() {
        let mut terms = Terms::default();
        for percent in 1..=100 {
            assert_eq!(terms.set_load(&percent.to_string()), Ok(None));
            assert_eq!(terms.load(), Some(percent.to_string()));
        }
        assert_eq!((terms.set_load("62.5 %"), terms.load_share), (Ok(None), Some(0.625)));
        let told = terms.set_load("150").unwrap().unwrap();
        assert_eq!((terms.load_share, told.as_str()), (Some(1.0), "Percentages go from 1 to 100: 100 is used."));
        assert!(terms.set_load("much").is_err() && terms.load_share == Some(1.0));
        assert_eq!((terms.set_load(" % "), terms.load_share), (Ok(None), None));
        assert_eq!((terms.set_at_most("$1.5k", "$", 1.0), terms.at_most()), (Ok(None), Some(1500.0)));
        for none in ["0", "-3", "NaN", "cheap"] {
            assert!(terms.set_at_most(none, "$", 1.0).is_err(), "{none}");
        }
        assert_eq!(
            (terms.at_most(), terms.set_at_most("€", "€", 1.0), terms.at_most_usd),
            (Some(1500.0), Ok(None), None)
        );
    }
}
