//! Chromium as one of the browsers that tests run in.

use super::{Answer, Browser};
use crate::harness::tab::{Tab, quote};
use serde_json::{Value, json};
use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A tab in a Chromium of its own.
pub struct ChromiumTab {
    tab: Tab,
    is_in_frame: Cell<bool>,
    downloads: PathBuf,
}

impl ChromiumTab {
    pub async fn launch() -> Self {
        // A sandboxed frame in a process of its own is out of the protocol's reach here. (All other tests of such frames
        // run with one.)
        let tab = Tab::launch_with(&["--disable-features=IsolateSandboxedIframes"]).await;
        let downloads = tab.home.profile().join("downloads");
        std::fs::create_dir_all(&downloads).expect("a temporary folder can be made");
        tab.page.download_to(&downloads).await;
        Self { tab, is_in_frame: Cell::new(false), downloads }
    }

    /// The object that an expression gives: in the page's own world, or in one beside that of the first frame's scripts.
    async fn object(&self, expression: &str, by_value: bool) -> Result<Value, String> {
        let page = &self.tab.page;
        let world = if self.is_in_frame.get() { Some(page.frame_world("").await?) } else { None };
        page.evaluate(expression, by_value, world).await
    }

    async fn choose(&self, selector: &str, files: &[PathBuf]) -> Result<(), String> {
        let input = self.object(&format!("document.querySelector({})", quote(selector)), false).await?;
        let files: Vec<_> = files.iter().map(|file| file.to_string_lossy()).collect();
        let params = json!({ "files": files, "objectId": input["objectId"] });
        self.tab.call("DOM.setFileInputFiles", params).await.map(drop)
    }
}

impl Browser for ChromiumTab {
    fn name(&self) -> &'static str {
        "Chromium"
    }

    fn open<'a>(&'a self, address: &'a str) -> Answer<'a, ()> {
        self.is_in_frame.set(false);
        Box::pin(async move {
            self.tab.open(address).await;
            Ok(())
        })
    }

    fn resize(&self, width: u32, height: u32) -> Answer<'_, ()> {
        Box::pin(async move {
            self.tab.set_viewport(i64::from(width), i64::from(height), 1.0).await;
            Ok(())
        })
    }

    fn evaluate<'a>(&'a self, expression: &'a str, limit: Duration) -> Answer<'a, Value> {
        Box::pin(async move {
            let answer = tokio::time::timeout(limit, self.object(expression, true)).await;
            let mut object = answer.map_err(|_| format!("no answer within {limit:?}"))??;
            Ok(object["value"].take())
        })
    }

    fn hover_at(&self, x: f64, y: f64) -> Answer<'_, ()> {
        Box::pin(async move {
            self.tab.hover_at(x, y).await;
            Ok(())
        })
    }

    fn click_at(&self, x: f64, y: f64) -> Answer<'_, ()> {
        Box::pin(async move {
            self.tab.click_at(x, y).await;
            Ok(())
        })
    }

    fn press<'a>(&'a self, key: &'a str) -> Answer<'a, ()> {
        Box::pin(async move {
            self.tab.press(key).await;
            Ok(())
        })
    }

    fn set_files<'a>(&'a self, selector: &'a str, files: &'a [PathBuf]) -> Answer<'a, ()> {
        Box::pin(self.choose(selector, files))
    }

    fn enter<'a>(&'a self, frame: Option<&'a str>) -> Answer<'a, ()> {
        self.is_in_frame.set(frame.is_some());
        Box::pin(async { Ok(()) })
    }

    fn downloads(&self) -> &Path {
        &self.downloads
    }
}
