//! Lists of the maps as one text each, packed when compiled: the addresses of a thousand small texts would be more bytes
//! than what the texts say.
//!
//! An entry is a line: codes of its enums as printable bytes, then its texts with a tab between.

use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::map::{Format, Label, Measure, Measured, Sign};
use crate::data::tools::pattern::Line;
use crate::data::tools::value::Value;

/// What `measures!` packs.
#[derive(Clone, Copy)]
pub struct Measures(pub &'static str);

/// What `labels!` packs.
#[derive(Clone, Copy)]
pub struct Labels(pub &'static str);

/// What `lines!` packs.
#[derive(Clone, Copy, Debug)]
pub struct Lines(pub &'static str);

/// What `signs!` packs, and the check of a sign that is one.
#[derive(Clone, Copy)]
pub struct Signs(pub &'static str, pub Option<fn(&Value) -> bool>);

/// An entry: codes, of which 0 is none, and texts, of which the second may be empty.
pub type Parts = ([u8; 2], &'static str, &'static str);

/// Packs entries, of which a function tells the parts.
macro_rules! packed {
    ($entry:ty, $parts:path, [$($entries:tt)*]) => {{
        const ENTRIES: &[$entry] = &[$($entries)*];
        const LENGTH: usize = {
            let (mut sum, mut at) = (0, 0);
            while at < ENTRIES.len() {
                sum += $crate::data::tools::packed::length($parts(&ENTRIES[at]));
                at += 1;
            }
            sum
        };
        const BYTES: [u8; LENGTH] = {
            let (mut bytes, mut to, mut at) = ([0; LENGTH], 0, 0);
            while at < ENTRIES.len() {
                to = $crate::data::tools::packed::write(&mut bytes, to, $parts(&ENTRIES[at]));
                at += 1;
            }
            bytes
        };
        const TEXT: &str = match std::str::from_utf8(&BYTES) {
            Ok(text) => text,
            Err(_) => panic!("a code is no character"),
        };
        TEXT
    }};
}

/// Packs [measures](crate::data::tools::map::Measured).
macro_rules! measures {
    ($($entries:tt)*) => {
        $crate::data::tools::packed::Measures($crate::data::tools::packed::packed!(
            $crate::data::tools::map::Measured,
            $crate::data::tools::packed::of_measured,
            [$($entries)*]
        ))
    };
}

/// Packs [labels](crate::data::tools::map::Label).
macro_rules! labels {
    ($($entries:tt)*) => {
        $crate::data::tools::packed::Labels($crate::data::tools::packed::packed!(
            $crate::data::tools::map::Label,
            $crate::data::tools::packed::of_pair,
            [$($entries)*]
        ))
    };
}

/// Packs [patterns of lines](crate::data::tools::pattern::Line).
macro_rules! lines {
    ($($entries:tt)*) => {
        $crate::data::tools::packed::Lines($crate::data::tools::packed::packed!(
            $crate::data::tools::pattern::Line,
            $crate::data::tools::packed::of_pair,
            [$($entries)*]
        ))
    };
}

/// Packs [signs](crate::data::tools::map::Sign).
macro_rules! signs {
    ($($entries:tt)*) => {{
        const SIGNS: &[$crate::data::tools::map::Sign] = &[$($entries)*];
        $crate::data::tools::packed::Signs(
            $crate::data::tools::packed::packed!(
                $crate::data::tools::map::Sign,
                $crate::data::tools::packed::of_sign,
                [$($entries)*]
            ),
            $crate::data::tools::packed::check_of(SIGNS),
        )
    }};
}

pub(crate) use {labels, lines, measures, packed, signs};

/// The code of an enum's value that has this place in the list of all.
const fn code(place: usize) -> u8 {
    assert!(place < 90, "a code is printable");
    b'!' + place as u8
}

/// The value of a code.
fn of_code<T: Copy>(all: &[T], code: u8) -> Option<T> {
    all.get(usize::from(code.checked_sub(b'!')?)).copied()
}

const fn place_of(measure: Measure) -> usize {
    match measure {
        Measure::AllInputTokens => 0,
        Measure::AllOutputTokens => 1,
        Measure::OutputTokensPerGpu => 2,
        Measure::InputTokensPerGpu => 3,
        Measure::TotalTokensPerGpu => 4,
        Measure::Of(role) => OTHERS.len() + role as usize,
    }
}

const OTHERS: [Measure; 5] = [
    Measure::AllInputTokens,
    Measure::AllOutputTokens,
    Measure::OutputTokensPerGpu,
    Measure::InputTokensPerGpu,
    Measure::TotalTokensPerGpu,
];

const FORMATS: [Format; 5] = [Format::Json, Format::JsonLines, Format::Yaml, Format::Csv, Format::Text];

/// The parts of a measure.
pub const fn of_measured(&(measure, unit, paths): &Measured) -> Parts {
    ([code(place_of(measure)), code(unit as usize)], paths, "")
}

/// The parts of a label, and of a pattern of lines.
pub const fn of_pair(&(name, text): &(&'static str, &'static str)) -> Parts {
    ([0, 0], name, text)
}

/// The parts of a sign.
pub const fn of_sign(sign: &Sign) -> Parts {
    match *sign {
        Sign::Has(paths) | Sign::HasAny(paths) => ([b'h', 0], paths, ""),
        Sign::Lacks(path) => ([b'-', 0], path, ""),
        Sign::Begins(path, start) => ([b'b', 0], path, start),
        Sign::Is(format) => ([b'i', code(format as usize)], "", ""),
        Sign::Line(pattern) => ([b'l', 0], pattern, ""),
        Sign::Fits(_) => ([b'f', 0], "", ""),
    }
}

/// The check of the sign that is one.
pub const fn check_of(signs: &[Sign]) -> Option<fn(&Value) -> bool> {
    let (mut found, mut at) = (None, 0);
    while at < signs.len() {
        if let Sign::Fits(check) = signs[at] {
            assert!(found.is_none(), "one check of a file");
            found = Some(check);
        }
        at += 1;
    }
    found
}

/// The bytes of an entry.
pub const fn length((codes, first, second): Parts) -> usize {
    let codes = (codes[0] > 0) as usize + (codes[1] > 0) as usize;
    codes + first.len() + (!second.is_empty()) as usize + second.len() + 1
}

/// Writes an entry, and tells where the next one begins.
pub const fn write(bytes: &mut [u8], mut to: usize, (codes, first, second): Parts) -> usize {
    let mut at = 0;
    while at < 2 && codes[at] > 0 {
        bytes[to] = codes[at];
        (to, at) = (to + 1, at + 1);
    }
    to = copy(bytes, to, first);
    if !second.is_empty() {
        bytes[to] = b'\t';
        to = copy(bytes, to + 1, second);
    }
    bytes[to] = b'\n';
    to + 1
}

const fn copy(bytes: &mut [u8], mut to: usize, text: &str) -> usize {
    let mut at = 0;
    while at < text.len() {
        assert!(text.as_bytes()[at] >= b' ', "a tab or a line's end parts texts");
        bytes[to] = text.as_bytes()[at];
        (to, at) = (to + 1, at + 1);
    }
    to
}

fn pairs(text: &'static str) -> Vec<(&'static str, &'static str)> {
    text.lines().map(|line| line.split_once('\t').unwrap_or((line, ""))).collect()
}

impl Measures {
    /// The measures.
    #[must_use]
    pub fn all(self) -> Vec<Measured> {
        let measured = |line: &'static str| {
            let (code, rest) = (*line.as_bytes().first()?, line.get(2..)?);
            let unit = of_code(&Unit::ALL, *line.as_bytes().get(1)?)?;
            let role = || of_code(&Role::ALL, code.checked_sub(OTHERS.len() as u8)?).map(Measure::Of);
            Some((of_code(&OTHERS, code).or_else(role)?, unit, rest))
        };
        self.0.lines().filter_map(measured).collect()
    }
}

impl Labels {
    /// The labels.
    #[must_use]
    pub fn all(self) -> Vec<Label> {
        pairs(self.0)
    }
}

impl Lines {
    /// The patterns.
    #[must_use]
    pub fn all(self) -> Vec<Line> {
        pairs(self.0)
    }
}

impl Signs {
    /// The signs.
    pub fn all(self) -> impl Iterator<Item = Sign> {
        let sign = move |line: &'static str| {
            let rest = line.get(1..)?;
            Some(match line.as_bytes().first()? {
                b'h' => Sign::HasAny(rest),
                b'-' => Sign::Lacks(rest),
                b'b' => rest.split_once('\t').map(|(path, start)| Sign::Begins(path, start))?,
                b'i' => Sign::Is(of_code(&FORMATS, *rest.as_bytes().first()?)?),
                b'l' => Sign::Line(rest),
                _ => Sign::Fits(self.1?),
            })
        };
        self.0.lines().filter_map(sign)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_places_in_the_lists_of_all() {
        assert!(Role::ALL.iter().enumerate().all(|(at, &role)| role as usize == at));
        assert!(Unit::ALL.iter().enumerate().all(|(at, &unit)| unit as usize == at));
        assert!(FORMATS.iter().enumerate().all(|(at, &format)| format as usize == at));
        assert!(OTHERS.iter().enumerate().all(|(at, &measure)| place_of(measure) == at));
    }

    #[test]
    fn what_is_packed_comes_back() {
        let measures = measures![
            (Measure::Of(Role::Vus), Unit::One, "a/b|c"),
            (Measure::Of(Role::ItlP99), Unit::PerRequest, ""),
            (Measure::TotalTokensPerGpu, Unit::PerGpuHour, "é \"x\"")
        ];
        let all = [
            (Measure::Of(Role::Vus), Unit::One, "a/b|c"),
            (Measure::Of(Role::ItlP99), Unit::PerRequest, ""),
            (Measure::TotalTokensPerGpu, Unit::PerGpuHour, "é \"x\""),
        ];
        assert_eq!(measures.all(), all);
        assert_eq!(labels![("a", "b|c"), ("d", "")].all(), [("a", "b|c"), ("d", "")]);
        assert_eq!(labels![].all(), []);
        assert_eq!(lines![("a[]", "b >> c {d}")].all(), [("a[]", "b >> c {d}")]);
        let signs = signs![
            Sign::Has("a"),
            Sign::HasAny("a|b"),
            Sign::Lacks("c"),
            Sign::Begins("d", "e f"),
            Sign::Is(Format::Text),
            Sign::Line("g {h}"),
            Sign::Fits(|value| *value == Value::Null),
        ];
        let shown: Vec<String> = signs.all().take(6).map(|sign| format!("{sign:?}")).collect();
        let expected = r#"HasAny("a") HasAny("a|b") Lacks("c") Begins("d", "e f") Is(Text) Line("g {h}")"#;
        assert_eq!(shown.join(" "), expected);
        assert!(matches!(signs.all().last(), Some(Sign::Fits(check)) if check(&Value::Null)));
    }
}
