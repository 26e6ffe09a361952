//! GPUs of runs: each way of giving their number makes the same cost per token.

use crate::support::shown::joined;
use crate::support::tables::{close, number, table, text};
use isocost::data::runs::gpus::GpusFrom;
use isocost::data::runs::gpus::list::GpuList;
use isocost::data::runs::prices::PriceList;
use isocost::data::runs::roles::Roles;
use isocost::data::runs::run_table::RunTable;
use isocost::data::runs::work::Work;
use isocost::data::table::Table;
use isocost::data::table::column::Column;

/// One run on one GPU, and one on eight that do eight times the work.
fn one_and_eight(further: Vec<Column>) -> Table {
    let mut columns = vec![
        text("hw", &[Some("h100"); 2]),
        number("concurrency", &[8.0, 64.0]),
        number("mean_e2el_ms", &[500.0; 2]),
        number("request_throughput", &[16.0, 128.0]),
        number("output_throughput", &[1600.0, 12_800.0]),
    ];
    columns.extend(further);
    table(columns)
}

fn priced(table: Table, gpus: &str) -> RunTable {
    let (prices, _) = PriceList::parse("/h100:2.5");
    let (gpus, notes) = GpuList::parse(gpus);
    assert_eq!(notes, Vec::<String>::new());
    let roles = Roles::find(&table);
    RunTable::new(table, &roles, &prices).unwrap().with_gpus(&gpus).with_work(Work::OutputTokens)
}

#[test]
fn one_gpu_and_eight_cost_the_same_per_token_however_they_are_counted() {
    let ways = [
        (vec![number("num_gpus", &[1.0, 8.0])], GpusFrom::Column),
        (vec![number("accelerator_count", &[1.0, 8.0])], GpusFrom::Column),
        (vec![number("hardware_count", &[1.0, 8.0])], GpusFrom::Column),
        (vec![number("accelerators_per_node", &[1.0, 4.0]), number("nodes", &[1.0, 2.0])], GpusFrom::Column),
        (vec![number("tp", &[1.0, 8.0])], GpusFrom::Parallelism),
        (
            vec![number("config.tensor_parallel_size", &[1.0, 4.0]), number("pp_size", &[1.0, 2.0])],
            GpusFrom::Parallelism,
        ),
        (vec![number("tp", &[1.0, 4.0]), number("dp", &[1.0, 2.0]), number("ep", &[1.0, 8.0])], GpusFrom::Parallelism),
        (
            vec![number("num_prefill_gpus", &[0.5, 2.0]), number("num_decode_gpus", &[0.5, 6.0])],
            GpusFrom::PrefillAndDecode,
        ),
    ];
    for (columns, from) in ways {
        let names: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
        let runs = priced(one_and_eight(columns), "");
        assert_eq!((runs.gpus_from, &runs.gpus.as_ref().unwrap()[..]), (from, &[1.0, 8.0][..]), "{names:?}");
        let wanted = 2.5 / 3600.0 / 1600.0 * 1e6;
        assert!(
            runs.ranked_cost().iter().all(|&cost| close(cost, wanted, 1e-12)),
            "{names:?}: {:?}",
            runs.ranked_cost()
        );
        assert_eq!(&runs.price_usd_per_hour.as_ref().unwrap()[..], [2.5, 20.0], "{names:?}");
        assert!(runs.prices[0].per_gpu, "{names:?}");
    }
}

#[test]
fn the_reader_gives_what_the_table_does_not_tell() {
    let unknown = priced(one_and_eight(Vec::new()), "");
    assert!(unknown.gpus.is_none() && !unknown.prices[0].per_gpu && unknown.gpus_from == GpusFrom::Unknown);
    assert_eq!(unknown.without_gpus().iter().map(|pair| pair.hardware.as_str()).collect::<Vec<_>>(), ["h100"]);
    let given = priced(one_and_eight(Vec::new()), "h100:8");
    assert_eq!((given.gpus_from, &given.gpus.as_ref().unwrap()[..]), (GpusFrom::Reader, &[8.0, 8.0][..]));
    assert!(given.prices[0].per_gpu && given.without_gpus().is_empty());
    assert!(close(given.ranked_cost()[1], 2.5 / 3600.0 / 1600.0 * 1e6, 1e-12));
    // What the table tells stays.
    let partly = priced(one_and_eight(vec![number("tp", &[1.0, f64::NAN])]), "h100:8");
    assert_eq!((partly.gpus_from, &partly.gpus.as_ref().unwrap()[..]), (GpusFrom::Parallelism, &[1.0, 8.0][..]));
    assert!(partly.ranked_cost().iter().all(|&cost| close(cost, 2.5 / 3600.0 / 1600.0 * 1e6, 1e-12)));
    let missing = priced(one_and_eight(vec![number("tp", &[1.0, f64::NAN])]), "");
    assert!(missing.ranked_cost()[1].is_nan(), "never guessed");
}

