//! The verdict: which run to take under the limits, its figures, what speaks for it and what against; or why none
//! qualifies and what would change that.

use crate::analysis::decide::answer::{Answer, Demand, Point, Warning};
use crate::analysis::decide::slo::{Limit, Screen, measured};
use crate::data::runs::prices::PriceFrom;
use crate::data::runs::table_facts::{Basis, MOST_FAILED};
use crate::format::numbers::{fixed, percent, short};

use super::at_load::AtLoad;
use super::headline::Headline;
use super::measured::{failed_words, foremost, notes_on_limits, own_latencies_ms};
use super::words::most_words;
use crate::page::answer::asked::{Answered, Asked};
use crate::page::answer::columns::Columns;
use crate::page::answer::words::{answer_words, demand_words, too_dear_words, warnings_words};
use crate::page::choice::limits::LimitChoice;
use crate::page::limits::words::{Offer, amount, excluded_words, limit_name};
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::cost;
use crate::page::words::runs::{Field, count, run_name};
use crate::page::words::workloads::other_workloads_words;

/// The answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VerdictView {
    /// The run to take; `None` when none qualifies.
    pub row: Option<usize>,
    /// What it is.
    pub title: &'static str,
    /// Its reading: a number, machines, gauges.
    pub headline: Headline,
    /// Without a cost of any run that passes, the one that does the most on one machine.
    pub most: Option<usize>,
    /// The answer in a sentence or two.
    pub sentence: String,
    /// Why no run qualifies, without the smallest change, which the offers say; `None` where one does.
    pub nothing: Option<String>,
    /// The figures of the card; empty when none qualifies.
    pub figures: Vec<Field>,
    /// What speaks for it, but for what is known of its configuration: that comes later, with
    /// [how sure it is](super::confidence).
    pub why: Vec<String>,
    /// What speaks against resting on it, but for the same.
    pub caveats: Vec<String>,
    /// How many of these, the first, come before all that is known of its configuration.
    pub foremost: usize,
    /// The same, without what the headline offers to change.
    pub doubts: Vec<String>,
    /// What each limit excludes.
    pub excluded: Vec<String>,
    /// When none qualifies: changes of limits that would admit a run, the smallest first.
    pub offers: Vec<Offer>,
    /// The runs that pass the filters and the limits.
    pub passing: Vec<usize>,
    /// The limit on its p95 latency.
    pub p95_limit_ms: Option<f64>,
    /// Where its mark on a chart of bills stands: of a steady demand what the card says is not the run's own.
    pub at_load: Option<AtLoad>,
    /// Whether it is the cheapest per unit of work: nothing more was asked, or no run can do it.
    pub is_per_request: bool,
}

impl VerdictView {
    /// The answer to a question, from the runs that pass the filters.
    #[must_use]
    pub fn new(shown: &ActiveTable, basis: &Basis, rows: &[usize], asked: &Asked) -> Self {
        let measures = basis.measures(&shown.runs);
        let limits = &asked.limits;
        let set = limits.limits(&shown.runs);
        let screen = Screen::new(&measures, rows, &set);
        let excluded = screen.excluded.iter().map(|excluded| excluded_words(shown, limits, excluded)).collect();
        let beyond = (!asked.is_per_request() && screen.winner.is_some()).then(|| beyond(shown, basis, rows, asked));
        let (answered, demanded, too_dear) = beyond.unwrap_or_default();
        let Some(row) = demanded.as_ref().map(|found| found.best.row).or(screen.winner) else {
            return Self { excluded, ..Self::none(shown, basis, asked, screen, rows) };
        };
        let bests = bests(shown, basis, &screen.passing);
        let found = Found {
            shown,
            basis,
            rows,
            asked,
            answered: answered.as_ref().unwrap_or(asked),
            limits,
            screen: &screen,
            row,
            bests,
            demanded,
            too_dear,
        };
        let first = foremost(shown, basis, row, &screen.passing);
        let foremost = first.len();
        let caveats = found.caveats(first);
        Self {
            row: Some(row),
            title: found.title(),
            headline: Headline::of(&found),
            doubts: found.doubts(&caveats),
            most: None,
            sentence: found.sentence(),
            nothing: None,
            figures: found.figures(),
            why: found.why(),
            caveats,
            foremost,
            excluded,
            offers: Vec::new(),
            p95_limit_ms: limits.get(Limit::P95Latency),
            at_load: found.demanded.as_ref().and_then(AtLoad::of),
            is_per_request: found.demanded.is_none(),
            passing: screen.passing,
        }
    }
}

impl VerdictView {
    /// The run that the card is of: the answer, or without a cost of any the one that does the most.
    #[must_use]
    pub fn answer(&self) -> Option<usize> {
        self.row.or(self.most)
    }
}

