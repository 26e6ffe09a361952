//! "Share and export": what is offered, that it is what it says, and what is copied.

use crate::harness::run;
use crate::harness::stage::{CLASSIFICATION, EMBEDDING, Stage, VISION, fixture, id, other};
use crate::open::anything::pick;

pub async fn choose(stage: &Stage, list: &str, words: &str) {
    let pick = format!(
        "(() => {{ const list = document.querySelector('{}');
            const at = [...list.options].findIndex(option => option.text.includes({words:?}));
            if (at < 0) return false;
            list.selectedIndex = at; list.dispatchEvent(new Event('change', {{ bubbles: true }})); return true; }})()",
        id(list)
    );
    assert!(stage.tab.eval::<bool>(pick).await, "{words} is not offered");
    stage.frames().await;
}

pub async fn text(stage: &Stage) -> String {
    stage.tab.eval(format!("document.querySelector('{}').value", id("share-text"))).await
}

#[test]
fn the_link_opens_what_is_shown() {
    run(async {
        let stage = Stage::showing(EMBEDDING, "&max_vus=64&contour=p95&embed=0&__theme=dark").await;
        stage.tab.click(&id("share-open")).await;
        stage.tab.wait_until("document.activeElement.dataset.testid", "share-form").await;
        let link = text(&stage).await;
        assert!(link.starts_with(stage.site().origin()), "{link}");
        assert!(!link.contains("embed=") && !link.contains("__theme"), "{link}");
        let note = stage.tab.text(&id("share-note")).await;
        assert!(note.contains("served by this computer"), "{note}");
        stage.tab.open(&link).await;
        stage.app_is("dataset", EMBEDDING).await;
        assert_eq!(stage.tab.text(&id("vus-max-readout")).await, "64 VUs");
        stage.tab.wait_for("document.querySelector('input[name=contour-quantity][value=p95]').checked").await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn every_form_has_its_text() {
    run(async {
        let stage = Stage::showing(VISION, "&max_vus=6").await;
        for (form, parts) in [
            ("Notebook", ["IFrame(", "embed=1", "max_vus=6"]),
            ("Frame in", ["<iframe src=", "embed=1", "title="]),
            ("Link in", ["[Isocost", "](http", "max_vus=6"]),
            ("Picture", ["![", ".png", "max_vus=6"]),
            ("verdict in words", ["44.50", "nvidia-l4", "max_vus=6"]),
            ("cheapest run and", ["PATH = \"hf://datasets/", "import pandas", "6"]),
            ("best of each", ["PATH = ", "import pandas", "6"]),
            ("enough VUs", ["PATH = ", "import pandas", "6"]),
            ("contours", ["PATH = ", "LinearNDInterpolator", "6"]),
        ] {
            choose(&stage, "share-form", form).await;
            let text = text(&stage).await;
            assert!(parts.iter().all(|part| text.contains(part)), "{form}: {text}");
        }
        choose(&stage, "share-form", "Frame in").await;
        choose(&stage, "share-part", "Map").await;
        assert!(text(&stage).await.contains("view=contour"));
        // The text follows what is chosen elsewhere.
        stage.focus(&id("vus-max")).await;
        stage.tab.press("Home").await;
        stage.tab.wait_for(format!("document.querySelector('{}').value.includes('max_vus=1')", id("share-text"))).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn a_frame_shows_the_section_that_sharing_was_opened_from() {
    run(async {
        let stage = Stage::showing(VISION, "#").await;
        let part = format!("document.querySelector('{}').value", id("share-part"));
        // At the top there are the answer and the chart.
        stage.tab.click(&id("share-open")).await;
        stage.tab.wait_until("document.activeElement.dataset.testid", "share-form").await;
        choose(&stage, "share-form", "Frame in").await;
        stage.tab.wait_until(&*part, "").await;
        for (place, view, name) in [
            ("map", "contour", "Map"),
            ("evidence", "vus", "Evidence: did we try enough VUs?"),
            ("answer", "verdict", "Answer"),
        ] {
            stage.tab.click(&format!("{} a[href='#{place}']", id("rail"))).await;
            stage.attr_is(&format!("{} a[href='#{place}']", id("rail")), "aria-current", "true").await;
            stage.tab.click(&id("share-open")).await;
            stage.tab.wait_until(&*part, view).await;
            assert!(text(&stage).await.contains(&format!("view={view}")));
            let shown = format!("document.querySelector('{}').selectedOptions[0].text", id("share-part"));
            assert_eq!(stage.tab.eval::<String>(shown).await, name);
        }
        stage.tab.assert_no_errors().await;
    });
}

/// At hand under each chart that is a view by itself; back leads to the chart.
#[test]
fn a_charts_frame_is_a_tap_away() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "#").await;
        stage.tab.set_viewport(390, 844, 2.0).await;
        stage.tab.wait_until("innerWidth", 390).await;
        let part = format!("document.querySelector('{}').value", id("share-part"));
        let form = format!("document.querySelector('{}').selectedOptions[0].text", id("share-form"));
        for (chart, view) in [("contour-1", "contour"), ("scatter", "scatter")] {
            stage.see(&id(chart)).await;
            let figure = format!(".chart-figure:has({})", id(chart));
            let button = format!("{figure} {}", id("to-frame"));
            let below = format!(
                "document.querySelector('{button}').getBoundingClientRect().bottom
                    - document.querySelector('{}').getBoundingClientRect().bottom",
                id(chart)
            );
            stage.tab.wait_for(format!("(below => below > 0 && below < 300)({below})")).await;
            stage
                .tab
                .eval::<bool>(format!(
                    "(document.querySelector('{button}').scrollIntoView({{ block: 'center' }}), true)"
                ))
                .await;
            stage.frames().await;
            let at: f64 = stage.tab.eval("scrollY").await;
            stage.tab.click(&button).await;
            stage.tab.wait_until("document.activeElement.dataset.testid", "share-form").await;
            assert_eq!(stage.tab.eval::<String>(&*form).await, "Frame in a web page (HTML)");
            stage.tab.wait_until(&*part, view).await;
            assert!(text(&stage).await.contains(&format!("view={view}")), "{view}");
            stage.tab.eval::<bool>("(history.back(), true)").await;
            stage.tab.wait_until("location.hash", "").await;
            stage.tab.wait_for(format!("Math.abs(scrollY - {at}) < 2")).await;
        }
        // A chart that no frame shows by itself has none to be seen.
        for place in ["break-even", "compare"] {
            let buttons = |name: &str| format!("[...document.querySelectorAll('#{place}-part {}')]", id(name));
            let (frame, link) = (buttons("to-frame"), buttons("copy-link"));
            stage.tab.wait_for(format!("(location.hash = '{place}', {link}.some(own => own.offsetParent))")).await;
            assert!(stage.tab.eval::<bool>(format!("{frame}.every(own => !own.offsetParent)")).await, "{place}");
        }
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn it_is_copied_or_selected_to_be_copied_by_hand() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        stage
            .tab
            .eval::<bool>(
                "(window.clip = '', navigator.clipboard.writeText = async text => { window.clip = text }, true)",
            )
            .await;
        stage.tab.click(&id("share-copy")).await;
        stage
            .tab
            .wait_until(
                format!("document.querySelector('{}').innerText", id("share-copied")),
                "Copied. Only this computer opens it: see the note below.",
            )
            .await;
        stage.says("share-note", "Others cannot open this: the page is served by this computer").await;
        assert_eq!(stage.tab.eval::<String>("window.clip").await, text(&stage).await);
        choose(&stage, "share-form", "Notebook").await;
        assert_eq!(stage.tab.text(&id("share-copied")).await, "");
        stage.tab.eval::<bool>("(navigator.clipboard.writeText = async () => { throw new Error('no') }, true)").await;
        stage.tab.click(&id("share-copy")).await;
        stage.tab.wait_until("document.activeElement.dataset.testid", "share-text").await;
        let selected = "(area => area.value.slice(area.selectionStart, area.selectionEnd))(document.activeElement)";
        assert_eq!(stage.tab.eval::<String>(selected).await, text(&stage).await);
        stage.tab.assert_no_errors().await;
    });
}

/// What a link lacks is said at the button that copies it, too.
#[test]
fn a_copied_link_says_that_it_holds_no_file() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        let runs = "vus,batch_size,avg_latency_ms,throughput_req_per_sec,1B_cost,hw_type\n1,8,10,100,1400,l4\n2,8,12,160,900,l4\n";
        pick(&stage, "files-input", &[("runs.csv", runs)]).await;
        stage.app_is("source", "files").await;
        stage.tab.eval::<bool>("(navigator.clipboard.writeText = async () => {}, true)").await;
        stage.tab.click(&id("copy-link")).await;
        let said = format!("document.querySelector('{} [role=status]').innerText.slice(0, 48)", id("save"));
        stage.tab.wait_until(&*said, "Copied. A file of this computer is in no link: o").await;
        // It lies over what follows, and goes by itself.
        let seen = format!(
            "(own => {{ own.scrollIntoView({{ block: 'center' }}); const box = own.getBoundingClientRect();
                return [box.top + 3, box.bottom - 3].every(y => document.elementFromPoint(box.left + 9, y) === own); }})
                (document.querySelector('{} [role=status]'))",
            id("save")
        );
        stage.tab.wait_for(seen).await;
        stage.tab.wait_until(said, "").await;
        choose(&stage, "share-form", "Frame in").await;
        stage.tab.click(&id("share-copy")).await;
        let said = format!("document.querySelector('{}').innerText", id("share-copied"));
        stage.tab.wait_until(said, "Copied. It does not hold your file: see the note below.").await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn strings_from_data_stay_text_in_every_form() {
    run(async {
        let stage = Stage::set([other(fixture("markup_in_strings"))]).await;
        stage.visit(&format!("?dataset={}", crate::harness::stage::OTHER)).await;
        stage.app_is("busy", "false").await;
        let forms: usize = stage.tab.count(&format!("{} option", id("share-form"))).await;
        for at in 0..forms {
            let pick = format!(
                "(list => {{ list.selectedIndex = {at}; list.dispatchEvent(new Event('change', {{ bubbles: true }}));
                    return true; }})(document.querySelector('{}'))",
                id("share-form")
            );
            stage.tab.eval::<bool>(pick).await;
            stage.frames().await;
            assert!(!text(&stage).await.is_empty());
        }
        assert_eq!(stage.tab.count("main script, main img, main iframe").await, 0);
        stage.assert_no_crash().await;
    });
}
