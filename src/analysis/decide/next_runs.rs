//! Next runs: untried configurations that could change the verdict.
//!
//! A *set* is everything of a configuration but the batch size; its runs lie on a lattice of batch sizes and VUs. A run
//! is proposed where its cost might come below the verdict's, within noise. The estimate is optimistic, not a forecast: it
//! repeats the last step along VUs or batch sizes once more. Throughput over either is concave until it falls, so that the
//! next step of the same factor gains at most as much as the last. The winner's own edges are always proposed. The lowest
//! estimate comes first.
//!
//! Only runs that pass the limits can win; the others were tried all the same, so that they bound no edge. Beyond a last
//! run that fails a limit nothing is proposed: more VUs do not make it faster.

#[cfg(test)]
mod tests;

use std::cmp::Ordering;

use super::cost_latency::usable;
use super::measures::Measures;
use crate::analysis::saturation::monotonic::{Curve, LEAST_GAIN};
use crate::analysis::stats::noise::Noise;
use crate::analysis::stats::order;

/// Why a run is proposed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reason {
    /// Throughput still rose by this share in the last step up in VUs.
    StillRising {
        /// The gain, a share.
        last_gain: f64,
    },
    /// The cheapest run of its configuration is at the most, or the fewest, VUs tried.
    EdgeVus {
        /// Whether at the most.
        most: bool,
    },
    /// The cheapest run of its set is at the largest, or the smallest, batch size tried.
    EdgeBatch {
        /// Whether at the largest.
        largest: bool,
    },
    /// A neighbour of the winner on the lattice was not run.
    Hole,
    /// A rival costs more by less than noise: repeat both it and the winner.
    WithinNoise {
        /// How much dearer, a share.
        gap: f64,
        /// What counts as noise, a share.
        noise: f64,
    },
}

/// A run to make.
#[derive(Clone, Debug, PartialEq)]
pub struct NextRun {
    /// A run with the same hardware, image, engine and so on.
    pub like: usize,
    /// At this batch size; NaN when the table has none.
    pub batch_size: f64,
    /// At so many VUs.
    pub vus: f64,
    /// Why, the best reason first.
    pub reasons: Vec<Reason>,
    /// The optimistic estimate of its cost, $ per 1 billion requests.
    pub hope_usd: f64,
}

/// The runs by sets.
#[derive(Clone, Copy, Debug)]
pub struct Lattice<'a> {
    /// For each row of the table its set.
    pub set_of: &'a [usize],
    /// The rows that pass the limits.
    pub passing: &'a [usize],
    /// What chance may make.
    pub noise: Noise,
}

/// The runs to make next, the most promising first; none without a verdict. `tried`: all rows of the question, whether
/// they pass the limits or not.
///
/// Rows without usable VUs take no part. Batch sizes that are not known are one of their own.
#[must_use]
pub fn next_runs(measures: &Measures, lattice: &Lattice, tried: &[usize]) -> Vec<NextRun> {
    let known: Vec<usize> = tried.iter().copied().filter(|&row| usable(measures.vus[row])).collect();
    let mut passes = vec![false; measures.cost_usd.len()];
    lattice.passing.iter().for_each(|&row| passes[row] = true);
    let mut search = Search { measures, lattice, passes, winner: 0, found: Vec::new() };
    let Some(winner) = search.best(&known) else { return Vec::new() };
    search.winner = winner;
    for set in search.groups(&known, |row| lattice.set_of[row] as f64) {
        let series = search.groups(&set, |row| measures.batch_size[row]);
        for rows in &series {
            search.vus_edges(rows, &set);
        }
        search.batch_edges(&set, &series);
        if set.contains(&winner) {
            search.holes(&set);
        }
    }
    search.rivals(&known);
    order::sort_by(&mut search.found, |a, b| a.hope_usd.total_cmp(&b.hope_usd));
    search.found
}

struct Search<'a> {
    measures: &'a Measures<'a>,
    lattice: &'a Lattice<'a>,
    passes: Vec<bool>,
    winner: usize,
    found: Vec<NextRun>,
}

