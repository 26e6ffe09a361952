//! Which columns of a file with a plain footer are encrypted.
//!
//! Our parquet crate, built without decryption, passes over the fields that say so, and would call the columns damaged.
//! So the footer is walked once more for just these: `FileMetaData.row_groups` (4), in it `RowGroup.columns` (1), in it
//! `ColumnChunk.crypto_metadata` (8), in Thrift's compact protocol. (apache/parquet-format: `parquet.thrift`,
//! `Encryption.md`; apache/thrift: `thrift-compact-protocol.md`.)

/// Nothing in a footer is nested deeper; a hostile one could exhaust the stack.
const DEPTH: usize = 16;

const BYTE: u8 = 3;
const DOUBLE: u8 = 7;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const SET: u8 = 10;
const MAP: u8 = 11;
const STRUCT: u8 = 12;

/// Positions of the encrypted leaves, ascending: those that are encrypted in at least one row group. What is no footer
/// is read as far as it goes: whether it is damaged is for its reader to say.
pub fn leaves(footer: &[u8]) -> Vec<usize> {
    let mut encrypted = Vec::new();
    let _ = Walk { rest: footer }.file(&mut encrypted);
    (0..encrypted.len()).filter(|&leaf| encrypted[leaf]).collect()
}

/// The bytes that are still to be read; `None` where they end too early or make no sense.
struct Walk<'a> {
    rest: &'a [u8],
}

impl Walk<'_> {
    fn file(&mut self, encrypted: &mut Vec<bool>) -> Option<()> {
        let mut id = 0;
        while let Some(kind) = self.field(&mut id)? {
            if (id, kind) == (4, LIST) {
                let (groups, _) = self.list()?;
                (0..groups).try_for_each(|_| self.group(encrypted))?;
            } else {
                self.skip(kind, DEPTH)?;
            }
        }
        Some(())
    }

    fn group(&mut self, encrypted: &mut Vec<bool>) -> Option<()> {
        let mut id = 0;
        while let Some(kind) = self.field(&mut id)? {
            if (id, kind) == (1, LIST) {
                let (chunks, _) = self.list()?;
                (0..chunks).try_for_each(|leaf| self.chunk(leaf as usize, encrypted))?;
            } else {
                self.skip(kind, DEPTH)?;
            }
        }
        Some(())
    }

    fn chunk(&mut self, leaf: usize, encrypted: &mut Vec<bool>) -> Option<()> {
        let mut id = 0;
        // One chunk takes a byte at least, so this grows no faster than the footer is read.
        if encrypted.len() <= leaf {
            encrypted.push(false);
        }
        while let Some(kind) = self.field(&mut id)? {
            *encrypted.get_mut(leaf)? |= (id, kind) == (8, STRUCT);
            self.skip(kind, DEPTH)?;
        }
        Some(())
    }

    /// The next field's type, its number in `id`; `Some(None)` at the end of the struct.
    fn field(&mut self, id: &mut u64) -> Option<Option<u8>> {
        let head = self.byte()?;
        if head == 0 {
            return Some(None);
        }
        *id = match u64::from(head >> 4) {
            // Written in full, zigzag. A negative number is none that is looked for.
            0 => self.varint()? >> 1,
            step => id.saturating_add(step),
        };
        Some(Some(head & 0xf))
    }

    /// How many elements, and their type.
    fn list(&mut self) -> Option<(u64, u8)> {
        let head = self.byte()?;
        let count = match head >> 4 {
            15 => self.varint()?,
            count => count.into(),
        };
        Some((count, head & 0xf))
    }

    /// Passes over a field's value. (A boolean field is all in its type; [`Self::element`] knows those in lists.)
    fn skip(&mut self, kind: u8, depth: usize) -> Option<()> {
        let depth = depth.checked_sub(1)?;
        match kind {
            1 | 2 => Some(()),
            BYTE => self.pass(1),
            4..=6 => self.varint().map(drop),
            DOUBLE => self.pass(8),
            BINARY => {
                let length = self.varint()?;
                self.pass(length)
            }
            LIST | SET => {
                let (count, kind) = self.list()?;
                (0..count).try_for_each(|_| self.element(kind, depth))
            }
            MAP => match self.varint()? {
                0 => Some(()),
                count => {
                    let kinds = self.byte()?;
                    (0..count).try_for_each(|_| {
                        self.element(kinds >> 4, depth)?;
                        self.element(kinds & 0xf, depth)
                    })
                }
            },
            STRUCT => {
                let mut id = 0;
                while let Some(kind) = self.field(&mut id)? {
                    self.skip(kind, depth)?;
                }
                Some(())
            }
            _ => None,
        }
    }

    /// Passes over an element of a list, a set or a map, where a boolean takes a byte.
    fn element(&mut self, kind: u8, depth: usize) -> Option<()> {
        if matches!(kind, 1 | 2) { self.pass(1) } else { self.skip(kind, depth) }
    }

    fn byte(&mut self) -> Option<u8> {
        let (&byte, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(byte)
    }

    /// Seven bits a byte, the lowest first.
    fn varint(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
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
    fn every_type_is_passed_over() {
        // Fields 15 up: true, byte, double, binary, list of booleans, map of i32 to binary, an empty map, a long number.
        let mut bytes = vec![0xf1, 0x13, 7, 0x17, 0, 0, 0, 0, 0, 0, 0, 0, 0x18, 2, b'a', b'b', 0x19, 0x21, 1, 2];
        bytes.extend([0x1b, 1, 0x58, 4, 1, b'c', 0x1b, 0, 0x16, 0xff, 0xff, 3]);
        // Field 4, written in full.
        bytes.extend([0x09, 0x08, 0x1c, 0x19, 0x1c, 0x8c, 0, 0, 0, 0]);
        assert_eq!(leaves(&bytes), [0]);
    }

    #[test]
    fn what_is_no_footer_ends_early() {
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
