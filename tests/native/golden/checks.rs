//! Sanity checks and histograms held against numbers that numpy 2.4.6, scipy 1.17.1 and pandas 3.1.1 computed from the
//! same bundled parquet files (`numpy.histogram`, `scipy.stats.gaussian_kde`, `scipy.stats.zscore`, a stable sort by
//! absolute deviation), and the verdicts on tables made to fail.

use crate::support::shown::{all, fixture, nth};
use isocost::analysis::stats::density::Density;
use isocost::analysis::stats::histogram::Histogram;
use isocost::data::runs::checks;
use isocost::data::runs::checks::Loads;
use isocost::page::checks::accuracy::AccuracyView;
use isocost::page::checks::quality::invalid_scene;
use isocost::page::checks::view::{CHECKS, Status, Verdict, summary, verdicts};
use isocost::page::runs::response_shape::{DEFAULT_BINS, ResponseView, has_shapes, shapes};
use isocost::page::tables::active_table::ActiveTable;

const VISION: usize = 0;
const EMBEDDING: usize = 1;
const CLASSIFICATION: usize = 2;

fn check(shown: &ActiveTable, key: &str) -> Verdict {
    let at = CHECKS.iter().position(|(name, ..)| *name == key).unwrap();
    verdicts(shown, &Loads::of(&shown.runs), &all(shown)).swap_remove(at)
}

fn near(got: f64, expected: f64, relative: f64) {
    assert!((got - expected).abs() <= relative * expected.abs(), "{got} for {expected}");
}

fn rows(verdict: &Verdict) -> Vec<usize> {
    verdict.affected.iter().map(|affected| affected.row).collect()
}

#[test]
fn the_accuracies_have_scipys_density() {
    let shown = nth(CLASSIFICATION);
    let accuracy = checks::numbers(&shown.runs, "accuracy_percentage").unwrap();
    let density = Density::scott(&accuracy).unwrap();
    near(density.bandwidth, 0.08889627248000703, 1e-12);
    for (x, expected) in [
        (53.846, 0.01824276893938228),
        (57.5, 0.0002928816624034857),
        (57.9, 1.7579994491525317),
        (58.0, 4.234346777834571),
        (58.01, 4.324396832521619),
        (58.05, 4.165581569147532),
        (58.2, 0.6437390179284235),
    ] {
        near(density.at(x), expected, 1e-11);
    }
}

#[test]
fn the_accuracies_have_scipys_outliers() {
    let shown = nth(CLASSIFICATION);
    let view = AccuracyView::new(&shown, &all(&shown)).unwrap();
    let spread = view.spread.unwrap();
    near(spread.mean, 58.00447854992683, 1e-14);
    near(spread.sd, 0.26680014480126607, 1e-11);
    let expected = [
        (96, -15.585916217640301),
        (93, -0.9329422002834334),
        (102, 0.20810127413734728),
        (115, 0.20810127413734728),
        (127, 0.20810127413734728),
    ];
    assert_eq!(view.outliers.len(), expected.len());
    for (&(row, z), (expected_row, expected_z)) in view.outliers.iter().zip(expected) {
        assert_eq!(row, expected_row);
        near(z, expected_z, 1e-9);
    }
    // By the median (pandas): the run of 117 requests does not hide that of 4,803.
    let robust = view.robust.unwrap();
    let values = checks::numbers(&shown.runs, "accuracy_percentage").unwrap();
    let far: Vec<usize> = all(&shown).into_iter().filter(|&row| robust.is_far(values[row])).collect();
    assert_eq!((robust.median, far), (58.01, vec![93, 96]));
    near(robust.z(values[96]), -280.851_423, 1e-7);
    near(robust.z(values[93]), -17.161_342, 1e-7);
}

#[test]
fn histograms_are_numpys() {
    let vision = nth(VISION);
    let counts = |shown: &ActiveTable, name: &str, bins: usize| {
        Histogram::new(&checks::numbers(&shown.runs, name).unwrap(), bins).unwrap().counts
    };
    assert_eq!(counts(&vision, "avg_num_vectors", 10), [9, 10, 5, 1, 0, 0, 0, 0, 1, 4]);
    assert_eq!(counts(&vision, "min_num_vectors", 10), [0, 0, 0, 0, 0, 30, 0, 0, 0, 0]);
    let throughput = [
        63, 25, 0, 0, 0, 0, 0, 2, 0, 0, 0, 1, 2, 1, 0, 2, 0, 0, 1, 1, 2, 7, 3, 3, 3, 2, 6, 9, 10, 5, 17, 24, 20, 15, 8,
        9, 5,
    ];
    assert_eq!(counts(&nth(CLASSIFICATION), "throughput_req_per_sec", 37), throughput);
    let accuracy = counts(&nth(CLASSIFICATION), "accuracy_percentage", 50);
    assert_eq!((accuracy[0], accuracy[46], accuracy[48], accuracy[49]), (1, 1, 1, 243));
}

