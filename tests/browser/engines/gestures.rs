//! Dropped files and folders, and fingers on the chart. Drivers can do neither everywhere, so scripts send the events.

use super::on_chart::ROW;
use super::venue::{CSV, Venue};
use crate::harness::drivers::Browser;
use crate::harness::stage::{VISION, id};
use crate::harness::tab::quote;

/// Drops what `items` puts into the transfer `data`, and tells whether the page takes it instead of the browser.
async fn dropped(browser: &dyn Browser, items: &str) -> bool {
    browser
        .eval(format!(
            "(() => {{
                const data = new DataTransfer();
                {items}
                const send = (kind) => document.body.dispatchEvent(
                    new DragEvent(kind, {{ bubbles: true, cancelable: true, dataTransfer: data }}));
                return !send('dragover') && !send('drop'); }})()"
        ))
        .await
}

pub async fn files_and_folders_dropped(browser: &dyn Browser, venue: &Venue) {
    venue.show(browser, "").await;
    let file = |name: &str| format!("data.items.add(new File([{}], {}));", quote(CSV), quote(name));
    assert!(dropped(browser, &file("one.csv")).await, "the browser would have left the page for the file");
    browser.app_is("dataset", "one.csv").await;
    browser.points_are(3).await;
    assert!(dropped(browser, &format!("{}{}", file("a.csv"), file("b.csv"))).await);
    browser.wait_for("/a\\.csv/.test(document.querySelector('[data-testid=app]').dataset.dataset)").await;
    browser.app_is("busy", "false").await;
    // A script has no real folder to drop.
    let folder = format!(
        "const file = (path, text) => ({{ isDirectory: false, fullPath: path,
             file: found => found(new File([text], path.split('/').pop())) }});
         const entries = [file('/runs/notes.md', '# runs'), file('/runs/c.csv', {})];
         const root = {{ isDirectory: true, fullPath: '/runs',
             createReader: () => ({{ readEntries: found => found(entries.splice(0)) }}) }};
         DataTransferItem.prototype.webkitGetAsEntry = () => root;
         data.items.add(new File(['x'], 'runs'));",
        quote(CSV)
    );
    assert!(dropped(browser, &folder).await);
    browser.wait_for("/c\\.csv/.test(document.querySelector('[data-testid=app]').dataset.dataset)").await;
    browser.points_are(3).await;
    browser.did_not_complain().await;
}

/// What fingers do on the chart: `[kind, finger, x, y]`, the places in shares of the chart's size.
async fn fingers(browser: &dyn Browser, steps: &str) {
    let script = format!(
        "(() => {{
            // Of events that scripts send WebKit tells places as if the page were not scrolled.
            scrollTo(0, 0);
            const chart = document.querySelector('{}');
            const box = chart.getBoundingClientRect();
            for (const [kind, finger, x, y] of {steps}) {{
                const at = {{ clientX: box.x + x * box.width, clientY: box.y + y * box.height }};
                const buttons = kind === 'pointerup' ? 0 : 1;
                chart.dispatchEvent(new PointerEvent(kind, {{ ...at, pointerId: 40 + finger, pointerType: 'touch', buttons,
                    button: kind === 'pointermove' ? -1 : 0, isPrimary: finger === 1, bubbles: true, cancelable: true }}));
            }}
            return true; }})()",
        id("scatter")
    );
    browser.eval::<bool>(script).await;
    browser.frames().await;
}

pub async fn fingers_on_the_chart(browser: &dyn Browser, venue: &Venue) {
    venue.show(browser, &format!("?dataset={VISION}")).await;
    browser.colours("scatter").await;
    let zoomed = format!("!!document.querySelector('{}')", id("reset-zoom"));
    // One finger that moves is the page's: it scrolls.
    fingers(browser, "[['pointerdown', 1, .4, .4], ['pointermove', 1, .6, .6], ['pointerup', 1, .6, .6]]").await;
    assert!(!browser.eval::<bool>(zoomed.as_str()).await, "one finger zooms");
    // Two that part zoom in.
    let apart = "[['pointerdown', 1, .45, .5], ['pointerdown', 2, .55, .5], ['pointermove', 1, .3, .5],
        ['pointermove', 2, .7, .5], ['pointerup', 1, .3, .5], ['pointerup', 2, .7, .5]]";
    fingers(browser, apart).await;
    browser.wait_for(zoomed.as_str()).await;
    // Two that move side by side pan: nothing ends the zoom.
    let aside = "[['pointerdown', 1, .4, .4], ['pointerdown', 2, .6, .4], ['pointermove', 1, .35, .45],
        ['pointermove', 2, .55, .45], ['pointerup', 1, .35, .45], ['pointerup', 2, .55, .45]]";
    fingers(browser, aside).await;
    assert!(browser.eval::<bool>(zoomed.as_str()).await, "panning ends the zoom");
    browser.click(&id("reset-zoom")).await;
    browser.wait_for(format!("!{zoomed}")).await;
    // A finger that rests on a mark shows its run.
    browser.focus(&id("scatter")).await;
    browser.keys(&["End"]).await;
    browser.wait_for(format!("{ROW} !== 'none'")).await;
    browser.frames().await;
    let (row, place): (String, Vec<f64>) = (
        browser.eval(ROW).await,
        browser
            .eval(format!(
                "(() => {{ const [chart, mark] = ['{}', '{}'].map(name => document.querySelector(name).getBoundingClientRect());
                    return [(mark.x + mark.width / 2 - chart.x) / chart.width, (mark.y + mark.height / 2 - chart.y) / chart.height]; }})()",
                id("scatter"),
                id("scatter-marker")
            ))
            .await,
    );
    browser.keys(&["Escape"]).await;
    browser.wait_until(ROW, "none").await;
    // The mouse is elsewhere, and fingers do not come out of nothing.
    browser.hover(&id("source-line")).await;
    let [x, y] = place[..] else { panic!("{place:?} is no place") };
    let onto =
        format!("[['pointerdown', 1, {x}, {y}], ['pointermove', 1, {}, {y}], ['pointermove', 1, {x}, {y}]]", x - 0.02);
    fingers(browser, &onto).await;
    browser.wait_until(ROW, row.as_str()).await;
    fingers(browser, &format!("[['pointerup', 1, {x}, {y}]]")).await;
    browser.did_not_complain().await;
}