impl Search<'_> {
    /// Rows with the same key, by rising key; each group in the order of the rows. NaN is one key.
    fn groups(&self, rows: &[usize], key: impl Fn(usize) -> f64) -> Vec<Vec<usize>> {
        let mut sorted = rows.to_vec();
        order::sort_rows_by(&mut sorted, &|row| order::key(key(row)));
        sorted.chunk_by(|&a, &b| key(a).total_cmp(&key(b)) == Ordering::Equal).map(<[usize]>::to_vec).collect()
    }

    /// The cheapest of those that pass the limits.
    fn best(&self, rows: &[usize]) -> Option<usize> {
        let passing: Vec<usize> = rows.iter().copied().filter(|&row| self.passes[row]).collect();
        self.measures.ranking().cheapest(&passing)
    }

    fn cost(&self, row: usize) -> f64 {
        self.measures.cost_usd[row]
    }

    /// Whether a cost might beat the winner's, or cannot be told from it.
    fn might_win(&self, hope_usd: f64) -> bool {
        hope_usd <= self.cost(self.winner) * (1.0 + self.lattice.noise.share)
    }

    /// Proposes a run, or adds a reason to one that is proposed. `among`: the set's rows, none of which is this run.
    fn propose(&mut self, among: &[usize], run: NextRun) {
        let is =
            |&row: &usize| self.measures.vus[row] == run.vus && same(self.measures.batch_size[row], run.batch_size);
        if !among.iter().any(is) {
            self.add(run);
        }
    }

    fn add(&mut self, run: NextRun) {
        let set = |row: usize| self.lattice.set_of[row];
        let same_run = |other: &&mut NextRun| {
            set(other.like) == set(run.like) && other.vus == run.vus && same(other.batch_size, run.batch_size)
        };
        match self.found.iter_mut().find(same_run) {
            None => self.found.push(run),
            Some(other) if run.hope_usd < other.hope_usd => {
                let later = std::mem::replace(other, run);
                other.reasons.extend(later.reasons);
            }
            Some(other) => other.reasons.extend(run.reasons),
        }
    }

    /// Beyond the most VUs of a series when it still rises or is cheapest there, below the fewest when cheapest there.
    fn vus_edges(&mut self, rows: &[usize], set: &[usize]) {
        let Some(best) = self.best(rows) else { return };
        let curve = Curve::new(self.measures.vus, self.measures.throughput_req_per_sec, rows);
        let (Some(&first), Some(&last)) = (curve.load.first(), curve.load.last()) else { return };
        let vus = self.measures.vus[best];
        let last_passes = curve.row.last().is_some_and(|&row| self.passes[row]);
        let rising = curve.last_gain().filter(|&gain| gain >= LEAST_GAIN && last_passes);
        let reason = match rising {
            Some(last_gain) => Some(Reason::StillRising { last_gain }),
            None => (vus == last).then_some(Reason::EdgeVus { most: true }),
        };
        // The last run's own cost is what one more step would lower.
        let at_last = curve.row.last().map_or(f64::NAN, |&row| self.cost(row));
        let doubled = last_doubling(&curve);
        if let Some(reason) = reason {
            self.at_edge(set, best, (self.measures.batch_size[best], 2.0 * last), reason, at_last / doubled);
        }
        if vus == first && first >= 2.0 {
            // Fewer VUs gain no throughput: nothing is hoped for but what noise hides.
            let hope = self.cost(best);
            let at = (self.measures.batch_size[best], (first / 2.0).floor());
            self.at_edge(set, best, at, Reason::EdgeVus { most: false }, hope);
        }
    }

    /// Beyond the largest batch size of a set, or below the smallest, when it is cheapest there.
    fn batch_edges(&mut self, set: &[usize], series: &[Vec<usize>]) {
        // Cheapest of each batch size, by rising batch size; unknown ones are on no edge.
        let bests: Vec<usize> = series
            .iter()
            .filter_map(|rows| self.best(rows))
            .filter(|&row| usable(self.measures.batch_size[row]))
            .collect();
        let (Some(best), Some(&first), Some(&last)) = (self.best(&bests), bests.first(), bests.last()) else { return };
        let (batch, vus) = (self.measures.batch_size[best], self.measures.vus[best]);
        let hope = |before: Option<&usize>| {
            let step = before.map_or(1.0, |&before| self.cost(before) / self.cost(best));
            self.cost(best) / step.clamp(1.0, 2.0)
        };
        let (up, down) = (hope(bests.iter().rev().nth(1)), hope(bests.get(1)));
        if best == last {
            self.at_edge(set, best, (2.0 * batch, vus), Reason::EdgeBatch { largest: true }, up);
        }
        if best == first && batch >= 2.0 {
            let at = ((batch / 2.0).floor(), vus);
            self.at_edge(set, best, at, Reason::EdgeBatch { largest: false }, down);
        }
    }

    fn at_edge(&mut self, set: &[usize], best: usize, at: (f64, f64), reason: Reason, hope_usd: f64) {
        if best == self.winner || self.might_win(hope_usd) {
            let (batch_size, vus) = at;
            let hope_usd = if hope_usd.is_nan() { self.cost(best) } else { hope_usd };
            self.propose(set, NextRun { like: best, batch_size, vus, reasons: vec![reason], hope_usd });
        }
    }

    /// Next to the winner, by the VUs and batch sizes of its set, first straight and then across.
    fn holes(&mut self, set: &[usize]) {
        let (measures, winner) = (self.measures, self.winner);
        let beside = |values: &[f64]| {
            let at = values[winner];
            let others = || set.iter().map(|&row| values[row]).filter(|&value| usable(value));
            let below = others().filter(|&value| value < at).max_by(f64::total_cmp);
            let above = others().filter(|&value| value > at).min_by(f64::total_cmp);
            (at, [below, above])
        };
        let ((vus, next_vus), (batch, next_batch)) = (beside(measures.vus), beside(measures.batch_size));
        let (vus_near, batch_near) = (next_vus.into_iter().flatten(), next_batch.into_iter().flatten());
        let straight = vus_near.clone().map(|n| (batch, n)).chain(batch_near.clone().map(|b| (b, vus)));
        let across = batch_near.flat_map(|b| vus_near.clone().map(move |n| (b, n)));
        let hope_usd = self.cost(winner);
        for (batch_size, vus) in straight.chain(across).collect::<Vec<_>>() {
            let run = NextRun { like: winner, batch_size, vus, reasons: vec![Reason::Hole], hope_usd };
            self.propose(set, run);
        }
    }

    /// The cheapest run of another configuration, when chance may have put it behind: it and the winner again.
    fn rivals(&mut self, known: &[usize]) {
        let (measures, winner) = (self.measures, self.winner);
        let configuration = |row: usize| (self.lattice.set_of[row], measures.batch_size[row].to_bits());
        let others: Vec<usize> =
            known.iter().copied().filter(|&row| configuration(row) != configuration(winner)).collect();
        let Some(rival) = self.best(&others) else { return };
        let (gap, noise) = (self.cost(rival) / self.cost(winner) - 1.0, self.lattice.noise.share);
        if gap > noise {
            return;
        }
        for row in [rival, winner] {
            self.add(NextRun {
                like: row,
                batch_size: measures.batch_size[row],
                vus: measures.vus[row],
                reasons: vec![Reason::WithinNoise { gap, noise }],
                hope_usd: self.cost(row) * (1.0 - noise),
            });
        }
    }
}

/// By what factor throughput rose in the last step, brought to a doubling of VUs; from 1 to 2, as no doubling of VUs can
/// more than double throughput for good. 1 without a step.
fn last_doubling(curve: &Curve) -> f64 {
    let [.., before, last] = curve.load[..] else { return 1.0 };
    let gain = 1.0 + curve.last_gain().unwrap_or(0.0);
    gain.powf(1.0 / (last / before).log2()).clamp(1.0, 2.0)
}

/// Whether two batch sizes are one; two unknown ones are.
fn same(a: f64, b: f64) -> bool {
    a == b || (a.is_nan() && b.is_nan())
}
