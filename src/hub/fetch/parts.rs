//! Validation of HTTP range responses: that a response is the requested part, and of the same version of the file.

use std::fmt;
use std::ops::Range;

use super::transport::Answer;

/// The header `Content-Range` (RFC 9110, 14.4), unit bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentRange {
    /// The byte range of the body; `None` for `*`, when the range could not be satisfied.
    pub part: Option<Range<u64>>,
    /// Size of the whole file, bytes; `None` for `*`.
    pub size: Option<u64>,
}

impl ContentRange {
    /// Reads `bytes FIRST-LAST/SIZE`, where `FIRST-LAST` or `SIZE` may be `*`, but not both.
    ///
    /// `None` for anything else, and for contradictions: a part that is empty or ends after the file.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (unit, rest) = text.trim().split_once(' ')?;
        let (part, size) = rest.trim().split_once('/')?;
        let size = if size == "*" { None } else { Some(number(size)?) };
        let part = if part == "*" {
            None
        } else {
            let (first, last) = part.split_once('-')?;
            Some(number(first)?..number(last)?.checked_add(1)?)
        };
        let fits = part.as_ref().is_none_or(|part| part.start < part.end && size.is_none_or(|size| part.end <= size));
        let says_something = part.is_some() || size.is_some();
        (unit.eq_ignore_ascii_case("bytes") && fits && says_something).then_some(Self { part, size })
    }
}

/// Digits only: `parse` would take a sign.
fn number(text: &str) -> Option<u64> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// Version of a file: its size and entity tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Size, bytes.
    pub size: u64,
    /// The header `ETag`; `None` where it may not be read.
    pub etag: Option<String>,
}

/// Status and headers of the response to a range request.
#[derive(Clone, Debug, Default)]
pub struct PartHead {
    /// The HTTP status.
    pub status: u16,
    /// The header `Content-Range`.
    pub content_range: Option<String>,
    /// The header `ETag`.
    pub etag: Option<String>,
}

impl PartHead {
    /// Reads the headers that identify the part and the version.
    #[must_use]
    pub fn of(answer: &impl Answer) -> Self {
        Self { status: answer.status(), content_range: answer.header("Content-Range"), etag: answer.header("ETag") }
    }
}

/// Why a response is not the requested part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartError {
    /// The server sent the whole file where a part was asked for.
    Ignored,
    /// The file changed since its reading began.
    Changed,
    /// The response does not say which part it is, or is another part.
    Wrong,
    /// An HTTP error; [`crate::hub::error::HubError::from_answer`] interprets it.
    Status {
        /// The HTTP status.
        status: u16,
    },
}

impl fmt::Display for PartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ignored => f.write_str(
                "The server does not send parts of a file, and the whole file is too large to open in a page. \
                 Put the file on the Hub, or reduce it to one row per load test (README: “From raw samples to a run \
                 table”).",
            ),
            Self::Changed => {
                f.write_str("The file changed while it was being read. Try again to read it as it is now.")
            }
            Self::Wrong => f.write_str(
                "The server sent another part of the file than was requested. Try again; if that does not help, \
                 something on the way alters what is sent.",
            ),
            Self::Status { status } => write!(f, "The server answered with an error ({status}). Try again later."),
        }
    }
}

impl std::error::Error for PartError {}

/// Checks that a response is the part `requested` of that version of the file, before its body is read.
///
/// Where the page may not read `Content-Range`, only the length of the body can be checked.
///
/// # Errors
/// See [`PartError`]. A 416 means that the file became shorter.
pub fn part(head: &PartHead, requested: &Range<u64>, version: &Version) -> Result<(), PartError> {
    match head.status {
        200 => return Err(PartError::Ignored),
        206 => {}
        412 | 416 => return Err(PartError::Changed),
        status => return Err(PartError::Status { status }),
    }
    if let (Some(known), Some(etag)) = (&version.etag, &head.etag)
        && *known != strong(etag)
    {
        return Err(PartError::Changed);
    }
    let Some(text) = &head.content_range else { return Ok(()) };
    let range = ContentRange::parse(text).ok_or(PartError::Wrong)?;
    if range.size.is_some_and(|size| size != version.size) {
        return Err(PartError::Changed);
    }
    if range.part.as_ref() == Some(requested) { Ok(()) } else { Err(PartError::Wrong) }
}

/// The entity tag of a response, normalized for comparison.
#[must_use]
pub fn etag(head: &PartHead) -> Option<String> {
    head.etag.as_deref().map(strong)
}

/// A compressing cache marks the tag as weak (`W/`); the file is still the same.
fn strong(etag: &str) -> String {
    etag.trim().trim_start_matches("W/").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(status: u16, content_range: &str, etag: &str) -> PartHead {
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        PartHead { status, content_range: given(content_range), etag: given(etag) }
    }

    #[test]
    fn content_range_header() {
        let range = |part, size| Some(ContentRange { part, size });
        assert_eq!(ContentRange::parse("bytes 0-0/10"), range(Some(0..1), Some(10)));
        assert_eq!(ContentRange::parse(" Bytes 5-9/10 "), range(Some(5..10), Some(10)));
        assert_eq!(ContentRange::parse("bytes 0-0/*"), range(Some(0..1), None));
        assert_eq!(ContentRange::parse("bytes */0"), range(None, Some(0)));
        for wrong in [
            "",
            "bytes",
            "bytes */*",
            "bytes 0-0",
            "bytes 5-4/10",
            "bytes 0-10/10",
            "bytes -5/10",
            "bytes 0-/10",
            "bytes +0-0/10",
            "bytes 0-18446744073709551615/*",
            "bytes 0-99999999999999999999/*",
            "items 0-0/10",
            "bytes 0-0/ten",
        ] {
            assert_eq!(ContentRange::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn wrong_parts_and_changed_files_are_refused() {
        let version = Version { size: 10, etag: Some("\"a\"".into()) };
        let check = |status, range, etag| part(&head(status, range, etag), &(2..5), &version);
        assert_eq!(check(206, "bytes 2-4/10", "\"a\""), Ok(()));
        assert_eq!(check(206, "bytes 2-4/*", ""), Ok(()));
        assert_eq!(check(206, "", ""), Ok(()), "a header that may not be read is no proof of anything");
        assert_eq!(check(206, "bytes 2-4/10", "W/\"a\""), Ok(()), "compressed on the way");
        assert_eq!(check(206, "bytes 2-4/10", "\"b\""), Err(PartError::Changed));
        assert_eq!(check(206, "bytes 2-4/11", "\"a\""), Err(PartError::Changed));
        assert_eq!(check(416, "bytes */1", ""), Err(PartError::Changed));
        assert_eq!(check(200, "", "\"a\""), Err(PartError::Ignored));
        assert_eq!(check(429, "", ""), Err(PartError::Status { status: 429 }));
        for wrong in ["bytes 2-3/10", "bytes 1-4/10", "bytes */10", "nonsense"] {
            assert_eq!(check(206, wrong, "\"a\""), Err(PartError::Wrong), "{wrong}");
        }
    }
}
