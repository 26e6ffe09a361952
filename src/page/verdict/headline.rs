//! The reading of the answer's card: one number, the machines behind it, and what the question limits as gauges.

use crate::analysis::decide::answer::{Answer, Demand, Point, Warning};
use crate::analysis::decide::slo::Limit;
use crate::format::numbers::{fixed, percent_fixed, short, short_3};

use super::measured::own_latencies_ms;
use super::view::Found;
use super::words::most_by;
use crate::page::answer::words::load_words;
use crate::page::choice::limits::LimitChoice;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::cost;
use crate::page::words::mean::{AVERAGE, mean_name};
use crate::page::words::runs::count;
use crate::page::words::short_runs::{ShortRuns, hue};
use crate::page::words::told_apart::load_of;
use crate::page::words::unnamed::{UNNAMED, is_named};

/// The reading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Headline {
    /// `$584`, or `None of 246`.
    pub number: String,
    /// `a month`.
    pub unit: String,
    /// `1 × L4`.
    pub machines: String,
    /// `default · b512 · 32 concurrent`.
    pub settings: String,
    /// Which hardware of the table it is, for its colour.
    pub hue: usize,
    /// What one gets, in a plain sentence: `One L4 serves 200 requests a second, and 95 of 100 are answered within 60 ms.`
    pub said: String,
    /// What is limited, and what else decides.
    pub gauges: Vec<Gauge>,
    /// What one more step of load would save.
    pub offer: Option<LoadOffer>,
    /// The lowest load that was tried, `340 req/s`, where each machine has less and the latency is of that; else empty.
    pub least_tried: String,
}

/// A value, and how much of its limit that is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gauge {
    /// What it is of.
    pub name: String,
    /// `61 ms`.
    pub value: String,
    /// The share of the limit that the value takes, 0 to 1; `None` without a limit.
    pub filled: Option<f64>,
    /// `of 400`, or a remark.
    pub of: String,
}

/// A load of machines above the planned one at which the demand costs less.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadOffer {
    /// `One T4 at 88% load would be $365 a month`.
    pub words: String,
    /// That load, `88%`.
    pub load: String,
    /// As much, or a little more, so that allowing it is enough.
    pub percent: f64,
}

/// The unit of the number where a steady demand is answered.
pub(super) const MONTHLY: &str = "a month";
/// The gauges of latencies.
pub(super) const LATENCIES: [&str; 2] = [P95, AVERAGE];
const P95: &str = "p95";

/// More gauges have no room.
const MOST_GAUGES: usize = 5;

impl Headline {
    /// Of a run that is the answer.
    pub(super) fn of(found: &Found) -> Self {
        let Found { shown, row, .. } = *found;
        let point = found.demanded.as_ref().map(|answer| &answer.best);
        let (number, unit) = match point.filter(|_| found.asked.demand != Demand::None) {
            Some(point) if point.usd_per_month.is_finite() => (shown.bill(point.usd_per_month), MONTHLY.to_owned()),
            Some(point) => (shown.bill(point.usd), "in all".to_owned()),
            None => (cost::quoted(shown, found.cost(row)), cost::per_quoted(&shown.runs).to_owned()),
        };
        let names = ShortRuns::of(shown);
        let mut gauges = found.limited();
        gauges.extend(found.of_load(point));
        gauges.truncate(MOST_GAUGES);
        let mut reading = Self {
            number,
            unit,
            machines: machines(shown, &names, row, point),
            settings: settings_name(shown, &names, row, !matches!(found.asked.demand, Demand::Steady { .. })),
            hue: hue(shown, row),
            said: found.said(&names, point),
            gauges,
            offer: found.demanded.as_ref().and_then(|answer| found.offer(&names, answer)),
            least_tried: found.least_tried(point),
        };
        if !is_named(shown, row) {
            reading.unname(shown, row, names.hardware(shown, row), point);
        }
        reading
    }

