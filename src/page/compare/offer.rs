//! What of a table can be compared with all else equal.

use crate::analysis::decide::compare::{Columns, Comparison, compare};
use crate::data::runs::roles::Role;
use crate::data::runs::run_table::RunTable;
use crate::data::table::column::Category;

use crate::page::tables::active_table::ActiveTable;

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    /// Container images.
    Image,
    /// Inference engines.
    Engine,
    /// Clouds.
    Vendor,
    /// Hardware.
    Hardware,
    /// Tables, where several are shown.
    Table,
}

impl Compared {
    /// In the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Image, Self::Engine, Self::Vendor, Self::Hardware, Self::Table];

    /// Inside a sentence.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Engine => "engine",
            Self::Vendor => "vendor",
            Self::Hardware => "hardware",
            Self::Table => "table",
        }
    }

    /// As the label of a choice.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Image => "Image",
            Self::Engine => "Engine",
            Self::Vendor => "Vendor",
            Self::Hardware => "Hardware",
            Self::Table => "Table",
        }
    }

    /// Its place in [`Self::ALL`].
    #[must_use]
    pub fn at(self) -> usize {
        self as usize
    }
}

/// A category that has no role of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Further {
    /// The column's name.
    pub name: String,
    /// Its values.
    pub category: Category,
    /// Whether it goes with the table; see [`Offer::with_table`].
    pub with_table: bool,
}

/// The categories of a table and which of them can be compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// The categories in the order of [`Compared::ALL`]; `None` when the table has no such column.
    pub categories: [Option<Category>; 5],
    /// What else makes a configuration: equal while something is compared.
    pub further: Vec<Further>,
    /// Which categories go with the table, in that order: no value occurs in two tables. While tables are compared they
    /// cannot be held equal, and change with the table.
    pub with_table: [bool; 5],
    /// Those with at least two values that meet at one place at least, over the whole table.
    pub options: Vec<Compared>,
    /// Whether runs that fail a check are left out: not where more than half of the table do, as there the check says
    /// something of the client and not of these runs.
    pub leaves_out_failed: bool,
}

impl Offer {
    /// What a table offers.
    #[must_use]
    pub fn of(shown: &ActiveTable) -> Self {
        let runs = &shown.runs;
        let there = |role: Role, category: &Category| runs.position(role).map(|_| category.clone());
        let categories = [
            there(Role::Image, &runs.image),
            runs.engine.clone(),
            runs.vendor.clone(),
            there(Role::HwType, &runs.hw_type),
            runs.table.clone(),
        ];
        let further = runs.categories.iter().map(|(name, category)| Further {
            name: name.clone(),
            category: category.clone(),
            with_table: goes_with_table(category, runs),
        });
        let further = further.collect();
        let with_table = Compared::ALL.map(|compared| {
            let category = categories[compared.at()].as_ref();
            compared != Compared::Table && category.is_some_and(|category| goes_with_table(category, runs))
        });
        let failed = runs.reliability.failed_checks.iter().filter(|&&checks| checks > 0).count();
        let leaves_out_failed = failed > 0 && 2 * failed <= runs.rows;
        let mut offer = Self { categories, further, with_table, options: Vec::new(), leaves_out_failed };
        let all: Vec<usize> = (0..runs.rows).collect();
        offer.options = Compared::ALL
            .into_iter()
            .filter(|&compared| offer.values(compared) > 1 && !offer.compare(shown, compared, &all).contests.is_empty())
            .collect();
        offer
    }

    /// How many values a category has.
    #[must_use]
    pub fn values(&self, compared: Compared) -> usize {
        self.categories[compared.at()].as_ref().map_or(0, |category| category.labels.len())
    }

    /// Lets the values of a category compete in `rows`, without those that fail a check where few do; nothing where the
    /// table has no such column.
    #[must_use]
    pub fn compare(&self, shown: &ActiveTable, compared: Compared, rows: &[usize]) -> Comparison {
        self.compare_with(shown, compared, rows, self.leaves_out_failed)
    }

    /// The same with those that fail a check.
    #[must_use]
    pub fn compare_all(&self, shown: &ActiveTable, compared: Compared, rows: &[usize]) -> Comparison {
        self.compare_with(shown, compared, rows, false)
    }

    fn compare_with(
        &self,
        shown: &ActiveTable,
        compared: Compared,
        rows: &[usize],
        without_failed: bool,
    ) -> Comparison {
        let Some(category) = &self.categories[compared.at()] else { return Comparison::default() };
        let others = self.others(compared).map(|(_, category)| category).chain(self.further(compared));
        let others: Vec<&[u32]> = others.map(|category| category.codes.as_slice()).collect();
        let columns = Columns {
            compared: &category.codes,
            others: &others,
            batch_size: &shown.runs.batch_size,
            vus: &shown.runs.vus,
            cost_usd: shown.runs.ranked_cost(),
            failed_checks: without_failed.then_some(&*shown.runs.reliability.failed_checks),
        };
        compare(&columns, rows)
    }

    /// The value of a category in a row; empty where the table has no such column.
    #[must_use]
    pub fn label(&self, compared: Compared, row: usize) -> &str {
        self.categories[compared.at()].as_ref().map_or("", |category| category.label(row))
    }

    /// The categories that must be equal while one is compared; hardware first, as panels are named by it.
    fn others(&self, compared: Compared) -> impl Iterator<Item = (Compared, &Category)> {
        [Compared::Hardware, Compared::Image, Compared::Engine, Compared::Vendor, Compared::Table]
            .into_iter()
            .filter(move |&other| other != compared)
            .filter(move |other| compared != Compared::Table || !self.with_table[other.at()])
            .filter_map(|other| Some((other, self.categories[other.at()].as_ref()?)))
    }

    /// The codes of the other categories in a row: what a panel holds equal.
    #[must_use]
    pub fn codes(&self, compared: Compared, row: usize) -> Vec<u32> {
        self.others(compared)
            .map(|(_, category)| category)
            .chain(self.further(compared))
            .map(|c| c.codes[row])
            .collect()
    }

    /// The further categories that must be equal while one is compared.
    fn further(&self, compared: Compared) -> impl Iterator<Item = &Category> {
        let equal = move |further: &&Further| compared != Compared::Table || !further.with_table;
        self.further.iter().filter(equal).map(|further| &further.category)
    }

    /// A panel's name: hardware always (image, when hardware is compared), the rest where it has several values.
    #[must_use]
    pub fn panel_label(&self, compared: Compared, row: usize) -> String {
        let first = if compared == Compared::Hardware { Compared::Image } else { Compared::Hardware };
        let names: Vec<&str> = self
            .others(compared)
            .filter(|&(other, category)| other == first || category.labels.len() > 1)
            .map(|(_, category)| category)
            .chain(self.further(compared))
            .map(|category| category.label(row))
            .collect();
        // Where all else goes with the table.
        if names.is_empty() { "All runs".to_owned() } else { names.join(" · ") }
    }
}

/// Whether no value of a category occurs in two tables. Of one table that cannot be said, nor where one has no value.
fn goes_with_table(category: &Category, runs: &RunTable) -> bool {
    let Some(table) = runs.table.as_ref().filter(|table| table.labels.len() > 1) else { return false };
    let mut seen_in: Vec<Option<u32>> = vec![None; category.labels.len()];
    category.codes.iter().zip(&table.codes).all(|(&code, &table)| {
        let seen = &mut seen_in[code as usize];
        *seen.get_or_insert(table) == table
    })
}
