//! The page as a whole.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

use crate::data::bundled;

use super::browser::{crash, embedding, history, observe};
use super::open::files;
use super::open::loader::Loader;
use super::open::sign_in::Returning;
use super::open::status::{EmbedLine, Empty, Header, LinkNotes, WholePage};
use super::reactive::{Memo, live};
use super::sections::columns::ColumnsSection;
use super::sections::cost_latency::CostLatencyPage;
use super::state::State;
use crate::page::tables::active_table::Provenance;
use crate::page::tables::loading::Loading;
use crate::ui::parts::places::Rail;

/// Puts the page in the place of the one that index.html shows while the code loads.
pub fn start() {
    crash::install();
    let root = document().get_element_by_id("app").and_then(|root| root.dyn_into().ok());
    let root: web_sys::HtmlElement = root.unwrap_or_else(|| document().body().expect("a page has a body"));
    root.set_inner_html("");
    mount_to(root.clone(), move || view! { <App root /> }.into_any()).forget();
}

/// The page.
#[component]
pub fn App(
    /// What holds the page.
    root: web_sys::HtmlElement,
) -> impl IntoView {
    // Before anything reads the address: it says what it said before the person left to sign in.
    let returning = Returning::check();
    let state = State::new();
    observe::color_scheme(state.system_dark);
    let loader = Loader::new(state);
    loader.start(returning);
    history::follow(state, loader);
    embedding::begin(state, &root, move |sent| files::open_sent(loader, sent));
    paint_look(state);
    let embed = state.mode.embed;
    if embed {
        root.set_attribute("data-embed", "").ok();
    }
    let phase = Memo::new(move |_| match (state.shown.with(Option::is_some), state.loading.with(Loading::is_under)) {
        (true, _) => "shown",
        (false, true) => "loading",
        (false, false) => "empty",
    });
    let whole = state.mode.is_whole();
    let busy = move || state.loading.with(Loading::is_under).to_string();
    let dataset = move || state.shown.map_or_default(|shown| shown.place.title());
    let source = move || state.shown.with(|shown| shown.as_ref().map_or("none", |shown| shown.source.kind()));
    let told = move || {
        state.shown.map_or_default(|shown| {
            let is_ours = |dataset: &str| bundled::TABLES.iter().any(|table| table.dataset == dataset);
            if shown.place.whole_dataset().is_some_and(is_ours) {
                "Load tests of datavistics/encoder-analysis (MIT), one row a run.".to_owned()
            } else if let (Provenance::Own, Some(whose)) = (&shown.source, shown.runs.notes.said.first()) {
                whose.clone()
            } else {
                format!("Load tests of {}, one row a run.", shown.place.title())
            }
        })
    };
    paint_title(state);
    view! {
        {(!embed).then(|| view! { <Header state loader /> }.into_any())}
        <main class:whole=whole data-testid="app" data-phase=phase.live() data-source=live(source) data-busy=live(busy) data-dataset=live(dataset)>
            {whole.then(|| view! { <Rail state /> }.into_any())}
            // First: in a frame nobody sees what stands below all that is shown.
            {embed.then(|| view! { <LinkNotes state /> }.into_any())}
            {move || match phase.get() {
                "shown" => view! { <CostLatencyPage state /> }.into_any(),
                _ => view! { <Empty state loader /> }.into_any(),
            }}
            {match (embed, state.mode.view) {
                (true, _) => Some(view! { <EmbedLine state loader /> }.into_any()),
                (false, Some(_)) => Some(view! { <WholePage state /> }.into_any()),
                _ => None,
            }}
            // Outside the phases: whoever chooses a column that makes the table unreadable must be able to go on.
            {state.mode.view.is_none().then(|| view! { <ColumnsSection state /> }.into_any())}
        </main>
        <footer hidden=embed>
            <p>
                {live(told)} " A month is 730 hours; $ per 1M requests is the price an hour / 3,600 / (req/s) × 10⁶. \
                 Everything is computed in this page: files stay in this browser."
            </p>
        </footer>
    }
}

fn paint_look(state: State) {
    Effect::new(move |_| {
        let look = if state.dark.get() { "dark" } else { "light" };
        if let Some(root) = document().document_element() {
            root.set_attribute("data-theme", look).ok();
        }
    });
}

/// The tab says what is answered, and of which data.
fn paint_title(state: State) {
    let title = Memo::new(move |_| {
        let data = state.shown.map_or_default(|shown| shown.place.title());
        let answer = state.verdict.map_or_default(|view| {
            let reading = &view.headline;
            let comma = if reading.machines.is_empty() { "" } else { ", " };
            [&reading.number, " ", &reading.unit, comma, &reading.machines].concat()
        });
        if data.is_empty() { "Isocost".to_owned() } else { [&answer, " · ", &data, " · Isocost"].concat() }
    });
    Effect::new(move |_| document().set_title(&title.get()));
}
