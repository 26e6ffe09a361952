//! The sanity checks and the response shape: verdicts, the runs they are about, and their charts.

use crate::harness::run;
use crate::harness::stage::{CLASSIFICATION, EMBEDDING, OTHER, Stage, VISION, fixture, id, other};

async fn status_is(stage: &Stage, check: &str, status: &str) {
    stage.attr_is(&id(&format!("check-{check}")), "data-status", status).await;
}

async fn says(stage: &Stage, name: &str, words: &str) {
    let text = stage.tab.text(&id(name)).await;
    assert!(text.contains(words), "{name} does not say {words:?}: {text}");
}

/// Distinct colours on a chart's canvas: one for a blank one.
async fn colours(stage: &Stage, chart: &str) -> usize {
    stage
        .tab
        .eval(format!(
            "(() => {{
                const canvas = document.querySelector('{} canvas');
                const {{ data }} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                return new Set(new Uint32Array(data.buffer)).size;
            }})()",
            id(chart)
        ))
        .await
}

/// Waits until a chart has been drawn.
async fn drawn(stage: &Stage, chart: &str) {
    stage.see(&id(chart)).await;
    stage.frames().await;
    assert!(colours(stage, chart).await > 3, "{chart} is blank");
}

/// Takes the one kind of hardware of the vision table off the page.
async fn leave_nothing(stage: &Stage) {
    stage.tab.click(&format!("{} input[type=checkbox]", id("filter-hw_type"))).await;
    stage.points_are(0).await;
}

#[test]
fn the_classification_table_has_its_verdicts() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "").await;
        for (check, status) in [
            ("failed", "pass"),
            ("invalid", "absent"),
            ("size", "absent"),
            ("accuracy", "warn"),
            ("short", "fail"),
            ("duplicates", "pass"),
            ("price", "pass"),
            ("values", "pass"),
            ("little", "fail"),
        ] {
            status_is(&stage, check, status).await;
        }
        says(&stage, "check-short", "117 and 4,803").await;
        says(&stage, "check-short", "Fail").await;
        says(&stage, "check-invalid", "Not in this table").await;
        drawn(&stage, "accuracy").await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn a_run_in_a_list_shows_its_fields() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "").await;
        let button = format!("{} [data-row='96']", id("check-short"));
        assert_eq!(stage.tab.count(&id("picked-run")).await, 0);
        stage.tab.click(&button).await;
        stage.attr_is(&button, "aria-pressed", "true").await;
        says(&stage, "picked-run", "accuracy_percentage").await;
        says(&stage, "picked-run", "271").await;
        stage.tab.click(&format!("{} button", id("picked-run"))).await;
        stage.to_table_of_runs().await;
        let marked = format!("document.activeElement.matches('{} tr[data-row=\"96\"][aria-current=true]')", id("runs"));
        stage.tab.wait_for(marked).await;
        stage.tab.click(&button).await;
        stage.attr_is(&button, "aria-pressed", "false").await;
        assert_eq!(stage.tab.count(&id("picked-run")).await, 0);
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn the_verdicts_follow_the_filters() {
    run(async {
        // The short runs have 271 and 384 VUs.
        let stage = Stage::showing(CLASSIFICATION, "&max_vus=256").await;
        status_is(&stage, "short", "pass").await;
        assert_eq!(stage.tab.count(&format!("{} .affected li", id("check-short"))).await, 0);
        drawn(&stage, "accuracy").await;
        stage.focus(&id("vus-max")).await;
        stage.tab.press("End").await;
        status_is(&stage, "short", "fail").await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn the_rug_can_be_walked() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "").await;
        drawn(&stage, "accuracy").await;
        stage.focus(&id("accuracy")).await;
        stage.tab.press("Home").await;
        stage.attr_is(&id("tooltip"), "data-row", "96").await;
        says(&stage, "tooltip", "53.85%").await;
        says(&stage, "tooltip", "−15.59").await;
        stage.tab.press("Escape").await;
        stage.frames().await;
        assert_eq!(stage.tab.count(&id("tooltip")).await, 0);
    });
}

#[test]
fn the_response_shape_is_drawn_binned_and_walked() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        drawn(&stage, "response-shape").await;
        says(&stage, "no-invalid", "Invalid responses: 0 in every run").await;
        stage.attr_is(&id("response-shape"), "data-totals", "30,30,30").await;
        stage.attr_is(&id("response-shape"), "data-bars", "5").await;
        says(&stage, "response-legend", "Smallest").await;
        stage.focus(&id("response-shape")).await;
        stage.tab.press("Home").await;
        stage
            .tab
            .wait_for(format!("document.querySelector('{}')?.innerText.includes('30 of 30')", id("tooltip")))
            .await;
        stage.focus(&id("response-bins")).await;
        stage.tab.press("ArrowRight").await;
        stage
            .tab
            .wait_until(format!("document.querySelector('{}').innerText", id("response-bins-readout")), "51".to_owned())
            .await;
        stage.attr_is(&id("response-shape"), "data-totals", "30,30,30").await;
        stage.focus(&id("vus-max")).await;
        stage.tab.press("Home").await;
        stage.attr_is(&id("response-shape"), "data-totals", "6,6,6").await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn the_notebook_bins_each_column_by_itself() {
    run(async {
        let stage = Stage::showing(VISION, "&preset=notebook").await;
        drawn(&stage, "response-shape").await;
        drawn(&stage, "invalid").await;
        // 15 bins of the averages hold something, and one of each other column.
        stage.attr_is(&id("response-shape"), "data-bars", "17").await;
        stage.attr_is(&id("response-shape"), "data-totals", "30,30,30").await;
    });
}

#[test]
fn tables_without_the_columns_say_so_or_have_no_tab() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "").await;
        // What is left out stands nowhere, also where all parts are shown.
        stage.tab.there("#compare section").await;
        assert_eq!(stage.tab.count(&id("response-section")).await, 0);
        assert_eq!(stage.tab.count(&id("invalid")).await, 0);
        let stage = Stage::showing(EMBEDDING, "").await;
        status_is(&stage, "accuracy", "absent").await;
        assert_eq!(stage.tab.count(&id("accuracy")).await, 0);
        // All embeddings have one size.
        says(&stage, "response-constant", "always 768").await;
        assert_eq!(stage.tab.count(&id("response-shape")).await, 0);
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn nothing_left_is_said_in_words() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        leave_nothing(&stage).await;
        stage
            .tab
            .wait_for(format!(
                "document.querySelector('{}').innerText.includes('nothing to check')",
                id("checks-summary")
            ))
            .await;
        stage.attr_is(&id("response-shape"), "data-totals", "0,0,0").await;
        stage.tab.click(&format!("{} input[type=checkbox]", id("filter-hw_type"))).await;
        stage.points_are(30).await;
        status_is(&stage, "little", "pass").await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn one_row_has_verdicts() {
    run(async {
        let stage = Stage::set([other(fixture("one_row"))]).await;
        stage.visit(&format!("?dataset={OTHER}")).await;
        stage.points_are(1).await;
        status_is(&stage, "failed", "pass").await;
        status_is(&stage, "duplicates", "pass").await;
        says(&stage, "checks-summary", "1 run:").await;
        stage.tab.assert_no_errors().await;
    });
}
