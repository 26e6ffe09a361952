//! A break-even in words.

use crate::analysis::decide::break_even::{BreakEven, usd_per_hour};
use crate::analysis::decide::cost_latency::usable;
use crate::chart::frame::axes::Money;
use crate::data::runs::prices::{PriceFrom, PricePair};
use crate::format::numbers::percent;

use super::bill::Bill;
use crate::page::choice::filters::Choice;
use crate::page::money::prices::{equal, pair_label, price_beside, price_in_costs, price_now};
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::cost;
use crate::page::words::runs::{count, run_name};
use crate::page::words::short_runs::ShortRuns;

/// The axis reaches to this many times the present price; a switch further away is said, not drawn.
const FARTHEST: f64 = 100.0;

/// A break-even and what its sentences need.
pub(super) struct Found<'a> {
    pub(super) shown: &'a ActiveTable,
    pair: &'a PricePair,
    pub(super) label: String,
    /// The present price, per hour; NaN when it is not known.
    pub(super) now: f64,
    pub(super) even: BreakEven,
    /// What is asked for, where that is compared and not a unit of work.
    bill: Option<Bill>,
    rows: usize,
    /// How many of them are of other hardware.
    others: usize,
    /// How many rows of other hardware have no usable cost.
    unpriced: usize,
}

impl<'a> Found<'a> {
    /// Of `rows`, those within filters and limits; `is_own` says which are of the hardware, the pair `of`.
    pub(super) fn new(
        shown: &'a ActiveTable,
        rows: &[usize],
        (of, is_own): (usize, &[bool]),
        bill: Option<Bill>,
    ) -> Self {
        let pair = &shown.runs.prices[of];
        let (even, in_cost) = match &bill {
            Some(bill) => (bill.even, bill.price_in_bills),
            None => per_unit(shown, rows, is_own),
        };
        let cost = shown.runs.ranked_cost();
        // Whether it wins at a price; `None` at the switch.
        let wins_at =
            |price: f64| even.price_usd_per_hour.filter(|&switch| !equal(price, switch)).map(|switch| price < switch);
        Self {
            shown,
            pair,
            label: pair_label(&pair.vendor, &pair.hardware),
            now: price_in_costs(pair, in_cost, |a, b| wins_at(a) != wins_at(b)),
            even,
            bill,
            rows: rows.len(),
            others: rows.iter().filter(|&&row| !is_own[row]).count(),
            unpriced: rows.iter().filter(|&&row| !is_own[row] && !usable(cost[row])).count(),
        }
    }

    pub(super) fn name(&self, row: usize) -> String {
        self.bill.as_ref().map_or_else(|| run_name(self.shown, row), |bill| bill.name(row).to_owned())
    }

    /// The answer; of a demand, that it is the bill of that.
    pub(super) fn sentence(&self) -> String {
        let told = self.told();
        let Some(bill) = &self.bill else { return told };
        let mut letters = told.chars();
        let first = letters.next().map(|first| first.to_lowercase().to_string()).unwrap_or_default();
        format!("{}: {first}{}", bill.demand, letters.as_str())
    }

    fn told(&self) -> String {
        let Self { label, now, even, .. } = self;
        let (own, rival, price) = match (even.own, even.rival, even.price_usd_per_hour) {
            (Some(own), Some(rival), Some(price)) => (own, rival, price),
            (Some(own), _, _) => return self.unrivalled(own),
            (None, Some(rival), _) => {
                return format!(
                    "Whatever {label} costs, {} {} cheapest: no run of {label} with a throughput passes the filters \
                     and limits{}.",
                    self.name(rival),
                    self.verb(even.rival, "stays", "stay"),
                    self.or_cannot()
                );
            }
            (None, None, _) if self.rows == 0 => return "No run passes the filters and limits.".to_owned(),
            (None, None, _) => return "No run that passes has a known cost or throughput.".to_owned(),
        };
        // In a sentence: it rests on single runs.
        let at = self.price(price);
        let (own, rival) = (self.name(own), self.name(rival));
        let is = |row, name: &str| format!("{name} {} cheapest", self.verb(row, "is", "are"));
        let becomes = |row, name: &str| format!("{name} {} cheapest", self.verb(row, "becomes", "become"));
        if now.is_nan() {
            let (below, above) = (is(even.own, &own), is(even.rival, &rival));
            return format!("While {label} costs less than {at} an hour, {below}; above that, {above}.");
        }
        let (present, share) = (self.price(*now), (price / now - 1.0) * 100.0);
        if equal(price, *now) {
            return format!("At {at} an hour for {label}, the present price, {own} and {rival} cost the same.");
        }
        if *now < price {
            format!(
                "While {label} costs less than {at} an hour (now {present}), {}. If that price rises by more than {}, {}.",
                is(even.own, &own),
                percent(share),
                becomes(even.rival, &rival)
            )
        } else {
            format!(
                "While {label} costs more than {at} an hour (now {present}), {}. If that price falls by more than {}, {}.",
                is(even.rival, &rival),
                percent(-share),
                becomes(even.own, &own)
            )
        }
    }

