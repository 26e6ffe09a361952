//! The bill of a demand over the price of one hardware: the best of its runs and the best of the others.
//!
//! How many machines a run needs depends on no price, so that the bill of each of X's runs is a line through the origin over
//! X's price, and that of every other run is constant: as with the cost of a request, there is at most one switch.

use crate::analysis::decide::answer::{Demand, Point, Solver};
use crate::analysis::decide::break_even::BreakEven;
use crate::data::runs::table_facts::Basis;

use crate::page::answer::asked::Asked;
use crate::page::answer::columns::Columns;
use crate::page::answer::words::{demand_words, machines_words};
use crate::page::tables::active_table::ActiveTable;

/// The bill.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bill {
    /// Where the winner changes; costs are bills.
    pub(super) even: BreakEven,
    /// The lowest bill among X's runs at their present prices over that at a price of 1; NaN when it is not known.
    pub(super) price_in_bills: f64,
    /// The demand: `200 req/s for 730 hours`.
    pub(super) demand: String,
    /// Whether it is of a steady demand.
    pub(super) is_steady: bool,
    /// What a bill is of, after an amount: `a month`, `in all`.
    pub(super) per: &'static str,
    own: Option<Fleet>,
    rival: Option<Fleet>,
}

/// Machines in words, and whether it is but one.
#[derive(Clone, Debug, PartialEq)]
struct Fleet {
    words: String,
    is_one: bool,
}

impl Bill {
    /// Of what is asked, at any cost, from `rows`, those that pass the filters; `is_own` says which are X's. `None` without a
    /// demand, and where no run meets it.
    pub(super) fn of(
        shown: &ActiveTable,
        basis: &Basis,
        rows: &[usize],
        asked: &Asked,
        is_own: &[bool],
    ) -> Option<Self> {
        if asked.demand == Demand::None {
            return None;
        }
        let asked = asked.at_any_cost();
        let now = Columns::of(shown, basis);
        let at = |usd_per_hour: f64| now.repriced(shown, is_own, usd_per_hour);
        let at_one = at(1.0);
        let present = asked.solver(shown, basis, &now, rows);
        let own = best(&asked.solver(shown, basis, &at_one, rows), is_own, true);
        let rival = best(&present, is_own, false);
        if own.is_none() && rival.is_none() {
            return None;
        }
        // At a price of 1 the throughput that costs as much as the bill: `usd_per_billion` of it is the bill.
        let rate = |own: &Point| 1e9 / (3600.0 * usd(own));
        let even =
            BreakEven::between(own.map(|own| (own.row, rate(&own))), rival.map(|rival| (rival.row, usd(&rival))));
        let own_wins = |(switch, (own, rival)): (f64, (Point, Point))| {
            let columns = at(switch);
            let mut both = [own.row, rival.row];
            both.sort_unstable();
            asked.solver(shown, basis, &columns, rows).best(&both).is_some_and(|best| best.row == own.row)
        };
        let ties = even.price_usd_per_hour.zip(own.zip(rival)).is_some_and(own_wins);
        let in_bills = best(&present, is_own, true).zip(own).map(|(now, at_one)| usd(&now) / usd(&at_one));
        let fleet = |point: Point| Fleet {
            words: machines_words(shown, asked.demand, &point),
            is_one: point.machines == 1.0 && point.spare == 0.0,
        };
        let is_steady = matches!(asked.demand, Demand::Steady { .. });
        Some(Self {
            even: even.with_ties(ties),
            price_in_bills: in_bills.unwrap_or(f64::NAN),
            demand: demand_words(asked.demand, shown.runs.work),
            is_steady,
            per: if is_steady { "a month" } else { "in all" },
            own: own.map(fleet),
            rival: rival.map(fleet),
        })
    }

    /// The machines of one of the two.
    pub(super) fn name(&self, row: usize) -> &str {
        self.fleet(row).map_or("", |fleet| fleet.words.as_str())
    }

    /// Whether they are one.
    pub(super) fn is_one(&self, row: usize) -> bool {
        self.fleet(row).is_none_or(|fleet| fleet.is_one)
    }

    fn fleet(&self, row: usize) -> Option<&Fleet> {
        if self.even.own == Some(row) { self.own.as_ref() } else { self.rival.as_ref() }
    }
}

/// The best with a bill among X's runs, or among the others.
fn best(solver: &Solver, is_own: &[bool], own: bool) -> Option<Point> {
    let rows: Vec<usize> = solver.contenders().into_iter().filter(|&row| is_own[row] == own).collect();
    solver.best(&rows)
}

/// As the headline tells it: of a steady demand by the month.
fn usd(point: &Point) -> f64 {
    if point.usd_per_month.is_finite() { point.usd_per_month } else { point.usd }
}
