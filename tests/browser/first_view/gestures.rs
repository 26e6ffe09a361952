//! Gestures on the cost-latency chart: moving the limit by its line, zoom and selection by a box, the wheel.

use super::scatter::{PIXELS, place_of};
use crate::harness::run;
use crate::harness::stage::{CLASSIFICATION, Stage, id};

pub const LIMITED: &str = "&latency=p95&max_p95_ms=400";

/// The middle of the limit's handle, relative to the viewport.
pub async fn handle(stage: &Stage) -> (f64, f64) {
    stage.frames().await;
    let middle = format!(
        "(() => {{ const box = document.querySelector('{} .limit-handle').getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2]; }})()",
        id("scatter")
    );
    let middle: Vec<f64> = stage.tab.eval(middle).await;
    (middle[0], middle[1])
}

/// Moves the mouse from one place to another with its button held, and with these modifiers (8 is shift).
async fn drag(stage: &Stage, from: (f64, f64), to: (f64, f64), modifiers: u32) {
    stage.tab.hover_at(from.0, from.1).await;
    for (kind, (x, y), buttons) in [("mousePressed", from, 1), ("mouseMoved", to, 1), ("mouseReleased", to, 0)] {
        let event = serde_json::json!({
            "type": kind, "x": x, "y": y, "button": "left", "buttons": buttons, "clickCount": 1, "modifiers": modifiers
        });
        stage.tab.call("Input.dispatchMouseEvent", event).await.expect("the mouse can be moved");
    }
    stage.frames().await;
}

#[test]
fn runs_beyond_the_limit_are_faded_and_the_limit_moves_by_its_line() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, LIMITED).await;
        stage.points_are(130).await;
        stage.attr_is(&id("scatter"), "data-faded", "116").await;
        stage.see(&id("scatter")).await;
        let (x, y) = handle(&stage).await;
        // By its line, above the handle; to the left and a run's value.
        drag(&stage, (x + 3.0, y - 90.0), (x - 120.0, y - 90.0), 0).await;
        let points = stage.points().await;
        assert!((1..130).contains(&points), "{points}");
        let query = "new URLSearchParams(location.search).get('max_p95_ms')";
        stage.tab.wait_for(format!("+{query} > 0 && +{query} < 400")).await;
        // To the right end lifts it, and from there it can be moved in again.
        let (x, y) = handle(&stage).await;
        let right: f64 = stage.tab.eval("innerWidth").await;
        drag(&stage, (x, y - 90.0), (right - 2.0, y - 90.0), 0).await;
        stage.points_are(246).await;
        stage.tab.wait_for(format!("{query} === null")).await;
        let (x, y) = handle(&stage).await;
        drag(&stage, (x, y - 90.0), (x - 200.0, y - 90.0), 0).await;
        stage.tab.wait_for(format!("+document.querySelector('{}').dataset.faded > 0", id("scatter"))).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn the_limit_moves_by_keys_on_its_handle() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, LIMITED).await;
        stage.points_are(130).await;
        let handle = id("limit-handle");
        stage.attr_is(&handle, "aria-valuetext", "400 ms").await;
        stage.focus(&handle).await;
        for (key, far) in [("ArrowLeft", "< 130"), ("ArrowRight", "<= 130"), ("PageUp", "> 130"), ("Home", "< 10")] {
            stage.tab.press(key).await;
            stage.tab.wait_for(format!("+document.querySelector('{}').dataset.points {far}", id("scatter"))).await;
            // The run that the chart would go to with the same key is not.
            assert_eq!(stage.tab.count(&id("tooltip")).await, 0);
        }
        stage.tab.press("End").await;
        stage.points_are(246).await;
        stage.attr_is(&handle, "aria-valuetext", "no limit").await;
        stage.tab.wait_for("!new URLSearchParams(location.search).has('max_p95_ms')").await;
        // It is the same element all the time.
        stage.tab.wait_for(format!("document.activeElement === document.querySelector('{handle}')")).await;
        stage.tab.assert_no_errors().await;
    });
}

/// The line of a further latency is moved as well; lifted, it leaves that latency across, and can be moved in again.
#[test]
fn the_limit_on_a_further_latency_moves_by_its_line_and_by_keys() {
    run(async {
        let stage = Stage::of_language_model("&limit=ttft99:500").await;
        stage.points_are(15).await;
        stage.see(&id("scatter")).await;
        let at = "+new URLSearchParams(location.search).get('limit')?.replace('ttft99:', '')";
        let (x, y) = handle(&stage).await;
        drag(&stage, (x + 3.0, y - 90.0), (x + 120.0, y - 90.0), 0).await;
        stage.tab.wait_for(format!("{at} > 500")).await;
        assert_eq!(stage.tab.count(&id("reset-zoom")).await, 0, "nothing was zoomed into");
        let handle = id("limit-handle");
        stage.attr_is(&handle, "aria-label", "TTFT p99 at most").await;
        stage.focus(&handle).await;
        stage.tab.press("End").await;
        stage.attr_is(&handle, "aria-valuetext", "no limit").await;
        stage.tab.wait_for("!new URLSearchParams(location.search).has('limit')").await;
        stage.attr_is(&handle, "aria-label", "TTFT p99 at most").await;
        stage.tab.press("Home").await;
        stage.tab.wait_for(format!("{at} > 0 && {at} < 500")).await;
        stage.tab.assert_no_errors().await;
    });
}

