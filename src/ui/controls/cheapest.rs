//! The filter "cheapest N runs", applied after the other filters.

use leptos::prelude::*;

use crate::ui::reactive::live;
use crate::ui::state::State;

/// A number, or empty for all.
#[component]
pub fn CheapestInput(state: State) -> impl IntoView {
    let value =
        move || state.draft.now.with(|choice| choice.filter.cheapest.map(|n| n.to_string()).unwrap_or_default());
    let set = move |text: String| {
        state.choose(|choice| choice.filter.cheapest = text.parse().ok().filter(|&n| n > 0));
    };
    view! {
        <div class="field row">
            <label for="cheapest-n">"Cheapest N runs"</label>
            <input
                id="cheapest-n"
                data-testid="cheapest-n"
                type="number"
                min="1"
                step="1"
                inputmode="numeric"
                placeholder="all"
                prop:value=live(value)
                on:input:target=move |event| set(event.target().value())
            />
        </div>
    }
}
