//! Places that an address names: the page scrolls to them once they are built, the rail says in which one is, links keep them.

use crate::harness::run;
use crate::harness::stage::{CLASSIFICATION, Stage, id};
use crate::harness::tab::quote;
use crate::take_away::share::{choose, text};
use isocost::page::take_away::forms;

const ASKED: &str = "&max_p95_ms=400&plan=200/s@730h";

/// Whether an element stands at the top of the screen, or on it at the end of the page.
fn is_brought(id: &str) -> String {
    format!(
        "(() => {{ const element = document.getElementById({});
            if (!element?.getClientRects().length) return false;
            const top = element.getBoundingClientRect().top;
            const ends = document.documentElement.getBoundingClientRect().bottom <= innerHeight + 1;
            return top >= 0 && top < (ends ? innerHeight : 130); }})()",
        quote(id)
    )
}

#[track_caller]
fn rail_is(stage: &Stage, place: &str) -> impl Future<Output = ()> {
    stage.tab.wait_until("document.querySelector('.rail [aria-current]').getAttribute('href')", format!("#{place}"))
}

#[test]
fn an_address_brings_its_place_to_the_top_of_the_screen() {
    run(async {
        for (anchor, place) in [
            ("alternatives", "alternatives"),
            ("evidence", "evidence"),
            ("sure", "evidence"),
            ("map", "map"),
            ("contour-title", "map"),
            ("break-even", "map"),
            ("data", "data"),
            ("runs", "data"),
        ] {
            let stage = Stage::showing(CLASSIFICATION, &format!("{ASKED}#{anchor}")).await;
            stage.tab.wait_for(is_brought(anchor)).await;
            rail_is(&stage, place).await;
            // It stays there while the rest is built and drawn.
            for _ in 0..20 {
                stage.frames().await;
            }
            assert!(stage.tab.eval::<bool>(is_brought(anchor)).await, "{anchor}");
            stage.tab.assert_no_errors().await;
        }
    });
}

/// Also where it stands in a closed part.
#[test]
fn an_address_opens_what_its_place_is_in() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, &format!("{ASKED}#limits")).await;
        stage.tab.wait_for(format!("document.querySelector('{}').open", id("limits-rest"))).await;
        stage.tab.wait_for("document.getElementById('limits').getBoundingClientRect().bottom <= innerHeight").await;
    });
}

#[test]
fn a_reader_who_scrolls_is_not_brought_back() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, &format!("{ASKED}#map")).await;
        stage.tab.wait_for(is_brought("map")).await;
        stage.tab.eval::<bool>("(scrollTo(0, 0), true)").await;
        for _ in 0..5 {
            stage.frames().await;
        }
        assert_eq!(stage.tab.eval::<f64>("scrollY").await, 0.0);
        // Nor who turns the wheel while the page grows.
        stage.tab.eval::<bool>("(location.hash = 'evidence', true)").await;
        stage.tab.wait_for(is_brought("evidence")).await;
        let act = "(dispatchEvent(new WheelEvent('wheel')), scrollTo(0, 0),
            document.querySelector('#alternatives').style.paddingTop = '400px', true)";
        stage.tab.eval::<bool>(act).await;
        for _ in 0..5 {
            stage.frames().await;
        }
        assert_eq!(stage.tab.eval::<f64>("scrollY").await, 0.0);
    });
}

#[test]
fn the_way_to_the_reasons_marks_the_evidence() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, &format!("{ASKED}#")).await;
        for width in [1280, 600] {
            stage.tab.set_viewport(width, 800, 1.0).await;
            stage.tab.eval::<bool>("(scrollTo(0, 0), location.hash = '', true)").await;
            rail_is(&stage, "answer").await;
            stage.tab.click(&format!("{} a", id("confidence-line"))).await;
            stage.tab.wait_for(is_brought("sure")).await;
            rail_is(&stage, "evidence").await;
        }
    });
}

