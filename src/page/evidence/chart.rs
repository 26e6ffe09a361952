//! Throughput over load of one configuration: what was measured, the scalability law through it, its peak, the knee.

use std::sync::Arc;

use crate::analysis::decide::cost_latency::usable;
use crate::analysis::saturation::law::Law;
use crate::analysis::saturation::monotonic::Curve;
use crate::analysis::saturation::usl::LEAST_POINTS;
use crate::analysis::stats::extent::Extent;
use crate::chart::frame::axes::Titles;
use crate::chart::frame::projection::{Axis, Scale};
use crate::chart::scenes::lines::{Line, Point, Scene, Trace};
use crate::format::numbers::short;

use super::shape::in_flight;
use super::view::EvidenceLine;
use crate::data::runs::load::{LoadAxis, LoadColumns};
use crate::page::enough_vus::groups::VusGroups;
use crate::page::enough_vus::words::curve_fields;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::cost;
use crate::page::words::loads::{load_words, loads_count};
use crate::page::words::runs::Field;

/// Points by which the law is drawn between two loads.
const SAMPLES: usize = 16;

/// An entry of the legend; its position gives the colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegendEntry {
    /// How it is drawn.
    pub trace: Trace,
    /// What it is.
    pub text: String,
}

/// The chart and what stands around it.
#[derive(Clone, Debug, PartialEq)]
pub struct EvidenceChart {
    /// What is drawn.
    pub scene: Arc<Scene>,
    /// What its lines are.
    pub legend: Vec<LegendEntry>,
    /// What it shows, a sentence or two.
    pub summary: String,
}

/// What stands around the runs that count.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Around {
    /// The runs that break a limit.
    pub beyond: Curve,
    /// The requests per second that each machine must be able to do, and what that is, in words.
    pub needed: Option<(f64, String)>,
}

/// The axes' ends from all runs of a configuration, whatever the filters: load and throughput. The axes do not jump while a
/// filter is dragged.
#[must_use]
pub fn extents(shown: &ActiveTable, groups: &VusGroups, line: &EvidenceLine) -> [Option<Extent>; 2] {
    let throughput = &shown.runs.throughput_req_per_sec;
    let is_here = |row: &usize| line.axis == LoadAxis::BatchSize || groups.of_row[*row] == Some(line.group);
    let rows: Vec<usize> = (0..shown.runs.rows).filter(is_here).collect();
    let columns = LoadColumns::of(&shown.runs);
    let load = columns.of_rows(&rows).1;
    [load, throughput].map(|values| {
        let known = |row: &&usize| usable(load[**row]) && usable(throughput[**row]);
        Extent::of(rows.iter().filter(known).map(|&row| values[row]))
    })
}

impl EvidenceChart {
    /// Draws a configuration. Throughput begins at zero, as its growth is the question.
    #[must_use]
    // Only tests ask.
    #[cfg_attr(feature = "dead-code", allow(dead_code))]
    pub fn new(shown: &ActiveTable, line: &EvidenceLine, extents: [Option<Extent>; 2], scale: Scale) -> Self {
        Self::among(shown, line, extents, scale, &Around::default())
    }

