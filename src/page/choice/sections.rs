//! What a reader chose in the sections below the first view, and how it is written in an address.

use crate::analysis::decide::near_ties::TOLERANCE;
use crate::analysis::saturation::monotonic::LEAST_GAIN;
use crate::data::table::number;
use crate::format::numbers::short;

use super::contour::{Controls, Interpolation, LevelRule, Quantity};
use crate::page::compare::offer::Compared;
use crate::page::rankings::pareto_menu::Objective;
use crate::page::runs::response_shape::{BINS, DEFAULT_BINS};

/// The choice. The default says nothing in an address.
#[derive(Clone, Debug, PartialEq)]
pub struct SectionChoice {
    /// What is contoured, and how.
    pub contour: Controls,
    /// "Did we try enough VUs?" looks at runs with at most so many.
    pub tried_vus: Option<f64>,
    /// From which last gain on a group still rises, %.
    pub least_gain_percent: f64,
    /// What is compared with all else equal.
    pub compared: Option<Compared>,
    /// How much dearer than the cheapest counts as nearly as cheap, %.
    pub tolerance_percent: f64,
    /// What the menu is judged by; empty for the usual.
    pub objectives: Vec<Objective>,
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
}

impl Default for SectionChoice {
    fn default() -> Self {
        Self {
            contour: Controls::default(),
            tried_vus: None,
            least_gain_percent: LEAST_GAIN * 100.0,
            compared: None,
            tolerance_percent: TOLERANCE * 100.0,
            objectives: Vec::new(),
            trusted: None,
            bins: DEFAULT_BINS,
            shape: None,
            sort: None,
            all_columns: false,
        }
    }
}

/// The names used in an address.
pub const KEYS: [&str; 13] = [
    "contour",
    "contour_units",
    "contour_levels",
    "tried_vus",
    "least_gain_percent",
    "compare",
    "tolerance_percent",
    "objectives",
    "configuration",
    "bins",
    "shape",
    "sort",
    "columns_shown",
];

/// Gains that can be asked for, %.
pub const GAINS_PERCENT: (f64, f64) = (0.0, 1000.0);
/// Tolerances that can be asked for, %.
pub const TOLERANCES_PERCENT: (f64, f64) = (0.0, 20.0);

/// One word for each, in the order of [`Objective::ALL`].
const OBJECTIVES: [&str; 5] = ["cost", "avg", "p95", "throughput", "errors"];

/// What became of a value of an address.
enum Taken {
    AsItStands,
    /// Another value is used: which.
    Instead(f64),
    /// It means nothing here.
    Not,
}

impl SectionChoice {
    /// Reads a pair of an address; `None` for a key of somebody else. What is not taken as it stands is a sentence.
    pub fn read(&mut self, key: &str, value: &str) -> Option<Option<String>> {
        let at = KEYS.iter().position(|&known| known == key)?;
        Some(match self.take(at, value) {
            Taken::AsItStands => None,
            Taken::Instead(used) => Some(format!("{key}={value} is out of range: {} is used.", short(used))),
            Taken::Not => Some(format!("{key}={value} means nothing here and was left out.")),
        })
    }

    fn take(&mut self, at: usize, value: &str) -> Taken {
        let known = match at {
            0 => choose(&mut self.contour.quantity, value, &QUANTITIES),
            1 => choose(&mut self.contour.interpolation, value, &UNITS),
            2 => choose(&mut self.contour.levels, value, &LEVELS),
            3 => {
                let vus = number::parse(value).filter(|vus| vus.is_finite());
                self.tried_vus = vus.or(self.tried_vus);
                vus.is_some()
            }
            4 => return number(&mut self.least_gain_percent, value, GAINS_PERCENT),
            5 => {
                let found = Compared::ALL.into_iter().find(|compared| compared.noun() == value);
                self.compared = found.or(self.compared);
                found.is_some()
            }
            6 => return number(&mut self.tolerance_percent, value, TOLERANCES_PERCENT),
            7 => {
                let named = |word| OBJECTIVES.iter().position(|&known| known == word).map(|at| Objective::ALL[at]);
                let found: Option<Vec<Objective>> = value.split(',').map(named).collect();
                let fits = found.as_ref().is_some_and(|found| (2..=3).contains(&found.len()));
                self.objectives = found.filter(|_| fits).unwrap_or_default();
                fits
            }
            8 => text(&mut self.trusted, value),
            9 => {
                let mut bins = self.bins as f64;
                let taken = number(&mut bins, value, (BINS.0 as f64, BINS.1 as f64));
                self.bins = bins as usize;
                return taken;
            }
            10 => text(&mut self.shape, value),
            11 => {
                let (column, falling) = value.strip_prefix('-').map_or((value, false), |column| (column, true));
                self.sort = (!column.is_empty()).then(|| (column.to_owned(), falling));
                self.sort.is_some()
            }
            _ => {
                self.all_columns = value == "all";
                self.all_columns
            }
        };
        if known { Taken::AsItStands } else { Taken::Not }
    }

