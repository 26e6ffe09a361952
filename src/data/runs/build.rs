//! Builds the columns of a run table from a table and its roles: converts units and derives what is absent.

use super::costs::Sources;
use super::derive::{Derived, How, MORE_FAILED, estimated_req_per_sec, throughput_req_per_sec};
use super::gpus::{Gpus, names_machine};
use super::name::DERIVED;
use super::roles::{Role, Roles, Unit, Why};
use super::tokens::{Tokens, requests_per_sec};
use crate::analysis::stats::median::median;
use crate::data::table::Table;
use crate::data::table::column::{Category, Column, Numbers, Values};
use crate::data::table::notes::Notes;
use crate::format::numbers::short;
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
    /// GPUs of the runs, once they are found.
    pub gpus: Option<Gpus>,
}

impl<'a> Builder<'a> {
    pub fn new(table: Table, roles: &'a Roles) -> Self {
        let Table { columns, rows, skipped, mut notes } = table;
        roles.doubts.iter().for_each(|doubt| notes.add(doubt.clone()));
        let mut at = [None; Role::COUNT];
        for role in Role::ALL {
            at[role as usize] =
                roles.of(role).and_then(|taken| columns.iter().position(|column| column.name == taken.column));
        }
        let mut builder = Self {
            file_columns: columns.len(),
            columns,
            rows,
            skipped,
            notes,
            derived: Vec::new(),
            at,
            roles,
            gpus: None,
        };
        builder.gpus = Gpus::of(&builder);
        builder
    }

    /// The table's own values in the unit of the run table; converted ones become a column of their own, so that no
    /// head says another unit than its cells.
    pub fn stored(&mut self, role: Role) -> Option<Numbers> {
        let (values, unit) = self.raw(role)?;
        if unit == role.house_unit() || (!unit.is_of_part() && unit.factor(role.house_unit()) == 1.0) {
            return Some(values);
        }
        let converted = self.in_house_unit(role)?;
        Some(self.add(role, converted, How::Converted(unit)))
    }

    /// Columns of measures that nothing else is computed from, in the unit of the run table.
    pub fn convert_others(&mut self) {
        let others = [Role::P50Latency, Role::P90Latency, Role::P99Latency, Role::AskedRate];
        for role in Role::ALL.into_iter().filter(|role| role.of_tokens() || others.contains(role)) {
            // Without the GPUs or requests that its unit needs it is none.
            if self.stored(role).is_none() {
                self.at[role as usize] = None;
            }
        }
    }

    /// The table's own values of a role as they stand.
    pub(super) fn raw(&self, role: Role) -> Option<(Numbers, Unit)> {
        let taken = self.roles.of(role)?;
        let column = self.columns[..self.file_columns].iter().find(|column| column.name == taken.column)?;
        Some((column.numbers()?, taken.unit))
    }

    /// A column that is not the file's own; NaN is null.
    pub(super) fn add(&mut self, role: Role, values: impl Into<Numbers>, how: How) -> Numbers {
        self.add_as(role, role.house_name(), values.into(), how)
    }

    fn add_as(&mut self, role: Role, name: &str, numbers: Numbers, how: How) -> Numbers {
        let name = unique(name, DERIVED, |name| self.columns.iter().any(|column| column.name == name));
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
        if let Some(mean) = self.stored(Role::AvgLatency) {
            return Some(if mean.iter().any(|value| value.is_nan()) { self.completed(mean) } else { mean });
        }
        let others = [Role::P50Latency, Role::P90Latency, Role::P95Latency, Role::P99Latency];
        let Some((role, values)) = others.into_iter().find_map(|role| Some((role, self.in_house_unit(role)?))) else {
            return self.latency_of_tokens();
        };
        Some(self.add(Role::AvgLatency, values, How::StandsIn(role)))
    }

