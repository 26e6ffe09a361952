//! Where things stand: tables within their places, the editor of limits in sight of the question, the panel that opens data
//! before its code is there, the bar of a phone.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::harness::http::Response;
use crate::harness::run;
use crate::harness::site::{Changes, host_without};
use crate::harness::stage::{CLASSIFICATION, Stage, VISION, id, real_repo};
use crate::open::anything::pick;

/// Tables that scroll sideways, and by how much. The table of any measures may.
const SIDEWAYS: &str =
    "[...document.querySelectorAll('.scroll, .tw')].filter(own => own.scrollWidth > own.clientWidth + 1)
    .map(own => `${own.querySelector('table')?.dataset.testid} ${own.scrollWidth} in ${own.clientWidth}`).join()";

/// Everything that is folded, opened.
const UNFOLD: &str = "(document.querySelectorAll('main details:not([open])').forEach(own => own.querySelector('summary').click()), true)";

async fn no_table_scrolls(stage: &Stage, width: i64) {
    stage.tab.set_viewport(width, 4000, 1.0).await;
    stage.tab.wait_until("innerWidth", width).await;
    stage.tab.there(&id("runs")).await;
    stage.tab.eval::<bool>(UNFOLD).await;
    stage.tab.there(&format!("{} tbody tr", id("best"))).await;
    stage.tab.wait_until(SIDEWAYS, "").await;
}

#[test]
fn tables_lie_within_their_places_on_a_desk() {
    run(async {
        for (dataset, query) in [(VISION, ""), (CLASSIFICATION, "&max_p95_ms=400&plan=200/s@730h")] {
            let stage = Stage::showing(dataset, query).await;
            no_table_scrolls(&stage, 1280).await;
            stage.tab.assert_no_errors().await;
        }
        let stage = Stage::of_language_model("").await;
        no_table_scrolls(&stage, 1280).await;
        stage.tab.assert_no_errors().await;
    });
}

/// The frame of "Did we try enough VUs?" in a column of 600 px: its states are long, and all of its table is seen.
#[test]
fn the_table_of_a_narrow_frame_lies_within_it() {
    run(async {
        let stage = Stage::set([real_repo(CLASSIFICATION)]).await;
        stage.tab.set_viewport(600, 900, 1.0).await;
        stage.visit(&format!("?dataset={CLASSIFICATION}&embed=1&view=vus&max_p95_ms=400&plan=200/s@730h")).await;
        stage.says("enough-vus-groups", "still rising, up to the limits, last step within noise").await;
        stage.tab.wait_until(SIDEWAYS, "").await;
        stage.tab.assert_no_errors().await;
    });
}

/// Heads of the alternatives, each word of which lies on one line.
#[test]
fn heads_break_between_words() {
    run(async {
        let stage = Stage::of_language_model("&plan=10000/s@730h&limit=ttft99:500#").await;
        let broken = "[...document.querySelectorAll('#alternatives .cards thead th')].filter(head => {
            const text = head.firstChild, range = document.createRange();
            return [...text.data.matchAll(/[a-z]+/gi)].some(word => {
                range.setStart(text, word.index);
                range.setEnd(text, word.index + word[0].length);
                return range.getClientRects().length > 1; }); }).map(head => head.innerText).join()";
        for width in [1280, 1000, 820] {
            stage.tab.set_viewport(width, 800, 1.0).await;
            stage.tab.wait_until("innerWidth", width).await;
            stage.tab.there("#alternatives .cards tbody tr").await;
            stage.tab.wait_until(broken, "").await;
            stage.tab.wait_until(SIDEWAYS, "").await;
        }
        stage.tab.assert_no_errors().await;
    });
}

/// Names that have no blank where a line could end.
#[test]
fn long_names_of_runs_wrap_in_the_lists() {
    run(async {
        let stage = Stage::showing(VISION, "#").await;
        let mut csv = "concurrency,p95_latency_ms,avg_latency_ms,rps,price,hw_type,image\n".to_owned();
        for (at, hardware) in ["h100", "h200"].into_iter().enumerate() {
            for load in [1, 2, 4, 8] {
                let long = "vllm/vllm-openai:nightly_with_a_patch_for_the_scheduler_".repeat(2);
                let (p95, avg, rate) = (100 + 40 * load - 20 * at, 80 + 30 * load - 20 * at, 4 * load + at);
                csv += &format!("{load},{p95},{avg},{rate},2.5,{hardware},{long}{at}\n");
            }
        }
        pick(&stage, "files-input", &[("long.csv", &csv)]).await;
        stage.app_is("source", "files").await;
        for width in [1280, 1024] {
            stage.tab.set_viewport(width, 800, 1.0).await;
            stage.tab.wait_until("innerWidth", width).await;
            stage.tab.there("#alternatives .cards tbody tr").await;
            stage.tab.wait_until(SIDEWAYS, "").await;
        }
        stage.assert_no_crash().await;
    });
}

