//! The comparison of a category's values and the table of best runs. The numbers are those of pandas on the same
//! tables (`tests/native/golden/compare.rs`).

use crate::harness::run;
use crate::harness::stage::{CLASSIFICATION, EMBEDDING, OTHER, Stage, VISION, fixture, id, other};

/// The nth panel's part.
fn panel(nth: usize, part: &str) -> String {
    format!(".compare .panel:nth-of-type({nth}) {part}")
}

/// Waits until the comparison has so many places in all, and so many in each panel.
async fn places_are(stage: &Stage, places: usize, panels: &[usize]) {
    stage.attr_is(&id("compare-section"), "data-places", &places.to_string()).await;
    let each: Vec<String> = panels.iter().map(usize::to_string).collect();
    let found = format!("[...document.querySelectorAll('{}')].map(p => p.dataset.bubbles).join()", id("bubble-panel"));
    stage.tab.wait_until(found, each.join(",")).await;
}

/// The rows of the best table, as they stand.
async fn best_rows_are(stage: &Stage, rows: &str) {
    stage.open_alternatives("best", "best-section").await;
    let found = format!("[...document.querySelectorAll('{} tbody tr')].map(tr => tr.dataset.row).join()", id("best"));
    stage.tab.wait_until(found, rows.to_owned()).await;
}

/// How many pixels of the nth panel's canvas are close to a colour of the palette.
async fn painted(stage: &Stage, nth: usize, rgb: [u8; 3]) -> usize {
    stage.see(&panel(nth, "canvas")).await;
    stage.frames().await;
    let count = format!(
        "(() => {{
            const canvas = document.querySelector({:?});
            const {{ data }} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            let count = 0;
            for (let i = 0; i < data.length; i += 4)
                count += Math.abs(data[i] - {}) + Math.abs(data[i + 1] - {}) + Math.abs(data[i + 2] - {}) < 130;
            return count; }})()",
        panel(nth, "canvas"),
        rgb[0],
        rgb[1],
        rgb[2]
    );
    stage.tab.eval(count).await
}

const BLUE: [u8; 3] = [0x2b, 0x7b, 0xd0];
const ORANGE: [u8; 3] = [0xd1, 0x70, 0x0f];

#[test]
fn a_chart_for_each_hardware_says_which_image_is_cheaper() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "").await;
        places_are(&stage, 68, &[38, 30]).await;
        stage.says("compare-summary", "is cheapest at 47").await;
        stage.says("compare-summary", "The largest saving is 41.3%").await;
        for nth in [1, 2] {
            for colour in [BLUE, ORANGE] {
                assert!(painted(&stage, nth, colour).await > 20, "panel {nth} has no {colour:?}");
            }
        }
        let legend = stage.tab.text(&id("bubble-legend")).await;
        assert!(legend.contains("michaelf34/infinity:0.0.75-trt-onnx") && legend.contains("41.3%"), "{legend}");
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn a_bubble_tells_both_costs_to_keyboard_and_mouse() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "").await;
        places_are(&stage, 68, &[38, 30]).await;
        let chart = panel(1, "[data-testid=bubbles]");
        stage.see(&chart).await;
        stage.focus(&chart).await;
        stage.tab.press("Home").await;
        // Batch size 16 at 32 VUs.
        stage.attr_is(&id("tooltip"), "data-row", "156").await;
        let text = stage.tab.text(&id("tooltip")).await;
        for words in ["$0.374", "$0.377", "0.8%", "16", "32"] {
            assert!(text.contains(words), "{words}: {text}");
        }
        let middle: Vec<f64> = stage
            .tab
            .eval(format!(
                "(() => {{ const box = document.querySelector('{}').getBoundingClientRect();
                    return [box.x + box.width / 2, box.y + box.height / 2]; }})()",
                id("scatter-marker")
            ))
            .await;
        stage.tab.press("End").await;
        // Batch size 1,024 at 256 VUs.
        stage.attr_is(&id("tooltip"), "data-row", "149").await;
        stage.tab.hover_at(middle[0] + 1.0, middle[1] + 1.0).await;
        stage.attr_is(&id("tooltip"), "data-row", "156").await;
        stage.tab.press("Escape").await;
        stage.tab.wait_for(format!("!document.querySelector('{}')", id("tooltip"))).await;
    });
}

