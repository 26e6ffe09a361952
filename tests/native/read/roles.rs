//! Roles, derived columns and prices: the three real tables, and what is missing.

use crate::support;
use crate::support::tables::{close, number, table, taken, text};
use isocost::data::bundled;
use isocost::data::error::DecodeError;
use isocost::data::limits::Limits;
use isocost::data::parquet::decode;
use isocost::data::runs::checks;
use isocost::data::runs::derive;
use isocost::data::runs::derive::How;
use isocost::data::runs::name;
use isocost::data::runs::prices::{PriceFrom, PriceList};
use isocost::data::runs::roles::{Overrides, Role, Roles, Unit, Why};
use isocost::data::runs::run_table::RunTable;
use isocost::data::table::Table;

fn real(dataset: &str) -> Table {
    let table = bundled::find(dataset).unwrap();
    decode(support::parquet_of(table), &Limits::default()).unwrap()
}

fn without(table: &Table, names: &[&str]) -> Table {
    let mut rest = table.clone();
    rest.columns.retain(|column| !names.contains(&column.name.as_str()));
    rest
}

#[test]
fn roles_of_the_real_tables() {
    for bundled in bundled::TABLES {
        let table = real(bundled.dataset);
        let runs = RunTable::by_default(table.clone()).unwrap();
        for role in Role::ALL {
            let there = table.columns.iter().any(|column| column.name == role.house_name());
            let found = runs.roles.of(role).map(|taken| (taken.column.as_str(), taken.why));
            if role == Role::Price {
                assert_eq!(taken(&runs.roles, role), Some(("cost_per_sec", Unit::PerSecond)));
            } else {
                assert_eq!(found, there.then_some((role.house_name(), Why::House)), "{role:?}");
            }
        }
        assert!(runs.derived.is_empty() && runs.roles.categories.is_empty(), "{:?}", runs.roles.categories);
        assert_eq!((runs.columns.len(), runs.file_columns), (table.columns.len(), table.columns.len()));
        assert!(runs.prices.iter().all(|pair| pair.from == PriceFrom::Table) && runs.unpriced().count() == 0);
        assert_eq!(runs.prices.iter().map(|pair| pair.rows).sum::<usize>(), runs.rows);
    }
}

/// The stored costs were computed from throughputs that were rounded to 10 decimals only when they were stored. So the
/// chain requests, duration → throughput → cost gives them back to 1e-12, and the stored throughput to that rounding.
#[test]
fn derived_values_equal_the_files_values() {
    let mut compared = 0;
    for bundled in bundled::TABLES {
        let table = real(bundled.dataset);
        let stored = RunTable::by_default(table.clone()).unwrap();
        let seconds = checks::numbers(&stored, name::SECONDS_PER_BILLION).unwrap();
        let bare = &["throughput_req_per_sec", "1B_cost", "seconds_per_billion", "cost_per_sec"];
        let derived = RunTable::by_default(without(&table, bare)).unwrap();
        assert_eq!(derived.how(Role::Throughput).unwrap().how, How::Counted);
        assert_eq!(derived.how(Role::Cost).unwrap().how, How::Priced);
        assert_eq!(derived.columns[derived.position(Role::Cost).unwrap()].name, "1B_cost");
        assert_eq!(derived.unpriced().count(), 0, "{:?}", derived.prices);
        assert!(!derived.throughput_is_estimate());
        for row in 0..stored.rows {
            let what = format!("{} row {row}", bundled.dataset);
            let (old, new) = (stored.cost_usd_per_billion[row], derived.cost_usd_per_billion[row]);
            assert!(close(new, old, 1e-12), "{what}: cost {new} {old}");
            let throughput = derived.throughput_req_per_sec[row];
            let (old, new) = (seconds[row], derive::seconds_per_billion(throughput));
            assert!(close(new, old, 1e-12), "{what}: seconds {new} {old}");
            let old = stored.throughput_req_per_sec[row];
            assert!((throughput - old).abs() <= 0.51e-10, "{what}: throughput {throughput} {old}");
            compared += 1;
        }
    }
    assert!(compared > 300, "{compared}");
}

