//! Best of each hardware and image: the cheapest run of each hardware and image, as a table with its sentences.

use crate::analysis::decide::best::{Best, GroupBest};
use crate::analysis::stats::extent::Extent;
use crate::data::runs::roles::Role;
use crate::data::table::column::Column;
use crate::format::numbers::{fixed, percent, short};

use crate::page::choice::filters::Choice;
use crate::page::compare::words::filter_words;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::cost;
use crate::page::words::mean;
use crate::page::words::runs::{count, none_of, run_title, vus};
use crate::page::words::text_table::{Cell, Head, Line, Listing};

/// The title of the column that names the table.
const TABLE: &str = "Table";

/// The table and its words.
#[derive(Clone, Debug, PartialEq)]
pub struct BestView {
    /// The answer, a sentence, and the table: the cheapest group first, which is highlighted; then groups without a usable
    /// cost, then those without a run within the limits. A line of these two kinds links to no run.
    pub listing: Listing,
    /// Which runs are ranked, and which are left out.
    pub caption: String,
    /// What tuning and what choosing is worth; empty without a best run.
    pub reading: String,
}

impl BestView {
    /// Computes the table of `rows`, of which those `within` are within the limits.
    #[must_use]
    pub fn new(shown: &ActiveTable, rows: &[usize], within: &[usize], choice: &Choice) -> Self {
        let best = Best::new(&shown.runs.ranking(), &shown.groups.of_row, within);
        let extra = extra_columns(shown);
        let heads = heads(shown, &extra);
        let mut lines: Vec<Line> =
            best.groups.iter().enumerate().map(|(nth, group)| line(shown, &extra, group, nth == 0)).collect();
        for &group in &best.unpriced {
            if let Some(&row) = within.iter().find(|&&row| shown.groups.of_row[row] == group) {
                lines.push(without(shown, &extra, row, heads.len(), "no usable cost"));
            }
        }
        // List the groups that the limits empty, so that they do not silently disappear.
        let mut told = vec![false; shown.groups.labels.len()];
        within.iter().for_each(|&row| told[shown.groups.of_row[row]] = true);
        for &row in rows {
            if !std::mem::replace(&mut told[shown.groups.of_row[row]], true) {
                lines.push(without(shown, &extra, row, heads.len(), "none within the limits"));
            }
        }
        lines.iter_mut().enumerate().for_each(|(nth, line)| line.key = nth);
        Self {
            listing: Listing { sentence: sentence(shown, &best, rows.len(), within.len()), heads, lines },
            reading: reading(&best),
            caption: caption(shown, &best, (rows.len(), within.len()), choice),
        }
    }
}

/// Further columns that tell configurations apart: engine and vendor where they have several values, and the table where
/// several are shown.
fn extra_columns(shown: &ActiveTable) -> Vec<(&'static str, &Column)> {
    let runs = &shown.runs;
    [
        ("Engine", runs.position(Role::Engine), &runs.engine),
        ("Vendor", runs.position(Role::Vendor), &runs.vendor),
        (TABLE, runs.table_at, &runs.table),
    ]
    .into_iter()
    .filter(|(_, _, category)| category.as_ref().is_some_and(|category| category.labels.len() > 1))
    .filter_map(|(title, at, _)| Some((title, &runs.columns[at?])))
    .collect()
}

