//! The code below the first view is a file of its own: the first view needs nothing of it, and it comes after.

use crate::harness::run;
use crate::harness::site::Changes;
use crate::harness::stage::{CLASSIFICATION, EMBEDDING, OTHER, Stage, VISION, id, other, real_repo, real_table};

/// Where that file was called before it was there.
pub const CALLED: &str = "performance.getEntriesByName('isocost:placeholder-was-called').length";

/// The file does not come by itself: it hangs, or fails while `window.fails`.
fn held(by: &str) -> Changes {
    let script = format!(
        "window.fails = true;
         const really = window.fetch;
         window.fetch = (what, ...more) => String(what).includes('_secondary.wasm') && window.fails ? {by} : really(what, ...more);"
    );
    Changes { script: Some(script), ..Changes::default() }
}

const HANGS: &str = "new Promise(() => {})";
const FAILS: &str = "Promise.reject(new TypeError('no network'))";

/// Requests for the rest of the reader, which asks for it by itself.
fn of_reader(stage: &Stage) -> usize {
    let requests = stage.site().requests();
    requests
        .iter()
        .filter(|request| request.path().contains("reader") && request.path().ends_with("_secondary.wasm"))
        .count()
}

#[test]
fn the_first_view_needs_no_lazy_code() {
    run(async {
        let tables = [VISION, EMBEDDING, CLASSIFICATION];
        let stage = Stage::changed([real_repo(VISION), other(real_table(CLASSIFICATION))], held(HANGS)).await;
        for query in tables.map(|table| format!("?dataset={table}")).into_iter().chain([
            String::new(),
            format!("?dataset={OTHER}&max_vus=64&look=dark"),
            "?dataset=nobody/nothing".to_owned(),
        ]) {
            stage.visit(&query).await;
            stage.app_is("busy", "false").await;
            if !query.contains("nobody") {
                stage.tab.wait_for(&format!("document.querySelector('{}')?.dataset.draws > 0", id("scatter"))).await;
                let later = "document.querySelector('.later').innerText";
                stage.tab.wait_until(later, "Loading the other sections…".to_owned()).await;
            }
            assert_eq!(stage.tab.eval::<usize>(CALLED).await, 0, "{query}");
        }
        assert_eq!(of_reader(&stage), 0);
        stage.assert_no_crash().await;
    });
}

/// What the browser frees calls code of the page, whenever the browser likes to.
#[test]
fn garbage_is_collected_before_the_lazy_code() {
    run(async {
        let stage = Stage::changed([real_repo(VISION)], held(HANGS)).await;
        for query in ["", "?embed=1", "?view=vus", "?embed=1&view=vus", "?view=verdict"] {
            stage.visit(query).await;
            stage.app_is("source", "hub").await;
            // Also what timers of the first seconds leave behind.
            while stage.tab.eval::<f64>("performance.now()").await < 2_000.0 {
                let done = stage.tab.call("HeapProfiler.collectGarbage", serde_json::json!({})).await;
                done.expect("garbage is collected");
                stage.frames().await;
            }
            assert_eq!(stage.tab.eval::<usize>(CALLED).await, 0, "{query}");
        }
        stage.assert_no_crash().await;
    });
}

/// Its first chart needs code that no small table does.
#[test]
fn a_large_table_of_the_address_waits_for_the_lazy_code() {
    run(async {
        let large = crate::support::large::table(20_000, 1);
        let stage = Stage::changed([real_repo(VISION), other(large)], held(FAILS)).await;
        stage.visit(&format!("?dataset={OTHER}")).await;
        stage.tab.there(".said").await;
        stage.app_is("busy", "true").await;
        stage.tab.eval::<bool>("(window.fails = false, document.querySelector('.said button').click(), true)").await;
        stage.points_are(20_000).await;
        stage.app_is("busy", "false").await;
        assert_eq!(stage.tab.eval::<usize>(CALLED).await, 0);
        let asked = [stage.hub.requests(), stage.hub.cdn_requests()].concat();
        let asked: Vec<_> =
            asked.iter().map(|request| format!("{} {:?}", request.target, request.header("Range"))).collect();
        let different: std::collections::BTreeSet<_> = asked.iter().collect();
        assert_eq!(different.len(), asked.len(), "something was fetched twice: {asked:#?}");
        stage.assert_no_crash().await;
    });
}

/// The profile of the usual first views does not have what it calls.
#[test]
fn a_first_view_that_is_rare_waits_for_the_lazy_code() {
    run(async {
        let stage = Stage::changed([real_repo(VISION)], held(FAILS)).await;
        stage.visit("?prices=aws/nvidia-l4:0.6&pin=3").await;
        let said = "document.querySelector('.said')?.innerText.includes('The page waits for a part of it')";
        stage.tab.wait_for(said).await;
        assert_eq!(stage.tab.count(&id("app")).await, 0);
        stage.tab.eval::<bool>("(window.fails = false, document.querySelector('.said button').click(), true)").await;
        stage.app_is("source", "hub").await;
        stage.tab.wait_for("!document.querySelector('.later, .said')").await;
        assert_eq!(stage.tab.eval::<usize>(CALLED).await, 0);
        stage.assert_no_crash().await;
    });
}

#[test]
fn failed_lazy_code_is_reported_and_fetched_again() {
    run(async {
        let stage = Stage::changed([real_repo(VISION)], held(FAILS)).await;
        stage.visit("").await;
        stage.points_are(30).await;
        let failed = id("later-failed");
        stage.tab.wait_for(&format!("document.querySelector('{failed}')")).await;
        let words = stage.tab.text(&failed).await;
        assert!(words.contains("could not be loaded") && words.contains("network"), "{words}");
        stage.tab.eval::<bool>(format!("(document.querySelector('{failed} button').click(), true)")).await;
        stage.tab.wait_for(&format!("document.querySelector('{failed}')")).await;
        let again = format!("(window.fails = false, document.querySelector('{failed} button').click(), true)");
        stage.tab.eval::<bool>(again).await;
        stage.tab.wait_for(&format!("document.querySelector('{}')", id("runs"))).await;
        assert!(!stage.tab.eval::<bool>(format!("!!document.querySelector('{failed}')")).await);
        stage.assert_no_crash().await;
    });
}

#[test]
fn a_section_alone_waits_for_the_lazy_code() {
    run(async {
        let stage = Stage::set([real_repo(VISION)]).await;
        stage.visit("?view=contour").await;
        stage.tab.wait_for("document.querySelector('.contour')").await;
        assert_eq!(stage.tab.eval::<usize>(CALLED).await, 0);
    });
}
