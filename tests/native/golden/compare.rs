//! The comparison and the best configurations of the real tables, held against pandas.
//!
//! The numbers were computed with pandas 3 on the bundled parquet files: rows with a usable cost, without those of which
//! throughput · latency / VUs is below 0.9 or that sent less than half of the median run's requests; the cheapest of each
//! value by `sort_values(["1B_cost", "row"], kind="stable").groupby(key + [category]).first()`, where `key` is the
//! other categories, `batch_size` and `vus`; of each key with two values `100 * (1 - cheaper / dearer)`. The best runs:
//! `groupby(["hw_type", "image"])`, `idxmin`, `median`.

use std::sync::Arc;

use crate::support;
use crate::support::shown::all;
use isocost::analysis::decide::best::Best;
use isocost::analysis::stats::median::median;
use isocost::data::bundled;
use isocost::page::choice::filters::Choice;
use isocost::page::compare::offer::{Compared, Offer};
use isocost::page::compare::view::{CompareLayout, CompareView};
use isocost::page::compare::words as compare_words;
use isocost::page::rankings::best::BestView;
use isocost::page::tables::active_table::ActiveTable;

const TOLERANCE: f64 = 1e-12;
const PLAIN: &str = "michaelf34/infinity:0.0.75";
const TRT: &str = "michaelf34/infinity:0.0.75-trt-onnx";

fn close(got: f64, expected: f64) -> bool {
    (got - expected).abs() <= TOLERANCE * expected.abs().max(1.0)
}

fn tables() -> [ActiveTable; 3] {
    bundled::TABLES.map(|table| support::bundled(table.dataset))
}

fn view(shown: &ActiveTable, compared: Compared) -> CompareView {
    let offer = Arc::new(Offer::of(shown));
    CompareView::new(shown, &all(shown), &Arc::new(CompareLayout::new(shown, &offer, compared)))
}

/// Places, wins by value, median saving and the largest saving with winner and rival.
struct Expected {
    panel: &'static str,
    places: usize,
    wins: &'static [(&'static str, usize)],
    median: f64,
    largest: (f64, usize, usize),
}

fn assert_panels(view: &CompareView, expected: &[Expected]) {
    let labels: Vec<&str> = view.fixed.panels.iter().map(|panel| panel.label.as_str()).collect();
    assert_eq!(labels, expected.iter().map(|e| e.panel).collect::<Vec<_>>());
    for (at, expected) in expected.iter().enumerate() {
        let contests: Vec<_> =
            view.scenes[at].bubbles.iter().map(|bubble| view.contest(bubble.item).expect("a contest")).collect();
        assert_eq!(contests.len(), expected.places, "{}", expected.panel);
        for &(value, wins) in expected.wins {
            let label = |row| view.fixed.offer.label(view.fixed.compared, row);
            let got = contests.iter().filter(|contest| label(contest.winner()) == value).count();
            assert_eq!(got, wins, "{} {value}", expected.panel);
        }
        let middle = median(contests.iter().map(|contest| contest.saving_percent)).expect("a median");
        assert!(close(middle, expected.median), "{}: {middle}", expected.panel);
        // Bubbles are drawn by falling saving.
        let largest = contests[0];
        assert!(close(largest.saving_percent, expected.largest.0), "{}: {largest:?}", expected.panel);
        assert_eq!((largest.winner(), largest.rival()), (expected.largest.1, expected.largest.2));
    }
}

#[test]
fn the_cheaper_image_of_the_classification_table() {
    let [_, _, classification] = tables();
    let view = view(&classification, Compared::Image);
    assert_eq!(view.fixed.values, [PLAIN, TRT]);
    assert_eq!((view.comparison.contests.len(), view.comparison.left_out, view.comparison.failed), (68, 0, 6));
    assert_eq!((view.comparison.repeats, view.comparison.alone), (0, 240 - 136));
    assert_panels(
        &view,
        &[
            Expected {
                panel: "nvidia-l4",
                places: 38,
                wins: &[(TRT, 26), (PLAIN, 12)],
                median: 3.1515719202274473,
                largest: (41.344010404165786, 122, 210),
            },
            Expected {
                panel: "nvidia-t4",
                places: 30,
                wins: &[(TRT, 21), (PLAIN, 9)],
                median: 2.4712719983852383,
                largest: (7.269856606462932, 19, 65),
            },
        ],
    );
    let words = compare_words::summary(&classification, &view);
    assert_eq!(
        words,
        "At 68 places where nothing but image differs, michaelf34/infinity:0.0.75-trt-onnx is cheapest at 47, \
         michaelf34/infinity:0.0.75 at 21. In the median michaelf34/infinity:0.0.75-trt-onnx saves 2.2% (places where it \
         is dearer count as negative; 95% interval 0.9% to 3.7%). Sign test, 47 to 21: p = 0.002. The largest saving is \
         41.3%, by michaelf34/infinity:0.0.75-trt-onnx against michaelf34/infinity:0.0.75 (nvidia-l4, batch size 256, 32 \
         VUs). 6 runs are not counted: each fails a check (too short, or idle or collapsed by Little's law). With them: 51 \
         to 21 for michaelf34/infinity:0.0.75-trt-onnx, p = 0.0005, 2.6% saved in the median."
    );
}

#[test]
fn the_signed_effect_of_the_classification_tables_images() {
    let [_, _, classification] = tables();
    let view = view(&classification, Compared::Image);
    let signed = view.signed.expect("a winner");
    assert_eq!((signed.value.as_str(), signed.effect.below, signed.effect.above), (TRT, 47, 21));
    assert!((signed.saving_percent() - 2.217_019_294).abs() < 1e-8);
    let (low, high) = signed.interval_percent().expect("an interval");
    // The ranks 26 and 43 of 68, by `scipy.stats.binom.cdf`.
    assert!((low - 0.881_689_631).abs() < 1e-8 && (high - 3.673_094_793).abs() < 1e-8, "{low} {high}");
    let all = view.with_failed.expect("some fail a check");
    assert_eq!((all.effect.below, all.effect.above), (51, 21));
    assert!((all.effect.p - 0.000_534_964_2).abs() < 1e-9 && (all.saving_percent() - 2.581_884_342).abs() < 1e-8);
}

