//! From the chosen runs to the contour charts: one panel for each hardware and image, on shared axes and levels.

use std::collections::HashSet;
use std::sync::Arc;

use crate::analysis::decide::answer::Ranking;
use crate::analysis::decide::cost_latency::usable;
use crate::analysis::stats::extent::Extent;
use crate::analysis::stats::order;
use crate::analysis::surface::isolines::{Contour, Line, Region, contours, outline};
use crate::analysis::surface::levels::{NotebookGrid, NotebookLevels, best_of_each, percentile_levels, round_levels};
use crate::analysis::surface::triangulation::Tin;
use crate::chart::frame::axes::Titles;
use crate::chart::frame::projection::{Axis, Scale};
use crate::chart::scenes::contour::{Isoline, Layer, Sample, Scene};

use super::limits as contour_limits;
use super::limits::Kept;
use super::surface::{Surface, in_data};
use crate::page::choice::contour::{Controls, Interpolation, LevelRule, Quantity};
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::cost;

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
    /// Its runs without a usable value, VUs or batch size.
    pub left_out: usize,
    /// How many runs share VUs and batch size with an earlier one.
    pub repeated: usize,
}

/// All charts and what they share.
#[derive(Clone, Debug, PartialEq)]
pub struct ContourView {
    /// What is contoured.
    pub quantity: Quantity,
    /// Whether this is the notebook's way.
    pub notebook: bool,
    /// The column that the table lacks for this.
    pub missing: Option<&'static str>,
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
    /// What a cost is of.
    pub cost_per: &'static str,
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

/// Where a band lies on viridis: good is bright. In the notebook, too, low cost is yellow.
#[must_use]
pub fn fraction(quantity: Quantity, band: f64, bands: usize) -> f64 {
    let rank = if bands > 1 { band / (bands - 1) as f64 } else { 0.5 };
    if quantity.more_is_better() { rank } else { 1.0 - rank }
}

impl ContourView {
    /// Computes the charts of `rows`. The notebook's way knows only cost, raw units and its own levels.
    #[must_use]
    pub fn new(shown: &ActiveTable, rows: &[usize], notebook: bool, controls: Controls) -> Self {
        Self::under(shown, rows, None, notebook, controls)
    }

    /// The same under limits: the surface stays that of all `rows`, the best is the best of those that keep them, and
    /// where they are not kept is told.
    #[must_use]
    pub fn under(shown: &ActiveTable, rows: &[usize], kept: Option<&Kept>, notebook: bool, controls: Controls) -> Self {
        let controls = if notebook { Controls::NOTEBOOK } else { controls };
        let quantity = controls.quantity;
        let empty = Self {
            quantity,
            notebook,
            missing: None,
            panels: Vec::new(),
            not_drawn: shown.groups.labels.len().saturating_sub(MOST_PANELS),
            levels: Vec::new(),
            extent: None,
            limited: kept.is_some(),
            currency: shown.currency.clone(),
            cost_per: cost::per_quoted(&shown.runs),
        };
        let Some(values) = quantity.values(&shown.runs) else {
            return Self { missing: Some(quantity.column()), ..empty };
        };
        let groups = samples(shown, rows, values, notebook);
        let of = |groups: &[(Vec<usize>, usize)]| -> Vec<f64> {
            groups.iter().flat_map(|(rows, _)| rows).map(|&row| values[row]).collect()
        };
        let every: Vec<usize> = (0..shown.runs.rows).collect();
        let whole = samples(shown, &every, values, notebook);
        let of_whole = |groups| levels(&of(groups), notebook, controls.levels);
        let own = notebook && whole.len() > 1;
        let shared = if own { Vec::new() } else { of_whole(&whole) };
        let panel = |at: usize| {
            let levels = if own { of_whole(&whole[at..=at]) } else { shared.clone() };
            let (rows, left_out) = &groups[at];
            let label = shown.groups.labels[at].clone();
            let maker = Maker { shown, values, levels: &levels, controls, notebook, kept };
            Panel { label, left_out: *left_out, ..maker.panel(rows) }
        };
        Self {
            panels: (0..groups.len()).map(panel).collect(),
            extent: Extent::of(of(&groups)),
            levels: shared,
            ..empty
        }
    }
}

/// For each panel the rows that are its samples, and how many of its rows are not.
fn samples(shown: &ActiveTable, rows: &[usize], values: &[f64], notebook: bool) -> Vec<(Vec<usize>, usize)> {
    let groups = if notebook { notebook_rows(shown, rows) } else { grouped(shown, rows, |_| true) };
    let measured = |group: Vec<usize>| {
        let all = group.len();
        let group: Vec<usize> = group.into_iter().filter(|&row| is_sample(shown, values[row], row, notebook)).collect();
        let left_out = all - group.len();
        (group, left_out)
    };
    groups.into_iter().take(MOST_PANELS).map(measured).collect()
}

/// Logarithmic axes have no place for zero. The notebook ranks a cost of zero; the default does not.
fn is_sample(shown: &ActiveTable, value: f64, row: usize, notebook: bool) -> bool {
    let value_counts = if notebook { value.is_finite() } else { usable(value) };
    value_counts && usable(shown.runs.vus[row]) && usable(shown.runs.batch_size[row])
}

fn levels(values: &[f64], notebook: bool, rule: LevelRule) -> Vec<f64> {
    match rule {
        _ if notebook => NotebookLevels::new(values).all(),
        LevelRule::Equal => round_levels(values, LEVELS),
        LevelRule::Percentile => percentile_levels(values, LEVELS),
    }
}

/// More dots than this are thinned.
const MANY_SAMPLES: usize = 4_000;

/// What a panel is made with.
struct Maker<'a> {
    shown: &'a ActiveTable,
    values: &'a [f64],
    levels: &'a [f64],
    controls: Controls,
    notebook: bool,
    kept: Option<&'a Kept<'a>>,
}

