//! "Alternatives": tabs by mouse, keys and address, rows by one tab stop, the drawer of a run and the ways out of it.

use crate::harness::run;
use crate::harness::stage::{CLASSIFICATION, Stage, VISION, id};

/// 200 requests a second at p95 up to 400 ms.
const ASKED: &str = "&plan=200/s@730h&max_p95_ms=400#";
const OPEN: &str = "document.querySelector('[role=tab][aria-selected=true]').id";
const NAMES: &str =
    "[...document.querySelectorAll('[data-testid=alternatives] .run-link')].map(link => link.innerText).join()";
const AT: &str = "document.activeElement.closest('tr')?.dataset.row ?? 'none'";

async fn drawer_is(stage: &Stage, open: bool) {
    stage.tab.wait_until(format!("document.querySelector('{}').open", id("drawer")), open).await;
}

#[test]
fn lists_by_tabs_and_addresses() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, ASKED).await;
        stage.says("alternatives-conditions", "p95 up to 400 ms, 130 of 246 runs").await;
        stage.tab.wait_until(OPEN, "trade-offs".to_owned()).await;
        let trade_offs = "L4 · trt-onnx · b32,L4 · default · b32,T4 · trt-onnx · b512";
        stage.tab.wait_until(NAMES, trade_offs.to_owned()).await;
        stage.says("outside", "Outside the question").await;
        stage.says("outside", "$365").await;
        stage.tab.click("#best").await;
        stage.says("alternatives", "+25%").await;
        stage.tab.wait_until("location.hash", "#best".to_owned()).await;
        // Arrow keys, with the keyboard on the tab that they open; the last is followed by the first.
        stage.focus("#best").await;
        for (key, opened) in
            [("ArrowRight", "pinned"), ("ArrowRight", "trade-offs"), ("End", "pinned"), ("ArrowLeft", "best")]
        {
            stage.tab.press(key).await;
            stage.tab.wait_until(OPEN, opened.to_owned()).await;
            stage.tab.wait_until("document.activeElement.id", opened.to_owned()).await;
        }
        stage.tab.eval::<bool>("(location.hash = '#near', true)").await;
        stage.tab.wait_until(OPEN, "near".to_owned()).await;
        stage.tab.wait_until("document.querySelector('#near').innerText.trim()", "Same bill13".to_owned()).await;
        stage.tab.click(&id("alternatives-all")).await;
        stage.tab.wait_until(format!("{NAMES}.split(',').length"), 15).await;
        // The fragment is no step, and opens its tab from the start.
        stage.visit(&format!("?dataset={CLASSIFICATION}#best")).await;
        stage.tab.wait_until(OPEN, "best".to_owned()).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn the_nearest_runs_stand_where_none_qualifies() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "&plan=200/s@730h&max_p95_ms=50#alternatives").await;
        stage.says("outside", "Nearest runs, by what they miss").await;
        stage.tab.wait_until("document.querySelectorAll('[data-testid=outside] .run-link').length", 6).await;
        stage.says("outside", "+10 ms").await;
        // With the limit lifted to what the nearest keeps it is the answer.
        stage.tab.click(&id("offer")).await;
        stage.says("answer-number", "$584").await;
        stage.tab.wait_until("document.querySelectorAll('[data-testid=alternatives] .is-answer').length", 1).await;
    });
}

#[test]
fn a_run_outside_the_question_says_in_its_drawer_what_it_would_take() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, ASKED).await;
        stage.says("outside", "$365").await;
        stage.tab.click("[data-testid=outside] .run-link").await;
        drawer_is(&stage, true).await;
        stage.says("drawer-as-answer", "$730 a month").await;
        stage.says("drawer-as-answer", "$365 a month: 88% load, at most 75% is asked").await;
    });
}

#[test]
fn rows_are_one_tab_stop() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, ASKED).await;
        stage
            .tab
            .wait_until("document.querySelectorAll('[data-testid=alternatives] [tabindex=\"0\"]').length", 1)
            .await;
        stage.focus("[data-testid=alternatives] .run-link").await;
        stage.tab.wait_until(AT, "168".to_owned()).await;
        for (key, row) in [("j", "187"), ("ArrowDown", "32"), ("j", "32"), ("k", "187"), ("Home", "168"), ("End", "32")]
        {
            stage.tab.press(key).await;
            stage.tab.wait_until(AT, row.to_owned()).await;
        }
        // The row is pointed at: charts mark it.
        stage.tab.wait_for("document.querySelector('[data-testid=alternatives] tr.hot').dataset.row === '32'").await;
        stage.tab.press("x").await;
        stage.address_says("pin", "32").await;
        stage.tab.wait_until(AT, "32".to_owned()).await;
        stage.tab.press("x").await;
        stage.address_says("pin", "").await;
        stage.tab.assert_no_errors().await;
    });
}

