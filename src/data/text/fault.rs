//! What went wrong inside one file, before it is known which line that is.

use super::error::FilesError;
use crate::data::error::DecodeError;

/// Why a text cannot be read.
#[derive(Debug)]
pub enum Fault {
    /// It breaks the rules of its form.
    Damaged {
        /// Where, in bytes from its begin.
        at: usize,
        /// How, in words.
        detail: &'static str,
    },
    /// It is refused for another reason, such as its size.
    Refused(DecodeError),
}

impl From<DecodeError> for Fault {
    fn from(error: DecodeError) -> Self {
        Self::Refused(error)
    }
}

impl Fault {
    /// The same for the reader of the page: with the file and the line, counted from 1.
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
