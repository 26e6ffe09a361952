//! Tabs of a section: one of several parts is built at a time, and each has an address.
//!
//! The tab whose id is the fragment of the address is open, when the section is built and whenever the fragment changes;
//! else the first. Arrow keys, Home and End go from tab to tab.

use leptos::prelude::*;

use super::row_keys;
use super::row_keys::List;
use crate::page::choice::mode::Mode;
use crate::ui::browser::{address, history, observe};
use crate::ui::reactive::{Memo, RwSignal, Signal, Views, act, live};

/// The fragment with which all parts of all tabs are shown, one below the other: to be searched or printed.
pub const ALL: &str = "all";

/// Whether all of the page is shown, with what is otherwise opened by hand; so is a part of it that stands alone. A frame of
/// everything starts closed, as the page does: what opens over the answer would hide it.
#[must_use]
pub fn shows_all(mode: Mode) -> bool {
    is_all() || mode.view.is_some()
}

/// Whether the address asks for all of the page.
#[must_use]
pub fn is_all() -> bool {
    address::fragment() == ALL
}

/// Opens a tab of whatever place, as a click on it does, with the closed part of the page that it is in; nothing where all
/// parts are shown anyway.
pub fn open(id: &'static str) {
    observe::click(&format!("details[data-holds~='{id}']:not([open]) > summary"));
    // What was closed is built before the next frame.
    observe::soon(move || observe::click(&format!("#{id}[role=tab]")));
}

/// A tab.
#[derive(Clone, Copy)]
pub struct Tab {
    /// Its id on the page, which is its address: `near` of `#near`.
    pub id: &'static str,
    /// What it is called.
    pub title: Signal<String>,
    /// How much it holds, after its title.
    pub count: Signal<Option<usize>>,
    /// What that counts, after the number.
    pub counted: &'static str,
    /// Whether it is there at all.
    pub offered: Signal<bool>,
    /// Makes its part.
    pub body: Callback<(), AnyView>,
}

/// The tabs of a section.
#[derive(Clone, Copy)]
pub struct Tabs {
    tabs: StoredValue<Vec<Tab>>,
    chosen: RwSignal<&'static str>,
}

impl Tabs {
    /// Opens the one that the address names.
    #[must_use]
    pub fn new(tabs: Vec<Tab>) -> Self {
        let first = tabs.first().map_or("", |tab| tab.id);
        let tabs = Self { tabs: StoredValue::new(tabs), chosen: RwSignal::new(first) };
        if let Some(id) = tabs.named_by_address() {
            tabs.chosen.set(id);
            // The browser looked for it before it was there.
            request_animation_frame(move || _ = observe::bring(id));
        }
        let moved = move |_| {
            if let Some(id) = tabs.named_by_address() {
                tabs.chosen.set(id);
            }
        };
        observe::hear("hashchange", Box::new(moved));
        tabs
    }

    fn named_by_address(self) -> Option<&'static str> {
        let id = address::fragment();
        self.tabs.with_value(|tabs| tabs.iter().map(|tab| tab.id).find(|own| *own == id))
    }

    fn offered(self) -> Vec<Tab> {
        self.tabs.get_value().into_iter().filter(|tab| tab.offered.get()).collect()
    }

    /// The open one: the chosen one as long as it is there.
    fn open(self) -> &'static str {
        let (chosen, offered) = (self.chosen.get(), self.offered());
        let is_there = offered.iter().any(|tab| tab.id == chosen);
        if is_there { chosen } else { offered.first().map_or("", |tab| tab.id) }
    }

    /// Opens a tab, of which the address then tells.
    pub fn choose(self, id: &'static str) {
        history::name_tab(untrack(|| self.open()), id);
        self.chosen.set(id);
    }

    /// The buttons; `label` names them for a screen reader.
    pub fn list(self, label: &'static str) -> AnyView {
        if is_all() {
            return ().into_any();
        }
        let open = Memo::new(move |_| self.open());
        let button = move |tab: Tab| {
            let Tab { id, title, count, counted, offered, .. } = tab;
            let is_open = move || open.get() == id;
            let count = Memo::new(move |_| count.get());
            // The element stands while the number changes.
            let counts = Memo::new(move |_| count.with(Option::is_some));
            let number = move || counts.get().then(|| view! { <span class="n">{count.live()}</span> }.into_any());
            view! {
                <button
                    type="button"
                    role="tab"
                    id=id
                    aria-selected=move || is_open().to_string()
                    aria-controls=format!("{id}-part")
                    tabindex=move || if is_open() { "0" } else { "-1" }
                    hidden=move || !offered.get()
                    title=move || count.get().map(|count| [&count.to_string(), " ", counted].concat())
                    on:click=act(move |_| self.choose(id))
                >
                    {title.live()}
                    {live(number)}
                </button>
            }
        };
        let buttons = self.tabs.get_value().into_iter().map(button).views();
        view! {
            <div class="seg" role="tablist" aria-label=label on:keydown=act(|event| row_keys::go(&event, "[role=tab]:not([hidden])", List::Tabs))>
                {buttons}
            </div>
        }
        .into_any()
    }

    /// The open part, or all of them. Made anew for each tab: an element that is used again would keep its state.
    pub fn part(self) -> AnyView {
        if is_all() {
            let part = move |tab: Tab| {
                // Made once: what is opened in it stays open.
                let there = Memo::new(move |_| tab.offered.get());
                let part = move || there.get().then(|| tab.body.run(()));
                view! { <div id=tab.id class="part">{live(part)}</div> }.into_any()
            };
            return self.tabs.get_value().into_iter().map(part).views().into_any();
        }
        let open = Memo::new(move |_| self.open());
        let part = move |id: &'static str| {
            let tab = self.tabs.with_value(|tabs| tabs.iter().find(|tab| tab.id == id).copied());
            view! {
                <div role="tabpanel" id=format!("{id}-part") aria-labelledby=id class="part">
                    {tab.map(|tab| tab.body.run(()))}
                </div>
            }
            .into_any()
        };
        view! { <For each=move || [open.get()] key=|id| *id children=part /> }.into_any()
    }
}
