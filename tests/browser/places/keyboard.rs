//! The page by keyboard alone: a whole session, how many stops there are, single keys and their switch.

use crate::harness::run;
use crate::harness::stage::{CLASSIFICATION, Stage, VISION, id};
use crate::open::anything::pick;

/// Twenty requests a second from one machine, in 10 ms; forty in 25.
const CSV: &str = "vus,batch_size,avg_latency_ms,p95_latency_ms,throughput_req_per_sec,1B_cost,hw_type\n\
                   1,8,50,60,20,14000,nvidia-l4\n2,8,55,70,36,9000,nvidia-l4\n4,8,90,120,44,7000,nvidia-l4\n";
const FOCUSED: &str = "document.activeElement";
const FOCUSED_NAME: &str = "document.activeElement?.dataset?.testid ?? ''";
/// More stops than this are a trap or a page to get lost in.
const MOST_STOPS: usize = 79;

/// The page as readers have it, with all of its code.
async fn stage(query: &str) -> Stage {
    let stage = Stage::showing(VISION, &format!("{query}#")).await;
    stage.attr_is("html", "data-keys", "on").await;
    stage
}

/// Presses Tab until it is on an element of this name.
async fn tab_to(stage: &Stage, name: &str) {
    for _ in 0..MOST_STOPS {
        stage.tab.press("Tab").await;
        if stage.tab.eval::<String>(FOCUSED_NAME).await == name {
            return;
        }
    }
    panic!("no Tab leads to {name}");
}

#[test]
fn a_session_by_keyboard_alone() {
    run(async {
        let stage = stage("").await;
        // A file: the panel opens by its key, and a few stops on is the field for files.
        stage.tab.press("o").await;
        stage.attr_is(&id("open-data"), "open", "").await;
        tab_to(&stage, "files-input").await;
        pick(&stage, "files-input", &[("runs.csv", CSV)]).await;
        stage.app_is("source", "files").await;
        stage.points_are(3).await;
        // A limit: the answer is told by a live region.
        stage.tab.eval::<bool>("(document.activeElement.blur(), true)").await;
        stage.tab.press("m").await;
        stage.tab.wait_until(FOCUSED_NAME, "ask-latency").await;
        let before = stage.tab.text(&id("answer-said")).await;
        stage.tab.type_text("65").await;
        stage.tab.press("Enter").await;
        stage.address_says("max_p95_ms", "65").await;
        stage.tab.wait_for(format!("document.querySelector('{}').innerText !== {before:?}", id("answer-said"))).await;
        stage.attr_is(&id("answer-said"), "aria-live", "polite").await;
        // A run of the alternatives is pinned.
        stage.tab.press("Tab").await;
        stage.tab.press("Escape").await;
        stage.tab.eval::<bool>("(document.activeElement.blur(), true)").await;
        stage.tab.press("2").await;
        stage.tab.wait_until("location.hash", "#alternatives").await;
        for _ in 0..MOST_STOPS {
            stage.tab.press("Tab").await;
            if stage.tab.eval::<bool>(format!("{FOCUSED}.classList.contains('run-link')")).await {
                break;
            }
        }
        stage.tab.press("x").await;
        stage.address_says("pin", "0").await;
        // The link is copied: stand-in for a clipboard that a headless browser does not give.
        let stand_in = "{ writeText: text => { window.copied = text; return Promise.resolve(); } }";
        let script = format!("(Object.defineProperty(navigator, 'clipboard', {{ value: {stand_in} }}), true)");
        assert!(stage.tab.eval::<bool>(script).await);
        stage.tab.press("s").await;
        stage.tab.wait_until(FOCUSED_NAME, "share-form").await;
        tab_to(&stage, "share-copy").await;
        stage.tab.press("Enter").await;
        stage.says("share-copied", "Copied.").await;
        let copied: String = stage.tab.eval("window.copied").await;
        assert!(copied.contains("max_p95_ms=65") && copied.contains("pin=0"), "{copied}");
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn the_whole_page_has_few_stops_and_no_trap() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "&max_p95_ms=400&plan=200/s@730h#").await;
        stage.attr_is("html", "data-keys", "on").await;
        let mut stops = Vec::new();
        loop {
            stage.tab.press("Tab").await;
            let is_new = "(() => { const at = document.activeElement;
                if (!at || at === document.body || at.isSeen) return '';
                at.isSeen = true;
                const { height } = at.getBoundingClientRect();
                return `${at.tagName} ${at.dataset.testid ?? at.id} ${at.innerText?.slice(0, 30) ?? ''} ${height}`; })()";
            let stop: String = stage.tab.eval(is_new).await;
            if stop.is_empty() {
                break;
            }
            stops.push(stop);
            assert!(stops.len() <= MOST_STOPS, "{stops:#?}");
        }
        // The end was reached, and not a trap.
        let last =
            "[...document.querySelectorAll('main summary, main button, main a')].filter(at => at.isSeen).length > 20";
        assert!(stage.tab.eval::<bool>(last).await, "{stops:#?}");
        assert!(stops.iter().any(|stop| stop.contains("Data & checks")), "{stops:#?}");
    });
}

