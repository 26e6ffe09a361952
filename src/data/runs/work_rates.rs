//! Rates and costs of runs in any unit of work.

use std::borrow::Cow;

use super::prices::PricePair;
use super::run_table::{RunTable, Terms};
use super::side_by_side::columns::numbers;
use super::work::Work;
use super::work_costs;
use crate::data::table::column::Numbers;

impl RunTable {
    /// Units of work that each run does per second; NaN where nothing tells, `None` where nothing tells of any run. Requests
    /// are as the table counts them, tokens are those of good answers.
    #[must_use]
    pub fn rate(&self, work: Work) -> Option<Numbers> {
        if self.parts.is_empty() {
            return work_costs::rate(&self.measured, self.gpus.as_ref(), work);
        }
        numbers(&self.parts, f64::NAN, &|runs| runs.rate(work))
    }

    /// $ per [`Work::units`] units of work of each run, at these prices.
    #[must_use]
    #[cfg_attr(feature = "dead-code", allow(dead_code))]
    pub fn cost_in(&self, work: Work) -> Numbers {
        if work == self.work { self.cost_usd.clone() } else { self.on(Terms { work, ..self.terms.clone() }).cost_usd }
    }

    /// The unit of work of a table while nobody chooses: output tokens where they are known, else requests; other tokens
    /// where nothing tells the requests per second.
    #[must_use]
    pub fn default_work(&self) -> Work {
        if self.has_tokens() { self.default_of_tokens() } else { Work::Requests }
    }

    #[inline(never)]
    fn default_of_tokens(&self) -> Work {
        let known = |work: &Work| self.rate(*work).is_some_and(|rate| rate.iter().any(|rate| rate.is_finite()));
        let order = [Work::OutputTokens, Work::Requests, Work::TotalTokens, Work::InputTokens];
        order.into_iter().find(known).unwrap_or(Work::Requests)
    }

    /// The vendors and hardware whose GPUs are asked for: some of their runs are of a table that says something about tokens
    /// or GPUs, and do not say how many served.
    #[must_use]
    pub fn without_gpus(&self) -> Vec<&PricePair> {
        let says = |row: usize| {
            let own = self.own_table(row);
            own.tokens.is_some() || own.gpus.is_some()
        };
        let unknown = |row: usize| self.gpus.as_ref().is_none_or(|gpus| gpus[row].is_nan()) && says(row);
        let mut asked = vec![false; self.prices.len()];
        for (row, pair) in self.price_of_row().into_iter().enumerate() {
            asked[pair] |= unknown(row);
        }
        self.prices.iter().zip(asked).filter(|(_, asked)| *asked).map(|(pair, _)| pair).collect()
    }

    /// Whether the table says anything about tokens.
    #[must_use]
    pub fn has_tokens(&self) -> bool {
        self.tokens.is_some() || self.parts.iter().any(|part| part.runs.tokens.is_some())
    }

    /// Units of [`Self::work`] per second of each run; NaN where it is not known.
    #[must_use]
    pub fn work_per_sec(&self) -> &[f64] {
        &self.work_per_sec
    }

    /// The share of [`Self::work_per_sec`] that was answered well, where that counts failed requests. Tokens do not.
    #[must_use]
    pub fn good_share(&self) -> Option<&[f64]> {
        let share = self.reliability.good_share.as_deref();
        share.filter(|_| self.work == Work::Requests)
    }

    /// Requests of each run that were answered well per second: the throughput that the page tells, limits and draws. What
    /// its server held in all, failed requests with them, counts for Little's law and for saturation only.
    #[must_use]
    pub fn answered_per_sec(&self) -> Numbers {
        match self.reliability.good_share.as_ref() {
            None => self.throughput_req_per_sec.clone(),
            Some(good) => self.throughput_req_per_sec.iter().zip(good.iter()).map(|(rate, good)| rate * good).collect(),
        }
    }

    /// [`answered_per_sec`](Self::answered_per_sec) of one run.
    #[must_use]
    pub fn answered_of(&self, row: usize) -> f64 {
        let good = self.reliability.good_share.as_ref().map_or(1.0, |good| good[row]);
        self.throughput_req_per_sec[row] * good
    }

    /// [`work_per_sec`](Self::work_per_sec) without failed requests, where the rate counts them as answered.
    #[must_use]
    pub fn good_per_sec(&self) -> Cow<'_, [f64]> {
        let rate = self.work_per_sec();
        match self.good_share() {
            Some(good) => rate.iter().zip(good).map(|(rate, good)| rate * good).collect::<Vec<f64>>().into(),
            None => rate.into(),
        }
    }
}
