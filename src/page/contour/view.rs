//! From the chosen runs to the contour charts: one panel for each hardware and image, on shared axes and levels.

use std::sync::Arc;

use crate::analysis::decide::cost_latency::usable;
use crate::analysis::stats::extent::Extent;
use crate::analysis::surface::levels::{NotebookLevels, percentile_levels, round_levels};
use crate::chart::scenes::contour::Scene;

use super::limits::Kept;
use super::maker::{Frame, Maker};
use super::plane::Plane;
use super::surface::Surface;
use super::words::nothing_words;
use crate::page::choice::contour::{Controls, LevelRule};
use crate::page::choice::contour_axes::ContourAxes;
use crate::page::tables::active_table::ActiveTable;

/// More panels than this are not drawn.
pub const MOST_PANELS: usize = 8;
/// Where there are several panels, the notebook leaves out the runs with as many VUs or fewer.
pub const NOTEBOOK_ABOVE_VUS: f64 = 20.0;
/// About how many levels the default takes.
const LEVELS: usize = 12;

/// One chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// Hardware, or hardware and image.
    pub label: String,
    /// What is drawn.
    pub scene: Arc<Scene>,
    /// What is asked for values; `None` when the runs span no surface.
    pub surface: Option<Surface>,
    /// The values at which it is cut, rising.
    pub levels: Vec<f64>,
    /// The row with the best value.
    pub best_row: Option<usize>,
    /// Its runs without a usable value, or without one of the settings.
    pub left_out: usize,
    /// How many runs share both settings with an earlier one.
    pub repeated: usize,
}

/// All charts and what they share.
#[derive(Clone, Debug, PartialEq)]
pub struct ContourView {
    /// What is contoured, over which settings.
    pub plane: Arc<Plane>,
    /// Whether this is the notebook's way.
    pub notebook: bool,
    /// The column that the table lacks for this.
    pub missing: Option<&'static str>,
    /// Why no run of the table has a place on a chart; empty where one has, filtered out or not.
    pub nothing: String,
    /// The charts; one for each hardware and image of the table, whatever the filters leave of it.
    pub panels: Vec<Panel>,
    /// How many hardware and images beyond [`MOST_PANELS`] are not drawn.
    pub not_drawn: usize,
    /// The values at which all surfaces are cut, rising: those of the whole table, as are the axes. Lines that wandered
    /// and colours that changed their meaning with every filter could not be compared with what was there before.
    /// Empty where each chart has its own, as in the notebook with several.
    pub levels: Vec<f64>,
    /// The smallest and largest value of the chosen runs.
    pub extent: Option<Extent>,
    /// Whether limits are set, so that some places may be marked as excluded.
    pub limited: bool,
    /// What stands before amounts.
    pub currency: String,
}

/// The rows of each panel in the notebook: those with more than 20 VUs, or all where there is but one panel.
#[must_use]
pub fn notebook_rows(shown: &ActiveTable, rows: &[usize]) -> Vec<Vec<usize>> {
    let several = shown.groups.labels.len() > 1;
    grouped(shown, rows, |row| !several || shown.runs.vus[row] > NOTEBOOK_ABOVE_VUS)
}

fn grouped(shown: &ActiveTable, rows: &[usize], keep: impl Fn(usize) -> bool) -> Vec<Vec<usize>> {
    let mut groups = vec![Vec::new(); shown.groups.labels.len()];
    for &row in rows.iter().filter(|&&row| keep(row)) {
        groups[shown.groups.of_row[row]].push(row);
    }
    groups
}

/// Where a band lies on the scale of colours: good is bright. In the notebook, too, low cost is yellow.
#[must_use]
pub fn fraction(more_is_better: bool, band: f64, bands: usize) -> f64 {
    let rank = if bands > 1 { band / (bands - 1) as f64 } else { 0.5 };
    if more_is_better { rank } else { 1.0 - rank }
}

impl ContourView {
    /// Computes the charts of `rows`. The notebook's way knows only cost, raw units and its own levels.
    #[must_use]
    // Only tests ask.
    #[cfg_attr(feature = "dead-code", allow(dead_code))]
    pub fn new(shown: &ActiveTable, rows: &[usize], notebook: bool, controls: Controls) -> Self {
        Self::under(shown, rows, None, notebook, controls)
    }

    /// The same under limits: the surface stays that of all `rows`, the best is the best of those that keep them, and
    /// where they are not kept is told.
    #[must_use]
    // Only tests ask.
    #[cfg_attr(feature = "dead-code", allow(dead_code))]
    pub fn under(shown: &ActiveTable, rows: &[usize], kept: Option<&Kept>, notebook: bool, controls: Controls) -> Self {
        Self::on(shown, rows, kept, notebook, controls, &None)
    }

    /// The same over settings, and of a measure, that the reader chose.
    #[must_use]
    pub fn on(
        shown: &ActiveTable,
        rows: &[usize],
        kept: Option<&Kept>,
        notebook: bool,
        controls: Controls,
        axes: &ContourAxes,
    ) -> Self {
        let mut panels = Panels::new(shown, kept.is_some(), notebook, controls, axes);
        while !panels.part(shown, rows, kept) {}
        panels.view
    }
}

