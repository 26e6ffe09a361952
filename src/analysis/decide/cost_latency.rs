//! Cost against latency: the runs shown, their Pareto front, and the cheapest.

use isocost_kernels::rows;

use super::answer::Ranking;
use super::pareto;
use crate::analysis::stats::{rank, round};

/// How the runs are chosen and compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Every run with a usable cost and latency; ties stay on the front.
    Plain,
    /// As the notebooks do it: the `cheapest` rows, cost rounded to cents and latency to 0.001 ms, and of equal
    /// points only the first is on the front.
    Notebook {
        /// How many of the cheapest rows are taken (500 there, 100 for the classification table).
        cheapest: usize,
    },
}

/// The runs of a cost-latency chart, as parallel columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CostLatency {
    /// The row of each point in the table.
    pub rows: Vec<usize>,
    /// Latency of each point, ms.
    pub latency_ms: Vec<f64>,
    /// Cost of each point, $ per 1 billion requests.
    pub cost_usd: Vec<f64>,
    /// Positions (in these columns) on the Pareto front, by rising latency.
    pub front: Vec<usize>,
    /// Position of the cheapest point; of equally cheap ones the fastest, then the first.
    pub cheapest: Option<usize>,
    /// How many of the given rows have no usable cost or latency and are in none of the columns.
    pub left_out: usize,
}

impl CostLatency {
    /// Compares `rows` of the given columns.
    ///
    /// In the plain reading a cost or latency that is missing, infinite, zero or negative is not a measurement (a
    /// zero cost is an unknown price): such rows are left out and counted, never ranked. The notebook only drops
    /// missing costs.
    #[must_use]
    pub fn new(latency_ms: &[f64], cost_usd: &[f64], rows: &[usize], reading: Reading) -> Self {
        match reading {
            Reading::Plain => Self::plain(latency_ms, cost_usd, rows),
            Reading::Notebook { cheapest } => Self::notebook(latency_ms, cost_usd, rows, cheapest),
        }
    }

    /// Latencies and costs of the points alone: no front is sought among them.
    #[must_use]
    pub fn places(latency_ms: &[f64], cost_usd: &[f64], rows: &[usize], reading: Reading) -> (Vec<f64>, Vec<f64>) {
        match reading {
            Reading::Plain => {
                let (_, x, y) = rows::usable_pairs(latency_ms, cost_usd, rows);
                (x, y)
            }
            Reading::Notebook { cheapest } => {
                let Self { latency_ms, cost_usd, .. } = Self::notebook(latency_ms, cost_usd, rows, cheapest);
                (latency_ms, cost_usd)
            }
        }
    }

    /// The table rows on the front, by rising latency.
    pub fn front_rows(&self) -> impl Iterator<Item = usize> {
        self.front.iter().map(|&at| self.rows[at])
    }

    /// The table row of the cheapest point.
    #[must_use]
    // Only tests ask.
    #[cfg_attr(feature = "dead-code", allow(dead_code))]
    pub fn cheapest_row(&self) -> Option<usize> {
        self.cheapest.map(|at| self.rows[at])
    }

    fn plain(latency_ms: &[f64], cost_usd: &[f64], of: &[usize]) -> Self {
        let (shown, x, y) = rows::usable_pairs(latency_ms, cost_usd, of);
        // All are usable.
        let ranking = Ranking { cost: cost_usd, p95_ms: None, mean_ms: latency_ms, failed_checks: None };
        let cheapest = ranking.cheapest(&shown).and_then(|row| shown.iter().position(|&at| at == row));
        Self {
            front: pareto::front(&x, &y),
            cheapest,
            left_out: of.len() - shown.len(),
            rows: shown,
            latency_ms: x,
            cost_usd: y,
        }
    }

    fn notebook(latency_ms: &[f64], cost_usd: &[f64], rows: &[usize], cheapest: usize) -> Self {
        let shown = rank::smallest(cost_usd, rows, cheapest);
        let x: Vec<f64> = shown.iter().map(|&row| round::round_half_even(latency_ms[row], 3)).collect();
        let y: Vec<f64> = shown.iter().map(|&row| round::round_half_even(cost_usd[row], 2)).collect();
        Self {
            front: pareto::front_strict(&x, &y),
            // The rows come cheapest first.
            cheapest: (!shown.is_empty()).then_some(0),
            left_out: rows.iter().filter(|&&row| cost_usd[row].is_nan()).count(),
            rows: shown,
            latency_ms: x,
            cost_usd: y,
        }
    }
}

pub use rows::usable;

#[cfg(test)]
mod tests {
    use super::*;

    const LATENCY: [f64; 6] = [100.0, 200.0, 300.0, 50.0, f64::NAN, 100.0];
    const COST: [f64; 6] = [9.0, 4.0, 4.0, 0.0, 1.0, 9.0];
    const ALL: [usize; 6] = [0, 1, 2, 3, 4, 5];

    #[test]
    fn plain_ranks_no_zero_and_keeps_ties() {
        let got = CostLatency::new(&LATENCY, &COST, &ALL, Reading::Plain);
        assert_eq!(got.rows, [0, 1, 2, 5]);
        assert_eq!(got.left_out, 2);
        assert_eq!(got.front_rows().collect::<Vec<_>>(), [0, 5, 1]);
        assert_eq!(got.cheapest_row(), Some(1));
    }

    #[test]
    fn notebook_ranks_what_pandas_ranks() {
        let got = CostLatency::new(&LATENCY, &COST, &ALL, Reading::Notebook { cheapest: 4 });
        assert_eq!(got.rows, [3, 4, 1, 2]);
        assert_eq!(got.cheapest_row(), Some(3));
        assert_eq!(got.front_rows().collect::<Vec<_>>(), [3]);
    }

    #[test]
    fn nothing_gives_nothing() {
        for reading in [Reading::Plain, Reading::Notebook { cheapest: 500 }] {
            assert_eq!(CostLatency::new(&LATENCY, &COST, &[], reading), CostLatency::default());
        }
    }
}
