//! Pinned runs, as a table.

use crate::analysis::decide::cost_latency::usable;
use crate::analysis::decide::slo::broken;
use crate::data::runs::table_facts::Basis;
use crate::format::numbers::{percent, short};

use crate::page::choice::limits::LimitChoice;
use crate::page::limits::words::limit_words;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::cost;
use crate::page::words::mean;
use crate::page::words::runs::{count, run_title};
use crate::page::words::text_table::{Cell, Head, Line, Listing};

/// A line for each pinned run in the order of pinning, whatever filters and limits say; nothing without pins. Pins of rows
/// that the table does not have are left out: an address may be older than its table. `rows` pass the filters; `winner`
/// is the verdict's run.
#[must_use]
pub fn pinned(
    shown: &ActiveTable,
    basis: &Basis,
    pins: &[usize],
    rows: &[usize],
    limits: &LimitChoice,
    winner: Option<usize>,
) -> Listing {
    let pins: Vec<usize> = pins.iter().copied().filter(|&row| row < shown.runs.rows).collect();
    if pins.is_empty() {
        return Listing::default();
    }
    let standing = Standing { shown, basis, rows, limits, winner };
    let mut heads = vec![Head::text("Pin"), Head::text("Run")];
    heads.extend(
        [
            "Batch size",
            "VUs",
            &shown.in_currency(&cost::unit(&shown.runs)),
            "Against the verdict",
            &mean::head_ms(shown),
            "p95 latency, ms",
            "Throughput, req/s",
        ]
        .map(Head::number),
    );
    heads[5] = Head::number("Against the verdict").in_unit("%");
    heads.push(Head::text("Standing"));
    let lines = pins.iter().enumerate().map(|(nth, &row)| standing.line(nth, row)).collect();
    let words = count(pins.len(), "pinned run", "pinned runs");
    Listing { sentence: format!("{words}, marked with a number in every chart."), heads, lines }
}

struct Standing<'a> {
    shown: &'a ActiveTable,
    basis: &'a Basis,
    rows: &'a [usize],
    limits: &'a LimitChoice,
    winner: Option<usize>,
}

impl Standing<'_> {
    fn line(&self, nth: usize, row: usize) -> Line {
        let runs = &self.shown.runs;
        let number = |value: f64| Cell::number(short(value), value);
        let cost = runs.ranked_cost()[row];
        let cells = vec![
            Cell::number((nth + 1).to_string(), (nth + 1) as f64),
            run_title(self.shown, row).into(),
            number(runs.batch_size[row]),
            number(runs.vus[row]),
            cost::cell(self.shown, cost),
            self.against(row),
            mean::cell(self.shown, row, runs.avg_latency_ms[row]),
            runs.p95_latency_ms.as_ref().map_or_else(Cell::none, |p95| Cell::aligned(p95[row])),
            Cell::aligned(runs.answered_of(row)),
            self.words(row).into(),
        ];
        Line { key: row, row: Some(row), marked: self.winner == Some(row), cells, ..Line::default() }
    }

    fn against(&self, row: usize) -> Cell {
        let cost = self.shown.runs.ranked_cost();
        match self.winner {
            Some(winner) if winner != row && usable(cost[winner]) && usable(cost[row]) => {
                let share = (cost[row] / cost[winner] - 1.0) * 100.0;
                Cell::number(format!("{}{}", if share < 0.0 { "−" } else { "+" }, percent(share.abs())), share)
            }
            _ => Cell::none(),
        }
    }

    fn words(&self, row: usize) -> String {
        let mut words = Vec::new();
        if self.winner == Some(row) {
            words.push("the verdict".to_owned());
        }
        words.extend(kept_out(self.shown, self.basis, self.rows, self.limits, row));
        if words.is_empty() {
            words.push(if self.limits.is_empty() { "passes the filters" } else { "within all limits" }.to_owned());
        }
        words.join("; ")
    }
}

/// What keeps a run from being an answer: filters, limits. `rows` pass the filters.
pub(super) fn kept_out(
    shown: &ActiveTable,
    basis: &Basis,
    rows: &[usize],
    limits: &LimitChoice,
    row: usize,
) -> Vec<String> {
    let broken: Vec<String> = broken(&basis.measures(&shown.runs), &limits.limits(&shown.runs), row)
        .map(|limit| limit_words(shown, limits, limit))
        .collect();
    let filtered = (!rows.contains(&row)).then(|| "filtered out".to_owned());
    let outside = (!broken.is_empty()).then(|| format!("outside limits: {}", broken.join(", ")));
    filtered.into_iter().chain(outside).collect()
}
