//! Sanity checks: for each a verdict, a sentence with the numbers, and the runs that it is about.

use crate::data::runs::checks;
use crate::data::runs::checks::Loads;
use crate::data::runs::name;
use crate::data::runs::roles::Role;
use crate::format::numbers::{fixed, short};
use crate::page::words::text_table::{Cell, Head, Listing};

use super::load;
use super::quality;
use super::serving::SERVING;
pub use super::verdict::{Affected, Check, Status, Verdict};
use super::verdict::{MOST_AFFECTED, affected};
use crate::page::answer::columns::contradicting;
use crate::page::answer::words::contradicting_words;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::runs::count;
use crate::text::foreign;

/// The verdicts as a table, to be saved: a line for each run that a check names, and one for a check that names none.
#[must_use]
pub fn listing(verdicts: &[Verdict]) -> Listing {
    let mut heads =
        ["Check", "Verdict", "What was found", "Run", "What is the matter with it"].map(Head::text).to_vec();
    heads.push(Head::number("Row in the table, from 0"));
    let cells = |title: &str, verdict: &Verdict, affected: Option<&Affected>| {
        let mut cells = vec![title.into(), verdict.status.words().into(), verdict.sentence.as_str().into()];
        cells.extend(affected.map_or_else(
            || [(); 3].map(|()| Cell::none()),
            |Affected { label, note, row }| [label.as_str().into(), note.as_str().into(), Cell::aligned(*row as f64)],
        ));
        cells
    };
    let told = every().zip(verdicts).enumerate().filter(|(nth, (_, verdict))| is_told(*nth, verdict.status));
    let lines = told.flat_map(|(_, ((_, title, _), verdict))| {
        (0..verdict.affected.len().max(1)).map(move |nth| cells(title, verdict, verdict.affected.get(nth)))
    });
    Listing::of_cells(heads, lines.collect())
}

/// The checks in the order of the page: name, title, and how each comes to its verdict.
pub const CHECKS: [(&str, &str, Check); 9] = [
    ("failed", "Failed requests", |shown, _, rows| quality::failed(shown, rows)),
    ("invalid", "Invalid responses", |shown, _, rows| quality::invalid(shown, rows)),
    ("size", "Embedding size", |shown, _, rows| quality::size(shown, rows)),
    ("accuracy", "Accuracy", |shown, _, rows| quality::accuracy(shown, rows)),
    ("short", "Short runs", |shown, _, rows| load::short_runs(shown, rows)),
    ("duplicates", "Repeated runs", duplicates),
    ("price", "Price", |shown, _, rows| price(shown, rows)),
    ("values", "Missing and impossible values", |shown, _, rows| values(shown, rows)),
    ("little", "Little's law", |shown, _, rows| load::little(shown, rows)),
];

/// All checks: those of every table, and those of language models.
pub fn every() -> impl Iterator<Item = &'static (&'static str, &'static str, Check)> {
    CHECKS.iter().chain(&SERVING)
}

/// Whether the check at a place among [`every`] is told where it came to this: one of language models only of a table that
/// has what it needs.
#[must_use]
pub fn is_told(check: usize, status: Status) -> bool {
    check < CHECKS.len() || status != Status::Absent
}

/// The verdicts on `rows`, in the order of [`CHECKS`]; none when there are no rows, as nothing was checked.
#[must_use]
// The page asks for every verdict; this is for the tests of those that every table has.
#[cfg_attr(feature = "dead-code", allow(dead_code))]
pub fn verdicts(shown: &ActiveTable, loads: &Loads, rows: &[usize]) -> Vec<Verdict> {
    if rows.is_empty() {
        return Vec::new();
    }
    CHECKS.iter().map(|(_, _, check)| check(shown, loads, rows)).collect()
}

/// As [`verdicts`], in the order of [`every`].
#[must_use]
pub fn every_verdict(shown: &ActiveTable, loads: &Loads, rows: &[usize]) -> Vec<Verdict> {
    if rows.is_empty() {
        return Vec::new();
    }
    every().map(|(_, _, check)| check(shown, loads, rows)).collect()
}

/// How many checks came to what: `80 of 246 runs: 1 fails, 2 warn, 4 pass, 2 are not in this table.` `runs`: how many were
/// checked, and how many the table has.
#[must_use]
pub fn summary(verdicts: &[Verdict], runs: (usize, usize)) -> String {
    if verdicts.is_empty() {
        return "No runs pass the filters: there is nothing to check.".to_owned();
    }
    let of = |status, one: &str, many: &str| {
        let is = |(nth, verdict): &(usize, &Verdict)| verdict.status == status && is_told(*nth, status);
        let n = verdicts.iter().enumerate().filter(is).count();
        (n > 0).then(|| count(n, one, many))
    };
    let parts: Vec<String> = [
        of(Status::Fail, "check fails", "checks fail"),
        of(Status::Warn, "warns", "warn"),
        of(Status::Pass, "passes", "pass"),
        of(Status::Absent, "is not in this table", "are not in this table"),
    ]
    .into_iter()
    .flatten()
    .collect();
    format!("{}: {}.", checked_words(runs), parts.join(", "))
}

