//! Errors inside one text file, by byte offset; the line number is added later.

use super::error::FilesError;
use crate::data::error::DecodeError;

/// Error in a text.
#[derive(Debug)]
pub enum Fault {
    /// Syntax error.
    Damaged {
        /// Byte offset.
        at: usize,
        /// Description.
        detail: &'static str,
    },
    /// Another error, such as a size limit.
    Refused(DecodeError),
}

impl From<DecodeError> for Fault {
    fn from(error: DecodeError) -> Self {
        Self::Refused(error)
    }
}

impl Fault {
    /// Converts to an error with the file and the line, counted from 1.
    pub fn in_file(self, file: &str, text: &[u8]) -> DecodeError {
        match self {
            Self::Refused(error) => error,
            Self::Damaged { at, detail } => {
                let before = &text[..at.min(text.len())];
                let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count();
                FilesError::Unreadable { file: file.to_owned(), line, detail: detail.to_owned() }.into()
            }
        }
    }
}
