//! Runs a test's asynchronous body on a runtime of its own, with a limit.

use std::path::PathBuf;
use std::time::{Duration, Instant};

/// No single test may hold up the others for longer.
const LIMIT: Duration = Duration::from_secs(180);

pub fn run(test: impl Future<Output = ()>) {
    run_within(LIMIT, test);
}

pub fn run_within(limit: Duration, test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    let limited = async { tokio::time::timeout(limit, test).await };
    let outcome = runtime.expect("the system gives us a thread").block_on(limited);
    assert!(outcome.is_ok(), "the test took longer than {limit:?}");
}

/// Waits for something on our side of the browser.
#[track_caller]
pub fn eventually(what: &str, condition: impl Fn() -> bool) -> impl Future<Output = ()> {
    let (caller, deadline) = (std::panic::Location::caller(), Instant::now() + Duration::from_secs(30));
    async move {
        while !condition() {
            assert!(Instant::now() < deadline, "{caller}: waited in vain until {what}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

/// A path inside this project.
pub fn project(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}
