//! Laws of the comparison and of the best runs, on many made tables with fixed seeds and on the real ones.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::support::{self, Random};
use isocost::analysis::decide::answer::Ranking;
use isocost::analysis::decide::best::Best;
use isocost::analysis::decide::compare::{Columns, Comparison, compare};
use isocost::analysis::decide::cost_latency::usable;
use isocost::analysis::stats::noise::Noise;
use isocost::data::runs::filter::Filter;
use isocost::page::choice::filters::Choice;
use isocost::page::compare::offer::{Compared, Offer};
use isocost::page::compare::view::{CompareLayout, CompareView};
use isocost::page::compare::words as compare_words;
use isocost::page::rankings::best::BestView;
use isocost::page::tables::active_table::ActiveTable;

/// A made table: few places and costs, so that repeats and ties are common, and now and then an unusable number.
#[derive(Clone)]
struct Made {
    compared: Vec<u32>,
    other: Vec<u32>,
    batch_size: Vec<f64>,
    vus: Vec<f64>,
    cost_usd: Vec<f64>,
    avg_latency_ms: Vec<f64>,
}

impl Made {
    fn new(random: &mut Random) -> Self {
        let length = random.below(50);
        let values = 1 + random.below(4);
        let mut codes = |n: usize| -> Vec<u32> { (0..length).map(|_| random.below(n) as u32).collect() };
        let (compared, other) = (codes(values), codes(2));
        let mut numbers = |steps: usize| -> Vec<f64> {
            (0..length)
                .map(|_| match random.below(30) {
                    0 => f64::NAN,
                    1 => 0.0,
                    2 => f64::INFINITY,
                    3 => -1.0,
                    _ => 1.0 + random.below(steps) as f64 / 4.0,
                })
                .collect()
        };
        Self {
            compared,
            other,
            batch_size: numbers(2),
            vus: numbers(3),
            cost_usd: numbers(20),
            avg_latency_ms: numbers(3),
        }
    }

    fn rows(&self) -> Vec<usize> {
        (0..self.cost_usd.len()).collect()
    }

    fn compare(&self, rows: &[usize]) -> Comparison {
        let Self { compared, other, batch_size, vus, cost_usd, .. } = self;
        compare(&Columns { compared, others: &[other], batch_size, vus, cost_usd, failed_checks: None }, rows)
    }

    fn competes(&self, row: usize) -> bool {
        [&self.cost_usd, &self.batch_size, &self.vus].iter().all(|column| usable(column[row]))
    }

    fn same_place(&self, a: usize, b: usize) -> bool {
        (self.other[a], self.batch_size[a], self.vus[a]) == (self.other[b], self.batch_size[b], self.vus[b])
    }

    /// Whether two rows differ in the compared category alone.
    fn pair(&self, a: usize, b: usize) -> bool {
        self.competes(a) && self.competes(b) && self.same_place(a, b) && self.compared[a] != self.compared[b]
    }
}

fn each_made(seed: u64, mut check: impl FnMut(&Made, &mut Random)) {
    let mut random = Random::new(seed);
    for _ in 0..400 {
        let made = Made::new(&mut random);
        check(&made, &mut random);
    }
}

#[test]
fn winner_equals_brute_force_over_all_pairs() {
    each_made(31, |made, _| {
        let rows = made.rows();
        let got = made.compare(&rows);
        // Every pair that differs in one thing alone is at the place of exactly one contest, and its cheaper run is no
        // cheaper than that contest's winner.
        for &a in &rows {
            for &b in rows.iter().filter(|&&b| made.pair(a, b)) {
                let at: Vec<_> = got.contests.iter().filter(|c| made.same_place(c.winner(), a)).collect();
                assert_eq!(at.len(), 1);
                let winner = made.cost_usd[at[0].winner()];
                assert!(winner <= made.cost_usd[a].min(made.cost_usd[b]));
            }
        }
        for contest in &got.contests {
            let winner = contest.winner();
            let rivals = rows.iter().copied().filter(|&row| made.pair(winner, row));
            let next = rivals.map(|row| made.cost_usd[row]).min_by(f64::total_cmp).expect("a rival");
            assert_eq!(next, made.cost_usd[contest.rival()]);
            let saving = 100.0 * (1.0 - made.cost_usd[winner] / next);
            assert!((contest.saving_percent - saving).abs() < 1e-10);
            assert!((0.0..100.0).contains(&contest.saving_percent));
            assert_eq!(contest.is_tie(), made.cost_usd[winner] == next);
            let values: BTreeSet<u32> = contest.candidates.iter().map(|&row| made.compared[row]).collect();
            assert_eq!(values.len(), contest.candidates.len(), "a value competes once");
        }
    });
}

