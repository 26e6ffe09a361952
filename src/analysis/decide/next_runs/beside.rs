//! Next runs beside the best ones: between two loads, and at the batch sizes beside the winner's.

use isocost_kernels::rows::{MANY_ROWS, few_different};

use super::forecast::{Forecast, parabola};
use super::{GAP, Reason, SAME_LOAD, Search};
use crate::analysis::decide::cost_latency::usable;

impl Search<'_> {
    /// Between a configuration's best run and the loads beside it, where these pass as well.
    pub(super) fn beside(&mut self, rows: &[usize], best: usize) {
        let load = self.lattice.load;
        let at = load[best];
        // One run of each load is enough, where there are few.
        let loads = || few_different(&rows.iter().map(|&row| load[row]).collect::<Vec<_>>());
        let few = if rows.len() < MANY_ROWS { None } else { loads() };
        let rows: Vec<usize> =
            few.map_or_else(|| rows.to_vec(), |(firsts, _)| firsts.iter().map(|&first| rows[first]).collect());
        // The nearest load on a side, by more than a factor.
        let pick = |factor: f64, is_below: bool| {
            let ratio = |row: usize| if is_below { at / load[row] } else { load[row] / at };
            let there = rows.iter().copied().filter(|&row| usable(load[row]) && ratio(row) > factor);
            there.reduce(|a, b| if ratio(b) < ratio(a) { b } else { a })
        };
        let (Some(below), Some(above)) = (pick(GAP, true), pick(GAP, false)) else { return };
        for (next, is_below) in [(below, true), (above, false)] {
            // What lies nearer was run.
            let is_gap = pick(1.0 + SAME_LOAD, is_below).is_some_and(|row| load[row] == load[next]);
            if !self.passes[next] || !is_gap {
                continue;
            }
            let middle = (at * load[next]).sqrt();
            let middle = if self.lattice.whole { middle.round() } else { middle };
            let points = [below, best, above].map(|row| (load[row].ln(), self.cost(row).ln()));
            let forecast = parabola(points, middle.ln(), self.deviation());
            let place = self.place(best, middle);
            self.propose(best, place, Reason::Between { best: at, next: load[next] }, forecast);
        }
    }

    /// The batch sizes beside the winner's, at its load.
    pub(super) fn batches(&mut self) {
        let (measures, winner) = (self.measures, self.winner);
        let (set, batch) = (self.lattice.set_of[winner], measures.batch_size);
        let at = batch[winner];
        let passing = self.lattice.passing;
        let others: Vec<usize> = passing.iter().copied().filter(|&row| self.lattice.set_of[row] == set).collect();
        let tried = || (0..batch.len()).filter(|&row| self.lattice.set_of[row] == set && usable(batch[row]));
        let below = tried().map(|row| batch[row]).filter(|&other| other < at).reduce(f64::max);
        let above = tried().map(|row| batch[row]).filter(|&other| other > at).reduce(f64::min);
        let best_of = |size: f64| {
            let rows: Vec<usize> = others.iter().copied().filter(|&row| batch[row] == size).collect();
            measures.ranking().cheapest(&rows).map(|row| self.cost(row).ln())
        };
        let (own, scatter, load) = (self.cost(winner).ln(), self.deviation() * 2f64.sqrt(), self.lattice.load[winner]);
        let step = |beside: Option<f64>| beside.and_then(best_of).map(|cost| (cost - own).max(0.0));
        let mut found = Vec::new();
        for (next, back, factor) in [(above, below, 2.0), (below, above, 0.5)] {
            match next {
                Some(size) => {
                    let like_it = best_of(size).map(|ln_cost| Forecast { ln_cost, error: scatter });
                    found.extend(like_it.map(|forecast| (size, Reason::NextBatch, forecast)));
                }
                // Beyond the last batch size the last step may go on, by half as much.
                None => {
                    let size = (at * factor).floor();
                    let gain = step(back).unwrap_or_default() / 2.0;
                    let forecast = Forecast { ln_cost: own - gain, error: scatter.max(gain) };
                    let is_one = back.is_none();
                    if size >= 1.0 && !is_one {
                        found.push((size, Reason::EdgeBatch { largest: factor > 1.0 }, forecast));
                    }
                }
            }
        }
        for (size, reason, forecast) in found {
            self.propose(winner, (size, load), reason, forecast);
        }
    }
}
