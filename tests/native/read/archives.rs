//! Tests of `.gz` files and `.zip` archives.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use isocost::data::error::DecodeError;
use isocost::data::limits::Limits;
use isocost::data::table::Table;
use isocost::data::text::{NamedBytes, read};

const CSV: &str = "vus,avg_latency_ms,throughput_req_per_sec\n1,10,100\n2,20,100\n";

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A zip archive: name, content, whether it is deflated.
fn zip(entries: &[(&str, &[u8], bool)]) -> Vec<u8> {
    let (mut body, mut directory) = (Vec::new(), Vec::new());
    for (name, content, deflated) in entries {
        let packed = if *deflated {
            let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
            encoder.write_all(content).unwrap();
            encoder.finish().unwrap()
        } else {
            content.to_vec()
        };
        let method = if *deflated { 8_u16 } else { 0 };
        let sizes = [0, packed.len() as u32, content.len() as u32];
        let at = body.len() as u32;
        // As written to a stream: the sizes stand in the directory alone.
        body.extend(b"PK\x03\x04\x14\0\x08\0");
        body.extend(method.to_le_bytes());
        body.extend([0; 16]);
        body.extend((name.len() as u16).to_le_bytes());
        body.extend([0; 2]);
        body.extend(name.as_bytes());
        body.extend(&packed);
        directory.extend(b"PK\x01\x02\x14\0\x14\0\x08\0");
        directory.extend(method.to_le_bytes());
        directory.extend([0; 4]);
        sizes.iter().for_each(|size| directory.extend(size.to_le_bytes()));
        directory.extend((name.len() as u16).to_le_bytes());
        directory.extend([0; 12]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (at, count) = (body.len() as u32, entries.len() as u16);
    body.extend(&directory);
    body.extend(b"PK\x05\x06\0\0\0\0");
    [count, count].iter().for_each(|count| body.extend(count.to_le_bytes()));
    body.extend((directory.len() as u32).to_le_bytes());
    body.extend(at.to_le_bytes());
    body.extend([0; 2]);
    body
}

fn open(name: &str, bytes: Vec<u8>) -> Result<Table, DecodeError> {
    read(vec![NamedBytes { name: name.into(), bytes: bytes.into() }], &Limits::default())
}

#[test]
fn a_packed_file_is_read_as_the_file_in_it() {
    assert_eq!(open("runs.csv.gz", gz(CSV.as_bytes())).unwrap().rows, 2);
    assert_eq!(open("runs.gz", gz(b"[{\"vus\": 1, \"avg_latency_ms\": 2}]")).unwrap().rows, 1);
}

#[test]
fn names_may_begin_with_the_folder_itself() {
    let archive =
        zip(&[("./", b"", false), ("./a.csv", CSV.as_bytes(), false), ("./.git/b.csv", CSV.as_bytes(), false)]);
    assert_eq!(open("runs.zip", archive).unwrap().rows, 2);
    assert_eq!(open("./runs.csv", CSV.as_bytes().to_vec()).unwrap().rows, 2);
}

#[test]
fn the_files_of_an_archive_are_one_table() {
    for deflated in [false, true] {
        let archive = zip(&[
            ("out/", b"", false),
            ("out/a.csv", CSV.as_bytes(), deflated),
            ("out/b.csv", CSV.as_bytes(), deflated),
            ("out/README.md", b"# Results", deflated),
        ]);
        assert_eq!(open("artifact.zip", archive).unwrap().rows, 4);
    }
}

#[test]
fn a_spreadsheet_is_refused_with_what_to_do() {
    let archive = zip(&[("[Content_Types].xml", b"<Types/>", true), ("xl/workbook.xml", b"<workbook/>", true)]);
    let error = open("runs.xlsx", archive).unwrap_err().to_string();
    assert!(error.contains("spreadsheet") && error.contains("CSV"), "{error}");
}

#[test]
fn damage_and_bombs_are_refused_in_words() {
    let archive = zip(&[("a.csv", CSV.as_bytes(), true)]);
    for at in 0..archive.len() {
        let mut broken = archive.clone();
        broken[at] ^= 0x41;
        // Not a word about which byte matters: none may panic.
        let _read_or_refused = open("a.zip", broken);
        let _read_or_refused = open("a.zip", archive[..at].to_vec());
    }
    let error = open("a.zip", archive[..archive.len() - 4].to_vec()).unwrap_err().to_string();
    assert!(error.contains("archive that cannot be opened"), "{error}");
    let small = Limits { file_bytes: 100_000, ..Limits::default() };
    let bomb = vec![b' '; 1 << 20];
    for (name, bytes) in [("a.csv.gz", gz(&bomb)), ("a.zip", zip(&[("a.csv", &bomb, true)]))] {
        let read = read(vec![NamedBytes { name: name.into(), bytes: bytes.into() }], &small);
        assert!(matches!(read, Err(DecodeError::TooLarge { .. })), "{name}: {read:?}");
    }
}
