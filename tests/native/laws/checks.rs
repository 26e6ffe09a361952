//! Laws of histograms, densities, outliers and sanity checks, on made data with fixed seeds and on the real tables.

use crate::support::shown::fixture;
use crate::support::{self, Random};
use isocost::analysis::stats::density::Density;
use isocost::analysis::stats::extent::Extent;
use isocost::analysis::stats::histogram::Histogram;
use isocost::analysis::stats::median::median;
use isocost::analysis::stats::outliers::{Spread, furthest};
use isocost::analysis::stats::percentile::percentiles;
use isocost::data::bundled;
use isocost::data::runs::checks;
use isocost::data::runs::checks::Loads;
use isocost::page::checks::accuracy::AccuracyView;
use isocost::page::checks::view::{CHECKS, Status, verdicts};
use isocost::page::runs::response_shape::{ResponseView, shapes};
use isocost::page::tables::active_table::ActiveTable;

/// Finite values of any size, ties among them; now and then one that is not finite.
fn column(random: &mut Random, length: usize) -> Vec<f64> {
    let (scale, shift) = (10f64.powi(random.below(9) as i32 - 4), (random.unit() - 0.5) * 1000.0);
    let steps = 1 + random.below(60);
    (0..length)
        .map(|_| match random.below(30) {
            0 => f64::NAN,
            1 => f64::NEG_INFINITY,
            n if n < 15 => shift + scale * random.below(steps) as f64,
            _ => shift + scale * random.unit(),
        })
        .collect()
}

fn finite(values: &[f64]) -> Vec<f64> {
    values.iter().copied().filter(|v| v.is_finite()).collect()
}

fn shuffled(random: &mut Random, values: &[f64]) -> Vec<f64> {
    let mut values = values.to_vec();
    for at in (1..values.len()).rev() {
        values.swap(at, random.below(at + 1));
    }
    values
}

#[test]
fn counts_sum_to_the_finite_values_and_respect_the_edges() {
    let mut random = Random::new(31);
    for round in 0..500 {
        let length = random.below(80);
        let values = column(&mut random, length);
        let bins = 1 + random.below(120);
        let finite = finite(&values);
        let Some(histogram) = Histogram::new(&values, bins) else {
            assert!(finite.is_empty(), "round {round}");
            continue;
        };
        assert_eq!(histogram.total(), finite.len(), "round {round}");
        let edges = &histogram.edges;
        assert!(edges.windows(2).all(|w| w[0] < w[1]), "round {round}: {edges:?}");
        for (bin, &count) in histogram.counts.iter().enumerate() {
            let last = bin + 1 == bins;
            let holds = |v: &&f64| **v >= edges[bin] && (**v < edges[bin + 1] || (last && **v == edges[bin + 1]));
            assert_eq!(count, finite.iter().filter(holds).count(), "round {round}, bin {bin}");
        }
        assert_eq!(Histogram::new(&shuffled(&mut random, &values), bins), Some(histogram), "round {round}");
    }
}

#[test]
fn the_unit_of_the_values_changes_no_count() {
    let mut random = Random::new(59);
    for round in 0..300 {
        let length = random.below(80);
        let values = column(&mut random, length);
        let scaled: Vec<f64> = values.iter().map(|v| v * 16.0).collect();
        let Some(histogram) = Histogram::new(&values, 1 + round % 90) else { continue };
        let other = Histogram::new(&scaled, 1 + round % 90).expect("values");
        // Of a single value the range is half a unit either way, in whatever unit.
        if finite(&values).iter().any(|&v| v != finite(&values)[0]) {
            assert_eq!(other.counts, histogram.counts, "round {round}");
            assert_eq!(
                other.edges,
                histogram.edges.iter().map(|edge| edge * 16.0).collect::<Vec<_>>(),
                "round {round}"
            );
        }
    }
}

#[test]
fn percentiles_are_those_of_the_sorted_values_in_any_order_and_unit() {
    let mut random = Random::new(61);
    for round in 0..300 {
        let length = 1 + random.below(80);
        let values = finite(&column(&mut random, length));
        let Some(last) = values.len().checked_sub(1) else { continue };
        let percents: Vec<f64> = (0..20).map(|_| random.unit() * 100.0).chain([0.0, 100.0]).collect();
        let got = percentiles(&values, &percents);
        let mut sorted = values.clone();
        sorted.sort_by(f64::total_cmp);
        for (percent, got) in percents.iter().zip(&got) {
            let (place, spread) = (percent / 100.0 * last as f64, sorted[last] - sorted[0]);
            let (low, high) = (sorted[place as usize], sorted[(place as usize + 1).min(last)]);
            let expected = low + (high - low) * place.fract();
            assert!((got - expected).abs() <= 1e-12 * (spread + expected.abs()), "round {round}: {got} for {expected}");
        }
        assert_eq!(percentiles(&shuffled(&mut random, &values), &percents), got, "round {round}");
        let scaled: Vec<f64> = values.iter().map(|v| v * 4.0).collect();
        assert_eq!(percentiles(&scaled, &percents), got.iter().map(|v| v * 4.0).collect::<Vec<_>>(), "round {round}");
    }
}

