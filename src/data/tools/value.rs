//! A document as a tree of values, whatever its format: JSON, YAML, CSV, or text with names and values.

use std::borrow::Cow;

use crate::data::table::number;
use crate::data::text::cell::CellKind;
use crate::data::text::fault::Fault;
use crate::data::text::json::reader::Reader;

/// A value of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// No value, or one that is not kept.
    Null,
    /// True or false.
    Bool(bool),
    /// A number; never NaN, which is [`Self::Null`].
    Number(f64),
    /// Text.
    Text(Cow<'a, str>),
    /// Values in order.
    List(Vec<Value<'a>>),
    /// Named values in order; of equal names the last counts.
    Object(Vec<(Cow<'a, str>, Value<'a>)>),
}

/// Lists of samples that no map reads, each as long as the test: a list under one of these names is not kept.
const SAMPLES: [&str; 16] = [
    "requests",
    "itls",
    "ttfts",
    "latencies_raw",
    "generated_texts",
    "input_lens",
    "output_lens",
    "start_times",
    "errors",
    "request_outputs",
    "inputs",
    "responses",
    "intervals",
    "rps_series",
    "cumulative_distribution_function",
    "histogram",
];

/// How many items of lists are kept.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kept {
    /// Of lists of samples.
    pub samples: usize,
    /// Of other lists.
    pub items: usize,
    /// Whether some of them were left out.
    pub is_cut: bool,
}

impl<'a> Value<'a> {
    /// The named member; `None` for anything but an object that has it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members.iter().rev().find(|(own, _)| own == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The members of an object; none of anything else.
    #[must_use]
    pub fn members(&self) -> &[(Cow<'a, str>, Self)] {
        match self {
            Self::Object(members) => members,
            _ => &[],
        }
    }

    /// The items of a list; none of anything else.
    #[must_use]
    pub fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    /// The text; `None` for anything else.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A value that is neither list nor object, as text; `None` for null and for empty text.
    #[must_use]
    pub fn words(&self) -> Option<String> {
        match self {
            Self::Bool(value) => Some(value.to_string()),
            Self::Number(value) => Some(value.to_string()),
            Self::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            _ => None,
        }
    }

    /// An object of text, as a line of CSV is.
    #[must_use]
    pub fn object(members: Vec<(Cow<'a, str>, Self)>) -> Self {
        Self::Object(members)
    }

    /// Reads JSON, of lists as much as is to be kept.
    pub(crate) fn of_json(reader: &mut Reader<'a>, kept: &mut Kept) -> Result<Self, Fault> {
        match reader.peek() {
            Some(b'{') => {
                let mut members = Vec::new();
                reader.open(b'{')?;
                while reader.more(b'}')? {
                    let name = text(reader.key()?);
                    let is_list = reader.peek() == Some(b'[');
                    let value = if is_list && SAMPLES.contains(&&*name) {
                        let items = kept.items;
                        Self::list(reader, kept.samples, &mut Kept { items, ..*kept })?
                    } else {
                        Self::of_json(reader, kept)?
                    };
                    members.push((name, value));
                }
                Ok(Self::Object(members))
            }
            Some(b'[') => Self::list(reader, kept.items, kept),
            _ => {
                let cell = reader.scalar()?;
                Ok(match cell.kind {
                    CellKind::Null => Self::Null,
                    CellKind::Bool => Self::Bool(cell.bool() == Some(true)),
                    CellKind::Whole | CellKind::Fraction => cell.number().map_or(Self::Null, Self::Number),
                    CellKind::Text => Self::Text(text(cell.text)),
                })
            }
        }
    }

    /// The first items of a list. That some of samples are left out is not told: no map reads them.
    fn list(reader: &mut Reader<'a>, most: usize, kept: &mut Kept) -> Result<Self, Fault> {
        let mut items = Vec::new();
        reader.open(b'[')?;
        while reader.more(b']')? {
            if items.len() < most {
                items.push(Self::of_json(reader, kept)?);
            } else {
                kept.is_cut = true;
                reader.skip()?;
            }
        }
        Ok(Self::List(items))
    }

    /// A cell of CSV, or a word of another text: text, and null where it is empty.
    #[must_use]
    pub fn of_cell(cell: Cow<'a, [u8]>) -> Self {
        let text = text(cell);
        if text.trim().is_empty() {
            return Self::Null;
        }
        match number::parse(text.trim()) {
            Some(value) if value.is_nan() => Self::Null,
            Some(value) => Self::Number(value),
            None => Self::Text(text),
        }
    }
}

fn text(bytes: Cow<[u8]>) -> Cow<str> {
    match bytes {
        Cow::Borrowed(bytes) => String::from_utf8_lossy(bytes),
        Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
    }
}
