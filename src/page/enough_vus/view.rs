//! From the chosen runs to "did we try enough VUs?": the groups, what each one's last step says, and their charts.

#[cfg(test)]
mod tests;

use crate::analysis::stats::order;
use crate::format::numbers::signed_percent;
use std::sync::Arc;

use crate::analysis::decide::cost_latency::usable;
use crate::analysis::saturation::evidence::ends_failing;
use crate::analysis::saturation::monotonic;
use crate::analysis::saturation::monotonic::Curve;
use crate::analysis::saturation::trend::{Grade, Trend};
use crate::analysis::stats::extent::Extent;
use crate::chart::frame::axes::Titles;
use crate::chart::frame::projection::{Axis, Scale};
use crate::chart::scenes::lines::{Line, Point, Scene};
use crate::data::runs::load::LoadAxis;
use crate::data::table::column::Numbers;
use crate::page::evidence::state::{Bound, State, end_words};

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
    /// The least gain at the end that counts as rising, a share; the notebook has none.
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
    /// What the load is: VUs in the notebook's reading.
    pub axis: LoadAxis,
    /// The load of each row.
    pub load: Numbers,
    /// What two runs of one load may differ by, a share.
    pub noise_share: f64,
    /// The load.
    pub x: Axis,
    /// Throughput.
    pub y: Axis,
}

impl VusAxes {
    /// Of a whole table.
    #[must_use]
    pub fn new(shown: &ActiveTable, choice: &Choice) -> Self {
        let all: Vec<usize> = (0..shown.runs.rows).collect();
        let (axis, load) = match choice.notebook {
            true => (LoadAxis::Vus, shown.runs.vus.clone()),
            false => shown.runs.load(&all),
        };
        let groups = match axis {
            _ if choice.notebook => VusGroups::notebook(shown),
            LoadAxis::BatchSize => VusGroups::sets(shown),
            _ => VusGroups::configurations(shown),
        };
        let noise_share = if choice.notebook { 0.0 } else { shown.basis().noise(&shown.runs).share };
        let (loads, throughput) = (extent(&load), extent(&shown.runs.throughput_req_per_sec));
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
            axis,
            load,
            noise_share,
            x: Axis::around(loads, x),
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

/// A group and what its throughput does at the end.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupState {
    /// Its position in [`VusGroups::labels`].
    pub group: usize,
    /// Its name.
    pub label: String,
    /// What is said of it. In the notebook's reading a group rises or else is [`Grade::Flat`].
    pub grade: Grade,
    /// The same in the words of the whole page; in the notebook's reading rising or flat.
    pub state: State,
    /// What makes its end uncertain, in a few words; empty for nothing, and in the notebook's reading.
    pub end: &'static str,
    /// What ends a rise although more load was run; never in the notebook's reading.
    pub bound: Option<Bound>,
    /// Throughput over load.
    pub curve: Curve,
    /// The table rows in the order in which the chart goes through them: in the notebook's reading all of them.
    pub rows: Vec<usize>,
}

impl GroupState {
    /// The most load measured; `None` when nothing was.
    #[must_use]
    pub fn most_load(&self) -> Option<f64> {
        self.curve.load.last().copied()
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
    /// How many runs pass the filters, and how many of them keep the limits.
    pub passing: (usize, usize),
    /// Whether this is the notebook's reading.
    pub notebook: bool,
    /// What two runs of one load may differ by, a share.
    pub noise_share: f64,
    /// What the load is.
    pub axis: LoadAxis,
    /// The question answered.
    pub question: Question,
}

impl VusView {
    /// Answers the question for the runs that pass the page's filters, where no limit leaves any out.
    #[must_use]
    pub fn new(shown: &ActiveTable, rows: &[usize], fixed: &VusAxes, question: Question) -> Self {
        Self::within(shown, (rows, rows), fixed, question)
    }

    /// Answers the question for the runs that keep the limits among those that pass the filters: `(filtered, within)`. In the
    /// notebook's reading limits do not count.
    #[must_use]
    pub fn within(
        shown: &ActiveTable,
        (filtered, within_limits): (&[usize], &[usize]),
        fixed: &VusAxes,
        question: Question,
    ) -> Self {
        let rows = if fixed.notebook { filtered } else { within_limits };
        let vus = &shown.runs.vus;
        // No comparison lets NaN pass, so that a limit, as in the notebook, drops runs without VUs.
        let is_vus = fixed.axis == LoadAxis::Vus;
        let within = |&row: &usize| match question.limit {
            Some(max) => vus[row] <= max || !is_vus && vus[row].is_nan(),
            None => !fixed.notebook || !vus[row].is_nan(),
        };
        let passing = (filtered.len(), rows.len());
        let beyond = Beyond::of(shown, fixed, (filtered, rows));
        let rows: Vec<usize> = rows.iter().copied().filter(within).collect();
        let mut states: Vec<GroupState> = monotonic::grouped(&fixed.groups.of_row, &rows)
            .into_iter()
            .map(|(group, rows)| state(shown, fixed, question, group, &rows))
            .collect();
        for state in &mut states {
            state.bound = state
                .most_load()
                .filter(|_| state.grade == Grade::Rises)
                .and_then(|most| beyond.bound(state.group, most));
        }
        order::sort_by(&mut states, |a, b| (a.grade, a.group).cmp(&(b.grade, b.group)));
        let charts = states
            .iter()
            .filter(|state| state.grade == Grade::Rises)
            .take(MOST_CHARTS)
            .map(|state| GroupChart { group: state.group, scene: Arc::new(scene(shown, fixed, state)) })
            .collect();
        let left_out = states.iter().map(|state| state.curve.left_out).sum();
        Self {
            states,
            charts,
            left_out,
            passing,
            notebook: fixed.notebook,
            noise_share: fixed.noise_share,
            axis: fixed.axis,
            question,
        }
    }

