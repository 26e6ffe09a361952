//! The parts of the page below its first view. Their code is a file of its own, which is fetched once the first view is
//! drawn (`tools/split.mjs` splits, `tools/loader/rest.js` fetches).

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;

use crate::ui::reactive::act;

use crate::ui::state::State;

#[wasm_bindgen]
extern "C" {
    /// Resolves when the code is there, which it may be from the start: see `tools/loader/page.js`.
    #[wasm_bindgen(catch, js_namespace = isocost)]
    async fn rest() -> Result<JsValue, JsValue>;
}

/// What is known about that code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Later {
    /// On its way.
    #[default]
    Waiting,
    /// It can be called.
    Here,
    /// It did not come.
    Failed,
}

fn fetch(state: State) {
    state.later.set(Later::Waiting);
    spawn_local(async move {
        let came = rest().await.is_ok();
        state.later.set(if came { Later::Here } else { Later::Failed });
    });
}

/// In the place of sections that are still to come.
pub fn waiting() -> AnyView {
    view! { <p class="later" role="status">"Loading the other sections…"</p> }.into_any()
}

/// What `parts` makes, once their code is there; `quiet` where others say that it is not.
#[component]
pub fn WithLater(state: State, parts: fn(State) -> AnyView, #[prop(optional)] quiet: bool) -> impl IntoView {
    if state.later.get_untracked() != Later::Here {
        fetch(state);
    }
    move || match state.later.get() {
        Later::Here => parts(state),
        _ if quiet => ().into_any(),
        Later::Waiting => waiting(),
        Later::Failed => view! {
            <p class="later" role="alert" data-testid="later-failed">
                "The other sections could not be loaded. Check the network, then "
                <button type="button" class="link" on:click=act(move |_| fetch(state))>"load them again"</button>"."
            </p>
        }
        .into_any(),
    }
}
