//! The most that is paid, as a line over the chart of costs, and moved there.
//!
//! Only where the axis upwards tells just what is compared with it: the cost of a unit of work while there is no demand, and
//! the bill of one. Whole machines cost a demand more than a unit of work of a busy one does.

use crate::analysis::decide::answer::{Demand, HOURS_PER_MONTH};
use crate::chart::scenes::scatter::cost_line::CostLine;

use super::stops::{Handle, Move, Stops};
use super::upwards::COST;
use crate::page::choice::filters::Choice;
use crate::page::choice::scatter_axes::BILL;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::cost;

/// Where nothing is asked of the cost.
pub const ANY_COST: &str = "any cost";

/// The key of the measure upwards, and its values by row of the table; of costs none are needed.
pub type Drawn<'a> = (&'a str, &'a [f64]);

/// What is paid, on an axis.
struct Paid<'a> {
    shown: &'a ActiveTable,
    /// What each run costs, in the unit of the axis.
    values: &'a [f64],
    /// How much of the axis what costs are quoted for is: 1, or so many of it are billed, a month or in all.
    quoted: f64,
    /// `a month`, or `in all`; of costs none.
    billed: Option<&'static str>,
}

impl<'a> Paid<'a> {
    fn on((upwards, values): Drawn<'a>, shown: &'a ActiveTable, choice: &Choice) -> Option<Self> {
        match (upwards, choice.money.demand) {
            _ if choice.notebook => None,
            (COST, Demand::None) => Some(Self { shown, values: shown.runs.ranked_cost(), quoted: 1.0, billed: None }),
            (BILL, Demand::Steady { units_per_sec, .. }) => {
                let quoted = units_per_sec * 3600.0 * HOURS_PER_MONTH / shown.runs.work.units();
                Some(Self { shown, values, quoted, billed: Some("a month") })
            }
            (BILL, Demand::Volume { units, .. }) => {
                Some(Self { shown, values, quoted: units / shown.runs.work.units(), billed: Some("in all") })
            }
            _ => None,
        }
    }

    /// The most that is paid, on the axis.
    fn now(&self, choice: &Choice) -> Option<f64> {
        choice.money.terms.at_most().map(|usd| usd * self.quoted)
    }

    fn amount(&self, at: f64) -> String {
        if self.billed.is_some() { self.shown.rounded(at) } else { cost::quoted(self.shown, at) }
    }

    fn words(&self, at: f64) -> String {
        let per = self.billed.unwrap_or_else(|| cost::per_quoted(&self.shown.runs));
        [&self.amount(at), " ", per].concat()
    }
}

/// The line of what is paid at most; `None` where nothing is asked, or the axis tells something else.
#[inline(never)]
pub(super) fn line(drawn: Drawn, shown: &ActiveTable, choice: &Choice) -> Option<Box<CostLine>> {
    let paid = Paid::on(drawn, shown, choice)?;
    let at = paid.now(choice)?;
    Some(Box::new(CostLine { at, words: format!("≤ {}", paid.amount(at)) }))
}

/// The handle of what is paid at most, among `rows`; `None` where it cannot be moved or no cost is known.
#[inline(never)]
#[must_use]
pub fn handle(drawn: Drawn, shown: &ActiveTable, choice: &Choice, rows: &[usize]) -> Option<Handle> {
    let paid = Paid::on(drawn, shown, choice)?;
    let now = paid.now(choice);
    let words = now.map_or_else(|| ANY_COST.to_owned(), |at| paid.words(at));
    let label = if paid.billed.is_some() { "Bill at most" } else { "Cost at most" };
    let told = Stops { values: paid.values, rows }.handle(label.to_owned(), words, now)?;
    // As the axis is labelled.
    let factor = if paid.billed.is_some() { 1.0 } else { cost::quoted_factor(&shown.runs) };
    Some(Handle { now: told.now * factor, ends: (told.ends.0 * factor, told.ends.1 * factor), ..told })
}

/// The most that is paid after a move, for what costs are quoted for; what it was where it cannot be moved.
#[inline(never)]
#[must_use]
pub fn moved(drawn: Drawn, shown: &ActiveTable, choice: &Choice, rows: &[usize], by: Move) -> Option<f64> {
    let Some(paid) = Paid::on(drawn, shown, choice) else { return choice.money.terms.at_most_usd };
    let stops = Stops { values: paid.values, rows };
    stops.moved(paid.now(choice), by).map(|at| at / paid.quoted)
}
