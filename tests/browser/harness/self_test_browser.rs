//! Self-tests of the harness: failure screenshots, crashes of Chromium, browser contexts.

use crate::harness::tab::Tab;
use crate::harness::{project, run, site};
use futures_util::FutureExt;
use serde_json::json;
use std::panic::AssertUnwindSafe;
use std::sync::mpsc;
use std::time::{Duration, Instant};

#[test]
fn failed_test_leaves_a_screenshot_and_no_process() {
    let (sender, receiver) = mpsc::channel();
    let failing = std::thread::Builder::new().name("harness-failing-on-purpose".to_owned()).spawn(|| {
        run(async move {
            let tab = Tab::launch_alone().await;
            sender.send(tab.home.profile().to_owned()).expect("the test waits for it");
            panic!("on purpose");
        });
    });
    failing.expect("the system gives us a thread").join().expect_err("it panics");
    let profile = receiver.recv().expect("the browser was up before the panic");
    assert!(!profile.exists(), "the browser's profile is still there");
    let picture = project("target/browser-failures/harness-failing-on-purpose.png");
    assert!(std::fs::read(&picture).expect("there is a picture").starts_with(b"\x89PNG"));
    std::fs::remove_file(picture).expect("it is ours");
}

#[test]
fn a_crashed_browser_fails_the_test_at_once() {
    let failing = std::thread::spawn(|| {
        run(async move {
            let tab = Tab::launch_alone().await;
            let begun = Instant::now();
            let crash = tab.page.call("Browser.crash", json!({}));
            // No answer comes, as the browser is gone; what is waited for meanwhile must not wait for its limit.
            let waiting = tab.wait_for("window.neverThere");
            let waited = AssertUnwindSafe(futures_util::future::join(crash, waiting)).catch_unwind().await;
            let error = waited.expect_err("what is waited for does not come");
            assert!(begun.elapsed() < Duration::from_secs(20), "it took {:?}", begun.elapsed());
            std::panic::resume_unwind(error);
        });
    });
    let error = failing.join().expect_err("it panics");
    let words = error.downcast_ref::<String>().expect("with words");
    assert!(words.contains("Chromium has ended"), "{words}");
}

#[test]
fn contexts_share_no_storage() {
    run(async {
        let site = site::blank().await;
        let (one, other) = (Tab::launch().await, Tab::launch().await);
        for tab in [&one, &other] {
            tab.open(site.origin()).await;
            let kept =
                "(localStorage.setItem('a', (localStorage.getItem('a') ?? '') + 'x'), localStorage.getItem('a'))";
            assert_eq!(tab.eval::<String>(kept).await, "x");
            assert!(tab.eval::<bool>("document.hasFocus() && document.visibilityState === 'visible'").await);
        }
    });
}