/// The bins that are not empty, with their counts.
fn filled(counts: &[usize]) -> Vec<(usize, usize)> {
    counts.iter().copied().enumerate().filter(|&(_, count)| count > 0).collect()
}

#[test]
fn the_response_shape_is_the_notebooks() {
    let shown = nth(VISION);
    let shapes = shapes(&shown);
    assert_eq!(shapes.len(), 1);
    let view = ResponseView::new(&shapes[0], &all(&shown), DEFAULT_BINS, true);
    assert_eq!(view.labels, ["Average", "Smallest", "Largest"]);
    assert_eq!(view.totals, [30, 30, 30]);
    let [average, smallest, largest] = &view.scene.series[..] else { panic!("three series") };
    let expected = [
        (0, 1),
        (1, 4),
        (2, 2),
        (3, 1),
        (4, 1),
        (5, 1),
        (7, 5),
        (8, 4),
        (10, 1),
        (11, 4),
        (17, 1),
        (41, 1),
        (46, 2),
        (47, 1),
        (49, 1),
    ];
    assert_eq!(filled(&average.histogram.counts), expected);
    near(average.histogram.edges[0], 364.7934782609, 1e-15);
    near(average.histogram.edges[1], 365.348858695682, 1e-14);
    near(average.histogram.edges[50], 392.5625, 1e-15);
    for (series, middle) in [(smallest, 81.0), (largest, 779.0)] {
        assert_eq!(filled(&series.histogram.counts), [(25, 30)]);
        assert_eq!((series.histogram.edges[0], series.histogram.edges[50]), (middle - 0.5, middle + 0.5));
    }
    let range = view.scene.x.range();
    near(range.min, 67.5, 1e-12);
    near(range.max, 856.9, 1e-12);
}

#[test]
fn by_default_the_series_share_their_bins() {
    let shown = nth(VISION);
    let view = ResponseView::new(&shapes(&shown)[0], &all(&shown), DEFAULT_BINS, false);
    let counts: Vec<_> = view.scene.series.iter().map(|series| filled(&series.histogram.counts)).collect();
    assert_eq!(counts, [vec![(20, 24), (21, 2), (22, 4)], vec![(0, 30)], vec![(49, 30)]]);
    let expected = "30 runs in 50 bins. avg_num_vectors: 364.8 to 392.6; min_num_vectors: always 81; max_num_vectors: \
                    always 779.";
    assert_eq!(view.sentence, expected);
    let item = view.scene.bars().position(|bar| bar.count == 4).map(|_| 22 * 3).unwrap();
    let (title, fields) = view.describe(item, 30).unwrap();
    assert_eq!((title.as_str(), fields[2].1.as_str()), ("Average", "4 of 30"));
}

#[test]
fn embedding_sizes_are_a_shape_too() {
    let shapes = shapes(&nth(EMBEDDING));
    assert_eq!(shapes.iter().map(|shape| shape.title.as_str()).collect::<Vec<_>>(), ["Embedding size"]);
    assert!(self::shapes(&nth(CLASSIFICATION)).is_empty());
    assert_eq!([EMBEDDING, CLASSIFICATION].map(|table| has_shapes(&nth(table))), [true, false]);
}

#[test]
fn the_vision_verdicts() {
    let shown = nth(VISION);
    let statuses: Vec<Status> =
        verdicts(&shown, &Loads::of(&shown.runs), &all(&shown)).iter().map(|verdict| verdict.status).collect();
    use Status::{Absent, Pass};
    assert_eq!(statuses, [Pass, Pass, Absent, Absent, Pass, Pass, Pass, Pass, Pass]);
    assert_eq!(check(&shown, "failed").sentence, "0 failed: all 7,841 requests were answered well.");
    assert_eq!(
        check(&shown, "invalid").sentence,
        "Invalid responses per run: minimum 0, maximum 0; 0 of 30 runs have any."
    );
    let scene = invalid_scene(&shown, &all(&shown), true).unwrap();
    assert_eq!(scene.series[0].histogram.counts, [0, 0, 0, 0, 0, 30, 0, 0, 0, 0]);
    let little = check(&shown, "little");
    assert!(little.sentence.contains("0.723 to 0.944") && little.sentence.contains("median 0.887"), "{little:?}");
    // N = X·(R + Z): the client's own time is the same at every load, so that no VU was idle for lack of work.
    let client = "In 18 runs below 0.9 the client took about 92 to 97.4 ms between an answer and the next request";
    assert!(little.sentence.contains(client) && little.affected.is_empty(), "{little:?}");
}