#[test]
fn hardware_is_compared_on_request() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "").await;
        places_are(&stage, 68, &[38, 30]).await;
        assert_eq!(stage.tab.count("input[name=compared]").await, 2);
        stage.tab.click("input[name=compared][value=hardware]").await;
        places_are(&stage, 35, &[21, 14]).await;
        stage.says("compare-summary", "nvidia-l4 is cheapest at 34, nvidia-t4 at 1").await;
        assert_eq!(stage.tab.text(&panel(1, "h3")).await, "michaelf34/infinity:0.0.75");
        stage.tab.click("input[name=compared][value=image]").await;
        places_are(&stage, 68, &[38, 30]).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn comparison_and_best_runs_follow_the_filters() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "").await;
        best_rows_are(&stage, "194,106,32,52").await;
        stage.attr_is(&format!("{} tr.marked", id("best")), "data-row", "194").await;
        stage.focus(&id("vus-max")).await;
        stage.tab.press("Home").await;
        places_are(&stage, 14, &[7, 7]).await;
        best_rows_are(&stage, "220,166,30,52").await;
        stage.says("best-caption", "at most 32 VUs").await;
        stage.focus(&id("vus-max")).await;
        stage.tab.press("End").await;
        places_are(&stage, 68, &[38, 30]).await;
        // Without one of the images there is nothing to compare, and the charts stay where they are.
        stage.tab.click(&format!("{} input[type=checkbox]", id("filter-image"))).await;
        places_are(&stage, 0, &[0, 0]).await;
        stage.says("compare-summary", "Nothing to compare among").await;
        best_rows_are(&stage, "106,32").await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn no_run_left_is_a_sentence() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "").await;
        stage.tab.click(&format!("{} label:nth-of-type(1) input", id("filter-hw_type"))).await;
        stage.tab.click(&format!("{} label:nth-of-type(2) input", id("filter-hw_type"))).await;
        places_are(&stage, 0, &[0, 0]).await;
        best_rows_are(&stage, "").await;
        stage.says("best-sentence", "No run passes the filters.").await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn a_table_of_one_image_has_nothing_to_compare_and_a_best_run() {
    run(async {
        for (dataset, row, words) in
            [(VISION, "12", "batch size 4, 4 VUs, at $44.50"), (EMBEDDING, "64", "batch size 32, 256 VUs, at $0.409 ")]
        {
            let stage = Stage::showing(dataset, "").await;
            places_are(&stage, 0, &[]).await;
            stage.says("compare-summary", "Nothing to compare in this table").await;
            assert_eq!(stage.tab.count("input[name=compared]").await, 0);
            best_rows_are(&stage, row).await;
            stage.says("best-sentence", words).await;
            stage.tab.assert_no_errors().await;
        }
    });
}

#[test]
fn one_run_is_the_best_of_itself() {
    run(async {
        let stage = Stage::set([other(fixture("one_row"))]).await;
        stage.visit(&format!("?dataset={OTHER}")).await;
        stage.points_are(1).await;
        best_rows_are(&stage, "0").await;
        stage.says("best-caption", "the only run").await;
        places_are(&stage, 0, &[]).await;
        stage.assert_no_crash().await;
    });
}

#[test]
fn narrow_and_dark_it_still_fits() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "&theme=dark").await;
        stage.tab.set_viewport(420, 800, 2.0).await;
        stage.tab.wait_for("document.documentElement.scrollWidth <= 420").await;
        places_are(&stage, 68, &[38, 30]).await;
        assert!(painted(&stage, 1, ORANGE).await > 20);
        stage.tab.assert_no_errors().await;
    });
}

/// Waits until the table of runs marks this run and has the keyboard on it, on the screen.
async fn row_is_shown(stage: &Stage, row: usize) {
    let marked = format!("{} tr[aria-current=true]", id("runs"));
    stage.attr_is(&marked, "data-row", &row.to_string()).await;
    stage
        .tab
        .wait_for(format!(
            "(() => {{ const row = document.querySelector('{marked}'), box = row.getBoundingClientRect();
                return document.activeElement === row && box.top >= 0 && box.bottom <= innerHeight; }})()"
        ))
        .await;
}

#[test]
fn a_best_run_leads_to_its_row() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "").await;
        best_rows_are(&stage, "194,106,32,52").await;
        // The third best is not on the first page of the runs.
        stage.tab.click(&format!("{} tr[data-row='32'] .to-run", id("best"))).await;
        stage.to_table_of_runs().await;
        row_is_shown(&stage, 32).await;
        assert!(!stage.rows().await.contains(&194), "another page than the first");
        stage.focus(&format!("{} tr[data-row='194'] .to-run", id("best"))).await;
        stage.tab.press("Enter").await;
        stage.to_table_of_runs().await;
        row_is_shown(&stage, 194).await;
        // A click on a head begins at the first page.
        stage.tab.click(&format!("{} th:nth-of-type(5) button", id("runs"))).await;
        stage.tab.wait_until(format!("document.querySelectorAll('{} tr[aria-current]').length", id("runs")), 0).await;
        stage.tab.assert_no_errors().await;
    });
}
