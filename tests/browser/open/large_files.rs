//! Partial reads of large files in the browser: needed columns only, broken and stalled transfers.

use crate::harness::body::Gate;
use crate::harness::hub::Trouble;
use crate::harness::run;
use crate::harness::site::{Changes, reader_script};
use crate::harness::stage::{OTHER, Stage, VISION, fixture, id, other, real_table};
use std::sync::LazyLock;

/// The runs of a made table.
const ROWS: usize = 20_000;

/// A table of 15 columns in 4 row groups, 1.3 MB; written once.
static LARGE: LazyLock<Vec<u8>> = LazyLock::new(|| crate::support::large::table(ROWS, 4));

/// Bytes that the file's own server was asked for.
fn bytes_asked(stage: &Stage) -> usize {
    let part = |request: &crate::harness::http::Request| {
        let (first, last) = request.header("Range")?.strip_prefix("bytes=")?.split_once('-')?;
        Some(last.parse::<usize>().ok()?.min(LARGE.len() - 1) - first.parse::<usize>().ok()? + 1)
    };
    stage.hub.cdn_requests().iter().map(|request| part(request).unwrap_or(LARGE.len())).sum()
}

#[test]
fn only_the_needed_columns_of_a_large_file_are_fetched() {
    run(async {
        let stage = Stage::set([other(LARGE.clone())]).await;
        stage.visit(&format!("?dataset={OTHER}")).await;
        stage.app_is("busy", "false").await;
        stage.app_is("source", "hub").await;
        stage.points_are(ROWS).await;
        let (asked, size) = (bytes_asked(&stage), LARGE.len());
        // Beginning and end weigh more here than in a file that is really large (`tests/native/read/plan.rs` counts
        // one).
        assert!(asked * 100 <= size * 65, "{asked} of {size} bytes were fetched");
        let requests = stage.hub.cdn_requests().len();
        assert!(requests <= 12, "{requests} requests");
        assert!(stage.hub.preflights().is_empty());
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn remaining_columns_on_request() {
    run(async {
        let stage = Stage::set([other(LARGE.clone())]).await;
        stage.visit(&format!("?dataset={OTHER}")).await;
        stage.app_is("busy", "false").await;
        stage.tab.click(&id("fetch-columns")).await;
        let gone = format!("!document.querySelector('{}')", id("fetch-columns"));
        stage.tab.wait_for(gone).await;
        stage.open_data().await;
        stage.says("data-facts", "15 columns").await;
    });
}

#[test]
fn beginning_is_shown_during_the_download() {
    run(async {
        let gate = Gate::new();
        let stage = Stage::set([other(LARGE.clone()).trouble(Trouble::SlowEnd(gate.clone()))]).await;
        stage.visit(&format!("?dataset={OTHER}")).await;
        stage.app_is("phase", "shown").await;
        stage.app_is("busy", "true").await;
        assert!(stage.points().await < ROWS);
        let line = stage.tab.text(&id("source-line")).await;
        assert!(line.contains(&format!("of {ROWS} runs")), "{line}");
        gate.open();
        stage.points_are(ROWS).await;
        stage.app_is("busy", "false").await;
    });
}

/// The large file is shown all the same, or the page says what is wrong.
fn assert_copes(trouble: Trouble, error: Option<&'static str>) {
    run(async move {
        let stage = Stage::set([other(LARGE.clone()).trouble(trouble)]).await;
        stage.visit(&format!("?dataset={OTHER}")).await;
        match error {
            None => stage.points_are(ROWS).await,
            Some(words) => {
                let message = stage.error().await;
                assert!(message.contains(words), "{message}");
            }
        }
        stage.app_is("busy", "false").await;
        stage.assert_no_crash().await;
    });
}

#[test]
fn broken_transfer_is_resumed() {
    assert_copes(Trouble::CutOnce, None);
}

#[test]
fn server_without_range_requests() {
    assert_copes(Trouble::IgnoresRanges, None);
}

#[test]
fn file_that_keeps_changing() {
    assert_copes(Trouble::Changes, Some("changed while it was being read"));
}

#[test]
fn wrong_part_is_refused() {
    assert_copes(Trouble::WrongPart, Some("another part of the file"));
}

#[test]
fn parts_that_end_early_are_completed() {
    assert_copes(Trouble::ShortPart, None);
}

#[test]
fn empty_file() {
    run(async {
        let stage = Stage::set([other(Vec::new())]).await;
        stage.visit(&format!("?dataset={OTHER}")).await;
        // A range of an empty file cannot be satisfied: the server answers 416.
        let message = stage.error().await;
        assert!(message.contains("not a parquet file"), "{message}");
        stage.app_is("busy", "false").await;
        stage.assert_no_crash().await;
    });
}

/// Before the reader: timers of its worker run ten times as fast, so that twenty seconds are two.
const HURRY: &str = "{ const slow = setTimeout; self.setTimeout = (call, ms) => slow(call, ms / 10); }";

async fn hurried(bytes: Vec<u8>, gate: &Gate) -> Stage {
    let reader = format!("{HURRY}\n{}", reader_script());
    let changes = Changes { reader: Some(reader), ..Changes::default() };
    let stage = Stage::changed([other(bytes).trouble(Trouble::Silent(gate.clone()))], changes).await;
    stage.visit(&format!("?dataset={OTHER}")).await;
    stage
}

#[test]
fn stalled_download_ends_with_an_error_message() {
    run(async {
        // The gates stay closed: nothing of the first file arrives, and only the beginning of the second.
        for bytes in [real_table(VISION), LARGE.clone()] {
            let gate = Gate::new();
            let stage = hurried(bytes, &gate).await;
            let message = stage.error().await;
            assert!(message.contains("cut short") && message.contains("Try again"), "{message}");
            stage.app_is("busy", "false").await;
            stage.assert_no_crash().await;
        }
    });
}

#[test]
fn stalled_part_is_requested_again() {
    run(async {
        let gate = Gate::new();
        let stage = hurried(LARGE.clone(), &gate).await;
        // The first row groups are on the page; what stalled after them is asked for once more.
        stage.app_is("phase", "shown").await;
        let again = || {
            let mut asked: Vec<_> =
                stage.hub.cdn_requests().iter().map(|request| request.header("Range").map(str::to_owned)).collect();
            let all = asked.len();
            asked.sort();
            asked.dedup();
            all > asked.len()
        };
        while !again() {
            stage.frames().await;
        }
        gate.open();
        stage.points_are(ROWS).await;
        stage.app_is("busy", "false").await;
        stage.assert_no_crash().await;
    });
}

#[test]
fn a_small_file_takes_one_request() {
    run(async {
        let stage = Stage::set([other(real_table(VISION))]).await;
        stage.visit(&format!("?dataset={OTHER}")).await;
        stage.points_are(30).await;
        assert_eq!(stage.hub.cdn_requests().len(), 1);
        // An empty one, too.
        stage.hub.put(other(fixture("no_rows")));
        stage.load(&format!("{OTHER}/data/train-00000-of-00001.parquet")).await;
        stage.points_are(0).await;
    });
}
