//! Sanity checks of how the load was put on: long enough, and with every virtual user at work.

use isocost_kernels::rows::MANY_ROWS;
use isocost_kernels::series;

use crate::analysis::saturation::little::{Band, Cause, band, constant_think_time_ms};
use crate::analysis::stats::extent::Extent;
use crate::analysis::stats::median::median_of;
use crate::analysis::stats::order;
use crate::data::runs::checks;
use crate::format::numbers::{fixed, short, short_3};

use super::verdict::{MOST_AFFECTED, Status, Verdict, affected};
use crate::page::evidence::words::cause_words;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::runs::count;

/// A run with fewer requests than this share of the median run's is not only short: it was broken off.
const BROKEN_OFF_SHARE: f64 = 0.1;
/// So many short runs are named in the sentence.
const NAMED_RUNS: usize = 3;

/// Runs that sent far fewer requests than the others, and those that are short by themselves.
#[must_use]
pub fn short_runs(shown: &ActiveTable, rows: &[usize]) -> Verdict {
    let (Some(found), Some(total)) = (checks::short_runs(&shown.runs, rows), &shown.runs.total_requests) else {
        return Verdict::absent("the number of requests sent");
    };
    let Some(Extent { min, .. }) = Extent::of(rows.iter().map(|&row| total[row])) else {
        return Verdict::of(Status::Warn, "No run says how many requests it sent.".to_owned());
    };
    let is_told = |row: usize| found.rows.iter().any(|&(other, _)| other == row);
    let mut alone = checks::short_alone(&shown.runs, rows);
    alone.retain(|&row| !is_told(row));
    let mut sentence = match found.rows.first() {
        None if rows.len() == 1 => format!("The one run has {}.", requests(min)),
        None => format!(
            "No run is far shorter than the rest: the shortest has {}, the median run {}.",
            requests(min),
            short(found.median)
        ),
        Some(_) => short_sentence(&found.rows, found.median, rows.len()),
    };
    if !alone.is_empty() {
        sentence += &format!(
            " {} fewer than {} requests or lasted less than {} times the mean latency, so that its start and end weigh.",
            count(alone.len(), "run has", "runs have"),
            fixed(checks::FEW, 0),
            fixed(checks::FEW_LATENCIES, 0)
        );
    }
    if found.unknown > 0 {
        sentence += &format!(" {} not say how many requests.", count(found.unknown, "run does", "runs do"));
    }
    let status = match found.rows.first() {
        Some(&(_, sent)) if sent < BROKEN_OFF_SHARE * found.median => Status::Fail,
        Some(_) => Status::Warn,
        None if found.unknown > 0 || !alone.is_empty() => Status::Warn,
        None => Status::Pass,
    };
    let note = |row: usize| affected(shown, row, requests(total[row]));
    let short = found.rows.iter().map(|&(row, _)| row).chain(alone);
    Verdict { status, sentence, affected: short.take(MOST_AFFECTED).map(note).collect() }
}

fn requests(sent: f64) -> String {
    format!("{} {}", fixed(sent, 0), if sent == 1.0 { "request" } else { "requests" })
}

fn short_sentence(short_runs: &[(usize, f64)], median: f64, of: usize) -> String {
    let mut sizes: Vec<String> = short_runs.iter().take(NAMED_RUNS).map(|&(_, sent)| fixed(sent, 0)).collect();
    let more = short_runs.len().saturating_sub(NAMED_RUNS);
    if more > 0 {
        sizes.push(format!("{more} more"));
    }
    format!(
        "{} of {} sent less than half of the median run's {}: {}. What such a run says rests on too little.",
        fixed(short_runs.len() as f64, 0),
        count(of, "run", "runs"),
        requests(median),
        listed(&sizes)
    )
}

/// `a`, `a and b`, `a, b and c`.
fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// A run out of band: its row, its ratio and the band.
type Out = (usize, f64, Band);

/// The first of them with their causes, the worst first; of equal ones the first given. Only so many are ever sorted.
fn worst<'a>(out: impl Iterator<Item = (&'a Out, &'a Cause)>) -> Vec<(&'a Out, &'a Cause)> {
    let off = |(run, _): &(&Out, &Cause)| (run.1 - 1.0).abs();
    let order = |a: &(&Out, &Cause), b: &(&Out, &Cause)| b.0.2.cmp(&a.0.2).then(off(b).total_cmp(&off(a)));
    let mut found: Vec<(&Out, &Cause)> = Vec::new();
    let mut last = None;
    for run in out {
        if last.as_ref().is_some_and(|last| order(last, &run).is_le()) {
            continue;
        }
        found.push(run);
        if found.len() > 8 * MOST_AFFECTED {
            order::sort_by(&mut found, order);
            found.truncate(MOST_AFFECTED);
            last = found.last().copied();
        }
    }
    order::sort_by(&mut found, order);
    found.truncate(MOST_AFFECTED);
    found
}

