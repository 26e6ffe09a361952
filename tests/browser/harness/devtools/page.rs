//! Tab, as the DevTools protocol sees it: commands, expressions, frames, pictures.

use super::{Connection, Events};
use serde_json::{Value, json};
use std::path::Path;

#[derive(Clone)]
pub struct Page {
    connection: Connection,
    session: String,
}

impl Page {
    /// Attaches to a tab.
    pub async fn attach(connection: Connection, target: &str) -> Result<Self, String> {
        let params = json!({ "targetId": target, "flatten": true });
        let attached = connection.call(None, "Target.attachToTarget", params).await?;
        let session = attached["sessionId"].as_str().ok_or("no session")?.to_owned();
        Ok(Self { connection, session })
    }

    /// The result of a command, or why there is none.
    pub fn call(&self, method: &str, params: Value) -> impl Future<Output = Result<Value, String>> + use<> {
        self.connection.call(Some(&self.session), method, params)
    }

    /// What comes of this kind from now on; its domain has to be enabled.
    pub fn events(&self, method: &'static str) -> Events {
        self.connection.events(&self.session, method)
    }

    /// The remote object that an expression gives, or the promise that it gives; `world` is an execution context, that of
    /// the page's own scripts if not given. What it threw is an error.
    pub async fn evaluate(&self, expression: &str, by_value: bool, world: Option<Value>) -> Result<Value, String> {
        let mut params = json!({ "expression": expression, "awaitPromise": true, "returnByValue": by_value });
        if let Some(world) = world {
            params["contextId"] = world;
        }
        let mut answer = self.call("Runtime.evaluate", params).await?;
        match answer.get("exceptionDetails") {
            None => Ok(answer["result"].take()),
            Some(thrown) => Err(describe(thrown)),
        }
    }

    /// A world beside that of the scripts in a frame of the page: it sees the frame's document and not their variables.
    /// The first frame whose address begins so. Frames in a process of their own are out of reach.
    pub async fn frame_world(&self, address: &str) -> Result<Value, String> {
        let tree = self.call("Page.getFrameTree", json!({})).await?;
        let frames = tree["frameTree"]["childFrames"].as_array().ok_or("the page has no frame")?;
        let is_meant = |frame: &&Value| frame["frame"]["url"].as_str().is_some_and(|url| url.starts_with(address));
        let frame = frames.iter().find(is_meant).ok_or("the page has no such frame")?;
        let mut world = self.call("Page.createIsolatedWorld", json!({ "frameId": frame["frame"]["id"] })).await?;
        Ok(world["executionContextId"].take())
    }

    /// What is in the viewport, as PNG.
    pub async fn picture(&self) -> Result<Vec<u8>, String> {
        let picture = self.call("Page.captureScreenshot", json!({ "format": "png" })).await?;
        from_base64(picture["data"].as_str().unwrap_or_default())
    }

    /// The page on paper of this size in inches, as PDF.
    pub async fn printed(&self, (width, height): (f64, f64)) -> Result<Vec<u8>, String> {
        let paper = json!({ "paperWidth": width, "paperHeight": height, "preferCSSPageSize": true });
        let printed = self.call("Page.printToPDF", paper).await?;
        from_base64(printed["data"].as_str().unwrap_or_default())
    }

    /// Saves what is downloaded to this folder.
    pub async fn download_to(&self, folder: &Path) {
        let params = json!({ "behavior": "allow", "downloadPath": folder.to_string_lossy() });
        self.call("Browser.setDownloadBehavior", params).await.expect("Chromium saves where it is told");
    }
}

/// What was thrown, in words.
pub fn describe(thrown: &Value) -> String {
    format!("{} {}", thrown["text"].as_str().unwrap_or_default(), shown(&thrown["exception"]))
}

/// A remote object, in words.
pub fn shown(object: &Value) -> String {
    match (&object["value"], &object["description"]) {
        (Value::String(text), _) | (Value::Null, Value::String(text)) => text.clone(),
        (Value::Null, _) => object["type"].as_str().unwrap_or_default().to_owned(),
        (value, _) => value.to_string(),
    }
}

fn from_base64(text: &str) -> Result<Vec<u8>, String> {
    let digit = |letter: u8| match letter {
        b'A'..=b'Z' => Ok(letter - b'A'),
        b'a'..=b'z' => Ok(letter - b'a' + 26),
        b'0'..=b'9' => Ok(letter - b'0' + 52),
        b'+' => Ok(62),
        b'/' => Ok(63),
        _ => Err(format!("{:?} is no digit of base64", char::from(letter))),
    };
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    for group in text.trim_end_matches('=').as_bytes().chunks(4) {
        let mut bits = 0;
        for &letter in group {
            bits = bits << 6 | u32::from(digit(letter)?);
        }
        bits <<= 6 * (4 - group.len());
        bytes.extend_from_slice(&bits.to_be_bytes()[1..group.len()]);
    }
    Ok(bytes)
}

#[test]
fn base64_of_each_length() {
    for (text, bytes) in [("", &b""[..]), ("TQ==", b"M"), ("TWE=", b"Ma"), ("TWFu", b"Man"), ("+/8=", b"\xfb\xff")] {
        assert_eq!(from_base64(text).as_deref(), Ok(bytes), "{text}");
    }
    assert!(from_base64("a-b_").is_err());
}