#[test]
fn a_density_integrates_to_one() {
    let mut random = Random::new(37);
    for round in 0..200 {
        let length = 2 + random.below(60);
        let values = column(&mut random, length);
        let Some(density) = Density::scott(&values) else { continue };
        let curve = density.curve();
        let area: f64 = curve.windows(2).map(|w| (w[1].0 - w[0].0) * f64::midpoint(w[0].1, w[1].1)).sum();
        assert!((area - 1.0).abs() < 1e-3, "round {round}: {area}");
    }
}

#[test]
fn a_density_knows_no_order_and_follows_its_units() {
    let mut random = Random::new(41);
    for round in 0..200 {
        let length = 2 + random.below(60);
        let values = column(&mut random, length);
        let Some(density) = Density::scott(&values) else { continue };
        assert_eq!(Density::scott(&shuffled(&mut random, &values)), Some(density.clone()), "round {round}");
        // A power of two changes no digit; a shift changes the last ones.
        let scaled: Vec<f64> = values.iter().map(|v| v * 8.0).collect();
        let scaled = Density::scott(&scaled).expect("still a spread");
        let shift = density.bandwidth * 16.0;
        let shifted: Vec<f64> = values.iter().map(|v| v + shift).collect();
        let shifted = Density::scott(&shifted).expect("still a spread");
        for (x, y) in density.curve().into_iter().step_by(16) {
            assert_eq!(scaled.at(x * 8.0) * 8.0, y, "round {round}: scaled at {x}");
            let got = shifted.at(x + shift);
            let tolerance = 1e-9 * (1.0 + x.abs() / density.bandwidth) / density.bandwidth;
            assert!((got - y).abs() <= tolerance, "round {round}: shifted at {x}: {got} for {y}");
        }
    }
}

#[test]
fn z_scores_have_mean_zero_and_spread_one() {
    let mut random = Random::new(43);
    for round in 0..300 {
        let length = 2 + random.below(80);
        let values = column(&mut random, length);
        let Some(spread) = Spread::of(values.iter().copied()).filter(|spread| spread.sd > 0.0) else { continue };
        let z: Vec<f64> = finite(&values).into_iter().map(|v| spread.z(v)).collect();
        let n = z.len() as f64;
        let mean = z.iter().sum::<f64>() / n;
        let sd = (z.iter().map(|z| (z - mean).powi(2)).sum::<f64>() / n).sqrt();
        let tolerance = 1e-12 * n * (1.0 + spread.mean.abs() / spread.sd);
        assert!(mean.abs() < tolerance && (sd - 1.0).abs() < tolerance, "round {round}: {mean} {sd}");
    }
}

#[test]
fn furthest_is_a_prefix_of_the_sorted_values() {
    let mut random = Random::new(47);
    for round in 0..300 {
        let values = column(&mut random, 40);
        let rows: Vec<usize> = (0..40).filter(|_| random.below(3) > 0).collect();
        let Some(spread) = Spread::of(rows.iter().map(|&row| values[row])) else { continue };
        let all = furthest(&values, &rows, &spread, usize::MAX);
        assert_eq!(all.len(), spread.n, "round {round}");
        let key = |row: usize| (-(values[row] - spread.mean).abs(), row);
        assert!(all.windows(2).all(|w| key(w[0]) < key(w[1])), "round {round}");
        let n = random.below(8);
        assert_eq!(furthest(&values, &rows, &spread, n), all[..n.min(all.len())], "round {round}");
    }
}

#[test]
fn half_the_values_lie_on_either_side_of_the_median() {
    let mut random = Random::new(53);
    for _ in 0..300 {
        let length = 1 + random.below(40);
        let values = finite(&column(&mut random, length));
        let Some(middle) = median(values.iter().copied()) else { continue };
        let below = values.iter().filter(|&&v| v < middle).count();
        let above = values.iter().filter(|&&v| v > middle).count();
        assert!(below * 2 <= values.len() && above * 2 <= values.len());
    }
}

