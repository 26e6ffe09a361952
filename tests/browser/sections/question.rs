//! The line of the question: what is typed is seen whole, and words about it move nothing.

use crate::harness::run;
use crate::harness::stage::{CLASSIFICATION, Stage, id};
use crate::open::anything::pick;

const WIDTHS: [i64; 3] = [1280, 600, 390];

/// By how much the text of a field is wider than the field.
fn cut_off(field: &str) -> String {
    format!("(field => field.scrollWidth - field.clientWidth)(document.querySelector('{}'))", id(field))
}

async fn typed(stage: &Stage, field: &str, text: &str) {
    stage.tab.fill(&id(field), text).await;
    stage.tab.press("Enter").await;
}

#[test]
fn a_large_demand_is_seen_whole() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "&max_p95_ms=400&plan=1000@24h#").await;
        for width in WIDTHS {
            stage.tab.set_viewport(width, 800, 1.0).await;
            for (text, seen) in [("500M", "500M"), ("525600000", "525.6M"), ("123456789", "123456789")] {
                typed(&stage, "demand", text).await;
                stage.tab.wait_until(format!("document.querySelector('{}').value", id("demand")), seen).await;
                stage.frames().await;
                assert_eq!(stage.tab.eval::<f64>(cut_off("demand")).await, 0.0, "{text} at {width}");
            }
            let wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
            assert_eq!(stage.tab.eval::<f64>(wide).await, 0.0, "{width}");
        }
        stage.address_says("plan", "123456789@24h").await;
    });
}

/// A number counts once its writer pauses, without Enter: two typed fields are an answer. What is no number changes nothing
/// and says nothing until it is ended, and the whole of it is one step of the browser's history.
#[test]
fn numbers_count_while_they_are_typed() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "#").await;
        for (width, height) in [(1280, 800), (390, 844)] {
            stage.tab.set_viewport(width, height, 1.0).await;
            let before: f64 = stage.tab.eval("history.length").await;
            stage.tab.fill(&id("ask-latency"), "4").await;
            stage.address_says("max_p95_ms", "4").await;
            // What comes next goes on with the same number: no further step.
            stage.tab.fill(&id("ask-latency"), "400").await;
            stage.address_says("max_p95_ms", "400").await;
            assert_eq!(stage.tab.eval::<f64>("history.length").await, before + 1.0, "{width}");
            stage.tab.fill(&id("demand"), "200").await;
            stage.says("answer-number", "$584").await;
            let seen = format!(
                "(() => {{ const {{ top, bottom }} = document.querySelector('{}').getBoundingClientRect();
                    return scrollY === 0 && top >= 0 && bottom <= innerHeight; }})()",
                id("answer-number")
            );
            assert!(stage.tab.eval::<bool>(seen).await, "{width}");
            // Half a number, or none, says nothing yet.
            for text in ["0", "-", "200x"] {
                stage.tab.fill(&id("demand"), text).await;
                // Longer than the pause after which a number counts.
                let now: f64 = stage.tab.eval("performance.now()").await;
                stage.tab.wait_for(format!("performance.now() > {now} + 700")).await;
                let words = format!(
                    "document.querySelector('{}').parentElement.querySelector('.checked-words').innerText",
                    id("demand")
                );
                assert_eq!(stage.tab.eval::<String>(words).await, "", "{text}");
                stage.address_says("plan", "200/s@730h").await;
            }
            // The field ends as it began, of which the browser says nothing.
            stage.tab.fill(&id("demand"), "").await;
            stage.address_says("plan", "").await;
            stage.tab.fill(&id("ask-latency"), "").await;
            stage.tab.press("Enter").await;
            stage.address_says("max_p95_ms", "").await;
        }
    });
}

#[test]
fn words_about_what_was_typed_move_nothing() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "&max_p95_ms=400&plan=200/s@730h#").await;
        let places = "JSON.stringify(['.ask', ...[...document.querySelectorAll('.ask .f')].map((_, at) =>
            `.ask > .f:nth-child(${at + 1})`), '#answer'].map(part => {
                const { x, y, width, height } = document.querySelector(part).getBoundingClientRect();
                return [part, x, y + scrollY, width, height]; }))";
        for width in WIDTHS {
            stage.tab.set_viewport(width, 800, 1.0).await;
            for (field, long) in [
                ("ask-latency", "four hundred milliseconds or thereabouts, if that can be done at all"),
                ("demand", "as much as ever can be had from one machine of whatever kind there is"),
                ("ask-load", "half of what it can do, or a little more where nobody minds that"),
                ("ask-price", "less than what the other one costs on demand in the same region"),
            ] {
                let text = format!("document.querySelector('{}')", id(field));
                let before: String =
                    stage.tab.eval(format!("({text}.scrollIntoView({{ block: 'center' }}), {text}.value)")).await;
                typed(&stage, field, &before).await;
                stage.frames().await;
                let still: String = stage.tab.eval(places).await;
                typed(&stage, field, long).await;
                let words = format!("{text}.parentElement.querySelector('.checked-words')");
                stage.tab.wait_for(format!("{words}.innerText.includes('nothing changed')")).await;
                typed(&stage, field, "x").await;
                stage.tab.wait_for(format!("{words}.innerText.includes('“x”')")).await;
                assert_eq!(stage.tab.eval::<String>(places).await, still, "{field} at {width}");
                // They are on the screen, and nothing lies over them.
                let seen = format!(
                    "(() => {{ const words = {words}, {{ left, right, top, bottom }} = words.getBoundingClientRect();
                        return left >= 0 && right <= innerWidth && bottom <= innerHeight
                            && document.elementFromPoint((left + right) / 2, (top + bottom) / 2) === words; }})()"
                );
                stage.tab.wait_for(seen).await;
                // Nor do they lie over another field.
                let over = format!(
                    "(() => {{ const own = {words}.getBoundingClientRect();
                        return [...document.querySelectorAll('.ask .f:not(.add), .ask .add > *')].map(field => field.getBoundingClientRect()).filter(box =>
                            box.left < own.right && own.left < box.right && box.top < own.bottom - 1 && own.top < box.bottom - 1
                        ).length; }})()"
                );
                assert_eq!(stage.tab.eval::<usize>(over).await, 0, "{field} at {width}");
                typed(&stage, field, &before).await;
                stage.tab.wait_until(format!("{words}.innerText"), "").await;
            }
        }
    });
}

