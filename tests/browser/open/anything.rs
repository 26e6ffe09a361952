//! Opening every kind of source: data sets and their folders, other hosts, local files, private data sets.

use crate::harness::http::{Response, Server};
use crate::harness::hub::{CLIENT_ID, Repo, TOKEN, Trouble};
use crate::harness::run;
use crate::harness::site::Changes;
use crate::harness::stage::{EMBEDDING, OTHER, Stage, VISION, id, other, real_repo, real_table};
use crate::harness::tab::quote;

/// A few runs of another table, as CSV.
const CSV: &str = "vus,batch_size,avg_latency_ms,throughput_req_per_sec,1B_cost,hw_type\n\
                   1,8,10,100,1400,nvidia-l4\n2,8,12,160,900,nvidia-l4\n4,8,20,200,700,nvidia-l4\n";

/// Picks files as a person does, by the input of that name.
pub async fn pick(stage: &Stage, input: &str, files: &[(&str, &str)]) {
    let add = |(name, text): &(&str, &str)| format!("data.items.add(new File([{}], {}));", quote(text), quote(name));
    let adds: String = files.iter().map(add).collect();
    let script = format!(
        "(() => {{ const data = new DataTransfer(); {adds}
            const input = document.querySelector({});
            input.files = data.files;
            input.dispatchEvent(new Event('change', {{ bubbles: true }}));
            return true; }})()",
        quote(&id(input))
    );
    stage.tab.there(&id(input)).await;
    assert!(stage.tab.eval::<bool>(script).await);
}

