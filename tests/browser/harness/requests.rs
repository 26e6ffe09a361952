//! Recorder of a tab's network requests.

use crate::harness::devtools::{Events, Page};
use serde_json::json;

pub struct Requests(Events);

impl Requests {
    pub async fn listen(page: &Page) -> Self {
        let events = page.events("Network.requestWillBeSent");
        page.call("Network.enable", json!({})).await.expect("a browser knows its network");
        Self(events)
    }

    /// The addresses so far, in order.
    pub fn so_far(&self) -> Vec<String> {
        let address = |event: serde_json::Value| event["request"]["url"].as_str().map(str::to_owned);
        self.0.so_far().into_iter().filter_map(address).collect()
    }
}
