//! Scripts as texts: where they say the table is, and that they hold no unused code.

use super::*;

fn of(place: TableSource, source: Provenance, topic: Topic) -> String {
    let loaded = Loaded::new(place, source, bundled::TABLES[0].table());
    script(&loaded.shown(&Choice::default()).unwrap(), &Choice::default(), topic)
}

fn path_of(place: TableSource, source: Provenance) -> String {
    let script = of(place, source, Topic::Verdict);
    script.lines().find_map(|line| line.strip_prefix("PATH = ")).unwrap().to_owned()
}

#[test]
fn scripts_name_the_source_of_the_table() {
    let parse = |text: &str| TableSource::parse(text, "https://huggingface.co").unwrap();
    let vision = bundled::TABLES[0].dataset;
    let hub = |commit: &str| Provenance::Hub { commit: Some(commit.to_owned()) };
    let commit = "0123456789012345678901234567890123456789";
    for (place, source, path) in [
        (vision, Provenance::BundledAskingHub, format!("\"hf://datasets/{vision}/data/train-00000-of-00001.parquet\"")),
        (vision, hub(commit), format!("\"hf://datasets/{vision}@{commit}/data/train-00000-of-00001.parquet\"")),
        ("a/b@v1/x y.csv", Provenance::Hub { commit: None }, "\"hf://datasets/a/b@v1/x y.csv\"".to_owned()),
        ("a/b@x%2Fy/z.parquet", Provenance::Hub { commit: None }, "\"hf://datasets/a/b@x%2Fy/z.parquet\"".to_owned()),
        ("buckets/a/b/x y.csv", Provenance::Elsewhere, "\"hf://buckets/a/b/x y.csv\"".to_owned()),
        ("https://example.org/x.tsv?a=1", Provenance::Elsewhere, "\"https://example.org/x.tsv?a=1\"".to_owned()),
    ] {
        assert_eq!(path_of(parse(place), source), path);
    }
    let files = |names: &[&str]| TableSource::of_files(names.iter().map(|&name| name.to_owned()).collect(), &[]);
    assert_eq!(path_of(files(&["b.csv", "a.csv"]), Provenance::Computer), "[\"a.csv\", \"b.csv\"]");
    let odd = of(files(&["x\"\nimport os.csv"]), Provenance::Computer, Topic::Best);
    assert!(odd.contains("PATH = \"x\\\"\\nimport os.csv\"\n") && odd.contains("from your computer"), "{odd}");
    assert!(odd.lines().all(|line| !line.starts_with("import os")));
    assert!(of(parse("a/b"), hub(commit), Topic::Best).contains("look whether this is the one"));
}

#[test]
fn scripts_hold_no_unused_code() {
    let table = Table::bundled(&bundled::TABLES[0]);
    let of = |query: &str, topic| {
        let case = table.case(query, topic);
        script(&case.shown, &case.choice, topic)
    };
    let plain = of("", Topic::Verdict);
    assert!(plain.lines().count() < 30, "{plain}");
    for absent in ["rows", "within", "visible", "scipy", "number(", "def cost", "p50"] {
        assert!(!plain.contains(absent), "{absent}: {plain}");
    }
    assert!(of("max_vus=8", Topic::Verdict).contains("rows = df[df[\"vus\"] <= 8]\n"));
    let limit = "within = df[df[\"p95_latency_ms\"].between(0, 500, inclusive=\"right\")]\n";
    assert!(of("max_p95_ms=500", Topic::Best).contains(limit));
    assert!(!of("preset=notebook", Topic::EnoughVus(DEFAULT)).contains("usable"));
    for topic in topics() {
        let script = of("max_vus=8&max_p95_ms=500&prices=aws/nvidia-l4:1", topic);
        // Full cells of a lattice take a few lines of their own.
        let most = if matches!(topic, Topic::Contour(_)) { 80 } else { 75 };
        assert!(script.lines().count() < most, "{} lines\n{script}", script.lines().count());
        if std::env::var_os("ISOCOST_SHOW").is_some() {
            println!("{script}\n----");
        }
    }
}
