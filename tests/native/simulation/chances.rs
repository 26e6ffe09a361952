//! Chances of being cheapest and local estimates, against what is true of made tables.

use super::{Simulated, simulations};

#[test]
fn tables_are_the_same_for_the_same_seed_and_hold_what_is_true() {
    let (one, same, other) = (Simulated::new(7), Simulated::new(7), Simulated::new(8));
    assert_eq!(one.shown.runs.vus, same.shown.runs.vus);
    assert_eq!(one.shown.runs.throughput_req_per_sec, same.shown.runs.throughput_req_per_sec);
    assert_ne!(one.shown.runs.throughput_req_per_sec, other.shown.runs.throughput_req_per_sec);
    let (mut squares, mut rows) = (0.0, 0);
    for seed in 0..simulations() as u64 {
        let table = Simulated::new(seed);
        let runs = &table.shown.runs;
        assert_eq!(
            table.configurations.len(),
            table.basis.configurations(runs, &(0..runs.rows).collect::<Vec<_>>()).len()
        );
        for found in &table.configurations {
            for &row in &found.rows {
                let off = (runs.ranked_cost()[row] / found.true_usd(runs.vus[row])).ln() / table.noise;
                squares += off * off;
                rows += 1;
            }
        }
    }
    let deviation = (squares / rows as f64).sqrt();
    assert!((deviation - 1.0).abs() < 0.03, "noise of {deviation} times what it should be");
}