/// The middle of the handle on the y axis.
async fn cost_handle(stage: &Stage) -> (f64, f64) {
    stage.frames().await;
    let middle = format!(
        "(() => {{ const box = document.querySelector('{}').getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2]; }})()",
        id("cost-handle")
    );
    let middle: Vec<f64> = stage.tab.eval(middle).await;
    (middle[0], middle[1])
}

const MAX_COST: &str = "new URLSearchParams(location.search).get('max_cost')";

#[test]
fn the_most_that_is_paid_moves_by_its_line() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, LIMITED).await;
        stage.points_are(130).await;
        stage.see(&id("scatter")).await;
        let (x, y) = cost_handle(&stage).await;
        // From any cost downwards.
        drag(&stage, (x, y), (x + 40.0, y + 120.0), 0).await;
        stage.tab.wait_for(format!("+{MAX_COST} > 250 && +{MAX_COST} < 693")).await;
        assert_eq!(stage.tab.count(&id("reset-zoom")).await, 0, "nothing was zoomed into");
        let first: f64 = stage.tab.eval(format!("+{MAX_COST}")).await;
        // The answer is the fastest that costs no more; the runs within the limits are as many as before.
        stage.says("verdict", "fastest").await;
        stage.points_are(130).await;
        // What the line asks is a field of the question.
        stage.tab.wait_for(format!("+document.querySelector('#ask-at-most').value * 1000 === +{MAX_COST}")).await;
        // By its line, far from the handle; upwards more is paid.
        let (x, y) = cost_handle(&stage).await;
        drag(&stage, (x + 200.0, y + 3.0), (x + 200.0, y - 40.0), 0).await;
        stage.tab.wait_for(format!("+{MAX_COST} > {first}")).await;
        // To the upper end lifts it.
        let (x, y) = cost_handle(&stage).await;
        let top: f64 =
            stage.tab.eval(format!("document.querySelector('{}').getBoundingClientRect().top", id("scatter"))).await;
        drag(&stage, (x, y), (x, top + 2.0), 0).await;
        stage.tab.wait_for(format!("{MAX_COST} === null")).await;
        stage.attr_is(&id("cost-handle"), "aria-valuetext", "any cost").await;
        stage.tab.wait_for("!document.querySelector('#ask-at-most')").await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn the_most_that_is_paid_moves_by_keys_on_its_handle() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "").await;
        stage.points_are(246).await;
        let handle = id("cost-handle");
        stage.attr_is(&handle, "aria-label", "Cost at most").await;
        stage.attr_is(&handle, "aria-orientation", "vertical").await;
        stage.attr_is(&handle, "aria-valuetext", "any cost").await;
        stage.focus(&handle).await;
        let now = format!("+document.querySelector('{handle}').getAttribute('aria-valuenow')");
        for (key, holds) in [
            ("ArrowDown", "> 0.6"),
            ("PageDown", "< 0.69"),
            ("Home", "< 0.26"),
            ("ArrowUp", "> 0.25"),
            ("PageUp", "< 0.6"),
        ] {
            let before: f64 = stage.tab.eval(&*now).await;
            stage.tab.press(key).await;
            let moved = if key.ends_with("Up") {
                format!("{now} > {before}")
            } else {
                format!("{now} < {before} || {before} > 0.69")
            };
            stage.tab.wait_for(format!("{now} {holds} && ({moved})")).await;
            assert_eq!(stage.tab.count(&id("tooltip")).await, 0);
        }
        stage
            .tab
            .wait_for(format!(
                "/^[$]0[.][0-9]+ per 1M requests$/.test(document.querySelector('{handle}').ariaValueText)"
            ))
            .await;
        stage.tab.press("End").await;
        stage.attr_is(&handle, "aria-valuetext", "any cost").await;
        stage.tab.wait_for(format!("{MAX_COST} === null")).await;
        // It is the same element all the time.
        stage.tab.wait_for(format!("document.activeElement === document.querySelector('{handle}')")).await;
        // A demand is billed by the month: only there is what is compared on the axis.
        stage.tab.fill(&id("demand"), "200").await;
        stage.tab.press("Enter").await;
        stage.attr_is(&handle, "aria-label", "Bill at most").await;
        stage.tab.click(&format!("{} button:nth-of-type(1)", id("upwards"))).await;
        stage.tab.wait_for(format!("!document.querySelector('{handle}')")).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn the_chart_shows_cost_bill_or_rate_upwards() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "&plan=200/s@730h").await;
        let button = |nth: usize| format!("{} button:nth-of-type({nth})", id("upwards"));
        let shown = |nth: usize| stage.attr_is(&button(nth), "aria-checked", "true");
        // With a demand the bill of the card stands there.
        shown(2).await;
        stage.points_are(246).await;
        assert_eq!(stage.tab.text("#chart-title").await, "Bill against average latency");
        stage.tab.click(&button(1)).await;
        stage.address_says("y", "cost").await;
        shown(1).await;
        stage.tab.click(&button(2)).await;
        stage.tab.wait_for("!new URLSearchParams(location.search).has('y')").await;
        shown(2).await;
        // Arrow keys choose, from the one stop that the switch has.
        stage.tab.eval::<bool>(format!("(document.querySelector('{}').focus(), true)", button(2))).await;
        stage.tab.press("ArrowRight").await;
        shown(3).await;
        // The address follows later, and is read below.
        stage.address_says("y", "rate").await;
        stage.tab.press("ArrowLeft").await;
        shown(2).await;
        stage.tab.wait_for("!new URLSearchParams(location.search).has('y')").await;
        assert_eq!(stage.tab.count(&format!("{} button[tabindex='0']", id("upwards"))).await, 1);
        // A reload shows the same.
        let address: String = stage.tab.eval("location.href").await;
        stage.tab.open(&address).await;
        shown(2).await;
        stage.tab.click(&button(3)).await;
        stage.address_says("y", "rate").await;
        stage.tab.click(&button(2)).await;
        stage.tab.wait_for("!new URLSearchParams(location.search).has('y')").await;
        // Without a demand there is no bill, and the cost stands there again.
        stage.tab.fill(&id("demand"), "").await;
        stage.tab.press("Enter").await;
        stage.tab.wait_for(format!("document.querySelector('{}').hidden", button(2))).await;
        shown(1).await;
        stage
            .tab
            .wait_until("document.querySelector('#chart-title').textContent", "Cost against latency".to_owned())
            .await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn a_box_zooms_and_selects_and_both_end() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "").await;
        let before = stage.tab.eval::<Vec<usize>>(PIXELS).await;
        let (left, top) = place_of(&stage, 0).await;
        stage.tab.press("Escape").await;
        drag(&stage, (left - 30.0, top - 12.0), (left + 30.0, top + 12.0), 0).await;
        stage.tab.wait_for(format!("document.querySelector('{}')", id("reset-zoom"))).await;
        assert_ne!(stage.tab.eval::<Vec<usize>>(PIXELS).await, before);
        // Where no run is, and where a box has no height, nothing could be seen.
        let zoomed: Vec<usize> = stage.tab.eval(PIXELS).await;
        let (x, y) = handle(&stage).await;
        drag(&stage, (x - 60.0, y - 30.0), (x - 54.0, y - 24.0), 0).await;
        drag(&stage, (x - 300.0, y - 120.0), (x - 100.0, y - 119.0), 0).await;
        assert_eq!(stage.tab.eval::<Vec<usize>>(PIXELS).await, zoomed);
        // Nobody pinned what the box began on.
        assert!(!stage.tab.eval::<bool>("location.search.includes('pin=')").await);
        stage.focus(&id("scatter")).await;
        stage.tab.press("0").await;
        stage.tab.wait_for(format!("!document.querySelector('{}')", id("reset-zoom"))).await;
        stage.frames().await;
        assert_eq!(stage.tab.eval::<Vec<usize>>(PIXELS).await, before);
        drag(&stage, (left - 30.0, top - 12.0), (left + 30.0, top + 12.0), 8).await;
        stage
            .tab
            .wait_for(format!("/^[0-9]+ runs? selected$/.test(document.querySelector('{}')?.innerText)", id("brushed")))
            .await;
        assert!(stage.tab.eval::<bool>("document.querySelector('.rings path').getAttribute('d').length > 0").await);
        stage.tab.click(&id("clear-brushed")).await;
        stage.tab.wait_for(format!("!document.querySelector('{}')", id("brushed"))).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn the_wheel_scrolls_the_page_until_the_chart_is_meant() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "").await;
        let (x, y) = place_of(&stage, 0).await;
        stage.tab.eval::<bool>("(document.activeElement.blur(), true)").await;
        let wheel = |modifiers: u32| serde_json::json!({ "type": "mouseWheel", "x": x, "y": y, "deltaX": 0, "deltaY": -120, "modifiers": modifiers });
        // Upwards, where the page ends soon: the chart is wherever that leaves it.
        let at: f64 = stage.tab.eval("scrollY").await;
        stage.tab.call("Input.dispatchMouseEvent", wheel(0)).await.expect("the wheel turns");
        stage.frames().await;
        assert_eq!(stage.tab.count(&id("reset-zoom")).await, 0);
        stage.tab.wait_for(format!("(scrollTo(0, {at}), scrollY === {at})")).await;
        stage.frames().await;
        stage.tab.call("Input.dispatchMouseEvent", wheel(2)).await.expect("the wheel turns");
        stage.tab.wait_for(format!("document.querySelector('{}')", id("reset-zoom"))).await;
        stage.tab.click(&id("reset-zoom")).await;
        stage.tab.wait_for(format!("!document.querySelector('{}')", id("reset-zoom"))).await;
        stage.tab.assert_no_errors().await;
    });
}
