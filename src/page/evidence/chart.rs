//! Throughput over VUs of one configuration: what was measured, the scalability law through it, its peak, the knee.

use std::sync::Arc;

use crate::analysis::decide::cost_latency::usable;
use crate::analysis::saturation::usl::{Fit, LEAST_POINTS};
use crate::analysis::stats::extent::Extent;
use crate::chart::frame::axes::Titles;
use crate::chart::frame::projection::{Axis, Scale};
use crate::chart::scenes::lines::{Line, Point, Scene, Trace};
use crate::format::numbers::short;

use super::view::EvidenceLine;
use crate::page::enough_vus::groups::VusGroups;
use crate::page::enough_vus::words::curve_fields;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::runs::{Field, count, vus};

/// Points by which the law is drawn.
const SAMPLES: usize = 64;
/// A peak beyond so many times the most VUs tried is told, not drawn: the axis would be empty.
const FURTHEST_PEAK: f64 = 4.0;

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

/// The axes' ends from all runs of a configuration, whatever the filters: VUs and throughput. The axes do not jump while a
/// filter is dragged, unless the law's peak lies beyond them.
#[must_use]
pub fn extents(shown: &ActiveTable, groups: &VusGroups, group: usize) -> [Option<Extent>; 2] {
    let (vus, throughput) = (&shown.runs.vus, &shown.runs.throughput_req_per_sec);
    [vus, throughput].map(|values| {
        let known = |row: &usize| usable(vus[*row]) && usable(throughput[*row]);
        let rows = (0..shown.runs.rows).filter(|&row| groups.of_row[row] == Some(group)).filter(known);
        Extent::of(rows.map(|row| values[row]))
    })
}

impl EvidenceChart {
    /// Draws a configuration. Throughput begins at zero, as its growth is the question.
    #[must_use]
    pub fn new(line: &EvidenceLine, [x, y]: [Option<Extent>; 2], scale: Scale) -> Self {
        let evidence = &line.evidence;
        let most = x.map_or(1.0, |x| x.max);
        // A law that misses the points is not drawn through them.
        let law = evidence.usl.filter(Fit::holds);
        let peak = law.and_then(|law| law.peak_vus()).filter(|&peak| peak >= 1.0 && peak <= FURTHEST_PEAK * most);
        let x = x.map(|x| Extent { min: x.min.min(peak.unwrap_or(x.min)), max: x.max.max(peak.unwrap_or(x.max)) });
        let highest = law.map_or(0.0, |law| law.at(peak.unwrap_or(most)));
        let y = y.map(|y| Extent { min: 0.0, max: y.max.max(highest) });
        let (x, y) = (Axis::around(x, scale), Axis::around(y, Scale::Linear));
        let upright = |at: f64| vec![(at, y.range().min.max(0.0)), (at, y.range().max)];
        let mut drawn = Drawn { lines: Vec::new(), legend: Vec::new() };
        let points = evidence.curve.vus.iter().copied().zip(evidence.curve.throughput_req_per_sec.iter().copied());
        let trace = if law.is_some() { Trace::Marks } else { Trace::Through };
        drawn.add(trace, "measured".to_owned(), points.collect(), &evidence.curve.row);
        if let Some(law) = law {
            drawn.add(Trace::Curve, "scalability law".to_owned(), sampled(&law, x, evidence.curve.vus[0]), &[]);
        }
        if let Some(peak) = peak {
            drawn.add(Trace::Dashed, format!("its peak, {}", vus(peak.round().max(1.0))), upright(peak), &[]);
        }
        if let Some(knee) = evidence.knee_vus {
            drawn.add(Trace::Dotted, format!("knee, {}", vus(knee)), upright(knee), &[]);
        }
        let titles = Titles { x: "VUs".to_owned(), y: "Throughput, req/s".to_owned() };
        let scene = Arc::new(Scene { lines: drawn.lines, rules: Vec::new(), highlight: None, x, y, titles });
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

/// From the fewest VUs tried to the end of the axis.
fn sampled(law: &Fit, x: Axis, fewest: f64) -> Vec<(f64, f64)> {
    let from = x.fraction(fewest);
    let at = |nth: usize| x.at(from + (1.0 - from) * nth as f64 / SAMPLES as f64);
    (0..=SAMPLES).map(|nth| (at(nth), law.at(at(nth)))).collect()
}

fn summary(line: &EvidenceLine) -> String {
    let points = line.evidence.curve.vus.len();
    let mut text = format!("Measured at {}.", count(points, "number of VUs", "numbers of VUs"));
    if points < LEAST_POINTS {
        text += &format!(" Knee and law are looked for from {LEAST_POINTS} on.");
    }
    text
}

/// What the hover says of a point; nothing for what is no point of this configuration.
#[must_use]
pub fn fields(shown: &ActiveTable, line: &EvidenceLine, row: usize) -> Vec<Field> {
    let runs = &shown.runs;
    let mut fields = curve_fields(&line.evidence.curve, row);
    if fields.is_empty() {
        return fields;
    }
    if let Some(law) = line.evidence.usl.filter(Fit::holds) {
        fields.push(("By the law", format!("{} req/s", short(law.at(runs.vus[row])))));
    }
    if let Some(best) = line.best.filter(|&best| runs.vus[best] == runs.vus[row]) {
        fields.push(("Cheapest here", shown.money(runs.ranked_cost()[best])));
    }
    fields
}
