//! Size limits of input files, which protect the page's memory.

use super::error::DecodeError;

/// From so many rows on a table is large: all sections together take more than a second and memory that is never given
/// back, so that they are computed one after the other, and when they come near the screen.
pub const LARGE_ROWS: usize = 50_000;

/// Caps that protect the page's memory; checked against the footer's claims before anything is allocated.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Size of the file, bytes.
    pub file_bytes: u64,
    /// The same with logs of requests that are added up to one run: their bytes are all that is held of them.
    pub log_bytes: u64,
    /// Size of the footer, bytes.
    pub footer_bytes: u64,
    /// Rows.
    pub rows: u64,
    /// Columns, nested ones counted by their leaves.
    pub columns: u64,
    /// Rows × columns.
    pub cells: u64,
    /// Size of all pages when decompressed, bytes.
    pub uncompressed_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 256 << 20,
            log_bytes: 1 << 30,
            footer_bytes: 16 << 20,
            rows: 5_000_000,
            columns: 1_000,
            cells: 40_000_000,
            uncompressed_bytes: 512 << 20,
        }
    }
}

/// Fails if `found` exceeds `cap`.
pub(crate) fn cap(what: &'static str, found: u64, cap: u64) -> Result<(), DecodeError> {
    if found > cap { Err(DecodeError::TooLarge { what, found, cap }) } else { Ok(()) }
}
