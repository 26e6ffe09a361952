//! Measures by their keys: which a table has, their directions, and both definitions of tokens per second and user.

use super::{P1, inferencex, priced};
use crate::support::shown::nth;
use crate::support::tables::{close, number, table};
use isocost::data::runs::measures::{Direction, Kind};
use isocost::data::runs::roles::{Role, Roles};
use isocost::data::runs::run_table::RunTable;
use isocost::data::runs::work::Work;

fn keys(runs: &RunTable) -> Vec<String> {
    runs.measures().into_iter().map(|measure| measure.key).collect()
}

#[test]
fn measures_of_a_language_model() {
    let runs = priced(inferencex(), P1).with_work(Work::OutputTokens);
    let keys = keys(&runs);
    for key in [
        "cost", "avg", "p50", "p99", "ttft", "ttft50", "ttft99", "tpot", "tpot50", "tpot99", "itl", "itl50", "itl99",
        "rate", "outrate", "tokrate", "inrate", "user", "user50", "user99", "userconc", "outgpu", "tokgpu",
    ] {
        assert!(keys.iter().any(|own| own == key), "{key} is not in {keys:?}");
    }
    assert!(!keys.iter().any(|key| ["p95", "ttft95", "goodput", "cachehit"].contains(&key.as_str())), "{keys:?}");
    for measure in runs.measures() {
        assert!(runs.measure(&measure.key).is_some() && !measure.words.is_empty(), "{measure:?}");
        let wanted = match measure.kind {
            Kind::Cost | Kind::Bill | Kind::Latency | Kind::FirstToken | Kind::PerToken | Kind::Gap => Direction::Low,
            Kind::Throughput | Kind::PerUser | Kind::PerGpu => Direction::High,
            Kind::Share | Kind::Other => continue,
        };
        assert_eq!(measure.direction, wanted, "{measure:?}");
    }
    assert!(runs.measures()[0].words.contains("1M output tokens"));
}

#[test]
fn both_definitions_of_tokens_per_user_and_the_slow_tail() {
    let runs = priced(inferencex(), P1);
    let of = |key: &str| runs.measure(key).unwrap();
    let column = |name: &str| runs.columns.iter().find(|column| column.name == name).unwrap().numbers().unwrap();
    let (mean, median, tail) = (of("user"), of("user50"), of("user99"));
    for (values, name) in [(&mean, "mean_intvty"), (&median, "median_intvty"), (&tail, "p99_intvty")] {
        assert!(values.iter().zip(column(name).iter()).all(|(a, b)| close(*a, *b, 1e-12)), "{name}");
    }
    assert!((0..runs.rows).all(|row| tail[row] <= mean[row]), "a percentile of a throughput is its slow tail");
    let by_concurrency = of("userconc");
    let (rate, tpot) = (of("outrate"), of("tpot"));
    for row in 0..runs.rows {
        assert!(close(by_concurrency[row], rate[row] / runs.vus[row], 1e-12));
        assert!(close(mean[row], 1000.0 / tpot[row], 1e-12));
        // Waiting for the first token is in one of them alone.
        assert!(by_concurrency[row] < mean[row], "row {row}");
    }
}

#[test]
fn the_gap_between_chunks_is_not_the_time_per_token() {
    let runs = priced(inferencex(), P1);
    let (itl, tpot) = (runs.measure("itl").unwrap(), runs.measure("tpot").unwrap());
    let trt = |row: usize| runs.engine.as_ref().unwrap().label(row) == "trt";
    let ratio = |row: usize| itl[row] / tpot[row];
    assert!((0..runs.rows).filter(|&row| trt(row)).all(|row| (15.0..25.0).contains(&ratio(row))), "20 tokens a chunk");
    // Where there are gaps alone, no time per token is made of them.
    let gaps = table(vec![
        number("concurrency", &[8.0]),
        number("mean_e2el_ms", &[500.0]),
        number("request_throughput", &[16.0]),
        number("mean_itl_ms", &[10.0]),
    ]);
    let roles = Roles::find(&gaps);
    assert!(roles.of(Role::TpotMean).is_none() && roles.of(Role::ItlMean).is_some());
    let runs = RunTable::by_default(gaps).unwrap();
    assert!(runs.measure("tpot").is_none() && runs.measure("user").is_none());
    assert_eq!(&runs.measure("itl").unwrap()[..], [10.0]);
}

#[test]
fn other_columns_by_their_own_names() {
    let runs = RunTable::by_default(table(vec![
        number("concurrency", &[8.0, 16.0]),
        number("mean_e2el_ms", &[500.0, 900.0]),
        number("request_throughput", &[16.0, 17.0]),
        number("request_goodput", &[15.0, 9.0]),
        number("prefix_cache_hit_rate", &[0.5, 0.6]),
        number("gpu_energy_joules", &[5.0, 6.0]),
        number("accuracy", &[0.9, 0.8]),
        number("queue_time_ms", &[1.0, 2.0]),
        number("odd_number", &[1.0, 2.0]),
        number("constant", &[1.0, 1.0]),
    ]))
    .unwrap();
    let all = runs.measures();
    let found = |key: &str| all.iter().find(|measure| measure.key == key).map(|measure| measure.direction);
    assert_eq!(found("goodput"), Some(Direction::High));
    assert_eq!(found("cachehit"), Some(Direction::High));
    assert_eq!(found("energy"), Some(Direction::Low));
    assert_eq!(found("accuracy"), Some(Direction::High));
    assert_eq!(found("col:queue_time_ms"), Some(Direction::Low));
    assert_eq!(found("col:odd_number"), Some(Direction::Unknown));
    assert_eq!(found("col:constant"), None);
    assert_eq!(&runs.measure("goodput").unwrap()[..], [15.0, 9.0]);
    assert!(runs.measure("no such").is_none() && runs.measure("col:no such").is_none());
}

#[test]
fn what_stands_in_for_the_mean_is_no_measure_of_it() {
    let runs = RunTable::by_default(table(vec![
        number("concurrency", &[8.0]),
        number("p95_e2el_ms", &[500.0]),
        number("request_throughput", &[16.0]),
    ]))
    .unwrap();
    assert!(runs.measure("avg").is_none() && runs.measure("p95").is_some());
}

#[test]
fn encoders_have_measures_too() {
    let shown = nth(0);
    let keys = keys(&shown.runs);
    for key in ["cost", "avg", "p95", "rate"] {
        assert!(keys.iter().any(|own| own == key), "{key} is not in {keys:?}");
    }
    assert!(!keys.iter().any(|key| key.starts_with("ttft") || key.starts_with("user")), "{keys:?}");
}
