//! A pointer that rests on a chart while the keyboard leads.

use crate::harness::run;
use crate::harness::stage::{Stage, VISION, id};

/// The run that the tooltip is of.
const ROW: &str = "document.querySelector('[data-testid=scatter] [data-testid=tooltip]')?.dataset.row ?? 'none'";

/// In the page: what WebKit reports when the page scrolls under the pointer, a move to where it is. Before that, notes
/// where the pointer goes.
const NOTE: &str = "(addEventListener('pointermove', event => { window.last = event; }, true), true)";
const AGAIN: &str = "(() => {
    const { clientX, clientY, screenX, screenY } = window.last;
    const again = { bubbles: true, clientX, clientY, screenX, screenY, movementX: 0, movementY: 0 };
    return document.querySelector('[data-testid=scatter]').dispatchEvent(new PointerEvent('pointermove', again)); })()";

/// The middle of an element, or of the chart's empty edge.
async fn place(stage: &Stage, selector: &str, from_bottom: f64) -> (f64, f64) {
    let place = format!(
        "(() => {{ const box = document.querySelector('{selector}').getBoundingClientRect();
            return [box.x + box.width / 2, {from_bottom} ? box.bottom - {from_bottom} : box.y + box.height / 2]; }})()"
    );
    let place: Vec<f64> = stage.tab.eval(place).await;
    (place[0], place[1])
}

#[test]
fn keeps_the_keyboards_mark_until_it_moves() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        stage.see(&id("scatter")).await;
        stage.tab.eval::<bool>(NOTE).await;
        stage.focus(&id("scatter")).await;
        stage.tab.press("End").await;
        stage.tab.wait_until(ROW, "23").await;
        stage.frames().await;
        let (mark, edge) = (place(&stage, &id("scatter-marker"), 0.0).await, place(&stage, &id("scatter"), 40.0).await);
        for (at, pointed_at) in [(edge, "none"), (mark, "23")] {
            stage.tab.hover_at(at.0, at.1).await;
            stage.tab.hover_at(at.0 + 1.0, at.1).await;
            stage.tab.wait_until(ROW, pointed_at).await;
            stage.tab.press("Home").await;
            stage.tab.wait_until(ROW, "10").await;
            assert!(stage.tab.eval::<bool>(AGAIN).await);
            stage.frames().await;
            assert_eq!(stage.tab.eval::<String>(ROW).await, "10", "the mark is lost though the pointer rests");
            stage.tab.press("ArrowRight").await;
            stage.tab.wait_until(ROW, "5").await;
            stage.tab.hover_at(at.0, at.1).await;
            stage.tab.wait_until(ROW, pointed_at).await;
        }
        stage.tab.assert_no_errors().await;
    });
}
