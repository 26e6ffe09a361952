//! Parquet files whose footers claim wrong sizes or offsets, as some writers leave them: read all the same.

use crate::support;
use crate::support::opened::texts;
use bytes::Bytes;
use isocost::data::error::DecodeError;
use isocost::data::limits::Limits;
use isocost::data::parquet::decode;
use parquet::file::metadata::{
    ColumnChunkMetaDataBuilder, ParquetMetaData, ParquetMetaDataBuilder, ParquetMetaDataReader, ParquetMetaDataWriter,
};

/// The fixtures that can be read.
fn readable() -> Vec<(String, Bytes)> {
    let folder = support::path("tests/fixtures");
    let read = |stem: String| {
        let bytes = Bytes::from(std::fs::read(format!("{folder}/{stem}.parquet")).unwrap());
        decode(bytes.clone(), &Limits::default()).is_ok().then_some((stem, bytes))
    };
    support::stems(&folder, "parquet").into_iter().filter_map(read).collect()
}

fn footer_of(file: &Bytes) -> (ParquetMetaData, usize) {
    let end = file.len() - 8;
    let start = end - u32::from_le_bytes(file[end..end + 4].try_into().unwrap()) as usize;
    (ParquetMetaDataReader::decode_metadata(&file[start..end]).unwrap(), start)
}

/// The file with other claims about each of its chunks.
fn with(file: &Bytes, claims: impl Fn(ColumnChunkMetaDataBuilder) -> ColumnChunkMetaDataBuilder) -> Bytes {
    let (metadata, start) = footer_of(file);
    let groups = metadata.row_groups().iter().map(|group| {
        let chunks = group.columns().iter().map(|chunk| {
            // The indexes of pages are of no use here, and would have to be written with the footer.
            let builder = chunk.clone().into_builder().set_column_index_offset(None).set_column_index_length(None);
            claims(builder.set_offset_index_offset(None).set_offset_index_length(None)).build().unwrap()
        });
        group.clone().into_builder().set_column_metadata(chunks.collect()).build().unwrap()
    });
    let groups = groups.collect();
    let metadata = ParquetMetaDataBuilder::new(metadata.file_metadata().clone()).set_row_groups(groups).build();
    let mut changed = file[..start].to_vec();
    ParquetMetaDataWriter::new(&mut changed, &metadata).finish().unwrap();
    changed.into()
}

fn assert_read_as_before(what: &str, claims: impl Fn(ColumnChunkMetaDataBuilder) -> ColumnChunkMetaDataBuilder) {
    let files = readable();
    assert!(files.len() > 60, "the fixtures are missing");
    for (stem, file) in files {
        let before = decode(file.clone(), &Limits::default()).unwrap();
        match decode(with(&file, &claims), &Limits::default()) {
            Ok(table) => assert_eq!((texts(&table), table.skipped), (texts(&before), before.skipped), "{stem}: {what}"),
            Err(error) => panic!("{stem}: {what}: {error}"),
        }
    }
}

#[test]
fn uncompressed_sizes_of_nothing_too_little_or_below_zero() {
    for claim in [0, 1, i64::MIN] {
        assert_read_as_before("uncompressed size", |chunk| chunk.set_total_uncompressed_size(claim));
    }
}

/// As old writers have it: the data's offset is the dictionary's, and there is none of its own, or 0.
#[test]
fn dictionary_offsets_of_zero() {
    for claim in [None, Some(0), Some(i64::MAX)] {
        let claims = |chunk: ColumnChunkMetaDataBuilder| {
            let known = chunk.build().unwrap();
            let start = known.dictionary_page_offset().unwrap_or(known.data_page_offset());
            known.into_builder().set_data_page_offset(start).set_dictionary_page_offset(claim)
        };
        assert_read_as_before("dictionary offset", claims);
    }
}

/// What a file may grow to is a limit, whatever its footer claims.
#[test]
fn growth_beyond_the_limit_is_refused_whatever_is_claimed() {
    let mut refused = Vec::new();
    for (stem, file) in readable().into_iter().filter(|(stem, _)| stem.starts_with("codec_")) {
        let lying = with(&file, |chunk| chunk.set_total_uncompressed_size(0));
        let few = Limits { uncompressed_bytes: 300, ..Limits::default() };
        match decode(lying.clone(), &few) {
            Err(DecodeError::TooLarge { what: "bytes uncompressed, or more", found: 301, cap: 300 }) => {
                refused.push(stem.clone())
            }
            // Nothing grows that is not compressed.
            other => assert!(stem.starts_with("codec_none") && other.is_ok(), "{stem}: {other:?}"),
        }
        // A limit for all pages together, not for each of them.
        let enough = |bytes| decode(lying.clone(), &Limits { uncompressed_bytes: bytes, ..Limits::default() }).is_ok();
        let (metadata, _) = footer_of(&file);
        let whole: i64 =
            metadata.row_groups().iter().flat_map(|group| group.columns()).map(|c| c.uncompressed_size()).sum();
        assert!(enough(whole as u64), "{stem}");
    }
    assert!(refused.len() >= 10, "{refused:?}");
}
