//! A break-even as a chart: what each of the two costs over the price, and which of them is cheapest where.

use super::found::Found;
use crate::analysis::decide::break_even::Interval;
use crate::analysis::decide::cost_latency::usable;
use crate::analysis::stats::extent::Extent;
use crate::analysis::stats::order;
use crate::chart::frame::axes::Titles;
use crate::chart::frame::bands::{BAND_CSS, Band};
use crate::chart::frame::projection::{Axis, Scale};
use crate::chart::frame::rule::Rule;
use crate::chart::scenes::lines::{Line, Point, Scene, Trace};
use crate::page::tables::active_table::Groups;
use crate::page::words::short_runs::ShortRuns;

/// Points along the price axis, besides the present price and the switch.
const STEPS: usize = 10;
/// What the dearer one costs is drawn up to so many times the highest of the lowest costs.
const DEARER: f64 = 2.0;

impl Found<'_> {
    /// A line for each winner, through evenly spaced prices, the present one and the switch; dashed what each costs where it
    /// is not the cheapest; and a band for each winner. Marks have the shapes that `shapes` have on the first chart.
    pub(super) fn scene(&self, shapes: &Groups) -> Option<Scene> {
        let end = self.end();
        let intervals = self.even.intervals();
        let mut lines = self.winners(shapes, &intervals, end);
        let most = Extent::of(lines.iter().flat_map(|line| &line.points).map(|point| point.y))?.max;
        lines.extend(intervals.iter().filter_map(|interval| self.dearer(interval, end, most * DEARER)));
        let most = Extent::of(lines.iter().flat_map(|line| &line.points).map(|point| point.y))?.max;
        let axis = |max: f64| Axis::exact(Some(Extent { min: 0.0, max }), Scale::Linear);
        let now = usable(self.now).then(|| (self.now, format!("now {}", self.price(self.now)), true));
        let switch = self.even.price_usd_per_hour.map(|price| (price, self.price(price), false));
        let rules = [switch, now].into_iter().flatten().map(|(x, label, dashed)| Rule { x, label, dashed });
        Some(Scene {
            lines,
            rules: rules.collect(),
            bands: self.bands(&intervals),
            highlight: None,
            x: axis(end),
            // Room above for the words on the rules.
            y: axis(most * 1.25),
            titles: Titles {
                x: self.shown.in_currency(&format!("Price of {}, $ per hour", self.label)),
                y: self.axis(),
                y_money: self.axis_money(),
                below_css: BAND_CSS,
                ..Titles::default()
            },
        })
    }

    fn winners(&self, shapes: &Groups, intervals: &[Interval], end: f64) -> Vec<Line> {
        let mut item = 0;
        let line = |interval: &Interval| {
            let (from, to) = (interval.from_usd_per_hour, interval.to_usd_per_hour.min(end));
            let mut prices: Vec<f64> = (1..=STEPS).map(|step| end * step as f64 / STEPS as f64).collect();
            prices.extend([from, to, self.now]);
            prices.retain(|price| usable(*price) && (from..=to).contains(price));
            order::sort_numbers(&mut prices);
            prices.dedup();
            let points = prices.into_iter().map(|x| {
                item += 1;
                Point { item: item - 1, x, y: self.cost_of(interval.row, x) }
            });
            let (name, hardware) = (self.name(interval.row), Some(self.hardware(interval.row)));
            let shape = Some(shapes.of_row[interval.row]);
            Line { name, points: points.collect(), hardware, shape, ..Line::default() }
        };
        intervals.iter().map(line).collect()
    }

    /// What a winner costs at the other prices, up to a cost; `None` where it wins at every price that is shown.
    fn dearer(&self, interval: &Interval, end: f64, most: f64) -> Option<Line> {
        let row = interval.row;
        let (from, to) = match interval.from_usd_per_hour > 0.0 {
            true => (0.0, interval.from_usd_per_hour.min(end)),
            false => (interval.to_usd_per_hour, end),
        };
        let (at_from, at_to) = (self.cost_of(row, from), self.cost_of(row, to));
        // Costs over a price are straight: where the line leaves what is drawn is told by its ends.
        let to = if at_to > most { from + (to - from) * (most - at_from) / (at_to - at_from) } else { to };
        let is_drawn = from < to && at_from <= most;
        is_drawn.then(|| Line {
            name: self.name(row),
            points: [from, to].map(|x| Point { item: usize::MAX, x, y: self.cost_of(row, x) }).to_vec(),
            hardware: Some(self.hardware(row)),
            trace: Trace::Dashed,
            ..Line::default()
        })
    }

    fn bands(&self, intervals: &[Interval]) -> Vec<Band> {
        let names = ShortRuns::of(self.shown);
        let band = |interval: &Interval| Band {
            from: interval.from_usd_per_hour,
            to: interval.to_usd_per_hour,
            hardware: self.hardware(interval.row),
            labels: vec![self.short_name(&names, interval.row), names.hardware(self.shown, interval.row).to_owned()],
        };
        intervals.iter().map(band).collect()
    }

    fn hardware(&self, row: usize) -> usize {
        self.shown.runs.hw_type.codes[row] as usize
    }

    /// The cost of one of the two at a price; at the switch both have the same.
    fn cost_of(&self, row: usize, price: f64) -> f64 {
        if Some(row) == self.even.own { self.even.own_cost_at(price) } else { self.even.rival_cost() }
    }
}
