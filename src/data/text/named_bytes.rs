//! The bytes of a file with its name.

use bytes::Bytes;

/// A file to read.
#[derive(Clone, Debug)]
pub struct NamedBytes {
    /// Its path within the selection: for messages, and for its format if the content does not tell.
    pub name: String,
    /// Its content.
    pub bytes: Bytes,
}
