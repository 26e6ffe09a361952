//! The page in a frame without an origin: `sandbox="allow-scripts"` alone.

use super::venue::{CSV, Venue, host};
use crate::harness::drivers::Browser;
use crate::harness::http::{Response, Server};
use crate::harness::stage::{EMBEDDING, id};

pub async fn sandboxed_frame(browser: &dyn Browser, venue: &Venue) {
    in_a_frame(browser, venue, &venue.site).await;
}

pub async fn sandboxed_frame_with_cors(browser: &dyn Browser, venue: &Venue) {
    in_a_frame(browser, venue, &venue.open_site).await;
}

async fn in_a_frame(browser: &dyn Browser, venue: &Venue, site: &Server) {
    let _host = framed(browser, site, "").await;
    browser.is_whole().await;
    assert_eq!(browser.eval::<String>("self.origin").await, "null");
    browser.app_is("source", "hub").await;
    browser.points_are(30).await;
    assert!(browser.colours("scatter").await > 50);
    assert!(browser.colours("contour-1").await > 10);
    // The reader runs in a worker from a blob.
    browser.pick(&id("files-input"), &[venue.file("runs.csv", CSV)]).await;
    browser.points_are(3).await;
    browser.did_not_complain().await;
    // A table in a file of its own.
    let _host = framed(browser, site, &format!("?dataset={EMBEDDING}")).await;
    browser.points_are(80).await;
    browser.did_not_complain().await;
    // There the policy holds for the reader, too.
    let other = Server::start(|_| Response::text(200, CSV).header("Access-Control-Allow-Origin", "*").into()).await;
    let _host = framed(browser, site, &format!("?url={}/runs.csv", other.origin())).await;
    browser.says("load-error", "may only ask the Hub").await;
    assert!(other.requests().is_empty(), "the policy let a request through");
    browser.go_into(None).await;
}

/// Opens a host that frames the page, and goes into the frame.
async fn framed(browser: &dyn Browser, site: &Server, query: &str) -> Server {
    let frame =
        format!("<iframe width=900 height=700 sandbox='allow-scripts' src='{}/{query}'></iframe>", site.origin());
    let host = host(&frame).await;
    browser.visit(host.origin()).await;
    browser.go_into(Some("iframe")).await;
    host
}
