//! The fetch plan of a large file: bytes and requests on a table of a million runs.

use crate::support::large;
use isocost::data::limits::Limits;
use isocost::data::parquet::footer::{Footer, Tail};
use isocost::hub::fetch::ranges::{TAIL_GUESS_BYTES, tail};
use isocost::worker::plan::{FetchPlan, requests};

/// The beginning, which is asked for before anything is known.
const HEAD_BYTES: u64 = 128 << 10;

#[test]
fn bytes_and_requests_for_a_million_runs() {
    let file = large::table(1_000_000, 10);
    let size = file.len() as u64;
    let end = tail(size, TAIL_GUESS_BYTES);
    let limits = Limits::default();
    let Ok(Tail::Read(footer)) = Footer::from_tail(&file[end.start as usize..], size, &limits) else {
        panic!("the footer is larger than it should be")
    };
    let wanted = FetchPlan::of(&footer, size, false, &limits).unwrap();
    let parts = requests(&footer.ranges(&wanted.select(&footer, None)), size).unwrap();
    let bytes = parts.iter().map(|part| part.end - part.start).sum::<u64>() + HEAD_BYTES + (end.end - end.start);
    assert!(bytes * 10 <= size * 6, "{bytes} of {size} bytes");
    assert!(parts.len() + 2 <= 12, "{} requests", parts.len() + 2);
    assert_eq!(
        wanted.unfetched,
        ["total_requests", "test_duration_sec", "successful_requests", "seconds_for_1B", "1B_cost"]
    );
    let everything = FetchPlan::of(&footer, size, true, &limits).unwrap();
    assert!(everything.unfetched.is_empty());
}