/// The answer to more than the cheapest request, which question that is to, and whether nothing costs as little as is
/// asked.
#[inline(never)]
fn beyond(shown: &ActiveTable, basis: &Basis, rows: &[usize], asked: &Asked) -> (Option<Asked>, Option<Answer>, bool) {
    let columns = Columns::of(shown, basis);
    let Answered { asked, found, too_dear, .. } = asked.answered(shown, basis, &columns, rows);
    // Where nothing is as cheap, the cheapest request is told as it always is.
    let found = found.filter(|found| found.best.is_priced() && !asked.is_per_request());
    (Some(asked), found, too_dear)
}

/// The answer to a demand where no run that passes has a price.
#[inline(never)]
pub(super) fn unpriced(shown: &ActiveTable, basis: &Basis, rows: &[usize], asked: &Asked) -> Option<Answer> {
    asked.answered(shown, basis, &Columns::of(shown, basis), rows).found
}

fn bests(shown: &ActiveTable, basis: &Basis, passing: &[usize]) -> Vec<usize> {
    let ranking = shown.runs.ranking();
    let configurations = basis.configurations(&shown.runs, passing);
    let mut bests: Vec<usize> = configurations.iter().filter_map(|rows| ranking.cheapest(rows)).collect();
    bests.sort_unstable();
    ranking.ranked(&bests)
}

/// A verdict that is being put into words.
pub(super) struct Found<'a> {
    pub(super) shown: &'a ActiveTable,
    pub(super) basis: &'a Basis,
    pub(super) rows: &'a [usize],
    pub(super) asked: &'a Asked,
    /// What of it is answered.
    pub(super) answered: &'a Asked,
    pub(super) limits: &'a LimitChoice,
    pub(super) screen: &'a Screen,
    pub(super) row: usize,
    /// The best run of each configuration that passes, cheapest first.
    pub(super) bests: Vec<usize>,
    /// The answer to a demand, or the fastest at a cost; `None` where neither is asked, and where nothing meets it.
    pub(super) demanded: Option<Answer>,
    /// Whether nothing costs as little as is asked.
    pub(super) too_dear: bool,
}

