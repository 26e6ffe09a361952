//! The interpreter of maps: recognises a document, and reads its runs.

use std::borrow::Cow;

use crate::data::runs::roles::{Role, Unit, names};
use crate::data::text::amount;

use super::complete::complete;
use super::map::{Format, Label, Map, Measure, Measured, Rows, Runs, Sign, alternatives};
use super::path::{find, find_beside, is_named};
use super::pattern;
use super::run::Run;
use super::value::Value;

/// The map of the tool that wrote a document; the first one whose signs are all there.
#[must_use]
pub fn recognise<'m>(maps: impl IntoIterator<Item = &'m Map>, root: &Value, format: Format) -> Option<&'m Map> {
    maps.into_iter().find(|map| {
        let signed = map.content.signed(root);
        map.signs.all().all(|sign| holds(sign, signed, format))
    })
}

fn holds(sign: Sign, root: &Value, format: Format) -> bool {
    match sign {
        Sign::Has(paths) | Sign::HasAny(paths) => alternatives(paths).any(|path| has(root, path)),
        Sign::Lacks(path) => !has(root, path),
        Sign::Begins(path, start) => find(root, path).and_then(Value::text).is_some_and(|text| text.starts_with(start)),
        Sign::Is(wanted) => format == wanted,
        Sign::Line(wanted) => format == Format::Text && pattern::has_line(root, wanted),
        Sign::Fits(check) => check(root),
    }
}

/// Whether a path leads somewhere, even to null.
fn has(root: &Value, path: &str) -> bool {
    match path.rsplit_once('/') {
        Some((parent, last)) => find(root, parent).is_some_and(|parent| is_in(parent, last)),
        None => is_in(root, path),
    }
}

fn is_in(parent: &Value, name: &str) -> bool {
    parent.get(name).is_some()
        || find(parent, name).is_some()
        || parent.items().iter().any(|item| item.text().is_some_and(|text| is_named(text, name)))
}

/// The runs of a document.
#[must_use]
pub fn runs(map: &Runs, root: &Value) -> Vec<Run> {
    let (measures, labels) = (map.measures.all(), map.labels.all());
    let run = |(name, row): Row| run((&measures, &labels, map.mend), root, &name, &row);
    rows(map.rows, root).into_iter().map(run).collect()
}

/// A run's name and value.
type Row<'v, 'a> = (String, Cow<'v, Value<'a>>);

fn rows<'v, 'a>(rows: Rows, root: &'v Value<'a>) -> Vec<Row<'v, 'a>> {
    let each = |path: &str| -> Vec<Row<'v, 'a>> {
        let Some(all) = (if path.is_empty() { Some(root) } else { find(root, path) }) else { return Vec::new() };
        let named = all.members().iter().map(|(name, value)| (name.to_string(), Cow::Borrowed(value)));
        named.chain(all.items().iter().map(|value| (String::new(), Cow::Borrowed(value)))).collect()
    };
    let made = |value| (String::new(), Cow::Owned(value));
    match rows {
        Rows::Whole => vec![(String::new(), Cow::Borrowed(root))],
        Rows::OneOrEach if matches!(root, Value::List(_)) => each(""),
        Rows::OneOrEach => vec![(String::new(), Cow::Borrowed(root))],
        Rows::Each(path) => each(path),
        Rows::Only(path, check) => each(path).into_iter().filter(|(name, value)| check(value, name)).collect(),
        Rows::Sums(path, check) => {
            let (sums, parts): (Vec<_>, Vec<_>) = each(path).into_iter().partition(|(name, value)| check(value, name));
            if sums.is_empty() { parts } else { sums }
        }
        Rows::Last(path) => each(path).pop().into_iter().collect(),
        Rows::Reports(begins, lines) => pattern::reports(begins, &lines.all(), root).into_iter().map(made).collect(),
        Rows::LastReport(begins, lines) => {
            pattern::reports(begins, &lines.all(), root).pop().map(made).into_iter().collect()
        }
    }
}

/// What is read of each run.
type Unpacked<'u> = (&'u [Measured], &'u [Label], Option<fn(&mut Run, &Value, &Value)>);