#[test]
fn single_keys_go_to_places_and_fields_and_can_be_switched_off() {
    run(async {
        let stage = stage("&plan=10/s@1h").await;
        for (key, hash) in [("2", "#alternatives"), ("3", "#evidence"), ("4", "#map"), ("5", "#data"), ("1", "#answer")]
        {
            stage.tab.press(key).await;
            stage.tab.wait_until("location.hash", hash).await;
        }
        for (key, name) in [("D", "demand"), ("l", "ask-load"), ("m", "ask-latency")] {
            stage.tab.press(key).await;
            stage.tab.wait_until(FOCUSED_NAME, name).await;
            // What is typed in a field is text there.
            stage.tab.press("5").await;
            stage.tab.press("?").await;
            assert_eq!(stage.tab.eval::<String>(FOCUSED_NAME).await, name);
            stage.tab.eval::<bool>("(document.activeElement.blur(), true)").await;
        }
        assert_eq!(stage.tab.eval::<String>("location.hash").await, "#answer");
        stage.tab.press("/").await;
        stage.tab.wait_until(FOCUSED_NAME, "find-run").await;
        stage.tab.type_text("vus no-such-run").await;
        stage.tab.wait_until(format!("document.querySelectorAll('{} tbody tr').length", id("runs")), 0).await;
        stage.tab.eval::<bool>("(document.activeElement.blur(), true)").await;
        // The list of keys, and the switch in it.
        stage.tab.press("?").await;
        let is_open = format!("document.querySelector('{}').open", id("keys"));
        stage.tab.wait_for(is_open.clone()).await;
        stage.says("keys", "Find a run").await;
        stage.tab.press("3").await;
        stage.tab.press("Escape").await;
        stage.tab.wait_for(format!("!{is_open}")).await;
        assert_ne!(stage.tab.eval::<String>("location.hash").await, "#evidence", "below a dialog nothing is heard");
        stage.tab.click(&id("all-keys")).await;
        stage.tab.click(&id("keys-on")).await;
        stage.tab.press("Escape").await;
        stage.tab.wait_for(format!("!{is_open}")).await;
        stage.attr_is("html", "data-keys", "off").await;
        stage.tab.press("3").await;
        stage.frames().await;
        assert_ne!(stage.tab.eval::<String>("location.hash").await, "#evidence");
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn words_are_defined_where_they_are_first_used() {
    run(async {
        let stage = stage("").await;
        for (word, meaning) in [("vus", "in flight"), ("front", "no other run beats"), ("knee", "bends")] {
            stage.focus(&id(&format!("word-{word}"))).await;
            stage.tab.press("Enter").await;
            stage.tab.wait_for(format!("document.querySelector('#term-{word}').matches(':popover-open')")).await;
            assert!(stage.tab.text(&format!("#term-{word}")).await.contains(meaning));
            stage.tab.press("Escape").await;
            stage.tab.wait_for(format!("!document.querySelector('#term-{word}').matches(':popover-open')")).await;
        }
        // Apart from the sentence that they stand beside.
        let told = format!("document.querySelector('{}').closest('.terms').innerText", id("word-knee"));
        stage.tab.wait_until(told, "Terms: saturated, knee").await;
    });
}

/// A link to one's own files opens without them elsewhere, where what is shown must not pass for their answer.
#[test]
fn a_link_to_files_says_that_they_are_lacking() {
    run(async {
        let stage = stage("").await;
        pick(&stage, "files-input", &[("runs.csv", CSV)]).await;
        stage.app_is("source", "files").await;
        stage.tab.wait_until("location.search", "?files=1").await;
        let hidden = format!("document.querySelector('{}').hidden", id("files-again"));
        assert!(stage.tab.eval::<bool>(&hidden).await);
        let stage = Stage::set([]).await;
        stage.visit("?files=2&max_p95_ms=700").await;
        stage.says("files-again", "about 2 files of whoever made it").await;
        pick(&stage, "files-input", &[("runs.csv", CSV)]).await;
        stage.app_is("source", "files").await;
        stage.tab.wait_for(&hidden).await;
        stage.tab.wait_until("location.search", "?max_p95_ms=700&files=1").await;
        stage.assert_no_crash().await;
    });
}

#[test]
fn files_are_asked_for_again_after_a_reload() {
    run(async {
        let stage = stage("").await;
        pick(&stage, "files-input", &[("runs.csv", CSV)]).await;
        stage.app_is("source", "files").await;
        assert!(stage.tab.eval::<bool>(format!("document.querySelector('{}').hidden", id("files-again"))).await);
        stage.tab.reload().await;
        stage.says("files-again", "runs.csv").await;
        // The button is the field's.
        let listened = format!(
            "(document.querySelector('{}').addEventListener('click', event => {{
                event.preventDefault(); window.asked = true; }}), true)",
            id("files-input")
        );
        stage.tab.there(&id("files-input")).await;
        assert!(stage.tab.eval::<bool>(listened).await);
        stage.tab.click(&id("choose-again")).await;
        stage.tab.wait_for("window.asked").await;
        pick(&stage, "files-input", &[("runs.csv", CSV)]).await;
        stage.app_is("source", "files").await;
        stage.tab.wait_for(format!("document.querySelector('{}').hidden", id("files-again"))).await;
        stage.tab.assert_no_errors().await;
    });
}
