//! The verdict where no run qualifies: why, what would admit one, and what does the most without a price.

use crate::analysis::decide::slo::Screen;
use crate::data::runs::table_facts::Basis;
use crate::page::choice::limits::LimitChoice;
use crate::page::limits::words::{nothing_words, offers};
use crate::page::tables::active_table::ActiveTable;

use super::compared::of_nothing;
use super::headline::Headline;
use super::measured::foremost;
use super::view::VerdictView;
use super::words::most_words;

impl VerdictView {
    /// Of `rows` that pass the filters none qualifies. What each limit excludes is told by the caller.
    #[inline(never)]
    pub(super) fn none(shown: &ActiveTable, basis: &Basis, limits: &LimitChoice, screen: Screen, rows: usize) -> Self {
        let offers = offers(shown, limits, &screen);
        let (row, headline) = match Headline::most(shown, limits, &screen.passing) {
            (None, _) => (None, Headline::none(rows)),
            found => found,
        };
        let (why, change) = nothing_words(shown, limits, &screen, &offers, rows);
        let caveats = match row {
            Some(row) => foremost(shown, basis, row, &screen.passing),
            None => of_nothing(shown, basis),
        };
        let most = most_words(shown, &screen.passing);
        let said = |change: &str| [&why, change, " ", &most].concat().trim_end().to_owned();
        Self {
            title: if row.is_some() { "Most from one machine" } else { "No run qualifies" },
            headline,
            most: row,
            sentence: said(&change),
            nothing: Some(said("")),
            offers,
            foremost: caveats.len(),
            doubts: caveats.clone(),
            caveats,
            passing: screen.passing,
            ..Self::default()
        }
    }
}
