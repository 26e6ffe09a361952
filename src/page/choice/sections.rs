//! What a reader chooses in the sections below the first view, and its address parameters.

use crate::analysis::saturation::monotonic::LEAST_GAIN;
use crate::data::runs::measures::keys::is_key;
use crate::text::percent::{decode_name, encode_name};

use super::contour::{Controls, Interpolation, LevelRule, Quantity};
use super::contour_axes;
use super::contour_axes::{ContourAxes, Dimension};
use super::hosted::HostedChoice;
use super::param::{Misread, Param, choose, clamped, finite, name, one, set, word};
use crate::page::compare::offer::Compared;
use crate::page::runs::response_shape::{BINS, DEFAULT_BINS};

/// The choice. The default says nothing in an address.
#[derive(Clone, Debug, PartialEq)]
pub struct SectionChoice {
    /// What is contoured, and how.
    pub contour: Controls,
    /// Over which settings, and of which measure, where not the usual ones.
    pub contour_axes: ContourAxes,
    /// "Did we try enough VUs?" looks at runs with at most so many.
    pub tried_vus: Option<f64>,
    /// From which last gain on a group still rises, %.
    pub least_gain_percent: f64,
    /// What is compared with all else equal.
    pub compared: Option<Compared>,
    /// How much dearer than the cheapest counts as nearly as cheap, %; `None` for what the table's noise says.
    pub tolerance_percent: Option<f64>,
    /// What the menu is judged by, in words of [`OBJECTIVES`] or keys of measures; empty for the usual.
    pub objectives: Vec<String>,
    /// The configuration whose grade is explained, by name.
    pub trusted: Option<String>,
    /// Bins of the response shape.
    pub bins: usize,
    /// Which response shape, by the part of the columns' names that they share.
    pub shape: Option<String>,
    /// The column by which runs are sorted, by name, and whether the largest come first.
    pub sort: Option<(String, bool)>,
    /// Whether the table of runs shows all columns.
    pub all_columns: bool,
    /// What a hosted API costs.
    pub hosted: HostedChoice,
}

impl Default for SectionChoice {
    fn default() -> Self {
        Self {
            contour: Controls::default(),
            contour_axes: None,
            tried_vus: None,
            least_gain_percent: USUAL_GAIN_PERCENT,
            compared: None,
            tolerance_percent: None,
            objectives: Vec::new(),
            trusted: None,
            bins: DEFAULT_BINS,
            shape: None,
            sort: None,
            all_columns: false,
            hosted: HostedChoice::default(),
        }
    }
}

