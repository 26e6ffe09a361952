//! "Sensible choices": the Pareto set of two or three objectives, as a table.

use crate::analysis::decide::cost_latency::usable;
use crate::analysis::decide::fronts;
use crate::analysis::decide::fronts::front;
use crate::analysis::decide::measures::Measures;
use crate::analysis::decide::near_ties::{Course, menu};
use crate::data::runs::table_facts::Basis;
use crate::format::numbers::{dollars, fixed, percent, short};

use super::near_ties::nothing;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::cost;
use crate::page::words::runs::{capital, count, run_name};
use crate::page::words::text_table::{Cell, Head, Line, Listing, MOST_LINES};

/// An objective of the Pareto set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Objective {
    /// $ per 1 billion requests, the less the better.
    Cost,
    /// Mean latency, the less the better.
    AvgLatency,
    /// 95th percentile of latency, the less the better.
    P95Latency,
    /// Requests finished per second, the more the better.
    Throughput,
    /// Failed requests as a share, the less the better.
    ErrorShare,
}

impl Objective {
    /// All of them, in the order in which they are judged and shown.
    pub const ALL: [Self; 5] = [Self::Cost, Self::AvgLatency, Self::P95Latency, Self::Throughput, Self::ErrorShare];

    /// In a sentence.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Cost => "cost",
            Self::AvgLatency => "average latency",
            Self::P95Latency => "p95 latency",
            Self::Throughput => "throughput",
            Self::ErrorShare => "failed requests",
        }
    }

    fn values<'a>(self, measures: &Measures<'a>) -> Option<&'a [f64]> {
        match self {
            Self::Cost => Some(measures.cost_usd),
            Self::AvgLatency => Some(measures.avg_latency_ms),
            Self::P95Latency => measures.p95_latency_ms,
            Self::Throughput => Some(measures.throughput_req_per_sec),
            Self::ErrorShare => measures.error_share,
        }
    }

    /// Whether a value is a measurement; a share may be 0.
    fn knows(self, value: f64) -> bool {
        if self == Self::ErrorShare { !value.is_nan() } else { usable(value) }
    }

    fn is_latency(self) -> bool {
        matches!(self, Self::AvgLatency | Self::P95Latency)
    }

    fn words(self, value: f64) -> String {
        match self {
            Self::Cost => dollars(value),
            Self::AvgLatency | Self::P95Latency => format!("{} ms", short(value)),
            Self::Throughput => format!("{} req/s", short(value)),
            Self::ErrorShare => percent(value * 100.0),
        }
    }

    /// The unit of saved values: shares are saved in percent.
    fn unit(self, shown: &ActiveTable) -> &'static str {
        match self {
            Self::Cost => cost::unit(&shown.runs),
            Self::AvgLatency | Self::P95Latency => "ms",
            Self::Throughput => "req/s",
            Self::ErrorShare => "%",
        }
    }

    fn cell(self, shown: &ActiveTable, value: f64) -> Cell {
        let raw = if self == Self::ErrorShare { value * 100.0 } else { value };
        Cell::number(shown.in_currency(&self.words(value)), raw)
    }
}

/// The objectives of which the table knows at least one value.
#[must_use]
pub fn offered(shown: &ActiveTable, basis: &Basis) -> Vec<Objective> {
    let measures = basis.measures(&shown.runs);
    let has = |objective: &Objective| {
        objective.values(&measures).is_some_and(|values| values.iter().any(|&value| objective.knows(value)))
    };
    Objective::ALL.into_iter().filter(has).collect()
}

/// Two or three of the offered objectives, in their order: the chosen ones that are offered, and while they are fewer than
/// two, cost, the latency by which the page compares, and then whatever is offered. Fewer where fewer are offered.
#[must_use]
pub fn judged(offered: &[Objective], chosen: &[Objective], by_p95: bool) -> Vec<Objective> {
    let usual = [Objective::Cost, if by_p95 { Objective::P95Latency } else { Objective::AvgLatency }];
    let mut taken: Vec<Objective> = Vec::new();
    let wishes = chosen.iter().copied().map(|objective| (objective, 3));
    for (objective, most) in wishes.chain(usual.into_iter().chain(Objective::ALL).map(|objective| (objective, 2))) {
        if taken.len() < most && offered.contains(&objective) && !taken.contains(&objective) {
            taken.push(objective);
        }
    }
    Objective::ALL.into_iter().filter(|objective| taken.contains(objective)).collect()
}

