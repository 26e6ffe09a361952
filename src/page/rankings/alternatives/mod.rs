//! Alternatives to the answer: trade-offs, what costs as little, the best of each hardware and image, pinned runs, and what
//! one step outside the question would save; all of it from the answer's own function.

pub mod bills;
pub mod columns;
mod lists;
mod nearest;
mod outside;
pub mod table;
mod work;

use std::sync::Arc;

use crate::analysis::decide::answer::{Demand, Point, Solver, same};
use crate::analysis::decide::cost_latency::usable;
use crate::data::runs::table_facts::Basis;
use crate::page::answer::asked::{Answered, Asked};
use crate::page::answer::columns::Columns;
use crate::page::choice::filters::Choice;
use crate::page::choice::limits::LimitChoice;
use crate::page::choice::terms::Terms;
use crate::page::scatter::columns::limited;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::conditions::conditions;
use crate::page::words::cost::better_unit;
use crate::page::words::measures::limited_name;
use crate::page::words::short_runs::ShortRuns;

pub use outside::{Broken, Outside};
pub use work::AlternativesWork;

/// One of the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// What nothing else beats in everything that is weighed.
    TradeOffs,
    /// What costs as little, or within the tolerance.
    Near,
    /// The best of each hardware and image.
    Best,
    /// The pinned runs.
    Pinned,
}

impl List {
    /// In their order.
    pub const ALL: [Self; 4] = [Self::TradeOffs, Self::Near, Self::Best, Self::Pinned];

    /// Its name in an address.
    #[must_use]
    pub fn id(self) -> &'static str {
        ["trade-offs", "near", "best", "pinned"][self as usize]
    }

    /// What [`Alternatives::count`] counts, after the number.
    #[must_use]
    pub fn counted(self) -> &'static str {
        [
            "on the Pareto front, besides the answer",
            "at about the same cost, besides the answer",
            "pairs of hardware and image, each by its best run",
            "pinned",
        ][self as usize]
    }
}

/// A run as an answer to the question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Alternative {
    /// What it takes, and what comes of it; for a run that cannot meet the demand, as nothing was asked.
    pub point: Point,
    /// What its machines may be given in all within load share and limits, units of work per second; NaN without a steady
    /// demand.
    pub grows_to_per_sec: f64,
    /// $ per unit of work on a machine that is busy all the time; NaN where it is not known.
    pub full_usd_per_unit: f64,
}

impl Alternative {
    fn of(solver: &Solver, row: usize) -> Option<Self> {
        let point = solver.point(row)?;
        let steady = matches!(solver.question().demand, Demand::Steady { .. });
        Some(Self {
            grows_to_per_sec: if steady { solver.grows_to_units_per_sec(row) } else { f64::NAN },
            full_usd_per_unit: solver.candidates().unit_cost(row),
            point,
        })
    }
}

/// The lists.
#[derive(Clone, Debug)]
pub struct Alternatives {
    shown: Arc<ActiveTable>,
    names: Arc<ShortRuns>,
    /// What was answered.
    asked: Asked,
    /// The answer; `None` where no run meets the demand.
    pub answer: Option<Alternative>,
    /// Whether the answer has a price: else runs are ranked by what one machine does.
    pub is_priced: bool,
    /// The lists, in the order of [`List::ALL`]; the answer is the first of each but an empty one.
    lists: [Vec<Alternative>; 4],
    /// Whether the answer stands before the pinned runs without being one of them.
    answer_is_beside_pins: bool,
    /// Runs that are cheaper by giving up one condition, the cheapest first.
    pub outside: Vec<Outside>,
    /// For each pinned run what keeps it from being an answer; empty where nothing does.
    kept_out: Vec<(usize, String)>,
    /// What the lists hold to: `p95 up to 400 ms, 130 of 246 runs`.
    pub conditions: String,
    /// The latency of the trade-offs, in words after their name; empty for the usual one.
    by: String,
    /// Why there is no answer; empty where there is one.
    pub nothing: &'static str,
}

impl Alternatives {
    /// To the answer among `rows`, those that pass the filters. `tolerance`: how much more than the answer a run may cost to
    /// be as cheap, a share.
    #[must_use]
    pub fn new(shown: &Arc<ActiveTable>, basis: &Basis, rows: &[usize], choice: &Choice, tolerance: f64) -> Self {
        let columns = Columns::of(shown, basis);
        let answered = Asked::of(choice).answered(shown, basis, &columns, rows);
        let ranked = ranked(shown, &answered, choice, tolerance);
        Self::around((shown, basis), rows, choice, (&columns, &answered), ranked)
    }

