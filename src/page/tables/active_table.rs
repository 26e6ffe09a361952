//! The active table: decoded columns, where they came from, and what the page derives from them once.

use std::sync::{Arc, OnceLock, Weak};

use crate::analysis::stats::classes::Classes;
use crate::data::bundled;
use crate::data::error::DecodeError;
use crate::data::runs::gpus::list::GpuList;
use crate::data::runs::measured::Measured;
use crate::data::runs::prices::{PriceFrom, PriceList};
use crate::data::runs::roles::{Overrides, Roles};
use crate::data::runs::run_table::{RunTable, Terms};
use crate::data::runs::table_facts::Basis;
use crate::data::runs::work::Work;
use crate::data::table::Table;
use crate::data::table::column::Category;
use crate::format::numbers;

use super::table_source::TableSource;

pub use super::groups::Groups;
use crate::page::choice::filters::Choice;

/// Where the shown bytes came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Provenance {
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
    /// The page itself, which is one file.
    Inside,
    /// A file of the page's own: a table that comes with it and is on no Hub.
    Own,
    /// Several tables side by side, each with a source of its own.
    Several {
        /// How many.
        tables: usize,
    },
}

impl Provenance {
    /// One word, for styles and tests.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::BundledAskingHub | Self::BundledOnly { .. } | Self::Own => "bundled",
            Self::Hub { .. } => "hub",
            Self::Elsewhere => "web",
            Self::Computer => "files",
            Self::Inside => "inside",
            Self::Several { .. } => "several",
        }
    }

    /// In words, after "Source:".
    #[must_use]
    pub fn words(&self, place: &TableSource) -> String {
        match self {
            Self::BundledAskingHub => "bundled copy, asking the Hub…".to_owned(),
            Self::BundledOnly { reachable: false, .. } => "bundled copy, Hub not reachable".to_owned(),
            Self::BundledOnly { reachable: true, .. } => "bundled copy, the Hub gave none".to_owned(),
            Self::Hub { commit: Some(commit) } => format!("Hub, commit {}", commit.get(..7).unwrap_or(commit)),
            Self::Hub { commit: None } => format!("Hub, revision {}", place.revision().unwrap_or("main")),
            Self::Elsewhere => "from the web".to_owned(),
            Self::Computer => "from this computer; nothing leaves it".to_owned(),
            Self::Inside => "inside this file".to_owned(),
            Self::Own => "comes with this page".to_owned(),
            Self::Several { tables } => format!("{} tables", numbers::fixed(*tables as f64, 0)),
        }
    }
}

/// A decoded table: what its columns mean is found once, and may be changed.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Which table.
    pub place: TableSource,
    /// From where.
    pub source: Provenance,
    /// Columns of a large file that were not fetched.
    pub unfetched: Vec<String>,
    /// Rows in the file, while more of them are on their way.
    pub more: Option<u64>,
    /// The columns.
    pub table: Table,
    /// What they mean, found by name and type.
    pub found: Roles,
    /// What is shown of them with a choice of columns, where that is made already and held by somebody.
    pub ready: Option<(Overrides, Weak<ActiveTable>)>,
}

impl Loaded {
    /// A table that came from somewhere.
    #[must_use]
    pub fn new(place: TableSource, source: Provenance, table: Table) -> Self {
        let mut loaded = Self::unread(place, source, table);
        loaded.read();
        loaded
    }

    /// The same, before [what its columns mean](Self::read) is found.
    #[must_use]
    pub fn unread(place: TableSource, source: Provenance, table: Table) -> Self {
        // The first view does without that code.
        let place = if table.notes.doubts.is_empty() { place } else { place.read(&table.notes) };
        Self { found: Roles::default(), place, source, unfetched: Vec::new(), more: None, table, ready: None }
    }

    /// Finds what the columns mean.
    pub fn read(&mut self) {
        self.found = Roles::find(&self.table);
    }

    /// The same table with another word about where it came from.
    #[must_use]
    pub fn with_source(&self, source: Provenance) -> Self {
        Self { source, ready: None, ..self.clone() }
    }

