//! What the chart shows upwards: the cost of a unit of work, the bill for what is asked, or the rate of one machine.
//!
//! Where a demand is asked the bill stands there, as the answer's card tells it: whole machines at the load that is allowed. By
//! the cost of a unit of a busy machine another run may be the lowest. A reader who chose what stands there is left alone.

use crate::analysis::decide::answer::{Demand, Point};
use crate::analysis::decide::cost_latency::usable;
use crate::data::runs::load::{LoadAxis, LoadColumns};
use crate::data::runs::measures::{Direction, Kind, Measure};
use crate::data::runs::work::Work;
use crate::data::table::column::Numbers;
use crate::page::answer::asked::Asked;
use crate::page::answer::columns::Columns;
use crate::page::choice::filters::Choice;
use crate::page::choice::limits::LimitChoice;
use crate::page::choice::scatter_axes::{BILL, ScatterChoice, ScatterMeasures, Side, with};
use crate::page::choice::terms::Terms;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::cost;
use crate::page::words::loads::load_noun;
use crate::page::words::runs::capital;

use super::columns::{latency_ms, limited};

/// The key of the cost of a unit of work.
pub const COST: &str = "cost";
/// The key of the load, which is drawn where no latency is known.
pub(super) const LOAD: &str = "load";

/// One of the three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Upwards {
    /// What costs are quoted for.
    PerUnit,
    /// The machines that the demand needs, at the load that is allowed: for a month, or in all where it is done once.
    Bill,
    /// Units of work per second of one machine.
    Rate,
}

impl Upwards {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::PerUnit, Self::Bill, Self::Rate];

    /// As it is offered: `$ / 1M`, `$ / month`, `req/s`.
    #[must_use]
    pub fn words(self, shown: &ActiveTable, choice: &Choice) -> String {
        match self {
            Self::PerUnit => shown.in_currency("$ / 1M"),
            Self::Bill if is_once(choice) => shown.in_currency("$ in all"),
            Self::Bill => shown.in_currency("$ / month"),
            Self::Rate => shown.runs.work.rate_words().to_owned(),
        }
    }

    /// In full, for a tooltip.
    #[must_use]
    pub fn title(self, shown: &ActiveTable) -> String {
        match self {
            Self::PerUnit => shown.in_currency(&["$ ", cost::per_quoted(&shown.runs)].concat()),
            Self::Bill => "The bill of the machines that the demand needs".to_owned(),
            Self::Rate => "What one machine does".to_owned(),
        }
    }

    /// Its measure.
    fn key(self, shown: &ActiveTable) -> &'static str {
        match self {
            Self::PerUnit => COST,
            Self::Bill => BILL,
            Self::Rate => match shown.runs.work {
                Work::Requests => "rate",
                Work::OutputTokens => "outrate",
                Work::TotalTokens => "tokrate",
                Work::InputTokens => "inrate",
            },
        }
    }

    /// Whether it is the measure with this key.
    #[must_use]
    pub fn is(self, key: &str, shown: &ActiveTable) -> bool {
        key == self.key(shown)
    }

    /// Whether it says something: a cost where one is known, a bill where something is demanded besides.
    #[must_use]
    pub fn is_offered(self, shown: &ActiveTable, choice: &Choice) -> bool {
        let demands = choice.money.demand != Demand::None;
        !choice.notebook && (self == Self::Rate || has_costs(shown)) && (self != Self::Bill || demands)
    }

    /// The axes with it. The usual ones need no word in an address.
    #[must_use]
    pub fn on(self, choice: &Choice, shown: &ActiveTable) -> ScatterChoice {
        let usual = if choice.money.demand == Demand::None { Self::PerUnit } else { Self::Bill };
        match &choice.scatter {
            axes if self == usual && axes.as_ref().is_none_or(|axes| axes.x.is_none()) => None,
            axes => with(axes, Side::Y, self.key(shown)),
        }
    }
}

/// Whether what is demanded is done once.
fn is_once(choice: &Choice) -> bool {
    matches!(choice.money.demand, Demand::Volume { .. })
}

/// Whether the bill stands upwards without a word of the reader's.
fn stands_billed(choice: &Choice) -> bool {
    let is_chosen = choice.scatter.as_ref().is_some_and(|axes| axes.y.is_some());
    choice.money.demand != Demand::None && !choice.notebook && !is_chosen
}

/// The usual key upwards.
#[must_use]
pub(super) fn usual_upwards(shown: &ActiveTable, choice: &Choice) -> &'static str {
    if stands_billed(choice) && has_bills(shown, choice) { BILL } else { COST }
}

