//! Test fixture `Stage`: the page, served with a fake Hub, in a tab; and the selectors and attributes that tests rely
//! on.

use crate::harness::http::Server;
use crate::harness::hub::{FakeHub, Repo};
use crate::harness::site::Changes;
use crate::harness::tab::{Tab, quote};
use crate::harness::{project, site};
use std::panic::Location;

pub const DEFAULT_PATH: &str = "data/train-00000-of-00001.parquet";
pub const VISION: &str = "derek-thomas/vision-embedding-ie-optimization";
pub const EMBEDDING: &str = "derek-thomas/embedding-ie-optimization";
pub const CLASSIFICATION: &str = "derek-thomas/classification-ie-optimization";
/// The bundled table of a language model, which is on no Hub.
pub const LLM: &str = "bundled/gpt-oss-120b-inferencex";
/// A dataset of which the page holds no copy.
pub const OTHER: &str = "acme/loads";

/// In the page: `settled(act)` does something that opens a table, and waits until the page was busy and no longer is.
pub const SETTLED: &str = r"window.settled = act => new Promise((resolve, reject) => {
    const app = document.querySelector('[data-testid=app]');
    let begun = false;
    const limit = setTimeout(() => { observer.disconnect(); reject(new Error('the page is silent')); }, 20000);
    const observer = new MutationObserver(() => {
        begun ||= app.dataset.busy === 'true';
        if (!begun || app.dataset.busy === 'true') return;
        clearTimeout(limit);
        observer.disconnect();
        setTimeout(resolve);
    });
    observer.observe(app, { attributes: true, attributeFilter: ['data-busy'] });
    act();
}); true";

/// Whether what stands below the first view has come.
pub const ALL_BUILT: &str = "!document.querySelector('.later') && [...document.querySelectorAll('.place')].every(place => place.firstElementChild)";

/// The selector of an element by its name in the contract.
pub fn id(name: &str) -> String {
    format!("[data-testid={name}]")
}

/// The bytes of one of the three real tables, by dataset.
pub fn real_table(dataset: &str) -> Vec<u8> {
    let name = dataset.rsplit('/').next().expect("a split has at least one part");
    read(&format!("src/data/bundled/{name}.parquet"))
}

/// The bytes of a file in `tests/fixtures`.
pub fn fixture(name: &str) -> Vec<u8> {
    read(&format!("tests/fixtures/{name}.parquet"))
}

fn read(path: &str) -> Vec<u8> {
    std::fs::read(project(path)).unwrap_or_else(|error| panic!("cannot read {path}: {error}"))
}

/// A real table, where the Hub has it.
pub fn real_repo(dataset: &str) -> Repo {
    Repo::new(dataset).file("main", DEFAULT_PATH, real_table(dataset))
}

/// [`OTHER`] with these bytes at the default place.
pub fn other(bytes: Vec<u8>) -> Repo {
    Repo::new(OTHER).file("main", DEFAULT_PATH, bytes)
}

pub struct Stage {
    pub tab: Tab,
    pub hub: FakeHub,
    site: Server,
    folder: &'static str,
}

impl Stage {
    /// The page is served, and not visited yet.
    pub async fn set(repos: impl IntoIterator<Item = Repo>) -> Self {
        Self::changed(repos, Changes::default()).await
    }

    /// As [`Self::set`], with a page that is served with changes.
    pub async fn changed(repos: impl IntoIterator<Item = Repo>, changes: Changes) -> Self {
        Self::around(Tab::launch().await, repos, changes).await
    }

    /// As [`Self::set`], in a Chromium of its own.
    pub async fn alone(repos: impl IntoIterator<Item = Repo>) -> Self {
        Self::around(Tab::launch_alone().await, repos, Changes::default()).await
    }

    async fn around(tab: Tab, repos: impl IntoIterator<Item = Repo>, changes: Changes) -> Self {
        let hub = FakeHub::start().await;
        repos.into_iter().for_each(|repo| hub.put(repo));
        let folder = changes.folder;
        let site = site::built(hub.origin(), hub.cdn_origin(), changes).await;
        Self { tab, hub, site, folder }
    }

    /// Where the page is served.
    pub fn site(&self) -> &Server {
        &self.site
    }

    /// Where the page lies: in the folder that it was to be served in.
    pub fn page(&self) -> String {
        format!("{}{}", self.site.origin(), self.folder)
    }

    /// Types an address into the box and loads it.
    pub async fn load(&self, address: &str) {
        self.tab.fill(&id("dataset-input"), address).await;
        self.tab.click(&id("dataset-load")).await;
    }

