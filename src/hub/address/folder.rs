//! Address of a data set or a folder of it, whose files have to be listed.

use std::fmt;

use super::{DEFAULT_REVISION, DatasetFile, revision_as_typed};
use crate::text::percent::{encode, encode_path};

/// The branch with the Hub's automatic conversion to parquet.
pub const CONVERTED: &str = "refs/convert/parquet";

/// A data set, or a folder in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// `owner/name`.
    pub dataset: String,
    /// A branch, tag, commit or `refs/…`; `None` for the main branch.
    pub revision: Option<String>,
    /// The path of the folder, without a slash at its end; `None` for all of the data set.
    pub path: Option<String>,
}

impl Folder {
    /// All of a data set.
    #[must_use]
    pub fn whole(dataset: &str) -> Self {
        Self { dataset: dataset.to_owned(), revision: None, path: None }
    }

    /// The converted branch of the same data set, for data sets without readable files.
    #[must_use]
    pub fn converted(&self) -> Self {
        Self { revision: Some(CONVERTED.to_owned()), path: None, dataset: self.dataset.clone() }
    }

    /// Whether this is the converted branch.
    #[must_use]
    pub fn is_converted(&self) -> bool {
        self.revision.as_deref() == Some(CONVERTED)
    }

    /// The revision, the main branch by default.
    #[must_use]
    pub fn revision(&self) -> &str {
        self.revision.as_deref().unwrap_or(DEFAULT_REVISION)
    }

    /// A file of it, by its path from the root of the data set.
    #[must_use]
    pub fn file(&self, path: &str) -> DatasetFile {
        DatasetFile { dataset: self.dataset.clone(), revision: self.revision.clone(), path: Some(path.to_owned()) }
    }

    /// The first page of the list of all files in it; `hub` without a slash at its end.
    #[must_use]
    pub fn tree_url(&self, hub: &str) -> String {
        let folder = self.path.iter().fold(String::new(), |_, path| format!("/{}", encode_path(path)));
        let revision = encode(self.revision());
        format!("{hub}/api/datasets/{}/tree/{revision}{folder}?recursive=true&expand=false", self.dataset)
    }
}

impl fmt::Display for Folder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.dataset)?;
        self.revision.iter().try_for_each(|revision| write!(f, "@{}", revision_as_typed(revision)))?;
        self.path.iter().try_for_each(|path| write!(f, "/{path}/"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_lists() {
        let whole = Folder::whole("a/b");
        assert_eq!(whole.tree_url("h"), "h/api/datasets/a/b/tree/main?recursive=true&expand=false");
        let part = Folder { path: Some("x y/z".into()), ..whole.converted() };
        assert_eq!(
            part.tree_url("h"),
            "h/api/datasets/a/b/tree/refs%2Fconvert%2Fparquet/x%20y/z?recursive=true&expand=false"
        );
        assert_eq!(part.to_string(), "a/b@refs/convert/parquet/x y/z/");
        assert_eq!(part.file("x/0.parquet").to_string(), "a/b@refs/convert/parquet/x/0.parquet");
    }
}
