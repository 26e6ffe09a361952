//! Evidence as one table: for each configuration one state, its throughput over load, and the runs to make next.
//!
//! States, last steps and best runs are those of the runs within filters and limits; which loads were run is told of all
//! that pass the filters, so that what only breaks a limit is not called untried.

mod work;

use isocost_kernels::many::usable_range;

use crate::analysis::decide::cost_latency::usable;
use crate::analysis::saturation::monotonic::Curve;
use crate::analysis::stats::extent::Extent;
use crate::data::runs::load::{LoadAxis, LoadColumns};
use crate::data::runs::table_facts::Basis;

use super::chart::Around;
use super::needed::needed;
use super::state::{Bound, State};
use super::view::{EvidenceLine, EvidenceView};
use crate::page::answer::asked::Asked;
use crate::page::enough_vus::groups::VusGroups;
use crate::page::rankings::next_runs::{NextLine, NextView};
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::runs::capital;
use crate::page::words::short_runs::ShortName;

pub use work::TableWork;

/// At least so many rows stand before the rest.
const FIRST: usize = 6;
/// Fewer rows than these are not folded away.
const FEW: usize = 3;

/// Throughput over load as a small line: places from 0 to 1, the load on an axis that all rows share.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spark {
    /// Its points, by rising load.
    pub points: Vec<(f64, f64)>,
    /// The best run within the limits.
    pub best: Option<(f64, f64)>,
}

/// A run to make.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Next {
    /// At this load.
    pub load: f64,
    /// At this batch size, where that is not the configuration's own.
    pub batch_size: Option<f64>,
    /// Whether it was made before.
    pub is_repeat: bool,
    /// What for.
    pub need: Need,
}

/// What a run to make is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// To be sure of the answer.
    Needed,
    /// As the head of its column says: to be run next, or optional.
    Proposed,
    /// Optional, beside one that is needed.
    Optional,
}

/// A configuration.
#[derive(Clone, Debug, PartialEq)]
pub struct EvidenceRow {
    /// Its position in [`VusGroups::labels`]: the same whatever the filters.
    pub group: usize,
    /// Its name in few words.
    pub name: ShortName,
    /// Its name in full, which the address has.
    pub full_name: String,
    /// The colour of its hardware.
    pub hue: usize,
    /// What is said of it.
    pub state: State,
    /// What ends its rise although more load was run.
    pub bound: Option<Bound>,
    /// That, or a doubt, in a few words; empty for nothing.
    pub note: String,
    /// Throughput over load.
    pub spark: Spark,
    /// What its load is.
    pub axis: LoadAxis,
    /// The least and the most load that was run and passes the filters.
    pub tried: Option<(f64, f64)>,
    /// How many of its runs are within the limits.
    pub runs: usize,
    /// How many pass the filters.
    pub runs_filtered: usize,
    /// The change of throughput in the last step within the limits, a share.
    pub last_step: Option<f64>,
    /// Requests per second of its best run within the limits.
    pub best_req_per_sec: Option<f64>,
    /// The load of that.
    pub best_load: Option<f64>,
    /// Its runs to make next, the most promising first.
    pub next: Vec<Next>,
    /// Whether it is the answer's.
    pub is_answer: bool,
}

/// The table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EvidenceTable {
    /// Whether enough was tried, a sentence or two.
    pub title: String,
    /// The rows, those first that matter.
    pub rows: Vec<EvidenceRow>,
    /// How many of them stand before the rest.
    pub first: usize,
    /// What the rest is; empty without one.
    pub rest: String,
    /// How many configurations have no run within the limits.
    pub without: usize,
    /// What the parts of a name are.
    pub name_parts: String,
    /// Everything found of the configurations, for the open row.
    pub view: EvidenceView,
}

/// Rows that pass the filters, and those of them within the limits.
pub type Passing<'a> = (&'a [usize], &'a [usize]);

impl EvidenceTable {
    /// The title beside an answer for which a run is to be made `again`, if any: that is needed and comes first, and what is
    /// said of new runs is said of the others.
    #[must_use]
    pub fn title_beside(&self, again: Option<&str>) -> String {
        let Some(again) = again else { return self.title.clone() };
        let only = ["No: ", "Only to be sure: "].into_iter().find_map(|begin| self.title.strip_prefix(begin));
        let others = only.map_or_else(|| self.title.clone(), capital);
        let others = others.replacen("No run proposed", "No other run proposed", 1);
        let others = others.replacen("No run is known", "No other run is known", 1);
        format!("One more run is needed to be sure: {again}. {others}")
    }

    /// Of the configurations of `view`, whose runs are `passing`; `answer` is the run that answers, `next` what to run.
    #[must_use]
    // Only tests and programs ask.
    #[cfg_attr(feature = "dead-code", allow(dead_code))]
    pub fn new(
        shown: &ActiveTable,
        basis: &Basis,
        groups: &VusGroups,
        passing: Passing,
        (view, next, answer): (EvidenceView, &NextView, Option<usize>),
    ) -> Self {
        let mut work = TableWork::new(shown, groups, passing.0, &view, answer);
        while !work.part(shown, basis, &view, usize::MAX) {}
        work.table(shown, groups, passing, (view, next))
    }

    /// The row of a name, or else the first.
    #[must_use]
    pub fn chosen(&self, name: Option<&str>) -> Option<&EvidenceRow> {
        self.rows.iter().find(|row| Some(row.full_name.as_str()) == name).or(self.rows.first())
    }
}

