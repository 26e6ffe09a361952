//! How far a download is.

/// Bytes so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Bytes received.
    pub received: u64,
    /// Bytes announced; `None` when they were not.
    pub total: Option<u64>,
}