/// Throughput × latency against VUs.
#[must_use]
pub fn little(shown: &ActiveTable, rows: &[usize]) -> Verdict {
    let ratios = checks::in_flight_per_vu(&shown.runs, rows);
    let known: Vec<f64> = ratios.iter().copied().filter(|ratio| !ratio.is_nan()).collect();
    let unknown = ratios.len() - known.len();
    let (Some(Extent { min, max }), Some(middle)) = (Extent::of(known.iter().copied()), median_of(known)) else {
        return Verdict::of(Status::Warn, "No run has a throughput, a latency and VUs above zero.".to_owned());
    };
    let out: Vec<Out> = rows
        .iter()
        .zip(&ratios)
        .filter_map(|(&row, &ratio)| Some((row, ratio, band(ratio)?)))
        .filter(|&(.., band)| band != Band::Healthy)
        .collect();
    let causes = causes(shown, &out);
    let counted = Counted::of(&out, &causes);
    let status = match counted {
        Counted { broken: 0, slack: 0, .. } if unknown == 0 => Status::Pass,
        Counted { broken: 0, .. } => Status::Warn,
        _ => Status::Fail,
    };
    let sentence = little_sentence(Extent { min, max }, middle, &counted, unknown, ratios.len());
    let is_told = |(_, cause): &(&Out, &Cause)| !matches!(cause, Cause::ThinkTime { .. });
    let note = |(&(row, ratio, of), &cause): (&Out, &Cause)| {
        // What is not known the sentence says of all of them.
        let why = if cause == Cause::Unknown { String::new() } else { cause_words(ratio, cause) };
        let out = if of == Band::Broken { ", out of band" } else { "" };
        let note = format!("{} requests in flight per VU{out}{why}", fixed(ratio, 3));
        affected(shown, row, note)
    };
    Verdict {
        status,
        sentence,
        affected: worst(out.iter().zip(&causes).filter(is_told)).into_iter().map(note).collect(),
    }
}

/// Why each of these runs has not as many requests in flight as VUs.
fn causes(shown: &ActiveTable, out: &[Out]) -> Vec<Cause> {
    let runs = &shown.runs;
    if out.is_empty() {
        return Vec::new();
    }
    let classes = runs.batch_sizes.split(shown.basis().classes());
    let mut is_out = vec![false; classes.count];
    out.iter().for_each(|&(row, ..)| is_out[classes.of_row[row] as usize] = true);
    let (vus, rate, latency) = (&runs.vus, &runs.throughput_req_per_sec, &runs.avg_latency_ms);
    let think_times: Vec<Option<f64>> = if runs.rows >= MANY_ROWS {
        let basis = shown.basis();
        let found = |(at, is_out): (usize, &bool)| is_out.then(|| basis.think_time_ms(runs, at)).flatten();
        is_out.iter().enumerate().map(found).collect()
    } else {
        let of_class = series::by_class(&classes.of_row, classes.count).into_iter().zip(is_out);
        of_class
            .map(|(rows, is_out)| if is_out { constant_think_time_ms(vus, rate, latency, &rows) } else { None })
            .collect()
    };
    let cause = |&(row, ratio, _): &Out| {
        let think_time = think_times[classes.of_row[row] as usize];
        let requests = runs.total_requests.as_ref().map_or(f64::NAN, |sent| sent[row]);
        Cause::of((ratio, latency[row], vus[row]), requests, think_time)
    };
    out.iter().map(cause).collect()
}

/// Runs out of band, by why.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Counted {
    /// Below 0.7 or above 1.05, and no think time explains it.
    broken: usize,
    /// From 0.7 up to 0.9, likewise.
    slack: usize,
    /// Of these, with fewer requests than VUs.
    few: usize,
    /// Of these, so short that their end explains it.
    tail: usize,
    /// Explained by the client's think time.
    thinking: usize,
    /// The least and the most of it, ms.
    think_time_ms: Option<Extent>,
}

