//! Web worker failures: crashes, hangs, and browsers without workers.

use crate::harness::run;
use crate::harness::site::Changes;
use crate::harness::stage::{EMBEDDING, OTHER, Stage, VISION, fixture, other, real_repo, real_table};

/// A stand-in for the reader's script that says it is ready, and then does `on_message`.
fn reader(on_message: &str) -> Changes {
    let script = format!(
        "onunhandledrejection = event => setTimeout(() => {{ throw event.reason }});
         navigator.locks.request(self.name, () => new Promise(() => {{}}));
         onmessage = event => {{ {on_message} }}; postMessage({{ kind: 'ready' }});"
    );
    Changes { reader: Some(script), patience_ms: Some(1_500), ..Changes::default() }
}

/// A table is on the page, and another one cannot be read for this reason; then the first one still is there.
fn assert_survives(changes: Changes, words: &'static str) {
    run(async move {
        let stage = Stage::changed([real_repo(VISION), other(real_table(EMBEDDING))], changes).await;
        stage.visit("").await;
        stage.app_is("source", "hub").await;
        for _ in 0..2 {
            stage.load(OTHER).await;
            let error = stage.error().await;
            assert!(error.contains(words) && error.contains("still shown"), "{error}");
            stage.app_is("busy", "false").await;
            stage.points_are(30).await;
        }
        stage.load(VISION).await;
        stage.app_is("source", "hub").await;
    });
}

/// As [`assert_survives`], asked once.
fn assert_survives_once(changes: Changes, words: &'static str) {
    run(async move {
        let stage = Stage::changed([real_repo(VISION), other(real_table(EMBEDDING))], changes).await;
        stage.visit("").await;
        stage.app_is("source", "hub").await;
        stage.load(OTHER).await;
        let error = stage.error().await;
        assert!(error.contains(words) && error.contains("still shown"), "{error}");
        stage.app_is("busy", "false").await;
        stage.points_are(30).await;
    });
}

#[test]
fn worker_crash_does_not_affect_the_page() {
    assert_survives(reader("throw new Error('boom')"), "crashed");
}

#[test]
fn a_rejected_promise_in_the_worker_is_a_crash_too() {
    assert_survives(reader("Promise.reject(new Error('boom'))"), "crashed");
}

#[test]
fn hanging_worker_is_stopped() {
    assert_survives(reader("for (;;) {}"), "too long");
}

#[test]
fn silent_worker_is_stopped() {
    assert_survives(reader(""), "too long");
}

/// Keeps the workers that the page starts: `terminate` of the browser's own class ends one as the browser does, of which no
/// event tells.
const KEPT: &str = "{ const started = window.workers = []; const Real = Worker;
    window.Worker = class extends Real { constructor(...all) { super(...all); started.push(this) } } }";

/// Ends the newest worker; how many there were.
async fn end_worker(stage: &Stage) -> usize {
    stage.tab.eval("(workers.at(-1).terminate(), workers.length)").await
}

#[test]
fn worker_that_the_browser_ends_while_idle_is_replaced_at_once() {
    run(async {
        let changes = Changes { script: Some(KEPT.to_owned()), ..Changes::default() };
        let stage = Stage::changed([other(real_table(EMBEDDING)), real_repo(VISION)], changes).await;
        stage.visit(&format!("?dataset={VISION}")).await;
        stage.app_is("source", "hub").await;
        stage.load(OTHER).await;
        stage.points_are(80).await;
        stage.app_is("busy", "false").await;
        for _ in 0..2 {
            // The page asks for what the worker holds once it does.
            stage.tab.wait_for("navigator.locks.query().then(({ pending }) => pending.length > 0)").await;
            let before = end_worker(&stage).await;
            let start: f64 = stage.tab.eval("performance.now()").await;
            stage.tab.wait_for(format!("workers.length > {before}")).await;
            let took: f64 = stage.tab.eval(format!("performance.now() - {start}")).await;
            assert!(took < 1_000.0, "{took} ms");
        }
        // The next file opens as if nothing had been.
        stage.hub.put(other(fixture("no_rows")));
        stage.load(&format!("{OTHER}/data/train-00000-of-00001.parquet")).await;
        stage.points_are(0).await;
        stage.app_is("busy", "false").await;
        stage.assert_no_crash().await;
    });
}

