//! From a table and its roles to the columns of a run table: units converted, what is absent derived.

use super::derive::{Derived, How, cost_usd_per_billion, estimated_req_per_sec, throughput_req_per_sec};
use super::prices::PriceList;
use super::roles::{Role, Roles, Unit};
use super::run_table::{Base, PriceFrom, PricePair};
use crate::analysis::decide::break_even::usd_per_hour;
use crate::analysis::decide::cost_latency::usable;
use crate::analysis::stats::classes::Classes;
use crate::data::table::Table;
use crate::data::table::column::{Category, Column, Numbers, Values};

/// The columns so far.
pub struct Builder<'a> {
    pub columns: Vec<Column>,
    pub file_columns: usize,
    pub rows: usize,
    pub skipped: Vec<String>,
    pub derived: Vec<Derived>,
    pub at: [Option<usize>; Role::COUNT],
    roles: &'a Roles,
}

/// What runs cost, and where their prices come from.
pub struct Costs {
    pub cost_usd_per_billion: Numbers,
    pub price_usd_per_hour: Option<Numbers>,
    pub pairs: Vec<PricePair>,
    pub listed_gpus: Option<Numbers>,
}

impl<'a> Builder<'a> {
    pub fn new(table: Table, roles: &'a Roles) -> Self {
        let Table { columns, rows, skipped } = table;
        let mut at = [None; Role::COUNT];
        for role in Role::ALL {
            at[role as usize] =
                roles.of(role).and_then(|taken| columns.iter().position(|column| column.name == taken.column));
        }
        Self { file_columns: columns.len(), columns, rows, skipped, derived: Vec::new(), at, roles }
    }

    /// The table's own values in the unit of the run table; converted ones become a column of their own, so that no
    /// head says another unit than its cells.
    pub fn stored(&mut self, role: Role) -> Option<Numbers> {
        let (values, unit) = self.raw(role)?;
        let factor = unit.factor(role.house_unit());
        if factor == 1.0 {
            return Some(values);
        }
        let converted = values.iter().map(|value| value * factor).collect();
        Some(self.add(role, converted, How::Converted(unit)))
    }

    fn raw(&self, role: Role) -> Option<(Numbers, Unit)> {
        let taken = self.roles.of(role)?;
        let column = self.columns[..self.file_columns].iter().find(|column| column.name == taken.column)?;
        Some((column.numbers()?, taken.unit))
    }

    /// A column that is not the file's own; NaN is null.
    fn add(&mut self, role: Role, values: Vec<f64>, how: How) -> Numbers {
        let numbers: Numbers = values.into();
        let mut name = role.house_name().to_owned();
        while self.columns.iter().any(|column| column.name == name) {
            name += " (derived)";
        }
        self.at[role as usize] = Some(self.columns.len());
        let column = numbers.clone();
        self.columns.push(Column { name, values: Values::of_numbers(column, false, &|row| numbers[row].is_nan()) });
        self.derived.push(Derived { role, how });
        numbers
    }

    /// Nothing known of any run.
    pub fn unknown(&self) -> Numbers {
        vec![f64::NAN; self.rows].into()
    }

    /// All runs in one category without a name.
    pub fn nameless(&self) -> Category {
        Category { codes: vec![0; self.rows], labels: vec![Category::MISSING.to_owned()] }
    }

    /// The column of a role as categories.
    pub fn category(&self, role: Role) -> Option<Category> {
        Some(Category::of(&self.columns[self.at[role as usize]?], self.rows))
    }

    /// The further columns that make a configuration.
    pub fn further(&self) -> Vec<(String, Category)> {
        let find = |name: &String| self.columns.iter().find(|column| column.name == *name);
        let read = |(name, _): &(String, _)| Some((name.clone(), Category::of(find(name)?, self.rows)));
        self.roles.categories.iter().filter_map(read).collect()
    }

    /// The mean; where there is none, the statistic nearest to it, and it is told.
    pub fn mean_latency(&mut self) -> Option<Numbers> {
        let mean = self.stored(Role::AvgLatency);
        if mean.is_some() {
            return mean;
        }
        let others = [Role::P50Latency, Role::P90Latency, Role::P95Latency, Role::P99Latency];
        let (role, (values, unit)) = others.into_iter().find_map(|role| Some((role, self.raw(role)?)))?;
        let factor = unit.factor(role.house_unit());
        let values = values.iter().map(|value| value * factor).collect();
        Some(self.add(Role::AvgLatency, values, How::StandsIn(role)))
    }

    /// Requests sent and answered well; each from the other and the failed ones where it is absent.
    pub fn requests(&mut self) -> (Option<Numbers>, Option<Numbers>) {
        let (mut total, mut good) = (self.stored(Role::TotalRequests), self.stored(Role::SuccessfulRequests));
        let Some((failed, unit)) = self.raw(Role::FailedRequests) else { return (total, good) };
        let share = |value: f64| if unit == Unit::Percent { value / 100.0 } else { value };
        if let (Some(total), None) = (&total, &good) {
            let well = |(&all, &failed): (&f64, &f64)| {
                if unit == Unit::One { all - failed } else { (all * (1.0 - share(failed))).round() }
            };
            let values = total.iter().zip(failed.iter()).map(well).collect();
            good = Some(self.add(Role::SuccessfulRequests, values, How::FromCounts));
        } else if let (None, Some(good)) = (&total, &good)
            && unit == Unit::One
        {
            let values = good.iter().zip(failed.iter()).map(|(good, failed)| good + failed).collect();
            total = Some(self.add(Role::TotalRequests, values, How::FromCounts));
        }
        (total, good)
    }

