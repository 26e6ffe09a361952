//! The same configurations in several tables: which of them became better or worse, beyond noise.

use crate::analysis::decide::campaigns::{Change, Verdict, change};
use crate::analysis::stats::noise::Noise;
use crate::analysis::stats::order;
use crate::format::numbers::{percent, signed_percent};

use super::offer::{Compared, Offer};
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::noise::noise_sentence;
use crate::page::words::runs::{configuration_name, count};
use crate::page::words::text_table::{Cell, Head, Line, Listing};

/// A configuration that the first table and another one ran at the same loads.
struct Both {
    /// A run of the other table.
    row: usize,
    change: Change,
}

/// Each configuration that another table has run at loads of the first, the clearest change first. `None` of one table,
/// and where nothing was run in both.
#[must_use]
pub fn listing(shown: &ActiveTable, offer: &Offer, rows: &[usize], noise: Noise) -> Option<Listing> {
    let runs = &shown.runs;
    let table = runs.table.as_ref().filter(|table| table.labels.len() > 1)?;
    let first = table.codes[runs.parts.first()?.first];
    let sound = |row: usize| !offer.leaves_out_failed || runs.reliability.failed_checks[row] == 0;
    let mut keyed: Vec<(Vec<u32>, usize)> =
        rows.iter().filter(|&&row| sound(row)).map(|&row| (key(shown, offer, row), row)).collect();
    order::sort_by(&mut keyed, |a, b| a.cmp(b));
    let loads = runs.load(rows).1;
    let points = |of: &[(Vec<u32>, usize)], code: u32| -> Vec<(f64, f64)> {
        let of_table = of.iter().filter(|(_, row)| table.codes[*row] == code);
        of_table.map(|&(_, row)| (loads[row], runs.work_per_sec[row])).collect()
    };
    let mut found: Vec<Both> = Vec::new();
    for same in keyed.chunk_by(|a, b| a.0 == b.0) {
        let before = points(same, first);
        for code in (0..table.labels.len() as u32).filter(|&code| code != first) {
            let row = same.iter().find(|(_, row)| table.codes[*row] == code).map(|(_, row)| *row);
            let change = change(&before, &points(same, code), noise.share);
            found.extend(row.zip(change).map(|(row, change)| Both { row, change }));
        }
    }
    order::sort_by(&mut found, |a, b| b.change.strength().total_cmp(&a.change.strength()).then(a.row.cmp(&b.row)));
    (!found.is_empty()).then(|| told(shown, &found, &table.labels[first as usize], noise))
}

/// What makes a configuration, but for the table and what goes with it.
fn key(shown: &ActiveTable, offer: &Offer, row: usize) -> Vec<u32> {
    let mut key = offer.codes(Compared::Table, row);
    key.extend([shown.runs.batch_sizes.codes[row], shown.runs.workloads.of_row[row]]);
    key
}

fn told(shown: &ActiveTable, found: &[Both], first: &str, noise: Noise) -> Listing {
    let table = |row: usize| shown.runs.table.as_ref().map_or("", |table| table.label(row));
    let line = |Both { row, change }: &Both| {
        let name = configuration_name(shown, *row).replacen(&[" · ", table(*row)].concat(), "", 1);
        let (ratio, least) = (change.ratio - 1.0, change.least.exp_m1());
        vec![
            name.into(),
            table(*row).into(),
            Cell::number(change.loads.to_string(), change.loads as f64),
            Cell::number(signed_percent(ratio), 100.0 * ratio),
            Cell::number(["±", &percent(100.0 * least)].concat(), 100.0 * least),
            verdict_words(change.verdict()).into(),
        ]
    };
    let heads = vec![
        Head::text("Configuration"),
        Head::text("Table"),
        Head::number("Loads compared"),
        Head::number("Throughput against the first").in_unit("%"),
        Head::number("By chance up to").in_unit("%"),
        Head::text("So it is"),
    ];
    let listing = Listing::of_cells(heads, found.iter().map(line).collect());
    let lines = listing.lines.into_iter().zip(found).map(|(line, both)| Line { row: Some(both.row), ..line });
    Listing { sentence: sentence(found, first, noise), lines: lines.collect(), ..listing }
}

fn verdict_words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Better => "better",
        Verdict::Worse => "worse",
        Verdict::WithinNoise => "within noise",
    }
}

fn sentence(found: &[Both], first: &str, noise: Noise) -> String {
    let of = |verdict: Verdict| found.iter().filter(|both| both.change.verdict() == verdict).count();
    format!(
        "Against {first}, throughput at the same loads: {} better, {} worse, {} within noise, of {} that both ran. {}",
        of(Verdict::Better),
        of(Verdict::Worse),
        of(Verdict::WithinNoise),
        count(found.len(), "configuration", "configurations"),
        noise_sentence(noise),
    )
}
