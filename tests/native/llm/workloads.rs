//! Workloads: what is asked of the server sets runs apart, and is never a configuration.

use super::chosen;
use crate::support::shown::joined;
use crate::support::tables::{number, table, text};
use isocost::data::limits::Limits;
use isocost::data::runs::checks::Loads;
use isocost::data::runs::filter::Filter;
use isocost::data::runs::roles::{Kind, Overrides, Role, Roles};
use isocost::data::runs::run_table::RunTable;
use isocost::data::runs::table_facts::Basis;
use isocost::data::runs::work::Work;
use isocost::data::table::Table;
use isocost::data::table::column::Column;
use isocost::data::text::{NamedBytes, read_runs};
use isocost::page::tables::active_table::ActiveTable;
use isocost::page::words::workloads::other_workloads_words;

/// Runs with columns of what was asked.
fn runs_of(rows: usize, further: Vec<Column>) -> Table {
    let of = |value: f64| vec![value; rows];
    let mut columns = vec![
        number("concurrency", &of(8.0)),
        number("mean_e2el_ms", &of(500.0)),
        number("request_throughput", &(0..rows).map(|row| 16.0 + row as f64).collect::<Vec<_>>()),
        number("price_per_hour", &of(2.0)),
    ];
    columns.extend(further);
    table(columns)
}

fn default(table: Table) -> RunTable {
    RunTable::by_default(table).unwrap()
}

fn passing(runs: &RunTable, workload: Option<&str>) -> Vec<usize> {
    let filter = Filter { workload: workload.map(str::to_owned), ..Filter::default() };
    filter.rows(runs, &runs.batch_sizes)
}

#[test]
fn runs_that_differ_only_in_workload_are_never_compared() {
    for (name, values) in [
        ("osl", [1024.0, 128.0, 1024.0]),
        ("args.random_output_len", [1024.0, 512.0, 1024.0]),
        ("config.input_len", [512.0, 513.0, 512.0]),
        ("random_prefix_len", [0.0, 256.0, 0.0]),
        ("num_turns", [1.0, 4.0, 1.0]),
        ("dataset", [7.0, 8.0, 7.0]),
        ("output_tokens", [200.0, 150.0, 205.0]),
    ] {
        let runs = default(runs_of(3, vec![number(name, &values)]));
        assert!(runs.categories.is_empty() && runs.roles.categories.is_empty(), "{name}");
        assert_eq!(runs.workloads.labels.len(), 2, "{name}: {:?}", runs.workloads.labels);
        // The most frequent is looked at, and the cheapest run is of it, though one of the other would be cheaper.
        assert_eq!(passing(&runs, None), [0, 2], "{name}");
        let other = runs.workloads.labels[runs.workloads.of_row[1] as usize].clone();
        assert_eq!(passing(&runs, Some(&other)), [1], "{name}");
        assert_eq!(runs.workloads.other_runs(runs.workloads.default()), 1);
        // Nor are they one configuration, or repeats of one load.
        let basis = Basis::of(&runs);
        assert_ne!(basis.set_of[0], basis.set_of[1], "{name}");
        assert_eq!(Loads::of(&runs).repeated(&[0, 1, 2]), [vec![0, 2]], "{name}");
    }
}

#[test]
fn labels_in_words() {
    let labels = |columns| default(runs_of(2, columns)).workloads.labels.clone();
    assert_eq!(
        labels(vec![number("isl", &[1024.0, 8192.0]), number("osl", &[8192.0, 1024.0])]),
        ["1,024 in / 8,192 out tokens", "8,192 in / 1,024 out tokens"]
    );
    assert_eq!(
        labels(vec![number("isl", &[1024.0; 2]), text("dataset_name", &[Some("sharegpt"), Some("random")])]),
        ["1,024 in tokens, random", "1,024 in tokens, sharegpt"]
    );
    assert_eq!(labels(vec![number("num_turns", &[1.0, 3.0])]), ["num_turns 1", "num_turns 3"]);
    assert_eq!(labels(Vec::new()), [""]);
    // A second name for the same is not said twice.
    assert_eq!(
        labels(vec![number("isl", &[64.0, 128.0]), number("random_input_len", &[64.0, 128.0])]),
        ["64 in tokens", "128 in tokens"]
    );
}

#[test]
fn each_data_set_is_a_workload_even_of_a_single_run() {
    let names = text("dataset", &[Some("a"), Some("b"), Some("c"), Some("d"), Some("e")]);
    let runs = default(runs_of(5, vec![names]));
    assert_eq!((runs.workloads.labels.len(), passing(&runs, None)), (5, vec![0]));
    // Tokens that another data set is asked to have say nothing of this one.
    let columns = vec![
        text("dataset_name", &[Some("random"), Some("sharegpt"), Some("sharegpt")]),
        number("random_input_len", &[1024.0; 3]),
        number("random_output_len", &[1024.0; 3]),
        number("mean_input_tokens", &[1024.0, 225.0, 226.0]),
        number("mean_output_tokens", &[1024.0, 190.0, 192.0]),
    ];
    let runs = default(runs_of(3, columns));
    assert_eq!(runs.workloads.labels, ["226 in / 192 out tokens, sharegpt", "1,024 in / 1,024 out tokens, random"]);
}

