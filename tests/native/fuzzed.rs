//! The fuzz targets (`tests/fuzz`) on their seeds, so that they hold and stay compiled; and what fuzzing found.

#[path = "../fuzz/targets/mod.rs"]
mod targets;

/// Each seed whole, and cut in the middle.
#[test]
fn seeds_of_all_targets() {
    for (name, run, seeds) in targets::ALL {
        let seeds = seeds();
        assert!(seeds.len() >= 20, "{name} has {} seeds", seeds.len());
        for seed in &seeds {
            run(seed);
            run(&seed[..seed.len() / 2]);
        }
    }
}

/// Messages between page and worker: malformed, cut short, of another build. Most are damaged; some of each kind are not.
#[test]
fn messages_are_read_or_nothing() {
    let mut random = crate::support::Random::new(23);
    let mut counts = [0; 4];
    for _ in 0..20_000 {
        counts[targets::messages::read(&targets::messages::made(&mut random)) as usize] += 1;
    }
    assert!(counts.iter().all(|&count| count > 500), "{counts:?}");
}

/// Equal bills and averages, p95 of 1,400.44 and 1,400 ms: both are shown as 1,400, so that the digits decided in the reference
/// alone.
#[test]
fn digits_of_a_p95_that_are_not_shown_decide_nothing() {
    targets::question::run(include_bytes!("../fixtures/fuzzed-question.bin"));
}

/// Half a minute: a page header and a footer with lists that claim two billion elements, which take no bytes.
#[test]
fn lists_without_end_in_parquet_are_refused_at_once() {
    let table = &isocost::data::bundled::TABLES[2];
    let file = crate::support::parquet_of(table);
    let whole = file.to_vec();
    let (footer_length, end) = (u32::from_le_bytes(whole[whole.len() - 8..][..4].try_into().unwrap()), whole.len() - 8);
    let footer = end - footer_length as usize;
    // A field far off (15 further), a list of floats or of truths.
    for kind in [7, 1] {
        let list = [0xf9, 0xf0 | kind, 0xff, 0xff, 0xff, 0xff, 0x07];
        let mut of_page = whole.clone();
        of_page[4..4 + list.len()].copy_from_slice(&list);
        let mut of_footer = whole[..footer].to_vec();
        of_footer.extend(list);
        of_footer.extend_from_slice(&whole[footer..end]);
        of_footer.extend((footer_length + list.len() as u32).to_le_bytes());
        of_footer.extend(b"PAR1");
        for damaged in [of_page, of_footer] {
            let start = std::time::Instant::now();
            let error = isocost::data::parquet::decode(damaged.into(), &isocost::data::limits::Limits::default());
            assert!(error.is_err() && start.elapsed().as_secs() < 5, "{kind}: {:?} {error:?}", start.elapsed());
        }
    }
}

/// A page of dictionary positions whose levels are packed in bits, as no writer has done for ten years, was given to a decoder
/// that had not seen the dictionary, which ended the reader.
#[test]
fn dictionary_pages_with_deprecated_levels_are_refused() {
    // The header's encoding, a dictionary's, and those of definition and repetition levels: runs, and runs; then bits.
    const RUNS: [u8; 6] = [0x15, 0x10, 0x15, 0x06, 0x15, 0x06];
    const BITS: [u8; 6] = [0x15, 0x10, 0x15, 0x08, 0x15, 0x06];
    let mut damaged = 0;
    for name in ["dictionary_strings", "with_nulls", "pyarrow_default"] {
        let path = crate::support::path(&format!("tests/fixtures/{name}.parquet"));
        let whole = std::fs::read(path).unwrap();
        for at in 0..whole.len() - RUNS.len() {
            if whole[at..].starts_with(&RUNS) {
                let mut file = whole.clone();
                file[at..at + BITS.len()].copy_from_slice(&BITS);
                let read = isocost::data::parquet::decode(file.into(), &isocost::data::limits::Limits::default());
                assert!(read.is_err_and(|error| error.to_string().contains("deprecated form")), "{name} at {at}");
                damaged += 1;
            }
        }
    }
    assert!(damaged > 0);
}
