//! Address of a file in a Storage Bucket of the Hub: no revisions, and no list of files that is read here.

use std::fmt;

use super::{AddressError, Name};
use crate::text::percent::{decode, encode_path};

/// One file of a bucket.
///
/// Only a file's own address is documented (`/buckets/{owner}/{name}/resolve/{path}`), so nothing else of a bucket is
/// opened. (Functions are not inlined, as the first view does without them.)
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BucketFile {
    /// `owner/name`.
    pub bucket: String,
    /// The path inside the bucket.
    pub path: String,
}

impl BucketFile {
    /// Reads `owner/name/path`, which follows `buckets/` or `hf://buckets/`.
    ///
    /// # Errors
    /// [`AddressError::Bucket`] for a bucket or a folder of it, [`AddressError::NotAName`] for anything else.
    #[inline(never)]
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        // A bucket has no revisions.
        if text.split('/').nth(1).is_some_and(|name| name.contains('@')) {
            return Err(AddressError::NotAName { typed: text.to_owned() });
        }
        Self::of(Name::parse(text)?)
    }

    /// Reads the segments of a page's path that follow `buckets`: a file's address, which is the one that downloads it.
    ///
    /// # Errors
    /// See [`Self::parse`].
    #[inline(never)]
    pub fn of_page(segments: &[&str]) -> Result<Self, AddressError> {
        let not_a_name = || AddressError::NotAName { typed: segments.join("/") };
        let [owner, name, rest @ ..] = segments else { return Err(not_a_name()) };
        let path = if let ["resolve", path @ ..] = rest { path.join("/") } else { String::new() };
        let decoded = |text: &str| decode(text).ok_or_else(not_a_name);
        let path = Some(decoded(&path)?).filter(|path| !path.is_empty());
        Self::of(Name::new(&decoded(owner)?, &decoded(name)?, None, path, false).ok_or_else(not_a_name)?)
    }

    fn of(name: Name) -> Result<Self, AddressError> {
        match name {
            Name { dataset, path: Some(path), is_folder: false, .. } => Ok(Self { bucket: dataset, path }),
            Name { dataset, .. } => Err(AddressError::Bucket { bucket: dataset }),
        }
    }

    /// URL of the file's bytes; `hub` without a slash at its end.
    #[must_use]
    pub fn file_url(&self, hub: &str) -> String {
        format!("{hub}/buckets/{}/resolve/{}", self.bucket, encode_path(&self.path))
    }
}

/// As the Hub's own tools write it.
impl fmt::Display for BucketFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "hf://buckets/{}/{}", self.bucket, self.path)
    }
}
