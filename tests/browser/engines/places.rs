//! The page without a network, as one file, and in frames.

use super::venue::{CSV, Venue, host, recorder};
use crate::harness::drivers::Browser;
use crate::harness::hub::FakeHub;
use crate::harness::site;
use crate::harness::stage::{CLASSIFICATION, EMBEDDING, VISION, id, real_repo};
use crate::places::notebook::{DATA_FRAME, executed};
use std::sync::OnceLock;

pub async fn offline(browser: &dyn Browser, _venue: &Venue) {
    let hub = FakeHub::start().await;
    hub.put(real_repo(VISION));
    let site = site::built(hub.origin(), hub.cdn_origin(), recorder()).await;
    let visit = async |query: &str| {
        browser.visit_all(&format!("{}/{query}", site.origin())).await;
        browser.is_whole().await;
    };
    visit("").await;
    browser.app_is("source", "hub").await;
    browser.wait_for("navigator.serviceWorker?.controller?.state === 'activated'").await;
    browser.did_not_complain().await;
    visit("").await;
    browser.app_is("source", "hub").await;
    site.stop();
    hub.stop();
    visit("?max_vus=4").await;
    browser.app_is("source", "bundled").await;
    browser.points_are(18).await;
    assert!(browser.colours("scatter").await > 50);
    // A table in a file of its own is kept, too.
    visit(&format!("?dataset={EMBEDDING}")).await;
    browser.app_is("source", "bundled").await;
    browser.points_are(80).await;
}

pub async fn one_file_from_disk(browser: &dyn Browser, venue: &Venue) {
    let file = venue.file("opened.html", venue.one_file());
    browser.visit_all(&format!("file://{}", file.display())).await;
    browser.is_whole().await;
    browser.app_is("source", "inside").await;
    browser.points_are(30).await;
    assert!(browser.colours("scatter").await > 50);
    assert!(browser.colours("contour-1").await > 10);
    browser.fill(&id("dataset-input"), CLASSIFICATION).await;
    browser.click(&id("dataset-load")).await;
    browser.app_is("dataset", CLASSIFICATION).await;
    browser.app_is("source", "inside").await;
    browser.pick(&id("files-input"), &[venue.file("runs.csv", CSV)]).await;
    browser.points_are(3).await;
    browser.did_not_complain().await;
}

pub async fn document_in_a_host_without_a_charset(browser: &dyn Browser, venue: &Venue) {
    // In the host's own bytes, which are then read in the encoding of the West.
    let framed = venue.one_file().replace('&', "&amp;").replace('"', "&quot;");
    let host =
        host(&format!("<iframe width=900 height=700 sandbox='allow-scripts' srcdoc=\"{framed}\"></iframe>")).await;
    browser.visit(host.origin()).await;
    assert_eq!(browser.eval::<String>("document.characterSet").await, "windows-1252");
    browser.go_into(Some("iframe")).await;
    browser.is_whole().await;
    browser.app_is("source", "inside").await;
    browser.points_are(30).await;
    browser.did_not_complain().await;
    // Without its styles the page has canvases of giant size.
    let (width, position): (f64, String) = (
        browser.eval(format!("document.querySelector('{}').clientWidth", id("scatter"))).await,
        browser.eval(format!("getComputedStyle(document.querySelector('{}')).position", id("scatter"))).await,
    );
    assert!(position == "relative" && (300.0..900.0).contains(&width), "{position}, {width} px");
    browser.pick(&id("files-input"), &[venue.file("runs.csv", CSV)]).await;
    browser.points_are(3).await;
    browser.did_not_complain().await;
    browser.go_into(None).await;
}

/// A notebook's own data frames, in frames of its outputs.
pub async fn data_frames_in_a_notebook(browser: &dyn Browser, venue: &Venue) {
    static EXECUTED: OnceLock<String> = OnceLock::new();
    let html = EXECUTED.get_or_init(|| {
        let page = venue.file("isocost.html", venue.one_file());
        venue.file("runs.csv", CSV);
        let folder = page.parent().and_then(|folder| folder.to_str()).expect("a plain path");
        executed(DATA_FRAME, ("ISOCOST_FOLDER", folder))
    });
    let host = host(html).await;
    browser.visit(host.origin()).await;
    let named = "document.querySelectorAll('iframe').forEach((frame, at) => frame.id = `frame-${at}`), true";
    browser.eval::<bool>(named).await;
    // The question came with them: of the runs of 10 and of 12 ms the latter is the cheaper, and the second has the first alone.
    for (frame, points, cost) in [("#frame-0", 2, "$0.900"), ("#frame-1", 1, "$1.40")] {
        browser.go_into(Some(frame)).await;
        browser.app_is("dataset", "df.parquet").await;
        browser.points_are(points).await;
        let says = format!("document.querySelector('{}')?.textContent.includes('{cost}')", id("verdict"));
        browser.wait_for(says).await;
        assert!(browser.colours("scatter").await > 50);
        assert_eq!(browser.eval::<String>("self.origin").await, "null");
        browser.did_not_complain().await;
        browser.go_into(None).await;
        // Drivers tell frames by their addresses, of which these have the same.
        browser.eval::<bool>("(document.querySelector('iframe').remove(), true)").await;
    }
}

