//! Self-tests of the harness, without the page: fake Hub, servers, tab, browser. A fake that lies would make every other
//! test worthless.

use crate::harness::body::Gate;
use crate::harness::http::Server;
use crate::harness::hub::{COMMIT, FakeHub, Repo, Trouble};
use crate::harness::tab::{Tab, quote};
use crate::harness::{eventually, run, site};

const ID: &str = "acme/loads";
const PATH: &str = "data/runs.parquet";

/// A tab on an origin of its own, beside a Hub with one dataset.
struct Bench {
    tab: Tab,
    hub: FakeHub,
    _site: Server,
}

impl Bench {
    async fn set(trouble: Option<Trouble>) -> Self {
        let (hub, site, tab) = (FakeHub::start().await, site::blank().await, Tab::launch().await);
        let mut repo = Repo::new(ID).file("main", PATH, "0123456789");
        repo.trouble = trouble;
        hub.put(repo);
        tab.open(site.origin()).await;
        Self { tab, hub, _site: site }
    }

    /// A JavaScript promise: the response for an address on the Hub.
    fn fetch(&self, path: &str, options: &str) -> String {
        format!("fetch({}, {options})", quote(&format!("{}{path}", self.hub.origin())))
    }

    fn fetch_file(&self, options: &str) -> String {
        self.fetch("/datasets/acme/loads/resolve/main/data/runs.parquet", options)
    }
}

/// The name of the error that a promise is rejected with, or what it gives.
fn outcome(promise: &str) -> String {
    format!("{promise}.then(String, error => error.name)")
}

#[test]
fn redirect_between_origins() {
    run(async {
        let bench = Bench::set(None).await;
        let text = format!("{}.then(r => r.text())", bench.fetch_file("{}"));
        assert_eq!(bench.tab.eval::<String>(text).await, "0123456789");
        let final_hop = format!(
            "{}.then(r => [r.headers.get('ETag') !== null, r.headers.get('X-Repo-Commit') === null,
                r.headers.get('Content-Length') === '10', r.redirected])",
            bench.fetch_file("{ cache: 'no-store' }")
        );
        assert_eq!(bench.tab.eval::<Vec<bool>>(final_hop).await, [true; 4]);
        let hop = bench.hub.cdn_requests();
        assert_eq!(hop[0].header("Origin"), Some("null"), "browsers hide the origin on a hop between foreign hosts");
        assert!(bench.hub.preflights().is_empty());
    });
}

#[test]
fn ranges_are_served_and_only_plain_ones_go_without_a_preflight() {
    run(async {
        let bench = Bench::set(None).await;
        let range = |range: &str| bench.fetch_file(&format!("{{ headers: {{ Range: 'bytes={range}' }} }}"));
        let expression = "r => r.text().then(text => [r.status, r.headers.get('Content-Range'), text].join(' '))";
        let first = format!("{}.then({expression})", range("0-0"));
        assert_eq!(bench.tab.eval::<String>(first).await, "206 bytes 0-0/10 0");
        let rest = format!("{}.then({expression})", range("7-"));
        assert_eq!(bench.tab.eval::<String>(rest).await, "206 bytes 7-9/10 789");
        let beyond = format!("{}.then({expression})", range("10-"));
        assert_eq!(bench.tab.eval::<String>(beyond).await, "416 bytes */10 Range Not Satisfiable");
        assert!(bench.hub.preflights().is_empty());
        assert_eq!(bench.tab.eval::<String>(outcome(&range("-3"))).await, "TypeError");
        assert_eq!(bench.hub.preflights().len(), 1, "a suffix range is not safelisted");
    });
}

#[test]
fn a_preflight_is_recorded_and_refused() {
    run(async {
        let bench = Bench::set(None).await;
        let custom = bench.fetch_file("{ headers: { 'X-Client': 'isocost' } }");
        assert_eq!(bench.tab.eval::<String>(outcome(&custom)).await, "TypeError");
        let preflights = bench.hub.preflights();
        assert_eq!(preflights[0].header("Access-Control-Request-Headers"), Some("x-client"));
        assert_eq!(bench.hub.requests().len(), 1, "the request itself is not sent");
    });
}