#[test]
fn the_cheaper_hardware_of_the_classification_table() {
    let [_, _, classification] = tables();
    let view = view(&classification, Compared::Hardware);
    assert_panels(
        &view,
        &[
            Expected {
                panel: PLAIN,
                places: 21,
                wins: &[("nvidia-l4", 20), ("nvidia-t4", 1)],
                median: 50.94002011196086,
                largest: (54.134623158624905, 161, 47),
            },
            Expected {
                panel: TRT,
                places: 14,
                wins: &[("nvidia-l4", 14)],
                median: 45.982830368717835,
                largest: (54.34512056304518, 167, 7),
            },
        ],
    );
}

#[test]
fn only_the_classification_table_has_something_to_compare() {
    let [vision, embedding, classification] = tables();
    assert_eq!(Offer::of(&classification).options, [Compared::Image, Compared::Hardware]);
    for shown in [vision, embedding] {
        let offer = Offer::of(&shown);
        assert!(offer.options.is_empty());
        assert_eq!(
            compare_words::nothing_in_table(&offer),
            "Nothing to compare in this table: image has one value; engine has one value; vendor has one value; \
             hardware has one value."
        );
    }
}

/// Row, runs of its group, batch size, VUs, cost, average and p95 latency, throughput; then the group's median cost,
/// how far below it, how far above the overall best.
type BestRow = (usize, usize, [f64; 6], [f64; 3]);

fn assert_best(shown: &ActiveTable, expected: &[BestRow]) {
    let runs = &shown.runs;
    let best = Best::new(&runs.ranking(), &shown.groups.of_row, &all(shown));
    assert_eq!(best.groups.len(), expected.len());
    assert_eq!((best.left_out, best.unpriced.len()), (0, 0));
    for (got, (row, count, values, compared)) in best.groups.iter().zip(expected) {
        assert_eq!((got.row, got.runs), (*row, *count));
        let p95 = runs.p95_latency_ms.as_ref().expect("the column");
        let columns = [
            &runs.batch_size,
            &runs.vus,
            &runs.cost_usd_per_billion,
            &runs.avg_latency_ms,
            p95,
            &runs.throughput_req_per_sec,
        ];
        for (column, expected) in columns.iter().zip(values) {
            assert!((column[*row] - expected).abs() <= 1e-9 * expected, "row {row}: {} for {expected}", column[*row]);
        }
        let found = [got.median_cost_usd, got.below_median_percent, got.above_best_percent];
        for (found, expected) in found.iter().zip(compared) {
            assert!((found - expected).abs() <= 1e-10 * expected.abs(), "row {row}: {found} for {expected}");
        }
    }
}

#[test]
fn the_best_of_the_vision_and_embedding_tables() {
    let [vision, embedding, _] = tables();
    let row = [4.0, 4.0, 44496.51414027316, 709.5548172757, 1222.0, 4.994149014];
    assert_best(&vision, &[(12, 30, row, [48570.94825562222, 8.38862377960149, 0.0])]);
    let row = [32.0, 256.0, 409.4367804000001, 463.5534, 726.0, 542.7510005455];
    assert_best(&embedding, &[(64, 80, row, [503.09050725555556, 18.61568157317309, 0.0])]);
}

#[test]
fn the_best_of_the_classification_table() {
    let [_, _, classification] = tables();
    assert_best(
        &classification,
        &[
            (
                194,
                78,
                [64.0, 448.0, 253.82255420000004, 502.9814, 743.0, 875.5022693812],
                [299.83470964444444, 15.345840212765028, 0.0],
            ),
            (
                106,
                80,
                [64.0, 448.0, 255.0659744222222, 501.869, 740.0, 871.2342864453],
                [284.4716609888889, 10.336947611739522, 0.4898777518574704],
            ),
            (
                32,
                42,
                [512.0, 48.0, 611.0653624999999, 210.6729, 251.0, 227.2897424928],
                [642.7455987083333, 4.928891970944383, 140.74510022403666],
            ),
            (
                52,
                46,
                [32.0, 32.0, 622.8111764583333, 143.1981, 170.0, 223.0032056886],
                [644.6280081458334, 3.384406419176955, 145.37266927334906],
            ),
        ],
    );
}

#[test]
fn the_table_says_it_in_words() {
    let [vision, embedding, classification] = tables();
    let of = |shown: &ActiveTable| BestView::new(shown, &all(shown), &all(shown), &Choice::default());
    assert_eq!(
        of(&vision).listing.sentence,
        "Overall best: nvidia-l4, batch size 4, 4 VUs, at $44.50 per 1M requests."
    );
    let view = of(&embedding);
    assert!(view.listing.sentence.contains("batch size 32, 256 VUs, at $0.409 per"), "{}", view.listing.sentence);
    assert_eq!(view.caption, "From all 80 runs of the table; nothing is filtered out.");
    let view = of(&classification);
    assert_eq!(
        view.listing.lines[0].cells,
        ["nvidia-l4", PLAIN, "$0.2538", "64", "448", "503.0", "743.0", "875.5", "15.3%", "overall best"]
    );
    assert_eq!(view.listing.lines[1].cells[9], "0.5% more expensive");
    assert_eq!(view.listing.lines.iter().map(|line| line.marked).collect::<Vec<_>>(), [true, false, false, false]);
}
