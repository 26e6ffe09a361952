//! The data bar and the drawer of the data: segments, what takes a unit back, samples, first rows, keys, narrow screens.

use crate::harness::run;
use crate::harness::stage::{Stage, VISION, id, real_repo};
use crate::open::anything::pick;

/// Latencies in seconds, which no name tells; hardware without a price.
const UNITS: &str = "gpu,concurrency,rps,latency\nx1,8,12.1,0.61\nx1,16,20.0,0.75\nx2,8,6.5,1.2\nx2,16,9.1,1.7\n";
const OPEN: &str = "document.querySelector('dialog.drawer').open";

async fn units() -> Stage {
    let stage = Stage::set([real_repo(VISION)]).await;
    stage.visit("").await;
    pick(&stage, "files-input", &[("units.csv", UNITS)]).await;
    stage.says("data-title", "units.csv").await;
    stage
}

#[test]
fn a_unit_that_was_decided_is_told_in_the_bar_and_taken_back_there() {
    run(async {
        let stage = units().await;
        stage.says("bar-doubts", "“latency” names no unit: seconds are taken").await;
        stage.says("bar-prices", "no prices").await;
        stage.tab.click(&id("bar-undo")).await;
        stage.address_says("columns", "avg:latency@ms").await;
        stage.tab.wait_for(format!("!document.querySelector('{}')", id("bar-doubts"))).await;
        // Missing prices lead to where they are typed.
        stage.tab.click(&format!("{} button", id("bar-prices"))).await;
        stage.tab.wait_until("document.activeElement.dataset.testid", "ask-price".to_owned()).await;
        stage.tab.assert_no_errors().await;
    });
}

/// Demand and limits are of the reader and outlive the table: that is said until one is changed, and card and table agree.
#[test]
fn what_is_asked_of_the_next_table_is_told() {
    run(async {
        let stage = Stage::showing(VISION, "&plan=200/s@730h&max_p95_ms=4000").await;
        stage.tab.there(&id("data-change")).await;
        assert_eq!(stage.tab.count(&id("bar-kept")).await, 0, "they came with this table");
        pick(&stage, "files-input", &[("one.csv", "concurrency,rps,avg_latency_ms,p95_latency_ms\n8,50,160,200\n")])
            .await;
        stage.says("bar-kept", "demand and limits kept").await;
        stage.says("answer-machines", "6 machines").await;
        let machines = format!(
            "[...document.querySelectorAll('{} tbody tr.is-answer td')].some(cell => cell.innerText === '6')",
            id("alternatives")
        );
        stage.tab.wait_for(machines).await;
        stage.tab.click(&format!("{} button", id("bar-kept"))).await;
        stage.tab.wait_until("document.activeElement.dataset.testid", "demand".to_owned()).await;
        stage.tab.fill(&id("demand"), "100").await;
        stage.tab.press("Enter").await;
        stage.says("answer-machines", "3 machines").await;
        stage.tab.wait_for(format!("!document.querySelector('{}')", id("bar-kept"))).await;
        stage.tab.assert_no_errors().await;
    });
}

