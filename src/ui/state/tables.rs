//! Adding tables to the page, replacing and removing them, and what of the choice is reset with them.

use std::sync::Arc;

use super::State;
use crate::page::choice::filters::Choice;
use crate::page::choice::sections::SectionChoice;
use crate::page::runs::table::TableAt;
use crate::page::tables::active_table::{ActiveTable, Loaded};
use crate::page::tables::load_error::LoadError;
use crate::page::tables::side_by_side;
use crate::page::tables::table_source::TableSource;

impl State {
    /// Puts a table on the page, in the place of all others. One of another data set is shown whole: filters and
    /// columns chosen for the old one say nothing about it. Prices stay: they are of hardware, but for that of runs whose
    /// hardware nobody named. Files of the same names are taken for another state of the same.
    pub fn show(self, table: Loaded, keep_choice: bool) {
        if !keep_choice {
            let is_other = self.shown.with_untracked(|shown| {
                let is_unnamed = |before: &ActiveTable| before.runs.prices.iter().any(|pair| pair.hardware.is_empty());
                shown.as_ref().is_some_and(|before| is_unnamed(before) && !before.place.has_names_of(&table.place))
            });
            self.adjust(&mut |choice| {
                if is_other {
                    choice.forget_unnamed();
                }
                choice.filter = Default::default();
                choice.hidden.clear();
                choice.pins.clear();
                choice.columns = Default::default();
                choice.scatter = None;
                // Limits in numbers are of the question and stay; hardware is of the table.
                choice.limits.hardware = None;
                choice.money.break_even = None;
                choice.money.notes.clear();
                choice.notes.clear();
            });
            self.put_sections(&mut SectionChoice::forget_table);
        }
        self.put(vec![Arc::new(table)]);
    }

    /// Puts a table beside the others, or in the place of the same one. What says which tables are looked at is
    /// forgotten unless kept: with another table at their side the old ones may be called otherwise.
    ///
    /// # Errors
    /// When there are too many.
    pub fn show_beside(self, table: Loaded, keep_choice: bool) -> Result<(), LoadError> {
        let tables = self.loaded.with_untracked(|loaded| side_by_side::with(loaded, table));
        let tables = tables.ok_or_else(LoadError::too_many)?;
        if !keep_choice {
            self.adjust(&mut forget_tables);
        }
        self.put(tables);
        Ok(())
    }

    /// Takes one of several tables off the page.
    pub fn remove(self, place: &TableSource) {
        let rows = self.shown.with_untracked(|shown| {
            let shown = shown.as_ref()?;
            self.tables.with_untracked(|tables| side_by_side::rows_of(tables, &shown.runs, place))
        });
        self.adjust(&mut |choice| {
            forget_tables(choice);
            rows.iter().for_each(|rows| side_by_side::unpin(&mut choice.pins, rows));
        });
        self.put(self.loaded.with_untracked(|loaded| side_by_side::without(loaded, place)));
    }

    /// Once all that a link asks for is there, or failed: names in the filter that no table bears do not count, since
    /// what they meant did not come, or is called otherwise beside what came. Otherwise nothing might be left to see.
    pub fn settle(self) {
        let kept = self.draft.now.with_untracked(|choice| choice.filter.table.clone());
        let Some(names) = &kept else { return };
        let known = self.tables.with_untracked(|tables| side_by_side::known(names, tables));
        if known != kept {
            self.adjust(&mut |choice| choice.filter.table.clone_from(&known));
            self.draft.rest();
        }
    }

    /// A table that a link asks for does not come: whatever rows it has, the rows after it are others than the link's,
    /// and their pins would be on runs that nobody meant.
    pub fn forget_later_pins(self) {
        let rows = self.shown.with_untracked(|shown| shown.as_ref().map_or(0, |shown| shown.runs.rows));
        if self.draft.now.with_untracked(|choice| choice.pins.iter().any(|&row| row >= rows)) {
            self.adjust(&mut |choice| side_by_side::unpin(&mut choice.pins, &(rows..usize::MAX)));
        }
    }

    /// Changes the choice at once, together with the tables.
    fn adjust(self, change: &mut dyn FnMut(&mut Choice)) {
        self.draft.change_at_once(change);
        self.table_at.set(TableAt::default());
    }

    /// Everything that the controls say, as an address has it; with tables, in the place of those shown.
    pub fn put_choice(self, choice: Choice, sections: SectionChoice, tables: Option<Vec<Arc<Loaded>>>) {
        self.adjust(&mut |now| now.clone_from(&choice));
        self.put_sections(&mut |now| now.clone_from(&sections));
        match tables {
            Some(tables) => self.put(tables),
            None => self.draft.rest(),
        }
    }

    fn put_sections(self, change: &mut dyn FnMut(&mut SectionChoice)) {
        self.sections.change_at_once(change);
        self.sections.rest();
    }

    fn put(self, tables: Vec<Arc<Loaded>>) {
        // Its rows are those of the tables before.
        if !self.brushed.with_untracked(|brushed| brushed.is_empty()) {
            self.brushed.set(Arc::default());
        }
        // The new rows are of this choice, wherever on the page they are used.
        self.draft.rest();
        self.loaded.set(tables);
    }
}

/// Names of tables, and labels that they are part of, change when tables come and go.
fn forget_tables(choice: &mut Choice) {
    choice.filter.table = None;
    choice.hidden.clear();
}
