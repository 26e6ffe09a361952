//! Price lists: fetched when asked for and not before, side by side, taken by a click and given back, and refused in words.

use crate::harness::http::{Response, Server};
use crate::harness::hub::{Repo, TOKEN, Trouble};
use crate::harness::run;
use crate::harness::stage::{CLASSIFICATION, Stage, id, real_repo};
use crate::open::anything::pick;

const CHEAP: &str = "vendor,hardware,region,kind,usd_per_gpu_hour,gpus,date\n\
    aws,L4,us-east-1,on demand,0.4,1,2026-01-10\naws,nvidia-t4,us-east-1,on demand,0.3,1,2026-01-10\n";
const CHOICE: &str = "vendor,hardware,region,kind,usd_per_gpu_hour,gpus,date\n\
    aws,l4,us,spot,0.2,1,2025-06-01\naws,l4,eu,spot,0.25,1,2025-06-01\n";

/// A host with lists, and with what is none.
async fn host() -> Server {
    Server::start(|request| {
        let (status, body) = match request.path() {
            "/cheap.csv" => (200, CHEAP),
            "/choice.csv" => (200, CHOICE),
            "/runs.csv" => (200, "hardware,vus,avg_latency_ms,throughput_req_per_sec\nl4,1,10,20\n"),
            "/page.html" => (200, "<!doctype html><title>Not here</title><p>Sign in"),
            "/other.csv" => (200, "hardware,colour\nl4,red\n"),
            _ => (404, "Not Found"),
        };
        Response::text(status, body).header("Access-Control-Allow-Origin", "*").into()
    })
    .await
}

async fn fetch(stage: &Stage, address: &str) {
    stage.tab.fill(&id("price-list-input"), address).await;
    stage.tab.click(&id("price-list-fetch")).await;
}

/// The words of the cells of the table, from the left and line by line.
async fn cells(stage: &Stage) -> Vec<String> {
    let cells = format!("[...document.querySelectorAll('{} span')].map(cell => cell.innerText)", id("price-list-cell"));
    stage.tab.eval(cells).await
}

