//! Evidence as one table: its rows, by keyboard and by link, the open row, and the commands to copy.

use crate::harness::run;
use crate::harness::stage::{CLASSIFICATION, Stage, VISION, id};

const ROWS: &str = "[data-testid=evidence-table] tbody tr.one";
const AT_200: &str = "&max_p95_ms=400&plan=200%2Fs%40730h";

/// How many rows are shown.
fn rows() -> String {
    format!("document.querySelectorAll('{ROWS}').length")
}

/// Whether the row, counted from 1 among those of configurations, is open.
fn is_open(nth: usize) -> String {
    format!("document.querySelectorAll('{ROWS} button')[{}].getAttribute('aria-expanded') === 'true'", nth - 1)
}

#[test]
fn each_configuration_is_told_once_under_the_limits() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, AT_200).await;
        stage.says("evidence-conditions", "p95 up to 400 ms, 130 of 246 runs").await;
        stage.says("evidence-told", "None of 28 configurations is known to gain from more load").await;
        stage.tab.wait_until(rows(), 7).await;
        stage.says("evidence-rest", "21 more configurations: ").await;
        stage.tab.click(&id("evidence-rest")).await;
        stage.tab.wait_until(rows(), 28).await;
        stage.says("evidence-rest", "Show fewer").await;
        let heads = format!("document.querySelectorAll('{ROWS} > th[scope=row]').length");
        stage.tab.wait_until(heads, 28).await;
        stage.tab.click(&id("evidence-rest")).await;
        stage.tab.wait_until(rows(), 7).await;
        // The answer's is the first, and open; what the demand needs is in its legend.
        stage.tab.wait_for(is_open(1)).await;
        stage.says("trust-key", "267 req/s needed: 200 at 75% load").await;
        stage.says("trust-key", "breaks a limit").await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn back_from_a_row_leads_to_none() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, &format!("{AT_200}#evidence")).await;
        stage.tab.wait_until(rows(), 7).await;
        let open = "document.querySelectorAll('[data-testid=evidence-table] .open-row').length";
        stage.tab.wait_until(open, 0).await;
        stage.tab.click(&format!("{ROWS}:nth-child(3) button")).await;
        stage.tab.wait_until(open, 1).await;
        stage.tab.wait_for("location.search.includes('configuration=')").await;
        stage.tab.eval::<bool>("(history.back(), true)").await;
        stage.tab.wait_for("!location.search.includes('configuration=')").await;
        stage.tab.wait_until(open, 0).await;
        // A click on the first opens it.
        stage.tab.click(&format!("{ROWS} button")).await;
        stage.tab.wait_for(is_open(1)).await;
    });
}

#[test]
fn rows_are_one_tab_stop_and_open_by_keyboard() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        stage.tab.wait_until(rows(), 6).await;
        let stops = format!("document.querySelectorAll('{ROWS} button[tabindex=\"0\"]').length");
        stage.tab.wait_until(stops.clone(), 1).await;
        stage.focus(&format!("{ROWS} button")).await;
        stage.tab.press("ArrowDown").await;
        stage.tab.press("ArrowDown").await;
        let at =
            |nth: usize| format!("document.activeElement === document.querySelectorAll('{ROWS} button')[{}]", nth - 1);
        stage.tab.wait_for(at(3)).await;
        stage.tab.wait_until(stops, 1).await;
        stage.tab.press("Enter").await;
        stage.tab.wait_for(is_open(3)).await;
        let second: String =
            stage.tab.eval(format!("document.querySelectorAll('{ROWS} button')[2].getAttribute('title')")).await;
        stage.says_in_full("trust-chosen", &second).await;
        stage.address_says("configuration", &second).await;
        stage.tab.press("Enter").await;
        stage.tab.wait_until(format!("document.querySelectorAll('{}').length", id("trust-chosen")), 0).await;
        stage.tab.press("End").await;
        stage.tab.wait_for(at(6)).await;
        stage.tab.press("Home").await;
        stage.tab.wait_for(at(1)).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn a_link_opens_its_configuration_wherever_it_stands() {
    run(async {
        let name = "nvidia-t4 · michaelf34/infinity:0.0.75 · batch 64";
        let stage = Stage::showing(
            CLASSIFICATION,
            "&configuration=nvidia-t4%20%C2%B7%20michaelf34%2Finfinity%3A0.0.75%20%C2%B7%20batch%2064",
        )
        .await;
        stage.says_in_full("trust-chosen", name).await;
        stage.says("trust-chosen", "T4 · default · batch 64").await;
        stage.tab.wait_until(rows(), 7).await;
        stage.tab.wait_for(is_open(7)).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn commands_are_copied_from_the_head_and_details_are_one_click_away() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "").await;
        let stand_in = "{ writeText: text => { window.copied = text; return Promise.resolve(); } }";
        let script = format!("(Object.defineProperty(navigator, 'clipboard', {{ value: {stand_in} }}), true)");
        assert!(stage.tab.eval::<bool>(script).await);
        // The run that the answer needs again is the first.
        stage
            .says(
                "evidence-told",
                "One more run is needed to be sure: throughput is not stable at the load of the answer: run ",
            )
            .await;
        // Its name is short, as the alternatives have it, and whole where the pointer rests.
        stage.says("evidence-told", ": run L4 · default, batch size 64, at 448 VUs again").await;
        stage
            .says_in_full(
                "evidence-told",
                "run nvidia-l4 · michaelf34/infinity:0.0.75, batch size 64, at 448 VUs again",
            )
            .await;
        stage.tab.click(&id("copy-next")).await;
        stage.says("copied", "Copied.").await;
        let words = stage.tab.text(&id("copy-next")).await;
        let lines: String = stage.tab.eval("window.copied").await;
        assert!(
            lines.starts_with("k6 run --vus 448 ") && words.contains(&format!("{} run", lines.lines().count())),
            "{words}"
        );
        // Alone, as a reader sees it, the details are closed and built when they are opened.
        stage.visit(&format!("?dataset={CLASSIFICATION}#evidence")).await;
        stage.tab.wait_until(rows(), 6).await;
        for (fold, inside) in [("next-runs", "next-list"), ("trust-section", "trust"), ("stopped-at", "enough-vus")] {
            assert_eq!(stage.tab.count(&id(inside)).await, 0, "{fold}");
            stage.tab.click(&format!("{} > summary", id(fold))).await;
            stage.tab.wait_until(format!("document.querySelectorAll('{}').length", id(inside)), 1).await;
        }
        stage.tab.assert_no_errors().await;
    });
}

/// On a phone a name keeps its room beside a state that says much.
#[test]
fn long_states_leave_room_for_names() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, AT_200).await;
        stage.tab.set_viewport(390, 844, 1.0).await;
        stage.tab.wait_until(rows(), 7).await;
        stage
            .tab
            .wait_for(format!(
                "[...document.querySelectorAll('{ROWS}')].some(row => row.innerText.includes('within noise'))"
            ))
            .await;
        let least = format!(
            "Math.min(...[...document.querySelectorAll('{ROWS} > th')].map(name => name.getBoundingClientRect().width))"
        );
        stage.tab.wait_for(format!("{least} >= 140")).await;
    });
}
