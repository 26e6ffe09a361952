//! An answer against a saved one.

use std::path::Path;

use crate::support::program::{Ended, TABLE, folder, run, written};
use serde_json::Value;

/// The answer to a question, saved.
fn saved(folder: &Path, name: &str, question: &[&str]) -> String {
    let ended = run(&[&["--format=json"], question, &[TABLE]].concat());
    assert!(matches!(ended.code, Some(0 | 4)), "{ended:?}");
    written(folder, name, ended.stdout)
}

fn against(baseline: &str, rest: &[&str]) -> Ended {
    run(&[&["--baseline", baseline], rest, &[TABLE]].concat())
}

#[test]
fn the_same_answer_is_within_any_tolerance() {
    let folder = folder("same");
    for question in [&[][..], &["--plan=200/s@730h"], &["--plan=1M@24h", "--max_p95_ms=500"], &["--max_cost=300"]] {
        let baseline = saved(&folder, "answer.json", question);
        for tolerance in [&[][..], &["--tolerance=0"], &["--tolerance", "5%"]] {
            let ended = against(&baseline, &[question, tolerance].concat());
            assert_eq!(ended.code, Some(0), "{question:?} {tolerance:?}: {ended:?}");
            assert!(ended.stderr.contains(", the same as the baseline; up to "), "{ended:?}");
        }
    }
}

#[test]
fn a_dearer_winner_ends_by_its_own_code_and_a_cheaper_one_does_not() {
    let folder = folder("dearer");
    let only = "--hw_type=nvidia-t4";
    let baseline = saved(&folder, "answer.json", &[only, "--prices=aws/nvidia-t4:0.50"]);
    let at = |price: &str, tolerance: &str| {
        against(&baseline, &[only, &format!("--prices=aws/nvidia-t4:{price}"), tolerance])
    };
    for (price, tolerance, code) in [
        ("0.55", "--tolerance=9.9", 5),
        ("0.55", "--tolerance=10.1", 0),
        ("0.55", "--tolerance=0", 5),
        ("0.45", "--tolerance=0", 0),
        ("5", "--tolerance=100", 5),
    ] {
        let ended = at(price, tolerance);
        assert_eq!(ended.code, Some(code), "{price}, {tolerance}: {ended:?}");
    }
    let ended = at("0.55", "--tolerance=0");
    assert!(ended.stderr.contains("10.0% more than the baseline; up to 0%"), "{ended:?}");
    assert!(ended.stdout.starts_with("Cheapest run: "), "the answer is printed all the same: {ended:?}");
    assert!(at("0.45", "--tolerance=0").stderr.contains("10.0% less than"));
}

#[test]
fn the_list_of_a_price_is_no_other_question() {
    let folder = folder("listed");
    let prices = "--prices=aws/nvidia-t4:0.50";
    let baseline = saved(&folder, "answer.json", &[prices]);
    let ended = against(&baseline, &[prices, "--price_list=acme%2Fprices,2026-11-01,aws/nvidia-t4:0.5"]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
}

#[test]
fn without_a_tolerance_that_of_near_ties_counts() {
    let folder = folder("noise");
    let baseline = saved(&folder, "answer.json", &[]);
    let ended = against(&baseline, &["--tolerance_percent=7"]);
    assert!(ended.stderr.contains("up to 7% more"), "{ended:?}");
    let own = against(&baseline, &[]);
    assert!(!own.stderr.contains("up to 7% more") && own.stderr.contains("% more is allowed"), "{own:?}");
}

#[test]
fn an_answer_to_something_else_is_not_compared() {
    let folder = folder("else");
    let baseline = saved(&folder, "answer.json", &["--plan=200/s@730h"]);
    for (question, says) in [
        (&["--plan=100/s@730h"][..], "another demand"),
        (&[], "another unit"),
        (&["--plan=200/s@730h", "--currency=€"], "another currency"),
    ] {
        let ended = against(&baseline, question);
        assert_eq!(ended.code, Some(6), "{question:?}: {ended:?}");
        assert!(ended.stderr.contains(says), "{question:?}: {ended:?}");
    }
    let nothing = saved(&folder, "nothing.json", &["--max_avg_ms=0.001"]);
    let of = |content: &str| written(&folder, "broken.json", content);
    let mut other: Value = serde_json::from_str(&std::fs::read_to_string(&baseline).unwrap()).unwrap();
    other["answer_format"] = 99.into();
    for (path, says) in [
        (nothing, "holds no cost"),
        ("nowhere.json".to_owned(), "cannot be read"),
        (of("{\"answer_format\": 1}"), "holds no cost"),
    ] {
        let ended = against(&path, &[]);
        assert_eq!(ended.code, Some(6), "{path}: {ended:?}");
        assert!(ended.stderr.contains(says), "{path}: {ended:?}");
    }
    for content in ["", "[]", "{}", "PAR1", &other.to_string()] {
        let ended = against(&of(content), &["--plan=200/s@730h"]);
        assert_eq!(ended.code, Some(6), "{content}: {ended:?}");
        assert!(ended.stderr.contains("no answer that this version wrote"), "{content}: {ended:?}");
    }
}

#[test]
fn that_nothing_qualifies_goes_before_the_baseline() {
    let folder = folder("before");
    let baseline = saved(&folder, "answer.json", &[]);
    let ended = against(&baseline, &["--max_avg_ms=0.001"]);
    assert_eq!(ended.code, Some(4), "{ended:?}");
    assert!(!ended.stderr.contains("baseline") && ended.stderr.len() > 40, "{ended:?}");
    let dear = run(&["--max_cost=0.001", TABLE]);
    assert_eq!(dear.code, Some(4), "nothing is as cheap: {dear:?}");
}
