//! Ranges of typed numbers: a number outside is taken to the nearer end, with a sentence that says so.

use crate::data::table::number;
use crate::format::numbers::short;

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

impl Bounds {
    /// A number as it is taken, and the words when it is not as it was typed.
    ///
    /// # Errors
    /// Words for what is no number.
    pub fn take(self, text: &str) -> Result<(f64, Option<String>), String> {
        let Self { name, least, most } = self;
        let Some(value) = number(text).filter(|value| !value.is_nan()) else {
            return Err(format!("“{}” is no number: nothing changed.", text.trim()));
        };
        let taken = value.clamp(least, most);
        let words = format!("{name} go from {} to {}: {} is used.", short(least), short(most), short(taken));
        Ok((taken, (taken != value).then_some(words)))
    }
}

/// A number as people type one: with separators of thousands, without a unit.
fn number(text: &str) -> Option<f64> {
    number::parse(&text.chars().filter(|c| !c.is_whitespace() && *c != ',' && *c != '_').collect::<String>())
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
    }
}