/// Back leads to where the page was scrolled, and not to the beginning of a place.
#[test]
fn back_leads_to_where_the_reader_was() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, &format!("{ASKED}#")).await;
        stage.tab.set_viewport(390, 844, 1.0).await;
        stage.tab.wait_for("document.querySelector('#evidence table')").await;
        for (from, to) in [("", "alternatives"), ("evidence", "map")] {
            if !from.is_empty() {
                stage.tab.click(&format!(".rail a[href='#{from}']")).await;
                stage.tab.wait_for(is_brought(from)).await;
            }
            stage.tab.eval::<bool>("(scrollBy(0, 300), true)").await;
            stage.frames().await;
            let at: f64 = stage.tab.eval("scrollY").await;
            stage.tab.click(&format!(".rail a[href='#{to}']")).await;
            stage.tab.wait_for(is_brought(to)).await;
            stage.tab.eval::<bool>("(history.back(), true)").await;
            stage.tab.wait_until("location.hash.slice(1)", from).await;
            stage.tab.wait_for(format!("scrollY === {at}")).await;
            for _ in 0..10 {
                stage.frames().await;
            }
            assert_eq!(stage.tab.eval::<f64>("scrollY").await, at, "{from}");
        }
    });
}

/// Also where nothing in the address names it.
#[test]
fn a_link_leads_to_the_map_that_was_scrolled_to() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, &format!("{ASKED}#")).await;
        stage.see(&id("contour-1")).await;
        rail_is(&stage, "map").await;
        stage.tab.click(&id("share-open")).await;
        stage.tab.wait_for(format!("document.querySelector('{}').value.endsWith('#contour')", id("share-text"))).await;
    });
}

#[test]
fn a_link_keeps_the_place_that_is_shown() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, &format!("{ASKED}#break-even")).await;
        stage.tab.wait_for(is_brought("break-even")).await;
        stage.tab.click(&id("share-open")).await;
        stage.tab.wait_until("document.activeElement.dataset.testid", "share-form").await;
        stage
            .tab
            .wait_for(format!("document.querySelector('{}').value.endsWith('#break-even')", id("share-text")))
            .await;
        // Another tab is another place.
        stage.tab.click("#prices[role=tab]").await;
        stage.tab.wait_for(format!("document.querySelector('{}').value.endsWith('#prices')", id("share-text"))).await;
        choose(&stage, "share-form", "Frame in").await;
        assert!(!text(&stage).await.contains("#prices"), "a frame shows its part");
        choose(&stage, "share-form", "Link").await;
        let link = text(&stage).await;
        stage.tab.open("about:blank").await;
        stage.tab.open(&link).await;
        stage.tab.wait_for(is_brought("prices")).await;
        stage.tab.wait_until("document.querySelector('#prices').ariaSelected", "true").await;
    });
}

#[test]
fn a_link_to_a_chart_leads_to_it() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, &format!("{ASKED}#break-even")).await;
        stage.tab.wait_for(is_brought("break-even")).await;
        let clipboard = "(Object.defineProperty(navigator, 'clipboard',
            { value: { writeText: text => (window.copied = text, Promise.resolve()) } }), true)";
        stage.tab.eval::<bool>(clipboard).await;
        for (chart, place) in [(".break-even", "break-even"), (".duo", "chart-title")] {
            let button = format!("{chart} {}", id("copy-link"));
            stage.tab.click(&button).await;
            stage.tab.wait_for(format!("window.copied?.endsWith('#{place}')")).await;
            stage
                .tab
                .wait_until(
                    format!("document.querySelector('{chart} {}').innerText", ".save [role=status]"),
                    forms::COPIED_HERE,
                )
                .await;
            let link: String = stage.tab.eval("window.copied").await;
            assert!(link.contains("plan=200") && link.contains("max_p95_ms=400"), "{link}");
            stage.tab.wait_for(format!("document.getElementById('{place}')")).await;
        }
        let link: String = stage.tab.eval("window.copied").await;
        stage.tab.open("about:blank").await;
        stage.tab.open(&link).await;
        stage.tab.wait_for("document.getElementById('chart-title')?.getBoundingClientRect().top >= 0").await;
        stage.tab.assert_no_errors().await;
    });
}
