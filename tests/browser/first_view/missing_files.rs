//! Files of the page's own that do not come: the page names the cause, offers what helps, and goes on when they are there.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::before_the_rest::CALLED;
use crate::harness::body::{Body, Gate};
use crate::harness::http::{Answer, Request, Response};
use crate::harness::run;
use crate::harness::site::{Changes, Files, Host, dist, host_without, of_other_build};
use crate::harness::stage::{Stage, VISION, id, real_repo};
use crate::harness::tab::quote;

/// The page says that it is slow after a quarter of a second.
const HURRY: &str =
    "{ const after = setTimeout; window.setTimeout = (call, ms) => after(call, ms === 10000 ? 250 : ms);
    const limit = AbortSignal.timeout; AbortSignal.timeout = ms => limit.call(AbortSignal, ms === 10000 ? 250 : ms); }";

/// Whether a path is that of the code below the first view.
fn is_lazy_code(path: &str) -> bool {
    path.contains("isocost-") && path.ends_with("_secondary.wasm")
}

/// What a lost file is answered with.
type Lost = fn() -> Answer;
/// Which files are.
type IsLost = fn(&str) -> bool;

fn is_lazy_style(path: &str) -> bool {
    path.contains("lazy-") && path.ends_with(".css")
}

fn not_found() -> Answer {
    Response::text(404, "Not Found").into()
}

async fn stage(host: Option<Host>, script: &str) -> Stage {
    let changes = Changes { host, script: Some(script.to_owned()), ..Changes::default() };
    Stage::changed([real_repo(VISION)], changes).await
}

/// What the page says in the place of the sections.
async fn failure(stage: &Stage) -> String {
    stage.visit("").await;
    stage.points_are(30).await;
    stage.tab.text(&id("later-failed")).await
}

async fn press_again(stage: &Stage) {
    stage.tab.eval::<bool>(format!("(document.querySelector('{} button').click(), true)", id("later-failed"))).await;
}

async fn has_all(stage: &Stage) {
    stage.tab.there(&id("runs")).await;
    stage.tab.wait_for("!document.querySelector('.later, .said')").await;
    assert!(!stage.tab.eval::<bool>("document.documentElement.hasAttribute('data-crashed')").await);
    stage.assert_no_crash().await;
}

#[test]
fn causes_of_missing_lazy_code_are_named() {
    let html = || Response::html("<h1>Sign in to this network</h1>").into();
    let causes: [(&str, Lost); 5] = [
        ("is missing on the page's host (404)", not_found),
        ("is missing on the page's host (410)", || Response::text(410, "Gone").into()),
        ("answered 503", || Response::text(503, "Busy").into()),
        ("came as text/html", html),
        ("blocked on its way", || Answer::HangUp),
    ];
    run(async move {
        for (words, lost) in causes {
            let is_lost = Arc::new(AtomicBool::new(true));
            let told = Arc::clone(&is_lost);
            let host = host_without(move |path| (is_lazy_code(path) && told.load(Ordering::SeqCst)).then(lost));
            let stage = stage(host, "").await;
            let said = failure(&stage).await;
            assert!(said.contains(words) && said.contains("Try again"), "{words}: {said}");
            // In vain first.
            press_again(&stage).await;
            stage.tab.wait_for(format!("!document.querySelector('{}')", id("later-failed"))).await;
            stage
                .tab
                .wait_for(format!(
                    "document.querySelector('{}')?.innerText.includes({})",
                    id("later-failed"),
                    quote(words)
                ))
                .await;
            is_lost.store(false, Ordering::SeqCst);
            press_again(&stage).await;
            has_all(&stage).await;
        }
    });
}

/// The code below the first view is asked for after `update()`.
const UPDATE: &str = "{ const really = window.fetch; const updated = new Promise(resolve => window.update = resolve);
    window.fetch = async (what, ...more) => { if (String(what).includes('_secondary')) await updated; return really(what, ...more); }; }";

/// The files of the page under other names, as another build would have them, once `is_updated`.
fn updated(is_updated: &Arc<AtomicBool>) -> Option<Host> {
    let is_updated = Arc::clone(is_updated);
    Some(Arc::new(move |request: &Request, files: &Files<'_>| {
        let path = request.path().trim_start_matches('/');
        match path {
            _ if !is_updated.load(Ordering::SeqCst) => None,
            "" | "index.html" => Some(Response::html(of_other_build(files.index)).into()),
            _ if dist().join(path).exists() => Some(not_found()),
            _ => Some(files.answer(&of_other_build(path))),
        }
    }))
}

