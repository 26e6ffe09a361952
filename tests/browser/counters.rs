//! Chromium's counters of the main thread.

use std::collections::HashMap;

use crate::tab::Tab;
use chromiumoxide::cdp::browser_protocol::performance::{EnableParams, GetMetricsParams};

impl Tab {
    /// All counters by name; durations in seconds since the page began.
    pub async fn counters(&self) -> HashMap<String, f64> {
        let page = &self.page;
        page.execute(EnableParams::default()).await.expect("every browser counts");
        let metrics = page.execute(GetMetricsParams::default()).await.expect("every browser tells its counters");
        metrics.result.metrics.into_iter().map(|metric| (metric.name, metric.value)).collect()
    }
}
