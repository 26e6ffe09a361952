//! Volume plan: how many machines a volume of requests needs and what they cost, by run and under several limits.

use crate::analysis::decide::slo::Screen;
use crate::analysis::decide::volume::{Demand, Plan, cheapest_plan, plans};
use crate::analysis::stats::order;
use crate::data::runs::table_facts::Basis;
use crate::format::numbers::{fixed, percent, short};

use crate::page::choice::filters::Choice;
use crate::page::choice::limits::LimitChoice;
use crate::page::limits::words::limit_words;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::runs::{count, run_name};
use crate::page::words::text_table::{Cell, Head, Line, Listing};

/// Configurations listed beside the cheapest plan.
const ALTERNATIVES: usize = 4;

/// Both tables and their words.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanView {
    /// The answer.
    pub sentence: String,
    /// Further remarks; empty for none.
    pub caption: String,
    /// The cheapest plan and those of other configurations, under the limits as they are set.
    pub choices: Listing,
    /// The cheapest plan under each of several limits.
    pub limits: Listing,
}

impl PlanView {
    /// Plans with the runs among `rows` that pass the limits.
    #[must_use]
    pub fn new(shown: &ActiveTable, basis: &Basis, rows: &[usize], choice: &Choice) -> Self {
        let measures = basis.measures(&shown.runs);
        let demand = choice.money.demand;
        let set = choice.limits.limits(&shown.runs);
        let passing = Screen::new(&measures, rows, &set);
        // Rounding up to whole machines and hours may make another run the cheapest.
        let mut found: Vec<Plan> = basis
            .configurations(&shown.runs, &passing.passing)
            .iter()
            .filter_map(|rows| cheapest_plan(&measures, rows, demand))
            .collect();
        // Among equally cheap plans, the one that `cheapest_plan` picks comes first.
        let best = cheapest_plan(&measures, &passing.passing, demand);
        order::sort_by(&mut found, |a, b| a.usd.total_cmp(&b.usd));
        let first =
            best.iter().copied().chain(found.iter().copied().filter(|plan| Some(plan.row) != best.map(|b| b.row)));
        let mut choices: Vec<Plan> = first.take(ALTERNATIVES + 1).collect();
        if let Some(winner) = passing.winner.filter(|&row| choices.iter().all(|plan| plan.row != row)) {
            choices.extend(cheapest_plan(&measures, &[winner], demand));
        }
        let table = Table { shown, demand };
        let compared = compared(shown, choice);
        let limits: Vec<_> = compared.iter().map(|(_, limits)| limits.limits(&shown.runs)).collect();
        let limits = compared.iter().zip(plans(&measures, rows, demand, &limits));
        Self {
            sentence: table.sentence(best, rows.len()),
            caption: table.caption(best, passing.winner),
            choices: table.listing(
                choices
                    .iter()
                    .enumerate()
                    .map(|(nth, plan)| table.line(name(nth, plan, passing.winner), plan))
                    .collect(),
            ),
            limits: table.listing(limits.map(|((name, _), plan)| table.line_or_none(name.clone(), plan)).collect()),
        }
    }
}

fn name(nth: usize, plan: &Plan, winner: Option<usize>) -> String {
    match (nth, Some(plan.row) == winner) {
        (0, true) => "Cheapest plan, and per request",
        (0, false) => "Cheapest plan",
        (_, true) => "Cheapest per request",
        (_, false) => "Alternative",
    }
    .to_owned()
}

/// The limits compared: as they are set, none, and several on p95 latency, the others as they are set.
fn compared(shown: &ActiveTable, choice: &Choice) -> Vec<(String, LimitChoice)> {
    let set = &choice.limits;
    let mut all = Vec::new();
    if !set.is_empty() {
        let limits = set.limits(&shown.runs);
        let words: Vec<String> = limits.set().map(|limit| limit_words(set, limit)).collect();
        all.push((format!("As set: {}", words.join(", ")), set.clone()));
    }
    all.push(("No limit".to_owned(), LimitChoice::default()));
    let with = LimitChoice { max_p95_latency_ms: None, ..set.clone() };
    let others = if with.is_empty() { "" } else { ", others as set" };
    all.extend(choice.money.p95_limits_ms.iter().map(|&ms| {
        (format!("p95 ≤ {} ms{others}", short(ms)), LimitChoice { max_p95_latency_ms: Some(ms), ..set.clone() })
    }));
    all
}

