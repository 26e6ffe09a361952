//! The hosted API's prices that a reader enters, with their date, and their address parameters.

use std::fmt;

use crate::analysis::decide::hosted::HostedPrice;
use crate::data::table::number;
use crate::format::numbers::short;

use super::param::Misread;
use crate::text::foreign::cut;

/// The choice. The default is no price.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct HostedChoice {
    /// $ per 1 million input tokens.
    pub input: Option<f64>,
    /// $ per 1 million cached input tokens; `None` where they cost what other input does.
    pub cached: Option<f64>,
    /// $ per 1 million output tokens.
    pub output: Option<f64>,
    /// The day of these prices, where the reader says so.
    pub day: Option<Day>,
    /// Which part of the input tokens is cached, %, where the reader says so.
    pub cached_percent: Option<f64>,
}

/// A day of the calendar, written as `2026-11-01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

/// A price by what it is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Input tokens.
    Input,
    /// Cached input tokens.
    Cached,
    /// Output tokens.
    Output,
}

/// Prices are taken up to this, $ per 1 million tokens; no API costs more.
const MOST: f64 = 1e6;

impl HostedChoice {
    /// The prices, once both that are needed are there.
    #[must_use]
    pub fn price(&self) -> Option<HostedPrice> {
        HostedPrice::new(self.input?, self.cached, self.output?)
    }

    /// Sets a price from what is typed; an empty text takes it back.
    ///
    /// # Errors
    /// Words for what is no price; it changes nothing.
    pub fn set(&mut self, part: Part, text: &str) -> Result<(), String> {
        let to = typed(text)?;
        match part {
            Part::Input => self.input = to,
            Part::Cached => self.cached = to,
            Part::Output => self.output = to,
        }
        Ok(())
    }

    /// Whether nothing is entered that an address would say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.input.is_none() && self.cached.is_none() && self.output.is_none() && self.day.is_none()
    }

    /// Sets the day of the prices from what is typed; an empty text takes it back.
    ///
    /// # Errors
    /// Words for what is no day; it changes nothing.
    pub fn set_day(&mut self, text: &str) -> Result<(), String> {
        let text = text.trim();
        let day = Day::parse(text);
        if day.is_none() && !text.is_empty() {
            return Err(format!("“{}”: write a day as 2026-11-01. Nothing changed.", cut(text)));
        }
        self.day = day;
        Ok(())
    }

    /// Sets which part of the input is cached from what is typed, %; an empty text leaves it to the table.
    ///
    /// # Errors
    /// Words for what is no percentage; it changes nothing.
    pub fn set_cached_percent(&mut self, text: &str) -> Result<(), String> {
        let text = text.trim();
        let bare = text.strip_suffix('%').unwrap_or(text).trim();
        if bare.is_empty() {
            self.cached_percent = None;
            return Ok(());
        }
        let percent = number::parse(bare).filter(|percent| (0.0..=100.0).contains(percent));
        let Some(percent) = percent else {
            return Err(format!("“{}” is no percentage from 0 to 100: nothing changed.", cut(text)));
        };
        self.cached_percent = Some(percent + 0.0);
        Ok(())
    }

    /// Reads `0.15,0.075,0.60,2026-11-01` from an address: input, cached, output, day. A price may be empty, and the day
    /// left out.
    ///
    /// # Errors
    /// What is not understood; it changes nothing.
    // Not inlined, as the first view does without it.
    #[inline(never)]
    pub fn read(&mut self, text: &str) -> Result<(), Misread> {
        let parts: Vec<&str> = text.split(',').collect();
        let (prices, day) = match parts[..] {
            [input, cached, output] => ([input, cached, output], ""),
            [input, cached, output, day] => ([input, cached, output], day),
            _ => return Err(Misread::Nonsense),
        };
        let mut read = Self { cached_percent: self.cached_percent, ..Self::default() };
        for (part, text) in [Part::Input, Part::Cached, Part::Output].into_iter().zip(prices) {
            read.set(part, text).map_err(|_| Misread::Nonsense)?;
        }
        read.set_day(day).map_err(|_| Misread::Nonsense)?;
        *self = read;
        Ok(())
    }

    /// As [`Self::read`] reads it; of an empty choice only commas.
    #[must_use]
    #[inline(never)]
    pub fn written(&self) -> String {
        let text = |price: Option<f64>| price.map(|price| price.to_string()).unwrap_or_default();
        let mut parts = vec![text(self.input), text(self.cached), text(self.output)];
        parts.extend(self.day.map(|day| day.to_string()));
        parts.join(",")
    }
}

