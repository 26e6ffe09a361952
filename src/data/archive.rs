//! Compressed files and archives: `.gz` files and `.zip` archives, opened before their content is read.
//!
//! Source of the zip format: PKWARE, APPNOTE.TXT 6.3.10, sections 4.3 to 4.5. Entries are found by the central directory
//! at the end, as the headers before each entry may lack its size. Stored and deflated entries are read, ZIP64 and
//! encrypted ones are not. An archive inside an archive is not opened.

use super::error::DecodeError;
use super::limits::{Limits, cap};
use super::parquet::codec::CodecError;
use super::parquet::gzip;
use super::text::error::FilesError;
use super::text::form::is_named_as_no_data;
use super::text::named_bytes::NamedBytes;

/// More entries than this hold more than runs.
const MOST_ENTRIES: u64 = 20_000;

/// Replaces archives by the files in them, whose names then begin with the archive's.
///
/// # Errors
/// A damaged archive, a spreadsheet (which is a zip archive), or a limit exceeded: all bytes together must keep
/// [`Limits::file_bytes`].
pub fn opened(files: Vec<NamedBytes>, limits: &Limits) -> Result<Vec<NamedBytes>, DecodeError> {
    let mut all = Vec::with_capacity(files.len());
    let mut room = limits.file_bytes;
    for file in files {
        let before = all.len();
        if file.bytes.starts_with(b"\x1f\x8b") {
            all.push(gunzipped(&file, room)?);
        } else if file.bytes.starts_with(b"\xd0\xcf\x11\xe0") {
            // Excel's format before 2007.
            return Err(FilesError::Spreadsheet { file: file.name }.into());
        } else if file.bytes.starts_with(b"PK\x03\x04") || file.bytes.starts_with(b"PK\x05\x06") {
            all.extend(unzipped(&file, room)?);
        } else {
            all.push(file);
        }
        let bytes: u64 = all[before..].iter().map(|file| file.bytes.len() as u64).sum();
        // The files themselves are checked by their own limit.
        room = room.saturating_sub(bytes);
    }
    Ok(all)
}

fn gunzipped(file: &NamedBytes, room: u64) -> Result<NamedBytes, DecodeError> {
    let bytes = gzip::decompress(&file.bytes, room as usize).map_err(|error| failed(file, error, room))?;
    let name = file.name.strip_suffix(".gz").or_else(|| file.name.strip_suffix(".GZ")).unwrap_or(&file.name);
    if bytes.starts_with(b"PK\x03\x04") || name.ends_with(".tar") || name.ends_with(".tgz") {
        return Err(damaged(file, "it holds another archive inside; unpack it first"));
    }
    Ok(NamedBytes { name: name.to_owned(), bytes: bytes.into() })
}

fn unzipped(file: &NamedBytes, mut room: u64) -> Result<Vec<NamedBytes>, DecodeError> {
    let entries = entries(&file.bytes).ok_or_else(|| damaged(file, "it is no complete zip archive"))?;
    cap("files in an archive", entries.len() as u64, MOST_ENTRIES)?;
    let is = |start: &str| entries.iter().any(|entry| entry.name.starts_with(start));
    if is("[Content_Types].xml") && (is("xl/") || is("word/") || is("ppt/")) || is("content.xml") {
        return Err(FilesError::Spreadsheet { file: file.name.clone() }.into());
    }
    let mut files = Vec::new();
    for entry in entries {
        if entry.name.ends_with('/') || is_named_as_no_data(&entry.name) {
            continue;
        }
        let bytes = entry.content(&file.bytes, room).map_err(|error| failed(file, error, room))?;
        room -= bytes.len() as u64;
        files.push(NamedBytes { name: format!("{}/{}", file.name, entry.name), bytes: bytes.into() });
    }
    Ok(files)
}

/// An entry of a zip archive's directory.
struct Entry {
    name: String,
    method: u16,
    is_encrypted: bool,
    compressed: usize,
    size: usize,
    header_at: usize,
}

impl Entry {
    /// The content, at most `room` bytes; what the directory claims of its size is not trusted.
    fn content(&self, archive: &[u8], room: u64) -> Result<Vec<u8>, CodecError> {
        let header = archive.get(self.header_at..).ok_or(CodecError::Invalid)?;
        if self.is_encrypted || !header.starts_with(b"PK\x03\x04") {
            return Err(CodecError::Invalid);
        }
        let names = u16_at(header, 26).zip(u16_at(header, 28)).ok_or(CodecError::Invalid)?;
        let start = 30 + usize::from(names.0) + usize::from(names.1);
        let body = header.get(start..).and_then(|body| body.get(..self.compressed)).ok_or(CodecError::Invalid)?;
        let bytes = match self.method {
            0 if body.len() as u64 > room => return Err(CodecError::OverCap),
            0 => body.to_vec(),
            8 => gzip::inflated(body, room as usize)?,
            _ => return Err(CodecError::Invalid),
        };
        if bytes.len() == self.size { Ok(bytes) } else { Err(CodecError::Invalid) }
    }
}

/// The entries by the central directory; `None` where it is damaged.
fn entries(archive: &[u8]) -> Option<Vec<Entry>> {
    const END_BYTES: usize = 22;
    // A comment of up to 65,535 bytes may follow.
    let from = archive.len().saturating_sub(END_BYTES + usize::from(u16::MAX));
    let end =
        (from..=archive.len().checked_sub(END_BYTES)?).rev().find(|&at| archive[at..].starts_with(b"PK\x05\x06"))?;
    let (count, mut at) = (u16_at(archive, end + 10)?, u32_at(archive, end + 16)?);
    let mut entries = Vec::new();
    for _ in 0..count {
        let head = archive.get(at..)?;
        if !head.starts_with(b"PK\x01\x02") {
            return None;
        }
        let lengths = [u16_at(head, 28)?, u16_at(head, 30)?, u16_at(head, 32)?].map(usize::from);
        let name = head.get(46..46 + lengths[0])?;
        entries.push(Entry {
            name: String::from_utf8_lossy(name).trim_start_matches('/').to_owned(),
            method: u16_at(head, 10)?,
            is_encrypted: u16_at(head, 8)? & 1 == 1,
            compressed: u32_at(head, 20)?,
            size: u32_at(head, 24)?,
            header_at: u32_at(head, 42)?,
        });
        at += 46 + lengths.iter().sum::<usize>();
    }
    Some(entries)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize)
}

fn failed(file: &NamedBytes, error: CodecError, room: u64) -> DecodeError {
    match error {
        CodecError::OverCap => DecodeError::TooLarge { what: "bytes unpacked (or more)", found: room + 1, cap: room },
        _ => damaged(file, "it is damaged, encrypted or packed by a method that is not read here"),
    }
}

fn damaged(file: &NamedBytes, detail: &str) -> DecodeError {
    FilesError::Archive { file: file.name.clone(), detail: detail.to_owned() }.into()
}
