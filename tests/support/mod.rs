//! What several test files share.
#![allow(dead_code, clippy::allow_attributes, reason = "each test file uses another part")]

pub mod made;
pub mod texts;

use bytes::Bytes;
use isocost::data::bundled;
use isocost::data::run_table::RunTable;
use isocost::ui::place::Place;
use isocost::ui::shown::{Shown, Source};
use serde_json::Value;

/// A path inside the project.
pub fn path(inside: &str) -> String {
    format!("{}/{inside}", env!("CARGO_MANIFEST_DIR"))
}

/// The names, without the ending, of the files in a folder that end so; sorted.
pub fn stems(folder: &str, ending: &str) -> Vec<String> {
    let files = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let mut stems: Vec<String> = files
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    stems.sort();
    stems
}

/// Reads a JSON file.
pub fn json(path: &str) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The parquet file of a bundled table.
pub fn parquet_of(table: &bundled::Bundled) -> Bytes {
    let name = table.dataset.rsplit('/').next().unwrap();
    std::fs::read(path(&format!("src/data/bundled/{name}.parquet"))).unwrap().into()
}

/// A bundled table as the page shows it.
pub fn bundled(dataset: &str) -> Shown {
    let table = bundled::find(dataset).unwrap_or_else(|| panic!("no bundled table {dataset}"));
    let runs = RunTable::by_default(table.table()).unwrap();
    Shown::new(Place::of_dataset(dataset), Source::BundledAskingHub, runs)
}

/// Numbers that look random and are the same on every run (xorshift64*, Vigna 2016).
pub struct Random(u64);

impl Random {
    /// A fixed seed, not zero.
    pub fn new(seed: u64) -> Self {
        Self(seed.max(1))
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// Below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() >> 33) as usize % n
    }

    /// From 0 up to 1.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A damaged copy: bytes changed, bits flipped, cut short, or a part replaced by a part of another file.
    pub fn damage(&mut self, bytes: &[u8], other: &[u8]) -> Vec<u8> {
        let mut damaged = bytes.to_vec();
        match self.below(4) {
            0 => damaged.truncate(self.below(bytes.len())),
            1 => {
                let (from, to) = (self.below(bytes.len()), self.below(bytes.len()));
                let (begin, end) = (self.below(other.len()), self.below(other.len()));
                let part = &other[begin.min(end)..begin.max(end)];
                damaged.splice(from.min(to)..from.max(to), part.iter().copied());
            }
            kind => {
                for _ in 0..=self.below(4) {
                    let at = self.below(damaged.len());
                    damaged[at] = if kind == 2 { self.below(256) as u8 } else { damaged[at] ^ 1 << self.below(8) };
                }
            }
        }
        damaged
    }
}
