//! Sanity checks of a language model's load tests. Each is only told of a table that has what it needs.

use std::collections::BTreeSet;

use crate::data::runs::checks::Loads;
use crate::data::runs::checks::serving;
use crate::data::runs::checks::serving::{
    ALIKE, FEW_REQUESTS, Fall, FewRequests, Impossible, Unlike, reached_of_asked,
};
use crate::data::runs::roles::Role;
use crate::format::numbers::{fixed, percent_fixed, short};

use super::verdict::{Check, MOST_AFFECTED, Status, Verdict, affected};
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::runs::count;

/// The checks: name, title, and how each comes to its verdict.
pub const SERVING: [(&str, &str, Check); 5] = [
    ("percentiles", "Percentiles of few requests", |shown, _, rows| percentiles(shown, rows)),
    ("falls", "Faster under more load", falls),
    ("reached", "Rate asked for and reached", |shown, _, rows| reached(shown, rows)),
    ("statistics", "Means and percentiles", |shown, _, rows| statistics(shown, rows)),
    ("tokens", "Tokens and cache hits", |shown, _, rows| tokens(shown, rows)),
];

/// 99th percentiles of few requests.
fn percentiles(shown: &ActiveTable, rows: &[usize]) -> Verdict {
    let Some(FewRequests { rows: few, unknown }) = serving::few_requests(&shown.runs, rows) else {
        return Verdict::absent("a 99th percentile and a number of requests");
    };
    let mut sentence = if few.is_empty() {
        format!("No 99th percentile is known to rest on fewer than {} requests.", fixed(FEW_REQUESTS, 0))
    } else {
        format!(
            "In {} of {} the 99th percentile is of fewer than {} requests: there it is the slowest one, or nearly so. It \
             is used as it stands, and marked here.",
            fixed(few.len() as f64, 0),
            count(rows.len(), "run", "runs"),
            fixed(FEW_REQUESTS, 0)
        )
    };
    if unknown > 0 {
        sentence += &format!(" {} not say of how many requests.", count(unknown, "run does", "runs do"));
    }
    let note =
        |&(row, requests): &(usize, f64)| affected(shown, row, format!("p99 of {} requests", fixed(requests, 0)));
    let status = if few.is_empty() { Status::Pass } else { Status::Warn };
    Verdict { status, sentence, affected: few.iter().take(MOST_AFFECTED).map(note).collect() }
}

/// From which difference on a time has fallen.
const NOISE: &str = "noise (what repeats of a load differ by; 2% without repeats)";

/// Times that fall while the load rises.
fn falls(shown: &ActiveTable, loads: &Loads, rows: &[usize]) -> Verdict {
    let Some(found) = serving::falls(&shown.runs, loads, rows) else {
        return Verdict::absent("times to the first token or per token");
    };
    if found.is_empty() {
        let sentence =
            format!("No latency and no time per token falls from one load to the next by more than {NOISE}.");
        return Verdict::of(Status::Pass, sentence);
    }
    let of = |role: Role| found.iter().filter(|fall| fall.role == role).count();
    let parts: Vec<String> = [(Role::TpotMean, "time per token"), (Role::AvgLatency, "latency")]
        .into_iter()
        .filter(|&(role, _)| of(role) > 0)
        .map(|(role, words)| format!("the {words} falls {}", count(of(role), "time", "times")))
        .collect();
    let note = |fall: &Fall| {
        let what = if fall.role == Role::TpotMean { "time per token" } else { "latency" };
        affected(
            shown,
            fall.row,
            format!("{what} {} ms, {} ms at the load before", short(fall.now_ms), short(fall.before_ms)),
        )
    };
    Verdict {
        status: Status::Warn,
        sentence: format!(
            "From one load to the next higher one {} by more than {NOISE}. More requests in flight make none faster: a cold \
             start, a cache, or another setting may.",
            parts.join(" and ")
        ),
        affected: found.iter().take(MOST_AFFECTED).map(note).collect(),
    }
}