#[test]
fn worker_that_the_browser_ends_while_it_reads_is_told_and_replaced() {
    run(async {
        let gate = crate::harness::body::Gate::new();
        let slow = other(real_table(EMBEDDING)).trouble(crate::harness::hub::Trouble::Slow(gate.clone()));
        let changes = Changes { script: Some(KEPT.to_owned()), ..Changes::default() };
        let stage = Stage::changed([slow, real_repo(VISION)], changes).await;
        stage.visit("").await;
        stage.app_is("source", "hub").await;
        stage.load(OTHER).await;
        let cancel = crate::harness::stage::id("cancel");
        stage.tab.wait_for(format!("document.querySelector('{cancel}') && workers.length")).await;
        while stage.hub.cdn_requests().is_empty() {
            stage.frames().await;
        }
        // The page asks for what the worker holds once it has looked.
        stage.tab.wait_for("navigator.locks.query().then(({ pending }) => pending.length > 0)").await;
        let start: f64 = stage.tab.eval("performance.now()").await;
        let before = end_worker(&stage).await;
        let error = stage.error().await;
        let took: f64 = stage.tab.eval(format!("performance.now() - {start}")).await;
        assert!(error.contains("restarted") && error.contains("still shown") && took < 1_000.0, "{took} ms: {error}");
        stage.tab.wait_for(format!("workers.length > {before}")).await;
        stage.app_is("busy", "false").await;
        stage.points_are(30).await;
        gate.open();
        stage.hub.put(other(real_table(EMBEDDING)));
        stage.load(OTHER).await;
        stage.points_are(80).await;
        stage.assert_no_crash().await;
    });
}

/// As [`KEPT`], where the first `ended` workers end before they say a word.
fn ended_at_once(ended: usize) -> Changes {
    let end = format!("if (started.push(this) <= {ended}) queueMicrotask(() => this.terminate())");
    Changes { script: Some(KEPT.replace("started.push(this)", &end)), ..Changes::default() }
}

#[test]
fn worker_that_ends_before_its_first_word_is_replaced_within_seconds() {
    run(async {
        let stage = Stage::changed([real_repo(VISION), other(real_table(EMBEDDING))], ended_at_once(1)).await;
        stage.visit("").await;
        stage.app_is("source", "hub").await;
        stage.load(OTHER).await;
        stage.tab.wait_for("workers.length > 0").await;
        let start: f64 = stage.tab.eval("performance.now()").await;
        stage.tab.wait_for("workers.length > 1").await;
        let took: f64 = stage.tab.eval(format!("performance.now() - {start}")).await;
        assert!(took < 4_000.0, "{took} ms");
        stage.points_are(80).await;
        stage.app_is("busy", "false").await;
        let workers: usize = stage.tab.eval("workers.length").await;
        assert_eq!(workers, 2);
        stage.assert_no_crash().await;
    });
}

/// The one that starts beside the page and is asked before the page's code is there ends; and where all of them end, the page
/// reads by itself.
#[test]
fn workers_that_end_before_the_page_hears_of_them_keep_no_table_from_it() {
    run(async {
        for (ended, started) in [(1, 2), (99, 2)] {
            let stage = Stage::changed([other(real_table(EMBEDDING))], ended_at_once(ended)).await;
            stage.visit(&format!("?dataset={OTHER}")).await;
            stage.points_are(80).await;
            stage.app_is("busy", "false").await;
            let workers: usize = stage.tab.eval("workers.length").await;
            assert_eq!(workers, started);
            stage.assert_no_crash().await;
        }
    });
}

#[test]
fn reader_that_holds_much_memory_is_ended_after_its_answer() {
    run(async {
        for (spent, started) in [(true, 2), (false, 1)] {
            let answer =
                format!("postMessage({{ kind: 'failed', failure: 'other', words: 'Not this one.', spent: {spent} }})");
            let changes = Changes { script: Some(KEPT.to_owned()), ..reader(&answer) };
            let stage = Stage::changed([real_repo(VISION), other(real_table(EMBEDDING))], changes).await;
            stage.visit("").await;
            stage.app_is("source", "hub").await;
            for _ in 0..2 {
                stage.load(OTHER).await;
                assert!(stage.error().await.contains("Not this one."));
                stage.app_is("busy", "false").await;
            }
            stage.tab.wait_for(format!("workers.length === {started}")).await;
            stage.points_are(30).await;
        }
    });
}

