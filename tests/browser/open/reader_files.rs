//! Files of the reader's own that do not come: the page names them, does not blame the table, and reads the next file.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::harness::body::{Body, Gate};
use crate::harness::http::{Answer, Request, Response};
use crate::harness::hub::Repo;
use crate::harness::run;
use crate::harness::site::{Changes, Files, Host, reader_script};
use crate::harness::stage::{OTHER, Stage, VISION, fixture, other, real_repo};
use crate::open::anything::pick;

const CSV: &str = "vus,batch_size,avg_latency_ms,throughput_req_per_sec,1B_cost,hw_type\n\
                   1,8,10,100,1400,nvidia-l4\n2,8,12,160,900,nvidia-l4\n4,8,20,200,700,nvidia-l4\n";

/// A page whose reader's secondary module is answered so while `is_lost`.
async fn stage(
    is_lost: &Arc<AtomicBool>,
    reader: Option<String>,
    lost: impl Fn() -> Answer + Send + Sync + 'static,
) -> Stage {
    let told = Arc::clone(is_lost);
    let host: Host = Arc::new(move |request: &Request, _: &Files<'_>| {
        let path = request.path();
        let is_secondary = path.contains("reader-") && path.ends_with("_secondary.wasm");
        (is_secondary && told.load(Ordering::SeqCst)).then(&lost)
    });
    let stage = Stage::changed([real_repo(VISION)], Changes { host: Some(host), reader, ..Changes::default() }).await;
    stage.show(VISION, "").await;
    stage
}

/// The file is refused with these words, and read once the host has all.
async fn recovers(stage: &Stage, is_lost: &AtomicBool, words: &str) {
    for _ in 0..2 {
        pick(stage, "files-input", &[("runs.csv", CSV)]).await;
        let error = stage.error().await;
        assert!(error.contains(words) && error.contains("reader-"), "{error}");
        assert!(!error.contains("damaged") && !error.contains("crashed") && error.contains("still shown"), "{error}");
        stage.app_is("busy", "false").await;
        stage.points_are(30).await;
    }
    is_lost.store(false, Ordering::SeqCst);
    pick(stage, "files-input", &[("runs.csv", CSV)]).await;
    stage.app_is("source", "files").await;
    stage.points_are(3).await;
    assert!(!stage.tab.eval::<bool>("document.documentElement.hasAttribute('data-crashed')").await);
}

#[test]
fn a_missing_file_of_the_reader_is_named() {
    run(async {
        let is_lost = Arc::new(AtomicBool::new(true));
        let stage = stage(&is_lost, None, || Response::text(404, "Not Found").into()).await;
        recovers(&stage, &is_lost, "is missing on the page's host (404)").await;
    });
}

#[test]
fn a_file_of_the_reader_that_hangs_is_called_slow() {
    run(async {
        let gate = Gate::new();
        let (is_lost, held) = (Arc::new(AtomicBool::new(true)), gate.clone());
        // In a hurry.
        let script = reader_script();
        let hurried = script.replace("20_000", "500");
        assert_ne!(script, hurried, "the reader waits for another time than twenty seconds");
        let stage =
            stage(&is_lost, Some(hurried), move || Response::new(200, Body::silent(vec![0; 9], &held)).into()).await;
        recovers(&stage, &is_lost, "is slow to come").await;
        gate.open();
    });
}

#[test]
fn without_workers_a_missing_file_of_the_reader_is_named_too() {
    run(async {
        let is_lost = Arc::new(AtomicBool::new(true));
        let stage = stage(&is_lost, None, || Response::text(404, "Not Found").into()).await;
        stage.tab.eval::<bool>("delete window.Worker").await;
        recovers(&stage, &is_lost, "is missing on the page's host (404)").await;
    });
}

/// The modules of the reader, beside its primary one, that are fetched for a table.
async fn modules_for(repos: Vec<Repo>, open: impl AsyncFn(&Stage)) -> BTreeSet<String> {
    let stage = Stage::set(repos).await;
    stage.show(VISION, "").await;
    open(&stage).await;
    let requests = stage.site().requests();
    let names = requests.iter().filter_map(|request| {
        let (_, module) = request.path().split_once("reader-")?.1.strip_suffix(".wasm")?.split_once('_')?;
        (module != "bg").then(|| module.to_owned())
    });
    names.collect()
}

#[test]
fn only_what_a_file_needs_is_fetched() {
    const YAML: &str = include_str!("../../fixtures/tools/benchmark-report/v0.2-yaml/report.yaml");
    run(async {
        let text = async |name: &str, text: &str| {
            modules_for(vec![real_repo(VISION)], async |stage: &Stage| {
                pick(stage, "files-input", &[(name, text)]).await;
                stage.app_is("source", "files").await;
            })
            .await
        };
        let parquet = async |fixture_name: &str| {
            modules_for(vec![real_repo(VISION), other(fixture(fixture_name))], async |stage: &Stage| {
                stage.show(OTHER, "").await;
            })
            .await
        };
        let set = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<BTreeSet<_>>();
        // Of a data set.
        assert_eq!(parquet("codec_snappy").await, set(&["hub"]));
        assert_eq!(parquet("codec_brotli").await, set(&["hub", "parquet", "secondary"]));
        assert_eq!(text("runs.csv", CSV).await, set(&["secondary", "text"]));
        // It may share what lists of the Hub are read by.
        let mut of_yaml = text("report.yaml", YAML).await;
        of_yaml.remove("hub");
        assert_eq!(of_yaml, set(&["secondary", "text", "yaml"]));
    });
}
