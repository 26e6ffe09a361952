//! The answer in sentences: what is asked, the machines for it, and what is to be known about them.

use crate::analysis::decide::answer::{Demand, Point, Warning};
use crate::data::runs::work::Work;
use crate::format::numbers::{fixed, percent, percent_fixed, short, short_3};

use super::asked::Asked;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::cost;
use crate::page::words::runs::{capital, configuration_name, count, run_name};

/// A demand: `1,000,000 requests within 24 hours (11.57 req/s)`.
#[must_use]
pub fn demand_words(demand: Demand, work: Work) -> String {
    let ((one, many), rate) = (work.unit_words(), work.rate_words());
    match demand {
        Demand::None => work.words().to_owned(),
        Demand::Volume { units, within_hours } => format!(
            "{} within {} ({} {rate})",
            count_of(units, one, many),
            count_of(within_hours, "hour", "hours"),
            short(demand.units_per_sec())
        ),
        Demand::Steady { units_per_sec, hours } => {
            format!("{} {rate} for {}", short(units_per_sec), count_of(hours, "hour", "hours"))
        }
    }
}

/// What is asked: the demand, and the most that is paid: `50 req/s for 24 hours, at most $0.30 per 1M requests`.
#[must_use]
pub fn asked_words(shown: &ActiveTable, asked: &Asked) -> String {
    let Some(usd) = asked.terms.at_most() else { return demand_words(asked.demand, shown.runs.work) };
    let paid = paid_words(shown, usd);
    if asked.demand == Demand::None {
        capital(&paid)
    } else {
        format!("{}, {paid}", demand_words(asked.demand, shown.runs.work))
    }
}

/// The most that is paid: `at most $0.30 per 1M requests`.
#[inline(never)]
#[must_use]
pub fn paid_words(shown: &ActiveTable, usd: f64) -> String {
    format!("at most {} {}", shown.price(cost::amount(shown, usd)), cost::per_quoted(&shown.runs))
}

/// The answer to a question, a sentence; the latency is told where the fastest is asked.
#[must_use]
pub fn answer_words(shown: &ActiveTable, asked: &Asked, point: &Point) -> String {
    let asks = asked_words(shown, asked);
    let latency = asked.terms.at_most().map_or_else(String::new, |_| latency_words(point));
    if asked.demand == Demand::None {
        let usd = cost::money(shown, point.usd_per_unit * shown.runs.work.units());
        return format!("{asks}: {}, for {usd}{latency}.", run_name(shown, point.row));
    }
    format!(
        "{asks}: {}, for {}, {} idle{latency}.",
        machines_words(shown, asked.demand, point),
        shown.price(point.usd),
        percent((1.0 - point.load_share).max(0.0) * 100.0)
    )
}

/// The latency that decides, after a comma; nothing where none is known.
fn latency_words(point: &Point) -> String {
    let ms = point.latency_ms();
    match point.p95_ms.is_nan() {
        true if ms.is_infinite() => String::new(),
        true => format!(", average latency {} ms", short(ms)),
        false => format!(", p95 latency {} ms", short(ms)),
    }
}

/// That nothing costs as little as is asked, a sentence.
#[must_use]
pub fn too_dear_words(shown: &ActiveTable, asked: &Asked) -> String {
    let usd = shown.price(cost::amount(shown, asked.terms.at_most().unwrap_or(f64::NAN)));
    let per = cost::per_quoted(&shown.runs);
    format!("Nothing that passes is known to cost at most {usd} {per}: this is the cheapest.")
}

/// The machines: of a steady demand those of a configuration, as each has less load than the run that is its capacity.
#[must_use]
pub fn machines_words(shown: &ActiveTable, demand: Demand, point: &Point) -> String {
    let steady = matches!(demand, Demand::Steady { .. });
    let name = if steady { configuration_name(shown, point.row) } else { run_name(shown, point.row) };
    let machines = count_of(point.machines, "machine", "machines");
    let spare = if point.spare > 0.0 { format!(" and {} to spare", fixed(point.spare, 0)) } else { String::new() };
    format!("{machines} of {name}{spare}")
}

/// Hours billed of each machine: `19 + 19 + 18`, `5 × 8 + 2 × 7`, `3 × 24`.
#[must_use]
pub fn hours_words(point: &Point) -> String {
    if point.machines == 1.0 {
        return fixed(point.longest_hours, 0);
    }
    let runs = point.schedule().into_iter().filter(|(machines, _)| *machines > 0.0);
    let few = point.machines <= 3.0;
    let words = runs.map(|(machines, hours)| match (few, machines) {
        (true, _) => vec![fixed(hours, 0); machines as usize].join(" + "),
        (false, 1.0) => fixed(hours, 0),
        (false, _) => format!("{} × {}", fixed(machines, 0), fixed(hours, 0)),
    });
    words.collect::<Vec<_>>().join(" + ")
}

/// Before a configuration's name, how many machines of it: `2 × `; where one has several GPUs `7 machines of 2 × `.
#[must_use]
pub fn several_words(shown: &ActiveTable, point: &Point) -> String {
    let machines = fixed(point.machines + point.spare, 0);
    let gpus = shown.runs.listed_gpus_of(point.row);
    if gpus > 1.0 { format!("{machines} machines of {} × ", short(gpus)) } else { machines + " × " }
}

/// How full a machine is, `91%`: the same wherever a load is told.
#[inline(never)]
#[must_use]
pub fn load_words(point: &Point) -> String {
    percent_fixed(point.load_share * 100.0, 0)
}

/// What is to be known about an answer, sentences.
#[must_use]
pub fn warnings_words(shown: &ActiveTable, demand: Demand, warnings: &[Warning]) -> Vec<String> {
    warnings.iter().map(|warning| warning_words(shown, demand, warning)).collect()
}

fn warning_words(shown: &ActiveTable, demand: Demand, warning: &Warning) -> String {
    match warning {
        Warning::DefaultLoad(full) => format!(
            "Machines are planned at {} of what they can do; {} at {} would be {} a month.",
            percent_fixed(demand.default_load_share() * 100.0, 0),
            machines_words(shown, demand, full),
            load_words(full),
            shown.price(full.usd_per_month)
        ),
        Warning::BelowTried(per_sec) => format!(
            "The load of each machine is below all that were tried: the latency told was measured at the lowest load tried, {} {}.",
            short_3(*per_sec),
            shown.runs.work.rate_words()
        ),
        Warning::LatencyUnknown => "Latency at the load of each machine is not known.".to_owned(),
        Warning::ByThroughput => {
            "Its runs did more than their VUs over their latency, so its latency is told by their throughput."
                .to_owned()
        }
        Warning::ContradictingPrices(runs) => contradicting_words(*runs),
        Warning::Unpriced(runs) => {
            format!("{} no usable price and cannot win.", count(*runs, "run that passes has", "runs that pass have"))
        }
        Warning::Failed(share) => {
            format!("{} of its requests failed; the cost is of those that were answered well.", percent(share * 100.0))
        }
    }
}

/// That prices and costs contradict each other, a sentence.
#[must_use]
pub fn contradicting_words(runs: usize) -> String {
    let runs = count(runs, "run", "runs");
    format!("The price of {runs} is another than in its cost: costs are what is compared, for all runs.")
}

/// `1 hour`, `1,000,000 requests`, `0.5 hours`.
fn count_of(n: f64, one: &str, many: &str) -> String {
    let digits = if n.fract() == 0.0 { fixed(n, 0) } else { short(n) };
    format!("{digits} {}", if n == 1.0 { one } else { many })
}