/// Where the address names a place, a browser that goes back would bring that to the top.
#[test]
fn the_drawer_leaves_the_page_where_it_was() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, ASKED).await;
        stage.tab.click("nav a[href='#alternatives']").await;
        stage.tab.wait_until("location.hash", "#alternatives").await;
        let top = "Math.round(document.querySelector('#alternatives').getBoundingClientRect().top)";
        stage.tab.wait_for(format!("{top} < 100")).await;
        for (close, there) in [("Escape", 176), ("Back", 266)] {
            // Nobody scrolls by hand here: what comes late may bring the place to the top again.
            let scroll = format!("scrollBy({{ top: {top} - {there}, behavior: 'instant' }})");
            stage.tab.wait_for(format!("{top} === {there} || ({scroll}, false)")).await;
            stage.frames().await;
            let before: f64 = stage.tab.eval(top).await;
            assert!(before > 80.0, "{before}");
            stage.focus("[data-testid=alternatives] .run-link").await;
            stage.tab.press("Enter").await;
            drawer_is(&stage, true).await;
            if close == "Back" {
                stage.tab.eval::<bool>("(history.back(), true)").await;
            } else {
                stage.tab.press(close).await;
            }
            drawer_is(&stage, false).await;
            stage.frames().await;
            stage.frames().await;
            assert_eq!(stage.tab.eval::<f64>(top).await, before, "{close}");
        }
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn the_drawer_opens_and_closes() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, ASKED).await;
        let shown = stage.tab.eval::<String>("location.href").await;
        stage.focus("[data-testid=alternatives] .run-link").await;
        stage.tab.press("Enter").await;
        drawer_is(&stage, true).await;
        stage.says("drawer-name", "trt-onnx, batch size 32, at 128 VUs").await;
        stage.says("drawer-measures", "372 ms").await;
        stage.says("drawer-evidence", "Still rising").await;
        stage.tab.press("Escape").await;
        drawer_is(&stage, false).await;
        stage.tab.wait_until(AT, "168".to_owned()).await;
        // The back button closes it, and does nothing else.
        stage.tab.press("Enter").await;
        drawer_is(&stage, true).await;
        stage.tab.eval::<bool>("(history.back(), true)").await;
        drawer_is(&stage, false).await;
        stage.tab.wait_until("location.href", shown).await;
        stage.tab.wait_until(NAMES, "L4 · trt-onnx · b32,L4 · default · b32,T4 · trt-onnx · b512".to_owned()).await;
        // By mouse, anywhere on the row; and on to the table of runs.
        stage.tab.click("[data-testid=alternatives] tbody tr:nth-of-type(2) td.c1").await;
        stage.to_table_of_runs().await;
        stage.attr_is(&format!("{} tr[aria-current=true]", id("runs")), "data-row", "187").await;
        // From another section, with the pin of the drawer.
        stage.show(CLASSIFICATION, &format!("{}plan", ASKED)).await;
        stage.tab.click(&format!("{} tr[data-row='32'] .to-run", id("plan-choices"))).await;
        drawer_is(&stage, true).await;
        stage.tab.click(&format!("{} .pin-button", id("drawer"))).await;
        stage.address_says("pin", "32").await;
        stage.tab.click(&id("drawer-close")).await;
        drawer_is(&stage, false).await;
        stage.address_says("pin", "32").await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn rows_are_cards_on_a_phone() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        stage.tab.set_viewport(390, 844, 2.0).await;
        stage.tab.wait_for("document.documentElement.scrollWidth <= 390").await;
        let lines = "(() => {
            const row = document.querySelector('[data-testid=alternatives] tbody tr');
            const tops = [...row.children].filter(cell => cell.offsetParent).map(cell => cell.offsetTop);
            return new Set(tops.map(top => Math.round(top / 16))).size; })()";
        stage.tab.wait_until(lines, 2).await;
        stage.tab.assert_no_errors().await;
    });
}
