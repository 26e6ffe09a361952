//! The page on a phone: the place of the drawer, names of any length, letters of twice the size, the panel that opens data.

use super::reading::TOO_WIDE;
use crate::harness::run;
use crate::harness::stage::{CLASSIFICATION, Stage, VISION, id};
use crate::open::anything::pick;
use serde_json::json;

async fn phone(dataset: &str, query: &str, width: i64) -> Stage {
    let stage = Stage::showing(dataset, query).await;
    stage.tab.set_viewport(width, 844, 2.0).await;
    stage.tab.wait_until("innerWidth", width).await;
    stage
}

/// Two kinds of hardware with two engines each, at five loads, with names that have no blank in 200 letters.
fn of_long_names() -> String {
    let long = "very_long_".repeat(20);
    let mut csv =
        format!("vus,batch_size,avg_latency_ms,p95_latency_ms,throughput_req_per_sec,1B_cost,hw_type,image,{long}\n");
    for hardware in ["l4", "t4"] {
        for image in ["default", "trt"] {
            for vus in [1, 2, 4, 8, 16] {
                let (latency, rate, cost) = (10 + vus, 100 * vus, 1400 - 20 * vus);
                csv += &format!(
                    "{vus},8,{latency},{},{rate},{cost},{hardware}-{long},{image}/{long},{long}\n",
                    latency * 2
                );
            }
        }
    }
    csv
}

