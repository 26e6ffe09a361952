//! Polling of a page by its tests: an expression is asked for again and again until its value is the wanted one.

use serde_json::Value;
use std::panic::Location;
use std::time::{Duration, Instant};

/// How long a page may take to get where a test waits for it: generous, for slow shared machines.
pub const PATIENCE: Duration = Duration::from_secs(30);
const INTERVAL: Duration = Duration::from_millis(20);

/// Asks until `accept` takes the value. An error is asked again, as it may be an element that is not there yet, or a
/// document on its way out. `ended` says why a browser is gone.
///
/// # Panics
/// When that takes longer than [`PATIENCE`], or the browser has ended.
pub async fn poll(
    caller: &Location<'_>,
    (expression, wanted): (&str, &str),
    ask: impl AsyncFn() -> Result<Value, String>,
    accept: impl Fn(&Value) -> bool,
    ended: impl Fn() -> Option<String>,
) {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let last = ask().await;
        if last.as_ref().is_ok_and(&accept) {
            return;
        }
        if let Some(why) = ended() {
            panic!("{caller}: {why}");
        }
        assert!(
            Instant::now() < deadline,
            "{caller}: waited {PATIENCE:?} in vain for {wanted} from\n  {expression}\nlast: {last:?}"
        );
        tokio::time::sleep(INTERVAL).await;
    }
}
