//! Laws of range plans and of the store of parts; and that a table decoded from parts is the table of the whole file.

use std::ops::Range;

use crate::support::{self, Random};
use bytes::Bytes;
use isocost::data::error::DecodeError;
use isocost::data::limits::Limits;
use isocost::data::parquet::footer::{Footer, Tail};
use isocost::data::parquet::{decode, decode_columns};
use isocost::data::table::Table;
use isocost::hub::fetch::ranges;
use isocost::hub::fetch::ranges::{PlanError, PlanLimits, plan};
use isocost::hub::fetch::sparse::Sparse;

/// Ranges that were fetched or wanted, as one flag for each byte.
fn flags(ranges: impl Iterator<Item = Range<u64>>, size: u64) -> Vec<bool> {
    let mut flags = vec![false; size as usize];
    ranges.for_each(|range| (range.start.min(size)..range.end.min(size)).for_each(|at| flags[at as usize] = true));
    flags
}

fn case(random: &mut Random) -> (Vec<(u64, u64)>, u64, PlanLimits) {
    let size = random.below(400) as u64;
    let wanted = (0..random.below(12)).map(|_| (random.below(420) as u64, random.below(60) as u64)).collect();
    let limits = PlanLimits {
        gap: random.below(30) as u64,
        request_bytes: 1 + random.below(80) as u64,
        requests: 1 + random.below(12),
        total_bytes: 100 + random.below(400) as u64,
    };
    (wanted, size, limits)
}

#[test]
fn range_plans_cover_the_wanted_bytes_without_waste() {
    let mut random = Random::new(11);
    let mut planned = 0;
    for round in 0..4000 {
        let (wanted, size, limits) = case(&mut random);
        let needed = flags(wanted.iter().map(|&(offset, length)| offset..offset + length), size);
        let plan = match plan(&wanted, size, &limits) {
            Ok(plan) => plan,
            Err(PlanError::Bytes { bytes, cap }) => {
                assert!(bytes > cap && cap == limits.total_bytes, "{round}");
                continue;
            }
            Err(PlanError::Requests { requests, cap }) => {
                assert!(requests > cap && cap == limits.requests, "{round}");
                continue;
            }
        };
        planned += 1;
        assert!(plan.windows(2).all(|pair| pair[0].end <= pair[1].start), "{round}: in order, no overlap");
        assert!(plan.iter().all(|range| range.start < range.end && range.end - range.start <= limits.request_bytes));
        assert!(plan.len() <= limits.requests, "{round}");
        assert!(plan.iter().map(|range| range.end - range.start).sum::<u64>() <= limits.total_bytes, "{round}");
        let fetched = flags(plan.iter().cloned(), size);
        assert!(needed.iter().zip(&fetched).all(|(needed, fetched)| !needed || *fetched), "{round}: covered");
        assert!(plan.iter().all(|range| range.end <= size), "{round}: nothing beyond the end");
        assert_only_gaps_are_wasted(&needed, &fetched, round);
    }
    assert!(planned > 1500, "{planned} of the cases could be planned");
}

/// A byte that is not wanted is fetched only between two that are.
fn assert_only_gaps_are_wasted(needed: &[bool], fetched: &[bool], round: usize) {
    for at in (0..fetched.len()).filter(|&at| fetched[at] && !needed[at]) {
        let run = |at: &usize| fetched[*at];
        let before = (0..at).rev().take_while(run).any(|at| needed[at]);
        let after = (at..fetched.len()).take_while(run).any(|at| needed[at]);
        assert!(before && after, "{round}: byte {at} is fetched for nothing");
    }
}

#[test]
fn gaps_beyond_the_threshold_are_fetched_only_for_the_cap_on_requests() {
    let mut random = Random::new(12);
    for round in 0..2000 {
        let (wanted, size, limits) = case(&mut random);
        let limits = PlanLimits { requests: usize::MAX, total_bytes: u64::MAX, ..limits };
        let needed = flags(wanted.iter().map(|&(offset, length)| offset..offset + length), size);
        let fetched = flags(plan(&wanted, size, &limits).unwrap().into_iter(), size);
        let mut wasted = 0;
        for at in 0..size as usize {
            wasted = if fetched[at] && !needed[at] { wasted + 1 } else { 0 };
            assert!(wasted <= limits.gap, "{round}");
        }
    }
}

