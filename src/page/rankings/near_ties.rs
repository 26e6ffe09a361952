//! Near ties: the runs nearly as cheap as the cheapest, as a table with what each changes against it.

use crate::analysis::decide::near_ties::{NearTie, near_ties};
use crate::data::runs::table_facts::Basis;
use crate::format::numbers::{dollars, fixed, percent, short, signed_percent};

use crate::page::tables::active_table::ActiveTable;
use crate::page::words::cost;
use crate::page::words::mean;
use crate::page::words::noise::noise_sentence;
use crate::page::words::runs::{count, none_of, run_name};
use crate::page::words::text_table::{Cell, Head, Line, Listing, MOST_LINES};

/// How much more than the cheapest a run may cost to be nearly as cheap, a share: the reader's own, given in percent, else
/// what two runs of one load may differ by. The verdict, the section and what is saved have this one.
#[must_use]
pub fn tolerance(shown: &ActiveTable, basis: &Basis, own_percent: Option<f64>) -> f64 {
    own_percent.map_or_else(|| basis.noise(&shown.runs).share, |percent| percent / 100.0)
}

/// Whose the tolerance is, a sentence or two.
#[must_use]
pub fn tolerance_words(shown: &ActiveTable, basis: &Basis, own_percent: Option<f64>) -> String {
    let noise = noise_sentence(basis.noise(&shown.runs));
    if own_percent.is_some() { format!("Your own tolerance. {noise}") } else { noise }
}

/// The near ties among `within`, the rows of `filtered` within the limits: the cheapest run, which is highlighted, and
/// those that cost at most `tolerance` (a share) more, cheapest first, at most [`MOST_LINES`] in all. None without a
/// usable cost.
#[must_use]
pub fn ties(shown: &ActiveTable, basis: &Basis, filtered: &[usize], within: &[usize], tolerance: f64) -> Listing {
    ties_up_to(MOST_LINES, shown, basis, (filtered, within), tolerance)
}

/// [`ties`] with at most `most` lines; a saved table has them all.
#[must_use]
pub fn ties_up_to(
    most: usize,
    shown: &ActiveTable,
    basis: &Basis,
    (filtered, within): (&[usize], &[usize]),
    tolerance: f64,
) -> Listing {
    let measures = basis.measures(&shown.runs);
    let Some(best) = measures.ranking().cheapest(within) else {
        return Listing { sentence: nothing(filtered, within), ..Listing::default() };
    };
    listing(most, shown, basis, (best, &near_ties(&measures, within, tolerance)), tolerance)
}

/// The same of the cheapest run and near ties that are known.
#[must_use]
pub fn listing(
    most: usize,
    shown: &ActiveTable,
    basis: &Basis,
    (best, ties): (usize, &[NearTie]),
    tolerance: f64,
) -> Listing {
    let columns = columns(shown, basis);
    let mut heads = vec![Head::text("Run")];
    heads.extend(columns.iter().map(|column| Head::number(column.title).in_unit(&shown.in_currency(&column.unit))));
    let line = |row: usize| {
        let mut cells = vec![Cell::from(run_name(shown, row))];
        cells.extend(columns.iter().map(|column| column.cell(shown, best, row)));
        Line { key: row, row: Some(row), marked: row == best, cells, ..Line::default() }
    };
    let faster = ties.iter().filter(|tie| tie.is_faster()).count();
    let rows = std::iter::once(best).chain(ties.iter().map(|tie| tie.row));
    Listing {
        sentence: sentence(shown, best, ties.len(), faster, tolerance),
        heads,
        lines: rows.take(most).map(line).collect(),
    }
}

/// Why there is no cheapest run, a sentence.
#[must_use]
pub fn nothing(filtered: &[usize], within: &[usize]) -> String {
    if filtered.is_empty() {
        "No run passes the filters.".to_owned()
    } else if within.is_empty() {
        "No run is within the limits.".to_owned()
    } else {
        none_of(within.len(), "", ("has a", "has no")) + " usable cost."
    }
}

