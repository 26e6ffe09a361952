//! Opening tables: by address, from files, with a token for private ones, one of several.
//!
//! What is typed is understood in [`crate::hub::address`]; fetching and decoding are in [`crate::worker`].

pub(crate) mod again;
pub(crate) mod csp_errors;
pub(crate) mod data_bar;
pub(crate) mod files;
pub(crate) mod loader;
pub(crate) mod notes;
pub(crate) mod recent;
pub(crate) mod sign_in;
pub(crate) mod status;
pub(crate) mod tables;
pub(crate) mod token;
pub(crate) mod unpack;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Event, HtmlInputElement};

use super::reactive::{Memo, Views, act, live};
use crate::data::bundled;

use self::loader::Loader;
use self::sign_in::SignIn;
use super::state::State;
use crate::page::tables::load_error::LoadError;
use crate::page::tables::loading::Loading;
use crate::page::tables::open_queue::Question;
use crate::page::tables::table_source::TableSource;

/// The address, the examples, files, the token.
#[component]
pub fn OpenBox(state: State, loader: Loader) -> impl IntoView {
    let field = NodeRef::<leptos::html::Input>::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(field) = field.get_untracked() {
            loader.open_typed(&field.value());
        }
    };
    view! {
        <form class="dataset" on:submit=act(submit)>
            <label for="dataset">"Data set on the Hugging Face Hub, or the address of a file"</label>
            <div>
                <input
                    id="dataset"
                    data-testid="dataset-input"
                    node_ref=field
                    list="known"
                    placeholder="owner/name or https://…"
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=state.typed.live()
                />
                <datalist id="known">
                    {bundled::ALL.map(|table| view! { <option value=table.dataset>{table.title}</option> }).views()}
                    {recent::addresses().into_iter().map(|address| view! { <option value=address></option> }).views()}
                </datalist>
                <button data-testid="dataset-load">"Load"</button>
            </div>
            <div class="examples">
                <Examples state loader />
                <Picker loader />
                <label class="pick">
                    <input
                        type="checkbox"
                        data-testid="keep-shown"
                        prop:checked=loader.beside.live()
                        on:change:target=move |event| loader.beside.set(event.target().checked())
                    />
                    " Compare side by side"
                </label>
                <TokenBox state loader />
            </div>
        </form>
    }
}

/// The tables inside the page.
#[component]
fn Examples(state: State, loader: Loader) -> impl IntoView {
    let shown = Memo::new(move |_| {
        let datasets = |places: &[TableSource]| -> Vec<String> {
            places.iter().filter_map(|place| place.whole_dataset().map(str::to_owned)).collect()
        };
        state.shown.map_or_default(|shown| datasets(shown.place.each()))
    });
    bundled::ALL
        .map(|table| {
            let is_shown = move || shown.with(|shown| shown.iter().any(|dataset| dataset == table.dataset));
            let current = move || is_shown().then_some("true");
            view! {
                <button type="button" class="link" aria-current=live(current) on:click=act(move |_| loader.open_typed(table.dataset))>
                    {table.title}
                </button>
            }.into_any()
        })
        .views()
}

/// Files and folders of this computer.
#[component]
fn Picker(loader: Loader) -> impl IntoView {
    let picked = move |event: Event| {
        if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
            files::open_picked(loader, &input);
        }
    };
    let folder = NodeRef::<leptos::html::Input>::new();
    // No standard attribute, but known to all browsers.
    folder.on_load(|input| input.set_webkitdirectory(true));
    view! {
        <label class="link pick">
            "Files"
            <input type="file" multiple class="visually-hidden" data-testid="files-input" on:change=act(picked) />
        </label>
        <label class="link pick">
            "Folder"
            <input
                node_ref=folder
                type="file"
                multiple
                class="visually-hidden"
                data-testid="folder-input"
                on:change=act(picked)
            />
        </label>
    }
}

/// A token for private data sets; opens by itself when one would help.
#[component]
fn TokenBox(state: State, loader: Loader) -> impl IntoView {
    let field = NodeRef::<leptos::html::Input>::new();
    let keep = NodeRef::<leptos::html::Input>::new();
    let token = loader.token;
    let wanted = Memo::new(move |_| state.loading.with(|loading| loading.error().is_some_and(LoadError::wants_token)));
    let why = move || state.failed.get().map(|why| view! { <p class="w">{why}</p> }.into_any());
    // Not a form of its own: forms cannot be nested.
    let take = move || {
        let (Some(field), Some(keep)) = (field.get_untracked(), keep.get_untracked()) else { return };
        token.set(&field.value(), keep.checked());
        field.set_value("");
        if wanted.get_untracked() {
            loader.retry();
        }
    };
    let on_enter = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            take();
        }
    };
    view! {
        <details class="token" data-testid="token" prop:open=move || wanted.get().then_some(true)>
            <summary class="link">{move || token.masked().map_or("Token".to_owned(), |end| format!("Token {end}"))}</summary>
            <div class="panel">
                // The panel lies over what stands at the top of a narrow page.
                {live(why)}
                <p>
                    "For private and gated data sets: a token of your Hub account that may read. It stays in this tab's \
                     memory, goes to the Hub alone, and is never part of a link."
                </p>
                <label>
                    "Access token"
                    <input type="password" data-testid="token-input" node_ref=field autocomplete="off" on:keydown=act(on_enter) />
                </label>
                <label><input type="checkbox" node_ref=keep />" Keep it until the tab is closed"</label>
                <SignIn />
                <span class="buttons">
                    <button type="button" data-testid="token-use" on:click=act(move |_| take())>"Use"</button>
                    <button type="button" data-testid="token-forget" on:click=act(move |_| token.forget())>"Forget"</button>
                </span>
            </div>
        </details>
    }
}

/// Which of several tables.
#[component]
pub(crate) fn Choices(state: State, loader: Loader) -> impl IntoView {
    let several = Memo::new(move |_| {
        state.loading.with(|loading| match loading {
            Loading::Choose { question, .. } => Some(question.clone()),
            _ => None,
        })
    });
    move || {
        several.get().map(|Question { place, options, how }| {
            let left_out = place.clone();
            // One that is to take the place of all has nothing beside it that would be left.
            let leave_out = how.beside.then(|| {
                view! {
                    <button type="button" data-testid="leave-out" on:click=act(move |_| loader.leave_out(&left_out))>
                        "Skip this data set"
                    </button>
                }.into_any()
            });
            let option = |option: crate::worker::protocol::TableOption| {
                let among = place.clone();
                let place = match &place {
                    TableSource::At { asked, .. } => TableSource::At { asked: asked.clone(), table: Some(option.table) },
                    other @ (TableSource::Files { .. } | TableSource::Several(_)) => other.clone(),
                };
                view! {
                    <li>
                        <button type="button" class="link" on:click=act(move |_| loader.open_chosen(&among, place.clone(), how))>
                            {option.words}
                        </button>
                    </li>
                }
            };
            view! {
                <div class="choices card" role="alert" data-testid="choices">
                    <p>{place.title()} " holds several tables. Which one?"</p>
                    <ul>{options.into_iter().map(option).views()}</ul>
                    {leave_out}
                </div>
            }.into_any()
        })
    }
}
