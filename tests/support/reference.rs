//! A reference for the answer, written from the formulae by another way: it tries every number of machines and of hours,
//! has an isotonic regression and an interpolation of its own, and shares nothing with the product but the rows
//! and how a latency is rounded where it is shown.

use std::collections::HashMap;

use isocost::analysis::decide::answer::Candidates;
use isocost::format::numbers::three_digits;

/// How near is the same.
const NEAR: f64 = 1e-9;
/// More machines than this are not tried.
const MOST_MACHINES: usize = 20_000;
/// More hours billed neither.
const MOST_HOURS: usize = 200_000;

#[derive(Clone, Copy, Debug)]
pub enum Asked {
    Nothing,
    Rate(f64),
    Work(f64, f64),
}

/// A column with a limit: of latencies, or of another measure, at least or at most.
#[derive(Clone, Debug)]
pub struct Bound {
    pub values: Vec<f64>,
    pub limit: f64,
    pub is_latency: bool,
    pub at_least: bool,
}

#[derive(Clone, Debug)]
pub struct Case {
    pub asked: Asked,
    pub bounds: Vec<Bound>,
    pub share: f64,
    pub spare: usize,
    pub at_most_usd: Option<f64>,
}

#[derive(Clone, Debug)]
pub struct Found {
    pub row: usize,
    pub machines: f64,
    /// Per unit without a demand, per hour of a rate, for all of a volume of work.
    pub usd: f64,
    pub p95: Option<f64>,
    pub mean: Option<f64>,
    pub load: f64,
}

/// The best row of some, by brute force.
pub fn reference(of: &Candidates, case: &Case, rows: &[usize]) -> Option<Found> {
    let mut hours = Hours::default();
    let passes = |row: usize| case.bounds.iter().all(|bound| bound.holds(bound.values[row]));
    let mut curves = HashMap::new();
    let passing = rows.iter().copied().filter(|&row| passes(row));
    let mut found: Vec<Found> = passing.filter_map(|row| one(of, case, rows, row, &mut hours, &mut curves)).collect();
    let has_p95 = found.iter().any(|found| found.p95.is_some());
    let latency = |found: &Found| if has_p95 { found.p95 } else { found.mean };
    let stand_in = |found: &Found| if found.p95.is_some() { Some(0.0) } else { found.mean };
    if case.at_most_usd.is_some() {
        found.retain(|found| found.p95.or(found.mean).is_some());
        keep_least(&mut found, latency);
        keep_least(&mut found, stand_in);
    }
    keep_least(&mut found, |found| Some(found.usd));
    if matches!(case.asked, Asked::Rate(_)) {
        if case.at_most_usd.is_none() {
            // As it is shown, in three digits: `60.04` and `59.96` are both 60. Further digits decide nothing.
            keep_least(&mut found, |found| found.p95.map(three_digits));
        }
        keep_least(&mut found, |found| found.mean);
    } else {
        keep_least(&mut found, latency);
        keep_least(&mut found, stand_in);
    }
    keep_least(&mut found, |found| Some(found.load));
    keep_least(&mut found, |found| Some(of.failed_checks.map_or(0.0, |failed| f64::from(failed[found.row]))));
    found.into_iter().next()
}

/// Drops what is more than the least; what has no value is more than any.
fn keep_least(found: &mut Vec<Found>, key: impl Fn(&Found) -> Option<f64>) {
    let least = found.iter().filter_map(&key).fold(f64::INFINITY, f64::min);
    if least.is_finite() {
        found.retain(|found| key(found).is_some_and(|value| value - least <= NEAR * least));
    }
}

fn positive(value: f64) -> Option<f64> {
    (value > 0.0 && value.is_finite()).then_some(value)
}

impl Bound {
    fn holds(&self, value: f64) -> bool {
        let known = if self.is_latency || self.at_least { value > 0.0 } else { (0.0..=1.0).contains(&value) };
        known && value.is_finite() && if self.at_least { value >= self.limit } else { value <= self.limit }
    }
}

