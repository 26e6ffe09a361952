//! The runs of load-test files as JSON, read as the page reads them: `runs [--PARAMETER=VALUE…] FILE…`.
//!
//! A parameter is one of the page's address that filters, limits or prices runs or asks for a demand:
//! `runs --plan=1M@24h --max_p95_ms=500 results.csv`. With any, the answer that the page's headline gives is added.
//!
//! All files are read as one table. The output is one array; its elements:
//! - a run: `vus`, `req_per_s`, `mean_ms`, `p50_ms`, … as far as they are known, `labels` (what else sets the run apart),
//!   `file` (of several), `ranked` (false: never the cheapest), and doubts: `said` beside the result, `noted` in the list
//!   of columns;
//! - `{"refused": "sentence"}` if nothing can be read as runs;
//! - `{"note": "sentence"}` about the whole table;
//! - `{"answer": {…}}` to a question: the headline as `sentence` and what is to be known as `notes`; of the answer `run`
//!   (its place among the runs, from 0), `configuration`, `machines`, `spare`, `hours` billed, `load` (a share), `usd` (of a
//!   demand), `usd_per_month`, `usd_per_1b`, `mean_ms` and `p95_ms`, null where they are not known.

mod answer;

use std::process::ExitCode;

use isocost::analysis::decide::cost_latency::usable;
use isocost::data::error::DecodeError;
use isocost::data::limits::Limits;
use isocost::data::runs::roles::{Role, Roles, Why};
use isocost::data::runs::run_table::RunTable;
use isocost::data::table::Table;
use isocost::data::table::column::{Category, Column, Values};
use isocost::data::text::{self, NamedBytes};
use isocost::page::choice::filters::Choice;
use serde_json::{Map, Value, json};

use self::answer::Answer;

/// The fields of a run: role and name.
const FIELDS: [(Role, &str); 26] = [
    (Role::Vus, "vus"),
    (Role::Throughput, "req_per_s"),
    (Role::AvgLatency, "mean_ms"),
    (Role::P50Latency, "p50_ms"),
    (Role::P90Latency, "p90_ms"),
    (Role::P95Latency, "p95_ms"),
    (Role::P99Latency, "p99_ms"),
    (Role::SuccessfulRequests, "ok"),
    (Role::TotalRequests, "total"),
    (Role::FailedRequests, "failed"),
    (Role::HwType, "hw"),
    (Role::GpuCount, "gpus"),
    (Role::BatchSize, "batch_size"),
    (Role::Price, "price_per_hour"),
    (Role::Cost, "cost_1b"),
    (Role::TtftMean, "ttft_mean_ms"),
    (Role::TtftP50, "ttft_p50_ms"),
    (Role::TtftP99, "ttft_p99_ms"),
    (Role::TpotMean, "tpot_mean_ms"),
    (Role::OutputTokenRate, "out_tok_per_s"),
    (Role::TotalTokenRate, "total_tok_per_s"),
    (Role::InputTokens, "in_tokens"),
    (Role::OutputTokens, "out_tokens"),
    (Role::Engine, "engine"),
    (Role::Model, "model"),
    (Role::Image, "image"),
];

