//! Servers and files of the checks: the page, a fake Hub, hosts that frame the page; and what all checks ask of a page.

use crate::harness::body::Body;
use crate::harness::drivers::Browser;
use crate::harness::http::{Response, Server};
use crate::harness::hub::FakeHub;
use crate::harness::site::{self, Changes};
use crate::harness::stage::{ALL_BUILT, EMBEDDING, VISION, id, other, real_repo, real_table};
use crate::harness::tab::quote;
use crate::places::{Scratch, tool};
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Three runs, as a file of another form.
pub const CSV: &str = "vus,batch_size,avg_latency_ms,throughput_req_per_sec,1B_cost,hw_type\n\
                       1,8,10,100,1400,nvidia-l4\n2,8,12,160,900,nvidia-l4\n4,8,20,200,700,nvidia-l4\n";

/// Put before everything else in the page, also before its policy: notes what goes wrong where any script can read it. In
/// Firefox an observer's report that changes a size is an error event; it is harmless.
const COMPLAINTS: &str = "
    const complain = text => {
        if (/^ResizeObserver loop/.test(text)) return;
        const { dataset } = document.documentElement;
        dataset.complaints = (dataset.complaints ? dataset.complaints + '; ' : '') + text;
    };
    addEventListener('error', event => complain(event.message ?? 'a file did not load'));
    addEventListener('unhandledrejection', event => complain(`unhandled: ${event.reason}`));
    addEventListener('securitypolicyviolation', event =>
        complain(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
    const { error } = console;
    console.error = (...words) => (complain(words.join(' ')), error.apply(console, words));";

pub fn recorder() -> Changes {
    Changes { script: Some(COMPLAINTS.to_owned()), ..Changes::default() }
}

pub struct Venue {
    pub hub: FakeHub,
    pub site: Server,
    /// The same page, which other origins may read.
    pub open_site: Server,
    scratch: Scratch,
    one_file: OnceLock<String>,
}

impl Venue {
    /// The Hub has two of the bundled tables, and one that the page does not know.
    pub async fn open() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let scratch = Scratch::new(&format!("engines-{}", COUNT.fetch_add(1, Ordering::Relaxed)));
        let hub = FakeHub::start().await;
        for repo in [real_repo(VISION), real_repo(EMBEDDING), other(real_table(EMBEDDING))] {
            hub.put(repo);
        }
        let site = site::built(hub.origin(), hub.cdn_origin(), recorder()).await;
        let open = Changes { cors: true, ..recorder() };
        let open_site = site::built(hub.origin(), hub.cdn_origin(), open).await;
        Self { hub, site, open_site, scratch, one_file: OnceLock::new() }
    }

    /// Opens the page and waits until all of it is there.
    pub async fn show(&self, browser: &dyn Browser, query: &str) {
        browser.visit_all(&format!("{}/{query}", self.site.origin())).await;
        browser.is_whole().await;
    }

    /// A file of these bytes on the disk.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.scratch.path(name);
        std::fs::write(&path, bytes).expect("a temporary file can be written");
        path
    }

    /// The page as one file, as `make html` writes it.
    pub fn one_file(&self) -> String {
        let make = || {
            let path = self.scratch.path("isocost.html");
            // Its size is measured by `make html`; that takes half a minute.
            tool("one_file.mjs", &[path.to_str().expect("a plain path")], &[("ISOCOST_UNMEASURED", "1")]);
            site::one_file(&std::fs::read_to_string(path).expect("it was written"), &self.hub, &recorder())
        };
        self.one_file.get_or_init(make).clone()
    }
}

/// A page of another origin with this in it, which declares no encoding.
pub async fn host(body: &str) -> Server {
    // Margins would count as width.
    let html = format!("<!doctype html><title>host</title><style>body {{ margin: 0 }}</style>{body}");
    Server::start(move |_| Response::new(200, Body::whole(html.clone())).header("Content-Type", "text/html").into())
        .await
}

/// `data-{name}` of the page's root.
fn app(name: &str) -> String {
    format!("document.querySelector('{}')?.dataset.{name}", id("app"))
}

impl dyn Browser + '_ {
    #[track_caller]
    pub fn app_is(&self, name: &str, value: &str) -> impl Future<Output = ()> {
        self.wait_until(app(name), value)
    }

    #[track_caller]
    pub fn points_are(&self, count: usize) -> impl Future<Output = ()> {
        let points = format!("document.querySelector('{}')?.dataset.points", id("scatter"));
        self.wait_until(points, count.to_string())
    }

    #[track_caller]
    pub fn says(&self, name: &str, words: &str) -> impl Future<Output = ()> {
        self.wait_for(format!("document.querySelector('{}').innerText.includes({})", id(name), quote(words)))
    }

    /// Waits until the query of the address has this pair; an empty value for none.
    #[track_caller]
    pub fn address_says(&self, key: &str, value: &str) -> impl Future<Output = ()> {
        self.wait_until(format!("new URLSearchParams(location.search).get('{key}') ?? ''"), value)
    }

    /// Opens the page with all parts of all places. From elsewhere, as a browser that is sent to the very address it is at
    /// loads nothing where that has a fragment.
    pub async fn visit_all(&self, address: &str) {
        self.visit("about:blank").await;
        self.visit(&format!("{address}#all")).await;
    }

    /// Waits until a table is shown, its fetch is over, and what stands below the first view has come.
    #[track_caller]
    pub fn is_whole(&self) -> impl Future<Output = ()> {
        let (shown, idle) = (self.app_is("phase", "shown"), self.app_is("busy", "false"));
        let whole = self.wait_for(ALL_BUILT);
        async move {
            shown.await;
            idle.await;
            whole.await;
        }
    }

    /// Asserts that nothing went wrong since the page was opened.
    #[track_caller]
    pub fn did_not_complain(&self) -> impl Future<Output = ()> {
        let caller = std::panic::Location::caller();
        async move {
            let complaints: String = self.eval("document.documentElement.dataset.complaints ?? ''").await;
            assert_eq!(complaints, "", "{caller}: the page complains");
        }
    }

    /// How many colours are on a chart's canvas, once it is drawn.
    pub async fn colours(&self, chart: &str) -> usize {
        let canvas = quote(&format!("{} canvas", id(chart)));
        self.wait_for(format!(
            "(() => {{ const canvas = document.querySelector({canvas});
                canvas.scrollIntoView({{ block: 'center' }});
                return +canvas.closest('.canvas-host').dataset.draws > 0; }})()"
        ))
        .await;
        self.frames().await;
        self.eval(format!(
            "(() => {{ const canvas = document.querySelector({canvas});
                const {{ data }} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                return new Set(new Uint32Array(data.buffer)).size; }})()"
        ))
        .await
    }
}