/// What a configuration measured: loads and latencies.
struct Curves {
    mean: Vec<(f64, f64)>,
    /// The same, where a run did more than load over latency at most load over what it did.
    held: Vec<(f64, f64)>,
    p95: Vec<(f64, f64)>,
    limited: Vec<(Vec<(f64, f64)>, f64)>,
    /// Units of work in a request.
    each: f64,
}

/// The middle of the units of work per request of some runs, or the mean of the two middle ones.
fn per_request(of: &Candidates, rows: &[usize]) -> f64 {
    let Some(requests) = of.requests_per_sec else { return 1.0 };
    let mut all: Vec<f64> = rows.iter().filter_map(|&row| positive(of.units_per_sec[row] / requests[row])).collect();
    all.sort_by(f64::total_cmp);
    match all.len() {
        0 => f64::NAN,
        n if n % 2 == 1 => all[n / 2],
        n => 0.5 * (all[n / 2 - 1] + all[n / 2]),
    }
}

impl Curves {
    fn of(of: &Candidates, case: &Case, rows: &[usize], row: usize) -> Self {
        let same = |other: &usize| of.configuration[*other] == of.configuration[row];
        let runs: Vec<usize> = rows.iter().copied().filter(same).collect();
        let latencies = case.bounds.iter().filter(|bound| bound.is_latency);
        let (each, by_vus) = (per_request(of, &runs), isotonic(of, of.mean_ms, &runs));
        let done = |vus: f64| most_done(of, &runs, vus, each);
        let mut in_flight: Vec<(f64, f64)> = Vec::new();
        let mut most = 0.0;
        for &(vus, ms) in &by_vus {
            let load = positive(done(vus)).map_or(vus, |done| vus.min(done * ms / 1000.0));
            if load > most * (1.0 + NEAR) {
                most = load;
            }
            in_flight.push((vus, most));
        }
        let over = |values: &[f64]| -> Vec<(f64, f64)> {
            let load = |vus: f64| in_flight.iter().find(|at| (at.0 - vus).abs() <= NEAR * vus).map(|at| at.1);
            let points = isotonic(of, values, &runs).into_iter().filter_map(|(vus, ms)| Some((load(vus)?, ms)));
            let mut points: Vec<_> = points.collect();
            points.dedup_by(|next, kept| next.0 == kept.0);
            points
        };
        let mean = over(of.mean_ms);
        let least_vus = |load: f64| in_flight.iter().find(|at| at.1 == load).unwrap().0;
        let room = |&(load, ms): &(f64, f64)| (load, ms.min(1000.0 * load / done(least_vus(load))));
        Self {
            each,
            held: mean.iter().map(room).collect(),
            mean,
            p95: of.p95_ms.map_or_else(Vec::new, over),
            limited: latencies.map(|bound| (over(&bound.values), bound.limit)).collect(),
        }
    }
}

/// What is of use of a run's work, units per second.
fn useful(of: &Candidates, row: usize) -> f64 {
    let good = of.good_share.map_or(1.0, |share| if share[row] >= 0.0 && share[row] <= 1.0 { share[row] } else { 1.0 });
    of.units_per_sec[row] * good
}

/// Where a load is known: the VUs, or else what is in flight.
fn load_of(of: &Candidates, row: usize) -> Option<f64> {
    let requests = of.requests_per_sec.unwrap_or(of.units_per_sec);
    positive(of.vus[row]).or_else(|| positive(requests[row] * of.mean_ms[row] / 1000.0))
}

/// The most requests per second of the runs at a load; 0 where none is known.
fn most_done(of: &Candidates, runs: &[usize], vus: f64, each: f64) -> f64 {
    let is_at = |row: usize| load_of(of, row).is_some_and(|load| (load - vus).abs() <= NEAR * vus);
    let there = runs.iter().filter(|&&row| is_at(row));
    there.filter_map(|&row| positive(useful(of, row) / each)).fold(0.0, f64::max)
}

