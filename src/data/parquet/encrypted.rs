//! Detection of encrypted columns in a parquet file with a plaintext footer.
//!
//! The parquet crate, built without decryption, skips the fields that mark encryption, and would report damaged
//! columns. So the footer is parsed a second time for these fields only: `FileMetaData.row_groups` (4), in it
//! `RowGroup.columns` (1), in it `ColumnChunk.crypto_metadata` (8). (apache/parquet-format: `parquet.thrift`,
//! `Encryption.md`.)

use crate::thrift::{BINARY, BYTE, DOUBLE, LIST, MAP, SET, STRUCT, read_varint};

/// Largest nesting depth: more than any footer needs, and less than could exhaust the stack.
const DEPTH: usize = 24;

/// Path to `crypto_metadata`: number and type of each field.
const PATH: [(u64, u8); 3] = [(4, LIST), (1, LIST), (8, STRUCT)];

/// Positions of the leaves that are encrypted in at least one row group, ascending. A malformed footer is read as far as
/// possible; reporting the damage is left to the footer's parser.
pub fn leaves(footer: &[u8]) -> Vec<usize> {
    let mut walk = FooterWalker { rest: footer, leaf: 0, encrypted: Vec::new() };
    let _ = walk.fields(Some(0), DEPTH);
    (0..walk.encrypted.len()).filter(|&leaf| walk.encrypted[leaf]).collect()
}

/// Whether a struct's claims are true: it ends, and no list in it is longer than the bytes that there are.
pub fn is_whole(bytes: &[u8]) -> bool {
    FooterWalker { rest: bytes, leaf: 0, encrypted: Vec::new() }.fields(None, DEPTH).is_some()
}

/// Parser state: the remaining bytes, and the result so far. Methods return `None` if the bytes are truncated or
/// invalid. `steps` is the number of fields of [`PATH`] that lead to the current value; `None` off the path.
struct FooterWalker<'a> {
    rest: &'a [u8],
    leaf: usize,
    encrypted: Vec<bool>,
}

impl FooterWalker<'_> {
    fn fields(&mut self, steps: Option<usize>, depth: usize) -> Option<()> {
        let mut id = 0u64;
        loop {
            let head = self.byte()?;
            let kind = head & 0xf;
            id = match u64::from(head >> 4) {
                _ if head == 0 => return Some(()),
                // A long-form field number, zigzag-encoded. Negative numbers are never on the path.
                0 => read_varint(&mut self.rest)? >> 1,
                step => id.saturating_add(step),
            };
            let steps = steps.filter(|&steps| PATH.get(steps) == Some(&(id, kind))).map(|steps| steps + 1);
            if steps == Some(PATH.len()) {
                *self.encrypted.get_mut(self.leaf)? = true;
            }
            // The value of a boolean field is in its type.
            if !matches!(kind, 1 | 2) {
                self.value(kind, steps, depth)?;
            }
        }
    }

    /// Reads a value, or an element of a list, a set or a map.
    fn value(&mut self, kind: u8, steps: Option<usize>, depth: usize) -> Option<()> {
        let depth = depth.checked_sub(1)?;
        match kind {
            1 | 2 | BYTE => self.pass(1),
            4..=6 => read_varint(&mut self.rest).map(drop),
            DOUBLE => self.pass(8),
            BINARY => {
                let length = read_varint(&mut self.rest)?;
                self.pass(length)
            }
            LIST | SET => self.list(steps, depth),
            MAP => match read_varint(&mut self.rest)? {
                0 => Some(()),
                count => {
                    let kinds = self.byte()?;
                    (0..count).try_for_each(|_| {
                        self.value(kinds >> 4, None, depth)?;
                        self.value(kinds & 0xf, None, depth)
                    })
                }
            },
            STRUCT => self.fields(steps, depth),
            _ => None,
        }
    }

    fn list(&mut self, steps: Option<usize>, depth: usize) -> Option<()> {
        let head = self.byte()?;
        let count = match head >> 4 {
            15 => read_varint(&mut self.rest)?,
            count => count.into(),
        };
        (0..count).try_for_each(|at| {
            if steps == Some(2) {
                self.leaf = at as usize;
                // A chunk takes a byte at least, so this grows no faster than the footer is read.
                self.encrypted.resize(self.encrypted.len().max(self.leaf + 1), false);
            }
            self.value(head & 0xf, steps.filter(|_| head & 0xf == STRUCT), depth)
        })
    }

    fn byte(&mut self) -> Option<u8> {
        let (&byte, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(byte)
    }

    fn pass(&mut self, bytes: u64) -> Option<()> {
        self.rest = self.rest.get(usize::try_from(bytes).ok()?..)?;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A footer of row groups, each made of chunks, each with (`Some`) or without crypto metadata.
    fn footer(groups: &[&[bool]]) -> Vec<u8> {
        // version: i32 = 1; row_groups (4): list of structs.
        let mut bytes = vec![0x15, 0x02, 0x39, (groups.len() as u8) << 4 | STRUCT];
        for group in groups {
            // columns (1): list of structs.
            bytes.extend([0x19, (group.len() as u8) << 4 | STRUCT]);
            for &encrypted in *group {
                // file_offset (2): i64; a crypto_metadata (8) that holds an empty struct (1).
                bytes.extend([0x26, 0x08]);
                bytes.extend(if encrypted { &[0x6c, 0x1c, 0x00, 0x00][..] } else { &[] });
                bytes.push(0);
            }
            // total_byte_size (2): i64.
            bytes.extend([0x16, 0x10, 0]);
        }
        bytes.push(0);
        bytes
    }

    #[test]
    fn encrypted_in_any_row_group() {
        assert_eq!(leaves(&footer(&[&[false, true, false], &[true, false, false]])), [0, 1]);
        assert_eq!(leaves(&footer(&[&[false; 3]])), [0; 0]);
        assert_eq!(leaves(&footer(&[])), [0; 0]);
        assert_eq!(leaves(&[]), [0; 0]);
    }

    #[test]
    fn fields_of_every_type_are_skipped() {
        // Fields 15 up: true, byte, double, binary, list of booleans, map of i32 to binary, an empty map, a long number.
        let mut bytes = vec![0xf1, 0x13, 7, 0x17, 0, 0, 0, 0, 0, 0, 0, 0, 0x18, 2, b'a', b'b', 0x19, 0x21, 1, 2];
        bytes.extend([0x1b, 1, 0x58, 4, 1, b'c', 0x1b, 0, 0x16, 0xff, 0xff, 3]);
        // Field 4, written in full.
        bytes.extend([0x09, 0x08, 0x1c, 0x19, 0x1c, 0x8c, 0, 0, 0, 0]);
        assert_eq!(leaves(&bytes), [0]);
    }

    #[test]
    fn truncated_and_malformed_footers() {
        let whole = footer(&[&[true, false]]);
        for end in 0..whole.len() {
            assert!(leaves(&whole[..end]).len() <= 1);
        }
        // Structs in structs without end; a list that claims more than there is; a number that does not end.
        assert_eq!(leaves(&[0x1c; 10_000]), [0; 0]);
        assert_eq!(leaves(&[0x49, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x0f]), [0; 0]);
        assert_eq!(leaves(&[0x16; 1]), [0; 0]);
        assert_eq!(leaves(&[[0x16].as_slice(), &[0xff; 20]].concat()), [0; 0]);
    }
}
