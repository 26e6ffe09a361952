//! Conditions on the labels of a run.

use crate::data::runs::prices::PricePair;
use crate::data::runs::roles::Role;
use crate::data::table::column::{Category, Column, Values};
use crate::data::table::number::parse;

use super::code::{Code, list};
use super::text::{literal, number};

/// A label as a value of its column: a number where the column holds numbers.
pub fn value(column: Option<&Column>, label: &str) -> String {
    match column.map(|column| &column.values) {
        Some(Values::Number { .. }) => number(parse(label).unwrap_or(f64::NAN)),
        Some(Values::BigInt(_)) if label.parse::<i64>().is_ok() => label.to_owned(),
        Some(Values::Bool(_)) => if label == "true" { "True" } else { "False" }.to_owned(),
        _ => literal(label),
    }
}

/// `df["hw_type"] == "nvidia-l4"`; a column that the table lacks has but the nameless label.
pub fn is(code: &mut Code<'_>, frame: &str, role: Role, label: &str) -> String {
    let column = code.runs().position(role).map(|at| &code.runs().columns[at]);
    let (mut out, name) = (frame.to_owned(), literal(code.column(role)));
    out.extend(["[", name.as_str(), "]"]);
    if column.is_some() && label == Category::MISSING {
        out += ".isna()";
    } else {
        out.extend([" == ", value(column, label).as_str()]);
    }
    out
}

/// `df["hw_type"].isin(["nvidia-l4"])`.
pub fn is_one_of<'l>(
    code: &mut Code<'_>,
    frame: &str,
    role: Role,
    labels: impl IntoIterator<Item = &'l String>,
) -> String {
    let column = code.runs().position(role).map(|at| &code.runs().columns[at]);
    let mut at = frame.to_owned();
    at.extend(["[", literal(code.column(role)).as_str(), "]"]);
    let (mut missing, mut values) = (false, Vec::new());
    for label in labels {
        // A batch size that the table lacks is a number that is not there.
        if label == Category::MISSING && (column.is_some() || role.is_number()) {
            missing = true;
        } else {
            values.push(value(column, label));
        }
    }
    let mut out = at.clone();
    out.extend([".isin(", list(&values).as_str(), ")"]);
    if missing {
        out.extend([" | ", at.as_str(), ".isna()"]);
    }
    out
}

/// All of these, in brackets.
pub fn all(conditions: &[String]) -> String {
    let bracketed: Vec<String> = conditions
        .iter()
        .map(|condition| {
            let mut out = "(".to_owned();
            out.extend([condition.as_str(), ")"]);
            out
        })
        .collect();
    bracketed.join(" & ")
}

/// Which rows have the vendor and hardware of a price.
pub fn of_pair(code: &mut Code<'_>, pair: &PricePair) -> Vec<String> {
    let names = [(Role::Vendor, &pair.vendor), (Role::HwType, &pair.hardware)];
    let named: Vec<_> = names.into_iter().filter(|&(role, _)| code.runs().position(role).is_some()).collect();
    named.into_iter().map(|(role, name)| is(code, "df", role, name)).collect()
}

/// All of these as what `loc` takes: without any, all rows.
pub fn which(conditions: &[String]) -> String {
    if conditions.is_empty() { ":".to_owned() } else { all(conditions) }
}
