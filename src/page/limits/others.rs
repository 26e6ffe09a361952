//! Fields for limits on any measure: which are shown, where the runs lie, what is typed.

use crate::analysis::decide::slo::Limit;
use crate::analysis::stats::extent::Extent;
use crate::data::runs::measures::{Kind, Measure};
use crate::data::runs::run_table::RunTable;
use crate::data::text::quantity;
use crate::format::numbers::short;
use crate::page::choice::other_limits::{Bound, OtherLimits};
use crate::page::tables::active_table::ActiveTable;

use super::presets::Preset;
use super::scale::LimitScale;
use super::statistics::lacking;
use crate::page::words::measures::limited_name;
use crate::text::foreign::cut;

/// A field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Field {
    /// The measure's key.
    pub key: String,
    /// `TTFT p99 at most, ms`.
    pub label: String,
    /// The same in little room, `TTFT p99, at most`; the unit follows the value.
    pub short: String,
    /// Its unit.
    pub unit: &'static str,
    /// As it is typed; empty without a limit.
    pub value: String,
    /// From where to where the runs lie, in words.
    pub range: String,
    /// How many runs lie where, as shares of the highest bar.
    pub bars: Vec<f64>,
}

/// All fields, and what else may be limited.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OtherLimitsView {
    /// Those that are set or usual.
    pub fields: Vec<Field>,
    /// Measures without a field: key and words.
    pub offered: Vec<(String, String)>,
    /// What is said of the preset whose limits are the ones that are set.
    pub preset: Option<(&'static str, String)>,
}

/// Measures that have a limit of their own.
const OWN: [&str; 4] = ["avg", "p95", "errors", "rate"];
/// Of each of these the first that a table has is shown without asking.
const USUAL: [&[&str]; 2] =
    [&["ttft99", "ttft95", "ttft90", "ttft", "ttft50"], &["tpot", "tpot99", "tpot95", "tpot50"]];

impl OtherLimitsView {
    /// The fields for a table.
    #[must_use]
    pub fn new(shown: &ActiveTable, limits: &OtherLimits) -> Self {
        let runs = &shown.runs;
        let all = runs.measures();
        let has = |key: &str| all.iter().any(|measure| measure.key == key);
        let usual = USUAL.iter().filter_map(|keys| keys.iter().copied().find(|key| has(key)));
        let mut keys: Vec<String> = usual.map(str::to_owned).collect();
        keys.extend(limits.keys().filter(|key| !keys.contains(key)).cloned().collect::<Vec<_>>());
        let fields = keys.iter().map(|key| field(runs, key, limits.get(key))).collect();
        let is_offered = |measure: &&Measure| {
            measure.kind != Kind::Cost && !OWN.contains(&measure.key.as_str()) && !keys.contains(&measure.key)
        };
        let offered = all.iter().filter(is_offered).map(|measure| (measure.key.clone(), measure.words.clone()));
        let preset = super::presets::presets().iter().find(|preset| limits_of(preset) == *limits);
        Self { fields, offered: offered.collect(), preset: preset.map(|preset| (preset.key, preset.told(has))) }
    }
}

fn field(runs: &RunTable, key: &str, bound: Option<&Bound>) -> Field {
    let measure = runs.measure_named(key);
    let at_least = bound.copied().unwrap_or(Bound { at: 0.0, at_least: None }).is_at_least(measure.as_ref());
    let name = limited_name(measure.as_ref(), key);
    let unit = measure.as_ref().map_or("", |measure| measure.unit);
    let side = if at_least { "at least" } else { "at most" };
    let values = runs.measure(key);
    let extent = Extent::of(values.iter().flat_map(|values| values.iter().copied()));
    Field {
        key: key.to_owned(),
        label: if unit.is_empty() { format!("{name} {side}") } else { format!("{name} {side}, {unit}") },
        short: [&name, ", ", side].concat(),
        unit,
        value: bound.map_or_else(String::new, |bound| bound.at.to_string()),
        range: match extent {
            None => match lacking(runs, key) {
                Some(lacking) => lacking.words,
                None => "This table does not have it: no run keeps a limit on it.".to_owned(),
            },
            Some(Extent { min, max }) => {
                format!("{} to {} {unit} in this table", short(min), short(max)).replace("  ", " ")
            }
        },
        bars: values
            .as_ref()
            .and_then(|values| LimitScale::over(if at_least { Limit::Throughput } else { Limit::AvgLatency }, values))
            .map_or_else(Vec::new, |scale| scale.bars),
    }
}

/// The limits of a preset.
#[must_use]
pub fn limits_of(preset: &Preset) -> OtherLimits {
    let limit = |limit: &super::presets::PresetLimit| {
        (limit.measure.to_owned(), Bound { at: limit.at_most_ms, at_least: None })
    };
    preset.limits.iter().map(limit).collect()
}

/// Sets a limit from what was typed; an empty text lifts it. `>= 5` and `<= 5` say the side themselves.
///
/// # Errors
/// Words for what is no number from 0 on; it changes nothing.
pub fn take(limits: &mut OtherLimits, key: &str, text: &str) -> Result<Option<String>, String> {
    let text = text.trim();
    if text.is_empty() {
        limits.remove(key);
        return Ok(None);
    }
    let sides = [(">=", true), ("≥", true), ("<=", false), ("≤", false)];
    let said = sides.into_iter().find_map(|(sign, at_least)| Some((text.strip_prefix(sign)?, Some(at_least))));
    let (number, at_least) = said.unwrap_or((text, limits.get(key).and_then(|bound| bound.at_least)));
    match quantity::typed(number.trim()).filter(|at| at.is_finite() && *at >= 0.0) {
        Some(at) => {
            limits.insert(key.to_owned(), Bound { at: at + 0.0, at_least });
            Ok(said.map(|_| String::new()))
        }
        None => Err(format!("“{}” is no number from 0 on: nothing changed.", cut(text))),
    }
}

/// Begins to limit a measure: at the worst value of the table, which all runs keep, to be changed.
pub fn begin(shown: &ActiveTable, limits: &mut OtherLimits, key: &str) {
    let high = shown.runs.measure_named(key).is_some_and(|measure| measure.more_is_better());
    let values = shown.runs.measure(key);
    let known = values.iter().flat_map(|values| values.iter().copied()).filter(|value| *value >= 0.0);
    if let Some(Extent { min, max }) = Extent::of(known) {
        limits.insert(key.to_owned(), Bound { at: if high { min } else { max }, at_least: None });
    }
}
