//! The verdict: which run to take under the limits, its figures, what speaks for it and what against; or why none
//! qualifies and what would change that.

use crate::analysis::decide::compare::saving_percent;
use crate::analysis::decide::cost_latency::cheapest;
use crate::analysis::decide::near_ties::{NearTie, TOLERANCE, near_ties};
use crate::analysis::decide::slo::{Limit, Screen, measured};
use crate::analysis::saturation::evidence::{Evidence, Grade};
use crate::analysis::stats::median::median;
use crate::analysis::stats::order;
use crate::data::runs::checks;
use crate::data::runs::table_facts::Basis;
use crate::format::numbers::{fixed, percent, short};

use super::words::{grade_words, ties_words};
use crate::page::choice::limits::LimitChoice;
use crate::page::limits::words::{Offer, amount, excluded_words, limit_name, nothing_words, offers};
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::runs::{Field, count, run_name};

/// The answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VerdictView {
    /// The run to take; `None` when none qualifies.
    pub row: Option<usize>,
    /// The answer in a sentence or two.
    pub sentence: String,
    /// The figures of the card; empty when none qualifies.
    pub figures: Vec<Field>,
    /// What speaks for it.
    pub why: Vec<String>,
    /// What speaks against resting on it.
    pub caveats: Vec<String>,
    /// What each limit excludes.
    pub excluded: Vec<String>,
    /// When none qualifies: changes of limits that would admit a run, the smallest first.
    pub offers: Vec<Offer>,
    /// The runs that pass the filters and the limits.
    pub passing: Vec<usize>,
    /// Runs as cheap.
    pub ties: Vec<NearTie>,
}

impl VerdictView {
    /// The answer for the runs that pass the filters, under limits.
    #[must_use]
    pub fn new(shown: &ActiveTable, basis: &Basis, rows: &[usize], limits: &LimitChoice) -> Self {
        let measures = basis.measures(&shown.runs);
        let screen = Screen::new(&measures, rows, &limits.limits(&shown.runs));
        let excluded = screen.excluded.iter().map(|excluded| excluded_words(limits, excluded)).collect();
        let Some(row) = screen.winner else {
            return Self {
                sentence: nothing_words(shown, limits, &screen, rows.len()),
                offers: offers(shown, limits, &screen),
                excluded,
                passing: screen.passing,
                ..Self::default()
            };
        };
        let configuration = basis.configuration(&shown.runs, row, rows);
        let evidence = Evidence::of(&measures, &configuration, Some(row), basis.short_below(&shown.runs, row));
        let ties = near_ties(&measures, &screen.passing, TOLERANCE);
        let bests = bests(shown, basis, &screen.passing);
        let found = Found { shown, basis, rows, limits, screen: &screen, row, evidence: &evidence, ties: &ties, bests };
        Self {
            row: Some(row),
            sentence: found.sentence(),
            figures: found.figures(),
            why: found.why(),
            caveats: found.caveats(),
            excluded,
            offers: Vec::new(),
            ties,
            passing: screen.passing,
        }
    }
}

fn bests(shown: &ActiveTable, basis: &Basis, passing: &[usize]) -> Vec<usize> {
    let (cost, latency) = (&shown.runs.cost_usd_per_billion, &shown.runs.avg_latency_ms);
    let configurations = basis.configurations(&shown.runs, passing);
    let mut bests: Vec<usize> = configurations.iter().filter_map(|rows| cheapest(cost, latency, rows)).collect();
    order::sort_rows_by(&mut bests, &|row| order::key(cost[row]));
    bests
}

/// A verdict that is being put into words.
struct Found<'a> {
    shown: &'a ActiveTable,
    basis: &'a Basis,
    rows: &'a [usize],
    limits: &'a LimitChoice,
    screen: &'a Screen,
    row: usize,
    evidence: &'a Evidence,
    ties: &'a [NearTie],
    /// The best run of each configuration that passes, cheapest first.
    bests: Vec<usize>,
}

