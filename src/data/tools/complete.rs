//! Measures that follow from others of the same run: counts, rates, tokens. What was measured is never replaced.

use crate::data::runs::derive::{MORE_FAILED, throughput_req_per_sec};
use crate::data::runs::roles::Role;

use super::map::Measure;
use super::run::Run;

/// Completes a run.
pub fn complete(run: &mut Run) {
    unmeasured(run);
    counts(run);
    let duration_s = run.of(Role::Duration).filter(|&duration| duration > 0.0);
    let good = run.of(Role::SuccessfulRequests).or(run.of(Role::TotalRequests));
    let per_second = |amount: Option<f64>| Some(throughput_req_per_sec(amount?, duration_s?));
    run.complete(Role::Throughput, per_second(good));
    tokens(run, good, &per_second);
    per_gpu(run);
    if run.of(Role::SuccessfulRequests) == Some(0.0) {
        // Tools count every answer, refusals among them.
        run.set(Measure::Of(Role::Throughput), 0.0);
    }
}

/// A time of exactly 0 is one that was not measured: no answer takes none.
fn unmeasured(run: &mut Run) {
    for role in Role::LATENCIES.into_iter().chain(Role::TOKEN_TIMES) {
        if run.of(role) == Some(0.0) {
            run.forget(Measure::Of(role));
        }
    }
}

/// Sent, answered well, failed: the third from the other two.
fn counts(run: &mut Run) {
    let (total, good) = (run.of(Role::TotalRequests), run.of(Role::SuccessfulRequests));
    let failed = run.of(Role::FailedRequests);
    if run.failed_share.is_some_and(|share| share > 1.0)
        || total.zip(failed).is_some_and(|(total, failed)| failed > total)
    {
        run.failed_share = None;
        run.forget(Measure::Of(Role::FailedRequests));
        run.doubts.push((Role::TotalRequests, MORE_FAILED.into()));
    }
    if let Some(share) = run.failed_share {
        let sent = total.or_else(|| Some(good? / (1.0 - share)).filter(|sent| sent.is_finite()));
        run.complete(Role::FailedRequests, sent.map(|sent| (sent * share).round()));
    }
    let failed = run.of(Role::FailedRequests);
    let at_least_none = |value: f64| value.max(0.0);
    run.complete(Role::SuccessfulRequests, total.zip(failed).map(|(total, failed)| at_least_none(total - failed)));
    run.complete(Role::TotalRequests, good.zip(failed).map(|(good, failed)| good + failed));
    run.complete(Role::FailedRequests, total.zip(good).map(|(total, good)| at_least_none(total - good)));
}

/// Tokens of each request and of each second, from the tokens of all requests.
fn tokens(run: &mut Run, good: Option<f64>, per_second: &dyn Fn(Option<f64>) -> Option<f64>) {
    let each = |all: Option<f64>| Some(all? / good.filter(|&good| good > 0.0)?);
    let (input, output) = (run.get(Measure::AllInputTokens), run.get(Measure::AllOutputTokens));
    run.complete(Role::InputTokens, each(input));
    run.complete(Role::OutputTokens, each(output));
    let rate = run.of(Role::Throughput);
    let times = |tokens: Option<f64>| Some(tokens? * rate?);
    run.complete(Role::OutputTokenRate, per_second(output).or_else(|| times(run.of(Role::OutputTokens))));
    let both = run.of(Role::InputTokens).zip(run.of(Role::OutputTokens)).map(|(input, output)| input + output);
    let all = input.zip(output).map(|(input, output)| input + output);
    run.complete(Role::TotalTokenRate, per_second(all).or_else(|| times(both)));
    run.complete(Role::InputTokenRate, per_second(input));
}

fn per_gpu(run: &mut Run) {
    let gpus = run.of(Role::GpuCount);
    let of_all = |each: Option<f64>| Some(each? * gpus?);
    run.complete(Role::OutputTokenRate, of_all(run.get(Measure::OutputTokensPerGpu)));
    run.complete(Role::TotalTokenRate, of_all(run.get(Measure::TotalTokensPerGpu)));
    run.complete(Role::InputTokenRate, of_all(run.get(Measure::InputTokensPerGpu)));
}
