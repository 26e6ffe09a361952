//! Errors of downloads: the cause, and what the reader can do.

use std::fmt;

use super::address::DatasetFile;
use super::address::bucket::BucketFile;
use super::address::folder::Folder;
use super::fetch::parts::PartError;
use super::fetch::ranges::PlanError;
use super::list::error::ListingError;

/// Why a file could not be fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HubError {
    /// Private or missing: the Hub answers 401 for both.
    MissingOrPrivate {
        /// `owner/name`.
        dataset: String,
    },
    /// Gated: readers must agree to terms first.
    Gated {
        /// `owner/name`.
        dataset: String,
    },
    /// Taken down.
    Disabled {
        /// `owner/name`.
        dataset: String,
    },
    /// No such branch, tag or commit.
    NoRevision {
        /// `owner/name`.
        dataset: String,
        /// The requested revision.
        revision: String,
    },
    /// No such file at that revision.
    NoFile {
        /// `owner/name`.
        dataset: String,
        /// The requested path.
        path: String,
    },
    /// No such file in a bucket, or none that may be read: what the Hub says of buckets is not documented.
    NotInBucket {
        /// The file.
        file: BucketFile,
    },
    /// The token is malformed, expired or revoked.
    TokenRefused,
    /// The token is valid, but its account has no access.
    NoAccess {
        /// `owner/name`.
        dataset: String,
    },
    /// The list of files yields no table.
    Listing(ListingError),
    /// A response is not the requested part of the file.
    Part(PartError),
    /// The needed parts are too large or too many.
    Plan(PlanError),
    /// Rate limit exceeded.
    RateLimited,
    /// Any other error status.
    Status {
        /// The HTTP status.
        status: u16,
    },
    /// No network, a blocked request, or a response that the page may not read (CORS).
    Unreachable {
        /// The host.
        host: String,
    },
    /// As [`Self::Unreachable`], for a file of a bucket: whether the Hub lets pages read those is not documented.
    BucketUnreachable {
        /// The host.
        host: String,
    },
    /// The connection broke before the file was complete.
    CutShort {
        /// Bytes received.
        received: u64,
        /// Bytes announced, if known.
        expected: Option<u64>,
    },
    /// Larger than the cap.
    TooLarge {
        /// Bytes announced or received.
        bytes: u64,
        /// The cap, bytes.
        cap: u64,
    },
}

impl HubError {
    /// Interprets an error response of the Hub. `code` and `message` are the headers `X-Error-Code` and
    /// `X-Error-Message`, which say more than the status: 401 also stands for a data set that does not exist.
    #[must_use]
    pub fn from_answer(status: u16, code: Option<&str>, message: Option<&str>, file: &DatasetFile) -> Self {
        let dataset = file.dataset.clone();
        if message.is_some_and(|message| message.contains("resource is disabled")) {
            return Self::Disabled { dataset };
        }
        if message.is_some_and(|message| message.starts_with("Invalid credentials")) {
            return Self::TokenRefused;
        }
        match (code, status) {
            // Without a token it is 401.
            (Some("GatedRepo"), 403) => Self::NoAccess { dataset },
            (Some("GatedRepo"), _) => Self::Gated { dataset },
            (Some("RevisionNotFound"), _) => Self::NoRevision { dataset, revision: file.revision().to_owned() },
            (Some("EntryNotFound"), _) => Self::NoFile { dataset, path: file.path().to_owned() },
            (Some("RepoNotFound"), _) | (_, 401 | 403 | 404) => Self::MissingOrPrivate { dataset },
            (_, 429) => Self::RateLimited,
            (_, status) => Self::Status { status },
        }
    }

    /// Interprets the response to a request for a list of files, as [`Self::from_answer`] does for a file.
    ///
    /// A missing converted branch means that the data set was not converted, which is not the reader's mistake.
    #[must_use]
    pub fn from_list_answer(status: u16, code: Option<&str>, message: Option<&str>, folder: &Folder) -> Self {
        let path = folder.path.as_deref().unwrap_or_default();
        match Self::from_answer(status, code, message, &folder.file(path)) {
            Self::NoRevision { dataset, .. } if folder.is_converted() => {
                ListingError::NoData { folder: dataset }.into()
            }
            other => other,
        }
    }

    /// Interprets an error response to the request for a bucket's file, as [`Self::from_answer`] does for a data set's.
    #[must_use]
    pub fn from_bucket_answer(status: u16, message: Option<&str>, file: &BucketFile) -> Self {
        let whole = DatasetFile { dataset: file.bucket.clone(), revision: None, path: None };
        match Self::from_answer(status, None, message, &whole) {
            Self::MissingOrPrivate { .. } => Self::NotInBucket { file: file.clone() },
            other => other,
        }
    }

    /// Whether a token of an account with access would help, so that the page offers a field for one.
    #[must_use]
    pub fn wants_token(&self) -> bool {
        matches!(
            self,
            Self::MissingOrPrivate { .. }
                | Self::NotInBucket { .. }
                | Self::Gated { .. }
                | Self::TokenRefused
                | Self::NoAccess { .. }
        )
    }
}

