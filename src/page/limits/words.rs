//! Limits in words, and numbers rounded so that they still admit a run.

use crate::analysis::decide::cost_latency::usable;
use crate::analysis::decide::relax::{Change, Relaxation};
use crate::analysis::decide::slo::{Excluded, Limit, Screen};
use crate::format::numbers::{fixed, percent_short, short};

use super::statistics::nearest;
use crate::page::choice::limits::LimitChoice;
use crate::page::choice::other_limits::Bound;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::cost;
use crate::page::words::measures::{limited_name, measure_amount};
use crate::page::words::runs::{count, none_of, run_name};

/// What is limited.
#[must_use]
pub fn limit_name(limit: Limit) -> &'static str {
    match limit {
        Limit::AvgLatency => "average latency",
        Limit::P95Latency => "p95 latency",
        Limit::ErrorShare => "failed requests",
        // Elsewhere the throughput of language models is of tokens.
        Limit::Throughput => "request throughput",
        Limit::Hardware => "hardware",
        Limit::Others => "further measures",
    }
}

/// A number of a limit with its unit: `500 ms`, `0.5%`, `12 req/s`.
#[must_use]
pub fn amount(limit: Limit, value: f64) -> String {
    match limit {
        Limit::AvgLatency | Limit::P95Latency => format!("{} ms", short(value)),
        Limit::ErrorShare => percent_short(value * 100.0),
        Limit::Throughput => format!("{} req/s", short(value)),
        Limit::Hardware | Limit::Others => String::new(),
    }
}

/// A run's value as a limit that it passes: three digits, rounded to the side that admits it, so that 598.2 ms are 599
/// and 12.34 req/s are 12.3. A value that no rounding admits is left as it is.
#[must_use]
pub fn admitting(limit: Limit, value: f64) -> f64 {
    if !(value.is_finite() && value > 0.0) {
        return value;
    }
    let decimals = 2 - value.log10().floor() as i32;
    let scale = 10f64.powi(decimals.abs());
    let turned = |value: f64| if limit == Limit::Throughput { value.floor() } else { value.ceil() };
    // By the whole power of ten either way, which is exact up to 10^22.
    let rounded = if decimals < 0 { turned(value / scale) * scale } else { turned(value * scale) / scale };
    let admits = if limit == Limit::Throughput { rounded <= value } else { rounded >= value };
    if admits && rounded.is_finite() { rounded } else { value }
}

/// A limit as it is set: `p95 latency ≤ 500 ms`.
#[must_use]
pub fn limit_words(shown: &ActiveTable, choice: &LimitChoice, limit: Limit) -> String {
    if limit == Limit::Others { other_limits_words(shown, choice) } else { own_limit_words(choice, limit) }
}

/// The limits as conditions, in few words: `p95 up to 400 ms`, `at least 12 req/s`.
#[must_use]
pub fn conditions_words(shown: &ActiveTable, choice: &LimitChoice) -> Vec<String> {
    let other = |(key, bound): (&String, &Bound)| {
        let measure = shown.runs.measure_named(key);
        let name = limited_name(measure.as_ref(), key);
        let side = if bound.is_at_least(measure.as_ref()) { "from" } else { "up to" };
        format!("{name} {side} {}", measure_amount(measure.as_ref(), bound.at))
    };
    let own = |limit: Limit| match (limit, choice.get(limit)) {
        (Limit::Hardware, _) => own_limit_words(choice, limit),
        (Limit::Others, _) => choice.others.iter().map(other).collect::<Vec<_>>().join(", "),
        (_, None) => String::new(),
        (Limit::Throughput, Some(bound)) => ["at least ", &amount(limit, bound)].concat(),
        (_, Some(bound)) => {
            let name = limit_name(limit).trim_end_matches(" latency");
            [name, " up to ", &amount(limit, bound)].concat()
        }
    };
    choice.limits(&shown.runs).set().map(own).collect()
}

fn own_limit_words(choice: &LimitChoice, limit: Limit) -> String {
    if limit == Limit::Hardware {
        let names: Vec<&str> = choice.hardware.iter().flatten().map(String::as_str).collect();
        return if names.is_empty() { "no hardware allowed".to_owned() } else { format!("on {}", names.join(" or ")) };
    }
    let sign = if limit == Limit::Throughput { " ≥ " } else { " ≤ " };
    [limit_name(limit), sign, &amount(limit, choice.get(limit).unwrap_or(f64::NAN))].concat()
}

