//! "Against a hosted API": its prices by token, entered by the reader, beside machines of one's own.

use std::sync::Arc;

use leptos::prelude::*;

use crate::format::numbers::in_currency;
use crate::page::choice::hosted::{HostedChoice, Part};
use crate::page::money::hosted::{HostedView, has_tokens};
use crate::ui::controls::{CheckedInput, Taken};
use crate::ui::parts::text_table::LinesTable;
use crate::ui::reactive::{Memo, Signal};
use crate::ui::state::State;
use crate::ui::state::selection::Selection;
use crate::ui::state::visibility;

/// The section; hidden while the table does not say how many tokens its requests have.
#[component]
pub fn HostedSection(state: State) -> impl IntoView {
    let (state, section) = visibility::follow(state);
    let tokens =
        Memo::new(move |_| state.shown.with(|shown| shown.as_ref().is_some_and(|shown| has_tokens(&shown.runs))));
    let chosen = Memo::new(move |_| state.sections.committed.with(|sections| sections.hosted));
    let view = Memo::new(move |_| {
        let (shown, basis, rows, hosted) = (state.shown.get()?, state.basis.get()?, state.rows.get(), chosen.get());
        state.choice.with(|choice| Some(Arc::new(HostedView::new(&shown, &basis, &rows, choice, &hosted))))
    });
    let read =
        move |get: fn(&HostedView) -> &str| move || view.with(|view| view.as_ref().map(|view| get(view).to_owned()));
    let listing = Memo::new(move |_| view.map_or_default(|view| view.listing.clone()));
    let has_lines = Memo::new(move |_| listing.with(|listing| !listing.lines.is_empty()));
    view! {
        <section
            class="card best plan"
            aria-labelledby="hosted-title"
            data-testid="hosted"
            hidden=move || !tokens.get()
            node_ref=section
        >
            <h2 id="hosted-title">"Against a hosted API"</h2>
            <Inputs state />
            <p class="answer" data-testid="hosted-answer" aria-live="polite">{read(|view| &view.sentence)}</p>
            <p class="answer" data-testid="hosted-break-even">{read(|view| &view.break_even)}</p>
            <p class="meaning">{read(|view| &view.caption)}</p>
            <Show when=move || has_lines.get()>
                <LinesTable state test_id="hosted-table" label="Against a hosted API" listing full=true />
            </Show>
            <details class="prose">
                <summary>"How to read this"</summary>
                <p>
                    "The API's bill for a request of this table: input tokens that are not cached, cached ones and output \
                     tokens, each at its price. Cached tokens are part of the input tokens. The three prices per 1M tokens \
                     are three readings of that one bill, as they are of a machine's: they are not added."
                </p>
                <p>
                    "An API costs nothing while nobody asks; a machine does. The break-even volume is what one machine's \
                     month costs, divided by the API's price of a request: below it the API is cheaper. Quality, data \
                     protection, limits of the API and the work of running machines are in no number here."
                </p>
            </details>
        </section>
    }
}

#[component]
fn Inputs(state: Selection) -> impl IntoView {
    let now = move |get: fn(&HostedChoice) -> String| {
        Signal::derive(move || state.sections.now.with(|sections| get(&sections.hosted)))
    };
    let set = move |change: &dyn Fn(&mut HostedChoice) -> Result<(), String>| -> Taken {
        let mut outcome = Ok(());
        state.arrange(|sections| outcome = change(&mut sections.hosted));
        outcome.map(|()| None)
    };
    let label = move |text: &'static str| {
        Signal::derive(move || state.draft.now_unfiltered.with(|choice| in_currency(&choice.money.currency, text)))
    };
    let price = move |name: &'static str, text: &'static str, value: Signal<String>, part: Part| {
        view! {
            <CheckedInput
                label=label(text)
                name=name
                test_id=name
                placeholder=if part == Part::Cached { "as input" } else { "none" }
                value
                set=move |text: String| set(&|hosted| hosted.set(part, &text))
            />
        }
        .into_any()
    };
    view! {
        <div class="plan-inputs">
            {price("api-input", "Input, $ / 1M tokens", now(|hosted| text(hosted.input)), Part::Input)}
            {price("api-cached", "Cached input, $ / 1M tokens", now(|hosted| text(hosted.cached)), Part::Cached)}
            {price("api-output", "Output, $ / 1M tokens", now(|hosted| text(hosted.output)), Part::Output)}
            <CheckedInput
                label="Day of these prices".to_owned()
                name="api-day"
                test_id="api-day"
                placeholder="2026-11-01"
                text=true
                value=now(|hosted| hosted.day.map(|day| day.to_string()).unwrap_or_default())
                set=move |text: String| set(&|hosted| hosted.set_day(&text))
            />
            <CheckedInput
                label="Cached part of the input, %".to_owned()
                name="api-cached-percent"
                test_id="api-cached-percent"
                placeholder="as the table says"
                value=now(|hosted| text(hosted.cached_percent))
                set=move |text: String| set(&|hosted| hosted.set_cached_percent(&text))
            />
        </div>
    }
}

fn text(value: Option<f64>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}