fn run((measures, labels, mend): Unpacked, root: &Value, name: &str, row: &Value) -> Run {
    let mut run = Run::default();
    for measured in measures {
        measure(&mut run, measured, root, row);
    }
    if !name.is_empty() {
        run.label("name", name);
    }
    labels_of(&mut run, labels, root, row);
    added(&mut run, measures, row);
    if let Some(mend) = mend {
        mend(&mut run, row, root);
    }
    complete(&mut run);
    run
}

/// What people add to a tool's result (vLLM's `--metadata`, a script): the machine, its price and what was asked of the
/// server by their names, all else as further columns. A name of another role is not taken: the map knows better.
fn added(run: &mut Run, measures: &[Measured], row: &Value) {
    let mapped = |name: &str| measures.iter().any(|(_, _, paths)| alternatives(paths).any(|path| path == name));
    for (name, value) in row.members() {
        let Some(text) = value.words().filter(|_| !mapped(name)) else { continue };
        match names::read(name) {
            Some(reading) if reading.role.is_of_machine() => {
                let measured = Measure::Of(reading.role);
                if let (true, Some((number, _))) = (reading.role.is_number(), number(value)) {
                    // The price of a GPU is not that of the machine.
                    let gpus = if reading.unit == Unit::PerGpuHour { run.of(Role::GpuCount) } else { Some(1.0) };
                    gpus.into_iter().for_each(|gpus| run.set_in(measured, number * gpus, reading.unit));
                } else if !reading.role.is_number() && run.text(reading.role).is_none() {
                    run.set_text(reading.role, text);
                }
            }
            Some(reading) if reading.role.is_asked_tokens() || reading.role == Role::AskedRate => {
                if let (None, Some((number, _))) = (run.of(reading.role), number(value)) {
                    run.set_in(Measure::Of(reading.role), number, reading.unit);
                }
            }
            Some(_) => {}
            None => run.label(name, text),
        }
    }
}

/// The value at a path of the run, or of the root where it begins with `^/`; and what it is a member of.
fn at<'v, 'a>(root: &'v Value<'a>, row: &'v Value<'a>, path: &str) -> Option<(&'v Value<'a>, &'v Value<'a>)> {
    path.strip_prefix("^/").map_or_else(|| find_beside(row, path), |path| find_beside(root, path))
}

/// Reads labels: of each the first path with a value.
pub fn labels_of(run: &mut Run, labels: &[Label], root: &Value, row: &Value) {
    for (label, paths) in labels {
        if let Some(text) =
            alternatives(paths).find_map(|path| at(root, row, path)).and_then(|(value, _)| value.words())
        {
            run.label(label, text);
        }
    }
}

/// Reads measures of another value than the run's own.
pub fn measure_all(run: &mut Run, measures: &[Measured], row: &Value) {
    measures.iter().for_each(|measured| measure(run, measured, row, row));
}

fn measure(run: &mut Run, &(measure, unit, paths): &Measured, root: &Value, row: &Value) {
    let is_text = matches!(measure, Measure::Of(role) if !role.is_number());
    for path in alternatives(paths) {
        let Some((value, beside)) = at(root, row, path) else { continue };
        if is_text {
            if let (Measure::Of(role), Some(text)) = (measure, value.words()) {
                run.set_text(role, text);
                return;
            }
            continue;
        }
        let Some((number, own_unit)) = number(value) else { continue };
        let fits = |unit: &Unit| matches!(measure, Measure::Of(role) if role.units().contains(unit));
        let beside = || unit_beside(beside);
        run.set_in(measure, number, own_unit.or_else(beside).filter(fits).unwrap_or(unit));
        return;
    }
}

fn number(value: &Value) -> Option<(f64, Option<Unit>)> {
    match value {
        Value::Number(value) => Some((*value, None)),
        Value::Text(text) => amount::parse(text),
        _ => None,
    }
}

/// The unit that stands beside a value; of a time for each token that of the time.
fn unit_beside(beside: &Value) -> Option<Unit> {
    let spelled = |text: &str| Unit::spelled(text.strip_suffix("/token").unwrap_or(text));
    ["unit", "units", "Unit"].into_iter().find_map(|name| spelled(beside.get(name)?.text()?))
}