/// The choices among `within`, the rows of `filtered` within the limits: by the first objective from its best on, at most
/// [`MOST_LINES`]. By cost and a latency each line says what it costs more, and saves, than the one before.
#[must_use]
pub fn choices(
    shown: &ActiveTable,
    basis: &Basis,
    filtered: &[usize],
    within: &[usize],
    judged: &[Objective],
) -> Listing {
    choices_up_to(MOST_LINES, shown, basis, (filtered, within), judged)
}

/// [`choices`] with at most `most` lines; a saved table has them all.
#[must_use]
pub fn choices_up_to(
    most: usize,
    shown: &ActiveTable,
    basis: &Basis,
    (filtered, within): (&[usize], &[usize]),
    judged: &[Objective],
) -> Listing {
    let measures = basis.measures(&shown.runs);
    let values: Vec<(Objective, &[f64])> =
        judged.iter().filter_map(|&objective| Some((objective, objective.values(&measures)?))).collect();
    let knows_all = |row: &usize| values.iter().all(|(objective, values)| objective.knows(values[*row]));
    let known: Vec<usize> = within.iter().copied().filter(knows_all).collect();
    if known.is_empty() || values.len() < 2 {
        return Listing { sentence: none(filtered, within, judged), ..Listing::default() };
    }
    let (mut found, steps) = found(shown, &values, &known);
    let sentence = sentence(within.len(), known.len(), found.len(), judged);
    found.truncate(most);
    Listing { sentence, ..lines(shown, &values, &found, steps) }
}

/// The rows of the menu; by cost and a latency with the step from the row before in words: ms saved, $ more, $ per ms.
fn found(shown: &ActiveTable, values: &[(Objective, &[f64])], known: &[usize]) -> (Vec<usize>, Vec<[Cell; 3]>) {
    if let [(Objective::Cost, cost), (latency, ms)] = values[..]
        && latency.is_latency()
    {
        let courses = menu(cost, ms, known);
        let money = |usd: f64| Cell::number(shown.in_currency(&dollars(usd)), usd);
        let step = |course: &Course| match course.usd_per_ms {
            Some(usd) => {
                let saved = Cell::number(format!("{} ms", short(course.ms_saved)), course.ms_saved);
                [saved, money(course.usd_more), money(usd)]
            }
            None => [(); 3].map(|()| Cell::none()),
        };
        return (courses.iter().map(|course| course.row).collect(), courses.iter().map(step).collect());
    }
    let objective = |&(objective, values): &(Objective, _)| fronts::Objective {
        values,
        more_is_better: objective == Objective::Throughput,
    };
    (front(&values.iter().map(objective).collect::<Vec<_>>(), known), Vec::new())
}

fn lines(shown: &ActiveTable, values: &[(Objective, &[f64])], found: &[usize], steps: Vec<[Cell; 3]>) -> Listing {
    let mut heads = vec![Head::text("Run")];
    let number = |title: &str, unit| Head::number(title).in_unit(&shown.in_currency(unit));
    heads.extend(values.iter().map(|(objective, _)| number(&capital(objective.name()), objective.unit(shown))));
    if !steps.is_empty() {
        let cost = cost::unit(&shown.runs);
        let steps = [("Faster by", "ms"), ("Dearer by", cost), ("Per ms saved", cost)];
        heads.extend(steps.map(|(title, unit)| number(title, unit)));
    }
    let mut steps = steps.into_iter();
    let line = |&row: &usize| {
        let mut cells = vec![Cell::from(run_name(shown, row))];
        cells.extend(values.iter().map(|(objective, values)| objective.cell(shown, values[row])));
        cells.extend(steps.next().into_iter().flatten());
        Line { key: row, row: Some(row), cells, ..Line::default() }
    };
    Listing { heads, lines: found.iter().map(line).collect(), ..Listing::default() }
}

/// `cost, average latency and throughput`.
fn joined(judged: &[Objective]) -> String {
    let names: Vec<&str> = judged.iter().map(|objective| objective.name()).collect();
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
        None => String::new(),
    }
}

fn none(filtered: &[usize], within: &[usize], judged: &[Objective]) -> String {
    if within.is_empty() {
        return nothing(filtered, within);
    }
    if judged.len() < 2 {
        return "This table does not have two objectives to weigh.".to_owned();
    }
    format!("Of {} none has all of {}.", count(within.len(), "run", "runs"), joined(judged))
}

fn sentence(within: usize, known: usize, found: usize, judged: &[Objective]) -> String {
    let mut text = format!(
        "By {}, {} of {} {} worth a thought: nothing beats {}.",
        joined(judged),
        fixed(found as f64, 0),
        count(known, "run", "runs"),
        if found == 1 { "is" } else { "are" },
        if found == 1 { "it" } else { "them" },
    );
    if known < within {
        text += &format!(" {} out: a value is missing.", count(within - known, "run is left", "runs are left"));
    }
    text
}
