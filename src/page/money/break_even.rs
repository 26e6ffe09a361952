//! Break-even: the price of one hardware at which the winner changes, and the lowest cost, or bill of a demand, over that
//! price.

mod bill;
mod chart;
mod found;

use std::sync::Arc;

use crate::analysis::decide::answer::Demand;
use crate::analysis::decide::slo::passing;
use crate::chart::scenes::lines::{Point, Scene};
use crate::data::runs::filter::Filter;
use crate::data::runs::prices;
use crate::data::runs::table_facts::Basis;
use crate::format::numbers;
use crate::page::words::text_table::{Cell, Head, Listing};

use self::bill::Bill;
use self::found::Found;
use super::prices::pair_label;
use crate::page::answer::asked::Asked;
use crate::page::answer::columns::Columns;
use crate::page::answer::words::{asked_words, demand_words};
use crate::page::choice::filters::Choice;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::cost;
use crate::page::words::runs::{Field, configuration_name, run_name};

/// The answer and the chart.
#[derive(Clone, Debug, PartialEq)]
pub struct BreakEvenView {
    /// What the price can be of, by label; each with vendor and hardware.
    pub pairs: Vec<(String, String, String)>,
    /// The position in `pairs` of the one whose price it is; `None` without any run.
    pub of: Option<usize>,
    /// The answer.
    pub sentence: String,
    /// What was left out, and how the chart is to be taken; empty when there is nothing to say.
    pub caption: String,
    /// What the chart shows, a sentence.
    pub chart: String,
    /// The winners, cheapest price first: the run, and at which prices, in words.
    pub key: Vec<(usize, String)>,
    /// What each of them is called: a run, or the machines for a demand.
    pub names: Vec<String>,
    /// What is compared: `Lowest cost`, `Lowest bill`.
    pub what: &'static str,
    /// The chart; `None` without a run that could win.
    pub scene: Option<Arc<Scene>>,
    /// The price at which the winner changes, per hour.
    pub switch: Option<f64>,
}

/// The rows compared: those that pass filters and limits. The filter "cheapest N" is lifted, as its result depends on the
/// price itself.
#[must_use]
pub fn rows(shown: &ActiveTable, basis: &Basis, filtered: &[usize], choice: &Choice) -> Vec<usize> {
    passing(&basis.measures(&shown.runs), &lifted(shown, filtered, choice), &choice.limits.limits(&shown.runs))
}

fn lifted(shown: &ActiveTable, filtered: &[usize], choice: &Choice) -> Vec<usize> {
    if choice.filter.cheapest.is_none() {
        return filtered.to_vec();
    }
    Filter { cheapest: None, ..choice.filter.clone() }.rows(&shown.runs, &shown.batch_sizes)
}

impl BreakEvenView {
    /// Compares what is asked for, from `filtered`, the rows that pass the filters: the bill of a demand, else the cost of a
    /// unit of work. Where the answer is to another question, the caption says so. `pair_of` is the table's
    /// [`price_of_row`], computed once.
    ///
    /// [`price_of_row`]: crate::data::runs::run_table::RunTable::price_of_row
    #[must_use]
    pub fn asked(shown: &ActiveTable, basis: &Basis, pair_of: &[usize], filtered: &[usize], choice: &Choice) -> Self {
        let rows = rows(shown, basis, filtered, choice);
        let asked = Asked::of(choice);
        if asked.is_per_request() {
            return Self::new(shown, pair_of, &rows, choice);
        }
        let all = lifted(shown, filtered, choice);
        let any = asked.at_any_cost();
        let winner = any.answered(shown, basis, &Columns::of(shown, basis), &all).found;
        let winner = winner.filter(|found| found.best.is_priced()).map(|found| found.best.row);
        let bill = |is_own: &[bool]| Bill::of(shown, basis, &all, &any, is_own);
        let mut view = Self::of(shown, pair_of, (&rows, winner), choice, &bill);
        let other = other_question(shown, basis, &all, &asked, view.what == BILL);
        view.caption = [other.as_str(), &view.caption].join(" ").trim().to_owned();
        view
    }

    /// Compares the cost of a unit of work of `rows`, see [`rows`].
    #[must_use]
    pub fn new(shown: &ActiveTable, pair_of: &[usize], rows: &[usize], choice: &Choice) -> Self {
        Self::of(shown, pair_of, (rows, None), choice, &|_| None)
    }