/// Whether any run has a bill: a cost, and a throughput that machines are counted by.
fn has_bills(shown: &ActiveTable, choice: &Choice) -> bool {
    let (costs, rates) = (shown.runs.ranked_cost(), shown.runs.work_per_sec());
    choice.money.demand.is_usable() && costs.iter().zip(rates).any(|(&cost, &rate)| usable(cost) && usable(rate))
}

fn has_costs(shown: &ActiveTable) -> bool {
    shown.runs.ranked_cost().iter().any(|&cost| usable(cost))
}

/// What a chart shows in the place of latencies and costs where none is known: the load across, the rate upwards, where those
/// are; and in the place of costs where a demand is asked, its bill. Where another latency is limited that is the usual one across, see [`limited`].
#[inline(never)]
#[must_use]
pub(super) fn in_place(shown: &ActiveTable, choice: &Choice) -> Option<ScatterMeasures> {
    let key = Upwards::Rate.key(shown);
    let rate = !has_costs(shown) && shown.runs.measure(key).is_some();
    let limited = limited(shown, choice).is_some();
    let load = !limited && !has_latencies(shown, choice) && load(shown).1.iter().any(|load| load.is_finite());
    let part = |is_asked: bool, key: &str| is_asked.then(|| key.to_owned());
    let stand_in = if rate && !load && !limited { stand_in(shown) } else { None };
    let x = stand_in.map_or_else(|| part(load, LOAD), |key| part(true, key));
    let billed = usual_upwards(shown, choice) == BILL;
    let y = if billed { part(true, BILL) } else { part(rate, key) };
    (rate || load || limited || billed).then_some(ScatterMeasures { x, y })
}

/// The percentile that stands in for the mean where no run has one.
#[inline(never)]
fn stand_in(shown: &ActiveTable) -> Option<&'static str> {
    let runs = &shown.runs;
    ["p50", "p90", "p95", "p99"].into_iter().find(|key| runs.measure("avg").is_none() && runs.measure(key).is_some())
}

/// Whether any run has a latency to be drawn.
#[must_use]
pub(super) fn has_latencies(shown: &ActiveTable, choice: &Choice) -> bool {
    latency_ms(shown, choice).iter().any(|&ms| usable(ms))
}

/// The load of all runs: what it is, and its values.
fn load(shown: &ActiveTable) -> (LoadAxis, Numbers) {
    let all: Vec<usize> = (0..shown.runs.rows).collect();
    let loads = LoadColumns::of(&shown.runs);
    let (axis, values) = loads.of_rows(&all);
    (axis, values.clone())
}

/// The load as a measure: no table has it under that key, and no address names it.
#[must_use]
pub(super) fn load_measure(shown: &ActiveTable) -> (Measure, Numbers) {
    let (axis, values) = load(shown);
    let measure = Measure {
        key: LOAD.to_owned(),
        words: capital(load_noun(axis)),
        unit: "",
        direction: Direction::Unknown,
        kind: Kind::Other,
    };
    (measure, values)
}

/// The measure of bills.
#[must_use]
pub(super) fn bill_measure(choice: &Choice) -> Measure {
    Measure {
        key: BILL.to_owned(),
        words: "Bill".to_owned(),
        unit: if is_once(choice) { "$ in all" } else { "$ a month" },
        direction: Direction::Low,
        kind: Kind::Bill,
    }
}

/// The bill of each run for what is demanded, $ a month of a steady demand, else in all: of the whole machines that it needs
/// at the load that is allowed, as the one answer function has it. Neither limits nor the most that is paid keep a run out. NaN without a price.
#[inline(never)]
#[must_use]
pub(super) fn bills(shown: &ActiveTable, choice: &Choice) -> Option<Vec<f64>> {
    if choice.money.demand == Demand::None {
        return None;
    }
    let asked = Asked {
        demand: choice.money.demand,
        terms: Terms { at_most_usd: None, ..choice.money.terms },
        limits: LimitChoice::default(),
    };
    let basis = shown.basis();
    let columns = Columns::of(shown, &basis);
    let all: Vec<usize> = (0..shown.runs.rows).collect();
    let solver = asked.solver(shown, &basis, &columns, &all);
    let bill = |point: Point| if is_once(choice) { point.usd } else { point.usd_per_month };
    let bills: Vec<f64> = all.iter().map(|&row| solver.point(row).map_or(f64::NAN, bill)).collect();
    bills.iter().any(|&usd| usable(usd)).then_some(bills)
}
