//! A run as a map finds it: measures in the units of the run table, texts, labels and doubts.

use std::borrow::Cow;

use crate::data::runs::roles::{Role, Unit};

use super::map::Measure;

/// A run.
#[derive(Clone, Debug, Default)]
pub struct Run {
    numbers: Vec<(Measure, f64)>,
    texts: Vec<(Role, String)>,
    /// What else sets it apart, by name of the column.
    pub labels: Vec<(String, String)>,
    /// Doubts about a measure, in a sentence.
    pub doubts: Vec<(Role, Cow<'static, str>)>,
    /// Failed requests as a share of those sent, where they are not counted.
    pub failed_share: Option<f64>,
    /// The sum of several runs, which may stand in other files.
    pub is_pooled: bool,
    /// Added up from single requests, which a summary in another file counts as well.
    pub is_of_requests: bool,
    /// Some measures of a run whose others stand in another file of its folder.
    pub is_part: bool,
}

impl Run {
    /// A measure, if it is known.
    #[must_use]
    pub fn get(&self, measure: Measure) -> Option<f64> {
        self.numbers.iter().find(|(own, _)| *own == measure).map(|(_, value)| *value)
    }

    /// The measure of a role, if it is known.
    #[must_use]
    pub fn of(&self, role: Role) -> Option<f64> {
        self.get(Measure::Of(role))
    }

    /// The text of a role, if it is known.
    #[must_use]
    pub fn text(&self, role: Role) -> Option<&str> {
        self.texts.iter().find(|(own, _)| *own == role).map(|(_, text)| text.as_str())
    }

    /// Sets a measure in that unit. What is no finite number is unknown.
    pub fn set_in(&mut self, measure: Measure, value: f64, unit: Unit) {
        if let (Measure::Of(Role::FailedRequests), Unit::Share | Unit::Percent) = (measure, unit) {
            self.failed_share = Some(value * unit.factor(Unit::Share));
            return;
        }
        let factor = match measure {
            Measure::Of(role) => unit.factor(role.house_unit()),
            _ => 1.0,
        };
        self.set(measure, value * factor);
    }

    /// Sets a measure in the unit of the run table.
    pub fn set(&mut self, measure: Measure, value: f64) {
        self.forget(measure);
        if value.is_finite() {
            self.numbers.push((measure, value));
        }
    }

    /// Sets the measure of a role where it is not known.
    pub fn complete(&mut self, role: Role, value: Option<f64>) {
        if let (None, Some(value)) = (self.of(role), value) {
            self.set(Measure::Of(role), value);
        }
    }

    /// Makes a measure unknown.
    pub fn forget(&mut self, measure: Measure) {
        self.numbers.retain(|(own, _)| *own != measure);
    }

    /// Sets the text of a role.
    pub fn set_text(&mut self, role: Role, text: impl Into<String>) {
        self.texts.retain(|(own, _)| *own != role);
        self.texts.push((role, text.into()));
    }

    /// Sets a label, if it has none of that name yet.
    pub fn label(&mut self, name: &str, text: impl Into<String>) {
        if self.labels.iter().all(|(own, _)| own != name) {
            self.labels.push((name.to_owned(), text.into()));
        }
    }

    /// The text of a label, if it has one of that name.
    #[must_use]
    pub fn labelled(&self, name: &str) -> Option<&str> {
        self.labels.iter().find(|(own, _)| own == name).map(|(_, text)| text.as_str())
    }

    /// Takes over what is known of the same run from another file.
    pub fn absorb(&mut self, other: Self) {
        for (measure, value) in other.numbers {
            if self.get(measure).is_none() {
                self.numbers.push((measure, value));
            }
        }
        for (role, text) in other.texts {
            if self.text(role).is_none() {
                self.texts.push((role, text));
            }
        }
        for (name, text) in other.labels {
            self.label(&name, text);
        }
    }

    /// Whether a statistic of the latency of whole requests is known, or follows from its tokens.
    #[must_use]
    pub fn has_latency(&self) -> bool {
        let known = |role: Role| self.of(role).is_some();
        let first = known(Role::TtftMean) || known(Role::TtftP50);
        let tokens = known(Role::OutputTokens) || known(Role::AskedOutputTokens);
        Role::LATENCIES.into_iter().any(known) || (first && known(Role::TpotMean) && tokens)
    }

    /// Whether VUs or a rate are known, or follow from its latency.
    #[must_use]
    pub fn has_load(&self) -> bool {
        let rates = [Role::Vus, Role::Throughput, Role::OutputTokenRate, Role::TotalTokenRate, Role::InputTokenRate];
        rates.into_iter().any(|role| self.of(role).is_some())
    }

    /// Whether any latency or rate is known: without one there is nothing to compare.
    #[must_use]
    pub fn is_measured(&self) -> bool {
        let others = [Role::Throughput, Role::OutputTokenRate, Role::TotalTokenRate, Role::TtftMean, Role::TpotMean];
        self.has_latency() || others.into_iter().any(|role| self.of(role).is_some())
    }
}