    /// `winner` is the answer to a demand, and `bill` what it costs where some rows are of the hardware.
    fn of(
        shown: &ActiveTable,
        pair_of: &[usize],
        (rows, winner): (&[usize], Option<usize>),
        choice: &Choice,
        bill: &dyn Fn(&[bool]) -> Option<Bill>,
    ) -> Self {
        let runs = &shown.runs;
        let pairs = runs
            .prices
            .iter()
            .map(|pair| (pair_label(&pair.vendor, &pair.hardware), pair.vendor.clone(), pair.hardware.clone()));
        let named = choice.money.break_even.as_ref().and_then(|(vendor, hardware)| {
            runs.prices.iter().position(|pair| prices::same((&pair.vendor, &pair.hardware), (vendor, hardware)))
        });
        let winner = || winner.or_else(|| runs.ranking().cheapest(rows));
        // Without a winner the first hardware of the runs: its price may be what is missing.
        let of = named.or_else(|| winner().or(rows.first().copied()).map(|row| pair_of[row]));
        let mut view = Self {
            pairs: pairs.collect(),
            of,
            sentence: "No run passes the filters and limits.".to_owned(),
            caption: String::new(),
            chart: String::new(),
            key: Vec::new(),
            names: Vec::new(),
            what: COST,
            scene: None,
            switch: None,
        };
        if let Some(of) = of {
            // Spellings of the same have the same price.
            let pair = &runs.prices[of];
            let is_it = |other: &prices::PricePair| {
                prices::same((&other.vendor, &other.hardware), (&pair.vendor, &pair.hardware))
            };
            let own: Vec<bool> = runs.prices.iter().map(is_it).collect();
            let is_own: Vec<bool> = pair_of.iter().map(|&pair| own[pair]).collect();
            let bill = bill(&is_own);
            view.what = if bill.is_some() { BILL } else { COST };
            view.tell(&Found::new(shown, rows, (of, &is_own), bill), choice);
        }
        view
    }

    fn tell(&mut self, found: &Found, choice: &Choice) {
        self.sentence = found.sentence();
        self.caption = found.caption(choice);
        self.switch = found.even.price_usd_per_hour;
        self.chart = found.chart();
        self.key = found.key();
        self.names = self.key.iter().map(|&(row, _)| found.name(row)).collect();
        let shown = found.shown;
        let shapes = if choice.notebook { &shown.groups } else { &shown.shapes };
        self.scene = found.scene(shapes).map(Arc::new);
    }

    /// The points of the chart, to be saved: at each price the cheapest run and what it costs.
    #[must_use]
    pub fn listing(&self, shown: &ActiveTable) -> Listing {
        let scene = self.scene.as_ref();
        let price = scene.map_or_else(|| shown.in_currency("Price, $ per hour"), |scene| scene.titles.x.clone());
        let cost = match scene.filter(|_| self.what == BILL) {
            Some(scene) => scene.titles.y.clone(),
            None => shown.in_currency(&["Lowest cost, ", &cost::unit(&shown.runs)].concat()),
        };
        let heads = vec![Head::number(&price), Head::number(&cost), Head::text("Cheapest")];
        // Not what is dearer, which is drawn after the winners.
        let lines = scene.iter().flat_map(|scene| &scene.lines).take(self.key.len());
        let factor = if self.what == BILL { 1.0 } else { cost::quoted_factor(&shown.runs) };
        let cells =
            |(point, name): (&Point, &str)| vec![Cell::aligned(point.x), Cell::aligned(point.y * factor), name.into()];
        let points = lines.flat_map(|line| line.points.iter().map(|point| (point, line.name.as_str())));
        Listing::of_cells(heads, points.map(cells).collect())
    }

    /// Title and fields of a point's tooltip.
    #[must_use]
    pub fn describe(&self, shown: &ActiveTable, item: usize) -> Option<(String, Vec<Field>)> {
        let scene = self.scene.as_ref()?;
        let (at, point) = scene
            .lines
            .iter()
            .enumerate()
            .find_map(|(at, line)| Some((at, line.points.iter().find(|point| point.item == item)?)))?;
        let (_, prices) = self.key.get(at)?;
        let changes = Some(point.x) == self.switch;
        let title = if changes { "Here the winner changes".to_owned() } else { self.names.get(at)?.clone() };
        let compared = match self.what {
            BILL => ("Bill", shown.price(point.y)),
            _ => ("Cost", format!("{} {}", cost::money(shown, point.y), cost::short(&shown.runs))),
        };
        let fields = vec![
            ("Price per hour", numbers::price_rounded(&shown.currency, point.x)),
            compared,
            ("Cheapest", prices.clone()),
        ];
        Some((title, fields))
    }
}

const COST: &str = "Lowest cost";
const BILL: &str = "Lowest bill";

/// That the question of the page is another one and what its answer is, a sentence; empty where it is the same.
fn other_question(shown: &ActiveTable, basis: &Basis, rows: &[usize], asked: &Asked, is_bill: bool) -> String {
    let per_unit = asked.demand != Demand::None && !is_bill;
    if per_unit {
        let (demand, one) = (demand_words(asked.demand, shown.runs.work), cost::per_one(&shown.runs));
        return format!("{demand}: no run that passes can do this, so costs are compared {one}.");
    }
    let columns = Columns::of(shown, basis);
    let answered = asked.answered(shown, basis, &columns, rows);
    // Where nothing is as cheap, the answer is the cheapest, as here.
    let Some(found) = answered.found.filter(|_| asked.terms.at_most().is_some() && !answered.too_dear) else {
        return String::new();
    };
    let row = found.best.row;
    let steady = matches!(asked.demand, Demand::Steady { .. });
    let name = if steady { configuration_name(shown, row) } else { run_name(shown, row) };
    format!("Here the cheapest counts; what is asked is the fastest: {}: {name}.", asked_words(shown, asked))
}
