//! Packed tables: the bundled ones equal the Hub's files, and any table round-trips.
//!
//! After another parquet file: `ISOCOST_UPDATE=1 cargo test --no-default-features --test native read::pack`.

use std::path::PathBuf;

use crate::support::{self, Random};
use arrow::array::Array;
use arrow::buffer::Buffer;
use bytes::Bytes;
use isocost::data::bundled;
use isocost::data::bundled_notes;
use isocost::data::limits::Limits;
use isocost::data::parquet::decode;
use isocost::data::table::Table;
use isocost::data::table::column::Values;
use isocost::data::table::pack::{pack, unpack};
use sha2::{Digest, Sha256};

fn beside(dataset: &str, ending: &str) -> PathBuf {
    let name = dataset.rsplit('/').next().unwrap();
    support::path(&format!("src/data/bundled/{name}.{ending}")).into()
}

fn parquet(file: &std::path::Path) -> Table {
    decode(Bytes::from(std::fs::read(file).unwrap()), &Limits::default()).unwrap()
}

/// The checksum of the parquet file that is on no Hub.
const INFERENCEX: &str = "b877f39e48418313d6bb462a6f770b3e6d1f28680455bfa965874409cbfbecac";

/// Equal to the bit: names, types, nulls, and what lies under them.
fn assert_same(a: &Table, b: &Table) {
    assert_eq!((a.rows, &a.skipped), (b.rows, &b.skipped));
    assert_eq!(a.columns.len(), b.columns.len());
    for (a, b) in a.columns.iter().zip(&b.columns) {
        assert_eq!(a.name, b.name);
        match (&a.values, &b.values) {
            (Values::Number { array: x, integral: i }, Values::Number { array: y, integral: j }) => {
                assert_eq!((i, x.nulls()), (j, y.nulls()), "{}", a.name);
                let bits = |values: &[f64]| values.iter().map(|v| v.to_bits()).collect::<Vec<_>>();
                assert_eq!(bits(x.values()), bits(y.values()), "{}", a.name);
            }
            (Values::BigInt(x), Values::BigInt(y)) => assert_eq!(x, y),
            (Values::Bool(x), Values::Bool(y)) => assert_eq!(x, y),
            (Values::Text(x), Values::Text(y)) => assert_eq!(x, y),
            (x, y) => panic!("{}: {x:?} came back as {y:?}", a.name),
        }
    }
}

#[test]
fn bundled_tables_equal_the_hubs_files() {
    for table in bundled::ALL {
        let mut hub = parquet(&beside(table.dataset, "parquet"));
        if table.sha256.is_none() {
            hub.notes = bundled_notes::inferencex();
        }
        let sum = Sha256::digest(std::fs::read(beside(table.dataset, "parquet")).unwrap());
        let digits: String = sum.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(digits, table.sha256.unwrap_or(INFERENCEX), "the checksum of {}", table.dataset);
        let packed = beside(table.dataset, "pack");
        if std::env::var_os("ISOCOST_UPDATE").is_some() {
            std::fs::write(&packed, pack(&hub)).unwrap();
            continue;
        }
        assert!(std::fs::read(&packed).unwrap() == pack(&hub), "{} is of another table", packed.display());
        assert_same(&table.table(), &hub);
        assert_eq!(table.table().notes, hub.notes);
    }
}

#[test]
fn fixtures_round_trip() {
    let folder = support::path("tests/fixtures");
    let mut read = 0;
    for stem in support::stems(&folder, "parquet") {
        let bytes = std::fs::read(format!("{folder}/{stem}.parquet")).unwrap();
        if let Ok(table) = decode(Bytes::from(bytes), &Limits::default()) {
            assert_same(&unpack(Buffer::from(pack(&table))).unwrap(), &table);
            read += 1;
        }
    }
    assert!(read > 40, "{read} fixtures were read");
}

#[test]
fn empty_table_and_unaligned_bytes() {
    let empty = Table { skipped: vec!["nested".into()], ..Table::default() };
    assert_same(&unpack(Buffer::from(pack(&empty))).unwrap(), &empty);
    let table = bundled::TABLES[0].table();
    let mut shifted = vec![0];
    shifted.extend(pack(&table));
    assert_same(&unpack(Buffer::from(shifted).slice(1)).unwrap(), &table);
}

/// Both ends are ours; even so a mix-up must not bring the page down.
#[test]
fn arbitrary_bytes_never_panic() {
    assert!(unpack(Buffer::from(Vec::<u8>::new())).is_none());
    assert!(unpack(Buffer::from(b"PAR1 and so on".to_vec())).is_none());
    let good = pack(&bundled::TABLES[1].table());
    let mut random = Random::new(7);
    let mut refused = 0;
    for _ in 0..2_000 {
        let mut bytes = good.clone();
        if random.below(3) == 0 {
            bytes.truncate(random.below(good.len()));
        }
        for _ in 0..=random.below(4) {
            // Most of the structure is at the start.
            let reach = if random.below(2) == 0 { 400 } else { bytes.len().max(1) };
            let at = random.below(reach);
            if let Some(byte) = bytes.get_mut(at) {
                *byte = random.below(256) as u8;
            }
        }
        refused += usize::from(unpack(Buffer::from(bytes)).is_none());
    }
    assert!(refused > 500, "{refused} refused");
}
