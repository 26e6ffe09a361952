//! One step outside the question: what would be cheaper if exactly one condition were given up, and which that is.

use crate::analysis::decide::answer::{Demand, Point, TOLERANCE};
use crate::analysis::decide::slo::Limit;
use crate::analysis::stats::order;
use crate::data::runs::filter::Filter;
use crate::data::runs::table_facts::Basis;
use crate::format::numbers::{percent_short, short_3};

use super::Alternative;
use crate::page::answer::asked::{Answered, Asked};
use crate::page::answer::columns::Columns;
use crate::page::answer::words::load_words;
use crate::page::choice::filters::Choice;
use crate::page::choice::limits::LimitChoice;
use crate::page::choice::terms::Terms;
use crate::page::limits::words::{amount, limit_name};
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::measures::{limited_name, measure_amount};
use crate::page::words::short_runs::ShortRuns;

/// A condition of the question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Broken {
    /// How full a machine may be.
    Load,
    /// That a machine stands by.
    Spare,
    /// A limit; hardware too.
    Limit(Limit),
    /// A limit on a further measure, by its key.
    Other(String),
    /// A filter.
    Filter,
}

/// A run outside the question by one condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Outside {
    /// The run, as an answer without that condition.
    pub alternative: Alternative,
    /// The condition.
    pub breaks: Broken,
    /// How it breaks it: `p95 latency 743 ms, at most 400 ms is asked`.
    pub words: String,
    /// By how much a run that is near misses a limit, `+10 ms`; empty beside an answer.
    pub misses: String,
}

/// What the steps are taken from.
pub(super) struct Steps<'a> {
    pub shown: &'a ActiveTable,
    pub basis: &'a Basis,
    pub columns: &'a Columns,
    /// Those that pass the filters.
    pub rows: &'a [usize],
    pub choice: &'a Choice,
    pub answered: &'a Answered<'a>,
}

