//! The fuzz targets: each takes any bytes, and panics where something is wrong. The native tests run them on their seeds.

pub mod address;
pub mod messages;
pub mod packed;
pub mod parquet;
pub mod question;
pub mod text;
pub mod views;

use std::path::Path;

use crate::support::Random;

/// A target: its name, what it runs, what it begins with.
pub type Target = (&'static str, fn(&[u8]), fn() -> Vec<Vec<u8>>);

/// All of them.
pub const ALL: [Target; 7] = [
    ("parquet", parquet::run, parquet::seeds),
    ("text", text::run, text::seeds),
    ("address", address::run, address::seeds),
    ("packed", packed::run, packed::seeds),
    ("messages", messages::run, messages::seeds),
    ("question", question::run, question::seeds),
    ("views", views::run, views::seeds),
];

/// Larger seeds make a fuzzer slow, and reach no more.
const LARGEST_SEED: u64 = 40_000;

/// The folder of the project, from that of this crate or of the project itself.
fn project() -> &'static Path {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.ancestors().find(|folder| folder.join("tests/fixtures").is_dir()).unwrap_or(own)
}

/// The files of a folder of the project and of those in it, but for large ones.
fn files(folder: &str) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut waiting = vec![project().join(folder)];
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                waiting.push(path);
            } else if entry.metadata().is_ok_and(|about| about.len() <= LARGEST_SEED)
                && let Ok(bytes) = std::fs::read(&path)
            {
                found.push((path.to_string_lossy().into_owned(), bytes));
            }
        }
    }
    found.sort();
    found
}

/// Seeds of a target whose input is a sequence of choices.
fn choices(count: u64) -> Vec<Vec<u8>> {
    let bytes = |seed| {
        let mut random = Random::new(seed);
        (0..512).map(|_| random.below(256) as u8).collect()
    };
    (1..=count).map(bytes).collect()
}
