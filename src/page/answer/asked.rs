//! What the reader asks: a demand within limits and on terms.

use std::borrow::Cow;

use crate::analysis::decide::answer::{Answer, Demand, Question, Solver, answer};
use crate::data::runs::table_facts::Basis;

use super::columns::Columns;
use crate::page::choice::filters::Choice;
use crate::page::choice::limits::LimitChoice;
use crate::page::choice::terms::Terms;
use crate::page::tables::active_table::ActiveTable;

/// The question of the headline.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    /// How much; none while nobody says.
    pub demand: Demand,
    /// How full a machine may be, one to spare, the most that is paid.
    pub terms: Terms,
    /// What a run must keep.
    pub limits: LimitChoice,
}

/// An answer, and the question that it is to.
#[derive(Debug)]
pub struct Answered<'a> {
    /// What was answered.
    pub asked: Asked,
    /// The question, prepared.
    pub solver: Solver<'a>,
    /// The answer; `None` where no run meets the demand.
    pub found: Option<Answer>,
    /// Whether something meets the demand, and nothing costs as little as was asked.
    pub too_dear: bool,
}

impl Asked {
    /// What a choice asks.
    #[must_use]
    pub fn of(choice: &Choice) -> Self {
        let money = &choice.money;
        Self { demand: money.demand, terms: money.terms, limits: choice.limits.clone() }
    }

    /// Whether the cheapest request is what is asked for.
    #[must_use]
    pub fn is_per_request(&self) -> bool {
        self.demand == Demand::None && self.terms.at_most().is_none()
    }

    /// The same at any cost: to the lowest one.
    #[must_use]
    pub fn at_any_cost(&self) -> Self {
        Self { terms: Terms { at_most_usd: None, ..self.terms }, ..self.clone() }
    }

    /// Prepares the question among `rows`, those that pass the filters.
    #[must_use]
    pub fn solver<'a>(
        &self,
        shown: &'a ActiveTable,
        basis: &'a Basis,
        columns: &'a Columns,
        rows: &[usize],
    ) -> Solver<'a> {
        let measures = basis.measures(&shown.runs);
        let limits = self.limits.limits(&shown.runs);
        let allows = |row: &usize| limits.allows(measures.hardware[*row]);
        let allowed: Cow<[usize]> = match limits.allowed_hardware {
            Some(_) => rows.iter().copied().filter(allows).collect(),
            None => rows.into(),
        };
        let question = Question {
            demand: self.demand,
            limits: limits.on_columns(&measures),
            load_share: self.terms.load_share,
            spare: self.terms.spare,
            at_most_usd_per_unit: self.terms.at_most().map(|usd| usd / shown.runs.work.units()),
        };
        Solver::new(columns.candidates(shown), question, &allowed)
    }

    /// The answer among `rows`. Where nothing costs as little as is asked, it is the cheapest instead.
    #[must_use]
    pub fn answered<'a>(
        &self,
        shown: &'a ActiveTable,
        basis: &'a Basis,
        columns: &'a Columns,
        rows: &[usize],
    ) -> Answered<'a> {
        let solver = self.solver(shown, basis, columns, rows);
        let found = answer(&solver);
        if found.is_some() || self.terms.at_most().is_none() {
            return Answered { asked: self.clone(), solver, found, too_dear: false };
        }
        let any = self.at_any_cost();
        let solver = any.solver(shown, basis, columns, rows);
        let found = answer(&solver);
        Answered { too_dear: found.is_some(), asked: any, solver, found }
    }

    /// What a run that the reader chose to compare with costs per unit of work, $, for the same demand; NaN where that is
    /// not known. Neither filters nor limits nor the most that is paid keep it out: it was chosen.
    #[must_use]
    pub fn usd_per_unit_of(&self, shown: &ActiveTable, basis: &Basis, row: usize) -> f64 {
        let any = Self { limits: LimitChoice::default(), ..self.at_any_cost() };
        let columns = Columns::of(shown, basis);
        let all: Vec<usize> = (0..shown.runs.rows).collect();
        any.solver(shown, basis, &columns, &all).point(row).map_or(f64::NAN, |point| point.usd_per_unit)
    }
}
