//! Mutation tests: damaged copies of parquet tables, and of what load testers write as text, are read or refused within
//! a memory cap.
//!
//! `ISOCOST_MUTATIONS` sets their number, `ISOCOST_SEED` the seed.

#[path = "../support/mod.rs"]
mod support;
mod texts;

use std::alloc::{GlobalAlloc, Layout, System};
use std::collections::BTreeMap;
use std::panic::catch_unwind;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use bytes::Bytes;
use isocost::data::bundled;
use isocost::data::limits::Limits;
use isocost::data::parquet::decode;
use support::Random;
use support::damage::Target;

/// The most that decoding one damaged copy may hold at a time, bytes. The files have 11 to 21 kB.
const PEAK_CAP: usize = 64 << 20;
const MUTATIONS: usize = 10_000;

/// The system's allocator, with a count of the bytes held.
struct Counting;

static HELD: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

impl Counting {
    fn took(bytes: usize) {
        PEAK.fetch_max(HELD.fetch_add(bytes, Relaxed) + bytes, Relaxed);
    }
}

#[expect(unsafe_code, reason = "an allocator is unsafe to write; this one hands everything on")]
// SAFETY: every call goes to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        Self::took(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        Self::took(layout.size());
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(place, layout) }
    }

    unsafe fn realloc(&self, place: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // During a reallocation both blocks are held.
        Self::took(size);
        HELD.fetch_sub(layout.size(), Relaxed);
        unsafe { System.realloc(place, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Where panics came from, and how often.
static PANICS: Mutex<BTreeMap<String, usize>> = Mutex::new(BTreeMap::new());

/// The memory is counted for the whole process: one test at a time.
static ALONE: Mutex<()> = Mutex::new(());

fn setting(name: &str, default: usize) -> usize {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

/// Counts panics by their place from now on, in silence.
fn count_panics() {
    PANICS.lock().unwrap().clear();
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(String::new, |place| format!("{}:{}", place.file(), place.line()));
        let short = place.rsplit_once("/src/").map_or(place.clone(), |(_, inside)| inside.to_owned());
        *PANICS.lock().unwrap().entry(short).or_default() += 1;
    }));
}

/// The most bytes held at a time while something is done, above what was held before.
fn peak<T>(act: impl FnOnce() -> T) -> (T, usize) {
    let before = HELD.load(Relaxed);
    PEAK.store(before, Relaxed);
    let done = act();
    (done, PEAK.load(Relaxed) - before)
}

#[test]
fn damaged_tables_stay_within_the_memory_cap() {
    let _alone = ALONE.lock().unwrap();
    let targets = bundled::TABLES.map(|table| Target::new(&support::parquet_of(&table)));
    let mut random = Random::new(setting("ISOCOST_SEED", 23) as u64);
    count_panics();
    let (mut tables, mut refused, mut worst) = (0, 0, 0);
    for round in 0..setting("ISOCOST_MUTATIONS", MUTATIONS) {
        let target = &targets[round % targets.len()];
        let other = &targets[random.below(targets.len())];
        let damaged = target.damaged(&mut random, other);
        let damaged = Bytes::from(damaged);
        let (read, peak) = peak(|| catch_unwind(|| decode(damaged, &Limits::default())));
        match read {
            Ok(Ok(_)) => tables += 1,
            Ok(Err(_)) => refused += 1,
            Err(_) => {}
        }
        worst = worst.max(peak);
        assert!(peak <= PEAK_CAP, "round {round} held {peak} bytes");
    }
    let _ = std::panic::take_hook();
    let panics = PANICS.lock().unwrap();
    println!("{tables} read, {refused} refused, at most {worst} bytes held, panics: {panics:?}");
    assert!(tables > 0 && refused > 0, "the damage is no test");
    assert!(panics.is_empty(), "{panics:?}");
}

/// A footer that claims five million rows everywhere, and agrees with itself.
#[test]
fn false_row_counts_stay_within_the_memory_cap() {
    let _alone = ALONE.lock().unwrap();
    let target = Target::new(&support::parquet_of(&bundled::TABLES[2]));
    let rows = decode(support::parquet_of(&bundled::TABLES[2]), &Limits::default()).unwrap().rows;
    let footer_end = target.bytes.len() - 8;
    let (truth, lie) = (varint(rows), varint(5_000_000));
    let mut footer = target.bytes[target.footer..footer_end].to_vec();
    let mut at = 0;
    while at + truth.len() <= footer.len() {
        if footer[at..].starts_with(&truth) {
            footer.splice(at..at + truth.len(), lie.iter().copied());
            at += lie.len();
        } else {
            at += 1;
        }
    }
    let mut lying = target.bytes[..target.footer].to_vec();
    lying.extend_from_slice(&footer);
    lying.extend_from_slice(&(footer.len() as u32).to_le_bytes());
    lying.extend_from_slice(b"PAR1");
    let before = HELD.load(Relaxed);
    PEAK.store(before, Relaxed);
    // Nineteen columns of so many rows exceed the cap on cells; without the cap the pages must be found too short.
    for limits in [Limits::default(), Limits { cells: u64::MAX, ..Limits::default() }] {
        let error = decode(Bytes::from(lying.clone()), &limits).unwrap_err().to_string();
        let expected = if limits.cells == u64::MAX { "of 5000000 rows" } else { "cells, and the limit is" };
        assert!(error.contains(expected), "{error}");
    }
    let peak = PEAK.load(Relaxed) - before;
    assert!(peak <= PEAK_CAP, "{peak} bytes");
}

/// A number as Thrift's compact protocol writes it: zigzag, seven bits a byte.
fn varint(number: usize) -> Vec<u8> {
    let mut rest = number << 1;
    let mut bytes = Vec::new();
    while rest > 0x7f {
        bytes.push(rest as u8 | 0x80);
        rest >>= 7;
    }
    bytes.push(rest as u8);
    bytes
}