fn heads(shown: &ActiveTable, extra: &[(&'static str, &Column)]) -> Vec<Head> {
    let number = |title| Head::number(&shown.in_currency(title));
    let mut heads = vec![Head::text("Hardware"), Head::text("Image")];
    heads.extend(extra.iter().map(|&(title, _)| Head::text(title)));
    heads.extend(
        [
            &cost::unit(&shown.runs),
            "Batch size",
            "VUs",
            &mean::head_ms(shown),
            "p95 latency, ms",
            "Throughput, req/s",
            "Below its median",
            "Against the best",
        ]
        .map(number),
    );
    let shares = heads.len() - 2;
    heads[shares..].iter_mut().for_each(|head| *head = head.clone().in_unit("%"));
    heads
}

fn line(shown: &ActiveTable, extra: &[(&'static str, &Column)], group: &GroupBest, overall: bool) -> Line {
    let runs = &shown.runs;
    let row = group.row;
    let mut cells = vec![Cell::from(runs.hw_type.label(row)), runs.image.label(row).into()];
    cells.extend(extra.iter().map(|(_, column)| Cell::from(column.text(row))));
    let number = |words: fn(f64) -> String, value| Cell::number(words(value), value);
    let against = if overall { "overall best".to_owned() } else { more_expensive(group.above_best_percent) };
    cells.extend([
        cost::cell(shown, runs.ranked_cost()[row]),
        number(short, runs.batch_size[row]),
        number(short, runs.vus[row]),
        mean::cell(shown, row, runs.avg_latency_ms[row]),
        runs.p95_latency_ms.as_ref().map_or_else(Cell::none, |p95| Cell::aligned(p95[row])),
        Cell::aligned(runs.answered_of(row)),
        number(percent, group.below_median_percent),
        Cell::number(against, group.above_best_percent),
    ]);
    Line { row: Some(row), marked: overall, cells, ..Line::default() }
}

fn without(shown: &ActiveTable, extra: &[(&'static str, &Column)], row: usize, columns: usize, why: &str) -> Line {
    let mut cells = vec![Cell::none(); columns];
    cells[0] = shown.runs.hw_type.label(row).into();
    cells[1] = shown.runs.image.label(row).into();
    // Engine and vendor may differ within the group; the table does not.
    if let Some(at) = extra.iter().position(|&(title, _)| title == TABLE) {
        cells[2 + at] = extra[at].1.text(row).into();
    }
    if let Some(last) = cells.last_mut() {
        *last = why.into();
    }
    Line { cells, ..Line::default() }
}

fn more_expensive(percent_more: f64) -> String {
    if percent_more == 0.0 { "equally cheap".to_owned() } else { format!("{} more expensive", percent(percent_more)) }
}

fn sentence(shown: &ActiveTable, best: &Best, among: usize, within: usize) -> String {
    let Some(row) = best.overall() else {
        return match (among, within) {
            (0, _) => "No run passes the filters.".to_owned(),
            (_, 0) => none_of(among, "", ("is", "is not")) + " within the limits.",
            _ => none_of(within, "", ("has a", "has no")) + " usable cost.",
        };
    };
    let runs = &shown.runs;
    let mut text = format!(
        "Overall best: {}, batch size {}, {}, at {}",
        run_title(shown, row),
        short(runs.batch_size[row]),
        vus(runs.vus[row]),
        cost::of_run(shown, row),
    );
    text += &match &best.groups[..] {
        [_, second, ..] => {
            let last = &best.groups[best.groups.len() - 1];
            let mut rest = format!(
                "; the best of {} is {}",
                shown.groups.labels[second.group],
                more_expensive(second.above_best_percent)
            );
            if best.groups.len() > 2 {
                let label = &shown.groups.labels[last.group];
                rest += &format!(", that of {label}, the last, {}", more_expensive(last.above_best_percent));
            }
            rest + "."
        }
        [_] | [] => ".".to_owned(),
    };
    text
}

fn caption(shown: &ActiveTable, best: &Best, (rows, within): (usize, usize), choice: &Choice) -> String {
    let all = shown.runs.rows;
    let mut text = match filter_words(choice) {
        None if rows == all => format!("From {} of the table; nothing is filtered out.", all_runs(all)),
        None => format!("From {} of {}.", fixed(rows as f64, 0), count(all, "run", "runs")),
        Some(words) => {
            format!("From the {} of {} that pass: {words}.", fixed(rows as f64, 0), count(all, "run", "runs"))
        }
    };
    if !choice.limits.is_empty() {
        text += &format!(" {} within the limits.", count(within, "run is", "runs are"));
    }
    if best.left_out > 0 {
        let runs = count(best.left_out, "run has", "runs have");
        text += &format!(" {runs} no usable cost (0 is an unknown price) and cannot be the best.");
    }
    text
}

fn reading(best: &Best) -> String {
    let below = Extent::of(best.groups.iter().map(|group| group.below_median_percent));
    let (Some(below), Some(last)) = (below, best.groups.last()) else { return String::new() };
    match best.groups.len() {
        1 => format!("Now tuning batch size and VUs saves {} against a median run.", percent(below.max)),
        _ => format!(
            "Now tuning within a group saves from {} to {} against its median run; the wrong group costs up to {} \
             more, however well it is tuned.",
            percent(below.min),
            percent(below.max),
            percent(last.above_best_percent)
        ),
    }
}

fn all_runs(n: usize) -> String {
    if n == 1 { "the only run".to_owned() } else { format!("all {} runs", fixed(n as f64, 0)) }
}