    /// The table as the reader's choice of columns and prices has it.
    ///
    /// # Errors
    /// As [`RunTable::new`].
    pub fn shown(&self, choice: &Choice) -> Result<ActiveTable, DecodeError> {
        let listed = Arc::new(self.listed(&choice.columns)?);
        Ok(Arc::unwrap_or_clone(listed.priced(&Bill::of(choice))))
    }

    /// The table as the reader's choice of columns has it, at listed prices.
    ///
    /// # Errors
    /// As [`RunTable::new`].
    pub fn listed(&self, columns: &Overrides) -> Result<ActiveTable, DecodeError> {
        Ok(self.listed_runs(self.runs(columns)?))
    }

    /// As [`Self::listed`], from [`Self::runs`].
    #[must_use]
    pub fn listed_runs(&self, runs: RunTable) -> ActiveTable {
        let shown = ActiveTable::new(self.place.clone(), self.source.clone(), runs);
        ActiveTable { unfetched: self.unfetched.clone(), more: self.more, ..shown }
    }

    /// As [`Self::listed`], the one that is [ready](Self::ready) if there is one.
    ///
    /// # Errors
    /// As [`RunTable::new`].
    pub fn shared(&self, columns: &Overrides) -> Result<Arc<ActiveTable>, DecodeError> {
        let ready = self.ready.as_ref().filter(|(of, _)| of == columns).and_then(|(_, ready)| ready.upgrade());
        ready.map_or_else(|| self.listed(columns).map(Arc::new), Ok)
    }

    /// The runs alone.
    ///
    /// # Errors
    /// As [`RunTable::new`].
    pub fn runs(&self, columns: &Overrides) -> Result<RunTable, DecodeError> {
        let roles = self.found.with(&self.table, columns);
        RunTable::new(self.table.clone(), &roles, &PriceList::default())
    }

    /// What was measured, for the same [in steps](Measured::unlisted).
    ///
    /// # Errors
    /// As [`Self::runs`].
    pub fn measured(&self, columns: &Overrides) -> Result<Measured, DecodeError> {
        Measured::unlisted(self.table.clone(), &self.found.with(&self.table, columns))
    }
}

/// What the reader says about costs.
#[derive(Clone, Debug, PartialEq)]
pub struct Bill {
    prices: PriceList,
    currency: String,
    gpus: GpuList,
    work: Option<Work>,
}

impl Bill {
    /// As a choice has it.
    #[must_use]
    pub fn of(choice: &Choice) -> Self {
        let money = &choice.money;
        Self {
            prices: choice.prices.clone(),
            currency: money.currency.clone(),
            gpus: money.gpus.clone(),
            work: money.work,
        }
    }
}

/// Whether runs of one hardware and engine differ in their image.
#[inline(never)]
fn image_tells(runs: &RunTable) -> bool {
    let of_hardware = runs.hw_type.split(Classes::one(runs.rows));
    let classes = runs.engine.as_ref().map_or_else(|| of_hardware.clone(), |engine| engine.split(of_hardware.clone()));
    runs.image.split(classes.clone()).count > classes.count
}

/// A table and what is derived from it once. What no price changes is shared between copies.
#[derive(Clone, Debug)]
pub struct ActiveTable {
    /// Which table.
    pub place: TableSource,
    /// From where.
    pub source: Provenance,
    /// The runs.
    pub runs: Arc<RunTable>,
    /// The VUs that occur, rising.
    pub vus: Arc<Vec<f64>>,
    /// Batch sizes as categories.
    pub batch_sizes: Arc<Category>,
    /// Symbols by hardware, image and, of several, table.
    pub groups: Arc<Groups>,
    /// Symbols by hardware, as in the notebook.
    pub notebook_groups: Arc<Groups>,
    /// What the shapes of marks tell apart.
    pub shapes: Arc<Groups>,
    /// Columns of a large file that were not fetched.
    pub unfetched: Vec<String>,
    /// Rows in the file, while more of them are on their way.
    pub more: Option<u64>,
    /// How many of the cheapest rows the notebook of this table drew.
    pub notebook_cheapest: usize,
    /// What stands before amounts.
    pub currency: String,
    /// Whether the image tells apart what hardware and engine do not, in a table of language models.
    pub image_in_names: bool,
    /// See [`Self::basis`].
    pub facts: OnceLock<Arc<Basis>>,
}

