//! Addresses of data sets: what a person typed, a file or folder on the Hub, a web address. Nothing is requested here.

pub mod bucket;
pub(crate) mod error;
pub mod folder;
pub(crate) mod hub_page;
pub mod table_address;
pub mod web_url;

use std::fmt;

pub use self::error::AddressError;
use crate::text::foreign::turns;
use crate::text::percent::{decode, encode, encode_path};

/// The path that the Hub's tools give to the only file of a small data set.
pub const DEFAULT_PATH: &str = "data/train-00000-of-00001.parquet";
pub(crate) const DEFAULT_REVISION: &str = "main";

/// One file of a data set on the Hub.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatasetFile {
    /// `owner/name`.
    pub dataset: String,
    /// A branch, tag, commit or `refs/…`; `None` for the main branch.
    pub revision: Option<String>,
    /// The path inside the data set; `None` for [`DEFAULT_PATH`].
    pub path: Option<String>,
}

impl DatasetFile {
    /// The main file of a data set.
    #[must_use]
    pub fn main_of(dataset: &str) -> Self {
        Self { dataset: dataset.to_owned(), revision: None, path: None }
    }

    /// Reads `owner/name[@revision][/path]`.
    ///
    /// A revision may contain slashes only in `refs/pr/N` and `refs/convert/NAME`, as in the Hub's own tools; the rest
    /// is the path. Any other slash in a revision is written `%2F`.
    ///
    /// # Errors
    /// [`AddressError::NotAName`] for anything else, with the text in it.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let name = Name::parse(text)?;
        if name.is_folder && name.path.is_some() {
            return Err(AddressError::NotAName { typed: text.trim().to_owned() });
        }
        Ok(Self { path: name.path.filter(|path| path != DEFAULT_PATH), dataset: name.dataset, revision: name.revision })
    }

    /// The revision, the main branch by default.
    #[must_use]
    pub fn revision(&self) -> &str {
        self.revision.as_deref().unwrap_or(DEFAULT_REVISION)
    }

    /// The path inside the data set.
    #[must_use]
    pub fn path(&self) -> &str {
        self.path.as_deref().unwrap_or(DEFAULT_PATH)
    }

    /// The revision, if it is a commit.
    #[must_use]
    pub fn commit(&self) -> Option<&str> {
        let revision = self.revision.as_deref()?;
        (revision.len() == 40 && revision.bytes().all(|b| b.is_ascii_hexdigit())).then_some(revision)
    }

    /// URL of the file's bytes; `hub` without a slash at its end.
    #[must_use]
    pub fn file_url(&self, hub: &str) -> String {
        format!("{hub}/datasets/{}/resolve/{}/{}", self.dataset, encode(self.revision()), encode_path(self.path()))
    }

    /// URL of the Hub's API that gives the revision's commit.
    #[must_use]
    pub fn info_url(&self, hub: &str) -> String {
        format!("{hub}/api/datasets/{}/revision/{}", self.dataset, encode(self.revision()))
    }
}

impl fmt::Display for DatasetFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.dataset)?;
        self.revision.iter().try_for_each(|revision| write!(f, "@{}", revision_as_typed(revision)))?;
        self.path.iter().try_for_each(|path| write!(f, "/{path}"))
    }
}

/// A longer name of a file or a folder of the Hub is none, bytes.
const LONGEST_NAME: usize = 1000;

/// Parts of `owner/name[@revision][/path][/]`.
pub(crate) struct Name {
    pub dataset: String,
    /// Never the main branch.
    pub revision: Option<String>,
    pub path: Option<String>,
    /// Whether it ended with a slash.
    pub is_folder: bool,
}

