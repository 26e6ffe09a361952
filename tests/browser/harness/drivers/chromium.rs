//! Chromium as one of the browsers that tests run in.

use super::{Answer, Browser};
use crate::harness::tab::{Tab, quote};
use chromiumoxide::cdp::browser_protocol::browser::{SetDownloadBehaviorBehavior, SetDownloadBehaviorParams};
use chromiumoxide::cdp::browser_protocol::dom::SetFileInputFilesParams;
use chromiumoxide::cdp::browser_protocol::page::{CreateIsolatedWorldParams, GetFrameTreeParams};
use chromiumoxide::cdp::js_protocol::runtime::{EvaluateParams, ExecutionContextId, RemoteObject};
use serde_json::Value;
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
        let allow = SetDownloadBehaviorParams::builder()
            .behavior(SetDownloadBehaviorBehavior::Allow)
            .download_path(downloads.to_string_lossy())
            .build()
            .expect("a behaviour is all that is required");
        tab.page.execute(allow).await.expect("a headless browser downloads");
        Self { tab, is_in_frame: Cell::new(false), downloads }
    }

    /// Where an expression is evaluated: the page's own world, or one beside that of the first frame's scripts.
    async fn world(&self) -> Result<Option<ExecutionContextId>, String> {
        if !self.is_in_frame.get() {
            return Ok(None);
        }
        let page = &self.tab.page;
        let tree = page.execute(GetFrameTreeParams::default()).await.map_err(|error| error.to_string())?;
        let frames = tree.result.frame_tree.child_frames.unwrap_or_default();
        let frame = frames.into_iter().next().ok_or("the page has no frame")?;
        let world = page.execute(CreateIsolatedWorldParams::new(frame.frame.id)).await;
        world.map(|world| Some(world.result.execution_context_id)).map_err(|error| error.to_string())
    }

    async fn object(&self, expression: &str, by_value: bool) -> Result<RemoteObject, String> {
        let params = EvaluateParams::builder().expression(expression).await_promise(true).return_by_value(by_value);
        let mut params = params.build().expect("an expression is all that is required");
        params.context_id = self.world().await?;
        let answer = self.tab.page.execute(params).await.map_err(|error| error.to_string())?.result;
        match answer.exception_details {
            None => Ok(answer.result),
            Some(thrown) => Err(thrown.exception.and_then(|thrown| thrown.description).unwrap_or(thrown.text)),
        }
    }

    async fn choose(&self, selector: &str, files: &[PathBuf]) -> Result<(), String> {
        let input = self.object(&format!("document.querySelector({})", quote(selector)), false).await?;
        let files: Vec<_> = files.iter().map(|file| file.to_string_lossy().into_owned()).collect();
        let mut params = SetFileInputFilesParams::new(files);
        params.object_id = input.object_id;
        self.tab.page.execute(params).await.map(drop).map_err(|error| error.to_string())
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
            let object = answer.map_err(|_| format!("no answer within {limit:?}"))??;
            Ok(object.value.unwrap_or(Value::Null))
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
