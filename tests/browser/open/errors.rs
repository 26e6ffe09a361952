//! Error messages of failed loads; the previous table stays.

use crate::harness::hub::{Repo, Trouble};
use crate::harness::run;
use crate::harness::stage::{OTHER, Stage, VISION, fixture, id, other, real_repo, real_table};

/// Visits a dataset that cannot be shown, and asserts that the page says why, in these words.
fn assert_error_says(repos: impl IntoIterator<Item = Repo>, dataset: &str, words: &[&str]) {
    run(async {
        let stage = Stage::set(repos).await;
        stage.visit(&format!("?dataset={dataset}")).await;
        let error = stage.error().await;
        for word in words {
            assert!(error.to_lowercase().contains(&word.to_lowercase()), "{word:?} is not in {error:?}");
        }
        let alert = format!("!!document.querySelector('{}').closest('[role=alert]')", id("load-error"));
        assert!(stage.tab.eval::<bool>(alert).await, "the error is not announced");
        stage.app_is("phase", "empty").await;
        stage.app_is("source", "none").await;
        stage.app_is("busy", "false").await;
        stage.assert_no_crash().await;
    });
}

/// As above, for a readable table whose server has this trouble.
fn assert_trouble_says(trouble: Trouble, words: &[&str]) {
    assert_error_says([other(real_table(VISION)).trouble(trouble)], OTHER, words);
}

#[test]
fn a_missing_dataset() {
    assert_error_says([], "acme/nothing", &["private", "acme/nothing"]);
}

#[test]
fn a_private_dataset() {
    assert_trouble_says(Trouble::Private, &["private", OTHER]);
}

#[test]
fn a_gated_dataset() {
    assert_trouble_says(Trouble::Gated, &["gated", OTHER]);
}

#[test]
fn a_disabled_dataset() {
    assert_trouble_says(Trouble::Disabled, &["disabled", OTHER]);
}

#[test]
fn a_missing_revision() {
    assert_error_says([other(real_table(VISION))], "acme/loads@v9", &["revision", "v9"]);
}

#[test]
fn a_missing_file() {
    assert_error_says([other(real_table(VISION))], "acme/loads/data/none.parquet", &["file", "data/none.parquet"]);
}

#[test]
fn too_many_requests() {
    assert_trouble_says(Trouble::TooManyRequests, &["too many requests"]);
}

#[test]
fn the_hub_is_out_of_service() {
    assert_trouble_says(Trouble::Unavailable, &["503"]);
}

#[test]
fn no_connection() {
    assert_trouble_says(Trouble::HangUp, &["could not be reached"]);
}

#[test]
fn no_cors_permission() {
    assert_trouble_says(Trouble::NoCors, &["could not be reached"]);
}

#[test]
fn html_instead_of_a_file() {
    assert_trouble_says(Trouble::HtmlPage, &["not a parquet file"]);
}

#[test]
fn a_connection_that_breaks() {
    assert_trouble_says(Trouble::CutShort, &["cut short"]);
}

#[test]
fn a_file_that_was_stored_incomplete() {
    assert_error_says([other(fixture("truncated"))], OTHER, &["cut short"]);
}

#[test]
fn a_missing_column() {
    let without = format!("{OTHER}&columns=avg:,p95:");
    assert_error_says([other(real_table(VISION))], &without, &["column", "avg_latency_ms", "Columns"]);
}

#[test]
fn a_column_of_the_wrong_type() {
    assert_error_says([other(fixture("vus_is_text"))], OTHER, &["column", "vus"]);
}

#[test]
fn an_address_that_names_no_dataset() {
    assert_error_says([], "squad", &["squad"]);
}

#[test]
fn markup_in_the_address_is_text() {
    run(async {
        let stage = Stage::set([]).await;
        stage.visit("?dataset=%3Cimg%20src%3Dx%20onerror%3D%22window.pwned%3D1%22%3E/x").await;
        assert!(stage.error().await.contains("<img src=x"));
        assert!(stage.tab.eval::<bool>("window.pwned === undefined && !document.querySelector('img')").await);
        stage.assert_no_crash().await;
    });
}

#[test]
fn the_old_table_stays_when_another_fails() {
    run(async {
        let stage = Stage::set([real_repo(VISION), other(fixture("one_row"))]).await;
        stage.visit("").await;
        stage.app_is("source", "hub").await;
        stage.points_are(30).await;
        let source = stage.tab.text(&id("source-line")).await;
        stage.tab.fill(&id("dataset-input"), "acme/nothing").await;
        stage.tab.click(&id("dataset-load")).await;
        assert!(stage.error().await.contains("acme/nothing"));
        stage.app_is("busy", "false").await;
        stage.app_is("phase", "shown").await;
        stage.app_is("dataset", VISION).await;
        assert_eq!(stage.points().await, 30);
        assert_eq!(stage.tab.text(&id("source-line")).await, source);
        // The next successful load clears the message.
        stage.tab.fill(&id("dataset-input"), OTHER).await;
        stage.tab.click(&id("dataset-load")).await;
        stage.points_are(1).await;
        stage.tab.wait_for(format!("!document.querySelector('{}')?.innerText", id("load-error"))).await;
        stage.assert_no_crash().await;
    });
}