    /// Says machine for hardware that nobody named: what stands in its place, a model or a file, is the configuration's name.
    #[inline(never)]
    fn unname(&mut self, shown: &ActiveTable, row: usize, stand_in: &str, point: Option<&Point>) {
        let (n, spare) = point.map_or((1.0, 0.0), |point| (point.machines, point.spare));
        self.machines = count(n as usize, "machine", "machines");
        let gpus = shown.runs.listed_gpus_of(row);
        if gpus > 1.0 {
            self.machines += &[" of ", &short(gpus), " GPUs"].concat();
        }
        if spare > 0.0 {
            self.machines += &[" and ", &fixed(spare, 0), " to spare"].concat();
        }
        if stand_in != UNNAMED {
            let gap = if self.settings.is_empty() { "" } else { " · " };
            self.settings = [stand_in, gap, &self.settings].concat();
        }
        let bare = |words: &str| {
            let several = words.replacen(&[" × ", stand_in].concat(), " machines", 1);
            several.replacen(&["One ", stand_in].concat(), "One machine", 1)
        };
        self.said = bare(&self.said);
        if let Some(offer) = &mut self.offer {
            offer.words = bare(&offer.words);
        }
    }

    /// Where no run has a cost: the one that does the most on one machine among `passing`; an empty reading without any.
    pub(super) fn most(shown: &ActiveTable, limits: &LimitChoice, passing: &[usize]) -> (Option<usize>, Self) {
        let rate = &*shown.runs.good_per_sec();
        let Some(row) = most_by(shown, rate, passing) else { return (None, Self::default()) };
        let names = ShortRuns::of(shown);
        let (mean, p95) = own_latencies_ms(shown, row);
        let mut reading = Self {
            number: short_3(rate[row]),
            unit: [shown.runs.work.rate_words(), " from one machine"].concat(),
            machines: machines(shown, &names, row, None),
            settings: settings_name(shown, &names, row, true),
            hue: hue(shown, row),
            said: String::new(),
            gauges: latency_gauges(limits, (mean, mean_name(shown, row)), p95),
            ..Self::default()
        };
        if !is_named(shown, row) {
            reading.unname(shown, row, names.hardware(shown, row), None);
        }
        (Some(row), reading)
    }

    /// Where no run passes.
    pub(super) fn none(rows: usize) -> Self {
        let (number, unit) = match rows {
            1 => ("The run".to_owned(), "does not qualify"),
            _ => (["None of ", &fixed(rows as f64, 0)].concat(), "runs qualifies"),
        };
        Self { number, unit: unit.to_owned(), ..Self::default() }
    }

