//! Frames: another origin, sandboxed without an origin, forbidden features.

use crate::harness::http::{Response, Server};
use crate::harness::run;
use crate::harness::site::Changes;
use crate::harness::stage::{
    CLASSIFICATION, EMBEDDING, OTHER, Stage, VISION, fixture, id, other, real_repo, real_table,
};
use crate::places::{ANSWERS, Parent, framed, framed_is, framed_points_are, framed_says, question};

const CSV: &str = "vus,batch_size,avg_latency_ms,throughput_req_per_sec,1B_cost,hw_type\n1,8,10,100,1400,nvidia-l4\n";

/// As a Space lies behind huggingface.co: a page of another origin, in a folder, on a server that gives no leave.
fn framed_page() -> Changes {
    Changes { script: Some(ANSWERS.to_owned()), folder: "/some/space", ..Changes::default() }
}

/// Frames the page with these attributes, and opens the parent.
async fn frame(stage: &Stage, sandbox: &str, query: &str) -> Parent {
    let parent = Parent::start(&format!("src=\"{}/{query}\" {sandbox}", stage.page()), None).await;
    stage.tab.open(&format!("{}/", parent.server.origin())).await;
    parent
}

#[test]
fn in_a_folder_and_a_frame_of_another_origin() {
    run(async {
        let stage = Stage::changed([real_repo(VISION), other(real_table(EMBEDDING))], framed_page()).await;
        for sandbox in ["", "sandbox=\"allow-scripts allow-same-origin\""] {
            let _parent = frame(&stage, sandbox, "").await;
            framed_is(&stage.tab, "source", "hub").await;
            framed_points_are(&stage.tab, 30).await;
            let _parent = frame(&stage, sandbox, &format!("?dataset={OTHER}")).await;
            framed_points_are(&stage.tab, 80).await;
            assert_eq!(framed(&stage.tab, "violations").await, "");
            assert_eq!(framed(&stage.tab, "origin").await, stage.site().origin());
        }
        let asked = stage.site().requests();
        assert!(asked.iter().all(|request| request.path().starts_with("/some/space/")), "{asked:?}");
        assert!(!asked.iter().any(|request| request.path().ends_with(".wasm.js")), "twins are not needed here");
        // In another's frame nothing is kept.
        assert!(!asked.iter().any(|request| request.path().ends_with("/sw.js")));
    });
}

#[test]
fn in_a_frame_without_an_origin() {
    run(async {
        let repos = [real_repo(VISION), other(real_table(EMBEDDING))];
        let stage = Stage::changed(repos, framed_page()).await;
        let sandbox = "sandbox=\"allow-scripts\"";
        let _parent = frame(&stage, sandbox, "").await;
        framed_is(&stage.tab, "source", "hub").await;
        framed_points_are(&stage.tab, 30).await;
        assert_eq!(framed(&stage.tab, "origin").await, "null");
        // Another table, by the reader, which came as a twin like the page's code.
        let _parent = frame(&stage, sandbox, &format!("?dataset={OTHER}")).await;
        framed_points_are(&stage.tab, 80).await;
        assert_eq!(framed(&stage.tab, "violations").await, "");
        let twins = |start: &str| {
            let is_twin = |path: &str| path.contains(start) && path.ends_with("_bg.wasm.js");
            stage.site().requests().iter().any(|request| is_twin(request.path()))
        };
        assert!(twins("/isocost-") && twins("/reader-"));
    });
}

/// WebKit takes `'self'` for nobody where a document has no origin.
#[test]
fn the_policy_names_the_own_origin_where_the_document_has_none() {
    run(async {
        let stage = Stage::changed([real_repo(VISION)], framed_page()).await;
        let policy = question("attribute", "meta[http-equiv=Content-Security-Policy]", "content");
        for (sandbox, is_named) in [("sandbox=\"allow-scripts\"", true), ("", false)] {
            let _parent = frame(&stage, sandbox, "").await;
            framed_points_are(&stage.tab, 30).await;
            let policy: String = stage.tab.eval(policy.clone()).await;
            let own = format!("'self' {}", stage.site().origin());
            for directive in ["script-src", "style-src", "connect-src", "worker-src", "img-src"] {
                let (_, sources) = policy.split_once(&format!("{directive} ")).expect("a directive of the policy");
                let sources = sources.split(';').next().unwrap_or_default();
                assert!(sources.contains("'self'") && sources.contains(&own) == is_named, "{directive} {sources}");
            }
            assert_eq!(framed(&stage.tab, "violations").await, "");
        }
    });
}

#[test]
fn the_other_bundled_tables_come_without_the_hub_also_without_an_origin() {
    run(async {
        let stage = Stage::changed([], framed_page()).await;
        for (dataset, points) in [(EMBEDDING, 80), (CLASSIFICATION, 100)] {
            let _parent = frame(&stage, "sandbox=\"allow-scripts\"", &format!("?dataset={dataset}&cheapest=100")).await;
            framed_is(&stage.tab, "source", "bundled").await;
            framed_is(&stage.tab, "busy", "false").await;
            framed_points_are(&stage.tab, points).await;
        }
    });
}

#[test]
fn without_an_origin_other_hosts_are_blocked_with_a_message() {
    run(async {
        let host = Server::start(|_| Response::text(200, CSV).header("Access-Control-Allow-Origin", "*").into()).await;
        let stage = Stage::changed([real_repo(VISION)], framed_page()).await;
        let query = format!("?url={}/runs.csv", host.origin());
        let _parent = frame(&stage, "sandbox=\"allow-scripts\"", &query).await;
        framed_says(&stage.tab, "load-error", "may only ask the Hub").await;
        assert!(host.requests().is_empty(), "the policy let a request through");
        // With an origin the reader, which has no policy, may ask whom the person named.
        let _parent = frame(&stage, "", &query).await;
        framed_points_are(&stage.tab, 1).await;
        assert_eq!(framed(&stage.tab, "violations").await, "");
    });
}

#[test]
fn webassembly_with_another_content_type() {
    run(async {
        for content_type in ["text/plain", "application/octet-stream"] {
            let changes = Changes { wasm_type: Some(content_type), folder: "/deep/er", ..Changes::default() };
            let stage = Stage::changed([real_repo(VISION), other(real_table(EMBEDDING))], changes).await;
            stage.visit("").await;
            stage.app_is("source", "hub").await;
            stage.load(OTHER).await;
            stage.points_are(80).await;
            stage.assert_no_crash().await;
        }
    });
}

#[test]
fn page_works_with_forbidden_features() {
    let refuse = "
        const refused = () => { throw new DOMException('refused', 'SecurityError'); };
        for (const name of ['localStorage', 'sessionStorage', 'caches', 'indexedDB'])
            Object.defineProperty(window, name, { get: refused });
        for (const name of ['serviceWorker', 'clipboard'])
            Object.defineProperty(Navigator.prototype, name, { get: refused });
        Object.defineProperty(document, 'cookie', { get: refused, set: refused });
        history.replaceState = history.pushState = refused;
        window.Worker = refused;";
    run(async move {
        let changes = Changes { script: Some(refuse.to_owned()), ..Changes::default() };
        let stage = Stage::changed([real_repo(VISION), other(fixture("one_row"))], changes).await;
        stage.visit("").await;
        stage.app_is("source", "hub").await;
        stage.tab.click(&id("look")).await;
        stage.tab.wait_until("document.documentElement.dataset.theme", "dark".to_owned()).await;
        stage.load(OTHER).await;
        stage.points_are(1).await;
        stage.assert_no_crash().await;
    });
}