/// A demand and limits make many columns; names have two lines at most all the same.
#[test]
fn names_of_language_models_have_two_lines() {
    run(async {
        let stage = Stage::of_language_model("&plan=2000/s@730h&limit=ttft:5000&limit=tpot:40#alternatives").await;
        stage.tab.set_viewport(1280, 800, 1.0).await;
        stage.tab.wait_until("innerWidth", 1280).await;
        let rows = "[...document.querySelectorAll('#alternatives .cards tbody tr:not(.grp) > th')]";
        stage.tab.wait_for(format!("{rows}.length > 5")).await;
        let lines = format!(
            "Math.max(...{rows}.map(th => {{ const range = document.createRange(); range.selectNodeContents(th);
                return Math.round(range.getBoundingClientRect().height / parseFloat(getComputedStyle(th).lineHeight)); }}))"
        );
        stage.tab.wait_until(&*lines, 2).await;
        stage.tab.wait_until(SIDEWAYS, "").await;
    });
}

#[test]
fn a_limit_is_added_in_sight_of_the_question() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "&plan=200/s@730h#").await;
        let limits = format!("document.querySelector('{}')", id("limits-rest"));
        for (width, height) in [(1280, 800), (390, 844)] {
            stage.tab.set_viewport(width, height, 1.0).await;
            stage.tab.wait_until("innerWidth", width).await;
            stage.tab.wait_for("(scrollTo(0, 0), scrollY === 0)").await;
            stage.tab.there(&id("limits-rest")).await;
            stage.tab.click(&id("more-limits")).await;
            stage.tab.wait_for(format!("{limits}.open")).await;
            stage.frames().await;
            let seen = format!(
                "(own => {{ const box = own.getBoundingClientRect(), ask = document.querySelector('.ask').getBoundingClientRect();
                    const field = own.querySelector('input').getBoundingClientRect();
                    return ask.top >= 0 && box.top >= ask.bottom && box.bottom <= innerHeight && box.left >= 0
                        && box.right <= document.documentElement.clientWidth
                        && own.contains(document.elementFromPoint(field.x + 5, field.y + field.height / 2)); }})({limits})"
            );
            stage.tab.wait_for(seen).await;
            stage.tab.press("Escape").await;
            stage.tab.wait_for(format!("!{limits}.open")).await;
            stage.tab.wait_until("document.activeElement.dataset.testid", "more-limits").await;
            // So do the button once more, a press elsewhere, and Escape from anywhere.
            for end in ["button", "elsewhere", "key"] {
                stage.tab.click(&id("more-limits")).await;
                stage.tab.wait_for(format!("{limits}.open")).await;
                match end {
                    "button" => stage.tab.click(&id("more-limits")).await,
                    "elsewhere" => stage.tab.click(&id("data-title")).await,
                    _ => {
                        stage.tab.eval::<bool>("(document.activeElement.blur(), true)").await;
                        stage.tab.press("Escape").await;
                    }
                }
                stage.tab.wait_for(format!("!{limits}.open")).await;
            }
        }
        // What is limited there stands in the question from then on, and nothing over the answer.
        stage.tab.click(&id("more-limits")).await;
        stage.tab.fill(&id("min_req_per_sec-typed"), "100").await;
        stage.tab.press("Enter").await;
        stage.tab.wait_for(format!("!{limits}.open")).await;
        stage.tab.wait_until("document.activeElement.dataset.testid", "more-limits").await;
        stage.tab.set_viewport(1280, 800, 1.0).await;
        let own = "document.querySelector('[data-testid=ask-own-limit]')?.value ?? 'none'";
        stage.tab.wait_until(own, "100").await;
        stage.tab.fill(&id("ask-own-limit"), "").await;
        stage.tab.press("Enter").await;
        stage.tab.wait_until(own, "none").await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn what_opens_on_a_phone_opens_on_the_screen() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "#").await;
        stage.tab.set_viewport(390, 844, 1.0).await;
        stage.tab.wait_until("innerWidth", 390).await;
        stage.tab.there("#alternatives tbody tr").await;
        let filters = "document.querySelector('.filters details')";
        let top = format!("Math.round({filters}.getBoundingClientRect().top)");
        for at in [28, 5] {
            stage.tab.eval::<bool>(&format!("({filters}.open = false, true)")).await;
            stage.frames().await;
            stage.tab.eval::<bool>(&format!("(scrollBy(0, {top} - {at}), true)")).await;
            stage.tab.wait_until(&*top, at).await;
            stage.tab.eval::<bool>(&format!("({filters}.firstElementChild.click(), true)")).await;
            stage.tab.wait_for(format!("{filters}.getBoundingClientRect().height > 200")).await;
            stage.frames().await;
            stage.tab.wait_until(&*top, at).await;
        }
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn the_panel_that_opens_data_shuts_from_outside() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "#").await;
        let panel = format!("document.querySelector('{}')", id("open-data"));
        let summary = format!("{} > summary", id("open-data"));
        stage.tab.there(&id("limits-rest")).await;
        for end in ["elsewhere", "key", "key in it", "summary"] {
            stage.tab.click(&summary).await;
            stage.tab.wait_for(format!("{panel}.open && {panel}.querySelector('#dataset')")).await;
            // A press in it is none outside.
            stage.tab.click("#dataset").await;
            stage.frames().await;
            assert!(stage.tab.eval::<bool>(format!("{panel}.open")).await, "{end}");
            match end {
                "elsewhere" => stage.tab.click(&id("verdict-reasons")).await,
                "summary" => stage.tab.click(&summary).await,
                _ => {
                    if end == "key" {
                        stage.tab.eval::<bool>("(document.activeElement.blur(), true)").await;
                    }
                    stage.tab.press("Escape").await;
                    stage.tab.wait_until("document.activeElement.innerText", "Open data").await;
                }
            }
            stage.tab.wait_for(format!("!{panel}.open")).await;
            stage.frames().await;
            assert!(!stage.tab.eval::<bool>(format!("{panel}.open")).await, "{end}");
        }
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn the_panel_that_opens_data_has_its_size_before_its_code_and_its_style() {
    run(async {
        for width in [1280, 390] {
            panel_at(width).await;
        }
    });
}