    /// The mean, and of runs without one what their times of tokens tell, else their median: in one table a file may tell
    /// what another one does not.
    #[inline(never)]
    fn completed(&mut self, mean: Numbers) -> Numbers {
        let computed = self.of_tokens().map(|(values, _)| values);
        let median = self.in_house_unit(Role::P50Latency);
        let of_row =
            |row: usize| [&computed, &median].into_iter().flatten().map(|values| values[row]).find(|ms| ms.is_finite());
        let values: Vec<f64> = mean
            .iter()
            .enumerate()
            .map(|(row, &own)| if own.is_nan() { of_row(row).unwrap_or(own) } else { own })
            .collect();
        let added = mean.iter().zip(&values).filter(|(own, value)| own.is_nan() && !value.is_nan()).count();
        if added == 0 {
            return mean;
        }
        let said = Derived { role: Role::AvgLatency, how: How::Completed }.words();
        let runs = if added == 1 { "1 run has".to_owned() } else { format!("{} runs have", short(added as f64)) };
        self.notes.doubt(Role::AvgLatency.house_name(), format!("{runs} no average latency of their own. {said}"));
        self.derived.retain(|derived| derived.role != Role::AvgLatency);
        self.add(Role::AvgLatency, values, How::Completed)
    }

    /// The mean from time to first token, time per further token and output tokens, as vLLM defines the second
    /// (`vllm/benchmarks/serve.py`: TPOT = (latency − TTFT) / (tokens − 1)). Of the tokens asked for it is the most that it
    /// can be: answers may end earlier.
    #[inline(never)]
    fn latency_of_tokens(&mut self) -> Option<Numbers> {
        let (values, how) = self.of_tokens()?;
        let said = Derived { role: Role::AvgLatency, how }.words();
        self.notes.doubt(Role::AvgLatency.house_name(), format!("There is no latency of the whole request. {said}"));
        Some(self.add(Role::AvgLatency, values, how))
    }

    fn of_tokens(&self) -> Option<(Vec<f64>, How)> {
        let first = [Role::TtftMean, Role::TtftP50].into_iter().find_map(|role| self.in_house_unit(role))?;
        let each = self.in_house_unit(Role::TpotMean)?;
        let reached = self.in_house_unit(Role::OutputTokens).map(|tokens| (tokens, How::FromTokens));
        let asked = || self.in_house_unit(Role::AskedOutputTokens).map(|tokens| (tokens, How::FromAskedTokens));
        let by_rates = || {
            let (tokens, requests) =
                (self.in_house_unit(Role::OutputTokenRate)?, self.in_house_unit(Role::Throughput)?);
            Some(((0..self.rows).map(|row| tokens[row] / requests[row]).collect(), How::FromTokens))
        };
        let (tokens, how) = reached.or_else(asked).or_else(by_rates)?;
        let of_row = |row: usize| first[row] + each[row] * (tokens[row] - 1.0).max(0.0);
        Some(((0..self.rows).map(of_row).collect(), how))
    }

    /// Says so where a latency that was derived from tokens is another than VUs and throughput tell (Little's law), by more
    /// than 15 %: the drained end of a test makes about 4.
    pub fn doubt_derived_latency(&mut self, vus: Option<&[f64]>, latency_ms: &[f64], throughput: Option<&[f64]>) {
        const MOST: f64 = 0.15;
        let of_tokens = |derived: &Derived| matches!(derived.how, How::FromTokens | How::FromAskedTokens);
        let estimated = |derived: &Derived| derived.how == How::Estimated;
        let (Some(vus), Some(rate)) = (vus, throughput) else { return };
        if !self.derived.iter().any(of_tokens) || self.derived.iter().any(estimated) {
            return;
        }
        let ratios = (0..self.rows).map(|row| rate[row] * latency_ms[row] / 1e3 / vus[row]);
        let Some(ratio) = median(ratios.filter(|ratio| ratio.is_finite())) else { return };
        if (ratio - 1.0).abs() > MOST {
            let said = format!(
                "The latency from times of tokens and VUs and throughput contradict each other (Little's law): {} requests \
                 in flight for each VU.",
                short(ratio)
            );
            self.notes.doubt(Role::AvgLatency.house_name(), said);
        }
    }

    /// The table's own values of a role in the unit of the run table.
    pub(super) fn in_house_unit(&self, role: Role) -> Option<Vec<f64>> {
        let (values, unit) = self.raw(role)?;
        if unit.is_of_part() {
            return self.of_part(role, &values, unit);
        }
        let factor = unit.factor(role.house_unit());
        Some(values.iter().map(|value| value * factor).collect())
    }

