//! What a slider move costs: the main thread's time from the input event to pixels, on each bundled table.
//!
//! `make bench`. Prints a line for each table, from Chromium's own counters: style, layout and paint are inside.

#![expect(dead_code, unused_imports, reason = "the tests use more of the harness than the bench")]

mod harness;

use std::collections::HashMap;

use harness::run;
use harness::stage::{CLASSIFICATION, EMBEDDING, Stage, VISION};
use harness::tab::Tab;
use serde_json::json;

const STEPS: usize = 200;

fn main() {
    for dataset in [VISION, EMBEDDING, CLASSIFICATION] {
        run(measure(dataset));
    }
}

async fn measure(dataset: &str) {
    // The page as readers have it, with one part of each place.
    let stage = Stage::showing(dataset, "#").await;
    // The first moves compile code and fill caches.
    move_slider(&stage, 40).await;
    let before = counters(&stage.tab).await;
    let draws = move_slider(&stage, STEPS).await;
    let after = counters(&stage.tab).await;
    let per_step = |name: &str| (after[name] - before[name]) * 1e3 / STEPS as f64;
    println!(
        "{dataset}: {:.2} ms of main-thread work a step (script {:.2}, style {:.2}, layout {:.2}); {draws} draws in {STEPS} steps",
        per_step("TaskDuration"),
        per_step("ScriptDuration"),
        per_step("RecalcStyleDuration"),
        per_step("LayoutDuration"),
    );
}

/// Drags the slider to and fro, a step a frame; how often the chart was drawn.
async fn move_slider(stage: &Stage, steps: usize) -> f64 {
    let script = format!(
        "(async () => {{
            const slider = document.querySelector('[data-testid=vus-max]');
            const chart = document.querySelector('[data-testid=scatter]');
            const before = +chart.dataset.draws;
            const frame = () => new Promise(done => requestAnimationFrame(done));
            for (let step = 0; step < {steps}; step++) {{
                slider.value = step % (2 * slider.max) <= slider.max ? slider.max - step % (2 * slider.max) : step % (2 * slider.max) - slider.max;
                slider.dispatchEvent(new Event('input', {{ bubbles: true }}));
                await frame();
                await frame();
            }}
            return chart.dataset.draws - before;
        }})()"
    );
    stage.tab.eval::<f64>(script).await
}

/// Chromium's counters of the main thread by name; durations in seconds since the page began.
async fn counters(tab: &Tab) -> HashMap<String, f64> {
    tab.call("Performance.enable", json!({})).await.expect("every browser counts");
    let answer = tab.call("Performance.getMetrics", json!({})).await.expect("every browser tells its counters");
    let counter = |metric: &serde_json::Value| Some((metric["name"].as_str()?.to_owned(), metric["value"].as_f64()?));
    answer["metrics"].as_array().into_iter().flatten().filter_map(counter).collect()
}