/// The limits on further measures: `TTFT p99 ≤ 500 ms and TPOT ≤ 10 ms`.
#[inline(never)]
fn other_limits_words(shown: &ActiveTable, choice: &LimitChoice) -> String {
    choice.others.iter().map(|other| bound_words(shown, other)).collect::<Vec<_>>().join(" and ")
}

/// One of them.
pub(super) fn bound_words(shown: &ActiveTable, (key, bound): (&String, &Bound)) -> String {
    let measure = shown.runs.measure_named(key);
    let sign = if bound.is_at_least(measure.as_ref()) { '≥' } else { '≤' };
    format!("{} {sign} {}", limited_name(measure.as_ref(), key), measure_amount(measure.as_ref(), bound.at))
}

/// Sets the limits on further measures that a run breaks to its own values; in words.
#[inline(never)]
fn others_admitting(shown: &ActiveTable, limits: &mut LimitChoice, row: usize) -> Vec<String> {
    let mut parts = Vec::new();
    for (key, bound) in &mut limits.others {
        let (Some(values), measure) = (shown.runs.measure(key), shown.runs.measure_named(key)) else { continue };
        let (value, at_least) = (values[row], bound.is_at_least(measure.as_ref()));
        if if at_least { value < bound.at } else { value > bound.at } {
            // Rounded as a throughput is, or as a latency.
            bound.at = admitting(if at_least { Limit::Throughput } else { Limit::AvgLatency }, value);
            parts.push(format!(
                "{} {}",
                limited_name(measure.as_ref(), key),
                measure_amount(measure.as_ref(), bound.at)
            ));
        }
    }
    parts
}

/// What one limit excludes, a sentence.
#[must_use]
pub fn excluded_words(shown: &ActiveTable, choice: &LimitChoice, excluded: &Excluded) -> String {
    excludes_words(&limit_words(shown, choice, excluded.limit), excluded)
}

fn excludes_words(limit: &str, excluded: &Excluded) -> String {
    let runs = count(excluded.alone, "run", "runs");
    let mut text = ["The limit ", limit, " excludes ", &runs].concat();
    if excluded.alone > 0 {
        text += &match excluded.beyond_others {
            0 => ", each of which exceeds another limit too".to_owned(),
            all if all == excluded.alone => String::new(),
            some => [", ", &fixed(some as f64, 0), " of which exceed no other"].concat(),
        };
    }
    if excluded.unknown > 0 {
        text += &["; of ", &fixed(excluded.unknown as f64, 0), " the value is not known"].concat();
    }
    text + "."
}

/// A change of limits, and what the page does when it is taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// In words.
    pub text: String,
    /// The run that it admits, or the one with the least of what it limits.
    pub row: usize,
    /// The limits after it.
    pub limits: LimitChoice,
}

/// The changes that would admit a run, the smallest first; where no change of the limits does, as a statistic that the table
/// lacks is limited, the same limit on the nearest that it has.
#[must_use]
pub fn offers(shown: &ActiveTable, choice: &LimitChoice, screen: &Screen) -> Vec<Offer> {
    let offers: Vec<Offer> = screen.relaxations.iter().map(|relaxation| offer(shown, choice, relaxation)).collect();
    // Asked first: code that most answers do without.
    let is_limited = choice.max_p95_latency_ms.is_some() || !choice.others.is_empty();
    if offers.is_empty() && is_limited { nearest(shown, choice) } else { offers }
}

fn offer(shown: &ActiveTable, choice: &LimitChoice, relaxation: &Relaxation) -> Offer {
    let mut limits = choice.clone();
    let mut parts = Vec::new();
    for change in &relaxation.changes {
        match *change {
            Change::To(limit, value) => {
                let value = admitting(limit, value);
                limits.set(limit, Some(value));
                parts.push(format!("{} {}", limit_name(limit), amount(limit, value)));
            }
            Change::Others => parts.extend(others_admitting(shown, &mut limits, relaxation.row)),
            Change::Allow(code) => {
                let name = shown.runs.hw_type.labels.get(code as usize).cloned().unwrap_or_default();
                parts.push(format!("{name} allowed"));
                limits.hardware.get_or_insert_default().insert(name);
            }
        }
    }
    let row = relaxation.row;
    let at = match usable(shown.runs.ranked_cost()[row]) {
        true => cost::of_run(shown, row),
        false => format!("{} {}", short(shown.runs.work_per_sec()[row]), shown.runs.work.rate_words()),
    };
    let text = format!("{} would admit {}, at {at}.", parts.join(" and "), run_name(shown, row));
    Offer { text, row, limits }
}

