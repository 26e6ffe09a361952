//! Shared helpers of all test crates.
#![allow(dead_code, clippy::allow_attributes, reason = "each crate of tests uses another part")]

pub mod answers;
pub mod asked;
pub mod damage;
pub mod drawing;
pub mod golden;
pub mod large;
pub mod made;
pub mod markdown;
pub mod opened;
pub mod panels;
pub mod program;
pub mod questions;
pub mod reference;
pub mod scripts;
pub mod sheets;
pub mod shown;
pub mod tables;
pub mod texts;
pub mod transport;
pub mod xml;

use bytes::Bytes;
pub use damage::Random;
use isocost::data::bundled;
use serde_json::Value;
pub use shown::bundled;

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