    /// The answer in a line: `$584 a month · 1 × L4 · default · b512 · 32 concurrent`.
    #[must_use]
    pub fn line(&self) -> String {
        let parts = [[&self.number, " ", &self.unit].concat(), self.machines.clone(), self.settings.clone()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }
}

/// `1 × L4`; of a machine with several GPUs these, `2 × B200`, and of several such machines both, `3 × 2 B200`.
fn machines(shown: &ActiveTable, names: &ShortRuns, row: usize, point: Option<&Point>) -> String {
    let gpus = shown.runs.listed_gpus_of(row);
    let hardware = names.hardware(shown, row);
    let (n, spare) = point.map_or((1.0, 0.0), |point| (point.machines, point.spare));
    if gpus > 1.0 && n + spare == 1.0 {
        return format!("{} × {hardware}", short(gpus));
    }
    let machine = if gpus > 1.0 { format!("{} {hardware}", short(gpus)) } else { hardware.to_owned() };
    let spare = if spare > 0.0 { format!(" and {} to spare", fixed(spare, 0)) } else { String::new() };
    format!("{} × {machine}{spare}", fixed(n, 0))
}

/// The machines at work as a sentence begins: `One L4`, `4 × L4`, `2 × B200`, `7 machines of 2 × B200`.
#[inline(never)]
fn machines_at_work(shown: &ActiveTable, names: &ShortRuns, row: usize, n: f64) -> String {
    let hardware = names.hardware(shown, row);
    // What stands in for hardware that nobody named is no GPU.
    let gpus = if is_named(shown, row) { shown.runs.listed_gpus_of(row) } else { 1.0 };
    let several = |n: f64| format!("{} × {hardware}", fixed(n, 0));
    match (n, gpus > 1.0) {
        (1.0, false) => ["One ", hardware].concat(),
        (1.0, true) => several(gpus),
        (n, false) => several(n),
        (n, true) => [&fixed(n, 0), " machines of ", &several(gpus)].concat(),
    }
}

/// `default · b512 · 32 concurrent`; without a load where machines have less than the run's.
fn settings_name(shown: &ActiveTable, names: &ShortRuns, row: usize, with_load: bool) -> String {
    let rest = names.name(shown, row, false).rest;
    let load = load_of(shown, row).filter(|_| with_load).unwrap_or_default();
    [rest, load].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn ms(value: f64) -> String {
    format!("{}\u{a0}ms", short_3(value))
}

/// The latencies that are known, ms, each with its limit where one is set; the mean with what it is where no table tells it.
fn latency_gauges(limits: &LimitChoice, (mean, (of_mean, not_told)): (f64, (&str, &str)), p95: f64) -> Vec<Gauge> {
    let gauge = |(limit, name, value, not_told): (Limit, &str, f64, &str)| {
        let bound = limits.get(limit);
        let comma = if not_told.is_empty() { "" } else { ", " };
        value.is_finite().then(|| Gauge {
            name: name.to_owned(),
            value: ms(value),
            filled: bound.map(|bound| value / bound),
            of: bound.map_or_else(|| not_told.to_owned(), |bound| ["of ", &short(bound), comma, not_told].concat()),
        })
    };
    // The p95 that stands in for a mean is told once: beside the limit on the average where only that is set. With a limit on
    // each there is a gauge for each.
    let (p95, mean) = match limits.get(Limit::AvgLatency) {
        None if of_mean == P95 => (p95, f64::NAN),
        Some(_) if of_mean == P95 && limits.get(Limit::P95Latency).is_none() => (f64::NAN, mean),
        _ => (p95, mean),
    };
    let each = [(Limit::P95Latency, P95, p95, ""), (Limit::AvgLatency, of_mean, mean, not_told)];
    each.into_iter().filter_map(gauge).collect()
}

/// Below this share of the VUs the requests under way are not as many.
const MOST_PAUSING: f64 = 0.8;

impl Found<'_> {
    /// What one gets.
    fn said(&self, names: &ShortRuns, point: Option<&Point>) -> String {
        let runs = &self.shown.runs;
        let (mean, p95) = self.latencies_ms();
        let answered = match (p95.is_finite(), mean.is_finite()) {
            (true, _) => format!("95 of 100 are answered within {}", ms(p95)),
            (false, true) => format!("they are answered in {} on average", ms(mean)),
            (false, false) => return String::new(),
        };
        let Some(point) = point.filter(|_| self.asked.demand != Demand::None) else {
            let vus = runs.vus[self.row];
            // Users who pause, or start one after the other, have fewer requests under way (Little's law).
            let pauses = runs.throughput_req_per_sec[self.row] * mean / 1e3 < MOST_PAUSING * vus;
            let (users, rest) = if pauses { ("VU", "") } else { ("request", " at a time") };
            let s = if vus == 1.0 { "" } else { "s" };
            let said = || format!("With {} {users}{s}{rest} {answered}.", short(vus));
            return if vus.is_finite() { said() } else { String::new() };
        };
        self.said_of_demand(names, point, &answered)
    }

    /// Apart, as the first view has no demand.
    #[inline(never)]
    fn said_of_demand(&self, names: &ShortRuns, point: &Point, answered: &str) -> String {
        let machines = machines_at_work(self.shown, names, self.row, point.machines);
        let s = if machines.starts_with("One") { "s" } else { "" };
        let units = self.shown.runs.work.unit_words().1;
        let what = match self.asked.demand {
            Demand::Steady { units_per_sec, .. } => format!("{} {units} a second", short(units_per_sec)),
            Demand::Volume { units: amount, within_hours } => {
                format!("{} {units} within {} hours", short(amount), short(within_hours))
            }
            Demand::None => return String::new(),
        };
        format!("{machines} serve{s} {what}, and {answered}.")
    }

    /// Whether what is told of load and latency is not the run's own: of a steady demand.
    pub(super) fn is_at_load(&self) -> bool {
        self.demanded.is_some() && matches!(self.asked.demand, Demand::Steady { .. })
    }

    /// The lowest load that was tried, where the latency that is told was measured there and less is asked.
    fn least_tried(&self, point: Option<&Point>) -> String {
        let point = point.filter(|point| point.below_tried && self.is_at_load());
        let words =
            |point: &Point| [&short_3(point.least_tried_per_sec), " ", self.shown.runs.work.rate_words()].concat();
        point.map_or_else(String::new, words)
    }

    /// Latencies with their limits, the limited ones first, then limits on other measures.
    fn limited(&self) -> Vec<Gauge> {
        let (mean, p95) = self.latencies_ms();
        let mut gauges = latency_gauges(self.limits, (mean, mean_name(self.shown, self.row)), p95);
        if !self.limits.others.is_empty() {
            gauges.splice(0..0, self.others());
        }
        gauges.sort_by_key(|gauge| gauge.filled.is_none());
        gauges
    }

    /// Apart, as the first view of encoders has none.
    #[inline(never)]
    fn others(&self) -> Vec<Gauge> {
        super::gauges::others(self.shown, self.limits, self.row)
    }

    /// How full the machines are and what they can carry; without a demand, what one does.
    fn of_load(&self, point: Option<&Point>) -> Vec<Gauge> {
        let rate = self.shown.runs.work.rate_words();
        let Some(point) = point.filter(|_| self.asked.demand != Demand::None) else {
            let value = format!("{} {rate}", short_3(self.shown.runs.good_per_sec()[self.row]));
            return vec![Gauge { name: "Throughput".to_owned(), value, ..Gauge::default() }];
        };
        let most = self.answered.terms.load_share_of(self.asked.demand);
        let carries = point.capacity_units_per_sec;
        vec![
            Gauge {
                name: "Load".to_owned(),
                value: load_words(point),
                filled: Some(point.load_share / most),
                of: ["of ", &short(most * 100.0)].concat(),
            },
            Gauge {
                name: "Each machine can carry".to_owned(),
                value: format!("{} {rate}", short_3(carries)),
                filled: None,
                of: if most < 1.0 {
                    format!("{} at {}", short_3(carries * most), percent_fixed(most * 100.0, 0))
                } else {
                    String::new()
                },
            },
        ]
    }

    /// Fewer machines, fuller, where only the load that is planned by default keeps them out.
    #[inline(never)]
    fn offer(&self, names: &ShortRuns, answer: &Answer) -> Option<LoadOffer> {
        answer.warnings.iter().find_map(|warning| match warning {
            Warning::DefaultLoad(full) => {
                // Told as everywhere; a tenth or so more is allowed where that is rounded down.
                let percent = full.load_share * 100.0 - 1e-9;
                let percent = percent.round().max((percent * 10.0).ceil() / 10.0);
                let load = load_words(full);
                let what = machines_at_work(self.shown, names, full.row, full.machines);
                let words = format!("{what} at {load} load would be {} a month", self.shown.bill(full.usd_per_month));
                Some(LoadOffer { words, load, percent })
            }
            _ => None,
        })
    }
}