    /// Where nothing else has a cost to compare with: why, which may be that there is nothing else.
    fn unrivalled(&self, own: usize) -> String {
        let (label, name, stays) = (&self.label, self.name(own), self.verb(self.even.own, "stays", "stay"));
        let is_known = usable(self.now);
        match (self.rows - self.others, self.others) {
            (1, 0) => format!(
                "Only one run passes the filters and limits, {}: no price changes that.",
                run_name(self.shown, own)
            ),
            (_, 0) => {
                let unknown = if is_known { "" } else { " No price is known." };
                if self.pair.hardware.is_empty() {
                    return format!(
                        "No run that passes the filters and limits tells its hardware: as long as all machines cost the same, \
                         whatever that is, {name} {stays} cheapest.{unknown}"
                    );
                }
                format!(
                    "All runs that pass the filters and limits are of {label}: whatever it costs, {name} {stays} cheapest.{unknown}"
                )
            }
            _ if is_known => format!(
                "Whatever {label} costs, {name} {stays} cheapest: no run of other hardware with a known cost passes the filters \
                 and limits{}.",
                self.or_cannot()
            ),
            _ => format!(
                "No price is known. Of {label} alone {name} {stays} cheapest whatever it costs; what the others cost is not known."
            ),
        }
    }

    /// A price to the cent; with more digits where two that differ would read alike.
    pub(super) fn price(&self, value: f64) -> String {
        let switch = self.even.price_usd_per_hour.unwrap_or(f64::NAN);
        price_beside(self.shown, value, (self.now, switch))
    }

    /// Whether it is of machines of a configuration, at whatever load, and not of a run.
    pub(super) fn is_of_configurations(&self) -> bool {
        self.bill.as_ref().is_some_and(|bill| bill.is_steady)
    }

