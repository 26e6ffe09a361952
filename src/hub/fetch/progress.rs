//! Progress of a download.

/// Progress of a download, bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Bytes received.
    pub received: u64,
    /// Bytes announced; `None` if the length is unknown.
    pub total: Option<u64>,
}
