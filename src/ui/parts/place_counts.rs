//! How much each place of the page holds, beside its link.

use leptos::prelude::*;
use web_sys::Element;

use crate::page::choice::places::PLACES;
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
/// link's title and a part of its name.
pub fn tell(place: &'static str, told: Memo<PlaceCount>) {
    let links = move || {
        let of = |parent: &str| document().query_selector(&format!("{parent} a[href='#{place}']")).ok().flatten();
        [of(".rail"), of(".data")].into_iter().flatten()
    };
    Effect::new(move |_| {
        let PlaceCount { words, title, warns } = told.get();
        let (name, more) =
            PLACES.iter().find(|(id, ..)| *id == place).map_or(("", ""), |&(_, name, more)| (name, more));
        // As it is seen: where something fails the rest of the name makes room.
        let gap = if more.is_empty() || warns { "" } else { " " };
        let label = [name, gap, if warns { "" } else { more }, ": ", &title].concat();
        for link in links() {
            observe::set_attribute(&link, "data-count", &words);
            observe::set_attribute(&link, "data-warns", if warns { "true" } else { "false" });
            if title.is_empty() {
                untell(&link);
            } else {
                observe::set_attribute(&link, "title", &title);
                observe::set_attribute(&link, "aria-label", &label);
            }
        }
    });
    on_cleanup(move || {
        for link in links() {
            link.remove_attribute("data-count").ok();
            untell(&link);
        }
    });
}

fn untell(link: &Element) {
    ["title", "aria-label"].into_iter().for_each(|name| link.remove_attribute(name).unwrap_or_default());
}
