//! Parser of table addresses: every form in which the Hub and its tools name data sets, and other URLs.
//!
//! Sources: `hf://` and page addresses as in huggingface_hub's `hf_uris`; the Hub's parquet addresses as in
//! dataset-viewer's `parquet.md`.

use std::fmt;

use super::bucket::BucketFile;
use super::folder::{CONVERTED, Folder};
use super::hub_page;
use super::web_url::WebUrl;
use super::{AddressError, DatasetFile, LONGEST_NAME, Name};

/// Longer addresses are no files', bytes.
const LONGEST: usize = 2000;

/// Parsed address of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableAddress {
    /// One file of a data set; its path is always named.
    File(DatasetFile),
    /// A data set or a folder of it; its files have to be listed.
    Folder(Folder),
    /// A file of a bucket.
    Bucket(BucketFile),
    /// A file anywhere else on the web.
    Web(WebUrl),
}

impl TableAddress {
    /// Reads any of
    /// - `owner/name[@revision][/path]`, a folder if it ends with a slash; a leading `datasets/` is ignored,
    /// - `hf://datasets/owner/name[@revision][/path]`,
    /// - `hf://buckets/owner/name/path`, also without `hf://`, and the address that downloads such a file,
    /// - the address of a data set's page, file or folder on the Hub or on `hub` (also without its `https://`),
    /// - any other https address; http only on this machine.
    ///
    /// `hub` is the Hub's address without a slash at its end.
    ///
    /// # Errors
    /// [`AddressError`] says what to write instead.
    pub fn parse(text: &str, hub: &str) -> Result<Self, AddressError> {
        let typed = text.trim();
        if typed.len() > LONGEST {
            return Err(AddressError::TooLong);
        }
        let found = match scheme(typed) {
            Some(("hf", rest)) => hf_uri(rest.strip_prefix("//").unwrap_or(rest)),
            Some(("http" | "https", _)) => web(typed, hub),
            Some((scheme, _)) => Err(AddressError::Scheme { scheme: scheme.to_owned() }),
            None if hub_page::is_hub_host(typed.split('/').next().unwrap_or_default()) => {
                web(&format!("https://{typed}"), hub)
            }
            None => plain(typed),
        }?;
        // A link to it is longer where characters are escaped, and has to be read again.
        let longest = if let Self::File(_) | Self::Folder(_) = found { LONGEST_NAME } else { LONGEST };
        if found.to_string().len() > longest { Err(AddressError::TooLong) } else { Ok(found) }
    }

    /// The data set, `owner/name`; `None` for a file that is in none.
    #[must_use]
    pub fn dataset(&self) -> Option<&str> {
        match self {
            Self::File(file) => Some(&file.dataset),
            Self::Folder(folder) => Some(&folder.dataset),
            Self::Bucket(_) | Self::Web(_) => None,
        }
    }

    pub(crate) fn from_name(name: Name) -> Self {
        let Name { dataset, revision, path, is_folder } = name;
        match path {
            Some(path) if !is_folder => Self::File(DatasetFile { dataset, revision, path: Some(path) }),
            path => Self::Folder(Folder { dataset, revision, path }),
        }
    }

    /// A file or folder of the converted branch.
    pub(crate) fn converted(owner: &str, name: &str, path: Option<String>, is_folder: bool) -> Option<Self> {
        Name::new(owner, name, Some(CONVERTED.to_owned()), path, is_folder).map(Self::from_name)
    }
}

/// The shortest form that reads back as the same.
impl fmt::Display for TableAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(file) => file.fmt(f),
            Self::Folder(folder) => folder.fmt(f),
            Self::Bucket(file) => file.fmt(f),
            Self::Web(url) => url.fmt(f),
        }
    }
}

/// The scheme in lower case, and what follows its colon. (Borrowed from a list: others are refused by their own name.)
fn scheme(text: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    if !scheme.starts_with(|c: char| c.is_ascii_alphabetic()) || !scheme.bytes().all(plain) {
        return None;
    }
    let known = ["hf", "http", "https"].into_iter().find(|known| scheme.eq_ignore_ascii_case(known));
    Some((known.unwrap_or(scheme), rest))
}

/// Other kinds of repositories on the Hub, by the first segment of their URLs.
pub(crate) fn other_kind(word: &str) -> Option<AddressError> {
    let kind = match word {
        "spaces" => "Space",
        "models" => "model",
        _ => return None,
    };
    Some(AddressError::OtherKind { kind })
}

fn plain(typed: &str) -> Result<TableAddress, AddressError> {
    let (first, rest) = typed.split_once('/').unwrap_or((typed, ""));
    match other_kind(first) {
        Some(error) => Err(error),
        None if first == "datasets" => name(rest, typed),
        None if first == "buckets" => BucketFile::parse(rest).map(TableAddress::Bucket),
        None => name(typed, typed),
    }
}

fn hf_uri(rest: &str) -> Result<TableAddress, AddressError> {
    let (first, after) = rest.split_once('/').unwrap_or((rest, ""));
    match other_kind(first) {
        Some(error) => Err(error),
        None if first == "datasets" => name(after, rest),
        None if first == "buckets" => BucketFile::parse(after).map(TableAddress::Bucket),
        None => Err(AddressError::Model { name: rest.to_owned() }),
    }
}

fn name(text: &str, typed: &str) -> Result<TableAddress, AddressError> {
    let name = Name::parse(text).map_err(|_| AddressError::NotAName { typed: typed.to_owned() })?;
    // Their printed form would parse as something else.
    let owner = name.dataset.split('/').next().unwrap_or_default();
    if matches!(owner, "datasets" | "buckets") || other_kind(owner).is_some() || hub_page::is_hub_host(owner) {
        return Err(AddressError::NotAName { typed: typed.to_owned() });
    }
    Ok(TableAddress::from_name(name))
}

fn web(typed: &str, hub: &str) -> Result<TableAddress, AddressError> {
    let url = WebUrl::parse(typed)?;
    if let Some(path) = hub_page::path_on_hub(&url, hub) {
        return hub_page::read(path, url.query());
    }
    if hub_page::is_signed_host(url.host()) {
        return Err(AddressError::Expiring { host: url.host().to_owned() });
    }
    if !url.is_safe() {
        return Err(AddressError::Insecure { host: url.host().to_owned() });
    }
    if url.path() == "/" && url.query().is_none() {
        return Err(AddressError::NoFile { host: url.host().to_owned() });
    }
    Ok(TableAddress::Web(url))
}