fn main() -> ExitCode {
    let (options, paths): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|arg| arg.starts_with("--"));
    let asked = match choice(&options) {
        Ok(asked) if !paths.is_empty() => asked,
        refused => {
            eprintln!("{}", refused.err().unwrap_or_else(|| "usage: runs [--PARAMETER=VALUE…] FILE…".to_owned()));
            return ExitCode::from(2);
        }
    };
    let mut files = Vec::new();
    for path in paths {
        match std::fs::read(&path) {
            Ok(bytes) => files.push(NamedBytes { name: path, bytes: bytes.into() }),
            Err(error) => {
                eprintln!("{path}: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    println!("{}", Value::Array(answers(files, asked.as_ref())));
    ExitCode::SUCCESS
}

/// What options of the form `--plan=1M@24h` ask; `None` without any.
pub fn choice(options: &[String]) -> Result<Option<Choice>, String> {
    let mut choice = Choice::default();
    for option in options {
        let (key, value) = option[2..].split_once('=').ok_or_else(|| format!("{option}: write --PARAMETER=VALUE"))?;
        match choice.read(key, value) {
            None => return Err(format!("{option}: no parameter of the page's question")),
            Some(outcome) => outcome.map_err(|misread| misread.words(key, value))?,
        }
    }
    let said = choice.notes.iter().chain(&choice.money.notes).next().cloned();
    said.map_or(Ok((!options.is_empty()).then_some(choice)), Err)
}

/// What is read of files, and the answer to what is asked.
pub fn answers(files: Vec<NamedBytes>, asked: Option<&Choice>) -> Vec<Value> {
    let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
    let table = asked.and_then(|_| text::read_runs(files.clone(), &Limits::default()).ok());
    let mut said = answer(files);
    if let (Some(table), Some(choice)) = (table, asked) {
        said.extend(Answer::of(table, names, choice, None).map(|answer| json!({ "answer": answer.numbers() })));
    }
    said
}

/// What is read of files.
pub fn answer(files: Vec<NamedBytes>) -> Vec<Value> {
    let several = files.len() > 1;
    let only = if several { None } else { files.first().map(|file| file.name.clone()) };
    match text::read_runs(files, &Limits::default()).and_then(|table| describe(table, only)) {
        Ok(runs) => runs,
        Err(error) => vec![json!({ "refused": error.to_string() })],
    }
}

/// The runs of a table, and notes on it.
fn describe(table: Table, only: Option<String>) -> Result<Vec<Value>, DecodeError> {
    let roles = Roles::find(&table);
    let runs = RunTable::by_default(table)?;
    let doubts = doubts(&runs, &roles);
    let files: Vec<&str> =
        runs.notes.files.iter().flat_map(|(name, rows)| std::iter::repeat_n(name.as_str(), *rows)).collect();
    let mut answer: Vec<Value> = (0..runs.rows)
        .map(|row| {
            let mut run = fields(&runs, row);
            run.insert("labels".into(), labels(&runs, row));
            if let Some(file) = files.get(row).copied().or(only.as_deref()) {
                run.insert("file".into(), file.into());
            }
            if !may_answer(&runs, row) {
                run.insert("ranked".into(), false.into());
            }
            for (place, sentences) in &doubts {
                run.insert((*place).into(), sentences.clone().into());
            }
            Value::Object(run)
        })
        .collect();
    answer.extend(runs.notes.of_whole().map(|said| json!({ "note": said })));
    Ok(answer)
}

/// Whether a run may be an answer: the cheapest, or without a price the one that does the most.
fn may_answer(runs: &RunTable, row: usize) -> bool {
    let does = usable(runs.throughput_req_per_sec[row]) || runs.ranking().ranks(row);
    does && usable(runs.avg_latency_ms[row])
}

fn fields(runs: &RunTable, row: usize) -> Map<String, Value> {
    let mut run = Map::new();
    for (role, name) in FIELDS {
        let Some(column) = column(runs, role).or_else(|| column(runs, stand_in(role)?)) else { continue };
        if role == Role::Vus && !usable(runs.vus[row]) {
            continue;
        }
        let value = if role.is_number() { number(column, row) } else { words(column, row) };
        if let Some(value) = value {
            run.insert(name.into(), value);
        }
    }
    let counts = runs.total_requests.as_ref().zip(runs.successful_requests.as_ref());
    if let Some(failed) = counts.map(|(total, good)| total[row] - good[row]).filter(|failed| failed.is_finite()) {
        run.entry("failed").or_insert_with(|| json!(failed));
    }
    run
}

/// What a field says where its role is not told: tokens asked for in the place of those reached, and gaps between chunks
/// in the place of times per token.
fn stand_in(role: Role) -> Option<Role> {
    Some(match role {
        Role::InputTokens => Role::AskedInputTokens,
        Role::OutputTokens => Role::AskedOutputTokens,
        Role::TpotMean => Role::ItlMean,
        _ => return None,
    })
}

/// The column of a role in the unit of the run table.
fn column(runs: &RunTable, role: Role) -> Option<&Column> {
    if let Some(at) = runs.position(role) {
        let own_unit = runs.roles.of(role).is_none_or(|taken| taken.unit == role.house_unit());
        let converted = at >= runs.file_columns;
        return (own_unit || converted || !role.is_number()).then(|| &runs.columns[at]);
    }
    None
}

fn number(column: &Column, row: usize) -> Option<Value> {
    let value = column.numbers()?[row];
    value.is_finite().then(|| json!(value))
}

fn words(column: &Column, row: usize) -> Option<Value> {
    (!column.is_null(row)).then(|| column.text(row).into())
}

/// What sets the run apart beside the known fields.
fn labels(runs: &RunTable, row: usize) -> Value {
    let mut labels = Map::new();
    for (name, category) in &runs.categories {
        let label = &category.labels[category.codes[row] as usize];
        if label != Category::MISSING {
            labels.insert(name.clone(), label.as_str().into());
        }
    }
    let is_role =
        |name: &str| Role::ALL.into_iter().any(|role| runs.roles.of(role).is_some_and(|it| it.column == name));
    for (name, _) in runs.roles.workload.iter().filter(|(name, _)| !is_role(name)) {
        let column = runs.columns.iter().find(|column| column.name == *name);
        if let Some(column) = column.filter(|column| !column.is_null(row)) {
            labels.insert(name.clone(), column.text(row).into());
        }
    }
    // What is the same for all runs of the table sets them apart from those of another.
    let constant = |column: &&Column| matches!(&column.values, Values::Text(array) if array.values().len() == 1);
    for column in runs.columns[..runs.file_columns].iter().filter(constant) {
        if !column.is_null(row) && !runs.roles.uses(&column.name) {
            labels.insert(column.name.clone(), column.text(row).into());
        }
    }
    Value::Object(labels)
}

/// Doubts by their place, field and sentence.
fn doubts(runs: &RunTable, roles: &Roles) -> [(&'static str, Map<String, Value>); 2] {
    let (mut said, mut noted) = (Map::new(), Map::new());
    for (role, name) in FIELDS {
        if let Some(Why::Alias { unit_assumed: true }) = roles.of(role).map(|taken| taken.why) {
            noted.insert(name.into(), "The name does not say the unit.".into());
        }
        if let Some(derived) = runs.how(role) {
            let list = if role == Role::Throughput && runs.throughput_is_estimate() { &mut said } else { &mut noted };
            list.insert(name.into(), derived.words().into());
        }
        let shown = column(runs, role).map(|column| column.name.as_str());
        let own = roles.of(role).map(|taken| taken.column.as_str());
        let about = |name: &str| shown == Some(name) || own == Some(name);
        for doubt in runs.notes.doubts.iter().filter(|doubt| about(&doubt.column)) {
            said.insert(name.into(), doubt.said.as_str().into());
        }
    }
    [("said", said), ("noted", noted)]
}
