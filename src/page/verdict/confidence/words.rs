//! How sure a verdict is, in sentences.

use crate::analysis::decide::chances::{Confidence, Standing, rival};
use crate::analysis::decide::near_ties::{NearTie, example};
use crate::analysis::stats::noise::{Noise, Source};
use crate::format::numbers::{fixed, percent, percent_fixed, short, signed_percent};

use super::Again;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::cost;
use crate::page::words::noise::{UNKNOWN, noise_sentence};
use crate::page::words::runs::{capital, configuration_name, count, run_name, vus};

/// The one word, or two.
#[must_use]
pub fn name(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Settled => "settled",
        Confidence::Tie => "tie",
        Confidence::OneMoreRun => "one more run needed",
        Confidence::CannotTell => "cannot tell",
    }
}

/// A chance to a whole percent.
#[must_use]
pub fn chance_words(chance: f64) -> String {
    match chance * 100.0 {
        percent if percent < 1.0 => "under 1%".to_owned(),
        percent if percent > 99.0 => "over 99%".to_owned(),
        percent => percent_fixed(percent, 0),
    }
}

/// The chances of the answer and of another configuration, where that one is likelier: not where both read the same, and not
/// where the answer is settled.
pub(super) fn likelier_than(standings: &[Standing], other: &Standing) -> Option<[String; 2]> {
    let (own, its) = (standings.first()?.chance?, other.chance?);
    let words = [own, its].map(chance_words);
    let tells = its > own && words[0] != words[1] && Confidence::of(standings) != Confidence::Settled;
    tells.then_some(words)
}

/// That another configuration is likelier `what`, without a full stop: `name is likelier to be the cheapest (89%, this one 7%)`.
pub(super) fn likelier_words(name: &str, what: &str, [own, its]: &[String; 2]) -> String {
    format!("{name} is likelier to {what} ({its}, this one {own})")
}

/// The same of the cheapest; `None` where no other configuration is likelier.
pub(super) fn likelier(shown: &ActiveTable, standings: &[Standing]) -> Option<String> {
    let other = rival(standings)?;
    let chances = likelier_than(standings, other)?;
    Some(likelier_words(&configuration_name(shown, other.best), "be the cheapest", &chances))
}

/// The same as a sentence with the word of confidence; empty where there is none. Where one more run is needed, that stands
/// behind: in front it would read as if the likelier one were the run to make.
pub(super) fn card_words(standings: &[Standing], likelier: Option<String>) -> String {
    likelier.map_or_else(String::new, |told| match Confidence::of(standings) {
        Confidence::OneMoreRun => format!("{told}. One more run would tell."),
        confidence => format!("{}: {told}.", capital(name(confidence))),
    })
}

/// Why, the first sentence about the word; then the cost near its load, and what the noise is found from.
pub(super) fn reasons(
    shown: &ActiveTable,
    noise: Noise,
    confidence: Confidence,
    standings: &[Standing],
) -> Vec<String> {
    let Some((answer, chance)) = standings.first().and_then(|answer| Some((answer, answer.chance?))) else {
        return vec![unknown_words(noise)];
    };
    let first = match rival(standings).and_then(|rival| Some((rival, rival.chance?))) {
        None => "No other configuration that passes has a cost.".to_owned(),
        Some((rival, its)) => against(shown, confidence, (answer, chance), (rival, its), likelier(shown, standings)),
    };
    vec![first, local_words(shown, answer), noise_sentence(noise)]
}

/// That noise is not known, a sentence or two.
pub(super) fn unknown_words(noise: Noise) -> String {
    let assumed = percent(noise.share * 100.0);
    format!("How much two runs of one load differ is not known: {UNKNOWN}. {assumed} is assumed.")
}

/// Which run is to be made again where one more is needed, and why, in words that stand alone.
pub(super) fn again(shown: &ActiveTable, answer: &Standing, rival: &Standing) -> Again {
    let (why, row) = match (answer.lost, answer.near) {
        (Some(_), _) => ("throughput is not stable at the load of the answer", answer.best),
        (None, near) if near < 2 => ("the answer rests on a single run", answer.best),
        _ => ("the likeliest other rests on a single run", rival.best),
    };
    Again { row, words: format!("{why}: run {} again", run_name(shown, row)) }
}

