//! Partial reads of large files, through a mocked transport.

use crate::support::large;
use crate::support::opened::{FILE, ProgressLog, decoded, failure, opened, request, table, texts, url};
use crate::support::transport::{Reply, Sent, Web, run};
use isocost::hub::error::HubError;
use isocost::hub::fetch::parts::PartError;
use isocost::hub::fetch::progress::Progress;
use isocost::worker::open::{Outcome, open};
use isocost::worker::protocol::Request;

const ROWS: usize = 20_000;

/// Bytes that were asked for.
fn bytes_asked(web: &Web, size: usize) -> usize {
    let files = web.sent().into_iter().filter(|sent| sent.url == url(FILE));
    files.map(|Sent { range, .. }| range.map_or(size, |range| range.end.min(size) - range.start)).sum()
}

#[test]
fn only_the_needed_columns_of_a_large_file_are_fetched() {
    let file = large::table(ROWS, 4);
    let web = Web::default().file(url(FILE), file.clone());
    let recorded = ProgressLog::default();
    let Ok(Outcome::Table(needed)) = run(open(&web, request(FILE), &recorded)) else { panic!("it is a table") };
    let all = decoded(file.clone());
    let unfetched = |name: &String| needed.unfetched.contains(name);
    assert!(unfetched(&"total_requests".to_owned()) && !unfetched(&"vus".to_owned()), "{:?}", needed.unfetched);
    let expected: Vec<_> = all.iter().filter(|(name, _)| !unfetched(name)).cloned().collect();
    assert_eq!(texts(&needed.table), expected);
    let asked = bytes_asked(&web, file.len());
    assert!(asked * 100 <= file.len() * 65, "{asked} of {} bytes", file.len());
    let progress = recorded.progress.into_inner();
    let is_sane = |progress: &Progress| progress.total.is_some_and(|total| progress.received <= total);
    assert!(progress.len() > 10 && progress.iter().all(is_sane), "{progress:?}");
    let Ok(Outcome::Table(everything)) = opened(&web, Request { all_columns: true, ..request(FILE) }) else {
        panic!("it is a table")
    };
    assert!(everything.unfetched.is_empty() && texts(&everything.table) == all);
}

#[test]
fn beginnings_are_reported_between_requests() {
    const MORE_ROWS: usize = 60_000;
    let web = Web::default().file(url(FILE), large::table(MORE_ROWS, 6));
    let recorded = ProgressLog::default();
    let Ok(Outcome::Table(opened)) = run(open(&web, request(FILE), &recorded)) else { panic!("it is a table") };
    let beginnings = recorded.beginnings.into_inner();
    assert!(!beginnings.is_empty() && beginnings.windows(2).all(|pair| pair[1].0 >= 2 * pair[0].0), "{beginnings:?}");
    assert!(beginnings.iter().all(|&(rows, of)| rows < MORE_ROWS && of == MORE_ROWS as u64), "{beginnings:?}");
    assert_eq!(opened.table.rows, MORE_ROWS);
}

#[test]
fn broken_transfers_are_resumed() {
    let file = large::table(ROWS, 4);
    let halves = |sent: &Sent, mut reply: Reply| {
        if sent.range.is_some() && reply.body.len() > 1 {
            reply.body.truncate(reply.body.len() / 2);
            reply.breaks = sent.before.is_multiple_of(2);
        }
        Some(reply)
    };
    let web = Web::default().file(url(FILE), file.clone()).trouble(halves);
    let whole = decoded(file.clone());
    let expected: Vec<_> = texts(&table(&web, FILE).table);
    assert!(expected.iter().all(|column| whole.contains(column)) && expected.len() > 5);
    // Occasional failures are retried; if no data ever comes, the retries end.
    let web =
        Web::default().file(url(FILE), file.clone()).trouble(|sent, reply| (sent.before % 3 != 1).then_some(reply));
    assert_eq!(texts(&table(&web, FILE).table), expected);
    let silent = |sent: &Sent, mut reply: Reply| {
        reply.body.truncate(if sent.before == 0 { usize::MAX } else { 0 });
        Some(reply)
    };
    let web = Web::default().file(url(FILE), file.clone()).trouble(silent);
    let cut = HubError::CutShort { received: 128 << 10, expected: Some(file.len() as u64) };
    assert_eq!(failure(&web, FILE), cut.to_string());
    assert_eq!(web.sent().iter().filter(|sent| sent.url == url(FILE)).count(), 1 + 3);
}

#[test]
fn wrong_parts_are_refused() {
    let file = large::table(ROWS, 4);
    type Change = fn(&Sent, Reply, usize) -> Reply;
    let cases: [(HubError, Change); 6] = [
        (PartError::Ignored.into(), |_, reply, _| Reply { status: 200, ..reply }),
        (PartError::Changed.into(), |sent, reply, _| reply.header("ETag", format!("\"{}\"", sent.before))),
        (PartError::Changed.into(), |_, _, _| Reply::new(416, "").header("Content-Range", "bytes */1")),
        (PartError::Wrong.into(), |_, reply, size| reply.header("Content-Range", format!("bytes 1-2/{size}"))),
        (HubError::RateLimited, |_, _, _| Reply::new(429, "")),
        (HubError::Status { status: 503 }, |_, _, _| Reply::new(503, "")),
    ];
    for (expected, change) in cases {
        let size = file.len();
        let later = move |sent: &Sent, reply: Reply| {
            let is_head = sent.url != url(FILE) || sent.range.as_ref().is_some_and(|range| range.start == 0);
            Some(if is_head { reply } else { change(sent, reply, size) })
        };
        let web = Web::default().file(url(FILE), file.clone()).trouble(later);
        assert_eq!(failure(&web, FILE), expected.to_string());
    }
    let longer = |sent: &Sent, mut reply: Reply| {
        if sent.before > 0 {
            reply.body.push(0);
        }
        Some(reply)
    };
    let web = Web::default().file(url(FILE), file).trouble(longer);
    assert_eq!(failure(&web, FILE), PartError::Wrong.to_string());
}

#[test]
fn file_that_changes_once_is_read_again() {
    let changes =
        |sent: &Sent, reply: Reply| Some(if sent.before == 0 { reply.header("ETag", "\"0\"") } else { reply });
    let web = Web::default().file(url(FILE), large::table(ROWS, 4)).trouble(changes);
    assert_eq!(table(&web, FILE).table.rows, ROWS);
}
