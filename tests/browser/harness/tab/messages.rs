//! Console messages, uncaught exceptions and browser log entries of a tab.

use crate::harness::devtools::{Events, Page, describe, shown};
use serde_json::{Value, json};

#[derive(Clone, Debug)]
pub struct Message {
    pub is_error: bool,
    pub text: String,
}

pub struct Messages {
    console: Events,
    exceptions: Events,
    browser: Events,
}

impl Messages {
    pub async fn listen(page: &Page) -> Self {
        let messages = Self {
            console: page.events("Runtime.consoleAPICalled"),
            exceptions: page.events("Runtime.exceptionThrown"),
            browser: page.events("Log.entryAdded"),
        };
        for domain in ["Runtime.enable", "Log.enable"] {
            page.call(domain, json!({})).await.expect("a browser has a console and a log");
        }
        messages
    }

    /// Everything that has arrived so far. Ask the page for something first, so that what it said before has arrived.
    pub fn so_far(&self) -> Vec<Message> {
        let console = self.console.so_far().into_iter().map(|event| spoken(&event));
        let thrown = self.exceptions.so_far().into_iter().map(|event| Message {
            is_error: true,
            text: format!("uncaught: {}", describe(&event["exceptionDetails"])),
        });
        let browser = self.browser.so_far().into_iter().map(|event| logged(&event["entry"]));
        console.chain(thrown).chain(browser).collect()
    }
}

fn spoken(event: &Value) -> Message {
    let kind = event["type"].as_str().unwrap_or_default();
    let words: Vec<String> = event["args"].as_array().into_iter().flatten().map(shown).collect();
    Message { is_error: matches!(kind, "error" | "assert"), text: format!("console.{kind}: {}", words.join(" ")) }
}

fn logged(entry: &Value) -> Message {
    let text = |name: &str| entry[name].as_str();
    Message {
        is_error: text("level") == Some("error"),
        text: format!("browser: {} ({})", text("text").unwrap_or_default(), text("url").unwrap_or("no address")),
    }
}
