//! Offline use: the service worker and its caches.

use crate::harness::run;
use crate::harness::stage::{EMBEDDING, OTHER, Stage, VISION, other, real_repo, real_table};

/// Waits until the service worker has everything, and the page.
async fn kept(stage: &Stage) {
    stage.tab.wait_for("navigator.serviceWorker?.controller?.state === 'activated'").await;
}

const NAMES: &str = "caches.keys().then(names => Promise.all(names.map(name =>
    caches.open(name).then(cache => cache.keys()).then(keys => keys.map(key => key.url)))))
    .then(all => all.flat())";

#[test]
fn a_visited_page_opens_without_a_network() {
    run(async {
        let stage = Stage::set([real_repo(VISION), other(real_table(EMBEDDING))]).await;
        stage.visit(&format!("?dataset={OTHER}&max_vus=64")).await;
        stage.app_is("source", "hub").await;
        kept(&stage).await;
        // The second visit is the worker's; then there is neither page nor Hub.
        stage.visit(&format!("?dataset={OTHER}")).await;
        stage.points_are(80).await;
        stage.site().stop();
        stage.hub.stop();
        stage.visit("?max_vus=4").await;
        stage.app_is("busy", "false").await;
        stage.app_is("source", "bundled").await;
        assert!(stage.points().await > 0 && stage.points().await < 30, "the filter of the address holds");
        // The other bundled tables are kept, too.
        stage.visit(&format!("?dataset={EMBEDDING}")).await;
        stage.app_is("source", "bundled").await;
        stage.points_are(80).await;
        stage.assert_no_crash().await;
    });
}

#[test]
fn only_own_files_are_cached() {
    run(async {
        let stage = Stage::set([real_repo(VISION), other(real_table(EMBEDDING))]).await;
        stage.visit("").await;
        stage.app_is("source", "hub").await;
        kept(&stage).await;
        let table = format!("{}/own.csv", stage.site().origin());
        stage.load(&table).await;
        stage.error().await;
        stage.visit(&format!("?dataset={OTHER}&code=secret")).await;
        stage.points_are(80).await;
        let names: Vec<String> = stage.tab.eval(NAMES).await;
        let own = |name: &String| {
            let name = name.strip_prefix(&format!("{}/", stage.site().origin())).unwrap_or("elsewhere?");
            let ending = name.rsplit('.').next().unwrap_or_default();
            name.is_empty() || (name.contains('-') && ["js", "wasm", "css", "pack"].contains(&ending))
        };
        assert!(names.len() > 5 && names.iter().all(own), "{names:?}");
        assert!(!names.iter().any(|name| name.contains('?')), "{names:?}");
    });
}

#[test]
fn caches_of_older_builds_are_deleted() {
    run(async {
        let stage = Stage::set([real_repo(VISION)]).await;
        stage.tab.open(&format!("{}/absent", stage.site().origin())).await;
        for name in ["isocost / old", "isocost /elsewhere/ old", "another"] {
            stage.tab.eval::<bool>(format!("caches.open('{name}').then(() => true)")).await;
        }
        stage.visit("").await;
        kept(&stage).await;
        let names: Vec<String> = stage.tab.eval("caches.keys()").await;
        assert!(!names.iter().any(|name| name == "isocost / old"), "{names:?}");
        assert!(names.iter().any(|name| name == "another") && names.iter().any(|name| name.contains("elsewhere")));
        assert_eq!(names.len(), 3, "{names:?}");
    });
}

#[test]
fn the_service_worker_is_requested_after_the_first_view() {
    run(async {
        let stage = Stage::set([real_repo(VISION)]).await;
        stage.visit("").await;
        kept(&stage).await;
        let requests = stage.site().requests();
        let at = |end: &str| requests.iter().position(|request| request.path().ends_with(end));
        let (worker, code) = (at("/sw.js").expect("it was asked for"), at("_bg.wasm").expect("the page has code"));
        assert!(worker > code);
        assert!(!requests.iter().any(|request| request.path().starts_with("/reader")), "{requests:?}");
        stage.tab.assert_no_errors().await;
    });
}
