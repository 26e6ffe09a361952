//! Single-file page: built, saved from the page, opened from disk.

use crate::harness::body::Body;
use crate::harness::http::{Response, Server};
use crate::harness::hub::{FakeHub, TOKEN, Trouble};
use crate::harness::requests::Requests;
use crate::harness::run;
use crate::harness::site::{self, Changes};
use crate::harness::stage::{CLASSIFICATION, EMBEDDING, OTHER, Stage, VISION, id, other, real_repo, real_table};
use crate::harness::tab::{Tab, quote};
use crate::places::{ANSWERS, Parent, Scratch, framed, framed_is, framed_points_are, framed_says, tool};
use isocost::text::markup::escape_for_people;
use std::path::Path;

const CSV: &str = "vus,batch_size,avg_latency_ms,throughput_req_per_sec,1B_cost,hw_type\n\
                   1,8,10,100,1400,nvidia-l4\n2,8,12,160,900,nvidia-l4\n4,8,20,200,700,nvidia-l4\n";

/// `isocost.html` as `make html` writes it, with this table inside if any.
fn built(scratch: &Scratch, data: Option<&Path>) -> String {
    let out = scratch.path("isocost.html");
    let mut arguments = vec![out.to_str().expect("a plain path")];
    arguments.extend(data.map(|data| data.to_str().expect("a plain path")));
    // Its size is measured by `make html`; that takes half a minute.
    tool("one_file.mjs", &arguments, &[("ISOCOST_UNMEASURED", "1")]);
    std::fs::read_to_string(out).expect("it was written")
}

fn app(name: &str) -> String {
    format!("document.querySelector('{}')?.dataset.{name}", id("app"))
}

async fn points_are(tab: &Tab, points: usize) {
    let shown = format!("document.querySelector('{}')?.dataset.points", id("scatter"));
    tab.wait_until(shown, points.to_string()).await;
}

/// Opens a page as a file, with this put in front, and listens to what it asks for.
async fn opened(scratch: &Scratch, page: &str, query: &str) -> (Tab, Requests) {
    let file = scratch.path("opened.html");
    std::fs::write(&file, page).expect("a temporary file can be written");
    let tab = Tab::launch().await;
    let requests = Requests::listen(&tab.page).await;
    let place = if query.contains('#') { "" } else { "#all" };
    tab.open(&format!("file://{}{query}{place}", file.display())).await;
    tab.wait_until(app("phase"), "shown".to_owned()).await;
    tab.wait_until(app("busy"), "false".to_owned()).await;
    (tab, requests)
}

/// With a note of what its policy refused.
fn watched(page: &str, hub: &FakeHub) -> String {
    site::one_file(page, hub, &Changes { script: Some(ANSWERS.to_owned()), ..Changes::default() })
}

async fn assert_asked_nobody(requests: &Requests, hub: &FakeHub) {
    let asked: Vec<String> = requests.so_far();
    let own = |url: &String| ["file:", "blob:", "data:", "about:"].iter().any(|scheme| url.starts_with(scheme));
    assert!(!asked.is_empty() && asked.iter().all(own), "{asked:?}");
    assert!(hub.requests().is_empty(), "{:?}", hub.requests());
}

#[test]
fn bundled_tables_without_requests() {
    run(async {
        let (scratch, hub) = (Scratch::new("three"), FakeHub::start().await);
        let page = watched(&built(&scratch, None), &hub);
        let (tab, requests) = opened(&scratch, &page, "").await;
        tab.wait_until(app("source"), "inside".to_owned()).await;
        assert!(tab.text(&id("source-line")).await.contains("inside this file"));
        points_are(&tab, 30).await;
        for (dataset, points) in [(EMBEDDING, 80), (CLASSIFICATION, 100)] {
            tab.fill(&id("dataset-input"), dataset).await;
            tab.click(&id("dataset-load")).await;
            tab.wait_until(app("dataset"), dataset.to_owned()).await;
            tab.wait_until(app("source"), "inside".to_owned()).await;
            if dataset == EMBEDDING {
                points_are(&tab, points).await;
            }
        }
        tab.fill(&id("dataset-input"), "bundled/gpt-oss-120b-inferencex").await;
        tab.click(&id("dataset-load")).await;
        tab.wait_until(app("dataset"), "bundled/gpt-oss-120b-inferencex".to_owned()).await;
        tab.wait_until(app("source"), "inside".to_owned()).await;
        let notices = "isocost.file('notices.txt').then(bytes => new TextDecoder().decode(bytes))";
        assert!(
            tab.eval::<String>(notices).await.contains("TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION")
        );
        assert_asked_nobody(&requests, &hub).await;
        assert_eq!(tab.eval::<usize>("violations.length").await, 0);
        tab.assert_no_errors().await;
        // When the person asks, the Hub is asked.
        hub.put(other(real_table(EMBEDDING)));
        tab.fill(&id("dataset-input"), OTHER).await;
        tab.click(&id("dataset-load")).await;
        tab.wait_until(app("source"), "hub".to_owned()).await;
        points_are(&tab, 80).await;
    });
}

