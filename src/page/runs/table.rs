//! The table of runs: its columns, its pages, and sorting.

use crate::analysis::stats::order;
use crate::data::runs::name::{COST, SUCCESSFUL_COST};
use crate::data::runs::roles::Role;
use crate::data::runs::run_table::RunTable;
use crate::data::table::column::{Category, Column, Values};
use crate::format::numbers;

use crate::page::tables::active_table::ActiveTable;
use crate::page::words::cost;
use crate::page::words::mean;
use crate::page::words::runs::run_name;
use crate::page::words::short_runs::ShortRuns;
use crate::text::foreign;

/// Rows on one page of the table.
pub const PAGE_ROWS: usize = 15;

/// The main columns, in order; those that a table lacks are left out.
const KEY: [(Role, &str); 8] = [
    (Role::Cost, cost::UNIT),
    (Role::HwType, "Hardware"),
    (Role::Image, "Image"),
    (Role::BatchSize, "Batch size"),
    (Role::Vus, "VUs"),
    (Role::AvgLatency, "Avg latency, ms"),
    (Role::P95Latency, "p95 latency, ms"),
    (Role::Throughput, "Throughput, req/s"),
];

/// A column of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its position in the run table.
    pub at: usize,
    /// What it is called on the page.
    pub title: String,
    /// Whether it holds numbers, which are set flush right.
    pub numeric: bool,
    /// How wide it is, in characters: fixed by the table, so that columns neither jump from page to page nor have to
    /// be measured by the browser with every row that comes or goes.
    pub width_ch: usize,
}

/// Which page of the table is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableAt {
    /// A page, from 0.
    Page(usize),
    /// The page with this run, which is marked. It is followed to another page when the order changes; a run that the
    /// filters take away leaves the first page.
    Run(usize),
}

impl Default for TableAt {
    fn default() -> Self {
        Self::Page(0)
    }
}

impl TableAt {
    /// The position in `order` of the first row shown. A page beyond the end is the last one.
    #[must_use]
    pub fn first(self, order: &[usize]) -> usize {
        let page = match self {
            Self::Page(page) => page.min(order.len().saturating_sub(1) / PAGE_ROWS),
            Self::Run(row) => order.iter().position(|&at| at == row).map_or(0, |at| at / PAGE_ROWS),
        };
        page * PAGE_ROWS
    }

    /// The marked run.
    #[must_use]
    pub fn run(self) -> Option<usize> {
        match self {
            Self::Page(_) => None,
            Self::Run(row) => Some(row),
        }
    }
}

/// How the table is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// By which column of the run table.
    pub at: usize,
    /// Largest first.
    pub falling: bool,
}

impl Sort {
    /// Cheapest first.
    #[must_use]
    pub fn by_cost(runs: &RunTable) -> Self {
        let at = runs.successful_at.or(runs.position(Role::Cost)).unwrap_or_default();
        Self { at, falling: false }
    }

    /// The sort after a click on a column's head: reversed, or rising by that column.
    #[must_use]
    pub fn clicked(self, at: usize) -> Self {
        Self { at, falling: self.at == at && !self.falling }
    }
}

/// Of some rows those whose name has every word of `text`, in small or capital letters; all of them without a word. The
/// name is the short one, and the long one: `l4 trt b32`, `batch size 32`.
#[must_use]
pub fn found(shown: &ActiveTable, rows: &[usize], text: &str) -> Vec<usize> {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    if words.is_empty() {
        return rows.to_vec();
    }
    let short = ShortRuns::of(shown);
    let has_all = |&row: &usize| {
        let name = [&short.name(shown, row, true).whole(), " ", &run_name(shown, row)].concat().to_lowercase();
        words.iter().all(|word| name.contains(word.as_str()))
    };
    rows.iter().copied().filter(has_all).collect()
}

/// The columns shown: the main ones, and with `all` every other one after them.
#[must_use]
pub fn heads(shown: &ActiveTable, all: bool) -> Vec<Head> {
    let runs = &shown.runs;
    let numeric = |at: usize| matches!(runs.columns[at].values, Values::Number { .. } | Values::BigInt(_));
    let titled = |role: Role, title: &str| match role {
        Role::AvgLatency => mean::head_ms(shown),
        _ => shown.in_currency(title),
    };
    let key = KEY.iter().filter_map(|&(role, title)| Some((runs.position(role)?, titled(role, title))));
    let ranked = runs.successful_at.map(|at| (at, shown.in_currency(cost::SUCCESSFUL_UNIT)));
    // Of several tables, which one.
    let key = ranked.into_iter().chain(key).chain(runs.table_at.map(|at| (at, "Table".to_owned())));
    let is_key = |at| {
        [runs.table_at, runs.successful_at].contains(&Some(at))
            || KEY.iter().any(|&(role, _)| runs.position(role) == Some(at))
    };
    let rest = (0..runs.columns.len())
        .filter(|&at| all && !is_key(at))
        .map(|at| (at, foreign::shown(&runs.columns[at].name).into_owned()));
    key.chain(rest)
        .map(|(at, title)| Head { at, width_ch: width_ch(shown, at, &title), title, numeric: numeric(at) })
        .collect()
}