/// `80 runs`; where filters or another workload leave some out `80 of 246 runs`.
fn checked_words((checked, all): (usize, usize)) -> String {
    let of = if checked < all { [&fixed(checked as f64, 0), " of "].concat() } else { String::new() };
    of + &count(all.max(checked), "run", "runs")
}

/// The titles of the checks that came to `status`, in small letters but for a name.
fn titles(verdicts: &[Verdict], status: Status) -> Vec<String> {
    let is = |(nth, verdict): &(usize, &Verdict)| verdict.status == status && is_told(*nth, status);
    let title =
        |(nth, _): (usize, &Verdict)| every().nth(nth).map(|check| check.1.to_lowercase().replace("little", "Little"));
    verdicts.iter().enumerate().filter(is).filter_map(title).collect()
}

/// What asks for a look, by name, and how many pass: `2 fail: short runs, Little's law. 4 pass.` Where not all runs were
/// checked (`runs`, as in [`summary`]) that comes first: `80 of 246 runs checked. 1 check fails: price.` Empty without a verdict.
#[must_use]
pub fn brief(verdicts: &[Verdict], runs: (usize, usize)) -> String {
    let named = |status: Status| {
        let words = how_many(verdicts, status)?;
        Some(format!("{words}: {}.", titles(verdicts, status).join(", ")))
    };
    let pass = how_many(verdicts, Status::Pass).map(|words| words + ".");
    let of = (runs.0 < runs.1 && !verdicts.is_empty()).then(|| checked_words(runs) + " checked.");
    [of, named(Status::Fail), named(Status::Warn), pass].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// How many checks fail, or where none does warn, and the word for it: `2 fail`; empty where all pass.
#[must_use]
pub fn worst(verdicts: &[Verdict]) -> String {
    let of = |status| how_many(verdicts, status);
    of(Status::Fail).or_else(|| of(Status::Warn)).unwrap_or_default()
}

/// The same in words that stand alone: `2 checks fail`.
#[must_use]
pub fn worst_in_full(verdicts: &[Verdict]) -> String {
    let of = |status, one, many| counted(verdicts, status, (one, many));
    let fail = of(Status::Fail, "check fails", "checks fail");
    fail.or_else(|| of(Status::Warn, "check warns", "checks warn")).unwrap_or_default()
}

/// How many checks came to `status`, with its verb; `None` for none.
fn how_many(verdicts: &[Verdict], status: Status) -> Option<String> {
    let words = match status {
        Status::Fail => ("check fails", "fail"),
        Status::Warn => ("check warns", "warn"),
        Status::Pass => ("passes", "pass"),
        Status::Absent => ("is absent", "are absent"),
    };
    counted(verdicts, status, words)
}

fn counted(verdicts: &[Verdict], status: Status, (one, many): (&str, &str)) -> Option<String> {
    let checks = titles(verdicts, status).len();
    (checks > 0).then(|| count(checks, one, many))
}

/// What passes, and what this table does not have, in a line: `Pass: price, repeated runs. Not measured here: accuracy.`
#[must_use]
pub fn passing_words(verdicts: &[Verdict]) -> String {
    let of = |status: Status, words: &str| {
        let titles = titles(verdicts, status);
        if titles.is_empty() { String::new() } else { format!("{words}: {}.", titles.join(", ")) }
    };
    let parts = [of(Status::Pass, "Pass"), of(Status::Absent, "Not measured here")];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn duplicates(shown: &ActiveTable, loads: &Loads, rows: &[usize]) -> Verdict {
    let groups = loads.repeated(rows);
    if groups.is_empty() {
        let sentence = "No two runs have the same configuration and VUs.".to_owned();
        return Verdict::of(Status::Pass, sentence);
    }
    let repeats: usize = groups.iter().map(Vec::len).sum();
    let note = |row: usize, nth: usize, of: usize| {
        let throughput = short(shown.runs.throughput_req_per_sec[row]);
        affected(shown, row, format!("{nth} of {of}: {throughput} req/s, {}", cost(shown, row)))
    };
    Verdict {
        status: Status::Warn,
        sentence: format!(
            "{} of {} share their configuration and VUs with another one, in {}. Charts show each of them, and a \
             line through them doubles back.",
            fixed(repeats as f64, 0),
            count(rows.len(), "run", "runs"),
            count(groups.len(), "group", "groups")
        ),
        affected: groups
            .iter()
            .flat_map(|group| group.iter().enumerate().map(|(nth, &row)| note(row, nth + 1, group.len())))
            .take(MOST_AFFECTED)
            .collect(),
    }
}

fn cost(shown: &ActiveTable, row: usize) -> String {
    match shown.runs.ranked_cost()[row] {
        cost if cost.is_nan() => "cost missing".to_owned(),
        cost => format!("cost {}", shown.money(cost)),
    }
}

fn price(shown: &ActiveTable, rows: &[usize]) -> Verdict {
    let without = checks::unpriced(&shown.runs, rows);
    let contradicting = contradicting(shown, rows);
    if without.is_empty() && !contradicting.is_empty() {
        return contradicted(shown, &contradicting);
    }
    if without.is_empty() {
        let sentence = format!("Every one of {} has a price above zero.", count(rows.len(), "run", "runs"));
        return Verdict::of(Status::Pass, sentence);
    }
    let per_second = checks::numbers(&shown.runs, name::COST_PER_SEC);
    let note = |row: usize| match per_second.as_ref().map(|price| price[row]) {
        Some(price) if price.is_nan() => format!("{}, price missing", cost(shown, row)),
        Some(price) => format!("{}, price {} per second", cost(shown, row), shown.money(price)),
        None => cost(shown, row),
    };
    let also = if contradicting.is_empty() { String::new() } else { contradicting_words(contradicting.len()) };
    Verdict {
        status: Status::Fail,
        sentence: format!(
            "{} of {} without a usable price: {} is missing, infinite, zero or negative. A cost of 0 is an \
             unknown price and no bargain. {also}",
            fixed(without.len() as f64, 0),
            count(rows.len(), "run is", "runs are"),
            price_columns(shown)
        )
        .trim_end()
        .to_owned(),
        affected: without.into_iter().take(MOST_AFFECTED).map(|row| affected(shown, row, note(row))).collect(),
    }
}

/// The columns that hold costs and prices, as the file calls them; in plain words where it has none.
fn price_columns(shown: &ActiveTable) -> String {
    let mut names = String::new();
    let mut add =
        |name: &str| names += &[if names.is_empty() { "“" } else { " or “" }, &foreign::shown(name), "”"].concat();
    for role in [Role::Cost, Role::Price] {
        if let Some(taken) = shown.runs.roles.of(role) {
            add(&taken.column);
        }
    }
    if names.is_empty() { "the price of the machine".to_owned() } else { names }
}

/// Prices that are another than in the costs, which are what is compared.
fn contradicted(shown: &ActiveTable, found: &[(usize, f64, f64)]) -> Verdict {
    let note = |&(row, own, in_cost): &(usize, f64, f64)| {
        affected(shown, row, format!("price {} an hour, in its cost {}", shown.price(own), shown.price(in_cost)))
    };
    Verdict {
        status: Status::Warn,
        sentence: contradicting_words(found.len()),
        affected: found.iter().take(MOST_AFFECTED).map(note).collect(),
    }
}

/// So many columns are named in the sentence.
const NAMED_COLUMNS: usize = 3;

fn values(shown: &ActiveTable, rows: &[usize]) -> Verdict {
    let odd = checks::odd_values(&shown.runs, rows);
    if odd.is_empty() {
        let sentence = "No number is missing, infinite or, where that cannot be, negative.".to_owned();
        return Verdict::of(Status::Pass, sentence);
    }
    let impossible = odd.iter().any(|column| !(column.infinite.is_empty() && column.negative.is_empty()));
    let mut parts: Vec<String> = odd.iter().take(NAMED_COLUMNS).map(column_words).collect();
    if odd.len() > NAMED_COLUMNS {
        parts.push(count(odd.len() - NAMED_COLUMNS, "more column", "more columns"));
    }
    let mut notes: std::collections::BTreeMap<usize, Vec<String>> = std::collections::BTreeMap::new();
    for column in &odd {
        for (what, rows) in kinds(column) {
            for &row in rows.iter().take(MOST_AFFECTED) {
                notes.entry(row).or_default().push(format!("{} {what}", column.name));
            }
        }
    }
    Verdict {
        status: if impossible { Status::Fail } else { Status::Warn },
        sentence: format!("{}.", parts.join("; ")),
        affected: notes
            .into_iter()
            .take(MOST_AFFECTED)
            .map(|(row, notes)| affected(shown, row, notes.join(", ")))
            .collect(),
    }
}

fn kinds(column: &checks::OddColumn) -> [(&'static str, &Vec<usize>); 3] {
    [("missing", &column.missing), ("infinite", &column.infinite), ("negative", &column.negative)]
}

fn column_words(column: &checks::OddColumn) -> String {
    let parts: Vec<String> = kinds(column)
        .iter()
        .filter(|(_, rows)| !rows.is_empty())
        .map(|(what, rows)| format!("{} {what}", fixed(rows.len() as f64, 0)))
        .collect();
    format!("{}: {}", column.name, parts.join(", "))
}
