//! Units of columns made by hand: names, Little's law, doubts.

use super::open;
use crate::support::tables::{number, table, taken};
use isocost::data::runs::derive::How;
use isocost::data::runs::prices::PriceList;
use isocost::data::runs::roles::{Overrides, Role, Roles, Unit};
use isocost::data::runs::run_table::RunTable;
use isocost::data::runs::work::Work;

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
fn a_rate_of_tokens_of_one_request() {
    let of = |rate: &[f64]| {
        let runs = RunTable::by_default(table(vec![
            number("concurrency", &[10.0, 20.0]),
            number("requests_per_second", &[5.0, 8.0]),
            number("avg_latency_ms", &[1_900.0, 2_400.0]),
            number("output_tokens", &[60.0, 60.0]),
            number("output_tokens_per_second", rate),
        ]));
        let runs = runs.unwrap();
        (
            taken(&runs.roles, Role::OutputTokenRate).is_some(),
            runs.notes.doubts.iter().map(|doubt| doubt.said.clone()).collect::<String>(),
        )
    };
    let (is_taken, said) = of(&[31.0, 25.0]);
    assert!(!is_taken && said.contains("“output_tokens_per_second” is the rate of one request"), "{said}");
    assert_eq!(of(&[300.0, 480.0]), (true, String::new()));
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
    // `osl` is what was asked for: answers may have ended earlier.
    assert_eq!(runs.how(Role::AvgLatency).unwrap().how, How::FromAskedTokens);
    let total =
        table(vec![number("Process Num", &[4.0]), number("TTFT (ms)", &[40.0]), number("Total Time (ms)", &[4_500.0])]);
    assert_eq!(taken(&Roles::find(&total), Role::AvgLatency), Some(("Total Time (ms)", Unit::Milliseconds)));
    let alone = table(vec![number("users", &[4.0]), number("Total Time (ms)", &[4_500.0])]);
    assert_eq!(taken(&Roles::find(&alone), Role::Duration), Some(("Total Time (ms)", Unit::Milliseconds)));
}

#[test]
fn rates_of_minutes_hours_and_thousands() {
    // Little's law would tell 80 and 100 requests per second: what the table says is another number.
    for (head, cells, rates) in [
        ("requests/min", ["4200", "5400"], [70.0, 90.0]),
        ("throughput (req/min)", ["4200", "5400"], [70.0, 90.0]),
        ("Requests per minute", ["4200", "5400"], [70.0, 90.0]),
        ("req/h", ["252000", "324000"], [70.0, 90.0]),
        ("ops/s", ["70", "90"], [70.0, 90.0]),
        ("req/s (all)", ["70", "90"], [70.0, 90.0]),
        ("KQPS", ["0.07", "0.09"], [70.0, 90.0]),
        ("throughput", ["4200/min", "90 req/s"], [70.0, 90.0]),
        ("throughput", ["252k/h", "5.4k req/min"], [70.0, 90.0]),
    ] {
        let content = format!("users,{head},avg_ms\n8,{},100\n16,{},160\n", cells[0], cells[1]);
        let runs = super::runs("a.csv", &content);
        assert!(!runs.throughput_is_estimate(), "{content}");
        let close = |at: usize| (runs.throughput_req_per_sec[at] / rates[at] - 1.0).abs() < 1e-12;
        assert!(close(0) && close(1), "{content}: {:?}", runs.throughput_req_per_sec);
    }
    let below = "users,Throughput,Latency,Price\n,req/min,s,$/h\n8,4200,0.1,1.5\n16,5400,0.16,3\n";
    let runs = super::runs("a.csv", below);
    assert_eq!((&runs.throughput_req_per_sec[..], runs.avg_latency_ms[1]), (&[70.0, 90.0][..], 160.0));
    let counted = super::runs("a.csv", "users,requests,Duration (min),avg_ms\n8,42000,10,100\n");
    assert_eq!(counted.throughput_req_per_sec[0], 70.0);
    let least = super::runs("a.csv", "users,requests,duration_s,Duration (min),avg_ms\n8,42000,600,3,100\n");
    assert_eq!(least.throughput_req_per_sec[0], 70.0);
}