async fn panel_at(width: i64) {
    let has_all = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&has_all);
    let host = host_without(move |path| {
        let is_lazy = path.contains("isocost-") && path.ends_with("_secondary.wasm");
        let is_lost = (is_lazy || path.contains("lazy-")) && !told.load(Ordering::SeqCst);
        is_lost.then(|| Response::text(404, "Not Found").into())
    });
    let script = Some("delete Navigator.prototype.serviceWorker".to_owned());
    let stage = Stage::changed([real_repo(VISION)], Changes { host, script, ..Changes::default() }).await;
    stage.visit("").await;
    stage.points_are(30).await;
    stage.tab.set_viewport(width, 844, 1.0).await;
    stage.tab.wait_until("innerWidth", width).await;
    stage.tab.there(&id("later-failed")).await;
    // A click waits for the code. The panel is there without it where nothing could be loaded, as here by hand.
    stage.tab.click(&format!("{} > summary", id("open-data"))).await;
    stage.frames().await;
    assert!(!stage.tab.eval::<bool>("document.querySelector('#app').inert").await, "the page has to start again");
    stage.tab.eval::<bool>("(document.querySelector('.open-data').open = true)").await;
    let boxes = "(parts => parts.map(part => part.getBoundingClientRect()))([...document.querySelectorAll('.open-data > .panel > *')])";
    let apart = format!(
        "(boxes => boxes.length === 2 && boxes[0].bottom <= boxes[1].top && getComputedStyle(document.querySelector('.open-data > .panel')).position === 'absolute')({boxes})"
    );
    stage.tab.wait_for(apart).await;
    let height = "document.querySelector('.open-data > .panel').getBoundingClientRect().height";
    let before: f64 = stage.tab.eval(height).await;
    has_all.store(true, Ordering::SeqCst);
    let again = format!("(document.querySelector('{} button').click(), true)", id("later-failed"));
    stage.tab.eval::<bool>(again).await;
    stage.tab.there(&id("dataset-input")).await;
    stage.tab.wait_for(format!("Math.abs({height} - {before}) <= 24")).await;
}

#[test]
fn one_place_alone_is_marked_in_the_bar_of_a_phone_and_filters_unfold() {
    run(async {
        let stage = Stage::showing(VISION, "#").await;
        stage.tab.set_viewport(390, 844, 1.0).await;
        stage.tab.wait_until("innerWidth", 390).await;
        let link = format!("{} a[href='#evidence']", id("rail"));
        stage.tab.click(&link).await;
        stage.attr_is(&link, "aria-current", "true").await;
        stage.tab.eval::<bool>("(history.back(), true)").await;
        stage.tab.wait_for("location.hash !== '#evidence'").await;
        stage.tab.wait_for("(scrollTo(0, 0), scrollY === 0)").await;
        // The pointer is where it was.
        let marked = format!(
            "[...document.querySelectorAll('{} > a')].filter(own => (style => style.boxShadow !== 'none'
                || style.backgroundColor !== 'rgba(0, 0, 0, 0)' || style.outlineStyle !== 'none')(getComputedStyle(own)))
                .map(own => own.getAttribute('href')).join()",
            id("rail")
        );
        stage.tab.wait_until(marked, "#answer").await;
        let marker = "getComputedStyle(document.querySelector('.filters summary')).listStyleType.split('-')[0]";
        stage.tab.wait_until(marker, "disclosure").await;
    });
}
