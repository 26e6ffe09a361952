//! Groups of runs by their hardware and what else tells them apart: entries of legends, shapes of marks.

use crate::analysis::stats::classes::Classes;
use crate::data::runs::run_table::RunTable;
use crate::data::table::column::Category;

/// The groups of a table, and the group of each run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groups {
    /// In the order of their labels.
    pub labels: Vec<String>,
    /// For each row its group's position.
    pub of_row: Vec<usize>,
    /// For each group a row of it; `None` where there is none.
    pub first_row: Vec<Option<usize>>,
}

impl Groups {
    /// By hardware alone; of several tables each for itself.
    #[must_use]
    pub fn by_hardware(runs: &RunTable) -> Self {
        Self::by(&[Some(&runs.hw_type), runs.table.as_ref()], runs.rows)
    }

    /// By hardware, image and, of several, table; image and table are left out of the labels where there is but one.
    #[must_use]
    pub fn by_hardware_and_image(runs: &RunTable) -> Self {
        Self::by(&[Some(&runs.hw_type), Some(&runs.image), runs.table.as_ref()], runs.rows)
    }

    /// By hardware, engine and, of several, table; engine and table are left out of the labels where there is but one.
    #[must_use]
    pub fn by_hardware_and_engine(runs: &RunTable) -> Self {
        Self::by(&[Some(&runs.hw_type), runs.engine.as_ref(), runs.table.as_ref()], runs.rows)
    }

    /// What shapes tell apart: images, or engines where all have one image; of several tables each for itself.
    #[must_use]
    pub fn shapes(runs: &RunTable) -> Self {
        let engines = runs.engine.as_ref().filter(|_| Self::shapes_are_engines(runs));
        Self::by(&[engines.or(Some(&runs.image)), runs.table.as_ref()], runs.rows)
    }

    /// Whether shapes tell engines apart, which are in no group of [`Self::by_hardware_and_image`].
    #[must_use]
    pub fn shapes_are_engines(runs: &RunTable) -> bool {
        runs.image.labels.len() < 2 && runs.engine.as_ref().is_some_and(|engine| engine.labels.len() > 1)
    }

    fn of(labels: Vec<String>, of_row: Vec<usize>) -> Self {
        let mut first_row = vec![None; labels.len()];
        for (row, &group) in of_row.iter().enumerate() {
            first_row[group].get_or_insert(row);
        }
        Self { labels, of_row, first_row }
    }

    /// By the first category, and by those of the others that have something to tell apart.
    fn by(categories: &[Option<&Category>], rows: usize) -> Self {
        let tells = |(nth, category): &(usize, &Category)| *nth == 0 || category.labels.len() > 1;
        let categories = categories.iter().flatten().copied().enumerate().filter(tells).map(|(_, category)| category);
        let categories: Vec<&Category> = categories.collect();
        if let [only] = categories[..] {
            // Also the labels that no row has.
            return Self::of(only.labels.clone(), only.codes.iter().map(|&code| code as usize).collect());
        }
        let classes = categories.iter().fold(Classes::one(rows), |classes, category| category.split(classes));
        let mut labels = vec![String::new(); classes.count];
        for (row, &class) in classes.of_row.iter().enumerate() {
            let label = &mut labels[class as usize];
            if label.is_empty() {
                *label = categories.iter().map(|category| category.label(row)).collect::<Vec<_>>().join(" · ");
            }
        }
        Self::of(labels, classes.of_row.iter().map(|&class| class as usize).collect())
    }
}
