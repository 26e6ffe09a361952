//! Chromium process with an empty profile and without network access. Nothing of it stays behind: not when a test
//! panics, not when the test process is killed.

use chromiumoxide::cdp::browser_protocol::browser::BrowserContextId;
use chromiumoxide::cdp::browser_protocol::target::{CreateBrowserContextParams, CreateTargetParams};
use chromiumoxide::handler::HandlerConfig;
use chromiumoxide::{Browser as Connection, Page};
use futures_util::StreamExt;
use std::collections::VecDeque;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const START_LIMIT: Duration = Duration::from_secs(60);
/// How much of Chromium's error output is kept for a failure's message.
const LOG_LINES: usize = 20;

/// Chromium runs under a shell that waits for the end of its input, which comes when the test lets go of it or dies.
/// The shell leads a process group, so that Chromium's helpers can be ended with it. `$0` is the profile; what follows
/// is Chromium's command line. The shell lets go of the error output, whose end then is Chromium's.
const GUARD: &str = r#"
"$@" </dev/null & browser=$!
exec 2>/dev/null
cat >/dev/null
kill -9 "$browser" 2>/dev/null
trap "" TERM
kill -TERM 0
wait
# A helper that is just ending may still write a file.
for attempt in 1 2 3 4 5 6 7 8 9 10; do rm -rf "$0" 2>/dev/null && break; sleep 0.1; done
"#;

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

pub struct Browser {
    connection: Connection,
    events: JoinHandle<()>,
    // Dropped last: ends the process.
    process: Process,
}

impl Browser {
    pub async fn launch() -> Self {
        let (process, address) = Process::start();
        // No viewport here: with one, the driver would also pretend that the screen can be touched.
        let config = HandlerConfig { viewport: None, ..HandlerConfig::default() };
        let connected = Connection::connect_with_config(address, config).await;
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
        self.process.last_words.borrow().clone()
    }

    /// Waits until Chromium has ended.
    pub async fn ended(&self) {
        // The sender goes only after it has said so.
        let _ = self.process.last_words.clone().wait_for(Option::is_some).await;
    }

    /// The folder that Chromium writes to, gone when the browser is.
    pub fn profile(&self) -> &Path {
        &self.process.profile
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.events.abort();
    }
}

struct Process {
    shell: Child,
    profile: PathBuf,
    last_words: watch::Receiver<Option<String>>,
}

impl Process {
    /// The guarded process, and the address of its debugger.
    fn start() -> (Self, String) {
        let profile = new_profile();
        let mut command = Command::new("sh");
        command.arg("-c").arg(GUARD).arg(&profile).arg(executable());
        command.args(ARGUMENTS).arg("--remote-debugging-port=0");
        command.arg(format!("--user-data-dir={}", profile.display())).arg("about:blank");
        command.process_group(0).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut shell = command.spawn().expect("there is a shell to start Chromium");
        let stderr = shell.stderr.take().expect("its error output is piped");
        // Owned from here on, so that a Chromium that does not come up is ended too.
        let (end, last_words) = watch::channel(None);
        let process = Self { shell, profile, last_words };
        let address = debugger_address(stderr, end);
        (process, address)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        // Nothing sensible is left to do if waiting fails, least of all a second panic.
        let _ = self.shell.wait();
    }
}

fn new_profile() -> PathBuf {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    std::env::temp_dir().join(format!("isocost-chromium-{}-{count}", std::process::id()))
}

/// Reads Chromium's error output to its end, so that it never blocks on a full pipe; picks out the address, and keeps
/// the last lines for `end`.
fn debugger_address(stderr: ChildStderr, end: watch::Sender<Option<String>>) -> String {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut log = VecDeque::new();
        for line in BufReader::new(stderr).lines().map_while(Result::ok) {
            if let Some(address) = line.strip_prefix("DevTools listening on ") {
                // The receiver may have given up waiting.
                let _ = sender.send(Ok(address.to_owned()));
            }
            log.push_back(line);
            if log.len() > LOG_LINES {
                log.pop_front();
            }
        }
        let log = Vec::from(log).join("\n");
        let _ = sender.send(Err(log.clone()));
        end.send_replace(Some(log));
    });
    match receiver.recv_timeout(START_LIMIT) {
        Ok(Ok(address)) => address,
        Ok(Err(log)) => panic!("Chromium ended before it listened:\n{log}"),
        Err(_) => panic!("Chromium did not listen within {START_LIMIT:?}"),
    }
}

fn executable() -> PathBuf {
    let named = std::env::var("CHROMIUM").ok().filter(|name| !name.is_empty());
    let names: Vec<&str> = named.as_deref().map_or(NAMES.to_vec(), |name| vec![name]);
    names.iter().find_map(|name| find_on_path(name)).unwrap_or_else(|| {
        panic!("no Chromium or Chrome here (looked for {}): install one, or name it in CHROMIUM", names.join(", "))
    })
}

fn find_on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    // A name with a slash stands for itself: joined to a folder, an absolute path replaces it.
    std::env::split_paths(&path).map(|folder| folder.join(Path::new(name))).find(|file| file.is_file())
}