    /// The same with what stands around it.
    #[must_use]
    pub fn among(
        shown: &ActiveTable,
        line: &EvidenceLine,
        [x, y]: [Option<Extent>; 2],
        scale: Scale,
        around: &Around,
    ) -> Self {
        let curve = &line.evidence.curve;
        let law = line.shape.law;
        let drawn_law = law.map_or_else(Vec::new, |law| sampled(shown, line, &law));
        let needed = around.needed.as_ref().map_or(0.0, |needed| needed.0);
        let highest = drawn_law.iter().map(|point| point.1).fold(needed, f64::max);
        let y = y.map(|y| Extent { min: 0.0, max: y.max.max(highest) });
        let (x, y) = (Axis::around(x, scale), Axis::around(y, Scale::Linear));
        let upright = |at: f64| vec![(at, y.range().min.max(0.0)), (at, y.range().max)];
        let mut drawn = Drawn { lines: Vec::new(), legend: Vec::new() };
        let points = curve.load.iter().copied().zip(curve.throughput_req_per_sec.iter().copied());
        let trace = if law.is_some() { Trace::Marks } else { Trace::Through };
        drawn.add(trace, "measured".to_owned(), points.collect(), &curve.row);
        if !around.beyond.load.is_empty() {
            let points = around.beyond.load.iter().copied().zip(around.beyond.throughput_req_per_sec.iter().copied());
            drawn.add(Trace::Hollow, "breaks a limit".to_owned(), points.collect(), &around.beyond.row);
        }
        if let Some(peak) = drawn_law.iter().copied().max_by(|a, b| a.1.total_cmp(&b.1)) {
            drawn.add(Trace::Curve, "scalability law".to_owned(), drawn_law, &[]);
            let text = format!("its peak, {}", load_words(line.axis, peak.0.round().max(1.0)));
            drawn.add(Trace::Dashed, text, upright(peak.0), &[]);
        }
        if let Some(knee) = line.shape.knee {
            drawn.add(Trace::Dotted, format!("knee, {}", load_words(line.axis, knee)), upright(knee), &[]);
        }
        if let Some((needed, words)) = &around.needed {
            let across = vec![(x.range().min, *needed), (x.range().max, *needed)];
            drawn.add(Trace::Needed, words.clone(), across, &[]);
        }
        let titles = Titles {
            x: line.axis.words().to_owned(),
            y: "Throughput, req/s".to_owned(),
            x_at: curve.load.clone(),
            ..Titles::default()
        };
        let scene =
            Arc::new(Scene { lines: drawn.lines, rules: Vec::new(), bands: Vec::new(), highlight: None, x, y, titles });
        Self { scene, legend: drawn.legend, summary: summary(line) }
    }
}

struct Drawn {
    lines: Vec<Line>,
    legend: Vec<LegendEntry>,
}

impl Drawn {
    /// `rows`: the names of the points where they can be pointed at.
    fn add(&mut self, trace: Trace, text: String, points: Vec<(f64, f64)>, rows: &[usize]) {
        self.legend.push(LegendEntry { trace, text });
        let point = |(at, (x, y)): (usize, (f64, f64))| Point { item: rows.get(at).copied().unwrap_or(at), x, y };
        let points = points.into_iter().enumerate().map(point).collect();
        self.lines.push(Line { points, trace, ..Line::default() });
    }
}

/// The law over load: between two measured loads requests in flight are interpolated.
fn sampled(shown: &ActiveTable, line: &EvidenceLine, law: &Law) -> Vec<(f64, f64)> {
    let curve = &line.evidence.curve;
    let at = |nth: usize| (curve.load[nth].ln(), in_flight(shown, curve.row[nth]).ln());
    let mut points = Vec::new();
    for nth in 1..curve.load.len() {
        let ((load, flight), (next_load, next_flight)) = (at(nth - 1), at(nth));
        let first = usize::from(nth > 1);
        points.extend((first..=SAMPLES).map(|step| step as f64 / SAMPLES as f64).map(|share| {
            let between = |from: f64, to: f64| (from + share * (to - from)).exp();
            (between(load, next_load), law.fit.at(between(flight, next_flight)))
        }));
    }
    points
}

fn summary(line: &EvidenceLine) -> String {
    let points = line.evidence.curve.load.len();
    let mut text = format!("Measured at {}.", loads_count(line.axis, points));
    if points < LEAST_POINTS {
        text += &format!(" Knee and law are looked for from {LEAST_POINTS} on.");
    }
    text
}

/// What the hover says of a point, with the limits that its run breaks; nothing for what is no point of this configuration.
#[must_use]
pub fn fields(
    shown: &ActiveTable,
    line: &EvidenceLine,
    around: &Around,
    (row, broken): (usize, Vec<Field>),
) -> Vec<Field> {
    let runs = &shown.runs;
    let mut fields = curve_fields(&line.evidence.curve, line.axis, row);
    if fields.is_empty() {
        fields = curve_fields(&around.beyond, line.axis, row);
        // The step before the first of them was within the limits.
        fields.retain(|(title, _)| *title != "Gain");
        if !fields.is_empty() {
            // A mean of repeats may stand for others than its own row.
            fields.extend(if broken.is_empty() { vec![("Limits", "broken".to_owned())] } else { broken });
        }
        return fields;
    }
    if let Some(law) = line.shape.law {
        fields.push(("By the law", format!("{} req/s", short(law.fit.at(in_flight(shown, row))))));
    }
    let curve = &line.evidence.curve;
    let is_best =
        || curve.row.iter().position(|&other| other == row).is_some_and(|at| Some(curve.load[at]) == line.best_load);
    if let Some(best) = line.best.filter(|_| is_best()) {
        fields.push(("Cheapest here", cost::quoted_in_full(shown, runs.ranked_cost()[best])));
    }
    fields
}
