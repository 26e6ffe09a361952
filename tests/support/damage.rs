//! Deterministic mutations of parquet files.

use std::collections::VecDeque;

use parquet::file::metadata::ParquetMetaDataReader;

/// A real table and where its claims lie.
pub struct Target {
    /// The whole file.
    pub bytes: Vec<u8>,
    /// Start of the footer; its length is stored eight bytes before the end.
    pub footer: usize,
    pages: Vec<usize>,
}

impl Target {
    /// An undamaged file.
    pub fn new(parquet: &[u8]) -> Self {
        let end = parquet.len() - 8;
        let length = u32::from_le_bytes(parquet[end..end + 4].try_into().unwrap()) as usize;
        let metadata = ParquetMetaDataReader::decode_metadata(&parquet[end - length..end]).unwrap();
        let chunks = metadata.row_groups().iter().flat_map(|group| group.columns());
        let starts = |chunk: &parquet::file::metadata::ColumnChunkMetaData| {
            [chunk.dictionary_page_offset(), Some(chunk.data_page_offset())]
        };
        let pages = chunks.flat_map(starts).flatten().map(|at| at as usize).collect();
        Self { bytes: parquet.to_vec(), footer: end - length, pages }
    }

    /// A copy with a changed size or offset: in the footer, in a page header, or in the footer's length.
    pub fn lie(&self, random: &mut Random) -> Vec<u8> {
        let mut damaged = self.bytes.clone();
        let footer_end = damaged.len() - 8;
        if random.below(20) == 0 {
            damaged[footer_end + random.below(4)] = random.below(256) as u8;
            return damaged;
        }
        for _ in 0..=random.below(2) {
            let in_footer = random.below(2) == 0;
            let at = if in_footer {
                self.footer + random.below(footer_end - self.footer)
            } else {
                self.pages[random.below(self.pages.len())] + random.below(24)
            };
            // In a varint every byte but the last has its highest bit set, so a few bytes make a huge number.
            let kind = random.below(3);
            for offset in 0..=random.below(if kind == 0 { 9 } else { 1 }) {
                let byte = &mut damaged[(at + offset).min(footer_end)];
                *byte = match kind {
                    0 => 0xff,
                    1 => *byte ^ 1 << random.below(8),
                    _ => random.below(256) as u8,
                };
            }
        }
        damaged
    }

    /// A changed size or offset, or the damage of [`Random::damage`] with parts of the other file.
    pub fn damaged(&self, random: &mut Random, other: &Self) -> Vec<u8> {
        if random.below(2) == 0 { self.lie(random) } else { random.damage(&self.bytes, &other.bytes) }
    }
}

/// Numbers that look random and are the same on every run (xorshift64*, Vigna 2016).
pub struct Random {
    state: u64,
    /// What comes first.
    told: VecDeque<u8>,
}

impl Random {
    /// A fixed seed, not zero.
    pub fn new(seed: u64) -> Self {
        Self { state: seed.max(1), told: VecDeque::new() }
    }

    /// As bytes say, two for each number, and by a fixed seed after them: whoever changes the bytes changes what is made.
    pub fn told(bytes: &[u8]) -> Self {
        Self { state: 1, told: bytes.iter().copied().collect() }
    }

    fn next(&mut self) -> u64 {
        if let (Some(high), Some(low)) = (self.told.pop_front(), self.told.pop_front()) {
            return u64::from_be_bytes([high, low, high, low, high, low, high, low]);
        }
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        self.state.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// Below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() >> 33) as usize % n
    }

    /// From 0 up to 1.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A damaged copy: bytes changed, bits flipped, cut short, or a part replaced by a part of another file.
    pub fn damage(&mut self, bytes: &[u8], other: &[u8]) -> Vec<u8> {
        let mut damaged = bytes.to_vec();
        match self.below(4) {
            0 => damaged.truncate(self.below(bytes.len())),
            1 => {
                let (from, to) = (self.below(bytes.len()), self.below(bytes.len()));
                let (begin, end) = (self.below(other.len()), self.below(other.len()));
                let part = &other[begin.min(end)..begin.max(end)];
                damaged.splice(from.min(to)..from.max(to), part.iter().copied());
            }
            kind => {
                for _ in 0..=self.below(4) {
                    let at = self.below(damaged.len());
                    damaged[at] = if kind == 2 { self.below(256) as u8 } else { damaged[at] ^ 1 << self.below(8) };
                }
            }
        }
        damaged
    }
}