#[test]
fn attention_that_is_parallel_over_data_shares_the_gpus() {
    let columns = vec![
        number("tp", &[1.0, 8.0]),
        number("dp", &[1.0, 8.0]),
        text("enable_dp_attention", &[Some("false"), Some("True")]),
    ];
    assert_eq!(&priced(one_and_eight(columns), "").gpus.as_ref().unwrap()[..], [1.0, 8.0]);
}

#[test]
fn prefill_and_decode_are_added_only_where_they_are_apart() {
    let columns = vec![
        text("disagg", &[Some("false"), Some("true")]),
        number("num_prefill_gpu", &[1.0, 4.0]),
        number("num_decode_gpu", &[1.0, 8.0]),
    ];
    assert_eq!(&priced(one_and_eight(columns), "").gpus.as_ref().unwrap()[..], [1.0, 12.0]);
    // The tensor parallelism of one half is not that of all.
    let half = vec![text("disagg", &[Some("false"), Some("true")]), number("decode_tp", &[1.0, 8.0])];
    let gpus = priced(one_and_eight(half), "").gpus.clone().unwrap();
    assert!(gpus[0] == 1.0 && gpus[1].is_nan());
}

#[test]
fn a_price_of_a_machine_is_not_multiplied_and_one_of_a_gpu_is() {
    let cost = |further: Vec<Column>| {
        let table = one_and_eight(further);
        RunTable::by_default(table).unwrap().with_work(Work::OutputTokens).ranked_cost().to_vec()
    };
    let tp = || number("tp", &[1.0, 8.0]);
    let machine = cost(vec![tp(), number("price_per_hour", &[2.5, 20.0])]);
    let gpu = cost(vec![tp(), number("price_per_gpu_hour", &[2.5; 2])]);
    let wanted = 2.5 / 3600.0 / 1600.0 * 1e6;
    assert!(machine.iter().chain(&gpu).all(|&cost| close(cost, wanted, 1e-12)), "{machine:?} {gpu:?}");
    // Of instances a listed price is of all their GPUs.
    let mut table = one_and_eight(vec![tp()]);
    table.columns[0].name = "instance_type".to_owned();
    let runs = priced(table, "");
    assert_eq!(&runs.price_usd_per_hour.as_ref().unwrap()[..], [2.5, 2.5]);
    assert!(!runs.prices[0].per_gpu && runs.gpus.is_some());
}

#[test]
fn rates_of_one_gpu_are_of_all() {
    let mut table = one_and_eight(vec![number("tp", &[1.0, 8.0]), number("tput_per_gpu", &[3000.0; 2])]);
    table.columns[4] = number("output_tput_per_gpu", &[1600.0; 2]);
    let runs = priced(table, "");
    assert_eq!(&runs.rate(Work::OutputTokens).unwrap()[..], [1600.0, 12_800.0]);
    assert_eq!(&runs.rate(Work::TotalTokens).unwrap()[..], [3000.0, 24_000.0]);
    assert_eq!(&runs.rate(Work::InputTokens).unwrap()[..], [1400.0, 11_200.0]);
    assert_eq!(&runs.measure("outgpu").unwrap()[..], [1600.0; 2]);
}

#[test]
fn several_tables_each_with_its_own_gpus() {
    let runs =
        joined([("a/one", one_and_eight(vec![number("tp", &[1.0, 8.0])])), ("a/two", one_and_eight(Vec::new()))]);
    let runs = runs.runs.with_prices(&PriceList::parse("/h100:2.5").0).with_work(Work::OutputTokens);
    let wanted = 2.5 / 3600.0 / 1600.0 * 1e6;
    let cost = runs.ranked_cost();
    assert!(close(cost[0], wanted, 1e-12) && close(cost[1], wanted, 1e-12) && close(cost[2], wanted, 1e-12));
    assert!(close(cost[3], wanted / 8.0, 1e-12), "a price of the machine where no GPUs are told");
    let given = runs.with_gpus(&GpuList::parse("h100:8").0);
    assert!(close(given.ranked_cost()[3], wanted, 1e-12) && close(given.ranked_cost()[0], wanted, 1e-12));
    assert_eq!(given.work, Work::OutputTokens, "terms stay");
}