#[test]
fn prices_of_other_times_and_currencies() {
    // 100 requests per second for 3.6 $ an hour: 1e9 / 100 / 3600 * 3.6 = 10,000 $.
    for (head, cell) in [
        ("$/h", "3.6"),
        ("cost (¢/h)", "360"),
        ("$/day", "86.4"),
        ("monthly cost ($)", "2628"),
        ("Hourly cost (per GPU)", "1.8"),
        ("On-demand $/h", "3.6"),
    ] {
        let content = format!("hw,GPUs,{head},users,rps,avg_ms\nX,2,{cell},8,100,80\n");
        let cost = super::runs("a.csv", &content).cost_usd_per_billion[0];
        assert!((cost / 10_000.0 - 1.0).abs() < 1e-12, "{head}: {cost}");
    }
    let month = super::runs("a.csv", "hw,monthly cost ($),users,rps,avg_ms\nX,2628,8,100,80\n");
    assert_eq!(
        month.notes.doubts[0].said,
        "“monthly cost ($)” is taken as the price of the machine per month of 730 hours."
    );
    let several = super::runs("a.csv", "hw,On-demand $/h,Spot $/h,users,rps,avg_ms\nX,3.6,1.2,8,100,80\n");
    assert!((several.cost_usd_per_billion[0] / 10_000.0 - 1.0).abs() < 1e-12);
    assert_eq!(several.notes.doubts[0].said, "“On-demand $/h” is taken as the price, and not “Spot $/h”.");
    for head in ["price (EUR/month)", "price (€/h)"] {
        let runs = super::runs("a.csv", &format!("hw,{head},users,rps,avg_ms\nX,3.6,8,100,80\n"));
        assert!(runs.cost_usd_per_billion[0].is_nan(), "{head}");
        assert!(runs.notes.doubts[0].said.contains("is in another currency than $"), "{:?}", runs.notes.doubts);
    }
}

#[test]
fn load_that_was_measured_at_a_rate_is_no_setting() {
    let table = open("a.csv", "Arrival rate,In-flight (avg),RPS,avg ms\n50,4.1,49.9,81\n100,9.2,99.8,92\n");
    let roles = Roles::find(&table);
    assert_eq!(
        (taken(&roles, Role::Vus), taken(&roles, Role::AskedRate)),
        (None, Some(("Arrival rate", Unit::PerSecond)))
    );
    assert!(
        roles.doubts.iter().any(|doubt| doubt.said.contains("“In-flight (avg)” was measured")),
        "{:?}",
        roles.doubts
    );
    // Without a rate it is all that tells the load, and a most of them is a setting.
    for (content, name) in [
        ("In-flight (avg),RPS,avg ms\n4.1,50,81\n9.2,99.8,92\n", "In-flight (avg)"),
        ("Arrival rate,max concurrency,RPS,avg ms\n50,8,49.9,81\n100,16,99.8,92\n", "max concurrency"),
    ] {
        assert_eq!(taken(&Roles::find(&open("a.csv", content)), Role::Vus), Some((name, Unit::One)));
    }
}

