//! Answers to requests for a part of a file: whether they are that part, and of the same file as the others.

use std::fmt;
use std::ops::Range;

/// The header `Content-Range` (RFC 9110, 14.4), unit bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentRange {
    /// What the body is; `None` for `*`, when no part could be given.
    pub part: Option<Range<u64>>,
    /// Size of the whole file, bytes; `None` for `*`.
    pub size: Option<u64>,
}

impl ContentRange {
    /// Reads `bytes FIRST-LAST/SIZE`, where `FIRST-LAST` or `SIZE` may be `*`, but not both.
    ///
    /// `None` for anything else, and for what contradicts itself: a part that is empty or ends after the file.
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

/// What tells one state of a file from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Size, bytes.
    pub size: u64,
    /// The header `ETag`; `None` where it may not be read.
    pub etag: Option<String>,
}

/// The head of an answer to a request with a `Range`.
#[derive(Clone, Copy, Debug, Default)]
pub struct PartHead<'a> {
    /// The HTTP status.
    pub status: u16,
    /// The header `Content-Range`.
    pub content_range: Option<&'a str>,
    /// The header `ETag`.
    pub etag: Option<&'a str>,
}

/// What the answer to the first request for a part tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Probe {
    /// Parts can be had.
    Parts(Version),
    /// The server does not give parts: this body is the whole file, to be read on under the usual cap or dropped.
    Whole,
    /// The file is empty: not even its first byte can be had.
    Empty,
}

/// Why an answer is not the part that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartError {
    /// The server sent the whole file where a part was asked for.
    Ignored,
    /// The file is another one than when its reading began.
    Changed,
    /// The answer does not say which part it is, or is another one.
    Wrong,
    /// No part at all, but an error: read it as [`crate::hub::error::HubError::from_answer`] does.
    Status {
        /// The HTTP status.
        status: u16,
    },
}

impl fmt::Display for PartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ignored => f.write_str(
                "The server gives no parts of a file, only the whole, which is too large to open in a page. \
                 Put the file on the Hub, or reduce it to one row per load test (README: “From raw samples to a run \
                 table”).",
            ),
            Self::Changed => {
                f.write_str("The file changed while it was being read. Try again to read it as it is now.")
            }
            Self::Wrong => f.write_str(
                "The server sent another part of the file than it was asked for. Try again; if that does not help, \
                 something on the way alters what is sent.",
            ),
            Self::Status { status } => write!(f, "The server answered with an error ({status}). Try again later."),
        }
    }
}

impl std::error::Error for PartError {}

/// Reads the answer to [`crate::hub::ranges::PROBE`].
///
/// # Errors
/// [`PartError`]. A 206 that does not tell the size is [`PartError::Wrong`]: without a size there is no plan.
pub fn probe(head: &PartHead) -> Result<Probe, PartError> {
    let range = head.content_range.and_then(ContentRange::parse);
    match head.status {
        200 => Ok(Probe::Whole),
        206 => match range {
            Some(ContentRange { part: Some(part), size: Some(size) }) if part == crate::hub::ranges::PROBE => {
                Ok(Probe::Parts(Version { size, etag: head.etag.map(strong) }))
            }
            _ => Err(PartError::Wrong),
        },
        416 if range.is_some_and(|range| range.size == Some(0)) => Ok(Probe::Empty),
        status => Err(PartError::Status { status }),
    }
}

/// Whether an answer is the part `asked` of that version of the file; checked before the body is read.
///
/// Where the page may not read `Content-Range`, the length of the body is all there is to go by ([`body`]).
///
/// # Errors
/// See [`PartError`]. A 416 means that the file became shorter.
pub fn part(head: &PartHead, asked: &Range<u64>, version: &Version) -> Result<(), PartError> {
    match head.status {
        200 => return Err(PartError::Ignored),
        206 => {}
        412 | 416 => return Err(PartError::Changed),
        status => return Err(PartError::Status { status }),
    }
    if let (Some(known), Some(etag)) = (&version.etag, head.etag)
        && *known != strong(etag)
    {
        return Err(PartError::Changed);
    }
    let Some(text) = head.content_range else { return Ok(()) };
    let range = ContentRange::parse(text).ok_or(PartError::Wrong)?;
    if range.size.is_some_and(|size| size != version.size) {
        return Err(PartError::Changed);
    }
    if range.part.as_ref() == Some(asked) { Ok(()) } else { Err(PartError::Wrong) }
}

