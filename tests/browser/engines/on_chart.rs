//! Marks on the chart, led to by keyboard and by mouse.

use super::venue::Venue;
use crate::harness::drivers::Browser;
use crate::harness::stage::{VISION, id};
use std::time::Duration;

/// The run that the tooltip is of.
pub const ROW: &str = "document.querySelector('[data-testid=scatter] [data-testid=tooltip]')?.dataset.row ?? 'none'";

pub async fn keyboard_on_the_chart(browser: &dyn Browser, venue: &Venue) {
    venue.show(browser, &format!("?dataset={VISION}")).await;
    browser.colours("scatter").await;
    // Resting on the chart's empty edge, the mouse leads to nothing.
    let edge: Vec<f64> = browser
        .eval(format!(
            "(() => {{ const box = document.querySelector('{}').getBoundingClientRect();
                return [box.x + box.width / 2, box.y + box.height - 40]; }})()",
            id("scatter")
        ))
        .await;
    browser.hover_at(edge[0], edge[1]).await.expect("the mouse can be moved");
    browser.focus(&id("scatter")).await;
    // From fast to slow: the notebook's order.
    browser.keys(&["Home"]).await;
    browser.wait_until(ROW, "10").await;
    let at_the_end = browser.keys(&["End"]);
    at_the_end.await;
    browser.wait_until(ROW, "23").await;
    browser.keys(&["Home", "ArrowRight", "ArrowLeft"]).await;
    browser.wait_until(ROW, "10").await;
    browser.keys(&["ArrowRight"]).await;
    browser.wait_for(format!("!['10', 'none'].includes({ROW})")).await;
    let second: String = browser.eval(ROW).await;
    // The page scrolls under the mouse, which rests: the mark stays.
    browser.eval::<bool>("(scrollBy(0, 20), true)").await;
    browser.frames().await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(browser.eval::<String>(ROW).await, second, "the mark is lost when the page scrolls");
    browser.keys(&["ArrowLeft"]).await;
    browser.wait_until(ROW, "10").await;
    browser.keys(&["Escape"]).await;
    browser.wait_until(ROW, "none").await;
    browser.did_not_complain().await;
}

/// The middle of the mark that is shown.
async fn marker(browser: &dyn Browser, selector: &str) -> (f64, f64) {
    browser.frames().await;
    let middle = format!(
        "(() => {{ const box = document.querySelector('{} {selector}').getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2]; }})()",
        id("scatter")
    );
    let middle: Vec<f64> = browser.eval(middle).await;
    (middle[0], middle[1])
}

/// The runs in the list of pinned ones.
const PINNED: &str = "(() => {
    const own = row => document.querySelector(`#pinned tr[data-row='${row}'] .pin-mark`);
    const rows = [...document.querySelectorAll('#pinned [data-testid=alternatives] tbody:not([data-testid]) tr')];
    return rows.map(tr => tr.dataset.row).filter(own).join(); })()";

/// The runs in the table of pins.
async fn pins_are(browser: &dyn Browser, rows: &str) {
    browser.wait_until(PINNED, rows).await;
    browser.address_says("pin", rows).await;
}

pub async fn hover_and_pins(browser: &dyn Browser, venue: &Venue) {
    venue.show(browser, &format!("?dataset={VISION}")).await;
    browser.colours("scatter").await;
    browser.focus(&id("scatter")).await;
    // The slowest run, which stands alone.
    browser.keys(&["End"]).await;
    browser.wait_for(format!("{ROW} !== 'none'")).await;
    let row: String = browser.eval(ROW).await;
    let (x, y) = marker(browser, &id("scatter-marker")).await;
    browser.keys(&["Enter", "Escape"]).await;
    browser.wait_until(ROW, "none").await;
    pins_are(browser, &row).await;
    // The mouse on the same place, a click of it, and one more.
    browser.hover_at(x, y).await.expect("the mouse can be moved");
    browser.wait_until(ROW, row.as_str()).await;
    browser.click_at(x, y).await.expect("the mouse can click");
    pins_are(browser, "").await;
    browser.click_at(x, y).await.expect("the mouse can click");
    pins_are(browser, &row).await;
    browser.hover(&id("source-line")).await;
    browser.wait_until(ROW, "none").await;
    browser.click(&id("unpin-all")).await;
    pins_are(browser, "").await;
    browser.did_not_complain().await;
}
