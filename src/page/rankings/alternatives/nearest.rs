//! The nearest runs where none qualifies: those that a single limit keeps out, by how much they miss it.
//!
//! First what the smallest change of each limit admits, then of each further configuration the run that misses by the
//! smallest share of the limit; of a limit of zero by the smallest value. A run whose value is not known, and one that breaks
//! two limits, is not near.

use crate::analysis::decide::answer::{Solver, rank};
use crate::analysis::decide::cost_latency::usable;
use crate::analysis::decide::slo::{Limit, Limits, Screen, broken, measured};
use crate::format::numbers::{percent_short, short_3};
use crate::page::answer::asked::Asked;
use crate::page::choice::limits::LimitChoice;
use crate::page::limits::words::{admitting, offers};

use super::Alternative;
use super::outside::{Broken, Outside, Steps};

/// At most so many are told.
const MOST_NEAR: usize = 6;

/// A limit: of a further measure which of these, by its place among the keys.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Which {
    limit: Limit,
    other: usize,
}

/// A run that breaks one limit.
#[derive(Clone, Copy)]
struct Near {
    row: usize,
    which: Which,
    value: f64,
    /// How far its value is from the limit, as a share of that if that is not zero.
    share: f64,
}

impl Steps<'_> {
    /// The nearest runs, at most [`MOST_NEAR`].
    pub(super) fn nearest(&self) -> Vec<Outside> {
        let (asked, runs) = (&self.answered.asked, &self.shown.runs);
        let set = asked.limits.limits(runs);
        let screen = Screen::new(&self.basis.measures(runs), self.rows, &set);
        let mut found: Vec<Outside> = offers(self.shown, &asked.limits, &screen)
            .into_iter()
            .filter_map(|offer| {
                self.admitted(self.only_broken(&set, offer.row)?, &self.solver(offer.limits), offer.row)
            })
            .collect();
        // Runs that keep the limits have no cost, or do not meet the demand: what is missing is no change of a limit.
        if !screen.passing.is_empty() {
            return found;
        }
        let near = self.by_configuration(&set);
        let mut nearest = &near[..near.len().min(MOST_NEAR)];
        let mut told: Vec<Which> = Vec::new();
        while let [first, rest @ ..] = nearest {
            nearest = rest;
            if told.contains(&first.which) {
                continue;
            }
            told.push(first.which);
            // The farthest of a limit comes last.
            let of_limit = || std::iter::once(first).chain(rest).filter(|near| near.which == first.which);
            let Some(limits) = of_limit().next_back().and_then(|farthest| self.moved_to(farthest)) else { continue };
            let solver = self.solver(limits);
            found.extend(of_limit().filter_map(|near| self.admitted(near.which, &solver, near.row)));
        }
        self.nearest_first(&found, &near)
    }

    /// One of each configuration, nearest first.
    fn nearest_first(&self, found: &[Outside], near: &[Near]) -> Vec<Outside> {
        let of = |row: usize| self.answered.solver.candidates().configuration[row];
        let is_of = |step: &Outside, own: usize| of(step.alternative.point.row) == own;
        let mut all = Vec::new();
        for own in near.iter().map(|near| of(near.row)).chain(found.iter().map(|step| of(step.alternative.point.row))) {
            let step = found.iter().find(|step| is_of(step, own));
            if all.len() < MOST_NEAR && all.iter().all(|other| !is_of(other, own)) {
                all.extend(step.cloned());
            }
        }
        all
    }

    /// Of each configuration the run that misses its one limit by the least, nearest first.
    fn by_configuration(&self, set: &Limits) -> Vec<Near> {
        let configuration = self.answered.solver.candidates().configuration;
        let costs = self.shown.runs.ranked_cost();
        // Where there are prices a run without a cost is no answer.
        let is_priced = costs.iter().any(|&usd| usable(usd));
        let mut best: Vec<Option<Near>> = Vec::new();
        for &row in self.rows.iter().filter(|&&row| !is_priced || usable(costs[row])) {
            let Some(near) = self.near(set, row) else { continue };
            let own = configuration[row];
            if best.len() <= own {
                best.resize(own + 1, None);
            }
            if best[own].is_none_or(|before| (near.share, costs[row]) < (before.share, costs[before.row])) {
                best[own] = Some(near);
            }
        }
        let near: Vec<Near> = best.into_iter().flatten().collect();
        // Of equally near ones the cheaper.
        let mut places: Vec<usize> = (0..near.len()).collect();
        rank(&mut places, &[&|place| near[place].share, &|place| costs[near[place].row]]);
        places.into_iter().map(|place| near[place]).collect()
    }

    fn near(&self, set: &Limits, row: usize) -> Option<Near> {
        let which = self.only_broken(set, row)?;
        let (value, bound) = (self.value(which, row)?, self.bound(which)?);
        Some(Near { row, which, value, share: (value - bound).abs() / if bound == 0.0 { 1.0 } else { bound } })
    }

    /// The limit that a run breaks, where it breaks no other.
    fn only_broken(&self, set: &Limits, row: usize) -> Option<Which> {
        let measures = self.basis.measures(&self.shown.runs);
        let mut all = broken(&measures, set, row);
        let limit = all.next().filter(|_| all.next().is_none())?;
        if limit != Limit::Others {
            return Some(Which { limit, other: 0 });
        }
        let mut others = (0..set.others.len()).filter(|&nth| set.others[nth].keeps(row) != Some(true));
        let other = others.next().filter(|_| others.next().is_none())?;
        Some(Which { limit, other })
    }

    /// The key of the further measure.
    fn key(&self, which: Which) -> Option<&str> {
        self.answered
            .asked
            .limits
            .others
            .keys()
            .nth(which.other)
            .filter(|_| which.limit == Limit::Others)
            .map(String::as_str)
    }

    fn value(&self, which: Which, row: usize) -> Option<f64> {
        let runs = &self.shown.runs;
        let value = match self.key(which) {
            Some(key) => runs.measure(key)?[row],
            None => measured(&self.basis.measures(runs), which.limit, row)?,
        };
        value.is_finite().then_some(value)
    }

    fn bound(&self, which: Which) -> Option<f64> {
        let limits = &self.answered.asked.limits;
        match self.key(which) {
            Some(key) => limits.others.get(key).map(|bound| bound.at),
            None => limits.get(which.limit),
        }
    }

    /// The limits with the one that a run breaks moved so far that it is admitted.
    fn moved_to(&self, near: &Near) -> Option<LimitChoice> {
        let mut limits = self.answered.asked.limits.clone();
        match self.key(near.which) {
            Some(key) => limits.others.get_mut(key)?.at = near.value,
            None => limits.set(near.which.limit, Some(admitting(near.which.limit, near.value))),
        }
        Some(limits)
    }

    /// The question under other limits.
    fn solver(&self, limits: LimitChoice) -> Solver<'_> {
        let asked = Asked { limits, ..self.answered.asked.clone() };
        asked.solver(self.shown, self.basis, self.columns, self.rows)
    }

    /// A run as an answer under other limits, with what it breaks of those that are set.
    fn admitted(&self, which: Which, solver: &Solver, row: usize) -> Option<Outside> {
        let alternative = Alternative::of(solver, row).filter(|_| solver.passing().contains(&row))?;
        let (words, breaks) = match self.key(which) {
            Some(key) => (self.other_words(key, row), Broken::Other(key.to_owned())),
            None => (self.limit_words(which.limit, &alternative.point), Broken::Limit(which.limit)),
        };
        let misses = self.misses(which, &alternative);
        Some(Outside { words, alternative, breaks, misses })
    }

    /// By how much a run misses a limit: `+10 ms`; empty where that is no number. The value is that of
    /// [`Steps::limit_words`].
    fn misses(&self, which: Which, alternative: &Alternative) -> String {
        let row = alternative.point.row;
        let (Some(own), Some(bound)) = (self.value(which, row), self.bound(which)) else { return String::new() };
        let planned = match which.limit {
            Limit::AvgLatency => alternative.point.mean_ms,
            Limit::P95Latency => alternative.point.p95_ms,
            _ => own,
        };
        let by = if planned > bound { planned } else { own } - bound;
        let unit = match which.limit {
            Limit::AvgLatency | Limit::P95Latency => "ms",
            Limit::Throughput => "req/s",
            _ => self.key(which).and_then(|key| self.shown.runs.measure_named(key)).map_or("", |measure| measure.unit),
        };
        let size = match which.limit {
            Limit::ErrorShare => percent_short(by.abs() * 100.0),
            _ => [&short_3(by.abs()), " ", unit].concat(),
        };
        [if by < 0.0 { "−" } else { "+" }, size.trim_end()].concat()
    }
}
