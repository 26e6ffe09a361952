//! "Did we try enough VUs?": its answer, its own slider, its charts.

use crate::harness::run;
use crate::harness::stage::{EMBEDDING, OTHER, Stage, VISION, fixture, id, other};

/// What the answer says where none rises: in the notebook's reading, and in the page's own.
const NONE: [&str; 4] = [
    "No monotonically increasing series found.",
    "is known to gain from more load than was run.",
    "Enough load was tried.",
    "Whether more load would help cannot be told",
];

async fn rising_are(stage: &Stage, rising: usize, groups: usize) {
    stage.attr_is(&id("enough-vus"), "data-rising", &rising.to_string()).await;
    stage.attr_is(&id("enough-vus"), "data-groups", &groups.to_string()).await;
    let charts = format!("document.querySelectorAll('{}').length", id("enough-vus-chart"));
    stage.tab.wait_until(charts, rising).await;
    if rising == 0 && groups > 0 {
        stage
            .tab
            .wait_for(format!(
                "{NONE:?}.some(none => document.querySelector('{}').innerText.includes(none))",
                id("enough-vus-answer")
            ))
            .await;
    }
}

/// Pixels of the first chart that are about as blue as its line.
async fn line_pixels(stage: &Stage) -> usize {
    stage.see(&format!("{} canvas", id("enough-vus-lines"))).await;
    stage.frames().await;
    stage
        .tab
        .eval(format!(
            "(() => {{ const canvas = document.querySelector('{} canvas');
                const {{ data }} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                let line = 0;
                for (let i = 0; i < data.length; i += 4)
                    line += Math.abs(data[i]) + Math.abs(data[i + 1] - 114) + Math.abs(data[i + 2] - 178) < 40;
                return line; }})()",
            id("enough-vus-lines")
        ))
        .await
}

#[test]
fn the_slider_asks_what_fewer_vus_would_have_shown() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        rising_are(&stage, 0, 6).await;
        stage.focus(&id("enough-vus-limit")).await;
        for (key, words, rising) in [("ArrowLeft", "6 VUs", 0), ("ArrowLeft", "4 VUs", 6), ("Home", "1 VU", 0)] {
            stage.tab.press(key).await;
            rising_are(&stage, rising, 6).await;
            stage.attr_is(&id("enough-vus-limit"), "aria-valuetext", words).await;
            assert_eq!(stage.tab.text(&id("enough-vus-limit-readout")).await, words);
        }
        let told = stage.tab.text(&id("enough-vus-answer")).await;
        assert!(
            told.starts_with("As if nothing had been tried beyond 1 VU. ") && told.contains("too few loads"),
            "{told}"
        );
        // The page's own filter is another one.
        stage.points_are(30).await;
        stage.tab.press("End").await;
        rising_are(&stage, 0, 6).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn the_notebooks_own_instruction() {
    run(async {
        let stage = Stage::showing(EMBEDDING, "&preset=notebook").await;
        rising_are(&stage, 0, 7).await;
        stage.focus(&id("enough-vus-limit")).await;
        let steps = "document.querySelector('[data-testid=enough-vus-limit-readout]').innerText";
        for _ in 0..40 {
            if stage.tab.eval::<String>(steps).await == "256 VUs" {
                break;
            }
            stage.tab.press("ArrowLeft").await;
            stage.frames().await;
        }
        stage.tab.wait_until(steps, "256 VUs").await;
        rising_are(&stage, 4, 7).await;
        stage.tab.wait_until("document.querySelectorAll('[data-testid=enough-vus-groups] tbody tr').length", 4).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn charts_are_drawn_and_interactive() {
    run(async {
        let stage = Stage::showing(EMBEDDING, "&theme=light&max_vus=128").await;
        // Up to 128 VUs all still gain.
        rising_are(&stage, 7, 7).await;
        let pixels = line_pixels(&stage).await;
        assert!(pixels > 100, "only {pixels} pixels of a line");
        let chart = id("enough-vus-lines");
        stage.focus(&chart).await;
        stage.tab.press("Home").await;
        stage
            .tab
            .wait_for(format!("document.querySelector('{chart} {}').innerText.includes('first point')", id("tooltip")))
            .await;
        stage.tab.press("End").await;
        stage
            .tab
            .wait_for(format!("document.querySelector('{chart} {}').innerText.includes('+27.7%')", id("tooltip")))
            .await;
        let text = stage.tab.text(&format!("{chart} {}", id("tooltip"))).await;
        assert!(text.contains("128") && text.contains("428") && text.contains("req/s"), "{text}");
        let marker = format!("document.querySelector('{chart} {}').getBoundingClientRect()", id("scatter-marker"));
        let middle: Vec<f64> = stage
            .tab
            .eval(format!("(() => {{ const r = {marker}; return [r.x + r.width / 2, r.y + r.height / 2]; }})()"))
            .await;
        stage.tab.press("Escape").await;
        stage.tab.wait_until(format!("document.querySelectorAll('{}').length", id("tooltip")), 0).await;
        stage.tab.hover_at(middle[0] + 3.0, middle[1]).await;
        stage
            .tab
            .wait_for(format!("document.querySelector('{chart} {}').innerText.includes('+27.7%')", id("tooltip")))
            .await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn the_threshold_decides() {
    run(async {
        let stage = Stage::showing(EMBEDDING, "&max_vus=256").await;
        for (percent, rising) in [("20", 4), ("50", 0), ("0.5", 4), ("2", 4)] {
            stage.tab.fill(&id("enough-vus-gain"), percent).await;
            rising_are(&stage, rising, 7).await;
        }
        let first = "document.querySelector('[data-testid=enough-vus-groups] tbody tr').dataset.state";
        stage.tab.wait_until(first, "Rising").await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn the_pages_filters_hold_here_too() {
    run(async {
        let stage = Stage::showing(VISION, "&max_vus=4").await;
        rising_are(&stage, 6, 6).await;
        stage.tab.click(&format!("{} input[type=checkbox]", id("filter-batch_size"))).await;
        rising_are(&stage, 5, 5).await;
        stage.tab.click(&format!("{} input[type=checkbox]", id("filter-hw_type"))).await;
        rising_are(&stage, 0, 0).await;
        assert!(stage.tab.text(&id("enough-vus-answer")).await.contains("No run passes"));
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn one_run_is_not_enough_but_for_the_notebook() {
    run(async {
        let stage = Stage::set([other(fixture("one_row"))]).await;
        stage.visit(&format!("?dataset={OTHER}")).await;
        stage.points_are(1).await;
        rising_are(&stage, 0, 1).await;
        assert!(stage.tab.text(&id("enough-vus-groups")).await.contains("cannot tell"));
        assert!(stage.tab.eval::<bool>(format!("document.querySelector('{}').disabled", id("enough-vus-limit"))).await);
        stage.visit(&format!("?dataset={OTHER}&preset=notebook")).await;
        stage.points_are(1).await;
        rising_are(&stage, 1, 1).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn a_limit_belongs_to_its_table() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        stage.hub.put(crate::harness::stage::real_repo(EMBEDDING));
        stage.focus(&id("enough-vus-limit")).await;
        stage.tab.press("Home").await;
        stage.attr_is(&id("enough-vus-limit"), "aria-valuetext", "1 VU").await;
        stage.tab.click(".dataset .examples button:nth-of-type(2)").await;
        stage.points_are(80).await;
        stage.attr_is(&id("enough-vus-limit"), "aria-valuetext", "1,024 VUs").await;
        rising_are(&stage, 0, 7).await;
        stage.tab.assert_no_errors().await;
    });
}
