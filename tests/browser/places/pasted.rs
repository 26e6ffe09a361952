//! Frames as "Share and export" writes them: their heights, and what stands in them.

use crate::harness::http::{Response, Server};
use crate::harness::run;
use crate::harness::stage::{CLASSIFICATION, Stage, VISION, id};

/// What "Share and export" writes to frame a view.
async fn pasted(stage: &Stage, view: &str) -> String {
    let pick = format!(
        "(list => {{ list.value = '{view}'; list.dispatchEvent(new Event('change', {{ bubbles: true }})); return true; }})
            (document.querySelector('{}'))",
        id("share-part")
    );
    stage.pick_option("share-form", "Frame in a web page (HTML)").await;
    stage.tab.eval::<bool>(pick).await;
    let text = format!("document.querySelector('{}').value", id("share-text"));
    stage.tab.wait_for(format!("{text}.includes('view={view}')")).await;
    stage.tab.eval(text).await
}

#[test]
fn a_view_is_seen_whole_in_the_frame_that_is_pasted() {
    run(async {
        // Of so much more than needed nobody takes notice.
        const SPARE: f64 = 200.0;
        for (dataset, query) in [(VISION, ""), (CLASSIFICATION, "&max_p95_ms=400&plan=200/s@730h")] {
            for view in ["verdict", "scatter", "contour", "vus"] {
                let stage = Stage::showing(dataset, &format!("{query}#share")).await;
                let frame = pasted(&stage, view).await;
                let height = frame.split("height=\"").nth(1).and_then(|rest| rest.split('"').next());
                let height: f64 = height.and_then(|height| height.parse().ok()).expect("a height");
                // Another origin, as a host is, that does what is pasted.
                let host = format!("<!doctype html><title>host</title><body style='margin:0'>{frame}");
                let host = Server::start(move |_| Response::html(host.clone()).into()).await;
                stage.tab.set_viewport(600, height as i64, 1.0).await;
                stage.tab.open(host.origin()).await;
                stage
                    .tab
                    .frame_says("document.querySelector('[data-testid=conditions]')?.closest('section') !== null", true)
                    .await;
                let inside = "Math.ceil(document.querySelector('#app').getBoundingClientRect().height)";
                stage
                    .tab
                    .frame_says(
                        "[...document.querySelectorAll('.canvas-host')].every(host => host.dataset.draws > 0)",
                        true,
                    )
                    .await;
                // What comes last changes it once more; the host's script has the frame follow.
                let (mut content, mut calm) = (0.0, 0);
                for _ in 0..900 {
                    let now = stage.tab.eval_in_frame(inside).await.as_f64().unwrap_or_default();
                    let outside: f64 = stage.tab.eval("+document.querySelector('iframe').height").await;
                    calm = if now == content && (outside - now).abs() <= 1.0 { calm + 1 } else { 0 };
                    content = now;
                    if calm >= 40 {
                        break;
                    }
                    stage.frames().await;
                }
                assert!(calm >= 40, "{dataset} {view}: the frame does not follow");
                assert!(content <= height, "{dataset} {view}: {content} in {height}");
                assert!(content + SPARE >= height, "{dataset} {view}: {content} in {height}");
                let under_title = "document.querySelector('section h2').compareDocumentPosition(document.querySelector('[data-testid=conditions]')) === 4 && document.querySelector('[data-testid=conditions]').getBoundingClientRect().top < 160";
                stage.tab.frame_says(under_title, true).await;
                stage.tab.frame_says("document.querySelectorAll('.contour-settings[open]').length", 0).await;
            }
        }
    });
}
