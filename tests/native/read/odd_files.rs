//! Parquet features that pyarrow does not write, written with the low-level writer: each is read or refused.

use std::sync::Arc;

use crate::support;
use bytes::Bytes;
use isocost::data::error::DecodeError;
use isocost::data::limits::Limits;
use isocost::data::parquet::decode;
use isocost::data::runs::run_table::RunTable;
use isocost::data::table::Table;
use isocost::data::table::column::Values;
use parquet::basic::{LogicalType, Repetition, Type as Stored};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, FixedLenByteArray, FixedLenByteArrayType, Int32Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::{Type, TypePtr};

/// The values of one leaf; with repetition and definition levels where it is not flat.
enum Leaf {
    Int(Vec<i32>),
    Float(Vec<f64>),
    Bytes(Vec<&'static [u8]>),
    Fixed(Vec<&'static [u8]>),
    Repeated(Vec<i32>, Vec<i16>, Vec<i16>),
}

/// A file with `groups` row groups that all hold these leaves.
fn file(schema: TypePtr, leaves: &[Leaf], groups: usize) -> Bytes {
    let properties = WriterProperties::builder().set_dictionary_enabled(false).build();
    let mut file = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).unwrap();
    for _ in 0..groups {
        let mut group = file.next_row_group().unwrap();
        for leaf in leaves {
            let mut column = group.next_column().unwrap().unwrap();
            match leaf {
                Leaf::Int(values) => column.typed::<Int32Type>().write_batch(values, None, None),
                Leaf::Float(values) => column.typed::<DoubleType>().write_batch(values, None, None),
                Leaf::Bytes(values) => {
                    let values: Vec<ByteArray> = values.iter().map(|&value| value.to_vec().into()).collect();
                    column.typed::<ByteArrayType>().write_batch(&values, None, None)
                }
                Leaf::Fixed(values) => {
                    let values: Vec<FixedLenByteArray> = values.iter().map(|&value| value.to_vec().into()).collect();
                    column.typed::<FixedLenByteArrayType>().write_batch(&values, None, None)
                }
                Leaf::Repeated(values, definitions, repetitions) => {
                    column.typed::<Int32Type>().write_batch(values, Some(definitions), Some(repetitions))
                }
            }
            .unwrap();
            column.close().unwrap();
        }
        assert!(group.next_column().unwrap().is_none(), "a leaf for each column");
        group.close().unwrap();
    }
    file.into_inner().unwrap().into()
}

fn message(text: &str) -> TypePtr {
    Arc::new(parse_message_type(text).unwrap())
}

fn read(file: Bytes) -> Table {
    decode(file, &Limits::default()).unwrap()
}

/// The cells of a column as the page shows them.
fn cells(table: &Table, name: &str) -> Vec<String> {
    let column = table.columns.iter().find(|column| column.name == name).unwrap_or_else(|| panic!("no {name}"));
    (0..table.rows).map(|row| column.text(row)).collect()
}

#[test]
fn bytes_as_text_or_hexadecimal() {
    let schema = "message m { required binary document (BSON); required binary kind (ENUM); required binary plain;
        required fixed_len_byte_array(12) span (INTERVAL); required binary amount (DECIMAL(20,3));
        required fixed_len_byte_array(3) small (DECIMAL(6,2)); }";
    let leaves = [
        Leaf::Bytes(vec![b"\x05\0\0\0\0", b""]),
        Leaf::Bytes(vec![b"SOME", b"OTHER"]),
        Leaf::Bytes(vec![b"a\xffb", b"\0"]),
        Leaf::Fixed(vec![&[1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0], &[0; 12]]),
        Leaf::Bytes(vec![&[0xff, 0x85], &[]]),
        Leaf::Fixed(vec![&[0, 0, 250], &[0xff; 3]]),
    ];
    let table = read(file(message(schema), &leaves, 1));
    // A BSON document is not text, even if its bytes are valid UTF-8.
    assert_eq!(cells(&table, "document"), ["0500000000", ""]);
    assert_eq!(cells(&table, "kind"), ["SOME", "OTHER"]);
    assert_eq!(cells(&table, "plain"), ["a\u{fffd}b", "\0"]);
    assert_eq!(cells(&table, "span"), ["010000000200000003000000", "000000000000000000000000"]);
    // A number without digits is zero.
    assert_eq!(cells(&table, "amount"), ["-0.123", "0"]);
    assert_eq!(cells(&table, "small"), ["2.5", "-0.01"]);
}