#[test]
fn embedded_table_is_shown() {
    run(async {
        for (name, bytes, points) in
            [("my runs & \"more\".csv", CSV.as_bytes().to_vec(), 3), ("own.parquet", real_table(EMBEDDING), 80)]
        {
            let (scratch, hub) = (Scratch::new(&format!("own-{points}")), FakeHub::start().await);
            let data = scratch.path(name);
            std::fs::write(&data, bytes).unwrap();
            let page = watched(&built(&scratch, Some(&data)), &hub);
            let (tab, requests) = opened(&scratch, &page, "").await;
            points_are(&tab, points).await;
            tab.wait_until(app("dataset"), name.to_owned()).await;
            tab.wait_until(app("source"), "inside".to_owned()).await;
            assert_asked_nobody(&requests, &hub).await;
            assert_eq!(tab.eval::<String>("violations.join()").await, "");
            tab.assert_no_errors().await;
        }
    });
}

#[test]
fn in_a_document_inside_a_sandboxed_frame() {
    run(async {
        let (scratch, hub) = (Scratch::new("srcdoc"), FakeHub::start().await);
        let data = scratch.path("runs.csv");
        std::fs::write(&data, CSV).unwrap();
        for (data, points) in [(None, 30), (Some(data.as_path()), 3)] {
            let page = watched(&built(&scratch, data), &hub);
            let parent = Parent::start("sandbox=\"allow-scripts\"", Some(page)).await;
            let tab = Tab::launch().await;
            tab.open(&format!("{}/", parent.server.origin())).await;
            framed_is(&tab, "source", "inside").await;
            framed_points_are(&tab, points).await;
            framed_says(&tab, "source-line", "inside this file").await;
            assert_eq!(framed(&tab, "origin").await, "null");
            assert_eq!(framed(&tab, "violations").await, "");
            assert!(hub.requests().is_empty());
            let asked = parent.server.requests();
            assert!(
                asked.iter().all(|request| ["/", "/framed", "/favicon.ico"].contains(&request.path())),
                "{asked:?}"
            );
        }
    });
}

#[test]
fn in_a_document_of_a_host_that_declares_no_charset() {
    run(async {
        let (scratch, hub) = (Scratch::new("no-charset"), FakeHub::start().await);
        let page = watched(&built(&scratch, None), &hub);
        // Inside the host's own text, whose bytes are read as another encoding.
        let inside = page.replace('&', "&amp;").replace('"', "&quot;");
        let host =
            format!("<!doctype html><title>host</title><iframe width=900 height=700 srcdoc=\"{inside}\"></iframe>");
        let server = Server::start(move |_| {
            Response::new(200, Body::whole(host.clone())).header("Content-Type", "text/html").into()
        })
        .await;
        let tab = Tab::launch().await;
        tab.open(&format!("{}/", server.origin())).await;
        tab.wait_until("frames[0].document.querySelector('[data-testid=scatter]')?.dataset.points", "30".to_owned())
            .await;
        assert_eq!(tab.eval::<String>("document.characterSet").await, "windows-1252");
        assert_eq!(tab.eval::<String>("frames[0].violations.join()").await, "");
        let corner = "frames[0].getComputedStyle(frames[0].document.querySelector('.card')).borderTopLeftRadius";
        assert_eq!(tab.eval::<String>(corner).await, "8px");
    });
}

/// WebKit can read no blob in a worker of a page from disk.
#[test]
fn the_worker_of_a_page_from_disk_reads_no_blob() {
    run(async {
        let (scratch, hub) = (Scratch::new("no-blob"), FakeHub::start().await);
        // In the worker alone: in the page the policy refuses the changed script, so that nobody else can read.
        let no_blob = "<script data-own data-reader>for (const read of ['stream', 'arrayBuffer', 'text'])
            Blob.prototype[read] = () => { throw new TypeError('NotReadableError: The I/O read operation failed.'); };\n";
        let page = watched(&built(&scratch, None), &hub).replacen("<script data-own data-reader>", no_blob, 1);
        let (tab, _) = opened(&scratch, &page, "").await;
        assert!(tab.eval::<bool>("typeof wasm_bindgen === 'undefined'").await);
        let pick = format!(
            "(() => {{ const data = new DataTransfer(); data.items.add(new File([{}], 'runs.csv'));
                const input = document.querySelector('{}'); input.files = data.files;
                input.dispatchEvent(new Event('change', {{ bubbles: true }})); return true; }})()",
            quote(CSV),
            id("files-input")
        );
        tab.there(&id("files-input")).await;
        tab.eval::<bool>(pick).await;
        points_are(&tab, 3).await;
        tab.wait_until(app("source"), "files".to_owned()).await;
    });
}

/// Keeps what the page hands out, which a headless browser would drop.
const CATCH: &str = "
    const create = URL.createObjectURL;
    URL.createObjectURL = blob => { if (blob.type === 'text/html') window.saved = blob; return create.call(URL, blob); };";

async fn saved(tab: &Tab) -> String {
    tab.click(&id("save-one-file")).await;
    tab.wait_for("window.saved").await;
    tab.eval("saved.text()").await
}

