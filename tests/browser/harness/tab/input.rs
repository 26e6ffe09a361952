//! Mouse and keyboard input: trusted events, sent through the browser and not by scripts.

use super::{Tab, quote};
use chromiumoxide::cdp::browser_protocol::input::{
    DispatchKeyEventParams, DispatchKeyEventType, DispatchMouseEventParams, DispatchMouseEventType, InsertTextParams,
    MouseButton,
};
use chromiumoxide::keys::get_key_definition;
use std::panic::Location;

/// Scrolls an element into view, and says whether it can be hit in its middle: in view, and not covered by another.
pub fn can_be_hit(selector: &str) -> String {
    format!(
        "(() => {{ const target = document.querySelector({});
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
        self.mouse(DispatchMouseEventType::MouseMoved, x, y).await;
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
        self.mouse(DispatchMouseEventType::MousePressed, x, y).await;
        self.mouse(DispatchMouseEventType::MouseReleased, x, y).await;
    }

    /// Presses and releases a key, by its name in JavaScript: `ArrowLeft`, `Home`, `Enter`, `Tab`, `a`.
    pub async fn press(&self, key: &str) {
        let known = get_key_definition(key).unwrap_or_else(|| panic!("no key is called {key:?}"));
        let text = known.text.or(Some(known.key).filter(|key| key.len() == 1));
        let mut params = DispatchKeyEventParams::new(DispatchKeyEventType::RawKeyDown);
        params.key = Some(known.key.to_owned());
        params.code = Some(known.code.to_owned());
        params.windows_virtual_key_code = Some(known.key_code);
        let released = DispatchKeyEventParams { r#type: DispatchKeyEventType::KeyUp, ..params.clone() };
        if let Some(text) = text {
            params.r#type = DispatchKeyEventType::KeyDown;
            params.text = Some(text.to_owned());
        }
        for event in [params, released] {
            self.page.execute(event).await.unwrap_or_else(|error| panic!("could not press {key}: {error}"));
        }
    }

    /// Types into whatever has the focus.
    pub async fn type_text(&self, text: &str) {
        self.page.execute(InsertTextParams::new(text)).await.expect("the browser takes text");
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

    async fn mouse(&self, kind: DispatchMouseEventType, x: f64, y: f64) {
        let mut params = DispatchMouseEventParams::new(kind.clone(), x, y);
        if kind != DispatchMouseEventType::MouseMoved {
            params.button = Some(MouseButton::Left);
            params.click_count = Some(1);
        }
        self.page.execute(params).await.unwrap_or_else(|error| panic!("no mouse event at {x}, {y}: {error}"));
    }
}
