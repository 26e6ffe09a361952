//! Which runs form one series over VUs.

use crate::analysis::stats::classes::Classes;
use crate::data::runs::roles::Role;
use crate::data::table::column::Category;

use crate::page::tables::active_table::ActiveTable;
use crate::page::words::runs::run_title;

/// The name of a group in parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VusLabel {
    /// What tells the group apart besides the batch size: hardware, and image, engine and vendor where they differ
    /// within the table.
    pub set: String,
    /// Batch size.
    pub batch_size: String,
}

impl VusLabel {
    /// In one line.
    #[must_use]
    pub fn name(&self) -> String {
        match self.batch_size.as_str() {
            Category::MISSING => self.set.clone(),
            batch_size => format!("{} · batch {batch_size}", self.set),
        }
    }
}

/// The groups of a table and which of them each run belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VusGroups {
    /// In natural order: by hardware, image, engine, vendor, what else makes a configuration, table, then batch size.
    pub labels: Vec<VusLabel>,
    /// For each row its group's position; `None` when it belongs to none.
    pub of_row: Vec<Option<usize>>,
}

impl VusGroups {
    /// By full configuration. A run that lacks a part belongs with those that lack it too; columns that the table
    /// does not have tell nothing apart.
    #[must_use]
    pub fn configurations(shown: &ActiveTable) -> Self {
        Self::by(shown, &shown.runs.configuration().collect::<Vec<_>>(), |_| false)
    }

    /// By full configuration but for the batch size, where that is the load.
    #[must_use]
    pub fn sets(shown: &ActiveTable) -> Self {
        let mut groups = Self::configurations(shown);
        let mut sets: Vec<VusLabel> = Vec::new();
        let place = groups.labels.iter().map(|label| {
            sets.iter().position(|set| set.set == label.set).unwrap_or_else(|| {
                sets.push(VusLabel { batch_size: Category::MISSING.to_owned(), ..label.clone() });
                sets.len() - 1
            })
        });
        let place: Vec<usize> = place.collect();
        groups.of_row.iter_mut().flatten().for_each(|group| *group = place[*group]);
        Self { labels: sets, ..groups }
    }

    /// By hardware and batch size alone, whatever the image; of several tables each for itself, as each had a notebook
    /// of its own. As pandas' `groupby`, a run that lacks either is in no group.
    #[must_use]
    pub fn notebook(shown: &ActiveTable) -> Self {
        let runs = &shown.runs;
        let columns = [Role::HwType, Role::BatchSize].map(|role| runs.position(role).map(|at| &runs.columns[at]));
        let categories: Vec<&Category> = std::iter::once(&runs.hw_type).chain(&runs.table).collect();
        Self::by(shown, &categories, |row| columns.iter().flatten().any(|column| column.is_null(row)))
    }

    /// `left_out`: the rows that belong to no group.
    fn by(shown: &ActiveTable, categories: &[&Category], left_out: impl Fn(usize) -> bool) -> Self {
        let one = Classes::one(shown.runs.rows);
        let classes = categories.iter().fold(one, |classes, category| category.split(classes));
        let classes = shown.batch_sizes.split(classes);
        let rows = || (0..shown.runs.rows).filter(|&row| !left_out(row));
        // A row of each class that has one here.
        let mut example = vec![None; classes.count];
        rows().for_each(|row| example[classes.of_row[row] as usize] = Some(row));
        let mut groups = 0..;
        let group: Vec<Option<usize>> = example.iter().map(|example| example.and_then(|_| groups.next())).collect();
        let mut of_row = vec![None; shown.runs.rows];
        rows().for_each(|row| of_row[row] = group[classes.of_row[row] as usize]);
        Self { of_row, labels: example.iter().flatten().map(|&row| label(shown, categories, row)).collect() }
    }
}

/// Hardware, the first category, is always named; the others where there is something to tell apart.
fn label(shown: &ActiveTable, categories: &[&Category], row: usize) -> VusLabel {
    let batch_size = shown.batch_sizes.label(row).to_owned();
    if shown.runs.has_tokens() {
        return VusLabel { set: run_title(shown, row), batch_size };
    }
    let part = |(nth, category): (usize, &&Category)| {
        (nth == 0 || category.labels.len() > 1).then(|| category.label(row).to_owned())
    };
    let parts: Vec<String> = categories.iter().enumerate().filter_map(part).collect();
    VusLabel { set: parts.join(" · "), batch_size }
}
