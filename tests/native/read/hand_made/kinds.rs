//! What the rows of tables made by hand are: configurations, runs that are never ranked, no runs at all.

use super::refused;
use crate::support::tables::{number, table, text};
use isocost::analysis::decide::cost_latency::usable;
use isocost::data::error::DecodeError;
use isocost::data::runs::checks;
use isocost::data::runs::not_runs::NotRuns;
use isocost::data::runs::prices::PriceList;
use isocost::data::runs::roles::{Overrides, Roles};
use isocost::data::runs::run_table::RunTable;
use isocost::data::table::Table;

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

#[test]
fn few_requests_and_few_moments_are_told_too() {
    for (content, words) in [
        ("request_id,latency_ms,ttft_ms,tokens_per_second,status\n1,900,90,40,200\n2,910,91,40,500\n", "2 raw samples"),
        ("req_id,latency_ms,success\na,900,true\nb,910,false\n", "2 raw samples"),
        (
            "timestamp,user,response_time,status,concurrent_users\n2026-01-05T12:00:00,1,0.2,200,8\n\
             2026-01-05T12:00:00,2,0.3,503,8\n",
            "2 raw samples",
        ),
        (
            "second,users,rps,avg_ms,p95_ms\n1,8,80,100,150\n2,8,81,100,150\n3,8,82,100,150\n4,8,83,100,150\n",
            "time series",
        ),
        ("elapsed_s,users,rps,p95_ms\n5,8,80,150\n10,8,81,150\n15,8,82,150\n20,8,83,150\n", "time series"),
        ("t,vus,rps,p50,p95\n0,8,80,90,150\n1,8,81,90,150\n2,8,82,90,150\n3,8,83,90,150\n", "time series"),
    ] {
        let said = refused("a.csv", content);
        assert!(said.contains(words), "{words}: {said}");
    }
    for content in [
        // Threads, lengths of tests, times of day, tests that count their requests.
        "t,rps,p50,p95\n1,80,90,150\n2,81,90,150\n3,82,90,150\n4,83,90,150\n",
        "duration,users,rps,p95_ms\n5,8,80,150\n10,8,81,150\n15,8,82,150\n20,8,83,150\n",
        "elapsed_s,users,rps,p95_ms\n60.1,8,80,150\n60.2,16,81,150\n60.2,32,82,150\n60.1,64,83,150\n",
        "timestamp,users,rps,p95_ms\n1,8,80,150\n2,8,81,150\n3,8,82,150\n4,8,83,150\n",
        "id,status,timestamp,users,rps,avg_ms\n1,200,2026-01-05T12:00:00,8,80,100\n2,200,2026-01-05T12:10:00,16,90,120\n",
        "timestamp,status,users,avg_ms,requests\n2026-01-05T12:00:00,200,8,100,900\n",
    ] {
        assert!(super::runs("a.csv", content).rows > 0, "{content}");
    }
}

#[test]
fn rows_around_the_measured_part_are_left_out() {
    let kept = |content: &str| {
        let runs = super::runs("a.csv", content);
        (runs.throughput_req_per_sec.to_vec(), runs.notes.said.clone())
    };
    let said = "A row of a warm-up, a ramp or a cool-down is no run, and is left out.";
    for content in [
        "run,users,rps,avg_ms\nwarmup,8,12,900\n1,8,80,100\n2,8,81,101\n",
        "phase,users,rps,avg_ms\nWarm-up,8,12,900\nmeasure,8,80,100\nmeasure,8,81,101\ncool down,8,9,90\n",
        "stage,users,rps,avg_ms\nramp-up,8,12,900\nsteady,8,80,100\nsteady 2,8,81,101\nramp_down,8,9,90\n",
    ] {
        assert_eq!(kept(content), (vec![80.0, 81.0], vec![said.to_owned()]), "{content}");
    }
    // Kinds of tests, and a table of nothing else.
    assert_eq!(kept("scenario,users,rps,avg_ms\nramp-up,8,12,900\nsteady,8,80,100\n").0.len(), 2);
    assert_eq!(kept("phase,users,rps,avg_ms\nwarm-up,8,12,900\nwarmup,8,80,100\n").0.len(), 2);
}
