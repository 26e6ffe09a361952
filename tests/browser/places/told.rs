//! What stands beside a number or a name: what a place counts, what more load does to the chance, warnings of the card, short
//! names, definitions of words.

use crate::harness::run;
use crate::harness::stage::{CLASSIFICATION, Stage, VISION, id};

#[test]
fn numbers_beside_links_say_what_they_count() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "").await;
        for (place, seen, counted) in
            [("evidence", "28", "28 configurations"), ("map", "4", "4 maps"), ("data", "2 fail", "2 checks fail")]
        {
            let link = format!(".rail a[href='#{place}']");
            stage.attr_is(&link, "data-count", seen).await;
            stage.attr_is(&link, "title", counted).await;
            // Read in the place of the number.
            let content = format!("getComputedStyle(document.querySelector(\"{link}\"), '::after').content");
            assert!(stage.tab.eval::<String>(content).await.ends_with(&format!("/ \"{counted}\"")), "{place}");
        }
        stage.attr_is(&id("bar-checks"), "title", "2 checks fail").await;
    });
}

#[test]
fn an_offered_load_says_what_it_does_to_the_chance() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "&plan=200%2Fs%40730h&max_p95_ms=400").await;
        let offer = format!(".alt:has({})", id("allow-load"));
        stage.tab.wait_for(format!("document.querySelector('{offer}')?.dataset.then")).await;
        let told: String = stage.tab.eval(format!("document.querySelector('{offer}').dataset.then")).await;
        assert!(told.starts_with("How sure: over 99% now, ") && told.ends_with("% at 88% load."), "{told}");
        let seen = format!("getComputedStyle(document.querySelector('{offer}'), '::after').content");
        assert!(stage.tab.eval::<String>(seen).await.contains(&told));
    });
}

#[test]
fn a_frame_of_evidence_has_short_names_and_no_scrolling_sideways() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "&embed=1&view=vus").await;
        let table = id("enough-vus-groups");
        stage.tab.there(&table).await;
        let names = format!("[...document.querySelectorAll('{table} tbody th')].map(th => th.textContent)");
        let names: Vec<String> = stage.tab.eval(names).await;
        assert!(names.len() == 28 && names.contains(&"L4 · trt-onnx".to_owned()), "{names:?}");
        let whole = format!("document.querySelector('{table} tbody th span').title");
        assert!(stage.tab.eval::<String>(whole).await.starts_with("nvidia-l4 · michaelf34/infinity"));
    });
}

/// What a sentence of evidence or plan names, the tables beside it name in the same words.
#[test]
fn sentences_have_the_short_names_of_the_tables() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "&max_p95_ms=400&plan=200/s@730h").await;
        stage.says("plan-answer", "1 machine of L4 · trt-onnx, batch size 32, for $584.00").await;
        stage.says_in_full("plan-answer", "nvidia-l4 · michaelf34/infinity:0.0.75-trt-onnx").await;
        for part in ["evidence-told", "plan-answer", "plan-choices", "plan-limits"] {
            stage.tab.there(&id(part)).await;
            let text = stage.tab.text(&id(part)).await;
            assert!(!text.is_empty() && !text.contains("michaelf34"), "{part}: {text}");
        }
        stage.tab.assert_no_errors().await;
    });
}

/// What fails of the answer's own run is told on its card, and not counted once more beside it.
#[test]
fn the_card_says_what_its_own_run_fails() {
    run(async {
        let stage = Stage::of_language_model("&max_avg_ms=2400#").await;
        let warnings =
            format!("[...document.querySelectorAll('{} li')].map(own => own.innerText)", id("verdict-warnings"));
        stage.tab.wait_until(format!("{warnings}.length"), 2).await;
        let told: Vec<String> = stage.tab.eval(warnings).await;
        assert!(told[0].starts_with("It rests on 40 requests, less than half"), "{told:?}");
        assert_eq!(told[1], "Only 1 of the 4 runs of its configuration is within filters and limits.");
        stage.says("confidence-line", "3 more warnings").await;
        let stage = Stage::showing(VISION, "#").await;
        stage.says("confidence-line", "Cannot tell").await;
        assert_eq!(stage.tab.count(&format!("{} li", id("verdict-warnings"))).await, 0);
        stage.tab.assert_no_errors().await;
    });
}

/// Definitions of words that the table does not have are found all the same.
#[test]
fn all_terms_are_found_on_any_table() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "#").await;
        assert_eq!(stage.tab.count(&id("word-ttft")).await, 0, "the table has no such column");
        let list = "document.getElementById('all-terms')";
        stage.tab.there(&id("all-terms")).await;
        for width in [1280, 390] {
            stage.tab.set_viewport(width, 844, 1.0).await;
            stage.tab.wait_until("innerWidth", width).await;
            stage.tab.wait_until(format!("{list}.matches(':popover-open')"), false).await;
            stage.tab.click(&id("all-terms")).await;
            stage.tab.wait_for(format!("{list}.matches(':popover-open')")).await;
            let text: String = stage.tab.eval(format!("{list}.innerText")).await;
            for word in ["VUs Virtual users", "TTFT Time to the first token", "tp Tensor parallelism"] {
                assert!(text.contains(word), "{word} at {width}: {text}");
            }
            let inside = format!(
                "(box => box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight)
                    ({list}.getBoundingClientRect())"
            );
            stage.tab.wait_for(inside).await;
            stage.tab.press("Escape").await;
        }
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn in_a_frame_of_maps_the_controls_come_first() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "&embed=1&view=contour&controls=limits,filters").await;
        let (map, limits) = (id("contour-panel-4"), id("limits-rest"));
        for there in [&*map, &*limits, ".filters"] {
            stage.tab.there(there).await;
        }
        let before = |which: &str| {
            format!(
                "!!(document.querySelector('{which}').compareDocumentPosition(document.querySelector('{map}')) & 4)"
            )
        };
        assert!(stage.tab.eval::<bool>(before(&limits)).await && stage.tab.eval::<bool>(before(".filters")).await);
        assert_eq!(stage.tab.count(&limits).await, 1);
        stage.tab.assert_no_errors().await;
    });
}