#[test]
fn costs_from_the_files_throughput() {
    for bundled in bundled::TABLES {
        let table = real(bundled.dataset);
        let stored = RunTable::by_default(table.clone()).unwrap();
        for (names, from) in
            [(&["1B_cost", "cost_per_sec"][..], PriceFrom::Notebooks), (&["1B_cost"][..], PriceFrom::Table)]
        {
            let derived = RunTable::by_default(without(&table, names)).unwrap();
            assert!(derived.prices.iter().all(|pair| pair.from == from), "{:?}", derived.prices);
            for row in 0..stored.rows {
                let (old, new) = (stored.cost_usd_per_billion[row], derived.cost_usd_per_billion[row]);
                let rounding = 0.51e-10 / stored.throughput_req_per_sec[row];
                assert!(close(new, old, 1e-12 + rounding), "{} row {row}: {new} {old}", bundled.dataset);
            }
        }
    }
}

#[test]
fn units_are_converted() {
    let columns = vec![
        number("conc", &[1.0, 4.0]),
        number("mean_e2el", &[0.5, f64::NAN]),
        number("p95_e2el", &[0.75, 2.0]),
        number("rpm", &[120.0, 240.0]),
        text("hw", &[Some("h200"), None]),
        number("cost_per_hour", &[3.6, 0.0]),
    ];
    let runs = RunTable::by_default(table(columns)).unwrap();
    assert_eq!(runs.avg_latency_ms[0], 500.0);
    assert!(runs.avg_latency_ms[1].is_nan());
    assert_eq!(runs.p95_latency_ms.as_deref(), Some(&[750.0, 2000.0][..]));
    assert_eq!(&runs.throughput_req_per_sec[..], [2.0, 4.0]);
    assert!(close(runs.cost_usd_per_billion[0], 500_000.0, 1e-12));
    // A price of 0 is an unknown price.
    assert!(runs.cost_usd_per_billion[1].is_nan());
    assert_eq!(runs.unpriced().map(|pair| pair.hardware.as_str()).collect::<Vec<_>>(), ["(none)"]);
    let column = &runs.columns[runs.position(Role::AvgLatency).unwrap()];
    assert_eq!((column.name.as_str(), column.text(0).as_str(), column.is_null(1)), ("avg_latency_ms", "500", true));
    assert_eq!(runs.how(Role::AvgLatency).unwrap().how, How::Converted(Unit::Seconds));
}

#[test]
fn error_rates_and_shares() {
    let base = |rate: &[f64]| {
        table(vec![
            number("vus", &[1.0, 2.0]),
            number("avg_latency_ms", &[10.0, 10.0]),
            number("total_requests", &[200.0, 400.0]),
            number("error_rate", rate),
        ])
    };
    for (rates, unit) in [(&[0.01, 0.25], Unit::Share), (&[1.0, 25.0], Unit::Percent)] {
        let runs = RunTable::by_default(base(rates)).unwrap();
        assert_eq!(runs.roles.of(Role::FailedRequests).unwrap().unit, unit);
        assert_eq!(runs.successful_requests.as_deref(), Some(&[198.0, 300.0][..]));
    }
}

#[test]
fn estimates_are_flagged_and_not_used_as_evidence() {
    let columns = vec![number("conc", &[4.0, 0.0]), number("mean_e2el_ms", &[500.0, 500.0])];
    let runs = RunTable::by_default(table(columns)).unwrap();
    assert!(runs.throughput_is_estimate());
    assert_eq!(runs.throughput_req_per_sec[0], 8.0);
    assert!(runs.throughput_req_per_sec[1].is_nan());
    assert!(checks::in_flight_per_vu(&runs, &[0]).iter().all(|ratio| ratio.is_nan()));
    // From a high percentile no throughput is estimated; without any, costs are unknown, and latencies still compare.
    let runs = RunTable::by_default(table(vec![number("conc", &[4.0]), number("p99_e2el_ms", &[500.0])])).unwrap();
    assert_eq!(runs.how(Role::AvgLatency).unwrap().how, How::StandsIn(Role::P99Latency));
    assert!(runs.throughput_req_per_sec[0].is_nan() && runs.cost_usd_per_billion[0].is_nan());
}