/// The charts, made one after the other.
pub struct Panels {
    /// Those that are made.
    pub view: ContourView,
    controls: Controls,
    frame: Option<Frame>,
    /// The samples of each panel, and how many of its rows are none; `None` until they are found.
    groups: Option<Vec<(Vec<usize>, usize)>>,
    /// The levels of each, where it has its own.
    own: Vec<Vec<f64>>,
}

impl Panels {
    /// None yet: what all of them share, as [`ContourView::on`].
    #[must_use]
    pub fn new(shown: &ActiveTable, limited: bool, notebook: bool, controls: Controls, axes: &ContourAxes) -> Self {
        let controls = if notebook { Controls::NOTEBOOK } else { controls };
        let plane = Arc::new(Plane::of(&shown.runs, notebook, controls, axes));
        let view = ContourView {
            notebook,
            missing: plane.values.is_none().then(|| controls.quantity.column()),
            nothing: String::new(),
            panels: Vec::new(),
            not_drawn: shown.groups.labels.len().saturating_sub(MOST_PANELS),
            levels: Vec::new(),
            extent: None,
            limited,
            currency: shown.currency.clone(),
            plane,
        };
        Self { view, controls, frame: None, groups: None, own: Vec::new() }
    }

    /// Does the next part: what frames all charts, their samples, then one chart after the other; `true` once none is left.
    pub fn part(&mut self, shown: &ActiveTable, rows: &[usize], kept: Option<&Kept>) -> bool {
        let plane = Arc::clone(&self.view.plane);
        let Some(values) = plane.values.as_deref() else { return true };
        let Some(frame) = &self.frame else {
            self.frame = Some(Frame::of(&plane, self.view.notebook));
            return false;
        };
        let at = self.view.panels.len();
        let Some(groups) = &self.groups else { return self.find(shown, rows, values) };
        let Some((rows, left_out)) = groups.get(at) else { return true };
        let maker = Maker {
            shown,
            values,
            plane: &plane,
            frame,
            levels: self.own.get(at).unwrap_or(&self.view.levels),
            controls: self.controls,
            notebook: self.view.notebook,
            kept,
        };
        let panel = Panel { label: shown.groups.labels[at].clone(), left_out: *left_out, ..maker.panel(rows) };
        self.view.panels.push(panel);
        at + 1 == groups.len()
    }

    /// Finds samples and levels; `true` where no run of the table has a place on a chart.
    fn find(&mut self, shown: &ActiveTable, rows: &[usize], values: &[f64]) -> bool {
        let (plane, notebook) = (Arc::clone(&self.view.plane), self.view.notebook);
        let of = |groups: &[(Vec<usize>, usize)]| -> Vec<f64> {
            groups.iter().flat_map(|(rows, _)| rows).map(|&row| values[row]).collect()
        };
        let groups = samples(shown, rows, &plane, notebook);
        // Without filters they are the same.
        let all = || samples(shown, &(0..shown.runs.rows).collect::<Vec<_>>(), &plane, notebook);
        let whole = if rows.len() == shown.runs.rows { None } else { Some(all()) };
        let whole = whole.as_ref().unwrap_or(&groups);
        if !notebook && whole.iter().all(|(rows, _)| rows.is_empty()) {
            self.view.nothing = nothing_words(&shown.runs, &plane);
            self.groups = Some(Vec::new());
            return true;
        }
        let levels = |groups: &[(Vec<usize>, usize)]| levels(&of(groups), notebook, self.controls.levels);
        (self.view.levels, self.own) = match notebook && whole.len() > 1 {
            true => (Vec::new(), whole.iter().map(|group| levels(std::slice::from_ref(group))).collect()),
            false => (levels(whole), Vec::new()),
        };
        self.view.extent = Extent::of(of(&groups));
        self.groups = Some(groups);
        false
    }
}

/// For each panel the rows that are its samples, and how many of its rows are not.
fn samples(shown: &ActiveTable, rows: &[usize], plane: &Plane, notebook: bool) -> Vec<(Vec<usize>, usize)> {
    let groups = if notebook { notebook_rows(shown, rows) } else { grouped(shown, rows, |_| true) };
    let measured = |group: Vec<usize>| {
        let all = group.len();
        let group: Vec<usize> = group.into_iter().filter(|&row| is_sample(plane, row, notebook)).collect();
        let left_out = all - group.len();
        (group, left_out)
    };
    groups.into_iter().take(MOST_PANELS).map(measured).collect()
}

/// Logarithmic axes have no place for zero. The notebook ranks a cost of zero; the default does not.
fn is_sample(plane: &Plane, row: usize, notebook: bool) -> bool {
    let value = plane.values.as_ref().map_or(f64::NAN, |values| values[row]);
    let value_counts = if notebook { value.is_finite() } else { plane.knows(value) };
    value_counts && usable(plane.x.values[row]) && usable(plane.y.values[row])
}

fn levels(values: &[f64], notebook: bool, rule: LevelRule) -> Vec<f64> {
    match rule {
        _ if notebook => NotebookLevels::new(values).all(),
        LevelRule::Equal => round_levels(values, LEVELS),
        LevelRule::Percentile => percentile_levels(values, LEVELS),
    }
}
