//! What speaks for a verdict and what against it, in sentences.

use crate::analysis::decide::answer::Ranking;
use crate::analysis::saturation::evidence::{Evidence, Grade};
use crate::format::numbers::{fixed, percent, short, signed_percent};

use crate::data::runs::prices::PriceFrom;
use crate::page::answer::columns::price_of;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::runs::{count, run_name, vus};

/// A grade in a word or two.
#[must_use]
pub fn grade_name(grade: Grade) -> &'static str {
    match grade {
        Grade::Unknown => "don't know",
        Grade::BrokenLittle => "numbers disagree",
        Grade::ShortRun => "short run",
        Grade::TooFewPoints => "too few points",
        Grade::StillRising => "still rising",
        Grade::EdgeMinimum => "at the edge",
        Grade::Saturated => "saturated",
    }
}

/// What a grade means for a configuration, a sentence with its numbers.
#[must_use]
pub fn grade_words(shown: &ActiveTable, evidence: &Evidence, grade: Grade) -> String {
    let best = |values: &[f64]| evidence.best.map_or(f64::NAN, |row| values[row]);
    let at = vus(best(&shown.runs.vus));
    match grade {
        Grade::Unknown => "Nothing usable is known of its VUs, throughput or cost.".to_owned(),
        Grade::BrokenLittle => format!(
            "Throughput × latency makes {} requests in flight per VU where 0.9 to 1.05 is healthy: units, clocks or \
             averages are wrong.",
            fixed(evidence.in_flight_per_vu.unwrap_or(f64::NAN), 3)
        ),
        Grade::ShortRun => {
            let sent = shown.runs.total_requests.as_ref().map_or(f64::NAN, |sent| best(sent));
            format!("It rests on {} requests, less than half of the median run's.", fixed(sent, 0))
        }
        Grade::TooFewPoints => {
            format!("It was run at {} only.", count(evidence.distinct_vus, "number of VUs", "numbers of VUs"))
        }
        Grade::StillRising => format!(
            "Throughput still rose in the last step ({}), so more VUs may be cheaper.",
            signed_percent(evidence.last_gain.unwrap_or(f64::NAN))
        ),
        Grade::EdgeMinimum => {
            let most = evidence.curve.vus.last().copied() == Some(best(&shown.runs.vus));
            let (end, more) = if most { ("most", "more") } else { ("fewest", "fewer") };
            format!("{at} are the {end} that were tried: {more} may be cheaper.")
        }
        Grade::Saturated => {
            let last = evidence.curve.vus.last().copied().unwrap_or(f64::NAN);
            format!(
                "Tried up to {}: the last step changed throughput by {}.",
                vus(last),
                signed_percent(evidence.last_gain.unwrap_or(f64::NAN))
            )
        }
    }
}

/// The scalability law of a configuration, a sentence; empty where there are too few points for one.
#[must_use]
pub fn usl_words(evidence: &Evidence) -> String {
    let Some(fit) = evidence.usl else { return String::new() };
    if !fit.holds() {
        let miss = percent(fit.relative_rmse * 100.0);
        return format!("The scalability law does not fit: it misses throughput by {miss} on average.");
    }
    let tried = evidence.curve.vus.last().copied().unwrap_or(f64::NAN);
    let peak = match fit.peak_vus() {
        None => "no peak".to_owned(),
        Some(peak) if peak > tried => format!("a peak at {}, beyond the {} tried", vus(peak.round()), short(tried)),
        Some(peak) => format!("a peak at {}", vus(peak.round().max(1.0))),
    };
    format!(
        "Scalability law: contention {}, coherency {}, {} req/s for one VU, {peak}; it misses throughput by {} on average.",
        short(fit.alpha),
        short(fit.beta),
        short(fit.lambda_req_per_sec),
        percent(fit.relative_rmse * 100.0)
    )
}

/// Of runs without a cost, what is left to say: which does the most on one machine. Empty where none is known to do any.
#[must_use]
pub fn most_words(shown: &ActiveTable, passing: &[usize]) -> String {
    let (ranking, rate) = (shown.runs.ranking(), &shown.runs.throughput_req_per_sec);
    let without: Vec<usize> = passing.iter().copied().filter(|&row| !ranking.ranks(row)).collect();
    if without.is_empty() {
        return String::new();
    }
    let seconds: Vec<f64> = rate.iter().map(|rate| 1.0 / rate).collect();
    let Some(most) = (Ranking { cost: &seconds, ..ranking }).cheapest(&without) else { return String::new() };
    format!("Without a price, {} does the most on one machine: {} req/s.", run_name(shown, most), short(rate[most]))
}

/// The price of a run's machine per hour, and whose it is: `$0.80, in the file`.
#[must_use]
pub fn price_words(shown: &ActiveTable, row: usize) -> String {
    let price = price_of(shown, row);
    if price.is_nan() {
        return "–".to_owned();
    }
    let from = match shown.runs.prices[shown.runs.pair_of(row)].from {
        PriceFrom::Reader => "yours",
        PriceFrom::Table => "in the file",
        PriceFrom::Notebooks | PriceFrom::Unknown => "as listed",
        PriceFrom::Assumed => "an assumption",
    };
    format!("{}, {from}", shown.price(price))
}
