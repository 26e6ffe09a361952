//! Other ways to read the page: narrow and magnified, large letters, forced colours, more contrast, on paper.

use crate::harness::run;
use crate::harness::stage::{CLASSIFICATION, Stage, id};
use serde_json::json;

const ASKED: &str = "&max_p95_ms=400&plan=200/s@730h#";

/// What is wider than the page, by tag and class; what scrolls by itself is not.
pub const TOO_WIDE: &str = "(() => {
    const most = document.documentElement.clientWidth + 1;
    const scrolls = element => element.closest('.scroll, .tw, .seg, svg, .visually-hidden, .skip, dialog, [popover]');
    const wide = [...document.querySelectorAll('body *')].filter(element =>
        element.getBoundingClientRect().right > most && !scrolls(element));
    return document.documentElement.scrollWidth > most || wide.length
        ? `${document.documentElement.scrollWidth} ` + wide.map(e => `${e.tagName}.${e.className}`).join(' ') : ''; })()";

async fn asked() -> Stage {
    let stage = Stage::showing(CLASSIFICATION, ASKED).await;
    stage.attr_is("html", "data-keys", "on").await;
    stage
}

async fn emulate(stage: &Stage, name: &str, value: &str) {
    let features = json!({ "features": [{ "name": name, "value": value }] });
    stage.tab.call("Emulation.setEmulatedMedia", features).await.expect("the feature is known");
    stage.tab.wait_for(format!("matchMedia('({name}: {value})').matches")).await;
}

#[test]
fn a_page_of_320_pixels_and_one_at_400_percent_scroll_downwards_alone() {
    run(async {
        let stage = asked().await;
        // 1280 pixels at 400% are 320, four device pixels each.
        for ratio in [1.0, 4.0] {
            stage.tab.set_viewport(320, 256, ratio).await;
            stage.tab.wait_until("innerWidth", 320).await;
            stage.frames().await;
            stage.tab.wait_until(TOO_WIDE, "").await;
            for name in ["answer-number", "demand", "ask-latency", "alternatives", "evidence-table", "rail"] {
                let size = format!("document.querySelector('{}').getBoundingClientRect().width > 20", id(name));
                stage.tab.wait_for(size).await;
            }
        }
    });
}

#[test]
fn filters_end_above_the_keys_below_notes_and_where_they_are_many() {
    run(async {
        let gap = "document.querySelector('.rail-keys').getBoundingClientRect().top
            - document.querySelector('.filters').getBoundingClientRect().bottom";
        for stage in [Stage::of_language_model("#all").await, asked().await] {
            stage.attr_is("html", "data-keys", "on").await;
            for height in [700, 800, 1000] {
                stage.tab.set_viewport(1280, height, 1.0).await;
                for y in ["0", "120", "document.documentElement.scrollHeight"] {
                    stage.tab.wait_for(format!("(scrollTo(0, {y}), innerHeight === {height})")).await;
                    stage.frames().await;
                    stage.tab.wait_for(format!("{gap} >= 0")).await;
                }
                // And the keys on the screen, once notes above are scrolled away.
                stage
                    .tab
                    .wait_for(format!(
                        "document.querySelector('.rail-keys').getBoundingClientRect().bottom <= {height}"
                    ))
                    .await;
            }
        }
    });
}

#[test]
fn large_letters_of_the_browser_count_and_cut_nothing() {
    run(async {
        let stage = asked().await;
        let height =
            format!("parseFloat(getComputedStyle(document.querySelector('{}')).fontSize)", id("answer-number"));
        assert_eq!(stage.tab.eval::<f64>(height.clone()).await, 44.0);
        let sizes = json!({ "fontSizes": { "standard": 24, "fixed": 20 } });
        stage.tab.call("Page.setFontSizes", sizes).await.expect("Chromium takes a font size");
        stage.tab.wait_until(height, 66).await;
        for width in [1280, 600, 390] {
            stage.tab.set_viewport(width, 800, 1.0).await;
            stage.tab.wait_until("innerWidth", width).await;
            stage.frames().await;
            stage.tab.wait_until(TOO_WIDE, "").await;
        }
    });
}

#[test]
fn with_forced_colours_what_is_chosen_and_what_is_limited_is_seen() {
    run(async {
        let stage = asked().await;
        emulate(&stage, "forced-colors", "active").await;
        let style =
            |selector: &str, name: &str| format!("getComputedStyle(document.querySelector({:?})).{name}", selector);
        for chosen in [".seg [aria-selected=true]", ".rail > [aria-current]"] {
            stage.tab.wait_until(style(chosen, "outlineStyle"), "solid").await;
            stage.tab.wait_until(style(chosen, "outlineWidth"), "2px").await;
        }
        stage.tab.wait_until(style(".ask .f.on", "borderBottomStyle"), "solid").await;
        stage.tab.wait_until(style(".is-answer > th", "borderBottomWidth"), "2px").await;
        for drawn in [".limit-bars i", ".gauges .bar i"] {
            let is_seen = format!(
                "(() => {{ const own = {}; return own !== 'rgba(0, 0, 0, 0)' && own !== getComputedStyle(document.body).backgroundColor; }})()",
                style(drawn, "backgroundColor")
            );
            stage.tab.wait_for(is_seen).await;
        }
        stage.focus(&id("demand")).await;
        stage.tab.press("Tab").await;
        stage.tab.wait_for("parseFloat(getComputedStyle(document.activeElement).outlineWidth) >= 2").await;
    });
}

#[test]
fn more_contrast_makes_lines_and_labels_darker() {
    run(async {
        let stage = asked().await;
        let colours = "[getComputedStyle(document.querySelector('.card')).borderTopColor,
            getComputedStyle(document.querySelector('.gauges dt')).color].join()";
        let before: String = stage.tab.eval(colours).await;
        emulate(&stage, "prefers-contrast", "more").await;
        let after: String = stage.tab.eval(colours).await;
        assert!(before.split("),").zip(after.split("),")).all(|(one, other)| one != other), "{before} and {after}");
    });
}

#[test]
fn on_paper_the_page_has_at_most_two_pages_and_no_controls() {
    run(async {
        let stage = asked().await;
        emulate(&stage, "prefers-color-scheme", "dark").await;
        let sheets = stage.tab.sheets().await;
        assert!((1..=2).contains(&sheets), "{sheets} pages");
        stage.tab.call("Emulation.setEmulatedMedia", json!({ "media": "print" })).await.expect("it is known");
        let seen = |selector: &str| format!("!!document.querySelector('{selector}')?.getClientRects().length");
        for shown in ["#answer", ".duo .chart", "#alternatives", "#evidence", ".run-link", ".ask"] {
            stage.tab.wait_until(seen(shown), true).await;
        }
        for gone in [".rail", ".filters", ".acts", ".seg", ".table-foot", "#map", ".limits", ".rail-keys"] {
            stage.tab.wait_until(seen(gone), false).await;
        }
        assert_eq!(
            stage.tab.eval::<String>("getComputedStyle(document.querySelector('.card')).backgroundColor").await,
            "rgb(255, 255, 255)"
        );
    });
}
