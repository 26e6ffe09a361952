//! Sanity checks of how the load was put on: long enough, and with every virtual user at work.

use crate::analysis::saturation::little::{Band, band};
use crate::analysis::stats::extent::Extent;
use crate::analysis::stats::median::median;
use crate::analysis::stats::order;
use crate::data::runs::checks;
use crate::data::runs::name;
use crate::format::numbers::{fixed, short};

use super::verdict::{MOST_AFFECTED, Status, Verdict, affected};
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::runs::count;

/// A run with fewer requests than this share of the median run's is not only short: it was broken off.
const BROKEN_OFF_SHARE: f64 = 0.1;
/// So many short runs are named in the sentence.
const NAMED_RUNS: usize = 3;

/// Runs that sent far fewer requests than the others.
#[must_use]
pub fn short_runs(shown: &ActiveTable, rows: &[usize]) -> Verdict {
    let (Some(found), Some(total)) = (checks::short_runs(&shown.runs, rows), &shown.runs.total_requests) else {
        return Verdict::absent(name::TOTAL_REQUESTS);
    };
    let Some(Extent { min, .. }) = Extent::of(rows.iter().map(|&row| total[row])) else {
        return Verdict::of(Status::Warn, "No run says how many requests it sent.".to_owned());
    };
    let mut sentence = match found.rows.first() {
        None => format!(
            "No run is far shorter than the rest: the shortest has {}, the median run {}.",
            requests(min),
            short(found.median)
        ),
        Some(_) => short_sentence(&found.rows, found.median, rows.len()),
    };
    if found.unknown > 0 {
        sentence += &format!(" {} not say how many requests.", count(found.unknown, "run does", "runs do"));
    }
    let status = match found.rows.first() {
        Some(&(_, sent)) if sent < BROKEN_OFF_SHARE * found.median => Status::Fail,
        Some(_) => Status::Warn,
        None if found.unknown > 0 => Status::Warn,
        None => Status::Pass,
    };
    let note = |&(row, sent): &(usize, f64)| affected(shown, row, requests(sent));
    Verdict { status, sentence, affected: found.rows.iter().take(MOST_AFFECTED).map(note).collect() }
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

/// Throughput × latency against VUs.
#[must_use]
pub fn little(shown: &ActiveTable, rows: &[usize]) -> Verdict {
    let ratios = checks::in_flight_per_vu(&shown.runs, rows);
    let known = || ratios.iter().map(|&(_, ratio)| ratio).filter(|ratio| !ratio.is_nan());
    let (Some(Extent { min, max }), Some(middle)) = (Extent::of(known()), median(known())) else {
        return Verdict::of(Status::Warn, "No run has a throughput, a latency and VUs above zero.".to_owned());
    };
    let mut out: Vec<(usize, f64, Band)> = ratios
        .iter()
        .filter_map(|&(row, ratio)| Some((row, ratio, band(ratio)?)))
        .filter(|&(.., band)| band != Band::Healthy)
        .collect();
    order::sort_by(&mut out, |a, b| b.2.cmp(&a.2).then((b.1 - 1.0).abs().total_cmp(&(a.1 - 1.0).abs())));
    let broken = out.iter().filter(|&&(.., band)| band == Band::Broken).count();
    let unknown = ratios.len() - known().count();
    let status = match (broken, out.len(), unknown) {
        (0, 0, 0) => Status::Pass,
        (0, ..) => Status::Warn,
        _ => Status::Fail,
    };
    let sentence = little_sentence(Extent { min, max }, middle, (broken, out.len() - broken, unknown), ratios.len());
    let note = |&(row, ratio, _): &(usize, f64, Band)| {
        affected(shown, row, format!("{} requests in flight per VU", fixed(ratio, 3)))
    };
    Verdict { status, sentence, affected: out.iter().take(MOST_AFFECTED).map(note).collect() }
}

fn little_sentence(range: Extent, median: f64, (broken, slack, unknown): (usize, usize, usize), runs: usize) -> String {
    let mut sentence = format!(
        "Throughput × latency is {} to {} requests in flight per VU (median {}) over {}.",
        fixed(range.min, 3),
        fixed(range.max, 3),
        fixed(median, 3),
        count(runs - unknown, "run", "runs")
    );
    if broken > 0 {
        sentence += &format!(" {} below 0.7 or above 1.05: out of band.", count(broken, "run is", "runs are"));
    }
    if slack > 0 {
        sentence +=
            &format!(" {} from 0.7 up to 0.9: VUs were idle for part of the time.", count(slack, "run is", "runs are"));
    }
    if broken + slack == 0 {
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

    #[test]
    fn many_short_runs_are_counted() {
        let short: Vec<(usize, f64)> = (0..5).map(|row| (row, row as f64 + 1.0)).collect();
        let text = short_sentence(&short, 100.0, 20);
        assert!(
            text.starts_with("5 of 20 runs sent less than half of the median run's 100 requests: 1, 2, 3 and 2 more.")
        );
    }
}
