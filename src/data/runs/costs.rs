//! Costs of runs, and the price behind each: listed, or entered by the reader.
//!
//! A row's price is the reader's; else the table's cost or price; else the notebooks' list; else an assumption that comes
//! with a bundled table. The listed costs are found
//! once for a table, the reader's prices are applied to a copy. Values that are no price:
//! - The reader's: 0, below, NaN and infinite ones never enter a [`PriceList`].
//! - The table's own price: passed over for the notebooks' list. But a table with costs is taken as it stands, with its
//!   zeros and NaN: checks flag them, and they are never ranked.
//! - An unknown price, or an unknown number of GPUs that it is multiplied by: the cost is NaN. Without throughput it is
//!   infinite, and NaN where throughput is NaN.

use super::derive::{How, cost_usd_per_billion};
use super::prices::{Base, PriceFrom, PriceList, PricePair, pairs};
use crate::analysis::decide::break_even::usd_per_hour;
use crate::analysis::decide::cost_latency::usable;
use crate::data::bundled_prices;
use crate::data::bundled_prices::AssumedPrice;
use crate::data::table::column::{Category, Numbers};

/// The columns of a table that costs are made from.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// $ per 1 billion requests.
    pub cost: Option<Numbers>,
    /// $ per hour of the machine, or of one GPU.
    pub price: Option<Numbers>,
    /// Whether that price is of one GPU.
    pub own_is_per_gpu: bool,
    /// GPUs of each run; NaN where they are unknown.
    pub gpus: Option<Numbers>,
    /// Whether the hardware's column names machines, whose price is of all their GPUs.
    pub of_machines: bool,
    /// Prices of GPUs that come with the table; none of a table that somebody opens.
    pub assumed: &'static [AssumedPrice],
}

/// What runs cost without the reader's prices; empty of several tables, whose costs are each their own.
#[derive(Clone, Debug, Default)]
pub struct ListedCosts {
    /// Where among the columns a derived cost belongs.
    pub column_at: usize,
    /// Vendors and hardware in natural order, with their listed prices.
    pub pairs: Vec<PricePair>,
    /// For each row the position of its pair.
    pub pair_of_row: Vec<u32>,
    /// $ per 1 billion requests.
    usd_per_billion: Numbers,
    /// $ per hour of each row's machine; `None` where the table has costs and says nothing about prices.
    usd_per_hour: Option<Numbers>,
    /// Whether the table has costs of its own.
    stated: bool,
}

/// The prices of the runs of each pair as the reader would enter them, and where the first is from.
pub struct Bases(Vec<(Vec<f64>, PriceFrom)>);

/// What runs cost, and where their prices come from.
pub struct Costs {
    /// $ per 1 billion requests.
    pub usd_per_billion: Numbers,
    /// $ per hour of each row's machine, as far as it is known.
    pub usd_per_hour: Option<Numbers>,
    /// Vendors and hardware with their prices.
    pub pairs: Vec<PricePair>,
    /// How the cost came about; `None` where it is the table's own.
    pub how: Option<How>,
}

impl ListedCosts {
    /// None yet.
    pub fn unknown(column_at: usize) -> Self {
        Self { column_at, ..Self::default() }
    }

    /// What each price is without the reader's.
    pub fn found(&mut self, bases: Bases) {
        let pairs = self.pairs.iter_mut().zip(bases.0);
        pairs.for_each(|(pair, (prices, from))| pair.base = Base::of(prices, from));
    }

    /// Finds the costs, and what is [found](Self::found) of prices.
    pub fn of(
        sources: &Sources,
        throughput: &[f64],
        vendor: Option<&Category>,
        hardware: Option<&Category>,
        column_at: usize,
    ) -> (Self, Bases) {
        let rows = throughput.len();
        let (mut pairs, pair_of_row) = pairs(vendor, hardware, rows);
        pair_of_row.iter().for_each(|&pair| pairs[pair as usize].rows += 1);
        pairs.iter_mut().for_each(|pair| pair.per_gpu = sources.listed_gpus().is_some());
        let known: Vec<Known> = pairs.iter().map(|pair| sources.known(&pair.vendor, &pair.hardware)).collect();
        // With room for every run: what is grown while it is filled takes up to three times the memory.
        let mut bases: Vec<(Vec<f64>, PriceFrom)> =
            pairs.iter().map(|pair| (Vec::with_capacity(pair.rows), PriceFrom::Unknown)).collect();
        let mut seen = vec![false; pairs.len()];
        let mut prices = Vec::with_capacity(rows);
        for row in 0..rows {
            let at = pair_of_row[row] as usize;
            let own = sources.price(row);
            let price = sources.listed(row, own, known[at]);
            let (base, from) = sources.base(row, (own, throughput[row]), known[at]);
            if from != PriceFrom::Unknown {
                let (prices, first) = &mut bases[at];
                *first = if prices.is_empty() { from } else { *first };
                prices.push(base);
            }
            // One run without a price is enough to ask for it.
            if !seen[at] || price.from == PriceFrom::Unknown {
                (pairs[at].usd_per_hour, pairs[at].from) = (price.listed, price.from);
            }
            seen[at] = true;
            prices.push(price.usd_per_hour);
        }
        let cost = |(&price, &throughput): (&f64, &f64)| cost_usd_per_billion(price, throughput);
        let derived = || prices.iter().zip(throughput).map(cost).collect();
        let usd_per_billion = sources.cost.clone().unwrap_or_else(derived);
        let says_prices = sources.price.is_some() || sources.cost.is_none();
        let listed = Self {
            column_at,
            pairs,
            pair_of_row,
            usd_per_billion,
            usd_per_hour: says_prices.then(|| prices.into()),
            stated: sources.cost.is_some(),
        };
        (listed, Bases(bases))
    }

