//! The conditions under which a picture or a framed part of the page holds, in a line.

use crate::analysis::decide::answer::Demand;
use crate::data::runs::prices::PricePair;
use crate::page::answer::words::{demand_words, paid_words};
use crate::page::choice::filters::Choice;
use crate::page::money::prices::{pair_label, price_now};
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::conditions::conditions;

/// More prices are counted.
const MOST_PRICES: usize = 6;

/// The demand, the most that is paid, limits and filters with how many runs they leave, and the prices: `200 req/s for 730 hours, p95 up to 400 ms,
/// 130 of 246 runs; an hour nvidia-l4 at aws $0.80, nvidia-t4 at aws $0.50`. `filtered` runs pass the filters, `passing`
/// of them the limits.
#[must_use]
pub fn conditions_line(shown: &ActiveTable, choice: &Choice, filtered: usize, passing: usize) -> String {
    let demand = choice.money.demand;
    let asked = if demand == Demand::None { None } else { Some(demand_words(demand, shown.runs.work)) };
    let paid = choice.money.terms.at_most().map(|usd| paid_words(shown, usd));
    let held = asked
        .into_iter()
        .chain(paid)
        .chain([conditions(shown, choice, (filtered, passing))])
        .collect::<Vec<_>>()
        .join(", ");
    let known = || shown.runs.prices.iter().filter(|pair| !price_now(pair).is_nan());
    let say =
        |pair: &PricePair| [&pair_label(&pair.vendor, &pair.hardware), " ", &shown.price(price_now(pair))].concat();
    let prices = match known().count() {
        0 => "no price known".to_owned(),
        many if many > MOST_PRICES => format!("{many} prices of hardware"),
        _ => ["an hour ", &known().map(say).collect::<Vec<_>>().join(", ")].concat(),
    };
    [&held, "; ", &prices].concat()
}