impl Name {
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let typed = text.trim();
        let error = || AddressError::NotAName { typed: typed.to_owned() };
        let (owner, rest) = typed.split_once('/').ok_or_else(error)?;
        let name_end = rest.find(['@', '/', '?', '#']).unwrap_or(rest.len());
        let (name, rest) = rest.split_at(name_end);
        // No name holds either: it is what was copied with a page's address.
        let rest = if rest.starts_with(['?', '#']) { "" } else { rest };
        let (revision, path) = match rest.strip_prefix('@') {
            Some(rest) => {
                let end = revision_end(rest);
                (Some(decode(&rest[..end]).ok_or_else(error)?), &rest[end..])
            }
            None => (None, rest),
        };
        let path = path.strip_prefix('/').unwrap_or(path);
        if path == "/" {
            return Err(error());
        }
        let (path, is_folder) = path.strip_suffix('/').map_or((path, rest.ends_with('/')), |path| (path, true));
        let path = (!path.is_empty()).then(|| path.to_owned());
        Self::new(owner, name, revision, path, is_folder).filter(|_| typed.len() <= LONGEST_NAME).ok_or_else(error)
    }

    /// `None` if the Hub would not accept one of the parts.
    pub fn new(
        owner: &str,
        name: &str,
        revision: Option<String>,
        path: Option<String>,
        is_folder: bool,
    ) -> Option<Self> {
        // No user is called as the kinds of repositories are: written as a name it would be one of these.
        let is_kind = matches!(owner, "datasets" | "models" | "spaces" | "buckets");
        let named = !is_kind && [owner, name].iter().all(|part| is_name(part));
        let safe = [&revision, &path].into_iter().flatten().all(|text| is_path(text));
        (named && safe).then(|| Self {
            dataset: format!("{owner}/{name}"),
            revision: revision.filter(|revision| revision != DEFAULT_REVISION),
            path,
            is_folder,
        })
    }
}

/// End of the revision at the start of the text.
pub(crate) fn revision_end(text: &str) -> usize {
    let slashes_inside = if text.starts_with("refs/pr/") || text.starts_with("refs/convert/") { 2 } else { 0 };
    text.match_indices('/').nth(slashes_inside).map_or(text.len(), |(at, _)| at)
}

/// The revision, encoded so that it parses back.
pub(crate) fn revision_as_typed(revision: &str) -> String {
    let revision = revision.replace('%', "%25");
    if revision_end(&revision) == revision.len() { revision } else { revision.replace('/', "%2F") }
}

/// Whether all segments lead downwards, without characters that are invisible or change the text's direction.
pub(crate) fn is_path(text: &str) -> bool {
    text.split('/').all(|part| !matches!(part, "" | "." | ".."))
        && text.trim() == text
        && !text.chars().any(|c| c.is_control() || turns(c))
}

/// The Hub's names: letters, digits, `-`, `_`, `.`; not only dots.
fn is_name(part: &str) -> bool {
    !part.is_empty()
        && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
        && part.bytes().any(|b| b != b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    const HUB: &str = "https://huggingface.co";

    #[test]
    fn names_revisions_and_paths() {
        for (text, url) in [
            ("a/b", "/datasets/a/b/resolve/main/data/train-00000-of-00001.parquet"),
            (" a/b/x y.parquet ", "/datasets/a/b/resolve/main/x%20y.parquet"),
            ("a/b@v1.0", "/datasets/a/b/resolve/v1.0/data/train-00000-of-00001.parquet"),
            ("a/b@refs/pr/7/d/x.parquet", "/datasets/a/b/resolve/refs%2Fpr%2F7/d/x.parquet"),
            (
                "a/b@refs/convert/parquet",
                "/datasets/a/b/resolve/refs%2Fconvert%2Fparquet/data/train-00000-of-00001.parquet",
            ),
        ] {
            assert_eq!(DatasetFile::parse(text).unwrap().file_url(HUB), format!("{HUB}{url}"), "{text}");
        }
    }

    #[test]
    fn defaults_are_left_out() {
        for text in ["a/b", "a/b@main", "a/b@main/data/train-00000-of-00001.parquet"] {
            assert_eq!(DatasetFile::parse(text).unwrap().to_string(), "a/b");
        }
        let full = "a/b@refs/pr/7/d/x.parquet";
        assert_eq!(DatasetFile::parse(full).unwrap().to_string(), full);
    }

    #[test]
    fn slashes_in_branches_round_trip() {
        let branch = DatasetFile::parse("a/b@feature%2Fx%25/d/x.parquet").unwrap();
        assert_eq!(branch.revision(), "feature/x%");
        assert_eq!(branch.file_url(HUB), format!("{HUB}/datasets/a/b/resolve/feature%2Fx%25/d/x.parquet"));
        assert_eq!(branch.to_string(), "a/b@feature%2Fx%25/d/x.parquet");
    }

    #[test]
    fn invalid_names_are_refused() {
        for text in
            ["", "squad", "a/", "/b", "a/b@", "a/../b", "../b", "a b/c", "a/b/../x", "javascript:alert(1)/x", "a/b//x"]
        {
            assert!(DatasetFile::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn only_forty_hex_digits_are_a_commit() {
        let commit = "0123456789abcdef0123456789abcdef01234567";
        assert_eq!(DatasetFile::parse(&format!("a/b@{commit}")).unwrap().commit(), Some(commit));
        assert_eq!(DatasetFile::parse("a/b@v1").unwrap().commit(), None);
    }
}