#[test]
fn the_unknown_is_a_workload_of_its_own() {
    let runs = default(runs_of(3, vec![number("osl", &[128.0, f64::NAN, 128.0])]));
    assert_eq!(runs.workloads.labels, ["128 out tokens", "unknown"]);
    assert_eq!(runs.workloads.runs, [2, 1]);
    let none = default(runs_of(2, vec![number("osl", &[f64::NAN; 2])]));
    assert_eq!(none.workloads.labels, [""], "an empty column says nothing");
    let no_rows = default(runs_of(0, vec![number("osl", &[])]));
    assert_eq!((no_rows.workloads.default(), passing(&no_rows, None).len()), (0, 0));
}

#[test]
fn ties_go_to_the_first_in_natural_order_and_unknown_labels_to_the_default() {
    let runs = default(runs_of(4, vec![number("isl", &[900.0, 1024.0, 900.0, 1024.0])]));
    assert_eq!((runs.workloads.default(), passing(&runs, None)), (0, vec![0, 2]));
    assert_eq!(passing(&runs, Some("no such workload")), [0, 2]);
    let filter = Filter::default();
    let others = filter.other_workloads(&runs, &runs.batch_sizes);
    assert_eq!(others, [("1,024 in tokens".to_owned(), 2)]);
}

#[test]
fn tokens_reached_stand_in_where_none_were_asked_for() {
    let of = |further: Vec<Column>| default(runs_of(4, further)).workloads.labels.len();
    assert_eq!(of(vec![number("mean_output_tokens", &[200.0, 204.0, 208.0, 209.0])]), 1, "within 5 %");
    assert_eq!(of(vec![number("mean_output_tokens", &[200.0, 208.0, 216.0, 224.0])]), 2, "no chain");
    let asked = vec![number("osl", &[256.0; 4]), number("mean_output_tokens", &[100.0, 200.0, 220.0, 250.0])];
    assert_eq!(of(asked), 1, "what was asked counts");
    // Of all requests together, over those that were answered.
    let all =
        vec![number("completed", &[10.0, 20.0, 10.0, 20.0]), number("total_output_tokens", &[1e3, 2e3, 1e3, 2e3])];
    assert_eq!(default(runs_of(4, all)).workloads.labels, ["100 out tokens"]);
}

#[test]
fn columns_are_moved_between_workload_configuration_and_neither() {
    let made = || {
        runs_of(
            4,
            vec![
                number("osl", &[128.0, 256.0, 128.0, 256.0]),
                number("tp", &[1.0, 2.0, 2.0, 1.0]),
                text("label_of_mine", &[Some("a"), Some("b"), Some("b"), Some("a")]),
            ],
        )
    };
    let kinds = |text: &str| {
        let runs = chosen(made(), text);
        let names = |all: &[(String, _)]| all.iter().map(|(name, _)| name.clone()).collect::<Vec<String>>();
        (names(&runs.roles.workload), names(&runs.roles.categories), runs.workloads.labels.len())
    };
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    assert_eq!(kinds(""), (owned(&["osl"]), owned(&["tp", "label_of_mine"]), 2));
    // A link from before workloads.
    assert_eq!(kinds("by:osl,by:tp"), (owned(&[]), owned(&["osl", "tp"]), 1));
    assert_eq!(kinds("work:"), (owned(&[]), owned(&["tp", "label_of_mine"]), 1));
    assert_eq!(kinds("work:osl,work:label_of_mine"), (owned(&["osl", "label_of_mine"]), owned(&["tp"]), 4));
    assert_eq!(kinds("by:osl,work:osl").0, ["osl"], "what is asked wins");
    // Moved by hand, there and back.
    let roles = Roles::find(&made());
    let mut overrides = Overrides::default();
    for (kind, text) in [
        (Kind::Neither, "by:tp,by:label_of_mine,work:"),
        (Kind::Configuration, "by:tp,by:label_of_mine,by:osl,work:"),
        (Kind::Workload, "by:tp,by:label_of_mine,work:osl"),
    ] {
        roles.set_kind(&mut overrides, "osl", kind);
        assert_eq!(overrides.to_string(), text);
        assert_eq!(Overrides::parse(text).0, overrides);
    }
}

#[test]
fn an_old_link_that_reads_tokens_from_a_column_still_does() {
    let runs = chosen(runs_of(2, vec![number("isl", &[64.0, 128.0])]), "in:isl");
    assert_eq!(runs.roles.of(Role::InputTokens).unwrap().column, "isl");
    assert_eq!(runs.workloads.labels.len(), 2);
}

