//! Draws of cost: the means of configurations, shrunk towards that of all, plus normal errors and what lost runs add.

use super::{Lost, Standing};
use crate::analysis::stats::order;
use crate::analysis::stats::random::Random;

/// So often a second table is drawn.
const DRAWS: usize = 2000;
/// Beyond so many configurations, those that cost most by their means have no chance.
const MOST: usize = 64;
const SEED: u64 = 0x1505_CA11;

/// Puts the chance of each into its standing.
pub(super) fn chances(standings: &mut [Standing], deviation: f64, doubt: f64) {
    let mut won = vec![0u32; standings.len()];
    draws(standings, (deviation, doubt), &mut |drawn| {
        let mut least = (f64::INFINITY, None);
        for &(at, cost) in drawn {
            if cost < least.0 {
                least = (cost, Some(at));
            }
        }
        least.1.into_iter().for_each(|at| won[at] += 1);
    });
    tell(standings, &won);
}

/// In how many of the draws each won, as chances.
pub(super) fn tell(standings: &mut [Standing], won: &[u32]) {
    let chance = |won: u32| Some(f64::from(won) / DRAWS as f64);
    standings.iter_mut().zip(won).for_each(|(standing, &won)| standing.chance = chance(won));
}

/// Places of standings, each with the ln cost that was drawn for it.
pub(super) type Drawn = [(usize, f64)];

/// Draws ln cost of the likeliest standings at their best loads, [`DRAWS`] times: each with its place among all. `deviation`
/// is that of ln throughput of one run, itself known with a standard error of `doubt` of its logarithm.
pub(super) fn draws(standings: &[Standing], (deviation, doubt): (f64, f64), each: &mut dyn FnMut(&Drawn)) {
    let error = |standing: &Standing| deviation * standing.error;
    let (centre, spread) = spread(standings, &error);
    let shrunk: Vec<(f64, f64)> = standings
        .iter()
        .map(|standing| {
            let own = error(standing).powi(2);
            let weight = if spread.is_finite() { spread / (spread + own) } else { 1.0 };
            (centre + weight * (standing.ln_cost - centre), (weight * own).sqrt())
        })
        .collect();
    let expected = |at: usize| {
        let loss = standings[at].lost.map_or(0.0, |lost| lost.ln_loss * lost.runs as f64 / lost.of as f64);
        shrunk[at].0 + loss
    };
    let mut contenders: Vec<usize> = (0..standings.len()).collect();
    order::sort_by(&mut contenders, |&a, &b| expected(a).total_cmp(&expected(b)));
    contenders.truncate(MOST);
    let mut random = Random::new(SEED);
    let mut drawn: Vec<(usize, f64)> = Vec::with_capacity(contenders.len());
    for _ in 0..DRAWS {
        let scale = (doubt * random.normal()).exp();
        drawn.clear();
        drawn.extend(contenders.iter().map(|&at| {
            let error = scale * shrunk[at].1 * random.normal();
            (at, shrunk[at].0 + error + lost_again(standings[at].lost, &mut random))
        }));
        each(&drawn);
    }
}

/// The mean of all means of ln cost, and the variance of what is behind them: theirs without the mean of their errors'. It
/// is infinite for fewer than three, which tell none.
fn spread(standings: &[Standing], error: &dyn Fn(&Standing) -> f64) -> (f64, f64) {
    let count = standings.len() as f64;
    let mean = |of: &dyn Fn(&Standing) -> f64| standings.iter().map(of).sum::<f64>() / count;
    let centre = mean(&|standing| standing.ln_cost);
    if standings.len() < 3 {
        return (centre, f64::INFINITY);
    }
    let variance = mean(&|standing| (standing.ln_cost - centre).powi(2)) * count / (count - 1.0);
    let noise = mean(&|standing| error(standing).powi(2));
    // A little is left, or all would be drawn alike.
    (centre, (variance - noise).max(0.05 * noise))
}

/// What lost runs add to ln cost when as many runs beside the best are drawn anew.
fn lost_again(lost: Option<Lost>, random: &mut Random) -> f64 {
    let Some(lost) = lost else { return 0.0 };
    let share = lost.runs as f64 / lost.of as f64;
    lost.ln_loss * random.binomial(lost.of, share) as f64 / lost.of as f64
}