struct Table<'a> {
    shown: &'a ActiveTable,
    demand: Demand,
}

impl Table<'_> {
    fn listing(&self, mut lines: Vec<Line>) -> Listing {
        lines.iter_mut().enumerate().for_each(|(nth, line)| line.key = nth);
        Listing { sentence: String::new(), heads: self.heads(), lines }
    }

    fn heads(&self) -> Vec<Head> {
        let number = |title: &str| Head::number(&self.shown.in_currency(title));
        let mut heads = vec![Head::text("").saved_as("Plan"), Head::text("Run")];
        heads.extend(
            [
                "Machines",
                "Cost, $",
                "$ / 1B requests",
                "Idle",
                "Hours (billed)",
                "They can do, req/s",
                "Avg latency, ms",
                "p95 latency, ms",
            ]
            .map(number),
        );
        heads[5] = Head::number("Idle").in_unit("%");
        // What is saved is the time that the machines are busy; what is billed is that in whole hours.
        heads[6] = Head::number("Hours (billed)").saved_as("Hours");
        heads
    }

    fn line(&self, name: String, plan: &Plan) -> Line {
        let runs = &self.shown.runs;
        let row = plan.row;
        let number = |words: fn(f64) -> String, value| Cell::number(words(value), value);
        let cells = vec![
            name.into(),
            run_name(self.shown, row).into(),
            number(|n| fixed(n, 0), plan.replicas),
            number(|usd| fixed(usd, 2), plan.usd),
            number(|usd| fixed(usd, 2), plan.usd_per_billion),
            number(percent, plan.idle_share * 100.0),
            Cell::number(format!("{} ({})", short(plan.hours), fixed(plan.billed_hours, 0)), plan.hours),
            number(short, plan.replicas * runs.throughput_req_per_sec[row]),
            Cell::aligned(runs.avg_latency_ms[row]),
            runs.p95_latency_ms.as_ref().map_or_else(Cell::none, |p95| Cell::aligned(p95[row])),
        ];
        Line { row: Some(row), cells, ..Line::default() }
    }

    fn line_or_none(&self, name: String, plan: Option<Plan>) -> Line {
        if let Some(plan) = plan {
            return self.line(name, &plan);
        }
        let mut cells = vec![Cell::from(name), "no run qualifies".into()];
        cells.resize(self.heads().len(), Cell::none());
        Line { cells, ..Line::default() }
    }

    fn asked(&self) -> String {
        match self.demand {
            Demand::Batch { requests, within_hours } => format!(
                "{} within {} ({} req/s)",
                count_of(requests, "request", "requests"),
                count_of(within_hours, "hour", "hours"),
                short(self.demand.req_per_sec())
            ),
            Demand::Steady { req_per_sec, hours } => {
                format!("{} req/s for {}", short(req_per_sec), count_of(hours, "hour", "hours"))
            }
        }
    }

    fn sentence(&self, best: Option<Plan>, among: usize) -> String {
        let asked = self.asked();
        let Some(plan) = best else {
            return match among {
                0 => "No run passes the filters.".to_owned(),
                n => format!(
                    "{asked}: none of {} passes the limits with a known cost and throughput.",
                    count(n, "run", "runs")
                ),
            };
        };
        let machines = count_of(plan.replicas, "machine", "machines");
        format!(
            "{asked}: {machines} of {}, for {}, {} idle.",
            run_name(self.shown, plan.row),
            self.shown.price(plan.usd),
            percent(plan.idle_share * 100.0)
        )
    }

    fn caption(&self, best: Option<Plan>, winner: Option<usize>) -> String {
        let mut said = Vec::new();
        if best.is_some_and(|plan| Some(plan.row) != winner) {
            said.push("Machines and hours are whole, so another run is as cheap or cheaper here than the one that is cheapest per request.");
        }
        if self.shown.runs.p95_latency_ms.is_none() {
            said.push("The table has no p95 latency, so no run is known to be within a limit on it.");
        }
        said.join(" ")
    }
}

/// `1 hour`, `1,000,000 requests`, `0.5 hours`.
fn count_of(n: f64, one: &str, many: &str) -> String {
    let digits = if n.fract() == 0.0 { fixed(n, 0) } else { short(n) };
    format!("{digits} {}", if n == 1.0 { one } else { many })
}
