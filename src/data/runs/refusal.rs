//! Evidence that a table is no table of runs, from the names of its columns and a column of times.
//!
//! A table with a latency and a load is one, unless its rows are requests or moments of one test. What the reader chose
//! under "Columns" is never overruled.

mod series;

use self::series::{is_time, series};
use super::name::plain;
use super::not_runs::NotRuns;
use super::roles::{Role, Roles, Why};
use crate::data::table::Table;
use crate::data::table::column::{Column, Values};

/// Columns named in a sentence.
const MOST_NAMED: usize = 4;
/// Fewer rows are no series, and may be few tests rather than many requests.
const MANY: usize = 10;
/// Names of single requests by what they are about; two kinds and three names tell.
const OF_REQUESTS: [&[&str]; 4] = [
    &[
        "request_id",
        "req_id",
        "requestid",
        "uuid",
        "trace_id",
        "conn_id",
        "thread_id",
        "threadname",
        "thread_name",
        "thread",
        "session_id",
        "conversation_id",
        "user_id",
        "sample_id",
        "request_index",
        "id",
    ],
    &[
        "status",
        "status_code",
        "statuscode",
        "response_code",
        "responsecode",
        "http_status",
        "http_code",
        "success",
        "error",
        "err",
        "error_msg",
        "error_message",
        "response_message",
        "responsemessage",
        "failuremessage",
    ],
    &[
        "start",
        "start_time",
        "end_time",
        "start_request",
        "timestamp",
        "time_stamp",
        "start_timestamp",
        "end_timestamp",
        "sent_at",
        "arrival_time",
        "request_timestamp",
        "start_ts",
        "end_ts",
    ],
    &[
        "url",
        "method",
        "method_and_url",
        "prompt",
        "prompt_text",
        "response",
        "response_text",
        "written",
        "read",
        "bytes",
        "sentbytes",
        "response_size",
        "content_length",
        "output_text",
        "completion",
    ],
];

/// Names of a request that no load test has.
const ID_OF_REQUEST: [&str; 4] = ["request_id", "req_id", "requestid", "request_index"];

/// What was asked and what was answered, word by word: rows that have both are requests, however many.
const ASKED: [&str; 7] = ["question", "prompt", "prompt_text", "query", "input_text", "input_string", "user_message"];
const ANSWERED: [&str; 10] = [
    "response",
    "answer",
    "completion",
    "reply",
    "output_text",
    "response_text",
    "response_string",
    "generated_text",
    "model_response",
    "response_content",
];

const PRICES: [&str; 3] = ["price", "pricing", "cost"];
const TELEMETRY: [&str; 9] = [
    "utilization",
    "gpu_util",
    "power",
    "temperature",
    "memory_usage",
    "memory_used",
    "mem_used",
    "sm_clock",
    "fan_speed",
];
const SCORES: [&str; 16] = [
    "accuracy",
    "mmlu",
    "gsm8k",
    "humaneval",
    "gpqa",
    "aime",
    "math_500",
    "livecodebench",
    "hellaswag",
    "f1_score",
    "bleu",
    "rouge",
    "ifbench",
    "ifeval",
    "scicode",
    "winrate",
];

/// Fails if the table is known to be something else.
pub fn check(table: &Table, roles: &Roles) -> Result<(), NotRuns> {
    let has = |role: Role| roles.of(role).is_some();
    if Role::ALL.into_iter().filter_map(|role| roles.of(role)).any(|taken| taken.why == Why::Chosen) {
        return Ok(());
    }
    let latency = has_latency(roles);
    let load = has(Role::Vus) || has(Role::Throughput);
    let is_run = latency && load;
    // Sums of many requests, and no times: the usual table of runs, which costs no further look.
    let sums = [Role::Throughput, Role::P50Latency, Role::P95Latency, Role::P99Latency];
    let timed = || table.columns.iter().any(|column| is_time(&column.name));
    if is_run && table.rows > 0 && sums.into_iter().any(has) && !timed() {
        return Ok(());
    }
    look_closer(table, roles, latency, load)
}

/// Whether a latency of whole requests is there, or follows from their tokens.
pub fn has_latency(roles: &Roles) -> bool {
    let has = |role: Role| roles.of(role).is_some();
    let by_rates = has(Role::OutputTokenRate) && has(Role::Throughput);
    Role::LATENCIES.into_iter().any(has)
        || (has(Role::TpotMean) && (has(Role::OutputTokens) || has(Role::AskedOutputTokens) || by_rates))
}

/// [`check`] of a table that may be something else. Not inlined, as the first view does without it.
#[inline(never)]
fn look_closer(table: &Table, roles: &Roles, latency: bool, load: bool) -> Result<(), NotRuns> {
    let has = |role: Role| roles.of(role).is_some();
    let is_run = latency && load;
    let names: Vec<String> = table.columns.iter().map(|column| plain(&column.name)).collect();
    if table.rows == 0 {
        return if is_run { Ok(()) } else { Err(NotRuns::NamesOnly { columns: table.columns.len() }) };
    }
    if let Some(columns) = requests(table, roles, &names, latency, load) {
        return Err(NotRuns::Requests { rows: table.rows, columns });
    }
    if let Some(column) = series(table, roles) {
        return Err(NotRuns::TimeSeries { column, rows: table.rows });
    }
    if latency && !load {
        return no_numbers(table, roles).map_or(Ok(()), |column| Err(NotRuns::NoNumbers { column }));
    }
    if latency || has(Role::Throughput) {
        return Ok(());
    }
    let rates = [Role::OutputTokens, Role::OutputTokenRate, Role::TotalTokenRate, Role::InputTokenRate];
    other(table, &names, load, rates.into_iter().any(has))
}

