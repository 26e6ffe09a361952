//! What the chart shows upwards: the cost of a unit of work, the bill a month for what is asked, or the rate of one machine.

use crate::analysis::decide::answer::Demand;
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
    /// The machines that the demand needs, at the load that is allowed, for a month.
    PerMonth,
    /// Units of work per second of one machine.
    Rate,
}

impl Upwards {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::PerUnit, Self::PerMonth, Self::Rate];

    /// As it is offered: `$ / 1M`, `$ / month`, `req/s`.
    #[must_use]
    pub fn words(self, shown: &ActiveTable) -> String {
        match self {
            Self::PerUnit => shown.in_currency("$ / 1M"),
            Self::PerMonth => shown.in_currency("$ / month"),
            Self::Rate => shown.runs.work.rate_words().to_owned(),
        }
    }

    /// In full, for a tooltip.
    #[must_use]
    pub fn title(self, shown: &ActiveTable) -> String {
        match self {
            Self::PerUnit => shown.in_currency(&["$ ", cost::per_quoted(&shown.runs)].concat()),
            Self::PerMonth => "The bill of the machines that the demand needs".to_owned(),
            Self::Rate => "What one machine does".to_owned(),
        }
    }

    /// Its measure.
    fn key(self, shown: &ActiveTable) -> &'static str {
        match self {
            Self::PerUnit => COST,
            Self::PerMonth => BILL,
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

    /// Whether it says something: a cost where one is known, a bill where the demand is a steady rate besides.
    #[must_use]
    pub fn is_offered(self, shown: &ActiveTable, choice: &Choice) -> bool {
        let steady = matches!(choice.money.demand, Demand::Steady { .. });
        !choice.notebook && (self == Self::Rate || has_costs(shown)) && (self != Self::PerMonth || steady)
    }

    /// The axes with it. The usual ones need no word in an address.
    #[must_use]
    pub fn on(self, axes: &ScatterChoice, shown: &ActiveTable) -> ScatterChoice {
        match self {
            Self::PerUnit if axes.as_ref().is_none_or(|axes| axes.x.is_none()) => None,
            _ => with(axes, Side::Y, self.key(shown)),
        }
    }
}

fn has_costs(shown: &ActiveTable) -> bool {
    shown.runs.ranked_cost().iter().any(|&cost| usable(cost))
}

/// What a chart shows in the place of latencies and costs where none is known: the load across, the rate upwards, where those
/// are. Where another latency is limited that is the usual one across, see [`limited`].
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
    (rate || load || limited).then(|| ScatterMeasures { x, y: part(rate, key) })
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

/// The demand and terms that the axes depend on; `None` where no bill is drawn.
#[inline(never)]
#[must_use]
pub fn billed(choice: &Choice) -> Option<(Demand, Terms)> {
    let is_bill = choice.scatter.as_ref().is_some_and(|axes| axes.y.as_deref() == Some(BILL));
    // Which the most that is paid changes nothing of.
    is_bill.then_some((choice.money.demand, Terms { at_most_usd: None, ..choice.money.terms }))
}

/// The measure of bills.
#[must_use]
pub(super) fn bill_measure() -> Measure {
    Measure {
        key: BILL.to_owned(),
        words: "Bill".to_owned(),
        unit: "$ a month",
        direction: Direction::Low,
        kind: Kind::Bill,
    }
}

/// The bill of each run, $ a month, for a steady demand: of the whole machines that it needs at the load that is allowed, as
/// the one answer function has it. Neither limits nor the most that is paid keep a run out. NaN without a price.
#[inline(never)]
#[must_use]
pub(super) fn bills(shown: &ActiveTable, choice: &Choice) -> Option<Vec<f64>> {
    let Demand::Steady { .. } = choice.money.demand else { return None };
    let asked = Asked {
        demand: choice.money.demand,
        terms: Terms { at_most_usd: None, ..choice.money.terms },
        limits: LimitChoice::default(),
    };
    let basis = shown.basis();
    let columns = Columns::of(shown, &basis);
    let all: Vec<usize> = (0..shown.runs.rows).collect();
    let solver = asked.solver(shown, &basis, &columns, &all);
    let bills: Vec<f64> =
        all.iter().map(|&row| solver.point(row).map_or(f64::NAN, |point| point.usd_per_month)).collect();
    bills.iter().any(|&usd| usable(usd)).then_some(bills)
}
