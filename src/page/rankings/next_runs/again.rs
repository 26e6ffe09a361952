//! The run that is to be made again to be sure of the answer, first in the list of runs to make.
//!
//! Proposals are for a lower cost. Beside a “no” to these all are optional, and that run is not: list, table and what is copied
//! tell the two apart.

use super::{NextLine, NextView};
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::runs::count;

impl NextView {
    /// With the run `row` first, to be made again; `why` says why and which, without a full stop. One that is proposed as a
    /// repeat moves there with its forecast.
    #[must_use]
    pub fn needing(mut self, shown: &ActiveTable, row: usize, why: &str) -> Self {
        let is_it = |line: &NextLine| line.is_repeat && line.like == row;
        let proposed = self.lines.iter().position(is_it).map(|at| self.lines.remove(at));
        let Some(line) = proposed.or_else(|| Self::again(shown, row).lines.pop()) else { return self };
        self.lines.insert(0, NextLine { why: ["Needed to be sure of the answer: ", why, "."].concat(), ..line });
        self.is_again = true;
        let others = self.sentence.replacen("None of them", "None of the others", 1);
        let others = others.replacen("No run is known", "No other run is known", 1);
        self.sentence = ["The first run is needed to be sure of the answer. ", &others].concat();
        self
    }

    /// What the list is called.
    #[must_use]
    pub fn title(&self) -> String {
        let Some(again) = self.lines.first().filter(|_| self.is_again) else {
            return match self.is_optional {
                true => "Optional runs, which would not change this answer, with reasons".to_owned(),
                false => "Runs to make next, with reasons".to_owned(),
            };
        };
        let others = self.proposed.iter().filter(|run| !(run.is_repeat && run.like == again.like)).count();
        match (others, self.is_optional) {
            (0, _) => "One run needed, with its reason".to_owned(),
            (n, true) => format!("One run needed, {} optional, with reasons", count(n, "other", "others")),
            (n, false) => {
                format!("One run needed to be sure, {} to make next, with reasons", count(n, "other", "others"))
            }
        }
    }

    /// Whether nothing but optional runs is listed.
    #[must_use]
    pub fn is_all_optional(&self) -> bool {
        self.is_optional && !self.is_again
    }

    /// What is asked to be run: beside a “no” nothing but the run to be made again.
    fn asked_lines(&self) -> &[NextLine] {
        let asked = if self.is_optional { usize::from(self.is_again) } else { self.lines.len() };
        &self.lines[..asked]
    }

    /// How many runs that are asked for have a command.
    #[must_use]
    pub fn asked_k6_runs(&self) -> usize {
        self.asked_lines().iter().filter(|line| line.load.is_finite()).count()
    }

    /// The commands of these, as [`Self::k6`].
    #[must_use]
    pub fn asked_k6(&self) -> String {
        self.k6_of(self.asked_lines())
    }
}
