//! Saved tables, read back.

use crate::harness::run;
use crate::harness::stage::{CLASSIFICATION, OTHER, Stage, VISION, fixture, id, other, real_repo, real_table};
use isocost::data::limits::Limits;
use isocost::data::parquet::decode;
use isocost::data::table::Table;
use isocost::data::table::column::Column;
use isocost::data::text;
use isocost::data::text::NamedBytes;
use serde_json::Value;

/// Keeps what the page would download, and its name, instead of downloading it.
async fn keep(stage: &Stage) {
    let script = "(() => {
        window.kept = [];
        const make = URL.createObjectURL;
        URL.createObjectURL = blob => { window.blob = blob; return make.call(URL, blob); };
        HTMLAnchorElement.prototype.click = function () {
            window.kept.push({ name: this.download, blob: window.blob, href: this.href });
        };
        return true; })()";
    assert!(stage.tab.eval::<bool>(script).await);
}

/// Clicks a button and gives the file's name and bytes.
async fn save(stage: &Stage, table: &str, format: &str) -> (String, Vec<u8>) {
    let before: usize = stage.tab.eval("window.kept.length").await;
    let button = format!("{} button[aria-label$=' as {format}']", id(&format!("save-{table}")));
    stage.tab.wait_for(format!("document.querySelector(\"{button}\")")).await;
    // With all of the page shown each of the four lists has its own.
    let own = if table == "alternatives" { 4 } else { 1 };
    assert_eq!(stage.tab.count(&button).await, own, "{button}");
    stage.tab.click(&button).await;
    stage.tab.wait_until("window.kept.length", before + 1).await;
    let name: String = stage.tab.eval("window.kept.at(-1).name").await;
    assert!(stage.tab.eval::<bool>("window.kept.at(-1).href.startsWith('blob:')").await);
    let bytes = "window.kept.at(-1).blob.arrayBuffer().then(bytes => [...new Uint8Array(bytes)])";
    let bytes: Vec<f64> = stage.tab.eval(bytes).await;
    (name, bytes.into_iter().map(|byte| byte as u8).collect())
}

async fn text(stage: &Stage, table: &str, format: &str) -> (String, String) {
    let (name, bytes) = save(stage, table, format).await;
    (name, String::from_utf8(bytes).expect("UTF-8"))
}

fn table_of(name: &str, bytes: Vec<u8>) -> Table {
    text::read(vec![NamedBytes { name: name.into(), bytes: bytes.into() }], &Limits::default())
        .unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

fn column<'a>(table: &'a Table, name: &str) -> &'a Column {
    table.columns.iter().find(|column| column.name == name).unwrap_or_else(|| panic!("no column {name}"))
}

/// These rows of a table, in this order, and nothing else.
fn assert_rows(saved: &Table, original: &Table, rows: &[usize], what: &str) {
    assert_eq!((saved.rows, saved.columns.len()), (rows.len(), original.columns.len()), "{what}");
    for expected in &original.columns {
        let found = column(saved, &expected.name);
        for (at, &row) in rows.iter().enumerate() {
            assert_eq!(found.text(at), expected.text(row), "{what}: row {row} of {}", expected.name);
            assert_eq!(found.is_null(at), expected.is_null(row), "{what}: row {row} of {}", expected.name);
        }
    }
}

/// Every row in words, by the columns of another table, in no order of theirs.
fn lines(table: &Table, columns_of: &Table) -> Vec<Vec<(bool, String)>> {
    let columns: Vec<&Column> = columns_of.columns.iter().map(|other| column(table, &other.name)).collect();
    let cells = |row: usize| columns.iter().map(|column| (column.is_null(row), column.text(row))).collect();
    let mut lines: Vec<Vec<(bool, String)>> = (0..table.rows).map(cells).collect();
    lines.sort();
    lines
}

