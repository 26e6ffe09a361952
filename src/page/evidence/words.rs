//! Grades and doubts of a configuration in words, with the numbers that they are made from.

use crate::analysis::decide::interpolate::Crossing;
use crate::analysis::saturation::evidence::{Doubt, Evidence};
use crate::analysis::saturation::little::{Band, Cause, band};
use crate::analysis::saturation::trend::Grade;
use crate::analysis::saturation::usl::LEAST_POINTS;
use crate::analysis::stats::extent::Extent;
use crate::data::runs::load::LoadAxis;
use crate::format::numbers::{fixed, percent, short, short_3, signed_percent};

use super::series::Known;
use super::shape::Shape;
use super::state::{FAILING, State, WITHIN_NOISE, end_words};
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::cost;
use crate::page::words::loads::{load_noun, load_words, loads_count, loads_words, more_words};
use crate::page::words::runs::count;

/// A doubt in a few words.
#[must_use]
pub fn doubt_name(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::Unknown => "nothing usable",
        Doubt::BrokenLittle => "numbers disagree",
        Doubt::ShortRun => "short run",
        Doubt::Overloaded => "overloaded",
        Doubt::TooFewPoints => "too few loads",
        Doubt::LimitBinds => "bound by a limit",
        Doubt::FilterBinds => "bound by a filter",
        Doubt::MostLoad | Doubt::LeastLoad => "at the edge",
    }
}

/// A change as a signed percentage of three digits: `−12.2%`, `+153%`.
#[must_use]
pub fn change_words(share: f64) -> String {
    if share < 0.9995 { signed_percent(share) } else { format!("+{}%", fixed(share * 100.0, 0)) }
}

/// What a grade says of throughput, a sentence with its numbers.
#[must_use]
pub fn grade_words(known: &Known) -> String {
    let (trend, axis) = (&known.evidence.trend, known.axis);
    if axis == LoadAxis::AskedRate {
        return rate_words(&known.evidence);
    }
    let Some(change) = trend.change else {
        return format!("Whether throughput rises cannot be told from {}.", loads_count(axis, trend.steps));
    };
    let over = loads_words(axis, change.from, change.to);
    let end = end_sentence(known);
    let [gain, low, high] = [change.gain, change.low, change.high].map(change_words);
    // The step alone, which the table of evidence tells beside it, is another number.
    let numbers = format!("{gain} by the line over {over} ({low} to {high} with noise)");
    let more = more_words(axis);
    let told = match trend.grade {
        Grade::Rises if known.evidence.beyond_limits.is_some() => {
            format!("Throughput still rises: {numbers}, up to the limits.")
        }
        Grade::Rises => format!("Throughput still rises: {numbers}, so {more} may be cheaper."),
        Grade::Flat => format!("Throughput is flat: {numbers}."),
        Grade::Falls => format!("Throughput falls: {numbers}."),
        Grade::CannotTell if known.state() == State::Recovers => {
            let step =
                known.evidence.last_gain.map_or_else(String::new, |step| [", ", &change_words(step), ","].concat());
            format!(
                "The last step{step} only recovers from a dip, to no more than was reached before; the line over {over} has {gain} \
                 ({low} to {high} with noise)."
            )
        }
        Grade::CannotTell => format!("Whether throughput still rises cannot be told: {numbers}."),
    };
    told + &end
}

/// What makes the end uncertain, a sentence after the grade's; empty for nothing. What the best run fails is told by its doubts.
#[inline(never)]
fn end_sentence(known: &Known) -> String {
    let evidence = &known.evidence;
    let axis = (evidence.grade(), known.axis);
    let is_best_at_end = evidence.best.is_some_and(|best| Some(&known.load[best]) == evidence.curve.load.last());
    match end_words(axis, &evidence.curve, evidence.ends_failing, known.noise_share) {
        FAILING if is_best_at_end => String::new(),
        FAILING => " Its run at the most load is doubtful (too short, or idle or collapsed by Little's law), so that this is not \
                    certain."
            .to_owned(),
        WITHIN_NOISE => {
            let step = evidence.last_gain.map_or_else(String::new, change_words);
            format!(" The last step alone, {step}, is within noise.")
        }
        _ => String::new(),
    }
}

