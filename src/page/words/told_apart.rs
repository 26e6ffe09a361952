//! Equal short names in a list, told apart by what differs: the load, the file, or else the place in the table.

use super::short_runs::ShortName;
use crate::format::numbers::{fixed, short};
use crate::page::tables::active_table::ActiveTable;
use crate::text::foreign;

/// Adds to names of different runs that are equal what differs between them. `rows`: the run of each name.
pub fn tell_apart(shown: &ActiveTable, rows: &[usize], names: &mut [&mut ShortName]) {
    let load = |row: usize| load_of(shown, row);
    let number = |row: usize| Some(["row ", &fixed(row as f64 + 1.0, 0)].concat());
    let ways: [&dyn Fn(usize) -> Option<String>; 3] = [&load, &|row| file(shown, row), &number];
    for way in ways {
        let own: Vec<String> = names.iter().map(|name| name.whole()).collect();
        let parts: Vec<Option<String>> = rows.iter().map(|&row| way(row)).collect();
        // Lists are short, and few names are equal.
        let differs = |at: usize| (0..own.len()).any(|other| own[other] == own[at] && parts[other] != parts[at]);
        for at in 0..own.len() {
            if let Some(part) = parts[at].as_ref().filter(|_| differs(at)) {
                let rest = &mut names[at].rest;
                *rest = if rest.is_empty() { part.clone() } else { [rest, " · ", part].concat() };
            }
        }
    }
}

/// The load of a run, `8 concurrent`, else the rate that was asked for, `16 req/s`; `None` where neither is known.
#[must_use]
pub fn load_of(shown: &ActiveTable, row: usize) -> Option<String> {
    let vus = shown.runs.vus[row];
    if vus.is_finite() {
        return Some(short(vus) + " concurrent");
    }
    Some(short(shown.runs.asked_rate_of(row)?) + " req/s")
}

/// The name of the file that a run is from, where there are several.
fn file(shown: &ActiveTable, row: usize) -> Option<String> {
    let mut before = 0;
    let found = shown.runs.notes.files.iter().find(|(_, rows)| {
        before += rows;
        row < before
    });
    let name = found?.0.rsplit('/').next()?;
    Some(foreign::shown(name).into_owned())
}