/// Whether a body that ended is as long as what was asked for. A shorter one is a broken transfer, which may be taken
/// up again where it ended ([`crate::hub::sparse::Sparse::missing`]).
///
/// # Errors
/// [`PartError::Wrong`] for a longer one.
pub fn body(received: u64, asked: &Range<u64>) -> Result<bool, PartError> {
    let expected = asked.end.saturating_sub(asked.start);
    if received > expected { Err(PartError::Wrong) } else { Ok(received == expected) }
}

/// The tag of an answer's file, comparable.
#[must_use]
pub fn etag(head: &PartHead) -> Option<String> {
    head.etag.map(strong)
}

/// A cache on the way that compresses marks the tag as weak; it is the same file.
fn strong(etag: &str) -> String {
    etag.trim().trim_start_matches("W/").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head<'a>(status: u16, content_range: &'a str, etag: &'a str) -> PartHead<'a> {
        let given = |text: &'a str| (!text.is_empty()).then_some(text);
        PartHead { status, content_range: given(content_range), etag: given(etag) }
    }

    #[test]
    fn content_ranges() {
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
    fn the_first_byte_tells_the_size() {
        let version = Version { size: 10, etag: Some("\"a\"".into()) };
        assert_eq!(probe(&head(206, "bytes 0-0/10", "\"a\"")), Ok(Probe::Parts(version.clone())));
        assert_eq!(probe(&head(206, "bytes 0-0/10", "W/\"a\"")), Ok(Probe::Parts(version)));
        assert_eq!(probe(&head(200, "", "")), Ok(Probe::Whole));
        assert_eq!(probe(&head(416, "bytes */0", "")), Ok(Probe::Empty));
        assert_eq!(probe(&head(416, "bytes */10", "")), Err(PartError::Status { status: 416 }));
        assert_eq!(probe(&head(401, "", "")), Err(PartError::Status { status: 401 }));
        for wrong in ["", "bytes 0-0/*", "bytes 0-9/10", "bytes 1-1/10"] {
            assert_eq!(probe(&head(206, wrong, "")), Err(PartError::Wrong), "{wrong}");
        }
    }

    #[test]
    fn a_part_is_the_one_that_was_asked_for_and_of_the_same_file() {
        let version = Version { size: 10, etag: Some("\"a\"".into()) };
        let check = |status, range, etag| part(&head(status, range, etag), &(2..5), &version);
        assert_eq!(check(206, "bytes 2-4/10", "\"a\""), Ok(()));
        assert_eq!(check(206, "bytes 2-4/*", ""), Ok(()));
        assert_eq!(check(206, "", ""), Ok(()), "a header that may not be read is no proof of anything");
        assert_eq!(check(206, "bytes 2-4/10", "\"b\""), Err(PartError::Changed));
        assert_eq!(check(206, "bytes 2-4/11", "\"a\""), Err(PartError::Changed));
        assert_eq!(check(416, "bytes */1", ""), Err(PartError::Changed));
        assert_eq!(check(200, "", "\"a\""), Err(PartError::Ignored));
        assert_eq!(check(429, "", ""), Err(PartError::Status { status: 429 }));
        for wrong in ["bytes 2-3/10", "bytes 1-4/10", "bytes */10", "nonsense"] {
            assert_eq!(check(206, wrong, "\"a\""), Err(PartError::Wrong), "{wrong}");
        }
        assert_eq!(
            (body(3, &(2..5)), body(2, &(2..5)), body(4, &(2..5))),
            (Ok(true), Ok(false), Err(PartError::Wrong))
        );
    }
}
