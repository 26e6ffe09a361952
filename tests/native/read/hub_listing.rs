//! Choice of the table from the listing of a data set.

use crate::support::Random;
use isocost::hub::address::folder::{CONVERTED, Folder};
use isocost::hub::format::FileFormat;
use isocost::hub::list::error::ListingError;
use isocost::hub::list::listing::{Choice, ListedTable, choose};
use isocost::hub::list::tree::TreeFile;

fn files(paths: &[&str]) -> Vec<TreeFile> {
    paths.iter().map(|path| TreeFile { path: (*path).to_owned(), bytes: Some(10) }).collect()
}

fn chosen(paths: &[&str]) -> Result<Choice, ListingError> {
    choose(&Folder::whole("a/b"), &files(paths))
}

/// `config/split: paths`, as a person would be shown it.
fn words(table: &ListedTable) -> String {
    let paths: Vec<&str> = table.files.iter().map(|file| file.path()).collect();
    format!("{}/{}: {}", table.config, table.split, paths.join(" "))
}

fn one(choice: Result<Choice, ListingError>) -> ListedTable {
    match choice {
        Ok(Choice::One(table)) => table,
        other => panic!("not one table: {other:?}"),
    }
}

fn several(choice: Result<Choice, ListingError>) -> Vec<String> {
    match choice {
        Ok(Choice::Several(tables)) => tables.iter().map(words).collect(),
        other => panic!("not several tables: {other:?}"),
    }
}

#[test]
fn single_file_of_any_format() {
    for (path, format) in [
        ("runs.parquet", FileFormat::Parquet),
        ("a/runs.CSV", FileFormat::Csv),
        ("runs.tsv", FileFormat::Tsv),
        ("runs.json", FileFormat::Json),
        ("runs.jsonl", FileFormat::JsonLines),
    ] {
        let table = one(chosen(&["README.md", ".gitattributes", path]));
        assert_eq!((table.format, table.files.len(), table.bytes, table.partial), (format, 1, Some(10), false));
        assert_eq!(table.files[0].path(), path);
    }
}

#[test]
fn parquet_is_preferred_and_descriptions_are_skipped() {
    assert_eq!(words(&one(chosen(&["a.csv", "b.parquet", "c.json"]))), "default/b: b.parquet");
    assert_eq!(words(&one(chosen(&["a.csv", "c.json"]))), "default/a: a.csv");
    assert_eq!(words(&one(chosen(&["dataset_infos.json", "data/c.json"]))), "default/c: data/c.json");
    assert_eq!(words(&one(chosen(&[".cache/x.parquet", "__MACOSX/._a.csv", "a.csv"]))), "default/a: a.csv");
    assert_eq!(
        several(chosen(&["b.csv", "a.csv", "a.tsv"])),
        ["default/a: a.csv", "default/a: a.tsv", "default/b: b.csv"]
    );
}

#[test]
fn shards_are_joined_in_order() {
    let shards =
        ["data/train-00002-of-00003.parquet", "data/train-00000-of-00003.parquet", "data/train-00001-of-00003.parquet"];
    let table = one(chosen(&shards));
    assert_eq!(words(&table), format!("default/train: {} {} {}", shards[1], shards[2], shards[0]));
    assert_eq!((table.bytes, table.missing), (Some(30), 0));
    let hashed =
        ["data/train-00001-of-00002-0123456789abcdef.parquet", "data/train-00000-of-00002-fedcba9876543210.parquet"];
    assert_eq!(words(&one(chosen(&hashed))), format!("default/train: {} {}", hashed[1], hashed[0]));
    // Unknown sizes stay unknown.
    let mut unknown = files(&shards);
    unknown[1].bytes = None;
    assert_eq!(one(choose(&Folder::whole("a/b"), &unknown)).bytes, None);
}

#[test]
fn incomplete_table_is_refused() {
    let error = chosen(&["data/train-00000-of-00003.parquet", "data/train-00002-of-00003.parquet"]).unwrap_err();
    assert_eq!(error, ListingError::MissingShards { path: "data/train-00000-of-00003.parquet".into(), missing: 1 });
    assert!(error.to_string().contains("several files"));
    let Ok(Choice::Several(tables)) = chosen(&["test-00000-of-00002.csv", "train-00000-of-00001.csv"]) else {
        panic!()
    };
    assert_eq!(tables.iter().map(|table| table.missing).collect::<Vec<_>>(), [0, 1]);
    // Two versions of one table are not joined.
    let twice = ["train-00000-of-00001-0123456789abcdef.csv", "train-00000-of-00001-1123456789abcdef.csv"];
    assert_eq!(several(chosen(&twice)).len(), 2);
    // A number beyond the count is part of the name.
    assert_eq!(several(chosen(&["x-00003-of-00003.csv", "x-00000-of-00003.csv"])).len(), 2);
}