#[test]
fn a_page_that_was_updated_on_its_host_says_so_and_is_loaded_again_as_it_was() {
    run(async {
        let is_updated = Arc::new(AtomicBool::new(false));
        // The update comes after the first view and before the rest.
        let changes = Changes { host: updated(&is_updated), script: Some(UPDATE.to_owned()), ..Changes::default() };
        let stage = Stage::changed([real_repo(VISION)], changes).await;
        stage.visit("?max_vus=64").await;
        stage.app_is("source", "hub").await;
        is_updated.store(true, Ordering::SeqCst);
        stage.tab.eval::<bool>("(update(), true)").await;
        stage.tab.click(&id("look")).await;
        let said = "document.querySelector('.said')?.innerText ?? ''";
        stage.tab.wait_for(format!("{said}.includes('This page was updated on its host')")).await;
        let words = stage.tab.text(&id("later-failed")).await;
        assert!(words.contains("This page was updated on its host"), "{words}");
        assert_eq!(stage.tab.eval::<usize>("document.querySelectorAll('.said button').length").await, 1);
        assert!(!stage.tab.eval::<bool>("document.documentElement.hasAttribute('data-crashed')").await);
        stage.tab.eval::<bool>("(window.isOld = true, document.querySelector('.said button').click(), true)").await;
        stage.tab.wait_for("!window.isOld && window.update").await;
        stage.tab.eval::<bool>("(update(), true)").await;
        has_all(&stage).await;
        stage.address_says("max_vus", "64").await;
        let script: String = stage.tab.eval("document.querySelector('script[src]').getAttribute('src')").await;
        assert!(dist().join(of_other_build(&script)).exists(), "{script} is the old one");
    });
}

#[test]
fn lazy_code_that_hangs_is_called_slow_and_can_be_asked_for_again() {
    run(async {
        let gate = Gate::new();
        let (asked, first) = (Arc::new(AtomicUsize::new(0)), gate.clone());
        let count = Arc::clone(&asked);
        let host: Host = Arc::new(move |request: &Request, files: &Files<'_>| {
            let hangs = is_lazy_code(request.path()) && count.fetch_add(1, Ordering::SeqCst) == 0;
            hangs
                .then(|| Response::new(200, Body::silent(vec![0; 9], &first)).into())
                .or_else(|| Some(files.answer(request.path())))
        });
        let stage = stage(Some(host), HURRY).await;
        let said = failure(&stage).await;
        assert!(said.contains("is slow to come"), "{said}");
        // Nothing is frozen meanwhile, and what is done waits.
        stage.tab.click(&id("look")).await;
        stage.frames().await;
        stage.tab.wait_for("document.querySelector('.said')?.innerText.includes('is slow to come')").await;
        assert_eq!(asked.load(Ordering::SeqCst), 1);
        press_again(&stage).await;
        has_all(&stage).await;
        stage.tab.wait_until("document.documentElement.dataset.theme", "dark".to_owned()).await;
        gate.open();
    });
}

#[test]
fn slow_lazy_code_is_taken_when_it_comes() {
    run(async {
        let gate = Gate::new();
        let held = gate.clone();
        let host: Host = Arc::new(move |request: &Request, _: &Files<'_>| {
            let bytes =
                || std::fs::read(dist().join(request.path().trim_start_matches('/'))).expect("the file is there");
            is_lazy_code(request.path()).then(|| {
                Response::new(200, Body::gated(bytes(), &held)).header("Content-Type", "application/wasm").into()
            })
        });
        let stage = stage(Some(host), HURRY).await;
        assert!(failure(&stage).await.contains("is slow to come"));
        // Nobody asks again: the notice goes by itself.
        gate.open();
        has_all(&stage).await;
    });
}

#[test]
fn the_notice_goes_when_a_control_brought_the_code() {
    run(async {
        let is_lost = Arc::new(AtomicBool::new(true));
        let told = Arc::clone(&is_lost);
        let host = host_without(move |path| (is_lazy_code(path) && told.load(Ordering::SeqCst)).then(not_found));
        let stage = stage(host, "").await;
        failure(&stage).await;
        is_lost.store(false, Ordering::SeqCst);
        stage.tab.click(&id("look")).await;
        has_all(&stage).await;
        stage.tab.wait_until("document.documentElement.dataset.theme", "dark".to_owned()).await;
    });
}

#[test]
fn styles_that_do_not_come_are_reported_and_fetched_again() {
    let plain: Lost = || Response::text(200, ".x{color:red}").header("X-Content-Type-Options", "nosniff").into();
    run(async move {
        for (words, lost) in [("came as text/plain", plain), ("is missing on the page's host (404)", not_found)] {
            let is_lost = Arc::new(AtomicBool::new(true));
            let told = Arc::clone(&is_lost);
            let host = host_without(move |path| (is_lazy_style(path) && told.load(Ordering::SeqCst)).then(lost));
            let stage = stage(host, "").await;
            let said = failure(&stage).await;
            assert!(said.contains(words) && said.contains("lazy-"), "{said}");
            assert_eq!(stage.tab.count(&id("runs")).await, 0, "sections appear without their styles");
            is_lost.store(false, Ordering::SeqCst);
            press_again(&stage).await;
            has_all(&stage).await;
        }
    });
}

