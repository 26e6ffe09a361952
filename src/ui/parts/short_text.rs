//! Sentences with short names; the whole one is their title.

use std::sync::Arc;

use leptos::prelude::*;

use crate::page::words::short_sentences::ShortForms;
use crate::text::foreign::shown;
use crate::ui::reactive::{Memo, live};
use crate::ui::state::selection::Selection;

/// The short forms of what a section shows.
pub fn short_forms(state: Selection) -> Memo<Arc<ShortForms>> {
    Memo::new(move |_| Arc::new(state.shown.map_or_default(|shown| ShortForms::of(shown))))
}

/// What gives a sentence.
pub type Text = Box<dyn Fn() -> String + Send + Sync>;

/// A sentence that changes.
pub fn short_text(forms: Memo<Arc<ShortForms>>, text: Text) -> AnyView {
    let text = Memo::new(move |_| text());
    let short = Memo::new(move |_| text.with(|text| forms.with(|forms| shown(&forms.shorten(text)).into_owned())));
    let whole = move || text.with(|text| short.with(|short| (short != text).then(|| shown(text).into_owned())));
    view! { <span title=live(whole)>{short.live()}</span> }.into_any()
}