/// The parameters.
pub static PARAMS: [Param<SectionChoice>; 18] = [
    Param {
        key: "contour",
        read: |choice, value| choose(&mut choice.contour.quantity, value, &QUANTITIES),
        write: |choice| word(choice.contour.quantity, &QUANTITIES[1..]),
    },
    Param {
        key: "contour_units",
        read: |choice, value| choose(&mut choice.contour.interpolation, value, &UNITS),
        write: |choice| word(choice.contour.interpolation, &UNITS[1..]),
    },
    Param {
        key: "contour_levels",
        read: |choice, value| choose(&mut choice.contour.levels, value, &LEVELS),
        write: |choice| word(choice.contour.levels, &LEVELS[1..]),
    },
    Param {
        key: "cx",
        read: |choice, value| contour_axes::read(&mut choice.contour_axes, Dimension::X, value),
        write: |choice| contour_axes::written(&choice.contour_axes, Dimension::X),
    },
    Param {
        key: "cy",
        read: |choice, value| contour_axes::read(&mut choice.contour_axes, Dimension::Y, value),
        write: |choice| contour_axes::written(&choice.contour_axes, Dimension::Y),
    },
    Param {
        key: "cz",
        read: |choice, value| contour_axes::read(&mut choice.contour_axes, Dimension::Z, value),
        write: |choice| contour_axes::written(&choice.contour_axes, Dimension::Z),
    },
    Param {
        key: "tried_vus",
        read: |choice, value| set(&mut choice.tried_vus, finite(value).map(Some)),
        write: |choice| one(choice.tried_vus),
    },
    Param {
        key: "least_gain_percent",
        read: |choice, value| clamped(&mut choice.least_gain_percent, value, GAINS_PERCENT),
        write: |choice| one((choice.least_gain_percent != USUAL_GAIN_PERCENT).then_some(choice.least_gain_percent)),
    },
    Param {
        key: "compare",
        read: |choice, value| {
            let found = Compared::ALL.into_iter().find(|compared| compared.noun() == value);
            set(&mut choice.compared, found.map(Some))
        },
        write: |choice| one(choice.compared.map(Compared::noun)),
    },
    Param {
        key: "tolerance_percent",
        read: |choice, value| {
            let mut percent = f64::NAN;
            let outcome = clamped(&mut percent, value, TOLERANCES_PERCENT);
            choice.tolerance_percent = Some(percent).filter(|percent| !percent.is_nan());
            outcome
        },
        write: |choice| one(choice.tolerance_percent),
    },
    Param {
        key: "objectives",
        read: |choice, value| set(&mut choice.objectives, objectives(value)),
        write: objective_words,
    },
    Param {
        key: "configuration",
        read: |choice, value| set(&mut choice.trusted, name(value).map(Some)),
        write: |choice| one(choice.trusted.as_ref()),
    },
    Param {
        key: "bins",
        read: |choice, value| {
            let mut bins = choice.bins as f64;
            let outcome = clamped(&mut bins, value, (BINS.0 as f64, BINS.1 as f64));
            choice.bins = bins as usize;
            outcome
        },
        write: |choice| one((choice.bins != DEFAULT_BINS).then_some(choice.bins)),
    },
    Param {
        key: "shape",
        read: |choice, value| set(&mut choice.shape, name(value).map(Some)),
        write: |choice| one(choice.shape.as_ref()),
    },
    Param {
        key: "sort",
        read: |choice, value| {
            let (column, falling) = value.strip_prefix('-').map_or((value, false), |column| (column, true));
            set(&mut choice.sort, name(column).map(|column| Some((column, falling))))
        },
        write: |choice| {
            let sort = choice.sort.as_ref();
            one(sort.map(|(column, falling)| format!("{}{column}", if *falling { "-" } else { "" })))
        },
    },
    Param {
        key: "columns_shown",
        read: |choice, value| set(&mut choice.all_columns, (value == "all").then_some(true)),
        write: |choice| one(choice.all_columns.then_some("all")),
    },
    Param {
        key: "api",
        read: |choice, value| choice.hosted.read(value),
        write: |choice| if choice.hosted.is_empty() { Vec::new() } else { vec![choice.hosted.written()] },
    },
    Param {
        key: "api_cached_percent",
        read: |choice, value| choice.hosted.set_cached_percent(value).map_err(|_| Misread::Nonsense),
        write: |choice| one(choice.hosted.cached_percent),
    },
];

const USUAL_GAIN_PERCENT: f64 = LEAST_GAIN * 100.0;

/// Gains that can be asked for, %.
pub const GAINS_PERCENT: (f64, f64) = (0.0, 1000.0);
/// Tolerances that can be asked for, %.
pub const TOLERANCES_PERCENT: (f64, f64) = (0.0, 20.0);

/// Words for what every table of runs has; all else is named by the key of its measure.
pub const OBJECTIVES: [&str; 5] = ["cost", "avg", "p95", "throughput", "errors"];

/// Two or three objectives by their words, with commas between.
#[inline(never)]
fn objectives(value: &str) -> Option<Vec<String>> {
    let named = |word: &str| Some(decode_name(word)).filter(|word| OBJECTIVES.contains(&&**word) || is_key(word));
    let found: Option<Vec<String>> = value.split(',').map(named).collect();
    found.filter(|found| (2..=3).contains(&found.len()))
}

fn objective_words(choice: &SectionChoice) -> Vec<String> {
    if choice.objectives.is_empty() { Vec::new() } else { objective_text(&choice.objectives) }
}

/// The name of a column may have a comma itself.
#[inline(never)]
fn objective_text(objectives: &[String]) -> Vec<String> {
    vec![objectives.iter().map(|word| encode_name(word)).collect::<Vec<_>>().join(",")]
}

impl SectionChoice {
    /// Forgets what is of the table that goes: names and numbers that another table does not have.
    pub fn forget_table(&mut self) {
        let Self { contour, least_gain_percent, tolerance_percent, objectives, bins, all_columns, hosted, .. } =
            self.clone();
        let kept = Self::default();
        *self = Self { contour, least_gain_percent, tolerance_percent, objectives, bins, all_columns, hosted, ..kept };
    }
}

/// The usual choice first: it needs no word.
const QUANTITIES: [(&str, Quantity); 3] =
    [("cost", Quantity::Cost), ("p95", Quantity::P95Latency), ("throughput", Quantity::Throughput)];