    /// Of several machines the verb is another.
    fn verb(&self, row: Option<usize>, one: &'static str, several: &'static str) -> &'static str {
        let several_do = |bill: &Bill| row.is_some_and(|row| !bill.is_one(row));
        if self.bill.as_ref().is_some_and(several_do) { several } else { one }
    }

    fn or_cannot(&self) -> &'static str {
        if self.bill.is_some() { " and meets the demand" } else { "" }
    }

    pub(super) fn caption(&self, choice: &Choice) -> String {
        let mut said = Vec::new();
        let moved = usable(self.now) && !equal(self.now, price_now(self.pair));
        if self.unpriced > 0 {
            let runs = count(self.unpriced, "run of other hardware has", "runs of other hardware have");
            said.push(format!("{runs} no usable cost and cannot win."));
        }
        if choice.filter.cheapest.is_some() {
            said.push(
                "The filter “only the cheapest” is lifted here: which those are depends on the price.".to_owned(),
            );
        }
        if self.pair.base.varies && self.pair.from != PriceFrom::Reader {
            let which = if moved { ", that of its cheapest run" } else { "" };
            said.push(format!("Its price differs from run to run in the file; here it is one for all{which}."));
        } else if moved {
            let price = self.shown.price(price_now(self.pair));
            said.push(format!(
                "In the file its price is {price}, but not in its costs, which are what runs are compared by."
            ));
        }
        match self.even.price_usd_per_hour {
            Some(price) if price > self.end() => said.push("The change lies beyond the chart.".to_owned()),
            _ => {}
        }
        said.join(" ")
    }

    pub(super) fn chart(&self) -> String {
        let cost = self.even.cost_at(self.now);
        let now = |words: String| match cost.is_nan() {
            true => String::new(),
            false => ["; at the present price it is ", &words].concat(),
        };
        let (of, now) = match &self.bill {
            Some(bill) => (["bill of ", &bill.demand].concat(), now([&self.shown.price(cost), " ", bill.per].concat())),
            None => (["cost ", cost::per_quoted(&self.shown.runs)].concat(), now(cost::quoted(self.shown, cost))),
        };
        let what = format!("How the lowest {of} changes with the price of {}{now}.", self.label);
        let names = ShortRuns::of(self.shown);
        let band = |(row, prices): (usize, String)| [&self.short_name(&names, row), " ", &prices].concat();
        let bands: Vec<String> = self.key().into_iter().map(band).collect();
        let dashed = if bands.len() > 1 { " Dashed: what the other costs." } else { "" };
        format!("{what} Cheapest: {}.{dashed}", bands.join(", "))
    }

    /// What its band is called.
    pub(super) fn short_name(&self, names: &ShortRuns, row: usize) -> String {
        names.name(self.shown, row, !self.is_of_configurations()).whole()
    }

    /// The title of what is compared, with its unit.
    pub(super) fn axis(&self) -> String {
        match &self.bill {
            Some(bill) => self.shown.in_currency(&["Lowest bill, $ ", bill.per].concat()),
            None => cost::quoted_axis(self.shown, "Lowest cost"),
        }
    }

    /// How it is labelled; a bill as it is.
    pub(super) fn axis_money(&self) -> Option<Money> {
        self.bill.is_none().then(|| cost::on_axis(self.shown))
    }

    /// The winners and their prices.
    pub(super) fn key(&self) -> Vec<(usize, String)> {
        let price = |value: f64| self.price(value);
        let words = |from: f64, to: f64| match (from > 0.0, to.is_finite()) {
            (false, true) => format!("below {} an hour", price(to)),
            (true, _) => format!("above {} an hour", price(from)),
            (false, false) => "at every price".to_owned(),
        };
        let intervals = self.even.intervals();
        intervals.iter().map(|at| (at.row, words(at.from_usd_per_hour, at.to_usd_per_hour))).collect()
    }

    /// Where the price axis ends: beyond the present price and the switch.
    pub(super) fn end(&self) -> f64 {
        let now = if usable(self.now) { self.now } else { f64::NAN };
        // Of a number and NaN the lesser and the greater are the number.
        let switch = self.even.price_usd_per_hour.map_or(f64::NAN, |price| (price * 1.6).min(now * FARTHEST));
        let end = (now * 2.0).max(switch).max(0.0);
        if end > 0.0 { end } else { 1.0 }
    }
}

/// The break-even of a unit of work, and the price in the costs of the hardware.
fn per_unit(shown: &ActiveTable, rows: &[usize], is_own: &[bool]) -> (BreakEven, f64) {
    let runs = &shown.runs;
    // What a price buys: of a price for one GPU, the throughput of one; where failed requests are counted as answered,
    // that of the others.
    let (of_use, gpus) = (runs.good_share(), runs.listed_gpus.as_deref());
    let one = |values: Option<&[f64]>, row: usize| values.map_or(1.0, |values| values[row]);
    // Costs are quoted for so many units: what a price buys of them is a rate of billions.
    let quoted = 1e9 / runs.work.units();
    let bought = |(row, rate): (usize, &f64)| rate * quoted * one(of_use, row) / one(gpus, row);
    let rate: Vec<f64> = runs.work_per_sec().iter().enumerate().map(bought).collect();
    let cost = runs.ranked_cost();
    let even = BreakEven::new(&runs.ranking(), &rate, is_own, rows);
    let own_cost = rows.iter().filter(|&&row| is_own[row]).map(|&row| cost[row]).filter(|&cost| usable(cost));
    let in_cost = even.own.map_or(f64::NAN, |own| usd_per_hour(own_cost.fold(f64::NAN, f64::min), rate[own]));
    (even, in_cost)
}
