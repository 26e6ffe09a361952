//! All runs in the order in which they answer, and the rate that a machine of each may be given.

use super::Solver;
use crate::analysis::decide::answer::order::rank;
use crate::analysis::decide::answer::question::Demand;

impl Solver<'_> {
    /// Those of some rows that may be the best of all, best first: the first is that of [`Self::best`]. What has no cost, or
    /// costs more than is paid, is left out.
    #[must_use]
    pub fn ranked(&self, rows: &[usize]) -> Vec<usize> {
        let is_fastest = self.question.most_usd_per_unit().is_some();
        let keys = |&row: &usize| {
            let ((p95, mean), tied, cost) = (self.latency(row), self.tied_latency(row), self.cost(row));
            let (load, checks) = (self.load_share(row), self.failed_checks(row));
            if is_fastest { [p95, mean, cost, tied.1, load, checks] } else { [cost, tied.0, tied.1, load, checks, 0.0] }
        };
        sorted(rows.iter().copied().filter(|&row| self.ranks(row)).collect(), &keys)
    }

    /// Whether a run is in [`Self::ranked`].
    #[must_use]
    pub fn ranks(&self, row: usize) -> bool {
        match self.question.most_usd_per_unit() {
            Some(_) => self.is_affordable(row) && self.latency_ms(row).is_finite(),
            None => self.cost(row) < f64::INFINITY,
        }
    }

    /// Those of some rows that meet the demand, the most from one machine first: the first is that of [`Self::most`].
    #[must_use]
    pub fn ranked_by_rate(&self, rows: &[usize]) -> Vec<usize> {
        let keys = |&row: &usize| {
            let (p95, mean) = self.latency(row);
            [1.0 / self.candidates.rate(row), p95, mean, self.failed_checks(row), 0.0, 0.0]
        };
        sorted(rows.iter().copied().filter(|&row| self.meets(row)).collect(), &keys)
    }

    /// Whether machines that repeat a run meet the demand.
    #[must_use]
    pub fn meets(&self, row: usize) -> bool {
        self.fleet(row).is_some()
    }

    /// What the machines of a run may be given in all within load share and limits, units of work per second; NaN where they
    /// do not meet the demand.
    #[must_use]
    pub fn grows_to_units_per_sec(&self, row: usize) -> f64 {
        self.fleet(row).map_or(f64::NAN, |fleet| fleet.machines) * self.most_units_per_sec(row)
    }

    /// The most that a machine repeating a run may be given, units of work per second: its load share, and of a steady demand
    /// what keeps the limits on latency.
    #[must_use]
    pub fn most_units_per_sec(&self, row: usize) -> f64 {
        let most = self.candidates.rate(row) * self.question.load_share();
        match self.question.demand {
            Demand::Steady { .. } => most.min(self.responses[self.candidates.configuration[row]].most_units_per_sec),
            Demand::None | Demand::Volume { .. } => most,
        }
    }
}

fn sorted(rows: Vec<usize>, keys: &dyn Fn(&usize) -> [f64; 6]) -> Vec<usize> {
    let values: Vec<[f64; 6]> = rows.iter().map(keys).collect();
    let mut places: Vec<usize> = (0..rows.len()).collect();
    rank(
        &mut places,
        &[
            &|place| values[place][0],
            &|place| values[place][1],
            &|place| values[place][2],
            &|place| values[place][3],
            &|place| values[place][4],
            &|place| values[place][5],
        ],
    );
    places.into_iter().map(|place| rows[place]).collect()
}