#[test]
fn a_page_without_its_script_or_code_names_the_cause() {
    let is_script = |path: &str| path.contains("isocost-") && path.ends_with(".js") && !path.contains("wasm");
    let is_code =
        |path: &str| path.contains("isocost-") && (path.ends_with("_bg.wasm") || path.ends_with("_bg.wasm.js"));
    let plain: Lost = || Response::text(200, "var isocostPage;").header("X-Content-Type-Options", "nosniff").into();
    let cases: [(&str, IsLost, Lost); 3] = [
        ("came as text/plain", is_script, plain),
        ("is missing on the page's host (404)", is_script, not_found),
        ("is missing on the page's host (404)", is_code, not_found),
    ];
    run(async move {
        for (words, is_lost, lost) in cases {
            let stage = stage(host_without(move |path| is_lost(path).then(lost)), "").await;
            stage.visit("").await;
            let app = "document.getElementById('app').innerText";
            stage.tab.wait_for(format!("{app}.includes({})", quote(words))).await;
            assert!(!stage.tab.eval::<bool>(format!("{app}.includes('needs a browser with WebAssembly')")).await);
            assert_eq!(stage.tab.count("#app button").await, 1);
        }
    });
}

/// Calls code that is not there, as a timer or an observer may: a click that nothing holds.
const CALL_EARLY: &str = "(() => { const { stopImmediatePropagation } = Event.prototype;
    Event.prototype.stopImmediatePropagation = () => {};
    document.querySelector('[data-testid=look]').click();
    Event.prototype.stopImmediatePropagation = stopImmediatePropagation;
    document.querySelector('#app').firstElementChild.dataset.old = '';
    return true; })()";

#[test]
fn code_that_is_called_before_it_came_starts_the_page_again_with_all_of_it() {
    run(async {
        let is_lost = Arc::new(AtomicBool::new(true));
        let told = Arc::clone(&is_lost);
        let host = host_without(move |path| (is_lazy_code(path) && told.load(Ordering::SeqCst)).then(not_found));
        let stage = stage(host, "").await;
        stage.visit("?theme=dark&max_vus=4").await;
        stage.app_is("source", "hub").await;
        stage.tab.there(&id("later-failed")).await;
        let points = stage.points().await;
        stage.tab.eval::<bool>(CALL_EARLY).await;
        // It stands still, says why, and goes on when it can.
        stage.tab.wait_for("document.querySelector('.said')?.innerText.includes('is missing on the page')").await;
        assert!(stage.tab.eval::<bool>("document.getElementById('app').inert").await);
        let steps: usize = stage.tab.eval("history.length").await;
        is_lost.store(false, Ordering::SeqCst);
        stage.tab.eval::<bool>("(document.querySelector('.said button').click(), true)").await;
        has_all(&stage).await;
        assert_eq!(stage.tab.eval::<usize>(CALLED).await, 1);
        assert!(
            stage
                .tab
                .eval::<bool>("!document.querySelector('[data-old]') && !document.getElementById('app').inert")
                .await
        );
        stage.points_are(points).await;
        stage.tab.wait_until("document.documentElement.dataset.theme", "dark".to_owned()).await;
        stage.address_says("max_vus", "4").await;
        // One instance answers: what it hears and writes is not done twice.
        stage.tab.click(&id("look")).await;
        stage.tab.wait_until("document.documentElement.dataset.theme", "light".to_owned()).await;
        stage.address_says("theme", "light").await;
        assert_eq!(stage.tab.eval::<usize>("history.length").await, steps + 1);
        stage.tab.eval::<bool>("(history.back(), true)").await;
        stage.tab.wait_until("document.documentElement.dataset.theme", "dark".to_owned()).await;
        stage.assert_no_crash().await;
    });
}

#[test]
fn what_an_address_asks_for_is_waited_for_and_the_default_view_needs_none_of_it() {
    run(async {
        let is_lost = Arc::new(AtomicBool::new(true));
        let told = Arc::clone(&is_lost);
        let is_asked = |path: &str| path.contains("isocost-") && path.ends_with("_asked.wasm");
        let host = host_without(move |path| (is_asked(path) && told.load(Ordering::SeqCst)).then(not_found));
        let stage = stage(host, "").await;
        let said = failure(&stage).await;
        assert!(said.contains("_asked.wasm is missing on the page's host (404)"), "{said}");
        assert_eq!(stage.tab.eval::<usize>(CALLED).await, 0);
        stage.visit("?max_p95_ms=500").await;
        let words = "The page waits for a part of it that could not be loaded yet.";
        stage.tab.wait_for(format!("document.querySelector('.said')?.innerText.includes({})", quote(words))).await;
        assert!(stage.tab.text(".said").await.contains("_asked.wasm is missing"));
        is_lost.store(false, Ordering::SeqCst);
        stage.tab.eval::<bool>("(document.querySelector('.said button').click(), true)").await;
        has_all(&stage).await;
        assert_eq!(stage.tab.eval::<usize>(CALLED).await, 0);
        // Before the first view, and so before the rest.
        stage.visit("?max_p95_ms=400").await;
        has_all(&stage).await;
        let order =
            "performance.getEntriesByType('resource').map(({ name }) => /_(asked|secondary)\\.wasm/.exec(name)?.[1])";
        assert_eq!(
            stage.tab.eval::<Vec<String>>(format!("{order}.filter(name => name)")).await,
            ["asked", "secondary"]
        );
    });
}
