//! Download of a file or of parts of it, resumed after broken connections.
//!
//! The beginning comes first, which is all of most tables; then only the wanted parts of a large one, several at a
//! time.

use std::cell::{Cell, RefCell};
use std::ops::Range;

use bytes::Bytes;

use super::join::join;
use super::parts;
use super::parts::{ContentRange, PartError, PartHead, Version};
use super::remote::{Remote, read};
use super::sparse::Sparse;
use super::transport::{Answer, Transport};
use crate::hub::error::HubError;

/// Size of the first request. Most tables of load tests are smaller.
const FIRST_BYTES: u64 = 128 << 10;
/// How often in a row a part is requested again when nothing of it came.
const ATTEMPTS: usize = 3;
/// How often a part is requested in all: a server that sends a few bytes each time would go on for ever.
const MOST_ATTEMPTS: usize = 100;

/// Response to the first request.
pub enum FirstResponse {
    /// The whole file.
    Whole(Bytes),
    /// Its beginning; the server supports range requests for the rest.
    Parts {
        /// The first bytes.
        head: Bytes,
        /// The file's size and tag.
        version: Version,
    },
}

/// Requests the beginning of a file. A server without range requests sends all of it, which is read up to `cap` bytes.
///
/// # Errors
/// See [`HubError`].
pub async fn begin<T: Transport>(
    remote: &Remote<'_, T>,
    cap: u64,
    progress: &dyn Fn(u64, Option<u64>),
) -> Result<FirstResponse, HubError> {
    let first = 0..FIRST_BYTES;
    let answer = remote.get(Some(&first)).await?;
    let head = PartHead::of(&answer);
    let range = head.content_range.as_deref().and_then(ContentRange::parse);
    match (answer.status(), range) {
        (416, Some(ContentRange { size: Some(0), .. })) => Ok(FirstResponse::Whole(Bytes::new())),
        // Ranges of a response with a content encoding would be ranges of the encoded bytes.
        (206, Some(ContentRange { part: Some(part), size: Some(size) }))
            if answer.header("Content-Encoding").is_none() =>
        {
            if part != (0..FIRST_BYTES.min(size)) {
                return Err(PartError::Wrong.into());
            }
            let version = Version { size, etag: parts::etag(&head) };
            let store = RefCell::new(Sparse::default());
            let total = Some(size);
            keep(answer, &part, &store, &|received| progress(received, total)).await?;
            fetch(remote, &version, vec![part.clone()], &store, &|received| progress(received, total), &|_| {}).await?;
            let bytes = store.borrow().get(0, part.end).ok_or(PartError::Wrong)?;
            Ok(if part.end == size {
                FirstResponse::Whole(bytes)
            } else {
                FirstResponse::Parts { head: bytes, version }
            })
        }
        (206, _) => whole(remote.get(None).await?, remote, cap, progress).await,
        _ => whole(answer, remote, cap, progress).await,
    }
}

async fn whole<T: Transport>(
    answer: T::Answer,
    remote: &Remote<'_, T>,
    cap: u64,
    progress: &dyn Fn(u64, Option<u64>),
) -> Result<FirstResponse, HubError> {
    if !answer.is_ok() {
        return Err(remote.refused(&answer));
    }
    // With a content encoding the announced length is the compressed one, which says nothing about progress.
    let total = match answer.header("Content-Encoding") {
        Some(_) => None,
        None => answer.header("Content-Length").and_then(|length| length.parse().ok()),
    };
    if let Some(bytes) = total.filter(|&bytes| bytes > cap) {
        return Err(HubError::TooLarge { bytes, cap });
    }
    let mut bytes = Vec::new();
    progress(0, total);
    // Of an encoded body the length is that of the code, and another host may hide that it is encoded: once more has come,
    // the length is unknown.
    let on_bytes = |received| progress(received, total.filter(|&total| received <= total));
    let came = read(answer, &mut bytes, total, cap, &on_bytes).await;
    let received = bytes.len() as u64;
    match came {
        Err(HubError::CutShort { .. }) => {
            Err(HubError::CutShort { received, expected: total.filter(|&total| received < total) })
        }
        Err(error) => Err(error),
        Ok(()) if total.is_some_and(|total| total > received) => Err(HubError::CutShort { received, expected: total }),
        Ok(()) => Ok(FirstResponse::Whole(Bytes::from(bytes))),
    }
}

/// Fetches what is missing of `wanted`, in their order, four at a time. `progress` is called with the number of bytes
/// held, `arrived` whenever one of the ranges is complete.
///
/// # Errors
/// See [`HubError`]; of several, the first.
pub async fn fetch<T: Transport>(
    remote: &Remote<'_, T>,
    version: &Version,
    wanted: Vec<Range<u64>>,
    store: &RefCell<Sparse>,
    progress: &dyn Fn(u64),
    arrived: &dyn Fn(&Sparse),
) -> Result<(), HubError> {
    let next = Cell::new(0);
    let failed: RefCell<Option<HubError>> = RefCell::new(None);
    let lane = async || {
        while failed.borrow().is_none() {
            let Some(range) = wanted.get(next.replace(next.get() + 1)) else { break };
            match part(remote, version, range, store, progress).await {
                Ok(()) => arrived(&store.borrow()),
                Err(error) => drop(failed.borrow_mut().get_or_insert(error)),
            }
        }
    };
    join(join(lane(), lane()), join(lane(), lane())).await;
    failed.into_inner().map_or(Ok(()), Err)
}

async fn part<T: Transport>(
    remote: &Remote<'_, T>,
    version: &Version,
    range: &Range<u64>,
    store: &RefCell<Sparse>,
    progress: &dyn Fn(u64),
) -> Result<(), HubError> {
    let mut in_vain = 0;
    let mut attempts = 0;
    loop {
        let Some(missing) = store.borrow().missing(range).into_iter().next() else { return Ok(()) };
        let (came, error) = match remote.get(Some(&missing)).await {
            Ok(answer) => {
                match parts::part(&PartHead::of(&answer), &missing, version) {
                    Err(PartError::Status { .. }) => return Err(remote.refused(&answer)),
                    checked => checked?,
                }
                (keep(answer, &missing, store, progress).await?, None)
            }
            Err(error) => (0, Some(error)),
        };
        in_vain = if came > 0 { 0 } else { in_vain + 1 };
        attempts += 1;
        if in_vain == ATTEMPTS || attempts == MOST_ATTEMPTS {
            let held = store.borrow().held();
            return Err(error.unwrap_or(HubError::CutShort { received: held, expected: Some(version.size) }));
        }
    }
}

/// Stores the received bytes of a part, also when the connection breaks, and returns how many there were.
async fn keep<A: Answer>(
    answer: A,
    range: &Range<u64>,
    store: &RefCell<Sparse>,
    progress: &dyn Fn(u64),
) -> Result<u64, HubError> {
    let length = range.end - range.start;
    let held = store.borrow().held();
    let mut bytes = Vec::new();
    // The part's own length is the cap: a longer body is not that part.
    match read(answer, &mut bytes, Some(length), length, &|received| progress(held + received)).await {
        Ok(()) | Err(HubError::CutShort { .. }) => {}
        Err(HubError::TooLarge { .. }) => return Err(PartError::Wrong.into()),
        Err(error) => return Err(error),
    }
    let came = bytes.len() as u64;
    store.borrow_mut().insert(range.start, &Bytes::from(bytes));
    Ok(came)
}
