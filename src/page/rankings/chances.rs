//! Chances of being cheapest: the configurations with their cost near their best load, as a table.

use crate::analysis::decide::chances::Standing;
use crate::data::runs::table_facts::Basis;
use crate::format::numbers::{fixed, percent_fixed};

use super::near_ties::nothing;
use crate::page::tables::active_table::ActiveTable;
use crate::page::verdict::confidence::words::chance_words;
use crate::page::words::cost;
use crate::page::words::noise::UNKNOWN;
use crate::page::words::runs::{configuration_name, count, vus};
use crate::page::words::text_table::{Cell, Head, Line, Listing};

/// The configurations that pass, by their cheapest runs, at most `most`, from what is known of how sure the answer is. None
/// where noise is not known: then no chance is told. `filtered` are the rows that pass the filters, `within` those within
/// the limits.
#[must_use]
pub fn chances(
    most: usize,
    shown: &ActiveTable,
    basis: &Basis,
    (filtered, within): (&[usize], &[usize]),
    standings: &[Standing],
) -> Listing {
    let unit = shown.in_currency(&cost::unit(&shown.runs));
    if basis.noise(&shown.runs).deviation().is_none() {
        return Listing { sentence: format!("No chance can be told: {UNKNOWN}."), ..Listing::default() };
    }
    if standings.is_empty() {
        return Listing { sentence: nothing(filtered, within), ..Listing::default() };
    }
    let heads = vec![
        Head::text("Configuration"),
        Head::number("Chance").saved_as("Chance of being the cheapest"),
        Head::number("Cheapest run").in_unit(&unit),
        Head::number("At, VUs"),
        Head::number("Runs within 3% of its load"),
        Head::number("Their mean cost").in_unit(&unit),
        Head::number("Runs beside it that lost throughput"),
    ];
    let lines = standings.iter().take(most).map(|standing| line(shown, standing, standings[0].best));
    Listing { sentence: sentence(standings), heads, lines: lines.collect() }
}

fn sentence(standings: &[Standing]) -> String {
    let likely = standings.iter().filter(|standing| standing.chance.is_some_and(|chance| chance >= LIKELY)).count();
    format!(
        "Of {}, {} a chance of {} or more to be the cheapest.",
        count(standings.len(), "configuration that passes", "configurations that pass"),
        count(likely, "has", "have"),
        percent_fixed(LIKELY * 100.0, 0)
    )
}

/// From this chance on a configuration is counted.
const LIKELY: f64 = 0.05;

fn line(shown: &ActiveTable, standing: &Standing, answer: usize) -> Line {
    let (runs, best) = (&shown.runs, standing.best);
    let cost = runs.ranked_cost()[best];
    let chance = standing.chance.unwrap_or(f64::NAN);
    let local = if standing.near < 2 { f64::NAN } else { standing.local_usd };
    let usd = |usd: f64| cost::cell(shown, usd);
    let at = runs.vus[best];
    let lost = match standing.lost {
        None => Cell::number("0".to_owned(), 0.0),
        Some(lost) => {
            let most = percent_fixed(lost.most * 100.0, 0);
            let words = format!("{} of {}, up to {most}", fixed(lost.runs as f64, 0), fixed(lost.of as f64, 0));
            Cell::number(words, lost.runs as f64)
        }
    };
    let cells = vec![
        Cell::from(configuration_name(shown, best)),
        Cell::number(chance_words(chance), chance),
        usd(cost),
        if at.is_nan() { Cell::none() } else { Cell::number(vus(at), at) },
        Cell::number(fixed(standing.near as f64, 0), standing.near as f64),
        usd(local),
        lost,
    ];
    Line { key: best, row: Some(best), marked: best == answer, cells, ..Line::default() }
}