#[test]
fn refusals_can_be_read_from_another_origin() {
    run(async {
        let bench = Bench::set(None).await;
        let cases = [
            ("/datasets/acme/other/resolve/main/a", "401 RepoNotFound"),
            ("/datasets/acme/loads/resolve/v9/a", "404 RevisionNotFound"),
            ("/datasets/acme/loads/resolve/main/a", "404 EntryNotFound"),
        ];
        for (path, expected) in cases {
            let expression =
                format!("{}.then(r => r.status + ' ' + r.headers.get('X-Error-Code'))", bench.fetch(path, "{}"));
            assert_eq!(bench.tab.eval::<String>(expression).await, expected, "{path}");
        }
        let troubles = [
            (Trouble::Private, "401 RepoNotFound"),
            (Trouble::Gated, "401 GatedRepo"),
            (Trouble::Disabled, "403 null"),
            (Trouble::TooManyRequests, "429 null"),
            (Trouble::Unavailable, "503 null"),
        ];
        for (trouble, expected) in troubles {
            bench.hub.put(Repo::new(ID).file("main", PATH, "0123456789").trouble(trouble));
            let expression =
                format!("{}.then(r => r.status + ' ' + r.headers.get('X-Error-Code'))", bench.fetch_file("{}"));
            assert_eq!(bench.tab.eval::<String>(expression).await, expected);
        }
    });
}

#[test]
fn a_dataset_is_described_with_its_commit() {
    run(async {
        let bench = Bench::set(None).await;
        for path in ["/api/datasets/acme/loads", "/api/datasets/acme/loads/revision/main"] {
            let expression =
                format!("{}.then(r => r.json()).then(c => c.sha + c.siblings[0].rfilename)", bench.fetch(path, "{}"));
            assert_eq!(bench.tab.eval::<String>(expression).await, format!("{COMMIT}{PATH}"));
        }
        let branch = Repo::new(ID).file("refs/convert/parquet", PATH, "converted");
        bench.hub.put(branch);
        let path = "/datasets/acme/loads/resolve/refs%2Fconvert%2Fparquet/data/runs.parquet";
        let text = format!("{}.then(r => r.text())", bench.fetch(path, "{}"));
        assert_eq!(bench.tab.eval::<String>(text).await, "converted");
    });
}

#[test]
fn a_body_cut_short_fails_while_it_is_read() {
    run(async {
        let bench = Bench::set(Some(Trouble::CutShort)).await;
        let status = format!("{}.then(r => (window.answer = r).status)", bench.fetch_file("{}"));
        assert_eq!(bench.tab.eval::<usize>(status).await, 200);
        assert_eq!(bench.tab.eval::<String>(outcome("window.answer.arrayBuffer()")).await, "TypeError");
    });
}

#[test]
fn a_dropped_connection_and_a_missing_permission_look_the_same() {
    run(async {
        let bench = Bench::set(Some(Trouble::HangUp)).await;
        assert_eq!(bench.tab.eval::<String>(outcome(&bench.fetch_file("{}"))).await, "TypeError");
        bench.hub.put(Repo::new(ID).file("main", PATH, "0123456789").trouble(Trouble::NoCors));
        assert_eq!(bench.tab.eval::<String>(outcome(&bench.fetch_file("{}"))).await, "TypeError");
        assert_eq!(bench.hub.cdn_requests().len(), 1, "the second hop was made, but not to be read");
    });
}