/// The real tables, and every made one that can be read.
fn tables() -> Vec<(String, ActiveTable)> {
    let real = bundled::TABLES.iter().map(|table| (table.dataset.to_owned(), support::bundled(table.dataset)));
    let folder = support::path("tests/fixtures");
    let readable = |name: &String| support::json(&format!("{folder}/{name}.json")).get("error").is_none();
    let made = support::stems(&folder, "json").into_iter().filter(readable).map(|name| {
        let shown = fixture(&name);
        (name, shown)
    });
    real.chain(made).collect()
}

#[test]
fn every_check_has_a_verdict_on_any_rows_of_any_table() {
    let mut random = Random::new(59);
    for (name, shown) in tables() {
        let loads = Loads::of(&shown.runs);
        for round in 0..6 {
            let rows: Vec<usize> = (0..shown.runs.rows).filter(|_| round == 0 || random.below(3) == 0).collect();
            let found = verdicts(&shown, &loads, &rows);
            assert_eq!(found.len(), if rows.is_empty() { 0 } else { CHECKS.len() }, "{name}");
            for ((key, ..), verdict) in CHECKS.iter().zip(found) {
                let context = format!("{name}, {key}: {verdict:?}");
                assert!(verdict.sentence.ends_with('.'), "{context}");
                assert!(!verdict.sentence.contains("NaN") && !verdict.sentence.contains("inf "), "{context}");
                assert!(verdict.affected.iter().all(|affected| rows.contains(&affected.row)), "{context}");
                if matches!(verdict.status, Status::Absent) {
                    assert!(verdict.affected.is_empty(), "{context}");
                }
                // Only accuracy names runs that may be in order: those furthest from the mean.
                if verdict.status == Status::Pass && *key != "accuracy" {
                    assert!(verdict.affected.is_empty(), "{context}");
                }
            }
        }
    }
}

#[test]
fn histograms_count_every_finite_value() {
    let mut random = Random::new(61);
    for (name, shown) in tables() {
        for shape in shapes(&shown) {
            for notebook in [false, true] {
                for bins in [5, 50, 200] {
                    let rows: Vec<usize> = (0..shown.runs.rows).filter(|_| random.below(3) > 0).collect();
                    let view = ResponseView::new(&shape, &rows, bins, notebook);
                    for (measure, &total) in shape.measures.iter().zip(&view.totals) {
                        let expected = rows.iter().filter(|&&row| measure.values[row].is_finite()).count();
                        assert_eq!(total, expected, "{name}, {}", measure.column);
                    }
                    let bars: usize = view.scene.bars().map(|bar| bar.count).sum();
                    assert_eq!(bars, view.totals.iter().sum::<usize>(), "{name}");
                    let high = view.scene.y.range().max;
                    assert!(view.scene.bars().all(|bar| notebook || bar.count as f64 <= high), "{name}");
                }
            }
        }
    }
}

#[test]
fn shared_bins_and_axes_stay_while_filters_move() {
    let shown = support::shown::nth(0);
    let shape = &shapes(&shown)[0];
    let all: Vec<usize> = (0..shown.runs.rows).collect();
    let (whole, part) = (ResponseView::new(shape, &all, 50, false), ResponseView::new(shape, &all[3..7], 50, false));
    assert_eq!((whole.scene.x, whole.scene.y), (part.scene.x, part.scene.y));
    for (a, b) in whole.scene.series.iter().zip(&part.scene.series) {
        assert_eq!(a.histogram.edges, b.histogram.edges);
    }
    let none = ResponseView::new(shape, &[], 50, false);
    assert_eq!((none.totals, none.sentence.as_str()), (vec![0, 0, 0], "No runs pass the filters."));
}

#[test]
fn the_rug_has_each_run_once() {
    let shown = support::shown::nth(2);
    for rows in [(0..246).collect::<Vec<_>>(), (90..100).collect(), vec![5]] {
        let view = AccuracyView::new(&shown, &rows).expect("the column");
        match &view.scene {
            Some(scene) => {
                assert_eq!(scene.rug.iter().map(|stroke| stroke.count).sum::<usize>(), rows.len());
                assert!(scene.rug.windows(2).all(|w| w[0].value < w[1].value));
                assert!(view.no_curve.is_empty());
            }
            None => assert!(view.no_curve.contains("no density curve"), "{}", view.no_curve),
        }
    }
}

#[test]
fn an_audit_of_no_rows_finds_nothing() {
    let shown = support::shown::nth(2);
    let failures = checks::failures(&shown.runs, &[]).expect("the columns");
    assert_eq!((failures.failed, failures.rows.len()), (0.0, 0));
    assert!(checks::short_runs(&shown.runs, &[]).is_some_and(|short| short.median.is_nan() && short.rows.is_empty()));
    assert!(checks::odd_values(&shown.runs, &[]).is_empty() && checks::unpriced(&shown.runs, &[]).is_empty());
    assert_eq!(Extent::of([]), None);
}