    /// The pairs that say how this differs from the default, in the order of [`KEYS`].
    pub fn pairs(&self) -> impl Iterator<Item = (&'static str, String)> {
        let standard = Self::default();
        let percent = |now: f64, usual: f64| (now != usual).then(|| now.to_string());
        let objectives: Vec<&str> = self.objectives.iter().map(|&objective| OBJECTIVES[objective as usize]).collect();
        let values = [
            word(self.contour.quantity, &QUANTITIES),
            word(self.contour.interpolation, &UNITS),
            word(self.contour.levels, &LEVELS),
            self.tried_vus.map(|vus| vus.to_string()),
            percent(self.least_gain_percent, standard.least_gain_percent),
            self.compared.map(|compared| compared.noun().to_owned()),
            percent(self.tolerance_percent, standard.tolerance_percent),
            (!objectives.is_empty()).then(|| objectives.join(",")),
            self.trusted.clone(),
            (self.bins != standard.bins).then(|| self.bins.to_string()),
            self.shape.clone(),
            self.sort.as_ref().map(|(column, falling)| format!("{}{column}", if *falling { "-" } else { "" })),
            self.all_columns.then(|| "all".to_owned()),
        ];
        KEYS.into_iter().zip(values).filter_map(|(key, value)| Some((key, value?)))
    }

    /// Forgets what is of the table that goes: names and numbers that another table does not have.
    pub fn forget_table(&mut self) {
        let Self { contour, least_gain_percent, tolerance_percent, objectives, bins, all_columns, .. } = self.clone();
        let kept = Self::default();
        *self = Self { contour, least_gain_percent, tolerance_percent, objectives, bins, all_columns, ..kept };
    }
}

/// The usual choice first: it needs no word.
const QUANTITIES: [(&str, Quantity); 3] =
    [("cost", Quantity::Cost), ("p95", Quantity::P95Latency), ("throughput", Quantity::Throughput)];
const UNITS: [(&str, Interpolation); 2] = [("log", Interpolation::Log), ("raw", Interpolation::Raw)];
const LEVELS: [(&str, LevelRule); 2] = [("equal", LevelRule::Equal), ("percentile", LevelRule::Percentile)];

fn choose<T: Copy>(place: &mut T, value: &str, words: &[(&str, T)]) -> bool {
    let found = words.iter().find(|(word, _)| *word == value);
    *place = found.map_or(*place, |&(_, meaning)| meaning);
    found.is_some()
}

fn word<T: Copy + PartialEq>(now: T, words: &[(&str, T)]) -> Option<String> {
    words.iter().skip(1).find(|&&(_, meaning)| meaning == now).map(|(word, _)| (*word).to_owned())
}

fn number(place: &mut f64, value: &str, (least, most): (f64, f64)) -> Taken {
    let Some(given) = number::parse(value).filter(|given| !given.is_nan()) else { return Taken::Not };
    *place = given.clamp(least, most);
    if *place == given { Taken::AsItStands } else { Taken::Instead(*place) }
}

/// Names are of the table, which is not known yet: one that it does not have changes nothing.
fn text(place: &mut Option<String>, value: &str) -> bool {
    *place = (!value.is_empty()).then(|| value.to_owned());
    place.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> (SectionChoice, Vec<String>) {
        let mut choice = SectionChoice::default();
        let notes = pairs.iter().filter_map(|(key, value)| choice.read(key, value).expect("a key of ours")).collect();
        (choice, notes)
    }

    #[test]
    fn every_key_there_and_back() {
        let pairs = [
            ("contour", "p95"),
            ("contour_units", "raw"),
            ("contour_levels", "percentile"),
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
        ];
        let (choice, notes) = read(&pairs);
        assert!(notes.is_empty(), "{notes:?}");
        assert_eq!(choice.pairs().collect::<Vec<_>>(), pairs.map(|(key, value)| (key, value.to_owned())));
        assert_eq!(pairs.map(|(key, _)| key), KEYS);
        assert_eq!(SectionChoice::default().pairs().next(), None);
    }

    #[test]
    fn what_means_nothing_changes_nothing_and_is_told() {
        for pair in [
            ("contour", "noise"),
            ("contour_units", ""),
            ("contour_levels", "three"),
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
        ] {
            let (choice, notes) = read(&[pair]);
            assert_eq!((choice, notes.len()), (SectionChoice::default(), 1), "{pair:?}");
            assert!(notes[0].starts_with(pair.0), "{notes:?}");
        }
    }

    #[test]
    fn what_is_out_of_range_is_taken_to_the_end_and_told() {
        let (choice, notes) = read(&[("bins", "9999"), ("tolerance_percent", "-1"), ("least_gain_percent", "1e9")]);
        assert_eq!((choice.bins, choice.tolerance_percent, choice.least_gain_percent), (BINS.1, 0.0, 1000.0));
        assert_eq!(notes.len(), 3);
        assert_eq!(notes[0], format!("bins=9999 is out of range: {} is used.", BINS.1));
    }

    #[test]
    fn another_table_forgets_what_is_of_the_first() {
        let (mut choice, _) = read(&[("bins", "30"), ("sort", "vus"), ("tried_vus", "4"), ("compare", "image")]);
        choice.forget_table();
        assert_eq!(choice.pairs().collect::<Vec<_>>(), [("bins", "30".to_owned())]);
        assert!(choice.read("max_vus", "4").is_none());
    }
}
