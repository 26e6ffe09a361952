//! Browser tab of a test: navigation, evaluation, input, and diagnostics on failure.

mod failure;
mod frame;
mod input;
mod messages;
mod value;

pub use input::{can_be_hit, middle};
pub use value::{FromJs, is_truthy};

use crate::harness::home::Home;
use crate::harness::polling::poll;
use chromiumoxide::Page;
use chromiumoxide::cdp::browser_protocol::emulation::{
    MediaFeature, SetDeviceMetricsOverrideParams, SetFocusEmulationEnabledParams,
};
use chromiumoxide::cdp::browser_protocol::target::SetAutoAttachParams;
use chromiumoxide::cdp::js_protocol::runtime::EvaluateParams;
use chromiumoxide::error::CdpError;
use messages::{Message, Messages};
use serde_json::Value;
use std::panic::Location;

pub struct Tab {
    pub page: Page,
    messages: Messages,
    // Dropped last: ends the browser, or forgets the context.
    pub home: Home,
}

impl Tab {
    /// A tab that shares nothing with other tabs but the process that draws it.
    pub async fn launch() -> Self {
        Self::at(Home::context().await).await
    }

    /// A tab in a browser of its own.
    pub async fn launch_alone() -> Self {
        Self::launch_with(&[]).await
    }

    /// A tab in a browser of its own, started with these arguments besides its usual ones.
    pub async fn launch_with(arguments: &[&str]) -> Self {
        Self::at(Home::own(arguments).await).await
    }

    async fn at(home: Home) -> Self {
        let page = home.new_page().await;
        let messages = Messages::listen(&page).await;
        // The driver would stop every worker at its start until it has looked at it, and now and then forgets one.
        let leave_workers_alone = SetAutoAttachParams::builder().auto_attach(false).wait_for_debugger_on_start(false);
        let leave_workers_alone = leave_workers_alone.flatten(true).build().expect("nothing is missing");
        page.execute(leave_workers_alone).await.expect("the browser can leave workers alone");
        // Only one window of a browser has the focus; each page shall think it is that one.
        let focus = SetFocusEmulationEnabledParams::new(true);
        page.execute(focus).await.expect("every page can think that it has the focus");
        let tab = Self { page, messages, home };
        tab.set_viewport(1280, 900, 1.0).await;
        tab
    }

    /// Goes to `url` and waits until the document and what it names have loaded.
    pub async fn open(&self, url: &str) {
        let _ = self.evaluate("window.isLeft = true").await;
        for last in [false, true] {
            let Err(error) = self.unless_ended(self.page.goto(url)).await else { break };
            // On a busy machine the driver sometimes misses that a document has come, and gives up after half a minute:
            // whether it is there is asked of the document itself, and if not, the browser is asked once more.
            let came = self.evaluate("!window.isLeft && document.readyState === 'complete'").await;
            if came.is_ok_and(|came| value::is_truthy(&came)) {
                break;
            }
            assert!(!last, "could not open {url}: {error}");
        }
        self.wait_for("document.readyState === 'complete'").await;
    }

    /// In CSS pixels; `ratio` device pixels make one of them.
    pub async fn set_viewport(&self, width: i64, height: i64, ratio: f64) {
        let metrics = SetDeviceMetricsOverrideParams::new(width, height, ratio, false);
        self.page.execute(metrics).await.expect("a headless browser takes any size");
    }

    /// `light` or `dark`, as the reader's system would prefer it.
    pub async fn prefer_colour_scheme(&self, scheme: &str) {
        let feature = MediaFeature::new("prefers-color-scheme", scheme);
        self.page.emulate_media_features(vec![feature]).await.expect("the feature is known");
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
        let params = EvaluateParams::builder().expression(expression).await_promise(true).return_by_value(true);
        let params = params.build().expect("an expression is all that is required");
        let answer = self.unless_ended(self.page.execute(params)).await?.result;
        match answer.exception_details {
            None => Ok(answer.result.value.unwrap_or(Value::Null)),
            Some(thrown) => Err(messages::describe(&thrown)),
        }
    }

    /// What Chromium answers; without waiting in vain where it has ended.
    async fn unless_ended<T>(&self, answer: impl Future<Output = Result<T, CdpError>>) -> Result<T, String> {
        tokio::select! {
            answer = answer => answer.map_err(|error| error.to_string()),
            () = self.home.browser().ended() => Err("Chromium has ended".to_owned()),
        }
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
