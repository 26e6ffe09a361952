//! The fuzz targets (`tests/fuzz`) on their seeds, so that they hold and stay compiled; and what fuzzing found.

#[path = "../fuzz/targets/mod.rs"]
mod targets;

/// Each seed whole, and cut in the middle.
#[test]
fn seeds_of_all_targets() {
    for (name, run, seeds) in targets::ALL {
        let seeds = seeds();
        assert!(seeds.len() >= 20, "{name} has {} seeds", seeds.len());
        for seed in &seeds {
            run(seed);
            run(&seed[..seed.len() / 2]);
        }
    }
}