#[test]
fn nothing_is_wider_than_a_phone_whatever_the_names() {
    run(async {
        let stage = phone(VISION, "", 390).await;
        let name = format!("{}.csv", "results_".repeat(30));
        pick(&stage, "files-input", &[(&name, &of_long_names())]).await;
        stage.app_is("source", "files").await;
        stage.points_are(20).await;
        // Every part of the page, with all that is folded.
        let unfold =
            "(document.querySelectorAll('main details:not(.token)').forEach(details => details.open = true), true)";
        for width in [390, 320] {
            stage.tab.set_viewport(width, 844, 2.0).await;
            stage.tab.wait_until("innerWidth", width).await;
            for place in ["alternatives", "evidence", "map", "data"] {
                stage.tab.wait_for(format!("(document.querySelector('#{place}').scrollIntoView(), true)")).await;
                stage.tab.eval::<bool>(unfold).await;
                stage.frames().await;
                stage.tab.wait_until(TOO_WIDE, "").await;
            }
            stage.tab.wait_for("(scrollTo(0, 0), scrollY === 0)").await;
            // The bar below is whole.
            let bar = "(links => links.length >= 5 && links.every(link => {
                const box = link.getBoundingClientRect();
                return box.left >= 0 && box.right <= innerWidth && box.bottom <= innerHeight
                    && link.scrollWidth <= link.clientWidth; }))([...document.querySelectorAll('.rail > a')])";
            stage.tab.wait_for(bar).await;
        }
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn letters_of_twice_the_size_lie_over_nothing() {
    run(async {
        let stage = phone(CLASSIFICATION, "&max_p95_ms=400&plan=200/s@730h#", 390).await;
        stage.tab.eval::<bool>("(document.documentElement.style.fontSize = '32px', true)").await;
        stage.frames().await;
        stage.tab.wait_until(TOO_WIDE, "").await;
        // In the question and the answer no text leaves its box, or lies over another.
        let collide = "(() => {
            const boxes = [...document.querySelectorAll('.ask label, .ask input, .ask select, .ask .unit, .gauges dt, .gauges dd, .ans-head > *, .alt p, .alt button')]
                .filter(own => own.offsetParent).map(own => [own, own.getBoundingClientRect()]);
            const apart = (a, b) => a.right <= b.left + 1 || b.right <= a.left + 1 || a.bottom <= b.top + 1 || b.bottom <= a.top + 1;
            const name = own => `${own.tagName} ${own.innerText || own.id}`;
            const bad = boxes.flatMap(([one, a], at) => boxes.slice(at + 1)
                .filter(([other, b]) => !one.contains(other) && !apart(a, b)).map(([other]) => `${name(one)} on ${name(other)}`));
            const cut = boxes.filter(([own, box]) => {
                const card = own.closest('.f, .card').getBoundingClientRect();
                return box.left < card.left - 1 || box.right > card.right + 1; });
            return [...bad, ...cut.map(([own]) => `${name(own)} leaves`)].join('; '); })()";
        stage.tab.wait_until(collide, "").await;
        for place in ["alternatives", "evidence"] {
            let whole = format!(
                "[...document.querySelectorAll('#{place} :is(.tw, .evidence > .scroll)')].every(own => own.scrollWidth <= own.clientWidth + 1)"
            );
            stage.tab.wait_for(whole).await;
        }
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn the_drawer_keeps_the_place_and_holds_the_page() {
    run(async {
        let stage = phone(CLASSIFICATION, "&max_p95_ms=400&plan=200/s@730h#", 390).await;
        let row = "#alternatives [data-testid=outside] tr[data-row]";
        stage
            .tab
            .wait_for(format!("(document.querySelector('{row}').scrollIntoView({{ block: 'center' }}), scrollY > 500)"))
            .await;
        stage.frames().await;
        // On the row, beside its button.
        let beside: Vec<f64> = stage
            .tab
            .eval(format!(
                "(box => [box.right - 20, box.bottom - 14])(document.querySelector('{row}').getBoundingClientRect())"
            ))
            .await;
        let scrolled: f64 = stage.tab.eval("scrollY").await;
        stage.tab.click_at(beside[0], beside[1]).await;
        let drawer = format!("document.querySelector('{}')", id("drawer"));
        stage.tab.wait_for(format!("{drawer}.open")).await;
        stage.tab.wait_until(format!("{drawer}.getBoundingClientRect().top"), 0).await;
        assert_eq!(stage.tab.eval::<f64>("scrollY").await, scrolled, "opening it moves the page");
        let wheel = json!({ "type": "mouseWheel", "x": 200, "y": 500, "deltaX": 0, "deltaY": 3000 });
        for _ in 0..3 {
            stage.tab.call("Input.dispatchMouseEvent", wheel.clone()).await.expect("the wheel turns");
            stage.frames().await;
        }
        for key in ["End", "PageDown", "ArrowDown", "Home", "PageUp"] {
            stage.tab.press(key).await;
            stage.frames().await;
        }
        assert_eq!(stage.tab.eval::<f64>("scrollY").await, scrolled, "the page moves under it");
        stage.tab.click(&id("drawer-close")).await;
        stage.tab.wait_for(format!("!{drawer}.open")).await;
        stage.frames().await;
        assert_eq!(stage.tab.eval::<f64>("scrollY").await, scrolled, "closing it moves the page");
        stage.tab.wait_for(format!("document.activeElement.closest('{row}')")).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn the_panel_that_opens_data_lies_within_the_page_and_leaves_room_for_a_refusal() {
    run(async {
        let stage = phone(VISION, "", 390).await;
        let panel = format!("document.querySelector('{}')", id("open-data"));
        let is_free = format!(
            "(own => {{ const box = own.getBoundingClientRect();
                return [box.left + 4, box.right - 4].every(x => own.contains(document.elementFromPoint(x, box.top + 8))); }})(document.querySelector('{}'))",
            id("load-error")
        );
        for width in [390, 1280] {
            stage.tab.set_viewport(width, 844, 1.0).await;
            stage.tab.wait_until("innerWidth", width).await;
            stage.tab.wait_for("(scrollTo(0, 0), scrollY === 0)").await;
            stage.tab.click(&format!("{} > summary", id("open-data"))).await;
            stage.tab.wait_for(format!("{panel}.open")).await;
            let within = format!(
                "(box => box.width > 300 && box.left >= 0 && box.right <= document.documentElement.clientWidth)({panel}.querySelector('.panel').getBoundingClientRect())"
            );
            stage.tab.wait_for(within).await;
            pick(&stage, "files-input", &[("notes.txt", "What we measured on Tuesday.")]).await;
            stage.error().await;
            stage.tab.wait_for(format!("!{panel}.open")).await;
            stage.tab.wait_for(&is_free).await;
        }
        // Where nothing can be shown the panel is open, beside the reason.
        for width in [320, 390, 1280] {
            stage.tab.set_viewport(width, 844, 1.0).await;
            stage.visit("?dataset=acme/nothing").await;
            stage.error().await;
            stage.tab.wait_for(format!("{panel}.open")).await;
            stage.tab.wait_for(&is_free).await;
        }
        stage.assert_no_crash().await;
    });
}

/// Whoever follows "Map" below finds all that is there, the price what-if, too.
#[test]
fn all_tabs_are_in_sight_on_a_phone() {
    run(async {
        for dataset in [VISION, CLASSIFICATION] {
            let stage = phone(dataset, "#", 390).await;
            stage.tab.click(".rail > a[href='#map']").await;
            let tabs = "[...document.querySelectorAll('#map [role=tab]:not([hidden])')]";
            let seen = format!(
                "{tabs}.every(tab => {{ const box = tab.getBoundingClientRect();
                    return document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2) === tab; }})"
            );
            stage.tab.wait_for(format!("{tabs}.length > 4 && {seen}")).await;
            stage.tab.click("#break-even").await;
            stage.tab.wait_until("document.querySelector('#break-even').ariaSelected", "true").await;
        }
    });
}