/// A file of a load tester beside one of a language model: one click counts both by requests.
#[test]
fn files_without_tokens_are_counted_by_requests() {
    run(async {
        let model = "gpu,concurrency,request_throughput,output_throughput,mean_e2el_ms,price_per_hour\n\
                     a,8,10,1000,800,2\na,16,16,1600,1000,2\n";
        let requests = "gpu,concurrency,request_throughput,mean_e2el_ms,price_per_hour\n\
                        b,8,20,400,2\nb,16,40,400,2\nb,32,50,640,2\n";
        let stage = Stage::set([real_repo(VISION)]).await;
        stage.visit("").await;
        pick(&stage, "files-input", &[("model.csv", model), ("requests.csv", requests)]).await;
        stage.says("bar-unit", "3 of 5 runs without output tokens").await;
        stage.says("answer-number", "$0.347").await;
        stage.tab.click(&id("bar-count")).await;
        stage.address_says("per", "requests").await;
        // 50 requests a second for $2 an hour.
        stage.says("answer-number", "$11.10").await;
        stage.tab.wait_for(format!("!document.querySelector('{}')", id("bar-unit"))).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn the_drawer_shows_samples_and_first_rows_and_gives_the_focus_back() {
    run(async {
        let stage = units().await;
        stage.tab.wait_for(format!("document.querySelector('{}')", id("data-change"))).await;
        stage.focus(&id("data-change")).await;
        stage.tab.press("Enter").await;
        stage.tab.wait_until(OPEN, true).await;
        stage.says("data-facts", "4 rows, 4 columns").await;
        stage.says("table-notes", "Little's law").await;
        stage.says("roles", "0.61, 0.75, 1.2").await;
        stage.says("data-preview", "12.1").await;
        // What a column is taken for stands above its rows, and follows the choice, and the drawer stays.
        let head = "[...document.querySelectorAll('[data-testid=data-preview] th')].map(head => head.innerText.replace(/\\s+/g, ' ').trim()).join('|')";
        stage.tab.wait_until(format!("{head}.includes('latency Average latency')"), true).await;
        stage.tab.click(&id("note-undo")).await;
        stage.address_says("columns", "avg:latency@ms").await;
        stage.tab.wait_until("document.querySelector('[data-testid=unit-avg]').value", "ms".to_owned()).await;
        assert!(stage.tab.eval::<bool>(OPEN).await);
        stage.tab.press("Escape").await;
        stage.tab.wait_until(OPEN, false).await;
        stage.tab.wait_until("document.activeElement.dataset.testid", "data-change".to_owned()).await;
        // By the back button as well, which does nothing else.
        let shown = stage.tab.eval::<String>("location.href").await;
        stage.tab.press("Enter").await;
        stage.tab.wait_until(OPEN, true).await;
        stage.tab.eval::<bool>("(history.back(), true)").await;
        stage.tab.wait_until(OPEN, false).await;
        stage.tab.wait_until("location.href", shown).await;
        stage.tab.assert_no_errors().await;
    });
}

/// The same fields are not on the page twice: a table that is refused while the drawer is open can be helped there.
#[test]
fn a_choice_that_refuses_the_table_is_undone_in_the_drawer() {
    run(async {
        let stage = units().await;
        stage.open_data().await;
        let choose = |value: &str| {
            format!(
                "(() => {{ const select = document.querySelector('[data-testid=role-avg]'); select.value = '{value}';
                    select.dispatchEvent(new Event('change', {{ bubbles: true }})); return true; }})()"
            )
        };
        stage.tab.eval::<bool>(choose("none")).await;
        stage.app_is("phase", "empty").await;
        assert_eq!(stage.tab.count(&id("role-avg")).await, 1);
        assert!(stage.tab.eval::<bool>(OPEN).await);
        stage.tab.eval::<bool>(choose("found")).await;
        stage.app_is("phase", "shown").await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn bar_and_drawer_fit_narrow_screens_and_the_bar_keeps_its_height() {
    run(async {
        let stage = Stage::of_language_model("").await;
        stage.says("bar-workload", "workload 8,192 in / 1,024 out, 74 runs").await;
        stage.says("bar-prices", "4 prices assumed").await;
        for (width, height) in [(1280, 45), (600, 77), (390, 77), (320, 77)] {
            stage.tab.set_viewport(width, 800, 1.0).await;
            stage.tab.wait_until("innerWidth", width).await;
            stage.tab.wait_until("document.querySelector('.top').offsetHeight", height).await;
            let over = "Math.max(...[...document.querySelectorAll('.data > *')].map(part => part.getBoundingClientRect().right)) <= document.querySelector('.bar-in').getBoundingClientRect().right";
            stage.tab.wait_until(over, true).await;
            stage.open_data().await;
            let fits =
                "(() => { const { left, right } = document.querySelector('dialog.drawer').getBoundingClientRect();
                const drawer = document.querySelector('dialog.drawer');
                return left >= 0 && right <= innerWidth && drawer.scrollWidth <= drawer.clientWidth; })()";
            stage.tab.wait_until(fits, true).await;
            stage.tab.click(&id("drawer-close")).await;
            stage.tab.wait_until(OPEN, false).await;
        }
        stage.tab.assert_no_errors().await;
    });
}

/// Limits on other measures are fields of the question; the closed list of all limits stays closed.
#[test]
fn a_limit_on_another_measure_is_a_field_of_the_question() {
    run(async {
        let stage = Stage::of_language_model("&limit=tpot:10&limit=ttft99:1000#").await;
        let values = "[...document.querySelectorAll('[data-testid=ask-limit]')].map(field => field.value).join()";
        stage.tab.wait_until(values, "10,1000".to_owned()).await;
        assert!(!stage.tab.eval::<bool>(format!("document.querySelector('{}').open", id("limits-rest"))).await);
        stage.tab.fill("#ask-tpot", "12").await;
        stage.tab.press("Enter").await;
        stage.address_says("limit", "tpot:12").await;
        stage.tab.fill("#ask-tpot", "").await;
        stage.tab.press("Enter").await;
        stage.tab.wait_until(values, "1000".to_owned()).await;
        stage.tab.assert_no_errors().await;
    });
}