#[test]
fn a_gate_holds_the_second_half_back() {
    run(async {
        type SlowTrouble = fn(Gate) -> Trouble;
        let kinds: [(SlowTrouble, &str); 2] = [(Trouble::Slow, "10"), (Trouble::SlowChunked, "null")];
        for (slow, length) in kinds {
            let gate = Gate::new();
            let bench = Bench::set(Some(slow(gate.clone()))).await;
            let start = format!(
                "{}.then(async r => {{ window.got = ''; window.ended = false;
                    for await (const part of r.body) window.got += new TextDecoder().decode(part);
                    window.ended = true; }}), true",
                bench.fetch_file("{}")
            );
            bench.tab.eval::<bool>(start).await;
            bench.tab.wait_until("window.got", "01234").await;
            assert!(!bench.tab.eval::<bool>("window.ended").await);
            assert!(!bench.hub.is_idle());
            gate.open();
            bench.tab.wait_for("window.ended").await;
            assert_eq!(bench.tab.eval::<String>("window.got").await, "0123456789");
            eventually("the hub has nothing under way", || bench.hub.is_idle()).await;
            let expression = format!("{}.then(r => String(r.headers.get('Content-Length')))", bench.fetch_file("{}"));
            assert_eq!(bench.tab.eval::<String>(expression).await, length);
        }
    });
}

#[test]
fn other_hosts_cannot_be_reached() {
    run(async {
        let bench = Bench::set(None).await;
        let away = outcome("fetch('https://huggingface.co/', { mode: 'no-cors' })");
        assert_eq!(bench.tab.eval::<String>(away).await, "TypeError");
        let messages = bench.tab.messages().await;
        assert!(messages.iter().any(|message| message.text.contains("ERR_NAME_NOT_RESOLVED")), "{messages:?}");
    });
}

#[test]
fn console_messages_and_exceptions_are_recorded() {
    run(async {
        let bench = Bench::set(None).await;
        bench.tab.assert_no_errors().await;
        bench.tab.eval::<bool>("console.warn('careful', 7), true").await;
        bench.tab.assert_no_errors().await;
        bench.tab.eval::<bool>("console.error('broken'), true").await;
        bench.tab.eval::<bool>("setTimeout(() => { window.thrown = true; throw new Error('lost'); }), true").await;
        bench.tab.wait_for("window.thrown").await;
        let messages = bench.tab.messages().await;
        let has_message =
            |part: &str, is_error| messages.iter().any(|m| m.text.contains(part) && m.is_error == is_error);
        assert!(
            has_message("careful 7", false)
                && has_message("broken", true)
                && has_message("uncaught: Uncaught Error: lost", true),
            "{messages:?}"
        );
    });
}

#[test]
fn mouse_and_key_events_are_trusted() {
    run(async {
        let bench = Bench::set(None).await;
        let page = "document.body.innerHTML = `<div style='height:3000px'></div><button>b</button><input value=old>`;
            window.heard = []; for (const kind of ['pointermove', 'click', 'keydown', 'input'])
            document.addEventListener(kind, event => window.heard.push([kind, event.isTrusted, event.key ?? ''].join()));
            true";
        bench.tab.eval::<bool>(page).await;
        bench.tab.click("button").await;
        bench.tab.press("ArrowLeft").await;
        bench.tab.fill("input", "new").await;
        bench.tab.press("7").await;
        bench.tab.press("Home").await;
        assert_eq!(bench.tab.eval::<String>("document.querySelector('input').value").await, "new7");
        assert_eq!(bench.tab.eval::<usize>("document.querySelector('input').selectionStart").await, 0);
        for event in ["pointermove,true,", "click,true,", "keydown,true,ArrowLeft", "keydown,true,7", "input,true,"] {
            let expression = format!("window.heard.includes({})", quote(event));
            assert!(bench.tab.eval::<bool>(expression).await, "{event}");
        }
    });
}

#[test]
fn screen_size_and_pixel_ratio() {
    run(async {
        let bench = Bench::set(None).await;
        let screen = "[innerWidth, innerHeight, devicePixelRatio, matchMedia('(pointer: coarse)').matches,
            matchMedia('(prefers-color-scheme: dark)').matches].join()";
        assert_eq!(bench.tab.eval::<String>(screen).await, "1280,900,1,false,false");
        bench.tab.set_viewport(400, 700, 2.0).await;
        bench.tab.prefer_colour_scheme("dark").await;
        bench.tab.wait_until(screen, "400,700,2,false,true").await;
    });
}
