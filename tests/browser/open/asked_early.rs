//! The request for the table of an address: it leaves before the page's code is there, once, and only where the page would
//! make the same.

use crate::harness::http::{Response, Server};
use crate::harness::hub::TOKEN;
use crate::harness::site::Changes;
use crate::harness::stage::{EMBEDDING, OTHER, Stage, VISION, other, real_repo, real_table};
use crate::harness::{eventually, run};

/// The page's own code waits for `go()`; that of its workers does not.
const HELD: &str = "const really = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...all) => (await new Promise((go) => (window.go = go)), really(...all));";

const HEAD: &str = "vus,batch_size,avg_latency_ms,throughput_req_per_sec,1B_cost,hw_type\n";

/// A host of two tables: of three rows, and of two.
async fn host() -> Server {
    let rows = ["1,8,10,100,1400,nvidia-l4\n", "2,8,12,160,900,nvidia-l4\n", "4,8,20,200,700,nvidia-l4\n"];
    Server::start(move |request| {
        let some = if request.path() == "/three.csv" { &rows[..] } else { &rows[1..] };
        let text = format!("{HEAD}{}", some.concat());
        Response::text(200, &text).header("Access-Control-Allow-Origin", "*").into()
    })
    .await
}

async fn held(before: &str) -> Stage {
    let script = Some(format!("{before}{HELD}"));
    Stage::changed([real_repo(VISION), other(real_table(EMBEDDING))], Changes { script, ..Changes::default() }).await
}

/// A page without its code, whose reader has the table of three rows and said all that it says before anybody listens.
async fn read_already(host: &Server) -> Stage {
    let stage = held("").await;
    stage.visit(&format!("?url={}/three.csv", host.origin())).await;
    eventually("the table is asked for", || host.requests().len() == 1).await;
    stage.tab.wait_for("isocostReader.said.some(({ packed }) => packed)").await;
    stage
}

async fn go(stage: &Stage) {
    stage.tab.wait_for("!!window.go").await;
    stage.tab.eval::<bool>("(go(), true)").await;
}

#[test]
fn a_table_is_asked_for_before_the_code_is_there_and_once() {
    run(async {
        let host = host().await;
        let stage = read_already(&host).await;
        go(&stage).await;
        stage.app_is("source", "web").await;
        stage.points_are(3).await;
        assert_eq!(host.requests().len(), 1);
        // The same reader goes on.
        stage.load(&format!("{}/two.csv", host.origin())).await;
        stage.points_are(2).await;
        assert_eq!(host.requests().len(), 2);
        stage.assert_no_crash().await;
    });
}

#[test]
fn what_was_asked_for_is_forgotten_where_the_page_wants_something_else() {
    run(async {
        let host = host().await;
        let stage = read_already(&host).await;
        let to = format!("{}/two.csv", host.origin());
        stage.tab.eval::<bool>(format!("(history.replaceState(null, '', '?url={to}'), true)")).await;
        go(&stage).await;
        stage.points_are(2).await;
        stage.app_is("busy", "false").await;
        assert_eq!(host.requests().len(), 2);
        stage.assert_no_crash().await;
    });
}

/// What the page would ask with a token is not asked without one.
#[test]
fn a_reader_with_a_token_is_asked_by_the_page() {
    run(async {
        let stage = held(&format!("sessionStorage.setItem('isocost-token', '{TOKEN}');")).await;
        stage.visit(&format!("?dataset={OTHER}")).await;
        stage.tab.wait_for("isocostReader.said.some(({ kind }) => kind === 'ready')").await;
        go(&stage).await;
        stage.points_are(80).await;
        let asked: Vec<_> = stage.hub.requests().into_iter().filter(|request| request.method == "GET").collect();
        assert_eq!(asked.len(), 3, "{asked:?}");
        let bearer = format!("Bearer {TOKEN}");
        assert!(asked.iter().all(|request| request.header("Authorization") == Some(&bearer)), "{asked:?}");
    });
}