/// Rates that were asked for and not reached.
fn reached(shown: &ActiveTable, rows: &[usize]) -> Verdict {
    let Some(found) = serving::unreached(&shown.runs, rows) else {
        return Verdict::absent("the rate that requests were sent at");
    };
    if found.is_empty() {
        return Verdict::of(Status::Pass, "Every run reached the rate that it was asked for.".to_owned());
    }
    let note = |&(row, asked, reached): &(usize, f64, f64)| {
        affected(shown, row, format!("{} of {} req/s", short(reached), short(asked)))
    };
    Verdict {
        status: Status::Warn,
        sentence: format!(
            "{} of {} stayed more than {} below the rate asked for: there the server was saturated, and latency grew as \
             long as the test ran.",
            fixed(found.len() as f64, 0),
            count(rows.len(), "run", "runs"),
            percent_fixed(ALIKE * 100.0, 0)
        ),
        affected: found.iter().take(MOST_AFFECTED).map(note).collect(),
    }
}

/// Means and percentiles that contradict each other.
fn statistics(shown: &ActiveTable, rows: &[usize]) -> Verdict {
    let Some(found) = serving::impossible_statistics(&shown.runs, rows) else {
        return Verdict::absent("a median or a 99th percentile");
    };
    if found.is_empty() {
        let sentence =
            "Means and percentiles fit each other. (A mean above the 99th percentile is possible.)".to_owned();
        return Verdict::of(Status::Pass, sentence);
    }
    let runs: BTreeSet<usize> = found.iter().map(|found| found.row).collect();
    let note = |found: &Impossible| {
        let words = |role: Role, ms: f64| format!("{} {} ms", role.words(), short(ms));
        affected(shown, found.row, format!("{}, {}", words(found.low, found.low_ms), words(found.high, found.high_ms)))
    };
    Verdict {
        status: Status::Fail,
        sentence: format!(
            "In {} of {} a percentile is below a lower one, or a mean is less than half of the median or a hundredth of \
             the 99th percentile, which no set of requests gives: units or columns are mixed up.",
            fixed(runs.len() as f64, 0),
            count(rows.len(), "run", "runs")
        ),
        affected: found.iter().take(MOST_AFFECTED).map(note).collect(),
    }
}

/// Tokens and cache hits that differ between compared runs, and from what was asked.
fn tokens(shown: &ActiveTable, rows: &[usize]) -> Verdict {
    let Some(Unlike { input, output, hits }) = serving::unlike(&shown.runs, rows) else {
        return Verdict::absent("tokens of requests or cache hits");
    };
    let asked = asked_words(shown, rows);
    let parts: Vec<String> = [(&input, "input tokens"), (&output, "output tokens"), (&hits, "cache hits")]
        .into_iter()
        .filter(|(found, _)| !found.is_empty())
        .map(|(found, words)| format!("{words} in {}", count(found.len(), "run", "runs")))
        .collect();
    let mut sentence = if parts.is_empty() {
        format!("Compared runs have the same tokens and cache hits, to {}.", percent_fixed(ALIKE * 100.0, 0))
    } else {
        format!(
            "Compared runs differ by more than {} from the median of their workload: {}. They did other work.",
            percent_fixed(ALIKE * 100.0, 0),
            parts.join(", ")
        )
    };
    sentence.extend(asked.iter().map(|words| format!(" {words}")));
    let of_tokens = |what: &'static str| {
        move |&(row, value, middle): &(usize, f64, f64)| {
            affected(shown, row, format!("{} {what}, median {}", short(value), short(middle)))
        }
    };
    let of_hits = |&(row, value, middle): &(usize, f64, f64)| {
        let percent = |share: f64| percent_fixed(share * 100.0, 1);
        affected(shown, row, format!("{} cache hits, median {}", percent(value), percent(middle)))
    };
    let notes = input.iter().map(of_tokens("input tokens")).chain(output.iter().map(of_tokens("output tokens")));
    let status = if parts.is_empty() { Status::Pass } else { Status::Warn };
    Verdict { status, sentence, affected: notes.chain(hits.iter().map(of_hits)).take(MOST_AFFECTED).collect() }
}

/// How far the tokens that were reached are from those asked for, once for all runs; `None` where they are alike.
fn asked_words(shown: &ActiveTable, rows: &[usize]) -> Option<String> {
    let shares = reached_of_asked(&shown.runs, rows)?;
    let parts: Vec<String> = shares
        .into_iter()
        .zip(["input", "output"])
        .filter_map(|(share, words)| Some((share.filter(|share| (share - 1.0).abs() > ALIKE)?, words)))
        .map(|(share, words)| format!("{} of the {words} tokens asked for", percent_fixed(share * 100.0, 0)))
        .collect();
    (!parts.is_empty())
        .then(|| format!("The median run had {}: the tokens reached are what is counted.", parts.join(" and ")))
}