pub async fn narrow_frame(browser: &dyn Browser, venue: &Venue) {
    let frame = format!("<iframe width=390 height=800 style='border:0' src='{}/'></iframe>", venue.site.origin());
    let host = host(&frame).await;
    browser.visit(host.origin()).await;
    browser.go_into(Some("iframe")).await;
    browser.is_whole().await;
    assert_eq!(browser.eval::<usize>("innerWidth").await, 390);
    assert!(browser.colours("scatter").await > 50);
    assert!(browser.colours("contour-1").await > 10);
    // Classic scrollbars take some of the width.
    let (page, seen): (usize, usize) = (
        browser.eval("document.documentElement.scrollWidth").await,
        browser.eval("document.documentElement.clientWidth").await,
    );
    assert!(page <= seen && seen > 360, "the page is {page} px wide in {seen} px");
    browser.did_not_complain().await;
    browser.go_into(None).await;
}

pub async fn height_of_a_part(browser: &dyn Browser, venue: &Venue) {
    let frame = format!(
        "<script>
            window.heights = [];
            addEventListener('message', ({{ data }}) => {{
                if (data.type !== 'isocost:height') return;
                heights.push(data.height);
                document.querySelector('iframe').style.height = data.height + 'px';
            }});
        </script><iframe width=800 height=300 style='border:0' src='{}/?embed=1&view=contour'></iframe>",
        venue.site.origin()
    );
    let host = host(&frame).await;
    browser.visit(host.origin()).await;
    browser.wait_for("heights.at(-1) > 400").await;
    browser.go_into(Some("iframe")).await;
    assert!(browser.colours("contour-1").await > 10);
    browser.did_not_complain().await;
    browser.go_into(None).await;
    // A host that follows comes to rest, and shows all of it.
    browser.wait_until("heights.length > 8 ? heights.join() : ''", "").await;
    browser.go_into(Some("iframe")).await;
    browser.wait_for("document.documentElement.scrollHeight <= innerHeight").await;
    browser.go_into(None).await;
}

/// The drawer of a run on a narrow page: over all of the screen, while the page stays where it is.
pub async fn drawer_keeps_the_place(browser: &dyn Browser, venue: &Venue) {
    browser.resize(600, 800).await.expect("the window can be narrow");
    venue.show(browser, &format!("?dataset={VISION}")).await;
    let link = "#alternatives [data-testid=alternatives] tbody tr:last-of-type .run-link";
    let drawer = format!("document.querySelector('{}')", id("drawer"));
    browser
        .wait_for(format!("(document.querySelector('{link}').scrollIntoView({{ block: 'center' }}), scrollY > 300)"))
        .await;
    browser.focus(link).await;
    browser.frames().await;
    let scrolled: f64 = browser.eval("scrollY").await;
    browser.keys(&["Enter"]).await;
    browser.wait_for(format!("{drawer}.open")).await;
    browser.wait_until(format!("{drawer}.getBoundingClientRect().top"), 0).await;
    browser.keys(&["End", "PageDown", "ArrowDown"]).await;
    browser.frames().await;
    assert!((browser.eval::<f64>("scrollY").await - scrolled).abs() < 1.0, "the page moves under the drawer");
    browser.keys(&["Escape"]).await;
    browser.wait_for(format!("!{drawer}.open")).await;
    browser.frames().await;
    assert!((browser.eval::<f64>("scrollY").await - scrolled).abs() < 1.0, "the page moves when the drawer closes");
    browser.wait_for(format!("document.activeElement === document.querySelector('{link}')")).await;
    browser.did_not_complain().await;
    browser.resize(1280, 900).await.expect("the window can be wide");
}
