//! One commit per animation frame, the newest wins.
//!
//! Effects are gathered per microtask, not per frame: a mouse that reports 1,000 times a second would otherwise make
//! the whole chain run 1,000 times.

use leptos::prelude::*;

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
