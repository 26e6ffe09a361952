//! One commit per animation frame, the newest wins; and one when the commits have come to an end.
//!
//! Effects are gathered per microtask, not per frame: a mouse that reports 1,000 times a second would otherwise make
//! the whole chain run 1,000 times.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

/// Runs something once nothing has happened for a while.
#[derive(Clone, Copy)]
pub struct Rest {
    after: Duration,
    waiting: StoredValue<Option<TimeoutHandle>>,
}

impl Rest {
    /// Rest is when nothing has happened `after` the last time.
    #[must_use]
    pub fn new(after: Duration) -> Self {
        Self { after, waiting: StoredValue::new(None) }
    }

    /// Something happened: whatever waited is forgotten, and `then` runs if nothing follows.
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
