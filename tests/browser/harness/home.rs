//! Browser of a tab: a context of the Chromium that all tests share, or a Chromium of its own.

use super::chromium::Chromium;
use super::devtools::Page;
use std::path::Path;
use std::sync::Arc;
use tokio::sync::Mutex;

/// Started by the first test that asks, and again after a crash. It ends with the test process.
static SHARED: Mutex<Option<Arc<Chromium>>> = Mutex::const_new(None);

async fn shared() -> Arc<Chromium> {
    let mut shared = SHARED.lock().await;
    let running = shared.take().filter(|browser| browser.last_words().is_none());
    let browser = match running {
        Some(browser) => browser,
        None => Arc::new(Chromium::launch(&[]).await),
    };
    *shared = Some(Arc::clone(&browser));
    browser
}

pub enum Home {
    Context(Arc<Chromium>, String),
    Own(Box<Chromium>),
}

impl Home {
    /// Storage and caches of its own, in the shared Chromium.
    pub async fn context() -> Self {
        let browser = shared().await;
        let context = browser.new_context().await;
        Self::Context(browser, context)
    }

    /// A Chromium of its own, for tests of its profile on disk, its downloads or its crash.
    pub async fn own(arguments: &[&str]) -> Self {
        Self::Own(Box::new(Chromium::launch(arguments).await))
    }

    pub async fn new_page(&self) -> Page {
        match self {
            Self::Context(browser, context) => browser.new_page(Some(context)).await,
            Self::Own(browser) => browser.new_page(None).await,
        }
    }

    pub fn browser(&self) -> &Chromium {
        match self {
            Self::Context(browser, _) => browser,
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
        if let Self::Context(browser, context) = self {
            browser.dispose(context);
        }
    }
}
