//! Child process with a folder of its own. Nothing of it stays behind: not when a test panics, not when the test process
//! is killed.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// How long a program may take until it answers.
pub const START_LIMIT: Duration = Duration::from_secs(60);
/// How much of its output is kept for a failure's message.
const LOG_LINES: usize = 20;

/// The process runs under a shell that waits for the end of its input, which comes when the test lets go of it or dies.
/// The shell leads a process group, so that what the process started can be ended with it. `$0` is the folder; what
/// follows is the command line. The shell lets go of the error output, whose end then is that of the process.
const GUARD: &str = r#"
"$@" </dev/null >&2 & process=$!
exec 2>/dev/null
cat >/dev/null
kill -9 "$process" 2>/dev/null
trap "" TERM
kill -TERM 0
wait
# A helper that is just ending may still write a file.
for attempt in 1 2 3 4 5 6 7 8 9 10; do rm -rf "$0" 2>/dev/null && break; sleep 0.1; done
# Whoever did not listen, and this shell.
kill -9 0
"#;

pub struct Process {
    shell: Child,
    folder: PathBuf,
    last_words: watch::Receiver<Option<String>>,
}

impl Process {
    /// `fill` adds the program, its arguments and variables to the command; it is given the process's own folder, which is
    /// empty, and gone when the process is.
    pub fn start(name: &'static str, fill: impl FnOnce(&Path, &mut Command)) -> (Self, Lines) {
        let folder = new_folder(name);
        let mut command = Command::new("sh");
        command.arg("-c").arg(GUARD).arg(&folder);
        fill(&folder, &mut command);
        command.process_group(0).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut shell = command.spawn().unwrap_or_else(|error| panic!("no shell to start {name}: {error}"));
        let stderr = shell.stderr.take().expect("its error output is piped");
        let (end, last_words) = watch::channel(None);
        (Self { shell, folder, last_words }, read(name, stderr, end))
    }

    /// The folder that it writes to.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The end of its output, once it has ended.
    pub fn last_words(&self) -> Option<String> {
        self.last_words.borrow().clone()
    }

    /// Waits until it has ended.
    pub async fn ended(&self) {
        // The sender goes only after it has said so.
        let _ = self.last_words.clone().wait_for(Option::is_some).await;
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        // Nothing sensible is left to do if waiting fails, least of all a second panic.
        let _ = self.shell.wait();
    }
}

fn new_folder(name: &str) -> PathBuf {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let folder = format!("isocost-{}-{}-{count}", name.to_lowercase(), std::process::id());
    let folder = std::env::temp_dir().join(folder);
    std::fs::create_dir_all(&folder).expect("a temporary folder can be made");
    folder
}

/// What a process writes, line by line; at its end the last lines together.
pub struct Lines {
    name: &'static str,
    lines: mpsc::Receiver<Result<String, String>>,
}

impl Lines {
    /// Waits for the line that says where the process listens.
    pub fn announced(self, find: impl Fn(&str) -> Option<String>) -> String {
        let (name, deadline) = (self.name, Instant::now() + START_LIMIT);
        loop {
            match self.lines.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(Ok(line)) => {
                    if let Some(found) = find(&line) {
                        return found;
                    }
                }
                Ok(Err(log)) => panic!("{name} ended before it listened:\n{log}"),
                Err(_) => panic!("{name} did not listen within {START_LIMIT:?}"),
            }
        }
    }
}

/// Reads the output to its end, so that the process never blocks on a full pipe; keeps the last lines for `end`.
fn read(name: &'static str, stderr: ChildStderr, end: watch::Sender<Option<String>>) -> Lines {
    let (sender, lines) = mpsc::channel();
    std::thread::spawn(move || {
        let mut log = VecDeque::new();
        for line in BufReader::new(stderr).lines().map_while(Result::ok) {
            // The receiver goes once it knows where the process listens.
            let _ = sender.send(Ok(line.clone()));
            log.push_back(line);
            if log.len() > LOG_LINES {
                log.pop_front();
            }
        }
        let log = Vec::from(log).join("\n");
        let _ = sender.send(Err(log.clone()));
        end.send_replace(Some(log));
    });
    Lines { name, lines }
}

/// The file that a program's name stands for.
pub fn find_on_path(name: impl AsRef<Path>) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    // A name with a slash stands for itself: joined to a folder, an absolute path replaces it.
    std::env::split_paths(&path).map(|folder| folder.join(name.as_ref())).find(|file| file.is_file())
}