#[test]
fn refused_only_when_nothing_can_be_compared() {
    let refused = |columns| RunTable::by_default(table(columns)).unwrap_err();
    let DecodeError::MissingColumn { column, closest, .. } =
        refused(vec![number("vus", &[1.0]), number("my latency guess", &[1.0]), number("x", &[1.0])])
    else {
        panic!("a latency is needed");
    };
    assert_eq!((column, closest), ("avg_latency_ms", vec!["my latency guess".to_owned()]));
    let error = refused(vec![number("avg_latency_ms", &[1.0]), number("users_at_once", &[1.0])]);
    let words = error.to_string();
    assert!(words.contains("VUs or a throughput") && words.contains("“users_at_once”"), "{words}");
    let text_vus = vec![text("vus", &[Some("a")]), number("avg_latency_ms", &[1.0]), number("rps", &[1.0])];
    assert_eq!(refused(text_vus.clone()), DecodeError::WrongType { column: "vus", found: "text" });
    // The reader can do without that column.
    let (overrides, _) = Overrides::parse("vus:");
    let runs = RunTable::chosen(table(text_vus), &overrides, &PriceList::default()).unwrap();
    assert!(runs.vus[0].is_nan());
    // A throughput without VUs is enough, and no rows are no error.
    assert!(RunTable::by_default(table(vec![number("latency_ms", &[1.0]), number("rps", &[1.0])])).is_ok());
    let none = RunTable::by_default(table(vec![number("latency_ms", &[]), number("rps", &[])])).unwrap();
    assert_eq!((none.rows, none.prices.len(), none.unpriced().count()), (0, 0, 0));
}

#[test]
fn best_candidate_column_with_values_is_used() {
    let columns = vec![
        number("max_concurrency", &[f64::NAN, f64::NAN]),
        number("latency_ms", &[1.0, 1.0]),
        number("mean_e2el_ms", &[2.0, 2.0]),
        number("max_concurrent_requests", &[3.0, 4.0]),
        number("avg_latency_ms", &[5.0, 6.0]),
    ];
    let roles = Roles::find(&table(columns.clone()));
    assert_eq!(taken(&roles, Role::Vus).unwrap().0, "max_concurrent_requests");
    assert_eq!(taken(&roles, Role::AvgLatency).unwrap().0, "avg_latency_ms");
    let roles = Roles::find(&table(columns[..3].to_vec()));
    assert_eq!(taken(&roles, Role::Vus).unwrap().0, "max_concurrency");
    assert_eq!(taken(&roles, Role::AvgLatency).unwrap().0, "mean_e2el_ms");
}

#[test]
fn overrides_change_columns_and_units() {
    let columns = vec![
        number("n", &[1.0, 2.0]),
        number("t", &[0.5, 0.25]),
        number("avg_latency_ms", &[1.0, 1.0]),
        text("site", &[Some("x"), Some("y")]),
    ];
    let table = table(columns);
    let (overrides, notes) = Overrides::parse("vus:n,avg:t@s,hw:site,p95:site,rate:nowhere,by:site");
    assert!(notes.is_empty());
    let roles = Roles::find(&table).with(&table, &overrides);
    assert_eq!(taken(&roles, Role::AvgLatency), Some(("t", Unit::Seconds)));
    assert_eq!(roles.of(Role::Vus).unwrap().why, Why::Chosen);
    assert_eq!(roles.categories, [("site".to_owned(), Why::Chosen)]);
    assert_eq!(roles.notes.len(), 2, "{:?}", roles.notes);
    assert!(roles.notes[0].contains("nowhere") && roles.notes[1].contains("site"));
    let runs = RunTable::new(table, &roles, &PriceList::default()).unwrap();
    assert_eq!((&runs.vus[..], &runs.avg_latency_ms[..]), (&[1.0, 2.0][..], &[500.0, 250.0][..]));
    // The file's own column of that name stays as it is.
    let shown = &runs.columns[runs.position(Role::AvgLatency).unwrap()];
    assert_eq!((shown.name.as_str(), runs.columns[2].text(0).as_str()), ("avg_latency_ms (derived)", "1"));
    assert_eq!(runs.hw_type.labels, ["x", "y"]);
}