/// A column of latencies, if none of them is a number in any row.
fn no_numbers(table: &Table, roles: &Roles) -> Option<String> {
    let of_role = |role| roles.of(role).and_then(|taken| table.columns.iter().find(|own| own.name == taken.column));
    let latencies: Vec<&Column> = Role::LATENCIES.into_iter().filter_map(of_role).collect();
    let is_measured = |column: &&Column| {
        column.numbers().is_some_and(|numbers| numbers.iter().any(|value| value.is_finite() && *value > 0.0))
    };
    if latencies.iter().any(is_measured) { None } else { latencies.first().map(|column| column.name.clone()) }
}

/// Tables without a latency.
fn other(table: &Table, names: &[String], load: bool, has_tokens: bool) -> Result<(), NotRuns> {
    let with = |words: &[&str]| -> Vec<String> {
        let named = names.iter().zip(&table.columns).filter(|(name, _)| words.iter().any(|word| name.contains(word)));
        named.map(|(_, column)| column.name.clone()).take(MOST_NAMED).collect()
    };
    let nameless = names.iter().filter(|name| is_nameless(name)).count();
    if nameless > 2 && 3 * nameless >= names.len() {
        return Err(NotRuns::Pivot { nameless, columns: names.len() });
    }
    let telemetry = with(&TELEMETRY);
    if telemetry.len() > 1 && !has_tokens {
        return Err(NotRuns::Telemetry { columns: telemetry });
    }
    if load {
        return Ok(());
    }
    if let Some(column) = with(&PRICES).into_iter().next() {
        return Err(NotRuns::Prices { column });
    }
    let scores = with(&SCORES);
    if scores.len() > 1 { Err(NotRuns::Scores { columns: scores }) } else { Ok(()) }
}

fn is_nameless(name: &str) -> bool {
    name.strip_prefix("column_").is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The columns that tell of single requests; `None` if the rows are none.
fn requests(table: &Table, roles: &Roles, names: &[String], latency: bool, load: bool) -> Option<Vec<String>> {
    let sums = [Role::Throughput, Role::P50Latency, Role::P95Latency, Role::P99Latency];
    if sums.into_iter().any(|role| roles.of(role).is_some()) {
        return None;
    }
    let of =
        |words: &[&str]| -> Vec<usize> { (0..names.len()).filter(|&at| words.contains(&names[at].as_str())).collect() };
    let text = |words: &[&str]| {
        let is_text = |at: &usize| matches!(table.columns[*at].values, Values::Text(_));
        of(words).into_iter().find(is_text).map(|at| table.columns[at].name.clone())
    };
    if let (Some(asked), Some(answered)) = (text(&ASKED), text(&ANSWERED)) {
        return Some(vec![asked, answered]);
    }
    let kinds: Vec<Vec<usize>> = OF_REQUESTS.iter().map(|words| of(words)).filter(|found| !found.is_empty()).collect();
    let found: Vec<usize> = kinds.iter().flatten().copied().collect();
    if let Some(columns) = told_by_status(table, roles, &of) {
        return Some(columns);
    }
    let many = table.rows >= 2 * MANY;
    let single = latency && !load && many && (!found.is_empty() || names.len() < 3);
    // Counts of requests are of runs, if not much else tells of single ones.
    let counted = roles.of(Role::TotalRequests).is_some() && kinds.len() < 3;
    if ((kinds.len() < 2 || found.len() < 3) && !single) || counted {
        return None;
    }
    let latency = [Role::AvgLatency].into_iter().filter_map(|role| roles.of(role)).map(|taken| taken.column.clone());
    let told = kinds.iter().map(|found| table.columns[found[0]].name.clone());
    Some(told.chain(latency).take(MOST_NAMED).collect())
}

/// A status beside a request's own name, or one of HTTP beside a time: the rows are requests, however few, unless they count
/// some.
fn told_by_status(table: &Table, roles: &Roles, of: &dyn Fn(&[&str]) -> Vec<usize>) -> Option<Vec<String>> {
    let is_code = |value: &f64| value.fract() == 0.0 && (100.0..600.0).contains(value);
    let holds_codes = |&at: &usize| table.columns[at].numbers().is_some_and(|values| values.iter().all(is_code));
    let (ids, times, statuses) = (of(&ID_OF_REQUEST), of(OF_REQUESTS[2]), of(OF_REQUESTS[1]));
    let with_id = ids.first().zip(statuses.first().copied());
    let with_time = || times.first().zip(statuses.into_iter().find(holds_codes));
    let (first, status) = with_id.or_else(with_time)?;
    let is_counted = roles.of(Role::TotalRequests).is_some();
    (!is_counted).then(|| [*first, status].map(|at| table.columns[at].name.clone()).to_vec())
}