#[test]
fn the_runs_that_pass_are_saved_with_all_columns() {
    run(async {
        let stage = Stage::showing(VISION, "&max_vus=4").await;
        keep(&stage).await;
        let original = decode(real_table(VISION).into(), &Limits::default()).expect("a real table");
        let mut rows: Vec<usize> = (0..original.rows).collect();
        let vus = column(&original, "vus").numbers().expect("VUs are numbers");
        let cost = column(&original, "1B_cost").numbers().expect("costs are numbers");
        rows.retain(|&row| vus[row] <= 4.0);
        rows.sort_by(|&a, &b| cost[a].total_cmp(&cost[b]));
        assert!(rows.len() > 15 && rows.len() < original.rows, "more than a page, not all");
        for (format, ending) in [("CSV", "csv"), ("JSON", "json"), ("Parquet", "parquet")] {
            let (name, bytes) = save(&stage, "runs", format).await;
            assert_eq!(name, format!("isocost-vision-embedding-runs.{ending}"));
            assert_rows(&table_of(&name, bytes), &original, &rows, format);
        }
        // In the order in which they stand.
        let throughput = format!("{} th:nth-child(8) button", id("runs"));
        assert!(stage.tab.text(&throughput).await.contains("hroughput"));
        stage.tab.click(&throughput).await;
        stage.attr_is(&format!("{} th:nth-child(8)", id("runs")), "aria-sort", "ascending").await;
        let rate = column(&original, "throughput_req_per_sec").numbers().expect("rates are numbers");
        rows.sort_by(|&a, &b| rate[a].total_cmp(&rate[b]));
        let (name, bytes) = save(&stage, "runs", "Parquet").await;
        let said = String::from_utf8_lossy(&bytes).into_owned();
        for part in ["isocost version", "derek-thomas/vision-embedding-ie-optimization; Hub", "&max_vus=4"] {
            assert!(said.contains(part), "the file does not say {part}");
        }
        assert_rows(&table_of(&name, bytes), &original, &rows, "by throughput");
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn a_list_is_saved_with_every_line_and_every_digit() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "").await;
        keep(&stage).await;
        let lines: usize = stage.tab.count(&format!("{} tbody tr", id("trust"))).await;
        assert_eq!(lines, 12, "the first only");
        let (name, json) = text(&stage, "trust", "JSON").await;
        assert_eq!(name, "isocost-classification-configurations-and-how-far-to-trust-them.json");
        let read: Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(read.as_array().map(Vec::len), Some(28));
        stage.open_alternatives("near", "near-ties").await;
        let (_, csv) = text(&stage, "ties", "CSV").await;
        let lines: Vec<&str> = csv.split("\r\n").collect();
        assert!(lines[0].starts_with("Run,\"Cost, $ / 1M requests\",\"Average latency, ms\","), "{}", lines[0]);
        assert_eq!(lines.len(), 1 + 22 + 1, "21 near-ties and the cheapest");
        let original = decode(real_table(CLASSIFICATION).into(), &Limits::default()).expect("a real table");
        let cost = column(&original, "1B_cost").numbers().expect("costs are numbers");
        let cheapest = cost.iter().copied().fold(f64::INFINITY, f64::min);
        assert!(lines[1].contains(&format!("\",{},", cheapest * 1e-3)), "{}", lines[1]);
        // Every other table has a button that works.
        let below = [
            ("menu", "trade-offs", "other-measures"),
            ("chances", "near", "chances-of-each"),
            ("best", "best", "best-section"),
        ];
        for table in [
            "menu",
            "chances",
            "best",
            "alternatives",
            "next-list",
            "plan-choices",
            "plan-limits",
            "enough-vus-groups",
            "compare",
            "break-even",
            "checks",
        ] {
            if let Some((_, list, detail)) = below.iter().find(|(own, ..)| *own == table) {
                stage.open_alternatives(list, detail).await;
            }
            if table == "alternatives" {
                stage.tab.click(&format!("{} summary", id("save-menu-alternatives"))).await;
            }
            let (name, csv) = text(&stage, table, "CSV").await;
            assert!(name.starts_with("isocost-classification-") && name.ends_with(".csv"), "{name}");
            assert!(csv.lines().count() > 2, "{table}: {csv}");
            let (_, json) = text(&stage, table, "JSON").await;
            let rows = serde_json::from_str::<Value>(&json).expect("JSON").as_array().map(Vec::len);
            assert!(rows.is_some_and(|rows| rows < csv.lines().count()), "{table}");
        }
        let (_, csv) = text(&stage, "prices", "CSV").await;
        assert!(csv.starts_with("Vendor,Hardware,Runs,\"Price, $ per hour\",From\r\n"), "{csv}");
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn odd_names_and_values_stay_text() {
    run(async {
        for name in ["markup_in_strings", "unicode_names_and_values", "with_nulls", "nan_inf", "types_int64_extremes"] {
            let original =
                decode(fixture(name).into(), &Limits::default()).unwrap_or_else(|error| panic!("{name}: {error:?}"));
            let stage = Stage::set([other(fixture(name))]).await;
            stage.visit(&format!("?dataset={OTHER}")).await;
            stage.app_is("busy", "false").await;
            stage.tab.wait_for(format!("document.querySelector('{} tbody tr')", id("runs"))).await;
            keep(&stage).await;
            let (file, json) = text(&stage, "runs", "JSON").await;
            assert_eq!(file, "isocost-loads-runs.json");
            let rows = serde_json::from_str::<Vec<Value>>(&json).expect("JSON");
            assert_eq!(rows.len(), original.rows, "{name}");
            for column in original.columns.iter().filter(|column| column.holds() == "text") {
                let mut saved: Vec<String> =
                    rows.iter().map(|row| row[&column.name].as_str().unwrap_or_default().to_owned()).collect();
                let mut expected: Vec<String> = (0..original.rows).map(|row| column.text(row)).collect();
                saved.sort();
                expected.sort();
                assert_eq!(saved, expected, "{name}, {}", column.name);
            }
            let (_, parquet) = save(&stage, "runs", "Parquet").await;
            assert_eq!(lines(&table_of("a.parquet", parquet), &original), lines(&original, &original), "{name}");
            let (_, csv) = text(&stage, "runs", "CSV").await;
            let formula = |cell: &str| cell.trim_start_matches('"').trim_start().starts_with(['=', '+', '@']);
            assert!(!csv.split([',', '\n']).any(formula), "{csv}");
            stage.assert_no_crash().await;
        }
    });
}

#[test]
fn without_a_run_there_are_the_names_alone() {
    run(async {
        let stage = Stage::showing(VISION, "&hw_type=none-of-them").await;
        stage.points_are(0).await;
        keep(&stage).await;
        let (_, csv) = text(&stage, "runs", "CSV").await;
        assert!(csv.starts_with("1B_cost,") && csv.ends_with("\r\n") && csv.lines().count() == 1, "{csv}");
        assert_eq!(text(&stage, "runs", "JSON").await.1, "[]\n");
        let (_, parquet) = save(&stage, "runs", "Parquet").await;
        let original = decode(real_table(VISION).into(), &Limits::default()).expect("a real table");
        assert_rows(&table_of("a.parquet", parquet), &original, &[], "no rows");
        // A list that is not there cannot be saved.
        stage.open_alternatives("near", "near-ties").await;
        let shown = format!("document.querySelector('{}').checkVisibility()", id("save-ties"));
        assert!(!stage.tab.eval::<bool>(shown).await);
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn the_browser_writes_the_file() {
    run(async {
        let stage = Stage::alone([real_repo(VISION)]).await;
        stage.show(VISION, "").await;
        let folder = stage.tab.home.profile().join("saved");
        stage.tab.page.download_to(&folder).await;
        let button = format!("{} button[aria-label='Save “Runs” as CSV']", id("save-runs"));
        stage.tab.click(&button).await;
        let path = folder.join("isocost-vision-embedding-runs.csv");
        crate::harness::eventually("the file is written", || {
            std::fs::read(&path).is_ok_and(|bytes| bytes.ends_with(b"\r\n"))
        })
        .await;
        let saved = table_of("a.csv", std::fs::read(&path).expect("it is there"));
        assert_eq!(saved.rows, 30);
        stage.tab.assert_no_errors().await;
    });
}
