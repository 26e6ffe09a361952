//! HTTP range planning: which parts of a file to request, in few requests.
//!
//! Every range is written `bytes=FIRST-LAST`. The suffix form `bytes=-8` (the last eight bytes) would make a browser
//! send a preflight request, which not all of the Hub's storage hosts answer.

use std::fmt;
use std::ops::Range;

use crate::analysis::stats::order;

/// Limits of a fetch plan, and how it weighs bytes against requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlanLimits {
    /// Largest gap between two wanted ranges that is fetched too, to save a request; bytes.
    pub gap: u64,
    /// Largest single request, bytes: at most this much is lost when a connection breaks.
    pub request_bytes: u64,
    /// Most requests. Each counts against the Hub's limit.
    pub requests: usize,
    /// Most bytes in all requests together.
    pub total_bytes: u64,
}

impl Default for PlanLimits {
    fn default() -> Self {
        Self { gap: 64 << 10, request_bytes: 16 << 20, requests: 64, total_bytes: 256 << 20 }
    }
}

/// How many bytes of the end are fetched first: most footers are smaller.
pub const TAIL_GUESS_BYTES: u64 = 64 << 10;

/// The last `wanted` bytes of a file of `size` bytes, or all of it.
#[must_use]
pub fn tail(size: u64, wanted: u64) -> Range<u64> {
    size.saturating_sub(wanted)..size
}

/// The value of the header `Range`; `None` for an empty range, which cannot be requested.
#[must_use]
pub fn header(range: &Range<u64>) -> Option<String> {
    (range.start < range.end).then(|| format!("bytes={}-{}", range.start, range.end - 1))
}

/// Why no plan was made: the wanted ranges exceed its limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanError {
    /// Too many bytes.
    Bytes {
        /// Bytes that would be fetched.
        bytes: u64,
        /// The cap, bytes.
        cap: u64,
    },
    /// Too many requests, even with the widest gaps included.
    Requests {
        /// Number of requests needed.
        requests: usize,
        /// The cap.
        cap: usize,
    },
}

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes { bytes, cap } => write!(
                f,
                "The columns that are needed are too large to open in a page: {bytes} bytes, and the limit is {cap}. \
                 Reduce the file to one row per load test (README: “From raw samples to a run table”)."
            ),
            Self::Requests { requests, cap } => write!(
                f,
                "The columns that are needed lie in too many places of the file: {requests} requests, and the limit is \
                 {cap}. Write the file anew with fewer row groups."
            ),
        }
    }
}

impl std::error::Error for PlanError {}

/// The requests that fetch `wanted` (offset and length, bytes) of a file of `size` bytes, in the order of the file.
///
/// They cover all wanted bytes, do not overlap, and contain nothing but wanted bytes and gaps between them. A gap is
/// included only where that saves a request: first gaps up to [`PlanLimits::gap`], wider ones only while there are too
/// many requests. Empty ranges are left out, and ranges are cut at the end of the file.
///
/// # Errors
/// [`PlanError`] if that takes too many bytes or requests.
pub fn plan(wanted: &[(u64, u64)], size: u64, limits: &PlanLimits) -> Result<Vec<Range<u64>>, PlanError> {
    let largest = limits.request_bytes.max(1);
    let mut spans = join(&merged(wanted, size), limits.gap, largest);
    let mut gap = limits.gap.max(1);
    while requests(&spans, largest) > limits.requests && gap < size {
        gap = gap.saturating_mul(2);
        spans = join(&spans, gap, largest);
    }
    let bytes = spans.iter().map(|span| span.end - span.start).sum();
    if bytes > limits.total_bytes {
        return Err(PlanError::Bytes { bytes, cap: limits.total_bytes });
    }
    let count = requests(&spans, largest);
    if count > limits.requests {
        return Err(PlanError::Requests { requests: count, cap: limits.requests });
    }
    Ok(spans.iter().flat_map(|span| pieces(span, largest)).collect())
}

