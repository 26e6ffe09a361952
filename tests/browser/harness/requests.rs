//! Recorder of a tab's network requests.

use chromiumoxide::Page;
use chromiumoxide::cdp::browser_protocol::network::{EnableParams, EventRequestWillBeSent};
use chromiumoxide::listeners::EventStream;
use futures_util::{FutureExt, StreamExt};
use std::sync::Mutex;

pub struct Requests(Mutex<(EventStream<EventRequestWillBeSent>, Vec<String>)>);

impl Requests {
    pub async fn listen(page: &Page) -> Self {
        page.execute(EnableParams::default()).await.expect("a browser knows its network");
        Self(Mutex::new((page.event_listener().await.expect("the browser's connection is open"), Vec::new())))
    }

    /// The addresses so far, in order.
    pub fn so_far(&self) -> Vec<String> {
        let mut inner = self.0.lock().expect("reading requests does not panic");
        let (events, read) = &mut *inner;
        while let Some(Some(event)) = events.next().now_or_never() {
            read.push(event.request.url.clone());
        }
        read.clone()
    }
}
