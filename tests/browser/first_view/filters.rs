//! The controls: which runs are looked at, and how they are compared.

use crate::harness::run;
use crate::harness::stage::{Stage, VISION, id};

async fn slider_says(stage: &Stage, words: &str, points: usize) {
    stage.points_are(points).await;
    stage.attr_is(&id("vus-max"), "aria-valuetext", words).await;
    assert_eq!(stage.tab.text(&id("vus-max-readout")).await, words);
}

#[test]
fn the_slider_steps_through_the_vus_that_occur() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        stage.focus(&id("vus-max")).await;
        slider_says(&stage, "8 VUs", 30).await;
        for (key, words, points) in [
            ("ArrowLeft", "6 VUs", 24),
            ("ArrowLeft", "4 VUs", 18),
            ("ArrowRight", "6 VUs", 24),
            ("Home", "1 VU", 6),
            ("End", "8 VUs", 30),
        ] {
            stage.tab.press(key).await;
            slider_says(&stage, words, points).await;
        }
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn the_verdict_follows_the_filters() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        let verdict = stage.tab.text(&id("verdict")).await;
        assert!(verdict.contains("$44.50"), "{verdict}");
        assert_eq!(verdict.trim_end().matches(". ").count(), 0, "more than one sentence: {verdict}");
        stage.focus(&id("vus-max")).await;
        stage.tab.press("Home").await;
        let says = |cost: &str| format!("document.querySelector('{}').innerText.includes('{cost}')", id("verdict"));
        stage.tab.wait_for(says("$74.10")).await;
        stage.attr_is(&id("scatter"), "data-min-row", "15").await;
        stage.rows_begin(&[15]).await;
        stage.tab.press("End").await;
        stage.tab.wait_for(says("$44.50")).await;
    });
}

#[test]
fn checkboxes_hide_runs() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        let boxes = |name: &str| format!("{} input[type=checkbox]", id(name));
        for (name, count) in [("filter-hw_type", 1), ("filter-image", 1), ("filter-batch_size", 6)] {
            assert_eq!(stage.tab.count(&boxes(name)).await, count, "{name}");
            assert_eq!(stage.tab.count(&format!("{}:checked", boxes(name))).await, count, "{name}");
            stage.tab.click(&boxes(name)).await;
            stage.points_are(30 - 30 / count).await;
            stage.tab.click(&boxes(name)).await;
            stage.points_are(30).await;
        }
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn filters_that_leave_no_run() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        stage.tab.click(&format!("{} input[type=checkbox]", id("filter-hw_type"))).await;
        stage.points_are(0).await;
        stage.attr_is(&id("scatter"), "data-front", "").await;
        stage.tab.wait_until("document.querySelectorAll('[data-testid=runs] tbody tr').length", 0).await;
        assert!(!stage.tab.text(&id("verdict")).await.contains('$'));
        stage.focus(&id("scatter")).await;
        stage.tab.press("Home").await;
        stage.frames().await;
        assert_eq!(stage.tab.count(&id("tooltip")).await, 0);
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn only_the_cheapest_n() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        stage.tab.fill(&id("cheapest-n"), "5").await;
        stage.points_are(5).await;
        stage.rows_begin(&[12, 2, 7, 27, 17]).await;
        stage.tab.wait_until("document.querySelectorAll('[data-testid=runs] tbody tr').length", 5).await;
        stage.tab.fill(&id("cheapest-n"), "1").await;
        stage.points_are(1).await;
        stage.tab.press("Backspace").await;
        stage.points_are(30).await;
    });
}

#[test]
fn p95_orders_runs_anew() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        stage.tab.click("input[name=latency][value=p95]").await;
        stage.frames().await;
        stage.focus(&id("scatter")).await;
        stage.tab.press("Home").await;
        for row in ["10", "5", "20", "15"] {
            stage.attr_is(&id("tooltip"), "data-row", row).await;
            stage.tab.press("ArrowRight").await;
        }
        stage.attr_is(&id("scatter"), "data-front", "10,15,6,12").await;
        stage.tab.click("input[name=latency][value=avg]").await;
        stage.frames().await;
        stage.focus(&id("scatter")).await;
        stage.tab.press("Home").await;
        stage.tab.press("ArrowRight").await;
        stage.tab.press("ArrowRight").await;
        stage.attr_is(&id("tooltip"), "data-row", "15").await;
    });
}

#[test]
fn the_notebooks_way_is_a_switch_and_an_address() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        let switch = format!("input{}", id("preset-notebook"));
        let is_on = format!("document.querySelector('{switch}').checked");
        assert!(!stage.tab.eval::<bool>(&is_on).await);
        stage.tab.click(&switch).await;
        stage.tab.wait_for(&is_on).await;
        stage.tab.wait_for("new URLSearchParams(location.search).get('preset') === 'notebook'").await;
        stage.attr_is(&id("scatter"), "data-front", "10,15,6,12").await;
        let address: String = stage.tab.eval("location.href").await;
        stage.tab.open(&address).await;
        stage.points_are(30).await;
        stage.tab.wait_for(&is_on).await;
        stage.tab.click(&switch).await;
        stage.tab.wait_for("!location.search.includes('preset')").await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn a_copied_address_brings_everything_back() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        stage.focus(&id("vus-max")).await;
        stage.tab.press("ArrowLeft").await;
        stage.tab.click(&format!("{} input[type=checkbox]", id("filter-batch_size"))).await;
        stage.tab.click("input[name=latency][value=p95]").await;
        stage.tab.click("input[name=axes][value=log]").await;
        stage.tab.fill(&id("cheapest-n"), "17").await;
        stage.points_are(17).await;
        stage.tab.wait_for("location.search.includes('17')").await;
        let (address, rows) = (stage.tab.eval::<String>("location.href").await, stage.rows().await);
        stage.tab.open("about:blank").await;
        stage.tab.open(&address).await;
        stage.app_is("source", "hub").await;
        stage.points_are(17).await;
        assert_eq!(stage.rows().await, rows);
        assert_eq!(stage.tab.text(&id("vus-max-readout")).await, "6 VUs");
        for chosen in ["input[name=latency][value=p95]", "input[name=axes][value=log]"] {
            assert!(stage.tab.eval::<bool>(format!("document.querySelector('{chosen}').checked")).await, "{chosen}");
        }
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn controls_keep_each_others_choices() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        stage.tab.click(&format!("{} input[type=checkbox]", id("filter-batch_size"))).await;
        stage.points_are(25).await;
        stage.focus(&id("vus-max")).await;
        stage.tab.press("Home").await;
        stage.points_are(5).await;
        stage.tab.press("End").await;
        stage.points_are(25).await;
    });
}
