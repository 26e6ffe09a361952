//! The table on the page, where it came from, and what the controls need to know of it.

use std::sync::Arc;

use crate::analysis::classes::Classes;
use crate::chart::format;
use crate::data::bundled;
use crate::data::column::Category;
use crate::data::decode::Table;
use crate::data::error::DecodeError;
use crate::data::roles::Roles;
use crate::data::run_table::RunTable;

use super::place::Place;

use super::choice::Choice;

/// Where the shown bytes came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The copy inside the page, while the Hub is asked for the file.
    BundledAskingHub,
    /// The copy inside the page, because the Hub gave none: why, in words.
    BundledOnly {
        /// Whether the Hub answered at all.
        reachable: bool,
        /// The reason, a sentence.
        reason: String,
    },
    /// The Hub.
    Hub {
        /// The commit, when it could be told.
        commit: Option<String>,
    },
    /// Another host.
    Elsewhere,
    /// The reader's own computer.
    Computer,
}

impl Source {
    /// One word, for styles and tests.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::BundledAskingHub | Self::BundledOnly { .. } => "bundled",
            Self::Hub { .. } => "hub",
            Self::Elsewhere => "web",
            Self::Computer => "files",
        }
    }

    /// In words, after "Source:".
    #[must_use]
    pub fn words(&self, place: &Place) -> String {
        match self {
            Self::BundledAskingHub => "bundled copy, asking the Hub…".to_owned(),
            Self::BundledOnly { reachable: false, .. } => "bundled copy, Hub not reachable".to_owned(),
            Self::BundledOnly { reachable: true, .. } => "bundled copy, the Hub gave none".to_owned(),
            Self::Hub { commit: Some(commit) } => format!("Hub, commit {}", commit.get(..7).unwrap_or(commit)),
            Self::Hub { commit: None } => format!("Hub, revision {}", place.revision().unwrap_or("main")),
            Self::Elsewhere => "from the web".to_owned(),
            Self::Computer => "from this computer; nothing leaves it".to_owned(),
        }
    }
}

/// The groups of a table and which of them each run belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groups {
    /// In the order of their labels.
    pub labels: Vec<String>,
    /// For each row its group's position.
    pub of_row: Vec<usize>,
}

impl Groups {
    /// By hardware alone.
    #[must_use]
    pub fn by_hardware(runs: &RunTable) -> Self {
        Self {
            labels: runs.hw_type.labels.clone(),
            of_row: runs.hw_type.codes.iter().map(|&code| code as usize).collect(),
        }
    }

    /// By hardware and image; the image is left out of the labels where there is but one.
    #[must_use]
    pub fn by_hardware_and_image(runs: &RunTable) -> Self {
        let images = runs.image.labels.len();
        if images < 2 {
            return Self::by_hardware(runs);
        }
        let pairs = runs.image.split(runs.hw_type.split(Classes::one(runs.rows)));
        let mut labels = vec![String::new(); pairs.count];
        for (row, &pair) in pairs.of_row.iter().enumerate() {
            let label = &mut labels[pair as usize];
            if label.is_empty() {
                *label = format!("{} · {}", runs.hw_type.label(row), runs.image.label(row));
            }
        }
        Self { of_row: pairs.of_row.iter().map(|&pair| pair as usize).collect(), labels }
    }
}

/// A decoded table: what its columns mean is found once, and may be changed.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Which table.
    pub place: Place,
    /// From where.
    pub source: Source,
    /// Columns of a large file that were not fetched.
    pub unfetched: Vec<String>,
    /// Rows in the file, while more of them are on their way.
    pub more: Option<u64>,
    /// The columns.
    pub table: Table,
    /// What they mean, found by name and type.
    pub found: Roles,
}

impl Loaded {
    /// A table that came from somewhere.
    #[must_use]
    pub fn new(place: Place, source: Source, table: Table) -> Self {
        Self { found: Roles::find(&table), place, source, unfetched: Vec::new(), more: None, table }
    }

    /// The same table with another word about where it came from.
    #[must_use]
    pub fn with_source(&self, source: Source) -> Self {
        Self { source, ..self.clone() }
    }

    /// The table as the reader's choice of columns and prices has it.
    ///
    /// # Errors
    /// As [`RunTable::new`].
    pub fn shown(&self, choice: &Choice) -> Result<Shown, DecodeError> {
        let roles = self.found.with(&self.table, &choice.columns);
        let runs = RunTable::new(self.table.clone(), &roles, &choice.prices)?;
        let shown = Shown::new(self.place.clone(), self.source.clone(), runs);
        let currency = choice.money.currency.clone();
        Ok(Shown { unfetched: self.unfetched.clone(), more: self.more, currency, ..shown })
    }
}

/// A table and what is derived from it once.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Which table.
    pub place: Place,
    /// From where.
    pub source: Source,
    /// The runs.
    pub runs: Arc<RunTable>,
    /// The VUs that occur, rising.
    pub vus: Vec<f64>,
    /// Batch sizes as categories.
    pub batch_sizes: Category,
    /// Symbols by hardware and image.
    pub groups: Groups,
    /// Symbols by hardware, as in the notebook.
    pub notebook_groups: Groups,
    /// Columns of a large file that were not fetched.
    pub unfetched: Vec<String>,
    /// Rows in the file, while more of them are on their way.
    pub more: Option<u64>,
    /// How many of the cheapest rows the notebook of this table drew.
    pub notebook_cheapest: usize,
    /// What stands before amounts.
    pub currency: String,
}

impl Shown {
    /// An amount of money.
    #[must_use]
    pub fn money(&self, value: f64) -> String {
        format::money(&self.currency, value)
    }

    /// A price per hour.
    #[must_use]
    pub fn price(&self, value: f64) -> String {
        format::price(&self.currency, value)
    }

    /// A text of the page that is written with the dollar, in this currency.
    #[must_use]
    pub fn in_currency(&self, text: &str) -> String {
        format::in_currency(&self.currency, text)
    }

    /// Derives what the page needs from a table.
    #[must_use]
    pub fn new(place: Place, source: Source, runs: RunTable) -> Self {
        Self {
            notebook_cheapest: place
                .dataset()
                .and_then(bundled::find)
                .map_or(bundled::NOTEBOOK_CHEAPEST, |table| table.notebook_cheapest),
            vus: RunTable::distinct(&runs.vus),
            groups: Groups::by_hardware_and_image(&runs),
            notebook_groups: Groups::by_hardware(&runs),
            batch_sizes: runs.batch_sizes.clone(),
            runs: Arc::new(runs),
            unfetched: Vec::new(),
            more: None,
            currency: "$".to_owned(),
            place,
            source,
        }
    }
}
