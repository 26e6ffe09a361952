//! Which file of which data set, and where on the Hub it is.

use std::fmt;

/// The path that the Hub's own tools give to the only file of a small data set.
pub const DEFAULT_PATH: &str = "data/train-00000-of-00001.parquet";
const DEFAULT_REVISION: &str = "main";

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

/// Why a text names no file of a data set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressError {
    /// The text, as typed.
    pub typed: String,
}

impl fmt::Display for AddressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "“{}” does not name a data set. Write owner/name, if need be with a revision and a file: \
             owner/name@revision/path/to/file.parquet.",
            self.typed.chars().take(120).collect::<String>()
        )
    }
}

impl std::error::Error for AddressError {}

impl DatasetFile {
    /// The main file of a data set.
    #[must_use]
    pub fn main_of(dataset: &str) -> Self {
        Self { dataset: dataset.to_owned(), revision: None, path: None }
    }

    /// Reads `owner/name[@revision][/path]`.
    ///
    /// A revision with a slash is only taken for `refs/pr/N` and `refs/convert/NAME`, as the Hub's own tools do;
    /// everything after the revision's end is the path.
    ///
    /// # Errors
    /// [`AddressError`] for anything else, with the text in it.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let typed = text.trim();
        let error = || AddressError { typed: typed.to_owned() };
        let (owner, rest) = typed.split_once('/').ok_or_else(error)?;
        let name_end = rest.find(['@', '/']).unwrap_or(rest.len());
        let (name, rest) = rest.split_at(name_end);
        let (revision, path) = match rest.strip_prefix('@') {
            Some(rest) => {
                let end = revision_end(rest);
                (Some(&rest[..end]), &rest[end..])
            }
            None => (None, rest),
        };
        let path = path.strip_prefix('/').filter(|path| !path.is_empty());
        let named = [owner, name].iter().all(|part| is_name(part));
        let safe = path.is_none_or(|path| path.split('/').all(|part| !matches!(part, "" | "." | "..")));
        if !named || !safe || revision.is_some_and(str::is_empty) || typed.len() > 1000 {
            return Err(error());
        }
        Ok(Self {
            dataset: format!("{owner}/{name}"),
            revision: revision.filter(|&r| r != DEFAULT_REVISION).map(str::to_owned),
            path: path.filter(|&p| p != DEFAULT_PATH).map(str::to_owned),
        })
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

    /// The commit, when the revision is one already.
    #[must_use]
    pub fn commit(&self) -> Option<&str> {
        let revision = self.revision.as_deref()?;
        (revision.len() == 40 && revision.bytes().all(|b| b.is_ascii_hexdigit())).then_some(revision)
    }

    /// Where the file's bytes are; `hub` without a slash at its end.
    #[must_use]
    pub fn file_url(&self, hub: &str) -> String {
        let path: Vec<String> = self.path().split('/').map(encode).collect();
        format!("{hub}/datasets/{}/resolve/{}/{}", self.dataset, encode(self.revision()), path.join("/"))
    }

    /// Where the Hub says which commit the revision is.
    #[must_use]
    pub fn info_url(&self, hub: &str) -> String {
        format!("{hub}/api/datasets/{}/revision/{}", self.dataset, encode(self.revision()))
    }
}

impl fmt::Display for DatasetFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.dataset)?;
        self.revision.iter().try_for_each(|revision| write!(f, "@{revision}"))?;
        self.path.iter().try_for_each(|path| write!(f, "/{path}"))
    }
}

fn revision_end(text: &str) -> usize {
    let slashes_inside = if text.starts_with("refs/pr/") || text.starts_with("refs/convert/") { 2 } else { 0 };
    text.match_indices('/').nth(slashes_inside).map_or(text.len(), |(at, _)| at)
}

/// The Hub's names: letters, digits, `-`, `_`, `.`; not only dots.
fn is_name(part: &str) -> bool {
    !part.is_empty()
        && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
        && part.bytes().any(|b| b != b'.')
}

/// Percent-encodes one segment of a path.
fn encode(segment: &str) -> String {
    segment.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(byte.into());
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
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
    fn what_is_no_data_set() {
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
