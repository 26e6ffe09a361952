//! Damaged delta-binary-packed pages: read or refused, never a panic of the parquet crate.

use crate::support::Random;
use isocost::data::limits::Limits;
use isocost::data::parquet::decode;
use parquet::basic::Encoding;
use parquet::data_type::{Int32Type, Int64Type};
use parquet::file::metadata::ParquetMetaDataReader;
use parquet::file::properties::{WriterProperties, WriterVersion};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use std::panic::catch_unwind;
use std::sync::Arc;

const ROWS: usize = 300;

/// Both widths, with and without nulls, in pages of both versions.
fn file(version: WriterVersion) -> Vec<u8> {
    let schema = "message m { required int32 a; optional int32 b; required int64 c; optional int64 d; }";
    let properties = WriterProperties::builder()
        .set_writer_version(version)
        .set_dictionary_enabled(false)
        .set_encoding(Encoding::DELTA_BINARY_PACKED)
        .set_write_batch_size(50)
        .set_data_page_row_count_limit(100);
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let mut file = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties.build())).unwrap();
    let mut group = file.next_row_group().unwrap();
    // Every third row has no value.
    let levels: Vec<i16> = (0..ROWS).map(|row| i16::from(row % 3 > 0)).collect();
    let count = |optional: bool| if optional { ROWS - ROWS.div_ceil(3) } else { ROWS };
    for at in 0..4 {
        let optional = at % 2 == 1;
        let levels = optional.then_some(&levels[..]);
        let number = |row: usize| (row as i64 * 7919) % 1000 * if at < 2 { 1 } else { 1 << 40 };
        let mut column = group.next_column().unwrap().unwrap();
        if at < 2 {
            let values: Vec<i32> = (0..count(optional)).map(|row| number(row) as i32).collect();
            column.typed::<Int32Type>().write_batch(&values, levels, None).unwrap();
        } else {
            let values: Vec<i64> = (0..count(optional)).map(number).collect();
            column.typed::<Int64Type>().write_batch(&values, levels, None).unwrap();
        }
        column.close().unwrap();
    }
    group.close().unwrap();
    file.into_inner().unwrap()
}

/// Where the pages of each column begin and end.
fn chunks(file: &[u8]) -> Vec<std::ops::Range<usize>> {
    let end = file.len() - 8;
    let length = u32::from_le_bytes(file[end..end + 4].try_into().unwrap()) as usize;
    let metadata = ParquetMetaDataReader::decode_metadata(&file[end - length..end]).unwrap();
    let place = |chunk: &parquet::file::metadata::ColumnChunkMetaData| {
        let start = chunk.data_page_offset() as usize;
        start..start + chunk.compressed_size() as usize
    };
    metadata.row_groups()[0].columns().iter().map(place).collect()
}

/// Changes some bytes in a row: to bytes that never end a number, to zeros, or at random.
fn damage(file: &[u8], chunks: &[std::ops::Range<usize>], random: &mut Random) -> Vec<u8> {
    let mut damaged = file.to_vec();
    for _ in 0..=random.below(3) {
        let chunk = &chunks[random.below(chunks.len())];
        let (kind, length) = (random.below(5), 1 + random.below(14));
        let at = chunk.start + random.below(chunk.len());
        for byte in &mut damaged[at..(at + length).min(chunk.end)] {
            match kind {
                0 => *byte = 0xff,
                1 => *byte = 0x80,
                2 => *byte = 0,
                3 => *byte = random.below(256) as u8,
                _ => *byte ^= 1 << random.below(8),
            }
        }
    }
    damaged
}

#[test]
fn damaged_delta_pages_do_not_panic() {
    let mut random = Random::new(29);
    let (mut read, mut refused, mut panics) = (0, 0, Vec::new());
    for version in [WriterVersion::PARQUET_1_0, WriterVersion::PARQUET_2_0] {
        let file = file(version);
        let chunks = chunks(&file);
        assert_eq!(decode(file.clone().into(), &Limits::default()).map(|table| table.rows), Ok(ROWS));
        for round in 0..3_000 {
            let damaged = damage(&file, &chunks, &mut random);
            match catch_unwind(|| decode(damaged.into(), &Limits::default()).is_ok()) {
                Ok(true) => read += 1,
                Ok(false) => refused += 1,
                Err(_) => panics.push(round),
            }
        }
    }
    assert!(panics.is_empty(), "{} panics, first in round {}", panics.len(), panics[0]);
    assert!(read > 300 && refused > 300, "{read} read, {refused} refused: the damage is no test");
}
