//! The verdict where no run qualifies: why, what would admit one, and what does the most without a price.

use std::mem::take;

use crate::analysis::decide::answer::{Demand, Warning};
use crate::analysis::decide::slo::Screen;
use crate::data::runs::table_facts::Basis;
use crate::format::numbers::percent_fixed;
use crate::page::answer::asked::Asked;
use crate::page::answer::words::{demand_words, machines_words, warnings_words};
use crate::page::limits::words::{nothing_words, offers};
use crate::page::tables::active_table::ActiveTable;

use super::compared::of_nothing;
use super::headline::Headline;
use super::measured::foremost;
use super::view::{Found, VerdictView, unpriced};
use super::words::most_words;

impl VerdictView {
    /// Of `rows` that pass the filters none qualifies. What each limit excludes is told by the caller.
    #[inline(never)]
    pub(super) fn none(shown: &ActiveTable, basis: &Basis, asked: &Asked, screen: Screen, rows: &[usize]) -> Self {
        let limits = &asked.limits;
        let offers = offers(shown, limits, &screen);
        let (row, headline) = match Headline::most(shown, limits, &screen.passing) {
            (None, _) => (None, Headline::none(rows.len())),
            found => found,
        };
        let (why, change) = nothing_words(shown, limits, &screen, &offers, rows.len());
        let caveats = match row {
            Some(row) => foremost(shown, basis, row, &screen.passing),
            None => of_nothing(shown, basis),
        };
        let most = most_words(shown, &screen.passing);
        let said = |change: &str| [&why, change, " ", &most].concat().trim_end().to_owned();
        let mut view = Self {
            title: if row.is_some() { "Most from one machine" } else { "No run qualifies" },
            headline,
            most: row,
            sentence: said(&change),
            nothing: Some(said("")),
            offers,
            foremost: caveats.len(),
            doubts: caveats.clone(),
            caveats,
            ..Self::default()
        };
        if row.is_some() && asked.demand != Demand::None {
            view.demand((shown, basis), asked, &screen, rows);
        }
        view.passing = screen.passing;
        view
    }

    /// The machines that a demand takes without a price: those that the alternatives tell.
    #[inline(never)]
    fn demand(&mut self, (shown, basis): (&ActiveTable, &Basis), asked: &Asked, screen: &Screen, rows: &[usize]) {
        let demand = demand_words(asked.demand, shown.runs.work);
        let Some(mut answer) = unpriced(shown, basis, rows, asked) else {
            let none = format!("{demand}: no run that passes can do this.");
            self.caveats.push(none.clone());
            return self.doubts.push(none);
        };
        let (row, point) = (answer.best.row, answer.best);
        // A run that takes too long for the demand may do more on one machine.
        if self.most != Some(row) {
            (self.most, self.headline) = Headline::most(shown, &asked.limits, &[row]);
            self.caveats = foremost(shown, basis, row, &screen.passing);
            (self.foremost, self.doubts) = (self.caveats.len(), self.caveats.clone());
        }
        // That is told by the rest of the card.
        answer.warnings.retain(|warning| !matches!(warning, Warning::Failed(_) | Warning::Unpriced(_)));
        let mut caveats = warnings_words(shown, asked.demand, &answer.warnings);
        let found = Found {
            shown,
            basis,
            rows,
            asked,
            answered: asked,
            limits: &asked.limits,
            screen,
            row,
            bests: Vec::new(),
            demanded: Some(answer),
            too_dear: false,
        };
        caveats.extend(found.steady_doubts(&point));
        let machines = machines_words(shown, asked.demand, &point);
        let load = percent_fixed(point.load_share * 100.0, 0);
        let said = [" ", &demand, ": ", &machines, " at ", &load, " load."].concat();
        self.sentence += &said;
        self.nothing.iter_mut().for_each(|nothing| *nothing += &said);
        self.doubts.extend_from_slice(&caveats);
        self.caveats.extend(caveats);
        let Headline { machines, settings, said, gauges, least_tried, .. } = Headline::of(&found);
        self.headline = Headline { machines, settings, said, gauges, least_tried, ..take(&mut self.headline) };
    }
}
