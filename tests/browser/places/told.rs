//! What stands beside a number or a name: what a place counts, what more load does to the chance, short names in a frame.

use crate::harness::run;
use crate::harness::stage::{CLASSIFICATION, Stage, id};

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