    /// A real table on the page, and its fetch over. `query` comes after the table's name: `&axes=log`.
    pub async fn showing(dataset: &str, query: &str) -> Self {
        let stage = Self::set([real_repo(dataset)]).await;
        stage.show(dataset, query).await;
        stage
    }

    /// The bundled table of a language model, and the whole page.
    pub async fn of_language_model(query: &str) -> Self {
        let stage = Self::set([real_repo(VISION)]).await;
        stage.visit(&format!("?dataset={LLM}{query}")).await;
        stage.app_is("dataset", LLM).await;
        stage.app_is("source", "bundled").await;
        stage.app_is("busy", "false").await;
        stage.tab.wait_for(ALL_BUILT).await;
        stage.frames().await;
        stage
    }

    /// Opens a table that the Hub has, and waits for the whole page.
    pub async fn show(&self, dataset: &str, query: &str) {
        self.visit(&format!("?dataset={dataset}{query}")).await;
        self.app_is("source", "hub").await;
        self.app_is("busy", "false").await;
        // What stands below the first view has come, too.
        self.tab.wait_for(ALL_BUILT).await;
        self.frames().await;
    }

    /// Opens the page with all parts of all places, one below the other. An address with a fragment is opened as it is:
    /// `#` alone is the page as readers have it.
    pub async fn visit(&self, query: &str) {
        let place = if query.contains('#') { "" } else { "#all" };
        let address = format!("{}/{query}{place}", self.page());
        // A browser that is sent to the very address it is at loads nothing where that has a fragment.
        let is_there = format!("location.href.split('#')[0] === new URL({}).href.split('#')[0]", quote(&address));
        if self.tab.eval::<bool>(is_there).await {
            self.tab.open("about:blank").await;
        }
        self.tab.open(&address).await;
    }

