//! Mouse and keyboard input: trusted events, sent through the browser and not by scripts.

use super::{Tab, quote};
use serde_json::json;
use std::panic::Location;

/// Keys by their name in JavaScript: with the text they write, and the code that Windows gives them.
const KEYS: [(&str, &str, u32); 14] = [
    ("Backspace", "", 8),
    ("Tab", "", 9),
    ("Enter", "\r", 13),
    ("Escape", "", 27),
    (" ", " ", 32),
    ("PageUp", "", 33),
    ("PageDown", "", 34),
    ("End", "", 35),
    ("Home", "", 36),
    ("ArrowLeft", "", 37),
    ("ArrowUp", "", 38),
    ("ArrowRight", "", 39),
    ("ArrowDown", "", 40),
    ("Delete", "", 46),
];

/// Opens what an element stands in, as a reader must, scrolls it into view, and says whether it can be hit in its middle:
/// in view, and not covered by another.
pub fn can_be_hit(selector: &str) -> String {
    format!(
        "(() => {{ const target = document.querySelector({});
            for (let at = target; (at = at.parentElement?.closest('details')); ) {{
                const summary = at.querySelector(':scope > summary');
                if (!at.open && !summary.contains(target)) summary.click();
            }}
            target.scrollIntoView({{ block: 'nearest', inline: 'nearest', behavior: 'instant' }});
            const box = target.getBoundingClientRect();
            const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
            return target.contains(hit) || hit.closest('label')?.control === target; }})()",
        quote(selector)
    )
}

/// The middle of an element in the viewport, in CSS pixels.
pub fn middle(selector: &str) -> String {
    format!(
        "(() => {{ const box = document.querySelector({}).getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2]; }})()",
        quote(selector)
    )
}

impl Tab {
    /// Moves the mouse to a place in the viewport, in CSS pixels.
    pub async fn hover_at(&self, x: f64, y: f64) {
        self.mouse("mouseMoved", x, y).await;
    }

    /// Moves the mouse onto the middle of an element.
    #[track_caller]
    pub fn hover(&self, selector: &str) -> impl Future<Output = ()> {
        let target = self.target(selector);
        async move {
            let (x, y) = target.await;
            self.hover_at(x, y).await;
        }
    }

    #[track_caller]
    pub fn click(&self, selector: &str) -> impl Future<Output = ()> {
        let target = self.target(selector);
        async move {
            let (x, y) = target.await;
            self.click_at(x, y).await;
        }
    }

    /// Clicks at a place in the viewport, in CSS pixels.
    pub async fn click_at(&self, x: f64, y: f64) {
        self.hover_at(x, y).await;
        self.mouse("mousePressed", x, y).await;
        self.mouse("mouseReleased", x, y).await;
    }

    /// Presses and releases a key, by its name in JavaScript: `ArrowLeft`, `Home`, `Enter`, `Tab`, `a`.
    pub async fn press(&self, key: &str) {
        let (text, code) = stroke(key).unwrap_or_else(|| panic!("no key is called {key:?}"));
        let mut down = json!({ "type": "rawKeyDown", "key": key, "windowsVirtualKeyCode": code });
        let up = json!({ "type": "keyUp", "key": key, "windowsVirtualKeyCode": code });
        if !text.is_empty() {
            (down["type"], down["text"]) = ("keyDown".into(), text.into());
        }
        for event in [down, up] {
            let pressed = self.call("Input.dispatchKeyEvent", event).await;
            pressed.unwrap_or_else(|error| panic!("could not press {key}: {error}"));
        }
    }

    /// Types into whatever has the focus.
    pub async fn type_text(&self, text: &str) {
        self.call("Input.insertText", json!({ "text": text })).await.expect("the browser takes text");
    }

    /// Clicks into a field and replaces what is in it.
    #[track_caller]
    pub fn fill(&self, selector: &str, text: &str) -> impl Future<Output = ()> {
        let clicked = self.click(selector);
        let selected = self.eval::<bool>(format!("(document.querySelector({}).select(), true)", quote(selector)));
        async move {
            clicked.await;
            selected.await;
            self.type_text(text).await;
        }
    }

    /// The middle of an element, once it can be hit there.
    #[track_caller]
    fn target(&self, selector: &str) -> impl Future<Output = (f64, f64)> {
        let caller = Location::caller();
        let can_be_hit = self.wait_for(can_be_hit(selector));
        let middle = self.eval::<Vec<f64>>(middle(selector));
        async move {
            can_be_hit.await;
            let middle = middle.await;
            let [x, y] = middle[..] else { panic!("{caller}: a middle has two coordinates, not {middle:?}") };
            (x, y)
        }
    }

    async fn mouse(&self, kind: &str, x: f64, y: f64) {
        let mut event = json!({ "type": kind, "x": x, "y": y });
        if kind != "mouseMoved" {
            (event["button"], event["clickCount"]) = ("left".into(), 1.into());
        }
        let sent = self.call("Input.dispatchMouseEvent", event).await;
        sent.unwrap_or_else(|error| panic!("no mouse event at {x}, {y}: {error}"));
    }
}

/// The text that a key writes, and its code. A character stands for itself; those other than letters and digits have codes
/// that depend on the keyboard, and get none.
fn stroke(key: &str) -> Option<(&str, u32)> {
    let named = KEYS.iter().find(|(name, ..)| *name == key).map(|&(_, text, code)| (text, code));
    named.or_else(|| match *key.as_bytes() {
        [byte] if byte.is_ascii_alphanumeric() => Some((key, u32::from(byte.to_ascii_uppercase()))),
        [byte] if byte.is_ascii_graphic() => Some((key, 0)),
        _ => None,
    })
}
