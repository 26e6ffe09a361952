//! Marks of the scatter chart: which runs have one, what it tells, the limit and the star.

use std::borrow::Cow;
use std::sync::Arc;

use crate::analysis::decide::cost_latency::{CostLatency, usable};
use crate::analysis::decide::slo::Limit;
use crate::chart::marks::symbol::Symbol;
use crate::chart::scenes::scatter::answer::Star;
use crate::chart::scenes::scatter::cost_line::CostLine;
use crate::chart::scenes::scatter::limit_line::LimitLine;
use crate::chart::scenes::scatter::paint::Paint;
use crate::chart::scenes::scatter::{Point, Scene};

use super::columns::{
    CHEAPEST_LABEL, FRONT_LABEL, as_measured, bound, cost_usd, latency_key, latency_ms, reading, titles,
};
use super::moved_cost;
use super::moved_cost::Drawn;
use super::upwards::COST;
use super::view::{LegendGroup, ScatterAxes, ScatterView};
use crate::format::numbers::fixed;
use crate::page::choice::filters::Choice;
use crate::page::limits::words::amount;
use crate::page::tables::active_table::{ActiveTable, Groups};
use crate::page::words::cost;
use crate::page::words::runs::count;
use crate::page::words::short_runs::hardware_names;

/// Rows within the limits, rows outside of them, and the answer's.
pub(super) type Rows<'a> = (&'a [usize], &'a [usize], Option<usize>);

/// What marks are made from.
pub(super) struct Marks<'a> {
    pub(super) shown: &'a ActiveTable,
    pub(super) groups: &'a Groups,
    pub(super) legend: Vec<LegendGroup>,
    pub(super) choice: &'a Choice,
}

impl Marks<'_> {
    /// The rows that the legend does not hide.
    pub(super) fn visible<'r>(&self, rows: Cow<'r, [usize]>) -> Cow<'r, [usize]> {
        if rows.is_empty() || self.legend.iter().all(|group| group.shown) {
            return rows;
        }
        rows.iter().copied().filter(|&row| self.legend[self.groups.of_row[row]].shown).collect()
    }

    /// The mark of a run at a place.
    pub(super) fn point(&self, row: usize, x: f64, y: f64) -> Point {
        let symbol = match self.choice.notebook {
            true => Symbol::nth(self.groups.of_row[row]),
            false => Symbol::nth(self.shown.shapes.of_row[row]),
        };
        let runs = &self.shown.runs;
        Point { row, x, y, value: runs.batch_size[row], symbol, hardware: runs.hw_type.codes[row] }
    }

    pub(super) fn paint(&self, fixed: &ScatterAxes) -> Paint {
        if self.choice.notebook { Paint::Viridis(fixed.colours) } else { Paint::Hardware(fixed.colours) }
    }

    pub(super) fn is_shown(&self, label: &str) -> bool {
        !self.choice.hidden.contains(label)
    }

    /// The limit on a latency, with how many marks keep it.
    pub(super) fn limit(&self, at: Option<f64>, within: usize, out: usize) -> Option<LimitLine> {
        let at = at.filter(|_| !self.choice.notebook)?;
        Some(LimitLine {
            at,
            tag: ["≤ ", &amount(Limit::AvgLatency, at)].concat(),
            within: count(within, "run", "runs") + " in",
            out: fixed(out as f64, 0) + " out",
        })
    }

    /// The most that is paid.
    pub(super) fn paid(&self, drawn: Drawn) -> Option<Box<CostLine>> {
        // Asked first: code that most first views do without.
        self.choice.money.terms.at_most_usd?;
        moved_cost::line(drawn, self.shown, self.choice)
    }

    /// The names beside marks: of all hardware that is drawn.
    pub(super) fn names(&self, points: &[Point]) -> Vec<(u32, String)> {
        let labels = &self.shown.runs.hw_type.labels;
        if self.choice.notebook || labels.len() < 2 {
            return Vec::new();
        }
        let mut seen = vec![false; labels.len()];
        points.iter().for_each(|point| seen[point.hardware as usize] = true);
        let names = hardware_names(labels).into_iter().enumerate().filter(|&(nth, _)| seen[nth]);
        names.map(|(nth, name)| (nth as u32, name)).collect()
    }

    /// Cost against latency.
    pub(super) fn cost_latency(self, (within, out, answer): Rows, fixed: &ScatterAxes) -> ScatterView {
        let Self { shown, choice, .. } = self;
        let (latency, cost) = (latency_ms(shown, choice), cost_usd(shown, choice));
        let runs = CostLatency::new(latency, cost, within, reading(shown, choice));
        let usable_place =
            |&row: &usize| Some((row, latency[row], cost[row])).filter(|&(_, x, y)| usable(x) && usable(y));
        let mut points: Vec<Point> =
            out.iter().filter_map(usable_place).map(|(row, x, y)| self.point(row, x, y)).collect();
        let faded = points.len();
        points.extend(self.points(&runs));
        let front: Vec<usize> = runs.front.iter().map(|at| at + faded).collect();
        // The notebook ranks a cost of zero, and so has its own.
        let star = if choice.notebook {
            runs.cheapest.map(|at| Star {
                row: runs.rows[at],
                x: runs.latency_ms[at],
                y: runs.cost_usd[at],
                run: None,
                tags: None,
            })
        } else {
            answer.as_ref().and_then(usable_place).map(|(row, x, y)| {
                let across = as_measured(choice, amount(Limit::AvgLatency, x));
                let tags = Some([across, cost::quoted(shown, y)]);
                Star { row, x, y, run: None, tags }
            })
        };
        ScatterView {
            front_rows: runs.front_rows().collect(),
            cheapest_row: star.as_ref().map(|star| star.row),
            left_out: runs.left_out + out.len() - faded,
            scene: Arc::new(Scene {
                faded,
                front,
                star: star.filter(|_| self.is_shown(CHEAPEST_LABEL)),
                show_front: self.is_shown(FRONT_LABEL),
                x: fixed.x,
                y: fixed.y,
                titles: titles(shown, choice),
                paint: self.paint(fixed),
                steps: (!choice.notebook).then(Box::default),
                limit: self.limit(bound(latency_key(shown, choice), choice), runs.rows.len(), faded),
                movable: !choice.notebook,
                paid: self.paid((COST, &[])),
                names: self.names(&points),
                points,
            }),
            legend: self.legend,
            own: None,
        }
    }

    fn points<'r>(&'r self, runs: &'r CostLatency) -> impl Iterator<Item = Point> + 'r {
        let places = runs.latency_ms.iter().zip(&runs.cost_usd);
        runs.rows.iter().zip(places).map(|(&row, (&x, &y))| self.point(row, x, y))
    }
}
