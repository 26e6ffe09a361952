//! Browser of a tab: a room in the Chromium that all tests share, or a Chromium of its own.
//!
//! A room is a context with a tab of its own that stays open. A renderer serves one site of a context, and 127.0.0.1 is
//! one site at all ports; so the tabs of a room, one test's after the other's, are drawn by one process, which has
//! compiled the page's code already. That takes less than half the time of a process for each. No storage is shared, as
//! that goes by origin and no two servers of a run have the same port.

use super::chromium::Chromium;
use super::devtools::Page;
use super::site;
use serde_json::json;
use std::path::Path;
use std::sync::{Arc, PoisonError};
use tokio::sync::Mutex;

/// One site of a context in one process, and none in reserve, which Chromium would start with each tab.
const ONE_RENDERER: [&str; 2] = ["--process-per-site", "--renderer-process-limit=1"];

/// A headless shell, started by the first test that asks, and again after a crash. It ends with the test process.
static SHARED: Mutex<Option<Arc<Chromium>>> = Mutex::const_new(None);
/// Rooms that no test is in.
static FREE: std::sync::Mutex<Vec<Room>> = std::sync::Mutex::new(Vec::new());

async fn shared() -> Arc<Chromium> {
    let mut shared = SHARED.lock().await;
    let running = shared.take().filter(|browser| browser.last_words().is_none());
    let browser = match running {
        Some(browser) => browser,
        None => Arc::new(Chromium::launch_shell(&ONE_RENDERER).await),
    };
    *shared = Some(Arc::clone(&browser));
    browser
}

pub struct Room {
    browser: Arc<Chromium>,
    context: String,
    tabs: Vec<String>,
}

impl Room {
    /// One that is free, in a browser that runs; or a new one.
    async fn enter() -> Self {
        let browser = shared().await;
        let free = {
            let mut rooms = FREE.lock().unwrap_or_else(PoisonError::into_inner);
            rooms.retain(|room| Arc::ptr_eq(&room.browser, &browser));
            rooms.pop()
        };
        match free {
            Some(room) => room,
            None => Self::new(browser).await,
        }
    }

    async fn new(browser: Arc<Chromium>) -> Self {
        let context = browser.new_context().await;
        let (_, keeper) = browser.new_page(Some(&context)).await;
        let site = site::blank().await;
        let opened = keeper.call("Page.navigate", json!({ "url": site.origin() })).await;
        opened.unwrap_or_else(|error| panic!("a room's own tab could not be opened: {error}"));
        Self { browser, context, tabs: Vec::new() }
    }
}

pub enum Home {
    Room(Room),
    Own(Box<Chromium>),
}

impl Home {
    /// No storage that another test has used, in the shared Chromium.
    pub async fn room() -> Self {
        Self::Room(Room::enter().await)
    }

    /// A Chromium of its own, as readers have it, for tests of its profile on disk, its downloads or its crash.
    pub async fn own(arguments: &[&str]) -> Self {
        Self::Own(Box::new(Chromium::launch(arguments).await))
    }

    pub async fn new_page(&mut self) -> Page {
        match self {
            Self::Room(room) => {
                let (target, page) = room.browser.new_page(Some(&room.context)).await;
                room.tabs.push(target);
                page
            }
            Self::Own(browser) => browser.new_page(None).await.1,
        }
    }

    pub fn browser(&self) -> &Chromium {
        match self {
            Self::Room(room) => &room.browser,
            Self::Own(browser) => browser,
        }
    }

    /// The folder that the tab's own Chromium writes to, gone when the tab is.
    pub fn profile(&self) -> &Path {
        assert!(matches!(self, Self::Own(_)), "the profile is every tab's; launch a browser of its own");
        self.browser().profile()
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let Self::Room(room) = self else { return };
        // What failed may have left anything behind.
        if std::thread::panicking() {
            return room.browser.dispose(&room.context);
        }
        let tabs = std::mem::take(&mut room.tabs);
        tabs.iter().for_each(|target| room.browser.close(target));
        let room =
            Room { browser: Arc::clone(&room.browser), context: std::mem::take(&mut room.context), tabs: Vec::new() };
        FREE.lock().unwrap_or_else(PoisonError::into_inner).push(room);
    }
}
