//! Damaged copies of what load testers write as text: read or refused, quickly and within a memory cap.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::Duration;

use isocost::data::limits::Limits;
use isocost::data::runs::run_table::RunTable;
use isocost::data::text::{NamedBytes, read};

use crate::support::{self, Random};
use crate::{ALONE, PANICS, PEAK_CAP, count_panics, peak, setting};

/// The longest that one copy may take; the files are small.
const LONGEST: Duration = Duration::from_secs(2);

/// So many damaged copies in all, some twenty-five of each file: the suite has a quarter of an hour, and fuzzing has the rest.
const COPIES: usize = 4_000;

/// The most that one line comes to by being repeated, bytes: some results are one long line.
const REPEATED: usize = 60_000;

/// Values that break what takes numbers for granted.
const ODD: [&str; 18] = [
    "null",
    "NaN",
    "-1",
    "0",
    "1e999",
    "-0.0",
    "1e-320",
    "18446744073709551616",
    "\"\"",
    "[]",
    "{}",
    "true",
    "\"12 ms\"",
    "-",
    "\u{0}",
    "\u{202e}",
    "2,5",
    "[[[[[[[[[[[[[[[[",
];

#[test]
fn damaged_results_of_load_testers_are_read_or_refused() {
    let _alone = ALONE.lock().unwrap();
    let mut seeds = Vec::new();
    for folder in ["tests/fixtures/foreign", "tests/fixtures/tools"] {
        collect(Path::new(&support::path(folder)), &mut seeds);
    }
    assert!(seeds.len() >= 3, "{} seeds", seeds.len());
    let mut random = Random::new(setting("ISOCOST_SEED", 29) as u64);
    count_panics();
    let (mut tables, mut refused, mut worst, mut slowest) = (0, 0, 0, Duration::ZERO);
    for round in 0..setting("ISOCOST_MUTATIONS", COPIES) {
        let (name, bytes) = &seeds[round % seeds.len()];
        let other = &seeds[random.below(seeds.len())].1;
        let file = NamedBytes { name: name.clone(), bytes: damaged(bytes, other, &mut random).into() };
        let start = on_processor();
        let open = || read(vec![file], &Limits::default()).and_then(RunTable::by_default);
        let (read, peak) = peak(|| catch_unwind(AssertUnwindSafe(open)));
        match read {
            Ok(Ok(_)) => tables += 1,
            Ok(Err(error)) => {
                refused += 1;
                assert!(!error.to_string().is_empty());
            }
            Err(_) => {}
        }
        slowest = slowest.max(on_processor() - start);
        worst = worst.max(peak);
        assert!(peak <= PEAK_CAP, "round {round}, {name}, held {peak} bytes");
        assert!(slowest <= LONGEST, "round {round}, {name}, took {slowest:?}");
    }
    let _ = std::panic::take_hook();
    let panics = PANICS.lock().unwrap();
    println!("{tables} read, {refused} refused, at most {worst} bytes and {slowest:?}, panics: {panics:?}");
    assert!(tables > 0 && refused > 0, "the damage is no test");
    assert!(panics.is_empty(), "{panics:?}");
}

/// How long this thread has been on a processor: other work on the machine does not count.
fn on_processor() -> Duration {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = stat.split(' ').next().and_then(|text| text.parse().ok());
    Duration::from_nanos(nanoseconds.expect("the kernel counts the time of threads"))
}

fn collect(folder: &Path, seeds: &mut Vec<(String, Vec<u8>)>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    // The same seeds in the same order on every machine.
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            collect(&path, seeds);
        } else if name != "README.md" && name != "expect.json" {
            let bytes = std::fs::read(&path).unwrap();
            if bytes.len() < 100_000 {
                seeds.push((name, bytes));
            }
        }
    }
}

/// A copy with one to four damages.
fn damaged(bytes: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
    let mut copy = bytes.to_vec();
    for _ in 0..=random.below(4) {
        let at = random.below(copy.len().max(1));
        match random.below(8) {
            0 if at < copy.len() => copy[at] ^= 1 << random.below(8),
            1 => copy.truncate(at),
            2 => {
                copy.splice(at..at, other[..random.below(other.len().max(1)).min(2_000)].iter().copied()).for_each(drop)
            }
            3 => {
                let line = line_at(&copy, at).to_vec();
                let times = (1 + random.below(200)).min(1 + REPEATED / line.len().max(1));
                copy.splice(at..at, line.repeat(times)).for_each(drop);
            }
            4 => {
                let end = (at + random.below(60)).min(copy.len());
                copy.drain(at..end);
            }
            _ => replace_value(&mut copy, at, ODD[random.below(ODD.len())]),
        }
    }
    copy
}

fn line_at(bytes: &[u8], at: usize) -> &[u8] {
    let start = bytes[..at].iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    let end = bytes[at..].iter().position(|&byte| byte == b'\n').map_or(bytes.len(), |length| at + length + 1);
    &bytes[start..end]
}

/// Replaces the next number after a position.
fn replace_value(bytes: &mut Vec<u8>, at: usize, value: &str) {
    let is_part = |byte: &u8| byte.is_ascii_digit() || *byte == b'.';
    let Some(start) = bytes[at..].iter().position(is_part).map(|length| at + length) else { return };
    let end = bytes[start..].iter().position(|byte| !is_part(byte)).map_or(bytes.len(), |length| start + length);
    bytes.splice(start..end, value.bytes()).for_each(drop);
}