/// Six fields are one line, with the button beside the last; more fields take another, and it stands beside these, too.
#[test]
fn the_button_that_adds_a_limit_stands_beside_the_last_field() {
    run(async {
        let stage = Stage::of_language_model("&plan=2000/s@730h&limit=ttft:5000#").await;
        stage.tab.set_viewport(1280, 800, 1.0).await;
        stage.tab.wait_until("innerWidth", 1280).await;
        let fields =
            "[...document.querySelectorAll('.ask > .f:not([hidden], .add)')].map(own => own.getBoundingClientRect())";
        let beside = format!(
            "((fields, add) => fields.every(own => own.right <= add.left + 1)
                && fields.some(own => own.top < add.bottom && own.bottom > add.top))
                ({fields}, document.querySelector('.ask > .add').getBoundingClientRect())"
        );
        let lines = format!("new Set({fields}.map(own => Math.round(own.top))).size");
        stage.tab.wait_until(format!("{fields}.length"), 6).await;
        stage.tab.wait_for(&*beside).await;
        stage.tab.wait_until(&*lines, 1).await;
        stage.visit("?dataset=bundled/gpt-oss-120b-inferencex&plan=2000/s@730h&limit=ttft:5000&limit=tpot:40&limit=ttft99:9000&limit=tpot99:99&max_avg_ms=9000#").await;
        stage.tab.wait_for(format!("{fields}.length > 6 && {lines} > 1")).await;
        stage.tab.wait_for(beside).await;
    });
}

/// What is typed into a field when the browser goes back is of the step that is left: the field has what the address says, and
/// does not take it again when it is left.
#[test]
fn going_back_while_a_limit_is_typed_takes_it_back() {
    run(async {
        for (query, field, parameter, text) in
            [("&max_p95_ms=900", "ask-latency", "max_p95_ms", "500"), ("", "limit-at-most", "max_cost", "300")]
        {
            let stage = Stage::showing(CLASSIFICATION, query).await;
            stage.tab.click(&id("more-limits")).await;
            let value = format!("document.querySelector('{}').value", id(field));
            let before: String = stage.tab.eval(&*value).await;
            let address: String = stage.tab.eval("location.search").await;
            stage.tab.fill(&id(field), text).await;
            stage
                .tab
                .wait_for(format!("new URLSearchParams(location.search).get('{parameter}')?.startsWith('{text}')"))
                .await;
            stage.tab.eval::<bool>("(history.back(), true)").await;
            stage.tab.wait_until("location.search", &*address).await;
            stage.tab.wait_until(&*value, &*before).await;
            stage.tab.eval::<bool>("(document.activeElement.blur(), true)").await;
            stage.frames().await;
            assert_eq!(stage.tab.eval::<String>(&*value).await, before, "{field}");
            assert_eq!(stage.tab.eval::<String>("location.search").await, address, "{field}");
            stage.tab.assert_no_errors().await;
        }
    });
}

/// A machine that nobody named is another one with another table; a file that is opened again is of the same machine.
#[test]
fn the_price_of_a_machine_without_a_name_is_of_its_table() {
    const CSV: &str = "vus,avg_latency_ms,p95_latency_ms,throughput_req_per_sec\n1,50,60,20\n4,90,120,44\n";
    run(async {
        let stage = Stage::set([]).await;
        stage.visit("").await;
        stage.app_is("phase", "shown").await;
        pick(&stage, "files-input", &[("one.csv", CSV)]).await;
        stage.app_is("dataset", "one.csv").await;
        typed(&stage, "ask-price", "12").await;
        // $12 / 3,600 s / 44 requests a second.
        let answer = format!("document.querySelector('{}').innerText", id("verdict"));
        stage.tab.wait_for(format!("{answer}.includes('$75.80')")).await;
        let price = format!("document.querySelector('{}').value", id("ask-price"));
        pick(&stage, "files-input", &[("one.csv", &CSV.replace("44", "88"))]).await;
        stage.tab.wait_for(format!("{answer}.includes('$37.90')")).await;
        assert_eq!(stage.tab.eval::<String>(&price).await, "12.00");
        pick(&stage, "files-input", &[("two.csv", CSV)]).await;
        stage.app_is("dataset", "two.csv").await;
        stage.tab.wait_until(&price, String::new()).await;
        assert!(!stage.tab.eval::<bool>(format!("{answer}.includes('$')")).await);
        stage.assert_no_crash().await;
    });
}