#[test]
fn own_prices_change_stored_costs() {
    let table = real("derek-thomas/vision-embedding-ie-optimization");
    let stored = RunTable::by_default(table.clone()).unwrap();
    let pair = stored.prices[0].clone();
    let mut prices = PriceList::default();
    prices.set(&pair.vendor, &pair.hardware, Some(2.0 * pair.usd_per_hour));
    let runs = RunTable::chosen(table, &Overrides::default(), &prices).unwrap();
    assert_eq!(runs.prices[0].from, PriceFrom::Reader);
    assert_eq!(runs.how(Role::Cost).unwrap().how, How::Repriced);
    let of_pair = |row: usize| {
        runs.hw_type.label(row) == pair.hardware && runs.vendor.as_ref().unwrap().label(row) == pair.vendor
    };
    for row in 0..runs.rows {
        let factor = if of_pair(row) { 2.0 } else { 1.0 };
        assert!(close(runs.cost_usd_per_billion[row], factor * stored.cost_usd_per_billion[row], 1e-10));
    }
    assert_eq!((0..runs.rows).filter(|&row| of_pair(row)).count(), pair.rows);
    assert_eq!(runs.columns[runs.position(Role::Cost).unwrap()].name, "1B_cost (derived)");
}

#[test]
fn gpu_count_multiplies_only_per_gpu_values() {
    let base = |hardware: &str, price: Option<&str>| {
        let mut columns = vec![
            number("vus", &[1.0, 1.0]),
            number("latency_ms", &[1.0, 1.0]),
            number("rps", &[1.0, 1.0]),
            text(hardware, &[Some("l4"), Some("l4")]),
            text("vendor", &[Some("aws"), Some("aws")]),
            number("num_gpus", &[1.0, 4.0]),
        ];
        columns.extend(price.map(|name| number(name, &[0.8, 0.8])));
        RunTable::by_default(table(columns)).unwrap().cost_usd_per_billion
    };
    let times = |costs: &[f64]| (costs[1] / costs[0]).round();
    assert_eq!(times(&base("gpu_type", None)), 4.0);
    assert_eq!(times(&base("instance_type", None)), 1.0);
    assert_eq!(times(&base("gpu_type", Some("price_per_hour"))), 1.0);
    assert_eq!(times(&base("instance_type", Some("price_per_gpu_hour"))), 4.0);
}

#[test]
fn further_categories_make_a_configuration() {
    let names = ["a", "b", "a", "b", "a", "b"].map(Some);
    let columns = vec![
        number("vus", &[1.0, 1.0, 2.0, 2.0, 4.0, 4.0]),
        number("avg_latency_ms", &[1.0; 6]),
        number("throughput_req_per_sec", &[1.0; 6]),
        number("batch_size", &[8.0; 6]),
        text("model", &names),
        text("precision", &[Some("fp8"); 6]),
        text("run_id", &["1a", "2a", "3a", "4a", "5a", "6a"].map(Some)),
        number("tp", &[1.0, 2.0, 1.0, 2.0, 1.0, 2.0]),
        number("avg_tokens", &[1.0, 2.0, 1.0, 2.0, 1.0, 2.0]),
    ];
    let table = table(columns);
    let runs = RunTable::by_default(table.clone()).unwrap();
    let found: Vec<_> = runs.categories.iter().map(|(name, category)| (name.as_str(), category.labels.len())).collect();
    assert_eq!(found, [("model", 2), ("tp", 2)]);
    let all: Vec<usize> = (0..6).collect();
    assert!(checks::Loads::of(&runs).repeated(&all).is_empty());
    let (overrides, _) = Overrides::parse("by:");
    let pooled = RunTable::chosen(table, &overrides, &PriceList::default()).unwrap();
    assert_eq!(checks::Loads::of(&pooled).repeated(&all).len(), 3);
}

#[test]
fn files_without_vus_cost_or_mean() {
    let read = |stem: &str| {
        let bytes = std::fs::read(support::path(&format!("tests/fixtures/{stem}.parquet"))).unwrap();
        RunTable::by_default(decode(bytes.into(), &Limits::default()).unwrap()).unwrap()
    };
    let runs = read("missing_cost");
    assert_eq!(runs.how(Role::Cost).unwrap().how, How::Priced);
    assert!(close(runs.cost_usd_per_billion[0], 1e9 * 0.8 / (3600.0 * 2.796973), 1e-11));
    assert!(read("missing_vus").vus.iter().all(|vus| vus.is_nan()));
    let runs = read("missing_latency");
    assert_eq!(runs.how(Role::AvgLatency).unwrap().how, How::StandsIn(Role::P95Latency));
    assert_eq!(Some(&runs.avg_latency_ms), runs.p95_latency_ms.as_ref());
}