fn sentence(shown: &ActiveTable, best: usize, ties: usize, faster: usize, tolerance: f64) -> String {
    let cheapest = format!("{} at {}", run_name(shown, best), cost_words(shown, best));
    let most = if tolerance > 0.0 {
        format!("at most {} more than", percent(tolerance * 100.0))
    } else {
        "as little as".to_owned()
    };
    if ties == 0 {
        return format!("No other run costs {most} the cheapest, {cheapest}.");
    }
    let faster = match faster {
        0 => "none is faster".to_owned(),
        all if all == ties && ties == 1 => "it is faster".to_owned(),
        1 => "1 is faster".to_owned(),
        n => format!("{} are faster", fixed(n as f64, 0)),
    };
    format!("{} {most} the cheapest, {cheapest}; {faster}.", count(ties, "other run costs", "other runs cost"))
}

/// The cost that ranks; where it is that of successful requests, it says so.
fn cost_words(shown: &ActiveTable, row: usize) -> String {
    let usd = cost::quoted(shown, shown.runs.ranked_cost()[row]);
    if shown.runs.cost_usd_per_billion_successful.is_some() { cost::of_run(shown, row) } else { usd }
}

/// A quantity that is compared.
struct Column<'a> {
    title: &'static str,
    /// The unit of the saved values.
    unit: String,
    values: &'a [f64],
    /// What values are multiplied by to be in it.
    factor: f64,
    words: fn(f64) -> String,
    /// The change from a value to another, in words.
    change: fn(f64, f64) -> String,
}

impl Column<'_> {
    /// The value, with its change against the cheapest run.
    fn cell(&self, shown: &ActiveTable, best: usize, row: usize) -> Cell {
        let (from, to) = (self.values[best], self.values[row]);
        let mut text = if to.is_nan() { "–".to_owned() } else { (self.words)(to * self.factor) };
        if row != best && from.is_finite() && to.is_finite() {
            text += &format!(" ({})", (self.change)(from, to));
        }
        Cell::number(shown.in_currency(&text), to * self.factor)
    }
}

fn columns<'a>(shown: &'a ActiveTable, basis: &'a Basis) -> Vec<Column<'a>> {
    let measures = basis.measures(&shown.runs);
    let ms = |values: &'a [f64], title: &'static str| {
        let words = |ms| format!("{} ms", short(ms));
        Column {
            title,
            unit: "ms".to_owned(),
            values,
            factor: 1.0,
            words,
            change: |from, to| signed(to - from, &format!("{} ms", short((to - from).abs()))),
        }
    };
    let average = mean::head(shown, "Average latency");
    let share = |from: f64, to: f64| signed_percent(to / from - 1.0);
    let mut columns = vec![
        Column {
            title: "Cost",
            unit: cost::unit(&shown.runs),
            values: measures.cost_usd,
            factor: cost::quoted_factor(&shown.runs),
            words: dollars,
            change: share,
        },
        ms(measures.avg_latency_ms, average),
    ];
    columns.extend(measures.p95_latency_ms.map(|values| ms(values, "p95 latency")));
    let rate = |rate| format!("{} req/s", short(rate));
    let throughput = measures.answered_req_per_sec();
    columns.push(Column {
        title: "Throughput",
        unit: "req/s".to_owned(),
        values: throughput,
        factor: 1.0,
        words: rate,
        change: share,
    });
    columns.extend(measures.error_share.map(|values| {
        let points = |from: f64, to: f64| signed(to - from, &format!("{} points", short((to - from).abs() * 100.0)));
        Column { title: "Failed", unit: "%".to_owned(), values, factor: 100.0, words: percent, change: points }
    }));
    columns
}

/// A change with its sign; `=` for none.
fn signed(change: f64, amount: &str) -> String {
    match change {
        0.0 => "=".to_owned(),
        change if change < 0.0 => format!("−{amount}"),
        _ => format!("+{amount}"),
    }
}
