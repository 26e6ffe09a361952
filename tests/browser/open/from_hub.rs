//! Loading from the Hub: the bundled copy first, progress, addresses with a revision or a path.

use crate::harness::body::Gate;
use crate::harness::hub::{Repo, Trouble};
use crate::harness::stage::{DEFAULT_PATH, EMBEDDING, OTHER, Stage, VISION, fixture, id, other, real_repo, real_table};
use crate::harness::tab::quote;
use crate::harness::{eventually, run};

/// Asserts that the source line says all of these.
async fn assert_source_says(stage: &Stage, words: &[&str]) {
    let line = stage.tab.text(&id("source-line")).await;
    for word in words {
        assert!(line.contains(word), "the source line does not say {word:?}: {line:?}");
    }
}

#[test]
fn the_bundled_copy_is_shown_at_once_and_then_the_hubs() {
    run(async {
        let gate = Gate::new();
        let newer = Repo::new(VISION).file("main", DEFAULT_PATH, real_table(EMBEDDING));
        let stage = Stage::set([newer.trouble(Trouble::Slow(gate.clone()))]).await;
        stage.visit("").await;
        stage.app_is("phase", "shown").await;
        stage.app_is("busy", "true").await;
        stage.app_is("source", "bundled").await;
        stage.app_is("dataset", VISION).await;
        stage.points_are(30).await;
        gate.open();
        stage.app_is("source", "hub").await;
        stage.app_is("busy", "false").await;
        assert_source_says(&stage, &["Hub, commit abc1234", "80 runs"]).await;
        stage.points_are(80).await;
        assert_eq!(stage.tab.count(&id("load-error")).await, 0);
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn the_copy_is_not_fetched_again_where_the_hub_has_the_same() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        assert_source_says(&stage, &["Hub, commit abc1234", "30 runs"]).await;
        stage.points_are(30).await;
        let asked: Vec<_> = stage.hub.requests().iter().map(|request| request.target.clone()).collect();
        assert_eq!(asked, [format!("/api/datasets/{VISION}/revision/main?blobs=true")]);
        assert!(stage.hub.cdn_requests().is_empty());
        let reader =
            stage.site().requests().into_iter().filter(|request| request.path().starts_with("/reader")).count();
        assert_eq!(reader, 0, "what reads files is not needed, and is loaded");
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn file_request_needs_no_preflight() {
    run(async {
        let stage = Stage::set([other(real_table(VISION))]).await;
        stage.visit(&format!("?dataset={OTHER}")).await;
        stage.app_is("source", "hub").await;
        stage.app_is("busy", "false").await;
        let files: Vec<_> = stage.hub.requests().into_iter().filter(|r| r.path().contains("/resolve/")).collect();
        let [file] = &files[..] else { panic!("one file was to be fetched once: {files:?}") };
        assert_eq!(file.path(), format!("/datasets/{OTHER}/resolve/main/{DEFAULT_PATH}"));
        assert!(stage.hub.requests().iter().chain(&stage.hub.cdn_requests()).all(|request| request.method == "GET"));
        assert!(file.header("Authorization").is_none() && file.header("Cookie").is_none());
        assert_eq!(stage.hub.cdn_requests().len(), 1);
    });
}

#[test]
fn without_the_hub_the_bundled_copy_stays() {
    run(async {
        let stage = Stage::set([real_repo(VISION).trouble(Trouble::HangUp)]).await;
        stage.visit("").await;
        stage.app_is("busy", "false").await;
        stage.app_is("phase", "shown").await;
        stage.app_is("source", "bundled").await;
        assert_source_says(&stage, &["bundled copy, Hub not reachable", "30 runs"]).await;
        stage.points_are(30).await;
        stage.assert_no_crash().await;
    });
}

#[test]
fn a_dataset_named_in_the_address_is_shown() {
    run(async {
        let stage = Stage::set([other(real_table(EMBEDDING))]).await;
        stage.visit(&format!("?dataset={OTHER}")).await;
        stage.app_is("source", "hub").await;
        stage.app_is("phase", "shown").await;
        stage.app_is("dataset", OTHER).await;
        assert_source_says(&stage, &["Hub, commit abc1234", "80 runs"]).await;
        stage.points_are(80).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn revision_and_path_may_be_named() {
    run(async {
        let tag = Repo::new(OTHER).file("v1.0", "a b/runs#1.parquet", real_table(VISION)).commit(&"7".repeat(40));
        let stage = Stage::set([tag]).await;
        stage.visit(&format!("?dataset={OTHER}@v1.0/a%20b/runs%231.parquet")).await;
        stage.app_is("source", "hub").await;
        assert_source_says(&stage, &["Hub, commit 7777777", "30 runs"]).await;
        stage.hub.put(Repo::new(OTHER).file(
            "refs/convert/parquet",
            "default/train/0000.parquet",
            real_table(EMBEDDING),
        ));
        stage.visit(&format!("?dataset={OTHER}@refs/convert/parquet/default/train/0000.parquet")).await;
        stage.app_is("source", "hub").await;
        assert_source_says(&stage, &["80 runs"]).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn progress_in_bytes() {
    run(async {
        let gate = Gate::new();
        let stage = Stage::set([other(real_table(EMBEDDING)).trouble(Trouble::Slow(gate.clone()))]).await;
        stage.visit(&format!("?dataset={OTHER}")).await;
        // The file has 11,988 bytes, of which half have come.
        let text = format!("document.querySelector('{}').innerText", id("progress-text"));
        stage.tab.wait_for(format!("/^6\\.0( kB)? of 12\\.0 kB$/.test({text}.trim())")).await;
        stage.app_is("phase", "loading").await;
        stage.app_is("busy", "true").await;
        let bar = format!("document.querySelector('progress{}')", id("progress"));
        assert!((stage.tab.eval::<f64>(format!("{bar}.position")).await - 0.5).abs() < 0.01);
        gate.open();
        stage.app_is("phase", "shown").await;
        stage.tab.wait_for(format!("!{bar}")).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn progress_without_a_known_length() {
    run(async {
        let gate = Gate::new();
        let stage = Stage::set([other(real_table(EMBEDDING)).trouble(Trouble::SlowChunked(gate.clone()))]).await;
        stage.visit(&format!("?dataset={OTHER}")).await;
        stage
            .tab
            .wait_for(format!("document.querySelector('{}').innerText.includes('6.0 kB')", id("progress-text")))
            .await;
        assert!(!stage.tab.text(&id("progress-text")).await.contains(" of "));
        assert_eq!(stage.tab.count(&format!("progress{}:indeterminate", id("progress"))).await, 1);
        gate.open();
        stage.app_is("source", "hub").await;
        stage.points_are(80).await;
    });
}

/// What comes is longer than the announced length where the body is compressed, and a page is not told that it is.
#[test]
fn progress_of_a_compressed_file() {
    run(async {
        let gate = Gate::new();
        let rows: String = (1..4_000).map(|vus| format!("{vus},10,100,1400\n")).collect();
        let csv = format!("vus,avg_latency_ms,throughput_req_per_sec,1B_cost\n{rows}");
        let bytes = csv.len();
        let repo = Repo::new(OTHER).file("main", "runs.csv", csv).trouble(Trouble::SlowEncoded(gate.clone()));
        let stage = Stage::set([repo]).await;
        stage.visit(&format!("?dataset={OTHER}/runs.csv")).await;
        // About half of the bytes have come: more than was announced.
        let text = format!("document.querySelector('{}').innerText.trim()", id("progress-text"));
        stage.tab.wait_for(format!("/^\\d+(\\.\\d)? kB$/.test({text})")).await;
        let come: f64 = stage.tab.eval(format!("parseFloat({text}) * 1000")).await;
        assert!(come > 0.2 * bytes as f64 && come < bytes as f64, "{come} of {bytes}");
        assert_eq!(stage.tab.count(&format!("progress{}:indeterminate", id("progress"))).await, 1);
        gate.open();
        stage.app_is("source", "hub").await;
        stage.points_are(3_999).await;
    });
}

#[test]
fn a_table_takes_three_requests_and_a_slider_none() {
    run(async {
        let stage = Stage::set([other(real_table(EMBEDDING))]).await;
        stage.show(OTHER, "").await;
        // In any order: two of them leave at once.
        let asked = || {
            let mut targets: Vec<String> = stage.hub.requests().into_iter().map(|request| request.target).collect();
            targets.sort_unstable();
            targets
        };
        let expected = [
            format!("/api/datasets/{OTHER}/revision/main?blobs=true"),
            format!("/api/datasets/{OTHER}/tree/main?recursive=true&expand=false"),
            format!("/datasets/{OTHER}/resolve/main/{DEFAULT_PATH}"),
        ];
        assert_eq!(asked(), expected);
        assert_eq!(stage.hub.cdn_requests().len(), 1);
        stage.points_are(80).await;
        stage.focus(&id("vus-max")).await;
        for key in ["Home", "ArrowRight", "ArrowRight", "End", "ArrowLeft"] {
            stage.tab.press(key).await;
            stage.frames().await;
        }
        assert!(stage.points().await < 80, "the slider moved");
        eventually("the hub is silent", || stage.hub.is_idle()).await;
        assert_eq!((asked(), stage.hub.cdn_requests().len()), (expected.to_vec(), 1));
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn another_dataset_can_be_typed_in() {
    run(async {
        let stage = Stage::set([real_repo(VISION), other(fixture("one_row")), real_repo(EMBEDDING)]).await;
        stage.visit("").await;
        stage.app_is("source", "hub").await;
        stage.tab.fill(&id("dataset-input"), OTHER).await;
        stage.tab.click(&id("dataset-load")).await;
        stage.app_is("dataset", OTHER).await;
        stage.points_are(1).await;
        stage.tab.fill(&id("dataset-input"), EMBEDDING).await;
        stage.tab.press("Enter").await;
        stage.app_is("dataset", EMBEDDING).await;
        stage.points_are(80).await;
        // The address is updated after a pause (debounced).
        stage.tab.wait_for(format!("decodeURIComponent(location.search).includes({})", quote(EMBEDDING))).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn late_response_does_not_replace_a_newer_request() {
    run(async {
        let gate = Gate::new();
        let slow = other(real_table(EMBEDDING)).trouble(Trouble::Slow(gate.clone()));
        let stage = Stage::set([
            real_repo(VISION),
            slow,
            Repo::new("acme/quick").file("main", DEFAULT_PATH, fixture("one_row")),
        ])
        .await;
        stage.visit("").await;
        stage.app_is("source", "hub").await;
        stage.tab.fill(&id("dataset-input"), OTHER).await;
        stage.tab.click(&id("dataset-load")).await;
        stage
            .tab
            .wait_for(format!("document.querySelector('{}').innerText.includes('6.0')", id("progress-text")))
            .await;
        stage.tab.fill(&id("dataset-input"), "acme/quick").await;
        stage.tab.click(&id("dataset-load")).await;
        stage.app_is("dataset", "acme/quick").await;
        gate.open();
        eventually("the hub has sent everything", || stage.hub.is_idle()).await;
        stage.frames().await;
        stage.app_is("dataset", "acme/quick").await;
        stage.app_is("busy", "false").await;
        stage.points_are(1).await;
        stage.assert_no_crash().await;
    });
}