#[test]
fn encoders_have_one_workload_without_a_label() {
    for bundled in &isocost::data::bundled::TABLES[..3] {
        let runs = default(bundled.table());
        assert!(runs.without_gpus().is_empty());
        assert_eq!((runs.workloads.labels.as_slice(), runs.gpus.is_some()), (&[String::new()][..], false));
        assert_eq!(passing(&runs, None).len(), runs.rows);
        assert_eq!((runs.work, runs.default_work()), (Default::default(), Default::default()));
    }
}

#[test]
fn tables_side_by_side_share_a_workload_where_tokens_agree() {
    let one = |name: &str, values: &[f64]| runs_of(values.len(), vec![number(name, values)]);
    let both =
        joined([("a/one", one("isl", &[1000.0, 4000.0])), ("a/two", one("random_input_len", &[1024.0, 2000.0]))]);
    assert_eq!(both.runs.workloads.labels, ["1,000 in tokens", "2,000 in tokens", "4,000 in tokens"]);
    assert_eq!(passing(&both.runs, None), [0, 2], "both tables have it");
    let apart = joined([("a/one", one("isl", &[1000.0])), ("a/two", one("isl", &[1100.0]))]);
    assert_eq!(apart.runs.workloads.labels.len(), 2);
    let words = |shown: &ActiveTable| other_workloads_words(&shown.runs, shown.runs.workloads.default());
    assert_eq!(
        words(&apart),
        "1 run of 1 other workload is not compared with those of workload 1,000 in. two has no run of it, so that nothing is compared between tables."
    );
    // Both tables have runs of the one that is looked at.
    assert!(words(&both).ends_with(" not compared with those of workload 1,000 in."), "{}", words(&both));
    // A table that does not say shares none.
    let unknown = joined([("a/one", one("isl", &[1000.0])), ("a/two", runs_of(1, Vec::new()))]);
    assert_eq!(unknown.runs.workloads.labels, ["1,000 in tokens", "unknown"]);
    let none = joined([("a/one", runs_of(1, Vec::new())), ("a/two", runs_of(1, Vec::new()))]);
    assert_eq!(none.runs.workloads.labels, [""]);
}

#[test]
fn what_people_add_to_a_tools_result_is_asked_for() {
    let run = |conc: u32, osl: u32| {
        let text = format!(
            r#"{{"backend": "vllm", "model_id": "small-7b", "num_prompts": 100, "completed": 100, "request_rate": "inf",
            "max_concurrency": {conc}, "duration": 20.0, "total_input_tokens": 51200, "total_output_tokens": 12000,
            "request_throughput": 5.0, "output_throughput": 600.0, "mean_ttft_ms": 40.0, "mean_tpot_ms": 12.0,
            "mean_itl_ms": 12.5, "mean_e2el_ms": 1500.0, "input_len": 512, "output_len": {osl},
            "tensor_parallel_size": 4, "gpu_type": "h100"}}"#
        );
        NamedBytes { name: format!("conc{conc}.json"), bytes: text.into_bytes().into() }
    };
    let files = vec![run(4, 128), run(8, 256)];
    let runs = default(read_runs(files, &Limits::default()).unwrap());
    assert_eq!(runs.workloads.labels, ["512 in / 128 out tokens", "512 in / 256 out tokens"]);
    assert_eq!(&runs.gpus.as_ref().unwrap()[..], [4.0, 4.0]);
    assert_eq!(&runs.vus[..], [4.0, 8.0]);
    assert!(runs.asked_rate().is_none(), "all at once");
    // 120 tokens reached, not those asked for.
    assert_eq!(&runs.rate(Work::OutputTokens).unwrap()[..], [600.0, 600.0]);
    let tokens = runs.columns[runs.position(Role::OutputTokens).unwrap()].numbers().unwrap();
    assert_eq!(&tokens[..], [120.0, 120.0]);
}

/// FMBench: tokens come back as the model pleases, and only a file of prompts is asked for.
#[test]
fn answers_of_one_file_of_prompts_are_one_workload() {
    let of = |names: [&str; 5]| {
        default(runs_of(
            5,
            vec![
                text("payload_file", &names.map(Some)),
                number("input_tokens", &[1623.0, 1672.0, 1643.0, 304.0, 304.0]),
                number("output_tokens", &[76.0, 84.0, 70.0, 102.0, 1004.0]),
            ],
        ))
    };
    let runs = of(["b", "b", "b", "a", "a"]);
    assert_eq!(runs.workloads.runs, [1, 1, 3], "{:?}", runs.workloads.labels);
    assert_eq!(passing(&runs, None), [0, 1, 2]);
    // Of no file the same numbers are workloads by themselves, and so are those of several.
    let texts = default(runs_of(5, vec![number("output_tokens", &[76.0, 84.0, 70.0, 102.0, 1004.0])]));
    assert!(texts.workloads.labels.len() > 2);
    assert_eq!(of(["a", "b", "c", "d", "e"]).workloads.labels.len(), 5);
}