impl Found<'_> {
    fn cost(&self, row: usize) -> f64 {
        self.shown.runs.cost_usd_per_billion[row]
    }

    fn sentence(&self) -> String {
        let of = if self.limits.is_empty() {
            count(self.rows.len(), "run", "runs")
        } else {
            let passing = fixed(self.screen.passing.len() as f64, 0);
            format!("the {passing} of {} within the limits", count(self.rows.len(), "run", "runs"))
        };
        let (name, cost) = (run_name(self.shown, self.row), self.shown.money(self.cost(self.row)));
        format!("{name}: {cost} per 1 billion requests, the cheapest of {of}.")
    }

    fn figures(&self) -> Vec<Field> {
        let (runs, row) = (&self.shown.runs, self.row);
        let ms = |value: f64| if value.is_nan() { "–".to_owned() } else { format!("{} ms", short(value)) };
        let bests = &self.bests;
        let middle = median(bests.iter().map(|&best| self.cost(best))).unwrap_or(f64::NAN);
        // One configuration is its own median; it saves nothing because there is nothing to choose.
        let saving = if bests.len() > 1 { percent(saving_percent(self.cost(row), middle)) } else { "–".to_owned() };
        vec![
            ("per 1 billion requests", self.shown.money(self.cost(row))),
            ("per 1 million requests", self.shown.money(self.cost(row) / 1e3)),
            ("average latency", ms(runs.avg_latency_ms[row])),
            ("p95 latency", runs.p95_latency_ms.as_ref().map_or_else(|| "–".to_owned(), |p95| ms(p95[row]))),
            ("throughput", format!("{} req/s", short(runs.throughput_req_per_sec[row]))),
            ("saved against the median configuration", saving),
        ]
    }

    fn why(&self) -> Vec<String> {
        let measures = self.basis.measures(&self.shown.runs);
        let mut why = Vec::new();
        for limit in self.screen.excluded.iter().map(|excluded| excluded.limit) {
            if let (Some(bound), Some(value)) = (self.limits.get(limit), measured(&measures, limit, self.row)) {
                let (is, limit_is) = (amount(limit, value), amount(limit, bound));
                why.push(format!("Its {} of {is} is within the limit of {limit_is}.", limit_name(limit)));
            } else if limit == Limit::Hardware {
                why.push("Its hardware is allowed.".to_owned());
            }
        }
        let bests = &self.bests;
        if let [_, next, ..] = bests[..] {
            let more = (self.cost(next) / self.cost(self.row) - 1.0) * 100.0;
            let next = run_name(self.shown, next);
            why.push(format!(
                "Of {}, the next best is {next}, {} more expensive.",
                count(bests.len(), "configuration", "configurations"),
                percent(more)
            ));
        }
        if self.evidence.has(Grade::Saturated) {
            why.push(grade_words(self.shown, self.evidence, Grade::Saturated));
        }
        if let Some(ratio) = self.evidence.in_flight_per_vu.filter(|_| !self.evidence.has(Grade::BrokenLittle)) {
            why.push(format!("Throughput × latency adds up: {} requests in flight per VU.", fixed(ratio, 3)));
        }
        if measures.error_share.is_some_and(|share| share[self.row] == 0.0) {
            why.push("None of its requests failed.".to_owned());
        }
        why
    }

    fn caveats(&self) -> Vec<String> {
        let (runs, row) = (&self.shown.runs, self.row);
        let against = self.evidence.grades.iter().filter(|&&grade| grade != Grade::Saturated);
        let mut caveats: Vec<String> = against.map(|&grade| grade_words(self.shown, self.evidence, grade)).collect();
        caveats.extend(self.batch_edge());
        if !self.ties.is_empty() {
            caveats.push(ties_words(self.shown, self.ties));
        }
        match self.basis.error_share.as_ref().map(|share| share[row]) {
            Some(share) if share > 0.0 => {
                let counted = match checks::rate_counts_failed(runs, row) {
                    Some(true) => "the cost counts them as answered",
                    Some(false) => "the cost is of those that were answered well",
                    None => "whether the cost counts them as answered is not known",
                };
                caveats.push(format!("{} of its requests failed; {counted}.", percent(share * 100.0)));
            }
            Some(share) if share.is_nan() => {
                caveats.push("It is not known how many of its requests failed.".to_owned())
            }
            _ => {}
        }
        if runs.own_table(row).throughput_is_estimate() {
            caveats.push("Throughput is estimated from VUs and latency, and cost from it.".to_owned());
        }
        caveats.extend(self.several_tables());
        if self.screen.unpriced > 0 {
            let unpriced = count(self.screen.unpriced, "run that passes has", "runs that pass have");
            caveats.push(format!("{unpriced} no usable cost (0 is an unknown price) and cannot win."));
        }
        caveats
    }

    /// What a request is, no table says: over several tables the price of one is compared with that of another.
    fn several_tables(&self) -> Option<String> {
        let table = self.shown.runs.table.as_ref()?;
        let other = |&row: &usize| table.codes[row] != table.codes[self.row];
        let words = "It is compared with runs of another table: that says something only if the requests of both are \
                     the same work.";
        self.screen.passing.iter().any(other).then(|| words.to_owned())
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