    /// Requests per second: the table's own, or counted, or estimated; `None` when nothing tells.
    pub fn throughput(&mut self, vus: Option<&[f64]>, latency_ms: &[f64]) -> Option<Numbers> {
        let stored = self.stored(Role::Throughput);
        if stored.is_some() {
            return stored;
        }
        let count = |at: Role| self.columns.get(self.at[at as usize]?)?.numbers();
        let requests = count(Role::SuccessfulRequests).or_else(|| count(Role::TotalRequests));
        if let (Some(requests), Some((duration, unit))) = (requests, self.raw(Role::Duration)) {
            let factor = unit.factor(Role::Duration.house_unit());
            let rate = |(&requests, &time): (&f64, &f64)| throughput_req_per_sec(requests, time * factor);
            let values = requests.iter().zip(duration.iter()).map(rate).collect();
            return Some(self.add(Role::Throughput, values, How::Counted));
        }
        // A high percentile in the place of the mean would make an estimate that is wrong by construction.
        let mean = |derived: &Derived| {
            derived.role != Role::AvgLatency
                || matches!(derived.how, How::Converted(_) | How::StandsIn(Role::P50Latency))
        };
        let vus = vus.filter(|_| self.derived.iter().all(mean))?;
        let values = vus.iter().zip(latency_ms).map(|(&vus, &latency)| estimated_req_per_sec(vus, latency)).collect();
        Some(self.add(Role::Throughput, values, How::Estimated))
    }

    /// Costs: the table's own, and derived ones where it has none or the reader gave a price.
    pub fn costs(
        &mut self,
        throughput: &[f64],
        vendor: Option<&Category>,
        hardware: Option<&Category>,
        list: &PriceList,
    ) -> Costs {
        let own_cost = self.stored(Role::Cost);
        let sources = Sources { has_costs: own_cost.is_some(), own: self.own_price(), gpus: self.listed_gpus(), list };
        let (mut pairs, of_row) = pairs(vendor, hardware, self.rows);
        let mut prices = vec![f64::NAN; self.rows];
        let mut costs = vec![f64::NAN; self.rows];
        // With room for every run: what is grown while it is filled takes up to three times the memory.
        let mut runs_of = vec![0; pairs.len()];
        of_row.iter().for_each(|&pair| runs_of[pair as usize] += 1);
        let base = |&runs: &usize| (Vec::with_capacity(runs), PriceFrom::Unknown);
        let mut bases: Vec<(Vec<f64>, PriceFrom)> = runs_of.iter().map(base).collect();
        for row in 0..self.rows {
            let at = of_row[row] as usize;
            let pair = &mut pairs[at];
            let price = sources.of(pair, row);
            let (base, from) = sources.base(pair, row, own_cost.as_ref().map(|cost| cost[row]), throughput[row]);
            if from != PriceFrom::Unknown {
                let (prices, first) = &mut bases[at];
                *first = if prices.is_empty() { from } else { *first };
                prices.push(base);
            }
            // One run without a price is enough to ask for it.
            if pair.rows == 0 || price.from == PriceFrom::Unknown {
                (pair.usd_per_hour, pair.from) = (price.listed, price.from);
            }
            pair.rows += 1;
            prices[row] = price.usd_per_hour;
            costs[row] = match &own_cost {
                Some(cost) if price.from == PriceFrom::Table => cost[row],
                _ => cost_usd_per_billion(price.usd_per_hour, throughput[row]),
            };
        }
        pairs.iter_mut().zip(bases).for_each(|(pair, (prices, from))| pair.base = Base::of(prices, from));
        let repriced = pairs.iter().any(|pair| pair.from == PriceFrom::Reader);
        let cost_usd_per_billion = match own_cost {
            Some(cost) if !repriced => cost,
            Some(_) => self.replace(Role::Cost, costs, How::Repriced),
            None => self.add(Role::Cost, costs, How::Priced),
        };
        // A table with costs of its own and no prices says nothing about prices.
        let any_price = sources.own.is_some() || self.how(Role::Cost) == Some(How::Priced);
        let price_usd_per_hour = any_price.then(|| prices.into());
        Costs { cost_usd_per_billion, price_usd_per_hour, pairs, listed_gpus: sources.gpus }
    }

    fn how(&self, role: Role) -> Option<How> {
        self.derived.iter().find(|derived| derived.role == role).map(|derived| derived.how)
    }

    /// A derived column in the place of another derived one of that role.
    fn replace(&mut self, role: Role, values: Vec<f64>, how: How) -> Numbers {
        self.derived.retain(|derived| derived.role != role);
        self.add(role, values, how)
    }