    /// Waits until `data-{name}` of the page's root has this value.
    #[track_caller]
    pub fn app_is(&self, name: &str, value: &str) -> impl Future<Output = ()> + use<'_> {
        self.attr_is(&id("app"), &format!("data-{name}"), value)
    }

    #[track_caller]
    pub fn attr_is(&self, selector: &str, name: &str, value: &str) -> impl Future<Output = ()> + use<'_> {
        let (selector, name) = (quote(selector), quote(name));
        self.tab.wait_until(format!("document.querySelector({selector}).getAttribute({name})"), value.to_owned())
    }

    #[track_caller]
    pub fn points_are(&self, count: usize) -> impl Future<Output = ()> {
        self.attr_is(&id("scatter"), "data-points", &count.to_string())
    }

    pub async fn points(&self) -> usize {
        let points = self.tab.attr(&id("scatter"), "data-points").await.unwrap_or_default();
        points.parse().unwrap_or_else(|_| panic!("data-points is no number: {points:?}"))
    }

    /// The row numbers in the table of runs, as they stand.
    pub async fn rows(&self) -> Vec<usize> {
        // The table stands below the first view.
        self.tab.there(&id("runs")).await;
        self.tab.eval("[...document.querySelectorAll('[data-testid=runs] tbody tr')].map(tr => +tr.dataset.row)").await
    }

    /// Waits until the table's first rows are these.
    #[track_caller]
    pub fn rows_begin(&self, first: &[usize]) -> impl Future<Output = ()> + use<'_> {
        let rows = "[...document.querySelectorAll('[data-testid=runs] tbody tr')].map(tr => tr.dataset.row)";
        let expected: Vec<String> = first.iter().map(usize::to_string).collect();
        self.tab.wait_until(format!("{rows}.slice(0, {}).join()", first.len()), expected.join(","))
    }

    /// Waits until an element's text has these words.
    #[track_caller]
    pub fn says(&self, name: &str, words: &str) -> impl Future<Output = ()> + use<'_> {
        self.tab.wait_for(format!("document.querySelector('{}').innerText.includes({})", id(name), quote(words)))
    }

    /// As [`Self::says`], where the page may say a name in short and have the whole of it as a title.
    #[track_caller]
    pub fn says_in_full(&self, name: &str, words: &str) -> impl Future<Output = ()> + use<'_> {
        self.tab.wait_for(format!(
            "(() => {{ const own = document.querySelector('{}');
                return [own, ...own.querySelectorAll('[title]')].some(part =>
                    (part.title || part.innerText).includes({})); }})()",
            id(name),
            quote(words)
        ))
    }

    /// The text of an element, with the whole of what it says in short.
    pub async fn in_full(&self, name: &str) -> String {
        let whole = "(own => own?.querySelector('[title]')?.title || own.innerText)";
        self.tab.there(&id(name)).await;
        self.tab.eval(format!("{whole}(document.querySelector('{}'))", id(name))).await
    }

    /// Waits until the query of the address has this pair; an empty value for none.
    #[track_caller]
    pub fn address_says(&self, key: &str, value: &str) -> impl Future<Output = ()> + use<'_> {
        self.tab.wait_until(format!("new URLSearchParams(location.search).get('{key}') ?? ''"), value.to_owned())
    }

    /// The error message, once there is one.
    pub async fn error(&self) -> String {
        self.tab.wait_for(format!("document.querySelector({}).innerText.trim()", quote(&id("load-error")))).await;
        self.tab.text(&id("load-error")).await
    }

    /// Picks the entry of a list whose words begin so.
    #[track_caller]
    pub fn pick_option(&self, list: &str, words: &str) -> impl Future<Output = ()> + use<'_> {
        let (caller, missing) = (Location::caller(), format!("{list} has no {words}"));
        let picked = format!(
            "(() => {{
                const list = document.querySelector({});
                const option = [...list.options].find(option => option.text.startsWith({}));
                if (!option) return false;
                list.value = option.value;
                list.dispatchEvent(new Event('change', {{ bubbles: true }}));
                return true;
            }})()",
            quote(&id(list)),
            quote(words)
        );
        async move { assert!(self.tab.eval::<bool>(picked).await, "{caller}: {missing}") }
    }

    /// Opens a list of the alternatives by its tab, and a detail below it.
    pub async fn open_alternatives(&self, list: &str, detail: &str) {
        // With all of the page shown there are no tabs.
        self.tab
            .wait_for(format!(
                "(document.querySelector('#{list}[role=tab]')?.click(), !!document.querySelector('#{list}'))"
            ))
            .await;
        self.tab
            .wait_for(format!(
                "(() => {{ const detail = document.querySelector({});
                    if (detail) detail.open = true;
                    return !!detail?.querySelector('.folded').childElementCount; }})()",
                quote(&id(detail))
            ))
            .await;
    }

    /// Opens the drawer of the data.
    pub async fn open_data(&self) {
        self.tab.click(&id("data-change")).await;
        self.tab.wait_for(format!("document.querySelector('dialog[open] {}')", id("roles"))).await;
    }

    /// The way from the drawer of a run, which is open, to its row in the table of runs.
    pub async fn to_table_of_runs(&self) {
        self.tab.wait_for(format!("document.querySelector({}).open", quote(&id("drawer")))).await;
        self.tab.click(&id("drawer-to-table")).await;
        self.tab.wait_for(format!("!document.querySelector({}).open", quote(&id("drawer")))).await;
    }

    /// Focuses an element.
    pub async fn focus(&self, selector: &str) {
        let focus = format!("document.querySelector({}).focus()", quote(selector));
        self.tab
            .wait_for(format!("({focus}, document.activeElement === document.querySelector({}))", quote(selector)))
            .await;
    }

    /// Brings a chart onto the screen and waits until it is drawn: charts far from the screen wait themselves.
    #[track_caller]
    pub fn see(&self, chart: &str) -> impl Future<Output = ()> {
        let chart = quote(chart);
        self.tab.wait_for(format!(
            "(() => {{ const chart = document.querySelector({chart});
                chart.scrollIntoView({{ block: 'center' }});
                return +chart.closest('.canvas-host').dataset.draws > 0; }})()"
        ))
    }

    /// Waits until everything that was under way when asked has been drawn.
    pub async fn frames(&self) {
        let two = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))";
        self.tab.eval::<bool>(two).await;
    }

    /// Waits until the page has come to rest: a finger that leaves it in motion lets it roll on.
    pub async fn at_rest(&self) {
        let rest = "new Promise(done => {
            let [last, same] = [scrollY, 0];
            requestAnimationFrame(function next() {
                same = scrollY === last ? same + 1 : 0;
                last = scrollY;
                same < 10 ? requestAnimationFrame(next) : done(true);
            }); })";
        self.tab.eval::<bool>(rest).await;
    }

    /// Asserts that there was no uncaught exception. Failed fetches are only in the browser's log.
    #[track_caller]
    pub fn assert_no_crash(&self) -> impl Future<Output = ()> {
        let caller = Location::caller();
        async move {
            let messages = self.tab.messages().await;
            let is_crash = |text: &str| text.starts_with("uncaught") || text.starts_with("console.error");
            let crashes: Vec<_> = messages.iter().filter(|message| is_crash(&message.text)).collect();
            assert!(crashes.is_empty(), "{caller}: the page crashed: {crashes:#?}");
        }
    }
}
