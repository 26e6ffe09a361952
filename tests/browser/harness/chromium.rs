//! Chromium process with an empty profile and without network access.

use crate::harness::process::{Process, find_on_path};
use chromiumoxide::cdp::browser_protocol::browser::BrowserContextId;
use chromiumoxide::cdp::browser_protocol::target::{CreateBrowserContextParams, CreateTargetParams};
use chromiumoxide::handler::HandlerConfig;
use chromiumoxide::{Browser, Page};
use futures_util::StreamExt;
use std::path::{Path, PathBuf};
use tokio::task::JoinHandle;

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const ARGUMENTS: [&str; 24] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--disable-breakpad",
    "--metrics-recording-only",
    "--mute-audio",
    "--password-store=basic",
    // Containers give /dev/shm too little room.
    "--disable-dev-shm-usage",
    // Background pages must run at full speed.
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    // Only the servers of the test can be reached.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    // Pixels must not depend on the machine.
    "--force-device-scale-factor=1",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
    "--window-size=1280,900",
];

pub struct Chromium {
    connection: Browser,
    events: JoinHandle<()>,
    // Dropped last: ends the process.
    process: Process,
}

impl Chromium {
    /// With these arguments besides its usual ones.
    pub async fn launch(arguments: &[&str]) -> Self {
        let (process, lines) = Process::start("Chromium", |profile, command| {
            command.arg(executable()).args(ARGUMENTS).args(arguments).arg("--remote-debugging-port=0");
            command.arg(format!("--user-data-dir={}", profile.display())).arg("about:blank");
        });
        let address = lines.announced(|line| line.strip_prefix("DevTools listening on ").map(str::to_owned));
        // No viewport here: with one, the driver would also pretend that the screen can be touched.
        let config = HandlerConfig { viewport: None, ..HandlerConfig::default() };
        let connected = Browser::connect_with_config(address, config).await;
        let (connection, mut handler) = connected.expect("Chromium accepts its debugger");
        let events = tokio::spawn(async move { while handler.next().await.is_some() {} });
        Self { connection, events, process }
    }

    /// An empty tab: in the profile, or in a context of its own.
    pub async fn new_page(&self, context: Option<BrowserContextId>) -> Page {
        let mut params = CreateTargetParams::new("about:blank");
        params.browser_context_id = context;
        self.connection.new_page(params).await.expect("Chromium opens an empty tab")
    }

    /// A context shares neither storage nor caches with any other.
    pub async fn new_context(&self) -> BrowserContextId {
        let context = self.connection.create_browser_context(CreateBrowserContextParams::default()).await;
        context.expect("Chromium makes contexts")
    }

    /// Closes the tabs of a context and forgets what it stored.
    pub async fn dispose(&self, context: BrowserContextId) {
        // A browser that has ended has none.
        let _ = self.connection.dispose_browser_context(context).await;
    }

    /// The end of Chromium's error output, once Chromium has ended.
    pub fn last_words(&self) -> Option<String> {
        self.process.last_words()
    }

    /// Waits until Chromium has ended.
    pub async fn ended(&self) {
        self.process.ended().await;
    }

    /// The folder that Chromium writes to, gone when the browser is.
    pub fn profile(&self) -> &Path {
        self.process.folder()
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        self.events.abort();
    }
}

fn executable() -> PathBuf {
    let named = std::env::var("CHROMIUM").ok().filter(|name| !name.is_empty());
    let names: Vec<&str> = named.as_deref().map_or(NAMES.to_vec(), |name| vec![name]);
    names.iter().find_map(find_on_path).unwrap_or_else(|| {
        panic!("no Chromium or Chrome here (looked for {}): install one, or name it in CHROMIUM", names.join(", "))
    })
}
