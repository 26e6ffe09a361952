//! An answer against an earlier one: whether the winner has become dearer.

use std::fmt;
use std::fs;

use isocost::analysis::decide::answer::Demand;
use isocost::format::numbers::{percent, short};
use isocost::page::answer::words::demand_words;
use isocost::page::words::cost::per_stored;
use isocost::page::words::runs::configuration_name;
use serde_json::{Value, json};

use super::answer::Answer;
use super::json::FORMAT;
use super::report::Report;

/// Costs that differ by less than this share are the same, rounded: JSON keeps about 17 digits.
const ROUNDED: f64 = 1e-9;

/// What the winner costs, with everything that must be the same for another cost to be compared with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Cost {
    /// How much.
    pub amount: f64,
    /// Of what: `a month`, `in all`, `per 1 billion requests`.
    pub of: String,
    /// In which currency: a label.
    pub currency: String,
    /// For which demand.
    pub demand: String,
    /// For which workload; empty where the table tells none.
    pub workload: String,
    /// Of which configuration; it may be another.
    pub configuration: String,
}

impl Cost {
    /// Of an answer; `None` where no run has a cost.
    pub fn of(answer: &Answer) -> Option<Self> {
        let (runs, best) = (&answer.shown.runs, answer.best()?);
        let (amount, of) = match answer.asked.demand {
            Demand::None => (best.usd_per_unit * runs.work.units(), per_stored(runs)),
            Demand::Steady { .. } if best.usd_per_month.is_finite() => (best.usd_per_month, "a month"),
            Demand::Steady { .. } | Demand::Volume { .. } => (best.usd, "in all"),
        };
        let workload = runs.workloads.of_row.get(best.row).and_then(|&at| runs.workloads.labels.get(at as usize));
        (amount.is_finite() && amount > 0.0).then(|| Self {
            amount,
            of: of.to_owned(),
            currency: answer.shown.currency.clone(),
            demand: demand_words(answer.asked.demand, runs.work),
            workload: workload.cloned().unwrap_or_default(),
            configuration: configuration_name(&answer.shown, best.row),
        })
    }

    /// As it is saved.
    pub fn json(&self) -> Value {
        let Self { amount, of, currency, demand, workload, configuration } = self;
        json!({ "amount": amount, "of": of, "currency": currency, "demand": demand, "workload": workload,
            "configuration": configuration })
    }

    fn from_json(saved: &Value) -> Option<Self> {
        let text = |name: &str| Some(saved[name].as_str()?.to_owned());
        Some(Self {
            amount: saved["amount"].as_f64().filter(|amount| amount.is_finite() && *amount > 0.0)?,
            of: text("of")?,
            currency: text("currency")?,
            demand: text("demand")?,
            workload: text("workload")?,
            configuration: text("configuration")?,
        })
    }

    /// The first thing in which two costs are not of the same: its name, and both.
    fn differs<'a>(&'a self, other: &'a Self) -> Option<(&'static str, &'a str, &'a str)> {
        let all = [
            ("unit", &self.of, &other.of),
            ("currency", &self.currency, &other.currency),
            ("demand", &self.demand, &other.demand),
            ("workload", &self.workload, &other.workload),
        ];
        all.into_iter()
            .find(|(_, own, other)| own != other)
            .map(|(name, own, other)| (name, own.as_str(), other.as_str()))
    }
}

/// Why an answer is not compared.
#[derive(Debug, PartialEq, Eq)]
pub enum BaselineError {
    /// The file cannot be read.
    Io(String),
    /// It holds something else.
    NoAnswer,
    /// No run had a cost when it was saved.
    NoCost,
    /// No run has one now.
    NoCostNow,
    /// It is an answer to something else.
    Another {
        /// What differs.
        what: &'static str,
        /// There.
        was: String,
        /// Now.
        is: String,
    },
}

impl fmt::Display for BaselineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let again = "Save a new baseline with --format json.";
        match self {
            Self::Io(error) => write!(f, "The baseline cannot be read: {error}. {again}"),
            Self::NoAnswer => write!(f, "The baseline is no answer that this version wrote. {again}"),
            Self::NoCost => write!(f, "The baseline holds no cost: no run had one, or none qualified. {again}"),
            Self::NoCostNow => {
                f.write_str("No run has a cost that could be compared with the baseline. Name prices with --prices.")
            }
            Self::Another { what, was, is } => write!(
                f,
                "The baseline is of another {what} (“{was}”, now “{is}”): the costs are not comparable. Ask the same, or \
                 save a new baseline."
            ),
        }
    }
}

/// How the winner's cost has changed.
#[derive(Debug, PartialEq)]
pub struct Change {
    /// In percent of what it was; below 0 where it fell.
    pub percent: f64,
    /// How much more is allowed, percent.
    pub most_percent: f64,
    words: String,
}

impl Change {
    /// Whether it is dearer by more than allowed.
    pub fn is_dearer(&self) -> bool {
        self.percent > self.most_percent + ROUNDED * 100.0
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)?;
        match (self.percent.abs(), self.percent < 0.0) {
            (same, _) if same < 0.05 => f.write_str(", the same as the baseline")?,
            (less, true) => write!(f, ", {} less than the baseline", percent(less))?,
            (more, false) => write!(f, ", {} more than the baseline", percent(more))?,
        }
        write!(f, "; up to {}% more is allowed.", short(self.most_percent))
    }
}

/// What of a question decides which run is the answer, without the prices, whose change is what a baseline is for.
fn deciding(question: &str) -> Vec<&str> {
    const NOT: [&str; 3] = ["prices=", "price_list=", "tolerance_percent="];
    let tells = |pair: &&str| !pair.is_empty() && !NOT.iter().any(|key| pair.starts_with(key));
    let mut pairs: Vec<&str> = question.trim_start_matches('?').split('&').filter(tells).collect();
    pairs.sort_unstable();
    pairs
}

fn other_question<'a>((was, is): (&'a str, &'a str)) -> Option<(&'static str, &'a str, &'a str)> {
    (deciding(was) != deciding(is)).then_some(("question", was, is))
}

/// Compares a report with the answer in a file. Without a tolerance of the reader's that of near ties counts.
///
/// # Errors
/// Anything that makes the two costs incomparable.
pub fn compare(report: &Report, path: &str, tolerance_percent: Option<f64>) -> Result<Change, BaselineError> {
    let text = fs::read(path).map_err(|error| BaselineError::Io(format!("{path}: {error}")))?;
    let saved: Value = serde_json::from_slice(&text).map_err(|_| BaselineError::NoAnswer)?;
    if saved["answer_format"] != FORMAT {
        return Err(BaselineError::NoAnswer);
    }
    let was = Cost::from_json(&saved["cost"]).ok_or(BaselineError::NoCost)?;
    let is = Cost::of(&report.answer).ok_or(BaselineError::NoCostNow)?;
    let question = (saved["question"].as_str().unwrap_or_default(), report.question.as_str());
    if let Some((what, was, is)) = was.differs(&is).or_else(|| other_question(question)) {
        return Err(BaselineError::Another { what, was: was.to_owned(), is: is.to_owned() });
    }
    let shown = &report.answer.shown;
    let amount = |cost: &Cost| format!("{} {} ({})", shown.money(cost.amount), cost.of, cost.configuration);
    Ok(Change {
        percent: (is.amount / was.amount - 1.0) * 100.0,
        most_percent: tolerance_percent.unwrap_or(report.tolerance * 100.0),
        words: format!("The winner costs {}, after {}", amount(&is), amount(&was)),
    })
}
