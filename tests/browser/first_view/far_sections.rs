//! Sections far from the screen follow the controls once these have come to rest; near ones at once.

use crate::harness::run;
use crate::harness::stage::{CLASSIFICATION, OTHER, Stage, VISION, fixture, id, other, real_repo};

/// How many runs the sanity checks say they looked at: the section stands near the end of the page.
const CHECKED: &str = "document.querySelector('[data-testid=checks-summary]').innerText.split(' ')[0]";

/// Moves the VUs slider to and fro for some frames, and says how often `said` gave something new meanwhile.
fn drag(said: &str) -> String {
    format!(
        "(async () => {{
            const slider = document.querySelector('[data-testid=vus-max]');
            const frame = () => new Promise(done => requestAnimationFrame(done));
            let changes = 0, before = {said};
            for (let step = 0; step < 12; step++) {{
                slider.value = step % 2 ? slider.max : 0;
                slider.dispatchEvent(new Event('input', {{ bubbles: true }}));
                await frame();
                await frame();
                changes += before !== (before = {said});
            }}
            return changes;
        }})()"
    )
}

async fn scroll_to(stage: &Stage, name: &str) {
    let scroll = format!("(document.querySelector('{}').scrollIntoView(), true)", id(name));
    stage.tab.eval::<bool>(scroll).await;
    stage.frames().await;
    stage.frames().await;
}

#[test]
fn a_far_section_follows_once_the_controls_are_at_rest() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "").await;
        stage.tab.wait_until(CHECKED, "246".to_owned()).await;
        // How long a frame takes is up to the machine: a slow one may let a rest into the drag, but not into each step.
        let changes: usize = stage.tab.eval(drag(CHECKED)).await;
        assert!(changes < 6, "the far section changed {changes} times in 12 steps");
        stage.focus(&id("vus-max")).await;
        stage.tab.press("Home").await;
        // No scrolling: what nobody sees is right all the same.
        let few = stage.points().await;
        stage.tab.wait_for(format!("{CHECKED} !== '246'")).await;
        let now: String = stage.tab.eval(CHECKED).await;
        assert_eq!(now, stage.points().await.to_string(), "after {few}");
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn a_near_section_follows_at_once() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "").await;
        scroll_to(&stage, "checks").await;
        let changes: usize = stage.tab.eval(drag(CHECKED)).await;
        assert!(changes >= 11, "the near section changed {changes} times in 12 steps");
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn another_table_reaches_every_section() {
    run(async {
        let stage = Stage::set([real_repo(VISION), other(fixture("one_row"))]).await;
        stage.visit(&format!("?dataset={VISION}&max_vus=4")).await;
        stage.app_is("source", "hub").await;
        stage.tab.wait_until(CHECKED, "18".to_owned()).await;
        stage.tab.fill(&id("dataset-input"), OTHER).await;
        stage.tab.press("Enter").await;
        stage.points_are(1).await;
        stage.tab.wait_until(CHECKED, "1".to_owned()).await;
        stage.says("no-map", "No map").await;
        stage.tab.assert_no_errors().await;
    });
}