#[test]
fn saved_file_shows_the_same_without_requests() {
    run(async {
        let scratch = Scratch::new("saved");
        let private = other(real_table(EMBEDDING)).trouble(Trouble::Private);
        let changes = Changes { script: Some(CATCH.to_owned()), ..Changes::default() };
        let stage = Stage::changed([real_repo(VISION), private], changes).await;
        stage.visit(&format!("?dataset={OTHER}&cheapest=20&latency=p95")).await;
        stage.error().await;
        stage.tab.wait_for(format!("document.querySelector('{}').open", id("token"))).await;
        stage.tab.fill(&id("token-input"), TOKEN).await;
        stage.tab.click(&id("token-use")).await;
        stage.app_is("source", "hub").await;
        let points = 20;
        stage.points_are(points).await;
        let verdict = stage.tab.text(&id("verdict")).await;
        let page = saved(&stage.tab).await;
        assert!(!page.contains(TOKEN), "the token is in the file");
        assert!(page.contains("cheapest=20"), "the filter is in the file");
        // What it shows where no script may run, in whole names.
        let whole = "(own => own.querySelector('[title]')?.title || own.textContent)";
        let whole: String = stage.tab.eval(format!("{whole}(document.querySelector('{}'))", id("verdict"))).await;
        let shown_first = |page: &str, sentence: &str| {
            let (_, shown) = page.split_once("</template>").expect("what is shown anyway, put aside");
            let (shown, _) = shown.split_once("</main>").expect("its end");
            shown.contains(&format!("<p>{}</p>", escape_for_people(sentence))) && shown.contains("<svg ")
        };
        assert!(shown_first(&page, &whole), "{whole}");

        let hub = FakeHub::start().await;
        let page = site::one_file(&page, &hub, &Changes { script: Some(CATCH.to_owned()), ..Changes::default() });
        let (tab, requests) = opened(&scratch, &page, "").await;
        tab.wait_until(app("dataset"), OTHER.to_owned()).await;
        tab.wait_until(app("source"), "inside".to_owned()).await;
        points_are(&tab, points).await;
        tab.wait_until(format!("document.querySelector('{}')?.textContent", id("verdict")), verdict).await;
        let inside = "Promise.all([...document.querySelectorAll('[data-table]')].map(isocost.inside))
            .then(all => all.map(bytes => new TextDecoder('latin1').decode(bytes)).join())";
        assert!(!tab.eval::<String>(inside).await.contains(TOKEN));
        assert_asked_nobody(&requests, &hub).await;
        tab.assert_no_errors().await;

        // Saved again from the file itself: it does not grow.
        tab.eval::<bool>("(document.body.append(document.createElement('aside')), true)").await;
        let again = saved(&tab).await;
        let count = |page: &str, what: &str| page.matches(what).count();
        assert_eq!((count(&again, "<script type=\"text/plain\" data-table"), count(&again, "<aside")), (1, 0));
        assert_eq!(count(&again, "name=\"isocost-state\""), 1);
        assert_eq!((count(&again, "<template>"), count(&again, "</main>")), (1, 2));
        assert!(shown_first(&again, &whole));
        let (tab, _) = opened(&scratch, &again, "").await;
        points_are(&tab, points).await;
        tab.wait_until(app("dataset"), OTHER.to_owned()).await;
        tab.assert_no_errors().await;
    });
}

#[test]
fn files_and_several_tables_are_saved_too() {
    run(async {
        let scratch = Scratch::new("several");
        let changes = Changes { script: Some(CATCH.to_owned()), ..Changes::default() };
        let stage = Stage::changed([real_repo(VISION), real_repo(EMBEDDING)], changes).await;
        stage.visit(&format!("?dataset={VISION}&dataset={EMBEDDING}")).await;
        stage.app_is("busy", "false").await;
        stage.points_are(110).await;
        let page = saved(&stage.tab).await;
        let (tab, _) = opened(&scratch, &page, "").await;
        points_are(&tab, 110).await;
        tab.assert_no_errors().await;
        drop(tab);

        stage.visit("").await;
        stage.app_is("source", "hub").await;
        crate::open::anything::pick(&stage, "files-input", &[("a & b.csv", CSV)]).await;
        stage.points_are(3).await;
        let page = saved(&stage.tab).await;
        let (tab, _) = opened(&scratch, &page, "").await;
        points_are(&tab, 3).await;
        tab.wait_until(app("dataset"), "a & b.csv".to_owned()).await;
        tab.assert_no_errors().await;
    });
}

#[test]
fn missing_files_are_reported() {
    run(async {
        let stage = Stage::set([real_repo(VISION)]).await;
        stage.visit("").await;
        stage.app_is("source", "hub").await;
        stage.tab.there(&id("save-one-file")).await;
        stage.site().stop();
        stage.tab.click(&id("save-one-file")).await;
        let text = format!("document.querySelector('{}').innerText", id("save-one-file-said"));
        stage.tab.wait_for(format!("{text}.includes({})", quote("cannot reach its own files"))).await;
        stage.points_are(30).await;
        stage.assert_no_crash().await;
    });
}
