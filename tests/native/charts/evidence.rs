//! The chart of a configuration's evidence as vectors, held against drawings that were looked at.

use crate::support;
use crate::support::drawing::{self, frame};
use isocost::analysis::saturation::monotonic::Curve;
use isocost::chart::frame::Frame;
use isocost::chart::frame::projection::Scale;
use isocost::chart::interactive::Interactive;
use isocost::chart::scenes::lines::Trace;
use isocost::chart::theme;
use isocost::chart::theme::Theme;
use isocost::data::bundled;
use isocost::data::runs::table_facts::Basis;
use isocost::page::enough_vus::groups::VusGroups;
use isocost::page::evidence::chart::{Around, EvidenceChart, extents, fields};
use isocost::page::evidence::view::{EvidenceLine, EvidenceView};
use isocost::page::tables::active_table::ActiveTable;

const FRAME: Frame = frame(460.0, 260.0);

fn hold(name: &str, chart: &EvidenceChart, theme: &Theme) {
    drawing::hold(name, &drawing::draw(&*chart.scene, &FRAME, theme));
}

/// The line of the verdict among the runs up to so many VUs, its chart and the table.
fn of(dataset: &str, most_vus: f64, scale: Scale) -> (ActiveTable, EvidenceLine, EvidenceChart) {
    let shown = support::bundled(dataset);
    let rows: Vec<usize> = (0..shown.runs.rows).filter(|&row| shown.runs.vus[row] <= most_vus).collect();
    let groups = VusGroups::configurations(&shown);
    let view = EvidenceView::within(&shown, &Basis::of(&shown.runs), &groups, (&rows, &rows));
    let line = view.lines[0].clone();
    let chart = EvidenceChart::new(&shown, &line, extents(&shown, &groups, &line), scale);
    (shown, line, chart)
}

fn legend(chart: &EvidenceChart) -> Vec<(Trace, &str)> {
    chart.legend.iter().map(|entry| (entry.trace, entry.text.as_str())).collect()
}

#[test]
fn the_winner_of_each_table() {
    let [vision, embedding, classification] = bundled::TABLES;
    let (_, _, chart) = of(vision.dataset, f64::INFINITY, Scale::Log);
    assert_eq!(
        legend(&chart),
        [
            (Trace::Marks, "measured"),
            (Trace::Curve, "scalability law"),
            (Trace::Dashed, "its peak, 4 VUs"),
            (Trace::Dotted, "knee, 2 VUs")
        ]
    );
    assert_eq!(chart.summary, "Measured at 5 numbers of VUs.");
    hold("evidence-vision-embedding", &chart, &theme::LIGHT);
    hold("evidence-embedding-dark", &of(embedding.dataset, f64::INFINITY, Scale::Log).2, &theme::DARK);
    hold("evidence-classification-linear", &of(classification.dataset, f64::INFINITY, Scale::Linear).2, &theme::LIGHT);
}

/// Below five points there is neither law nor knee, and the axes are those of the whole configuration.
#[test]
fn few_points_are_joined() {
    let vision = bundled::TABLES[0].dataset;
    let (_, line, chart) = of(vision, 2.0, Scale::Log);
    assert_eq!(legend(&chart), [(Trace::Through, "measured")]);
    assert_eq!(chart.summary, "Measured at 2 numbers of VUs. Knee and law are looked for from 5 on.");
    assert_eq!(chart.scene.x, of(vision, f64::INFINITY, Scale::Log).2.scene.x);
    assert_eq!(chart.scene.lines[0].points.len(), line.evidence.curve.load.len());
    hold("evidence-few-points", &chart, &theme::LIGHT);
}

/// Runs that break a limit are hollow points of the same series; what a demand needs is a level line that fits into the chart.
#[test]
fn what_stands_around_the_runs_that_count() {
    let (shown, line, plain) = of(bundled::TABLES[0].dataset, 2.0, Scale::Log);
    let groups = VusGroups::configurations(&shown);
    let rows: Vec<usize> = (0..shown.runs.rows).filter(|&row| groups.of_row[row] == Some(line.group)).collect();
    let beyond: Vec<usize> = rows.iter().copied().filter(|&row| shown.runs.vus[row] > 2.0).collect();
    let curve = Curve::new(&shown.runs.vus, &shown.runs.throughput_req_per_sec, &beyond);
    let around = Around { beyond: curve, needed: Some((50.0, "50 req/s needed".to_owned())) };
    let chart = EvidenceChart::among(&shown, &line, extents(&shown, &groups, &line), Scale::Log, &around);
    let told = legend(&chart);
    assert_eq!(
        told,
        [(Trace::Through, "measured"), (Trace::Hollow, "breaks a limit"), (Trace::Needed, "50 req/s needed")]
    );
    assert!(chart.scene.y.range().max >= 50.0 && plain.scene.y.range().max < 50.0);
    assert!(chart.scene.lines[2].points.iter().all(|point| point.y == 50.0));
    let projection = chart.scene.project(&FRAME, &theme::LIGHT);
    assert_eq!(chart.scene.reading_order(&projection).len(), rows.len(), "hollow points are pointed at, too");
    let said = fields(&shown, &line, &around, (beyond[0], Vec::new()));
    assert!(
        said.contains(&("Limits", "broken".to_owned())) && !said.iter().any(|(title, _)| *title == "Gain"),
        "{said:?}"
    );
    let named = vec![("Breaks", "p95 latency ≤ 90 ms: 120 ms".to_owned())];
    let said = fields(&shown, &line, &around, (beyond[0], named.clone()));
    assert!(said.ends_with(&named) && !said.iter().any(|(title, _)| *title == "Limits"), "{said:?}");
}

#[test]
fn only_what_was_measured_is_pointed_at() {
    let (shown, line, chart) = of(bundled::TABLES[0].dataset, f64::INFINITY, Scale::Log);
    let projection = chart.scene.project(&FRAME, &theme::LIGHT);
    assert_eq!(chart.scene.reading_order(&projection), line.evidence.curve.row);
    let best = line.best.unwrap();
    let said = fields(&shown, &line, &Around::default(), (best, Vec::new()));
    let value = |name: &str| said.iter().find(|(title, _)| *title == name).map(|(_, value)| value.as_str());
    assert_eq!((value("VUs"), value("Cheapest here")), (Some("4"), Some("$44.50 / 1M requests")));
    assert!(value("By the law").is_some_and(|law| law.ends_with(" req/s")));
    assert!(fields(&shown, &line, &Around::default(), (usize::MAX, Vec::new())).is_empty(), "no such point");
}
