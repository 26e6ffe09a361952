//! Settings in words: titles of axes, values and ranges within a sentence.

use super::loads::{load_noun, load_words, loads_words};
use super::runs::Field;
use crate::data::runs::load::LoadAxis;
use crate::data::runs::settings::{Kind, Setting};
use crate::format::numbers::short;

impl Setting {
    /// On an axis and in a list.
    #[must_use]
    pub fn title(&self) -> String {
        match &self.kind {
            Kind::Load(axis) => axis.words().to_owned(),
            Kind::Gpus => "GPUs".to_owned(),
            Kind::Column(name) => name.clone(),
        }
    }

    /// Within a sentence, without a value.
    #[must_use]
    pub fn noun(&self) -> &str {
        match &self.kind {
            Kind::Load(axis) => load_noun(*axis),
            Kind::Gpus => "GPUs",
            Kind::Column(name) => name,
        }
    }

    /// With a value.
    #[must_use]
    pub fn at(&self, value: f64) -> String {
        match &self.kind {
            Kind::Load(axis) => load_words(*axis, value),
            Kind::Gpus => format!("{} {}", short(value), if value == 1.0 { "GPU" } else { "GPUs" }),
            Kind::Column(_) => format!("{} {}", self.noun(), short(value)),
        }
    }

    /// From one value to another.
    #[must_use]
    pub fn range(&self, low: f64, high: f64) -> String {
        let ends = if low == high { short(low) } else { format!("{} to {}", short(low), short(high)) };
        match &self.kind {
            Kind::Load(axis) => loads_words(*axis, low, high),
            Kind::Gpus => format!("{ends} {}", self.noun()),
            Kind::Column(_) => format!("{} {ends}", self.noun()),
        }
    }

    /// As a field of what the hover says. Only the table knows the name of a column.
    #[must_use]
    pub fn field(&self, value: f64) -> Field {
        match &self.kind {
            Kind::Load(LoadAxis::Vus) => ("VUs", short(value)),
            Kind::Load(LoadAxis::AskedRate) => ("Request rate", self.at(value)),
            Kind::Load(LoadAxis::BatchSize) => ("Batch size", short(value)),
            Kind::Gpus => ("GPUs", short(value)),
            Kind::Column(_) => ("Setting", self.at(value)),
        }
    }
}
