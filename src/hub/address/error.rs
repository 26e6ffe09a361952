//! Errors of addresses: why a text cannot be opened, and what to write instead.

use std::fmt;

/// Why a text is not the address of a data set or a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddressError {
    /// Not of any known form.
    NotAName {
        /// The text, as typed.
        typed: String,
    },
    /// Too long for an address.
    TooLong,
    /// A model's name or page.
    Model {
        /// The model.
        name: String,
    },
    /// Another kind of repository on the Hub: a Space, a model.
    OtherKind {
        /// The kind.
        kind: &'static str,
    },
    /// A bucket of the Hub, or a page of it, but no file of it.
    Bucket {
        /// `owner/name`.
        bucket: String,
    },
    /// Another page of the Hub.
    OtherPage {
        /// Its path.
        path: String,
    },
    /// The address holds a user name or a password, and is therefore not repeated here.
    Credentials,
    /// Not encrypted, and not on this machine.
    Insecure {
        /// The host.
        host: String,
    },
    /// A scheme that is never opened: `javascript:`, `data:`, `file:`.
    Scheme {
        /// The scheme, without the colon.
        scheme: String,
    },
    /// Begins as a URL but is none.
    BadUrl {
        /// The text, as typed.
        typed: String,
    },
    /// A host that the Hub redirects to: its addresses expire after an hour.
    Expiring {
        /// The host.
        host: String,
    },
    /// A host without a path.
    NoFile {
        /// The host.
        host: String,
    },
}

impl fmt::Display for AddressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAName { typed } => write!(
                f,
                "“{}” does not name a data set. Write owner/name, if need be with a revision and a file: \
                 owner/name@revision/path/to/file.parquet.",
                short(typed)
            ),
            Self::TooLong => f.write_str("This address is too long. Write owner/name, or the address of one file."),
            Self::Model { name } => write!(
                f,
                "“{}” is a model's address, and only data sets are opened here. If it is one, write datasets/ before \
                 the name: datasets/owner/name.",
                short(name)
            ),
            Self::OtherKind { kind } => {
                write!(f, "This is the address of a {kind}, and only data sets are opened here. Write owner/name.")
            }
            Self::Bucket { bucket } => write!(
                f,
                "The files of a bucket are not listed here. Name one: hf://buckets/{}/path/to/file.parquet.",
                short(bucket)
            ),
            Self::OtherPage { path } => write!(
                f,
                "“{}” is a page of the Hub, but not of a data set. Open the data set there and copy its address, or \
                 write owner/name.",
                short(path)
            ),
            Self::Credentials => f.write_str(
                "The address holds a user name or a password, which would be shown and shared with it. Write it \
                 without.",
            ),
            Self::Insecure { host } => {
                write!(
                    f,
                    "{} would be contacted without encryption (http). Write https, if the host supports it.",
                    short(host)
                )
            }
            Self::Scheme { scheme } => {
                write!(f, "Addresses that begin with “{}:” are not opened. Write one with https.", short(scheme))
            }
            Self::BadUrl { typed } => {
                write!(f, "“{}” is not a complete address. Write https://host/path/to/file.parquet.", short(typed))
            }
            Self::Expiring { host } => write!(
                f,
                "{} is where the Hub keeps files, and its addresses end after an hour. Write the data set's name \
                 instead: owner/name/path/to/file.parquet.",
                short(host)
            ),
            Self::NoFile { host } => {
                write!(f, "This address names no file on {}. Add its path.", short(host))
            }
        }
    }
}

impl std::error::Error for AddressError {}

/// Shortens a quoted text to the length of a sentence.
fn short(text: &str) -> String {
    text.chars().take(120).collect()
}
