//! Client of the classic WebDriver protocol, which geckodriver and WebKitWebDriver speak.

use super::{Answer, Browser, http, keys};
use crate::harness::process::Process;
use crate::harness::tab::quote;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// For everything but scripts.
const LIMIT: Duration = Duration::from_secs(30);
const START_LIMIT: Duration = Duration::from_secs(60);
/// The name of an element's reference in WebDriver's answers.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A browser that a driver has started.
pub struct Session {
    name: &'static str,
    port: u16,
    id: String,
    downloads: PathBuf,
    /// Ended in this order.
    _processes: Vec<Process>,
}

impl Session {
    /// Waits for the driver, whose processes become the session's, and has it start a browser.
    pub async fn start(
        name: &'static str,
        port: u16,
        capabilities: Value,
        downloads: PathBuf,
        processes: Vec<Process>,
    ) -> Self {
        std::fs::create_dir_all(&downloads).expect("a temporary folder can be made");
        wait_for_driver(name, port).await;
        let wanted = json!({ "capabilities": { "alwaysMatch": capabilities } });
        let answer = limited(START_LIMIT, http::ask(port, "POST", "/session", Some(&wanted))).await;
        let answer = answer.unwrap_or_else(|error| panic!("no {name} was started: {error}"));
        let id = answer["value"]["sessionId"].as_str().unwrap_or_else(|| panic!("no {name} was started: {answer}"));
        let session = Self { name, port, id: id.to_owned(), downloads, _processes: processes };
        let limits = json!({ "script": 110_000, "pageLoad": 60_000, "implicit": 0 });
        session.command("timeouts", limits, LIMIT).await.expect("a driver takes limits");
        session
    }

    /// The value of a command's answer.
    async fn command(&self, path: &str, body: Value, limit: Duration) -> Result<Value, String> {
        let path = format!("/session/{}/{path}", self.id);
        let mut answer = limited(limit, http::ask(self.port, "POST", &path, Some(&body))).await?;
        let value = answer["value"].take();
        match value.get("error").and_then(Value::as_str).filter(|_| value.get("stacktrace").is_some()) {
            Some(error) => Err(format!("{error}: {}", value["message"])),
            None => Ok(value),
        }
    }

    async fn done(&self, path: &str, body: Value) -> Result<(), String> {
        self.command(path, body, LIMIT).await.map(drop)
    }

    /// A reference to the first element that matches.
    async fn element(&self, selector: &str) -> Result<Value, String> {
        self.command("element", json!({ "using": "css selector", "value": selector }), LIMIT).await
    }

    async fn choose(&self, selector: &str, files: &[PathBuf]) -> Result<(), String> {
        // Drivers add to what was chosen before.
        let forget = format!("(document.querySelector({}).value = '', true)", quote(selector));
        self.evaluate(&forget, LIMIT).await?;
        let element = self.element(selector).await?;
        let id = element[ELEMENT].as_str().ok_or_else(|| format!("no element: {element}"))?;
        let paths: Vec<_> = files.iter().map(|file| file.to_string_lossy()).collect();
        self.done(&format!("element/{id}/value"), json!({ "text": paths.join("\n") })).await
    }

    /// Windows have edges, whose size is seen only once the window has one.
    async fn fit(&self, width: u32, height: u32) -> Result<(), String> {
        let (mut outer_width, mut outer_height) = (i64::from(width), i64::from(height));
        for _ in 0..4 {
            self.done("window/rect", json!({ "width": outer_width, "height": outer_height })).await?;
            // The page learns of its size a little later.
            tokio::time::sleep(Duration::from_millis(150)).await;
            let inner = self.evaluate("[innerWidth, innerHeight]", LIMIT).await?;
            let missing = |side: usize, wanted: u32| i64::from(wanted) - inner[side].as_i64().unwrap_or_default();
            let (wider, higher) = (missing(0, width), missing(1, height));
            if (wider, higher) == (0, 0) {
                return Ok(());
            }
            (outer_width, outer_height) = (outer_width + wider, outer_height + higher);
        }
        Err(format!("{} cannot be {width} by {height} pixels large", self.name))
    }
}

impl Browser for Session {
    fn name(&self) -> &'static str {
        self.name
    }

    fn open<'a>(&'a self, address: &'a str) -> Answer<'a, ()> {
        Box::pin(async move {
            self.done("frame", json!({ "id": null })).await?;
            self.done("url", json!({ "url": address })).await
        })
    }

    fn resize(&self, width: u32, height: u32) -> Answer<'_, ()> {
        Box::pin(self.fit(width, height))
    }

    fn evaluate<'a>(&'a self, expression: &'a str, limit: Duration) -> Answer<'a, Value> {
        let script = format!(
            "const done = arguments[arguments.length - 1];
            (async () => ({expression}))().then(
                value => done({{ value: value ?? null }}), error => done({{ thrown: String(error) }}));"
        );
        Box::pin(async move {
            let mut answer = self.command("execute/async", json!({ "script": script, "args": [] }), limit).await?;
            match answer["thrown"].as_str() {
                Some(error) => Err(error.to_owned()),
                None => Ok(answer["value"].take()),
            }
        })
    }

    fn hover_at(&self, x: f64, y: f64) -> Answer<'_, ()> {
        Box::pin(self.done("actions", keys::mouse(x, y, false)))
    }

    fn click_at(&self, x: f64, y: f64) -> Answer<'_, ()> {
        Box::pin(self.done("actions", keys::mouse(x, y, true)))
    }

    fn press<'a>(&'a self, key: &'a str) -> Answer<'a, ()> {
        Box::pin(self.done("actions", keys::stroke(key)))
    }

    fn set_files<'a>(&'a self, selector: &'a str, files: &'a [PathBuf]) -> Answer<'a, ()> {
        Box::pin(self.choose(selector, files))
    }

    fn enter<'a>(&'a self, frame: Option<&'a str>) -> Answer<'a, ()> {
        Box::pin(async move {
            let frame = match frame {
                Some(selector) => self.element(selector).await?,
                None => Value::Null,
            };
            self.done("frame", json!({ "id": frame })).await
        })
    }

    fn downloads(&self) -> &Path {
        &self.downloads
    }
}

async fn wait_for_driver(name: &str, port: u16) {
    let deadline = Instant::now() + START_LIMIT;
    while let Err(error) = limited(LIMIT, http::ask(port, "GET", "/status", None)).await {
        assert!(Instant::now() < deadline, "the driver of {name} did not answer within {START_LIMIT:?}: {error}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn limited<T>(limit: Duration, answer: impl Future<Output = Result<T, String>>) -> Result<T, String> {
    match tokio::time::timeout(limit, answer).await {
        Ok(answer) => answer,
        Err(_) => Err(format!("no answer within {limit:?}")),
    }
}
