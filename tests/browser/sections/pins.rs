//! Runs pinned in a chart or a table: marked in all, kept under filters, part of the address.

use crate::harness::run;
use crate::harness::stage::{CLASSIFICATION, Stage, VISION, id};

/// The runs with a flag in a chart.
async fn flags_are(stage: &Stage, chart: &str, rows: &str) {
    let flags = format!("[...document.querySelectorAll('{} .pin')].map(pin => pin.dataset.row).join()", id(chart));
    stage.tab.wait_until(flags, rows).await;
}

/// The runs in the table of pins.
async fn pins_are(stage: &Stage, rows: &str) {
    stage.open_alternatives("pinned", "pins-section").await;
    let lines = format!("[...document.querySelectorAll('{} tbody tr')].map(tr => tr.dataset.key).join()", id("pins"));
    stage.tab.wait_until(lines, rows).await;
}

#[test]
fn a_run_picked_in_a_chart_is_marked_in_all() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        stage.tab.set_viewport(1280, 16000, 1.0).await;
        stage.see(&id("contour-1")).await;
        stage.see(&id("scatter")).await;
        stage.focus(&id("scatter")).await;
        stage.tab.press("Home").await;
        let row: String =
            stage.tab.eval(format!("document.querySelector('{} {}').dataset.row", id("scatter"), id("tooltip"))).await;
        // Pointed at here, a ring shows it there.
        stage.tab.wait_for(format!("document.querySelector('{} .marker.linked')", id("contour-1"))).await;
        stage.tab.press("Enter").await;
        for chart in ["scatter", "contour-1"] {
            flags_are(&stage, chart, &row).await;
        }
        pins_are(&stage, &row).await;
        stage.tab.wait_until("new URL(location).searchParams.get('pin')", row.as_str()).await;
        // Filtered out it stays: in the chart, in the table of pins, in the address.
        stage.visit(&format!("?dataset={VISION}&pin={row}&cheapest=1")).await;
        stage.points_are(1).await;
        stage.see(&id("scatter")).await;
        flags_are(&stage, "scatter", &row).await;
        pins_are(&stage, &row).await;
        let said = stage.tab.text(&id("pins")).await;
        assert!(said.contains("filtered out"), "{said}");
        stage.tab.click(&id("unpin-all")).await;
        flags_are(&stage, "scatter", "").await;
        stage.tab.wait_until("new URL(location).searchParams.get('pin') ?? 'none'", "none").await;
        stage.tab.assert_no_errors().await;
    });
}

/// The last line of what is said of the mark in a chart.
fn last_line(chart: &str) -> String {
    let lines = format!("{} {} dl > div", id(chart), id("tooltip"));
    format!("[...document.querySelectorAll('{lines}')].at(-1)?.innerText.replace(/\\s+/g, ' ')")
}

#[test]
fn the_readout_says_what_was_pinned_and_how_to_take_it_off() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        for chart in ["scatter", "contour-1"] {
            stage.see(&id(chart)).await;
            stage.focus(&id(chart)).await;
            stage.tab.press("Home").await;
            stage.tab.wait_for(format!("!{}.startsWith('Pin')", last_line(chart))).await;
            stage.tab.press("Enter").await;
            stage.tab.wait_until(last_line(chart), "Pin 1; Enter to unpin").await;
            let spoken = format!("document.querySelector('.chart-figure:has({}) [aria-live]').innerText", id(chart));
            stage.tab.wait_for(format!("{spoken}.includes('Pin 1; Enter to unpin')")).await;
            stage.tab.press("Enter").await;
            stage.tab.wait_for(format!("!{}.startsWith('Pin')", last_line(chart))).await;
            stage.tab.press("Escape").await;
        }
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn tables_pin_and_a_click_unpins() {
    run(async {
        let stage = Stage::showing(VISION, "&pin=30&pin=x").await;
        pins_are(&stage, "").await;
        let first = format!("{} tbody tr .pin-button", id("runs"));
        let row: String =
            stage.tab.eval(format!("document.querySelector('{} tbody tr').dataset.row", id("runs"))).await;
        stage.tab.click(&first).await;
        pins_are(&stage, &row).await;
        stage.attr_is(&first, "aria-pressed", "true").await;
        let best = format!("{} tbody tr .pin-button", id("best"));
        stage.open_alternatives("best", "best-section").await;
        stage.attr_is(&best, "aria-pressed", "true").await;
        stage.see(&id("scatter")).await;
        flags_are(&stage, "scatter", &row).await;
        // A click on the mark itself takes the pin away.
        let place: Vec<f64> = stage
            .tab
            .eval(format!(
                "(() => {{ const host = document.querySelector('{0}').getBoundingClientRect();
                    const pin = document.querySelector('{0} .pin').style;
                    return [host.x + parseFloat(pin.left), host.y + parseFloat(pin.top)]; }})()",
                id("scatter")
            ))
            .await;
        stage.tab.click_at(place[0], place[1]).await;
        pins_are(&stage, "").await;
        stage.open_alternatives("best", "best-section").await;
        stage.attr_is(&best, "aria-pressed", "false").await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn another_table_has_no_pins() {
    run(async {
        let stage = Stage::showing(VISION, "&pin=3").await;
        pins_are(&stage, "3").await;
        stage.load(CLASSIFICATION).await;
        stage.app_is("dataset", CLASSIFICATION).await;
        pins_are(&stage, "").await;
        stage.assert_no_crash().await;
    });
}