/// Why nothing qualifies, and the smallest change that would admit a run, to be told after it; empty without one. Where some
/// runs are within the limits it is that none of them has a cost: what does the most of these is an answer, and refused by
/// nothing.
#[must_use]
pub fn nothing_words(
    shown: &ActiveTable,
    choice: &LimitChoice,
    screen: &Screen,
    offers: &[Offer],
    among: usize,
) -> (String, String) {
    if among == 0 {
        return ("No run passes the filters.".to_owned(), String::new());
    }
    let limits: Vec<String> =
        screen.excluded.iter().map(|excluded| limit_words(shown, choice, excluded.limit)).collect();
    let limits = limits.join(", ");
    let begins = if screen.relaxations.is_empty() { " " } else { " The smallest change: " };
    let change = offers.first().map(|offer| [begins, &offer.text].concat());
    let passing = screen.passing.len();
    if passing > 0 {
        let within = if limits.is_empty() { String::new() } else { [" within ", &limits].concat() };
        let none = |verbs| none_of(passing, &within, verbs);
        // Of a table that states costs it is these that are missing.
        let rates = shown.runs.work_per_sec();
        let is_still = screen.passing.iter().all(|&row| !usable(rates[row])) && !shown.runs.listed.is_stated();
        let lacks = if is_still { "throughput, without which there is no cost" } else { "cost" };
        if let Some((other, _)) = is_still.then(|| cost::better_unit(&shown.runs, &screen.passing)).flatten() {
            let ((_, units), (one, others)) = (shown.runs.work.unit_words(), other.unit_words());
            let none = none(("tells", "does not tell"));
            let they = if passing == 1 { "It tells" } else { "They tell" };
            let why = format!(
                "{none} its {units}, for which costs are quoted. {they} {others}: costs per {one} can be compared."
            );
            return (why, change.unwrap_or_default());
        }
        return (format!("{} usable {lacks}.", none(("has a", "has no"))), change.unwrap_or_default());
    }
    let mut text = format!("{} with {limits}.", none_of(among, "", ("qualifies", "does not qualify")));
    if change.is_none() {
        text += " No change of limits admits one: values are missing or no run has a usable cost.";
    }
    (text, change.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounded_to_the_side_that_admits() {
        for (value, up, down) in
            [(598.2, 599.0, 598.0), (599.0, 599.0, 599.0), (1234.5, 1240.0, 1230.0), (0.001_234, 0.001_24, 0.001_23)]
        {
            assert_eq!(admitting(Limit::P95Latency, value), up);
            assert_eq!(admitting(Limit::Throughput, value), down);
        }
        for odd in [0.0, f64::INFINITY, f64::MAX, 5e-324] {
            assert!(admitting(Limit::AvgLatency, odd) >= odd && admitting(Limit::Throughput, odd) <= odd, "{odd}");
        }
        let mut value = 0.001;
        while value < 1e7 {
            assert!(
                admitting(Limit::ErrorShare, value) >= value && admitting(Limit::ErrorShare, value) <= value * 1.01
            );
            assert!(
                admitting(Limit::Throughput, value) <= value && admitting(Limit::Throughput, value) >= value * 0.99
            );
            value *= 1.017;
        }
    }

    #[test]
    fn limits_and_what_they_exclude_in_words() {
        let mut choice = LimitChoice::default();
        choice.set(Limit::P95Latency, Some(500.0));
        choice.set(Limit::ErrorShare, Some(0.005));
        assert_eq!(own_limit_words(&choice, Limit::P95Latency), "p95 latency ≤ 500 ms");
        assert_eq!(own_limit_words(&choice, Limit::ErrorShare), "failed requests ≤ 0.5%");
        let words = |alone, beyond_others, unknown| {
            let excluded = Excluded { limit: Limit::P95Latency, alone, beyond_others, unknown };
            excludes_words(&own_limit_words(&choice, Limit::P95Latency), &excluded)
        };
        assert_eq!(words(0, 0, 0), "The limit p95 latency ≤ 500 ms excludes 0 runs.");
        assert_eq!(
            words(3, 2, 1),
            "The limit p95 latency ≤ 500 ms excludes 3 runs, 2 of which exceed no other; of 1 the value is not known."
        );
    }
}
