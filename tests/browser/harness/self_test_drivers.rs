//! Self-tests of the drivers: a browser that a test started ends with it.

use crate::harness::drivers::Engine;
use crate::harness::run;
use std::path::PathBuf;
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// The processes that were started with this folder in their environment.
fn processes_of(folder: &str) -> Vec<String> {
    let all = std::fs::read_dir("/proc").into_iter().flatten().filter_map(Result::ok);
    let is_one = |process: &PathBuf| {
        let environment = std::fs::read(process.join("environ")).unwrap_or_default();
        String::from_utf8_lossy(&environment).contains(folder)
    };
    all.map(|entry| entry.path()).filter(is_one).map(|process| process.display().to_string()).collect()
}

fn leaves_nothing_behind(engine: Engine) {
    if engine.missing().is_some() {
        return;
    }
    let (sender, receiver) = mpsc::channel();
    let failing = std::thread::spawn(move || {
        run(async move {
            let browser = engine.launch().await;
            assert_eq!(browser.eval::<usize>("1 + 1").await, 2);
            let folder = browser.downloads().parent().expect("it is in the browser's folder").to_owned();
            let running = processes_of(&folder.display().to_string()).len();
            sender.send((folder, running)).expect("the test waits for it");
            panic!("on purpose");
        });
    });
    failing.join().expect_err("it panics");
    let (folder, running) = receiver.recv().expect("the browser was up before the panic");
    assert!(running >= 2 || !cfg!(target_os = "linux"), "a driver and its browser, not {running}");
    assert!(!folder.exists(), "{} is still there", folder.display());
    // Killed processes take a moment to end on a busy machine.
    let deadline = Instant::now() + Duration::from_secs(15);
    loop {
        let left = processes_of(&folder.display().to_string());
        if left.is_empty() {
            return;
        }
        assert!(Instant::now() < deadline, "{left:?} are still there");
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn a_failed_test_leaves_no_firefox() {
    leaves_nothing_behind(Engine::Firefox);
}

#[test]
fn a_failed_test_leaves_no_webkit() {
    leaves_nothing_behind(Engine::WebKit);
}
