//! Content-Security-Policy: the page does not violate it, and connects only to its own server, the Hub and
//! named hosts.

use crate::harness::http::{Response, Server};
use crate::harness::requests::Requests;
use crate::harness::run;
use crate::harness::site::Changes;
use crate::harness::stage::{EMBEDDING, OTHER, Stage, VISION, id, other, real_repo, real_table};
use crate::places::ANSWERS;

const CSV: &str = "vus,batch_size,avg_latency_ms,throughput_req_per_sec,1B_cost,hw_type\n\
                   1,8,10,100,1400,nvidia-l4\n2,8,12,160,900,nvidia-l4\n4,8,20,200,700,nvidia-l4\n";

/// Scrolls through the whole page, a screen at a time, so that everything is made and drawn.
async fn walk(stage: &Stage) {
    // With all of its sections.
    stage
        .tab
        .wait_for(&format!("!document.querySelector('.later') && document.querySelector('{}')", id("share")))
        .await;
    let screens: usize = stage.tab.eval("Math.ceil(document.documentElement.scrollHeight / innerHeight)").await;
    assert!(screens > 3, "the page is {screens} screens long");
    for screen in 0..screens {
        stage.tab.eval::<bool>(format!("(scrollTo(0, {screen} * innerHeight), true)")).await;
        stage.frames().await;
        stage.tab.hover_at(500.0, 400.0).await;
    }
    stage.tab.eval::<bool>("(document.querySelectorAll('details').forEach(part => part.open = true), true)").await;
    stage.frames().await;
    stage.tab.eval::<bool>("(scrollTo(0, 0), true)").await;
}

#[test]
fn page_does_not_violate_the_policy_or_contact_other_hosts() {
    run(async {
        let host = Server::start(|_| Response::text(200, CSV).header("Access-Control-Allow-Origin", "*").into()).await;
        let changes = Changes { script: Some(ANSWERS.to_owned()), ..Changes::default() };
        let stage = Stage::changed([real_repo(VISION), other(real_table(EMBEDDING))], changes).await;
        let requests = Requests::listen(&stage.tab.page).await;
        stage.visit("").await;
        stage.app_is("source", "hub").await;
        walk(&stage).await;
        stage.tab.click(&id("look")).await;
        stage.load(OTHER).await;
        stage.points_are(80).await;
        walk(&stage).await;
        stage.load(&format!("{}/runs.csv", host.origin())).await;
        stage.app_is("source", "web").await;
        stage.points_are(3).await;
        crate::open::anything::pick(&stage, "files-input", &[("runs.csv", CSV)]).await;
        stage.app_is("source", "files").await;
        let inline: usize = stage.tab.eval("document.querySelectorAll('[style]:not([data-testid])').length").await;
        assert!(inline > 0, "styles are set here, as properties");
        assert_eq!(stage.tab.eval::<String>("violations.join('; ')").await, "");
        let known = [stage.site().origin(), stage.hub.origin(), stage.hub.cdn_origin(), "data:", "blob:", "about:"];
        let asked = requests.so_far();
        let strangers: Vec<_> = asked.iter().filter(|url| !known.iter().any(|known| url.starts_with(known))).collect();
        // The reader alone asked the other host, which the page itself may not.
        assert!(asked.len() > 5 && strangers.is_empty(), "{strangers:?}");
        assert_eq!(host.requests().len(), 1);
        let requests = [host.requests(), stage.hub.requests(), stage.hub.cdn_requests()].concat();
        assert!(requests.iter().all(|request| request.header("Referer").is_none()), "somebody was told where we are");
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn forbidden_requests_are_blocked() {
    run(async {
        let host = Server::start(|_| Response::text(200, "x").header("Access-Control-Allow-Origin", "*").into()).await;
        let changes = Changes { script: Some(ANSWERS.to_owned()), ..Changes::default() };
        let stage = Stage::changed([real_repo(VISION)], changes).await;
        stage.visit("").await;
        stage.app_is("source", "hub").await;
        let fetched = format!("fetch('{}/').then(() => true, () => false)", host.origin());
        assert!(!stage.tab.eval::<bool>(fetched).await, "the page may ask anybody");
        // In the page's own words, as what crept into it would: what a debugger evaluates is free of the policy.
        let creep = "(() => { const script = document.createElement('script');
            script.textContent = 'window.crept = true'; document.body.append(script);
            const image = new Image(); image.src = 'ORIGIN/pixel'; document.body.append(image);
            const part = document.createElement('p'); part.setAttribute('style', 'color: red'); document.body.append(part);
            return window.crept === undefined && part.style.color === ''; })()";
        assert!(stage.tab.eval::<bool>(creep.replace("ORIGIN", host.origin())).await);
        stage.tab.wait_for("violations.length >= 4").await;
        assert!(host.requests().is_empty(), "{:?}", host.requests());
    });
}
