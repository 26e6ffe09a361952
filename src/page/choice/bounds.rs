//! Ranges of typed numbers: a number outside is taken to the nearer end, with a sentence that says so.

use crate::data::text::quantity;
use crate::format::numbers::short;
use crate::text::foreign::cut;

/// A number that a plan takes: what it is called, and the least and the most that are taken.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Its name, at the beginning of a sentence.
    pub name: &'static str,
    /// The least.
    pub least: f64,
    /// The most.
    pub most: f64,
}

/// Requests of a volume.
pub const REQUESTS: Bounds = Bounds { name: "Requests", least: 1.0, most: 1e15 };
/// Hours of a volume: a minute to ten years, about.
pub const HOURS: Bounds = Bounds { name: "Hours", least: 0.01, most: 1e5 };
/// Requests per second.
pub const RATE: Bounds = Bounds { name: "Requests per second", least: 1e-6, most: 1e9 };
/// How full a machine may be, %.
pub const LOAD_PERCENT: Bounds = Bounds { name: "Percentages", least: 1.0, most: 100.0 };
/// What 1 billion requests may cost.
pub const COSTS: Bounds = Bounds { name: "Costs", least: 1e-6, most: 1e15 };

impl Bounds {
    /// A number as it is taken, and the words when it is not as it was typed.
    ///
    /// # Errors
    /// Words for what is no number.
    pub fn take(self, text: &str) -> Result<(f64, Option<String>), String> {
        let Self { name, least, most } = self;
        let Some(value) = quantity::typed(text).filter(|value| !value.is_nan()) else {
            return Err(format!("“{}” is no number: nothing changed.", cut(text.trim())));
        };
        let taken = value.clamp(least, most);
        let words = format!("{name} go from {} to {}: {} is used.", short(least), short(most), short(taken));
        Ok((taken, (taken != value).then_some(words)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_taken_to_the_end_and_nonsense_is_refused() {
        assert_eq!(RATE.take("inf").unwrap().0, 1e9);
        assert_eq!(REQUESTS.take("-3").unwrap().0, 1.0);
        assert_eq!(REQUESTS.take(" 1,000,000 ").unwrap(), (1e6, None));
        assert!(REQUESTS.take("").is_err() && REQUESTS.take("NaN").is_err());
        assert_eq!((REQUESTS.take("1M").unwrap(), RATE.take("1.5k").unwrap()), ((1e6, None), (1500.0, None)));
    }
}
