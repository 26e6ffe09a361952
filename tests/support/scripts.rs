//! Runs scripts in the Python that `tools/setup.sh test` puts in place.

use std::process::Command;

use serde_json::{Value, json};

/// The interpreter.
pub fn python() -> String {
    let asked = Command::new(super::path("tools/setup.sh")).arg("python").output().unwrap();
    String::from_utf8(asked.stdout).unwrap().trim().to_owned()
}

/// A script, and what is asked of it at its end.
pub struct Job {
    pub name: String,
    pub script: String,
    pub wanted: String,
}

/// The answers, in the order of the jobs, all from one interpreter: starting it takes longer than most scripts. `name`
/// keeps the files of tests apart.
pub fn answers(name: &str, jobs: &[Job]) -> Vec<Value> {
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.json"));
    let job = |job: &Job| json!({ "script": job.script, "wanted": job.wanted });
    std::fs::write(&file, Value::Array(jobs.iter().map(job).collect()).to_string()).unwrap();
    let python = python();
    let run = Command::new(&python).arg(super::path("tests/scripts/python_run.py")).arg(&file).output();
    let run = run.unwrap_or_else(|error| panic!("{python}: {error}. Run tools/setup.sh test first"));
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let answers: Vec<Value> = match serde_json::from_slice(&run.stdout) {
        Ok(Value::Array(answers)) => answers,
        other => panic!("no list of answers: {other:?}"),
    };
    assert_eq!(answers.len(), jobs.len());
    let value = |(answer, job): (&Value, &Job)| {
        if let Some(error) = answer["error"].as_str() {
            panic!("{}: {error}\nasked: {}\n{}", job.name, job.wanted, job.script);
        }
        answer["value"].clone()
    };
    answers.iter().zip(jobs).map(value).collect()
}
