//! Standings in parts: those of the configurations of a large table are no single long computation.

use super::draws::chances;
use super::{Noisy, Standing};
use crate::analysis::stats::order;

/// The configurations by their cheapest runs, one after the other.
pub struct Standings {
    /// The cheapest run of each and the place of the configuration, the answer last.
    left: Vec<(usize, usize)>,
    /// What was found, the answer first: complete after the last part.
    pub found: Vec<Standing>,
}

impl Standings {
    /// Of these configurations, of which none is judged yet. One without a usable cost is left out.
    #[must_use]
    pub fn new(noisy: &Noisy, configurations: &[Vec<usize>]) -> Self {
        let ranking = noisy.measures.ranking();
        let cheapest = |(at, rows): (usize, &Vec<usize>)| Some((ranking.cheapest(rows)?, at));
        let mut known: Vec<(usize, usize)> = configurations.iter().enumerate().filter_map(cheapest).collect();
        order::sort_by(&mut known, |a, b| a.0.cmp(&b.0));
        let bests: Vec<usize> = known.iter().map(|found| found.0).collect();
        let place = |best: usize| known.binary_search_by_key(&best, |found| found.0).map(|at| known[at]);
        let ranked = ranking.ranked(&bests).into_iter().rev();
        Self { left: ranked.filter_map(|best| place(best).ok()).collect(), found: Vec::new() }
    }

    /// Judges configurations of so many rows more, and one in any case; `true` once all are. Columns and configurations are
    /// the same in each part.
    pub fn part(&mut self, noisy: &Noisy, configurations: &[Vec<usize>], most: usize) -> bool {
        let mut rows = 0;
        while rows < most
            && let Some((best, at)) = self.left.pop()
        {
            self.found.push(noisy.standing(best, &configurations[at]));
            rows += configurations[at].len();
        }
        let is_done = self.left.is_empty();
        if let (true, Some(deviation)) = (is_done, noisy.noise.deviation()) {
            chances(&mut self.found, deviation, noisy.noise.doubt());
        }
        is_done
    }
}
