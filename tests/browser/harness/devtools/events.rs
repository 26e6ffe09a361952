//! Events of the DevTools protocol, by tab and name.

use super::lock;
use serde_json::Value;
use std::sync::{Mutex, mpsc};

#[derive(Default)]
pub struct Listeners(Mutex<Vec<Listener>>);

struct Listener {
    session: String,
    method: &'static str,
    sender: mpsc::Sender<Value>,
}

impl Listeners {
    pub fn add(&self, session: &str, method: &'static str) -> Events {
        let (sender, arrived) = mpsc::channel();
        lock(&self.0).push(Listener { session: session.to_owned(), method, sender });
        Events { arrived: Mutex::new((arrived, Vec::new())) }
    }

    /// Gives an event to whoever listens; those who no longer do are forgotten.
    pub fn tell(&self, message: &mut Value) {
        let params = message["params"].take();
        let (session, method) = (message["sessionId"].as_str().unwrap_or_default(), message["method"].as_str());
        lock(&self.0).retain(|listener| {
            let is_meant = listener.session == session && method == Some(listener.method);
            !is_meant || listener.sender.send(params.clone()).is_ok()
        });
    }
}

/// The events of one kind in one tab.
pub struct Events {
    arrived: Mutex<(mpsc::Receiver<Value>, Vec<Value>)>,
}

impl Events {
    /// All so far, in order. Ask the page for something first, so that what it did before has arrived.
    pub fn so_far(&self) -> Vec<Value> {
        let mut arrived = lock(&self.arrived);
        let (receiver, read) = &mut *arrived;
        read.extend(receiver.try_iter());
        read.clone()
    }
}