#[test]
fn geometries_are_hexadecimal_and_variants_skipped() {
    let leaf = |name: &str, logical| {
        let leaf = Type::primitive_type_builder(name, Stored::BYTE_ARRAY).with_repetition(Repetition::REQUIRED);
        Arc::new(leaf.with_logical_type(logical).build().unwrap())
    };
    let variant = Type::group_type_builder("anything")
        .with_repetition(Repetition::REQUIRED)
        .with_logical_type(Some(LogicalType::variant(Some(1))))
        .with_fields(vec![leaf("metadata", None), leaf("value", None)]);
    let fields = vec![
        leaf("place", Some(LogicalType::geometry(None))),
        leaf("region", Some(LogicalType::geography(None, None))),
        Arc::new(variant.build().unwrap()),
        leaf("note", Some(LogicalType::String)),
    ];
    let schema = Type::group_type_builder("m").with_fields(fields).build().unwrap();
    let bytes = |value: &'static [u8]| Leaf::Bytes(vec![value]);
    let leaves = [bytes(b"\x01\x01"), bytes(b"\x01"), bytes(b"\x01\0\0"), bytes(b"\0"), bytes(b"here")];
    let table = read(file(Arc::new(schema), &leaves, 1));
    assert_eq!([cells(&table, "place"), cells(&table, "region"), cells(&table, "note")], [["0101"], ["01"], ["here"]]);
    assert_eq!(table.skipped, ["anything"]);
}

#[test]
fn repeated_columns_without_a_list_are_skipped() {
    let schema = "message m { required int32 id; repeated int32 tags; required int32 vus;
        optional group phones { repeated group phone { required int32 number; } } optional group g { required int32 x; } }";
    let leaves = [
        Leaf::Int(vec![1, 2]),
        Leaf::Repeated(vec![7, 8], vec![1, 1, 0], vec![0, 1, 0]),
        Leaf::Int(vec![1, 2]),
        Leaf::Repeated(vec![3, 4, 5], vec![2, 2, 2], vec![0, 1, 0]),
        Leaf::Repeated(vec![5], vec![1, 0], vec![0, 0]),
    ];
    let table = read(file(message(schema), &leaves, 1));
    assert_eq!(
        (cells(&table, "id"), cells(&table, "vus")),
        (vec!["1".into(), "2".into()], vec!["1".into(), "2".into()])
    );
    assert_eq!(table.skipped, ["tags", "phones", "g"]);
}

const RUN: &str = "message m { required int32 vus; required double avg_latency_ms; }";

fn run() -> [Leaf; 2] {
    [Leaf::Int(vec![4]), Leaf::Float(vec![12.5])]
}

#[test]
fn very_many_row_groups() {
    const GROUPS: usize = 6_000;
    let bytes = file(message(RUN), &run(), GROUPS);
    let table = read(bytes.clone());
    assert_eq!(table.rows, GROUPS);
    assert!(table.columns.iter().all(|column| support::texts::rows(column) == GROUPS));
    let small = Limits { footer_bytes: 1 << 18, ..Limits::default() };
    let error = decode(bytes, &small).unwrap_err();
    assert!(matches!(error, DecodeError::TooLarge { what: "bytes of footer", .. }), "{error}");
}

#[test]
fn of_two_columns_with_one_name_the_first_is_used() {
    let schema = "message m { required int32 vus; required int32 vus; required double avg_latency_ms; }";
    let leaves = [Leaf::Int(vec![4]), Leaf::Int(vec![9]), Leaf::Float(vec![12.5])];
    let table = read(file(message(schema), &leaves, 1));
    let values: Vec<String> = table.columns.iter().map(|column| column.text(0)).collect();
    assert_eq!(values, ["4", "9", "12.5"]);
    assert_eq!(RunTable::by_default(table).unwrap().vus[0], 4.0);
}

/// A page's checksum is not looked at (see `data::parquet::pages`): a page that lies about it is read all the same.
#[test]
fn page_checksums_are_not_verified() {
    let file = std::fs::read(support::path("tests/fixtures/page_checksums_v1.parquet")).unwrap();
    let truth = read(file.clone().into());
    // A page's header begins: type (1), its sizes (2, 3), checksum (4), each an i32 of up to five bytes.
    let checksum = |at: &usize| {
        let mut next = at + 2;
        for _ in 0..2 {
            while file[next] >= 0x80 {
                next += 1;
            }
            next += 1;
            if file[next] != 0x15 {
                return None;
            }
            next += 1;
        }
        Some(next)
    };
    let headers = (4..file.len() - 100).filter(|&at| file[at..].starts_with(&[0x15, 0x00, 0x15]));
    let at = headers.filter_map(|at| checksum(&(at + 1))).next().expect("there is a page with a checksum");
    let mut lying = file.clone();
    lying[at] ^= 0x02;
    support::texts::assert_same(&read(lying.into()), &truth, "with another checksum");
}

#[test]
fn mismatched_logical_types_are_ignored() {
    // The parser refuses what the format forbids, so a flag is changed afterwards: UTF8 (0) to BSON (20) of an int.
    let table = read(file(message("message m { required int32 n (INT_8); }"), &[Leaf::Int(vec![-5])], 1));
    assert!(matches!(table.columns[0].values, Values::Number { integral: true, .. }));
    let bytes = file(message("message m { required int32 n (INT_8); }"), &[Leaf::Int(vec![-5])], 1);
    for at in 4..bytes.len() - 8 {
        for kind in [0x28, 0x14, 0x2a] {
            let mut lying = bytes.to_vec();
            lying[at] = kind;
            if let Ok(table) = decode(lying.into(), &Limits::default()) {
                assert!(table.columns.iter().all(|column| support::texts::rows(column) == table.rows));
            }
        }
    }
}