fn one(
    of: &Candidates,
    case: &Case,
    rows: &[usize],
    row: usize,
    hours: &mut Hours,
    curves: &mut HashMap<usize, Curves>,
) -> Option<Found> {
    let rate = useful(of, row);
    let price = positive(of.usd_per_hour[row]);
    let own = (of.p95_ms.and_then(|p95| positive(p95[row])), positive(of.mean_ms[row]));
    let dear = |per_unit: f64| case.at_most_usd.is_some_and(|most| per_unit > most * (1.0 + NEAR));
    match case.asked {
        Asked::Nothing => {
            let usd = match of.unit_costs {
                Some((cost, units)) => positive(cost[row] / units)?,
                None => price? / (3600.0 * positive(rate)?),
            };
            (!dear(usd)).then_some(Found { row, machines: 1.0, usd, p95: own.0, mean: own.1, load: 1.0 })
        }
        Asked::Work(work, within) => {
            let needed = work / (3600.0 * positive(rate)? * case.share);
            let billed = hours.least_billed(within, needed)?;
            let usd = price? * billed as f64;
            let machines = (1..=billed).find(|&machines| meets(machines, billed, within, needed))? as f64;
            let load = work / (3600.0 * rate * billed as f64);
            (!dear(usd / work)).then_some(Found { row, machines, usd, p95: own.0, mean: own.1, load })
        }
        Asked::Rate(demand) => {
            let curves = curves.entry(of.configuration[row]).or_insert_with(|| Curves::of(of, case, rows, row));
            steady(case, curves, demand, (row, positive(rate)?, price?))
        }
    }
}

/// A run for a rate, with one machine, two, and so on.
fn steady(case: &Case, curves: &Curves, demand: f64, (row, rate, price): (usize, f64, f64)) -> Option<Found> {
    let mut best: Option<Found> = None;
    for machines in 1..MOST_MACHINES {
        let each = demand / machines as f64;
        if each > rate * case.share * (1.0 + NEAR) {
            continue;
        }
        let usd = price * (machines + case.spare) as f64;
        if case.at_most_usd.is_some_and(|most| usd / 3600.0 / demand > most * (1.0 + NEAR)) {
            break;
        }
        let in_flight = crossing(&curves.held, each / curves.each);
        let at = |curve: &[(f64, f64)]| in_flight.and_then(|vus| height(curve, vus));
        let mut limited = curves.limited.iter();
        if limited.all(|(curve, limit)| at(curve).is_some_and(|ms| ms <= limit * (1.0 + 2.0 * NEAR))) {
            let (p95, mean) = (at(&curves.p95), at(&curves.mean));
            let found = Found { row, machines: machines as f64, usd, p95, mean, load: each / rate };
            if best.as_ref().is_none_or(|held| is_faster(&found, held)) {
                best = Some(found);
            }
        }
        // The first that suffices is the cheapest; below all that were tried nothing changes any more.
        let all = [&curves.mean, &curves.p95].into_iter().chain(curves.limited.iter().map(|(curve, _)| curve));
        let begins = all.filter_map(|curve| curve.first()).fold(f64::INFINITY, |least, first| least.min(first.0));
        let lowest = curves.mean.is_empty() || in_flight.is_some_and(|vus| vus < begins);
        if (best.is_some() && case.at_most_usd.is_none()) || lowest {
            break;
        }
    }
    best
}

/// By p95, and where there is none by the mean, which comes after.
fn is_faster(new: &Found, held: &Found) -> bool {
    let key = |found: &Found| match (found.p95, found.mean) {
        (Some(p95), _) => (p95, 0.0),
        (None, mean) => (f64::INFINITY, mean.unwrap_or(f64::INFINITY)),
    };
    let ((p95, mean), (held_p95, held_mean), least) = (key(new), key(held), 1.0 - NEAR);
    p95 < held_p95 * least || (p95 == held_p95 && mean < held_mean * least)
}

/// The most work, in machine-hours, of so many billed hours, by trying each length of the last machine's run.
#[derive(Default)]
struct Hours {
    within: f64,
    most_work: Vec<f64>,
}

