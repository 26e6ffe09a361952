//! Break-even price: at which price of one hardware the cheapest run changes.
//!
//! Cost as in the notebooks (`embedding-optimization.ipynb`, last cells): `1e9 / throughput · price / 3600`, $ per 1
//! billion requests. Over the price of X, a vendor's hardware, the cost of each of X's runs is a line through the origin
//! and that of every other run is constant. So of X's runs the one with the most throughput is cheapest at every price,
//! of the others the one that is cheapest now, and the lower envelope of all is these two: at most one switch, where
//! they cross.

use super::answer::{Ranking, same};
use super::cost_latency::usable;

/// $ per 1 billion requests, in the notebooks' order of operations.
#[must_use]
pub fn usd_per_billion(usd_per_hour: f64, throughput_req_per_sec: f64) -> f64 {
    1e9 / throughput_req_per_sec * (usd_per_hour / 3600.0)
}

/// The price, $ per hour, at which a throughput gives a cost, $ per 1 billion requests: the inverse of
/// [`usd_per_billion`].
#[must_use]
pub fn usd_per_hour(usd_per_billion: f64, throughput_req_per_sec: f64) -> f64 {
    usd_per_billion / 1e9 * throughput_req_per_sec * 3600.0
}

/// The cheapest run as a function of the price of X.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BreakEven {
    /// X's best run: the most throughput; of equal ones by the page's rule.
    pub own: Option<usize>,
    /// The best of the other runs, by the page's rule.
    pub rival: Option<usize>,
    /// The price of X below which X wins and above which the rival does, $ per hour; at it they cost the same. `None`
    /// unless there are both.
    pub price_usd_per_hour: Option<f64>,
    own_throughput: f64,
    rival_cost_usd: f64,
    /// Of equal costs X's run wins.
    own_wins_ties: bool,
}

/// The cheapest run between two prices of X.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// From this price, $ per hour.
    pub from_usd_per_hour: f64,
    /// To this one; infinite for the last.
    pub to_usd_per_hour: f64,
    /// The run.
    pub row: usize,
}

impl BreakEven {
    /// Finds it among `rows`; `is_own[row]` says which are X's. Limits are met by passing only the rows that pass.
    ///
    /// Of X's runs those count that have a usable throughput, whether X has a price or not; of the others those with a
    /// usable cost, $ per 1 billion requests.
    #[must_use]
    pub fn new(ranking: &Ranking, throughput_req_per_sec: &[f64], is_own: &[bool], rows: &[usize]) -> Self {
        let (own, others): (Vec<usize>, Vec<usize>) = rows.iter().partition(|&&row| is_own[row]);
        let at_one: Vec<f64> = throughput_req_per_sec.iter().map(|&rate| usd_per_billion(1.0, rate)).collect();
        let own = Ranking { cost: &at_one, ..*ranking }.cheapest(&own);
        let rival = ranking.cheapest(&others);
        let own_wins_ties = own.zip(rival).is_some_and(|(own, rival)| {
            let both: Vec<usize> = rows.iter().copied().filter(|&row| row == own || row == rival).collect();
            let equal = vec![1.0; ranking.cost.len()];
            Ranking { cost: &equal, ..*ranking }.cheapest(&both) == Some(own)
        });
        let with = |values: &[f64], row: usize| (row, values[row]);
        Self::between(own.map(|row| with(throughput_req_per_sec, row)), rival.map(|row| with(ranking.cost, row)))
            .with_ties(own_wins_ties)
    }

    /// Between two runs that are known to be the best of X and of the others: X's with its throughput, the rival with its
    /// cost, $ per 1 billion. What a demand costs is told so, too: it is a line through the origin as well.
    #[must_use]
    pub fn between(own: Option<(usize, f64)>, rival: Option<(usize, f64)>) -> Self {
        let own_throughput = own.map_or(f64::NAN, |(_, rate)| rate);
        let rival_cost_usd = rival.map_or(f64::NAN, |(_, cost)| cost);
        let price = usd_per_hour(rival_cost_usd, own_throughput);
        Self {
            own: own.map(|(row, _)| row),
            rival: rival.map(|(row, _)| row),
            price_usd_per_hour: Some(price).filter(|&price| usable(price)),
            own_throughput,
            rival_cost_usd,
            own_wins_ties: false,
        }
    }

    /// The same where X's run wins at the switch, or does not.
    #[must_use]
    pub fn with_ties(self, own_wins_ties: bool) -> Self {
        Self { own_wins_ties, ..self }
    }

