//! How accurate the runs' answers were: the density of the accuracies, and the runs furthest from the mean.

use crate::analysis::stats::order;
use std::sync::Arc;

use crate::analysis::stats::density::Density;
use crate::analysis::stats::extent::Extent;
use crate::analysis::stats::outliers::{Robust, Spread, furthest};
use crate::chart::frame::axes::Titles;
use crate::chart::frame::projection::{Axis, Scale};
use crate::chart::scenes::density::{Scene, Stroke};
use crate::data::runs::checks;
use crate::data::runs::name;
use crate::format::numbers::{fixed, percent_fixed, short};

use crate::page::tables::active_table::ActiveTable;
use crate::page::words::runs::{Field, count, run_fields, run_title};

/// How many of the runs furthest from the mean are named.
pub const OUTLIERS: usize = 5;

/// The accuracies of the chosen runs.
#[derive(Clone, Debug, PartialEq)]
pub struct AccuracyView {
    /// Mean and population standard deviation, %, as in the notebook; `None` when no run has an accuracy.
    pub spread: Option<Spread>,
    /// Median and robust spread, by which a run is an outlier.
    pub robust: Option<Robust>,
    /// The runs furthest from the mean, furthest first, with their z-scores; none without a spread.
    pub outliers: Vec<(usize, f64)>,
    /// The chart; `None` when the values have no spread to estimate a density from.
    pub scene: Option<Arc<Scene>>,
    /// Why there is no chart, a sentence; empty when there is one.
    pub no_curve: String,
    /// How many runs have no finite accuracy.
    pub unknown: usize,
}

impl AccuracyView {
    /// Of `rows`; `None` when the table has no accuracies.
    #[must_use]
    pub fn new(shown: &ActiveTable, rows: &[usize]) -> Option<Self> {
        let values = checks::numbers(&shown.runs, name::ACCURACY_PERCENTAGE)?;
        let chosen: Vec<f64> = rows.iter().map(|&row| values[row]).collect();
        let spread = Spread::of(chosen.iter().copied());
        let robust = Robust::of(chosen.iter().copied());
        let outliers: Vec<(usize, f64)> = spread
            .filter(|spread| spread.sd > 0.0)
            .map(|spread| {
                let far = furthest(&values, rows, &spread, OUTLIERS);
                far.into_iter().map(|row| (row, spread.z(values[row]))).collect()
            })
            .unwrap_or_default();
        let density = Density::scott(&chosen);
        let scene = spread.zip(density).map(|(spread, density)| {
            let far: Vec<usize> = outliers.iter().map(|&(row, _)| row).collect();
            Arc::new(scene(&spread, &density, rug(&values, rows, &far)))
        });
        let no_curve = if scene.is_some() { String::new() } else { why_no_curve(spread) };
        let unknown = chosen.iter().filter(|v| !v.is_finite()).count();
        Some(Self { spread, robust, outliers, scene, no_curve, unknown })
    }

    /// What the chart shows, in a sentence.
    #[must_use]
    pub fn summary(&self) -> String {
        let (Some(Spread { mean, sd, n }), true) = (self.spread, self.no_curve.is_empty()) else {
            return self.no_curve.clone();
        };
        format!(
            "Accuracy of {}: mean {}, one standard deviation {} points either way.",
            count(n, "run", "runs"),
            percent(mean),
            short(sd)
        )
    }

    /// What is said of a stroke of the rug: its value, its distance from the mean, and the run, if it is one alone.
    #[must_use]
    pub fn describe(&self, shown: &ActiveTable, row: usize) -> Option<(String, Vec<Field>)> {
        let (spread, scene) = (self.spread?, self.scene.as_ref()?);
        let stroke = scene.rug.iter().find(|stroke| stroke.row == row)?;
        let title = match stroke.count {
            1 => run_title(shown, row),
            n => count(n, "run", "runs"),
        };
        let modified = self.robust.map_or(f64::NAN, |robust| robust.z(stroke.value));
        let mut fields = vec![
            ("Accuracy", percent(stroke.value)),
            ("z-score", fixed(spread.z(stroke.value), 2)),
            ("Modified z-score", fixed(modified, 2)),
        ];
        if stroke.count == 1 {
            fields.extend(run_fields(shown, row));
        }
        Some((title, fields))
    }
}

/// A percentage with the digits that runs differ in.
#[must_use]
pub fn percent(value: f64) -> String {
    percent_fixed(value, 2)
}

fn why_no_curve(spread: Option<Spread>) -> String {
    match spread {
        None => "No run has an accuracy: there is no density curve.".to_owned(),
        Some(Spread { mean, n: 1, .. }) => {
            format!("One run has an accuracy, {}: one value has no density curve.", percent(mean))
        }
        Some(Spread { mean, n, .. }) => {
            format!("All {n} runs have an accuracy of {}: without a spread there is no density curve.", percent(mean))
        }
    }
}

/// The values that occur, rising.
fn rug(values: &[f64], rows: &[usize], far: &[usize]) -> Vec<Stroke> {
    let mut sorted: Vec<usize> = rows.iter().copied().filter(|&row| values[row].is_finite()).collect();
    order::sort_by(&mut sorted, |&a, &b| values[a].total_cmp(&values[b]));
    let stroke = |equal: &[usize]| Stroke {
        row: equal[0],
        value: values[equal[0]],
        count: equal.len(),
        outlier: equal.iter().any(|row| far.contains(row)),
    };
    sorted.chunk_by(|&a, &b| values[a] == values[b]).map(stroke).collect()
}

/// Both axes follow the runs on the chart, as the width of the curve does: on the whole table's axes the curve of a few
/// runs would be a needle.
fn scene(spread: &Spread, density: &Density, rug: Vec<Stroke>) -> Scene {
    let curve = density.curve();
    let highest = curve.iter().map(|&(_, y)| y).fold(0.0, f64::max);
    Scene {
        curve,
        rug,
        mean: spread.mean,
        sd: spread.sd,
        x: Axis::exact(Some(density.support()), Scale::Linear),
        y: Axis::exact(Some(Extent { min: 0.0, max: highest * 1.08 }), Scale::Linear),
        titles: Titles {
            x: "Accuracy, %".to_owned(),
            y: "Density, per percentage point".to_owned(),
            ..Titles::default()
        },
    }
}