#[test]
fn a_list_is_fetched_compared_taken_and_given_back() {
    run(async {
        let host = host().await;
        let stage = Stage::showing(CLASSIFICATION, "").await;
        let before = stage.in_full("verdict").await;
        let url = format!("{}/cheap.csv", host.origin());
        fetch(&stage, &url).await;
        stage.says("price-lists-said", "2 prices of").await;
        stage.says("price-list-answer", "With its prices: $").await;
        stage.says("price-list", "Of 2026-01-10").await;
        // Compared, and not applied.
        assert_eq!(stage.in_full("verdict").await, before);
        stage.address_says("prices", "").await;
        stage.tab.click(&id("price-list-take")).await;
        stage.says("price-lists-said", "2026-01-10").await;
        stage.address_says("prices", "aws/nvidia-l4:0.4,aws/nvidia-t4:0.3").await;
        stage.says("prices-summary", "$0.40").await;
        assert_ne!(stage.in_full("verdict").await, before);
        stage.says("prices", "2026-01-10; $0.80").await;
        // The link carries prices and source; whoever opens it asks the list's host for nothing.
        stage.tab.wait_for("location.search.includes('price_list=')").await;
        let link: String = stage.tab.eval("location.href").await;
        stage.tab.click(&id("price-lists-undo")).await;
        stage.address_says("prices", "").await;
        stage.address_says("price_list", "").await;
        stage.says_in_full("verdict", &before).await;
        let asked = host.requests().len();
        stage.tab.open("about:blank").await;
        stage.tab.open(&link).await;
        stage.says("prices-summary", "$0.40").await;
        stage.says("price-lists-named", "2026-01-10").await;
        assert_eq!(host.requests().len(), asked, "{:?}", host.requests());
        stage.tab.click(&id("price-list-again")).await;
        stage.says("price-lists-said", "2 prices of").await;
        assert!(host.requests().len() > asked);
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn several_lists_stand_side_by_side_and_lines_are_chosen() {
    run(async {
        let host = host().await;
        let stage = Stage::showing(CLASSIFICATION, "").await;
        for list in ["cheap.csv", "choice.csv"] {
            fetch(&stage, &format!("{}/{list}", host.origin())).await;
            stage.says("price-lists-said", list).await;
        }
        let named = |at: usize, words: &str| {
            let heads = format!("document.querySelectorAll('{}')", id("price-list"));
            format!("{heads}[{at}]?.innerText.includes('{words}')")
        };
        stage.tab.wait_for(named(0, "cheap.csv")).await;
        stage.tab.wait_for(named(1, "ago")).await;
        let before = cells(&stage).await;
        assert!(before[0].starts_with("$0.40: L4 · aws"), "{before:?}");
        assert!(before[1].starts_with("2 prices, and which"), "{before:?}");
        assert!(before[3].contains("Not in the list"), "{before:?}");
        // Nothing of the second list can be taken until a line is chosen.
        let take = format!("document.querySelectorAll('{}')[1]", id("price-list-take"));
        stage.tab.wait_for(format!("{take}.disabled")).await;
        stage.pick_option("price-list-choice", "$0.25").await;
        stage.tab.wait_for(format!("!{take}.disabled")).await;
        assert!(cells(&stage).await[1].starts_with("$0.25: l4 · aws · eu"), "{:?}", cells(&stage).await);
        stage.tab.eval::<bool>(format!("({take}.click(), true)")).await;
        stage.address_says("prices", "aws/nvidia-l4:0.25").await;
        stage.tab.click(&id("price-list-remove")).await;
        stage.tab.wait_for(format!("document.querySelectorAll('{}').length === 1", id("price-list"))).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn what_is_no_list_is_said_and_changes_nothing() {
    run(async {
        let host = host().await;
        let two = Repo::new("acme/two").file("main", "a.csv", CHEAP).file("main", "b.json", r#"[{"hardware": "l4"}]"#);
        let stage = Stage::set([real_repo(CLASSIFICATION), two]).await;
        stage.show(CLASSIFICATION, "").await;
        let at = |path: &str| format!("{}/{path}", host.origin());
        for (address, said) in [
            (at("gone.csv"), "404"),
            (at("runs.csv"), "table of load tests"),
            (at("other.csv"), "none of its columns (hardware, colour)"),
            ("squad".to_owned(), "owner/name"),
            ("acme/none".to_owned(), "acme/none"),
        ] {
            fetch(&stage, &address).await;
            stage.says("price-lists-said", said).await;
            stage.tab.wait_for(format!("!document.querySelector('{}').disabled", id("price-list-fetch"))).await;
        }
        fetch(&stage, &at("page.html")).await;
        stage.tab.wait_for(format!("!document.querySelector('{}').disabled", id("price-list-fetch"))).await;
        assert_eq!(stage.tab.count(&id("price-list")).await, 0);
        stage.address_says("prices", "").await;
        stage.points_are(246).await;
        stage.assert_no_crash().await;
    });
}

#[test]
fn files_and_private_lists() {
    run(async {
        let private = Repo::new("acme/prices").file("main", "prices.csv", CHEAP).trouble(Trouble::Private);
        let stage = Stage::set([real_repo(CLASSIFICATION), private]).await;
        stage.show(CLASSIFICATION, "").await;
        fetch(&stage, "acme/prices").await;
        stage.tab.wait_for(format!("!document.querySelector('{}').disabled", id("price-list-fetch"))).await;
        assert_eq!(stage.tab.count(&id("price-list")).await, 0);
        // The page's token is sent to the Hub, and to nobody else.
        stage.tab.click(&format!("{} > summary", id("open-data"))).await;
        stage.tab.click(&format!("{} > summary", id("token"))).await;
        stage.tab.fill(&id("token-input"), TOKEN).await;
        stage.tab.click(&id("token-use")).await;
        fetch(&stage, "acme/prices").await;
        stage.says("price-lists-said", "2 prices of acme/prices").await;
        assert!(stage.hub.leaks().is_empty(), "{:?}", stage.hub.leaks());
        pick(&stage, "price-list-file", &[("own.csv", CHOICE)]).await;
        stage.says("price-lists-said", "own.csv").await;
        stage.pick_option("price-list-choice", "$0.20").await;
        let take = format!("[...document.querySelectorAll('{}')].at(-1)", id("price-list-take"));
        stage.tab.wait_for(format!("!{take}.disabled")).await;
        stage.tab.eval::<bool>(format!("({take}.click(), true)")).await;
        stage.address_says("price_list", "file:own.csv,2025-06-01,aws/nvidia-l4:0.2").await;
        stage.says("price-lists-named", "own.csv").await;
        stage.tab.assert_no_errors().await;
    });
}
