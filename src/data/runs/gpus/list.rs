//! GPUs of each run of a vendor's hardware, as the reader gives them where the table does not say.

use std::fmt;

use crate::data::runs::prices::same;
use crate::data::table::column::Category;
use crate::data::table::number;
use crate::text::foreign::cut;
use crate::text::percent::{decode_name, encode_name};

/// Numbers of GPUs by vendor and hardware.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GpuList {
    own: Vec<Count>,
}

#[derive(Clone, Debug, PartialEq)]
struct Count {
    vendor: String,
    hardware: String,
    gpus: f64,
}

/// No run has more.
const MOST: f64 = 1e6;

/// Whether a number is one of GPUs: whole, from 1 on.
#[must_use]
pub fn is_count(gpus: f64) -> bool {
    (1.0..=MOST).contains(&gpus) && gpus.fract() == 0.0
}

impl GpuList {
    /// Reads an address's text, `h100:8,aws/p5:4`. What is no whole number from 1 on is left out and told in a sentence
    /// each; of two numbers for the same the later counts.
    #[must_use]
    pub fn parse(text: &str) -> (Self, Vec<String>) {
        let mut list = Self::default();
        let mut notes = Vec::new();
        for part in text.split(',').filter(|part| !part.is_empty()) {
            let read = part.rsplit_once(':').and_then(|(what, gpus)| {
                let (vendor, hardware) = what.split_once('/').unwrap_or(("", what));
                Some((decode_name(vendor), decode_name(hardware), number::parse(gpus).filter(|&gpus| is_count(gpus))?))
            });
            match read {
                Some((vendor, hardware, gpus)) => list.set(&vendor, &hardware, Some(gpus)),
                None => notes.push(format!("“{}” in the address is no number of GPUs.", cut(part))),
            }
        }
        (list, notes)
    }

    /// The GPUs of each run of a vendor's hardware. A number that was given without a vendor is of that hardware at every
    /// vendor that has none of its own: unlike a price it does not depend on who rents it out.
    #[must_use]
    pub fn own(&self, vendor: &str, hardware: &str) -> Option<f64> {
        let of = |vendor: &str| self.own.iter().find(|own| own.is_of(vendor, hardware)).map(|own| own.gpus);
        of(vendor).or_else(|| of(""))
    }

    /// Sets it; `None`, and what is no whole number from 1 on, takes it back.
    pub fn set(&mut self, vendor: &str, hardware: &str, gpus: Option<f64>) {
        self.own.retain(|own| !own.is_of(vendor, hardware));
        let named = |name: &str| if name == Category::MISSING { String::new() } else { name.to_owned() };
        self.own.extend(gpus.filter(|&gpus| is_count(gpus)).map(|gpus| Count {
            vendor: named(vendor),
            hardware: named(hardware),
            gpus,
        }));
    }

    /// Whether the reader gave none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.own.is_empty()
    }
}

impl Count {
    fn is_of(&self, vendor: &str, hardware: &str) -> bool {
        same((&self.vendor, &self.hardware), (vendor, hardware))
    }
}

/// The text of an address, in the order in which the numbers were given; empty without any.
impl fmt::Display for GpuList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |own: &Count| {
            let vendor = if own.vendor.is_empty() { String::new() } else { encode_name(&own.vendor) + "/" };
            format!("{vendor}{}:{}", encode_name(&own.hardware), own.gpus)
        };
        f.write_str(&self.own.iter().map(text).collect::<Vec<_>>().join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back_and_nonsense() {
        let text = "h100:8,aws/p5:4,a%2Fb/c%3Ad:1";
        let (list, notes) = GpuList::parse(text);
        assert_eq!((list.to_string().as_str(), notes.len()), (text, 0));
        assert_eq!(list.own("aws", "p5"), Some(4.0));
        assert_eq!(
            (list.own("gcp", "NVIDIA H100"), list.own("", "h100"), list.own("gcp", "p5")),
            (Some(8.0), Some(8.0), None)
        );
        let (list, notes) = GpuList::parse("h100:0,h100:1.5,h100:NaN,h100,l4:-1,l4:inf");
        assert!(list.is_empty());
        assert_eq!(notes.len(), 6);
    }

    #[test]
    fn a_number_is_set_and_taken_back() {
        let mut list = GpuList::default();
        list.set("(none)", "h100", Some(8.0));
        list.set("", "H100", Some(4.0));
        assert_eq!(list.to_string(), "H100:4");
        list.set("", "h100", None);
        assert!(list.is_empty());
    }
}
