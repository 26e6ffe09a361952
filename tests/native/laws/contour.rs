//! Laws of surfaces, isolines and bands, tried on made samples with fixed seeds.

use crate::support::{self, Random};
use isocost::analysis::surface::isolines::{at_or_above, isolines, outline};
use isocost::analysis::surface::levels::{NotebookLevels, percentile_levels, round_levels};
use isocost::analysis::surface::triangulation::{Duplicates, Tin};
use isocost::data::bundled;
use isocost::page::choice::contour::{Controls, Interpolation, LevelRule, Quantity};
use isocost::page::contour::view::ContourView;

struct Samples {
    x: Vec<f64>,
    y: Vec<f64>,
    z: Vec<f64>,
}

impl Samples {
    /// Off any lattice, so that the triangulation is the only one.
    fn jittered(random: &mut Random) -> Self {
        let length = 3 + random.below(60);
        let mut column = |scale: f64| (0..length).map(|_| random.unit() * scale).collect::<Vec<_>>();
        Self { x: column(10.0), y: column(7.0), z: column(100.0) }
    }

    fn tin(&self) -> Tin {
        Tin::new(&self.x, &self.y, &self.z, Duplicates::Mean).expect("jittered samples span a surface")
    }

    /// Few distinct values, on a lattice with duplicates: levels fall on sites, and plateaus are common.
    fn lattice(random: &mut Random) -> Self {
        let length = 12 + random.below(60);
        let mut column = |steps: usize| (0..length).map(|_| random.below(steps) as f64).collect::<Vec<_>>();
        Self { x: column(6), y: column(5), z: column(4) }
    }
}

fn close(got: f64, expected: f64, scale: f64) -> bool {
    (got - expected).abs() <= 1e-9 * scale
}

#[test]
fn a_linear_field_is_exact_inside_the_hull() {
    let mut random = Random::new(3);
    for round in 0..60 {
        let mut samples = if round % 2 == 0 { Samples::jittered(&mut random) } else { Samples::lattice(&mut random) };
        let field = |x: f64, y: f64| 3.0 * x - 2.0 * y + 5.0;
        samples.z = samples.x.iter().zip(&samples.y).map(|(&x, &y)| field(x, y)).collect();
        let Some(tin) = Tin::new(&samples.x, &samples.y, &samples.z, Duplicates::Mean) else { continue };
        let hull = outline(&tin);
        let mut inside = 0;
        for _ in 0..200 {
            let place = (random.unit() * 10.0, random.unit() * 7.0);
            let got = tin.at(place.0, place.1);
            assert_eq!(got.is_some(), hull.contains(place), "round {round}: {place:?}");
            if let Some(got) = got {
                inside += 1;
                assert!(close(got, field(place.0, place.1), 50.0), "round {round}: {place:?} {got}");
            }
        }
        assert!(inside > 0 || samples.x.len() < 6, "round {round}");
    }
}

#[test]
fn a_grid_equals_its_points_one_by_one() {
    let mut random = Random::new(5);
    for _ in 0..20 {
        let tin = Samples::jittered(&mut random).tin();
        let (xs, ys): (Vec<f64>, Vec<f64>) = (0..30).map(|i| (f64::from(i) / 3.0, f64::from(i) / 4.0)).unzip();
        for (at, value) in tin.sample(&xs, &ys).into_iter().enumerate() {
            match tin.at(xs[at % 30], ys[at / 30]) {
                Some(expected) => assert!(close(value, expected, 100.0)),
                None => assert!(value.is_nan()),
            }
        }
    }
}

#[test]
fn isolines_lie_on_their_level() {
    let mut random = Random::new(7);
    for round in 0..80 {
        let lattice = round % 2 == 1;
        let samples = if lattice { Samples::lattice(&mut random) } else { Samples::jittered(&mut random) };
        let Some(tin) = Tin::new(&samples.x, &samples.y, &samples.z, Duplicates::First) else { continue };
        for step in 0..9 {
            let level = if lattice { f64::from(step) / 2.0 } else { f64::from(step) * 11.0 };
            for line in isolines(&tin, level) {
                assert!(line.points.windows(2).all(|w| w[0] != w[1]), "round {round}: a point twice");
                for (x, y) in line.points {
                    let value = tin.at(x, y).unwrap_or_else(|| panic!("round {round}: ({x}, {y}) is outside"));
                    // A flat triangle turns a rounding of its coordinates into a larger one of its value.
                    assert!((value - level).abs() < 1e-6, "round {round}: {value} on the line of {level}");
                }
            }
        }
    }
}

#[test]
fn bands_tile_the_hull_without_overlap() {
    let mut random = Random::new(11);
    for round in 0..80 {
        let lattice = round % 2 == 1;
        let samples = if lattice { Samples::lattice(&mut random) } else { Samples::jittered(&mut random) };
        let Some(tin) = Tin::new(&samples.x, &samples.y, &samples.z, Duplicates::Mean) else { continue };
        let hull = outline(&tin);
        let levels: Vec<f64> = if lattice { vec![0.5, 1.0, 2.0, 2.5] } else { vec![10.0, 30.0, 50.0, 70.0, 95.0] };
        let above: Vec<_> = levels.iter().map(|&level| at_or_above(&tin, level)).collect();
        let areas: Vec<f64> = std::iter::once(&hull).chain(&above).map(|region| region.area()).collect();
        assert!(areas.windows(2).all(|w| w[1] <= w[0] + 1e-9) && *areas.last().unwrap_or(&0.0) >= -1e-9);
        let triangles = tin.triangles().iter().map(|corners| {
            let [a, b, c] = corners.map(|at| tin.sites()[at as usize]);
            ((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])) / 2.0
        });
        assert!(close(areas[0], triangles.sum(), 70.0), "round {round}");
        for _ in 0..200 {
            let place = (random.unit() * 10.0, random.unit() * 7.0);
            let Some(value) = tin.at(place.0, place.1) else { continue };
            for (&level, region) in levels.iter().zip(&above) {
                // On the line itself either side may answer.
                if (value - level).abs() > 1e-9 {
                    assert_eq!(region.contains(place), value > level, "round {round}: {value} and {level}");
                }
            }
        }
    }
}

