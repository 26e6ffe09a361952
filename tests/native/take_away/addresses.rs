//! Links of every kind and what they mean on the bundled tables: the link written again, how many runs pass, and the
//! answer. `tests/fixtures/addresses.tsv` holds them, so that a link that somebody kept means tomorrow what it means today.
//!
//! The words of sentences are not held. After a wanted change: `ISOCOST_UPDATE=1 cargo test --no-default-features --test
//! native addresses`; a new line needs its address alone.

use std::sync::Arc;

use isocost::data::bundled;
use isocost::data::runs::table_facts::Basis;
use isocost::page::answer::asked::Asked;
use isocost::page::answer::columns::Columns;
use isocost::page::choice::address::{Link, keys, pairs};
use isocost::page::choice::mode;
use isocost::page::choice::note;
use isocost::page::choice::param;
use isocost::page::contour::view::ContourView;
use isocost::page::enough_vus::view::{Question, VusAxes, VusView};
use isocost::page::tables::active_table::{ActiveTable, Loaded, Provenance};
use isocost::page::tables::side_by_side::SideBySide;
use isocost::page::tables::table_source::{KEYS, TableSource};
use isocost::page::verdict::view::VerdictView;
use isocost::text::percent::decode_name;

use crate::support::path;

const FILE: &str = "tests/fixtures/addresses.tsv";
const HEAD: &str = "address\twritten again\tshown\tnotes\trows\tpass filters\tkeep limits\trow\t$ per unit quoted\tmachines\t\
                    $ in all\tload share\tconfigurations\trising\tbest of contours";

fn split(query: &str) -> Vec<(String, String)> {
    let pair = |part: &str| {
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        (decode_name(key), decode_name(value))
    };
    query.split('&').filter(|part| !part.is_empty()).map(pair).collect()
}

/// The tables that an address names; the first of the bundled ones where it names none.
fn tables(pairs: &[(&str, &str)]) -> Vec<Arc<Loaded>> {
    let named = TableSource::of_pairs(pairs.iter().copied(), "https://hub.example");
    let mut places: Vec<TableSource> = named.into_iter().map(Result::unwrap).collect();
    if places.is_empty() {
        places.push(TableSource::of_dataset(bundled::TABLES[0].dataset));
    }
    let loaded = |place: TableSource| {
        let table = bundled::find(place.whole_dataset().expect("a whole data set")).expect("a bundled table").table();
        Arc::new(Loaded::new(place, Provenance::BundledAskingHub, table))
    };
    places.into_iter().map(loaded).collect()
}

/// Nine digits: the last ones of a sum depend on the compiler.
fn number(value: f64) -> String {
    if value.is_nan() { "–".to_owned() } else { format!("{value:.8e}") }
}

fn text(pairs: impl Iterator<Item = (&'static str, String)>) -> String {
    pairs.map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join("&")
}

/// The line of an address.
fn line(query: &str) -> String {
    let split = split(query);
    let given: Vec<(&str, &str)> = split.iter().map(|(key, value)| (&**key, &**value)).collect();
    let link = Link::from_pairs(given.iter().copied());
    let side = SideBySide::new(&tables(&given), &link.choice);
    let shown = side.shown.expect("tables that can be shown");
    let notes = link.notes.len() + link.choice.notes.len() + link.choice.money.notes.len();
    let first = [
        query.to_owned(),
        text(pairs(&link.choice, &link.sections).into_iter().chain(note::pair(&link.note))),
        text(param::pairs(&mode::PARAMS, &link.mode)),
        notes.to_string(),
    ];
    first.into_iter().chain(meaning(&shown, &link)).collect::<Vec<_>>().join("\t")
}

/// What an address means on its table.
fn meaning(shown: &ActiveTable, link: &Link) -> Vec<String> {
    let (choice, sections) = (&link.choice, &link.sections);
    let basis = Basis::of(&shown.runs);
    let rows = choice.filter.rows(&shown.runs, &shown.batch_sizes);
    let asked = Asked::of(choice);
    let verdict = VerdictView::new(shown, &basis, &rows, &asked);
    let columns = Columns::of(shown, &basis);
    let found = asked.answered(shown, &basis, &columns, &rows).found;
    let point = found.filter(|found| verdict.row == Some(found.best.row) && !verdict.is_per_request);
    let point = point.as_ref().map(|found| &found.best);
    let per_unit = match (point, verdict.row) {
        (Some(point), _) => point.usd_per_unit * shown.runs.work.units(),
        (None, row) => row.map_or(f64::NAN, |row| shown.runs.ranked_cost()[row]),
    };
    let of_point = |value: fn(&isocost::analysis::decide::answer::Point) -> f64| number(point.map_or(f64::NAN, value));
    let allowed = if choice.notebook { &rows } else { &verdict.passing };
    let question = Question { limit: sections.tried_vus, least_gain: sections.least_gain_percent / 100.0 };
    let vus = VusView::new(shown, allowed, &VusAxes::new(shown, choice), question);
    let contour = ContourView::on(shown, &rows, None, choice.notebook, sections.contour, &sections.contour_axes);
    let best = contour.panels.iter().map(|panel| panel.best_row.map_or("–".to_owned(), |row| row.to_string()));
    vec![
        shown.runs.rows.to_string(),
        rows.len().to_string(),
        verdict.passing.len().to_string(),
        verdict.row.map_or("–".to_owned(), |row| row.to_string()),
        number(per_unit),
        of_point(|point| point.machines + point.spare),
        of_point(|point| point.usd),
        of_point(|point| point.load_share),
        vus.states.len().to_string(),
        vus.rising().count().to_string(),
        best.collect::<Vec<_>>().join(" "),
    ]
}

fn recorded() -> Vec<String> {
    let text = std::fs::read_to_string(path(FILE)).unwrap();
    text.lines().skip(1).map(str::to_owned).collect()
}

fn address(line: &str) -> &str {
    line.split('\t').next().unwrap_or_default()
}

#[test]
fn every_address_means_what_it_meant() {
    let recorded = recorded();
    let now: Vec<String> = recorded.iter().map(|recorded| line(address(recorded))).collect();
    if std::env::var_os("ISOCOST_UPDATE").is_some() {
        std::fs::write(path(FILE), format!("{HEAD}\n{}\n", now.join("\n"))).unwrap();
        return;
    }
    assert!(recorded.len() >= 60, "{} addresses", recorded.len());
    let other: Vec<String> = recorded
        .iter()
        .zip(&now)
        .filter(|(recorded, now)| recorded != now)
        .map(|(recorded, now)| format!("was {recorded}\nis  {now}"))
        .collect();
    assert!(other.is_empty(), "{HEAD}\n{}", other.join("\n"));
}

#[test]
fn every_parameter_is_in_an_address() {
    let recorded = recorded();
    let used: Vec<String> = recorded.iter().flat_map(|line| split(address(line))).map(|(key, _)| key).collect();
    let known = keys().chain(param::keys(&mode::PARAMS));
    // A file on the web, and one of several tables there, are no bundled tables.
    let elsewhere = |key: &&str| KEYS.contains(key) && *key != "dataset";
    let missing: Vec<&str> = known.filter(|key| !elsewhere(key) && !used.iter().any(|used| used == key)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
