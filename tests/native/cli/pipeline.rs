//! The CI job that README shows, its steps run as a shell runs them.

use std::path::Path;
use std::process::Command;

use super::page::SHELL;
use crate::support;
use crate::support::program::{PROGRAM, folder};

/// The scripts of the steps in README's example, in their order.
fn steps() -> Vec<String> {
    let readme = std::fs::read_to_string(support::path("README.md")).unwrap();
    let (_, example) = readme.split_once("```yaml\n").expect("an example in YAML");
    let (example, _) = example.split_once("```").expect("its end");
    let mut steps: Vec<String> = Vec::new();
    let mut inside = None;
    for line in example.lines() {
        let indent = line.len() - line.trim_start().len();
        if let Some(own) = inside.filter(|own| indent > *own || line.trim().is_empty()) {
            let step = steps.last_mut().expect("a step");
            *step += line.get(own + 2..).unwrap_or("");
            step.push('\n');
        } else {
            inside = None;
            if line.trim_start().trim_start_matches("- ") == "run: |" {
                inside = Some(line.find("run:").unwrap());
                steps.push(String::new());
            }
        }
    }
    steps
}

/// Runs a step as GitHub does: `bash -e -o pipefail`.
fn run(step: &str, folder: &Path) -> Option<i32> {
    let own = PROGRAM.parent().unwrap().display();
    let path = format!("{own}:{}", std::env::var("PATH").unwrap());
    let summary = folder.join("summary.md");
    let mut bash = Command::new("bash");
    bash.args(["-e", "-o", "pipefail", "-c", step]).current_dir(folder);
    let ended = bash.env("PATH", path).env("GITHUB_STEP_SUMMARY", &summary).output().unwrap();
    eprintln!("{}{}", String::from_utf8_lossy(&ended.stdout), String::from_utf8_lossy(&ended.stderr));
    ended.status.code()
}

#[test]
fn the_job_of_the_readme_does_what_it_says() {
    let folder = folder("pipeline");
    let steps = steps();
    // What installs the program needs a network, and is not run here.
    let (install, asks) = steps.split_first().expect("steps");
    assert!(install.contains("cargo install") && install.contains("--example isocost-cli"), "{install}");
    let [step] = asks else { panic!("one step that asks: {asks:?}") };
    let summary = || std::fs::read_to_string(folder.join("summary.md")).unwrap_or_default();
    assert_eq!(run(step, &folder), Some(1), "there is no page to put them into");
    std::fs::write(folder.join("isocost.html"), SHELL).unwrap();
    assert_eq!(run(step, &folder), Some(3), "there are no results");
    std::fs::create_dir(folder.join("results")).unwrap();
    // Each answer takes 100 ms, so that the load is a tenth of the rate.
    let result = |rate: u32, p95: u32| {
        let head = "vus,avg_latency_ms,p95_latency_ms,throughput_req_per_sec,hw_type";
        let text = format!("{head}\n{},100,{p95},{rate},nvidia-l4\n", rate / 10);
        std::fs::write(folder.join("results/run.csv"), text).unwrap();
    };
    result(400, 200);
    // The saved answer, as README says to make it.
    let readme = std::fs::read_to_string(support::path("README.md")).unwrap();
    let (_, readme) = readme.split_once("## In a pipeline").expect("the section");
    let (_, save) = readme.split_once("```sh\nisocost-cli ").expect("how the baseline is saved");
    let (save, _) = save.split_once("```").unwrap();
    assert_eq!(run(&format!("isocost-cli {save}"), &folder), Some(0));
    assert_eq!(run(step, &folder), Some(0));
    assert!(summary().starts_with("## Cheapest run\n"), "{}", summary());
    assert!(folder.join("report.html").exists());
    result(210, 200);
    assert_eq!(run(step, &folder), Some(5), "a rate that needs more machines");
    result(400, 600);
    assert_eq!(run(step, &folder), Some(4), "too slow");
    assert!(summary().contains("## No run qualifies"), "the summary says why: {}", summary());
}
