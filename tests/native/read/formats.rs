//! Reading of CSV, JSON and parquet files, one and several, through `data::text::read`.

use crate::support;
use crate::support::texts::{self, named};
use isocost::data::bundled;
use isocost::data::error::DecodeError;
use isocost::data::limits::Limits;
use isocost::data::parquet::decode;
use isocost::data::table::Table;
use isocost::data::table::column::{Column, Values};
use isocost::data::text::{NamedBytes, read};

fn read_one(name: &str, text: impl Into<Vec<u8>>) -> Result<Table, DecodeError> {
    read(vec![named(name, text)], &Limits::default())
}

fn names(table: &Table) -> Vec<&str> {
    table.columns.iter().map(|column| column.name.as_str()).collect()
}

fn column<'t>(table: &'t Table, name: &str) -> &'t Column {
    let found = table.columns.iter().find(|column| column.name == name);
    found.unwrap_or_else(|| panic!("no column {name} among {:?}", names(table)))
}

/// What a column holds and its values as text, null as `-`.
fn show(table: &Table, name: &str) -> String {
    let column = column(table, name);
    let value = |row| if column.is_null(row) { "-".to_owned() } else { column.text(row) };
    let holds = match &column.values {
        Values::Number { integral: true, .. } => "whole",
        Values::Number { .. } => "fraction",
        Values::BigInt(_) => "big",
        Values::Bool(_) => "bool",
        Values::Text(_) => "text",
    };
    format!("{holds}: {}", (0..table.rows).map(value).collect::<Vec<_>>().join(" "))
}

/// The cells of a table that all layouts below spell in their way.
fn assert_is_the_small_table(table: &Table, form: &str) {
    assert_eq!(table.rows, 2, "{form}");
    assert_eq!(names(table), ["vus", "hw_type", "ms"], "{form}");
    assert_eq!(show(table, "vus"), "whole: 1 2", "{form}");
    assert_eq!(show(table, "hw_type"), "text: t4 l4", "{form}");
    assert_eq!(show(table, "ms"), "fraction: 1.5 -", "{form}");
    assert!(column(table, "ms").numbers().unwrap()[1].is_nan(), "{form}");
}

