//! Which statistics of a latency a table has (mean, median, percentiles), and which stands in for one that it lacks.

use super::words::Offer;
use crate::analysis::decide::cost_latency::usable;
use crate::data::runs::run_table::RunTable;
use crate::page::choice::limits::LimitChoice;
use crate::page::choice::other_limits::Bound;
use crate::page::tables::active_table::ActiveTable;

/// What is measured, with its keys from the mean up.
const FAMILIES: [(&str, [&str; 5]); 4] = [
    ("latency", ["avg", "p50", "p90", "p95", "p99"]),
    ("TTFT", ["ttft", "ttft50", "ttft90", "ttft95", "ttft99"]),
    ("TPOT", ["tpot", "tpot50", "tpot90", "tpot95", "tpot99"]),
    ("ITL", ["itl", "itl50", "itl90", "itl95", "itl99"]),
];
/// The same statistics in words.
const WORDS: [&str; 5] = ["mean", "median", "p90", "p95", "p99"];

/// What is said of a statistic that a table lacks, and the key of the one to limit in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacking {
    /// Sentences.
    pub words: String,
    /// The key of the nearest statistic.
    pub nearest: &'static str,
}

/// Of a key that no run has: which statistics of the same there are, and the nearest of them. `None` for a key that the table
/// has, or of which it has no other statistic.
#[inline(never)]
#[must_use]
pub fn lacking(runs: &RunTable, key: &str) -> Option<Lacking> {
    let (name, keys) = FAMILIES.iter().find(|(_, keys)| keys.contains(&key))?;
    let asked = keys.iter().position(|own| *own == key)?;
    let there: Vec<usize> = (0..keys.len()).filter(|&at| runs.measure(keys[at]).is_some()).collect();
    if there.is_empty() || there.contains(&asked) {
        return None;
    }
    // Of percentiles the next above is on the safe side. A mean is beside no percentile: it is the last resort, and for it the
    // median is the nearest.
    let above = there.iter().copied().find(|&at| at > asked);
    let below = there.iter().copied().rev().find(|&at| at < asked);
    let nearest = above.or(below)?;
    let (own, other) = (WORDS[asked], WORDS[nearest]);
    let says = match (asked, nearest > asked) {
        (0, _) => format!("a limit on {other} is not one on the mean"),
        (_, true) => format!("a run that keeps a limit there keeps it at {own}, too"),
        (_, false) => format!("a limit there says less, as a run that keeps it may break it at {own}"),
    };
    let tells = list(there.iter().map(|&at| WORDS[at]));
    let words = format!("This table tells {name} as {tells}, not as {own}. The nearest is {other}: {says}.");
    Some(Lacking { words, nearest: keys[nearest] })
}

/// Which statistics a table has of each latency of which it has some and lacks some: `TTFT: mean, median and p99; no p90, no
/// p95.` Empty where nothing is lacking.
#[inline(never)]
#[must_use]
pub fn told(runs: &RunTable) -> String {
    let family = |(name, keys): &(&str, [&str; 5])| {
        let has = |at: &usize| runs.measure(keys[*at]).is_some();
        let (there, lacks): (Vec<usize>, Vec<usize>) = (0..keys.len()).partition(has);
        let none: Vec<String> = lacks.iter().map(|&at| format!("no {}", WORDS[at])).collect();
        (!there.is_empty() && !lacks.is_empty())
            .then(|| format!("{name}: {}; {}.", list(there.iter().map(|&at| WORDS[at])), none.join(", ")))
    };
    let told: Vec<String> = FAMILIES.iter().filter_map(family).collect();
    if told.is_empty() { String::new() } else { ["This table tells ", &told.join(" ")].concat() }
}

/// Of each limited statistic that no run has the offer to limit the nearest of the same.
#[inline(never)]
#[must_use]
pub fn nearest(shown: &ActiveTable, choice: &LimitChoice) -> Vec<Offer> {
    let p95 = choice.max_p95_latency_ms.map(|at| ("p95".to_owned(), Bound { at, at_least: None }));
    let others = choice.others.iter().map(|(key, bound)| (key.clone(), *bound));
    let offer = |(key, bound): (String, Bound)| {
        let lacking = lacking(&shown.runs, &key)?;
        let values = shown.runs.measure(lacking.nearest)?;
        let known = (0..shown.runs.rows).filter(|&row| usable(values[row]));
        let row = known.min_by(|&a, &b| values[a].total_cmp(&values[b]))?;
        let mut limits = choice.clone();
        match key.as_str() {
            "p95" => limits.max_p95_latency_ms = None,
            key => drop(limits.others.remove(key)),
        }
        match lacking.nearest {
            "avg" => limits.max_avg_latency_ms = Some(bound.at),
            "p95" => limits.max_p95_latency_ms = Some(bound.at),
            nearest => drop(limits.others.insert(nearest.to_owned(), bound)),
        }
        Some(Offer { text: lacking.words, row, limits })
    };
    p95.into_iter().chain(others).filter_map(offer).collect()
}

/// `mean, median and p99`.
fn list(words: impl Iterator<Item = &'static str>) -> String {
    let words: Vec<&str> = words.collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => [&rest.join(", "), " and ", *last].concat(),
        _ => words.concat(),
    }
}
