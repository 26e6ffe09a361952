//! Price lists: fetched when somebody asks for one, side by side, and taken by a click that can be taken back.

pub(crate) mod fetch;
mod table;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast as _;
use web_sys::{Event, HtmlInputElement};

use self::fetch::PriceLists;
use self::table::ListsTable;
use crate::page::choice::price_source::PriceSource;
use crate::text::foreign::shown;
use crate::ui::open::files;
use crate::ui::reactive::{Memo, Views, act, live};

/// The section.
#[component]
pub fn PriceListsSection(lists: PriceLists) -> impl IntoView {
    let can_undo = move || lists.undo.with(|undo| undo.as_ref().is_some_and(|undo| lists.is_still(&undo.after)));
    let there = Memo::new(move |_| lists.lists.with(|lists| !lists.all.is_empty()));
    view! {
        <section class="card price-lists" aria-labelledby="price-lists-title" data-testid="price-lists">
            <h2 id="price-lists-title">"Price lists"</h2>
            <p class="hint">
                "What would another list of prices change? A list is fetched when you ask for it, and nothing of it counts \
                 until you take it. A token goes to the Hub alone."
            </p>
            <Ask lists />
            <Named lists />
            <p role="status" data-testid="price-lists-said">
                {lists.said.live()} " "
                <button type="button" class="link" data-testid="price-lists-undo" hidden=move || !can_undo() on:click=act(move |_| lists.undo())>
                    "Undo"
                </button>
            </p>
            <Show when=move || there.get()>
                <ListsTable lists />
            </Show>
            <details class="prose">
                <summary>"What a list looks like"</summary>
                <p>
                    "A line for each price, as CSV, JSON or parquet: hardware, and usd_per_gpu_hour for the price of one GPU or \
                     usd_per_hour for that of the machine, with gpus for how many it has. Where they are told, vendor, region, \
                     kind (spot, on demand), currency and date count, too. The example: "
                </p>
                <pre>{EXAMPLE}</pre>
            </details>
        </section>
    }
}

const EXAMPLE: &str = "vendor,hardware,region,kind,usd_per_gpu_hour,date\naws,h100,us-east-1,spot,2.50,2026-11-01";

/// Where a list is.
#[component]
fn Ask(lists: PriceLists) -> impl IntoView {
    let field = NodeRef::<leptos::html::Input>::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(field) = field.get_untracked() {
            lists.fetch(&field.value());
        }
    };
    let picked = move |event: Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(input) = input else { return };
        spawn_local(async move {
            let files = files::picked(&input).await;
            // The same file can be picked again.
            input.set_value("");
            lists.read(files);
        });
    };
    view! {
        <form class="price-lists-ask" on:submit=act(submit)>
            <label for="price-list">"A data set on the Hub, or the address of a file"</label>
            <input
                id="price-list"
                data-testid="price-list-input"
                node_ref=field
                placeholder="owner/name/prices.csv or https://…"
                autocomplete="off"
                spellcheck="false"
            />
            <button data-testid="price-list-fetch" disabled=move || lists.busy.get()>"Fetch"</button>
            <label class="link pick">
                "File"
                <input type="file" class="visually-hidden" data-testid="price-list-file" on:change=act(picked) />
            </label>
        </form>
    }
}

/// The lists that prices are from, of which a link tells; they are fetched when asked for.
#[component]
fn Named(lists: PriceLists) -> impl IntoView {
    let named = Memo::new(move |_| {
        lists.state.draft.now_unfiltered.with(|choice| {
            let mut named: Vec<PriceSource> = Vec::new();
            for source in choice.lists() {
                if named.iter().all(|other| other.list != source.list || other.day != source.day) {
                    named.push(source);
                }
            }
            named
        })
    });
    let item = move |source: PriceSource| {
        let address = source.list.clone();
        let title = source.list.clone();
        let is_there = move || lists.lists.with(|lists| lists.all.iter().any(|list| list.title == title));
        let fetch = (!source.is_file).then(|| {
            view! {
                <button
                    type="button"
                    class="link"
                    data-testid="price-list-again"
                    aria-label=format!("Fetch {}", shown(&address))
                    hidden=live(is_there)
                    on:click=act(move |_| lists.fetch(&address))
                >
                    "Fetch it"
                </button>
            }
            .into_any()
        });
        view! { <li>"Prices that count now are from " {source.words()} ". " {fetch}</li> }.into_any()
    };
    view! {
        <ul class="price-lists-named" data-testid="price-lists-named" hidden=move || named.with(Vec::is_empty)>
            {move || named.get().into_iter().map(item).views()}
        </ul>
    }
}