#[test]
fn every_row_is_counted_once() {
    each_made(37, |made, _| {
        let rows = made.rows();
        let got = made.compare(&rows);
        let candidates: usize = got.contests.iter().map(|contest| contest.candidates.len()).sum();
        assert_eq!(candidates + got.alone + got.repeats + got.left_out, rows.len());
        assert_eq!(got.left_out, rows.iter().filter(|&&row| !made.competes(row)).count());
    });
}

#[test]
fn other_labels_change_nothing_but_labels() {
    each_made(41, |made, _| {
        let rows = made.rows();
        let mut relabelled = made.clone();
        relabelled.compared.iter_mut().for_each(|code| *code = 9 - *code);
        assert_eq!(relabelled.compare(&rows), made.compare(&rows));
        // Another category's labels decide in which order places come, and nothing else.
        relabelled.other.iter_mut().for_each(|code| *code = 7 - *code);
        let sorted = |mut comparison: Comparison| {
            comparison.contests.sort_by_key(|contest| contest.candidates.clone());
            comparison
        };
        assert_eq!(sorted(relabelled.compare(&rows)), sorted(made.compare(&rows)));
    });
}

/// The rows in another order.
fn shuffled(rows: &[usize], random: &mut Random) -> Vec<usize> {
    let mut rows = rows.to_vec();
    for at in (1..rows.len()).rev() {
        rows.swap(at, random.below(at + 1));
    }
    rows
}

#[test]
fn row_order_only_breaks_ties() {
    each_made(43, |made, random| {
        let rows = made.rows();
        let turned = shuffled(&rows, random);
        let (a, b) = (made.compare(&rows), made.compare(&turned));
        assert_eq!((a.alone, a.left_out, a.repeats), (b.alone, b.left_out, b.repeats));
        let figures = |comparison: &Comparison| -> Vec<(Vec<f64>, f64)> {
            let costs = |rows: &[usize]| rows.iter().map(|&row| made.cost_usd[row]).collect();
            comparison.contests.iter().map(|c| (costs(&c.candidates), c.saving_percent)).collect()
        };
        assert_eq!(figures(&a), figures(&b));
        for (order, comparison) in [(&rows, &a), (&turned, &b)] {
            let place = |row: usize| order.iter().position(|&at| at == row);
            for contest in &comparison.contests {
                let equals = contest.candidates.windows(2).filter(|w| made.cost_usd[w[0]] == made.cost_usd[w[1]]);
                equals.for_each(|w| assert!(place(w[0]) < place(w[1]), "the first row wins"));
            }
        }
    });
}

#[test]
fn another_currency_changes_no_winner() {
    each_made(47, |made, _| {
        let rows = made.rows();
        let mut dearer = made.clone();
        // A power of two, so that no digit is lost.
        dearer.cost_usd.iter_mut().for_each(|cost| *cost *= 8.0);
        assert_eq!(dearer.compare(&rows), made.compare(&rows));
    });
}

/// The lowest cost, then the lowest measured latency, then the first of the rows, each step by itself.
fn least(made: &Made, priced: &[usize]) -> Option<usize> {
    let cost = priced.iter().map(|&row| made.cost_usd[row]).fold(f64::INFINITY, f64::min);
    let cheap: Vec<usize> = priced.iter().copied().filter(|&row| made.cost_usd[row] == cost).collect();
    let measured = |row: &usize| usable(made.avg_latency_ms[*row]);
    let latency = cheap.iter().filter(|&row| measured(row)).map(|&row| made.avg_latency_ms[row]);
    let latency = latency.fold(f64::INFINITY, f64::min);
    let fast = cheap.iter().copied().find(|row| measured(row) && made.avg_latency_ms[*row] == latency);
    fast.or(cheap.first().copied())
}

#[test]
fn the_overall_best_is_the_global_minimum() {
    each_made(53, |made, random| {
        let group_of: Vec<usize> = made.compared.iter().map(|&code| code as usize).collect();
        let rows = shuffled(&made.rows(), random);
        let (cost, mean_ms) = (&made.cost_usd[..], &made.avg_latency_ms[..]);
        let ranking = Ranking { cost, p95_ms: None, mean_ms, failed_checks: None };
        let best = Best::new(&ranking, &group_of, &rows);
        let priced: Vec<usize> = rows.iter().copied().filter(|&row| usable(made.cost_usd[row])).collect();
        let least = least(made, &priced);
        assert_eq!(best.overall(), least);
        assert_eq!(ranking.cheapest(&rows), least);
        assert_eq!(best.left_out + priced.len(), rows.len());
        assert_eq!(best.groups.iter().map(|group| group.runs).sum::<usize>(), priced.len());
        let groups: BTreeSet<usize> = rows.iter().map(|&row| group_of[row]).collect();
        assert_eq!(best.groups.len() + best.unpriced.len(), groups.len());
        for group in &best.groups {
            let of_group: Vec<usize> = priced.iter().copied().filter(|&row| group_of[row] == group.group).collect();
            assert_eq!(Some(group.row), self::least(made, &of_group));
            assert!((0.0..100.0).contains(&group.below_median_percent) && group.above_best_percent >= 0.0);
        }
        assert!(best.groups.windows(2).all(|w| made.cost_usd[w[0].row] <= made.cost_usd[w[1].row]));
        assert!(best.groups.windows(2).all(|w| w[0].above_best_percent <= w[1].above_best_percent));
    });
}