/// That runs of a series fail checks and count in its line all the same, a sentence; `None` where none does. That the last
/// one alone does is [told](end_words) by itself.
#[must_use]
pub fn failing_words(known: &Known) -> Option<String> {
    let Evidence { failing, runs, ends_failing, .. } = known.evidence;
    let others = failing - usize::from(ends_failing && failing > 0);
    (others > 0).then(|| {
        format!(
            "Counted in its line although doubtful (too short, or idle or collapsed by Little's law): {failing} of its {}.",
            count(runs, "run", "runs")
        )
    })
}

fn rate_words(evidence: &Evidence) -> String {
    let curve = &evidence.curve;
    let (Some(&asked), Some(&reached)) = (curve.load.last(), curve.throughput_req_per_sec.last()) else {
        return "No rate was asked for, so that none is known not to be reached.".to_owned();
    };
    let end = format!("asked for {} req/s it reached {}", short(asked), short(reached));
    match evidence.grade() {
        Grade::Rises => {
            format!("At the highest rate, {end}: where it is saturated is not known, and a higher rate may be cheaper.")
        }
        Grade::Falls => format!("Saturated: {end}, less than at a lower rate."),
        _ => format!("Saturated: {end}."),
    }
}

/// What a doubt means, a sentence with its numbers.
#[must_use]
pub fn doubt_words(shown: &ActiveTable, known: &Known, doubt: Doubt) -> String {
    let (evidence, axis) = (&known.evidence, known.axis);
    let best = |values: &[f64]| evidence.best.map_or(f64::NAN, |row| values[row]);
    let load = best(&known.load);
    let at = load_words(axis, load);
    let are = if axis == LoadAxis::Vus && load != 1.0 { "are" } else { "is" };
    let beyond = |extent: Option<Extent>| extent.map_or(String::new(), |e| loads_words(axis, e.min, e.max));
    let sent = || shown.runs.total_requests.as_ref().map_or(f64::NAN, |sent| best(sent));
    match doubt {
        Doubt::Unknown => format!("Nothing usable is known of its {}, throughput or cost.", load_noun(axis)),
        Doubt::BrokenLittle => little_words(evidence).map(|(_, words)| words).unwrap_or_default(),
        Doubt::ShortRun => format!("It rests on {} requests, less than half of the median run's.", fixed(sent(), 0)),
        Doubt::Overloaded => {
            let (asked, reached) = evidence.asked_and_reached.unwrap_or((f64::NAN, f64::NAN));
            format!(
                "Asked for {} req/s it reached {}: requests waited longer and longer.",
                short(asked),
                short(reached)
            )
        }
        Doubt::TooFewPoints if evidence.loads_run > evidence.curve.load.len() => format!(
            "Of the {} that were run, {} within filters and limits.",
            loads_count(axis, evidence.loads_run),
            match evidence.curve.load.len() {
                1 => "1 is".to_owned(),
                n => format!("{n} are"),
            }
        ),
        Doubt::TooFewPoints => format!("It was run at {} only.", loads_count(axis, evidence.loads_run)),
        Doubt::LimitBinds => format!(
            "{at} {are} the most within the limits, which {} {}.",
            beyond(evidence.beyond_limits),
            if evidence.beyond_limits.is_some_and(|e| e.min < e.max) { "break" } else { "breaks" }
        ),
        Doubt::FilterBinds => {
            format!("{at} {are} the most that pass the filters; {} ran, too.", beyond(evidence.beyond_filters))
        }
        Doubt::MostLoad => format!("{at} {are} the most that were tried: more may be cheaper."),
        Doubt::LeastLoad => format!("{at} {are} the fewest that were tried: fewer may be cheaper."),
    }
}

/// What speaks for resting on a configuration: that its throughput rises no more, by runs that pass their checks.
#[must_use]
pub fn speaks_for(known: &Known) -> Option<String> {
    is_known_to_end(&known.evidence).then(|| grade_words(known))
}

fn is_known_to_end(evidence: &Evidence) -> bool {
    matches!(evidence.grade(), Grade::Flat | Grade::Falls) && !evidence.ends_failing
}

