//! Datasets of the fake Hub: files by revision, and simulated faults.

use crate::harness::body::Gate;

/// The commit of a dataset that names no other.
pub const COMMIT: &str = "abc1234def5678900123456789abcdef01234567";

/// The branch of converted files.
pub const CONVERTED: &str = "refs/convert/parquet";

/// The one token that the fake Hub knows.
pub const TOKEN: &str = "hf_fakeTokenThatMayRead";

/// What goes wrong when a dataset is asked for. Missing datasets, revisions and files need no trouble: they are just
/// not there.
#[derive(Clone)]
pub enum Trouble {
    /// Private: without a token the Hub answers as if it did not exist.
    Private,
    /// Gated, and the token's account has accepted the terms.
    Gated,
    /// Gated, and the token's account has not accepted the terms.
    GatedForAll,
    /// Taken down.
    Disabled,
    TooManyRequests,
    Unavailable,
    /// The Hub closes the connection without an answer.
    HangUp,
    /// The file's own server does not allow other origins to read it.
    NoCors,
    /// The file ends half-way.
    CutShort,
    /// The first answer ends half-way; what is asked for after it is whole.
    CutOnce,
    /// The second half of the file comes when the gate opens.
    Slow(Gate),
    /// Parts of the second half of a file, but for its end, come when the gate opens.
    SlowEnd(Gate),
    /// Of a whole file, or of parts of its second half but for its end, nothing comes before the gate opens.
    Silent(Gate),
    /// As slow, without a `Content-Length`.
    SlowChunked(Gate),
    /// Parts do not say which they are; all of the file is as slow, and compressed on the way, which a page is not told.
    /// (Chromium takes no compressed answer to a request for a part.)
    SlowEncoded(Gate),
    /// The file's own server sends all of it whatever part is asked for.
    IgnoresRanges,
    /// Each request finds another state of the file.
    Changes,
    /// Parts begin one byte later than was asked for, and say so.
    WrongPart,
    /// Parts of several bytes end one byte before the end that they announce.
    ShortPart,
    /// The list of files is said to go on at another host.
    ForeignNextPage,
    /// A sign-in page, say, with status 200 where the file should be.
    HtmlPage,
}

#[derive(Clone)]
struct File {
    revision: String,
    path: String,
    bytes: Vec<u8>,
}

#[derive(Clone)]
pub struct Repo {
    pub id: String,
    pub commit: String,
    pub trouble: Option<Trouble>,
    /// How many entries a page of the list of files has.
    pub page_entries: usize,
    files: Vec<File>,
}

impl Repo {
    /// `id` is `owner/name`.
    pub fn new(id: &str) -> Self {
        Self { id: id.to_owned(), commit: COMMIT.to_owned(), trouble: None, page_entries: 1000, files: Vec::new() }
    }

    /// A bucket: its files have the revision `""`.
    pub fn bucket(id: &str) -> Self {
        Self::new(&format!("buckets/{id}"))
    }

    pub fn commit(mut self, sha: &str) -> Self {
        self.commit = sha.to_owned();
        self
    }

    pub fn file(mut self, revision: &str, path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.push(File { revision: revision.to_owned(), path: path.to_owned(), bytes: bytes.into() });
        self
    }

    pub fn page_entries(mut self, entries: usize) -> Self {
        self.page_entries = entries;
        self
    }

    pub fn trouble(mut self, trouble: Trouble) -> Self {
        self.trouble = Some(trouble);
        self
    }

    /// The commit of every revision.
    fn files_at<'a>(&'a self, revision: &str) -> impl Iterator<Item = &'a File> {
        self.files.iter().filter(move |file| file.revision == revision || self.commit == revision)
    }

    pub fn has_revision(&self, revision: &str) -> bool {
        self.files_at(revision).next().is_some()
    }

    pub fn bytes(&self, revision: &str, path: &str) -> Option<&[u8]> {
        self.files_at(revision).find(|file| file.path == path).map(|file| file.bytes.as_slice())
    }

    pub fn paths(&self, revision: &str) -> Vec<&str> {
        self.files_at(revision).map(|file| file.path.as_str()).collect()
    }
}