/// A typed price, $ per 1 million tokens; `None` for an empty text. Zero is one: some APIs are free.
fn typed(text: &str) -> Result<Option<f64>, String> {
    let text = text.trim();
    let bare = text.strip_prefix('$').unwrap_or(text).trim();
    if bare.is_empty() {
        return Ok(None);
    }
    match number::parse(bare) {
        Some(price) if (0.0..=MOST).contains(&price) => Ok(Some(price + 0.0)),
        Some(price) if price > MOST && price.is_finite() => {
            Err(format!("Prices go up to {} per 1M tokens: nothing changed.", short(MOST)))
        }
        _ => Err(format!("“{}” is no price: nothing changed.", cut(text))),
    }
}

impl Day {
    /// A day of the Gregorian calendar as `2026-11-01`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut next = |length: usize| -> Option<u16> {
            let part = parts.next()?;
            let whole = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
            if whole { part.parse().ok() } else { None }
        };
        let (year, month, day) = (next(4)?, next(2)?, next(2)?);
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            2 => 28 + u16::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => 0,
        };
        let is_day = parts.next().is_none() && (1..=days).contains(&day);
        is_day.then_some(Self { year, month: month as u8, day: day as u8 })
    }

    /// How many whole months a later day is after this one; none for an earlier one.
    #[must_use]
    pub fn months_to(self, later: Self) -> u32 {
        let months = |day: Self| u32::from(day.year) * 12 + u32::from(day.month);
        (months(later) + u32::from(later.day >= self.day)).saturating_sub(months(self) + 1)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<HostedChoice, Misread> {
        let mut choice = HostedChoice::default();
        choice.read(text).map(|()| choice)
    }

    #[test]
    fn addresses_round_trip() {
        for text in ["0.15,0.075,0.6,2026-11-01", "0.15,,0.6", "0,0,0", ",,0.6", "1e-7,,20,2024-02-29", ",,,2026-11-01"]
        {
            let choice = read(text).unwrap();
            assert_eq!(read(&choice.written()).unwrap(), choice, "{text}");
            assert!(!choice.is_empty(), "{text}");
        }
        assert_eq!(read("0.15,0.075,0.60,2026-11-01").unwrap().written(), "0.15,0.075,0.6,2026-11-01");
        assert!(HostedChoice::default().is_empty() && read(",,").unwrap().is_empty());
        assert_eq!(read("0.15,0.075,,").unwrap().price(), None, "no price of output yet");
        let price = read("0.15,,0.6").unwrap().price().unwrap();
        assert_eq!((price.input(), price.cached(), price.output()), (0.15, None, 0.6));
    }

    #[test]
    fn nonsense_changes_nothing() {
        let mut choice = read("0.15,0.075,0.6").unwrap();
        let before = choice;
        for text in ["", "1,2", "1,2,3,2026-11-01,5", "a,2,3", "NaN,,1", "-1,,1", "inf,,1", "1,,1e7", "1,,1,soon"] {
            assert!(choice.read(text).is_err(), "{text}");
            assert_eq!(choice, before, "{text}");
        }
    }

    #[test]
    fn days_of_the_calendar() {
        for day in ["2026-11-01", "2024-02-29", "2000-02-29", "2026-12-31"] {
            assert_eq!(Day::parse(day).unwrap().to_string(), day);
        }
        for text in [
            "2026-11-31",
            "2023-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-1-1",
            "2026-11-01-1",
            "+026-11-01",
            "",
        ] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
        let months = |from: &str, to: &str| Day::parse(from).unwrap().months_to(Day::parse(to).unwrap());
        assert_eq!([months("2026-01-15", "2026-02-14"), months("2026-01-15", "2026-02-15")], [0, 1]);
        assert_eq!([months("2025-11-30", "2026-11-29"), months("2026-12-01", "2026-01-01")], [11, 0]);
        assert_eq!(months("0001-01-01", "9999-12-31"), 119_987);
    }

    #[test]
    fn typed_texts() {
        let mut choice = HostedChoice::default();
        choice.set(Part::Input, " $0.15 ").unwrap();
        choice.set(Part::Output, "0").unwrap();
        choice.set_cached_percent("40%").unwrap();
        assert_eq!((choice.input, choice.output, choice.cached_percent), (Some(0.15), Some(0.0), Some(40.0)));
        for text in ["101", "-1", "NaN", "much"] {
            assert!(choice.set_cached_percent(text).is_err(), "{text}");
        }
        choice.set(Part::Input, "").unwrap();
        choice.set_cached_percent("").unwrap();
        choice.set_day("").unwrap();
        assert_eq!((choice.input, choice.cached_percent), (None, None));
        for (part, text) in [(Part::Input, "cheap"), (Part::Cached, "0,15"), (Part::Output, "-0.1")] {
            assert!(choice.set(part, text).unwrap_err().contains("othing changed"), "{text}");
        }
    }
}
