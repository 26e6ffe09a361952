//! Results of load testers: each folder `fixtures/tools/TOOL/CASE` is read, and compared with its `expect.json`.
//!
//! `expect.json` is one expectation, or a list of which one must be met:
//! - `{kind: "runs", rows: N or [N, M], check: [{row, FIELD: WANT…}], not_ranked: [index…]}`. `row` is an index,
//!   `{"file": path}` or `{"file": path, "index": i}`. WANT is a number, a text, null (must be left out), or a list of
//!   which one fits. The fields are those of `src/cli/runs.rs`; `config` is any label or name;
//! - `{kind: "refuse", says: [text…]}`: one of the texts is in the refusal, in any case;
//! - `{kind: "never_ranked", row, rows, check}`: as runs, and that row is never ranked.
//!
//! The other files of the folder are read together, under their paths in it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support;
use isocost::data::text::NamedBytes;
use serde_json::{Value, json};

#[path = "../../../src/cli/runs.rs"]
#[allow(dead_code, clippy::allow_attributes, reason = "the program's own entry is not called")]
mod reader;

/// Numbers may differ by so much of themselves.
const TOLERANCE: f64 = 1e-3;
/// Fields that decide which run is best: wrong by more than this, and nothing said, is the worst of all.
const DECIDING: [&str; 7] = ["req_per_s", "mean_ms", "p50_ms", "p90_ms", "p95_ms", "p99_ms", "cost_1b"];
const COARSE: f64 = 1e-2;
const NAMES: [&str; 4] = ["hw", "engine", "model", "config"];

struct Case {
    name: String,
    files: Vec<NamedBytes>,
    expect: Value,
}

fn cases() -> Vec<Case> {
    let root = support::path("tests/fixtures/tools");
    let mut cases: Vec<Case> = folders(Path::new(&root))
        .iter()
        .flat_map(|tool| folders(tool))
        .map(|case| {
            let mut files = Vec::new();
            collect(&case, &case, &mut files);
            let name = case.strip_prefix(&root).unwrap().display().to_string();
            let at = files.iter().position(|file| file.name == "expect.json");
            let expect = files.remove(at.unwrap_or_else(|| panic!("{name} has no expect.json")));
            let expect = serde_json::from_slice(&expect.bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert!(!files.is_empty(), "{name} has no file to read");
            Case { name, files, expect }
        })
        .collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

fn folders(inside: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(inside).unwrap_or_else(|error| panic!("{}: {error}", inside.display()));
    entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect()
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<NamedBytes>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap().display().to_string();
            files.push(NamedBytes { name, bytes: fs::read(&path).unwrap().into() });
        }
    }
}

/// What is wrong with an answer, by the expectation that it comes closest to.
fn faults(expect: &Value, answer: &[Value]) -> Vec<String> {
    match expect.as_array() {
        Some(several) => several.iter().map(|one| faults(one, answer)).min_by_key(Vec::len).unwrap(),
        None => faults_of(expect, answer),
    }
}

fn faults_of(expect: &Value, answer: &[Value]) -> Vec<String> {
    let refused: Vec<&str> = answer.iter().filter_map(|part| part.get("refused")?.as_str()).collect();
    let runs: Vec<&Value> =
        answer.iter().filter(|part| part.get("refused").is_none() && part.get("note").is_none()).collect();
    let kind = expect["kind"].as_str().expect("a kind");
    if kind == "refuse" {
        let says = expect["says"].as_array().expect("what a refusal says");
        let told = says.iter().any(|text| {
            let text = text.as_str().unwrap().to_lowercase();
            refused.iter().any(|sentence| sentence.to_lowercase().contains(&text))
        });
        return match (runs.len(), told) {
            (0, true) => Vec::new(),
            (0, false) => vec![format!("refused in other words: {refused:?}")],
            (runs, _) => vec![format!("{runs} runs where there is none")],
        };
    }
    assert!(kind == "runs" || kind == "never_ranked", "an expectation of kind {kind}");
    if !one_of(&expect["rows"], |rows| rows.as_u64() == Some(runs.len() as u64)) {
        return vec![format!("{} runs, wanted {}; {refused:?}", runs.len(), expect["rows"])];
    }
    let mut faults: Vec<String> = Vec::new();
    for check in expect["check"].as_array().into_iter().flatten() {
        let run = selected(&runs, &check["row"]).unwrap_or_else(|| panic!("no run {}", check["row"]));
        let fields = check.as_object().unwrap().iter().filter(|(field, _)| *field != "row");
        faults.extend(fields.filter_map(|(field, want)| fault(run, field, want)));
    }
    let never =
        expect["not_ranked"].as_array().into_iter().flatten().chain((kind == "never_ranked").then(|| &expect["row"]));
    for row in never {
        if runs[row.as_u64().unwrap() as usize]["ranked"] != false {
            faults.push(format!("run {row} can be ranked"));
        }
    }
    faults
}

fn selected<'v>(runs: &[&'v Value], row: &Value) -> Option<&'v Value> {
    if let Some(index) = row.as_u64() {
        return runs.get(index as usize).copied();
    }
    let index = row["index"].as_u64().unwrap_or(0) as usize;
    runs.iter().copied().filter(|run| run["file"] == row["file"]).nth(index)
}

fn one_of(wanted: &Value, fits: impl Fn(&Value) -> bool) -> bool {
    wanted.as_array().map_or_else(|| fits(wanted), |several| several.iter().any(&fits))
}

