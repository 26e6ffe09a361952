//! Text files: the first byte says how the file is called, the second which map of a load tester reads it in any case.

use isocost::data::limits::Limits;
use isocost::data::runs::run_table::RunTable;
use isocost::data::text::{NamedBytes, read_runs};
use isocost::data::tools::apply;
use isocost::data::tools::documents::{Extent, document};
use isocost::data::tools::map::{Content, Map};
use isocost::data::tools::{maps, yaml};

/// Names, by which the form of a file is told where its content does not.
const NAMES: [&str; 14] = [
    "a.json",
    "a.csv",
    "a.yaml",
    "a.jsonl",
    "a.txt",
    "a.tsv",
    "a.md",
    "stats.js",
    "a.log",
    "a.jtl",
    "a",
    "a.csv.gz",
    "a.zip",
    "c16/tp4_x.json",
];

/// Reads a file.
pub fn run(data: &[u8]) {
    let [name, map, text @ ..] = data else { return };
    let name = NAMES[usize::from(*name) % NAMES.len()];
    if name == "a.yaml" {
        let _ = yaml::parse(text);
    }
    let all: Vec<&Map> = maps::all().collect();
    let map = all[usize::from(*map) % all.len()];
    match &map.content {
        Content::Requests(add_up) => drop(add_up(text)),
        Content::Runs(runs) => {
            if let Some(found) = document(name, text, Extent::Whole) {
                let _ = apply::recognise([map], &found.root, found.format);
                apply::runs(runs, &found.root).into_iter().for_each(|run| {
                    let _ = (run.has_latency(), run.is_measured());
                });
            }
        }
        Content::Refused(_) => {}
    }
    let file = NamedBytes { name: name.to_owned(), bytes: text.to_vec().into() };
    match read_runs(vec![file], &Limits::default()).and_then(RunTable::by_default) {
        Ok(runs) => assert!(runs.rows > 0, "{name}: {:?}", String::from_utf8_lossy(text)),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// What load testers write, by its name and with the map that recognises it.
pub fn seeds() -> Vec<Vec<u8>> {
    let seed = |(name, text): (String, Vec<u8>)| {
        let ending = name.rsplit('.').next().unwrap_or_default();
        let at = NAMES.iter().position(|known| known.rsplit('.').next() == Some(ending)).unwrap_or(4);
        let map = document(&name, &text, Extent::Whole)
            .and_then(|found| maps::all().position(|map| apply::recognise([map], &found.root, found.format).is_some()));
        [&[at as u8, map.unwrap_or(0) as u8], &text[..]].concat()
    };
    let folders = ["tests/fixtures/tools", "tests/fixtures/foreign", "tests/fixtures/llm"];
    let is_text = |(name, _): &(String, Vec<u8>)| !name.ends_with(".parquet") && !name.ends_with("expected.json");
    folders.into_iter().flat_map(super::files).filter(is_text).map(seed).collect()
}
