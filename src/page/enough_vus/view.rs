//! From the chosen runs to "did we try enough VUs?": the groups, what each one's last step says, and their charts.

#[cfg(test)]
mod tests;

use crate::analysis::stats::order;
use crate::format::numbers::signed_percent;
use std::sync::Arc;

use crate::analysis::decide::cost_latency::usable;
use crate::analysis::saturation::monotonic;
use crate::analysis::saturation::monotonic::{Curve, Verdict};
use crate::analysis::stats::extent::Extent;
use crate::chart::frame::axes::Titles;
use crate::chart::frame::projection::{Axis, Scale};
use crate::chart::scenes::lines::{Line, Point, Scene};

use super::groups::VusGroups;
use crate::page::choice::filters::{Axes, Choice};
use crate::page::tables::active_table::ActiveTable;

/// More charts than this are not drawn: nobody would look at them, and each one is a canvas.
pub const MOST_CHARTS: usize = 36;
/// Where the lowest throughput is below this share of the highest, its linear axis begins at zero.
const ZERO_BELOW: f64 = 0.5;

/// What the reader asks in this section.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Question {
    /// As if no more VUs than these had been tried; `None` for all.
    pub limit: Option<f64>,
    /// The least gain that counts as rising, a share; the notebook has none.
    pub least_gain: f64,
}

impl Default for Question {
    fn default() -> Self {
        Self { limit: None, least_gain: monotonic::LEAST_GAIN }
    }
}

/// What is fixed by the table and the preset, not by the filters: groups keep their names and axes do not jump.
#[derive(Clone, Debug, PartialEq)]
pub struct VusAxes {
    /// Which runs belong together.
    pub groups: VusGroups,
    /// Whether throughput must merely not fall, as in the notebook.
    pub notebook: bool,
    /// VUs.
    pub x: Axis,
    /// Throughput.
    pub y: Axis,
}

impl VusAxes {
    /// Of a whole table.
    #[must_use]
    pub fn new(shown: &ActiveTable, choice: &Choice) -> Self {
        let groups = if choice.notebook { VusGroups::notebook(shown) } else { VusGroups::configurations(shown) };
        let (vus, throughput) = (extent(&shown.runs.vus), extent(&shown.runs.throughput_req_per_sec));
        // Load tests double their VUs, so that equal factors are equal steps.
        let x = match choice.axes {
            Axes::Log => Scale::Log,
            Axes::Auto if !choice.notebook => Scale::Log,
            Axes::Linear | Axes::Auto => Scale::Linear,
        };
        let y = if choice.axes == Axes::Log { Scale::Log } else { Scale::Linear };
        Self {
            groups,
            notebook: choice.notebook,
            x: Axis::around(vus, x),
            y: Axis::around(if y == Scale::Linear { throughput.map(with_zero) } else { throughput }, y),
        }
    }
}

fn extent(values: &[f64]) -> Option<Extent> {
    Extent::of(values.iter().copied().filter(|&value| usable(value)))
}

/// Down to zero where that costs little of the height.
fn with_zero(extent: Extent) -> Extent {
    if extent.min < extent.max * ZERO_BELOW { Extent { min: 0.0, ..extent } } else { extent }
}

/// A group and what its last step says.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupState {
    /// Its position in [`VusGroups::labels`].
    pub group: usize,
    /// Its name.
    pub label: String,
    /// What is said of it. In the notebook's reading a group rises or else is [`Verdict::Saturated`].
    pub verdict: Verdict,
    /// Throughput over VUs.
    pub curve: Curve,
    /// The table rows in the order in which the chart goes through them: in the notebook's reading all of them.
    pub rows: Vec<usize>,
}

impl GroupState {
    /// The most VUs measured; `None` when nothing was.
    #[must_use]
    pub fn most_vus(&self) -> Option<f64> {
        self.curve.vus.last().copied()
    }
}

/// The chart of a rising group.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupChart {
    /// Its position in [`VusGroups::labels`].
    pub group: usize,
    /// What is drawn.
    pub scene: Arc<Scene>,
}

/// The section's content.
#[derive(Clone, Debug, PartialEq)]
pub struct VusView {
    /// Every group that has runs here: the rising ones first, then by what is said of them, each in order of name.
    pub states: Vec<GroupState>,
    /// A chart for each of the rising ones, up to [`MOST_CHARTS`].
    pub charts: Vec<GroupChart>,
    /// How many of the runs have no usable VUs or throughput.
    pub left_out: usize,
    /// Whether this is the notebook's reading.
    pub notebook: bool,
    /// The question answered.
    pub question: Question,
}

