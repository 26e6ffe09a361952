//! What a contour chart lies over, and what it shows: two settings or loads, and a measure, found in the table.

use crate::analysis::decide::cost_latency::usable;
use crate::data::runs::load::LoadAxis;
use crate::data::runs::measures::Measure;
use crate::data::runs::run_table::RunTable;
use crate::data::runs::settings::{Kind, Setting};
use crate::data::table::column::Numbers;
use crate::page::choice::contour::{Controls, Quantity};
use crate::page::choice::contour_axes::{ContourAxes, Dimension, with};
use crate::page::words::cost::{per_quoted, per_stored, quoted_factor};

/// What is contoured.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// Cost, p95 latency or throughput.
    Usual(Quantity),
    /// Any other measure.
    Own(Measure),
}

/// The axes and the measure of the charts.
#[derive(Clone, Debug)]
pub struct Plane {
    /// From left to right.
    pub x: Setting,
    /// Upwards.
    pub y: Setting,
    /// What is contoured.
    pub what: What,
    /// Its value of each run; `None` where the table lacks it.
    pub values: Option<Numbers>,
    /// Keys that were asked for and that the table lacks: the usual is shown.
    pub missing: Vec<String>,
    /// What a cost is multiplied by where it is told, and what it is then of.
    pub quoted: (f64, &'static str),
}

/// Equal without a look at each value: other values lie somewhere else.
impl PartialEq for Plane {
    fn eq(&self, other: &Self) -> bool {
        let values = match (&self.values, &other.values) {
            (Some(one), Some(other)) => one.ptr_eq(other),
            (one, other) => one.is_none() && other.is_none(),
        };
        let axes = self.x == other.x && self.y == other.y && self.what == other.what;
        axes && values && self.missing == other.missing && self.quoted == other.quoted
    }
}

impl Plane {
    /// The axes and the measure of the reader's keys, or the usual ones and what the controls say. The notebook knows only
    /// cost over VUs and batch size.
    #[must_use]
    pub fn of(runs: &RunTable, notebook: bool, controls: Controls, axes: &ContourAxes) -> Self {
        let mut missing = Vec::new();
        let (x, y) = if notebook { notebook_axes(runs) } else { found_axes(runs, axes, &mut missing) };
        let asked = axes.as_deref().and_then(|keys| keys.key(Dimension::Z)).filter(|_| !notebook);
        let usual = |key: &str| USUAL.iter().find(|(own, _)| *own == key).map(|(_, quantity)| *quantity);
        let quantity = asked.and_then(usual).unwrap_or(controls.quantity);
        let own = asked.filter(|key| usual(key).is_none()).and_then(|key| {
            let found = runs.measure_named(key).zip(runs.measure(key));
            if found.is_none() {
                missing.push(key.to_owned());
            }
            found
        });
        let (what, values) = match own {
            Some((measure, values)) => (What::Own(measure), Some(values)),
            None => (What::Usual(quantity), quantity.values(runs)),
        };
        let quoted = if notebook { (1.0, per_stored(runs)) } else { (quoted_factor(runs), per_quoted(runs)) };
        Self { x, y, what, values, missing, quoted }
    }

    /// Whether a value has a place among the levels: what is contoured is above zero, but for shares and numbers of which
    /// nothing is known.
    #[must_use]
    pub fn knows(&self, value: f64) -> bool {
        match &self.what {
            What::Usual(_) => usable(value),
            What::Own(measure) => measure.knows(value),
        }
    }

