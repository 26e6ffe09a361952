//! Tabs: parts of a place of which one is shown. Each has an address; what is not looked at is not built.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::page::choice::mode::Mode;
use crate::ui::browser::address;
use crate::ui::reactive::{Memo, RwSignal, Views, act};
use crate::ui::state::State;

/// One of them.
pub struct Tab {
    /// Its name in an address.
    pub id: &'static str,
    /// Its words.
    pub title: &'static str,
    /// What it holds.
    pub parts: fn(State) -> AnyView,
    /// Whether the table has anything to show in it; where that depends on the table.
    pub there: Option<fn(State) -> bool>,
}

/// The fragment with which all parts of all tabs are shown, one below the other: to be searched or printed.
pub const ALL: &str = "all";

/// Whether all of the page is shown, with what is otherwise opened by hand; so is a part of it that stands alone.
#[must_use]
pub fn shows_all(mode: Mode) -> bool {
    address::fragment() == ALL || !mode.is_whole()
}

/// The tabs, and the part that is looked at. The address says which, else it is the first.
#[component]
pub fn Tabs(
    state: State,
    /// What they are parts of.
    label: &'static str,
    tabs: &'static [Tab],
) -> impl IntoView {
    if address::fragment() == ALL {
        let part = |tab: &'static Tab| {
            let there = Memo::new(move |_| tab.there.is_none_or(|there| there(state)));
            view! { <div id=tab.id>{move || there.get().then(|| (tab.parts)(state))}</div> }.into_any()
        };
        return tabs.iter().map(part).views().into_any();
    }
    let named = move || tabs.iter().position(|tab| tab.id == address::fragment());
    let at = RwSignal::new(named().unwrap_or(0));
    address::on_fragment(move || {
        if let Some(to) = named() {
            at.set(to);
            show(tabs[to].id);
        }
    });
    if let Some(at) = named() {
        show(tabs[at].id);
    }
    let choose = move |to: usize| {
        at.set(to);
        address::set_fragment(tabs[to].id);
    };
    let button = move |(nth, tab): (usize, &'static Tab)| {
        let there = Memo::new(move |_| tab.there.is_none_or(|there| there(state)));
        let chosen = move || at.get() == nth;
        view! {
            <button
                type="button"
                role="tab"
                id=format!("{}-tab", tab.id)
                data-testid=format!("tab-{}", tab.id)
                aria-controls=tab.id
                aria-selected=move || chosen().to_string()
                tabindex=move || if chosen() { "0" } else { "-1" }
                hidden=move || !there.get()
                on:click=act(move |_| choose(nth))
            >
                {tab.title}
            </button>
        }
        .into_any()
    };
    let keys = move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowRight" => 1,
            "ArrowLeft" => tabs.len() - 1,
            _ => return,
        };
        event.prevent_default();
        let is_there = |at: &usize| tabs[*at].there.is_none_or(|there| there(state));
        let from = at.get_untracked();
        let next = (1..tabs.len()).map(|times| (from + times * step) % tabs.len()).find(is_there);
        if let Some(next) = next {
            choose(next);
            crate::ui::browser::observe::focus(&format!("#{}-tab", tabs[next].id));
        }
    };
    let panel = move |(nth, tab): (usize, &'static Tab)| {
        // Once built it stays, with what the reader did in it.
        let built = Memo::new(move |before: Option<&bool>| before == Some(&true) || at.get() == nth);
        view! {
            <div id=tab.id role="tabpanel" class="panel" aria-labelledby=format!("{}-tab", tab.id) hidden=move || at.get() != nth>
                {move || built.get().then(|| (tab.parts)(state))}
            </div>
        }
        .into_any()
    };
    view! {
        <div class="seg" role="tablist" aria-label=label on:keydown=act(keys)>{tabs.iter().enumerate().map(button).views()}</div>
        {tabs.iter().enumerate().map(panel).views()}
    }
    .into_any()
}

/// Scrolls to a part that was hidden when the browser looked for it.
fn show(id: &'static str) {
    request_animation_frame(move || {
        if let Some(tab) = document().get_element_by_id(&format!("{id}-tab")) {
            tab.scroll_into_view();
        }
    });
}
