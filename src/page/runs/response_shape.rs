//! Response shape: histograms of the vectors, tokens or dimensions per response, run by run.

use std::sync::Arc;

use crate::analysis::stats::extent::Extent;
use crate::analysis::stats::histogram::Histogram;
use crate::chart::frame::axes::Titles;
use crate::chart::frame::projection::{Axis, Scale};
use crate::chart::scenes::histogram::{Bar, Scene, Series};
use crate::data::table::column::Numbers;
use crate::format::numbers::short;

use crate::page::tables::active_table::ActiveTable;
use crate::page::words::runs::{Field, count};

/// The number of bins, as in the notebook.
pub const DEFAULT_BINS: usize = 50;
/// The fewest and the most bins.
pub const BINS: (usize, usize) = (5, 200);

/// Whether a column measures the shape of responses.
fn is_shape(name: &str) -> bool {
    let name = name.to_lowercase();
    ["num_vectors", "embedding_size", "token"].iter().any(|part| name.contains(part))
}

/// Prefixes of column names, and what they mean.
const PREFIXES: [(&str, &str); 6] = [
    ("avg_", "Average"),
    ("mean_", "Mean"),
    ("median_", "Median"),
    ("min_", "Smallest"),
    ("max_", "Largest"),
    ("total_", "Total"),
];

/// One column of a shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// The column.
    pub column: String,
    /// What it says of each run's responses.
    pub label: String,
    /// One for each row of the table; NaN where a run has none.
    pub values: Numbers,
}

/// Columns that measure the same thing, and so have one axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// The part that the columns' names share.
    pub stem: String,
    /// In words.
    pub title: String,
    /// In the order of the table.
    pub measures: Vec<Measure>,
}

/// The shapes that a table has columns for, in the order of the table.
#[must_use]
pub fn shapes(shown: &ActiveTable) -> Vec<Shape> {
    let mut shapes: Vec<Shape> = Vec::new();
    for column in shown.runs.columns.iter().filter(|column| is_shape(&column.name)) {
        let Some(values) = column.numbers() else { continue };
        let found = PREFIXES.iter().find_map(|(prefix, label)| Some((column.name.strip_prefix(prefix)?, *label)));
        let (stem, label) = found.unwrap_or((&column.name, "Value"));
        let measure = Measure { column: column.name.clone(), label: label.to_owned(), values };
        match shapes.iter_mut().find(|shape| shape.stem == stem) {
            Some(shape) => shape.measures.push(measure),
            None => shapes.push(Shape { stem: stem.to_owned(), title: title(stem), measures: vec![measure] }),
        }
    }
    shapes
}

/// Whether the table has a column for any.
#[must_use]
pub fn has_shapes(shown: &ActiveTable) -> bool {
    shown.runs.columns.iter().any(|column| is_shape(&column.name) && column.numbers().is_some())
}

fn title(stem: &str) -> String {
    match stem {
        "num_vectors" => "Vectors per response".to_owned(),
        "embedding_size" => "Embedding size".to_owned(),
        _ => stem.replace('_', " "),
    }
}

/// A histogram and what is said about it.
#[derive(Clone, Debug, PartialEq)]
pub struct ResponseView {
    /// What is drawn.
    pub scene: Arc<Scene>,
    /// What each series says of a run's responses, in the order of their looks.
    pub labels: Vec<String>,
    /// How many values each series has in its bins.
    pub totals: Vec<usize>,
    /// What is seen, a sentence or two.
    pub sentence: String,
    /// Whether all runs of the table have one value, of which only the notebook draws a histogram.
    pub is_constant: bool,
}

impl ResponseView {
    /// Bins the measures of `rows`.
    ///
    /// By default all measures share their bins, which span the whole table's values, so that bars can be compared and
    /// stay where they are while filters move. As in the notebook, each measure is binned over its own range. NaN and
    /// infinite values are in no bin and counted.
    #[must_use]
    pub fn new(shape: &Shape, rows: &[usize], bins: usize, notebook: bool) -> Self {
        let all: Vec<usize> = (0..shape.measures.first().map_or(0, |measure| measure.values.len())).collect();
        let shared = Extent::of(shape.measures.iter().flat_map(|measure| measure.values.iter().copied()));
        let binned = |rows: &[usize]| -> Vec<Series> {
            let series = |(nth, measure): (usize, &Measure)| {
                let values: Vec<f64> = rows.iter().map(|&row| measure.values[row]).collect();
                let histogram =
                    if notebook { Histogram::new(&values, bins) } else { Histogram::within(&values, bins, shared?) };
                Some(Series { nth, histogram: histogram? })
            };
            shape.measures.iter().enumerate().filter_map(series).collect()
        };
        let highest = binned(&all).iter().flat_map(|s| s.histogram.counts.iter().copied()).max().unwrap_or(1);
        let series = binned(rows);
        let total = |nth| series.iter().find(|series| series.nth == nth).map_or(0, |series| series.histogram.total());
        Self {
            labels: shape.measures.iter().map(|measure| measure.label.clone()).collect(),
            totals: (0..shape.measures.len()).map(total).collect(),
            sentence: sentence(shape, rows, bins),
            is_constant: !notebook && shared.is_some_and(|shared| shared.min == shared.max),
            scene: Arc::new(Scene {
                series,
                x: Axis::exact(x_range(shared), Scale::Linear),
                y: Axis::exact(Some(Extent { min: 0.0, max: highest as f64 * 1.05 }), Scale::Linear),
                titles: Titles { x: shape.title.clone(), y: "Runs".to_owned(), ..Titles::default() },
            }),
        }
    }

    /// Title and fields of a bar's tooltip.
    #[must_use]
    pub fn describe(&self, item: usize, runs: usize) -> Option<(String, Vec<Field>)> {
        let bar = self.scene.bar(item)?;
        let Bar { from, to, count, .. } = bar;
        let title = self.labels.get(self.scene.series[bar.series].nth)?.clone();
        Some((title, vec![("From", short(from)), ("To", short(to)), ("Runs", format!("{count} of {runs}"))]))
    }
}

/// From the smallest value / 1.2 to the largest × 1.1, as the notebook cuts its axis, so that bars at either end are
/// seen whole. Values below zero get the same room on the other side. The notebook names the columns of the smallest
/// and the largest; where these are what they say it comes to the same, and otherwise nothing is cut off here.
fn x_range(shared: Option<Extent>) -> Option<Extent> {
    shared.map(|Extent { min, max }| Extent {
        min: if min > 0.0 { min / 1.2 } else { min * 1.2 },
        max: if max > 0.0 { max * 1.1 } else { max / 1.1 },
    })
}

fn sentence(shape: &Shape, rows: &[usize], bins: usize) -> String {
    if rows.is_empty() {
        return "No runs pass the filters.".to_owned();
    }
    let mut left_out = 0;
    let mut parts = Vec::new();
    for measure in &shape.measures {
        let values = || rows.iter().map(|&row| measure.values[row]);
        left_out += values().filter(|v| !v.is_finite()).count();
        parts.push(match Extent::of(values()) {
            None => format!("{}: none", measure.column),
            Some(Extent { min, max }) if min == max => format!("{}: always {}", measure.column, short(min)),
            Some(Extent { min, max }) => format!("{}: {} to {}", measure.column, short(min), short(max)),
        });
    }
    let mut sentence = format!("{} in {bins} bins. {}.", count(rows.len(), "run", "runs"), parts.join("; "));
    if left_out > 0 {
        sentence += &format!(" {} missing or infinite and in no bin.", count(left_out, "value is", "values are"));
    }
    sentence
}
