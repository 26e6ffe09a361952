//! Runs that stand in several files: counted once, with what each file knows.

use crate::data::runs::roles::Role;

use super::run::Run;
use super::table::FileRuns;

/// Measures by which two runs are seen to be one: measured to many digits, so that equal ones are no coincidence.
const TELLING: [Role; 9] = [
    Role::Throughput,
    Role::AvgLatency,
    Role::P50Latency,
    Role::P99Latency,
    Role::TtftMean,
    Role::TtftP99,
    Role::TpotMean,
    Role::OutputTokenRate,
    Role::Duration,
];

/// How many measures must be equal, or one more if some are whole numbers; one less of the same tool in the same folder.
const ENOUGH: usize = 3;
/// Files are written by different roundings; a tool never measures the same to so many digits again.
const TOLERANCE: f64 = 1e-6;

/// Joins runs of different files that are the same, and leaves out sums whose parts are there; returns how many runs were
/// left out.
pub fn merge(files: &mut [FileRuns]) -> usize {
    join_parts(files);
    let mut left_out = leave_out_sums(files);
    for later in 1..files.len() {
        let (before, rest) = files.split_at_mut(later);
        let file = &mut rest[0];
        let mut kept = Vec::new();
        for run in std::mem::take(&mut file.runs) {
            let beside = |other: &FileRuns| other.tool == file.tool && folder(&other.file) == folder(&file.file);
            let others = before.iter_mut().flat_map(|other| {
                let enough = ENOUGH - usize::from(beside(other));
                other.runs.iter_mut().map(move |run| (run, enough))
            });
            let same = others.into_iter().find(|(other, enough)| is_same(other, &run, *enough)).map(|(run, _)| run);
            match same {
                Some(first) => {
                    let mut run = run;
                    if first.is_of_requests && !run.is_of_requests {
                        // The tool's own figures.
                        std::mem::swap(first, &mut run);
                    }
                    first.absorb(run);
                    left_out += 1;
                }
                None => kept.push(run),
            }
        }
        file.runs = kept;
    }
    left_out
}

/// Gives the measures of a part to its run: the only other one of the tool in that folder.
fn join_parts(files: &mut [FileRuns]) {
    for at in 0..files.len() {
        if !matches!(&files[at].runs[..], [run] if run.is_part) {
            continue;
        }
        let is_whole = |other: &FileRuns| {
            other.tool == files[at].tool
                && folder(&other.file) == folder(&files[at].file)
                && matches!(&other.runs[..], [run] if !run.is_part)
        };
        let wholes: Vec<usize> = (0..files.len()).filter(|&other| is_whole(&files[other])).collect();
        if let [whole] = wholes[..] {
            let parts = std::mem::take(&mut files[at].runs);
            parts.into_iter().for_each(|part| files[whole].runs[0].absorb(part));
        }
    }
}

/// Leaves out sums in a folder where other runs of the tool have as many requests together: of a run that its map knows to
/// be pooled, or of a file that is called a summary, as a folder of stages and their sum has one.
fn leave_out_sums(files: &mut [FileRuns]) -> usize {
    let requests = |run: &Run| run.of(Role::TotalRequests).unwrap_or(0.0);
    let mut left_out = 0;
    for at in 0..files.len() {
        let beside = |other: &FileRuns| other.tool == files[at].tool && folder(&other.file) == folder(&files[at].file);
        let others = files.iter().filter(|other| beside(other));
        let parts: Vec<&Run> =
            others.flat_map(|other| other.runs.iter().filter(|run| !may_be_sum(other, run))).collect();
        let all: f64 = parts.iter().map(|part| requests(part)).sum();
        let is_sum = |run: &Run| may_be_sum(&files[at], run) && parts.len() > 1 && all > 0.0 && requests(run) == all;
        let kept: Vec<bool> = files[at].runs.iter().map(|run| !is_sum(run)).collect();
        left_out += kept.iter().filter(|kept| !**kept).count();
        let mut kept = kept.into_iter();
        files[at].runs.retain(|_| kept.next() == Some(true));
    }
    left_out
}

fn may_be_sum(file: &FileRuns, run: &Run) -> bool {
    let name = file.file.rsplit('/').next().unwrap_or_default();
    run.is_pooled || (file.runs.len() == 1 && name.starts_with("summary"))
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn is_same(a: &Run, b: &Run, enough: usize) -> bool {
    let (mut equal, mut fractions) = (0, 0);
    if is_made_of(a, b) || is_made_of(b, a) {
        return true;
    }
    for role in TELLING {
        if let (Some(a), Some(b)) = (a.of(role), b.of(role)) {
            if (a - b).abs() > TOLERANCE * a.abs().max(b.abs()) && !is_rounded(a, b) && !is_rounded(b, a) {
                return false;
            }
            equal += 1;
            fractions += usize::from(a.fract() != 0.0);
        }
    }
    fractions >= enough || (fractions > 0 && equal > enough)
}

/// Whether a value is another one as a report prints it: rounded, to four digits at least.
fn is_rounded(printed: f64, value: f64) -> bool {
    let digits = printed.to_string().bytes().filter(u8::is_ascii_digit).skip_while(|&digit| digit == b'0').count();
    (4..9).contains(&digits) && format!("{value:.*e}", digits - 1).parse() == Ok(printed)
}

/// Whether a run was added up from the requests that another file sums up.
fn is_made_of(sum: &Run, requests: &Run) -> bool {
    let as_many = |role| sum.of(role).is_some_and(|count| requests.of(role) == Some(count));
    // A summary may count failed requests in its rate, and cut the time elsewhere.
    let sent = requests.of(Role::TotalRequests).zip(requests.of(Role::Duration)).map(|(total, time)| total / time);
    let rates = sum.of(Role::Throughput).zip(sent);
    requests.is_of_requests
        && !sum.is_of_requests
        && as_many(Role::TotalRequests)
        && as_many(Role::FailedRequests)
        && rates.is_some_and(|(rate, sent)| (rate - sent).abs() <= 0.01 * sent)
}