impl VusView {
    /// Answers the question for the runs that pass the page's filters.
    #[must_use]
    pub fn new(shown: &ActiveTable, rows: &[usize], fixed: &VusAxes, question: Question) -> Self {
        let vus = &shown.runs.vus;
        // No comparison lets NaN pass, so that a limit, as in the notebook, drops runs without VUs.
        let within = |&row: &usize| question.limit.map_or(!fixed.notebook || !vus[row].is_nan(), |max| vus[row] <= max);
        let rows: Vec<usize> = rows.iter().copied().filter(within).collect();
        let mut states: Vec<GroupState> = monotonic::grouped(&fixed.groups.of_row, &rows)
            .into_iter()
            .map(|(group, rows)| state(shown, fixed, question, group, &rows))
            .collect();
        order::sort_by(&mut states, |a, b| (a.verdict, a.group).cmp(&(b.verdict, b.group)));
        let charts = states
            .iter()
            .filter(|state| state.verdict == Verdict::Rising)
            .take(MOST_CHARTS)
            .map(|state| GroupChart { group: state.group, scene: Arc::new(scene(shown, fixed, state)) })
            .collect();
        let left_out = states.iter().map(|state| state.curve.left_out).sum();
        Self { states, charts, left_out, notebook: fixed.notebook, question }
    }

    /// The groups that still rise, in order of name.
    pub fn rising(&self) -> impl Iterator<Item = &GroupState> {
        self.with(Verdict::Rising)
    }

    /// The groups that the section lists: all of them, in the notebook's reading the rising ones alone, as there.
    pub fn listed(&self) -> impl Iterator<Item = &GroupState> {
        self.states.iter().filter(|state| !self.notebook || state.verdict == Verdict::Rising)
    }

    /// The groups of which this is said.
    pub fn with(&self, verdict: Verdict) -> impl Iterator<Item = &GroupState> {
        self.states.iter().filter(move |state| state.verdict == verdict)
    }

    /// The chart of a group; `None` when it does not rise.
    #[must_use]
    pub fn chart(&self, group: usize) -> Option<Arc<Scene>> {
        self.charts.iter().find(|chart| chart.group == group).map(|chart| Arc::clone(&chart.scene))
    }

    /// What is known of a group; `None` when it has no runs here.
    #[must_use]
    pub fn state(&self, group: usize) -> Option<&GroupState> {
        self.states.iter().find(|state| state.group == group)
    }
}

fn state(shown: &ActiveTable, fixed: &VusAxes, question: Question, group: usize, rows: &[usize]) -> GroupState {
    let (vus, throughput) = (&shown.runs.vus, &shown.runs.throughput_req_per_sec);
    let curve = Curve::new(vus, throughput, rows);
    let (rows, verdict) = if fixed.notebook {
        let sorted = monotonic::by_vus(vus, rows);
        let rises = monotonic::is_monotonic(sorted.iter().map(|&row| throughput[row]));
        (sorted, if rises { Verdict::Rising } else { Verdict::Saturated })
    } else {
        (curve.row.clone(), curve.verdict(question.least_gain))
    };
    GroupState { group, label: fixed.groups.labels[group].name(), verdict, curve, rows }
}

fn scene(shown: &ActiveTable, fixed: &VusAxes, state: &GroupState) -> Scene {
    let runs = &shown.runs;
    let points = if fixed.notebook {
        let point = |&row: &usize| Point { item: row, x: runs.vus[row], y: runs.throughput_req_per_sec[row] };
        state.rows.iter().map(point).collect()
    } else {
        let curve = &state.curve;
        let values = curve.vus.iter().zip(&curve.throughput_req_per_sec);
        curve.row.iter().zip(values).map(|(&item, (&x, &y))| Point { item, x, y }).collect()
    };
    let note = state.curve.last_gain().map(signed_percent).unwrap_or_default();
    Scene {
        lines: vec![Line { name: state.label.clone(), points, note, ..Line::default() }],
        rules: Vec::new(),
        highlight: None,
        x: fixed.x,
        y: fixed.y,
        titles: Titles { x: "VUs".to_owned(), y: "Throughput, req/s".to_owned() },
    }
}
