//! How much each place of the page holds, beside its link.

use leptos::prelude::*;

use crate::page::words::runs::count;
use crate::ui::browser::observe;
use crate::ui::reactive::Memo;

/// What stands beside a link.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceCount {
    /// A number, or what fails; empty for nothing.
    pub words: String,
    /// What is counted, with the number: `28 configurations`.
    pub title: String,
    /// Whether it asks for a look.
    pub warns: bool,
}

impl PlaceCount {
    /// So many of something, `one` or `many`; nothing of none.
    pub fn of(number: usize, one: &str, many: &str) -> Self {
        if number == 0 {
            return Self::default();
        }
        Self { words: number.to_string(), title: count(number, one, many), warns: false }
    }
}

/// Writes what a place holds beside its links, in the rail and in the data bar, for as long as the place is there. An
/// attribute that the style sheet shows: the first view, which has the links, knows nothing of it. What is counted is the
/// link's title, and read in the place of the number.
pub fn tell(place: &'static str, told: Memo<PlaceCount>) {
    let links = move || {
        let of = |parent: &str| document().query_selector(&format!("{parent} a[href='#{place}']")).ok().flatten();
        [of(".rail"), of(".data")].into_iter().flatten()
    };
    Effect::new(move |_| {
        let PlaceCount { words, title, warns } = told.get();
        for link in links() {
            observe::set_attribute(&link, "data-count", &words);
            observe::set_attribute(&link, "data-warns", if warns { "true" } else { "false" });
            observe::set_attribute(&link, "title", &title);
        }
    });
    on_cleanup(move || {
        for link in links() {
            link.remove_attribute("data-count").ok();
            observe::set_attribute(&link, "title", "");
        }
    });
}