    /// The table's own price of the machine, $ per hour. One for each GPU is multiplied by their number; where that is
    /// not in the table it is not known.
    fn own_price(&self) -> Option<Numbers> {
        let (values, unit) = self.raw(Role::Price)?;
        let factor = unit.factor(Role::Price.house_unit());
        let gpus = if unit == Unit::PerGpuHour {
            Some(self.raw(Role::GpuCount).map_or_else(|| self.unknown(), |(gpus, _)| gpus))
        } else {
            None
        };
        let price = |(row, &value): (usize, &f64)| value * factor * gpus.as_ref().map_or(1.0, |gpus| gpus[row]);
        Some(values.iter().enumerate().map(price).collect())
    }

    /// How many GPUs a listed price is multiplied by: only where the hardware's column names a GPU and not a machine,
    /// and the table counts them. Degrees of parallelism (`tp`) are no count of GPUs.
    fn listed_gpus(&self) -> Option<Numbers> {
        const NAMES_OF_GPUS: [&str; 6] =
            ["gpu", "gpu_type", "gpu_name", "gpu_model", "accelerator", "accelerator_type"];
        let hardware = self.roles.of(Role::HwType)?;
        let last = hardware.column.rsplit('.').next().unwrap_or_default().to_ascii_lowercase().replace([' ', '-'], "_");
        NAMES_OF_GPUS.contains(&last.as_str()).then(|| self.raw(Role::GpuCount)).flatten().map(|(gpus, _)| gpus)
    }
}

/// Where a row's price may come from.
struct Sources<'a> {
    has_costs: bool,
    own: Option<Numbers>,
    gpus: Option<Numbers>,
    list: &'a PriceList,
}

/// A row's price: as it stands in the list or the table, and of the row's whole machine, $ per hour.
struct RowPrice {
    listed: f64,
    usd_per_hour: f64,
    from: PriceFrom,
}

impl Sources<'_> {
    /// The reader's price first, then the table's cost or price, then the notebooks' list.
    fn of(&self, pair: &PricePair, row: usize) -> RowPrice {
        let own = self.own.as_ref().map_or(f64::NAN, |price| price[row]);
        let listed = |price: f64, from| {
            let gpus = self.gpus.as_ref().map_or(1.0, |gpus| gpus[row]);
            RowPrice { listed: price, usd_per_hour: price * gpus, from }
        };
        if let Some(price) = self.list.own(&pair.vendor, &pair.hardware) {
            return listed(price, PriceFrom::Reader);
        }
        // A stored price of 0 belongs to a stored cost of 0, which is flagged; alone it is no price.
        if self.has_costs || usable(own) {
            return RowPrice { listed: own, usd_per_hour: own, from: PriceFrom::Table };
        }
        match self.list.usd_per_hour(&pair.vendor, &pair.hardware) {
            Some(price) => listed(price, PriceFrom::Notebooks),
            None => listed(f64::NAN, PriceFrom::Unknown),
        }
    }

    /// A row's price without the reader's, as the reader would enter it: the table's price, else the one in its cost,
    /// else, where the table has no costs, the notebooks'. NaN when none of them is usable.
    fn base(&self, pair: &PricePair, row: usize, cost: Option<f64>, throughput: f64) -> (f64, PriceFrom) {
        let gpus = self.gpus.as_ref().map_or(1.0, |gpus| gpus[row]);
        let own = self.own.as_ref().map_or(f64::NAN, |price| price[row]);
        let in_cost = cost.map_or(f64::NAN, |cost| usd_per_hour(cost, throughput));
        match [own, in_cost].into_iter().map(|price| price / gpus).find(|&price| usable(price)) {
            Some(price) => (price, PriceFrom::Table),
            None if self.has_costs => (f64::NAN, PriceFrom::Unknown),
            None => PriceList::default()
                .usd_per_hour(&pair.vendor, &pair.hardware)
                .map_or((f64::NAN, PriceFrom::Unknown), |price| (price, PriceFrom::Notebooks)),
        }
    }
}

/// The vendors and hardware that occur together, in natural order, and the position of each row's; prices not yet known.
pub fn pairs(vendor: Option<&Category>, hardware: Option<&Category>, rows: usize) -> (Vec<PricePair>, Vec<u32>) {
    let known = [vendor, hardware].into_iter().flatten();
    let classes = known.fold(Classes::one(rows), |classes, category| category.split(classes));
    let label = |category: Option<&Category>, row| category.map_or_else(String::new, |it| it.label(row).to_owned());
    let mut pairs: Vec<Option<PricePair>> = vec![None; classes.count];
    for (row, &class) in classes.of_row.iter().enumerate() {
        pairs[class as usize].get_or_insert_with(|| PricePair {
            vendor: label(vendor, row),
            hardware: label(hardware, row),
            rows: 0,
            usd_per_hour: f64::NAN,
            from: PriceFrom::Unknown,
            base: Base::default(),
        });
    }
    (pairs.into_iter().flatten().collect(), classes.of_row)
}