impl fmt::Display for HubError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingOrPrivate { dataset } => {
                write!(
                    f,
                    "The Hub shows no public data set {dataset}: it does not exist or is private. Check the name. \
                     A private one needs a token of an account that may read it."
                )
            }
            Self::Gated { dataset } => write!(
                f,
                "{dataset} is gated: its owner gives access to those who agree to its terms on the Hub. Agree there, \
                 then open it with a token of that account, or make a public copy."
            ),
            Self::NotInBucket { file } => write_missing(f, file),
            Self::TokenRefused => f.write_str(
                "The Hub does not accept the token: it is mistyped, revoked or expired. Make a new one that may read, \
                 in the settings of your account there.",
            ),
            Self::NoAccess { dataset } => write!(
                f,
                "The token's account has no access to {dataset}. Ask for it on the data set's page, or use a token that \
                 may read gated data sets."
            ),
            Self::Listing(error) => error.fmt(f),
            Self::Part(error) => error.fmt(f),
            Self::Plan(error) => error.fmt(f),
            Self::Disabled { dataset } => {
                write!(f, "The Hub has disabled access to {dataset}. Its page there says why.")
            }
            Self::NoRevision { dataset, revision } => {
                write!(f, "{dataset} has no revision “{revision}”. Name one of its branches, tags or commits, or none.")
            }
            Self::NoFile { dataset, path } => write!(
                f,
                "{dataset} has no file “{path}” at that revision. Name the file: {dataset}/path/to/file.parquet."
            ),
            Self::RateLimited => f.write_str(
                "The Hub has had too many requests from here and asks for a pause. Try again in five minutes.",
            ),
            Self::Status { status } => write!(f, "The Hub answered with an error ({status}). Try again later."),
            Self::Unreachable { host } => write!(
                f,
                "{host} could not be reached: there is no connection, or something on the way blocks it. \
                 Check the network and try again."
            ),
            Self::BucketUnreachable { host } => write_unreachable(f, host),
            Self::CutShort { received, expected } => {
                write!(f, "The file was cut short: the connection ended after {received} ")?;
                match expected {
                    Some(expected) => write!(f, "of {expected} bytes. Try again."),
                    None => f.write_str("bytes. Try again."),
                }
            }
            Self::TooLarge { bytes, cap } => write!(
                f,
                "The file is too large to open in a page: {bytes} bytes, and the limit is {cap}. \
                 Reduce it to one row per load test (README: “From raw samples to a run table”)."
            ),
        }
    }
}

impl std::error::Error for HubError {}

fn write_missing(f: &mut fmt::Formatter<'_>, BucketFile { bucket, path }: &BucketFile) -> fmt::Result {
    write!(
        f,
        "The Hub shows no file “{path}” of a public bucket {bucket}: one of them does not exist, or is private. \
         Check the names. A private one needs a token of an account that may read it."
    )
}

fn write_unreachable(f: &mut fmt::Formatter<'_>, host: &str) -> fmt::Result {
    write!(
        f,
        "{host} could not be reached, or does not let a page read this bucket's file. Check the network and try \
         again, or download the file and drop it here."
    )
}

impl From<ListingError> for HubError {
    fn from(error: ListingError) -> Self {
        Self::Listing(error)
    }
}

/// The status of an answer says more together with its headers: read those with [`HubError::from_answer`] first.
impl From<PartError> for HubError {
    fn from(error: PartError) -> Self {
        match error {
            PartError::Status { status: 429 } => Self::RateLimited,
            PartError::Status { status } => Self::Status { status },
            other => Self::Part(other),
        }
    }
}

impl From<PlanError> for HubError {
    fn from(error: PlanError) -> Self {
        Self::Plan(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn error_code_header_takes_precedence_over_status() {
        let file = DatasetFile::parse("a/b@v9/x.parquet").unwrap();
        let kind = |status, code, message| HubError::from_answer(status, code, message, &file);
        let dataset = || "a/b".to_owned();
        assert_eq!(kind(401, Some("RepoNotFound"), None), HubError::MissingOrPrivate { dataset: dataset() });
        assert_eq!(kind(401, Some("GatedRepo"), None), HubError::Gated { dataset: dataset() });
        assert_eq!(
            kind(404, Some("EntryNotFound"), None),
            HubError::NoFile { dataset: dataset(), path: "x.parquet".into() }
        );
        assert_eq!(
            kind(404, Some("RevisionNotFound"), None),
            HubError::NoRevision { dataset: dataset(), revision: "v9".into() }
        );
        let disabled = Some("Access to this resource is disabled.");
        assert_eq!(kind(403, None, disabled), HubError::Disabled { dataset: dataset() });
        assert_eq!(kind(404, None, None), HubError::MissingOrPrivate { dataset: dataset() });
        assert_eq!(kind(429, None, None), HubError::RateLimited);
        assert_eq!(kind(503, None, None), HubError::Status { status: 503 });
    }

    #[test]
    fn status_of_a_part_error() {
        assert_eq!(HubError::from(PartError::Status { status: 429 }), HubError::RateLimited);
        assert_eq!(HubError::from(PartError::Status { status: 500 }), HubError::Status { status: 500 });
        assert_eq!(HubError::from(PartError::Changed), HubError::Part(PartError::Changed));
        let too_large = HubError::from(PlanError::Bytes { bytes: 9, cap: 8 });
        assert!(too_large.to_string().contains("too large"), "{too_large}");
    }
}
