//! How much each place of the page holds, beside its link.

use leptos::prelude::*;

use crate::ui::browser::observe;
use crate::ui::reactive::Memo;

/// What stands beside a link.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceCount {
    /// A number, or what fails; empty for nothing.
    pub words: String,
    /// Whether it asks for a look.
    pub warns: bool,
}

impl From<usize> for PlaceCount {
    fn from(count: usize) -> Self {
        Self { words: if count == 0 { String::new() } else { count.to_string() }, warns: false }
    }
}

/// Writes what a place holds beside its links, in the rail and in the data bar, for as long as the place is there. An
/// attribute that the style sheet shows: the first view, which has the links, knows nothing of it.
pub fn tell(place: &'static str, count: Memo<PlaceCount>) {
    let links = move || {
        let of = |parent: &str| document().query_selector(&format!("{parent} a[href='#{place}']")).ok().flatten();
        [of(".rail"), of(".data")].into_iter().flatten()
    };
    Effect::new(move |_| {
        let PlaceCount { words, warns } = count.get();
        for link in links() {
            observe::set_attribute(&link, "data-count", &words);
            observe::set_attribute(&link, "data-warns", if warns { "true" } else { "false" });
        }
    });
    on_cleanup(move || {
        for link in links() {
            link.remove_attribute("data-count").ok();
        }
    });
}