    /// Whether the largest value is the best.
    #[must_use]
    pub fn more_is_better(&self) -> bool {
        match &self.what {
            What::Usual(quantity) => quantity.more_is_better(),
            What::Own(measure) => measure.more_is_better(),
        }
    }
}

fn load(runs: &RunTable, axis: LoadAxis) -> Setting {
    let unknown = || Setting { kind: Kind::Load(axis), values: vec![f64::NAN; runs.rows].into() };
    runs.load_setting(axis).unwrap_or_else(unknown)
}

fn notebook_axes(runs: &RunTable) -> (Setting, Setting) {
    (load(runs, LoadAxis::Vus), load(runs, LoadAxis::BatchSize))
}

/// The asked settings; else the load across, and upwards the batch size where it varies, else the next setting that does.
/// What does not vary is shown where nothing else does.
fn found_axes(runs: &RunTable, axes: &ContourAxes, missing: &mut Vec<String>) -> (Setting, Setting) {
    let varying = runs.settings();
    let keyed = |key: &str| varying.iter().find(|setting| setting.kind.key() == key).cloned();
    let mut asked = |of: Dimension| {
        let key = axes.as_deref()?.key(of)?;
        let found = keyed(key);
        if found.is_none() {
            missing.push(key.to_owned());
        }
        found
    };
    let (asked_x, asked_y) = (asked(Dimension::X), asked(Dimension::Y));
    let every: Vec<usize> = (0..runs.rows).collect();
    let (axis, values) = runs.load(&every);
    let usual_x = Setting { kind: Kind::Load(axis), values };
    let taken = asked_x.as_ref().unwrap_or(&usual_x).kind.clone();
    let batch = Kind::Load(LoadAxis::BatchSize);
    let free = |kind: &Kind| *kind != taken;
    let usual_y = || {
        let preferred = varying.iter().find(|setting| setting.kind == batch && free(&setting.kind));
        // Another load than the one across follows only where nothing else varies.
        let further = || varying.iter().find(|setting| free(&setting.kind) && !matches!(setting.kind, Kind::Load(_)));
        let any = || varying.iter().find(|setting| free(&setting.kind));
        let found = preferred.or_else(further).or_else(any).cloned();
        let least = if taken == batch { LoadAxis::Vus } else { LoadAxis::BatchSize };
        found.unwrap_or_else(|| load(runs, least))
    };
    let y = asked_y.unwrap_or_else(usual_y);
    // The usual load gives way to a reader who wants it upwards.
    let x = asked_x.unwrap_or_else(|| {
        let other = || varying.iter().find(|setting| setting.kind != y.kind).cloned();
        if usual_x.kind == y.kind { other().unwrap_or(usual_x) } else { usual_x }
    });
    (x, y)
}

/// What a reader can choose: settings by key and words, and measures besides the usual ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offer {
    /// For either axis; none where there is nothing to choose.
    pub settings: Vec<(String, String)>,
    /// What can be shown besides cost, p95 latency and requests per second.
    pub measures: Vec<(String, String)>,
}

/// Measures that have words of their own here.
const USUAL: [(&str, Quantity); 3] =
    [("cost", Quantity::Cost), ("p95", Quantity::P95Latency), ("rate", Quantity::Throughput)];

impl Offer {
    /// Of a table.
    #[must_use]
    pub fn of(runs: &RunTable) -> Self {
        let settings: Vec<(String, String)> =
            runs.settings().iter().map(|setting| (setting.kind.key(), setting.title())).collect();
        let measures = runs.measures().into_iter().filter(|measure| USUAL.iter().all(|(own, _)| *own != measure.key));
        Self {
            settings: if settings.len() > 2 { settings } else { Vec::new() },
            measures: measures.map(|measure| (measure.key, measure.words)).collect(),
        }
    }
}

/// The choice with another setting on an axis: a setting that lies on the other axis changes places with it.
#[must_use]
pub fn with_setting(plane: &Plane, axes: &ContourAxes, of: Dimension, key: &str) -> ContourAxes {
    let (own, other, at) = match of {
        Dimension::Y => (&plane.y, &plane.x, Dimension::X),
        _ => (&plane.x, &plane.y, Dimension::Y),
    };
    let axes = if other.kind.key() == key { with(axes, at, Some(&own.kind.key())) } else { axes.clone() };
    with(&axes, of, Some(key))
}
