//! What of a table can be compared with all else equal.

use crate::analysis::compare::{Columns, Comparison, compare};
use crate::data::column::Category;
use crate::data::roles::Role;

use super::shown::Shown;

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
}

impl Compared {
    /// In the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Image, Self::Engine, Self::Vendor, Self::Hardware];

    /// Inside a sentence.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Engine => "engine",
            Self::Vendor => "vendor",
            Self::Hardware => "hardware",
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
        }
    }

    /// Its place in [`Self::ALL`].
    #[must_use]
    pub fn at(self) -> usize {
        self as usize
    }
}

/// The categories of a table and which of them can be compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// The categories in the order of [`Compared::ALL`]; `None` when the table has no such column.
    pub categories: [Option<Category>; 4],
    /// What else makes a configuration: equal while something is compared.
    pub further: Vec<Category>,
    /// Those with at least two values that meet at one place at least, over the whole table.
    pub options: Vec<Compared>,
}

impl Offer {
    /// What a table offers.
    #[must_use]
    pub fn of(shown: &Shown) -> Self {
        let runs = &shown.runs;
        let there = |role: Role, category: &Category| runs.position(role).map(|_| category.clone());
        let categories = [
            there(Role::Image, &runs.image),
            runs.engine.clone(),
            runs.vendor.clone(),
            there(Role::HwType, &runs.hw_type),
        ];
        let further = runs.categories.iter().map(|(_, category)| category.clone()).collect();
        let mut offer = Self { categories, further, options: Vec::new() };
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

    /// Lets the values of a category compete in `rows`; nothing where the table has no such column.
    #[must_use]
    pub fn compare(&self, shown: &Shown, compared: Compared, rows: &[usize]) -> Comparison {
        let Some(category) = &self.categories[compared.at()] else { return Comparison::default() };
        let others = self.others(compared).map(|(_, category)| category).chain(&self.further);
        let others: Vec<&[u32]> = others.map(|category| category.codes.as_slice()).collect();
        let columns = Columns {
            compared: &category.codes,
            others: &others,
            batch_size: &shown.runs.batch_size,
            vus: &shown.runs.vus,
            cost_usd: &shown.runs.cost_usd_per_billion,
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
        [Compared::Hardware, Compared::Image, Compared::Engine, Compared::Vendor]
            .into_iter()
            .filter(move |&other| other != compared)
            .filter_map(|other| Some((other, self.categories[other.at()].as_ref()?)))
    }

    /// The codes of the other categories in a row: what a panel holds equal.
    #[must_use]
    pub fn codes(&self, compared: Compared, row: usize) -> Vec<u32> {
        self.others(compared).map(|(_, category)| category).chain(&self.further).map(|c| c.codes[row]).collect()
    }

    /// A panel's name: hardware always (image, when hardware is compared), the rest where it has several values.
    #[must_use]
    pub fn panel_label(&self, compared: Compared, row: usize) -> String {
        let first = if compared == Compared::Hardware { Compared::Image } else { Compared::Hardware };
        let names: Vec<&str> = self
            .others(compared)
            .filter(|&(other, category)| other == first || category.labels.len() > 1)
            .map(|(_, category)| category)
            .chain(&self.further)
            .map(|category| category.label(row))
            .collect();
        names.join(" · ")
    }
}