    /// What stands around the lists that are ranked.
    fn around(
        (shown, basis): (&Arc<ActiveTable>, &Basis),
        rows: &[usize],
        choice: &Choice,
        (columns, answered): (&Columns, &Answered),
        [trade_offs, near, each]: Ranked,
    ) -> Self {
        let asked = Asked::of(choice);
        let Answered { solver, found, .. } = answered;
        let best = found.as_ref().map(|found| found.best);
        let answer = best.and_then(|best| Alternative::of(solver, best.row));
        let pins: Vec<usize> = choice.pins.iter().copied().filter(|&row| row < shown.runs.rows).collect();
        // Two more solvers, which only pinned runs need.
        let anyhow = (!pins.is_empty()).then(|| anyhow(shown, basis, columns, &asked));
        let pinned = anyhow.iter().flat_map(|(open, none)| {
            pins.iter().filter_map(|&row| {
                // What passes is told as in the other lists: limits bound how much of a machine is used.
                let passing = solver.passing().contains(&row).then(|| Alternative::of(solver, row)).flatten();
                passing.or_else(|| Alternative::of(open, row)).or_else(|| Alternative::of(none, row))
            })
        });
        let first = answer.filter(|answer| !pins.is_empty() && !pins.contains(&answer.point.row));
        let steps = outside::Steps { shown, basis, columns, rows, choice, answered };
        // Where nothing qualifies it is the table that has prices or has none.
        let is_priced = match best {
            Some(best) => best.is_priced(),
            None => shown.runs.ranked_cost().iter().any(|&usd| usable(usd)),
        };
        let kept_out = |&row: &usize| {
            (row, crate::page::rankings::pins::kept_out(shown, basis, rows, &choice.limits, row).join("; "))
        };
        Self {
            names: Arc::new(ShortRuns::of(shown)),
            outside: steps.all(),
            answer_is_beside_pins: first.is_some(),
            lists: [trade_offs, near, each, first.into_iter().chain(pinned).collect()],
            kept_out: pins.iter().map(kept_out).filter(|(_, words)| !words.is_empty()).collect(),
            conditions: conditions(shown, choice, (rows.len(), solver.passing().len())),
            nothing: match (rows.is_empty(), solver.passing().is_empty(), answer) {
                (true, ..) => "No run passes the filters.",
                (_, true, _) => "No run is within the limits.",
                (.., None) if solver.passing().iter().all(|&row| !usable(shown.runs.work_per_sec()[row])) => {
                    match better_unit(&shown.runs, solver.passing()) {
                        Some(_) => "No run tells the unit of work that costs are quoted for, but another one.",
                        None => "No run has a usable throughput.",
                    }
                }
                (.., None) if answered.asked.demand == Demand::None => "No run has a usable cost.",
                (.., None) => "No run meets the demand.",
                (.., Some(_)) => "",
            },
            by: limited(shown, choice).map_or_else(String::new, |key| {
                [" by ", &limited_name(shown.runs.measure_named(key).as_ref(), key)].concat()
            }),
            asked: answered.asked.clone(),
            shown: Arc::clone(shown),
            answer,
            is_priced,
        }
    }

    /// The runs of a list, best first; of the pinned ones in the order of pinning. The answer comes first.
    #[must_use]
    pub fn list(&self, list: List) -> &[Alternative] {
        &self.lists[list as usize]
    }

    /// How many runs a list has besides the answer; the best of each are counted all.
    #[must_use]
    pub fn count(&self, list: List) -> usize {
        let all = self.list(list).len();
        match list {
            List::TradeOffs | List::Near => all.saturating_sub(1),
            List::Best => all,
            List::Pinned => all - usize::from(self.answer_is_beside_pins),
        }
    }

    /// What a list is called: that costs are the same can be said of whole machines only, and where all of its bills are. Of
    /// trade-offs by another latency than usual that one is named.
    #[must_use]
    pub fn title(&self, list: List) -> String {
        let near = self.list(List::Near);
        let is_same = || near.iter().all(|run| same(run.point.usd, near[0].point.usd));
        let title = match list {
            List::TradeOffs => return ["Trade-offs", &self.by].concat(),
            List::Near if self.asked.terms.at_most().is_some() => "About the same cost",
            List::Near if self.asked.demand == Demand::None || !is_same() => "Nearly as cheap",
            List::Near => "Same bill",
            List::Best => "Best of each",
            List::Pinned => "Pinned",
        };
        title.to_owned()
    }
}

/// Trade-offs, what costs as little, and the best of each.
type Ranked = [Vec<Alternative>; 3];

fn ranked(shown: &ActiveTable, answered: &Answered, choice: &Choice, tolerance: f64) -> Ranked {
    let Answered { solver, found, .. } = answered;
    let limited = limited(shown, choice).and_then(|key| shown.runs.measure(key));
    let of = |rows: Vec<usize>| rows.into_iter().filter_map(|row| Alternative::of(solver, row)).collect();
    let best = found.as_ref().map(|found| found.best.row);
    lists::of(shown, solver, best, tolerance, limited.as_deref()).map(of)
}

/// The question without limits, at any cost, among all runs; and the same without a demand, for a run that cannot meet it.
fn anyhow<'a>(
    shown: &'a ActiveTable,
    basis: &'a Basis,
    columns: &'a Columns,
    asked: &Asked,
) -> (Solver<'a>, Solver<'a>) {
    let all: Vec<usize> = (0..shown.runs.rows).collect();
    let terms = Terms { at_most_usd: None, ..asked.terms };
    let open = Asked { demand: asked.demand, terms, limits: LimitChoice::default() };
    let none = Asked { demand: Demand::None, ..open.clone() };
    (open.solver(shown, basis, columns, &all), none.solver(shown, basis, columns, &all))
}