    /// Requests sent and answered well; each from the other and the failed ones where it is absent.
    pub fn requests(&mut self) -> (Option<Numbers>, Option<Numbers>) {
        let (mut total, mut good) = (self.stored(Role::TotalRequests), self.stored(Role::SuccessfulRequests));
        let Some((failed, unit)) = self.raw(Role::FailedRequests) else { return (total, good) };
        let share = |value: f64| if unit == Unit::Percent { value / 100.0 } else { value };
        if let (Some(total), None) = (&total, &good) {
            let well = |(&all, &failed): (&f64, &f64)| match unit {
                Unit::One if failed > all => f64::INFINITY,
                Unit::One => all - failed,
                _ if share(failed) > 1.0 => f64::INFINITY,
                _ => (all * (1.0 - share(failed))).round(),
            };
            let mut values: Vec<f64> = total.iter().zip(failed.iter()).map(well).collect();
            for value in values.iter_mut().filter(|value| value.is_infinite()) {
                *value = f64::NAN;
                let column = self.roles.of(Role::TotalRequests).map_or("", |taken| &taken.column);
                self.notes.doubt(column, MORE_FAILED);
            }
            good = Some(self.add(Role::SuccessfulRequests, values, How::FromCounts));
        } else if let (None, Some(good)) = (&total, &good)
            && unit == Unit::One
        {
            let values: Vec<f64> = good.iter().zip(failed.iter()).map(|(good, failed)| good + failed).collect();
            total = Some(self.add(Role::TotalRequests, values, How::FromCounts));
        }
        (total, good)
    }

    /// Requests per second: the table's own, or counted, or from a rate of tokens, or estimated; `None` when nothing tells.
    /// Tokens asked for come last: that answers are shorter is likelier than that VUs pause.
    pub fn throughput(&mut self, vus: Option<&[f64]>, latency_ms: &[f64], tokens: Option<&Tokens>) -> Option<Numbers> {
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
        let from_tokens = |builder: &mut Self, asked| {
            let values = requests_per_sec(tokens?, builder.rows, asked)?;
            Some(builder.add(
                Role::Throughput,
                values,
                if asked { How::FromAskedTokenRate } else { How::FromTokenRate },
            ))
        };
        from_tokens(self, false).or_else(|| self.estimated(vus, latency_ms)).or_else(|| from_tokens(self, true))
    }

    /// Requests per second by Little's law.
    fn estimated(&mut self, vus: Option<&[f64]>, latency_ms: &[f64]) -> Option<Numbers> {
        // A high percentile in the place of the mean would make an estimate that is wrong by construction.
        let mean = |derived: &Derived| {
            derived.role != Role::AvgLatency
                || matches!(
                    derived.how,
                    How::Converted(_)
                        | How::Completed
                        | How::FromTokens
                        | How::FromAskedTokens
                        | How::StandsIn(Role::P50Latency)
                )
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

    /// What costs are made from; a cost in another unit is converted. A price of a GPU stays one.
    pub fn cost_sources(&mut self) -> Sources {
        let cost = self.stored(Role::Cost);
        let price = self.raw(Role::Price);
        let own_is_per_gpu = price.as_ref().is_some_and(|(_, unit)| *unit == Unit::PerGpuHour);
        let in_hours = |(values, unit): (Numbers, Unit)| match unit.factor(Role::Price.house_unit()) {
            1.0 => values,
            factor => values.iter().map(|value| value * factor).collect(),
        };
        Sources {
            cost,
            price: price.map(in_hours),
            own_is_per_gpu,
            gpus: self.gpus.as_ref().map(|gpus| gpus.of_run.clone()),
            assumed: self.notes.prices,
            of_machines: self.gpus.is_some()
                && self.roles.of(Role::HwType).is_some_and(|taken| names_machine(&taken.column)),
        }
    }

    /// A derived column in the place of another derived one of that role.
    pub fn replace(&mut self, role: Role, name: &str, values: Numbers, how: How) {
        self.derived.retain(|derived| derived.role != role);
        self.add_as(role, name, values, how);
    }
}