const UNITS: [(&str, Interpolation); 2] = [("log", Interpolation::Log), ("raw", Interpolation::Raw)];
const LEVELS: [(&str, LevelRule); 2] = [("equal", LevelRule::Equal), ("percentile", LevelRule::Percentile)];

#[cfg(test)]
mod tests {
    use super::super::param;
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> (SectionChoice, Vec<String>) {
        let mut choice = SectionChoice::default();
        let note = |&(key, value): &(&str, &str)| {
            let outcome = param::read(&PARAMS, &mut choice, key, value).expect("a key of ours");
            outcome.err().map(|misread| misread.words(key, value))
        };
        let notes = pairs.iter().filter_map(note).collect();
        (choice, notes)
    }

    fn written(choice: &SectionChoice) -> Vec<(&'static str, String)> {
        param::pairs(&PARAMS, choice).collect()
    }

    #[test]
    fn every_parameter_round_trips() {
        let pairs = [
            ("contour", "p95"),
            ("contour_units", "raw"),
            ("contour_levels", "percentile"),
            ("cx", "asked"),
            ("cy", "col:tp"),
            ("cz", "ttft99"),
            ("tried_vus", "256"),
            ("least_gain_percent", "5.5"),
            ("compare", "engine"),
            ("tolerance_percent", "7.5"),
            ("objectives", "cost,p95,errors"),
            ("configuration", "nvidia-l4 · a=b & c, batch 4"),
            ("bins", "30"),
            ("shape", "num_vectors"),
            ("sort", "-p95_latency_ms"),
            ("columns_shown", "all"),
            ("api", "0.15,0.075,0.6,2026-11-01"),
            ("api_cached_percent", "40"),
        ];
        let (choice, notes) = read(&pairs);
        assert!(notes.is_empty(), "{notes:?}");
        assert_eq!(written(&choice), pairs.map(|(key, value)| (key, value.to_owned())));
        assert_eq!(pairs.map(|(key, _)| key), PARAMS.each_ref().map(|param| param.key));
        assert!(written(&SectionChoice::default()).is_empty());
    }

    #[test]
    fn objectives_may_be_any_measures() {
        for value in ["cost,ttft99,outgpu", "throughput,user50", "cost,col%3Aodd%2C name"] {
            let (choice, notes) = read(&[("objectives", value)]);
            assert!(notes.is_empty(), "{notes:?}");
            assert_eq!(written(&choice), [("objectives", value.to_owned())]);
        }
        let (choice, _) = read(&[("objectives", "cost,col:odd name")]);
        assert_eq!(choice.objectives, ["cost", "col:odd name"]);
    }

    #[test]
    fn nonsense_changes_nothing_and_is_reported() {
        for pair in [
            ("contour", "noise"),
            ("contour_units", ""),
            ("contour_levels", "three"),
            ("cx", "cost"),
            ("cy", ""),
            ("cz", "beauty"),
            ("tried_vus", "inf"),
            ("least_gain_percent", "NaN"),
            ("compare", "price"),
            ("tolerance_percent", "some"),
            ("objectives", "cost"),
            ("objectives", "cost,beauty"),
            ("objectives", "cost,avg,p95,errors"),
            ("configuration", ""),
            ("bins", "few"),
            ("shape", ""),
            ("sort", "-"),
            ("columns_shown", "most"),
            ("api", "cheap"),
            ("api_cached_percent", "101"),
        ] {
            let (choice, notes) = read(&[pair]);
            assert_eq!((choice, notes.len()), (SectionChoice::default(), 1), "{pair:?}");
            assert!(notes[0].starts_with(pair.0), "{notes:?}");
        }
    }

    #[test]
    fn numbers_out_of_range_are_clamped_and_reported() {
        let (choice, notes) = read(&[("bins", "9999"), ("tolerance_percent", "-1"), ("least_gain_percent", "1e9")]);
        assert_eq!((choice.bins, choice.tolerance_percent, choice.least_gain_percent), (BINS.1, Some(0.0), 1000.0));
        assert_eq!(notes.len(), 3);
        assert_eq!(notes[0], format!("bins=9999 is out of range: {} is used.", BINS.1));
    }

    #[test]
    fn another_table_forgets_what_is_of_the_first() {
        let (mut choice, _) =
            read(&[("bins", "30"), ("cx", "col:tp"), ("sort", "vus"), ("tried_vus", "4"), ("compare", "image")]);
        choice.forget_table();
        assert_eq!(written(&choice), [("bins", "30".to_owned())]);
        assert_eq!(param::read(&PARAMS, &mut choice, "max_vus", "4"), None);
    }
}
