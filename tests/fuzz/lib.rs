//! Fuzz targets, and what they share with the tests.

#[allow(dead_code, reason = "the tests use more of it")]
mod support;
pub mod targets;

/// Writes what a target begins with into the folder that `ISOCOST_SEEDS` names, before the fuzzer reads it.
pub fn write_seeds(target: &str) {
    let Ok(folder) = std::env::var("ISOCOST_SEEDS") else { return };
    let of = targets::ALL.iter().filter(|(name, ..)| *name == target);
    for (at, seed) in of.flat_map(|(.., seeds)| seeds()).enumerate() {
        std::fs::write(format!("{folder}/seed-{at}"), seed).expect("a folder to write into");
    }
}
