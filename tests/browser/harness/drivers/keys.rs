//! Actions of keyboard and mouse, as WebDriver names them.

use serde_json::{Value, json};

const NAMED: [(&str, char); 12] = [
    ("Backspace", '\u{E003}'),
    ("Tab", '\u{E004}'),
    ("Enter", '\u{E007}'),
    ("Escape", '\u{E00C}'),
    ("PageUp", '\u{E00E}'),
    ("PageDown", '\u{E00F}'),
    ("End", '\u{E010}'),
    ("Home", '\u{E011}'),
    ("ArrowLeft", '\u{E012}'),
    ("ArrowUp", '\u{E013}'),
    ("ArrowRight", '\u{E014}'),
    ("ArrowDown", '\u{E015}'),
];

/// The actions that press and release a key, by its name in JavaScript.
pub fn stroke(key: &str) -> Value {
    let named = NAMED.iter().find(|(name, _)| *name == key).map(|(_, code)| code.to_string());
    let value = named.unwrap_or_else(|| key.to_owned());
    assert_eq!(value.chars().count(), 1, "no key is called {key:?}");
    let actions = json!([{ "type": "keyDown", "value": value }, { "type": "keyUp", "value": value }]);
    json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": actions }] })
}

/// The actions that move the mouse to a place in the viewport, and click there.
pub fn mouse(x: f64, y: f64, click: bool) -> Value {
    // WebDriver takes whole pixels.
    let (x, y) = (x.round() as i64, y.round() as i64);
    let mut actions = vec![json!({ "type": "pointerMove", "origin": "viewport", "x": x, "y": y, "duration": 0 })];
    if click {
        actions.extend(["pointerDown", "pointerUp"].map(|kind| json!({ "type": kind, "button": 0 })));
    }
    let parameters = json!({ "pointerType": "mouse" });
    json!({ "actions": [{ "type": "pointer", "id": "mouse", "parameters": parameters, "actions": actions }] })
}