#[test]
fn store_returns_its_bytes_and_reports_missing_ranges() {
    let mut random = Random::new(13);
    for round in 0..2000 {
        let file: Bytes = (0..200u8).collect();
        let mut store = Sparse::default();
        let mut held = [false; 200];
        for _ in 0..random.below(8) {
            let start = random.below(200);
            let end = start + random.below(200 - start + 1);
            store.insert(start as u64, &file.slice(start..end));
            held[start..end].fill(true);
        }
        assert_eq!(store.held(), held.iter().filter(|held| **held).count() as u64, "{round}");
        for _ in 0..20 {
            let start = random.below(200);
            let end = start + random.below(200 - start + 1);
            let got = store.get(start as u64, (end - start) as u64);
            let all = held[start..end].iter().all(|held| *held);
            assert_eq!(got, all.then(|| file.slice(start..end)), "{round}: {start}..{end}");
            let missing = flags(store.missing(&(start as u64..end as u64)).into_iter(), 200);
            let expected: Vec<bool> = (0..200).map(|at| (start..end).contains(&at) && !held[at]).collect();
            assert_eq!(missing, expected, "{round}: {start}..{end}");
        }
    }
}

/// Every parquet file of the tests, and the three tables of the page.
fn files() -> Vec<(String, Bytes)> {
    let folders = ["tests/fixtures", "src/data/bundled"].map(support::path);
    let in_folder = |folder: &String| {
        let read = |stem: &String| std::fs::read(format!("{folder}/{stem}.parquet")).unwrap().into();
        support::stems(folder, "parquet").into_iter().map(move |stem| (stem.clone(), read(&stem))).collect::<Vec<_>>()
    };
    let files: Vec<_> = folders.iter().flat_map(in_folder).collect();
    assert!(files.len() > 53, "the fixtures are missing");
    files
}

/// Reads a file as it is read from a server: its end, then what is wanted, in small requests, each broken once.
fn by_parts(file: &Bytes, columns: Option<&[&str]>, groups: Option<&[usize]>) -> Result<(Table, u64), DecodeError> {
    let (size, limits) = (file.len() as u64, Limits::default());
    let mut store = Sparse::default();
    let fetch = |store: &mut Sparse, range: &Range<u64>| {
        let half = range.start + (range.end - range.start) / 2;
        store.insert(range.start, &file.slice(range.start as usize..half as usize));
        for rest in store.missing(range) {
            store.insert(rest.start, &file.slice(rest.start as usize..rest.end as usize));
        }
    };
    let mut wanted = 20;
    let footer = loop {
        let range = ranges::tail(size, wanted);
        fetch(&mut store, &range);
        match Footer::from_tail(&store.get(range.start, range.end - range.start).unwrap(), size, &limits)? {
            Tail::Read(footer) => break footer,
            Tail::Short { needed } => {
                assert!(needed > wanted && needed <= size, "{needed} after {wanted} of {size}");
                wanted = needed;
            }
        }
    };
    let selection = footer.select(columns, groups);
    let plan_limits = PlanLimits { gap: 16, request_bytes: 300, requests: 10_000, ..PlanLimits::default() };
    for range in plan(&footer.ranges(&selection), size, &plan_limits).unwrap() {
        fetch(&mut store, &range);
    }
    let table = decode_columns(&footer, &selection, &|offset, length| store.get(offset, length), &limits)?;
    Ok((table, store.held()))
}

fn assert_same(stem: &str, parts: &Table, whole: &Table) {
    assert_eq!((parts.rows, &parts.skipped), (whole.rows, &whole.skipped), "{stem}");
    let names = |table: &Table| table.columns.iter().map(|column| column.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(parts), names(whole), "{stem}");
    for (part, whole) in parts.columns.iter().zip(&whole.columns) {
        assert_eq!(part.holds(), whole.holds(), "{stem} {}", part.name);
        for row in 0..parts.rows {
            assert_eq!((part.is_null(row), part.text(row)), (whole.is_null(row), whole.text(row)), "{stem} {row}");
        }
    }
}