    /// The groups that still rise, in order of name.
    pub fn rising(&self) -> impl Iterator<Item = &GroupState> {
        self.with(Grade::Rises)
    }

    /// The groups that the section lists: all of them, in the notebook's reading the rising ones alone, as there.
    pub fn listed(&self) -> impl Iterator<Item = &GroupState> {
        self.states.iter().filter(|state| !self.notebook || state.grade == Grade::Rises)
    }

    /// The groups of which this is said.
    pub fn with(&self, grade: Grade) -> impl Iterator<Item = &GroupState> {
        self.states.iter().filter(move |state| state.grade == grade)
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

/// For each group the most load that is allowed, that breaks a limit, and that does not pass the filters, of the workload that
/// is; zeros in the notebook's reading, and where nothing is allowed.
struct Beyond(Vec<[f64; 3]>);

impl Beyond {
    fn of(shown: &ActiveTable, fixed: &VusAxes, (filtered, allowed): (&[usize], &[usize])) -> Self {
        let mut most = vec![[0.0f64; 3]; fixed.groups.labels.len()];
        let workload = &shown.runs.workloads.of_row;
        let Some(&first) = allowed.first().filter(|_| !fixed.notebook) else { return Self(most) };
        let mut kind = vec![2; shown.runs.rows];
        filtered.iter().for_each(|&row| kind[row] = 1);
        allowed.iter().for_each(|&row| kind[row] = 0);
        for row in (0..shown.runs.rows).filter(|&row| workload.get(row) == workload.get(first)) {
            if let Some(group) = fixed.groups.of_row[row].filter(|_| usable(fixed.load[row])) {
                most[group][kind[row]] = most[group][kind[row]].max(fixed.load[row]);
            }
        }
        Self(most)
    }

    /// What ends a rise up to this load. Nothing where the question leaves out more than that, as if it had not been tried.
    fn bound(&self, group: usize, load: f64) -> Option<Bound> {
        match self.0[group] {
            [allowed, ..] if allowed > load => None,
            [_, limited, _] if limited > load => Some(Bound::Limits),
            [.., hidden] if hidden > load => Some(Bound::Filters),
            _ => None,
        }
    }
}

fn state(shown: &ActiveTable, fixed: &VusAxes, question: Question, group: usize, rows: &[usize]) -> GroupState {
    let throughput = &shown.runs.throughput_req_per_sec;
    let curve = Curve::new(&fixed.load, throughput, rows);
    let least = question.least_gain.max(fixed.noise_share);
    let (rows, (grade, end), said) = if fixed.notebook {
        let sorted = monotonic::by_vus(&fixed.load, rows);
        let rises = monotonic::is_monotonic(sorted.iter().map(|&row| throughput[row]));
        let (grade, said) = if rises { (Grade::Rises, State::Rising) } else { (Grade::Flat, State::Flat) };
        (sorted, (grade, ""), said)
    } else {
        let trend = match fixed.axis {
            LoadAxis::AskedRate => Trend::of_rates(&curve, fixed.noise_share),
            _ => Trend::of(&curve, fixed.noise_share, question.least_gain),
        };
        let fails = ends_failing(Some(&shown.runs.reliability.failed_checks), &fixed.load, rows, &curve);
        let end = end_words((trend.grade, fixed.axis), &curve, fails, fixed.noise_share);
        (curve.row.clone(), (trend.grade, end), State::of_curve(trend.grade, &curve, fixed.axis, least))
    };
    GroupState { group, label: fixed.groups.labels[group].name(), grade, state: said, end, bound: None, curve, rows }
}

fn scene(shown: &ActiveTable, fixed: &VusAxes, state: &GroupState) -> Scene {
    let runs = &shown.runs;
    let points = if fixed.notebook {
        let point = |&row: &usize| Point { item: row, x: fixed.load[row], y: runs.throughput_req_per_sec[row] };
        state.rows.iter().map(point).collect()
    } else {
        let curve = &state.curve;
        let values = curve.load.iter().zip(&curve.throughput_req_per_sec);
        curve.row.iter().zip(values).map(|(&item, (&x, &y))| Point { item, x, y }).collect()
    };
    // The notebook's lines have all one colour.
    let hardware = state.rows.first().filter(|_| !fixed.notebook).map(|&row| runs.hw_type.codes[row] as usize);
    // Scaled to what it shows, as a rise of a few percent would not be seen otherwise; the notebook's charts share their axes.
    let around = |of: &Axis, values: &[f64]| match extent(values) {
        Some(extent) if !fixed.notebook => Axis::around(Some(extent), of.scale()),
        _ => *of,
    };
    let (x, y) = (around(&fixed.x, &state.curve.load), around(&fixed.y, &state.curve.throughput_req_per_sec));
    let note = state.curve.last_gain().map(signed_percent).unwrap_or_default();
    Scene {
        lines: vec![Line { name: state.label.clone(), points, note, hardware, ..Line::default() }],
        rules: Vec::new(),
        bands: Vec::new(),
        highlight: None,
        x,
        y,
        titles: Titles {
            x: fixed.axis.words().to_owned(),
            y: "Throughput, req/s".to_owned(),
            x_at: if fixed.notebook { Vec::new() } else { state.curve.load.clone() },
            ..Titles::default()
        },
    }
}