impl Found<'_> {
    pub(super) fn cost(&self, row: usize) -> f64 {
        self.shown.runs.ranked_cost()[row]
    }

    /// Mean and p95 latency, ms: at the load planned, or the run's own. NaN where it is not known.
    pub(super) fn latencies_ms(&self) -> (f64, f64) {
        match &self.demanded {
            Some(found) => (found.best.mean_ms, found.best.p95_ms),
            None => own_latencies_ms(self.shown, self.row),
        }
    }

    pub(super) fn is_fastest(&self) -> bool {
        self.demanded.is_some() && self.answered.terms.at_most().is_some()
    }

    fn sentence(&self) -> String {
        let of = if self.limits.is_empty() {
            count(self.rows.len(), "run", "runs")
        } else {
            let passing = fixed(self.screen.passing.len() as f64, 0);
            format!("the {passing} of {} within the limits", count(self.rows.len(), "run", "runs"))
        };
        let of = if self.shown.runs.workloads.are_several() { self.of_workload(&of) } else { of };
        if let Some(found) = &self.demanded {
            let best = if self.is_fastest() { "fastest" } else { "cheapest" };
            return format!("{} The {best} of {of}.", answer_words(self.shown, self.answered, &found.best));
        }
        format!("{}: {}, the cheapest of {of}.", run_name(self.shown, self.row), cost::of_run(self.shown, self.row))
    }

    /// Of which workload these runs are.
    #[inline(never)]
    fn of_workload(&self, of: &str) -> String {
        let workloads = &self.shown.runs.workloads;
        format!("{of} with {}", workloads.labels[workloads.of_row[self.row] as usize])
    }

    fn why(&self) -> Vec<String> {
        let measures = self.basis.measures(&self.shown.runs);
        let mut why = Vec::new();
        for limit in self.screen.excluded.iter().map(|excluded| excluded.limit) {
            if let (Some(bound), Some(value)) = (self.limits.get(limit), measured(&measures, limit, self.row)) {
                let (is, limit_is) = (amount(limit, value), amount(limit, bound));
                // The card tells the latency at the load asked.
                let its = if self.is_at_load() { "At full load its" } else { "Its" };
                why.push(format!("{its} {} of {is} is within the limit of {limit_is}.", limit_name(limit)));
            } else if limit == Limit::Hardware {
                why.push("Its hardware is allowed.".to_owned());
            }
        }
        if let Some(found) = &self.demanded {
            why.extend(self.demanded_why(found));
        }
        let bests = &self.bests;
        if let ([_, next, ..], None) = (&bests[..], &self.demanded) {
            let next = *next;
            let more = (self.cost(next) / self.cost(self.row) - 1.0) * 100.0;
            let next = run_name(self.shown, next);
            why.push(format!(
                "Of {}, the next best is {next}, {} more expensive.",
                count(bests.len(), "configuration", "configurations"),
                percent(more)
            ));
        }
        if measures.error_share.is_some_and(|share| share[self.row] == 0.0) {
            why.push("None of its requests failed.".to_owned());
        }
        why
    }

    /// What of the caveats is not offered to be changed by the headline: the load that is planned.
    fn doubts(&self, caveats: &[String]) -> Vec<String> {
        let is_load = |warning: &&Warning| matches!(warning, Warning::DefaultLoad(_));
        let load = self.demanded.as_ref().and_then(|found| found.warnings.iter().find(is_load));
        let offered = load.map(|load| warnings_words(self.shown, self.asked.demand, std::slice::from_ref(load)));
        caveats
            .iter()
            .filter(|words| offered.as_ref().is_none_or(|offered| !offered.contains(words)))
            .cloned()
            .collect()
    }

    fn caveats(&self, mut caveats: Vec<String>) -> Vec<String> {
        let (runs, row) = (&self.shown.runs, self.row);
        if runs.workloads.are_several() {
            caveats.push(other_workloads_words(runs, runs.workloads.of_row[row] as usize));
        }
        caveats.extend(self.batch_edge());
        if self.too_dear {
            caveats.push(too_dear_words(self.shown, self.asked));
        }
        match &self.demanded {
            Some(found) => {
                // What failed and what has no price is told below, with an answer to a demand or without.
                let told = |warning: &&Warning| !matches!(warning, Warning::Failed(_) | Warning::Unpriced(_));
                let warnings: Vec<Warning> = found.warnings.iter().filter(told).copied().collect();
                caveats.extend(warnings_words(self.shown, self.asked.demand, &warnings));
                caveats.extend(self.steady_doubts(&found.best));
            }
            None if self.asked.demand != Demand::None => {
                let asked = demand_words(self.asked.demand, self.shown.runs.work);
                caveats.push(format!(
                    "{asked}: no run that passes can do this, so it is the cheapest {}.",
                    cost::per_one(&self.shown.runs)
                ));
            }
            None => {}
        }
        match self.basis.error_share.as_ref().map(|share| share[row]) {
            Some(share) if share > 0.0 && share < MOST_FAILED => caveats.push(failed_words(self.shown, row, share)),
            Some(share) if share.is_nan() => {
                caveats.push("It is not known how many of its requests failed.".to_owned())
            }
            _ => {}
        }
        if runs.own_table(row).throughput_is_estimate() {
            caveats.push("Throughput is estimated from VUs and latency, and cost from it.".to_owned());
        }
        let price = &self.shown.runs.prices[self.shown.runs.pair_of(self.row)];
        if price.from == PriceFrom::Assumed {
            caveats.extend(self.assumed_price(price));
        }
        if !self.limits.others.is_empty() {
            caveats.extend(notes_on_limits(self.shown, self.limits));
        }
        if self.screen.unpriced > 0 {
            let unpriced = count(self.screen.unpriced, "run that passes has", "runs that pass have");
            caveats.push(format!("{unpriced} no usable cost (0 is an unknown price) and cannot win."));
            caveats.push(most_words(self.shown, &self.screen.passing));
            caveats.retain(|caveat| !caveat.is_empty());
        }
        caveats
    }

    /// Of steady traffic: that nothing stands by, and that users who wait for an answer are no open traffic.
    pub(super) fn steady_doubts(&self, point: &Point) -> Vec<String> {
        if !matches!(self.asked.demand, Demand::Steady { .. }) {
            return Vec::new();
        }
        let mut doubts = Vec::new();
        if point.machines == 1.0 && point.spare == 0.0 {
            doubts.push("One machine, and none to spare.".to_owned());
        }
        if point.vus.is_finite() {
            doubts.push(
                "The test was a closed loop. Traffic that comes in bursts and waits for no answer has a higher latency than told."
                    .to_owned(),
            );
        }
        doubts
    }

    /// Whether the set was tried at no larger, or no smaller, batch size; one alone is both.
    fn batch_edge(&self) -> Option<String> {
        let batch = &self.shown.runs.batch_size;
        let at = batch[self.row];
        let set = self.basis.set_of[self.row];
        let tried = || self.rows.iter().filter(|&&row| self.basis.set_of[row] == set).map(|&row| batch[row]);
        let (larger, smaller) = (tried().any(|other| other > at), tried().any(|other| other < at));
        match (larger, smaller) {
            _ if at.is_nan() => None,
            (true, true) => None,
            // One machine is the least that a rate takes: no batch size lowers its bill.
            _ if self.is_one_machine() => None,
            (false, true) => {
                Some(format!("Batch size {} is the largest that was tried: larger may be cheaper.", short(at)))
            }
            (true, false) if at <= 1.0 => None,
            (true, false) => {
                Some(format!("Batch size {} is the smallest that was tried: smaller may be cheaper.", short(at)))
            }
            (false, false) => Some(format!("Batch size {} is the only one that was tried.", short(at))),
        }
    }
}