    /// The cheapest run at a price of X, $ per hour; `None` for a price that is none, and when there is no run.
    #[must_use]
    pub fn winner_at(&self, price_usd_per_hour: f64) -> Option<usize> {
        match (self.own, self.rival) {
            _ if !usable(price_usd_per_hour) => None,
            (Some(own), Some(rival)) => {
                let own_cost = usd_per_billion(price_usd_per_hour, self.own_throughput);
                let ties = same(own_cost, self.rival_cost_usd);
                let wins = if ties { self.own_wins_ties } else { own_cost < self.rival_cost_usd };
                Some(if wins { own } else { rival })
            }
            (one, other) => one.or(other),
        }
    }

    /// The lowest cost at a price of X, $ per 1 billion requests; NaN where there is no winner.
    #[must_use]
    pub fn cost_at(&self, price_usd_per_hour: f64) -> f64 {
        match self.winner_at(price_usd_per_hour) {
            Some(row) if Some(row) == self.own => usd_per_billion(price_usd_per_hour, self.own_throughput),
            Some(_) => self.rival_cost_usd,
            None => f64::NAN,
        }
    }

    /// What X's best run costs at a price of X, whether it wins or not, $ per 1 billion requests; NaN without one.
    #[must_use]
    pub fn own_cost_at(&self, price_usd_per_hour: f64) -> f64 {
        usd_per_billion(price_usd_per_hour, self.own_throughput)
    }

    /// What the rival costs, $ per 1 billion requests; NaN without one.
    #[must_use]
    pub fn rival_cost(&self) -> f64 {
        self.rival_cost_usd
    }

    /// The winners from a price of 0 on; they change at the break-even price.
    #[must_use]
    pub fn intervals(&self) -> Vec<Interval> {
        let interval = |from, to, row| Interval { from_usd_per_hour: from, to_usd_per_hour: to, row };
        match (self.own, self.rival, self.price_usd_per_hour) {
            (Some(own), Some(rival), Some(price)) => {
                vec![interval(0.0, price, own), interval(price, f64::INFINITY, rival)]
            }
            (own, rival, _) => own.or(rival).map(|row| interval(0.0, f64::INFINITY, row)).into_iter().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: [f64; 4] = [10.0, 20.0, 5.0, 0.0];
    const LATENCY: [f64; 4] = [4.0, 3.0, 2.0, 1.0];

    fn by<'a>(cost: &'a [f64], mean_ms: &'a [f64]) -> Ranking<'a> {
        Ranking { cost, p95_ms: None, mean_ms, failed_checks: None }
    }

    #[test]
    fn one_switch_where_they_cross() {
        let cost = [f64::NAN, f64::NAN, usd_per_billion(0.25, 5.0), 1.0];
        let found = BreakEven::new(&by(&cost, &LATENCY), &RATE, &[true, true, false, true], &[0, 1, 2, 3]);
        assert_eq!((found.own, found.rival), (Some(1), Some(2)));
        let price = found.price_usd_per_hour.unwrap();
        assert!((price - 1.0).abs() < 1e-12, "four times the throughput is worth four times the price");
        assert_eq!((found.winner_at(0.99), found.winner_at(1.01)), (Some(1), Some(2)));
        assert_eq!(found.cost_at(2.0), cost[2]);
        assert_eq!(found.intervals().iter().map(|i| i.row).collect::<Vec<_>>(), [1, 2]);
        assert!(found.cost_at(0.0).is_nan() && found.winner_at(f64::NAN).is_none());
    }

    #[test]
    fn at_the_switch_the_faster_wins() {
        let cost = [0.0, 0.0, usd_per_billion(0.5, 20.0), 0.0];
        let own_wins = |latency: [f64; 4], rows: &[usize]| {
            BreakEven::new(&by(&cost, &latency), &[20.0; 4], &[true, false, false, false], rows).winner_at(0.5)
                == Some(0)
        };
        assert!(!own_wins(LATENCY, &[0, 2]));
        assert!(own_wins([1.0; 4], &[0, 2]) && !own_wins([1.0; 4], &[2, 0]));
        assert!(!own_wins([f64::NAN, 1.0, 1.0, 1.0], &[0, 2]));
    }

    #[test]
    fn one_side_alone_and_none() {
        let alone = BreakEven::new(&by(&[1.0; 4], &LATENCY), &RATE, &[true; 4], &[0, 2]);
        assert_eq!((alone.winner_at(7.0), alone.price_usd_per_hour), (Some(0), None));
        assert_eq!(alone.intervals()[0].to_usd_per_hour, f64::INFINITY);
        let others = BreakEven::new(&by(&[1.0; 4], &LATENCY), &RATE, &[false; 4], &[0, 2]);
        assert_eq!((others.winner_at(7.0), others.cost_at(7.0)), (Some(2), 1.0));
        let none = BreakEven::new(&by(&[f64::NAN; 4], &LATENCY), &RATE, &[false; 4], &[0, 3]);
        assert!(none.winner_at(1.0).is_none() && none.intervals().is_empty());
    }
}
