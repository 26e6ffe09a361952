//! Diagnostics of failed tests: address, messages, screenshot.

use super::Tab;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::runtime::Handle;

/// A page that hangs gives no picture; the test must end all the same.
const LIMIT: Duration = Duration::from_secs(10);

impl Drop for Tab {
    fn drop(&mut self) {
        if std::thread::panicking() && self.home.browser().last_words().is_none() {
            let look = tokio::time::timeout(LIMIT, self.last_look());
            if tokio::task::block_in_place(|| Handle::current().block_on(look)).is_err() {
                eprintln!("the page gave no picture within {LIMIT:?}");
            }
        }
    }
}

impl Tab {
    /// Prints address and messages, and leaves a screenshot in `target/browser-failures`.
    async fn last_look(&self) {
        let address = self.evaluate("location.href").await;
        eprintln!("the page at the time: {address:?}");
        for (text, times) in counted(self.messages().await.into_iter().map(|message| message.text)) {
            eprintln!("  {times} × {text}");
        }
        let file = picture();
        match self.screenshot(&file).await {
            Ok(()) => eprintln!("picture: {}", file.display()),
            Err(error) => eprintln!("no picture in {}: {error}", file.display()),
        }
    }

    /// How many sheets of A4 the page is printed on.
    pub async fn sheets(&self) -> usize {
        let pdf = self.page.printed((8.27, 11.69)).await.expect("Chromium prints");
        let text = String::from_utf8_lossy(&pdf);
        text.match_indices("/Type /Page").filter(|(at, found)| !text[at + found.len()..].starts_with('s')).count()
    }

    /// Writes what is in the viewport as PNG.
    pub async fn screenshot(&self, file: &Path) -> Result<(), String> {
        let bytes = self.page.picture().await?;
        std::fs::write(file, bytes).map_err(|error| error.to_string())
    }
}

/// Each text once, in order of first appearance, with how often it came.
fn counted(texts: impl Iterator<Item = String>) -> Vec<(String, usize)> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for text in texts {
        match counts.iter_mut().find(|(known, _)| *known == text) {
            Some((_, times)) => *times += 1,
            None => counts.push((text, 1)),
        }
    }
    counts
}

/// Named after the test, which the test harness names its thread after.
fn picture() -> PathBuf {
    let folder = crate::harness::project("target/browser-failures");
    // If it cannot be made, writing the picture says so.
    let _ = std::fs::create_dir_all(&folder);
    let thread = std::thread::current();
    folder.join(thread.name().unwrap_or("test").replace("::", "-") + ".png")
}
