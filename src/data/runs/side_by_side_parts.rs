//! Of several tables side by side each for itself: what is so within a table and not over all.

use std::sync::Arc;

use super::build::pairs;
use super::run_table::{PricePair, RunTable};

/// One of several tables side by side.
#[derive(Clone, Debug)]
pub struct Part {
    /// What it is called beside the others.
    pub name: String,
    /// The row of all tables at which it begins.
    pub first: usize,
    /// As if it stood alone.
    pub runs: Arc<RunTable>,
}

impl Part {
    /// Each table as it is, with its first row among all; columns share their memory.
    pub(crate) fn all(tables: &[(String, RunTable)]) -> Vec<Self> {
        let mut rows = 0;
        let part = |(name, runs): &(String, RunTable)| {
            let first = rows;
            rows += runs.rows;
            Part { name: name.clone(), first, runs: Arc::new(runs.clone()) }
        };
        tables.iter().map(part).collect()
    }
}

impl RunTable {
    /// The table that a row is from: what it lacks, none of its rows misses.
    #[must_use]
    pub fn own_table(&self, row: usize) -> &Self {
        let after = self.parts.partition_point(|part| part.first <= row);
        self.parts[..after].last().map_or(self, |part| &part.runs)
    }

    /// For each row the position in [`Self::prices`] of its vendor's hardware.
    #[must_use]
    pub fn price_of_row(&self) -> Vec<usize> {
        if !self.parts.is_empty() {
            return self.parts.iter().flat_map(|part| self.places_of_prices(&part.runs)).collect();
        }
        // A nameless category has one code, as no category at all has.
        let (_, of_row) = pairs(self.vendor.as_ref(), Some(&self.hw_type), self.rows);
        of_row.into_iter().map(|pair| pair as usize).collect()
    }

    /// The same for the rows of one of several tables.
    fn places_of_prices(&self, runs: &Self) -> Vec<usize> {
        let same = |own: &PricePair, other: &PricePair| own.vendor == other.vendor && own.hardware == other.hardware;
        let place = |own: &PricePair| self.prices.iter().position(|other| same(own, other)).unwrap_or_default();
        let places: Vec<usize> = runs.prices.iter().map(place).collect();
        runs.price_of_row().into_iter().map(|own| places[own]).collect()
    }
}
