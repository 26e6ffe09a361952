//! The program on every file that is here: an answer or a refusal in words, and never a crash.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

use serde_json::Value;

use crate::support;
use crate::support::program::run;

fn below(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() { below(&path, found) } else { found.push(path) }
    }
}

/// Runs the program on each list of files, two at a time; what is wrong, by name.
fn faults(cases: &[(String, Vec<String>, Option<bool>)]) -> BTreeMap<String, String> {
    let faults = Mutex::new(BTreeMap::new());
    let one = |(name, files, is_refused): &(String, Vec<String>, Option<bool>)| {
        if let Err(fault) = judged(files, *is_refused) {
            faults.lock().unwrap().insert(name.clone(), fault);
        }
    };
    thread::scope(|scope| {
        for half in cases.chunks(cases.len().div_ceil(2).max(1)) {
            scope.spawn(|| half.iter().for_each(one));
        }
    });
    faults.into_inner().unwrap()
}

fn judged(files: &[String], is_refused: Option<bool>) -> Result<(), String> {
    let arguments: Vec<&str> = ["--format", "json"].into_iter().chain(files.iter().map(String::as_str)).collect();
    let ended = run(&arguments);
    let said: Value = serde_json::from_str(&ended.stdout).map_err(|error| format!("no JSON ({error}): {ended:?}"))?;
    let is_sentence = |value: &Value| value.as_str().is_some_and(|text| text.ends_with('.') && text.len() > 20);
    let refused = said.get("refused").is_some();
    if is_refused.is_some_and(|expected| expected != refused) {
        return Err(format!("refused: {refused}, which is not expected: {said}"));
    }
    let expected = match (refused, said["qualifies"].as_bool()) {
        (true, None) if is_sentence(&said["refused"]) && ended.stderr.starts_with("isocost-cli: ") => 3,
        (false, Some(true)) if is_sentence(&said["answer"]["sentence"]) && ended.stderr.is_empty() => 0,
        (false, Some(false)) if is_sentence(&said["answer"]["sentence"]) && !ended.stderr.is_empty() => 4,
        _ => return Err(format!("{ended:?}")),
    };
    if ended.code == Some(expected) { Ok(()) } else { Err(format!("ended with {:?}, not {expected}", ended.code)) }
}

#[test]
fn every_fixture_of_a_tool_is_answered_or_refused_in_words() {
    let root = PathBuf::from(support::path("tests/fixtures/tools"));
    let mut all = Vec::new();
    below(&root, &mut all);
    let mut cases = Vec::new();
    for expect in all.iter().filter(|path| path.ends_with("expect.json")) {
        let folder = expect.parent().unwrap();
        let expected = support::json(expect.to_str().unwrap());
        let kinds: Vec<&Value> = match expected.as_array() {
            Some(several) => several.iter().map(|one| &one["kind"]).collect(),
            None => vec![&expected["kind"]],
        };
        let refusals = kinds.iter().filter(|kind| **kind == "refuse").count();
        // Where either may be, none is asked for.
        let is_refused = [0, kinds.len()].contains(&refusals).then_some(refusals > 0);
        let files = all.iter().filter(|path| path.starts_with(folder) && !path.ends_with("expect.json"));
        let name = folder.strip_prefix(&root).unwrap().display().to_string();
        cases.push((name, files.map(|path| path.display().to_string()).collect(), is_refused));
    }
    assert!(cases.len() > 100, "{} cases", cases.len());
    let found = faults(&cases);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn every_parquet_fixture_is_answered_or_refused_in_words() {
    let case = |stem: String| {
        let file = support::path(&format!("tests/fixtures/{stem}.parquet"));
        (stem, vec![file], None)
    };
    let cases: Vec<_> = support::stems(&support::path("tests/fixtures"), "parquet").into_iter().map(case).collect();
    assert!(cases.len() > 60);
    let found = faults(&cases);
    assert!(found.is_empty(), "{found:#?}");
}

/// Real results, where a corpus of them lies beside the project (or at `ISOCOST_CORPUS`).
#[test]
fn every_file_of_the_corpus_is_answered_or_refused_in_words() {
    let corpus = std::env::var("ISOCOST_CORPUS").unwrap_or_else(|_| support::path("../shared/corpus"));
    let files = Path::new(&corpus).join("files");
    if !files.is_dir() {
        eprintln!("NOT TESTED: there is no corpus of real results at {corpus}");
        return;
    }
    let mut all = Vec::new();
    below(&files, &mut all);
    let case = |path: PathBuf| {
        let path = path.display().to_string();
        (path.clone(), vec![path], None)
    };
    let cases: Vec<_> = all.into_iter().map(case).collect();
    let found = faults(&cases);
    assert!(found.is_empty(), "{found:#?}");
}