fn sorted(rows: &[usize]) -> Vec<usize> {
    let mut rows = rows.to_vec();
    rows.sort_unstable();
    rows
}

impl Maker<'_> {
    fn panel(&self, rows: &[usize]) -> Panel {
        let runs = &self.shown.runs;
        let of = |column: &[f64]| rows.iter().map(|&row| column[row]).collect::<Vec<_>>();
        let (x, y, z) = (of(&runs.vus), of(&runs.batch_size), of(self.values));
        let larger = self.controls.quantity.more_is_better();
        let keeps = |row: usize| self.kept.is_none_or(|kept| kept.keeps(row));
        let mut faster_first: Vec<usize> = rows.iter().copied().filter(|&row| keeps(row)).collect();
        order::sort_rows(&mut faster_first, &mut |a, b| runs.avg_latency_ms[a].total_cmp(&runs.avg_latency_ms[b]));
        let best = best_of_each(&runs.batch_size, self.values, &faster_first, larger);
        // Of equal ones the one with the lower mean latency, then the first.
        let badness: Vec<f64> = self.values.iter().map(|&value| if larger { 1.0 / value } else { value }).collect();
        let by_mean = Ranking { cost: &badness, p95_ms: None, mean_ms: &runs.avg_latency_ms, failed_checks: None };
        let best_row = by_mean.cheapest(&sorted(&best));
        let grid = self.notebook.then(|| NotebookGrid::new(&x, &y, &z)).flatten();
        let (surface, mesh) = match grid {
            Some(grid) => {
                let mesh = Tin::of_grid(&grid.xs, &grid.ys, &grid.z);
                (Some(Surface { tin: grid.tin, units: Interpolation::Raw }), mesh)
            }
            None if self.notebook => (None, None),
            None => {
                let surface = Surface::new(&x, &y, &z, self.controls.interpolation);
                let mesh = surface.as_ref().map(|surface| surface.tin.clone());
                (surface, mesh)
            }
        };
        let drawn = self.drawn(rows, &best);
        let samples = drawn.iter().map(|&row| Sample {
            row,
            x: runs.vus[row],
            y: runs.batch_size[row],
            best_of_batch: best.contains(&row),
            excluded: !keeps(row),
        });
        let axis = |values: &[f64]| Axis::around(Extent::of_positive(values.iter().copied()), Scale::Log);
        let (layers, lines) = mesh.as_ref().map(|mesh| self.drawn_surface(mesh)).unwrap_or_default();
        let excluded = |kept: &Kept| {
            contour_limits::excluded(kept, &runs.vus, &runs.batch_size, rows, self.controls.interpolation)
        };
        let scene = Scene {
            excluded: self.kept.map(excluded).unwrap_or_default(),
            layers,
            lines,
            best: best_row.and_then(|row| {
                let at = drawn.iter().position(|&at| at == row)?;
                Some((at, self.shown.in_currency(&self.controls.quantity.say(self.values[row]))))
            }),
            samples: samples.collect(),
            // Of the whole table, so that all panels share them and nothing jumps while filters move.
            x: axis(&runs.vus),
            y: axis(&runs.batch_size),
            titles: Titles { x: "VUs".to_owned(), y: "Batch size".to_owned() },
        };
        Panel {
            label: String::new(),
            scene: Arc::new(scene),
            surface,
            levels: self.levels.to_vec(),
            best_row,
            left_out: 0,
            repeated: repeated(&x, &y),
        }
    }

    /// The rows that get a dot: all, but of a large table only one for each place, where the others would hide it or
    /// be hidden. The best ones are always among them.
    fn drawn(&self, rows: &[usize], best: &[usize]) -> Vec<usize> {
        if rows.len() <= MANY_SAMPLES {
            return rows.to_vec();
        }
        let runs = &self.shown.runs;
        let place = |row: usize| (runs.vus[row].to_bits(), runs.batch_size[row].to_bits());
        let mut taken: HashSet<(u64, u64)> = best.iter().map(|&row| place(row)).collect();
        rows.iter().copied().filter(|&row| best.contains(&row) || taken.insert(place(row))).collect()
    }

    fn drawn_surface(&self, mesh: &Tin) -> (Vec<Layer>, Vec<Isoline>) {
        let contours = contours(mesh, self.levels).into_iter();
        let (regions, lines) = contours.map(|Contour { region, lines }| (region, lines)).unzip();
        (self.layers(outline(mesh), regions), self.lines(lines))
    }

    fn layers(&self, whole: Region, above: Vec<Region>) -> Vec<Layer> {
        let bands = self.levels.len() + 1;
        let layer = |(band, Region { loops }): (usize, Region)| Layer {
            loops: loops.iter().map(|corners| self.in_data(corners, true)).collect(),
            fraction: fraction(self.controls.quantity, band as f64, bands),
        };
        std::iter::once(whole)
            .chain(above)
            .enumerate()
            .filter(|(_, region)| !region.loops.is_empty())
            .map(layer)
            .collect()
    }

    /// The notebook's grid is fine enough, and drawn as it was there.
    fn in_data(&self, points: &[(f64, f64)], closed: bool) -> Vec<(f64, f64)> {
        in_data(self.controls.interpolation, self.notebook, points, closed)
    }

    fn lines(&self, of_levels: Vec<Vec<Line>>) -> Vec<Isoline> {
        let bands = self.levels.len() + 1;
        let of_level = |(at, (&level, lines)): (usize, (&f64, Vec<Line>))| {
            let label = self.shown.in_currency(&self.controls.quantity.label(level, self.levels));
            let fraction = fraction(self.controls.quantity, at as f64 + 0.5, bands);
            lines.into_iter().map(move |line| {
                let mut points = self.in_data(&line.points, line.closed);
                if line.closed {
                    points.extend_from_within(..1);
                }
                Isoline { points, label: label.clone(), fraction }
            })
        };
        self.levels.iter().zip(of_levels).enumerate().flat_map(of_level).collect()
    }
}

fn repeated(x: &[f64], y: &[f64]) -> usize {
    let mut order: Vec<usize> = (0..x.len()).collect();
    order::sort_rows_by(&mut order, &|at| y[at].to_bits());
    order::sort_rows_by(&mut order, &|at| x[at].to_bits());
    let place = |at: usize| (x[at].to_bits(), y[at].to_bits());
    x.len() - order.chunk_by(|&a, &b| place(a) == place(b)).count()
}
