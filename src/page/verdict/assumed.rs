//! A doubt about an answer whose price nobody told: from which price on it is the answer no more.

use super::view::Found;
use crate::analysis::decide::answer::TOLERANCE;
use crate::data::runs::prices::PricePair;
use crate::page::money::prices::{price_beside, price_now, published_by};

impl Found<'_> {
    /// That the price of the answer's hardware is assumed, where there is other hardware, and from which price on that is
    /// cheaper. With the price of all its runs its own bill grows, and that of no other.
    #[inline(never)]
    pub(super) fn assumed_price(&self, pair: &PricePair) -> Option<String> {
        let shown = self.shown;
        if self.is_fastest() {
            return None;
        }
        let (own, other) = self.against_other_hardware();
        let times = other / own;
        // Equal costs are told as such elsewhere; NaN of a cost that is not known is none.
        if !(1.0 + TOLERANCE..f64::INFINITY).contains(&times) {
            return None;
        }
        let price = price_now(pair);
        let source = if published_by(shown, &pair.hardware).is_empty() { " without a source" } else { "" };
        let per = if shown.runs.listed_gpus.is_some() { " per GPU" } else { "" };
        Some(format!(
            "Its price of {}{per} is an assumption{source}: above {} other hardware is cheaper.",
            shown.price(price),
            price_beside(shown, price * times, (price, price * times))
        ))
    }
}