fn fixed(shown: &ActiveTable, compared: Compared) -> Arc<CompareLayout> {
    Arc::new(CompareLayout::new(shown, &Arc::new(Offer::of(shown)), compared))
}

#[test]
fn under_any_filter_the_charts_hold_every_contest_in_its_panel() {
    let shown = support::shown::nth(2);
    for compared in [Compared::Image, Compared::Hardware] {
        let fixed = fixed(&shown, compared);
        for max_vus in shown.vus.iter().copied().map(Some).chain([None]) {
            for cheapest in [None, Some(1), Some(40)] {
                let filter = Filter { max_vus, cheapest, ..Filter::default() };
                let rows = filter.rows(&shown.runs, &shown.batch_sizes);
                let view = CompareView::new(&shown, &rows, &fixed);
                assert_eq!(view.scenes.len(), fixed.panels.len());
                let drawn: BTreeSet<usize> =
                    view.scenes.iter().flat_map(|scene| scene.bubbles.iter().map(|bubble| bubble.item)).collect();
                let won: BTreeSet<usize> = view.comparison.contests.iter().map(|c| c.winner()).collect();
                assert_eq!(drawn, won);
                for (scene, panel) in view.scenes.iter().zip(&fixed.panels) {
                    let mut places = BTreeSet::new();
                    for bubble in &scene.bubbles {
                        assert_eq!(fixed.panel_of(bubble.item), Some(panel));
                        assert!(places.insert((bubble.x.to_bits(), bubble.y.to_bits())), "two marks at one place");
                    }
                }
                assert!(compare_words::summary(&shown, &view).ends_with('.'));
            }
        }
    }
}

#[test]
fn filters_that_leave_nothing_are_said_in_words() {
    let shown = support::shown::nth(2);
    let fixed = fixed(&shown, Compared::Image);
    let says = |rows: &[usize]| compare_words::summary(&shown, &CompareView::new(&shown, rows, &fixed));
    assert_eq!(
        says(&[]),
        "Nothing to compare among 0 runs that pass the filters: no two priced ones differ in image alone."
    );
    assert_eq!(
        says(&[3]),
        "Nothing to compare among 1 run that passes the filters: no two priced ones differ in image alone."
    );
    let view = CompareView::new(&shown, &[], &fixed);
    assert!(compare_words::panel_summary(&view, 0).starts_with("Nothing to compare here"));
    assert!(compare_words::reading(&view, Noise::ASSUMED).contains("no two runs"));
}

#[test]
fn the_best_table_says_what_was_filtered() {
    let shown = support::shown::nth(2);
    let of = |filter: Filter| {
        let choice = Choice { filter, ..Choice::default() };
        let rows = choice.filter.rows(&shown.runs, &shown.batch_sizes);
        BestView::new(&shown, &rows, &rows, &choice)
    };
    let hardware = Filter { max_vus: Some(64.0), hw_type: Some(["nvidia-t4".to_owned()].into()), ..Filter::default() };
    let view = of(hardware);
    assert_eq!(view.listing.lines.len(), 2);
    assert!(view.listing.lines.iter().all(|line| line.cells.len() == view.listing.heads.len()));
    assert!(view.caption.ends_with(" of 246 runs that pass: at most 64 VUs; hardware nvidia-t4."), "{}", view.caption);
    let one = of(Filter { cheapest: Some(1), ..Filter::default() });
    assert_eq!((one.listing.lines.len(), one.listing.lines[0].row, one.listing.lines[0].marked), (1, Some(194), true));
    assert_eq!(one.caption, "From the 1 of 246 runs that pass: only the 1 cheapest.");
    let none = of(Filter { image: Some(BTreeSet::new()), ..Filter::default() });
    assert!(none.listing.lines.is_empty());
    assert_eq!(none.listing.sentence, "No run passes the filters.");
    assert_eq!(none.caption, "From the 0 of 246 runs that pass: no image.");
}
