//! Limits: dragged, impossible ones with a suggested relaxation, and hardware.

use crate::harness::run;
use crate::harness::stage::{CLASSIFICATION, EMBEDDING, Stage, VISION, id};

/// In the page: sets a field as a hand does, and tells for each of the next frames what the page's parts show: the
/// verdict, the table's first row and count, the front, the star and the excluded runs of the first contour, the best
/// table's first line.
const WATCH: &str = "
(async (field, value, event) => {
    const part = (name, read) => { const at = document.querySelector(`[data-testid=${name}]`); return at ? read(at) : null; };
    const look = () => ({
        verdict: part('verdict', at => at.innerText),
        table: part('runs', at => [...at.querySelectorAll('tbody tr')].map(tr => tr.dataset.row).join()),
        front: part('scatter', at => at.dataset.front),
        star: part('contour-panel-1', at => at.dataset.bestRow),
        excluded: part('contour-panel-1', at => at.dataset.excluded),
        best: part('best', at => at.querySelector('tbody tr').dataset.row ?? ''),
    });
    const before = look();
    const input = document.querySelector(`[data-testid=${field}]`);
    input.value = value;
    input.dispatchEvent(new Event(event, { bubbles: true }));
    const frames = [];
    for (let n = 0; n < 12; n++) {
        await new Promise(done => requestAnimationFrame(() => { const port = new MessageChannel(); port.port1.onmessage = done; port.port2.postMessage(0); }));
        frames.push(look());
    }
    const names = Object.keys(before);
    // In which frame each part changed last, and to what.
    return names.map(name => [name, before[name], frames[11][name],
        frames.findIndex(frame => frame[name] === frames[11][name]), frames.filter((frame, n) => n && frame[name] !== frames[n - 1][name]).length].map(word => String(word ?? '')));
})";

/// A part of the page: its name, what it said before and after, the frame in which it came to say so, and how often it
/// changed after the first frame.
struct Part {
    name: String,
    before: String,
    after: String,
    frame: String,
    changes: usize,
}

async fn watch(stage: &Stage, field: &str, value: &str, event: &str) -> Vec<Part> {
    let parts: Vec<Vec<String>> = stage.tab.eval(format!("{WATCH}('{field}', '{value}', '{event}')")).await;
    let part = |part: Vec<String>| {
        let [name, before, after, frame, changes] = part.try_into().expect("five words");
        Part { name, before, after, frame, changes: changes.parse().expect("a count") }
    };
    parts.into_iter().map(part).collect()
}

#[test]
fn a_dragged_limit_changes_everything_in_one_frame() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "").await;
        // So tall that all parts are near the screen: those far from it wait until the hand rests.
        stage.tab.set_viewport(1280, 16000, 1.0).await;
        stage.see(&id("contour-1")).await;
        stage.open_alternatives("best", "best-section").await;
        stage.see(&id("scatter")).await;
        stage.frames().await;
        let parts = watch(&stage, "max_p95_ms", "30", "input").await;
        for Part { name, before, after, frame, changes } in &parts {
            assert!(!before.is_empty() && before != after, "{name} did not change from {before}");
            assert_eq!((frame, *changes <= 1), (&parts[0].frame, true), "{name} changed in another frame");
        }
        // The verdict's run is the star of the front, the first of the tables.
        let of = |name: &str| parts.iter().find(|part| part.name == name).map(|part| part.after.clone()).unwrap();
        let best = of("best");
        assert!(of("table").split(',').next() == Some(best.as_str()) && of("front").split(',').any(|row| row == best));
        stage.attr_is(&id("contour-panel-1"), "data-hatched", "1").await;
        assert!(stage.tab.text(&id("contour-key")).await.contains("Breaks a limit"));
        stage.tab.click(&id("limits-lift")).await;
        stage.attr_is(&id("contour-panel-1"), "data-hatched", "0").await;
        stage.attr_is(&id("contour-panel-1"), "data-excluded", "0").await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn an_impossible_limit_names_the_relaxation_and_takes_it() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        stage.tab.set_viewport(1280, 16000, 1.0).await;
        stage.see(&id("contour-1")).await;
        stage.open_alternatives("best", "best-section").await;
        let parts = watch(&stage, "max_p95_ms-typed", "500", "change").await;
        assert!(parts[0].after.starts_with("None of 30 runs"), "{}", parts[0].after);
        stage.points_are(0).await;
        let offer = stage.tab.text(&id("offers")).await;
        assert!(offer.contains("599 ms"), "{offer}");
        let best = stage.tab.text(&id("best-sentence")).await;
        assert_eq!(best, "None of 30 runs is within the limits.");
        let said = stage.tab.text(&id("contour-panel-1")).await;
        assert!(said.contains("None of 30 runs is within the limits"), "{said}");
        stage.tab.click(&id("offer")).await;
        stage.attr_is(&id("contour-panel-1"), "data-excluded", "29").await;
        stage.points_are(1).await;
        stage.address_says("max_p95_ms", "599").await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn the_most_that_is_paid_is_seen_among_the_limits_and_lifted_with_them() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "&max_cost=300&max_p95_ms=400").await;
        for field in ["#ask-at-most", "#limit-at-most"] {
            stage.tab.wait_until(format!("document.querySelector('{field}').value"), "0.3").await;
        }
        stage.tab.fill("#ask-at-most", "0.31").await;
        stage.tab.press("Enter").await;
        stage.address_says("max_cost", "310").await;
        stage.tab.click(&id("limits-lift")).await;
        stage.address_says("max_cost", "").await;
        stage.address_says("max_p95_ms", "").await;
        stage.tab.wait_for("!document.querySelector('#ask-at-most')").await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn the_verdict_moves_from_limit_to_limit() {
    run(async {
        let stage = Stage::showing(EMBEDDING, "").await;
        assert!(stage.tab.text(&id("verdict")).await.contains("$0.409 "));
        stage.focus(&id("max_p95_ms-typed")).await;
        stage.tab.fill(&id("max_p95_ms-typed"), "100").await;
        stage.tab.press("Enter").await;
        stage.tab.wait_for(format!("!document.querySelector('{}').innerText.includes('$0.409 ')", id("verdict"))).await;
        let excluded = stage.tab.text(&id("verdict-excluded")).await;
        assert!(excluded.contains("p95"), "{excluded}");
        // The keyboard moves the slider to its end, where nothing is limited.
        stage.focus(&id("max_p95_ms")).await;
        stage.tab.press("End").await;
        stage.tab.wait_for(format!("document.querySelector('{}').innerText.includes('$0.409 ')", id("verdict"))).await;
        stage.tab.assert_no_errors().await;
    });
}