#[test]
fn a_table_from_parts_is_the_table_of_the_whole_file() {
    let mut read = 0;
    for (stem, file) in files() {
        match (by_parts(&file, None, None), decode(file.clone(), &Limits::default())) {
            (Ok((parts, _)), Ok(whole)) => {
                read += 1;
                assert_same(&stem, &parts, &whole);
            }
            // Without the head of the file, one that was cut short cannot be told from one that never was parquet.
            (Err(DecodeError::NotParquet), Err(DecodeError::Truncated { .. })) => {}
            (Err(parts), Err(whole)) => assert_eq!(parts, whole, "{stem}"),
            (parts, whole) => panic!("{stem}: {:?} by parts, {:?} as a whole", parts.err(), whole.err()),
        }
    }
    assert!(read > 40, "{read} files were read");
}

#[test]
fn one_column_is_read_without_the_others() {
    for (stem, file) in files() {
        let Ok(whole) = decode(file.clone(), &Limits::default()) else { continue };
        for column in &whole.columns {
            let (parts, held) = by_parts(&file, Some(&[&column.name, "no such column"]), None).unwrap();
            let expected = Table { rows: whole.rows, columns: vec![column.clone()], ..Table::default() };
            assert_same(&stem, &parts, &expected);
            assert!(held <= file.len() as u64);
        }
        assert_eq!(by_parts(&file, Some(&[]), None).unwrap_err(), DecodeError::NoColumns, "{stem}");
    }
}

#[test]
fn row_groups_are_read_one_by_one() {
    let mut several = 0;
    for (stem, file) in files() {
        let Ok(whole) = decode(file.clone(), &Limits::default()) else { continue };
        let Ok(Tail::Read(footer)) = Footer::from_tail(&file, file.len() as u64, &Limits::default()) else {
            panic!("{stem} has no footer");
        };
        assert_eq!(footer.columns(), whole.columns.iter().map(|column| column.name.clone()).collect::<Vec<_>>());
        assert_eq!(footer.rows(), whole.rows as u64, "{stem}");
        let rows = footer.group_rows();
        several += usize::from(rows.len() > 1);
        let mut first = 0;
        for (group, rows) in rows.iter().enumerate() {
            // A group that does not exist is left out.
            let (part, _) = by_parts(&file, None, Some(&[group, 1000])).unwrap();
            assert_eq!(part.rows as u64, *rows, "{stem}");
            for (column, whole) in part.columns.iter().zip(&whole.columns) {
                let same = |row: usize| column.is_null(row) || column.text(row) == whole.text(first + row);
                assert!((0..part.rows).all(same), "{stem} {group} {}", column.name);
            }
            first += part.rows;
        }
    }
    assert!(several > 0, "no file has several row groups");
}

#[test]
fn missing_bytes_are_no_damage() {
    let (_, file) = files().into_iter().find(|(stem, _)| stem == "codec_snappy").unwrap();
    let limits = Limits::default();
    let Ok(Tail::Read(footer)) = Footer::from_tail(&file, file.len() as u64, &limits) else { panic!("no footer") };
    let selection = footer.select(None, None);
    let first = footer.columns()[0].clone();
    let nothing = decode_columns(&footer, &selection, &|_, _| None, &limits).unwrap_err();
    assert_eq!(nothing, DecodeError::NotFetched { column: first.clone() });
    let short = decode_columns(&footer, &selection, &|_, _| Some(Bytes::from_static(b"x")), &limits).unwrap_err();
    assert_eq!(short, DecodeError::NotFetched { column: first });
}

#[test]
fn caps_hold_for_what_is_selected() {
    let (_, file) = files().into_iter().find(|(stem, _)| stem == "codec_snappy").unwrap();
    let all = Limits::default();
    let Ok(Tail::Read(footer)) = Footer::from_tail(&file, file.len() as u64, &all) else { panic!("no footer") };
    let names = footer.columns();
    let (one, every) = (footer.select(Some(&[&names[0]]), None), footer.select(None, None));
    let limits = Limits { cells: footer.rows(), ..all };
    assert_eq!(footer.check(&one, &limits), Ok(()));
    let cells = footer.rows() * names.len() as u64;
    assert_eq!(
        footer.check(&every, &limits),
        Err(DecodeError::TooLarge { what: "cells", found: cells, cap: footer.rows() })
    );
    let stored: u64 = footer.ranges(&one).iter().map(|(_, length)| length).sum();
    let limits = Limits { file_bytes: stored, ..all };
    assert_eq!(footer.check(&one, &limits), Ok(()));
    assert!(matches!(footer.check(&every, &limits), Err(DecodeError::TooLarge { what: "bytes", .. })));
}
