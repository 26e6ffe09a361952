//! Browser tab of a test: navigation, evaluation, input, and diagnostics on failure.

mod failure;
mod frame;
mod input;
mod messages;
mod value;

pub use input::{can_be_hit, middle};
pub use value::{FromJs, is_truthy};

use crate::harness::devtools::Page;
use crate::harness::home::Home;
use crate::harness::polling::poll;
use messages::{Message, Messages};
use serde_json::{Value, json};
use std::panic::Location;

pub struct Tab {
    pub page: Page,
    messages: Messages,
    // Dropped last: ends the browser, or leaves the room.
    pub home: Home,
}

impl Tab {
    /// A tab that shares nothing with others at the time; with those before it the process that draws it.
    pub async fn launch() -> Self {
        Self::at(Home::room().await).await
    }

    /// A tab in a browser of its own.
    pub async fn launch_alone() -> Self {
        Self::launch_with(&[]).await
    }

    /// A tab in a browser of its own, started with these arguments besides its usual ones.
    pub async fn launch_with(arguments: &[&str]) -> Self {
        Self::at(Home::own(arguments).await).await
    }

    async fn at(mut home: Home) -> Self {
        let page = home.new_page().await;
        let messages = Messages::listen(&page).await;
        // Only one window of a browser has the focus; each page shall think it is that one.
        let focus = page.call("Emulation.setFocusEmulationEnabled", json!({ "enabled": true })).await;
        focus.expect("every page can think that it has the focus");
        let tab = Self { page, messages, home };
        tab.set_viewport(1280, 900, 1.0).await;
        tab
    }

    /// Goes to `url` and waits until the document and what it names have loaded.
    pub async fn open(&self, url: &str) {
        let _ = self.evaluate("window.isLeft = true").await;
        let answer = self.call("Page.navigate", json!({ "url": url })).await;
        let answer = answer.unwrap_or_else(|error| panic!("could not open {url}: {error}"));
        assert!(answer["errorText"].is_null(), "could not open {url}: {}", answer["errorText"]);
        // Without a loader only the hash is another, and the document stays.
        let is_new = if answer["loaderId"].is_null() { "" } else { "!window.isLeft && " };
        self.wait_for(format!("{is_new}document.readyState === 'complete'")).await;
    }

    /// Loads the page again and waits as [`Self::open`] does.
    pub async fn reload(&self) {
        let _ = self.evaluate("window.isLeft = true").await;
        self.call("Page.reload", json!({})).await.expect("the page can be loaded again");
        self.wait_for("!window.isLeft && document.readyState === 'complete'").await;
    }

    /// In CSS pixels; `ratio` device pixels make one of them.
    pub async fn set_viewport(&self, width: i64, height: i64, ratio: f64) {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": ratio, "mobile": false });
        let set = self.call("Emulation.setDeviceMetricsOverride", metrics).await;
        set.expect("a headless browser takes any size");
    }

    /// `light` or `dark`, as the reader's system would prefer it.
    pub async fn prefer_colour_scheme(&self, scheme: &str) {
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.call("Emulation.setEmulatedMedia", features).await.expect("the feature is known");
    }

    /// The result of a command of the DevTools protocol.
    pub async fn call(&self, method: &str, params: Value) -> Result<Value, String> {
        self.home.browser().unless_ended(self.page.call(method, params)).await
    }

    /// The value of a JavaScript expression, or of the promise it gives.
    #[track_caller]
    pub fn eval<T: FromJs>(&self, expression: impl Into<String>) -> impl Future<Output = T> {
        let (caller, expression) = (Location::caller(), expression.into());
        async move {
            let value = self.evaluate(&expression).await;
            let value = value.unwrap_or_else(|error| panic!("{caller}: {expression}\nthrew {error}"));
            let shown = value.to_string();
            T::from_js(value).unwrap_or_else(|| panic!("{caller}: {expression}\ngave {shown}, of another type"))
        }
    }

    /// Asks again and again until the expression is truthy.
    #[track_caller]
    pub fn wait_for(&self, expression: impl Into<String>) -> impl Future<Output = ()> {
        self.poll(expression.into(), "something truthy".to_owned(), value::is_truthy)
    }

    /// Asks again and again until the expression gives `expected`.
    #[track_caller]
    pub fn wait_until(&self, expression: impl Into<String>, expected: impl Into<Value>) -> impl Future<Output = ()> {
        let expected = expected.into();
        self.poll(expression.into(), expected.to_string(), move |value| *value == expected)
    }

    #[track_caller]
    fn poll(&self, expression: String, wanted: String, accept: impl Fn(&Value) -> bool) -> impl Future<Output = ()> {
        let caller = Location::caller();
        async move {
            let ended = || {
                let log = self.home.browser().last_words()?;
                Some(format!("Chromium has ended, as it said:\n{log}"))
            };
            poll(caller, (&expression, &wanted), async || self.evaluate(&expression).await, accept, ended).await;
        }
    }

    async fn evaluate(&self, expression: &str) -> Result<Value, String> {
        let mut object = self.home.browser().unless_ended(self.page.evaluate(expression, true, None)).await?;
        Ok(object["value"].take())
    }

    /// Waits until something matches.
    #[track_caller]
    pub fn there(&self, selector: &str) -> impl Future<Output = ()> + use<'_> {
        self.wait_for(format!("document.querySelector({})", quote(selector)))
    }

    /// The text of the first element that matches, as rendered, once there is one: sections come one after the other.
    #[track_caller]
    pub fn text(&self, selector: &str) -> impl Future<Output = String> + use<'_> {
        let there = self.there(selector);
        let text = self.eval(format!("document.querySelector({}).innerText", quote(selector)));
        async move {
            there.await;
            text.await
        }
    }

    /// An attribute of the first element that matches, once there is one.
    #[track_caller]
    pub fn attr(&self, selector: &str, name: &str) -> impl Future<Output = Option<String>> + use<'_> {
        let there = self.there(selector);
        let value = self.eval(format!("document.querySelector({}).getAttribute({})", quote(selector), quote(name)));
        async move {
            there.await;
            value.await
        }
    }

    #[track_caller]
    pub fn count(&self, selector: &str) -> impl Future<Output = usize> + use<'_> {
        self.eval(format!("document.querySelectorAll({}).length", quote(selector)))
    }

    /// Console messages and exceptions so far.
    pub async fn messages(&self) -> Vec<Message> {
        // An answer to this comes after everything that was said before it.
        let _ = self.evaluate("0").await;
        self.messages.so_far()
    }

    /// Panics if the page threw, complained on the console, or made the browser complain.
    #[track_caller]
    pub fn assert_no_errors(&self) -> impl Future<Output = ()> {
        let caller = Location::caller();
        async move {
            let errors: Vec<_> = self.messages().await.into_iter().filter(|message| message.is_error).collect();
            assert!(errors.is_empty(), "{caller}: the page complained: {errors:#?}");
        }
    }
}

/// A JavaScript string literal.
pub fn quote(text: &str) -> String {
    Value::from(text).to_string()
}