impl Hours {
    fn least_billed(&mut self, within: f64, needed: f64) -> Option<usize> {
        if self.within != within {
            *self = Self { within, most_work: vec![0.0] };
        }
        let begun = (within - NEAR).ceil().max(1.0) as usize;
        let mut billed = 1;
        loop {
            if billed == self.most_work.len() {
                let last = |hours: usize| self.most_work[billed - hours] + within.min(hours as f64);
                let most = (1..=begun.min(billed)).map(last).fold(0.0, f64::max);
                self.most_work.push(most);
            }
            if self.most_work[billed] * (1.0 + NEAR) >= needed {
                return Some(billed);
            }
            billed += 1;
            if billed > MOST_HOURS {
                return None;
            }
        }
    }
}

/// Whether so many machines, their billed hours as equal as can be, do the work by the deadline.
fn meets(machines: usize, billed: usize, within: f64, needed: f64) -> bool {
    let (each, more) = (billed / machines, billed % machines);
    if each + usize::from(more > 0) > (within - NEAR).ceil().max(1.0) as usize {
        return false;
    }
    let work = |hours: usize| within.min(hours as f64);
    let done = more as f64 * work(each + 1) + (machines - more) as f64 * work(each);
    done * (1.0 + NEAR) >= needed
}

/// The isotonic regression by its max-min formula: loads and values.
fn isotonic(of: &Candidates, values: &[f64], rows: &[usize]) -> Vec<(f64, f64)> {
    let known = |row: usize| Some((load_of(of, row)?, positive(values[row])?));
    let mut runs: Vec<(f64, f64)> = rows.iter().filter_map(|&row| known(row)).collect();
    runs.sort_by(|a, b| a.partial_cmp(b).unwrap());
    let mut loads: Vec<f64> = runs.iter().map(|run| run.0).collect();
    // Those that rounding tells apart are one.
    loads.dedup_by(|next, kept| *next - *kept <= NEAR * *kept);
    let average = |from: usize, to: usize| {
        let within: Vec<f64> = runs
            .iter()
            .filter(|run| run.0 >= loads[from] && run.0 <= loads[to] * (1.0 + NEAR))
            .map(|run| run.1)
            .collect();
        within.iter().sum::<f64>() / within.len() as f64
    };
    let last = loads.len();
    let fitted = |at: usize| {
        let least_to = |from: usize| (at..last).map(|to| average(from, to)).fold(f64::INFINITY, f64::min);
        (0..=at).map(least_to).fold(0.0, f64::max)
    };
    (0..last).map(|at| (loads[at], fitted(at))).collect()
}

/// The value at a load; none beyond the last.
fn height(curve: &[(f64, f64)], vus: f64) -> Option<f64> {
    let first = curve.first()?;
    if vus <= first.0 {
        return Some(first.1);
    }
    if vus > curve.last()?.0 * (1.0 + NEAR) {
        return None;
    }
    let between = curve.windows(2).find(|pair| vus <= pair[1].0).unwrap_or(&curve[curve.len() - 1..]);
    if between.len() == 1 {
        return Some(between[0].1);
    }
    let share = (vus - between[0].0) / (between[1].0 - between[0].0);
    Some(between[0].1 * (1.0 - share) + between[1].1 * share)
}

/// The least load N with N = rate · R(N), by bisection between the tried loads around it.
fn crossing(curve: &[(f64, f64)], per_sec: f64) -> Option<f64> {
    let beyond = |vus: f64| vus - per_sec * height(curve, vus).unwrap_or(f64::INFINITY) / 1000.0;
    let at = curve.iter().position(|&(vus, _)| beyond(vus) >= -NEAR * vus)?;
    let (mut low, mut high) = (if at == 0 { 0.0 } else { curve[at - 1].0 }, curve[at].0);
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if beyond(middle) >= 0.0 { high = middle } else { low = middle }
    }
    Some(high)
}
