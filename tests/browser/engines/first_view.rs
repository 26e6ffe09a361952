//! Opening tables, and everything that is then shown.

use super::venue::{CSV, Venue};
use crate::harness::drivers::Browser;
use crate::harness::http::{Response, Server};
use crate::harness::stage::{CLASSIFICATION, EMBEDDING, OTHER, VISION, fixture, id, real_table};

pub async fn first_view(browser: &dyn Browser, venue: &Venue) {
    venue.show(browser, "").await;
    browser.app_is("source", "hub").await;
    browser.points_are(30).await;
    browser.says("verdict", "$44.50").await;
    assert!(browser.colours("scatter").await > 50);
    browser.did_not_complain().await;
}

pub async fn data_set_of_the_hub(browser: &dyn Browser, venue: &Venue) {
    venue.show(browser, "").await;
    browser.app_is("source", "hub").await;
    browser.fill(&id("dataset-input"), OTHER).await;
    browser.click(&id("dataset-load")).await;
    browser.points_are(80).await;
    browser.app_is("source", "hub").await;
    browser.address_says("dataset", OTHER).await;
    browser.did_not_complain().await;
    // What is not there is told, and what was shown stays.
    browser.fill(&id("dataset-input"), "acme/nothing").await;
    browser.keys(&["Enter"]).await;
    browser.says("load-error", "acme/nothing").await;
    browser.points_are(80).await;
}

pub async fn files_by_the_input(browser: &dyn Browser, venue: &Venue) {
    let files = |names: &[(&str, &[u8])]| names.iter().map(|(name, bytes)| venue.file(name, bytes)).collect::<Vec<_>>();
    let input = id("files-input");
    venue.show(browser, "").await;
    browser.pick(&input, &files(&[("embedding.parquet", &real_table(EMBEDDING))])).await;
    browser.points_are(80).await;
    browser.app_is("source", "files").await;
    for codec in ["zstd", "brotli", "gzip", "lz4"] {
        let name = format!("{codec}.parquet");
        browser.pick(&input, &files(&[(&name, &fixture(&format!("codec_{codec}")))])).await;
        browser.app_is("dataset", &name).await;
        browser.app_is("busy", "false").await;
    }
    browser.pick(&input, &files(&[("runs.csv", CSV.as_bytes())])).await;
    browser.points_are(3).await;
    browser.did_not_complain().await;
    browser.pick(&input, &files(&[("broken.parquet", b"PAR1 and nothing else")])).await;
    browser.wait_for(format!("document.querySelector('{}')?.innerText.trim()", id("load-error"))).await;
    browser.points_are(3).await;
}

pub async fn file_of_another_host(browser: &dyn Browser, venue: &Venue) {
    let host = Server::start(|_| Response::text(200, CSV).header("Access-Control-Allow-Origin", "*").into()).await;
    venue.show(browser, &format!("?url={}/runs.csv", host.origin())).await;
    browser.app_is("source", "web").await;
    browser.points_are(3).await;
    browser.did_not_complain().await;
}

/// The charts of the table that has most of them.
const CHARTS: &str = "scatter trust-chart contour-1 contour-2 contour-3 contour-4 break-even-chart bubbles bubbles \
                      accuracy";

pub async fn every_section_by_scrolling(browser: &dyn Browser, venue: &Venue) {
    venue.show(browser, &format!("?dataset={CLASSIFICATION}")).await;
    browser.points_are(246).await;
    let screens: usize = browser.eval("Math.ceil(document.documentElement.scrollHeight / innerHeight)").await;
    assert!(screens > 3, "the page is {screens} screens long");
    for screen in 0..screens {
        browser.eval::<bool>(format!("(scrollTo(0, {screen} * innerHeight), true)")).await;
        browser.frames().await;
    }
    let headings: usize = browser.eval("document.querySelectorAll('main section h2').length").await;
    assert!(headings >= 12, "{headings} sections");
    let blank = "[...document.querySelectorAll('.canvas-host')].filter(host => {
        const canvas = host.querySelector('canvas');
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        return !(host.dataset.draws > 0 && new Set(new Uint32Array(data.buffer)).size > 3);
    }).map(host => host.dataset.testid).join(' ')";
    browser.wait_until(blank, "").await;
    let charts: String =
        browser.eval("[...document.querySelectorAll('.canvas-host')].map(host => host.dataset.testid).join(' ')").await;
    assert_eq!(charts, CHARTS);
    let odd: Vec<String> = browser.eval("document.body.innerText.match(/.*(NaN|undefined).*/g) ?? []").await;
    assert!(odd.is_empty(), "{odd:?}");
    browser.did_not_complain().await;
}

pub async fn dark_by_the_button(browser: &dyn Browser, venue: &Venue) {
    venue.show(browser, &format!("?dataset={VISION}&theme=light")).await;
    browser.colours("scatter").await;
    // How bright the page's background is; how much of the canvas is.
    let paper = "Math.max(...getComputedStyle(document.body).backgroundColor.match(/[0-9]+/g).slice(0, 3).map(Number))";
    let bright = format!(
        "(() => {{ const canvas = document.querySelector('{} canvas');
            const {{ data }} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            let bright = 0;
            for (let i = 0; i < data.length; i += 4) bright += Math.min(...data.subarray(i, i + 3)) > 150;
            return bright; }})()",
        id("scatter")
    );
    assert!(browser.eval::<f64>(paper).await > 200.0);
    let before: usize = browser.eval(&bright).await;
    browser.click(&id("look")).await;
    browser.wait_until("document.documentElement.dataset.theme", "dark").await;
    browser.wait_for(format!("{paper} < 60")).await;
    browser.wait_for(format!("{bright} * 4 < {before}")).await;
    browser.did_not_complain().await;
}
