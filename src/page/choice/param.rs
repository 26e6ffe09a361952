//! The parameters of the page's address as data: each has a name, a way to read its value into a choice, and a way to
//! write it back.

use std::fmt::Display;

use crate::data::table::number;
use crate::format::numbers::short;
use crate::text::foreign::cut;

/// A parameter that belongs to a choice `C`.
pub struct Param<C: 'static> {
    /// Its name in the address.
    pub key: &'static str,
    /// Reads a value into the choice. A value that is an error changes nothing, unless another is used in its place.
    pub read: fn(&mut C, &str) -> Result<(), Misread>,
    /// The values that say how the choice differs from the default. Several for a parameter that names one value each
    /// time it occurs.
    pub write: fn(&C) -> Vec<String>,
}

/// Why a value was not taken as it stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Misread {
    /// It means nothing.
    Nonsense,
    /// It is out of range, and another value is used.
    OutOfRange {
        /// Which.
        used: f64,
    },
    /// Another reason, a sentence.
    Because(String),
}

impl Misread {
    /// A sentence about a pair of the address.
    #[must_use]
    pub fn words(self, key: &str, value: &str) -> String {
        match self {
            Self::Nonsense => format!("{key}={} means nothing here and was left out.", cut(value)),
            Self::OutOfRange { used } => format!("{key}={} is out of range: {} is used.", cut(value), short(used)),
            Self::Because(words) => words,
        }
    }
}

/// Reads a pair of an address; `None` for a key that is none of these parameters.
pub fn read<C>(params: &[Param<C>], choice: &mut C, key: &str, value: &str) -> Option<Result<(), Misread>> {
    let param = params.iter().find(|param| param.key == key)?;
    Some((param.read)(choice, value))
}

/// The pairs that say how a choice differs from the default, in the order of the parameters.
pub fn pairs<C>(params: &'static [Param<C>], choice: &C) -> impl Iterator<Item = (&'static str, String)> {
    params.iter().flat_map(move |param| (param.write)(choice).into_iter().map(|value| (param.key, value)))
}

/// The names of parameters.
pub fn keys<C>(params: &'static [Param<C>]) -> impl Iterator<Item = &'static str> {
    params.iter().map(|param| param.key)
}

/// Sets `field` to what a value means, if it means anything.
pub(super) fn set<T>(field: &mut T, meaning: Option<T>) -> Result<(), Misread> {
    *field = meaning.ok_or(Misread::Nonsense)?;
    Ok(())
}

/// Sets `field` to what a word means.
pub(super) fn choose<T: Copy>(field: &mut T, value: &str, words: &[(&str, T)]) -> Result<(), Misread> {
    set(field, words.iter().find(|(word, _)| *word == value).map(|&(_, meaning)| meaning))
}

/// Sets `field` to a number between `least` and `most`; one beyond them is taken to the end.
pub(super) fn clamped(field: &mut f64, value: &str, (least, most): (f64, f64)) -> Result<(), Misread> {
    let given = number::parse(value).filter(|given| !given.is_nan()).ok_or(Misread::Nonsense)?;
    *field = given.clamp(least, most);
    if *field == given { Ok(()) } else { Err(Misread::OutOfRange { used: *field }) }
}

/// A finite number.
pub(super) fn finite(value: &str) -> Option<f64> {
    number::parse(value).filter(|number| number.is_finite())
}

/// A name. Names are of the table, which is not known yet: one that it does not have changes nothing.
pub(super) fn name(value: &str) -> Option<String> {
    (!value.is_empty()).then(|| value.to_owned())
}

/// One value, where there is one.
pub(super) fn one(value: Option<impl Display>) -> Vec<String> {
    value.iter().map(|value| value.to_string()).collect()
}

/// A word, where the choice has one of these meanings.
pub(super) fn word<T: Copy + PartialEq>(now: T, words: &[(&str, T)]) -> Vec<String> {
    one(words.iter().find(|&&(_, meaning)| meaning == now).map(|(word, _)| *word))
}

/// Each of several names.
pub(super) fn each<'a>(names: impl IntoIterator<Item = &'a String>) -> Vec<String> {
    names.into_iter().cloned().collect()
}
