//! A demand as a number and a unit that people think in: per second, per hour, per month, or an amount by a deadline.

use crate::analysis::decide::answer::{Demand, HOURS_PER_MONTH};
use crate::data::runs::work::Work;
use crate::page::choice::bounds::{RATE, REQUESTS};
use crate::page::choice::money::{DAY_HOURS, STEADY, VOLUME};

/// The unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// No demand is fixed.
    None,
    /// A steady rate.
    #[default]
    PerSecond,
    /// The same, counted by the hour.
    PerHour,
    /// The same, counted by the month of 730 hours.
    PerMonth,
    /// An amount by a deadline, which the plan sets.
    Volume,
}

impl Unit {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::None, Self::PerSecond, Self::PerHour, Self::PerMonth, Self::Volume];

    /// As it is offered: `req/s`, `tokens / month`.
    #[must_use]
    pub fn words(self, work: Work) -> String {
        let many = if work == Work::Requests { "req" } else { "tokens" };
        match self {
            Self::None => "no fixed demand".to_owned(),
            Self::PerSecond => work.rate_words().to_owned(),
            Self::PerHour => [many, " / hour"].concat(),
            Self::PerMonth => [many, " / month"].concat(),
            Self::Volume => [many, " by a deadline"].concat(),
        }
    }

    /// The unit of a demand: of a steady one the reader's.
    #[must_use]
    pub fn of(demand: Demand, readers: Self) -> Self {
        match demand {
            Demand::None => Self::None,
            Demand::Volume { .. } => Self::Volume,
            Demand::Steady { .. } if matches!(readers, Self::PerHour | Self::PerMonth) => readers,
            Demand::Steady { .. } => Self::PerSecond,
        }
    }

    /// In which unit a number is typed: without a demand, per second.
    #[must_use]
    pub fn for_typing(self) -> Self {
        if self == Self::None { Self::PerSecond } else { self }
    }

    fn seconds(self) -> f64 {
        match self {
            Self::PerHour => 3600.0,
            Self::PerMonth => 3600.0 * HOURS_PER_MONTH,
            Self::None | Self::PerSecond | Self::Volume => 1.0,
        }
    }

    /// The number of a demand in this unit, as it would be typed; empty without a demand.
    #[must_use]
    pub fn amount(self, demand: Demand) -> String {
        match demand {
            Demand::None => String::new(),
            Demand::Volume { units, .. } => written(units),
            // 200/s are 720,000 an hour and not 720,000.0000000001.
            Demand::Steady { units_per_sec, .. } => {
                let amount = units_per_sec * self.seconds();
                let whole = amount.round();
                written(if (amount - whole).abs() <= 1e-9 * whole { whole } else { amount })
            }
        }
    }

    /// The demand of a typed number, after `before`; an empty text asks for nothing.
    ///
    /// # Errors
    /// Words for what is no number above 0; it changes nothing.
    pub fn typed(self, text: &str, before: Demand) -> Result<(Demand, Option<String>), String> {
        if text.trim().is_empty() {
            return Ok((Demand::None, None));
        }
        if self == Self::Volume {
            let (units, words) = REQUESTS.take(text)?;
            return Ok((Demand::Volume { units, within_hours: hours(before) }, words));
        }
        let (amount, words) = if self.seconds() > 1.0 { REQUESTS.take(text)? } else { RATE.take(text)? };
        // No rate is below the least one, or an address could not say it.
        Ok((with_rate(before, (amount / self.seconds()).max(RATE.least)), words))
    }

    /// The demand when the reader turns to this unit: the number stays and its meaning changes. From none and to another
    /// kind it starts from the usual example.
    #[must_use]
    pub fn turned(self, from: Self, before: Demand) -> Demand {
        match (self, before) {
            (Self::None, _) => Demand::None,
            (Self::Volume, Demand::Volume { .. }) => before,
            (Self::Volume, _) => VOLUME,
            (_, Demand::Steady { units_per_sec, .. }) => {
                with_rate(before, units_per_sec * from.seconds() / self.seconds())
            }
            _ => STEADY,
        }
    }
}

/// As it would be typed: of millions those, where that leaves nothing out, as `500M` is read at a glance.
#[inline(never)]
fn written(amount: f64) -> String {
    let thousands = amount / 1e3;
    let short = amount >= 1e6 && thousands.fract() == 0.0;
    if short { format!("{}M", thousands / 1e3) } else { amount.to_string() }
}

/// A rate that nobody said how long it lasts is billed by the month, as the headline tells it.
fn with_rate(before: Demand, units_per_sec: f64) -> Demand {
    let hours = if before == Demand::None { HOURS_PER_MONTH } else { hours(before) };
    Demand::Steady { units_per_sec, hours }
}

/// The hours of a demand; of none those of the usual example.
fn hours(demand: Demand) -> f64 {
    match demand {
        Demand::Steady { hours, .. } | Demand::Volume { within_hours: hours, .. } => hours,
        Demand::None => DAY_HOURS,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: f64 = 24.0;

    #[test]
    fn a_rate_in_each_unit() {
        let demand = Demand::Steady { units_per_sec: 200.0, hours: DAY };
        let amounts = [Unit::PerSecond, Unit::PerHour, Unit::PerMonth].map(|unit| unit.amount(demand));
        assert_eq!(amounts, ["200", "720000", "525.6M"]);
        for unit in [Unit::PerSecond, Unit::PerHour, Unit::PerMonth] {
            let (typed, words) = unit.typed(&unit.amount(demand), Demand::None).expect("it was written so");
            let Demand::Steady { units_per_sec, hours } = typed else { panic!("{typed:?}") };
            assert!((units_per_sec - 200.0).abs() < 1e-9 && words.is_none());
            assert_eq!(hours, HOURS_PER_MONTH);
        }
    }

    #[test]
    fn another_unit_keeps_the_number() {
        let demand = Demand::Steady { units_per_sec: 200.0, hours: DAY };
        let hourly = Unit::PerHour.turned(Unit::PerSecond, demand);
        assert_eq!(Unit::PerHour.amount(hourly), "200");
        assert_eq!(Unit::None.turned(Unit::PerHour, hourly), Demand::None);
        assert_eq!(Unit::PerMonth.turned(Unit::None, Demand::None), STEADY);
        assert_eq!(Unit::Volume.turned(Unit::PerHour, hourly), VOLUME);
    }

    #[test]
    fn large_amounts_are_written_in_millions_and_read_as_they_were() {
        for (units, text) in [
            (999_999.0, "999999"),
            (1e6, "1M"),
            (5e8, "500M"),
            (1_234_000.0, "1.234M"),
            (1_001_000.0, "1.001M"),
            (1_234_567.0, "1234567"),
            (7_884_000_000.0, "7884M"),
            (1e15, "1000000000M"),
        ] {
            let demand = Demand::Volume { units, within_hours: 24.0 };
            assert_eq!(Unit::Volume.amount(demand), text);
            assert_eq!(Unit::Volume.typed(text, demand), Ok((demand, None)));
        }
    }

    #[test]
    fn what_is_typed() {
        assert_eq!(Unit::PerSecond.typed(" ", STEADY), Ok((Demand::None, None)));
        assert!(Unit::PerMonth.typed("many", STEADY).is_err());
        assert!(Unit::PerSecond.typed("-1", STEADY).expect("it is taken to the least").1.is_some());
        let kept = Unit::Volume.typed("5000", Demand::Volume { units: 1.0, within_hours: 7.0 });
        assert_eq!(kept, Ok((Demand::Volume { units: 5000.0, within_hours: 7.0 }, None)));
    }
}