/// The longest of a column's head and its first cells; what is longer further down is cut by the cell.
fn width_ch(shown: &ActiveTable, at: usize, title: &str) -> usize {
    const LOOKED_AT: usize = 500;
    let head = head_width_ch(title);
    (0..shown.runs.rows.min(LOOKED_AT)).map(|row| cell_of(shown, at, row).chars().count()).fold(head, usize::max)
}

/// The least width of a head in two lines at most, with room for the arrow of the sort. Its letters are smaller than those
/// of the cells.
fn head_width_ch(title: &str) -> usize {
    let whole = title.chars().count();
    let spaces = title.chars().enumerate().filter(|&(_, c)| c == ' ').map(|(at, _)| at);
    let lines = spaces.map(|at| at.max(whole - at - 1)).fold(whole, usize::min);
    (lines * 9).div_ceil(10) + 2
}

/// `rows` sorted by a column (stable); missing values come last in both directions.
#[must_use]
pub fn sorted(column: &Column, rows: &[usize], falling: bool) -> Vec<usize> {
    let mut rows = rows.to_vec();
    let late = |row: usize| match &column.values {
        Values::Number { array, .. } => array.value(row).is_nan(),
        _ => column.is_null(row),
    };
    let by = |rows: &mut [usize], key: &dyn Fn(usize) -> u64| {
        let turned = |row: usize| if falling { !key(row) } else { key(row) };
        // No number has a key as large as this.
        order::sort_rows_by(rows, &|row| if late(row) { u64::MAX } else { turned(row) });
    };
    match &column.values {
        Values::Number { array, .. } => by(&mut rows, &|row| order::key(array.value(row))),
        Values::BigInt(array) => {
            by(&mut rows, &|row| array.value(row) as u64 ^ 1 << 63);
            // The largest integer has the key of a missing value: move the missing ones behind it.
            order::sort_rows_by(&mut rows, &|row| column.is_null(row).into());
        }
        Values::Bool(_) | Values::Text(_) => {
            // Each distinct text is compared once.
            let category = Category::of(column, rows.iter().max().map_or(0, |&last| last + 1));
            let mut labels: Vec<usize> = (0..category.labels.len()).collect();
            order::sort_rows(&mut labels, &mut |a, b| category.labels[a].cmp(&category.labels[b]));
            let mut place = vec![0; labels.len()];
            labels.iter().enumerate().for_each(|(at, &label)| place[label] = at as u64);
            by(&mut rows, &|row| place[category.codes[row] as usize]);
        }
    }
    rows
}

/// The text of a cell; an average latency that no file tells says so.
#[must_use]
pub fn cell_of(shown: &ActiveTable, at: usize, row: usize) -> String {
    let text = cell(&shown.runs.columns[at], row);
    let is_mean = shown.runs.position(Role::AvgLatency) == Some(at) && !shown.runs.avg_latency_ms[row].is_nan();
    if is_mean { text + mean::mark(shown, row) } else { text }
}

/// A cell's text: money with cents, counts whole, other numbers short; long text is cut, and every character is seen.
#[must_use]
pub fn cell(column: &Column, row: usize) -> String {
    const LONGEST: usize = 60;
    if column.is_null(row) {
        return "–".to_owned();
    }
    match &column.values {
        Values::Number { array, .. } if [COST, SUCCESSFUL_COST].iter().any(|cost| column.name.starts_with(cost)) => {
            numbers::fixed(array.value(row), 2)
        }
        Values::Number { array, integral: true } => numbers::fixed(array.value(row), 0),
        Values::Number { array, integral: false } => numbers::aligned(array.value(row)),
        Values::BigInt(_) | Values::Bool(_) => column.text(row),
        Values::Text(_) => {
            let text = column.text(row);
            match text.char_indices().nth(LONGEST) {
                Some((end, _)) => format!("{}…", foreign::shown(&text[..end])),
                None => foreign::shown(&text).into_owned(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_and_the_page_of_a_run() {
        let order: Vec<usize> = (0..40).rev().collect();
        assert_eq!(TableAt::default().first(&order), 0);
        assert_eq!(TableAt::Page(1).first(&order), 15);
        assert_eq!(TableAt::Page(99).first(&order), 30, "the last page");
        assert_eq!(TableAt::Run(39).first(&order), 0);
        assert_eq!(TableAt::Run(0).first(&order), 30);
        assert_eq!(TableAt::Run(24).first(&order), 15);
        assert_eq!(TableAt::Run(77).first(&order), 0, "not among the rows");
        for at in [TableAt::Page(3), TableAt::Run(3)] {
            assert_eq!(at.first(&[]), 0);
        }
        assert_eq!((TableAt::Run(7).run(), TableAt::Page(7).run()), (Some(7), None));
    }
}
