//! Builds the columns of a run table from a table and its roles: converts units and derives what is absent.

use super::costs::Sources;
use super::derive::{Derived, How, estimated_req_per_sec, throughput_req_per_sec};
use super::name::DERIVED;
use super::roles::{Role, Roles, Unit, Why};
use crate::data::table::Table;
use crate::data::table::column::{Category, Column, Numbers, Values};
use crate::data::table::notes::Notes;
use crate::text::unique_name::unique;

/// The columns so far.
pub struct Builder<'a> {
    pub columns: Vec<Column>,
    pub file_columns: usize,
    pub rows: usize,
    pub skipped: Vec<String>,
    pub notes: Notes,
    pub derived: Vec<Derived>,
    pub at: [Option<usize>; Role::COUNT],
    pub roles: &'a Roles,
}

impl<'a> Builder<'a> {
    pub fn new(table: Table, roles: &'a Roles) -> Self {
        let Table { columns, rows, skipped, mut notes } = table;
        roles.doubts.iter().for_each(|doubt| notes.doubt(&doubt.column, doubt.said.as_str()));
        let mut at = [None; Role::COUNT];
        for role in Role::ALL {
            at[role as usize] =
                roles.of(role).and_then(|taken| columns.iter().position(|column| column.name == taken.column));
        }
        Self { file_columns: columns.len(), columns, rows, skipped, notes, derived: Vec::new(), at, roles }
    }

    /// The table's own values in the unit of the run table; converted ones become a column of their own, so that no
    /// head says another unit than its cells.
    pub fn stored(&mut self, role: Role) -> Option<Numbers> {
        let (values, unit) = self.raw(role)?;
        let factor = unit.factor(role.house_unit());
        if factor == 1.0 {
            return Some(values);
        }
        let converted: Vec<f64> = values.iter().map(|value| value * factor).collect();
        Some(self.add(role, converted, How::Converted(unit)))
    }

    fn raw(&self, role: Role) -> Option<(Numbers, Unit)> {
        let taken = self.roles.of(role)?;
        let column = self.columns[..self.file_columns].iter().find(|column| column.name == taken.column)?;
        Some((column.numbers()?, taken.unit))
    }

    /// A column that is not the file's own; NaN is null.
    fn add(&mut self, role: Role, values: impl Into<Numbers>, how: How) -> Numbers {
        let numbers: Numbers = values.into();
        let name = unique(role.house_name(), DERIVED, |name| self.columns.iter().any(|column| column.name == name));
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
        let Some((role, values)) = others.into_iter().find_map(|role| Some((role, self.in_house_unit(role)?))) else {
            return self.latency_of_tokens();
        };
        Some(self.add(Role::AvgLatency, values, How::StandsIn(role)))
    }

    /// The mean from time to first token, time per further token and output tokens, as vLLM defines the second
    /// (`vllm/benchmarks/serve.py`: TPOT = (latency − TTFT) / (tokens − 1)).
    #[inline(never)]
    fn latency_of_tokens(&mut self) -> Option<Numbers> {
        let first = [Role::TtftMean, Role::TtftP50].into_iter().find_map(|role| self.in_house_unit(role))?;
        let (each, tokens) = (self.in_house_unit(Role::TpotMean)?, self.in_house_unit(Role::OutputTokens)?);
        let of_row = |row: usize| first[row] + each[row] * (tokens[row] - 1.0).max(0.0);
        let values: Vec<f64> = (0..self.rows).map(of_row).collect();
        let said = Derived { role: Role::AvgLatency, how: How::FromTokens }.words();
        self.notes.doubt(Role::AvgLatency.house_name(), format!("There is no latency of the whole request. {said}"));
        Some(self.add(Role::AvgLatency, values, How::FromTokens))
    }

    /// The table's own values of a role in the unit of the run table.
    fn in_house_unit(&self, role: Role) -> Option<Vec<f64>> {
        let (values, unit) = self.raw(role)?;
        let factor = unit.factor(role.house_unit());
        Some(values.iter().map(|value| value * factor).collect())
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
            let values: Vec<f64> = total.iter().zip(failed.iter()).map(well).collect();
            good = Some(self.add(Role::SuccessfulRequests, values, How::FromCounts));
        } else if let (None, Some(good)) = (&total, &good)
            && unit == Unit::One
        {
            let values: Vec<f64> = good.iter().zip(failed.iter()).map(|(good, failed)| good + failed).collect();
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
            let values: Vec<f64> = requests.iter().zip(duration.iter()).map(rate).collect();
            return Some(self.add(Role::Throughput, values, How::Counted));
        }
        // A high percentile in the place of the mean would make an estimate that is wrong by construction.
        let mean = |derived: &Derived| {
            derived.role != Role::AvgLatency
                || matches!(derived.how, How::Converted(_) | How::FromTokens | How::StandsIn(Role::P50Latency))
        };
        // On a unit that is a guess nothing is ranked.
        let guess = Why::Alias { unit_assumed: true };
        let latencies = [Role::AvgLatency, Role::P50Latency];
        if latencies.iter().find_map(|&role| self.roles.of(role)).is_some_and(|taken| taken.why == guess) {
            return None;
        }
        let vus = vus.filter(|_| self.derived.iter().all(mean))?;
        let values: Vec<f64> =
            vus.iter().zip(latency_ms).map(|(&vus, &latency)| estimated_req_per_sec(vus, latency)).collect();
        Some(self.add(Role::Throughput, values, How::Estimated))
    }

    /// What costs are made from; a cost in another unit is converted.
    pub fn cost_sources(&mut self) -> Sources {
        let assumed = self.notes.prices;
        let gpus = self.listed_gpus().or_else(|| if assumed.is_empty() { None } else { self.gpus_in_parallel() });
        Sources { cost: self.stored(Role::Cost), price: self.own_price(), gpus, assumed }
    }

    /// A derived column in the place of another derived one of that role.
    pub fn replace(&mut self, role: Role, values: Numbers, how: How) {
        self.derived.retain(|derived| derived.role != role);
        self.add(role, values, how);
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

    /// The GPUs of each run of a table whose prices are assumed, which are of a GPU: their count, else tensor parallelism.
    #[inline(never)]
    fn gpus_in_parallel(&self) -> Option<Numbers> {
        let count = self.raw(Role::GpuCount).map(|(gpus, _)| gpus);
        count.or_else(|| self.columns[..self.file_columns].iter().find(|column| column.name == "tp")?.numbers())
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
