//! The access token for private data sets: in memory, or in the tab's session storage if wanted. It goes to the Hub alone
//! (see [`crate::hub::fetch::remote::Hub`]), and into no address, log or link.

use crate::ui::browser::storage;
use crate::ui::reactive::RwSignal;

const KEY: &str = "isocost-token";

/// The token, if there is one.
#[derive(Clone, Copy)]
pub struct Token(RwSignal<Option<String>>);

impl Token {
    /// What the tab kept, if anything.
    #[must_use]
    pub fn new() -> Self {
        let kept = storage::tab().and_then(|storage| storage.get_item(KEY).ok().flatten());
        Self(RwSignal::new(kept))
    }

    /// The token, for a request.
    #[must_use]
    pub fn get(self) -> Option<String> {
        self.0.get_untracked()
    }

    /// Takes a token, and keeps it until the tab is closed when `keep`.
    pub fn set(self, token: &str, keep: bool) {
        let token = token.trim();
        if token.is_empty() {
            return self.forget();
        }
        if let Some(storage) = storage::tab() {
            if keep { storage.set_item(KEY, token) } else { storage.remove_item(KEY) }.ok();
        }
        self.0.set(Some(token.to_owned()));
    }

    /// Forgets it everywhere.
    pub fn forget(self) {
        if let Some(storage) = storage::tab() {
            storage.remove_item(KEY).ok();
        }
        self.0.set(None);
    }

    /// Its end, to be recognised by; `None` when there is none. Tracked.
    #[must_use]
    pub fn masked(self) -> Option<String> {
        let end = |token: &String| token.chars().skip(token.chars().count().saturating_sub(4)).collect::<String>();
        self.0.with(|token| token.as_ref().map(|token| format!("••••{}", end(token))))
    }
}