impl Counted {
    fn of(out: &[Out], causes: &[Cause]) -> Self {
        let mut counted = Self::default();
        for (&(.., band), cause) in out.iter().zip(causes) {
            if matches!(cause, Cause::ThinkTime { .. }) {
                counted.thinking += 1;
                continue;
            }
            counted.broken += usize::from(band == Band::Broken);
            counted.slack += usize::from(band == Band::Slack);
            counted.few += usize::from(matches!(cause, Cause::FewerRequests { .. }));
            counted.tail += usize::from(matches!(cause, Cause::DrainedTail { .. }));
        }
        let times = causes.iter().filter_map(|cause| match cause {
            Cause::ThinkTime { ms } => Some(*ms),
            _ => None,
        });
        Self { think_time_ms: Extent::of(times), ..counted }
    }
}

fn little_sentence(range: Extent, median: f64, counted: &Counted, unknown: usize, runs: usize) -> String {
    let mut sentence = format!(
        "Throughput × latency is {} to {} requests in flight per VU (median {}) over {}.",
        fixed(range.min, 3),
        fixed(range.max, 3),
        fixed(median, 3),
        count(runs - unknown, "run", "runs")
    );
    if let Some(times) = counted.think_time_ms {
        let (least, most) = (short_3(times.min), short_3(times.max));
        let range = if least == most { least } else { format!("{least} to {most}") };
        sentence += &format!(
            " In {} below 0.9 the client took about {range} ms between an answer and the next request, at every load.",
            count(counted.thinking, "run", "runs")
        );
    }
    if counted.broken > 0 && counted.slack > 0 {
        let out = count(counted.broken + counted.slack, "run is", "runs are");
        sentence += &format!(" {out} outside 0.9 to 1.05.");
    }
    if counted.broken > 0 {
        sentence += &format!(" {} below 0.7 or above 1.05: out of band.", count(counted.broken, "run is", "runs are"));
    }
    if counted.slack > 0 {
        let runs = count(counted.slack, "run is", "runs are");
        sentence += &format!(" {runs} from 0.7 up to 0.9: VUs waited for part of the time.");
    }
    if counted.few > 0 {
        sentence += &format!(" {} fewer requests than VUs.", count(counted.few, "of these had", "of these had"));
    }
    if counted.tail > 0 {
        let lasted = count(counted.tail, "of these was", "of these were");
        sentence += &format!(" {lasted} so short that the end weighs, when VUs have no more to send.");
    }
    if counted.broken + counted.slack + counted.thinking == 0 {
        sentence += " 0.9 to 1.05 is healthy.";
    }
    if unknown > 0 {
        sentence += &format!(" Of {} it cannot be told.", count(unknown, "run", "runs"));
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_in_words() {
        let words = |items: &[&str]| listed(&items.iter().map(|&item| item.to_owned()).collect::<Vec<_>>());
        assert_eq!(words(&[]), "");
        assert_eq!(words(&["117"]), "117");
        assert_eq!(words(&["117", "4,803"]), "117 and 4,803");
        assert_eq!(words(&["1", "2", "3"]), "1, 2 and 3");
    }

    /// Ratios of both bands with ties, in rising, falling and no order.
    #[test]
    fn the_worst_are_those_that_sorting_finds() {
        for shape in 0..3 {
            let ratio = |at: usize| match shape {
                0 => 2.0 + at as f64,
                1 => 9_000.0 - at as f64,
                _ => ((at * 7919 % 97) as f64 / 50.0 * 8.0).round() / 8.0,
            };
            let out: Vec<Out> = (0..7_000).filter_map(|at| Some((at, ratio(at), band(ratio(at))?))).collect();
            let causes = vec![Cause::Unknown; out.len()];
            let mut sorted: Vec<&Out> = out.iter().collect();
            sorted.sort_by(|a, b| b.2.cmp(&a.2).then((b.1 - 1.0).abs().total_cmp(&(a.1 - 1.0).abs())));
            let found: Vec<&Out> = worst(out.iter().zip(&causes)).into_iter().map(|found| found.0).collect();
            assert_eq!(found, sorted[..MOST_AFFECTED], "{shape}");
            assert_eq!(worst(out[..3].iter().zip(&causes)).len(), 3);
        }
    }

    #[test]
    fn many_short_runs_are_counted() {
        let short: Vec<(usize, f64)> = (0..5).map(|row| (row, row as f64 + 1.0)).collect();
        let text = short_sentence(&short, 100.0, 20);
        assert!(
            text.starts_with("5 of 20 runs sent less than half of the median run's 100 requests: 1, 2, 3 and 2 more.")
        );
    }
}