#[test]
fn configurations_and_splits_are_options() {
    assert_eq!(
        several(chosen(&[
            "fr/train-00000-of-00001.parquet",
            "data/test-00000-of-00001.parquet",
            "data/train-00001-of-00002.parquet",
            "data/en/train-00000-of-00001.parquet",
            "data/train-00000-of-00002.parquet",
        ])),
        [
            "default/train: data/train-00000-of-00002.parquet data/train-00001-of-00002.parquet",
            "default/test: data/test-00000-of-00001.parquet",
            "en/train: data/en/train-00000-of-00001.parquet",
            "fr/train: fr/train-00000-of-00001.parquet",
        ]
    );
}

#[test]
fn converted_branch_is_the_only_fallback() {
    let converted = Folder::whole("a/b").converted();
    assert_eq!(chosen(&["README.md", "images/x.png"]), Ok(Choice::LookIn(converted.clone())));
    assert_eq!(choose(&converted, &files(&["README.md"])), Err(ListingError::NoData { folder: converted.to_string() }));
    // It is made from the main branch, and would be the wrong table for any other.
    let tag = Folder { revision: Some("v1".into()), ..Folder::whole("a/b") };
    let part = Folder { path: Some("d".into()), ..Folder::whole("a/b") };
    for folder in [tag, part] {
        assert_eq!(choose(&folder, &[]), Err(ListingError::NoData { folder: folder.to_string() }));
    }
    let table = one(choose(&converted, &files(&["c/partial-train/0001.parquet", "c/partial-train/0000.parquet"])));
    assert_eq!(words(&table), "c/train: c/partial-train/0000.parquet c/partial-train/0001.parquet");
    assert_eq!((table.partial, table.missing, table.files[0].revision()), (true, 0, CONVERTED));
    let gap = choose(&converted, &files(&["c/train/0000.parquet", "c/train/0002.parquet"]));
    assert!(matches!(gap, Err(ListingError::MissingShards { missing: 1, .. })), "{gap:?}");
    // Elsewhere a number is a name: years, say.
    assert_eq!(several(chosen(&["c/train/2024.parquet", "c/train/2025.parquet"])).len(), 2);
}

/// Whatever the names and their order, no file is lost or read twice, and the order of the list does not matter.
#[test]
fn every_data_file_is_in_one_table() {
    let (mut random, names) = (Random::new(31), ["train", "test", "data", "x", "0000", "00001", "2024", "c"]);
    for round in 0..3000 {
        let mut paths: Vec<String> = Vec::new();
        for _ in 0..random.below(9) {
            let mut path = String::new();
            for _ in 0..random.below(3) {
                path += &format!("{}/", names[random.below(names.len())]);
            }
            path += names[random.below(names.len())];
            if random.below(2) == 0 {
                path += &format!("-{:05}-of-{:05}", random.below(4), random.below(4));
            }
            if random.below(4) == 0 {
                path += &format!("-{:016x}", random.below(1 << 20));
            }
            paths.push(path + [".parquet", ".parquet", ".csv", ".json", ".txt"][random.below(5)]);
        }
        let folder = if random.below(2) == 0 { Folder::whole("a/b") } else { Folder::whole("a/b").converted() };
        let list = files(&paths.iter().map(String::as_str).collect::<Vec<_>>());
        let choice = choose(&folder, &list);
        let mut turned = list.clone();
        turned.reverse();
        turned.extend_from_slice(&list[..list.len().min(2)]);
        assert_eq!(choose(&folder, &turned), choice, "{round}: {paths:?}");
        let mut in_tables: Vec<String> = match &choice {
            Ok(Choice::One(table)) => table.files.iter().map(|file| file.path().to_owned()).collect(),
            Ok(Choice::Several(tables)) => {
                assert!(tables.len() > 1 && tables.iter().all(|table| !table.files.is_empty()));
                tables.iter().flat_map(|table| &table.files).map(|file| file.path().to_owned()).collect()
            }
            _ => continue,
        };
        in_tables.sort();
        let best =
            ["parquet", "csv", "json"].into_iter().find(|ending| paths.iter().any(|path| path.ends_with(ending)));
        let mut data: Vec<String> =
            paths.into_iter().filter(|path| best.is_some_and(|best| path.ends_with(best))).collect();
        data.sort();
        data.dedup();
        assert_eq!(in_tables, data, "{round}");
    }
}
