//! Trade-offs by other measures: the Pareto set of two or three objectives, as a table.

use std::borrow::Cow;

use crate::analysis::decide::fronts;
use crate::analysis::decide::fronts::front;
use crate::analysis::decide::near_ties::{Course, menu};
use crate::data::runs::measures::{Direction, Measure};
use crate::data::runs::table_facts::Basis;
use crate::format::numbers::{fixed, short};

use super::near_ties::nothing;
pub use super::objective::Objective;
use crate::page::choice::sections::OBJECTIVES;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::cost;
use crate::page::words::runs::{count, run_name};
use crate::page::words::text_table::{Cell, Head, Line, Listing, MOST_LINES};

/// The chosen objectives that the table has.
#[must_use]
pub fn chosen(shown: &ActiveTable, words: &[String]) -> Vec<Objective> {
    let mut found: Vec<Objective> = Vec::new();
    for objective in words.iter().filter_map(|word| Objective::named(shown, word)) {
        if !found.contains(&objective) {
            found.push(objective);
        }
    }
    found
}

/// The table's measures that are no objective of their own.
#[must_use]
pub fn further(shown: &ActiveTable) -> Vec<Objective> {
    let is_own = |measure: &Measure| OBJECTIVES.contains(&&*measure.key) || measure.key == "rate";
    shown
        .runs
        .measures()
        .into_iter()
        .filter(|measure| !is_own(measure))
        .map(|measure| Objective::Other(Box::new(measure)))
        .collect()
}

/// The objectives of which the table knows at least one value.
#[must_use]
pub fn offered(shown: &ActiveTable, basis: &Basis) -> Vec<Objective> {
    let measures = basis.measures(&shown.runs);
    let has = |objective: &Objective| {
        objective.values(shown, &measures).is_some_and(|values| values.iter().any(|&value| objective.knows(value)))
    };
    Objective::ALL.into_iter().filter(has).collect()
}

/// [`offered`], and of the further measures those that are chosen.
#[must_use]
pub fn offered_with(shown: &ActiveTable, basis: &Basis, chosen: &[Objective]) -> Vec<Objective> {
    let mut all = offered(shown, basis);
    all.extend(chosen.iter().filter(|objective| matches!(objective, Objective::Other(_))).cloned());
    all
}

/// Two or three of the offered objectives, in their order: the chosen ones that are offered, and while they are fewer than
/// two, cost, the latency by which the page compares, and then whatever is offered. Fewer where fewer are offered.
#[must_use]
pub fn judged(offered: &[Objective], chosen: &[Objective], by_p95: bool) -> Vec<Objective> {
    let usual = [Objective::Cost, if by_p95 { Objective::P95Latency } else { Objective::AvgLatency }];
    let mut taken: Vec<Objective> = Vec::new();
    let wishes = chosen.iter().cloned().map(|objective| (objective, 3));
    for (objective, most) in wishes.chain(usual.into_iter().chain(Objective::ALL).map(|objective| (objective, 2))) {
        if taken.len() < most && offered.contains(&objective) && !taken.contains(&objective) {
            taken.push(objective);
        }
    }
    offered.iter().filter(|objective| taken.contains(objective)).cloned().collect()
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
    let held: Vec<(&Objective, Cow<[f64]>)> =
        judged.iter().filter_map(|objective| Some((objective, objective.values(shown, &measures)?))).collect();
    let values: Vec<(&Objective, &[f64])> = held.iter().map(|(objective, values)| (*objective, &**values)).collect();
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
fn found(shown: &ActiveTable, values: &[(&Objective, &[f64])], known: &[usize]) -> (Vec<usize>, Vec<[Cell; 3]>) {
    if let [(Objective::Cost, cost), (latency, ms)] = values[..]
        && latency.is_latency()
    {
        let courses = menu(cost, ms, known);
        let money = |usd: f64| cost::cell(shown, usd);
        let step = |course: &Course| match course.usd_per_ms {
            Some(usd) => {
                let saved = Cell::number(format!("{} ms", short(course.ms_saved)), course.ms_saved);
                [saved, money(course.usd_more), money(usd)]
            }
            None => [(); 3].map(|()| Cell::none()),
        };
        return (courses.iter().map(|course| course.row).collect(), courses.iter().map(step).collect());
    }
    let objective = |&(objective, values): &(&Objective, _)| fronts::Objective {
        values,
        more_is_better: objective.more_is_better(),
    };
    (front(&values.iter().map(objective).collect::<Vec<_>>(), known), Vec::new())
}

fn lines(shown: &ActiveTable, values: &[(&Objective, &[f64])], found: &[usize], steps: Vec<[Cell; 3]>) -> Listing {
    let mut heads = vec![Head::text("Run")];
    let number = |title: &str, unit| Head::number(title).in_unit(&shown.in_currency(unit));
    heads.extend(values.iter().map(|(objective, _)| objective.head(shown)));
    if !steps.is_empty() {
        let cost = &*cost::unit(&shown.runs);
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
    let names: Vec<Cow<str>> = judged.iter().map(Objective::name).collect();
    match names.split_last() {
        Some((last, [])) => last.to_string(),
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
        "By {}, {} of {}: no other is as good in all of them and better in one.",
        joined(judged),
        fixed(found as f64, 0),
        count(known, "run", "runs"),
    );
    for objective in judged {
        if let Objective::Other(measure) = objective
            && measure.direction == Direction::Unknown
        {
            text += &format!(" Whether more or less of {} is better is not known: less is taken to be.", measure.words);
        }
    }
    if known < within {
        text += &format!(" {} out: a value is missing.", count(within - known, "run is left", "runs are left"));
    }
    text
}
