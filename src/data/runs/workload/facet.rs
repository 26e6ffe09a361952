//! Facets of a workload, and their words: tokens in, tokens out, data set, pattern of requests.

use super::groups::{groups, is_known};
use crate::data::runs::roles::workload::needs_name;
use crate::data::table::column::Category;
use crate::format::numbers::{fixed, short};

/// A part of what is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Facet {
    pub what: What,
    pub values: Asked,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    Input,
    Output,
    Other(String),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    /// Tokens, NaN where they are unknown; and whether they were asked for, or else reached.
    Tokens {
        of_row: Vec<f64>,
        asked: Vec<bool>,
    },
    Labels(Category),
}

const UNKNOWN: &str = "unknown";

impl Facet {
    /// The values as categories, in words.
    pub fn coded(&self, firsts: &[usize]) -> Category {
        match (&self.values, &self.what) {
            (Asked::Tokens { of_row, asked }, _) => {
                let (codes, values) = groups(of_row, asked, firsts);
                let mut labels: Vec<String> = values.iter().copied().map(tokens).collect();
                for at in 1..labels.len() {
                    if labels[at] == labels[at - 1] {
                        labels[at] = values[at].to_string();
                    }
                }
                Category { codes, labels }
            }
            (Asked::Labels(category), What::Other(name)) => {
                let words = |label: &String| match (label == Category::MISSING, needs_name(name)) {
                    (true, _) => format!("{name} {UNKNOWN}"),
                    (_, true) => format!("{name} {label}"),
                    _ => label.clone(),
                };
                Category { codes: category.codes.clone(), labels: category.labels.iter().map(words).collect() }
            }
            (Asked::Labels(category), _) => category.clone(),
        }
    }

    fn is_unknown(&self, row: usize) -> bool {
        match &self.values {
            Asked::Tokens { of_row, .. } => !is_known(of_row[row]),
            Asked::Labels(category) => category.label(row) == Category::MISSING,
        }
    }
}

/// `1,024`.
fn tokens(value: f64) -> String {
    match value {
        value if !is_known(value) => UNKNOWN.to_owned(),
        value if value.fract() == 0.0 || value >= 100.0 => fixed(value, 0),
        value => short(value),
    }
}

/// `1,024 in / 8,192 out tokens, sharegpt`.
pub fn label(facets: &[Facet], coded: &[Category], row: usize) -> String {
    if facets.iter().all(|facet| facet.is_unknown(row)) {
        return UNKNOWN.to_owned();
    }
    let mut parts: Vec<String> = Vec::new();
    let of = |what: &What| facets.iter().position(|facet| facet.what == *what).map(|at| coded[at].label(row));
    match (of(&What::Input), of(&What::Output)) {
        (Some(input), Some(output)) => parts.push(format!("{input} in / {output} out tokens")),
        (Some(input), None) => parts.push(format!("{input} in tokens")),
        (None, Some(output)) => parts.push(format!("{output} out tokens")),
        (None, None) => {}
    }
    // A pattern that is the same for all runs is told only where nothing else is.
    let (mut others, mut constant) = (Vec::new(), Vec::new());
    for (facet, category) in facets.iter().zip(coded) {
        let What::Other(name) = &facet.what else { continue };
        let list = if needs_name(name) && category.labels.len() == 1 { &mut constant } else { &mut others };
        list.push(category.label(row).to_owned());
    }
    parts.append(&mut others);
    if parts.is_empty() { constant.join(", ") } else { parts.join(", ") }
}