    /// Whether the table has costs of its own.
    pub fn is_stated(&self) -> bool {
        self.stated
    }

    /// Applies the reader's prices: recomputes the runs of their hardware, and copies the others as they are listed.
    pub fn with(&self, list: &PriceList, throughput: &[f64], gpus: Option<&Numbers>) -> Costs {
        let mut pairs = self.pairs.clone();
        let mut reader = vec![None; pairs.len()];
        for (pair, reader) in pairs.iter_mut().zip(&mut reader) {
            *reader = list.own(&pair.vendor, &pair.hardware);
            if let Some(price) = *reader {
                (pair.usd_per_hour, pair.from) = (price, PriceFrom::Reader);
            }
        }
        let listed = if self.stated { None } else { Some(How::Priced) };
        if reader.iter().all(Option::is_none) {
            let (usd_per_billion, usd_per_hour) = (self.usd_per_billion.clone(), self.usd_per_hour.clone());
            return Costs { usd_per_billion, usd_per_hour, pairs, how: listed };
        }
        let mut costs = self.usd_per_billion.to_vec();
        let mut prices = self.usd_per_hour.as_ref().map(|prices| prices.to_vec());
        for (row, &pair) in self.pair_of_row.iter().enumerate() {
            let Some(price) = reader[pair as usize] else { continue };
            let price = price * gpus.map_or(1.0, |gpus| gpus[row]);
            costs[row] = cost_usd_per_billion(price, throughput[row]);
            if let Some(prices) = &mut prices {
                prices[row] = price;
            }
        }
        Costs {
            usd_per_billion: costs.into(),
            usd_per_hour: prices.map(Numbers::from),
            pairs,
            how: listed.or(Some(How::Repriced)),
        }
    }
}

/// A row's price: as it stands in the list or the table, and of the row's whole machine, $ per hour.
struct RowPrice {
    listed: f64,
    usd_per_hour: f64,
    from: PriceFrom,
}

/// A price that is not the table's own, $ per hour, and where it is from.
type Known = Option<(f64, PriceFrom)>;

impl Sources {
    /// The notebooks' price of a hardware, else the one that comes with the table.
    fn known(&self, vendor: &str, hardware: &str) -> Known {
        let notebooks = PriceList::default().usd_per_hour(vendor, hardware).map(|price| (price, PriceFrom::Notebooks));
        if notebooks.is_some() || self.assumed.is_empty() {
            return notebooks;
        }
        self.assumed(hardware)
    }

    #[inline(never)]
    fn assumed(&self, hardware: &str) -> Known {
        bundled_prices::of(self.assumed, hardware).map(|price| (price.usd_per_gpu_hour, PriceFrom::Assumed))
    }

    /// How many GPUs a listed price, and one that the reader enters, is multiplied by: of a table that knows its GPUs,
    /// unless its hardware are machines. Else a price is of all that a run uses.
    pub fn listed_gpus(&self) -> Option<&Numbers> {
        self.gpus.as_ref().filter(|_| !self.of_machines)
    }

    fn gpus(&self, row: usize) -> f64 {
        self.listed_gpus().map_or(1.0, |gpus| gpus[row])
    }

    /// The table's own price of a run's machine. One of a GPU is multiplied by their number; where that is unknown it is, too.
    fn price(&self, row: usize) -> f64 {
        let gpus = if self.own_is_per_gpu { self.gpus.as_ref().map_or(f64::NAN, |gpus| gpus[row]) } else { 1.0 };
        self.price.as_ref().map_or(f64::NAN, |price| price[row] * gpus)
    }

    /// The table's cost or price, then what else is known.
    fn listed(&self, row: usize, own: f64, known: Known) -> RowPrice {
        // A stored price of 0 belongs to a stored cost of 0, which is flagged; alone it is no price.
        if self.cost.is_some() || usable(own) {
            return RowPrice { listed: own, usd_per_hour: own, from: PriceFrom::Table };
        }
        let (price, from) = known.unwrap_or((f64::NAN, PriceFrom::Unknown));
        RowPrice { listed: price, usd_per_hour: price * self.gpus(row), from }
    }

    /// A row's price as the reader would enter it: the table's price, else the one in its cost, else, where the table
    /// has no costs, what else is known. NaN when none of them is usable.
    fn base(&self, row: usize, (own, throughput): (f64, f64), known: Known) -> (f64, PriceFrom) {
        let in_cost = self.cost.as_ref().map_or(f64::NAN, |cost| usd_per_hour(cost[row], throughput));
        let gpus = self.gpus(row);
        match [own, in_cost].into_iter().map(|price| price / gpus).find(|&price| usable(price)) {
            Some(price) => (price, PriceFrom::Table),
            None if self.cost.is_some() => (f64::NAN, PriceFrom::Unknown),
            None => known.unwrap_or((f64::NAN, PriceFrom::Unknown)),
        }
    }
}