#[test]
fn a_data_set_whose_table_has_another_name_is_found() {
    run(async {
        let repo =
            Repo::new(OTHER).file("main", "README.md", "# runs").file("main", "runs/l4.parquet", real_table(VISION));
        let stage = Stage::set([repo.page_entries(1)]).await;
        stage.visit(&format!("?dataset={OTHER}")).await;
        stage.app_is("source", "hub").await;
        stage.points_are(30).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn several_files_of_one_split_are_one_table() {
    run(async {
        let repo = Repo::new(OTHER).file("main", "data/train-00000-of-00002.parquet", real_table(VISION)).file(
            "main",
            "data/train-00001-of-00002.parquet",
            real_table(VISION),
        );
        let stage = Stage::set([repo]).await;
        stage.visit(&format!("?dataset={OTHER}")).await;
        stage.app_is("source", "hub").await;
        stage.points_are(60).await;
    });
}

#[test]
fn chosen_table_is_written_into_the_address() {
    run(async {
        let repo = Repo::new(OTHER).file("main", "l4/train-00000-of-00001.parquet", real_table(VISION)).file(
            "main",
            "t4/train-00000-of-00001.parquet",
            real_table(EMBEDDING),
        );
        let stage = Stage::set([repo]).await;
        stage.visit(&format!("?dataset={OTHER}")).await;
        let choices = format!("document.querySelectorAll('{} li button').length", id("choices"));
        stage.tab.wait_until(choices, 2).await;
        stage.app_is("phase", "empty").await;
        let second = format!("{} li:nth-child(2) button", id("choices"));
        assert!(stage.tab.text(&second).await.contains("t4/train"), "{}", stage.tab.text(&second).await);
        stage.tab.click(&second).await;
        stage.points_are(80).await;
        let table = "new URLSearchParams(location.search).get('table')";
        stage.tab.wait_until(table, "t4/train".to_owned()).await;
        assert_eq!(stage.tab.count(&id("choices")).await, 0);
        stage.visit(&format!("?dataset={OTHER}&table=l4/train")).await;
        stage.points_are(30).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn data_set_without_parquet_uses_the_converted_branch() {
    run(async {
        let repo = Repo::new(OTHER).file("main", "README.md", "nothing").file(
            "refs/convert/parquet",
            "default/train/0000.parquet",
            real_table(EMBEDDING),
        );
        let stage = Stage::set([repo]).await;
        stage.visit(&format!("?dataset={OTHER}")).await;
        stage.points_are(80).await;
    });
}

#[test]
fn every_form_of_address_opens_the_same() {
    run(async {
        let stage = Stage::set([other(real_table(VISION))]).await;
        let hub = stage.hub.origin().to_owned();
        for address in [
            format!("hf://datasets/{OTHER}"),
            format!("{hub}/datasets/{OTHER}"),
            format!("{hub}/datasets/{OTHER}/tree/main/data"),
            format!("{hub}/datasets/{OTHER}/blob/main/data/train-00000-of-00001.parquet?x=1#L1"),
            format!("{hub}/datasets/{OTHER}/resolve/main/data/train-00000-of-00001.parquet"),
        ] {
            stage.visit(&format!("?dataset={}", address.replace('#', "%23").replace('?', "%3F"))).await;
            stage.app_is("source", "hub").await;
            stage.points_are(30).await;
        }
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn file_of_another_host_is_written_into_the_address() {
    run(async {
        let host = Server::start(|request| match request.path() {
            "/tables/runs.csv" => Response::text(200, CSV).header("Access-Control-Allow-Origin", "*").into(),
            "/closed.csv" => Response::text(200, CSV).into(),
            _ => Response::text(404, "Not Found").header("Access-Control-Allow-Origin", "*").into(),
        })
        .await;
        let stage = Stage::set([]).await;
        let url = format!("{}/tables/runs.csv", host.origin());
        stage.visit(&format!("?url={url}")).await;
        stage.app_is("source", "web").await;
        stage.points_are(3).await;
        stage.tab.wait_until("new URLSearchParams(location.search).get('url')", url.clone()).await;
        stage.load(&format!("{}/nothing.csv", host.origin())).await;
        assert!(stage.error().await.contains("404"));
        // If the host does not allow cross-origin reads, the browser does not say why.
        stage.load(&format!("{}/closed.csv", host.origin())).await;
        let says =
            format!("document.querySelector('{}')?.innerText.includes('could not be reached')", id("load-error"));
        stage.tab.wait_for(says).await;
        stage.points_are(3).await;
        assert!(host.requests().iter().all(|request| request.header("Authorization").is_none()));
        stage.assert_no_crash().await;
    });
}

#[test]
fn local_csv_file() {
    run(async {
        let stage = Stage::set([]).await;
        stage.visit("").await;
        stage.app_is("phase", "shown").await;
        pick(&stage, "files-input", &[("runs.csv", CSV)]).await;
        stage.app_is("source", "files").await;
        stage.app_is("dataset", "runs.csv").await;
        stage.points_are(3).await;
        assert!(stage.tab.text(&id("source-line")).await.contains("nothing leaves it"));
        stage.assert_no_crash().await;
    });
}

#[test]
fn a_folder_of_k6_summaries_is_one_table_with_costs() {
    run(async {
        let stage = Stage::set([]).await;
        stage.visit("").await;
        stage.app_is("phase", "shown").await;
        let run = |vus: u32, seconds: f64| {
            format!(
                r#"{{"total_requests":1000,"successful_requests":1000,"test_duration_sec":{seconds},"vus":{vus},"batch_size":8,"avg_latency_ms":20.5,"p95_latency_ms":30.5,"hw_type":"nvidia-l4","vendor":"gcp"}}"#
            )
        };
        let (one, two) = (run(1, 20.0), run(2, 10.0));
        pick(&stage, "folder-input", &[("run-1.json", one.as_str()), ("run-2.json", &two), ("README.md", "# runs")])
            .await;
        stage.app_is("source", "files").await;
        stage.points_are(2).await;
        // 10⁹ / 100 requests a second at 0.70 $ an hour.
        let verdict = stage.tab.text(&id("verdict")).await;
        assert!(verdict.contains("$1.94 "), "{verdict}");
        stage.assert_no_crash().await;
    });
}

#[test]
fn dropped_files_with_an_unreadable_one() {
    run(async {
        let stage = Stage::set([]).await;
        stage.visit("").await;
        stage.app_is("phase", "shown").await;
        let drop = |name: &str, text: &str| {
            format!(
                "(() => {{ const data = new DataTransfer(); data.items.add(new File([{}], {}));
                    return window.dispatchEvent(new DragEvent('drop', {{ dataTransfer: data, cancelable: true }})); }})()",
                quote(text),
                quote(name)
            )
        };
        stage.tab.eval::<bool>(drop("runs.csv", CSV)).await;
        stage.points_are(3).await;
        stage.tab.eval::<bool>(drop("picture.bin", "\u{1}\u{2}")).await;
        let error = stage.error().await;
        assert!(error.contains("picture.bin") && error.contains("still shown"), "{error}");
        stage.points_are(3).await;
        stage.assert_no_crash().await;
    });
}

#[test]
fn dropped_folder_skips_files_without_data() {
    run(async {
        let stage = Stage::set([]).await;
        stage.visit("").await;
        stage.app_is("phase", "shown").await;
        // A script cannot drop a real folder; this fake records the calls.
        let script = format!(
            "(() => {{
                window.touched = [];
                const file = (path, text) => ({{ isDirectory: false, fullPath: path,
                    file: (found) => {{ touched.push(path); found(new File([text], path.split('/').pop())); }} }});
                const folder = (path, entries) => ({{ isDirectory: true, fullPath: path, createReader: () => {{
                    touched.push(path);
                    return {{ readEntries: (found) => found(entries.splice(0)) }};
                }} }});
                const root = folder('/runs', [
                    folder('/runs/.git', [file('/runs/.git/index.csv', 'x')]),
                    file('/runs/README.md', '# runs'), file('/runs/plot.png', 'x'), file('/runs/1.csv', {}),
                ]);
                DataTransferItem.prototype.webkitGetAsEntry = () => root;
                const data = new DataTransfer(); data.items.add(new File(['x'], 'runs'));
                return window.dispatchEvent(new DragEvent('drop', {{ dataTransfer: data, cancelable: true }})); }})()",
            quote(CSV)
        );
        stage.tab.eval::<bool>(script).await;
        stage.app_is("source", "files").await;
        stage.points_are(3).await;
        assert_eq!(stage.tab.eval::<String>("touched.sort().join(' ')").await, "/runs /runs/1.csv");
        stage.assert_no_crash().await;
    });
}

#[test]
fn token_for_a_private_data_set_is_sent_to_the_hub_only() {
    run(async {
        let stage = Stage::set([other(real_table(VISION)).trouble(Trouble::Private)]).await;
        stage.visit(&format!("?dataset={OTHER}")).await;
        stage.error().await;
        // The token field opens by itself.
        stage.tab.wait_for(format!("document.querySelector('{}').open", id("token"))).await;
        stage.tab.fill(&id("token-input"), TOKEN).await;
        stage.tab.click(&id("token-use")).await;
        stage.app_is("source", "hub").await;
        stage.points_are(30).await;
        assert!(stage.hub.leaks().is_empty(), "{:?}", stage.hub.leaks());
        let sent =
            |server: &[crate::harness::http::Request]| server.iter().any(|r| r.header("Authorization").is_some());
        assert!(sent(&stage.hub.requests()) && !sent(&stage.site().requests()));
        let text: String = stage.tab.eval("document.documentElement.outerHTML + location.href").await;
        assert!(!text.contains(TOKEN), "the token is somewhere on the page");
        let kept: bool = stage
            .tab
            .eval(format!("JSON.stringify([{{...localStorage}}, {{...sessionStorage}}]).includes({})", quote(TOKEN)))
            .await;
        assert!(!kept, "the token was kept without being asked to");
        let told = format!("document.querySelector({}).textContent", quote(&id("token")));
        assert!(stage.tab.eval::<String>(told).await.contains(&TOKEN[TOKEN.len() - 4..]));
    });
}

#[test]
fn invalid_token_and_token_without_access() {
    run(async {
        let gated = other(real_table(VISION)).trouble(Trouble::GatedForAll);
        let stage = Stage::set([gated]).await;
        stage.visit(&format!("?dataset={OTHER}")).await;
        assert!(stage.error().await.contains("gated"));
        stage.tab.fill(&id("token-input"), "hf_wrong").await;
        stage.tab.click(&id("token-use")).await;
        let says = |word: &str| format!("document.querySelector('{}')?.innerText.includes('{word}')", id("load-error"));
        stage.tab.wait_for(says("does not accept the token")).await;
        stage.tab.fill(&id("token-input"), TOKEN).await;
        stage.tab.click(&id("token-use")).await;
        stage.tab.wait_for(says("access")).await;
        stage.assert_no_crash().await;
    });
}

#[test]
fn recently_opened_tables_are_listed() {
    run(async {
        let stage = Stage::set([real_repo(VISION), other(real_table(EMBEDDING))]).await;
        stage.visit(&format!("?dataset={OTHER}")).await;
        stage.points_are(80).await;
        stage.visit("").await;
        stage.app_is("phase", "shown").await;
        let known = format!("!!document.querySelector('#known option[value={}]')", quote(OTHER));
        stage.tab.wait_for(known).await;
    });
}

#[test]
fn sign_in_on_a_space() {
    run(async {
        let variables = format!("window.huggingface = {{ variables: {{ OAUTH_CLIENT_ID: '{CLIENT_ID}' }} }}");
        let changes = Changes { script: Some(variables), ..Changes::default() };
        let stage = Stage::changed([other(real_table(VISION)).trouble(Trouble::Private)], changes).await;
        stage.visit(&format!("?dataset={OTHER}&axes=log")).await;
        stage.error().await;
        stage.tab.click(&id("sign-in")).await;
        stage.app_is("source", "hub").await;
        stage.points_are(30).await;
        let address: String = stage.tab.eval("location.search").await;
        assert!(address.contains("axes=log") && !address.contains("code=") && !address.contains("state="), "{address}");
        assert!(stage.hub.leaks().is_empty());
        // The page's address without query and fragment, to the letter: the Hub refuses any other.
        let page: String = stage.tab.eval("encodeURIComponent(location.origin + location.pathname)").await;
        let asked = stage.hub.requests();
        let authorize = asked.iter().find(|request| request.path() == "/oauth/authorize").expect("it was asked");
        let exchange = asked.iter().find(|request| request.path() == "/oauth/token").expect("it was asked");
        for said in [authorize.query(), exchange.body.as_str()] {
            assert!(said.split('&').any(|pair| pair == format!("redirect_uri={page}")), "{page}: {said}");
        }
        assert!(stage.tab.eval::<bool>("localStorage.getItem('isocost-sign-in') === null").await);
        // A code without a pending sign-in is ignored.
        stage.visit(&format!("?dataset={OTHER}&code=stolen&state=guessed")).await;
        stage.error().await;
        let asked = stage.hub.requests().iter().filter(|request| request.path() == "/oauth/token").count();
        assert_eq!(asked, 1);
    });
}

#[test]
fn no_sign_in_outside_a_space() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        assert_eq!(stage.tab.count(&id("sign-in")).await, 0);
    });
}
