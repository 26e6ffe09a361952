//! Updates of the page on its host, seen by the service worker: a version is kept whole or not at all.

use std::sync::{Arc, Mutex};

use serde_json::json;

use crate::harness::http::{Answer, Request, Response};
use crate::harness::run;
use crate::harness::site::{Changes, Files, Host, dist, of_other_build};
use crate::harness::stage::{Stage, VISION, real_repo};

/// How the page's host is.
#[derive(Clone, Copy, Default)]
struct State {
    /// It has another build: the same code under other names.
    is_updated: bool,
    /// Files whose names contain this fail.
    fails: Option<&'static str>,
    /// No answer at all.
    is_down: bool,
    /// How long browsers may keep its answers.
    max_age: u32,
}

fn answer(state: State, request: &Request, files: &Files<'_>) -> Answer {
    let path = request.path().trim_start_matches('/');
    if state.is_down {
        return Answer::HangUp;
    }
    if state.fails.is_some_and(|part| path.contains(part)) {
        return Response::text(503, "Busy").into();
    }
    let is_page = path.is_empty() || path == "index.html";
    let usual = match path {
        _ if !state.is_updated => files.answer(path),
        _ if is_page => Response::html(of_other_build(files.index)).into(),
        "sw.js" => {
            let script = std::fs::read_to_string(dist().join("sw.js")).expect("the page was built");
            let script = of_other_build(&script).replace("const VERSION = \"", "const VERSION = \"another");
            Response::new(200, crate::harness::body::Body::whole(script))
                .header("Content-Type", "text/javascript")
                .into()
        }
        // The old names are gone.
        _ if dist().join(path).exists() => Response::text(404, "Not Found").into(),
        _ => files.answer(&of_other_build(path)),
    };
    match usual {
        Answer::Reply(response) => response.header("Cache-Control", format!("max-age={}", state.max_age)).into(),
        Answer::HangUp => Answer::HangUp,
    }
}

struct Updated {
    state: Arc<Mutex<State>>,
    stage: Stage,
}

impl Updated {
    /// A page that was visited once, and is kept.
    async fn visited(max_age: u32) -> Self {
        let state = Arc::new(Mutex::new(State { max_age, ..State::default() }));
        let told = Arc::clone(&state);
        let host: Host = Arc::new(move |request: &Request, files: &Files<'_>| {
            let state = *told.lock().expect("nobody panics with it");
            Some(answer(state, request, files))
        });
        let changes = Changes { host: Some(host), ..Changes::default() };
        let updated = Self { state, stage: Stage::changed([real_repo(VISION)], changes).await };
        updated.stage.visit("").await;
        updated.shows_all().await;
        updated.stage.tab.wait_for("navigator.serviceWorker?.controller?.state === 'activated'").await;
        updated
    }

    fn becomes(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state.lock().expect("nobody panics with it"));
    }

    async fn shows_all(&self) {
        self.stage.app_is("busy", "false").await;
        self.stage.points_are(30).await;
        self.stage.tab.wait_for("!document.querySelector('.later')").await;
    }

    /// The browser looks for another version, and is through with it.
    async fn has_settled(&self) {
        let there = "navigator.serviceWorker.getRegistration().then(there => ";
        self.stage.tab.eval::<bool>(format!("{there} there.update().then(() => true, () => true))")).await;
        let settled = "!there.installing && !there.waiting && there.active.state === 'activated')";
        self.stage.tab.wait_for(format!("{there} {settled}")).await;
    }

    /// Empties the browser's own cache, which is not that of the service worker.
    async fn forgets_cached_answers(&self) {
        self.stage.tab.call("Network.clearBrowserCache", json!({})).await.expect("a browser has a cache");
    }

    /// The name of the script that the page runs.
    async fn script(&self) -> String {
        self.stage.tab.eval("document.querySelector('script[src]').getAttribute('src')").await
    }
}

#[test]
fn an_update_within_the_lifetime_of_cached_answers_is_kept_whole() {
    run(async {
        let page = Updated::visited(600).await;
        let old = page.script().await;
        page.becomes(|state| state.is_updated = true);
        page.stage.visit("").await;
        page.shows_all().await;
        page.has_settled().await;
        let of_new = "caches.keys().then(names => names.length === 1 && names[0].includes('another'))";
        page.stage.tab.wait_for(of_new).await;
        page.becomes(|state| state.is_down = true);
        // As after those ten minutes.
        page.forgets_cached_answers().await;
        page.stage.visit("").await;
        page.shows_all().await;
        assert_eq!(page.script().await, of_other_build(&old));
        page.stage.assert_no_crash().await;
    });
}

#[test]
fn an_update_whose_files_fail_leaves_the_old_version_whole() {
    for fails in ["_bg.wasm", "_secondary.wasm", ".pack", "lazy-"] {
        run(async move {
            let page = Updated::visited(0).await;
            let old = page.script().await;
            page.becomes(|state| (state.is_updated, state.fails) = (true, Some(fails)));
            page.stage.visit("").await;
            page.has_settled().await;
            page.becomes(|state| state.is_down = true);
            page.forgets_cached_answers().await;
            page.stage.visit("").await;
            page.shows_all().await;
            assert_eq!(page.script().await, old, "{fails}");
            if fails != "lazy-" {
                return;
            }
            // The next good visit heals, whichever file it was.
            page.becomes(|state| *state = State { is_updated: true, ..State::default() });
            page.stage.visit("").await;
            page.shows_all().await;
            page.stage
                .tab
                .wait_for("caches.keys().then(names => names.length === 1 && names[0].includes('another'))")
                .await;
            page.becomes(|state| state.is_down = true);
            page.stage.visit("").await;
            page.shows_all().await;
            assert_eq!(page.script().await, of_other_build(&old));
        });
    }
}

#[test]
fn what_is_kept_is_thrown_away_on_request() {
    run(async {
        let page = Updated::visited(0).await;
        page.stage.visit("?nosw").await;
        page.shows_all().await;
        page.stage.tab.wait_for("document.querySelector('.said')?.innerText.includes('is deleted')").await;
        let left =
            "Promise.all([caches.keys(), navigator.serviceWorker.getRegistrations()]).then(all => all.flat().length)";
        page.stage.tab.wait_until(left, 0).await;
        // Nor is it kept again by what else this page asks for.
        crate::open::anything::pick(
            &page.stage,
            "files-input",
            &[(
                "runs.csv",
                "vus,batch_size,avg_latency_ms,throughput_req_per_sec,1B_cost,hw_type\n1,8,10,100,1400,nvidia-l4\n",
            )],
        )
        .await;
        page.stage.app_is("source", "files").await;
        assert_eq!(page.stage.tab.eval::<usize>(left).await, 0);
        page.becomes(|state| state.is_down = true);
        let reached = "fetch('./').then(() => true, () => false)";
        assert!(!page.stage.tab.eval::<bool>(reached).await, "something still answers in the place of the host");
    });
}
