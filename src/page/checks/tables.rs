//! Sanity checks of several tables side by side: each is checked for itself, and the verdicts are put together.
//!
//! What is normal is normal within a table. A column that only one table has is not missing in the others, and they are
//! said not to have it; the tests of one are not short, nor its answers odd, because those of another are not alike.

use std::sync::Arc;

use crate::data::runs::checks::Loads;

use super::verdict::{MOST_AFFECTED, run_label};
use super::view::{Affected, Status, Verdict, every, every_verdict, verdicts};
use crate::page::tables::active_table::ActiveTable;

/// The tables on the page, ready to be checked; made once for what is shown.
#[derive(Clone, Debug)]
pub struct Tables {
    all: Arc<ActiveTable>,
    each: Vec<One>,
}

/// A table as if it stood alone.
#[derive(Clone, Debug)]
struct One {
    name: String,
    first: usize,
    shown: Arc<ActiveTable>,
    loads: Arc<Loads>,
}

impl Tables {
    /// Of what is shown: a single table, or several.
    #[must_use]
    pub fn of(all: &Arc<ActiveTable>) -> Self {
        let one = |name: &str, first, shown: Arc<ActiveTable>| {
            let loads = shown.basis().loads(&shown.runs);
            One { name: name.to_owned(), first, shown, loads }
        };
        let parts = all.runs.parts.iter().map(|part| {
            let shown = ActiveTable::of_runs(all.place.clone(), all.source.clone(), Arc::clone(&part.runs));
            one(&part.name, part.first, Arc::new(ActiveTable { currency: all.currency.clone(), ..shown }))
        });
        let mut each: Vec<One> = parts.collect();
        if each.is_empty() {
            each.push(one("", 0, Arc::clone(all)));
        }
        Self { all: Arc::clone(all), each }
    }

    /// The verdicts on `rows`, in the order of [`CHECKS`]; none when there are no rows, as nothing was checked.
    ///
    /// [`CHECKS`]: super::view::CHECKS
    #[must_use]
    // The page asks for every verdict; this is for the tests of those that every table has.
    #[cfg_attr(feature = "dead-code", allow(dead_code))]
    pub fn verdicts(&self, rows: &[usize]) -> Vec<Verdict> {
        self.of_each(rows, verdicts)
    }

    /// The same, in the order of [`every`].
    #[must_use]
    pub fn every_verdict(&self, rows: &[usize]) -> Vec<Verdict> {
        self.of_each(rows, every_verdict)
    }

    fn of_each(&self, rows: &[usize], verdicts: fn(&ActiveTable, &Loads, &[usize]) -> Vec<Verdict>) -> Vec<Verdict> {
        let found: Vec<(&One, Vec<Verdict>)> =
            self.rows_of_each(rows).map(|(one, rows)| (one, verdicts(&one.shown, &one.loads, &rows))).collect();
        let checks = found.first().map_or(0, |(_, verdicts)| verdicts.len());
        (0..checks).map(|nth| self.together(&found, nth)).collect()
    }

    /// The verdict of the check at a place among [`every`], on `rows`: what [`Self::every_verdict`] has there; `None` beyond the
    /// last, and without rows.
    #[must_use]
    pub fn verdict(&self, nth: usize, rows: &[usize]) -> Option<Verdict> {
        let (_, _, check) = every().nth(nth)?;
        let found: Vec<(&One, Vec<Verdict>)> =
            self.rows_of_each(rows).map(|(one, rows)| (one, vec![check(&one.shown, &one.loads, &rows)])).collect();
        (!found.is_empty()).then(|| self.together(&found, 0))
    }

    /// The tables that any of the rows are of, with these as their own.
    fn rows_of_each<'a>(&'a self, rows: &'a [usize]) -> impl Iterator<Item = (&'a One, Vec<usize>)> {
        let own = move |one: &'a One| {
            if self.each.len() == 1 {
                return (one, rows.to_vec());
            }
            let rows_of_it = one.first..one.first + one.shown.runs.rows;
            let own = rows.iter().filter(|&row| rows_of_it.contains(row)).map(|&row| row - one.first);
            (one, own.collect::<Vec<usize>>())
        };
        self.each.iter().map(own).filter(|(_, rows)| !rows.is_empty())
    }

    /// The worst of the tables that have what the check needs; a table without it is named, and is no reason to worry.
    fn together(&self, found: &[(&One, Vec<Verdict>)], nth: usize) -> Verdict {
        let each = || found.iter().map(|(one, verdicts)| (*one, &verdicts[nth]));
        let (absent, checked): (Vec<_>, Vec<_>) = each().partition(|(_, verdict)| verdict.status == Status::Absent);
        let status = each().map(|(_, verdict)| verdict.status).max().unwrap_or(Status::Absent);
        // All have the same to say, or there is but one to say it.
        let one_says = |of: &[(&One, &Verdict)]| of.windows(2).all(|two| two[0].1.sentence == two[1].1.sentence);
        let sentence = match (checked.first(), &absent[..]) {
            (None, _) => absent.first().map(|(_, verdict)| verdict.sentence.clone()).unwrap_or_default(),
            (Some((_, verdict)), []) if one_says(&checked) => verdict.sentence.clone(),
            _ => {
                let said = checked.iter().map(|(one, verdict)| format!("{}: {}", one.name, verdict.sentence));
                let names: Vec<&str> = absent.iter().map(|(one, _)| one.name.as_str()).collect();
                let lack = (!names.is_empty()).then(|| format!("Not in {}.", names.join(", ")));
                said.chain(lack).collect::<Vec<_>>().join(" ")
            }
        };
        let affected = checked.iter().flat_map(|(one, verdict)| {
            verdict.affected.iter().map(|affected| {
                let row = one.first + affected.row;
                Affected { row, label: run_label(&self.all, row), note: affected.note.clone() }
            })
        });
        Verdict { status, sentence, affected: affected.take(MOST_AFFECTED).collect() }
    }
}
