//! One interface to Chromium, Firefox and WebKit, for tests that run in all of them.

mod chromium;
mod firefox;
mod http;
mod keys;
mod session;
mod waiting;
mod webkit;

pub use chromium::ChromiumTab;

use crate::harness::process::find_on_path;
use futures_util::future::LocalBoxFuture;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::time::Duration;

pub type Answer<'a, T> = LocalBoxFuture<'a, Result<T, String>>;

/// A browser with one tab. Every call has a time limit of its own; the browser ends when it is dropped.
pub trait Browser {
    fn name(&self) -> &'static str;

    /// Goes to an address and waits until the document and what it names have loaded.
    fn open<'a>(&'a self, address: &'a str) -> Answer<'a, ()>;

    /// Makes the part of the window that shows the page this large, in CSS pixels.
    fn resize(&self, width: u32, height: u32) -> Answer<'_, ()>;

    /// The value of a JavaScript expression, or of the promise it gives, in the frame entered.
    fn evaluate<'a>(&'a self, expression: &'a str, limit: Duration) -> Answer<'a, Value>;

    /// Moves the mouse to a place in the viewport.
    fn hover_at(&self, x: f64, y: f64) -> Answer<'_, ()>;

    /// Moves the mouse there, presses and releases its left button.
    fn click_at(&self, x: f64, y: f64) -> Answer<'_, ()>;

    /// Presses and releases a key, by its name in JavaScript.
    fn press<'a>(&'a self, key: &'a str) -> Answer<'a, ()>;

    /// Chooses files in an input of the frame entered, instead of those chosen before.
    fn set_files<'a>(&'a self, selector: &'a str, files: &'a [PathBuf]) -> Answer<'a, ()>;

    /// From now on expressions, keys and files concern this frame of the page; `None` for the page itself.
    fn enter<'a>(&'a self, frame: Option<&'a str>) -> Answer<'a, ()>;

    /// The folder that files are saved to.
    fn downloads(&self) -> &Path;
}

/// The browsers that `engines` checks the page in.
#[derive(Clone, Copy, Debug)]
pub enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

impl Engine {
    /// What is missing here to run it, in words.
    pub fn missing(self) -> Option<String> {
        match self {
            Self::Chromium => None,
            Self::Firefox => firefox::Programs::find().err(),
            Self::WebKit => webkit::Programs::find().err(),
        }
    }

    /// Starts one with an empty profile.
    pub async fn launch(self) -> Box<dyn Browser> {
        match self {
            Self::Chromium => Box::new(ChromiumTab::launch().await),
            Self::Firefox => Box::new(firefox::launch().await),
            Self::WebKit => Box::new(webkit::launch().await),
        }
    }
}

/// The first of these programs that there is, or words on what to install.
fn program(names: &[&str], package: &str) -> Result<PathBuf, String> {
    let found = names.iter().find_map(find_on_path);
    found.ok_or_else(|| format!("no {} here: install {package}", names.join(" or ")))
}