/// The wanted ranges sorted, with overlapping and adjacent ones merged.
fn merged(wanted: &[(u64, u64)], size: u64) -> Vec<Range<u64>> {
    let clipped = wanted.iter().map(|&(offset, length)| offset..offset.saturating_add(length).min(size));
    let mut ranges: Vec<Range<u64>> = clipped.filter(|range| range.start < range.end).collect();
    order::sort_by(&mut ranges, |a, b| a.start.cmp(&b.start));
    let mut spans: Vec<Range<u64>> = Vec::new();
    for range in ranges {
        match spans.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => spans.push(range),
        }
    }
    spans
}

/// Includes gaps of up to `gap` bytes where that saves a request.
fn join(spans: &[Range<u64>], gap: u64, largest: u64) -> Vec<Range<u64>> {
    let mut joined: Vec<Range<u64>> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last)
                if span.start - last.end <= gap
                    && count(&(last.start..span.end), largest) < count(last, largest) + count(span, largest) =>
            {
                last.end = span.end;
            }
            _ => joined.push(span.clone()),
        }
    }
    joined
}

fn requests(spans: &[Range<u64>], largest: u64) -> usize {
    spans.iter().map(|span| count(span, largest)).fold(0u64, u64::saturating_add).try_into().unwrap_or(usize::MAX)
}

fn count(span: &Range<u64>, largest: u64) -> u64 {
    (span.end - span.start).div_ceil(largest)
}

fn pieces(span: &Range<u64>, largest: u64) -> impl Iterator<Item = Range<u64>> + use<> {
    let Range { start, end } = *span;
    (0..count(span, largest)).map(move |at| {
        let from = start + at * largest;
        from..end.min(from.saturating_add(largest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(gap: u64, request_bytes: u64, requests: usize) -> PlanLimits {
        PlanLimits { gap, request_bytes, requests, total_bytes: u64::MAX }
    }

    fn just(range: Range<u64>) -> Vec<Range<u64>> {
        Vec::from([range])
    }

    #[test]
    fn near_ranges_share_a_request() {
        let wanted = [(100, 10), (0, 20), (25, 5), (110, 5)];
        assert_eq!(plan(&wanted, 1000, &limits(5, 1000, 9)).unwrap(), [0..30, 100..115]);
        assert_eq!(plan(&wanted, 1000, &limits(4, 1000, 9)).unwrap(), [0..20, 25..30, 100..115]);
    }

    #[test]
    fn large_ranges_are_split_and_gaps_widen_only_where_they_must() {
        assert_eq!(plan(&[(0, 25)], 25, &limits(0, 10, 3)).unwrap(), [0..10, 10..20, 20..25]);
        let apart = [(0, 1), (100, 1), (1000, 1)];
        assert_eq!(plan(&apart, 2000, &limits(1, 2000, 2)).unwrap(), [0..101, 1000..1001]);
        assert_eq!(plan(&apart, 2000, &limits(1, 2000, 1)).unwrap(), just(0..1001));
        // A gap that would itself need a request saves none.
        assert_eq!(plan(&[(0, 10), (15, 10)], 25, &limits(5, 10, 9)).unwrap(), [0..10, 15..25]);
    }

    #[test]
    fn too_many_bytes_or_requests_are_refused() {
        let few = plan(&[(0, 25)], 25, &limits(0, 10, 2));
        assert_eq!(few, Err(PlanError::Requests { requests: 3, cap: 2 }));
        let small = PlanLimits { total_bytes: 24, ..limits(0, 10, 9) };
        assert_eq!(plan(&[(0, 25)], 25, &small), Err(PlanError::Bytes { bytes: 25, cap: 24 }));
    }

    #[test]
    fn empty_ranges_and_bytes_beyond_the_end_are_not_requested() {
        assert_eq!(plan(&[], 10, &PlanLimits::default()), Ok(vec![]));
        assert_eq!(
            plan(&[(3, 0), (8, 9), (10, 1), (u64::MAX, u64::MAX)], 10, &PlanLimits::default()).unwrap(),
            just(8..10)
        );
        assert_eq!(plan(&[(0, 5)], 0, &PlanLimits::default()), Ok(vec![]));
        assert_eq!(header(&(8..10)).as_deref(), Some("bytes=8-9"));
        assert_eq!(header(&(0..1)).as_deref(), Some("bytes=0-0"));
        assert_eq!(header(&(8..8)), None);
        assert_eq!((tail(100, 8), tail(5, 8), tail(0, 8)), (92..100, 0..5, 0..0));
    }
}
