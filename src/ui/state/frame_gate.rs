//! Throttling to one commit per animation frame, and debouncing: a callback once nothing has happened for a while.
//!
//! Effects are batched per microtask, not per frame. Without the throttle a mouse that reports 1,000 times a second would
//! recompute the page 1,000 times.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

/// Runs something in a task of its own, soon: between two of them the browser paints and handles input. By a timer and not
/// by a frame or an idle moment: those do not come while the page is in the background.
#[inline(never)]
pub fn soon(then: Box<dyn FnOnce()>) {
    set_timeout(then, Duration::ZERO);
}

/// Runs something once nothing has happened for a while.
#[derive(Clone, Copy)]
pub struct Debounce {
    after: Duration,
    waiting: StoredValue<Option<TimeoutHandle>>,
}

impl Debounce {
    /// Waits for `after` each time.
    #[must_use]
    pub fn new(after: Duration) -> Self {
        Self { after, waiting: StoredValue::new(None) }
    }

    /// Something happened: a callback that waits is dropped, and `then` runs if nothing follows.
    pub fn restart(self, then: impl Fn() + 'static) {
        self.waiting.update_value(|waiting| {
            if let Some(waiting) = waiting.take() {
                waiting.clear();
            }
            *waiting = set_timeout_with_handle(then, self.after).ok();
        });
    }
}

/// Lets one commit through per frame.
#[derive(Clone, Copy)]
pub struct FrameGate {
    pending: StoredValue<bool>,
}

impl FrameGate {
    /// An open gate.
    #[must_use]
    pub fn new() -> Self {
        Self { pending: StoredValue::new(false) }
    }

    /// Runs `commit` in the next frame, unless one is already waiting for it: `commit` must read the newest state
    /// when it runs.
    pub fn submit(self, commit: impl FnOnce() + 'static) {
        if self.pending.get_value() {
            return;
        }
        self.pending.set_value(true);
        request_animation_frame(move || {
            self.pending.set_value(false);
            commit();
        });
    }
}