/// What stands around the runs of a configuration in its chart.
#[must_use]
pub fn around(
    shown: &ActiveTable,
    basis: &Basis,
    groups: &VusGroups,
    (filtered, within): Passing,
    (line, asked): (&EvidenceLine, &Asked),
) -> Around {
    let made = Made::of(shown, groups, filtered);
    let mut allowed = vec![false; shown.runs.rows];
    within.iter().for_each(|&row| allowed[row] = true);
    let rows = made.of_group(line.group);
    let beyond: Vec<usize> = rows.iter().copied().filter(|&row| !allowed[row]).collect();
    let own: Vec<usize> = rows.iter().copied().filter(|&row| allowed[row]).collect();
    Around { beyond: made.curve(shown, line.axis, &beyond), needed: needed(shown, basis, asked, &own) }
}

/// The runs that pass the filters, by configuration.
struct Made {
    rows: Vec<Vec<usize>>,
    columns: LoadColumns,
    /// How many configurations have any.
    count: usize,
}

impl Made {
    fn of(shown: &ActiveTable, groups: &VusGroups, filtered: &[usize]) -> Self {
        let mut rows = vec![Vec::new(); groups.labels.len()];
        for &row in filtered {
            if let Some(group) = groups.of_row[row] {
                rows[group].push(row);
            }
        }
        let count = rows.iter().filter(|rows| !rows.is_empty()).count();
        Self { rows, columns: LoadColumns::of(&shown.runs), count }
    }

    fn of_group(&self, group: usize) -> &[usize] {
        self.rows.get(group).map_or(&[], Vec::as_slice)
    }

    fn curve(&self, shown: &ActiveTable, axis: LoadAxis, rows: &[usize]) -> Curve {
        let load = self.columns.of_axis(axis);
        load.map_or_else(Curve::default, |load| Curve::new(load, &shown.runs.throughput_req_per_sec, rows))
    }

    fn load(&self, axis: LoadAxis, row: Option<usize>) -> Option<f64> {
        let load = self.columns.of_axis(axis)?[row?];
        Some(load).filter(|&load| usable(load))
    }

    /// The logarithms of the least and the most load of each axis, among all configurations with it.
    fn scales(&self, view: &EvidenceView) -> [Option<Extent>; 3] {
        let of = |axis: LoadAxis| {
            let lines = view.lines.iter().filter(|line| line.axis == axis);
            let load = self.columns.of_axis(axis)?;
            let ranges = lines.filter_map(|line| usable_range(load, self.of_group(line.group)));
            let Extent { min, max } = Extent::of(ranges.flat_map(|(least, most)| [least, most]))?;
            Some(Extent { min: min.ln(), max: max.ln() })
        };
        [LoadAxis::Vus, LoadAxis::AskedRate, LoadAxis::BatchSize].map(of)
    }

    /// Adds to each row its runs to make.
    fn add_next(&self, shown: &ActiveTable, groups: &VusGroups, next: &NextView, rows: &mut [EvidenceRow]) {
        for (at, line) in next.lines.iter().enumerate() {
            let need = match (next.is_again, at) {
                (true, 0) => Need::Needed,
                (true, _) if next.is_optional => Need::Optional,
                _ => Need::Proposed,
            };
            let (group, batch_size) = self.group_of(shown, groups, line);
            if let Some(row) = rows.iter_mut().find(|row| Some(row.group) == group) {
                row.next.push(Next { load: line.load, batch_size, is_repeat: line.is_repeat, need });
            }
        }
    }

    /// The configuration that a proposed run is of; and its batch size, where no configuration has that.
    fn group_of(&self, shown: &ActiveTable, groups: &VusGroups, line: &NextLine) -> (Option<usize>, Option<f64>) {
        let like = groups.of_row[line.like];
        let Some(label) = like.map(|like| &groups.labels[like]) else { return (None, None) };
        let batch = |group: usize| self.rows[group].first().map(|&row| shown.runs.batch_size[row]);
        let is_it = |&group: &usize| {
            groups.labels[group].set == label.set && batch(group).is_some_and(|batch| batch == line.batch_size)
        };
        if line.batch_size.is_nan() || line.axis == LoadAxis::BatchSize {
            return (like, None);
        }
        match like.filter(|like| is_it(like)).or_else(|| (0..groups.labels.len()).find(is_it)) {
            Some(group) => (Some(group), None),
            None => (like, Some(line.batch_size)),
        }
    }
}

/// The row of most throughput.
fn most(curve: &Curve) -> Option<usize> {
    let rate = &curve.throughput_req_per_sec;
    (0..rate.len()).max_by(|&a, &b| rate[a].total_cmp(&rate[b])).map(|at| curve.row[at])
}

fn spark(curve: &Curve, scale: Option<Extent>, best: Option<f64>) -> Spark {
    let (Some(x), Some(y)) = (scale, Extent::of(curve.throughput_req_per_sec.iter().copied())) else {
        return Spark::default();
    };
    // What does not vary stands in the middle.
    let share = |value: f64, of: Extent| if of.max > of.min { (value - of.min) / (of.max - of.min) } else { 0.5 };
    let place = |(&load, &rate): (&f64, &f64)| (share(load.ln(), x), share(rate, y));
    let points: Vec<(f64, f64)> = curve.load.iter().zip(&curve.throughput_req_per_sec).map(place).collect();
    let at = curve.load.iter().position(|&load| Some(load) == best);
    Spark { best: at.map(|at| points[at]), points }
}
