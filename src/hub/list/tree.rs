//! Parser of the Hub's tree API: a data set's files, page by page.

use serde_json::Value;

use super::error::ListingError;
use super::link::next_page;
use crate::hub::address::is_path;

/// Most pages that are requested; each counts against the Hub's rate limit.
pub const PAGES: usize = 50;
/// Most entries that are read.
pub const ENTRIES: usize = 50_000;
/// Largest page that is read, bytes.
pub const PAGE_BYTES: u64 = 16 << 20;
/// Longest accepted path, bytes.
const PATH_BYTES: usize = 1000;

/// A file in a data set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeFile {
    /// Its path from the root of the data set.
    pub path: String,
    /// Its size, bytes; `None` if the list does not give it.
    pub bytes: Option<u64>,
}

/// The files so far.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// In the order of the pages.
    pub files: Vec<TreeFile>,
    pages: usize,
    entries: usize,
}

impl Tree {
    /// Adds the page at `url`, given its text and its header `Link`. Returns the address of the next page.
    ///
    /// Skips folders, entries of unknown types, and paths that could not be shown or requested.
    ///
    /// # Errors
    /// Not such a list, too many pages or entries, or a next page at another host.
    pub fn add_page(&mut self, text: &str, link: Option<&str>, url: &str) -> Result<Option<String>, ListingError> {
        let not_a_list = ListingError::NotAList { detail: "it is not an array" };
        let page: Value =
            serde_json::from_str(text).map_err(|_| ListingError::NotAList { detail: "it is not JSON" })?;
        let entries = page.as_array().ok_or(not_a_list)?;
        self.entries += entries.len();
        if self.entries > ENTRIES {
            return Err(ListingError::TooLong { cap: ENTRIES, what: "files" });
        }
        self.files.extend(entries.iter().filter_map(file));
        self.pages += 1;
        let next = next_page(link, url)?;
        if next.is_some() && self.pages >= PAGES {
            return Err(ListingError::TooLong { cap: PAGES, what: "pages of files" });
        }
        Ok(next)
    }
}

fn file(entry: &Value) -> Option<TreeFile> {
    let path = entry.get("path")?.as_str()?;
    let taken = entry.get("type")?.as_str() == Some("file") && path.len() <= PATH_BYTES && is_path(path);
    // For a large file prefer `lfs.size`: `size` may be that of the LFS pointer.
    let size = entry.get("lfs").and_then(|lfs| lfs.get("size")).or_else(|| entry.get("size"));
    taken.then(|| TreeFile { path: path.to_owned(), bytes: size.and_then(Value::as_u64) })
}

#[cfg(test)]
mod tests {
    use super::*;

    const URL: &str = "https://hub.org/api/datasets/a/b/tree/main?recursive=true";

    #[test]
    fn pages_are_joined() {
        let mut tree = Tree::default();
        let first = r#"[{"type":"directory","path":"data","size":0,"oid":"1"},
            {"type":"file","path":"data/x.parquet","size":130,"lfs":{"oid":"2","size":9000,"pointerSize":130}}]"#;
        let next = tree.add_page(first, Some("</api/datasets/a/b/tree/main?cursor=2>; rel=\"next\""), URL).unwrap();
        assert_eq!(next.as_deref(), Some("https://hub.org/api/datasets/a/b/tree/main?cursor=2"));
        let last = r#"[{"type":"file","path":"README.md","size":5}, {"type":"file","path":"y.csv","size":-1}]"#;
        assert_eq!(tree.add_page(last, None, &next.unwrap()), Ok(None));
        let file = |path: &str, bytes| TreeFile { path: path.into(), bytes };
        let expected = [file("data/x.parquet", Some(9000)), file("README.md", Some(5)), file("y.csv", None)];
        assert_eq!(tree.files, expected);
    }

    #[test]
    fn unusable_entries_are_skipped() {
        let odd = format!(
            r#"[{{"type":"file","path":"a/../b.csv"}}, {{"type":"file","path":"/b.csv"}}, {{"type":"file"}}, 7, null,
            {{"type":"file","path":"{}.csv"}}, {{"type":"unknown","path":"c.csv"}}, {{"type":"file","path":9}},
            {{"type":"file","path":"x\u0000.csv"}}, {{"path":"d.csv"}}]"#,
            "long".repeat(300)
        );
        let mut tree = Tree::default();
        assert_eq!(tree.add_page(&odd, None, URL), Ok(None));
        assert_eq!(tree.files, []);
        for text in ["", "{}", "{\"error\":\"no\"}", "<!doctype html>", "[", "null"] {
            assert!(matches!(tree.add_page(text, None, URL), Err(ListingError::NotAList { .. })), "{text}");
        }
    }

    #[test]
    fn page_limit() {
        let mut tree = Tree::default();
        let link = |page: usize| format!("</x?cursor={page}>; rel=\"next\"");
        let last = (0..).find_map(|page| tree.add_page("[]", Some(&link(page)), URL).err().map(|error| (page, error)));
        assert_eq!(last, Some((PAGES - 1, ListingError::TooLong { cap: PAGES, what: "pages of files" })));
        let many = format!("[{}0]", "0,".repeat(ENTRIES));
        let error = Tree::default().add_page(&many, None, URL).unwrap_err();
        assert_eq!(error, ListingError::TooLong { cap: ENTRIES, what: "files" });
    }
}