#[test]
fn the_area_above_a_level_is_that_of_the_clipped_triangles() {
    let mut random = Random::new(13);
    for _ in 0..40 {
        let tin = Samples::jittered(&mut random).tin();
        for level in [5.0, 33.0, 66.0, 90.0] {
            let clipped: f64 = tin
                .triangles()
                .iter()
                .map(|corners| {
                    let [a, b, c] = corners.map(|at| tin.sites()[at as usize]);
                    let whole = ((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])) / 2.0;
                    let mut values = [a[2], b[2], c[2]];
                    values.sort_by(f64::total_cmp);
                    let [low, middle, high] = values;
                    // The tip beyond a cut parallel to the isolines goes with the square of its height.
                    let share = if level <= low {
                        1.0
                    } else if level <= middle {
                        1.0 - (level - low).powi(2) / ((middle - low) * (high - low))
                    } else if level <= high {
                        (high - level).powi(2) / ((high - middle) * (high - low))
                    } else {
                        0.0
                    };
                    whole * share
                })
                .sum();
            assert!(close(at_or_above(&tin, level).area(), clipped, 70.0));
        }
    }
}

#[test]
fn the_order_of_samples_changes_nothing() {
    let mut random = Random::new(17);
    for round in 0..60 {
        let samples = if round % 2 == 1 { Samples::lattice(&mut random) } else { Samples::jittered(&mut random) };
        let mut order: Vec<usize> = (0..samples.x.len()).collect();
        for at in (1..order.len()).rev() {
            order.swap(at, random.below(at + 1));
        }
        let pick = |values: &[f64]| order.iter().map(|&at| values[at]).collect::<Vec<_>>();
        let shuffled = Tin::new(&pick(&samples.x), &pick(&samples.y), &pick(&samples.z), Duplicates::Mean);
        assert_eq!(shuffled, Tin::new(&samples.x, &samples.y, &samples.z, Duplicates::Mean), "round {round}");
    }
}

#[test]
fn other_units_change_nothing_but_units() {
    let mut random = Random::new(19);
    for _ in 0..40 {
        let samples = Samples::jittered(&mut random);
        let (tin, level) = (samples.tin(), 42.0);
        let scaled = |values: &[f64], by: f64| values.iter().map(|v| v * by).collect::<Vec<_>>();
        // Powers of two, so that not even rounding differs.
        let dearer = Tin::new(&samples.x, &samples.y, &scaled(&samples.z, 8.0), Duplicates::Mean).expect("a surface");
        assert_eq!(isolines(&dearer, level * 8.0), isolines(&tin, level));
        let wider = Tin::new(&scaled(&samples.x, 4.0), &scaled(&samples.y, 4.0), &samples.z, Duplicates::Mean);
        assert_eq!(at_or_above(&wider.expect("a surface"), level).area(), at_or_above(&tin, level).area() * 16.0);
    }
}

#[test]
fn levels_rise_lie_inside_and_scale() {
    let mut random = Random::new(23);
    for _ in 0..200 {
        let values = Samples::jittered(&mut random).z;
        for levels in [round_levels(&values, 12), percentile_levels(&values, 12)] {
            assert!(levels.windows(2).all(|w| w[0] < w[1]));
            assert!(levels.iter().all(|&l| values.iter().any(|&v| v < l) && values.iter().any(|&v| v > l)));
            assert!((1..=24).contains(&levels.len()), "{}", levels.len());
        }
        let scaled: Vec<f64> = values.iter().map(|v| v * 4.0).collect();
        let (levels, of_scaled) = (NotebookLevels::new(&values), NotebookLevels::new(&scaled));
        assert_eq!((of_scaled.start, of_scaled.end), (levels.start * 4.0, levels.end * 4.0));
        assert!(close(levels.start + 39.0 * levels.step, levels.end, 100.0));
    }
}

#[test]
fn every_choice_and_any_rows_give_charts() {
    let mut random = Random::new(29);
    for table in bundled::TABLES {
        let shown = support::bundled(table.dataset);
        for round in 0..24 {
            let keep = [0, 1, 2, 3, 8, 1000][round % 6];
            let rows: Vec<usize> = (0..shown.runs.rows).filter(|_| random.below(shown.runs.rows) < keep).collect();
            let controls = Controls {
                quantity: [Quantity::Cost, Quantity::P95Latency, Quantity::Throughput][random.below(3)],
                interpolation: [Interpolation::Log, Interpolation::Raw][random.below(2)],
                levels: [LevelRule::Equal, LevelRule::Percentile][random.below(2)],
            };
            let view = ContourView::new(&shown, &rows, false, controls);
            assert_eq!(view.panels.len(), shown.groups.labels.len());
            let samples: usize = view.panels.iter().map(|panel| panel.scene.samples.len() + panel.left_out).sum();
            assert_eq!(samples, rows.len());
            for panel in &view.panels {
                assert_eq!(panel.best_row.is_some(), !panel.scene.samples.is_empty());
                for sample in &panel.scene.samples {
                    let values = controls.quantity.values(&shown.runs).expect("all three tables have it");
                    let Some(surface) = &panel.surface else { continue };
                    let got = surface.at(sample.x, sample.y).expect("a sample lies on its surface");
                    assert!(panel.repeated > 0 || close(got, values[sample.row], values[sample.row]));
                }
            }
        }
    }
}
