//! Tests of the first view's parameters.

use super::*;

fn read(pairs: &[(&str, &str)]) -> Choice {
    Choice::from_pairs(pairs.iter().copied())
}

#[test]
fn the_default_writes_no_pairs() {
    assert!(Choice::default().to_pairs().is_empty());
    assert_eq!(read(&[]), Choice::default());
}

#[test]
fn every_parameter_round_trips() {
    let pairs = [
        ("preset", "notebook"),
        ("workload", "1,024 in / 128 out tokens"),
        ("max_vus", "256"),
        ("hw_type", "nvidia-l4"),
        ("hw_type", "odd & ends=, #1"),
        ("image", "a:1"),
        ("batch_size", "64"),
        ("of_table", "b/runs.csv"),
        ("cheapest", "100"),
        ("latency", "p95"),
        ("axes", "log"),
        ("x", "user50"),
        ("y", "col:odd, name"),
        ("hide", "Pareto front"),
        ("theme", "dark"),
        ("columns", "vus:concurrency,avg:mean_e2el@s,by:odd%2C name"),
        ("prices", "aws/nvidia-l4:0.6,/h100:2.5"),
        ("price_list", "acme%2Fprices,2026-11-01,aws/nvidia-l4:0.6"),
        ("price_list", "file:own.csv,,/h100:2.5"),
        ("pin", "12"),
        ("pin", "3"),
        ("max_p95_ms", "500"),
        ("allow_hw", "nvidia-l4"),
        ("currency", "€"),
        ("plan", "50/s@12h"),
    ];
    let written: Vec<(&str, String)> = read(&pairs).to_pairs();
    assert_eq!(written, pairs.map(|(key, value)| (key, value.to_owned())));
    assert!(param::keys(&PARAMS).all(|key| pairs.iter().any(|(known, _)| *known == key)));
}

#[test]
fn nonsense_is_ignored() {
    let nonsense = [
        ("max_vus", "many"),
        ("max_vus", "inf"),
        ("cheapest", "-3"),
        ("cheapest", "0"),
        ("axes", "3d"),
        ("pin", "-1"),
        ("x", "y"),
    ];
    assert_eq!(read(&nonsense), Choice::default());
    let noted = read(&[("columns", "colour:red"), ("prices", "free")]);
    assert_eq!((noted.to_pairs().len(), noted.notes.len()), (0, 2));
}