#[test]
fn replies_that_mean_nothing_are_told() {
    for reply in [
        "{}",
        "null",
        "7",
        "'text'",
        "[]",
        "{ kind: 'of another build' }",
        "{ kind: 'table' }",
        "{ kind: 'table', packed: 'text' }",
        "{ kind: 'table', packed: new ArrayBuffer(3) }",
        "{ kind: 'choose', options: ['a', 7] }",
        "{ kind: 'failed', words: 7 }",
        "{ kind: 'progress', received: 'much' }",
    ] {
        assert_survives_once(reader(&format!("postMessage({reply})")), "of different builds");
    }
}

#[test]
fn requests_that_mean_nothing_are_told() {
    run(async {
        let changes = Changes { script: Some(KEPT.to_owned()), ..Changes::default() };
        let stage = Stage::changed([other(real_table(EMBEDDING))], changes).await;
        stage.visit(&format!("?dataset={OTHER}")).await;
        stage.points_are(80).await;
        stage.app_is("busy", "false").await;
        for request in ["{}", "null", "7", "[1]", "{ hub: 7 }", "{ hub: '', files: ['a', 7] }"] {
            let asked = format!(
                "new Promise(told => {{
                    const worker = new Worker(document.querySelector('meta[name=isocost-reader]').content.split(' ')[0]);
                    worker.onerror = () => told('error');
                    worker.onmessage = ({{ data }}) => {{
                        if (data.kind === 'ready') worker.postMessage({request});
                        if (data.kind === 'failed') told(data.words);
                    }};
                }})"
            );
            let words: String = stage.tab.eval(asked).await;
            assert!(words.contains("of different builds"), "{request}: {words}");
        }
        stage.assert_no_crash().await;
    });
}

#[test]
fn without_workers_the_page_reads_by_itself() {
    run(async {
        let changes = Changes { script: Some("delete window.Worker".to_owned()), ..Changes::default() };
        let stage = Stage::changed([other(real_table(EMBEDDING))], changes).await;
        stage.visit(&format!("?dataset={OTHER}")).await;
        stage.app_is("source", "hub").await;
        stage.points_are(80).await;
        stage.hub.put(other(fixture("truncated")));
        stage.load(&format!("{OTHER}/data/train-00000-of-00001.parquet")).await;
        assert!(stage.error().await.contains("cut short"));
        stage.points_are(80).await;
        stage.assert_no_crash().await;
    });
}

#[test]
fn a_page_that_cannot_start_workers_reads_by_itself() {
    run(async {
        let refuse = "window.Worker = class { constructor() { throw new DOMException('no', 'SecurityError') } }";
        let changes = Changes { script: Some(refuse.to_owned()), ..Changes::default() };
        let stage = Stage::changed([other(real_table(EMBEDDING))], changes).await;
        stage.visit(&format!("?dataset={OTHER}")).await;
        stage.points_are(80).await;
        stage.assert_no_crash().await;
    });
}

#[test]
fn a_download_can_be_cancelled() {
    run(async {
        let gate = crate::harness::body::Gate::new();
        let slow = other(real_table(EMBEDDING)).trouble(crate::harness::hub::Trouble::Slow(gate.clone()));
        let stage = Stage::set([real_repo(VISION), slow]).await;
        stage.visit("").await;
        stage.app_is("source", "hub").await;
        stage.load(OTHER).await;
        let cancel = crate::harness::stage::id("cancel");
        stage.tab.wait_for(format!("document.querySelector('{cancel}')")).await;
        stage.tab.click(&cancel).await;
        stage.app_is("busy", "false").await;
        stage.points_are(30).await;
        gate.open();
        stage.frames().await;
        stage.points_are(30).await;
        stage.assert_no_crash().await;
    });
}

#[test]
fn words_about_a_crash_name_the_table_only_where_one_was_arriving() {
    run(async {
        let stage = Stage::set([real_repo(VISION)]).await;
        stage.visit("").await;
        stage.app_is("source", "hub").await;
        for (what, is_table) in [("", false), ("table", true)] {
            stage.tab.eval::<bool>(format!("(document.documentElement.dataset.crashed = '{what}', true)")).await;
            let words = stage.tab.text(".crashed").await;
            assert!(words.contains("The page has crashed") && words.contains("table") == is_table, "{words}");
        }
    });
}