#[test]
fn tokens_per_second_of_all_requests() {
    let rates = |names: &str, cells: &str| {
        let runs = super::runs("a.csv", &format!("users,avg_ms,{names}\n16,800,{cells}\n"));
        let of = |role| runs.position(role).and_then(|at| runs.columns[at].numbers()).map(|numbers| numbers[0]);
        let said = runs.notes.doubts.iter().any(|doubt| doubt.said.contains("does not say of which tokens"));
        (of(Role::OutputTokenRate), of(Role::TotalTokenRate), said)
    };
    // 20 requests per second × 100 output tokens.
    assert_eq!(rates("rps,tok/s", "20,2000"), (Some(2000.0), None, true));
    assert_eq!(rates("rps,throughput (tok/s)", "20,2000"), (Some(2000.0), None, true));
    assert_eq!(rates("rps,tok/s,output tokens", "20,2000,100"), (Some(2000.0), None, false));
    assert_eq!(
        rates("tok/s/user,tok/s total,output tokens", "125,2000,100"),
        (Some(2000.0), None, false),
        "by Little's law"
    );
    assert_eq!(rates("rps,tok/s,output tokens,input tokens", "20,8000,100,300"), (None, Some(8000.0), false));
    assert_eq!(rates("rps,tok/s,output tokens", "20,125,100"), (None, None, false), "of one request");
    // A mean beside a percentile is one over requests.
    assert_eq!(rates("ttft_ms,Avg TPS,P95 TPS,Agg TPS,rps", "90,29,35,900,20"), (Some(900.0), None, false));
    assert_eq!(rates("ttft_ms,Avg TPS,P95 TPS,rps", "90,29,35,20").0, None);
    assert_eq!(rates("ttft_ms,Avg TPS,rps", "90,900,20").0, Some(900.0));
}

#[test]
fn a_rate_of_tokens_of_each_gpu_is_multiplied_by_them() {
    let content = "GPU,#GPUs,Concurrency,Throughput/GPU (tok/s),Output tokens/req,Avg latency (s),p95 (s)\n\
                   H100,4,64,800,100,2.0,3.0\nL4,2,8,100,100,4.0,6.0\n";
    let runs = RunTable::by_default(open("a.csv", content)).unwrap();
    assert_eq!(runs.rate(Work::TotalTokens).unwrap()[..], [3200.0, 200.0]);
    // By Little's law: 64 / 2 s, 8 / 4 s.
    assert_eq!(runs.throughput_req_per_sec[..], [32.0, 2.0]);
    assert_eq!(runs.avg_latency_ms[..], [2000.0, 4000.0]);
}

#[test]
fn a_rate_whose_cells_are_no_numbers_is_named() {
    let said = super::refused("a.csv", "name,Throughput,avg ms\na,12 widgets,80\nb,15 widgets,90\n");
    assert!(said.starts_with("Column “Throughput” is called as one that holds VUs or a throughput"), "{said}");
    assert!(said.contains("(“12 widgets”)"), "{said}");
}

#[test]
fn hits_are_requests_and_a_response_time_is_more_than_a_latency() {
    let table = open("a.csv", "Hits/s,Avg. Latency (ms),Avg. Response Time (ms)\n100,90,95\n");
    let roles = Roles::find(&table);
    assert_eq!(taken(&roles, Role::Throughput), Some(("Hits/s", Unit::PerSecond)));
    assert_eq!(taken(&roles, Role::AvgLatency), Some(("Avg. Response Time (ms)", Unit::Milliseconds)));
}

#[test]
fn a_gap_between_tokens_is_their_time_where_the_rate_says_so() {
    // 4 · 101 tokens / (0.1 s + 100 · 10 ms), 16 · 101 / (0.2 s + 100 · 20 ms).
    let table = |rates: [&str; 2]| {
        let [first, second] = rates;
        format!(
            "Concurrency,OSL,TTFT (ms),ITL (ms),Throughput (tokens/s)\n4,101,100,10,{first}\n16,101,200,20,{second}\n"
        )
    };
    let runs = RunTable::by_default(open("a.csv", table(["367.3", "734.5"]))).unwrap();
    assert_eq!(runs.avg_latency_ms[..], [1100.0, 2200.0]);
    assert!(runs.notes.doubts.iter().any(|doubt| doubt.said.contains("taken for the time per token")));
    // Chunks of two tokens.
    let said = super::refused("a.csv", &table(["700", "1400"]));
    assert!(said.contains("No column was found that holds a latency"), "{said}");
}