impl Steps<'_> {
    /// The best run without each condition, where it is cheaper than the answer; cheapest first. Where nothing qualifies:
    /// the nearest runs. None without prices, and where the fastest is asked: nothing
    /// cheaper is looked for there.
    pub fn all(&self) -> Vec<Outside> {
        let asked = &self.answered.asked;
        if asked.terms.at_most().is_some() {
            return Vec::new();
        }
        let mut found = match &self.answered.found {
            None => self.nearest(),
            Some(found) if !found.best.is_priced() => Vec::new(),
            Some(found) => {
                let mut found: Vec<Outside> = [self.load(), self.spare(), self.limits(), self.filters()]
                    .concat()
                    .into_iter()
                    .filter(|step| step.alternative.point.usd_per_unit < found.best.usd_per_unit * (1.0 - TOLERANCE))
                    .collect();
                let usd = |step: &Outside| step.alternative.point.usd_per_unit;
                order::sort_by(&mut found, |a, b| usd(a).total_cmp(&usd(b)));
                found
            }
        };
        // A run that is reached by giving up either of two conditions keeps both but one.
        let mut rows = Vec::new();
        found.retain(|step| {
            let is_new = !rows.contains(&step.alternative.point.row);
            rows.push(step.alternative.point.row);
            is_new
        });
        found
    }

    /// The best answer to another question.
    fn best(&self, asked: &Asked, rows: &[usize]) -> Option<Alternative> {
        // Of an answer only the best is needed, and only with a price.
        let solver = asked.solver(self.shown, self.basis, self.columns, rows);
        let best = solver.best(&solver.contenders()).filter(Point::is_priced)?;
        Alternative::of(&solver, best.row)
    }

    fn load(&self) -> Vec<Outside> {
        let asked = &self.answered.asked;
        let share = self.answered.solver.question().load_share();
        if asked.demand == Demand::None || share >= 1.0 {
            return Vec::new();
        }
        let full = Asked { terms: Terms { load_share: Some(1.0), ..asked.terms }, ..asked.clone() };
        let words =
            |point: &Point| format!("{} load, at most {} is asked", load_words(point), percent_short(share * 100.0));
        self.best(&full, self.rows)
            .map(|alternative| Outside {
                words: words(&alternative.point),
                alternative,
                breaks: Broken::Load,
                misses: String::new(),
            })
            .into_iter()
            .collect()
    }

    fn spare(&self) -> Vec<Outside> {
        let asked = &self.answered.asked;
        if !asked.terms.spare {
            return Vec::new();
        }
        let without = Asked { terms: Terms { spare: false, ..asked.terms }, ..asked.clone() };
        let found = self.best(&without, self.rows);
        let step = |alternative| Outside {
            words: "none to spare".to_owned(),
            alternative,
            breaks: Broken::Spare,
            misses: String::new(),
        };
        found.map(step).into_iter().collect()
    }

    fn limits(&self) -> Vec<Outside> {
        let asked = &self.answered.asked;
        let under = |limits: LimitChoice| self.best(&Asked { limits, ..asked.clone() }, self.rows);
        let mut found = Vec::new();
        for limit in asked.limits.limits(&self.shown.runs).set().filter(|&limit| limit != Limit::Others) {
            let mut limits = asked.limits.clone();
            limits.set(limit, None);
            if limit == Limit::Hardware {
                limits.hardware = None;
            }
            found.extend(under(limits).map(|alternative| {
                let words = self.limit_words(limit, &alternative.point);
                Outside { words, alternative, breaks: Broken::Limit(limit), misses: String::new() }
            }));
        }
        for key in asked.limits.others.keys() {
            let mut limits = asked.limits.clone();
            limits.others.remove(key);
            found.extend(under(limits).map(|alternative| {
                let words = self.other_words(key, alternative.point.row);
                Outside { words, alternative, breaks: Broken::Other(key.clone()), misses: String::new() }
            }));
        }
        found
    }

    /// The value that breaks a limit: at the load planned, or where that keeps it that of the run that was measured.
    pub(super) fn limit_words(&self, limit: Limit, point: &Point) -> String {
        let runs = &self.shown.runs;
        let Some(bound) = self.answered.asked.limits.get(limit) else {
            return format!("{} is not allowed", ShortRuns::of(self.shown).hardware(self.shown, point.row));
        };
        let measures = self.basis.measures(runs);
        let own = crate::analysis::decide::slo::measured(&measures, limit, point.row).unwrap_or(f64::NAN);
        let planned = match limit {
            Limit::AvgLatency => point.mean_ms,
            Limit::P95Latency => point.p95_ms,
            _ => own,
        };
        let side = if limit == Limit::Throughput { "at least" } else { "at most" };
        let asked = format!("{side} {} is asked", amount(limit, bound));
        match (limit, planned > bound) {
            (Limit::AvgLatency | Limit::P95Latency, false) if own.is_nan() => {
                format!("{} not known, {asked}", limit_name(limit))
            }
            (Limit::AvgLatency | Limit::P95Latency, false) => {
                format!("measured at {} {}, {asked}", limit_name(limit), amount(limit, own))
            }
            _ => format!("{} {}, {asked}", limit_name(limit), amount(limit, planned)),
        }
    }

    pub(super) fn other_words(&self, key: &str, row: usize) -> String {
        let runs = &self.shown.runs;
        let measure = runs.measure_named(key);
        let own = runs.measure(key).map_or(f64::NAN, |values| values[row]);
        let name = limited_name(measure.as_ref(), key);
        let Some(bound) = self.answered.asked.limits.others.get(key) else { return name };
        let side = if bound.is_at_least(measure.as_ref()) { "at least" } else { "at most" };
        let asked = format!("{side} {} is asked", measure_amount(measure.as_ref(), bound.at));
        if own.is_nan() {
            return format!("{name} not known, {asked}");
        }
        format!("{name} {}, {asked}", measure_amount(measure.as_ref(), own))
    }

    fn filters(&self) -> Vec<Outside> {
        let filter = &self.choice.filter;
        let runs = &self.shown.runs;
        let lifted = [
            filter.max_vus.map(|_| Filter { max_vus: None, ..filter.clone() }),
            filter.hw_type.as_ref().map(|_| Filter { hw_type: None, ..filter.clone() }),
            filter.image.as_ref().map(|_| Filter { image: None, ..filter.clone() }),
            filter.batch_size.as_ref().map(|_| Filter { batch_size: None, ..filter.clone() }),
            filter.table.as_ref().map(|_| Filter { table: None, ..filter.clone() }),
        ];
        let words = |at: usize, row: usize| match at {
            0 => format!("{} concurrent requests are filtered out", short_3(runs.vus[row])),
            1 => format!("{} is filtered out", ShortRuns::of(self.shown).hardware(self.shown, row)),
            2 => format!("image {} is filtered out", runs.image.label(row)),
            3 => format!("batch size {} is filtered out", short_3(runs.batch_size[row])),
            _ => format!("{} is filtered out", runs.table.as_ref().map_or("the table", |table| table.label(row))),
        };
        let step = |(at, filter): (usize, Option<Filter>)| {
            let rows = filter?.rows(runs, &self.shown.batch_sizes);
            let alternative = self.best(&self.answered.asked, &rows)?;
            Some(Outside {
                words: words(at, alternative.point.row),
                alternative,
                breaks: Broken::Filter,
                misses: String::new(),
            })
        };
        lifted.into_iter().enumerate().filter_map(step).collect()
    }
}