/// What speaks against it, sentences, the weightiest first. `is_least`: whether nothing costs less, so that none says of other
/// loads than were tried that they may be cheaper.
#[must_use]
pub fn against(shown: &ActiveTable, known: &Known, is_least: bool) -> Vec<String> {
    let evidence = &known.evidence;
    let mut doubts = evidence.doubts.clone();
    // That there is one load says already that nothing can be told.
    let mut of_grade = !is_known_to_end(evidence) && evidence.curve.load.len() > 1;
    if is_least {
        doubts.retain(|&doubt| !matches!(doubt, Doubt::MostLoad | Doubt::LeastLoad));
        let may_rise = known.axis == LoadAxis::AskedRate || evidence.beyond_limits.is_none();
        of_grade &= evidence.grade() != Grade::Rises || !may_rise;
    }
    let mut told: Vec<String> = doubts.iter().map(|&doubt| doubt_words(shown, known, doubt)).collect();
    if of_grade {
        let heavy = doubts.iter().filter(|&&doubt| doubt <= Doubt::TooFewPoints).count();
        told.insert(heavy, grade_words(known));
    }
    told
}

/// What Little's law says of the best run: whether it adds up, and a sentence. `None` where it says nothing.
#[must_use]
pub fn little_words(evidence: &Evidence) -> Option<(bool, String)> {
    let ratio = evidence.in_flight_per_vu?;
    if band(ratio)? == Band::Healthy {
        return Some((true, format!("Throughput × latency adds up: {} requests in flight per VU.", fixed(ratio, 3))));
    }
    let is_think_time = matches!(evidence.cause, Cause::ThinkTime { .. });
    Some((
        is_think_time,
        format!(
            "Throughput × latency makes {} requests in flight per VU{}.",
            fixed(ratio, 3),
            cause_words(ratio, evidence.cause)
        ),
    ))
}

/// What it says against resting on the best run, where that is no doubt of its own.
#[must_use]
pub fn little_caveat(evidence: &Evidence) -> Option<String> {
    let is_told = evidence.has(Doubt::BrokenLittle);
    little_words(evidence).filter(|(adds_up, _)| !adds_up && !is_told).map(|(_, words)| words)
}

/// The rest of a sentence that says why there are not as many requests in flight as VUs, with its colon.
#[must_use]
pub fn cause_words(ratio: f64, cause: Cause) -> String {
    match cause {
        Cause::FewerRequests { requests } => {
            format!(": there were {} requests, fewer than VUs", fixed(requests, 0))
        }
        Cause::ThinkTime { ms } => {
            format!(": the client took about {} ms between an answer and the next request", short_3(ms))
        }
        Cause::DrainedTail { seconds } => {
            format!(": the test lasted {} s, so that its end weighs, when VUs had no more to send", short_3(seconds))
        }
        Cause::Unknown if band(ratio) == Some(Band::Broken) => {
            " where 0.9 to 1.05 is healthy: units, clocks or averages are wrong".to_owned()
        }
        Cause::Unknown => ": VUs waited for part of the time".to_owned(),
    }
}

/// The scalability law of a configuration, a sentence; empty without any load.
#[must_use]
pub fn law_words(shape: &Shape) -> String {
    match shape.law {
        _ if shape.points == 0 => String::new(),
        None if shape.points < LEAST_POINTS => {
            format!("Scalability law and knee: not looked for below {LEAST_POINTS} loads.")
        }
        None => "Scalability law: not determined, as a constant describes throughput as well, or no peak lies surely inside \
                 what was tried."
            .to_owned(),
        Some(law) => format!(
            "Scalability law: contention {}, coherency {}, {} req/s for one request in flight, a peak at {} in flight ({} to \
             {}); it misses throughput by {} (root mean square, as a share of the mean).",
            short_3(law.fit.alpha),
            short_3(law.fit.beta),
            short_3(law.fit.lambda_req_per_sec),
            short_3(law.peak),
            short_3(law.low),
            short_3(law.high),
            percent(law.fit.relative_rmse * 100.0)
        ),
    }
}

/// Where between two runs of a configuration the limits are met, and what a run there would cost, a sentence.
#[must_use]
pub fn crossing_words(shown: &ActiveTable, axis: LoadAxis, crossing: &Crossing) -> String {
    let money = |usd: f64| cost::quoted(shown, usd);
    let (low, high) = crossing.interval();
    let load = match axis {
        LoadAxis::Vus => format!("{} VUs", short_3(crossing.load)),
        LoadAxis::AskedRate | LoadAxis::BatchSize => load_words(axis, crossing.load),
    };
    format!(
        "Interpolated, not measured: its limits are met at about {load}, for {} ({} to {}).",
        money(crossing.cost_usd),
        money(low),
        money(high)
    )
}
