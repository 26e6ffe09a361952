//! Chromium process with an empty profile and without network access.

use crate::harness::devtools::{Connection, Page, make_pipes, with_pipes};
use crate::harness::process::{Process, START_LIMIT, find_on_path};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/// The same engine without what is around it (windows, tabs, profiles), which takes a third of a visit's time.
const SHELLS: [&str; 2] = ["chromium-headless-shell", "chrome-headless-shell"];
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
    connection: Connection,
    // Dropped last: ends the process.
    process: Process,
}

impl Chromium {
    /// With these arguments besides its usual ones.
    pub async fn launch(arguments: &[&str]) -> Self {
        Self::started(&executable(&NAMES), arguments).await
    }

    /// As [`Self::launch`]: its headless shell, where there is one.
    pub async fn launch_shell(arguments: &[&str]) -> Self {
        Self::started(&executable(&[&SHELLS[..], &NAMES].concat()), arguments).await
    }

    async fn started(executable: &Path, arguments: &[&str]) -> Self {
        let (process, _) = Process::start("Chromium", |profile, command| {
            make_pipes(profile);
            command.args(["sh", "-c", &with_pipes()]).arg(profile);
            command.arg(executable).args(ARGUMENTS).args(arguments).arg("--remote-debugging-pipe");
            command.arg(format!("--user-data-dir={}", profile.display())).arg("about:blank");
        });
        let chromium = Self { connection: Connection::open(process.folder()), process };
        let answers = chromium.unless_ended(chromium.connection.call(None, "Browser.getVersion", json!({})));
        match tokio::time::timeout(START_LIMIT, answers).await {
            Ok(Ok(_)) => chromium,
            Ok(Err(error)) => panic!("{error}:\n{}", chromium.last_words().unwrap_or_default()),
            Err(_) => panic!("Chromium did not answer within {START_LIMIT:?}"),
        }
    }

    /// An empty tab and its name: in the profile, or in a context.
    pub async fn new_page(&self, context: Option<&str>) -> (String, Page) {
        let mut params = json!({ "url": "about:blank" });
        if let Some(context) = context {
            params["browserContextId"] = context.into();
        }
        let target = self.call("Target.createTarget", params).await;
        let target = target["targetId"].as_str().expect("Chromium opens an empty tab");
        let page = Page::attach(self.connection.clone(), target).await.expect("a tab can be driven");
        (target.to_owned(), page)
    }

    /// Closes a tab; nobody waits for that.
    pub fn close(&self, target: &str) {
        drop(self.connection.call(None, "Target.closeTarget", json!({ "targetId": target })));
    }

    /// A context shares neither storage nor caches with any other.
    pub async fn new_context(&self) -> String {
        let context = self.call("Target.createBrowserContext", json!({})).await;
        context["browserContextId"].as_str().expect("Chromium makes contexts").to_owned()
    }

    /// Closes the tabs of a context and forgets what it stored; nobody waits for that.
    pub fn dispose(&self, context: &str) {
        let params = json!({ "browserContextId": context });
        drop(self.connection.call(None, "Target.disposeBrowserContext", params));
    }

    async fn call(&self, method: &str, params: Value) -> Value {
        let answer = self.unless_ended(self.connection.call(None, method, params)).await;
        answer.unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// What Chromium answers; without waiting in vain where it has ended.
    pub async fn unless_ended<T>(&self, answer: impl Future<Output = Result<T, String>>) -> Result<T, String> {
        tokio::select! {
            answer = answer => answer,
            () = self.process.ended() => Err("Chromium has ended".to_owned()),
        }
    }

    /// The end of Chromium's error output, once Chromium has ended.
    pub fn last_words(&self) -> Option<String> {
        self.process.last_words()
    }

    /// The folder that Chromium writes to, gone when the browser is.
    pub fn profile(&self) -> &Path {
        self.process.folder()
    }
}

/// The first of these that is installed; whatever is named in `CHROMIUM` goes first.
fn executable(names: &[&str]) -> PathBuf {
    let named = std::env::var("CHROMIUM").ok().filter(|name| !name.is_empty());
    let names: Vec<&str> = named.as_deref().map_or(names.to_vec(), |name| vec![name]);
    names.iter().find_map(find_on_path).unwrap_or_else(|| {
        panic!("no Chromium or Chrome here (looked for {}): install one, or name it in CHROMIUM", names.join(", "))
    })
}
