//! Fingers on charts, by trusted touch events: a tap describes a mark, a second one pins it, a drag scrolls the page.

use super::gestures::{LIMITED, handle};
use super::scatter::place_of;
use crate::harness::run;
use crate::harness::stage::{CLASSIFICATION, Stage, VISION, id};
use serde_json::json;

/// The run that the tip is of.
const ROW: &str = "document.querySelector('[data-testid=scatter] [data-testid=tooltip]')?.dataset.row ?? 'none'";
/// The last line of the tip.
const PIN: &str = "[...document.querySelectorAll('[data-testid=scatter] [data-testid=tooltip] dl > div')].at(-1)
    ?.innerText.replace(/\\s+/g, ' ') ?? 'none'";
/// Whether tips lie within the page.
const WITHIN: &str = "[...document.querySelectorAll('[data-testid=tooltip]')].every(tip => {
    const box = tip.getBoundingClientRect();
    return box.left >= 0 && box.right <= document.documentElement.clientWidth; })";

/// A table on a phone.
async fn phone(dataset: &str) -> Stage {
    phone_with(dataset, "").await
}

async fn phone_with(dataset: &str, query: &str) -> Stage {
    let stage = Stage::showing(dataset, query).await;
    stage.tab.set_viewport(390, 844, 2.0).await;
    let touch = json!({ "enabled": true, "maxTouchPoints": 5 });
    stage.tab.call("Emulation.setTouchEmulationEnabled", touch).await.expect("Chromium emulates touch");
    stage.tab.wait_until("innerWidth", 390).await;
    stage
}

/// Puts the only finger down, moves it, or takes it up.
async fn finger(stage: &Stage, kind: &str, at: Option<(f64, f64)>) {
    let points: Vec<_> = at.iter().map(|(x, y)| json!({ "x": x, "y": y })).collect();
    let event = json!({ "type": kind, "touchPoints": points });
    stage.tab.call("Input.dispatchTouchEvent", event).await.expect("a finger can touch");
}

async fn tap(stage: &Stage, at: (f64, f64)) {
    finger(stage, "touchStart", Some(at)).await;
    finger(stage, "touchEnd", None).await;
}

/// Where the mark of a run is; nothing is described then.
async fn mark(stage: &Stage, row: usize) -> (f64, f64) {
    stage.see(&id("scatter")).await;
    let at = place_of(stage, row).await;
    stage.tab.press("Escape").await;
    stage.tab.wait_until(ROW, "none").await;
    at
}

#[test]
fn a_tap_describes_a_mark_and_a_second_one_pins_it() {
    run(async {
        let stage = phone(VISION).await;
        // The cheapest, in the middle; and the slowest, at the right edge.
        let at = mark(&stage, 12).await;
        tap(&stage, at).await;
        stage.tab.wait_until(ROW, "12").await;
        stage.frames().await;
        stage.tab.wait_until(ROW, "12").await;
        stage.tab.wait_for(WITHIN).await;
        stage.address_says("pin", "").await;
        // What a second tap does is said before it, and what it did after it.
        stage.tab.wait_until(PIN, "Pin tap again").await;
        tap(&stage, at).await;
        stage.address_says("pin", "12").await;
        stage.tab.wait_until(ROW, "12").await;
        stage.tab.wait_until(PIN, "Pin 1; tap again to unpin").await;
        stage.tab.wait_for(WITHIN).await;
        tap(&stage, at).await;
        stage.address_says("pin", "").await;
        stage.tab.wait_until(PIN, "Pin tap again").await;
        let at = mark(&stage, 23).await;
        tap(&stage, at).await;
        stage.tab.wait_until(ROW, "23").await;
        stage.tab.wait_for(WITHIN).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn a_drag_on_the_chart_scrolls_the_page_and_describes_nothing() {
    run(async {
        let stage = phone(VISION).await;
        let (x, y) = mark(&stage, 12).await;
        let scrolled: f64 = stage.tab.eval("scrollY").await;
        finger(&stage, "touchStart", Some((x, y))).await;
        for step in 1..=10 {
            finger(&stage, "touchMove", Some((x, y - 20.0 * f64::from(step)))).await;
        }
        finger(&stage, "touchEnd", None).await;
        stage.tab.wait_for(format!("scrollY > {scrolled} + 100")).await;
        stage.tab.wait_until(ROW, "none").await;
        stage.address_says("pin", "").await;
        stage.tab.assert_no_errors().await;
    });
}

/// The question must not change because somebody scrolls.
#[test]
fn a_finger_along_a_limit_scrolls_and_at_its_handle_moves_it() {
    run(async {
        let stage = phone_with(CLASSIFICATION, LIMITED).await;
        stage.points_are(130).await;
        stage.see(&id("scatter")).await;
        let (x, y) = handle(&stage).await;
        let scrolled: f64 = stage.tab.eval("scrollY").await;
        finger(&stage, "touchStart", Some((x + 3.0, y - 60.0))).await;
        for step in 1..=10 {
            finger(&stage, "touchMove", Some((x + 3.0 + f64::from(step), y - 60.0 - 20.0 * f64::from(step)))).await;
        }
        finger(&stage, "touchEnd", None).await;
        stage.tab.wait_for(format!("scrollY > {scrolled} + 100")).await;
        stage.address_says("max_p95_ms", "400").await;
        stage.at_rest().await;
        stage.see(&id("scatter")).await;
        let (x, y) = handle(&stage).await;
        finger(&stage, "touchStart", Some((x + 5.0, y + 5.0))).await;
        for step in 1..=10 {
            finger(&stage, "touchMove", Some((x - 6.0 * f64::from(step), y))).await;
        }
        finger(&stage, "touchEnd", None).await;
        stage.tab.wait_for("+new URLSearchParams(location.search).get('max_p95_ms') < 400").await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn a_tap_on_the_map_describes_what_is_there() {
    run(async {
        let stage = phone(CLASSIFICATION).await;
        let map = id("contour-1");
        stage.tab.there(&map).await;
        stage.see(&map).await;
        stage.frames().await;
        let box_of = format!(
            "(box => [box.x, box.y, box.width, box.height])(document.querySelector('{map}').getBoundingClientRect())"
        );
        let bounds: Vec<f64> = stage.tab.eval(box_of).await;
        let [x, y, width, height] = bounds[..] else { panic!("{bounds:?} is no box") };
        for (across, down) in [(0.3, 0.4), (0.5, 0.6)] {
            tap(&stage, (x + across * width, y + down * height)).await;
            stage.tab.wait_for(format!("document.querySelector('{map} [data-testid=tooltip]')")).await;
            stage.frames().await;
            stage.tab.wait_for(format!("document.querySelector('{map} [data-testid=tooltip]')")).await;
            stage.tab.wait_for(WITHIN).await;
        }
        stage.tab.assert_no_errors().await;
    });
}
