//! Lazily loaded code: the parts of the page below its first view are a file of their own, fetched once the first view is
//! drawn (`tools/build/split` splits, `tools/build/loader/page.js` fetches). What somebody does before it is there waits for
//! it in `tools/build/loader/gate.js`. A small part comes before the rest: what the first view does once it is drawn.

use js_sys::Reflect;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;

use crate::ui::reactive::act;

use crate::ui::state::State;
use crate::ui::state::inputs::LazyCode;

#[wasm_bindgen]
extern "C" {
    /// Resolves when the code is there, which it may be from the start: see `tools/build/loader/page.js`.
    #[wasm_bindgen(catch, js_namespace = isocost)]
    async fn rest() -> Result<JsValue, JsValue>;
    /// The same, after it failed.
    #[wasm_bindgen(catch, js_namespace = isocost)]
    async fn again() -> Result<JsValue, JsValue>;
    /// Resolves when the code is there, whoever asked for it.
    #[wasm_bindgen(catch, js_namespace = isocost)]
    async fn arrival() -> Result<JsValue, JsValue>;
    /// Resolves when the first view has been on the screen, and the code is there of what it does then.
    #[wasm_bindgen(catch, js_namespace = isocost)]
    async fn soon() -> Result<JsValue, JsValue>;
}

/// Does something once the first view has been on the screen: in that moment others use the network and the processor.
pub fn once_shown(then: impl FnOnce() + 'static) {
    after_view(Box::new(then));
}

#[inline(never)]
fn after_view(then: Box<dyn FnOnce()>) {
    spawn_local(async move {
        soon().await.ok();
        then();
    });
}

fn fetch(state: State, is_again: bool) {
    state.lazy_code.set(LazyCode::Loading);
    spawn_local(async move {
        let came = if is_again { again().await } else { rest().await };
        if let Err(error) = came {
            let said = |name: &str| Reflect::get(&error, &name.into()).ok().and_then(|text| text.as_string());
            let (cause, offer) = (said("message").unwrap_or_default(), said("offer").unwrap_or_default());
            state.lazy_code.set(LazyCode::Failed { cause, offer });
            arrival().await.ok();
        }
        if state.lazy_code.get_untracked() != LazyCode::Ready {
            state.lazy_code.set(LazyCode::Ready);
        }
    });
}

/// Notices that the code is there in a view that does not ask for it: what somebody does there may.
pub fn notice(state: State) {
    spawn_local(async move {
        if arrival().await.is_ok() && state.lazy_code.get_untracked() != LazyCode::Ready {
            state.lazy_code.set(LazyCode::Ready);
        }
    });
}

/// Stands where sections are still to come.
pub fn waiting() -> AnyView {
    view! { <p class="later" role="status">"Loading the other sections…"</p> }.into_any()
}

/// The view that `parts` makes, once the code is loaded; `quiet` where another part of the page says that it is not.
#[component]
pub fn Lazy(state: State, parts: fn(State) -> AnyView, #[prop(optional)] quiet: bool) -> impl IntoView {
    if state.lazy_code.get_untracked() != LazyCode::Ready {
        fetch(state, false);
    }
    move || match state.lazy_code.get() {
        LazyCode::Ready => parts(state),
        _ if quiet => ().into_any(),
        LazyCode::Loading => waiting(),
        LazyCode::Failed { cause, offer } => view! {
            <p class="later" role="alert" data-testid="later-failed">
                "The other sections could not be loaded yet. " {cause} " "
                <button type="button" class="link" on:click=act(move |_| fetch(state, true))>{offer}</button>
            </p>
        }
        .into_any(),
    }
}
