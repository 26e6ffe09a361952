//! Text of tables made by hand: cells with units, heads, tables on their side, constants beside rows, caps.

use super::{assert_two_runs, names, open, refused, runs};
use crate::support::tables::taken;
use crate::support::texts::named;
use isocost::data::limits::Limits;
use isocost::data::runs::roles::{Role, Roles, Unit};
use isocost::data::runs::run_table::RunTable;
use isocost::data::text::read;

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
fn german_names_and_marks() {
    let content = "Parallele Anfragen;Mittlere Latenz (ms);p95 (ms);Durchsatz (Anfragen/s);Preis (€/h)\n\
                   8;100;1.210,3;80;0,71\n16;160,0;1.710,9;100,0;3,9\n";
    let runs = runs("a.csv", content);
    assert_two_runs(&runs, content);
    assert_eq!(runs.p95_latency_ms.as_deref(), Some(&[1210.3, 1710.9][..]));
    assert!(runs.notes.doubts.iter().any(|doubt| doubt.said.contains("“Preis (€/h)” is in another currency")));
    assert_two_runs(&self::runs("a.csv", "Benutzer,Durchsatz,Antwortzeit (ms)\n8,80,100\n16,100,160\n"), "bare");
}

#[test]
fn durations_of_two_parts_and_percentiles_with_signs() {
    let runs = runs(
        "a.md",
        "|Concur|95%ile (ms)|99%ile|Average|RPS|\n|-|--|-|-|-|\n|8|150|1m 02s|100 ms|80|\n|16|300|2 s|160 ms|100|\n",
    );
    assert_two_runs(&runs, "95%ile");
    assert_eq!(runs.p95_latency_ms.as_deref(), Some(&[150.0, 300.0][..]));
    let p99 = runs.columns[runs.position(Role::P99Latency).unwrap()].numbers().unwrap();
    assert_eq!(p99[..], [62_000.0, 2_000.0]);
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
    assert_eq!((failed.rows, names(&failed)), (2, vec!["name", "latency (ms)", "rps"]));
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
fn titled_tables_of_the_same_columns_are_read_with_their_titles() {
    let csv =
        "Model on X\nusers,rps,avg_ms\n8,80,100\n16,81,101\n\nModel on Y\nusers,rps,avg_ms\n8,40,200\n16,41,201\n";
    let markdown = "# Report\n\n## Model on X\n\n|users|rps|avg_ms|\n|---|---|---|\n|8|80|100|\n|16|81|101|\n\n**Model on Y**\n\n\
                    |users|rps|avg_ms|\n|---|---|---|\n|8|40|200|\n|16|41|201|\n";
    for (name, content) in [("a.csv", csv), ("a.md", markdown)] {
        let runs = runs(name, content);
        assert_eq!(&runs.throughput_req_per_sec[..], [80.0, 81.0, 40.0, 41.0], "{name}");
        let (column, titles) = &runs.categories[0];
        let titles: Vec<&str> = titles.codes.iter().map(|&code| titles.labels[code as usize].as_str()).collect();
        assert_eq!(column, "table title");
        assert_eq!(titles, ["Model on X", "Model on X", "Model on Y", "Model on Y"], "{name}");
        assert_eq!(runs.notes.said, ["The file holds 2 tables; 2 of the same columns were read, with their titles."]);
    }
    let single = "Model on X\nusers,rps,avg_ms\n8,80,100\n\nModel on Y\nusers,rps,avg_ms\n16,40,200\n";
    assert_eq!(runs("a.csv", single).categories.len(), 1, "also of one row each");
    let third = format!("{csv}\nGPU,Power (W),Clock\n0,300,9\n");
    assert!(runs("a.csv", &third).notes.said[0].ends_with("with their titles, 2 lines of others were left out."));
    // Without titles the tables are one.
    for content in [markdown.replace("**", "").replace('#', ""), markdown.replace("on Y", "on X")] {
        let table = open("a.md", content);
        assert_eq!((table.rows, table.columns.len()), (4, 3));
    }
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
fn goals_and_differences_beside_values_are_no_runs() {
    for (heads, more) in [("SLO", ["500", "10"]), ("Target (p95)", ["500", "10"]), ("Change %", ["25", "-3"])] {
        let content =
            format!("Metric,Value,{heads}\np95 latency (ms),150,{}\nThroughput (req/s),80,{}\n", more[0], more[1]);
        let run = runs("a.csv", &content);
        assert_eq!((run.rows, run.throughput_req_per_sec[0]), (1, 80.0), "{content}");
        let two = runs(
            "a.csv",
            &content.replacen("Value", "A100,H100", 1).replace("150", "150,170").replace(",80", ",80,90"),
        );
        assert_eq!(&two.throughput_req_per_sec[..], &[80.0, 90.0], "{content}");
    }
    let said = super::refused("a.csv", "Metric,SLO\np95 latency (ms),150\nThroughput (req/s),80\n");
    assert!(!said.is_empty());
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
fn prices_in_cells() {
    let runs = runs("a.csv", "config,users,rps,avg_ms,Cost/hr\na,8,80,100,$3.60/hr\nb,8,100,80,$7.20/hr\n");
    assert_eq!(runs.price_usd_per_hour.as_deref(), Some(&[3.6, 7.2][..]));
    assert!((runs.cost_usd_per_billion[0] - 12_500.0).abs() < 1e-6);
}
