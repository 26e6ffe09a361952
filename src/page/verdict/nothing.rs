//! The verdict where no run qualifies: why, what would admit one, and what does the most without a price.

use crate::analysis::decide::answer::{Answer, Demand, Warning};
use crate::analysis::decide::slo::Screen;
use crate::data::runs::table_facts::Basis;
use crate::format::numbers::percent_fixed;
use crate::page::answer::asked::{Answered, Asked};
use crate::page::answer::columns::Columns;
use crate::page::answer::words::{demand_words, machines_words, warnings_words};
use crate::page::limits::words::{nothing_words, offers};
use crate::page::tables::active_table::ActiveTable;

use super::compared::of_nothing;
use super::headline::Headline;
use super::measured::foremost;
use super::view::{Found, VerdictView};
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
        let fleet = row.filter(|_| asked.demand != Demand::None).map(|_| Fleet::of(shown, basis, asked, &screen, rows));
        // A run that takes too long for the demand may do more on one machine.
        let row = fleet.as_ref().and_then(|fleet| fleet.row).or(row);
        let mut caveats = match row {
            Some(row) => foremost(shown, basis, row, &screen.passing),
            None => of_nothing(shown, basis),
        };
        let foremost = caveats.len();
        let most = most_words(shown, &screen.passing);
        let fleet = fleet.unwrap_or_default();
        caveats.extend(fleet.caveats);
        let said = |change: &str| [&why, change, " ", &most, &fleet.sentence].concat().trim_end().to_owned();
        Self {
            title: if row.is_some() { "Most from one machine" } else { "No run qualifies" },
            headline: fleet.headline.unwrap_or(headline),
            most: row,
            sentence: said(&change),
            nothing: Some(said("")),
            offers,
            foremost,
            doubts: caveats.clone(),
            caveats,
            passing: screen.passing,
            ..Self::default()
        }
    }
}

/// The machines that a demand takes without a price: those that the alternatives tell.
#[derive(Default)]
struct Fleet {
    row: Option<usize>,
    headline: Option<Headline>,
    sentence: String,
    caveats: Vec<String>,
}

impl Fleet {
    fn of(shown: &ActiveTable, basis: &Basis, asked: &Asked, screen: &Screen, rows: &[usize]) -> Self {
        let columns = Columns::of(shown, basis);
        let Answered { asked: answered, found, .. } = asked.answered(shown, basis, &columns, rows);
        let demand = demand_words(asked.demand, shown.runs.work);
        let Some(answer) = found else {
            return Self { caveats: vec![format!("{demand}: no run that passes can do this.")], ..Self::default() };
        };
        let (row, point) = (answer.best.row, answer.best);
        let load = percent_fixed(point.load_share * 100.0, 0);
        let sentence = format!(" {demand}: {} at {load} load.", machines_words(shown, asked.demand, &point));
        let told = |warning: &&Warning| !matches!(warning, Warning::Failed(_) | Warning::Unpriced(_));
        let warnings: Vec<Warning> = answer.warnings.iter().filter(told).copied().collect();
        let mut caveats = warnings_words(shown, asked.demand, &warnings);
        let found = Found::without_price(shown, basis, rows, (asked, &answered), screen, answer);
        caveats.extend(found.steady_doubts(&point));
        let (_, one) = Headline::most(shown, &asked.limits, &[row]);
        let headline = Headline { number: one.number, unit: one.unit, ..Headline::of(&found) };
        Self { row: Some(row), headline: Some(headline), sentence, caveats }
    }
}

impl<'a> Found<'a> {
    /// What a demand takes of a run that has no price.
    fn without_price(
        shown: &'a ActiveTable,
        basis: &'a Basis,
        rows: &'a [usize],
        (asked, answered): (&'a Asked, &'a Asked),
        screen: &'a Screen,
        answer: Answer,
    ) -> Self {
        let (row, limits) = (answer.best.row, &asked.limits);
        let demanded = Some(answer);
        Self { shown, basis, rows, asked, answered, limits, screen, row, bests: Vec::new(), demanded, too_dear: false }
    }
}