/// The answer and its likeliest rival.
fn against(
    shown: &ActiveTable,
    confidence: Confidence,
    (answer, chance): (&Standing, f64),
    (rival, its): (&Standing, f64),
    likelier: Option<String>,
) -> String {
    let (own, its) = (chance_words(chance), chance_words(its));
    let other = configuration_name(shown, rival.best);
    let told = likelier.unwrap_or_else(|| {
        format!("The chance that its configuration is the cheapest is {own}; that of {other} is {its}")
    });
    match confidence {
        Confidence::OneMoreRun => format!("{told}; {}.", again(shown, answer, rival).words),
        _ => format!("{told}."),
    }
}

/// The cost of the answer by the runs near its load, beside its own.
fn local_words(shown: &ActiveTable, answer: &Standing) -> String {
    let own = cost::quoted(shown, shown.runs.ranked_cost()[answer.best]);
    if answer.near < 2 {
        return format!(
            "No other run lies within 3% of its load: {own} is of one run, the lowest of many, and likely too low."
        );
    }
    format!(
        "The {} runs within 3% of its load cost {} {} on average (geometric mean): {own} is the lowest of them, and likely \
         too low.",
        short(answer.near as f64),
        cost::quoted(shown, answer.local_usd),
        cost::per_quoted(&shown.runs)
    )
}

/// Runs beside the answer that lost throughput, a sentence; `None` where none did.
#[must_use]
pub(super) fn lost_words(answer: &Standing) -> Option<String> {
    let lost = answer.lost?;
    Some(format!(
        "Throughput is not stable there: {} of {} at its load or beside it ({} to {}) lost up to {}.",
        fixed(lost.runs as f64, 0),
        count(lost.of, "run", "runs"),
        short(lost.from_vus),
        vus(lost.to_vus),
        percent_fixed(lost.most * 100.0, 0)
    ))
}

/// Runs that cost up to a share more than the cheapest.
pub(super) struct Ties<'a> {
    /// These runs.
    pub(super) ties: &'a [NearTie],
    /// Of how many configurations they and the cheapest are.
    pub(super) configurations: usize,
    /// The share.
    pub(super) tolerance: f64,
    /// Whether the reader chose it.
    pub(super) is_own: bool,
    /// The table's noise.
    pub(super) noise: Noise,
}

/// Runs as cheap as the cheapest, a sentence that says whose the tolerance is; `None` without any. One of them is told where
/// it is a choice: faster.
#[must_use]
pub(super) fn ties_words(shown: &ActiveTable, found: &Ties) -> Option<String> {
    let Ties { ties, configurations, .. } = *found;
    let others = match (ties.len(), configurations) {
        (0, _) => return None,
        (1, 1) => "1 other run of the same configuration costs".to_owned(),
        (runs, 1) => format!("{} of the same configuration cost", count(runs, "other run", "other runs")),
        (1, _) => "1 run of another configuration costs".to_owned(),
        (runs, all) => format!(
            "{} of {} (its own counted) cost",
            count(runs, "other run", "other runs"),
            count(all, "configuration", "configurations")
        ),
    };
    let most = percent(found.tolerance * 100.0);
    let most = match found.noise.source {
        _ if found.is_own => format!("{most} more"),
        Source::Assumed => format!("{most} more, which is assumed to be noise"),
        _ => format!("{most} more, which is within noise"),
    };
    let Some(tie) = example(ties) else {
        return Some(format!("Near-tie: {others} at most {most}; none is faster."));
    };
    let latency = match (tie.avg_latency, tie.p95_latency) {
        (change, _) if change < 0.0 => format!("average latency {}", signed_percent(change)),
        (_, change) => format!("p95 latency {}", signed_percent(change)),
    };
    let name = run_name(shown, tie.row);
    Some(format!("Near-tie: {others} at most {most}. {name}: cost {}, {latency}.", signed_percent(tie.cost)))
}