impl ActiveTable {
    /// What decisions rest on besides the columns; computed once, as no price changes it.
    #[must_use]
    pub fn basis(&self) -> Arc<Basis> {
        Arc::clone(self.facts.get_or_init(|| Arc::new(Basis::of(&self.runs))))
    }

    /// An amount of money.
    #[must_use]
    pub fn money(&self, value: f64) -> String {
        numbers::money(&self.currency, value)
    }

    /// An amount of money in a sentence: one run tells no more than three digits of it.
    #[must_use]
    pub fn rounded(&self, value: f64) -> String {
        numbers::money_rounded(&self.currency, value)
    }

    /// A bill: of whole machines, so that it is exact; from $100 on in whole dollars.
    #[must_use]
    pub fn bill(&self, value: f64) -> String {
        if value >= 100.0 { self.in_currency(&["$", &numbers::fixed(value, 0)].concat()) } else { self.rounded(value) }
    }

    /// A price per hour.
    #[must_use]
    pub fn price(&self, value: f64) -> String {
        numbers::price(&self.currency, value)
    }

    /// A text of the page that is written with the dollar, in this currency.
    #[must_use]
    pub fn in_currency(&self, text: &str) -> String {
        numbers::in_currency(&self.currency, text)
    }

    /// The same table at the reader's prices, and listed ones for all else, in the unit of work and with the GPUs that the
    /// reader chose. Only costs are made anew; nothing at all where none of that changes.
    #[must_use]
    pub fn priced(self: &Arc<Self>, bill: &Bill) -> Arc<Self> {
        let Bill { prices, currency, gpus, work } = bill;
        let was_priced = self.runs.prices.iter().any(|pair| pair.from == PriceFrom::Reader);
        let same_prices = prices.is_empty() && !was_priced;
        let work = work.unwrap_or_else(|| self.runs.default_work());
        let same_runs = same_prices && gpus.is_empty() && work == self.runs.work;
        if same_runs && self.currency == *currency {
            return Arc::clone(self);
        }
        let terms = || Terms { prices: prices.clone(), gpus: gpus.clone(), work };
        let runs = if same_runs { Arc::clone(&self.runs) } else { Arc::new(self.runs.on(terms())) };
        Arc::new(Self { runs, currency: currency.clone(), ..Self::clone(self) })
    }

    /// Derives what the page needs from a table.
    #[must_use]
    pub fn new(place: TableSource, source: Provenance, runs: RunTable) -> Self {
        Self::of_runs(place, source, Arc::new(runs))
    }

    /// As [`Self::new`], of runs that are used elsewhere, too.
    #[must_use]
    pub fn of_runs(place: TableSource, source: Provenance, runs: Arc<RunTable>) -> Self {
        Self {
            image_in_names: runs.has_tokens() && image_tells(&runs),
            notebook_cheapest: place
                .dataset()
                .and_then(bundled::find)
                .map_or(bundled::NOTEBOOK_CHEAPEST, |table| table.notebook_cheapest),
            vus: Arc::new(RunTable::distinct(&runs.vus)),
            groups: Arc::new(Groups::by_hardware_and_image(&runs)),
            notebook_groups: Arc::new(Groups::by_hardware(&runs)),
            shapes: Arc::new(Groups::shapes(&runs)),
            batch_sizes: Arc::clone(&runs.batch_sizes),
            runs,
            unfetched: Vec::new(),
            more: None,
            currency: "$".to_owned(),
            place,
            source,
            facts: OnceLock::new(),
        }
    }
}
