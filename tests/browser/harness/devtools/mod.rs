//! Client of the Chrome DevTools Protocol, over the pipe that Chromium has to its parent.
//!
//! A message is a JSON object with a zero byte at its end. Each command has a number, which its answer repeats; what is
//! about one tab has that tab's session. Only what a test turns on is reported: no domain is enabled here.

mod events;
mod page;

pub use events::Events;
pub use page::{Page, describe, shown};

use events::Listeners;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::oneshot;

/// Names of the two pipes in a folder.
const TO_BROWSER: &str = "to-browser";
const FROM_BROWSER: &str = "from-browser";

/// For `sh -c`: `$0` is the folder of the pipes, what follows the browser's command line. Chromium reads from its file 3
/// and writes to its file 4.
pub fn with_pipes() -> String {
    format!(r#"exec "$@" 3<"$0/{TO_BROWSER}" 4>"$0/{FROM_BROWSER}""#)
}

/// Makes the pipes; the browser may be started then.
pub fn make_pipes(folder: &Path) {
    let made = Command::new("mkfifo").args([TO_BROWSER, FROM_BROWSER].map(|name| folder.join(name))).status();
    assert!(made.expect("there is mkfifo").success(), "pipes can be made in {}", folder.display());
}

type Answer = Result<Value, String>;

struct Shared {
    to_browser: Mutex<File>,
    last: AtomicU64,
    waiting: Mutex<HashMap<u64, oneshot::Sender<Answer>>>,
    listeners: Listeners,
}

#[derive(Clone)]
pub struct Connection(Arc<Shared>);

impl Connection {
    /// To a browser that was started with the pipes of this folder.
    pub fn open(folder: &Path) -> Self {
        // Opened to be written to alone, it would block until the browser reads.
        let to_browser = OpenOptions::new().read(true).write(true).open(folder.join(TO_BROWSER));
        let shared = Arc::new(Shared {
            to_browser: Mutex::new(to_browser.expect("the pipe was made")),
            last: AtomicU64::new(0),
            waiting: Mutex::default(),
            listeners: Listeners::default(),
        });
        let (from_browser, reader) = (folder.join(FROM_BROWSER), Arc::downgrade(&shared));
        std::thread::spawn(move || {
            let Ok(from_browser) = File::open(from_browser) else { return };
            for message in BufReader::new(from_browser).split(0).map_while(Result::ok) {
                let Some(shared) = reader.upgrade() else { return };
                shared.take(serde_json::from_slice(&message).expect("Chromium writes JSON"));
            }
            if let Some(shared) = reader.upgrade() {
                // Whoever waits for an answer learns that none comes.
                lock(&shared.waiting).clear();
            }
        });
        Self(shared)
    }

    /// The result of a command, or why there is none. With a session it is about that tab.
    pub fn call(&self, session: Option<&str>, method: &str, params: Value) -> impl Future<Output = Answer> + use<> {
        let (sender, answer) = oneshot::channel();
        let id = self.0.last.fetch_add(1, Ordering::Relaxed) + 1;
        lock(&self.0.waiting).insert(id, sender);
        let mut message = json!({ "id": id, "method": method, "params": params });
        if let Some(session) = session {
            message["sessionId"] = session.into();
        }
        let bytes = [message.to_string().as_bytes(), &[0]].concat();
        // A browser that has ended does not answer either.
        let _ = lock(&self.0.to_browser).write_all(&bytes);
        async move { answer.await.unwrap_or_else(|_| Err("Chromium has gone".to_owned())) }
    }

    /// What comes of this kind for a session from now on.
    pub fn events(&self, session: &str, method: &'static str) -> Events {
        self.0.listeners.add(session, method)
    }
}

impl Shared {
    fn take(&self, mut message: Value) {
        let Some(id) = message["id"].as_u64() else { return self.listeners.tell(&mut message) };
        let Some(sender) = lock(&self.waiting).remove(&id) else { return };
        let answer = match message["error"]["message"].as_str() {
            Some(error) => Err(error.to_owned()),
            None => Ok(message["result"].take()),
        };
        // Whoever asked may no longer wait.
        let _ = sender.send(answer);
    }
}

/// A test that fails must not fail the others that share the browser.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
