//! Console messages, uncaught exceptions and browser log entries of a tab.

use chromiumoxide::Page;
use chromiumoxide::cdp::IntoEventKind;
use chromiumoxide::cdp::browser_protocol::log::{EnableParams, EventEntryAdded, LogEntryLevel};
use chromiumoxide::cdp::js_protocol::runtime::{
    ConsoleApiCalledType, EventConsoleApiCalled, EventExceptionThrown, ExceptionDetails, RemoteObject,
};
use chromiumoxide::listeners::EventStream;
use futures_util::{FutureExt, StreamExt};
use std::sync::Mutex;

#[derive(Clone, Debug)]
pub struct Message {
    pub is_error: bool,
    pub text: String,
}

pub struct Messages(Mutex<Sources>);

struct Sources {
    console: EventStream<EventConsoleApiCalled>,
    exceptions: EventStream<EventExceptionThrown>,
    browser: EventStream<EventEntryAdded>,
    read: Vec<Message>,
}

impl Messages {
    pub async fn listen(page: &Page) -> Self {
        page.execute(EnableParams::default()).await.expect("a browser has a log");
        let sources = Sources {
            console: subscribe(page).await,
            exceptions: subscribe(page).await,
            browser: subscribe(page).await,
            read: Vec::new(),
        };
        Self(Mutex::new(sources))
    }

    /// Everything that has arrived so far. Ask the page for something first, so that what it said before has arrived.
    pub fn so_far(&self) -> Vec<Message> {
        let mut sources = self.0.lock().expect("reading messages does not panic");
        let Sources { console, exceptions, browser, read } = &mut *sources;
        read.extend(arrived(console).map(|event| Message {
            is_error: matches!(event.r#type, ConsoleApiCalledType::Error | ConsoleApiCalledType::Assert),
            text: format!("console.{}: {}", event.r#type.as_ref(), spoken(&event.args)),
        }));
        read.extend(arrived(exceptions).map(|event| Message {
            is_error: true,
            text: format!("uncaught: {}", describe(&event.exception_details)),
        }));
        read.extend(arrived(browser).map(|event| Message {
            is_error: event.entry.level == LogEntryLevel::Error,
            text: format!("browser: {} ({})", event.entry.text, event.entry.url.as_deref().unwrap_or("no address")),
        }));
        read.clone()
    }
}

async fn subscribe<T: IntoEventKind>(page: &Page) -> EventStream<T> {
    page.event_listener().await.expect("the browser's connection is open")
}

fn arrived<T: IntoEventKind + Unpin>(stream: &mut EventStream<T>) -> impl Iterator<Item = std::sync::Arc<T>> {
    std::iter::from_fn(|| stream.next().now_or_never().flatten())
}

fn spoken(arguments: &[RemoteObject]) -> String {
    arguments.iter().map(shown).collect::<Vec<_>>().join(" ")
}

fn shown(object: &RemoteObject) -> String {
    match (&object.value, &object.description) {
        (Some(serde_json::Value::String(text)), _) => text.clone(),
        (Some(value), _) => value.to_string(),
        (None, Some(description)) => description.clone(),
        (None, None) => object.r#type.as_ref().to_owned(),
    }
}

pub fn describe(thrown: &ExceptionDetails) -> String {
    let what = thrown.exception.as_ref().map(shown).unwrap_or_default();
    format!("{} {what}", thrown.text)
}