#[test]
fn same_table_in_every_json_layout() {
    let forms = [
        ("a.csv", "vus,hw_type,ms\n1,t4,1.5\n2,l4,\n"),
        ("a.tsv", "vus\thw_type\tms\n1\tt4\t1.5\n2\tl4\tNaN"),
        ("semicolons.csv", "vus;hw_type;ms\r\n1;t4;1.5\r\n2;l4;NA\r\n"),
        ("tabs.csv", "vus\thw_type\tms\r1\tt4\t1.5\r2\tl4\tnull\r"),
        ("bom.csv", "\u{feff}vus,hw_type,ms\n1,t4,1.5\n\n2,l4\n"),
        ("index.csv", ",vus,hw_type,ms\n0,1,t4,1.5\n1,2,l4,\n"),
        ("index_again.csv", "Unnamed: 0,vus,hw_type,ms\n0,1,t4,1.5\n1,2,l4,\n"),
        ("quoted.csv", "\"vus\",\"hw_type\",\"ms\"\n\"1\",\"t4\",\"1.5\"\n\"2\",\"l4\",\"\"\n"),
        ("trailing.csv", "vus,hw_type,ms,\n1,t4,1.5,\n2,l4,,\n"),
        ("records.json", r#"[{"vus":1,"hw_type":"t4","ms":1.5},{"vus":2,"hw_type":"l4","ms":null}]"#),
        ("order.json", r#"[{"vus":1,"hw_type":"t4","ms":1.5},{"hw_type":"l4","vus":2}]"#),
        ("columns.json", r#"{"vus":{"7":1,"3":2},"hw_type":{"7":"t4","3":"l4"},"ms":{"7":1.5,"3":null}}"#),
        ("lists.json", r#"{"vus":[1,2],"hw_type":["t4","l4"],"ms":[1.5,NaN]}"#),
        ("split.json", r#"{"columns":["vus","hw_type","ms"],"index":[0,1],"data":[[1,"t4",1.5],[2,"l4",null]]}"#),
        ("split2.json", r#"{"data":[[1,"t4",1.5],[2,"l4"]],"columns":["vus","hw_type","ms"]}"#),
        ("index.json", r#"{"0":{"vus":1,"hw_type":"t4","ms":1.5},"1":{"vus":2,"hw_type":"l4","ms":null}}"#),
        ("lines.jsonl", "{\"vus\":1,\"hw_type\":\"t4\",\"ms\":1.5}\n\n{\"vus\":2,\"hw_type\":\"l4\"}\n"),
        ("lines", "{\"vus\":1,\"hw_type\":\"t4\",\"ms\":1.5}\r\n{\"vus\":2,\"hw_type\":\"l4\",\"ms\":\"NaN\"}"),
    ];
    for (name, text) in forms {
        let table = read_one(name, text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_is_the_small_table(&table, name);
        assert!(table.skipped.is_empty(), "{name}: {:?}", table.skipped);
    }
}

#[test]
fn rows_inside_a_wrapper() {
    let text = r#"{"benchmarks":[{"vus":1,"hw_type":"t4","ms":1.5},{"vus":2,"hw_type":"l4"}],"args":{}}"#;
    let table = read_one("a.json", text).unwrap();
    assert_is_the_small_table(&table, "wrapped");
    assert_eq!(table.skipped, ["args"]);
    // A run that brings an array of objects is still one run.
    let run = read_one("a.json", r#"{"vus":1,"ms":2.5,"checks":[{"ok":true}]}"#).unwrap();
    assert_eq!((run.rows, names(&run), &run.skipped[..]), (1, vec!["vus", "ms"], &["checks".to_owned()][..]));
}

#[test]
fn nested_objects_are_flattened_and_arrays_skipped() {
    let text = r#"{"name":"x","request_latency":{"p95":20,"p50":{"ms":10.5}},"itl":[1,2],"deep":{"raw":[[1]]}}"#;
    let table = read_one("a.json", text).unwrap();
    assert_eq!(names(&table), ["name", "request_latency.p95", "request_latency.p50.ms"]);
    assert_eq!(table.skipped, ["itl", "deep.raw"]);
    // Percentiles have numbers for names, and are no rows.
    let percentiles = read_one("a.json", r#"{"ttft":{"50":1,"99":2},"itl":{"50":3}}"#).unwrap();
    assert_eq!((percentiles.rows, names(&percentiles)), (1, vec!["ttft.50", "ttft.99", "itl.50"]));
    // A column that is nested in one row and missing in another is still nested.
    let sometimes = read_one("a.jsonl", "{\"a\":1,\"b\":null}\n{\"a\":2,\"b\":[1]}").unwrap();
    assert_eq!((names(&sometimes), &sometimes.skipped[..]), (vec!["a"], &["b".to_owned()][..]));
    let in_columns = read_one("a.json", r#"{"a":[1,2],"b":[null,{"c":1}]}"#).unwrap();
    assert_eq!((names(&in_columns), &in_columns.skipped[..]), (vec!["a"], &["b".to_owned()][..]));
}

#[test]
fn nested_objects_are_flattened_with_dots() {
    let text = r#"{"root":{"name":"","groups":[],"checks":[{"passes":3}]},"options":{"unit":""},
        "metrics":{"duration":{"type":"trend","values":{"avg":12.5,"p(95)":20}},
        "loops":{"values":{"count":100,"rate":4.5}}}}"#;
    let table = read_one("summary.json", text).unwrap();
    assert_eq!(show(&table, "metrics.duration.values.avg"), "fraction: 12.5");
    assert_eq!(show(&table, "metrics.duration.values.p(95)"), "whole: 20");
    assert_eq!(show(&table, "metrics.loops.values.rate"), "fraction: 4.5");
    assert_eq!(table.skipped, ["root.groups", "root.checks"]);
}

#[test]
fn types_of_columns() {
    let csv = "big,mixed,inf,bool,truth,seven,none,words,rounded,late\n\
        9007199254740993,1,inf,True,true,007,,NA,1,\n\
        -1,x,-inf,false,1,8,NaN,\" a\nb \",18446744073709551615,0.5\n";
    let table = read_one("a.csv", csv).unwrap();
    assert_eq!(show(&table, "big"), "big: 9007199254740993 -1");
    assert_eq!(show(&table, "mixed"), "text: 1 x");
    assert_eq!(show(&table, "inf"), "fraction: inf -inf");
    assert_eq!(show(&table, "bool"), "bool: true false");
    assert_eq!(show(&table, "truth"), "text: true 1");
    assert_eq!(show(&table, "seven"), "whole: 7 8");
    assert_eq!(show(&table, "none"), "fraction: - -");
    assert_eq!(show(&table, "words"), "text: -  a\nb ");
    assert_eq!(show(&table, "rounded"), "fraction: 1 18446744073709552000");
    assert_eq!(show(&table, "late"), "fraction: - 0.5");
    let json = r#"[{"big":9007199254740993,"s":"1","x":1.0,"i":Infinity,"m":1.0,"a":1,"a":2},
        {"big":1,"s":"2","x":1e2,"i":"-Infinity","m":"x"}]"#;
    let table = read_one("a.json", json).unwrap();
    assert_eq!(show(&table, "big"), "big: 9007199254740993 1");
    assert_eq!(show(&table, "s"), "text: 1 2");
    assert_eq!(show(&table, "x"), "fraction: 1 100");
    assert_eq!(show(&table, "i"), "fraction: inf -inf");
    assert_eq!(show(&table, "m"), "text: 1.0 x");
    assert_eq!(show(&table, "a"), "whole: 2 -");
}

#[test]
fn unusual_csv() {
    let table = read_one("a.csv", "a,a,,b\n1,2,,\"x \"\"y\"\", z\"w\n3,4,5,in\"side\n").unwrap();
    assert_eq!(names(&table), ["a", "a.1", "column 3", "b"]);
    assert_eq!(show(&table, "b"), "text: x \"y\", zw in\"side");
    let no_rows = read_one("a.csv", "a,b\n").unwrap();
    assert_eq!((no_rows.rows, names(&no_rows)), (0, vec!["a", "b"]));
    let one_column = read_one("a.csv", "vus\n1\n2").unwrap();
    assert_eq!(show(&one_column, "vus"), "whole: 1 2");
    let latin = read_one("a.csv", b"unit\n\xb5s\n".to_vec()).unwrap();
    assert_eq!(show(&latin, "unit"), "text: µs");
}

#[test]
fn bundled_tables_are_equal_in_every_format() {
    for bundled in &bundled::TABLES {
        let original = decode(support::parquet_of(bundled), &Limits::default()).unwrap();
        let forms = [
            ("CSV", vec![named("a.csv", texts::separated(&original, ','))]),
            ("TSV", vec![named("a.tsv", texts::separated(&original, '\t'))]),
            ("records", vec![named("a.json", texts::records(&original))]),
            ("lines", vec![named("a.jsonl", texts::lines(&original))]),
        ];
        for (form, files) in forms {
            let table = read(files, &Limits::default()).unwrap();
            texts::assert_same(&table, &original, &format!("{} {form}", bundled.title));
        }
        let mut folder = texts::k6_folder(&original);
        folder.reverse();
        folder.push(named(".DS_Store", *b"\0\0"));
        folder.push(named("results/README.md", *b"[runs]"));
        let table = read(folder, &Limits::default()).unwrap();
        texts::assert_same(&table, &texts::without_derived(original), &format!("{} folder", bundled.title));
    }
}

#[test]
fn several_parquet_files_are_joined() {
    let [first, second, _] = bundled::TABLES;
    let file = |name: &str, table| NamedBytes { name: name.into(), bytes: support::parquet_of(table) };
    let files = vec![file("train-1.parquet", &second), file("train-0.parquet", &first)];
    let table = read(files.clone(), &Limits::default()).unwrap();
    let parts = [first, second].map(|part| decode(support::parquet_of(&part), &Limits::default()).unwrap());
    assert_eq!(table.rows, parts[0].rows + parts[1].rows);
    let vus = column(&table, "vus").numbers().unwrap();
    assert_eq!(vus[..parts[0].rows], column(&parts[0], "vus").numbers().unwrap()[..]);
    assert_eq!(vus[parts[0].rows..], column(&parts[1], "vus").numbers().unwrap()[..]);
    let few = Limits { rows: table.rows as u64 - 1, ..Limits::default() };
    assert!(matches!(read(files.clone(), &few), Err(DecodeError::TooLarge { what: "rows", .. })));
    // A limit that each file keeps, but not both together.
    let with = |bytes| Limits { uncompressed_bytes: bytes, ..Limits::default() };
    let enough =
        |&bytes: &u64| [first, second].iter().all(|part| decode(support::parquet_of(part), &with(bytes)).is_ok());
    let bytes = with((1..1_000).map(|step| step * 256).find(enough).unwrap());
    assert!(matches!(read(files.clone(), &bytes), Err(DecodeError::TooLarge { .. })));
    let damaged = vec![files[0].clone(), named("train-2.parquet", *b"PAR1 and no more")];
    let error = read(damaged, &Limits::default()).unwrap_err().to_string();
    assert!(error.starts_with("“train-2.parquet”: The file was cut short"), "{error}");
}

#[test]
fn several_text_files_are_joined_in_order_of_names() {
    let files = vec![
        named("b.jsonl", "{\"vus\":2,\"image\":7}\n{\"vus\":3}\n"),
        named("c.json", r#"{"vus":[4],"only_here":[0.5]}"#),
        named("a.json", r#"{"vus":1,"image":"x"}"#),
    ];
    let table = read(files, &Limits::default()).unwrap();
    assert_eq!(show(&table, "vus"), "whole: 1 2 3 4");
    assert_eq!(show(&table, "image"), "text: x 7 - -");
    assert_eq!(show(&table, "only_here"), "fraction: - - - 0.5");
    let csvs = vec![named("b.tsv", "b\ta\n2\t1\n"), named("a.csv", "a,b\n3,4\n")];
    assert_eq!(show(&read(csvs, &Limits::default()).unwrap(), "a"), "whole: 3 1");
}

/// Thousands of equal names are told apart without counting each time from one.
#[test]
fn many_equal_names() {
    let heads = vec!["a"; 20_000].join(",");
    let cells = vec!["1"; 20_000].join(",");
    let begun = std::time::Instant::now();
    let table = read_one("a.csv", format!("{heads}\n{cells}\n")).unwrap();
    assert_eq!((table.columns.len(), table.columns[999].name.as_str()), (1_000, "a.999"));
    assert!(begun.elapsed().as_secs() < 30, "{:?}", begun.elapsed());
}