/// What is wrong with a field.
fn fault(run: &Value, field: &str, want: &Value) -> Option<String> {
    let got = &run[field];
    let fits = |want: &Value, tolerance: f64| match want {
        Value::Null => got.is_null(),
        Value::Number(want) => {
            let want = want.as_f64().unwrap();
            got.as_f64().is_some_and(|got| (got - want).abs() <= tolerance * want.abs() + 1e-9)
        }
        want => texts(run, field).iter().any(|text| text.contains(&plain(want.as_str().unwrap()))),
    };
    if one_of(want, |want| fits(want, TOLERANCE)) {
        return None;
    }
    let factor =
        got.as_f64().zip(want.as_f64()).map(|(got, want)| format!(" (×{:.4})", got / want)).unwrap_or_default();
    let told = ["said", "noted"].into_iter().any(|place| run[place].get(field).is_some());
    let silent = !got.is_null() && DECIDING.contains(&field) && !told && !one_of(want, |want| fits(want, COARSE));
    let verdict = if silent { "silently wrong" } else { "wrong" };
    Some(format!("{field} is {verdict}: {got}{factor}, wanted {want}"))
}

/// The texts in which a name is looked for.
fn texts(run: &Value, field: &str) -> Vec<String> {
    assert!(NAMES.contains(&field), "{field} is compared with a text");
    let labels = run["labels"].as_object().into_iter().flat_map(|labels| labels.values());
    let names = if field == "config" { &["hw", "engine", "model", "image", "batch_size"][..] } else { &[field][..] };
    let given = names.iter().map(|name| &run[*name]).chain(labels.filter(|_| field == "config"));
    given.filter(|value| !value.is_null()).map(|value| plain(value.as_str().unwrap_or(&value.to_string()))).collect()
}

fn plain(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| c.is_ascii_alphanumeric() || *c == '.').collect()
}

#[test]
fn every_fixture_is_read_as_expected() {
    let mut all = String::new();
    for Case { name, files, expect } in cases() {
        for fault in faults(&expect, &reader::answer(files)) {
            all += &format!("{name}: {fault}\n");
        }
    }
    assert!(all.is_empty(), "{all}");
}

/// A map that reads a unit wrongly is off by such a factor.
#[test]
fn a_factor_of_a_thousand_is_reported_as_silently_wrong() {
    let mut planted = 0;
    for Case { name, files, expect } in cases() {
        let Some(check) = expect["check"].get(0).and_then(Value::as_object) else { continue };
        assert!(check.values().any(Value::is_number), "{name} checks no number");
        let answer = reader::answer(files);
        let told = |field: &str| ["said", "noted"].into_iter().any(|place| answer[0][place].get(field).is_some());
        let silent = check.iter().find_map(|(field, want)| {
            let decides = DECIDING.contains(&field.as_str()) && !told(field);
            want.as_f64().filter(|&want| decides && want > 0.0).map(|want| (field.clone(), want))
        });
        let Some((field, want)) = silent else { continue };
        let mut wrong = expect.clone();
        wrong["check"][0][&field] = json!(want * 1_000.0);
        let found = faults(&wrong, &answer);
        assert_eq!(found.len(), 1, "{name}: {found:?}");
        assert!(found[0].starts_with(&format!("{field} is silently wrong")), "{name}: {}", found[0]);
        assert!(found[0].contains("(×0.0010)"), "{name}: {}", found[0]);
        planted += 1;
    }
    assert!(planted > 5, "only {planted} fixtures measure anything");
}

/// The program's answer to a question is the page's headline, and without a question there is none.
#[test]
fn the_program_answers_the_page_s_question() {
    let path = support::path("src/data/bundled/classification-ie-optimization.parquet");
    let files = || vec![NamedBytes { name: "runs.parquet".to_owned(), bytes: fs::read(&path).unwrap().into() }];
    let asked = |options: &[&str]| reader::choice(&options.iter().map(|&option| option.to_owned()).collect::<Vec<_>>());
    assert_eq!(reader::answers(files(), None), reader::answer(files()), "as it was");
    assert_eq!(asked(&[]), Ok(None));
    let of = |options: &[&str]| {
        let all = reader::answers(files(), asked(options).unwrap().as_ref());
        let (last, runs) = all.split_last().unwrap();
        assert_eq!(runs, reader::answer(files()));
        last["answer"].clone()
    };
    let steady = of(&["--plan=200/s@730h", "--load_percent=100"]);
    assert_eq!(steady["configuration"], "nvidia-t4 · michaelf34/infinity:0.0.75-trt-onnx, batch size 512");
    assert_eq!(
        (&steady["machines"], &steady["usd"], &steady["usd_per_month"]),
        (&json!(1.0), &json!(365.0), &json!(365.0))
    );
    assert!(steady["sentence"].as_str().unwrap().contains("for $365.00, 12.0% idle."), "{steady}");
    let volume = of(&["--plan=1M@24h", "--max_p95_ms=500"]);
    assert_eq!(
        (&volume["machines"], &volume["usd"], &volume["usd_per_month"]),
        (&json!(1.0), &json!(0.8), &Value::Null)
    );
    let cheapest = of(&["--hw_type=nvidia-l4"]);
    assert_eq!((&cheapest["run"], &cheapest["usd"]), (&json!(194), &Value::Null));
    assert!((cheapest["usd_per_1b"].as_f64().unwrap() - 253.82).abs() < 0.01, "{cheapest}");
    for refused in ["--plan=many", "--colour=red", "--spare", "--load_percent=300", "--prices=free"] {
        assert!(asked(&[refused]).is_err(), "{refused}");
    }
}
