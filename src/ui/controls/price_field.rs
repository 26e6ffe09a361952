//! The price of one hardware per hour, as a field.

use leptos::prelude::*;

use super::{CheckedInput, Taken};
use crate::page::choice::money::typed_price;
use crate::page::money::prices::PriceLine;
use crate::ui::reactive::{Memo, Signal};
use crate::ui::state::State;

/// The field. An empty text takes the reader's price back.
#[component]
pub fn PriceField(
    state: State,
    line: Memo<Option<PriceLine>>,
    /// Its name in the page.
    name: String,
    /// The name of all fields of its kind in tests.
    test_id: &'static str,
    /// Whether there is little room.
    #[prop(optional)]
    brief: bool,
) -> impl IntoView {
    let read = move |get: fn(&PriceLine) -> String| Signal::derive(move || line.map_or_default(get));
    let set = move |text: String| line.get_untracked().map_or(Ok(None), |line| take(state, &line, &text));
    let (label, placeholder) =
        if brief { (read(|line| line.short.clone()), "–") } else { (read(|line| line.label.clone()), "not known") };
    view! {
        <CheckedInput label name test_id placeholder value=read(|line| line.value.clone()) set />
    }
}

/// Takes a price, or a change of the present one in percent.
///
/// # Errors
/// Words for what is no price.
#[inline(never)]
pub fn take(state: State, line: &PriceLine, text: &str) -> Taken {
    let currency = state.draft.now.with_untracked(|choice| choice.money.currency.clone());
    let price = typed_price(text, &currency, number_of(line))?;
    state.choose(|choice| choice.set_price(&line.vendor, &line.hardware, price));
    // An empty field shows the price that then holds, a share the price that it comes to.
    Ok((price.is_none() || text.contains('%')).then(String::new))
}

/// The price as it stands in the field.
fn number_of(line: &PriceLine) -> Option<f64> {
    crate::data::table::number::parse(&line.value)
}
