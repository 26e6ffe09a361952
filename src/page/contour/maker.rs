//! One contour chart from its runs: surface, bands, isolines, dots and the best.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use isocost_kernels::rows::{MANY_ROWS, few_different, split};

use crate::analysis::decide::answer::Ranking;
use crate::analysis::stats::extent::Extent;
use crate::analysis::stats::order;
use crate::analysis::surface::isolines::{Contour, Line, Region, contours, outline};
use crate::analysis::surface::levels::{NotebookGrid, best_of_each, bests_of_each};
use crate::analysis::surface::triangulation::Tin;
use crate::chart::frame::axes::Titles;
use crate::chart::frame::projection::{Axis, Scale};
use crate::chart::frame::ticks::measured;
use crate::chart::scenes::contour::{Isoline, Layer, Sample, Scene};

use super::limits as contour_limits;
use super::limits::Kept;
use super::plane::{Plane, What};
use super::surface::{Surface, in_data};
use super::view::{Panel, fraction};
use crate::page::choice::contour::{Controls, Interpolation};
use crate::page::tables::active_table::ActiveTable;

/// More dots than this are thinned.
const MANY_SAMPLES: usize = 4_000;

/// Axes and titles of all panels: of the whole table, so that nothing jumps while filters move.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    x: Axis,
    y: Axis,
    titles: Titles,
}

impl Frame {
    /// Of the settings of a plane; the titles have ticks at the values of the table, the notebook's are at round ones.
    #[must_use]
    pub fn of(plane: &Plane, notebook: bool) -> Self {
        let axis = |values: &[f64]| Axis::around(Extent::of_positive(values.iter().copied()), Scale::Log);
        let at = |values: &[f64]| if notebook { Vec::new() } else { measured(values) };
        // Of many values those that differ say the same.
        let different = |values: &[f64]| -> Vec<f64> {
            let few = if values.len() < MANY_ROWS { None } else { few_different(values) };
            few.map_or_else(|| values.to_vec(), |(firsts, _)| firsts.into_iter().map(|first| values[first]).collect())
        };
        let (across, upwards) = (&different(&plane.x.values), &different(&plane.y.values));
        let titles =
            Titles { x: plane.x.title(), y: plane.y.title(), x_at: at(across), y_at: at(upwards), ..Titles::default() };
        Self { x: axis(across), y: axis(upwards), titles }
    }
}

/// What a panel is made with.
pub struct Maker<'a> {
    pub shown: &'a ActiveTable,
    pub values: &'a [f64],
    pub plane: &'a Plane,
    pub frame: &'a Frame,
    pub levels: &'a [f64],
    pub controls: Controls,
    pub notebook: bool,
    pub kept: Option<&'a Kept<'a>>,
}

fn sorted(rows: &[usize]) -> Vec<usize> {
    let mut rows = rows.to_vec();
    rows.sort_unstable();
    rows
}

impl Maker<'_> {
    pub fn panel(&self, rows: &[usize]) -> Panel {
        let runs = &self.shown.runs;
        let of = |column: &[f64]| rows.iter().map(|&row| column[row]).collect::<Vec<_>>();
        let (across, upwards) = (&self.plane.x.values, &self.plane.y.values);
        let (x, y, z) = (of(across), of(upwards), of(self.values));
        let larger = self.plane.more_is_better();
        let keeps = |row: usize| self.kept.is_none_or(|kept| kept.keeps(row));
        let kept: Vec<usize> = rows.iter().copied().filter(|&row| keeps(row)).collect();
        let mut faster_first = bests_of_each(upwards, self.values, kept, larger);
        order::sort_rows(&mut faster_first, &mut |a, b| runs.avg_latency_ms[a].total_cmp(&runs.avg_latency_ms[b]));
        let best = best_of_each(upwards, self.values, &faster_first, larger);
        let best_row = self.best_of_all(&best);
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
            x: across[row],
            y: upwards[row],
            best_of_batch: best.contains(&row),
            excluded: !keeps(row),
        });
        let (layers, lines) = mesh.as_ref().map(|mesh| self.drawn_surface(mesh)).unwrap_or_default();
        let excluded = |kept: &Kept| contour_limits::excluded(kept, across, upwards, rows, self.controls.interpolation);
        let scene = Scene {
            excluded: self.kept.map(excluded).unwrap_or_default(),
            layers,
            lines,
            best: best_row.and_then(|row| {
                let at = drawn.iter().position(|&at| at == row)?;
                Some((at, self.plane.say(&self.shown.currency, self.values[row])))
            }),
            samples: samples.collect(),
            x: self.frame.x,
            y: self.frame.y,
            titles: self.frame.titles.clone(),
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

    /// The best of some rows: of equal ones the one with the lower mean latency, then the first.
    fn best_of_all(&self, best: &[usize]) -> Option<usize> {
        let mean_ms = &self.shown.runs.avg_latency_ms;
        if let What::Own(_) = self.plane.what {
            // A share or another number may be zero, or below.
            let signed = |row: usize| if self.plane.more_is_better() { -self.values[row] } else { self.values[row] };
            let order = |a: usize, b: usize| signed(a).total_cmp(&signed(b)).then(mean_ms[a].total_cmp(&mean_ms[b]));
            return best.iter().copied().min_by(|&a, &b| order(a, b).then(a.cmp(&b)));
        }
        let larger = self.plane.more_is_better();
        let badness: Cow<[f64]> =
            if larger { self.values.iter().map(|value| 1.0 / value).collect() } else { self.values.into() };
        let by_mean = Ranking { cost: &badness, p95_ms: None, mean_ms, failed_checks: None };
        by_mean.cheapest(&sorted(best))
    }

    /// The rows that get a dot: all, but of a large table only one for each place, where the others would hide it or
    /// be hidden. The best ones are always among them.
    fn drawn(&self, rows: &[usize], best: &[usize]) -> Vec<usize> {
        if rows.len() <= MANY_SAMPLES {
            return rows.to_vec();
        }
        let place = |row: usize| (self.plane.x.values[row].to_bits(), self.plane.y.values[row].to_bits());
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
            fraction: fraction(self.plane.more_is_better(), band as f64, bands),
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
            let label = self.plane.label(&self.shown.currency, level, self.levels);
            let fraction = fraction(self.plane.more_is_better(), at as f64 + 0.5, bands);
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
    if x.len() >= MANY_ROWS
        && let (Some((across, x_codes)), Some((upwards, y_codes))) = (few_different(x), few_different(y))
        && across.len() * upwards.len() <= x.len()
    {
        return x.len() - split(&x_codes, &y_codes, across.len(), upwards.len()).1;
    }
    let mut order: Vec<usize> = (0..x.len()).collect();
    order::sort_rows_by(&mut order, &|at| y[at].to_bits());
    order::sort_rows_by(&mut order, &|at| x[at].to_bits());
    let place = |at: usize| (x[at].to_bits(), y[at].to_bits());
    x.len() - order.chunk_by(|&a, &b| place(a) == place(b)).count()
}
