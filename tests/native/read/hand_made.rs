//! Tables made by hand and by small scripts: cells with units, heads, tables on their side, names, units, refusals.

use crate::support::tables::{number, table, taken, text};
use crate::support::texts::named;
use isocost::analysis::decide::cost_latency::usable;
use isocost::data::error::DecodeError;
use isocost::data::limits::Limits;
use isocost::data::runs::checks;
use isocost::data::runs::derive::How;
use isocost::data::runs::not_runs::NotRuns;
use isocost::data::runs::prices::PriceList;
use isocost::data::runs::roles::{Overrides, Role, Roles, Unit};
use isocost::data::runs::run_table::RunTable;
use isocost::data::table::Table;
use isocost::data::text::read;

fn open(name: &str, content: impl Into<Vec<u8>>) -> Table {
    read(vec![named(name, content)], &Limits::default()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn runs(name: &str, content: &str) -> RunTable {
    RunTable::by_default(open(name, content)).unwrap_or_else(|error| panic!("{content}: {error}"))
}

fn refused(name: &str, content: &str) -> String {
    let table = read(vec![named(name, content)], &Limits::default());
    table.and_then(RunTable::by_default).unwrap_err().to_string()
}

fn names(table: &Table) -> Vec<&str> {
    table.columns.iter().map(|column| column.name.as_str()).collect()
}

/// Two runs with 8 and 16 VUs, 80 and 100 requests per second, 100 and 160 ms.
fn assert_two_runs(runs: &RunTable, what: &str) {
    assert_eq!(&runs.vus[..], [8.0, 16.0], "{what}");
    assert_eq!(&runs.throughput_req_per_sec[..], [80.0, 100.0], "{what}");
    assert_eq!(&runs.avg_latency_ms[..], [100.0, 160.0], "{what}");
}

#[test]
fn units_signs_and_marks_in_cells() {
    for (name, content) in [
        ("a.csv", "users,rps,avg latency\n8,80,100ms\n16,100,160ms\n"),
        ("a.csv", "users,rps,avg latency\n8,80 req/s,0.1 s\n16,100 req/s,0.16 s\n"),
        ("a.csv", "users,rps,avg latency\n8 users,80,100000us\n16 users,100,160ms\n"),
        ("a.csv", "users,rps,avg_latency_ms\n8,80,0.1s\n16,100,0.16s\n"),
        ("a.csv", "users;rps;avg latency (ms)\n8;80,0;100,0\n16;100;160\n"),
        ("a.csv", "users,requests/min,avg latency (us)\n8,\"4,800\",\"100,000\"\n16,\"6,000\",\"160,000\"\n"),
        ("a.tsv", "users\trequests/min\tavg latency (us)\n8\t4 800\t100 000\n16\t6 000\t160 000\n"),
        (
            "a.json",
            r#"[{"users":"8","rps":"80","avg_latency":"100ms"},{"users":"16","rps":"100","avg_latency":"160ms"}]"#,
        ),
    ] {
        assert_two_runs(&runs(name, content), content);
    }
}

#[test]
fn converted_cells_are_named_with_their_unit() {
    let table = open("a.csv", "vus,wait,error rate,wait (ms)\n1,635.5us,0.160%,1\n2,1.2ms,-,2\n");
    assert_eq!(names(&table), ["vus", "wait (ms).1", "error rate (%)", "wait (ms)"]);
    assert_eq!(table.columns[1].numbers().unwrap()[..], [0.6355, 1.2]);
    let roles = Roles::find(&table);
    assert_eq!(taken(&roles, Role::FailedRequests), Some(("error rate (%)", Unit::Percent)));
    // What is a label stays one.
    let table = open("a.csv", "size,memory,isl\n8B,80GB,1k\n70B,80GB,8k\n");
    assert!(table.columns.iter().all(|column| column.holds() == "text"), "{:?}", names(&table));
}

#[test]
fn a_mark_that_may_be_either_is_doubted() {
    let table = open("a.csv", "vus;rps\n8;1,024\n");
    assert_eq!(table.columns[1].numbers().unwrap()[0], 1.024);
    assert_eq!(table.notes.doubts.iter().map(|doubt| doubt.column.as_str()).collect::<Vec<_>>(), ["rps"]);
    assert!(open("a.csv", "vus;rps\n8;1,024\n9;2,5\n").notes.doubts.is_empty(), "another cell tells");
}

#[test]
fn utf_16_and_byte_order_marks() {
    let content = "\u{feff}users,rps,avg latency\n8,80,100ms\n16,100,160ms\n";
    let little: Vec<u8> = content.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = content.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [little, big, content.as_bytes().to_vec()] {
        assert_two_runs(&RunTable::by_default(open("a.csv", bytes)).unwrap(), "UTF-16");
    }
}

#[test]
fn several_lines_of_names() {
    for content in [
        ",Latency,,Throughput\nusers,mean,p95,req/s\n,ms,ms,\n8,100,150,80\n16,160,300,100\n",
        "Load,Latency,Latency,Load\nusers,mean,p95,rps\n8,100,150,80\n16,160,300,100\n",
        "Nightly load test\n\nusers,avg (ms),p95 (ms),rps\n8,100,150,80\n16,160,300,100\n",
    ] {
        let runs = runs("a.csv", content);
        assert_two_runs(&runs, content);
        assert_eq!(runs.p95_latency_ms.as_deref(), Some(&[150.0, 300.0][..]), "{content}");
    }
    // A failed first run is no line of names.
    let failed = open("a.csv", "name,latency,rps\nA,timeout,-\nB,12ms,3\n");
    assert_eq!((failed.rows, names(&failed)), (2, vec!["name", "latency", "rps"]));
}

#[test]
fn of_several_tables_the_first_that_holds_runs() {
    let results = "users,rps,avg_ms\n8,80,100\n16,100,160\n";
    let gpus = "GPU,Power (W)\n0,300\n1,310\n";
    for (content, read) in [(format!("{results}\n{gpus}"), 1), (format!("{gpus}\n{results}"), 2)] {
        let runs = runs("a.csv", &content);
        assert_two_runs(&runs, &content);
        let said = format!("The file holds 2 tables; number {read} was read, 3 lines of others were left out.");
        assert_eq!(runs.notes.said, [said]);
    }
    // Blank lines within a table, and names that repeat, begin no table.
    let again = "users,rps,avg_ms\n8,80,100\n\nusers,rps,avg_ms\n16,100,160\n";
    assert_two_runs(&runs("a.csv", again), "a blank line and the same names");
    assert_two_runs(&runs("a.csv", "users,rps,avg_ms\n8,80,100\n\n16,100,160\n"), "blank line");
    assert_two_runs(&runs("a.csv", "users,rps,avg_ms\n8,80,100\nusers,rps,avg_ms\n16,100,160\n"), "names again");
}

#[test]
fn one_metric_a_row() {
    let run = runs("a.csv", "Metric,avg,p95\nRequest Latency (ms),100,150\nRequest Throughput (req/s),80,\nUsers,8,\n");
    assert_eq!((run.rows, run.vus[0], run.avg_latency_ms[0]), (1, 8.0, 100.0));
    assert_eq!((run.throughput_req_per_sec[0], run.p95_latency_ms.as_ref().unwrap()[0]), (80.0, 150.0));
    let run = runs("a.csv", "metric,value,unit\nusers,8,\nmean latency,0.1,s\nrps,80,req/s\n");
    assert_eq!((run.rows, run.vus[0], run.avg_latency_ms[0]), (1, 8.0, 100.0));
    for content in [
        "Metric,A100,H100\nUsers,8,16\nrps,80,100\nMean latency (ms),100,160\n",
        "Users,8,16\nrps,80,100\navg (ms),100,160\n",
    ] {
        assert_two_runs(&runs("a.csv", content), content);
    }
    // Upright ones stay upright.
    let upright = open("a.csv", "endpoint,mean,p95\nGET /a,1,2\nGET /b,3,4\n");
    assert_eq!((upright.rows, names(&upright)), (2, vec!["endpoint", "mean", "p95"]));
}

#[test]
fn short_rows_are_refused_in_words() {
    let words = refused("a.csv", "users,rps,avg_ms,p95_ms\n8,80,100\n16,100,160\n");
    assert!(words.contains("every row has fewer cells than there are names"), "{words}");
    // One short row lacks its last values.
    assert_eq!(runs("a.csv", "users,rps,avg_ms,p95_ms\n8,80,100\n16,100,160,300\n").rows, 2);
    assert_eq!(runs("a.csv", "users,rps,avg_ms,\n8,80,100\n").rows, 1, "the last name is empty");
}

#[test]
fn constants_beside_rows_are_columns() {
    let rows = r#"[{"users":8,"rps":80,"avg_ms":100},{"users":16,"rps":100,"avg_ms":160,"tag":"own"}]"#;
    let content =
        format!(r#"{{"tag":"x","osl":256,"rounds":3,"rows":{rows},"duration":60,"p95_ms":7,"date":{{"y":1}}}}"#);
    let table = open("a.json", content.as_str());
    assert_eq!(names(&table), ["users", "rps", "avg_ms", "tag", "osl", "rounds"]);
    assert_eq!(table.skipped, ["duration", "p95_ms", "date"], "totals over the rows are none of each");
    assert_eq!((table.columns[3].text(0), table.columns[3].text(1)), ("x".into(), "own".into()));
    assert_two_runs(&RunTable::by_default(table).unwrap(), "wrapped");
    let named = r#"{"c8":{"users":8,"rps":80,"avg_ms":100},"c16":{"users":16,"rps":100,"avg_ms":160}}"#;
    assert_two_runs(&runs("a.json", named), "runs by name");
    assert_eq!(open("a.json", named).columns[0].text(1), "c16");
    // An object that is a run itself keeps its array out.
    let run = open("a.json", r#"{"users":8,"rps":80,"avg_ms":100,"steps":[{"users":1,"rps":2,"avg_ms":3}]}"#);
    assert_eq!((run.rows, &run.skipped[..]), (1, &["steps".to_owned()][..]));
}

#[test]
fn caps_are_on_what_is_kept() {
    let many: Vec<String> = (0..20_000).map(|at| format!("\"group{}.m{at}\":{at}", at / 100)).collect();
    let content = format!("{{{},\"users\":8,\"rps\":80,\"avg_ms\":100}}", many.join(","));
    let table = open("a.json", content);
    assert_eq!(table.columns.len(), 1_000);
    assert_eq!(
        table.notes.said,
        ["19003 of 20003 columns are left out: those with known names and the first ones are shown."]
    );
    let runs = RunTable::by_default(table).unwrap();
    assert_eq!((runs.vus[0], runs.throughput_req_per_sec[0], runs.avg_latency_ms[0]), (8.0, 80.0, 100.0));
    let heads: Vec<String> = (0..3_000).map(|at| format!("m{at}")).collect();
    let cells = vec!["1"; 3_000].join(",");
    let table = open("a.csv", format!("{},users\n{cells},8\n", heads.join(",")));
    assert_eq!((table.columns.len(), names(&table)[999]), (1_000, "users"));
    // Sparse rows do not cost rows times columns.
    let lines: String = (0..20_000).map(|at| format!("{{\"k{at}\":1}}\n")).collect();
    let begun = std::time::Instant::now();
    let limits = Limits { cells: 100_000_000, ..Limits::default() };
    assert_eq!(read(vec![named("a.jsonl", lines)], &limits).unwrap().columns.len(), 1_000);
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
}

#[test]
fn littles_law_decides_a_unit_and_says_so() {
    let base = |latency: &str, values: &[f64]| {
        table(vec![number("users", &[8.0, 16.0]), number("rps", &[80.0, 100.0]), number(latency, values)])
    };
    for (values, unit) in [
        ([100.0, 160.0], Unit::Milliseconds),
        ([0.1, 0.16], Unit::Seconds),
        ([1e5, 1.6e5], Unit::Microseconds),
        ([1e8, 1.6e8], Unit::Nanoseconds),
    ] {
        let table = base("latency", &values);
        let roles = Roles::find(&table);
        assert_eq!(taken(&roles, Role::AvgLatency), Some(("latency", unit)));
        let runs = RunTable::by_default(table.clone()).unwrap();
        assert!((runs.avg_latency_ms[1] - 160.0).abs() < 1e-9, "{unit:?}");
        let doubts: Vec<&str> = runs.notes.doubts.iter().map(|doubt| doubt.said.as_str()).collect();
        assert!(doubts.len() == 1 && doubts[0].contains("Little's law"), "{doubts:?}");
        // Undone by choosing.
        let (overrides, _) = Overrides::parse("avg:latency@ms");
        let chosen = RunTable::chosen(table, &overrides, &PriceList::default()).unwrap();
        assert_eq!(&chosen.avg_latency_ms[..], values);
        assert!(chosen.notes.doubts.is_empty(), "{:?}", chosen.notes.doubts);
    }
    // A unit in a name is doubted and kept.
    let named = RunTable::by_default(base("mean_latency_ms", &[0.1, 0.16])).unwrap();
    assert_eq!(named.avg_latency_ms[0], 0.1);
    assert!(named.notes.doubts[0].said.contains("agree only in seconds"), "{:?}", named.notes.doubts);
    let agreeing = RunTable::by_default(base("mean_latency_ms", &[100.0, 160.0])).unwrap();
    assert!(agreeing.notes.is_empty());
}

#[test]
fn a_usual_unit_gives_way_to_littles_law() {
    let base = |rate: &str| {
        let latency = number("avg_response_time", &[0.1, 0.16]);
        table(vec![number("users", &[8.0, 16.0]), number(rate, &[80.0, 100.0]), latency])
    };
    for rate in ["rps", "throughput"] {
        let runs = RunTable::by_default(base(rate)).unwrap();
        assert_eq!(&runs.avg_latency_ms[..], [100.0, 160.0], "{rate}");
        assert_eq!(runs.notes.doubts.len(), 1, "{:?}", runs.notes.doubts);
    }
}

#[test]
fn names_of_configurations_in_small_tables() {
    let base = |users: &[f64]| {
        let names = text("config", &[Some("A100 tp1"), Some("H100 tp1")]);
        table(vec![names, number("users", users), number("rps", &[80.0, 100.0]), number("avg_ms", &[100.0, 160.0])])
    };
    let found = |table: &Table| Roles::find(table).categories.len();
    assert_eq!(found(&base(&[8.0, 8.0])), 1, "nothing else tells them apart");
    assert_eq!(found(&base(&[8.0, 16.0])), 0, "they may be one configuration under two loads");
}

#[test]
fn prices_in_cells() {
    let runs = runs("a.csv", "config,users,rps,avg_ms,Cost/hr\na,8,80,100,$3.60/hr\nb,8,100,80,$7.20/hr\n");
    assert_eq!(runs.price_usd_per_hour.as_deref(), Some(&[3.6, 7.2][..]));
    assert!((runs.cost_usd_per_billion[0] - 12_500.0).abs() < 1e-6);
}

#[test]
fn without_evidence_a_unit_is_asked_for_and_nothing_is_estimated() {
    let runs = RunTable::by_default(table(vec![number("users", &[8.0]), number("latency", &[0.5])])).unwrap();
    assert!(runs.throughput_req_per_sec[0].is_nan() && runs.cost_usd_per_billion[0].is_nan());
    assert!(runs.notes.doubts[0].said.contains("milliseconds are a guess"), "{:?}", runs.notes.doubts);
    // A unit beside it is that of the same quantity.
    let beside = table(vec![number("users", &[8.0]), number("latency_mean_s", &[0.5]), number("latency_p95", &[0.9])]);
    assert_eq!(taken(&Roles::find(&beside), Role::P95Latency), Some(("latency_p95", Unit::Seconds)));
}

#[test]
fn a_bare_throughput_is_one_of_requests_only_if_it_agrees() {
    let base = |rates: &[f64]| {
        table(vec![number("users", &[8.0, 16.0]), number("throughput", rates), number("avg_ms", &[100.0, 160.0])])
    };
    let of = |rates: &[f64]| Roles::find(&base(rates)).of(Role::Throughput).map(|taken| taken.unit);
    assert_eq!(of(&[80.0, 100.0]), Some(Unit::PerSecond));
    assert_eq!(of(&[4_800.0, 6_000.0]), Some(Unit::PerMinute));
    assert_eq!(of(&[80_000.0, 100_000.0]), None, "tokens, perhaps");
}

#[test]
fn a_count_that_is_called_a_rate() {
    let table = table(vec![
        number("users", &[2.0, 4.0]),
        number("requests_ok", &[600.0, 900.0]),
        number("request_throughput", &[600.0, 900.0]),
        number("duration_s", &[30.0, 30.0]),
        number("avg_ms", &[100.0, 133.0]),
    ]);
    let runs = RunTable::by_default(table).unwrap();
    assert_eq!(&runs.throughput_req_per_sec[..], [20.0, 30.0]);
    assert!(runs.notes.doubts[0].said.contains("“request_throughput” holds the number of requests"));
}

#[test]
fn times_of_tokens_make_a_latency() {
    let columns = vec![
        number("concurrency", &[1.0]),
        number("qps", &[0.2]),
        number("ttft_p50_ms", &[45.0]),
        number("tpot_mean_ms", &[19.0]),
        number("osl", &[256.0]),
    ];
    let runs = RunTable::by_default(table(columns)).unwrap();
    assert_eq!(runs.avg_latency_ms[0], 45.0 + 19.0 * 255.0);
    assert_eq!(runs.how(Role::AvgLatency).unwrap().how, How::FromTokens);
    let total =
        table(vec![number("Process Num", &[4.0]), number("TTFT (ms)", &[40.0]), number("Total Time (ms)", &[4_500.0])]);
    assert_eq!(taken(&Roles::find(&total), Role::AvgLatency), Some(("Total Time (ms)", Unit::Milliseconds)));
    let alone = table(vec![number("users", &[4.0]), number("Total Time (ms)", &[4_500.0])]);
    assert_eq!(taken(&Roles::find(&alone), Role::Duration), Some(("Total Time (ms)", Unit::Milliseconds)));
}

#[test]
fn runs_that_are_never_ranked() {
    let columns = vec![
        number("users", &[8.0; 5]),
        number("rps", &[80.0, 175.0, 80.0, 80.0, -1.0]),
        number("avg_ms", &[100.0, 42.0, -5.0, 0.0, 100.0]),
        number("p95_ms", &[0.0, 50.0, 60.0, 0.0, 120.0]),
        number("total_requests", &[100.0; 5]),
        number("failed", &[0.0, 100.0, 0.0, 0.0, 0.0]),
        number("price_per_hour", &[3.6; 5]),
    ];
    let derived = RunTable::by_default(table(columns.clone())).unwrap();
    let mut stated = columns;
    stated.push(number("1B_cost", &[5.0; 5]));
    // Where costs are stated, a latency that cannot be is a missing one.
    let stated = (RunTable::by_default(table(stated)).unwrap(), [true, false, true, true, true]);
    for (runs, expected) in [(derived, [true, false, false, false, false]), stated] {
        let ranked: Vec<bool> = runs.cost_usd_per_billion.iter().map(|&cost| usable(cost)).collect();
        assert_eq!(ranked, expected, "{:?}", runs.cost_usd_per_billion);
        let p95 = runs.p95_latency_ms.as_ref().unwrap();
        assert!(p95[0].is_nan() && p95[1] == 50.0, "a percentile of 0 was not measured: {p95:?}");
    }
    let share = table(vec![
        number("users", &[8.0, 8.0]),
        number("rps", &[80.0, 175.0]),
        number("avg_ms", &[100.0, 42.0]),
        number("error_rate", &[0.0, 1.0]),
    ]);
    assert_eq!(&RunTable::by_default(share).unwrap().throughput_req_per_sec[..], [80.0, 0.0]);
}

#[test]
fn whether_a_rate_counts_failed_requests() {
    let rate = |rate: f64, seconds: f64| {
        let columns = vec![
            number("users", &[8.0]),
            number("rps", &[rate]),
            number("avg_ms", &[100.0]),
            number("total_requests", &[200.0]),
            number("failed", &[50.0]),
            number("duration_s", &[seconds]),
        ];
        checks::rate_counts_failed(&RunTable::by_default(table(columns)).unwrap(), 0)
    };
    assert_eq!(rate(20.0, 10.0), Some(true));
    assert_eq!(rate(15.0, 10.0), Some(false));
    assert_eq!(rate(17.5, 10.0), None, "between both");
    assert_eq!(rate(20.0, f64::NAN), None);
}

#[test]
fn other_tables_are_told_what_they_are() {
    let lines = |head: &str, line: &dyn Fn(usize) -> String| {
        let rows: Vec<String> = (0..30).map(line).collect();
        format!("{head}\n{}\n", rows.join("\n"))
    };
    let raw = lines("id,latency_ms", &|at| format!("{at},{}", 100 + at));
    let requests = lines("start_time,status,url,thread_id,delay", &|at| format!("{at},200,/x,{},9", at % 3));
    let series = lines("timestamp,users,rps,avg_ms", &|at| format!("{},8,80,1{at}", 1_700_000_000 + at));
    let clock = lines("time,users,rps,avg_ms", &|at| format!("2026-01-05T12:00:{at:02}Z,8,80,1{at}"));
    for (content, words) in [
        (raw.as_str(), "one row for each request (30 raw samples"),
        (&requests, "one row for each request"),
        (&series, "time series"),
        (&clock, "time series"),
        ("model,price_per_1m_input_tokens\na,0.5\nb,3\n", "price list"),
        ("instance,usd_cost\na,$0.5\nb,$3\n", "price list"),
        ("t,gpu_util,power_w\n1,50,300\n2,51,310\n", "what GPUs did"),
        ("model,mmlu,gsm8k\na,50%,70%\n", "table of scores"),
        ("users,rps,notes\n", "no rows: a header only"),
        (",,,,\n,a,,,b\nx,1,2,3,4\n", "pivot table"),
    ] {
        let said = refused("a.csv", content);
        assert!(said.contains(words), "{words}: {said}");
        assert!(!said.contains("columns, and the limit"), "{said}");
    }
    let numbers = refused("a.csv", "1502448484,100,1,081546,0,610664,calls\n");
    assert!(numbers.contains("put a header line of names"), "{numbers}");
}

#[test]
fn runs_are_not_taken_for_something_else() {
    let names: Vec<String> = (0..12).map(|at| format!("2026-01-05T{at:02}:00:00")).collect();
    let hourly = table(vec![
        text("timestamp", &names.iter().map(|name| Some(name.as_str())).collect::<Vec<_>>()),
        number("users", &[8.0; 12]),
        number("rps", &[80.0; 12]),
        number("avg_ms", &[100.0; 12]),
    ]);
    assert!(RunTable::by_default(hourly).is_ok(), "tests of an hour each");
    // What the reader chose is followed.
    let raw = table(vec![number("id", &[1.0; 30]), number("latency_ms", &[5.0; 30])]);
    assert!(matches!(RunTable::by_default(raw.clone()), Err(DecodeError::NotRuns(NotRuns::Requests { rows: 30, .. }))));
    let (overrides, _) = Overrides::parse("vus:id");
    assert!(RunTable::chosen(raw, &overrides, &PriceList::default()).is_ok());
}