#[test]
fn the_embedding_verdicts() {
    let shown = nth(EMBEDDING);
    let found = verdicts(&shown, &Loads::of(&shown.runs), &all(&shown));
    use Status::{Absent, Pass};
    let statuses: Vec<Status> = found.iter().map(|verdict| verdict.status).collect();
    assert_eq!(statuses, [Pass, Absent, Pass, Absent, Pass, Pass, Pass, Pass, Pass]);
    assert_eq!(check(&shown, "size").sentence, "The mean embedding size is 768 in all 80 runs.");
    assert!(check(&shown, "little").sentence.contains("0.957 to 0.989"));
    assert_eq!(summary(&found, (80, 80)), "80 runs: 7 pass, 2 are not in this table.");
}

#[test]
fn the_classification_verdicts() {
    let shown = nth(CLASSIFICATION);
    let short = check(&shown, "short");
    assert_eq!(short.status, Status::Fail);
    assert!(short.sentence.contains("2 of 246 runs") && short.sentence.contains("10,000 requests: 117 and 4,803."));
    assert_eq!(rows(&short), [96, 93]);
    assert_eq!(short.affected[0].note, "117 requests");
    assert!(short.affected[0].label.ends_with("batch size 16 · 271 VUs"), "{}", short.affected[0].label);
    let accuracy = check(&shown, "accuracy");
    assert_eq!((accuracy.status, rows(&accuracy)), (Status::Warn, vec![96, 93]), "those that are counted");
    assert!(accuracy.sentence.contains("mean 58.00%") && accuracy.sentence.contains("z = −15.59"), "{accuracy:?}");
    let outliers =
        "2 runs are outliers, by a modified z-score beyond ±3.5. Furthest: 53.85% (z = −15.59, modified −280.85).";
    assert!(accuracy.sentence.contains(outliers), "{accuracy:?}");
    let little = check(&shown, "little");
    assert_eq!((little.status, rows(&little)), (Status::Fail, vec![96, 203, 213, 207, 181]));
    assert!(little.sentence.contains("2 runs are below 0.7") && little.sentence.contains("3 runs are from 0.7"));
    assert!(
        little.sentence.contains(" 5 runs are outside 0.9 to 1.05. 2 runs"),
        "all that are listed: {}",
        little.sentence
    );
    let out = little.affected.iter().filter(|affected| affected.note.contains(", out of band")).count();
    assert_eq!(out, 2, "{:?}", little.affected);
}

#[test]
fn checks_that_fail_on_made_tables() {
    let duplicates = check(&fixture("duplicate_rows"), "duplicates");
    assert_eq!((duplicates.status, duplicates.affected.len()), (Status::Warn, 10));
    assert!(duplicates.sentence.starts_with("10 of 18 runs") && duplicates.sentence.contains("4 groups"));
    let price = check(&fixture("zero_price"), "price");
    assert_eq!((price.status, price.affected.is_empty()), (Status::Fail, false));
    assert!(price.affected[0].note.contains("$0.00"), "{price:?}");
    assert_eq!(check(&fixture("all_null_cost"), "price").affected.len(), 12);
    let odd = check(&fixture("nan_inf"), "values");
    assert_eq!(odd.status, Status::Fail);
    let expected = "avg_latency_ms: 1 missing, 2 infinite, 1 negative; 1B_cost: 1 missing, 2 infinite, 1 negative.";
    assert_eq!(odd.sentence, expected);
    assert_eq!(check(&fixture("all_null_cost"), "values").status, Status::Warn);
    let little = check(&fixture("nan_inf"), "little");
    assert!(little.sentence.contains("Of 3 runs it cannot be told."), "{little:?}");
}

#[test]
fn one_run_and_no_runs() {
    let shown = nth(CLASSIFICATION);
    let loads = Loads::of(&shown.runs);
    let one = verdicts(&shown, &loads, &[0]);
    assert!(one.iter().all(|verdict| verdict.status != Status::Fail), "{one:?}");
    assert!(one[3].sentence.contains("One run has an accuracy, 58.01%"), "{}", one[3].sentence);
    assert!(verdicts(&shown, &loads, &[]).is_empty());
    assert_eq!(summary(&[], (0, 0)), "No runs pass the filters: there is nothing to check.");
    let none = fixture("no_rows");
    assert!(verdicts(&none, &Loads::of(&none.runs), &[]).is_empty());
}
