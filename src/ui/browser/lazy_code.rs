//! Lazily loaded code: the parts of the page below its first view are a file of their own, fetched once the first view is
//! drawn (`tools/build/split` splits, `tools/build/loader/secondary.js` fetches).

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
}

fn fetch(state: State) {
    state.lazy_code.set(LazyCode::Loading);
    spawn_local(async move {
        let came = rest().await.is_ok();
        state.lazy_code.set(if came { LazyCode::Ready } else { LazyCode::Failed });
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
        fetch(state);
    }
    move || match state.lazy_code.get() {
        LazyCode::Ready => parts(state),
        _ if quiet => ().into_any(),
        LazyCode::Loading => waiting(),
        LazyCode::Failed => view! {
            <p class="later" role="alert" data-testid="later-failed">
                "The other sections could not be loaded. Check the network, then "
                <button type="button" class="link" on:click=act(move |_| fetch(state))>"load them again"</button>"."
            </p>
        }
        .into_any(),
    }
}
