//! What tests do with any browser: wait for something on the page, click it, type into it.

use super::Browser;
use crate::harness::polling::poll;
use crate::harness::tab::{FromJs, can_be_hit, is_truthy, middle, quote};
use serde_json::Value;
use std::panic::Location;
use std::path::PathBuf;
use std::time::Duration;

/// For an expression that is not waited for.
const LIMIT: Duration = Duration::from_secs(20);

/// Whether an element can be hit, and stays where it is: WebKit has no scroll anchoring, so a section that is built above
/// the view pushes it away.
fn rests(selector: &str) -> String {
    format!(
        "(async () => {{
            const [hit, place] = [() => {}, () => {}.join()];
            if (!hit()) return false;
            const before = place();
            for (let frame = 0; frame < 6; frame++) {{
                await new Promise(requestAnimationFrame);
                if (place() !== before) return false;
            }}
            return hit() && place() === before; }})()",
        can_be_hit(selector),
        middle(selector)
    )
}

impl dyn Browser + '_ {
    #[track_caller]
    pub fn visit(&self, address: &str) -> impl Future<Output = ()> {
        let caller = Location::caller();
        async move { done(caller, &format!("open {address}"), self.open(address).await) }
    }

    /// The value of an expression.
    #[track_caller]
    pub fn eval<T: FromJs>(&self, expression: impl Into<String>) -> impl Future<Output = T> {
        let (caller, expression) = (Location::caller(), expression.into());
        async move {
            let value = done(caller, &expression, self.evaluate(&expression, LIMIT).await);
            let shown = value.to_string();
            T::from_js(value).unwrap_or_else(|| panic!("{caller}: {expression}\ngave {shown}, of another type"))
        }
    }

    /// Asks again and again until the expression is truthy.
    #[track_caller]
    pub fn wait_for(&self, expression: impl Into<String>) -> impl Future<Output = ()> {
        self.poll(expression.into(), "something truthy".to_owned(), is_truthy)
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
            poll(caller, (&expression, &wanted), async || self.evaluate(&expression, LIMIT).await, accept, || None)
                .await;
        }
    }

    /// Waits until everything that was under way when asked has been drawn.
    pub async fn frames(&self) {
        let two = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))";
        self.eval::<bool>(two).await;
    }

    /// Moves the mouse onto the middle of an element, once it can be hit there.
    #[track_caller]
    pub fn hover(&self, selector: &str) -> impl Future<Output = ()> {
        let (caller, target) = (Location::caller(), self.target(selector));
        async move {
            let (x, y) = target.await;
            done(caller, "move the mouse", self.hover_at(x, y).await);
        }
    }

    #[track_caller]
    pub fn click(&self, selector: &str) -> impl Future<Output = ()> {
        let (caller, target) = (Location::caller(), self.target(selector));
        async move {
            let (x, y) = target.await;
            done(caller, "click", self.click_at(x, y).await);
        }
    }

    #[track_caller]
    fn target(&self, selector: &str) -> impl Future<Output = (f64, f64)> {
        let (hit, middle) = (self.wait_for(rests(selector)), self.eval::<Vec<f64>>(middle(selector)));
        async move {
            hit.await;
            let middle = middle.await;
            (middle[0], middle[1])
        }
    }

    /// Presses keys one after the other, by their names in JavaScript.
    #[track_caller]
    pub fn keys<'a>(&'a self, keys: &'a [&'a str]) -> impl Future<Output = ()> + 'a {
        let caller = Location::caller();
        async move {
            for key in keys {
                done(caller, key, self.press(key).await);
            }
        }
    }

    /// Focuses an element, once it is there.
    #[track_caller]
    pub fn focus(&self, selector: &str) -> impl Future<Output = ()> {
        let element = format!("document.querySelector({})", quote(selector));
        self.wait_for(format!("({element}.focus(), document.activeElement === {element})"))
    }

    /// Clicks into a field and replaces what is in it, key by key.
    #[track_caller]
    pub fn fill<'a>(&'a self, selector: &'a str, text: &'a str) -> impl Future<Output = ()> + 'a {
        let caller = Location::caller();
        async move {
            self.click(selector).await;
            self.eval::<bool>(format!("(document.querySelector({}).select(), true)", quote(selector))).await;
            for key in text.chars() {
                done(caller, text, self.press(&key.to_string()).await);
            }
        }
    }

    #[track_caller]
    pub fn pick<'a>(&'a self, selector: &'a str, files: &'a [PathBuf]) -> impl Future<Output = ()> + 'a {
        let caller = Location::caller();
        async move {
            self.wait_for(format!("document.querySelector({})", quote(selector))).await;
            done(caller, selector, self.set_files(selector, files).await);
        }
    }

    /// Goes into the frame that matches, or out of it.
    #[track_caller]
    pub fn go_into<'a>(&'a self, frame: Option<&'a str>) -> impl Future<Output = ()> + 'a {
        let caller = Location::caller();
        async move { done(caller, "enter a frame", self.enter(frame).await) }
    }

    /// The text of an element as rendered, once it is there.
    #[track_caller]
    pub fn text(&self, selector: &str) -> impl Future<Output = String> {
        let element = format!("document.querySelector({})", quote(selector));
        let (there, text) = (self.wait_for(element.clone()), self.eval(format!("{element}.innerText")));
        async move {
            there.await;
            text.await
        }
    }

    /// Waits until an attribute of an element has this value.
    #[track_caller]
    pub fn attr_is(&self, selector: &str, name: &str, value: &str) -> impl Future<Output = ()> {
        self.wait_until(format!("document.querySelector({}).getAttribute({})", quote(selector), quote(name)), value)
    }
}

fn done<T>(caller: &Location<'_>, what: &str, answer: Result<T, String>) -> T {
    answer.unwrap_or_else(|error| panic!("{caller}: {what}\nfailed: {error}"))
}
