//! Results of load testers opened on the page: one file of each tool, a folder, several tools at once, a paste; doubts.

use std::fs;
use std::path::Path;

use isocost::data::text::NamedBytes;
use isocost::data::tools;

use super::anything::pick;
use crate::harness::run;
use crate::harness::stage::{Stage, VISION, id, real_repo};
use crate::harness::tab::quote;
use crate::support;

const VLLM: &str = r#"{"backend": "vllm", "model_id": "a/b", "num_prompts": 40, "request_rate": "inf", "max_concurrency": 4,
    "duration": 10.0, "completed": 40, "failed": 0, "total_input_tokens": 4000, "total_output_tokens": 2000,
    "request_throughput": 4.0, "output_throughput": 200.0, "mean_ttft_ms": 50.5, "mean_tpot_ms": 18.25,
    "mean_e2el_ms": 945.5, "p99_e2el_ms": 1200.5, "gpu": "NVIDIA-L4"}"#;

const K6: &str = r#"{"metrics": {"http_req_duration": {"values": {"avg": 12.5, "med": 11, "p(95)": 20.25}},
    "http_reqs": {"values": {"count": 600, "rate": 60}}, "vus_max": {"values": {"value": 8, "max": 8}},
    "http_req_failed": {"values": {"rate": 0, "passes": 0, "fails": 600}}}}"#;

const CSV: &str = "vus,avg_latency_ms,throughput_req_per_sec\n1,10,100\n2,12,160\n4,20,200\n";

/// The line that names the source.
async fn source_says(stage: &Stage, words: &str) {
    let line = format!("document.querySelector({}).textContent.includes({})", quote(&id("source-line")), quote(words));
    stage.tab.wait_until(line, true).await;
}

/// A file of each case: tool, name of the file, content; only those that hold runs by themselves.
fn one_of_each_tool() -> Vec<(&'static str, String, String)> {
    let mut found: Vec<(&'static str, String, String)> = Vec::new();
    collect(Path::new(&support::path("tests/fixtures/tools")), &mut |path| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Ok(text) = fs::read_to_string(path) else { return };
        let file = NamedBytes { name: name.clone(), bytes: text.clone().into() };
        if let Some((tool, Ok(_))) = tools::of_file(&file).filter(|_| name != "expect.json")
            && found.iter().all(|(other, ..)| *other != tool)
        {
            found.push((tool, name, text));
        }
    });
    found
}

fn collect(folder: &Path, visit: &mut dyn FnMut(&Path)) {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() { collect(&path, visit) } else { visit(&path) }
    }
}

/// Runs that differ in one setting have no map: the first of the other tabs is open, and a line says why.
#[test]
fn a_sweep_of_one_load_has_no_map() {
    run(async {
        let stage = Stage::showing(VISION, "#map").await;
        pick(&stage, "files-input", &[("sweep.csv", CSV)]).await;
        stage.says("no-map", "No map: it needs two settings that vary, and in this table one does: VUs.").await;
        let open = "document.querySelector('#map [role=tab][aria-selected=true]').id";
        stage.tab.wait_until(open, "break-even".to_owned()).await;
        stage.tab.wait_until("document.querySelector('#contour').hidden", true).await;
        assert_eq!(stage.tab.count(&id("contour")).await, 0);
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn one_file_of_each_tool_is_named_on_the_page() {
    run(async {
        let tools = one_of_each_tool();
        assert!(tools.len() >= 5, "{} tools", tools.len());
        let stage = Stage::set([real_repo(VISION)]).await;
        stage.visit("").await;
        for (tool, name, text) in tools {
            pick(&stage, "files-input", &[(&name, &text)]).await;
            source_says(&stage, &format!("{tool}, 1 file")).await;
        }
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn files_of_several_tools_are_one_table_and_each_is_told() {
    run(async {
        let stage = Stage::set([real_repo(VISION)]).await;
        stage.visit("").await;
        pick(&stage, "files-input", &[("a.json", VLLM), ("b.json", K6), ("c.csv", CSV), ("notes.txt", "nothing")])
            .await;
        source_says(&stage, "5 runs").await;
        source_says(&stage, "vLLM bench serve, 1 file, 1 run").await;
        source_says(&stage, "k6, 1 file, 1 run").await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn a_file_beside_the_runs_that_holds_none_is_told() {
    run(async {
        let stage = Stage::set([real_repo(VISION)]).await;
        stage.visit("").await;
        pick(&stage, "files-input", &[("a.json", VLLM), ("prices.csv", "name,colour\na,red\nb,blue\n")]).await;
        let told = format!("document.querySelector({})?.title ?? ''", quote(&id("bar-passed")));
        stage.tab.wait_until(format!("({told}).includes('prices.csv')"), true).await;
    });
}

#[test]
fn a_pasted_result_is_opened_like_a_file() {
    run(async {
        let stage = Stage::set([real_repo(VISION)]).await;
        stage.visit("").await;
        // What is done before the code of the lower sections is there waits for it.
        stage.tab.wait_until(format!("document.querySelectorAll({}).length", quote(&id("data-change"))), 1).await;
        let paste = |text: &str| {
            format!(
                "(() => {{ const clipboardData = new DataTransfer();
                    clipboardData.setData('text/plain', {});
                    return !document.body.dispatchEvent(new ClipboardEvent('paste', {{ clipboardData, bubbles: true, cancelable: true }})); }})()",
                quote(text)
            )
        };
        assert!(stage.tab.eval::<bool>(paste(&CSV.replace(',', "\t"))).await, "a table is taken");
        source_says(&stage, "3 runs").await;
        assert!(!stage.tab.eval::<bool>(paste("just a word")).await, "a word is left alone");
        stage.tab.assert_no_errors().await;
    });
}
